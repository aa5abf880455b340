#!/usr/bin/env python3
"""Grows a ledger to the sizes at which tiles begin and end, and has the independent client verify it at each.

With `--large` it grows at once to 100,000 events, where tiles of three levels are served, and the client checks that
size and the roots of those earlier ones at which a tile of the second level begins and ends.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

STOPS = [1, 2, 255, 256, 257, 511, 700]
LARGE = 100_000
LARGE_SIZES = [1, 255, 256, 257, 65_535, 65_536, 65_537, LARGE]
STEP = 1_000  # the most events that one request may have
HERE = pathlib.Path(__file__).parent


def event(number):
    return {"specversion": "1.0", "id": f"e{number}", "source": "/interop", "type": "careledger.provider.registered",
            "time": "2020-01-01T00:00:00Z", "data": {"provider": f"p{number}", "name": f"Provider {number}"}}


def post(url, events):
    request = urllib.request.Request(url + "/v1/events", json.dumps(events).encode(),
                                     {"Content-Type": "application/cloudevents-batch+json"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 201, answer.status


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="careledger")
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    stops, sizes = ([LARGE], LARGE_SIZES) if arguments.large else (STOPS, STOPS)
    directory = tempfile.mkdtemp(prefix="careledger-interop-")
    server = subprocess.Popen([arguments.binary, "serve", "--data", directory, "--listen", "127.0.0.1:0",
                               "--policies", "none", "--open", "--log-level", "warn"], stdout=subprocess.PIPE, text=True)
    failed = 0
    try:
        url = server.stdout.readline().split()[-1]
        size = 0
        for wanted in stops:
            while size < wanted:
                step = min(wanted - size, STEP)
                post(url, [event(size + i) for i in range(step)])
                size += step
            earlier = ",".join(str(one) for one in sizes if one <= wanted)
            done = subprocess.run([sys.executable, str(HERE / "c2sp_client.py"), url, "--sizes", earlier],
                                  capture_output=True, text=True, check=False)
            print(f"size {wanted}: {'verified' if done.returncode == 0 else done.stdout + done.stderr}")
            failed += done.returncode != 0
    finally:
        server.terminate()
        failed += server.wait() != 0
        shutil.rmtree(directory)
    print(f"{len(stops) - min(failed, len(stops))} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
