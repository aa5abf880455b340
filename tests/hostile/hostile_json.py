"""Tortures POST /v1/events: what is not JSON, not an event, too much, or odd but fine; then mutates valid events.

Every answer must be the one that the contract names, with pointers from the request's root; the log may grow by the
accepted events alone, and the server must live through all of it.
"""
import json
import random
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "faults"))

import bad_events  # noqa: E402
import not_json  # noqa: E402
from bad_events import FULL, but, dump, of  # noqa: E402
from fuzz_json import fuzz  # noqa: E402
from load import read_checkpoint  # noqa: E402
from server import APPEND, BATCH, EVENT, Checks, Server, Workplace, arguments, seed_of, verify  # noqa: E402

MAX_LEAF, MAX_EVENTS, MAX_BODY = 65_535, 1_000, 8 << 20


class Torture:
    """One connection, which the server may close after a refusal; `accepted` counts the events that went in."""

    def __init__(self, server, checks):
        self.server, self.checks = server, checks
        self.connection = server.connect()
        self.accepted = self.wrong = 0

    def post(self, body, content_type=EVENT):
        answer = self.connection.post(body, content_type)
        if answer.headers.get("connection") == "close":
            self.connection.close()
            self.connection = self.server.connect()
        if answer.status == 201:
            self.accepted += sum(not item.get("duplicate") for item in answer.json()["appended"])
        return answer

    def size(self):
        return read_checkpoint(self.connection.get("/log/checkpoint").body)[0]

    def expect(self, name, answer, status, slug="", pointers=None):
        """Counts and shows a wrong answer; right ones are summed up by `group`."""
        told = ""
        if answer.status != status:
            told = f"{status} expected"
        elif slug and answer.problem() != slug:
            told = f"{slug} expected"
        elif pointers is not None:
            found = [error["pointer"] for error in answer.json()["errors"]]
            if sorted(set(found)) != sorted(set(pointers)):
                told = f"pointers {pointers} expected, not {found}"
        if told:
            self.wrong += 1
            self.checks.check(False, name, f"{told}: {answer}")

    def group(self, name, cases):
        """Runs the cases, a generator of calls of `expect`, and checks that none of them was wrong."""
        before, count = self.wrong, 0
        for _ in cases:
            count += 1
        if self.wrong == before:
            self.checks.check(True, f"{name}: {count} cases")


def texts_that_are_not_json(torture):
    for name, body in not_json.texts():
        for content_type in (EVENT, BATCH, "text/plain"):  # the text is judged before its type
            torture.expect(f"not JSON, {name}", torture.post(body, content_type), 400, "not-json")
            yield


def spoilt_events(torture):
    whole = dump(but(id="spoilt"))
    places = {"an attribute": whole[:-1] + ',"x":@}', "a field": whole.replace('"good"', "@"),
              "a batch": f"[{whole},@]", "a name": whole[:-1] + ",@:1}"}
    for name, value in not_json.values():
        for place, text in places.items():
            answer = torture.post(text.encode().replace(b"@", value), BATCH if place == "a batch" else EVENT)
            torture.expect(f"{place} spoilt by {name}", answer, 400, "not-json")
            yield
    for name, text in bad_events.twice():
        torture.expect(f"twice: {name}", torture.post(text.encode()), 400, "not-json")
        torture.expect(f"twice, in a batch: {name}", torture.post(f"[{text}]".encode(), BATCH), 400, "not-json")
        yield


def invalid_events(torture):
    good = dump(but(id="never"))
    for name, event, pointers in bad_events.invalid():
        text = dump(event)
        forms = ((text, EVENT, ""), (f"[{good},{text}]", BATCH, "/1"),
                 (f'{{"events":[{good},{text}],"condition":{{"types":["careledger.award.made"],"after":0}}}}', APPEND, "/events/1"))
        for body, content_type, base in forms:
            answer = torture.post(body.encode(), content_type)
            torture.expect(f"{name} ({content_type})", answer, 422, "invalid-event", [base + p for p in pointers])
            yield
    answer = torture.post(f"[{dump(but(id=1))},{good},{dump(but(time='x'))}]".encode(), BATCH)
    torture.expect("two of three are bad", answer, 422, "invalid-event", ["/0/id", "/2/time"])
    yield


def requests_of_another_shape(torture):
    good = dump(but(id="never"))
    for body, pointers in (("{}", [""]), (good, [""]), ("1", [""]), ("null", [""]), ("[]", [""]), ('""', [""])):
        torture.expect(f"the batch {body[:20]}", torture.post(body.encode(), BATCH), 422, "invalid-event", pointers)
        yield
    torture.expect("an array as one event", torture.post(f"[{good}]".encode()), 422, "invalid-event", [""])
    condition = {"tags": ["requirement:r1"], "types": ["careledger.award.made"], "after": 41}
    bad = [([], [""]), ({}, ["/events"]), ({"condition": condition}, ["/events"]), ({"events": [FULL]}, ["/condition"]),
           ({"events": {}, "condition": condition}, ["/events"]), ({"events": [], "condition": condition}, ["/events"]),
           ({"events": [FULL], "condition": condition, "x": 1}, ["/x"])]
    for name, value, pointer in (
            ("x", 1, "x"), ("tags", {}, "tags"), ("tags", "a:b", "tags"), ("tags", [1], "tags"), ("tags", None, "tags"),
            ("types", [], "types"), ("types", ..., "types"), ("types", "x", "types"), ("types", [None], "types"),
            ("after", ..., "after"), ("after", -1, "after"), ("after", bad_events.Raw("1.5"), "after"),
            ("after", "x", "after"),
            ("after", "", "after"), ("after", None, "after"), ("after", True, "after"), ("tags", ["a:b"] * 17, "tags"),
            ("types", ["x"] * 17, "types"), ("after", "-1", "after"), ("after", "99999999999999999999999", "after")):
        changed = {key: kept for key, kept in (condition | {name: value}).items() if kept is not ...}
        bad.append(({"events": [FULL], "condition": changed}, [f"/condition/{pointer}"]))
    for value in ([], "x", 1, None):
        bad.append(({"events": [FULL], "condition": value}, ["/condition"]))
    for body, pointers in bad:
        answer = torture.post(dump(body).encode(), APPEND)
        found = [error["pointer"] for error in answer.json().get("errors", [])] if answer.status == 422 else []
        # A wrong member may be pointed at itself: /condition/tags/0.
        fits = len(found) >= 1 and all(any(f == p or f.startswith(p + "/") for p in pointers) for f in found)
        if not fits:
            torture.expect(f"the append {dump(body)[-90:]}", answer, 422, "invalid-event", pointers)
        yield


def media_types(torture):
    good = dump(but(id="never")).encode()
    for content_type in (None, "", "text/plain", "application/xml", "application/json-patch+json", "application/",
                         "json",
                         "application/x-www-form-urlencoded", "application/cloudevents", "multipart/form-data", "*/*"):
        answer = torture.post(good, content_type)
        torture.expect(f"the type {content_type}", answer, 415, "unsupported-media-type")
        yield
    answer = torture.post(b"[" + b",".join([b"{}"] * 1001) + b"]", "text/plain")
    torture.expect("415 stands before 413", answer, 415, "unsupported-media-type")
    for number, content_type in enumerate(("application/json", "Application/JSON", "APPLICATION/CLOUDEVENTS+JSON",
                                           "application/json; charset=utf-8", "application/json;charset=UTF-8",
                                           'application/cloudevents+json; charset="utf-8"', "application/json ;x=y")):
        torture.expect(f"the type {content_type}", torture.post(dump(but(id=f"type{number}")).encode(), content_type),
                       201)
        yield


def limits(torture):
    names = ["y" * 100] * 620

    def event(filler, event_id):
        return of("multi-agency-review.held", service="s1", decision="continue", attendees=names +
                  ["z" * filler]) | {"id": event_id}

    answer = torture.post(dump(event(1, "size0")).encode())
    torture.expect("a large event", answer, 201)
    yield
    item = answer.json()["appended"][0]
    stored = len(torture.connection.get(f"/v1/events/{item['sequence']}").body) - len(item["sequence"]) + 20
    room = MAX_LEAF - stored
    while room > 150:
        names.append("y" * 100)
        room -= 103
    torture.expect("an event of exactly 65,535 bytes", torture.post(dump(event(1 + room, "size1")).encode()), 201)
    torture.expect("one of 65,536", torture.post(dump(event(2 + room, "size2")).encode()), 413, "too-large")
    large, bad = dump(event(2 + room, "size3")), dump(but(id=1))
    torture.expect("a batch with it", torture.post(f"[{dump(but(id='size4'))},{large}]".encode(), BATCH), 413,
                   "too-large")
    torture.expect("413 stands before 422", torture.post(f"[{bad},{large}]".encode(), BATCH), 413, "too-large")
    yield
    batch = [but(id=f"many{i}") for i in range(MAX_EVENTS + 1)]
    torture.expect("1,001 events", torture.post(dump(batch).encode(), BATCH), 413, "too-large")
    torture.expect("1,000 events", torture.post(dump(batch[:-1]).encode(), BATCH), 201)
    yield
    answer = torture.post(dump([but(id=1)] * MAX_EVENTS).encode(), BATCH)
    torture.expect("1,000 bad events", answer, 422, "invalid-event")
    yield
    spaces = dump(but(id="spaces")).encode()
    torture.expect("8 MiB", torture.post(spaces + b" " * (MAX_BODY - len(spaces))), 201)
    torture.expect("8 MiB and a byte", torture.post(spaces + b" " * (MAX_BODY - len(spaces) + 1)), 413, "too-large")
    yield


def odd_but_good(torture):
    def kept(name, event_id, wanted):
        query = urllib.parse.urlencode({"source": FULL["source"], "id": event_id}, quote_via=urllib.parse.quote)
        stored = torture.connection.get("/v1/events?" + query).json().get("events")
        if not stored or any(stored[0][key] != value for key, value in wanted.items()):
            torture.wrong += 1
            torture.checks.check(False, f"{name}: it is found by its identity, as it was sent", stored)

    for number, (name, text) in enumerate(bad_events.odd_but_good()):
        text = text.replace("ID", f"odd{number}")
        answer = torture.post(text.encode())
        torture.expect(name, answer, 201)
        if answer.status == 201:
            sent = json.loads(text)
            kept(name, sent["id"], sent)
        yield
    for number, (sent, stored) in enumerate(bad_events.GOOD_INSTANTS.items()):
        answer = torture.post(dump(but(id=f"instant{number}", time=sent)).encode())
        torture.expect(f"the instant {sent}", answer, 201)
        kept(f"the instant {sent}", f"instant{number}", {"time": stored})
        yield


GROUPS = {"not JSON": texts_that_are_not_json, "JSON spoilt in one place": spoilt_events,
          "invalid events": invalid_events,
          "requests of another shape": requests_of_another_shape, "media types": media_types, "sizes": limits,
          "odd but good": odd_but_good}


def main():
    parser = arguments(__doc__)
    parser.add_argument("--mutations", type=int, default=3000)
    options = parser.parse_args()
    rng, checks = random.Random(seed_of(options)), Checks()
    with Workplace(options.keep) as place:
        server = Server(options.binary, place / "ledger").start()
        try:
            torture = Torture(server, checks)
            before = torture.size()
            for name, cases in GROUPS.items():
                torture.group(name, cases(torture))
            fuzz(torture, rng, options.mutations)
            checks.check(server.alive(), "the server lives", server.log_tail())
            grown = torture.size() - before
            checks.check(grown == torture.accepted, f"the log grew by the {torture.accepted} accepted events", grown)
            checks.note(f"resident: {server.resident_kib() // 1024} MiB")
            checks.check(server.stop() == 0, "the server stops with exit code 0")
            code, said = verify(options.binary, server.directory)
            checks.check(code == 0, "verify passes", said[-500:])
        finally:
            server.kill()
    return checks.close()


if __name__ == "__main__":
    raise SystemExit(main())
