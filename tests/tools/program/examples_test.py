"""The tables that stand for what a council has, as a user would try them: imported once, and again."""
import pathlib
import unittest

from program import ServedLedger, run

MAPS = pathlib.Path(__file__).resolve().parents[3] / "tools" / "data" / "maps"


class Examples(ServedLedger):
    def test_each_table_enters_once(self):
        key = pathlib.Path(self.scratch.name) / "clients.key"
        key.write_bytes(b"k" * 32)
        key.chmod(0o600)
        self.assertEqual(run("import", "--data", self.data, MAPS / "services.ndjson").returncode, 0)
        size = None
        for _ in range(2):
            for name in ("care-packages", "visits", "invoices"):
                secret = ("--key", key) if name == "care-packages" else ()
                done = run("import", "--data", self.data, "--format", "csv", "--map", name, *secret, "--json",
                           MAPS / f"{name}.csv")
                self.assertEqual(done.returncode, 0, done.stdout)
            events = len(self.ask("/v1/events?limit=1000")[1]["events"])
            self.assertIn(size, (None, events))
            size = events
        self.assertEqual(size, 6 + 3 + 9 + 3 + 8)

    def test_a_replay_of_what_a_server_holds_says_so(self):
        done = run("replay", "--data", self.data, "--json")
        self.assertEqual(done.returncode, 1)
        self.assertIn("a server holds the ledger", done.stderr)


if __name__ == "__main__":
    unittest.main()
