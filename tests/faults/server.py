"""Starts, stops and kills a careledger server, speaks HTTP to it over plain sockets, and counts checks."""
import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SKIPPED = 77  # what ctest reads as "skipped"
EVENT = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
APPEND = "application/vnd.careledger.append+json"


class Closed(Exception):
    """The server closed the connection, or it broke, before a whole answer was read."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body.decode("utf-8"))

    def problem(self):
        """The slug of a problem; empty where the answer is none."""
        if self.headers.get("content-type", "") != "application/problem+json":
            return ""
        try:
            return self.json()["type"].removeprefix("/problems/")
        except ValueError:
            return ""

    def __repr__(self):
        return f"{self.status} {self.body[:200]!r}"


class Connection:
    """One keep-alive connection. What is sent goes out as it is: nothing is added or mended."""

    def __init__(self, port, timeout=30.0):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise Closed(str(error)) from error

    def _more(self):
        try:
            data = self.socket.recv(1 << 16)
        except TimeoutError:
            raise
        except OSError as error:
            raise Closed(str(error)) from error
        if not data:
            raise Closed("end of stream")
        self.buffer += data

    def read_line(self):
        while b"\r\n" not in self.buffer:
            self._more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line.decode("latin-1")

    def read_bytes(self, count):
        while len(self.buffer) < count:
            self._more()
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def read_answer(self, head=False):
        """The next answer; those of status 1xx are passed over and kept in `interim`."""
        interim = []
        while True:
            version, status = self.read_line().split(" ")[:2]
            if version != "HTTP/1.1":
                raise ValueError(f"not an HTTP/1.1 status line: {version}")
            headers = {}
            while line := self.read_line():
                name, value = line.split(":", 1)
                headers[name.lower()] = value.strip()
            if not status.startswith("1"):
                break
            interim.append(int(status))
        length = 0 if head or status in ("204", "304") else int(headers.get("content-length", "0"))
        answer = Answer(int(status), headers, self.read_bytes(length))
        answer.interim = interim
        return answer

    def request(self, method, target, body=b"", content_type=None, headers=""):
        head = f"{method} {target} HTTP/1.1\r\nHost: ledger\r\n{headers}"
        if content_type is not None:
            head += f"Content-Type: {content_type}\r\n"
        if body or method == "POST":
            head += f"Content-Length: {len(body)}\r\n"
        try:
            self.send(head.encode("latin-1") + b"\r\n" + body)
        except Closed:
            pass  # refused before all of it was sent: the answer says why, or is not there either
        return self.read_answer(method == "HEAD")

    def get(self, target, headers=""):
        return self.request("GET", target, headers=headers)

    def post(self, body, content_type=EVENT):
        if not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        return self.request("POST", "/v1/events", body, content_type)

    def at_end(self):
        """Whether the server has closed its side, with nothing more sent."""
        try:
            self._more()
        except Closed:
            return True
        except TimeoutError:
            return False
        return False


class Server:
    """A `careledger serve --open` on one directory. Its log goes to a file beside the directory."""

    def __init__(self, binary, directory, options=()):
        self.binary, self.directory, self.options = str(binary), Path(directory), list(options)
        self.log_path = self.directory.with_name(self.directory.name + ".log")
        self.process, self.port, self.started_in = None, 0, 0.0

    def launch(self, **popen):
        """The process and its first line on standard output; that is empty where the process ended instead."""
        with open(self.log_path, "ab") as log:
            command = [self.binary, "serve", "--data", str(self.directory), "--listen", "127.0.0.1:0", "--open"]
            self.process = subprocess.Popen(command + self.options, stdout=subprocess.PIPE, stderr=log, **popen)
        return self.process.stdout.readline().decode()

    def start(self, **popen):
        began = time.monotonic()
        line = self.launch(**popen)
        found = re.match(r"listening on http://127\.0\.0\.1:(\d+)$", line.rstrip("\n"))
        if not found:
            self.process.wait()
            raise RuntimeError(f"the server did not start: {line!r}; {self.log_tail()}")
        self.port = int(found[1])
        self.started_in = time.monotonic() - began
        return self

    def refusal(self):
        """What the server says as it refuses to start, or None where it starts; then it is running."""
        before = self.log_path.stat().st_size if self.log_path.exists() else 0
        line = self.launch()
        if line.startswith("listening on "):
            self.port = int(line.rsplit(":", 1)[1])
            return None
        code = self.process.wait(60)
        said = self.log_path.read_bytes()[before:].decode(errors="replace").strip()
        return f"exit {code}: {said}"

    def log_tail(self):
        return self.log_path.read_text(errors="replace")[-2000:] if self.log_path.exists() else ""

    def connect(self, timeout=30.0):
        return Connection(self.port, timeout)

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        if self.alive():
            self.process.send_signal(signal.SIGKILL)
        self._reap()

    def stop(self, timeout=30):
        """Ends it in good order and returns its exit code."""
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout)
        finally:
            if self.alive():
                self.process.kill()
            self._reap()
        return self.process.returncode

    def _reap(self):
        if self.process is not None:
            self.process.wait()
            self.process.stdout.close()

    def resident_kib(self):
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1])


def verify(binary, directory, timeout=600):
    """The exit code and the words of `careledger verify`."""
    done = subprocess.run([str(binary), "verify", "--data", str(directory)], capture_output=True, timeout=timeout,
                          check=False)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace").strip()


class Checks:
    """Prints a line a check, and counts."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, holds, what, detail=""):
        if holds:
            self.passed += 1
            print(f"ok    {what}", flush=True)
        else:
            self.failed += 1
            print(f"FAIL  {what}: {detail}", flush=True)
        return bool(holds)

    def note(self, what):
        print(f"      {what}", flush=True)

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def arguments(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=lambda name: Path(name).resolve(), help="the careledger program")
    parser.add_argument("--seed", type=int, help="of what is random; told at the start")
    parser.add_argument("--keep", action="store_true", help="leave the directory with the ledgers")
    return parser


def seed_of(options):
    seed = options.seed if options.seed is not None else int.from_bytes(os.urandom(4), "big")
    print(f"      seed {seed}", flush=True)
    return seed


class Workplace:
    """A directory that goes when the script ends, unless it is asked to stay."""

    def __init__(self, keep):
        self.path, self.keep = Path(tempfile.mkdtemp(prefix="careledger-")), keep

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        if self.keep:
            print(f"      kept in {self.path}")
        else:
            shutil.rmtree(self.path, ignore_errors=True)
