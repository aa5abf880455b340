#!/usr/bin/env python3
"""A stranger's client of the log: written from the public specifications alone, it shares no code with the ledger.

  c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-tiles, c2sp.org/tlog-proof, RFC 9162 section 2.1

    c2sp_client.py http://127.0.0.1:8080 [--token TOKEN] [--key VKEY] [--sizes 1,255,256] [--samples 16]

Fetches the checkpoint, every entry and every tile, recomputes all of it, and checks receipts and the roots of earlier
sizes. Exit 0 when all of it holds; 1 with the first thing that is wrong.
"""
import argparse
import base64
import gzip
import hashlib
import json
import sys
import urllib.error
import urllib.request

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from c2sp_tree import consistent, inclusion_root, leaf_hash, node_hash, split, tree_hash

HASH = 32
WIDTH = 256
BYTES, TEXT, JSON = "application/octet-stream", "text/plain; charset=utf-8", "application/json"


class Wrong(Exception):
    """What the log says does not hold."""


def require(condition, what):
    if not condition:
        raise Wrong(what)


def unbase64(text, what):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong(f"{what} is not base64") from None
    require(base64.b64encode(raw).decode() == text, f"{what} is not the one base64 text of its bytes")
    return raw


def as_text(raw, what):
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Wrong(f"{what} is not UTF-8") from None


def decimal(text, what):
    require(text.isascii() and text.isdigit() and str(int(text)) == text, f"{what} is not a plain decimal number")
    return int(text)


# --- signed notes and checkpoints -------------------------------------------------------------------------------------

class VerifierKey:
    def __init__(self, text):
        parts = text.split("+", 2)
        require(len(parts) == 3, "the verifier key has not three parts")
        self.name, key = parts[0], unbase64(parts[2], "the verifier key")
        require(len(key) == 1 + 32 and key[0] == 1, "the verifier key is not of type Ed25519")
        self.id = hashlib.sha256(self.name.encode() + b"\n" + key).digest()[:4]
        require(self.id.hex() == parts[1], "the verifier key's id is not that of its name and key")
        self.public = Ed25519PublicKey.from_public_bytes(key[1:])

    def open(self, note):
        """The size and root of a checkpoint that this key has signed."""
        body, blank, lines = note.rpartition("\n\n")
        require(blank and lines.endswith("\n"), "the checkpoint is not a signed note")
        text, verified = body + "\n", False
        for line in lines[:-1].split("\n"):
            words = line.split(" ")
            require(len(words) == 3 and words[0] == "\u2014", f"not a signature line: {line!r}")
            signature = unbase64(words[2], "a signature")
            if words[1] != self.name or signature[:4] != self.id:
                continue
            try:
                self.public.verify(signature[4:], text.encode())
            except InvalidSignature:
                raise Wrong("the log's signature on its checkpoint does not hold") from None
            verified = True
        require(verified, "the checkpoint is not signed by the log's key")
        fields = text[:-1].split("\n")
        require(len(fields) >= 3 and all(fields), "the checkpoint has fewer than three lines, or an empty one")
        require(fields[0] == self.name, f"the checkpoint is of {fields[0]}, the key of {self.name}")
        root = unbase64(fields[2], "the root")
        require(len(root) == HASH, "the root has not 32 bytes")
        return decimal(fields[1], "the size"), root


# --- fetching ---------------------------------------------------------------------------------------------------------

class Server:
    def __init__(self, base, token=None):
        self.base, self.token, self.requests = base.rstrip("/"), token, 0

    def get(self, path, kind):
        headers = {"Accept": kind.split(";")[0], "Accept-Encoding": "gzip, identity"}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        self.requests += 1
        request = urllib.request.Request(self.base + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                body, given = answer.read(), answer.headers.get("Content-Type", "")
                if answer.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
        except urllib.error.HTTPError as error:
            raise Wrong(f"GET {path} answers {error.code}") from None
        except (urllib.error.URLError, OSError) as error:
            raise Wrong(f"GET {path}: {error}") from None
        require(given.replace(" ", "").lower() == kind.replace(" ", ""), f"GET {path} has the type {given!r}")
        return body


def tile_path(folder, index, width):
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return f"/log/tile/{folder}/" + "/".join(groups) + ("" if width == WIDTH else f".p/{width}")


class Log:
    """A log as its server gives it, at the size of one checkpoint."""

    def __init__(self, server, key=None):
        self.server = server
        served = as_text(server.get("/log/key", TEXT), "/log/key").strip()
        require(key in (None, served), f"the log's key is {served}, not {key}")
        self.key = VerifierKey(served)
        self.size, self.root = self.key.open(as_text(server.get("/log/checkpoint", TEXT), "/log/checkpoint"))
        self.entries = []
        self.rows = []  # level -> all hashes of its tiles, in order

    def hashes(self, level, index, width):
        path = tile_path(level, index, width)
        tile = self.server.get(path, BYTES)
        require(len(tile) == width * HASH, f"{path} has {len(tile)} bytes, not {width * HASH}")
        return [tile[i:i + HASH] for i in range(0, len(tile), HASH)]

    def bundle(self, index, width):
        path = tile_path("entries", index, width)
        data, entries = self.server.get(path, BYTES), []
        while data:
            length = int.from_bytes(data[:2], "big")
            require(len(data) >= 2 + length, f"{path} ends within an entry")
            entries.append(data[2:2 + length])
            data = data[2 + length:]
        require(len(entries) == width, f"{path} has {len(entries)} entries, not {width}")
        return entries

    def fetch_all(self):
        """Every tile and bundle; each hash must be that of what lies below it."""
        level, count = 0, self.size
        while count:
            row = []
            for index in range((count + WIDTH - 1) // WIDTH):
                width = min(WIDTH, count - index * WIDTH)
                tile = self.hashes(level, index, width)
                if level == 0:
                    below = self.bundle(index, width)
                    self.entries += below
                    computed = [leaf_hash(entry) for entry in below]
                else:
                    below = self.rows[-1][index * WIDTH * WIDTH:]
                    computed = [tree_hash(below[i * WIDTH:(i + 1) * WIDTH]) for i in range(width)]
                for i, (given, found) in enumerate(zip(tile, computed)):
                    what = f"entry {index * WIDTH + i}" if level == 0 else f"the tile {index * WIDTH + i} below"
                    require(given == found, f"hash {i} of {tile_path(level, index, width)} is not that of {what}")
                row += tile
            self.rows.append(row)
            level, count = level + 1, count // WIDTH
        require(tree_hash(self.rows[0] if self.rows else []) == self.root, "the entries have not the checkpoint's root")
        return sum((len(row) + WIDTH - 1) // WIDTH for row in self.rows)

    def root_at(self, size):
        """The root at a size, from nothing but the partial tiles that the log must serve for it."""
        subtrees, level = [], 0
        while size >> 8 * level:
            width = (size >> 8 * level) % WIDTH
            hashes = self.hashes(level, size >> 8 * (level + 1), width) if width else []
            parts = []
            while hashes:
                take = 1 << (len(hashes).bit_length() - 1)
                parts.append(tree_hash(hashes[:take]))
                hashes = hashes[take:]
            subtrees, level = parts + subtrees, level + 1
        root = subtrees.pop() if subtrees else tree_hash([])
        while subtrees:
            root = node_hash(subtrees.pop(), root)
        return root

    def subtree(self, begin, end):
        """The hash over entries [begin, end), from the highest hashes of the tiles that make it up."""
        size, level = end - begin, 0
        if size & (size - 1):
            middle = begin + split(size)
            return node_hash(self.subtree(begin, middle), self.subtree(middle, end))
        while size >= WIDTH:
            size, level = size // WIDTH, level + 1
        first = begin >> 8 * level
        return tree_hash(self.rows[level][first:first + size])

    def consistency_proof(self, old):
        """RFC 9162 section 2.1.4.1, to the size of the checkpoint."""
        path, begin, end = [], 0, self.size
        while end != old:
            middle = begin + split(end - begin)
            if old <= middle:
                path, end = [self.subtree(middle, end)] + path, middle
            else:
                path, begin = [self.subtree(begin, middle)] + path, middle
        return path if begin == 0 else [self.subtree(begin, end)] + path

    def check_receipt(self, number):
        """A receipt in both its forms; `number` counts from 1, as the ledger does."""
        path = f"/v1/events/{number}/receipt"
        try:
            receipt = json.loads(self.server.get(path, JSON))
        except ValueError:
            raise Wrong(f"{path} is not JSON") from None
        members = {"sequence": str, "leaf": str, "size": int, "proof": list, "checkpoint": str, "event": str}
        for name, kind in members.items():
            require(type(receipt.get(name)) is kind, f"{path} has no proper {name}")
        require(receipt["sequence"] == str(number), f"{path} is of event {receipt['sequence']}")
        require(unbase64(receipt["event"], path) == self.entries[number - 1], f"{path} has another event")
        require(unbase64(receipt["leaf"], path) == self.rows[0][number - 1], f"{path} has another leaf")
        proof = [unbase64(line, path) for line in receipt["proof"]]
        size = self.check_inclusion(path, number - 1, proof, receipt["checkpoint"])
        require(receipt["size"] == size, f"{path} names the size {receipt['size']}, its checkpoint {size}")

        head, _, note = as_text(self.server.get(path, TEXT), path).partition("\n\n")
        lines = head.split("\n")
        require(lines.pop(0) == "c2sp.org/tlog-proof@v1", f"{path} as text is not a tlog-proof")
        if lines and lines[0].startswith("extra "):
            unbase64(lines.pop(0)[len("extra "):], path)
        require(lines and lines.pop(0) == f"index {number - 1}", f"{path} as a tlog-proof has another index")
        self.check_inclusion(path, number - 1, [unbase64(line, path) for line in lines], note)

    def check_inclusion(self, what, index, proof, note):
        size, root = self.key.open(note)
        require(index < size and inclusion_root(self.rows[0][index], index, size, proof) == root,
                f"{what} does not lead to its checkpoint's root")
        require(self.root_at(size) == root, f"the checkpoint of {what} has not the root of the log's tiles at its size")
        return size

    def check_size(self, old):
        require(0 < old <= self.size, f"the log has {self.size} entries: there is no earlier size {old}")
        root = self.root_at(old)
        require(root == tree_hash(self.rows[0][:old]), f"the tiles at size {old} have not the root of its entries")
        require(consistent(old, root, self.size, self.root, self.consistency_proof(old)),
                f"the tree at size {old} is not consistent with the checkpoint")


def check(server, key=None, sizes=(), samples=16, say=print):
    log = Log(server, key)
    say(f"checkpoint of {log.key.name}: {log.size} entries, root {log.root.hex()}, signature holds")
    tiles = log.fetch_all()
    say(f"{len(log.entries)} entries hash to their leaves; {tiles} tiles on {len(log.rows)} levels agree with the root")
    for old in sizes:
        log.check_size(old)
    say(f"{len(sizes)} earlier sizes are consistent with the checkpoint: {', '.join(map(str, sizes)) or 'none asked'}")
    count = min(samples, log.size)
    numbers = sorted({1 + i * (log.size - 1) // max(1, count - 1) for i in range(count)})
    for number in numbers:
        log.check_receipt(number)
    say(f"{len(numbers)} receipts prove their events: {', '.join(map(str, numbers)) or 'none'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--token", help="a bearer token: entries and receipts are not for everyone")
    parser.add_argument("--key", metavar="VKEY", help="the log's key as known from elsewhere")
    parser.add_argument("--sizes", default="", help="earlier sizes, by comma")
    parser.add_argument("--samples", type=int, default=16, help="how many receipts to check")
    options = parser.parse_args()
    server = Server(options.url, options.token)
    try:
        check(server, options.key, [int(size) for size in options.sizes.split(",") if size], options.samples)
    except Wrong as wrong:
        sys.exit(f"wrong: {wrong}")
    print(f"all of it holds, by {server.requests} requests")


if __name__ == "__main__":
    main()
