"""Hostile HTTP on raw sockets: smuggling, oversize, slow, broken and strange requests.

Each gets a refusal or a right answer, within bounded time; what the server takes for a second request is never what a
stricter reader took for a body. Afterwards the server still answers and holds no more memory than it says.
"""
import random
import resource
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "faults"))

from http_cases import LIVE, answered, post, refused  # noqa: E402
from server import BATCH, Checks, Closed, Server, Workplace, arguments, seed_of  # noqa: E402
from slow_http import check_slow  # noqa: E402

MAX_ANSWER_SECONDS = 20
DESCRIPTORS = 400


def exchange(server, data, timeout=MAX_ANSWER_SECONDS, half_close=False, head=False):
    """All answers to the data, and whether the server closed the connection. Times out where it says nothing."""
    answers, closed = [], False
    with server.connect(timeout) as connection:
        try:
            connection.send(data)
        except Closed:
            pass
        if half_close:
            connection.socket.shutdown(1)
        try:
            while True:
                answers.append(connection.read_answer(head))
                connection.socket.settimeout(0.15)
        except Closed:
            closed = True
        except TimeoutError:
            pass
    return answers, closed


def check_refused(checks, server):
    """The server answers each with 4xx and closes; nothing of it is taken for a second request."""
    for name, data in refused():
        try:
            answers, closed = exchange(server, data)
        except OSError as error:
            checks.check(False, name, repr(error))
            continue
        statuses = [answer.status for answer in answers]
        one = len(answers) <= 1 and (not answers or 400 <= statuses[0] < 500)
        checks.check(one and closed, f"{name}: refused with 4xx, and closed", f"{statuses}, closed: {closed}")


def check_answered(checks, server):
    """Strange, and right: the statuses in order, and whether the connection is closed behind them."""
    for name, data, statuses, closed in answered():
        try:
            answers, was_closed = exchange(server, data)
        except OSError as error:
            checks.check(False, name, repr(error))
            continue
        found = [answer.status for answer in answers]
        # Where one request may be answered in one of two ways, both are listed.
        fits = found == statuses or (len(found) == 1 and len(statuses) == 2 and data.count(b" HTTP/1.1\r\n") <= 1
                                     and found[0] in statuses)
        problems = [answer for answer in answers if answer.status >= 400 and not answer.problem()]
        checks.check(fits and closed in (None, was_closed) and not problems, name,
                     f"{found}, closed: {was_closed}; expected {statuses[:3]}, {closed}; no problem: {problems[:1]}")


def check_forms(checks, server):
    """HEAD, half-closed connections, and that a client which asks first is told to go on."""
    for target in ("/health/live", "/v1/events", "/v1/services/none/rating", "/log/checkpoint"):
        with server.connect() as connection:
            with_body, head = connection.get(target), connection.request("HEAD", target)
            again = connection.get("/health/live")
        lengths = [answer.headers.get("content-length") for answer in (with_body, head)]
        same = with_body.status == head.status and lengths[0] == lengths[1]
        checks.check(same and again.status == 200, f"HEAD {target} is GET without its body", (with_body, head, again))
    answers, closed = exchange(server, LIVE * 3, half_close=True)
    checks.check([answer.status for answer in answers] == [200] * 3 and closed,
                 "requests of a half-closed connection are answered")
    answers, closed = exchange(server, post(b"Content-Length: 100\r\n", b"{"), half_close=True)
    checks.check(closed and all(answer.status == 400 for answer in answers),
                 "half a body and a half-close end in bounded time", answers)
    with server.connect(5) as connection:
        connection.send(post(b"Content-Length: 2\r\nExpect: 100-continue\r\n"))
        told = connection.read_line()
        connection.read_line()
        connection.send(b"{}")
        answer = connection.read_answer()
    checks.check(told == "HTTP/1.1 100 Continue" and answer.status == 422, "100-continue is told before the body",
                 (told, answer))
    with server.connect(5) as connection:
        connection.send(post(b"Content-Length: 99999999\r\nExpect: 100-continue\r\n"))
        answer = connection.read_answer()
    checks.check(answer.status == 413 and not answer.interim, "100-continue with too large a body is 413 at once",
                 answer)


def check_crowd(checks, server, rng):
    """Idle connections, and such as come and go, leave room for those that ask."""
    crowd = [server.connect() for _ in range(500)]
    with server.connect() as connection:
        checks.check(connection.get("/health/live").status == 200, "with 500 idle connections a new one is answered")
    checks.check(all(one.get("/health/live").status == 200 for one in rng.sample(crowd, 50)),
                 "and the idle ones are too")
    for one in crowd:
        one.close()
    for _ in range(300):
        connection = server.connect()
        connection.send(LIVE[:rng.randrange(len(LIVE))])
        connection.close()
    with server.connect() as connection:
        checks.check(connection.get("/health/live").status == 200, "300 connections left in the middle of a request")


def check_descriptors(checks, binary, place):
    """A server whose clients take all the file descriptors that they can get goes on writing."""
    server = Server(binary, place / "few")
    server.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS)))
    crowd = []
    try:
        first = server.connect()
        first.get("/health/live")
        crowd = [server.connect() for _ in range(DESCRIPTORS + 100)]
        time.sleep(0.5)
        before = cpu_seconds(server)
        time.sleep(1)
        checks.note(f"a full house costs {cpu_seconds(server) - before:.2f} s of processor time a second")
        # So much that the store has to open new files.
        answer = None
        for turn in range(20):
            answer = first.post([dialogue(f"few-{turn}-{i}", "w" * 3900) for i in range(1000)], BATCH)
            if answer.status != 201:
                break
        checks.check(answer.status == 201, "without a free file descriptor events are still appended", answer)
        for one in crowd:
            one.close()
        with server.connect(10) as connection:
            ready = connection.get("/health/ready")
        checks.check(ready.status == 200, "and once they are free the server is ready", ready)
        checks.check(server.stop() == 0, "and stops with exit code 0")
    finally:
        server.kill()


def dialogue(event_id, reason):
    return {"specversion": "1.0", "id": event_id, "source": "/hostile", "type": "careledger.dialogue.started",
            "data": {"service": "s1", "reason": reason}}


def cpu_seconds(server):
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main():
    options = arguments(__doc__).parse_args()
    rng, checks = random.Random(seed_of(options)), Checks()
    with Workplace(options.keep) as place:
        server = Server(options.binary, place / "ledger").start()
        try:
            with server.connect() as connection:
                connection.get("/v1/events")
            before = server.resident_kib()
            slow = threading.Thread(target=check_slow, args=(checks, server))
            slow.start()
            check_refused(checks, server)
            check_answered(checks, server)
            check_forms(checks, server)
            check_crowd(checks, server, rng)
            check_descriptors(checks, options.binary, place)
            slow.join()
            checks.check(server.alive(), "the server lives", server.log_tail())
            with server.connect() as connection:
                answer = connection.post(dialogue("last", "words"))
            checks.check(answer.status == 201, "and appends", answer)
            grown = (server.resident_kib() - before) // 1024
            checks.check(grown < 128, f"resident memory: {before // 1024} MiB before, {grown} MiB more after", grown)
            checks.check(server.stop() == 0, "the server stops with exit code 0")
        finally:
            server.kill()
    return checks.close()


if __name__ == "__main__":
    raise SystemExit(main())
