"""Clients that are slow on purpose, all at once: each must be let go of in bounded time, and cost bounded memory."""
import threading
import time

from server import Closed

HEAD = b"Host: ledger\r\n"
SLACK = 5  # seconds that a loaded machine may add
HEADER_SECONDS, BODY_SECONDS, WRITE_SECONDS = 10, 30, 30  # as GET /v1/limits says
FLOOD = 256 << 20  # bytes at the most; the server is to give up long before
FLOOD_MIB = 96


def drip(server, start, byte, seconds):
    """Sends a byte now and then until the server closes. The seconds that took, or None, and the last status."""
    began, status = time.monotonic(), None
    with server.connect(0.25) as connection:
        try:
            connection.send(start)
            while time.monotonic() - began < seconds + SLACK:
                connection.send(byte)
                try:
                    status = connection.read_answer().status
                except TimeoutError:
                    continue
        except Closed:
            return time.monotonic() - began, status
    return None, status


def flood(server, start, block):
    """Sends without end, as fast as it goes. How far it got in MiB, and how far the server grew."""
    before, sent, peak = server.resident_kib(), 0, 0
    with server.connect(40) as connection:
        try:
            connection.send(start)
            while sent < FLOOD:
                connection.send(block)
                sent += len(block)
                peak = max(peak, server.resident_kib())
        except (Closed, TimeoutError, OSError):
            pass
    return sent >> 20, (peak - before) >> 10


def ask_without_reading(server, seconds):
    """Asks for much and reads nothing. The seconds until the server gives up."""
    began = time.monotonic()
    request = b"GET /metrics HTTP/1.1\r\n" + HEAD + b"\r\n"
    with server.connect(1) as connection:
        try:
            while time.monotonic() - began < seconds + 2 * SLACK:
                try:
                    connection.socket.send(request * 50)
                except TimeoutError:
                    continue
        except OSError:
            return time.monotonic() - began
    return None


def check_slow(checks, server):
    post = b"POST /v1/events HTTP/1.1\r\n" + HEAD + b"Content-Type: application/json\r\n"
    drips = {
        "a dripping first line": (b"G", b"E", HEADER_SECONDS),
        "dripping fields": (b"GET / HTTP/1.1\r\n" + HEAD, b"X", HEADER_SECONDS),
        "fields, one a quarter of a second": (b"GET / HTTP/1.1\r\n" + HEAD, b"X: y\r\n", HEADER_SECONDS),
        "a head that stops": (b"GET / HTTP/1.1\r\n", b"", HEADER_SECONDS),
        "a dripping body": (post + b"Content-Length: 10000\r\n\r\n", b" ", BODY_SECONDS),
        "dripping chunks": (post + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", BODY_SECONDS),
        "a dripping chunk extension": (post + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a", BODY_SECONDS),
    }
    found = {}
    threads = [threading.Thread(target=lambda name=name, case=case: found.update({name: drip(server, *case)}))
               for name, case in drips.items()]
    threads.append(threading.Thread(target=lambda: found.update({"reading": ask_without_reading(server,
        WRITE_SECONDS)})))
    for thread in threads:
        thread.start()
    chunked = post + b"Transfer-Encoding: chunked\r\n\r\n"
    floods = {"a chunk extension without end": (chunked + b"1;", b"a" * 65536),
              "a chunk size without end": (chunked, b"0" * 65536),
              "a trailer without end": (chunked + b"0\r\nX: ", b"a" * 65536),
              "trailers without end": (chunked + b"0\r\n", b"X: y\r\n" * 10000),
              "empty lines without end": (b"", b"\r\n" * 32768),
              "chunks of one byte without end": (chunked, b"1\r\n \r\n" * 10000)}
    for name, case in floods.items():
        sent, grown = flood(server, *case)
        checks.check(sent < FLOOD >> 20 and grown < FLOOD_MIB,
                     f"{name}: given up after {sent} MiB, for {grown} MiB of memory",
                     (sent, grown))
    for thread in threads:
        thread.join()
    unread = found.pop("reading")
    checks.check(unread is not None, f"a client that reads no answer is let go after {unread or 0:.1f} s", unread)
    for name, (seconds, status) in found.items():
        checks.check(seconds is not None and seconds < drips[name][2] + SLACK and status in (None, 400, 408),
                     f"{name}: closed after {seconds or 0:.1f} s, status {status}", (seconds, status))
