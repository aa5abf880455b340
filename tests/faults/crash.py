"""Kills a server under load, again and again, and checks that it keeps what it acknowledged.

Each round: events are appended from many connections, the server is killed with SIGKILL at a random moment (now and
then once more while it starts), started again, and its log compared with what the clients were answered. Before that,
first starts of new ledgers are killed.
"""
import random
import subprocess
import threading
import time
from pathlib import Path

from load import Load
from record import Record
from server import Checks, Server, Workplace, arguments, seed_of, verify


def kill_while_starting(server, rng):
    """A start that is cut short: what it had begun to derive is begun anew."""
    server.process = None
    timer = threading.Timer(rng.uniform(0.005, 0.25), lambda: server.process and server.process.kill())
    timer.start()
    server.launch()
    timer.join()
    server.kill()


def check_first_start(checks, binary, place):
    """A new ledger's first start is killed as soon as one of its files is there; the next makes up for it."""
    whole = events_of_a_new_ledger(Server(binary, place / "whole"))
    for name in ("lock", "ledger/CURRENT", "acknowledged", "keys", "master.key", "signing.key"):
        server = Server(binary, place / f"cut-at-{Path(name).name}")
        process = subprocess.Popen([binary, "serve", "--data", server.directory, "--listen", "127.0.0.1:0"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (server.directory / name).exists() and process.poll() is None:
            pass
        process.kill()
        process.wait()
        events = events_of_a_new_ledger(server)
        checks.check(events == whole, f"a first start killed at {name} is made up for", f"{events}, not {whole} events")


def events_of_a_new_ledger(server):
    server.start()
    with server.connect() as connection:
        events = len(connection.get("/v1/events").json()["events"])
    server.kill()
    return events


def check_good_stop(checks, server, record, rng):
    """SIGTERM under load: what is under way is answered, and nothing is lost."""
    load = Load(server.port, "/faults/stop", 32, rng).start()
    load.wait_for(200)
    checks.check(server.stop() == 0, "at the end: the server stops under load with exit code 0",
                 server.process.returncode)
    load.finish()
    acknowledged, unanswered, others = record.take(load)
    strange = [request.answer for request in others if request.answer.status != 503]
    checks.check(not strange, "at the end: requests are answered, or refused as overloaded", strange[:1])
    server.start()
    checks.note(f"{len(acknowledged)} acknowledged, {len(others)} refused, {len(unanswered)} without an answer, "
                f"start in {server.started_in:.2f} s")
    with server.connect() as connection:
        record.check_restart(connection, "after a stop in good order", acknowledged, [])
        silent = [request.identities for request in unanswered + others if request.identities[0] in record.log]
        checks.check(not silent, "after a stop in good order: nothing was appended without an answer", silent[:1])
        wrong = record.read_on(connection)
    checks.check(not wrong, "at the end: the log is in order", wrong)
    checks.check(server.stop() == 0, "at the end: the server stops with exit code 0")


def main():
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--acks", type=int, default=1000, help="least answers a round before the kill")
    options = parser.parse_args()
    rng, checks = random.Random(seed_of(options)), Checks()
    with Workplace(options.keep) as place:
        check_first_start(checks, options.binary, place)
        server, record = Server(options.binary, place / "ledger"), Record(checks, rng)
        starts = []
        server.start()
        for turn in range(1, options.rounds + 1):
            name = f"round {turn}"
            load = Load(server.port, f"/faults/{turn}", rng.randrange(16, 65), rng).start()
            checks.check(load.wait_for(rng.randrange(options.acks, 2 * options.acks)), f"{name}: the load is answered")
            time.sleep(rng.uniform(0, 0.05))
            server.kill()
            load.finish()
            acknowledged, unanswered, others = record.take(load)
            checks.check(not others, f"{name}: nothing was refused", [request.answer for request in others[:1]])
            if rng.random() < 0.3:
                kill_while_starting(server, rng)
            server.start()
            starts.append(server.started_in)
            checks.note(f"{len(acknowledged)} requests acknowledged, {len(unanswered)} under way at the kill, "
                        f"start in {server.started_in:.2f} s")
            with server.connect() as connection:
                record.check_restart(connection, name, acknowledged, unanswered)
        check_good_stop(checks, server, record, rng)
        code, said = verify(options.binary, server.directory)
        checks.check(code == 0, f"at the end: verify passes over {record.frontier.size} events", said[-500:])
        checks.note(f"starts after a kill: longest {max(starts):.2f} s, mean {sum(starts) / len(starts):.2f} s")
        server.kill()
    return checks.close()


if __name__ == "__main__":
    raise SystemExit(main())
