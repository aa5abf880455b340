from fixture import CheckTest


class Length(CheckTest):
    def test_300_lines_pass_in_silence(self):
        self.write("core/a.cpp", "\n" * 300)
        self.write("docs/long.md", "\n" * 900)
        self.assert_passes("length")

    def test_more_than_300_are_warned_of_and_pass(self):
        self.write("core/a.cpp", "\n" * 400)
        code, output = self.run_check("length")
        self.assertEqual(code, 0)
        self.assertTrue(output.startswith("core/a.cpp:400: warning:"), output)

    def test_more_than_400_fail(self):
        self.write("core/a.hpp", "\n" * 401)
        self.assert_finds("length", "core/a.hpp:401: 401 lines")
