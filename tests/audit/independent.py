"""A verifier of audit logs that shares no line of code with piiscan: Python's standard library, and this file.

    python independent.py audit.jsonl [SIZE ROOT]

Says the number of lines and their Merkle tree hash (exit 0), or the first line that does not hold (exit 1). SIZE and
ROOT (hex) are those of a checkpoint that was kept elsewhere. It is written from what docs and messages say of a line:

- UTF-8, one JSON object a line, ending at LF, below 64 KiB; keys sorted, no blanks, the shortest escapes;
- keys actor {os, person}, at, digest, event, facts, piiscan = "audit/1", position (from 0), previous;
- digest = SHA-256(0x00 || the line without its digest); previous = the RFC 6962 tree hash of all lines before.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import datetime

LONGEST = 65536
KEYS = ["actor", "at", "digest", "event", "facts", "piiscan", "position", "previous"]
MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z")
LARGEST = 9007199254740991


class Bad(Exception):
    """The line, from 1, that does not hold."""


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def tree_hash(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, as it stands there: recursive, over the largest power of two below n."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:]))


def spelled(value: object) -> str:
    """The one spelling of a value; anything that has none raises ValueError."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(map(escaped, value)) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(spelled, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(spelled(key) + ":" + spelled(value[key]) for key in sorted(value)) + "}"
    raise ValueError


def escaped(sign: str) -> str:
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    if sign in short:
        return short[sign]
    return f"\\u{ord(sign):04x}" if sign < " " else sign


def refuse(text: str) -> object:
    raise ValueError(text)


def check_line(line: bytes, leaves: list[bytes]) -> None:
    """Raise ValueError unless the line follows those of which these are the leaf hashes."""
    text = line.decode("utf-8")
    entry = json.loads(text, parse_float=refuse, parse_constant=refuse)
    if not isinstance(entry, dict) or spelled(entry) != text:
        raise ValueError("spelling")
    if sorted(entry) != KEYS or entry["piiscan"] != "audit/1":
        raise ValueError("keys")
    rest = {key: value for key, value in entry.items() if key != "digest"}
    if entry["digest"] != sha(b"\x00" + spelled(rest).encode()).hex():
        raise ValueError("digest")
    actor = entry["actor"]
    if not isinstance(actor, dict) or sorted(actor) != ["os", "person"] or not isinstance(actor["os"], str):
        raise ValueError("actor")
    if not (actor["person"] is None or isinstance(actor["person"], str)):
        raise ValueError("actor")
    if not isinstance(entry["event"], str) or not isinstance(entry["facts"], dict):
        raise ValueError("event")
    if not isinstance(entry["at"], str) or not MOMENT.fullmatch(entry["at"]):
        raise ValueError("moment")
    datetime.fromisoformat(entry["at"][:-1])
    if isinstance(entry["position"], bool) or entry["position"] != len(leaves):
        raise ValueError("position")
    if entry["previous"] != tree_hash(leaves).hex():
        raise ValueError("previous")


def verify(data: bytes, size: int | None = None, root: str | None = None) -> tuple[int, str, bool]:
    """Lines that hold, their tree hash in hex, and whether the start of one more stands behind them. Raises Bad."""
    leaves: list[bytes] = []
    *lines, tail = data.split(b"\n")
    known = size == 0 and root == sha(b"").hex()
    for number, line in enumerate(lines, 1):
        try:
            if len(line) + 1 > LONGEST:
                raise ValueError("length")
            check_line(line, leaves)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Bad(number) from None
        leaves.append(sha(b"\x00" + line))
        known = known or (len(leaves) == size and tree_hash(leaves).hex() == root)
    if size is not None and not known:
        raise Bad(min(size, len(leaves)) + 1)
    return len(leaves), tree_hash(leaves).hex(), bool(tail)


def main() -> int:
    with open(sys.argv[1], "rb") as log:
        data = log.read()
    asked = (int(sys.argv[2]), sys.argv[3]) if len(sys.argv) > 2 else (None, None)
    try:
        lines, root, torn = verify(data, *asked)
    except Bad as bad:
        print(f"line {bad} does not hold")
        return 1
    print(f"{lines} lines hold, {root}{', and the start of one more' if torn else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
