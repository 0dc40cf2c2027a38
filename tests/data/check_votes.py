#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare votes.csv and roll_calls.csv with the published votes to December 2019,
and trade.csv with the published trade to 2014.

Every vote of a roll call that the published set has must be the same there; a
state that is not in its list of a roll call was absent. The totals must be
the same but for one vote against in 71/205, where the set has lost Zimbabwe.
The published trade, of another source and valued with freight and insurance,
must lie within a tenth of ours for what one side reports as its imports.
Without the published data: exit 77, which the tests count as skipped.
"""

import csv
import gzip
import pathlib
import re
import sys
from collections import Counter, defaultdict

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIB = ROOT.parent / "shared" / "data"
WORLD = ROOT / "data" / "world"

MISSING = {"A/RES/71/205": Counter(no=1)}
REPORTED = {("CHN", "USA"): "imports_b"}    # the side whose customs both figures come from


def table(path):
    """The rows of a table of ours, comment lines skipped."""
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(x for x in lines if not x.startswith("#")))


def published(name):
    with gzip.open(LIB / name, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def symbol(text):
    """A/RES/73/194 of R/73/194 and of A/RES/73/194."""
    return re.sub("^R/", "A/RES/", text)


def check_votes(wrong):
    """Compares; returns the number of votes compared."""
    calls = {row["resolution"]: row for row in table(WORLD / "roll_calls.csv")}
    numbers = {row["rcid"]: symbol(row["unres"])
               for row in published("unga-votes/un_roll_calls.csv.gz")
               if symbol(row["unres"]) in calls}
    iso2 = {row["code"]: row["state"] for row in table(WORLD / "codes.csv")
            if row["scheme"] == "iso2"}
    theirs = defaultdict(dict)
    for row in published("unga-votes/un_votes.csv.gz"):
        if row["rcid"] in numbers:
            theirs[numbers[row["rcid"]]][row["country_code"]] = row["vote"]
    for resolution, votes in theirs.items():
        totals = Counter(votes.values()) + MISSING.get(resolution, Counter())
        for word in ("yes", "no", "abstain"):
            if totals[word] != int(calls[resolution][word]):
                wrong.append(f"{resolution}: {word} is {calls[resolution][word]}, "
                             f"published {totals[word]}")
    compared = 0
    for row in table(WORLD / "votes.csv"):
        votes = theirs.get("A/RES/" + row["roll_call"])
        if votes is not None:
            found = {iso2.get(code): vote for code, vote in votes.items()}
            compared += 1
            if found.get(row["state"], "absent") != row["vote"]:
                wrong.append(f"{row['roll_call']}: {row['state']} votes {row['vote']}, "
                             f"published {found.get(row['state'], 'absent')}")
    return compared


def check_trade(wrong):
    """Compares; returns the number of figures compared."""
    codes = {row["state"]: int(row["ccode"]) for row in table(WORLD / "states.csv")}
    ours = {}
    for row in table(WORLD / "trade.csv"):
        pair = row["state_a"], row["state_b"]
        if pair in REPORTED:
            side = REPORTED[pair]
            importer, exporter = pair if side == "imports_a" else pair[::-1]
            ours[codes[importer], codes[exporter], int(row["year"])] = float(row[side])
    compared = 0
    for row in published("cow-trade/cow_trade_dyad_years.csv.gz"):
        a, b, year = int(row["ccode1"]), int(row["ccode2"]), int(row["year"])
        for key, flow in (((a, b, year), row["flow1"]), ((b, a, year), row["flow2"])):
            if key in ours and flow:
                compared += 1
                if abs(float(flow) / ours[key] - 1) > 0.1:
                    wrong.append(f"{key}: imports of {ours[key]}, published {flow}")
    return compared


def main():
    if not LIB.is_dir():
        print("skipped: no ../shared beside the checkout")
        return 77
    wrong = []
    votes, figures = check_votes(wrong), check_trade(wrong)
    if votes == 0 or figures == 0:
        wrong.append("nothing to compare")
    print("\n".join(wrong))
    print(f"{votes} votes and {figures} figures of trade compared, {len(wrong)} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
