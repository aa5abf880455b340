"""Cuts the power, as near as one machine can: the file system is shut down under load without its journal's flush.

Needs root, a loop device and xfs or ext4; exits with 77 (skipped) elsewhere. Each round: events are appended from many
connections, the file system under the ledger is shut down at a random moment (what was not synced is lost), the server
is killed, the file system mounted anew, the server started again, and its log compared with what the clients were
answered. The backing file stays in this machine's page cache: a disk that lies about its flushes is not covered.

A file system may let an fdatasync return 0 whose data its own shutdown then drops: a bare loop of write and fdatasync
shows it on ext4 and on xfs. So most rounds cut syncs short, and in all of them everything that was ever acknowledged,
before the cut or after it, must be there.
"""
import fcntl
import os
import random
import shutil
import struct
import subprocess
import time

from load import Load
from record import Record
from server import Checks, Server, Workplace, arguments, seed_of, skip, verify

SHUTDOWN = 0x8004587D  # _IOR('X', 125, __u32), the same for ext4 and xfs
NO_LOG_FLUSH = 2
MEGABYTES = 1536


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


class Disk:
    """A file system in a file, mounted on a loop device."""

    def __init__(self, place, kind):
        self.image, self.mounted_at, self.kind = place / "disk.img", place / "disk", kind
        self.mounted_at.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(MEGABYTES << 20)
        run(f"mkfs.{kind}", "-q", self.image)

    def mount(self):
        run("mount", "-o", "loop", self.image, self.mounted_at)
        return self

    def unmount(self):
        for _ in range(100):
            if subprocess.run(["umount", self.mounted_at], capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError(f"{self.mounted_at} can't be unmounted")

    def cut(self):
        directory = os.open(self.mounted_at, os.O_RDONLY)
        try:
            fcntl.ioctl(directory, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(directory)


def mounted_disk(place, kind):
    if os.geteuid() != 0:
        skip("mounting needs root")
    if shutil.which(f"mkfs.{kind}") is None:
        skip(f"there is no mkfs.{kind} here")
    try:
        return Disk(place, kind).mount()
    except subprocess.CalledProcessError as error:
        skip(f"a loop device can't be mounted here: {error.stderr.decode().strip()}")


def main():
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--acks", type=int, default=1000, help="least answers a round before the cut")
    parser.add_argument("--fs", choices=("ext4", "xfs"), default="xfs" if shutil.which("mkfs.xfs") else "ext4")
    options = parser.parse_args()
    rng, checks = random.Random(seed_of(options)), Checks()
    with Workplace(options.keep) as place:
        disk = mounted_disk(place, options.fs)
        server, record = Server(options.binary, disk.mounted_at / "ledger"), Record(checks, rng)
        server.log_path = place / "server.log"  # it outlives the cut
        try:
            rounds(options, rng, checks, disk, server, record)
        finally:
            server.kill()
            disk.unmount()
    return checks.close()


def rounds(options, rng, checks, disk, server, record):
    starts = []
    server.start()
    for turn in range(1, options.rounds + 1):
        name = f"cut {turn}"
        load = Load(server.port, f"/faults/{turn}", rng.randrange(16, 65), rng).start()
        # The first and one in four of the others is cut early: files that were just made are the ones that go missing.
        early = turn == 1 or rng.random() < 0.25
        wanted = rng.randrange(50) if early else rng.randrange(options.acks, 2 * options.acks)
        checks.check(load.wait_for(wanted), f"{name}: the load is answered")
        time.sleep(rng.uniform(0, 0.05))
        disk.cut()
        time.sleep(rng.uniform(0, 0.2))  # the server goes on for a while, on a disk that fails it
        server.kill()
        load.finish()
        acknowledged, unanswered, others = record.take(load)
        strange = [request.answer for request in others if request.answer.problem() not in ("read-only", "storage")]
        checks.check(not strange, f"{name}: what was not acknowledged was refused as read-only", strange[:1])
        disk.unmount()
        disk.mount()
        server.start()
        starts.append(server.started_in)
        checks.note(f"{len(acknowledged)} requests acknowledged, {len(others)} refused, {len(unanswered)} without an "
                    f"answer, start in {server.started_in:.2f} s")
        with server.connect() as connection:
            record.check_restart(connection, name, acknowledged, unanswered + others)
    with server.connect() as connection:
        wrong = record.read_on(connection)
    checks.check(not wrong, "at the end: the log is in order", wrong)
    checks.check(server.stop() == 0, "at the end: the server stops with exit code 0")
    code, said = verify(options.binary, server.directory)
    checks.check(code == 0, f"at the end: verify passes over {record.frontier.size} events", said[-500:])
    checks.note(f"starts after a cut: longest {max(starts):.2f} s, mean {sum(starts) / len(starts):.2f} s")


if __name__ == "__main__":
    raise SystemExit(main())
