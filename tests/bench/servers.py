"""The servers that are measured, each stopped however its measuring ends."""
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request


class Started:
    """A process that is stopped at the end of a with block."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Server(Started):
    """A careledger server on a directory, with as many I/O threads."""

    def __init__(self, binary, directory, threads=1):
        start = time.monotonic()
        self.process = subprocess.Popen([binary, "serve", "--data", directory, "--listen", "127.0.0.1:0", "--open",
                                         "--threads", str(threads), "--log-level", "error"],
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]
        self.started_in = time.monotonic() - start

    def resident_mib(self, row="VmRSS"):
        """Now; by `VmHWM` at most since its start."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(row + r":\s+(\d+)", status)[1]) / 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Bare(Started):
    """The server without index, tree or rules, on a port that nobody else listens on."""

    def __init__(self, program, threads):
        self.directory = tempfile.mkdtemp(prefix="careledger-bare-")
        port = free_port()
        self.process = subprocess.Popen([program, str(port), str(threads), self.directory], stdout=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url + "/fixed").read()
                break
            except OSError:
                time.sleep(0.1)

    def __exit__(self, *exception):
        super().__exit__(*exception)
        shutil.rmtree(self.directory)
