#!/usr/bin/env python3
"""Grows a ledger to the sizes at which tiles begin and end, and has the independent client verify it at each."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

SIZES = [1, 2, 255, 256, 257, 511, 700]
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
    directory = tempfile.mkdtemp(prefix="careledger-interop-")
    server = subprocess.Popen([sys.argv[1], "serve", "--data", directory, "--listen", "127.0.0.1:0", "--policies", "none",
                               "--open", "--log-level", "warn"], stdout=subprocess.PIPE, text=True)
    failed = 0
    try:
        url = server.stdout.readline().split()[-1]
        size = 0
        for wanted in SIZES:
            while size < wanted:
                step = min(wanted - size, 200)
                post(url, [event(size + i) for i in range(step)])
                size += step
            earlier = ",".join(str(one) for one in SIZES if one <= wanted)
            done = subprocess.run([sys.executable, str(HERE / "c2sp_client.py"), url, "--sizes", earlier],
                                  capture_output=True, text=True, check=False)
            print(f"size {wanted}: {'verified' if done.returncode == 0 else done.stdout + done.stderr}")
            failed += done.returncode != 0
    finally:
        server.terminate()
        failed += server.wait() != 0
        shutil.rmtree(directory)
    print(f"{len(SIZES) - min(failed, len(SIZES))} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
