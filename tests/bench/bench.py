#!/usr/bin/env python3
"""Measures a release build: each row with its limit, where that is given, as a ratio in the same run.

The limits are measured beside the rows, on the same machine: `--bare PROGRAM` is a server without index, tree or rules,
started as PROGRAM PORT THREADS DIR, that takes the same event at POST /events and 100 of them, one a line, at
POST /batch, each answered after a synced group commit; `--scan PROGRAM` is a loop that scans, parses and counts as many
600-byte events, run as PROGRAM load|part_proj DIR lz4 N. PostgreSQL and Redis are measured where they are installed
(tools/setup --bench). Needs wrk, but for `--only memory`, `questions` and `replay`. Asserts nothing: figures are
reported. What ten million events need: --only memory --events 10000000 --market DIR; making them takes half an hour.
"""
import argparse
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request

from peers import postgres_rates, redis_rates
from questions import each_list_once, one_long_history, one_tender, what_was_bought, whole_market
from servers import Bare, Server

HERE = pathlib.Path(__file__).parent


def wrk(url, script=None, connections=64, seconds=4, variables=None):
    """Requests a second and the 99th percentile in milliseconds."""
    command = ["wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds}s", url]
    if script:
        command[1:1] = ["-s", str(HERE / script)]
    done = subprocess.run(command + ["--"] + (variables or []), capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done).groups()
    errors = re.search(r"Non-2xx.*: (\d+)", done)
    if errors:
        print(f"  ({errors[1]} answers were no success)")
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def median_of(measure, rounds):
    return [statistics.median(column) for column in zip(*(measure() for _ in range(rounds)))]


def row(name, rate, p99, limit=None, unit="requests/s"):
    ratio = f"  {rate / limit:.2f} of {limit:,.0f}" if limit else ""
    tail = f"  p99 {p99:.2f} ms" if p99 is not None else ""
    print(f"{name:<44} {rate:>12,.0f} {unit}{tail}{ratio}", flush=True)


def appends(arguments, threads):
    for batch, rows in ((1, "durable single POST"), (100, "batches of 100")):
        limit = None
        if arguments.bare:
            with Bare(arguments.bare, threads) as bare:
                rate, _ = median_of(lambda: wrk(bare.url, "append.lua", variables=["bare", str(batch)]), arguments.rounds)
            limit = rate * batch
        with tempfile.TemporaryDirectory(prefix="careledger-bench-") as directory:
            with Server(arguments.binary, directory, threads) as server:
                rate, p99 = median_of(lambda: wrk(server.url, "append.lua", variables=["ledger", str(batch)]),
                                      arguments.rounds)
        row(f"{rows}, 64 connections, {threads} thread(s)", rate * batch, p99, limit, "events/s")


def peers(arguments):
    """Beside our appends; what is not installed is passed over."""
    for name, rates in (("PostgreSQL", postgres_rates(arguments.rounds, 4)), ("Redis Streams", redis_rates(arguments.rounds, 100_000))):
        if rates is None:
            print(f"{name} is not installed")
            continue
        for what, of in zip(("single appends", "batches of 100"), rates):
            row(f"{name}, {what}", statistics.median(of), None, unit="events/s")


def market(arguments):
    """A ledger with a simulated market of as many events."""
    directory = pathlib.Path(arguments.market or tempfile.mkdtemp(prefix="careledger-market-"))
    if not (directory / "ledger").exists():
        start = time.monotonic()
        subprocess.run([arguments.binary, "simulate", "--data", directory, "--events", str(arguments.events),
                        "--services", "1000"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        row(f"simulated and appended, {arguments.events:,} events", arguments.events / (time.monotonic() - start), None,
            unit="events/s")
    return directory


def replay(arguments, directory):
    limit = None
    if arguments.scan:
        scanned = tempfile.mkdtemp(prefix="careledger-scan-")
        subprocess.run([arguments.scan, "load", scanned, "lz4", str(arguments.events)], check=True, capture_output=True)
        rates = []
        for _ in range(arguments.rounds):
            done = subprocess.run([arguments.scan, "part_proj", scanned, "lz4"], check=True, capture_output=True, text=True)
            rates.append(float(re.search(r"([\d.]+) events/s", done.stdout)[1]))
        limit = statistics.median(rates)
        shutil.rmtree(scanned)
    rates = []
    for _ in range(arguments.rounds):
        done = subprocess.run([arguments.binary, "replay", "--data", directory, "--json"], check=True, capture_output=True, text=True)
        result = json.loads(done.stdout)
        rates.append(result["events"] / max(result["milliseconds"], 1) * 1000)
    row("replay from the log alone, 2 threads", statistics.median(rates), None, limit, "events/s")


def reads(arguments, directory, threads):
    with Server(arguments.binary, str(directory), threads) as server:
        print(f"{'start':<44} {server.started_in:>12.2f} s")
        fixed, _ = median_of(lambda: wrk(server.url + "/problems/id-reused"), arguments.rounds)
        size = server_size(server.url)
        wrk(server.url, "rating.lua", seconds=2, variables=[str(size)])  # every service is folded once
        rate, p99 = median_of(lambda: wrk(server.url, "rating.lua", variables=[str(size)]), arguments.rounds)
        row(f"rating, random service, at and known_at, {threads} thread(s)", rate, p99, fixed)
        rate, p99 = median_of(lambda: wrk(server.url, "receipt.lua", connections=8, variables=[str(size)]),
                              arguments.rounds)
        row("receipt with proof, 8 connections", rate, p99)
        print(f"{'resident memory after these reads':<44} {server.resident_mib():>12.0f} MiB")


def questions(arguments, directory):
    with Server(arguments.binary, str(directory)) as server:
        whole_market(server.url, server_size(server.url))
        what_was_bought(server.url)
        print(f"{'resident memory after these questions':<60} {server.resident_mib():>9.0f} MiB")
    with tempfile.TemporaryDirectory(prefix="careledger-questions-") as empty:
        with Server(arguments.binary, empty) as server:
            one_long_history(server.url)
            one_tender(server.url)


def memory(arguments, directory):
    """What a server needs for a market of `--events`, once all that is large has been asked for."""
    with Server(arguments.binary, str(directory), 2) as server:
        print(f"{'start, with ' + format(server_size(server.url), ',') + ' events':<60} {server.started_in:>9.2f} s")
        print(f"{'resident memory after the start':<60} {server.resident_mib():>9.0f} MiB")
        each_list_once(server.url, server.resident_mib)
        print(f"{'resident memory after these questions':<60} {server.resident_mib():>9.0f} MiB")
        print(f"{'at most since the start':<60} {server.resident_mib('VmHWM'):>9.0f} MiB")


def server_size(url):
    return int(urllib.request.urlopen(url + "/log/checkpoint").read().split(b"\n")[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="careledger, of the release build")
    parser.add_argument("--bare", help="the bare server to compare with")
    parser.add_argument("--scan", help="the scan loop to compare with")
    parser.add_argument("--events", type=int, default=200_000, help="of the market that is replayed and read")
    parser.add_argument("--market", help="a directory to keep it in, or that has one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--only", choices=["appends", "replay", "reads", "questions", "memory"])
    arguments = parser.parse_args()
    if arguments.only in (None, "appends"):
        for threads in arguments.threads:
            appends(arguments, threads)
        peers(arguments)
    if arguments.only == "appends":
        return
    directory = market(arguments)
    if arguments.only in (None, "replay"):
        replay(arguments, directory)
    if arguments.only in (None, "reads"):
        for threads in arguments.threads:
            reads(arguments, directory, threads)
    if arguments.only in (None, "questions"):
        questions(arguments, directory)
    if arguments.only in (None, "memory"):
        memory(arguments, directory)
    if not arguments.market:
        shutil.rmtree(directory)


main()
