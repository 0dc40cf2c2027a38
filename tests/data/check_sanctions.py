#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare data/world/sanctions.csv with the Global Sanctions Data Base, release 4.

A case of the base is matched when we have a row of the same sender and target
and of at least one of its kinds that begins within a year of the case, or was
already in force when the case begins, or when the locator of a row names the
case. Prints one row a sender: the cases that begin in 1990 or later, those
matched by the begin, those that begin within a row of ours, and those without.

For the senders of COMPLETE every case without a row must stand in EXPLAINED
with its reason; a reason for a case that is matched, or that the base does
not have, is an error too. The other senders are printed, not judged: our
header does not claim them. `-v` lists their cases without a row.
Without the published data: exit 77, which the tests count as skipped.
"""

import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIB = ROOT.parent / "shared" / "data" / "sanctions" / "GSDB_V4.csv"
WORLD = ROOT / "data" / "world"
FIRST = 1990

SENDERS = {"UN": "UN", "EU": "EU", "China": "CHN", "France": "FRA", "Russia": "RUS",
           "United Kingdom": "GBR", "United States": "USA"}
COMPLETE = {"UN", "CHN", "RUS"}

# Names of the base that are not the name of a state in names.csv.
NAMES = {
    "Bosnia": "BIH", "Congo, Democratic Republic of the": "COD", "Congo, Republic of": "COG",
    "Cote d'Ivoire": "CIV", "Egypt, Arab Rep.": "EGY", "Ethiopia (excludes Eritrea)": "ETH",
    "EU": "EU", "Gambia, The": "GMB", "Korea, North": "PRK", "Korea, South": "KOR",
    "Macedonia": "MKD", "Myanmar": "MMR", "Russia": "RUS", "Soviet Union": "RUS",
    "Taiwan": "TWN", "Turkey": "TUR", "United States": "USA", "Vietnam": "VNM",
    "Yemen, North": "YEM", "Yugoslavia": "SRB", "Serbia": "SRB",
}

KINDS = ("trade", "arms", "military", "financial", "travel", "other")

# Case: why we have no row.
EXPLAINED = {
    # United Nations
    380: "Kuwait under occupation: part of the measures against Iraq",
    428: "Cambodia: a call on neighbours not to supply one party with petroleum",
    548: "Afghanistan 1996: a call to all states, not binding",
    690: "no state: Al-Qaida and the Taliban",
    918: "no state: Al-Qaida",
    919: "no state: the Taliban, under Afghanistan with us",
    936: "Kenya: persons listed under the measures for Somalia",
    1002: "Nigeria: a group listed under the measures against Al-Qaida",
    1016: "no state: ISIL and the Nusra Front",
    1285: "Rwanda: persons listed under the measures for the Congo",
    873: "Sudan: a tightening of the embargo of 2004",
    889: "Eritrea: care in dealing with its mines, in resolution 2023 (2011)",
    758: "Syria: suspects of the bombing in Beirut, under Lebanon with us",
    # China
    700: "a health measure on beef",
    1429: "a credit line not paid out; no act of the sender is known",
    # Russia: disputes over the price of energy in the first years after 1991, and
    # quarrels over trade whose measures and dates we could not establish
    437: "early dispute over energy", 438: "double duties of the 1990s, act not established",
    439: "early dispute over energy", 445: "double duties of the 1990s, act not established",
    450: "early dispute over energy", 468: "early dispute over energy",
    480: "early dispute over energy", 502: "early dispute over energy",
    503: "early dispute over energy", 514: "early dispute over energy",
    546: "early dispute over energy",
    824: "measures of the United Nations, carried out",
    971: "measures of the United Nations, carried out",
    1182: "a payment of aid held back; no act of the sender is known",
    1325: "gas not sold for refusal to pay in roubles; a contract, not an act",
    1385: "gas not sold for refusal to pay in roubles; a contract, not an act",
    1202: "entry bans on officials without published names",
    1240: "entry bans on officials, not typed",
    1309: "entry bans on officials, not typed",
    1338: "an export stop for all, not a sanction on one",
    1377: "entry bans on officials, not typed",
    1451: "entry bans on officials, not typed",
}


def table(name):
    """The rows of a table of ours, comment lines skipped."""
    with open(WORLD / (name + ".csv"), encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(x for x in lines if not x.startswith("#")))


def states():
    """The id of each name of a state, at any time."""
    ids = {row["name"]: row["state"] for row in table("names")}
    return {**ids, **NAMES}


def cases(ids):
    """(number, senders, targets, begin, end, kinds) of the cases from FIRST on."""
    with open(LIB, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            begin, end = int(row["begin"]), int(row["end"])
            if begin < FIRST:
                continue
            targets = {ids.get(row["sanctioned_state"].strip())} | {
                ids.get(name.strip()) for name in row["sanctioned_state"].split(",")}
            senders = {SENDERS[name.strip()] for name in row["sanctioning_state"].split(",")
                       if name.strip() in SENDERS}
            kinds = {kind for kind in KINDS if row[kind] == "1"}
            yield int(row["case_id"]), senders, targets - {None}, begin, end, kinds


def our_rows():
    """By sender and target: first and last year and kinds of each row; the cases named."""
    rows, named = {}, set()
    for row in table("sanctions"):
        end = int(row["end"][:4]) if row["end"] else 9999
        rows.setdefault((row["sender"], row["target"]), []).append(
            (int(row["start"][:4]), end, set(row["kinds"].split(";"))))
        if "GSDB" in row["locator"] or row["source"] == "gsdb-4":
            numbers = re.search(r"cases? ([0-9]+(?:(?:, | and )[0-9]+)*)", row["locator"])
            named |= {(row["sender"], int(n)) for n in re.findall("[0-9]+", numbers.group(1))}
    return rows, named


def main():
    verbose = "-v" in sys.argv[1:]
    if not LIB.is_file():
        print("skipped: no ../shared beside the checkout")
        return 77
    ours, named = our_rows()
    count = {sender: [0, 0, 0, []] for sender in sorted(SENDERS.values())}
    wrong, reasons = [], dict(EXPLAINED)
    for number, senders, targets, begin, end, kinds in cases(states()):
        for sender in senders:
            spells = [s for target in targets for s in ours.get((sender, target), [])
                      if s[2] & kinds]
            counter = count[sender]
            counter[0] += 1
            if (sender, number) in named or any(abs(s[0] - begin) <= 1 for s in spells):
                counter[1] += 1
            elif any(s[0] <= begin <= s[1] for s in spells):
                counter[2] += 1
            else:
                counter[3].append((number, "/".join(sorted(targets)), begin, end))
                if sender in COMPLETE and reasons.pop(number, None) is None:
                    wrong.append(f"case {number}: {sender} on {'/'.join(sorted(targets))}, "
                                 f"{begin} to {end}, without a row and without a reason")
    print("sender  cases  begin  part  without  matched")
    for sender, (total, begin, part, without) in count.items():
        print(f"{sender:6} {total:6} {begin:6} {part:5} {len(without):8}"
              f" {100 * (begin + part) / total:7.1f}%")
        if verbose:
            for case in without:
                print("  case %d on %s, %d to %d" % case)
    wrong += [f"case {number}: a reason, but the case is matched or not there"
              for number in reasons]
    print("\n".join(wrong) if wrong else "every case of the complete senders is accounted for")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
