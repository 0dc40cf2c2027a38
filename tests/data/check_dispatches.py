#!/usr/bin/env python3
"""Check the dispatches: every text has its headline, dateline and day, and a source it rests on.

usage: check_dispatches.py [DIR]

Errors as file:line: message; exit 1 if there are any.

SPDX-License-Identifier: MIT
"""
import csv
import datetime
import pathlib
import re
import sys

NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9-]+\.txt")
DATELINE = re.compile(r"[A-Z][A-Z' .,-]+, (\d{1,2} [A-Z][a-z]+ \d{4}) - \S")


def check_text(path):
    named = NAME.fullmatch(path.name)
    if not named:
        return [f"{path.name}:1: the name is not YYYY-MM-DD-words.txt"]
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) < 3 or not lines[0].strip() or lines[1].strip():
        return [f"{path.name}:1: expected a headline, a blank line, and the text"]
    dateline = DATELINE.match(lines[2])
    if not dateline:
        return [f"{path.name}:3: no dateline as 'BEIJING, 14 February 1950 - '"]
    day = datetime.datetime.strptime(dateline.group(1), "%d %B %Y").date().isoformat()
    return [] if day == named.group(1) else [f"{path.name}:3: dated {day}, named {named.group(1)}"]


def check_sources(folder, texts):
    with open(folder / "SOURCES.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    errors = [f"SOURCES.csv:{n}: no source for {row['file']}"
              for n, row in enumerate(rows, 2) if not row["source"].strip()]
    listed = [row["file"] for row in rows]
    errors += [f"SOURCES.csv:1: {name} is listed twice" for name in set(listed)
               if listed.count(name) > 1]
    errors += [f"SOURCES.csv:1: no row for {name}" for name in sorted(texts - set(listed))]
    return errors + [f"SOURCES.csv:1: no file {name}" for name in sorted(set(listed) - texts)]


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "data" / "dispatches"
    texts = sorted(folder.glob("*.txt"))
    errors = [error for path in texts for error in check_text(path)]
    errors += check_sources(folder, {path.name for path in texts})
    print("\n".join(errors + [f"{len(texts)} dispatches, {len(errors)} errors"]))
    return 1 if errors or not texts else 0


sys.exit(main())
