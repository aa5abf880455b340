#!/usr/bin/env python3
"""Compares the server with the model at random points of random histories.

    compare.py --server PROGRAM [--seeds N] [--points M] [--first-seed S] [--shrink] [--only NAME…]

Each seed is a history, told to a ledger of its own. Each difference is printed with its seed, path and both answers;
with --shrink, also a story (the form of tests/scenarios) from which no event can be left out. Exit 1 on a difference.
"""
import argparse
import json
import random
import sys
import traceback
from pathlib import Path

import questions
import readings
import shrink
from comparison import Comparison
from generate import Generator
from ledger import Ledger

POLICIES = Path(__file__).resolve().parent.parent.parent / "events" / "policies"


def bundled():
    return {scheme: json.loads((POLICIES / f"{scheme}.json").read_text()) for scheme in
            ("2012", "2014", "2018", "2019", "2025")}


def differences_of(program, events, seed, points, asked, admissions=True):
    """Tells the history to a new ledger and yields the differences, at most one of each question and entity."""
    with Ledger(program) as ledger:
        rng = random.Random(seed)
        ledger.tell(events, batch=lambda: rng.choice([1, 1, 3, 10]))
        comparison = Comparison(ledger, rng)
        seen, found = set(), []
        if admissions:
            for difference in comparison.admissions():
                note(found, seen, difference)
        for question in asked:
            for entity in question.entities(comparison.head) if question.name == "history" else []:
                note(found, seen, comparison.ask(question, entity, None, None))
        for question, entity, at, known_at, written in comparison.points(points, asked):
            if (question.name, entity) not in seen:
                note(found, seen, comparison.ask(question, entity, at, known_at, written))
        return found, comparison, ledger


def note(found, seen, difference):
    if difference is not None:
        seen.add((difference.kind, difference.entity))
        found.append(difference)


def show(seed, difference):
    print(f"DIFFERENCE seed {seed} {difference.path}")
    mine, theirs = difference.mine, difference.theirs
    if isinstance(mine, list) and isinstance(theirs, list):
        both = [item for item in mine if item in theirs]
        mine, theirs = ([item for item in items if item not in both] for items in (mine, theirs))
    print(f"  model  {json.dumps(mine)}\n  server {json.dumps(theirs)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True, type=lambda name: Path(name).resolve())
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--length", type=int, help="events a history, about; random where it is left out")
    parser.add_argument("--shrink", action="store_true")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="of admission " + " ".join(question.name for question in questions.ALL))
    parser.add_argument("--most", type=int, default=20, help="seeds with differences until it stops")
    parser.add_argument("--read", nargs="+", default=[], choices=sorted(readings.OTHER), metavar="WHAT",
                        help="; ".join(f"{name}: {what}" for name, what in readings.OTHER.items()))
    options = parser.parse_args()
    readings.chosen.update(options.read)
    asked = [question for question in questions.ALL if not options.only or question.name in options.only]
    policies, wrong, count, skipped, refused = bundled(), 0, 0, set(), set()
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        events = Generator(seed, policies, options.length).history()
        try:
            found, comparison, ledger = differences_of(options.server, events, seed, options.points, asked,
                                                         not options.only or "admission" in options.only)
        except Exception:
            print(f"seed {seed}: the model or the server failed")
            traceback.print_exc()
            wrong += 1
            continue
        count, skipped, refused = count + comparison.asked, skipped | comparison.skipped, refused | ledger.unknown_types
        for event, answer in ledger.failures:
            print(f"FAILURE seed {seed} {answer.status} {answer.body[:200]!r} to {json.dumps(event)}")
        for difference in found:
            show(seed, difference)
        if found and options.shrink:
            difference = found[0]
            print(shrink.story(options.server, events, difference, f"seed {seed}"))
        wrong += bool(found or ledger.failures)
        if wrong >= options.most:
            break
    if skipped:
        print("skipped: " + "; ".join(sorted(skipped)))
    if refused:
        print("types not there yet: " + " ".join(sorted(refused)))
    print(f"{count} answers compared; {wrong} histories differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
