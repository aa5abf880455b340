"""Policies as a council handles them: checked, compared, asked about with what-if, adopted."""
import json
import pathlib
import tempfile
import unittest

from program import ServedLedger, run

POLICIES = pathlib.Path(__file__).parents[3] / "events" / "policies"


def harsher(scheme="2018"):
    """The bundled policy, under which the CQC's "good" makes bronze alone."""
    policy = json.loads((POLICIES / f"{scheme}.json").read_text(encoding="utf-8"))
    policy["rating"]["outcomes"]["value"]["cqc"]["good"] = "bronze"
    return policy


class Documents(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)

    def written(self, policy, name="policy.json"):
        path = pathlib.Path(self.scratch.name) / name
        path.write_text(json.dumps(policy), encoding="utf-8")
        return path

    def test_what_is_bundled_keeps_its_invariants(self):
        for scheme in ("2012", "2014", "2018", "2019", "2025"):
            self.assertEqual(run("policy", "check", scheme).returncode, 0, scheme)

    def test_a_broken_invariant_is_named_by_its_rule(self):
        policy = harsher("2019")
        policy["rating"]["scores"]["defaults"]["value"]["gold"] = 200
        self.assertNotEqual(policy["rating"]["scores"]["defaults"]["value"]["silver"], 200)
        table = policy["rating"]["scores"]["table"]["value"]
        table[0][5] = table[1][5] + 1
        done = run("policy", "check", self.written(policy))
        self.assertEqual(done.returncode, 1)
        self.assertIn("QR-11", done.stderr)

    def test_what_is_missing_is_named_by_its_pointer(self):
        policy = harsher()
        del policy["rating"]["outcomes"]
        done = run("policy", "check", self.written(policy))
        self.assertEqual(done.returncode, 1)
        self.assertIn("/rating/outcomes", done.stderr)

    def test_a_difference_is_shown_by_its_path(self):
        done = run("policy", "diff", "2018", self.written(harsher()))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, '/rating/outcomes/value/cqc/good\n  - "silver"\n  + "bronze"\n')
        self.assertEqual(run("policy", "diff", "2018", "2018").returncode, 0)

    def test_bad_usage_is_two(self):
        self.assertEqual(run("policy").returncode, 2)
        self.assertEqual(run("policy", "adopt", "2018").returncode, 2)
        self.assertNotEqual(run("policy", "check", "no-such-file").returncode, 0)


class Ledger(ServedLedger):
    def setUp(self):
        super().setUp()
        self.append("service.registered", "2018-01-01T00:00:00Z",
                    {"service": "home", "provider": "p", "name": "Home", "category": "residential"})
        self.append("inspection.published", "2018-05-01T00:00:00Z",
                    {"service": "home", "inspector": "cqc", "kind": "full", "outcome": "good"})

    def test_what_if_lists_what_would_differ_and_stores_nothing(self):
        before = self.ask("/v1/events")[1]
        status, body = self.ask("/v1/what-if", {"policy": harsher(), "from": "2018-06-01"})
        self.assertEqual(status, 200, body)
        self.assertEqual(body["services"], 1)
        self.assertEqual(len(body["ratings"]), 1)
        difference = body["ratings"][0]
        self.assertEqual((difference["service"], difference["since"], difference["until"]),
                         ("home", "2018-05-31T23:00:00Z", None))
        self.assertEqual((difference["actual"]["band"], difference["what_if"]["band"]), ("silver", "bronze"))
        self.assertEqual(body["suspensions"], [])
        self.assertEqual(self.ask("/v1/events")[1], before)
        self.assertEqual(self.ask("/v1/services/home/rating")[1]["band"], "silver")

    def test_what_if_tells_a_suspension_that_would_be(self):
        policy = harsher()
        policy["rating"]["outcomes"]["value"]["cqc"]["good"] = "inadequate"
        body = self.ask("/v1/what-if", {"policy": policy, "from": "2018-06-01"})[1]
        self.assertEqual([(row["service"], row["actual"], row["what_if"]) for row in body["suspensions"]],
                         [("home", False, True)])

    def test_the_same_policy_differs_in_nothing(self):
        policy = json.loads((POLICIES / "2018.json").read_text(encoding="utf-8"))
        body = self.ask("/v1/what-if", {"policy": policy, "from": "2018-06-01"})[1]
        self.assertEqual((body["ratings"], body["suspensions"]), ([], []))

    def test_what_if_refuses_what_it_cannot_answer(self):
        broken = harsher("2019")
        table = broken["rating"]["scores"]["table"]["value"]
        table[0][5] = table[1][5] + 1
        self.assertEqual(self.ask("/v1/what-if", {"policy": broken})[0], 409)
        self.assertEqual(self.ask("/v1/what-if", {"policy": {}})[0], 422)
        self.assertEqual(self.ask("/v1/what-if", {"from": "2018-06-01"})[0], 400)
        self.assertEqual(self.ask("/v1/what-if", {"policy": harsher(), "without": ["7"]})[0], 400)
        self.assertEqual(self.ask("/v1/what-if", {"policy": harsher(), "from": "soon"})[0], 400)

    def test_an_adopted_policy_governs_and_adopting_it_twice_adds_nothing(self):
        path = pathlib.Path(self.scratch.name) / "harsher.json"
        path.write_text(json.dumps(harsher()), encoding="utf-8")
        adopt = ("policy", "adopt", path, "--from", "2018-06-01", "--url", self.url)
        self.assertEqual(run(*adopt).returncode, 0)
        self.assertIn("before", run(*adopt).stdout)
        self.assertEqual(self.ask("/v1/services/home/rating?at=2018-05-31")[1]["band"], "silver")
        now = self.ask("/v1/services/home/rating?at=2018-06-01")[1]
        self.assertEqual((now["band"], now["rule"]["id"]), ("bronze", "QR-12"))

    def test_a_rule_names_its_parameters_by_adopted_policy(self):
        rule = self.ask("/v1/rules/AS-1")[1]
        intervals = {row["scheme"]: row["value"] for row in rule["parameters"]
                     if row["parameter"] == "rating.statements.interval_months"}
        self.assertEqual(intervals, {"2018": 6, "2019": 6})

    def test_why_is_told_as_a_story(self):
        why = self.ask("/v1/services/home/rating/why?at=2018-06-01")[1]
        self.assertIn("On 1 May 2018 (00:00:00 UTC) it came to show silver", why["story"][1])
        self.assertTrue(any("open recorded it" in sentence for sentence in why["story"]), why["story"])
        self.assertIn("AN-1", " ".join(prospect["detail"] for prospect in why["next"]))


if __name__ == "__main__":
    unittest.main()
