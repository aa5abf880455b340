"""What a ledger answers is the same after its server was killed, and after all that is derived was derived anew."""
import json
import random
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from program import PROGRAM, run

EVENTS = 8_000
NAMES = ("service", "provider", "package", "requirement", "offer", "citizen", "invoice", "scheme", "category", "contract")
LISTS = ("ratings", "suspensions", "due", "breaches", "requirements", "allocations", "payments", "reports/visits")
REPORTS = ("exposure", "reports/market", "audit/controls")
OF_ONE = {"service": ("services/{}/rating", "services/{}/rating/history", "services/{}/rating/why", "services/{}/suspension",
                      "services/{}/assurance"),
          "package": ("packages/{}", "payments/{}"),
          "requirement": ("requirements/{}", "requirements/{}/evaluation/why", "requirements/{}/invitations"),
          "provider": ("providers/{}/record",)}


class Restart(unittest.TestCase):
    def start(self):
        self.server = subprocess.Popen(
            [PROGRAM, "serve", "--data", self.data, "--open", "--listen", "127.0.0.1:0", "--log-level", "error"],
            stdout=subprocess.PIPE, text=True)
        self.url = self.server.stdout.readline().split()[-1]

    def stop(self, signal=subprocess.Popen.terminate):
        signal(self.server)
        self.server.wait()
        self.server.stdout.close()

    def ask(self, path):
        try:
            with urllib.request.urlopen(self.url + path) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            return error.read()

    def questions(self):
        """Each tag of a sample of events, each answer about what they name, and the lists: at one instant, as known now."""
        size = int(self.ask("/log/checkpoint").split(b"\n")[1])
        moment = f"at=2022-03-01T00:00:00Z&known_at={size}"
        named = set()
        for sequence in random.Random(1).sample(range(1, size + 1), 200):
            data = json.loads(self.ask(f"/v1/events/{sequence}"))["data"]
            named |= {(name, data[name]) for name in NAMES if isinstance(data.get(name), str)}
        paths = [f"/v1/events?limit=1000&known_at={size}&tag={name}:{value}" for name, value in sorted(named)]
        paths += [f"/v1/{path.format(value)}?{moment}" for name, value in sorted(named) for path in OF_ONE.get(name, ())]
        return paths + [f"/v1/{name}?{moment}&limit=1000" for name in LISTS] + [f"/v1/{name}?{moment}" for name in REPORTS]

    def test_every_answer_stays_as_it_was(self):
        with tempfile.TemporaryDirectory() as scratch:
            self.data = scratch + "/ledger"
            self.start()
            self.assertEqual(run("simulate", "--url", self.url, "--events", EVENTS, "--services", 60).returncode, 0)
            questions = self.questions()
            self.assertGreater(len(questions), 300)
            before = {path: self.ask(path) for path in questions}
            self.stop(subprocess.Popen.kill)
            for derived in ("the tail", "all"):
                if derived == "all":
                    self.assertEqual(run("doctor", "--rebuild", "--data", self.data).returncode, 0)
                self.start()
                differ = [path for path in questions if self.ask(path) != before[path]]
                self.stop()
                self.assertEqual(differ, [], derived)


if __name__ == "__main__":
    unittest.main()
