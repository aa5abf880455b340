"""Fills the disk under a server: it must refuse writing, go on reading, say why, and keep all it acknowledged.

Two ways to run out of space: a small tmpfs (needs root), and a limit on the size of a file (RLIMIT_FSIZE), which needs
nothing. The first is left out where it can't be had.
"""
import os
import random
import resource
import subprocess
import time

from load import Load, make_event, read_checkpoint
from record import Record
from server import Checks, Server, Workplace, arguments, seed_of, verify

SMALL_MIB, LARGE_MIB = 20, 400
FILE_LIMIT = 6 << 20


class Tmpfs:
    name = "full disk"
    launch = {}

    def __init__(self, place):
        self.path = place / "disk"
        self.path.mkdir()
        self.mount(f"size={SMALL_MIB}m")

    def mount(self, options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.path], check=True, capture_output=True)

    def free(self):
        self.mount(f"remount,size={LARGE_MIB}m")

    def close(self):
        subprocess.run(["umount", self.path], check=True)


class FileLimit:
    """Python ignores SIGXFSZ, and so does the server that inherits it: a write too far fails with EFBIG."""
    name = "file limit"

    def __init__(self, place):
        self.path = place
        limit = (FILE_LIMIT, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
        self.launch = {"restore_signals": False, "preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)}

    def free(self):
        self.launch = {}

    def close(self):
        pass


def fill(checks, name, load):
    """Waits until writing is refused. Whether it came to that."""
    end = time.monotonic() + 60
    while time.monotonic() < end and load.running():
        answers = [client.sent[-2].answer for client in load.clients if len(client.sent) > 1]
        if any(answer is not None and answer.status == 503 for answer in answers):
            return True
        time.sleep(0.02)
    return False


def check_full(checks, name, server, record, rng):
    """The server while there is no room."""
    if not checks.check(server.alive(), f"{name}: the server lives", server.log_tail()[-500:]):
        return
    check = checks.check
    with server.connect() as connection:
        answer = connection.post(make_event(rng, "/full", "late"))
        check(answer.status == 503 and answer.problem() == "read-only" and "retry-after" in answer.headers,
              f"{name}: a new event is answered 503 read-only", answer)
        personal = {"specversion": "1.0", "id": "words", "source": "/full", "type": "careledger.complaint.received",
                    "data": {"complaint": "words", "service": "s1", "citizen": "never-seen", "details": "words"}}
        answer = connection.post(personal)
        check(answer.status == 503 and answer.problem() == "read-only",
              f"{name}: one that needs a new key is answered 503 read-only", answer)
        ready = connection.get("/health/ready")
        check(ready.status == 503 and ready.json()["detail"], f"{name}: /health/ready says 503 and why", ready)
        checks.note(f"it says: {ready.body.decode()[-200:]}")
        live = connection.get("/health/live")
        check(live.status == 200, f"{name}: /health/live says 200", live)
        wrong = record.read_on(connection)
        check(not wrong, f"{name}: the events are listed, in order", wrong)
        missing = [identity for identity in record.promised if identity not in record.log]
        # What was synced and acknowledged as the derived families failed is found again at the next start.
        checks.note(f"{len(missing)} of {len(record.promised)} acknowledged events are not listed until the restart")
        for target in ("/v1/events/1", "/v1/services/s1/rating", "/v1/services/s1/rating/history", "/metrics",
                       "/log/key"):
            answer = connection.get(target)
            check(answer.status == 200, f"{name}: GET {target} is answered", answer)
        answer = connection.get("/log/checkpoint")
        check(answer.status == 200 or answer.problem() == "read-only",
              f"{name}: a checkpoint is given, or refused as read-only", answer)
        if answer.status == 200:
            record.checkpoints.append(read_checkpoint(answer.body))


def one(options, checks, space, rng):
    name = space.name
    server, record = Server(options.binary, space.path / "ledger"), Record(checks, rng)
    server.log_path = options.place / f"{name.replace(' ', '-')}.log"
    try:
        server.start(**space.launch)
        load = Load(server.port, "/faults/full", 16, rng).start()
        filled = fill(checks, name, load)
        time.sleep(0.5)
        load.finish()
        checks.check(filled, f"{name}: writing is refused in the end", f"{load.answered()} answers, none of them 503")
        acknowledged, unanswered, others = record.take(load)
        strange = [request.answer for request in others if request.answer.problem() != "read-only"]
        checks.check(not strange, f"{name}: {len(others)} requests were refused, all as read-only", strange[:1])
        checks.check(not unanswered, f"{name}: every request was answered", len(unanswered))
        check_full(checks, name, server, record, rng)
        checks.check(server.stop() == 0, f"{name}: the server stops with exit code 0", server.process.returncode)
        refusal = server_on_full_disk(server, space)
        checks.check(refusal is None or not refusal.startswith("exit -"),
                     f"{name}: a start without room works, or is refused with a message", refusal)
        checks.note("a start without room: " + (refusal or "works"))
        server.kill()
        space.free()
        server.start(**space.launch)
        with server.connect() as connection:
            record.check_restart(connection, f"{name}, with room again", acknowledged, unanswered + others)
            wrong = record.read_on(connection)
            checks.check(not wrong, f"{name}, with room again: what was refused is taken now", wrong)
        checks.check(server.stop() == 0, f"{name}, with room again: the server stops with exit code 0")
        code, said = verify(options.binary, server.directory)
        checks.check(code == 0, f"{name}, with room again: verify passes over {record.frontier.size} events",
                     said[-500:])
    finally:
        server.kill()
        space.close()


def server_on_full_disk(server, space):
    """What the start says, or None."""
    try:
        server.start(**space.launch)
    except RuntimeError as error:
        return f"exit {server.process.returncode}: {error}"
    return None


def main():
    options = arguments(__doc__).parse_args()
    rng, checks = random.Random(seed_of(options)), Checks()
    with Workplace(options.keep) as options.place:
        one(options, checks, FileLimit(options.place), rng)
        try:
            space = Tmpfs(options.place)
        except subprocess.CalledProcessError as error:
            checks.note(f"no small tmpfs here ({error.stderr.decode().strip()}): left out")
        else:
            one(options, checks, space, rng)
    return checks.close()


if __name__ == "__main__":
    raise SystemExit(main())
