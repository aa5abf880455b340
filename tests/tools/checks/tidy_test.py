import os
import shutil
import unittest

from fixture import ROOT, CheckTest

CMAKE = """cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES CXX)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_library(small core/good.cpp core/bad.cpp tests/excluded.cpp)
target_include_directories(small PRIVATE ${CMAKE_SOURCE_DIR})
"""
FAULT = "bool never(int* p) { return p == p; }\n"


@unittest.skipUnless(shutil.which("clang-tidy-14"), "clang-tidy-14 is not installed")
class Tidy(CheckTest):
    def setUp(self):
        super().setUp()
        for name in (".clang-tidy", "CMakePresets.json"):
            shutil.copy(os.path.join(ROOT, name), self.tree)
        self.write("CMakeLists.txt", CMAKE)
        self.write("core/header.hpp", "#pragma once\nint answer();\n")
        self.write("core/good.cpp", '#include "core/header.hpp"\nint answer() { return 42; }\n')
        self.write("core/bad.cpp", FAULT)
        self.write("tests/excluded.cpp", FAULT)

    def test_a_fault_is_found_again_and_again_and_what_passed_is_not_read_again(self):
        for read in (2, 1):
            code, output = self.run_check("tidy")
            self.assertEqual(code, 1)
            self.assertTrue(output.startswith("core/bad.cpp:1:"), output)
            self.assertIn("misc-redundant-expression", output)
            self.assertTrue(output.endswith(f"clang-tidy read {read} of 2 files\n"), output)
        self.write("core/bad.cpp", "int mended();\n")
        self.assertEqual(self.run_check("tidy"), (0, "clang-tidy read 1 of 2 files\n"))
        self.assertEqual(self.run_check("tidy"), (0, "clang-tidy read 0 of 2 files\n"))

    def test_a_changed_header_has_its_includers_read_again(self):
        self.write("core/bad.cpp", "int mended();\n")
        self.run_check("tidy")
        self.write("core/header.hpp", "#pragma once\nint answer();\n" + FAULT.replace("bool", "inline bool"))
        code, output = self.run_check("tidy")
        self.assertEqual(code, 1)
        self.assertIn("core/header.hpp:3:", output)
        self.assertIn("clang-tidy read 1 of 2 files", output)

    def test_another_set_of_checks_has_everything_read_again(self):
        self.write("core/bad.cpp", "int mended();\n")
        self.run_check("tidy")
        self.write(".clang-tidy", self.read(".clang-tidy") + "# changed\n")
        self.assertEqual(self.run_check("tidy"), (0, "clang-tidy read 2 of 2 files\n"))
