from fixture import CheckTest


class Includes(CheckTest):
    def setUp(self):
        super().setUp()
        self.write("core/json/value.hpp", "#pragma once\n")
        self.write("events/care.hpp", '#pragma once\n#include "core/json/value.hpp"\n')
        self.write("tools/cqc/plan.hpp", "#pragma once\n")

    def test_leftwards_is_allowed(self):
        self.write("tests/core/value_test.cpp", '#include "core/json/value.hpp"\n#include "events/care.hpp"\n')
        self.assert_passes("includes")

    def test_nothing_looks_back_up(self):
        self.write("core/json/value.cpp", '#include "core/json/value.hpp"\n#include "events/care.hpp"\n')
        self.assert_finds("includes", 'core/json/value.cpp:2: core may not include "events/care.hpp"')

    def test_a_part_of_a_folder_may_know_less_than_the_folder(self):
        self.write("tools/cqc/plan.cpp", '#include "tools/cqc/plan.hpp"\n#include "events/care.hpp"\n')
        self.write("tools/careledger/main.cpp", '#include "tools/cqc/plan.hpp"\n#include "events/care.hpp"\n')
        self.assert_finds("includes", 'tools/cqc/plan.cpp:2: tools/cqc may not include "events/care.hpp"')

    def test_heavy_libraries_stay_out_of_headers(self):
        heavy = "#include <boost/beast.hpp>\n#include <rocksdb/db.h>\n#include <simdjson.h>\n"
        self.write("core/log/log.hpp", heavy)
        self.write("core/log/log.cpp", heavy)
        self.assert_finds("includes", "core/log/log.hpp:1:", "core/log/log.hpp:2:", "core/log/log.hpp:3:")

    def test_a_path_begins_at_the_root(self):
        self.write("core/json/value.cpp", '#include "value.hpp"\n')
        self.assert_finds("includes", 'core/json/value.cpp:1: "value.hpp" is no file of ours')

    def test_a_folder_without_a_layer_is_found(self):
        self.write("helpers/strings.cpp", "")
        self.assert_finds("includes", "helpers/strings.cpp:1: lies in no layer")
