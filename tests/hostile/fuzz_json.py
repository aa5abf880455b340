"""Mutates valid events at random and holds each answer against a strict parser of our own."""
import json

from bad_events import FULL, dump, of
from load import make_event
from server import BATCH, EVENT

STATUSES = {200, 201, 400, 409, 413, 422}
TOKENS = [b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u0000", b"\\ud800", b"\\uD83D\\uDE00", b"null",
          b"true", b"-0",
          b"1e999", b"0.1", b"9007199254740993", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf",
          b"\xf0\x9f\x98\x80", b" ",
          b"\n", b'"id":"x",', b'"data":{},', b'"time":"2019-03-01T00:00:00Z",', b"/**/", b"[" * 40, b'{"a":' * 40,
          b"e1"]
VALUES = [None, True, False, 0, -1, 1.5, 2**53, 2**63, "", "x", "\u0000", "\U0001f600", [], {}, [[]], {"": {}}, "17",
          ["a", "b"],
          "2019-03-01T00:00:00+01:00", "2019-03-01", {"jwe": "a..b.c.d"}, "y" * 5000, list(range(50))]
MAX_DEPTH = 32


class NotStrict(Exception):
    pass


def parse_strict(body):
    """The value, or NotStrict: UTF-8 without surrogates or a byte order mark, each name once, no NaN."""
    def members(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            raise NotStrict("a name twice")
        return dict(pairs)

    def constant(name):
        raise NotStrict(name)

    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=members, parse_constant=constant)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise NotStrict(str(error)) from error
    return value


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


def holds_huge_number(value):
    """A number beyond what 64 bits hold: it may be refused as text or as a value."""
    if isinstance(value, dict):
        return any(map(holds_huge_number, value.values()))
    if isinstance(value, list):
        return any(map(holds_huge_number, value))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return not -(2**63) <= value < 2**64


def resolves(value, pointer):
    """Whether the pointer leads to a value, or to a member that is missing from an object that is there."""
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
    for place, token in enumerate(tokens):
        if isinstance(value, dict):
            if token not in value:
                return place == len(tokens) - 1
            value = value[token]
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            return False
    return True


def mutate_bytes(rng, body):
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        at = rng.randrange(len(body) + 1)
        end = min(len(body), at + rng.choice((1, 1, 2, 8, 40)))
        kind = rng.randrange(6)
        if kind == 0:
            body = body[:at] + bytes([rng.randrange(256)]) + body[at + 1:]
        elif kind == 1:
            body = body[:at] + body[end:]
        elif kind == 2:
            body = body[:at] + body[at:end] * 2 + body[end:]
        elif kind == 3:
            body = body[:at]
        else:
            body = body[:at] + rng.choice(TOKENS) + body[at if kind == 4 else end:]
    return body


def mutate_value(rng, event):
    """A copy with one value, name or member changed, anywhere in it."""
    event = json.loads(json.dumps(event))
    place = event
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return event
        key = rng.choice(keys)
        if isinstance(place[key], (dict, list)) and place[key] and rng.random() < 0.7:
            place = place[key]
            continue
        break
    kind = rng.randrange(5)
    if kind == 0:
        del place[key]
    elif kind == 1 and isinstance(place, dict):
        place[rng.choice(("x", "", "a/b~c", "subject", "sequence", "jwe", "\u00e9", key + " "))] = place.pop(key)
    elif kind == 2:
        place[key] = [place[key]]
    else:
        place[key] = rng.choice(VALUES)
    return event


def sample(rng, number):
    event = make_event(rng, "/fuzz", f"f{number}")
    if rng.random() < 0.2:
        more = {"domains": {"staffing": "gold"}, "standards": {"1a": "silver"}, "visited": "2019-01-31", "report": "r"}
        event |= {"type": FULL["type"], "data": FULL["data"] | more}
    elif rng.random() < 0.1:
        event |= of("improvement-plan.submitted", plan="p", service="s1",
                    actions=[{"action": "a", "due": "2019-01-31"}])
        event["id"] = f"f{number}"
    return event


def wrong_with(torture, body, batch, answer):
    """What is wrong with the answer; empty where nothing is."""
    if answer.status not in STATUSES:
        return "a status that is none of these"
    if answer.status >= 400 and not answer.problem():
        return "no problem document"
    try:
        value = parse_strict(body)
    except NotStrict as error:
        return "" if answer.status == 400 else f"this is not strict JSON: {error}"
    if answer.status == 400:
        return "" if depth(value) > MAX_DEPTH or holds_huge_number(value) else "this is strict JSON"
    if answer.status == 422:
        errors = answer.json()["errors"]
        lost = [error["pointer"] for error in errors if not resolves(value, error["pointer"])]
        return "no errors named" if not errors else f"pointers that lead nowhere: {lost}" if lost else ""
    if answer.status in (200, 201):
        for event, item in zip(value if batch else [value], answer.json()["appended"], strict=True):
            stored = torture.connection.get(f"/v1/events/{item['sequence']}").json()
            if stored["id"] != event["id"] or stored["source"] != event["source"] or stored["type"] != event["type"]:
                return f"stored under another identity: {stored}"
            data = {name: kept for name, kept in stored["data"].items() if not isinstance(kept, dict)
                    or "jwe" not in kept}
            if any(event["data"].get(name) != kept for name,
                   kept in data.items()) or len(stored["data"]) != len(event["data"]):
                return f"stored with other data: {stored}"
    return ""


def fuzz(torture, rng, count):
    seen, wrong = {}, 0
    for number in range(count):
        event, batch = sample(rng, number), rng.random() < 0.2
        if rng.random() < 0.4:
            event = mutate_value(rng, event)
        body = (dump([event, sample(rng, f"{number}b")]) if batch else dump(event)).encode()
        if rng.random() < 0.6:
            body = mutate_bytes(rng, body)
        answer = torture.post(body, BATCH if batch else EVENT)
        seen[answer.status] = seen.get(answer.status, 0) + 1
        if told := wrong_with(torture, body, batch, answer):
            wrong += 1
            if wrong <= 10:
                torture.checks.check(False, f"mutation {number}, {body[:300]!r}", f"{told}: {answer}")
    torture.checks.check(wrong == 0, f"{count} mutated requests are answered as their text deserves", wrong)
    torture.checks.note(f"statuses: {dict(sorted(seen.items()))}")
