"""Leaves out of a history whatever is not needed for a difference, and writes it as a story."""
import json
import random

import clock
from comparison import Comparison
from ledger import Ledger


def story(program, events, difference, name):
    """The story, as JSON. The point is kept: its `at`, and what was known when the last event was in."""
    def differs(part):
        with Ledger(program) as ledger:
            ledger.tell(part)
            comparison = Comparison(ledger, random.Random(0))
            if difference.question is None:
                return next((one for one in comparison.admissions() if one.entity == difference.entity), None)
            return comparison.ask(difference.question, difference.entity, difference.at, None)

    if difference.known_at is not None:
        with Ledger(program) as ledger:
            ledger.tell(events)
            events = [event for event in events if ledger.sequences.get(event["id"], 1 << 60) <= difference.known_at]
    if differs(events) is None:
        return f"{name}: the difference is gone when it is told singly and asked at the end"
    size = max(1, len(events) // 2)
    while size:
        before = len(events)
        for begin in reversed(range(0, len(events), size)):
            shorter = closed(events[:begin] + events[begin + size:])
            if shorter and differs(shorter) is not None:
                events = shorter
        if len(events) == before:
            size //= 2
    last = differs(events)
    joint = "&" if difference.question and "?" in difference.question.path else "?"
    at = "" if difference.at is None else f"{joint}at={clock.text(difference.at)}"
    expected = []
    if difference.question is None:
        events = [event | {"refused": last.mine} if event["id"] == last.entity and last.mine else event
                  for event in events]
    else:
        expected = [f"{difference.question.path.format(entity=difference.entity)}{at}", "", last.mine]
    lines = [json.dumps(event) for event in events]
    return "\n".join(["{", f' "name": "{name}",', ' "rules": [],', ' "events": [', "  " + ",\n  ".join(lines), " ],",
                      f' "expect": {json.dumps([expected] if expected else [])}', "}", f"server: {json.dumps(last.theirs)}"])


def closed(events):
    """Without those that name an event that is gone."""
    kept, ids = [], set()
    for event in events:
        text = json.dumps(event["data"])
        if all(part.split("}")[0] in ids for part in text.split("{seq:")[1:]):
            kept.append(event)
            ids.add(event["id"])
    return kept
