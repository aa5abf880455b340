"""A made-up market is admitted by a new ledger, event for event: a refusal would end the program with 1."""
import json
import pathlib
import tempfile
import unittest

from program import ServedLedger, run


class Simulate(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)

    def digest(self, data):
        return json.loads(run("replay", "--data", data, "--json").stdout)["digest"]

    def test_every_event_is_admitted_whatever_the_seed_and_the_size(self):
        for seed, events, services in ((1, 12_000, 40), (2, 12_000, 300), (3, 20_000, 60), (4, 2_000, 1_000)):
            done = run("simulate", "--data", self.scratch / str(seed), "--seed", seed, "--events", events,
                       "--services", services)
            self.assertEqual((done.returncode, done.stderr.splitlines()[-1]), (0, f"simulating {events} of {events}"))
            verified = run("verify", "--data", self.scratch / str(seed))
            self.assertEqual(verified.returncode, 0, verified.stderr)
            # What a start derives again, after a crash too, is what was derived when each event came.
            rebuilt = run("doctor", "--rebuild", "--data", self.scratch / str(seed))
            self.assertEqual(rebuilt.returncode, 0, rebuilt.stderr)
            verified = run("verify", "--data", self.scratch / str(seed))
            self.assertEqual(verified.returncode, 0, verified.stderr)

    def test_a_file_of_it_fills_a_new_ledger_to_the_same(self):
        size = ("--seed", 9, "--events", 8_000, "--services", 50)
        self.assertEqual(run("simulate", "--out", self.scratch / "market", *size).returncode, 0)
        self.assertEqual(run("simulate", "--data", self.scratch / "one", *size).returncode, 0)
        done = run("import", "--data", self.scratch / "other", "--json", self.scratch / "market")
        self.assertEqual(json.loads(done.stdout)["appended"], 8_000)
        self.assertEqual(self.digest(self.scratch / "one"), self.digest(self.scratch / "other"))

    def test_only_a_new_ledger_takes_a_market(self):
        size = ("--data", self.scratch / "one", "--events", 1_000, "--services", 20)
        self.assertEqual(run("simulate", *size).returncode, 0)
        held = json.loads(run("replay", "--data", self.scratch / "one", "--json").stdout)["events"]
        for seed in (1, 2):
            again = run("simulate", *size, "--seed", seed)
            self.assertEqual((again.returncode, again.stdout), (1, ""))
            self.assertIn(f"this ledger holds {held} events", again.stderr)
        self.assertEqual(json.loads(run("replay", "--data", self.scratch / "one", "--json").stdout)["events"], held)

    def test_a_file_and_a_ledger_are_not_written_at_once(self):
        for where in (("--data", self.scratch / "one"), ("--url", "http://127.0.0.1:1")):
            both = run("simulate", "--events", 10, "--out", self.scratch / "market", *where)
            self.assertEqual(both.returncode, 2)
            self.assertRegex(both.stderr, rf"(--out excludes {where[0]}|{where[0]} excludes --out)")
        self.assertEqual(list(self.scratch.iterdir()), [])

    def test_a_file_that_can_not_be_written_is_told(self):
        done = run("simulate", "--events", 10, "--out", self.scratch / "none" / "market")
        self.assertEqual(done.returncode, 1)
        self.assertIn("can't write", done.stderr)


class Served(ServedLedger):
    def pages(self, path, name, limit):
        """Of all pages; each but the first is asked for by what the one before gave, and nothing else."""
        rows, question = [], f"{path}{'&' if '?' in path else '?'}limit={limit}"
        while True:
            answer = self.ask(question)[1]
            rows += answer[name]
            if "next" not in answer:
                return rows
            self.assertEqual(len(answer[name]), limit)
            question = f"{path.partition('?')[0]}?limit={limit}&next={answer['next']}"

    def check_pages(self, path, name):
        """However large the pages of a list are, they are the same rows; and a provider's are those of it."""
        rows = self.pages(path, name, 1000)
        self.assertGreater(len(rows), 200)
        self.assertEqual(self.pages(path, name, 97), rows)
        provider = rows[len(rows) // 2]["provider"]
        of_provider = [row for row in rows if row["provider"] == provider]
        self.assertEqual(self.pages(f"{path}?provider={provider}", name, 7), of_provider)
        earlier = self.pages(f"{path}?at=2021-06-01", name, 1000)
        self.assertTrue(0 < len(earlier) < len(rows))
        self.assertEqual(self.pages(f"{path}?at=2021-06-01", name, 41), earlier)

    def test_what_was_invoiced_agrees_with_visits_and_fees(self):
        done = run("simulate", "--url", self.url, "--seed", 3, "--events", 20_000, "--services", 60)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = []
        for year in range(2018, 2025):
            rows += self.ask(f"/v1/payments?limit=1000&period={year}-P06")[1]["payments"]
        self.assertGreater(len(rows), 10)
        self.assertEqual({row["state"] for row in rows}, {"paid"})
        found = [row["accurate"] for row in rows if "accurate" in row]
        self.check_pages("/v1/payments", "payments")
        self.check_pages("/v1/reports/visits", "visits")
        # The market reckons fees, reviews, premiums and hours by itself, and the ledger comes to the same.
        self.assertIn(True, found)
        self.assertNotIn(False, found)


if __name__ == "__main__":
    unittest.main()
