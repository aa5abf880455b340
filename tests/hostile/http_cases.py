"""What check_refused and check_answered of hostile_http.py send, byte for byte."""
import json

HEAD = b"Host: ledger\r\n"
LIVE = b"GET /health/live HTTP/1.1\r\n" + HEAD + b"\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\n" + HEAD + b"\r\n"


def post(headers, body=b"", target=b"/v1/events", version=b"HTTP/1.1"):
    head = b"POST " + target + b" " + version + b"\r\n" + HEAD + b"Content-Type: application/json\r\n"
    return head + headers + b"\r\n" + body


def get(target=b"/health/live", headers=b"", version=b"HTTP/1.1", method=b"GET", host=HEAD):
    return method + b" " + target + b" " + version + b"\r\n" + host + headers + b"\r\n"


# Bodies whose end is in doubt. Nothing behind the head may be taken for a request of its own.
SMUGGLING = {
    "Content-Length and chunked": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    "chunked and Content-Length": b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    "two Content-Lengths": b"Content-Length: 0\r\nContent-Length: 5\r\n",
    "a list of Content-Lengths": b"Content-Length: 0, 5\r\n",
    "a signed Content-Length": b"Content-Length: +0\r\n",
    "a negative Content-Length": b"Content-Length: -1\r\n",
    "a hexadecimal Content-Length": b"Content-Length: 0x0\r\n",
    "an empty Content-Length": b"Content-Length: \r\n",
    "a Content-Length with a unit": b"Content-Length: 0b\r\n",
    "a Content-Length with a space": b"Content-Length: 0 0\r\n",
    "a huge Content-Length": b"Content-Length: 18446744073709551616\r\n",
    "a huger Content-Length": b"Content-Length: " + b"9" * 100 + b"\r\n",
    "an unknown coding": b"Transfer-Encoding: xchunked\r\n",
    "identity": b"Transfer-Encoding: identity\r\n",
    "gzip alone": b"Transfer-Encoding: gzip\r\n",
    "chunked, then identity": b"Transfer-Encoding: chunked, identity\r\n",
    "chunked twice": b"Transfer-Encoding: chunked, chunked\r\n",
    "two Transfer-Encodings": b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    "a quoted coding": b"Transfer-Encoding: \"chunked\"\r\nContent-Length: 0\r\n",
    "a space before the colon": b"Content-Length : 5\r\n",
    "a space before the colon of the coding": b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n",
    "a control character before the coding": b"Transfer-Encoding: \x0bchunked\r\nContent-Length: 5\r\n",
    "a NUL in a field": b"X: a\0b\r\nContent-Length: 5\r\n",
    "a bare CR in a field": b"X: a\rContent-Length: 5\r\nContent-Length: 5\r\n",
    "a bare LF after a field": b"X: a\nContent-Length: 5\r\n",
    "a field without a colon": b"Content-Length\r\n",
    "a field without a name": b": 5\r\n",
    "a folded Content-Length": b"X: a\r\n Content-Length: 5\r\nContent-Length:\r\n 5x\r\n",
    "a field in another alphabet": "Content-L\u00e9ngth: 5\r\n".encode(),
}
CHUNKS = {
    "no hexadecimal size": b"x\r\n", "a negative size": b"-1\r\n", "a signed size": b"+5\r\nhello\r\n0\r\n\r\n",
    "a size with 0x": b"0x5\r\nhello\r\n0\r\n\r\n", "an empty size": b"\r\n\r\n",
    "a size beyond 64 bits": b"f" * 17 + b"\r\n",
    "a size that wraps round": b"10000000000000005\r\nhello\r\n0\r\n\r\n",
    "a chunk longer than its size": b"2\r\nhello\r\n0\r\n\r\n",
    "a chunk without its end": b"5\r\nhello0\r\n\r\n", "bare LF in chunks": b"5\nhello\n0\n\n",
    "a size and a space": b"5 5\r\nhello\r\n0\r\n\r\n",
    "a bad trailer": b"0\r\n\0: x\r\n\r\n",
}
LINES = {
    "no version": b"GET /health/live\r\n\r\n", "HTTP/0.9": b"GET /health/live HTTP/0.9\r\n\r\n",
    "HTTP/2.0": get(version=b"HTTP/2.0"),
    "http/1.1": get(version=b"http/1.1"), "HTTP/1.1x": get(version=b"HTTP/1.1x"), "HTTP/11": get(version=b"HTTP/11"),
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    "two spaces": b"GET  /health/live HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a tab": b"GET\t/health/live\tHTTP/1.1\r\n" + HEAD + b"\r\n",
    "a space in the target": get(b"/health /live"), "a control character in the target": get(b"/health/\x01live"),
    "a NUL in the target": get(b"/health/\0live"), "an empty target": b"GET  HTTP/1.1\r\n" + HEAD + b"\r\n",
    "two Hosts": get(host=HEAD + b"Host: other\r\n"), "bare LF": LIVE.replace(b"\r\n", b"\n"),
    "bare CR": LIVE.replace(b"\r\n", b"\r"), "a method with a colon": get(method=b"GE:T"),
    "no method": b" /health/live HTTP/1.1\r\n\r\n",
    "a field before the first line": b"Host: x\r\n\r\n", "garbage": bytes(range(256)) * 4,
    "SSH": b"SSH-2.0-OpenSSH_9.2\r\n",
}


def refused():
    """Name and bytes: the server is to answer 4xx at the most once, and to close."""
    tail = b"5\r\nhello\r\n0\r\n\r\n" + SMUGGLED
    for name, headers in SMUGGLING.items():
        yield f"smuggling, {name}", post(headers, tail)
    for name, body in CHUNKS.items():
        yield f"chunks, {name}", post(b"Transfer-Encoding: chunked\r\n", body + SMUGGLED)
    for name, data in LINES.items():
        yield f"first line, {name}", data


def answered():
    """Name, bytes, the statuses in order, and whether the connection is closed behind them (None: either will do)."""
    event = json.dumps({"specversion": "1.0", "id": "chunked", "source": "/hostile",
                        "type": "careledger.service.closed",
                        "data": {"service": "s1"}}).encode()
    chunked = b"".join(b"%x\r\n%s\r\n" % (1, event[i:i + 1]) for i in range(len(event))) + b"0\r\n\r\n"
    lengths = b"Content-Length: %d\r\n" % len(event)
    return [
        ("HTTP/1.0", get(version=b"HTTP/1.0", host=b""), [200], True),
        ("HTTP/1.0 kept alive", get(version=b"HTTP/1.0", headers=b"Connection: keep-alive\r\n"), [200], None),
        ("Connection: close", get(headers=b"Connection: close\r\n"), [200], True),
        ("the absolute form", get(b"http://ledger/health/live"), [200], False),
        ("no Host", get(host=b""), [400], None),
        ("field names in any case", get(host=b"hOsT: ledger\r\n"), [200], False),
        ("no space behind a colon", get(host=b"Host:ledger\r\n"), [200], False),
        ("100 pipelined requests", LIVE * 100, [200] * 100, False),
        ("a request after a bad path", get(b"/none") + LIVE, [404, 200], False),
        ("a GET with a body", get(headers=b"Content-Length: 5\r\n") + b"hello" + LIVE, [200, 200], False),
        ("an unknown method", get(method=b"BREW"), [405], None),
        ("DELETE", get(b"/v1/events", method=b"DELETE"), [405], None),
        ("PUT with a body", post(lengths, event).replace(b"POST", b"PUT", 1) + LIVE, [405, 200], False),
        ("a method in small letters", get(method=b"get"), [405], None),
        ("TRACE", get(method=b"TRACE"), [405], None),
        ("POST to a reading path", post(b"Content-Length: 2\r\n", b"{}", b"/health/live"), [405], None),
        ("a chunk of one byte each", post(b"Transfer-Encoding: chunked\r\n", chunked) + LIVE, [201, 200], False),
        ("the same with extensions", post(b"Transfer-Encoding: Chunked\r\n",
                                          chunked.replace(b"1\r\n{", b"1;a=b;c\r\n{", 1)), [200], False),
        ("the same with a trailer", post(b"Transfer-Encoding: chunked\r\n", chunked[:-2] + b"X: y\r\n\r\n"), [200],
         False),
        ("leading zeros of a chunk", post(b"Transfer-Encoding: chunked\r\n", b"000" + chunked), [200], False),
        ("100-continue", post(lengths + b"Expect: 100-continue\r\n", event), [200], False),
        ("an unknown parameter", get(b"/v1/events?nothing=1"), [400], False),
        ("a parameter twice", get(b"/v1/events?limit=1&limit=2"), [400], False),
        ("parameters of POST", post(lengths, event, b"/v1/events?x=1"), [400], False),
        ("a limit of 0", get(b"/v1/events?limit=0"), [400], False),
        ("a limit of 1001", get(b"/v1/events?limit=1001"), [400], False),
        ("a limit of -1", get(b"/v1/events?limit=-1"), [400], False),
        ("a limit of 1e2", get(b"/v1/events?limit=1e2"), [400], False),
        ("a bad page", get(b"/v1/events?next=AAAA"), [400], False),
        ("an empty page", get(b"/v1/events?next="), [400], False),
        ("a bad after", get(b"/v1/events?after=x"), [400], False),
        ("a bad instant", get(b"/v1/events?from=2019-02-30"), [400], False),
        ("a future known_at", get(b"/v1/services/s1/rating?known_at=99999999"), [400], False),
        ("a huge known_at", get(b"/v1/services/s1/rating?known_at=" + b"9" * 50), [400], False),
        ("a bad escape in a query", get(b"/v1/events?tag=%zz"), [400], False),
        ("half an escape", get(b"/v1/events?tag=%4"), [400], False),
        ("NUL in a query", get(b"/v1/events?source=%00&id=%00"), [400], False),
        ("no UTF-8 in a query", get(b"/v1/events?%ff=1"), [400], False),
        ("quotes in a parameter", get(b"/v1/events?%22%5c=1"), [400], False),
        ("a query of 15,000 bytes", get(b"/v1/events?tag=" + b"x" * 15_000), [200], False),
        ("5,000 parameters", get(b"/v1/events?" + b"&".join([b"a"] * 5000)), [400], False),
        ("1,500 tags", get(b"/v1/events?" + b"&".join([b"tag=a:b"] * 1500)), [200, 400], False),
        ("sequence 0", get(b"/v1/events/0"), [404], False), ("sequence -1", get(b"/v1/events/-1"), [404], False),
        ("sequence 01", get(b"/v1/events/01"), [404], False),
        ("sequence 2^64", get(b"/v1/events/18446744073709551616"), [404], False),
        ("a bad escape in a path", get(b"/v1/services/%zz/rating"), [400, 404], False),
        ("NUL in a path", get(b"/v1/services/a%00/rating"), [400, 404], False),
        ("no UTF-8 in a path", get(b"/v1/services/%ff%fe/rating"), [400, 404], False),
        ("dots in a path", get(b"/log/tile/../../../../etc/passwd"), [404], False),
        ("escaped dots", get(b"/log/tile/%2e%2e/%2e%2e/signing.key"), [404], False),
        ("a double slash", get(b"//v1/events"), [404], False),
        ("a slash at the end", get(b"/v1/events/"), [404], False),
        ("a bad tile", get(b"/log/tile/99/000"), [404], False),
        ("the asterisk form", get(b"*", method=b"OPTIONS"), [404], None),
        ("a fragment", get(b"/health/live#x"), [404], None),
        ("an Accept that nothing meets", get(b"/v1/events", headers=b"Accept: image/png\r\n"), [406], False),
        ("an odd Accept", get(b"/v1/events", headers=b"Accept: ;;q=,,*/*;q=x, text/\r\n"), [200, 406], False),
        ("300 fields", get(headers=b"".join(b"X-%d: y\r\n" % i for i in range(300))), [200], False),
        ("a head of 17 KiB", get(headers=b"X: " + b"y" * 17_000 + b"\r\n"), [413], True),
        ("a target of 20 KiB", get(b"/" + b"x" * 20_000), [413], True),
        ("a head without end", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 400_000, [413], True),
        ("a first line without end", b"G" * 2_000_000, [413, 400], True),
        ("a body of 9 MiB announced", post(b"Content-Length: 9437184\r\n", b""), [413], True),
        ("a body of 2^63 announced", post(b"Content-Length: 9223372036854775807\r\n", b""), [413], True),
        ("a chunk of 2^60 announced", post(b"Transfer-Encoding: chunked\r\n", b"1000000000000000\r\n"), [413], True),
        ("chunks of 9 MiB", post(b"Transfer-Encoding: chunked\r\n", b"100000\r\n" + b" " * 1048576 + b"\r\n" +
                                 (b"100000\r\n" + b" " * 1048576 + b"\r\n") * 8 + b"0\r\n\r\n"), [413], True),
    ]
