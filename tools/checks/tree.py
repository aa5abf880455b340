"""The files that the checks look at, and how they tell what they found."""

import os
import sys

NOT_OURS = {".git", ".cache", "build", "node_modules", "__pycache__", "third_party"}


def root():
    """The tree to check: the argument, or the one that this file lies in."""
    if len(sys.argv) > 1:
        return os.path.abspath(sys.argv[1])
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def files(top, *endings, under=None):
    """Paths relative to top, sorted; all files, or those whose names end so; below one of the folders."""
    found = []
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), top)
            if endings and not name.endswith(endings):
                continue
            if under and path.split(os.sep, 1)[0] not in under:
                continue
            found.append(path)
    return sorted(found)


def lines(top, path):
    """(number, line) of a text file; nothing of a binary one."""
    with open(os.path.join(top, path), "rb") as file:
        content = file.read()
    if b"\0" in content:
        return []
    return list(enumerate(content.decode("utf-8", "replace").splitlines(), 1))


def data(top, name):
    """(number, line) of a data file beside the checks, without comments and empty lines."""
    path = os.path.join("tools", "checks", name)
    kept = []
    for number, line in lines(top, path):
        line = line.strip()
        if line and not line.startswith("#"):
            kept.append((number, line))
    return path, kept


def finish(findings):
    """Prints each (path, line, what) and leaves with 1 if there was any."""
    for path, line, what in findings:
        print(f"{path}:{line}: {what}")
    sys.exit(1 if findings else 0)
