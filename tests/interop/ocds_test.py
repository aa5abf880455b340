#!/usr/bin/env python3
"""What `careledger export` writes: OCDS releases against the published schema, and what they may not tell; events and
answers as lines and tables. The program is the first argument."""
import copy
import csv
import datetime
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

import jsonschema

HERE = pathlib.Path(__file__).parent
SCENARIOS = HERE.parent / "scenarios"
SCHEMAS = [json.loads((HERE / "third_party" / "ocds" / name).read_text(encoding="utf-8"))
           for name in ("release-package-schema.json", "release-schema.json")]
TAGS = {"tender", "tenderAmendment", "tenderUpdate", "tenderCancellation", "award", "awardUpdate", "awardCancellation",
        "contract", "contractUpdate", "contractAmendment", "contractTermination"}
EVIDENCE = dict.fromkeys(["cqc_registration", "bank_details", "accounts", "employers_liability", "public_liability",
                          "company_registration", "bankruptcy_and_convictions_disclosed", "policies"], True)
WHOLE_LISTS = {"additionalIdentifiers"}  # as the schema's wholeListMerge has them
PROGRAM = sys.argv.pop(1)

formats = jsonschema.FormatChecker(formats=())


@formats.checks("date-time")
def is_date_time(text):
    """RFC 3339 as the ledger writes it."""
    if not isinstance(text, str):
        return True
    try:
        datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text) is not None


@formats.checks("uri")
def is_uri(text):
    """RFC 3986: a scheme, and nothing that would have to be escaped."""
    if not isinstance(text, str):
        return True
    legal = re.fullmatch(r"(%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=])+", text)
    return legal is not None and re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", text) is not None


VALIDATOR = jsonschema.Draft4Validator(
    SCHEMAS[0], format_checker=formats,
    resolver=jsonschema.RefResolver.from_schema(SCHEMAS[0], store={each["id"]: each for each in SCHEMAS}))


def faults(package):
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in VALIDATOR.iter_errors(package)]


class Server:
    """A ledger of its own, served to anybody who asks."""

    def __init__(self, test):
        scratch = tempfile.TemporaryDirectory(prefix="careledger-ocds-")
        test.addCleanup(scratch.cleanup)
        self.directory = scratch.name
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--data", self.directory, "--listen", "127.0.0.1:0", "--origin", "log.example.org/care",
             "--open", "--log-level", "warn"], stdout=subprocess.PIPE, text=True)
        test.addCleanup(self.stop)
        self.url = self.process.stdout.readline().split()[-1]
        self.sequences = {}

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def get(self, target, accept="application/json"):
        request = urllib.request.Request(self.url + target, headers={"Accept": accept})
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()

    def tell(self, name, kind, time, data):
        """Sends one event; {seq:…} in it stands for what an earlier one got. Its sequence, or the status of a refusal."""
        text = re.sub(r"\{seq:([^}]+)\}", lambda found: self.sequences[found[1]], json.dumps(data))
        event = {"specversion": "1.0", "id": name, "source": "/ocds", "type": "careledger." + kind, "time": time,
                 "data": json.loads(text)}
        request = urllib.request.Request(self.url + "/v1/events", json.dumps(event).encode(),
                                         {"Content-Type": "application/cloudevents+json"})
        try:
            with urllib.request.urlopen(request) as answer:
                self.sequences[name] = json.load(answer)["appended"][0]["sequence"]
                return self.sequences[name]
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def export(self, *arguments):
        return subprocess.run([PROGRAM, "export", "--data", self.directory, *arguments], capture_output=True, text=True,
                              check=False)

    def package(self, *arguments):
        done = self.export("--format", "ocds", "--prefix", "ocds-abc123", "--buyer", "A Council", *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def market(server, *services):
    """Homes in the scheme of 2018, each of its own provider, and their fee."""
    for service in services:
        server.tell(f"p-{service}", "provider.registered", "2012-01-02T09:00:00Z",
                    {"provider": f"p-{service}", "name": f"Provider {service}", "company_number": f"0123{service}"})
        server.tell(f"s-{service}", "service.registered", "2012-01-02T09:00:00Z",
                    {"service": service, "provider": f"p-{service}", "name": "Home", "category": "residential",
                     "needs": ["dementia"]})
        server.tell(f"i-{service}", "inspection.published", "2018-02-01T09:00:00Z",
                    {"service": service, "inspector": "council", "kind": "full", "outcome": "silver"})
        server.tell(f"a-{service}", "enrolment.applied", "2018-04-02T09:00:00Z",
                    {"service": service, "scheme": "2018", "evidence": EVIDENCE})
        server.tell(f"e-{service}", "enrolment.accepted", "2018-04-02T09:00:00Z",
                    {"service": service, "scheme": "2018"})
    server.tell("fee", "fee-schedule.set", "2018-03-31T23:00:00Z",
                {"scheme": "2018", "category": "residential", "unit": "week", "hotel_pence": 30000,
                 "care_pence": 20001})


def requirement(server, name, published, closes, **more):
    return server.tell(name, "requirement.published", published,
                       {"requirement": name, "scheme": "2018", "category": "residential", "citizen": "zz-citizen",
                        "unit": "week", "units_per_week": "1.50", "closes": closes, **more})


def offer(server, name, of, service, time, **more):
    return server.tell(name, "offer.submitted", time,
                       {"offer": name, "requirement": of, "service": service, "can_meet": True, **more})


def bought(server, name="r1"):
    """A requirement that was awarded to the service a."""
    requirement(server, name, "2018-06-01T09:00:00Z", "2018-06-04T12:00:00Z")
    offer(server, f"o-{name}", name, "a", "2018-06-02T09:00:00Z")
    return server.tell(f"k-{name}", "award.made", "2018-06-05T09:00:00Z",
                       {"requirement": name, "offer": f"o-{name}", "package": f"k-{name}"})


def compiled(releases, ocid):
    """What the releases of a process come to: the merging of OCDS 1.1 as far as these releases need it."""
    def merge(into, more):
        for name, value in more.items():
            if value is None:
                into.pop(name, None)
            elif isinstance(value, dict):
                merge(into.setdefault(name, {}), value)
            elif isinstance(value, list) and value and isinstance(value[0], dict) and name not in WHOLE_LISTS:
                rows = into.setdefault(name, [])
                for row in value:
                    found = next((each for each in rows if each["id"] == row["id"]), None)
                    if found is None:
                        found = {}
                        rows.append(found)
                    merge(found, row)
            else:
                into[name] = value
    whole = {}
    for release in sorted((each for each in releases if each["ocid"] == ocid), key=lambda each: each["date"]):
        merge(whole, copy.deepcopy(release))
    return whole


class Schema(unittest.TestCase):
    def test_every_story_in_which_something_is_bought(self):
        checked = 0
        for path in sorted(SCENARIOS.glob("*.json")):
            story = json.loads(path.read_text(encoding="utf-8"))
            kinds = {event["type"] for event in story["events"] if "refused" not in event}
            if not kinds & {"requirement.published", "placement.made", "contract.signed"}:
                continue
            with self.subTest(path.name):
                server = Server(self)
                for event in story["events"]:
                    got = server.tell(event["id"], event["type"], event["time"], event["data"])
                    self.assertEqual(isinstance(got, int), "refused" in event, (event["id"], got))
                package = server.package()
                self.assertEqual(faults(package), [])
                self.assertLessEqual({tag for each in package["releases"] for tag in each["tag"]}, TAGS)
                ids = [each["id"] for each in package["releases"]]
                self.assertEqual(len(ids), len(set(ids)))
                server.stop()
                checked += 1
        self.assertGreater(checked, 10)

    def test_the_schema_finds_what_is_wrong(self):
        server = Server(self)
        market(server, "a")
        bought(server)
        package = server.package()
        self.assertEqual(faults(package), [])

        def spoilt(*path, value=None):
            wrong = copy.deepcopy(package)
            place = wrong
            for step in path[:-1]:
                place = place[step]
            if value is None:
                del place[path[-1]]
            else:
                place[path[-1]] = value
            return wrong

        for wrong in (spoilt("uri"), spoilt("uri", value="no uri"), spoilt("publisher", "name"), spoilt("version"),
                      spoilt("publishedDate", value="2018-06-01"), spoilt("releases", value=[]),
                      spoilt("releases", 0, "date", value="2018-06-31T00:00:00Z"), spoilt("releases", 0, "ocid"),
                      spoilt("releases", 0, "initiationType", value="placement"),
                      spoilt("releases", 0, "tag", value="tender"),
                      spoilt("releases", 1, "contracts", 0, "awardID"),
                      spoilt("releases", 1, "contracts", 0, "status", value="running"),
                      spoilt("releases", 1, "awards", 0, "items", 0, "unit", "value", "currency", value="pounds"),
                      spoilt("releases", 1, "awards", 0, "items", 0, "quantity", value="1.50")):
            self.assertNotEqual(faults(wrong), [])


class Releases(unittest.TestCase):
    def setUp(self):
        self.server = Server(self)
        market(self.server, "a", "b")

    def tags(self, *arguments):
        return [each["tag"] for each in self.server.package(*arguments)["releases"]]

    def test_the_life_of_a_package(self):
        server = self.server
        requirement(server, "r1", "2018-06-01T09:00:00Z", "2018-06-04T12:00:00Z", area="1")
        server.tell("wide", "requirement.widened", "2018-06-05T09:00:00Z",
                    {"requirement": "r1", "areas": ["2"], "closes": "2018-06-08T12:00:00Z"})
        offer(server, "o1", "r1", "a", "2018-06-06T09:00:00Z")
        offer(server, "o2", "r1", "b", "2018-06-07T09:00:00Z")
        server.tell("k1", "award.made", "2018-06-09T09:00:00Z", {"requirement": "r1", "offer": "o1", "package": "k1"})
        server.tell("start", "package.started", "2018-06-11T09:00:00Z", {"package": "k1"})
        server.tell("vary", "package.varied", "2018-07-01T09:00:00Z",
                    {"package": "k1", "units_per_week": "2", "reason": "zz-reason"})
        server.tell("back", "package.handed-back", "2018-08-01T09:00:00Z", {"package": "k1", "last_day": "2018-08-10"})
        requirement(server, "r2", "2018-08-02T09:00:00Z", "2018-08-04T12:00:00Z", area="1", replaces="k1")
        server.tell("none", "requirement.cancelled", "2018-08-05T09:00:00Z",
                    {"requirement": "r2", "reason": "no_offers"})
        package = server.package()
        self.assertEqual(faults(package), [])
        releases = package["releases"]
        self.assertEqual([each["tag"] for each in releases],
                         [["tender"], ["tenderAmendment"], ["award", "contract"], ["contractUpdate"],
                          ["contractAmendment"], ["contractTermination"], ["tender"], ["tenderCancellation"]])
        self.assertEqual([each["id"] for each in releases],
                         [f"ocds-abc123-requirement-{name}-{server.sequences[event]}" for name, event in
                          (("r1", "r1"), ("r1", "wide"), ("r1", "k1"), ("r1", "start"), ("r1", "vary"), ("r1", "back"),
                           ("r2", "r2"), ("r2", "none"))])
        self.assertEqual(package["publishedDate"], releases[-1]["date"])
        self.assertEqual(package["publisher"], {"name": "A Council"})
        whole = compiled(releases, "ocds-abc123-requirement-r1")
        self.assertEqual(whole["tender"]["status"], "complete")
        self.assertEqual(whole["tender"]["numberOfTenderers"], 2)
        self.assertEqual(whole["tender"]["tenderPeriod"],
                         {"startDate": "2018-06-01T09:00:00Z", "endDate": "2018-06-08T12:00:00Z"})
        self.assertEqual(whole["awards"][0]["suppliers"], [{"id": "supplier", "name": "Provider a"}])
        contract = whole["contracts"][0]
        self.assertEqual((contract["id"], contract["awardID"], contract["status"]), ("k1", "k1", "terminated"))
        self.assertEqual(contract["period"], {"startDate": "2018-06-11T09:00:00Z", "endDate": "2018-08-10T23:00:00Z"})
        self.assertEqual(contract["items"][0]["quantity"], 2)
        self.assertEqual(contract["items"][0]["unit"]["value"], {"amount": 500.01, "currency": "GBP"})
        self.assertEqual(releases[2]["contracts"][0]["items"][0]["quantity"], 1.5)
        self.assertEqual(releases[2]["parties"][1]["identifier"],
                         {"scheme": "GB-COH", "id": "0123a", "legalName": "Provider a"})
        self.assertEqual(releases[2]["parties"][1]["additionalIdentifiers"],
                         [{"scheme": "log.example.org/care", "id": "p-a"}])
        self.assertEqual(releases[6]["relatedProcesses"],
                         [{"id": "1", "relationship": ["replacementProcess"], "scheme": "ocid",
                           "identifier": "ocds-abc123-requirement-r1"}])
        self.assertEqual(releases[7]["tender"]["status"], "unsuccessful")

    def test_placements_and_contracts_of_the_framework(self):
        server = self.server
        server.tell("k9", "placement.made", "2018-06-01T09:00:00Z",
                    {"package": "k9", "service": "a", "category": "residential", "citizen": "zz-citizen",
                     "unit": "week", "units_per_week": "1", "price_pence": 61050, "reason": "zz-reason"})
        server.tell("c1", "contract.signed", "2018-04-02T09:00:00Z",
                    {"contract": "c1", "provider": "p-a", "scheme": "2018", "starts": "2018-04-02",
                     "clauses": ["zz-clause"]})
        server.tell("c1-more", "contract.varied", "2018-05-02T09:00:00Z", {"contract": "c1", "what": "zz-what"})
        server.tell("c1-over", "contract.terminated", "2018-06-02T09:00:00Z",
                    {"contract": "c1", "by": "council", "ground": "zz-ground"})
        package = server.package()
        self.assertEqual(faults(package), [])
        self.assertEqual([(each["ocid"], each["tag"]) for each in package["releases"]],
                         [("ocds-abc123-placement-k9", ["award", "contract"]),
                          ("ocds-abc123-contract-c1", ["award", "contract"]),
                          ("ocds-abc123-contract-c1", ["contractAmendment"]),
                          ("ocds-abc123-contract-c1", ["contractTermination"])])
        placed, signed = package["releases"][0], package["releases"][3]
        self.assertEqual(placed["tender"]["procurementMethod"], "direct")
        self.assertEqual(placed["awards"][0]["items"][0]["unit"]["value"]["amount"], 610.5)
        self.assertEqual(signed["contracts"][0]["status"], "terminated")
        self.assertEqual(signed["contracts"][0]["period"],
                         {"startDate": "2018-04-01T23:00:00Z", "endDate": "2018-06-02T09:00:00Z"})
        self.assertNotIn("zz-", json.dumps(package))

    def test_what_a_correction_takes_back_is_gone_from_the_merged_record(self):
        server = self.server
        bought(server, "r0")
        requirement(server, "r1", "2018-06-01T09:00:00Z", "2018-06-04T12:00:00Z", replaces="k-r0")
        offer(server, "o1", "r1", "a", "2018-06-02T09:00:00Z")
        offer(server, "o2", "r1", "b", "2018-06-02T10:00:00Z")
        server.tell("k1", "award.made", "2018-06-05T09:00:00Z", {"requirement": "r1", "offer": "o1", "package": "k1"})
        ocid = "ocds-abc123-requirement-r1"

        def merged():
            package = server.package()
            self.assertEqual(faults(package), [])
            return compiled(package["releases"], ocid)

        def corrected(event, **data):
            server.tell(f"c{len(server.sequences)}", "event.corrected", "2018-07-01T09:00:00Z",
                        {"corrects": f"{{seq:{event}}}", "data": data, "reason": "x"})

        before = merged()
        self.assertEqual(before["awards"][0]["suppliers"], [{"id": "supplier", "name": "Provider a"}])
        self.assertEqual(before["relatedProcesses"][0]["identifier"], "ocds-abc123-requirement-r0")
        corrected("k1", offer="o2")
        whole = merged()
        self.assertEqual([each["suppliers"] for each in whole["awards"]], [[{"id": "supplier", "name": "Provider b"}]])
        self.assertEqual([each["name"] for each in whole["parties"]], ["A Council", "Provider b"])
        self.assertEqual(whole["parties"][1]["additionalIdentifiers"][0]["id"], "p-b")
        corrected("k1", package="k2")
        self.assertEqual([(each["id"], each["status"]) for each in merged()["awards"]],
                         [("k1", "cancelled"), ("k2", "active")])
        self.assertEqual([(each["id"], each["status"]) for each in merged()["contracts"]],
                         [("k1", "cancelled"), ("k2", "pending")])
        corrected("r1", replaces="nothing-there")
        self.assertEqual(merged()["relatedProcesses"], [{"id": "1"}])
        server.tell("no-offer", "event.retracted", "2018-07-02T09:00:00Z", {"retracts": "{seq:o2}", "reason": "x"})
        whole = merged()
        self.assertEqual(whole["awards"][1]["suppliers"], [{"id": "supplier"}])
        self.assertEqual(whole["parties"][1]["additionalIdentifiers"], [])

    def test_corrections_and_retractions_are_told_as_such(self):
        server = self.server
        bought(server)
        server.tell("over", "package.ended", "2018-07-01T09:00:00Z", {"package": "k-r1", "by": "council"})
        ocid = "ocds-abc123-requirement-r1"
        self.assertEqual(compiled(server.package()["releases"], ocid)["contracts"][0]["status"], "terminated")
        server.tell("not-over", "event.retracted", "2018-07-02T09:00:00Z", {"retracts": "{seq:over}", "reason": "x"})
        contract = compiled(server.package()["releases"], ocid)["contracts"][0]
        self.assertEqual(contract["status"], "pending")
        self.assertNotIn("endDate", contract["period"])
        server.tell("more", "event.corrected", "2018-07-03T09:00:00Z",
                    {"corrects": "{seq:r1}", "data": {"units_per_week": "3"}, "reason": "x"})
        server.tell("other", "event.corrected", "2018-07-03T09:00:00Z",
                    {"corrects": "{seq:i-a}", "data": {"outcome": "gold"}, "reason": "not of what was bought"})
        whole = compiled(server.package()["releases"], ocid)
        self.assertEqual(whole["tender"]["items"][0]["quantity"], 3)
        self.assertEqual(whole["contracts"][0]["items"][0]["quantity"], 3)
        server.tell("off", "event.retracted", "2018-07-04T09:00:00Z", {"retracts": "{seq:k-r1}", "reason": "x"})
        package = server.package()
        self.assertEqual(faults(package), [])
        whole = compiled(package["releases"], ocid)
        self.assertEqual((whole["awards"][0]["status"], whole["contracts"][0]["status"]), ("cancelled", "cancelled"))
        self.assertEqual(whole["tender"]["status"], "active")
        self.assertNotIn("numberOfTenderers", whole["tender"])
        server.tell("gone", "event.retracted", "2018-07-05T09:00:00Z", {"retracts": "{seq:r1}", "reason": "x"})
        package = server.package()
        self.assertEqual(faults(package), [])
        self.assertEqual(compiled(package["releases"], ocid)["tender"]["status"], "cancelled")
        self.assertEqual(self.tags(), [["tender"], ["award", "contract"], ["contractTermination"], ["contractUpdate"],
                                       ["tenderUpdate"], ["awardCancellation", "contractTermination"],
                                       ["tenderCancellation"]])

    def test_the_offer_that_won_may_be_corrected_and_no_other_is_told(self):
        server = self.server
        requirement(server, "r1", "2018-06-01T09:00:00Z", "2018-06-04T12:00:00Z")
        offer(server, "o1", "r1", "a", "2018-06-02T09:00:00Z", price_pence=100)
        offer(server, "o2", "r1", "b", "2018-06-03T09:00:00Z", price_pence=200)
        server.tell("k1", "award.made", "2018-06-05T09:00:00Z", {"requirement": "r1", "offer": "o1", "package": "k1"})
        for name in ("o2", "o1"):
            server.tell(f"{name}-late", "event.corrected", "2018-06-06T09:00:00Z",
                        {"corrects": f"{{seq:{name}}}", "data": {"service": "b" if name == "o1" else "a"},
                         "reason": "x"})
        self.assertEqual(self.tags(), [["tender"], ["award", "contract"], ["awardUpdate", "contractUpdate"]])

    def test_what_was_released_never_changes(self):
        server = self.server
        bought(server)
        then = server.package()["releases"]
        server.tell("more", "event.corrected", "2018-07-03T09:00:00Z",
                    {"corrects": "{seq:r1}", "data": {"units_per_week": "3"}, "reason": "x"})
        server.tell("renamed", "provider.changed", "2018-01-01T09:00:00Z", {"provider": "p-a", "name": "Renamed"})
        now = server.package()["releases"]
        self.assertEqual(now[:len(then)], then)
        self.assertEqual(len(now), len(then) + 1)
        self.assertEqual(server.package("--known-at", server.sequences["k-r1"])["releases"], then)
        self.assertEqual(server.package("--known-at", server.sequences["r1"])["releases"], then[:1])

    def test_a_time_and_pages(self):
        server = self.server
        for name in ("r1", "r2", "r3"):
            bought(server, name)
        self.assertEqual(len(server.package()["releases"]), 6)
        self.assertEqual(self.tags("--from", "2018-06-05"), [["award", "contract"]] * 3)
        self.assertEqual(self.tags("--to", "2018-06-05"), [["tender"]] * 3)
        self.assertEqual(self.tags("--at", "2018-06-02"), [["tender"]] * 3)
        done = server.export("--format", "ocds", "--from", "2030-01-01")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        releases, target = [], "/v1/releases?prefix=ocds-abc123&buyer=A%20Council&limit=4"
        while target:
            page = json.loads(server.get(target))
            self.assertEqual(faults(page), [])
            releases += page["releases"]
            target = "next" in page and "/v1/releases?limit=4&next=" + urllib.parse.quote(page["next"])
        self.assertEqual(releases, server.package()["releases"])

    def test_wrong_questions(self):
        for arguments in (["--format", "ocds", "--prefix", "abc"], ["--format", "xml"], ["everything"],
                          ["ratings", "--format", "ocds"], ["--prefix", "ocds-abc123"], ["--filter", "tag"],
                          ["--filter", "colour=blue"], ["--from", "yesterday"]):
            self.assertEqual(self.server.export(*arguments).returncode, 2, arguments)
        done = self.server.export("--format", "ocds")
        self.assertEqual((done.returncode, done.stdout), (1, ""))  # nothing was bought


class Hidden(unittest.TestCase):
    def setUp(self):
        self.server = Server(self)
        market(self.server, "a", "b")

    def test_of_a_sealed_requirement_nothing_is_told_but_what_it_asks_for(self):
        server = self.server
        requirement(server, "r1", "2018-06-01T09:00:00Z", "2190-01-01T00:00:00Z")
        before = server.package()["releases"]
        self.assertEqual([each["tag"] for each in before], [["tender"]])
        offer(server, "zz-o1", "r1", "a", "2018-06-02T09:00:00Z", price_pence=98765)
        offer(server, "zz-o2", "r1", "b", "2018-06-02T09:00:00Z", price_pence=98764)
        self.assertIsInstance(server.tell("score", "offer.scored", "2018-06-03T09:00:00Z",
                                          {"offer": "zz-o1", "outcomes_score": 77}), str)
        self.assertIsInstance(server.tell("fix", "event.corrected", "2018-06-03T09:00:00Z",
                                          {"corrects": "{seq:zz-o1}", "data": {"price_pence": 98763}, "reason": "x"}),
                              str)
        server.tell("back", "offer.withdrawn", "2018-06-03T09:00:00Z", {"offer": "zz-o2"})
        server.tell("unmade", "event.retracted", "2018-06-03T09:00:00Z", {"retracts": "{seq:zz-o2}", "reason": "x"})
        # An award whose time lies behind the closing comes in; by the server's clock the offers are sealed still.
        server.tell("zz-k1", "award.made", "2190-01-02T00:00:00Z",
                    {"requirement": "r1", "offer": "zz-o1", "package": "zz-k1"})
        server.tell("zz-start", "package.started", "2190-01-03T00:00:00Z", {"package": "zz-k1"})
        for at in ([], ["--at", "2190-02-01"]):
            self.assertEqual(server.package(*at)["releases"], before)
        market_then = "/v1/reports/market?from=2189-01-01&to=2191-01-01&at=2190-02-01"
        measures = json.loads(server.get(market_then))["measures"]
        self.assertEqual([each["denominator"] for each in measures if each["measure"] == "good_awards"], [0])
        for name in ("good_awards", "client_growth", "clients_with_good"):
            self.assertNotIn("zz-", server.get(market_then.replace("market?", f"market/{name}?")))

    def test_no_person_and_no_free_text_is_told(self):
        server = self.server
        requirement(server, "r1", "2018-06-01T09:00:00Z", "2018-06-04T12:00:00Z", summary="zz-summary",
                    support_plan="zz-plan", need="dementia", age_group="65_plus", carers=2, tier="standard")
        offer(server, "o1", "r1", "a", "2018-06-02T09:00:00Z", response="zz-response")
        offer(server, "o2", "r1", "b", "2018-06-02T10:00:00Z", response="zz-response", price_pence=98765)
        server.tell("no", "offer.declined", "2018-06-02T10:00:00Z",
                    {"requirement": "r1", "service": "b", "reason": "zz-reason"})
        award = server.tell("k1", "award.made", "2018-06-05T09:00:00Z",
                            {"requirement": "r1", "offer": "o2", "package": "k1", "departure": "zz-departure",
                             "departure_code": "other"})
        self.assertIsInstance(award, str)
        server.tell("start", "package.started", "2018-06-11T09:00:00Z", {"package": "k1", "reason": "zz-reason"})
        server.tell("end", "package.ended", "2018-07-11T09:00:00Z",
                    {"package": "k1", "by": "citizen", "reason": "zz-reason"})
        package = server.package()
        self.assertEqual(len(package["releases"]), 4)
        text = json.dumps(package)
        for hidden in ("zz-", "dementia", "65_plus", "o1", "provider-p-a", "jwe"):
            self.assertNotIn(hidden, text)


class LinesAndTables(unittest.TestCase):
    def setUp(self):
        self.server = Server(self)
        market(self.server, "a", "b")
        bought(self.server)

    def test_events_as_they_are_stored(self):
        done = self.server.export()
        rows = done.stdout.splitlines()
        self.assertEqual([json.loads(row)["sequence"] for row in rows], [str(i + 1) for i in range(len(rows))])
        self.assertEqual(rows[9], self.server.get("/v1/events/10"))
        last = self.server.sequences["fee"]
        self.assertEqual(self.server.export("--known-at", last).stdout.splitlines(), rows[:int(last)])
        kept = self.server.export("--filter", "type=careledger.award.made", "--filter",
                                  "type=careledger.offer.submitted", "--from", "2018-06-03").stdout.splitlines()
        self.assertEqual([json.loads(row)["id"] for row in kept], ["k-r1"])

    def test_tables(self):
        def table(*arguments):
            done = self.server.export("--format", "csv", *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            return list(csv.DictReader(io.StringIO(done.stdout)))
        events = table()
        self.assertEqual(len(events), int(self.server.sequences["k-r1"]))
        self.assertEqual(json.loads(events[-1]["data"])["package"], "k-r1")
        self.assertEqual({row["service"]: row["band"] for row in table("ratings", "--at", "2018-06-01")},
                         {"a": "silver", "b": "silver"})
        measures = {row["measure"]: row for row in table("market", "--from", "2018-06-01", "--to", "2018-07-01")}
        self.assertEqual(measures["good_awards"]["value"], "100.00")
        self.assertEqual(measures["cashable_savings"]["value"], "")
        for name in ("services", "suspensions", "requirements", "allocations", "payments", "visits", "due", "breaches"):
            table(name)

    def test_a_file(self):
        path = pathlib.Path(self.server.directory) / "events.ndjson"
        self.assertEqual(self.server.export("--out", str(path)).stdout, "")
        self.assertEqual(path.read_text(encoding="utf-8"), self.server.export().stdout)
        self.assertEqual(self.server.export("--out", "/nowhere/at/all").returncode, 1)

    def test_a_directory_that_no_server_holds(self):
        served = self.server.export("--format", "csv", "allocations").stdout
        releases = self.server.package()["releases"]
        self.server.stop()
        self.assertEqual(self.server.export("--format", "csv", "allocations").stdout, served)
        self.assertEqual(self.server.package()["releases"], releases)


unittest.main()
