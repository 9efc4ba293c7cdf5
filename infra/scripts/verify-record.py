#!/usr/bin/env python3
"""Checks an exported part of the audit log (infra/record-export.md) without the portal: verify-record.py FILE"""
import hashlib
import hmac
import json
import sys


def sha(data):
    return hashlib.sha256(data).digest()


def leaf(line):
    """The entry's own hash: recomputed where the entry is told, taken as it stands where only hashes are."""
    if "act" not in line:
        return bytes.fromhex(line["leaf"])
    if "salt" in line:
        told = "mibsp/audit/detail/v1\n{user}\n{complaint}\n{details}".format(**line).encode()
        if hmac.new(bytes.fromhex(line["salt"]), told, hashlib.sha256).hexdigest() != line["commitment"]:
            raise ValueError("its details are not those that were entered")
    entry = "\0mibsp/audit/entry/v1\n{number}\n{act}\n{by}\n{on}\n{commitment}\n".format(**line)
    return sha(entry.encode())


def check(lines):
    head, number, foot = None, 0, None
    for line in map(json.loads, lines):
        if head is None:
            if line.get("format") != "mibsp-record/1":
                raise SystemExit("This is no exported audit log, or one of another format.")
            if line["before"] is None:
                raise SystemExit("BROKEN at entry %d: it is gone" % (line["first"] - 1))
            head, number, chain = line, line["first"], bytes.fromhex(line["before"])
        elif "entries" in line:
            foot = line
        else:
            try:
                if line["number"] != number:
                    raise ValueError("entry %d comes instead" % line["number"])
                chain = sha(chain + leaf(line))
                if chain.hex() != line["chain"]:
                    raise ValueError("it, or what is before it, was changed")
            except (KeyError, TypeError, ValueError) as fault:
                raise SystemExit("BROKEN at entry %d: %s" % (number, fault))
            number += 1
    if foot is None or number != head["last"] + 1 or foot["entries"] != number - head["first"]:
        raise SystemExit("BROKEN at entry %d: the file ends too early" % number)
    if head["end"]["number"] == head["last"] and head["last"] >= head["first"] and head["end"]["chain"] != chain.hex():
        raise SystemExit("BROKEN at entry %d: the log ended otherwise" % head["last"])
    print("Entries %d to %d are unbroken. Chain before: %s, after: %s" % (head["first"], head["last"], head["before"], chain.hex()))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        check(file)
