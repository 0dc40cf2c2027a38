#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare the defence dyads of data/world with COW Formal Alliances v4.1.

Prints one row a year end: the COW defence dyads, those in scope (a member
among seven major states, or a multilateral pact), ours, both, and how many of
the COW dyads in scope and of all COW dyads we have in percent.

  in_force   in force in our table on that day
  dated      in our table under the same COW number, at other dates: COW counts
             from signature and often past a denunciation or up to a revolution
  differs    members that COW lists and the treaty's record does not (DIFFERS)
  accounted  in force, dated or differs, in percent of the dyads in scope
  extra      ours and not in COW; each needs a note that says so ("COW")

Exit 1 if less than 95 percent is accounted for, if less than 85 percent is in
force, or if an extra has no such note.  Without the published data: exit 77, which the tests count as skipped.
`-v` lists every missing and unexplained dyad.
"""

import csv
import itertools
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIB = ROOT.parent / "shared" / "data" / "cow-alliances"
WORLD = ROOT / "data" / "world"
DAYS = ("1950-12-31", "1975-12-31", "2000-12-31", "2012-12-31")
MAJOR = {"USA", "RUS", "CHN", "GBR", "FRA", "IND", "JPN"}

# COW number: states that COW lists as members, against the treaty's record.
DIFFERS = {
    # No treaty of all CIS states with a defence obligation could be found;
    # Moldova, Turkmenistan and Ukraine never joined the Tashkent treaty.
    "349": {"MDA", "TKM", "UKR"},
    # Cape Verde, Guinea-Bissau and Mali abstained from signing the ECOWAS
    # defence protocol of 1981.
    "318": {"CPV", "GNB", "MLI"},
    # The Republic of the Congo, for the Democratic Republic, which signed.
    "396": {"COG"},
}


def table(path):
    """The rows of a table of ours, comment lines skipped."""
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(x for x in lines if not x.startswith("#")))


def first(date):
    """The first day that a date of any precision can mean."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def last(date):
    """The last day that a date of any precision can mean, open: far away."""
    return (date + "-12-31" if len(date) == 4 else date + "-31")[:10] if date else "9999"


def pair(a, b):
    return (a, b) if a < b else (b, a)


def cow_day(row, part):
    """A date of the COW file; empty where the alliance goes on."""
    fields = [row[f"dyad_{part}_{x}"] for x in ("year", "month", "day")]
    return "-".join(x.zfill(2) for x in fields) if fields[0] else ""


def cow_dyads(ids):
    """COW defence dyads: (pair, COW number, start, end)."""
    spells = []
    with open(LIB / "alliance_v4.1_by_dyad.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["defense"] == "1":
                dyad = pair(ids[int(row["ccode1"])], ids[int(row["ccode2"])])
                start, end = cow_day(row, "st"), last(cow_day(row, "end"))
                spells.append((dyad, row["version4id"], start, end))
    return spells


def our_dyads(treaties, members):
    """Our defence dyads: (pair, treaty, start, end).  Two guarantors owe each
    other nothing, nor do two protected states."""
    spells = []
    for treaty in treaties.values():
        if treaty["defence"] != "1":
            continue
        rows = [x for x in members if x["treaty"] == treaty["treaty"]]
        for a, b in itertools.combinations(rows, 2):
            if a["state"] == b["state"] or a["role"] == b["role"] != "mutual":
                continue
            start = max(first(a["start"]), first(b["start"]))
            end = min(last(a["end"]), last(b["end"]))
            if start <= end:
                spells.append((pair(a["state"], b["state"]), treaty["treaty"], start, end))
    return spells


def on(spells, day):
    """The dyads of a day, each with the treaties that bind it."""
    dyads = {}
    for dyad, treaty, start, end in spells:
        if start <= day <= end:
            dyads.setdefault(dyad, set()).add(treaty)
    return dyads


def main():
    verbose = "-v" in sys.argv[1:]
    if not LIB.is_dir():
        print("skipped: no ../shared beside the checkout")
        return 77
    ids = {int(x["ccode"]): x["state"] for x in table(WORLD / "states.csv")}
    treaties = {x["treaty"]: x for x in table(WORLD / "treaties.csv")}
    theirs = cow_dyads(ids)
    ours = our_dyads(treaties, table(WORLD / "treaty_members.csv"))

    size = {}
    for dyad, number, _, _ in theirs:
        size.setdefault(number, set()).update(dyad)
    known = {(dyad, treaties[treaty]["cow"]) for dyad, treaty, _, _ in ours}

    print("day         cow  scope  ours  both  in_force  dated  differs"
          "  accounted  of_all  extra  unexplained")
    failed = False
    for day in DAYS:
        cow, own = on(theirs, day), on(ours, day)
        scope = {d for d, numbers in cow.items()
                 if MAJOR & set(d) or any(len(size[n]) > 2 for n in numbers)}
        both = scope & set(own)
        missing = scope - both
        dated = {d for d in missing if any((d, n) in known for n in cow[d])}
        differs = {d for d in missing - dated
                   if any(set(d) & DIFFERS.get(n, set()) for n in cow[d])}
        extra = set(own) - set(cow)
        silent = {d for d in extra if not any("COW" in treaties[t]["note"] for t in own[d])}
        in_force = 100 * len(both) / len(scope)
        accounted = 100 * len(both | dated | differs) / len(scope)
        of_all = 100 * len(set(cow) & set(own)) / len(cow)
        print(f"{day} {len(cow):4} {len(scope):6} {len(own):5} {len(both):5} {in_force:8.1f}%"
              f" {len(dated):6} {len(differs):8} {accounted:9.1f}% {of_all:6.1f}%"
              f" {len(extra):6} {len(silent):12}")
        if verbose:
            for name, dyads in (("dated", dated), ("differs", differs),
                                ("missing", missing - dated - differs),
                                ("out of scope", set(cow) - scope - set(own)),
                                ("unexplained", silent)):
                for d in sorted(dyads):
                    print(f"  {name} {d[0]}-{d[1]} {' '.join(sorted(cow.get(d) or own[d]))}")
        failed = failed or accounted < 95 or in_force < 85 or bool(silent)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
