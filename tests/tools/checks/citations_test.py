import json

from fixture import CheckTest

DOCUMENT = "Commissioning strategy 2018"


class Citations(CheckTest):
    def setUp(self):
        super().setUp()
        self.write("tools/checks/rules_waiting.txt", "")
        self.rules(["QR-1"])
        self.write("projections/fold.cpp", "// QR-1: sets the band\n")
        self.write("tests/fold_test.cpp", 'TEST_CASE("QR-1: sets the band") {}\n')

    def rules(self, ids, document=DOCUMENT):
        rules = [{"id": id, "source": {"document": document, "section": "1"}} for id in ids]
        self.write("events/policies/rules.json", json.dumps({"rules": rules}, indent=1))

    def test_a_rule_cited_in_code_and_test_passes(self):
        self.assert_passes("citations")

    def test_a_rule_that_no_code_or_no_test_cites_is_found(self):
        self.rules(["QR-1", "QR-1a"])
        self.assert_finds("citations", "events/policies/rules.json:11: QR-1a is cited nowhere in projections/",
                          "events/policies/rules.json:11: QR-1a is cited nowhere in tests/")

    def test_a_citation_of_no_rule_is_found_wherever_it_stands(self):
        self.write("api/route.cpp", "\n// QR-7\n")
        self.write("docs/rules.md", "see QR-8\n")
        self.assert_finds("citations", "api/route.cpp:2: QR-7 is no rule", "docs/rules.md:1: QR-8 is no rule")

    def test_other_ids_and_the_rule_of_nobody_are_no_citations(self):
        self.write("core/hash.cpp", "// SHA-256, UTF-8, QR-99\n")
        self.assert_passes("citations")

    def test_a_waiting_rule_needs_no_citation_until_it_has_them(self):
        self.rules(["QR-1", "QR-2"])
        self.write("tools/checks/rules_waiting.txt", "# why\nQR-2  later\n")
        self.assert_passes("citations")
        self.write("projections/fold.cpp", "// QR-1, QR-2\n")
        self.write("tests/fold_test.cpp", "// QR-1, QR-2\n")
        self.assert_finds("citations", "tools/checks/rules_waiting.txt:2: QR-2 no longer waits")

    def test_a_waiting_rule_has_to_exist(self):
        self.write("tools/checks/rules_waiting.txt", "QR-5  later\n")
        self.assert_finds("citations", "tools/checks/rules_waiting.txt:1: QR-5 is no rule")

    def test_a_source_names_a_known_document(self):
        self.rules(["QR-1"], "A blog")
        policy = {"rating": {"method": {"source": {"document": "Hearsay"}}, "list": [{"source": {"document": DOCUMENT}}]}}
        self.write("events/policies/2018.json", json.dumps(policy, indent=1))
        self.assert_finds("citations", "events/policies/2018.json:5: 'Hearsay' is no document",
                          "events/policies/rules.json:6: 'A blog' is no document")
