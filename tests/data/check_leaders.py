#!/usr/bin/env python3
"""Compare the leaders of data/world with Archigos 4.1, the effective leaders to 2015.

usage: check_leaders.py [-v]

For each state of leaders.csv and each day from 1945-01-01 to 2015-12-31 that Archigos names a
leader, that person is among our heads of state, heads of government and leaders on that day, or
within SLACK days of it: the sources differ on days of a change.  A name matches if each of its
words is like a word of ours, particles left out (SPELLED: other names of the same person).

Prints per state the days that Archigos names, those matched and those explained (EXPLAINED).
Exit 1 if a day is neither, if fewer than 99 percent are one of them, or if an explanation or a
spelling is not needed.  Without the published data: exit 77, which the tests count as skipped.
`-v` lists what is explained.

SPDX-License-Identifier: MIT
"""
import csv
import datetime
import difflib
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
ARCHIGOS = ROOT.parent / "shared" / "data" / "leaders" / "archigos.csv"
WORLD = ROOT / "data" / "world"
FIRST, LAST = datetime.date(1945, 1, 1), datetime.date(2015, 12, 31)
SLACK = datetime.timedelta(days=31)
DAY = datetime.timedelta(days=1)
ALIKE = 0.75                            # of two spellings of one word
LEAST = 99.0                            # percent
PARTICLES = {"al", "bin", "da", "de", "della", "e", "el", "ibn", "la", "von"}

# (state, Archigos): the same person in our table.
SPELLED = {
    ("BRA", "Coimbra da Luz"): "Carlos Luz",
    ("BRA", "Mello"): "Fernando Collor",
    ("BRA", "Oliveria Ramos"): "Nereu Ramos",
    ("CHN", "Mao Tse-Tung"): "Mao Zedong",
    ("IRN", "Ayatollah Khomeini"): "Ruhollah Khomeini",
    ("KOR", "Choi Kuy Hay"): "Choi Kyu-hah",
    ("MEX", "Aleman Valdes"): "Miguel Aleman",
    ("MEX", "Echeverria Alvarez"): "Luis Echeverria",
    ("MEX", "Vicente Fox Quesada"): "Vicente Fox",
    ("SAU", "Aziz"): "Abdulaziz ibn Saud",
    ("SAU", "Salman bin Abdulaziz Al Saud"): "Salman bin Abdulaziz",
}

# (state, Archigos, first day, last day): why nobody of that name is in our table then.
EXPLAINED = {
    # Interim holders of less than a month, whom our table leaves out.
    ("ARG", "Lanusse", "1970-06-08", "1970-06-18"): "the junta, between two presidents",
    ("ARG", "Liendo", "1981-11-20", "1981-12-11"): "acting for the ailing president",
    ("ARG", "Saint-Jean", "1982-06-18", "1982-07-01"): "interim",
    ("ARG", "Ramon Puerta", "2001-12-21", "2001-12-23"): "interim",
    ("BLR", "Kuznyatsu", "1994-01-26", "1994-01-28"): "interim",
    ("JPN", "Mikio Aoki", "2000-04-02", "2000-04-05"): "acting for the ailing prime minister",
    ("ZAF", "Swart", "1958-08-23", "1958-09-03"): "interim",
    ("ZAF", "Donges", "1966-09-06", "1966-09-13"): "interim",
    # Times when the state was none of the system, by states.csv.
    ("IDN", "Louis Beel", "1948-12-18", "1949-05-19"): "Dutch commissioner before the state",
    ("IDN", "A. H. J. Lovink", "1949-05-19", "1949-12-27"): "Dutch commissioner before the state",
    ("JPN", "Douglas MacArthur", "1945-09-02", "1951-04-11"): "occupation",
    ("JPN", "Matthew Bunker Ridgway", "1951-04-11", "1952-04-28"): "occupation",
    ("TJK", "Kadreddin Aslonov", "1991-08-31", "1991-09-23"): "before the state",
    ("TJK", "Nabiyev", "1991-09-23", "1991-10-31"): "before the state, and before the presidency",
    ("UKR", "Kravchuk", "1990-07-18", "1991-11-03"): "before the state, and before the presidency",
    # Another view of who ruled.
    ("AUS", "Forde", "1945-04-30", "1945-06-04"): "acted for the ailing Curtin, who died in office in July",
    ("BRA", "Military Junta", "1969-09-01", "1969-10-25"): "three ministers together, no one holder",
    ("CHN", "Chen Gongbo", "1945-01-01", "1945-08-01"): "the Nanjing government under Japan",
    ("CHN", "Deng Xiaoping", "1989-12-10", "1997-02-19"): "without an office after November 1989",
    ("IDN", "Suharto", "1966-03-12", "1967-02-08"): "with Sukarno's powers, before he was acting president",
    ("KOR", "Roh Moo Hyun", "2004-04-12", "2004-04-12"): "suspended from March to May 2004",
    ("RUS", "Khrushchev", "1953-03-20", "1953-08-13"): "first among the secretaries, first secretary later",
    ("RUS", "Yeltsin", "1991-08-21", "1991-11-24"): "president of the RSFSR, while the USSR existed",
}


def table(path):
    """The rows of a table of ours, comment lines skipped."""
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(x for x in lines if not x.startswith("#")))


def day(text, last):
    """The first or last day that a date of any precision can mean; empty: open."""
    if not text:
        return LAST if last else FIRST
    part = [int(x) for x in text.split("-")]
    if len(part) == 3:
        return datetime.date(*part)
    year, month = part[0], part[1] if len(part) == 2 else (12 if last else 1)
    if not last:
        return datetime.date(year, month, 1)
    return datetime.date(year + month // 12, month % 12 + 1, 1) - DAY


def words(name):
    """The words of a name in plain small letters, without particles."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return [w for w in re.findall(r"[a-z]+", plain.replace("'", "")) if w not in PARTICLES]


def alike(a, b):
    """Two words are one, or one is the initial of the other."""
    if 1 in (len(a), len(b)):
        return a[0] == b[0]
    return difflib.SequenceMatcher(None, a, b).ratio() >= ALIKE


def same(theirs, ours):
    return all(any(alike(a, b) for b in words(ours)) for a in words(theirs))


def uncovered(start, end, spells):
    """The stretches of [start, end] that no spell covers."""
    left = []
    for a, b in sorted(spells):
        if a > start:
            left.append((start, min(end, a - DAY)))
        start = max(start, b + DAY)
        if start > end:
            return left
    return left + [(start, end)]


def span(stretches):
    return sum((b - a).days + 1 for a, b in stretches)


class Comparison:
    def __init__(self):
        self.held = {}
        for row in table(WORLD / "leaders.csv"):
            if row["office"] != "foreign_minister":
                self.held.setdefault(row["state"], []).append(row)
        self.spelled, self.explained = set(), set()
        self.found = []

    def matched(self, state, name):
        """The days of our rows of that person, with the slack."""
        ours = SPELLED.get((state, name), name)
        if ours != name:
            self.spelled.add((state, name))
        return [(day(row["start"], False) - SLACK, day(row["end"], True) + SLACK)
                for row in self.held[state] if same(ours, row["name"])]

    def excused(self, state, name):
        return [(datetime.date.fromisoformat(key[2]), datetime.date.fromisoformat(key[3]), key)
                for key in EXPLAINED if key[:2] == (state, name)]

    def compare(self, state, name, start, end):
        """Days that Archigos names, days matched and days explained of one spell."""
        left = uncovered(start, end, self.matched(state, name))
        missing = []
        for a, b in left:
            excuses = [x for x in self.excused(state, name) if x[0] <= b and a <= x[1]]
            self.explained.update(key for _, _, key in excuses)
            missing += uncovered(a, b, [x[:2] for x in excuses])
        for a, b in missing:
            self.found.append(f"{state}: {name} {a}..{b} is not among our leaders")
        total = (end - start).days + 1
        return total, total - span(left), span(left) - span(missing)

    def unneeded(self):
        return [f"{key}: the spelling is not needed" for key in sorted(SPELLED.keys() - self.spelled)] + \
            [f"{key}: the explanation is not needed" for key in sorted(EXPLAINED.keys() - self.explained)]


def main(arguments):
    if not ARCHIGOS.is_file():
        print("skipped: no ../shared beside the checkout")
        return 77
    codes = [x for x in table(WORLD / "codes.csv") if x["scheme"] == "gw"]
    state_of = {x["code"]: x["state"] for x in codes}
    comparison, days = Comparison(), {}
    with open(ARCHIGOS, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            state = state_of.get(row["gwcode"])
            start = max(FIRST, datetime.date.fromisoformat(row["startdate"]))
            end = min(LAST, datetime.date.fromisoformat(row["enddate"]))
            if state in comparison.held and start <= end:
                counts = comparison.compare(state, row["leader"], start, end)
                days[state] = [a + b for a, b in zip(days.get(state, [0, 0, 0]), counts)]
    print("state,days,matched,explained,percent")
    days["all"] = [sum(x) for x in zip(*days.values())]
    for state, (total, matched, explained) in sorted(days.items()):
        print(f"{state},{total},{matched},{explained},{100 * (matched + explained) / total:.2f}")
    if "-v" in arguments:
        for key in sorted(comparison.explained):
            print(*key, "-", EXPLAINED[key])
    total, matched, explained = days["all"]
    if 100 * (matched + explained) / total < LEAST:
        comparison.found.append(f"less than {LEAST} percent of the days are accounted for")
    faults = comparison.found + comparison.unneeded()
    print("\n".join(faults + [f"{len(faults)} errors"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
