"""A small tree of files in a temporary folder, with the real data of the checks, and a check run over it."""

import os
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
CHECKS = os.path.join(ROOT, "tools", "checks")


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.tree = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.tree)
        for name in os.listdir(CHECKS):
            if name.endswith(".txt"):
                with open(os.path.join(CHECKS, name), encoding="utf-8") as file:
                    self.write(f"tools/checks/{name}", file.read())

    def write(self, path, text):
        full = os.path.join(self.tree, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, path):
        with open(os.path.join(self.tree, path), encoding="utf-8") as file:
            return file.read()

    def run_check(self, name, *arguments):
        run = subprocess.run([os.path.join(CHECKS, name), *arguments, self.tree], capture_output=True, text=True)
        self.assertEqual(run.stderr, "")
        return run.returncode, run.stdout

    def assert_passes(self, name):
        code, output = self.run_check(name)
        self.assertEqual((code, output), (0, ""))

    def assert_finds(self, name, *findings):
        """Each is the beginning of a line that the check prints; it prints no others, and fails."""
        code, output = self.run_check(name)
        printed = output.splitlines()
        self.assertEqual(code, 1, output)
        self.assertEqual(len(printed), len(findings), output)
        for line, finding in zip(printed, findings):
            self.assertTrue(line.startswith(finding), f"{line} does not begin with {finding}")
