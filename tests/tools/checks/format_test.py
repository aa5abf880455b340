import os
import shutil
import unittest

from fixture import ROOT, CheckTest


@unittest.skipUnless(shutil.which("clang-format-14"), "clang-format-14 is not installed")
class Format(CheckTest):
    def setUp(self):
        super().setUp()
        shutil.copy(os.path.join(ROOT, ".clang-format"), self.tree)
        self.write("core/good.cpp", "int one = 1;\n")

    def test_well_written_code_passes(self):
        self.assert_passes("format")

    def test_another_layout_is_found_at_its_line_and_mended(self):
        self.write("core/bad.cpp", "int one = 1;\nint  two=2 ;\n")
        code, output = self.run_check("format")
        self.assertNotEqual(code, 0)
        self.assertTrue(output.startswith("core/bad.cpp:2:"), output)
        code, _ = self.run_check("format", "-f")
        self.assertEqual(code, 0)
        self.assert_passes("format")
