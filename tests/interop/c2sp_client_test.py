#!/usr/bin/env python3
"""The client must pass an honest log and find each thing that is wrong with another: python3 c2sp_client_test.py"""
import base64
import hashlib
import json
import unittest

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import c2sp_client as client


def b64(raw):
    return base64.b64encode(raw).decode()


def plain_tree_hash(leaves):
    """RFC 9162's definition anew, with its own way to split: the client is not to vouch for itself."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + plain_tree_hash(leaves[:k]) + plain_tree_hash(leaves[k:])).digest()


def plain_path(index, leaves):
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if index < k:
        return plain_path(index, leaves[:k]) + [plain_tree_hash(leaves[k:])]
    return plain_path(index - k, leaves[k:]) + [plain_tree_hash(leaves[:k])]


class PlainLog:
    """An honest log in memory, served in the client's terms; `spoil` maps a path to what is served in its stead."""

    def __init__(self, size, name="log.example"):
        self.entries = [b"entry %d" % i * (i % 5) for i in range(size)]
        self.leaves = [hashlib.sha256(b"\x00" + entry).digest() for entry in self.entries]
        self.name, self.private = name, Ed25519PrivateKey.generate()
        public = b"\x01" + self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key_id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
        self.vkey = f"{name}+{self.key_id.hex()}+{b64(public)}"
        self.note = self.sign(f"{name}\n{size}\n{b64(plain_tree_hash(self.leaves))}\n")
        self.spoil, self.seen = {}, set()

    def sign(self, text):
        return f"{text}\n\u2014 {self.name} {b64(self.key_id + self.private.sign(text.encode()))}\n"

    def get(self, path, kind):
        self.seen.add((path, kind))
        found = self.honest(path, kind)
        return self.spoil.get((path, kind), lambda raw: raw)(found)

    def honest(self, path, kind):
        if path == "/log/key":
            return self.vkey.encode() + b"\n"
        if path == "/log/checkpoint":
            return self.note.encode()
        if path.endswith("/receipt"):
            return self.receipt(int(path.split("/")[3]) - 1, kind)
        folder, _, rest = path.removeprefix("/log/tile/").partition("/")
        digits, _, width = rest.partition(".p/")
        index, width = int(digits.replace("/", "").replace("x", "")), int(width or 256)
        if folder == "entries":
            chosen = self.entries[index * 256:index * 256 + width]
            return b"".join(len(entry).to_bytes(2, "big") + entry for entry in chosen)
        span = 256 ** int(folder)
        first = index * 256
        return b"".join(plain_tree_hash(self.leaves[i * span:(i + 1) * span]) for i in range(first, first + width))

    def receipt(self, index, kind):
        path = [b64(node) for node in plain_path(index, self.leaves)]
        if kind == client.TEXT:
            return "\n".join(["c2sp.org/tlog-proof@v1", f"index {index}", *path, "", self.note]).encode()
        return json.dumps({"sequence": str(index + 1), "leaf": b64(self.leaves[index]), "size": len(self.leaves),
                           "proof": path, "checkpoint": self.note, "event": b64(self.entries[index])}).encode()


SIZES = [1, 2, 3, 255, 256, 257, 511, 512, 513, 600]


def check(log, **options):
    client.check(log, say=lambda _: None, **options)


class AnHonestLog(unittest.TestCase):
    def test_passes_at_sizes_around_full_tiles(self):
        for size in [0, 1, 2, 3, 7, 8, 255, 256, 257, 600]:
            with self.subTest(size):
                check(PlainLog(size), sizes=[old for old in SIZES if old <= size])

    def test_passes_with_two_full_levels(self):
        check(PlainLog(65_537), sizes=[65_535, 65_536], samples=3)

    def test_passes_under_the_key_that_was_known_before(self):
        log = PlainLog(3)
        check(log, key=log.vkey)


class ALogThatIsWrong(unittest.TestCase):
    def assert_found(self, log, **options):
        with self.assertRaises(client.Wrong):
            check(log, **options)

    def test_is_found_out_by_one_changed_bit_of_any_resource(self):
        honest = PlainLog(600)
        check(honest, sizes=SIZES, samples=4)
        for resource in sorted(honest.seen):
            if resource[1] == client.JSON:
                continue  # JSON has many texts: its members are changed below
            for at in [0, 1 / 3, 2 / 3, 1]:
                def flip(raw, at=at):
                    i = round(at * (len(raw) - 1))
                    return raw[:i] + bytes([raw[i] ^ 1]) + raw[i + 1:]
                if resource[0] == "/log/key" and at == 1:
                    continue  # the newline behind the key
                with self.subTest(resource=resource, at=at):
                    honest.spoil = {resource: flip}
                    self.assert_found(honest, sizes=SIZES, samples=4)

    def test_is_found_out_by_tiles_and_bundles_that_are_cut_or_longer(self):
        for path in ["/log/tile/0/000", "/log/tile/0/002.p/88", "/log/tile/1/000.p/2", "/log/tile/entries/000"]:
            for change in [lambda raw: raw[:-1], lambda raw: raw[:-32], lambda raw: raw + bytes(32), lambda raw: b""]:
                with self.subTest(path):
                    log = PlainLog(600)
                    log.spoil = {(path, client.BYTES): change}
                    self.assert_found(log)

    def test_is_found_out_by_a_receipt_of_another_event(self):
        def changed(**members):
            return lambda raw: json.dumps(json.loads(raw) | members).encode()
        log = PlainLog(600)
        others = {"sequence": "2", "leaf": b64(log.leaves[1]), "size": 599, "event": b64(log.entries[1]), "proof": [],
                  "checkpoint": PlainLog(600).note}
        for name, value in others.items():
            with self.subTest(name):
                log.spoil = {("/v1/events/1/receipt", client.JSON): changed(**{name: value})}
                self.assert_found(log)

    def test_is_found_out_by_a_root_that_its_own_key_signed(self):
        log = PlainLog(5)
        log.note = log.sign(f"{log.name}\n5\n{b64(bytes(32))}\n")
        self.assert_found(log)

    def test_is_found_out_by_another_key_name_or_origin(self):
        self.assert_found(PlainLog(3), key=PlainLog(3).vkey)
        log = PlainLog(3)
        log.note = log.sign(f"other.example\n3\n{b64(plain_tree_hash(log.leaves))}\n")
        self.assert_found(log)

    def test_is_found_out_by_a_rewritten_early_entry_under_a_new_checkpoint(self):
        before, after = PlainLog(300), PlainLog(300)
        after.get_honest = after.honest
        after.honest = lambda path, kind: (before.honest if path.endswith(".p/200") else after.get_honest)(path, kind)
        before.leaves[7] = hashlib.sha256(b"\x00rewritten").digest()
        check(after)
        self.assert_found(after, sizes=[200])


if __name__ == "__main__":
    unittest.main()
