"""Texts that are not strict JSON, after the names and habits of the public parsing test suites."""

ARRAYS = [b"[1 true]", b"[a\xe5]", b'["": 1]', b'[""],', b"[,1]", b"[1,,2]", b'["x",,]', b'["x"]]', b'["",]', b'["x"',
          b"[x", b"[3[4]]", b"[\xff]", b"[1:2]", b"[,]", b"[-]", b'[   , ""]', b'["a",\n4\n,1,', b"[1,]", b"[1,,]",
          b'["\x0ba"\\f]', b"[*]", b'[""', b"[1,", b"[1,\n1\n,1", b"[{}", b"[fals]", b"[nul]", b"[tru]", b"[True]",
          b"[\x0c]", b"[\xe2\x81\xa0]", b"[<null>]", b"[1]x", b"[1]]", b'["asd]', b"[][]", b"[\x00]", b"[1",
          b"[ false, nul", b"[ true, fals", b"['", b"[,", b"[{", b'["a', b'[\\u000A""]']

NUMBERS = [b"-01", b"++1234", b"+1", b"+Inf", b"-1.0.", b"-2.", b"-NaN", b".-1", b".2e-3", b"0.1.2", b"0.3e+", b"0.3e",
           b"0.e1", b"0E+", b"0E", b"0e+", b"0e", b"1.0e+", b"1.0e-", b"1.0e", b"1 000.0", b"1eE2", b"2.e+3", b"2.e-3",
           b"2.e3", b"9.e+", b"Inf", b"NaN", "\uff11".encode(), b"1+2", b"0x1", b"0x42", b"Infinity", b"0e+-1",
           b"-123.123foo", b"123\xe5", b"1e1\xe5", b"0\xe5", b"-Infinity", b"-foo", b"- 1", b"-012", b"-.123", b"-1x",
           b"1ea", b"1.", b".123", b"1.2a-3", b"1.8011670033376514H-308", b"012", b"-", b"--1", b"1_000", b"0b1"]

OBJECTS = [b'{[: "x"}', b'{"x", null}', b'{"x"::"b"}', "{\U0001f1e8\U0001f1ed}".encode(), b'{"a":"a" 123}',
           b"{key: 'value'}", b'{"\xb9":"0",}', b'{"a" b}', b'{:"b"}', b'{"a" "b"}', b'{"a":', b'{"a"', b"{1:1}",
           b"{9999E9999:1}", b"{null:null}", b'{"id":0,,,,,}', b"{'a':0}", b'{"id":0,}', b'{"a":"b"}/**/',
           b'{"a":"b"}//', b'{"a":"b",,"c":"d"}', b'{a: "b"}', b'{"a":"a', b'{ "foo" : "bar", "a" }', b'{"a":"b"}#',
           b'{"x": true,', b"{}}", b'{"":', b'{"a":/*comment*/"b"}', b'{"a": true} "x"', b"{", b"{]", b"{,", b"{[",
           b'{"a', b"{'a'", b'{"a":"b"}#{}', b'{"asd":"asd"']

STRINGS = [b'"\\uD800\\"', b'"\\uD800\\u"', b'"\\uD800\\u1"', b'"\\uD800\\u1x"', b"\xc3\xa9", b'"\\x00"', b'"\\\\\\"',
           b'"\\\t"', '"\\\U0001f300"'.encode(), b'"\\"', b'"\\u00A"', b'"\\uD834\\uDd"', b'"\\uD800\\uD800\\x"',
           b'"\\u\xe5"', b'"\\a"', b'"\\uqqqq"', b'"\\\xe5"', b'\\u0020"asd"', b"\\n", b'"', b"'single quote'", b"abc",
           b'"\\', b'"a\x00a"', b'"new\nline"', b'"\t"', b'"\x1f"', b'"\\UA66D"', b'""x', b'"\\u{41}"', b'"\\0"']

# Not UTF-8, or characters that no text holds.
ENCODINGS = [b'"\\uD800"', b'"\\uDFAA"', b'"\\uDADA\\uDADA"', b'"\\uDE00\\uD83D"', b'"\\uD800abc"', b'"a\\uDC00b"',
             b'"\\uD800\\n"', b'"\\uDBFF\\u0041"', b'"\xed\xa0\x80"', b'"\xed\xbf\xbf"', b'"\xed\xa0\xbd\xed\xb8\x80"',
             b'"\xc0\xaf"', b'"\xc0\x80"', b'"\xe0\x80\xaf"', b'"\xf0\x80\x80\xaf"', b'"\xfc\x80\x80\x80\x80\xaf"',
             b'"\xf4\x90\x80\x80"', b'"\xf8\x88\x80\x80\x80"', b'"\xe0\xff"', b'"\x81"', b'"\xff"', b'"\xfe"',
             b'"\xe2\x82"',
             b'"\xf0\x9f\x98"', b'"\xc3"', b'"\xc3("', b'"\xe2(\xa1"', b'"\xf0(\x8c\xbc"']

WHOLES = [b"", b" ", b"\r\n\t ", b"\x00", b"\xef\xbb\xbf", b"\xef\xbb", b"\xe5", b"\xe9", b"*", b"]", b"}", b":",
          b",", b"<.>",
          b"1]", b"2@", b"nul", b"tru", b"fals", b"nulll", b"undefined", b'{"a":1}\x00', b'{"a":1}{"a":1}',
          b"\xc2\xa0{}",
          b"\x1e{}\n", b'{"a":1}\n{"b":2}\n', b"/* */{}", b"#\n{}", b"--", b"%PDF-1.4", b"<?xml version='1.0'?><a/>",
          b"a=1&b=2",
          '{"a":1}'.encode("utf-16"), '{"a":1}'.encode("utf-16-le"), '{"a":1}'.encode("utf-32"), b"\x1f\x8b\x08\x00",
          b'["\\{' * 50, b"[" * 33 + b"]" * 33, b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000,
          b'[{"":' * 50_000, b"[" * 4_000_000, b'"' + b"\\" * 1_000_001 + b'"', b'"' * 1_000_001, b'"' +
          b"a" * 4_000_000,
          b" " * 4_000_000, b'{"' + b"k" * 1_000_000 + b'":1']


def texts():
    """Each with a short name."""
    for group, bodies in (("array", ARRAYS), ("object", OBJECTS), ("text", WHOLES), ("string", STRINGS),
                          ("encoding", ENCODINGS)):
        for number, body in enumerate(bodies):
            yield f"{group} {number} {body[:24]!r}", body
    for number, body in enumerate(NUMBERS):
        yield f"number {number} {body[:24]!r}", b"[" + body + b"]"


def values():
    """Values that spoil whatever document they stand in."""
    for group, bodies in (("number", NUMBERS), ("string", STRINGS), ("encoding", ENCODINGS)):
        for number, body in enumerate(bodies):
            yield f"{group} {number} {body[:24]!r}", body
