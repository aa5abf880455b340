from fixture import CheckTest


class Links(CheckTest):
    def setUp(self):
        super().setUp()
        self.write("docs/log.md", "# The log\n\n## Life of a `leaf`: 1st part\n\n## Twice\n\n## Twice\n<a id=\"here\"></a>\n")

    def test_links_that_lead_somewhere_pass(self):
        self.write("README.md", "[log](docs/log.md) [leaf](docs/log.md#life-of-a-leaf-1st-part) [folder](docs)\n"
                   "[second](docs/log.md#twice-1) [anchor](docs/log.md#here) [web](https://example.org/x#y)\n"
                   "[self](#title) [root](/docs/log.md)\n\n# Title\n")
        self.assert_passes("links")

    def test_a_missing_file_is_found(self):
        self.write("docs/a.md", "text\n[b](b.md)\n![picture](picture.png)\n\n[reference]: c.md\n")
        self.assert_finds("links", "docs/a.md:2: b.md leads to no file", "docs/a.md:3: picture.png leads to no file",
                          "docs/a.md:5: c.md leads to no file")

    def test_a_missing_heading_is_found(self):
        self.write("docs/a.md", "[b](log.md#the-tree) [c](#d) [e](log.md#twice-2)\n")
        self.assert_finds("links", "docs/a.md:1: log.md#the-tree leads to no heading",
                          "docs/a.md:1: #d leads to no heading", "docs/a.md:1: log.md#twice-2 leads to no heading")

    def test_code_holds_no_links(self):
        self.write("docs/a.md", "`[a](b.md)`\n```\n[c](d.md)\n# no heading\n```\n")
        self.assert_passes("links")
