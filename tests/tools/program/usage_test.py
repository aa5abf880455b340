"""What the program says of wrong usage, and the code that it ends with: 0 done, 1 it does not hold, 2 wrong usage."""
import json
import pathlib
import tempfile
import unittest

from program import ServedLedger, run

POLICIES = pathlib.Path(__file__).parents[3] / "events" / "policies"


def event(identity, kind, time, data):
    return json.dumps({"specversion": "1.0", "id": identity, "source": "/usage", "type": "careledger." + kind,
                       "time": time, "data": data})


PROVIDER = event("p", "provider.registered", "2018-01-01T00:00:00Z", {"provider": "p", "name": "P"})
SERVICE = event("s", "service.registered", "2018-01-01T00:00:00Z",
                {"service": "s", "provider": "p", "name": "S", "category": "home_support"})


class Words(unittest.TestCase):
    def test_a_subcommand_that_is_none_is_named(self):
        for arguments in (["nope"], ["policy", "nope"], ["token", "nope", "--role", "admin"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn('no subcommand "nope"', done.stderr)
            self.assertIn("--help", done.stderr)

    def test_what_is_missing_is_named(self):
        for arguments in (["rating", "s"], ["verify"], ["checkpoint"], ["doctor", "--rebuild"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn("no ledger is named: give its directory by --data", done.stderr)
        done = run("rating", "s", "--data", "no-such-place")
        self.assertEqual((done.returncode, done.stderr), (2, 'careledger: there is no ledger in "no-such-place"\n'))
        done = run("doctor", "--data", "no-such-place")
        self.assertEqual(done.returncode, 2)
        self.assertIn('BAD   there is no ledger in "no-such-place"', done.stdout)

    def test_a_directory_that_is_none_is_wrong_usage_and_nothing_is_made(self):
        for arguments in (["import", __file__], ["simulate", "--events", "10"], ["rating", "s"]):
            done = run(*arguments, "--data", __file__)
            self.assertEqual((done.returncode, done.stderr), (2, f'careledger: there is no ledger in "{__file__}"\n'))

    def test_a_time_that_is_given_empty_is_not_taken_for_none(self):
        for arguments in (["rating", "s", "--at", ""], ["why", "s", "--known-at", ""], ["export", "ratings", "--at", ""],
                          ["export", "--from", ""]):
            done = run(*arguments, "--data", "no-such-place")
            self.assertEqual(done.returncode, 2)
            self.assertIn("is empty", done.stderr)

    def test_an_address_that_is_none_is_told_before_a_ledger_is_made(self):
        with tempfile.TemporaryDirectory() as scratch:
            for address in ("localhost:0", "127.0.0.1", "127.0.0.1:x", "300.0.0.1:80"):
                done = run("serve", "--data", scratch + "/new", "--listen", address)
                self.assertEqual((done.returncode, list(pathlib.Path(scratch).iterdir())), (2, []), address)

    def test_a_document_that_is_none_is_wrong_usage_and_one_that_differs_is_not(self):
        no_json = __file__
        self.assertEqual(run("policy", "check", pathlib.Path(__file__).parent).returncode, 2)
        for arguments in (["check", "no-such-file"], ["check", no_json], ["diff", "2018", "no-such-file"],
                          ["diff", no_json, "2018"], ["adopt", "no-such-file", "--from", "2030-01-01"]):
            self.assertEqual(run("policy", *arguments).returncode, 2, arguments)
        self.assertEqual(run("policy", "diff", "2018", "2019").returncode, 1)


class Ledger(ServedLedger):
    def lines(self, *lines):
        path = pathlib.Path(self.scratch.name) / "lines.ndjson"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def imported(self, *lines, form="ndjson"):
        done = run("import", "--url", self.url, "--format", form, self.lines(*lines))
        return done.returncode, done.stderr

    def test_a_wrong_question_is_wrong_usage_and_one_without_answer_is_not(self):
        self.assertEqual(self.imported(SERVICE)[0], 0)
        for question, code in ((["--at", "yesterday"], 2), (["--known-at", "99999"], 2), (["--known-at", "0"], 1),
                               ([], 0)):
            for name in ("rating", "history", "why"):
                done = run(name, "s", "--url", self.url, *question)
                self.assertEqual(done.returncode, code, (name, question, done.stderr))
        self.assertEqual(run("rating", "nobody", "--url", self.url).returncode, 1)

    def test_a_key_of_the_wrong_form_is_wrong_usage_and_one_of_another_log_does_not_verify(self):
        done = run("verify", "--data", self.data, "--key", "nonsense")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--key: ", done.stderr)
        own = run("checkpoint", "--key", "--data", self.data).stdout.strip()
        self.assertEqual(run("verify", "--data", self.data, "--key", own).returncode, 0)
        elsewhere = self.scratch.name + "/elsewhere"
        self.assertEqual(run("import", "--data", elsewhere, self.lines(PROVIDER)).returncode, 0)
        other = run("checkpoint", "--key", "--data", elsewhere).stdout.strip()
        self.assertEqual(run("verify", "--data", self.data, "--key", other).returncode, 1)

    def test_a_line_of_the_wrong_form_is_wrong_usage_and_named_whatever_the_format(self):
        for form, good in (("ndjson", PROVIDER), ("cqc", '{"inspectionDirectorate":"Hospitals"}')):
            code, error = self.imported(good, good, '{"specversion":', form=form)
            self.assertEqual(code, 2, form)
            self.assertRegex(error, r"lines\.ndjson: line 3: ")

    def test_a_line_that_the_ledger_refuses_is_named(self):
        other = PROVIDER.replace('"name": "P"', '"name": "Q"')
        enrolled = event("e", "enrolment.accepted", "2019-01-01T00:00:00Z", {"service": "s", "scheme": "2018"})
        wrong = event("w", "inspection.published", "2019-01-01T00:00:00Z",
                      {"service": "s", "inspector": "cqc", "kind": "full", "outcome": "gold"})
        for last, message in ((other, r"line 3: the identity /usage p is that of another event of the request, whose content"),
                              (enrolled, r"line 3: EC-2: "), (wrong, r"line 3 /data/outcome ")):
            code, error = self.imported(PROVIDER, SERVICE, last)
            self.assertEqual(code, 1, error)
            self.assertRegex(error, message)
        self.assertEqual(self.imported(PROVIDER, SERVICE), (0, ""))
        code, error = self.imported(other)
        self.assertEqual(code, 1)
        self.assertRegex(error, r"line 1: the identity /usage p is that of event \d+, whose content is another")

    def test_the_rule_is_named_that_refuses_a_policy(self):
        policy = json.loads((POLICIES / "2019.json").read_text(encoding="utf-8"))
        table = policy["rating"]["scores"]["table"]["value"]
        table[0][5] = table[1][5] + 1
        path = pathlib.Path(self.scratch.name) / "policy.json"
        path.write_text(json.dumps(policy), encoding="utf-8")
        done = run("policy", "adopt", path, "--from", "2030-01-01", "--url", self.url)
        self.assertEqual(done.returncode, 1)
        self.assertIn("careledger: QR-11: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
