"""Tables of a council become events by a map: judged first, then appended, row by row, and never twice."""
import json
import os
import pathlib
import signal
import subprocess
import time
import unittest

from program import PROGRAM, ServedLedger, run

DATA = pathlib.Path(__file__).parents[3] / "tools" / "data"
MAPS = DATA / "maps"
RECORD = json.loads((DATA / "cqc" / "locations.jsonl").read_text(encoding="utf-8").splitlines()[0])

SERVICES = [
    ("provider.registered", {"provider": "1-9", "name": "Elm Care"}),
    ("service.registered", {"service": "1-1001", "provider": "1-9", "name": "Elm", "category": "home_support"}),
    ("service.registered", {"service": "1-1002", "provider": "1-9", "name": "Laurels", "category": "residential"}),
]

VISIT_COLUMNS = "Visit ID,Package ID,Carer ID,Planned Start,Planned End,Actual Start,Actual End,Carers,Status,Exception\n"


class Import(ServedLedger):
    def setUp(self):
        super().setUp()
        for day, (kind, data) in enumerate(SERVICES, start=1):
            self.append(kind, f"2018-01-0{day}T00:00:00Z", data)
        self.key = self.file("key", bytes(range(32)))
        os.chmod(self.key, 0o600)

    def file(self, name, content):
        path = pathlib.Path(self.scratch.name) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def table(self, name, *more):
        arguments = ["import", "--url", self.url, "--format", "csv", "--map", name, MAPS / f"{name}.csv", "--json", *more]
        done = run(*arguments, *(["--key", self.key] if name == "care-packages" else []))
        return done.returncode, json.loads(done.stdout)

    def csv(self, content, *more, map_name="visits"):
        done = run("import", "--url", self.url, "--format", "csv", "--map", map_name, self.file("table.csv", content), *more)
        return done.returncode, done.stdout.replace(self.scratch.name + "/", ""), done.stderr

    def size(self):
        return len(self.all_events())

    def all_events(self):
        return self.ask("/v1/events?limit=1000")[1]["events"]

    def figures(self, report):
        return [(file["rows"], file["entered"], file["events"], file["in_already"], file["refused"], file["left_out"])
                for file in report["files"]]

    def test_the_three_ordinary_extracts_go_in_once(self):
        for name, first in (("care-packages", (4, 3, 9, 0, 0, 1)), ("visits", (4, 3, 3, 0, 0, 1)),
                            ("invoices", (3, 3, 8, 0, 0, 0))):
            before = self.size()
            code, report = self.table(name, "--dry-run")
            self.assertEqual((code, self.figures(report), report["refusals"]), (0, [first], []), name)
            self.assertEqual(self.size(), before, name)
            code, report = self.table(name)
            self.assertEqual((code, self.figures(report)), (0, [first]), name)
            self.assertEqual(self.size(), before + first[2], name)
            rows, entered, _, _, _, left_out = first
            code, report = self.table(name)
            self.assertEqual((code, self.figures(report)), (0, [(rows, 0, 0, entered, 0, left_out)]), name)
            self.assertEqual(self.size(), before + first[2], name)
        package = self.ask("/v1/packages/PK-1002?at=2019-03-01")[1]
        self.assertEqual(package["service"], "1-1002")
        self.assertEqual(package["fee"]["fee_pence"], 101850)
        visits = self.ask("/v1/events?tag=package:PK-1003&type=careledger.visit.recorded")[1]["events"]
        # 01:30 in the night when the clocks went back, which was twice: the map means the earlier, and the end the later.
        self.assertEqual([(visit["data"]["planned_start"], visit["data"]["planned_end"]) for visit in visits],
                         [("2019-10-27T00:30:00Z", "2019-10-27T01:45:00Z")])
        paid = self.ask("/v1/payments/PK-1001?period=2019-P01")[1]
        self.assertIn("BACS-551.INV-7001", json.dumps(paid))

    def test_no_number_of_a_client_is_in_the_log(self):
        self.table("care-packages")
        text = json.dumps(self.all_events())
        self.assertIn("careledger.citizen.registered", text)
        self.assertNotIn("204511", text)
        self.assertNotIn("208833", text)

    def test_the_key_is_asked_for_and_has_to_be_secret(self):
        arguments = ["import", "--url", self.url, "--format", "csv", "--map", "care-packages", MAPS / "care-packages.csv"]
        without = run(*arguments)
        self.assertEqual(without.returncode, 2)
        self.assertIn("--key", without.stderr)
        os.chmod(self.key, 0o644)
        self.assertIn("may be read by others", run(*arguments, "--key", self.key).stderr)
        self.assertEqual(self.size(), 6 + len(SERVICES))

    def test_refusals_name_row_column_and_pointer_and_hold_up_no_other_row(self):
        self.table("care-packages")
        good = "1,PK-1001,,20/05/2019 08:00,20/05/2019 08:45,,,1,,\n"
        bad = ("2,PK-9999,,20/05/2019 08:00,20/05/2019 08:45,,,1,,\n"
               "3,PK-1001,,31/03/2019 01:30,31/03/2019 02:45,,,1,,\n"
               "4,PK-1001,,20/05/2019 08:45,20/05/2019 08:00,,,,,\n")
        before = self.size()
        refused = pathlib.Path(self.scratch.name) / "refused.csv"
        code, out, _ = self.csv(VISIT_COLUMNS + bad + good, "--refused", refused)
        self.assertEqual(code, 1)
        lines = out.splitlines()
        self.assertEqual(lines[0], "table.csv: row 2, column Package ID, visit.recorded /data/package: "
                                   "names no package that is known")
        self.assertEqual(lines[1], "table.csv: row 3, column Planned Start, visit.recorded /time: '31/03/2019 01:30' "
                                   "never was: London's clocks went forward over it")
        self.assertTrue(lines[3].startswith("table.csv: row 4, column Planned End, visit.recorded /data/planned_end: "), out)
        self.assertEqual(lines[-1], "table.csv: 4 rows: 1 entered (1 events), 0 in already, 3 refused, 0 left out by the map")
        self.assertEqual(self.size(), before + 1)
        # What was refused is kept as it was, to be mended.
        self.assertEqual(refused.read_text(), VISIT_COLUMNS + bad)
        self.assertEqual(self.csv(refused.read_text().replace("PK-9999", "PK-1001"))[0], 1)
        self.assertEqual(self.size(), before + 2)

    def test_a_row_that_has_changed_is_refused_with_the_event_that_it_was(self):
        self.table("care-packages")
        row = "1,PK-1001,,20/05/2019 08:00,20/05/2019 08:45,,,{},,\n"
        self.assertEqual(self.csv(VISIT_COLUMNS + row.format(1))[0], 0)
        code, out, _ = self.csv(VISIT_COLUMNS + row.format(2))
        self.assertEqual(code, 1)
        self.assertIn("whose content is another", out)

    def test_a_rule_that_refuses_is_named(self):
        enrolments = self.file("map.json", json.dumps({
            "title": "Enrolments", "source": "/council/enrolments", "separator": ";", "events": [
                {"type": "careledger.enrolment.accepted", "id": "{Service}", "time": {"column": "Day", "format": "%d.%m.%Y"},
                 "data": {"/service": {"column": "Service"}, "/scheme": {"constant": "2018"}}}]}))
        code, out, _ = self.csv("\ufeffService;Day\r\n1-1002;1.5.2018\r\n", "--dry-run", map_name=enrolments)
        self.assertEqual(code, 1)
        self.assertRegex(out, r"^table.csv: row 2, enrolment.accepted: EC-2: ")

    def test_a_file_of_the_wrong_form_is_refused_before_anything_is_sent(self):
        self.table("care-packages")
        before = self.size()
        row = "1,PK-1001,,20/05/2019 08:00,20/05/2019 08:45,,,1,,\n"
        for content, message in ((VISIT_COLUMNS + row + row.replace("1,PK", "2,\"PK"), "line 4: the quotation mark of line 3"),
                                 (VISIT_COLUMNS.encode() + row.encode() + b"2,\x96\n", "Windows-1252"),
                                 (VISIT_COLUMNS.replace("Carers", "Status") + row, "names the column \"Status\" twice"),
                                 (VISIT_COLUMNS.replace("Carers", "Staff") + row, "lacks what the map reads: Carers"),
                                 ("", "is empty")):
            code, _, error = self.csv(content)
            self.assertEqual(code, 2, message)
            self.assertIn(message, error)
        self.assertEqual(self.size(), before)

    def test_a_map_of_the_wrong_form_is_told_by_pointer(self):
        broken = self.file("map.json", '{"title":"T","source":"/s","events":[{"type":"careledger.x","id":"i","data":{}}]}')
        code, _, error = self.csv("A\n1\n", map_name=broken)
        self.assertEqual(code, 2)
        self.assertIn("/events/0/type is no type of event", error)

    def test_what_the_map_does_not_read_is_listed(self):
        self.table("care-packages")
        code, out, _ = self.csv(VISIT_COLUMNS.replace("\n", ",Colour\n") +
                                "1,PK-1001,,20/05/2019 08:00,20/05/2019 08:45,,,1,,,blue\n")
        self.assertEqual(code, 0)
        self.assertIn("the map reads nothing of: Colour", out)

    def test_a_long_import_stops_when_asked_and_goes_on_when_told_again(self):
        self.table("care-packages")
        rows = 20_000
        content = VISIT_COLUMNS + "".join(f"{i},PK-1001,,20/05/2019 08:00,20/05/2019 08:45,,,1,,\n" for i in range(rows))
        arguments = [PROGRAM, "import", "--url", self.url, "--format", "csv", "--map", "visits", "--json",
                     str(self.file("long.csv", content))]
        first = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while self.ask("/v1/events?tag=package:PK-1001&type=careledger.visit.recorded&limit=1")[1]["events"] == []:
            time.sleep(0.01)
        first.send_signal(signal.SIGINT)
        report = json.loads(first.communicate()[0])
        self.assertEqual((first.returncode, report["stopped"]), (1, True))
        entered = report["files"][0]["entered"]
        self.assertLess(entered, rows)
        again = run(*arguments[1:])
        report = json.loads(again.stdout)
        self.assertEqual((again.returncode, self.figures(report)),
                         (0, [(rows, rows - entered, rows - entered, entered, 0, 0)]))


class Records(ServedLedger):
    """Of the Care Quality Commission."""

    def taken(self, record):
        path = pathlib.Path(self.scratch.name) / "locations.jsonl"
        path.write_text(json.dumps(record), encoding="utf-8")
        done = run("import", "--url", self.url, "--format", "cqc", "--json", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["corrected"]

    def test_a_record_that_changes_back_and_forth_is_corrected_each_time(self):
        first, other = ({**RECORD, "numberOfBeds": beds} for beds in (36, 40))
        self.assertEqual([self.taken(each) for each in (first, other, first, other, other, first)], [0, 1, 1, 1, 0, 1])


class Events(ServedLedger):
    def test_an_import_that_is_ended_has_lost_nothing(self):
        rows = 50_000
        lines = (json.dumps({"specversion": "1.0", "id": str(row), "source": "/t", "type": "careledger.provider.registered",
                             "data": {"provider": f"p{row}", "name": "P"}}) for row in range(rows))
        path = pathlib.Path(self.scratch.name) / "events.ndjson"
        path.write_text("\n".join(lines), encoding="utf-8")
        elsewhere = self.scratch.name + "/elsewhere"
        arguments = [PROGRAM, "import", "--data", elsewhere, "--json", str(path)]
        first = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertIn("a new ledger is made", first.stderr.readline())
        time.sleep(0.3)
        first.send_signal(signal.SIGTERM)
        report, told = first.communicate()
        report = json.loads(report)
        self.assertEqual(first.returncode, 1, told)
        self.assertIn("interrupted", told)
        self.assertLess(report["appended"], rows)
        again = json.loads(run(*arguments[1:]).stdout)
        self.assertEqual((again["appended"], again["duplicates"]), (rows - report["appended"], report["appended"]))
        self.assertEqual(run("verify", "--data", elsewhere).returncode, 0)


class Usage(unittest.TestCase):
    def test_a_map_is_printed_to_be_adapted(self):
        for name in ("care-packages", "visits", "invoices"):
            self.assertEqual(run("import", "--print-map", name).stdout, (MAPS / f"{name}.json").read_text(encoding="utf-8"))

    def test_bad_usage_is_two(self):
        table = MAPS / "visits.csv"
        self.assertEqual(run("import").returncode, 2)
        self.assertEqual(run("import", "--format", "csv", "--data", "x", table).returncode, 2)
        self.assertEqual(run("import", "--map", "visits", "--data", "x", table).returncode, 2)
        self.assertEqual(run("import", "--format", "csv", "--map", "no-such", "--data", "x", table).returncode, 2)


if __name__ == "__main__":
    unittest.main()
