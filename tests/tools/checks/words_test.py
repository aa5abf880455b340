from fixture import CheckTest

# Put together, so that this file does not hold them.
LATER = "TO" + "DO"
MACHINE = "/wo" + "rk/main"
OUTSIDE = "../sha" + "red/data"


class Words(CheckTest):
    def test_a_clean_tree_passes(self):
        self.write("core/a.cpp", "// the framework/pages of a todo list, network/main\n")
        self.assert_passes("words")

    def test_each_is_found_in_any_kind_of_file(self):
        self.write("core/a.cpp", f"\n// {LATER}: mend\n")
        self.write("docs/b.md", f"see {MACHINE}\n")
        self.write("tools/c", f"cp {OUTSIDE} .\n")
        self.assert_finds("words", f"core/a.cpp:2: '{LATER}'", "docs/b.md:1: '/wo", f"tools/c:1: '{OUTSIDE[:9]}'")

    def test_what_is_built_or_binary_is_not_looked_at(self):
        self.write("build/a.cpp", f"// {LATER}\n")
        self.write("docs/picture.png", f"\0{LATER}")
        self.assert_passes("words")
