"""Damages the files of a killed server's ledger in many ways and starts it again.

Each time the start is refused with a message, or `careledger verify` names the damage, or nothing that was acknowledged
is hurt. What the server gives out for an acknowledged event is that event, or an error; never another truth.
"""
import random
import shutil
import socket
import subprocess
from pathlib import Path

from load import Load
from record import Record, leaf_hash
from server import Checks, Closed, Server, Workplace, arguments, seed_of, verify


def prepare(options, checks, rng, place, name):
    """A ledger that was killed under load, was started again and loaded once more, so that it has tables and a log."""
    server, record = Server(options.binary, place / name), Record(checks, rng)
    for turn in range(2):
        server.start()
        load = Load(server.port, f"/damage/{turn}", 8, rng).start()
        load.wait_for(options.acks)
        server.kill()
        load.finish()
        acknowledged, unanswered, _ = record.take(load)
    server.start()
    with server.connect() as connection:
        record.check_restart(connection, f"{name}, undamaged", acknowledged[:50], unanswered)
        for request in acknowledged[:20]:  # the newest log has something in it
            for event in request.events:
                event["id"] += "-again"
            answer = request.post_to(connection)
            record.promise(request, answer)
        record.read_on(connection)
        connection.get("/log/checkpoint")
    server.kill()
    return record


def flip(path, at):
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x41]))


def used(path):
    """The length of a file without the zeros that were set aside behind its content."""
    return len(path.read_bytes().rstrip(b"\0"))


def newest(folder, pattern):
    return max(folder.glob(pattern), key=lambda path: path.stem)


def truncate(path, size):
    with open(path, "r+b") as file:
        file.truncate(size)


class Damage:
    """What is done to one file or folder of a ledger's directory, and whether the start must notice it."""

    def __init__(self, name, path, act, must_refuse=True):
        self.name, self.path, self.act, self.must_refuse = name, path, act, must_refuse

    def mend(self, original, copy):
        """Puts the file or folder back."""
        if (original / self.path).is_dir():
            replace_folder(original / self.path, copy / self.path)
        else:
            shutil.copy(original / self.path, copy / self.path)


def damages(directory, rng):
    log = newest(directory / "ledger", "*.log")
    end, log = used(log), log.relative_to(directory)
    for name, at in (("first", 0), ("middle", end // 2), ("last", end - 1)):
        yield Damage(f"a byte altered in the {name} of the newest write-ahead log", log, lambda path,
                     at=at: flip(path, at))
    for name, size in (("its last byte", end - 1), ("its second half", end // 2), ("all of it", 0)):
        yield Damage(f"the newest write-ahead log without {name}", log, lambda path, size=size: truncate(path, size))
    yield Damage("the newest write-ahead log gone", log, Path.unlink)
    tables = sorted(path for folder in ("ledger", "keys") for path in (directory / folder).glob("*.sst"))
    logs = sorted(path for path in (directory / "keys").glob("*.log") if used(path) > 0)
    for table in tables + logs:
        at, path = rng.randrange(used(table)), table.relative_to(directory)
        yield Damage(f"byte {at} altered in {path}", path, lambda path, at=at: flip(path, at), must_refuse=False)
    yield Damage("a table gone", newest(directory / "ledger", "*.sst").relative_to(directory), Path.unlink)
    manifest = newest(directory / "ledger", "MANIFEST-*").relative_to(directory)
    yield Damage("a byte altered in the manifest", manifest, lambda path: flip(path, used(path) // 2))
    yield Damage("CURRENT gone", "ledger/CURRENT", Path.unlink)
    yield Damage("the database gone", "ledger", shutil.rmtree)
    yield Damage("the mark of what was acknowledged gone", "acknowledged", Path.unlink, must_refuse=False)
    yield Damage("the mark of what was acknowledged torn", "acknowledged", lambda path: truncate(path, 40),
                 must_refuse=False)
    yield Damage("a byte altered in the signed checkpoint", "checkpoint", lambda path: flip(path, 60))
    yield Damage("the size lowered in the signed checkpoint", "checkpoint", lower)
    yield Damage("an empty checkpoint", "checkpoint", lambda path: truncate(path, 0))
    yield Damage("the signing key gone", "signing.key", Path.unlink)
    yield Damage("a byte altered in the signing key", "signing.key", lambda path: flip(path, 60))
    yield Damage("the master key gone", "master.key", Path.unlink)
    yield Damage("the master key replaced", "master.key", lambda path: path.write_bytes(rng.randbytes(32)))
    yield Damage("the personal-data keys gone", "keys", shutil.rmtree)
    yield Damage("the personal-data keys emptied", "keys", lambda path: [each.unlink() for each in path.iterdir()])
    yield Damage("CURRENT of the personal-data keys gone", "keys/CURRENT", Path.unlink)
    yield Damage("CURRENT gone, and the mark of what was acknowledged", "", lambda path: [
        (path / name).unlink() for name in ("ledger/CURRENT", "acknowledged")])


def lower(checkpoint):
    lines = checkpoint.read_text().split("\n")
    lines[1] = str(int(lines[1]) - 1)
    checkpoint.write_text("\n".join(lines))


def replacements(other):
    """Files of another ledger in the place of this one's."""
    for name in ("signing.key", "checkpoint"):
        yield Damage(f"{name} of another ledger", name, lambda path, name=name: shutil.copy(other / name, path))
    # It may be of a smaller ledger, and then says nothing: one mark was written each time that events were synced.
    yield Damage("acknowledged of another ledger", "acknowledged",
                 lambda path: shutil.copy(other / "acknowledged", path), False)
    yield Damage("the database of another ledger", "ledger", lambda path: replace_folder(other / "ledger", path))


def replace_folder(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.sock"))


def untrue(server, record, rng):
    """The first answer about an acknowledged event that is not the truth, and how many were errors or not there."""
    missing = errors = 0
    identities = rng.sample(sorted(record.promised), min(300, len(record.promised)))
    with server.connect() as connection:
        for source, event_id in identities:
            item = record.promised[(source, event_id)]
            answer = connection.get(f"/v1/events/{item['sequence']}")
            if answer.status >= 500:
                errors += 1
            elif answer.status == 404:
                missing += 1
            elif leaf_hash(answer.json()).hex() != record.hash_of(source, event_id):
                return f"{event_id}: {answer}", missing, errors
    return "", missing, errors


def check_damage(checks, binary, record, original, copy, rng, damage):
    server = Server(binary, copy)
    try:
        refusal = server.refusal()
        if refusal is None:
            return check_started(checks, binary, record, server, rng, damage)
        told = refusal.removeprefix("exit 1: ")
        checks.check(told != refusal and told.strip(), f"{damage.name}: the start is refused with a message",
                     refusal[-300:])
        checks.note(told.splitlines()[-1][-220:] if told.strip() else "")
        again = server.refusal() or "it starts"
        checks.check(again.splitlines()[-1] == refusal.splitlines()[-1],
                     f"{damage.name}: and so is the next one, with the same", again[-300:])
        damage.mend(original, copy)
        refusal = server.refusal()
        wrong = refusal or "; ".join(map(str, filter(None, untrue(server, record, rng))))
        checks.check(not wrong, f"{damage.name}: once it is mended all is there", wrong)
    finally:
        server.kill()


def check_started(checks, binary, record, server, rng, damage):
    if damage.must_refuse:
        checks.check(False, f"{damage.name}: the start is refused", "it starts")
    try:
        wrong, missing, errors = untrue(server, record, rng)
    except Closed as closed:
        wrong, missing, errors = f"the server closed: {closed}; {server.log_tail()[-300:]}", 0, 0
    code, said = verify(binary, server.directory)
    checks.check(not wrong and missing == 0, f"{damage.name}: nothing but the truth is served",
                 wrong or f"{missing} acknowledged events are said not to exist")
    found = f"verify: {said.splitlines()[-1][-200:] if said else code}" if code != 0 else "verify finds nothing"
    checks.note(f"{errors} errors in 300 reads; {found}")


def check_neighbours(checks, options, place):
    """A second process, a dead server's socket, and a socket that is somebody else's."""
    first = Server(options.binary, place / "neighbour").start()
    second = Server(options.binary, first.directory)
    second.log_path = place / "second.log"
    refusal = second.refusal()
    checks.check(refusal is not None and refusal.startswith("exit 1") and "another process" in refusal,
                 "a second server on the same directory is refused with a message", refusal)
    with first.connect() as connection:
        checks.check(connection.get("/health/ready").status == 200, "and the first goes on")
    asked = verify(options.binary, first.directory)
    checks.check(asked[0] == 0, "verify asks the server that holds the directory", asked)
    first.kill()
    stale = first.directory / "careledger.sock"
    checks.check(stale.is_socket(), "a killed server leaves its socket")
    alone = verify(options.binary, first.directory)
    checks.check(alone[0] == 0, "verify opens the directory itself, past the dead socket", alone)
    first.start()
    checks.check(subprocess.run([options.binary, "checkpoint", "--data", first.directory], capture_output=True,
                                check=False).returncode == 0, "a start takes the dead socket's place")
    first.kill()
    stale.unlink(missing_ok=True)
    stale.write_text("not a socket")
    first.start()
    checks.check(first.stop() == 0 and not stale.exists(), "and removes its own when it stops")
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(stale))
    first.start()
    checks.check(first.stop() == 0, "nor does a bound socket without a listener keep it from starting")


def main():
    parser = arguments(__doc__)
    parser.add_argument("--acks", type=int, default=150)
    options = parser.parse_args()
    rng, checks = random.Random(seed_of(options)), Checks()
    with Workplace(options.keep) as place:
        record = prepare(options, checks, rng, place, "ledger")
        prepare(options, Checks(), rng, place, "other")
        cases = [*damages(place / "ledger", rng), *replacements(place / "other")]
        for number, damage in enumerate(cases):
            copy = place / f"copy{number}"
            shutil.copytree(place / "ledger", copy, ignore=shutil.ignore_patterns("careledger.sock"))
            damage.act(copy / damage.path)
            check_damage(checks, options.binary, record, place / "ledger", copy, rng, damage)
            shutil.rmtree(copy)
        check_neighbours(checks, options, place)
    return checks.close()


if __name__ == "__main__":
    raise SystemExit(main())
