"""The program as a user has it: its subcommands, and a server of it. It is given by CARELEDGER."""
import json
import os
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

PROGRAM = os.environ["CARELEDGER"]


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)


class ServedLedger(unittest.TestCase):
    """A server on a new ledger, which lets everybody in."""

    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.data = self.scratch.name + "/ledger"
        self.server = subprocess.Popen(
            [PROGRAM, "serve", "--data", self.data, "--open", "--listen", "127.0.0.1:0", "--log-level", "error"],
            stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.server.stdout.close)
        self.addCleanup(self.server.wait)
        self.addCleanup(self.server.terminate)
        self.url = self.server.stdout.readline().split()[-1]

    def ask(self, path, body=None, kind="application/json"):
        request = urllib.request.Request(self.url + path, data=body and json.dumps(body).encode(),
                                         headers={"Content-Type": kind} if body else {})
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, json.loads(response.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def append(self, kind, time, data):
        """Its id follows from kind and time."""
        status, body = self.ask("/v1/events", {"specversion": "1.0", "id": kind + time, "source": "/t",
                                               "type": "careledger." + kind, "time": time, "data": data})
        self.assertEqual(status, 201, body)
