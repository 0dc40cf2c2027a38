#!/usr/bin/env python3
"""Test the linter of data/lexicon: our dictionaries pass, and each fault is found.

SPDX-License-Identifier: MIT
"""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from check_leaders import ROOT  # noqa: E402
from lint_lexicon import Linter  # noqa: E402
from report import Report  # noqa: E402

WORLD = {
    "states.csv": "state,ccode,cow,start,end,source,locator\nAAA,2,AAA,1816,,x,x\nBBB,3,BBB,1816,,x,x\n",
    "leaders.csv": "leader,state,name,office,start,end,source,locator\n"
                   "aaa-hos-one-1985,AAA,Ada One,head_of_state,1985-06-01,1995-03-31,x,x\n",
    "institutions.csv": "institution,name\nCLUB,The Club\n",
}
LEXICON = {
    "actors.txt": "AAA | Aland | Alandic | Acity\nBBB | Bland | | Bcity [..1950]\n*CLUB | the Club | |\n",
    "places.txt": "AAA | Atown\nBBB | Btown [1950..], Bcity [1951..]\n",
    "leaders.txt": "Bob Two | BBB | 1990-01-01..1995 ; 2000..\n",
    "people.txt": "Ada One, One | AAA\nCarl Three | *CLUB | 1990..1992-05\n",
    "surnames.txt": "common: one two\noffice: president\n",
}
# What is put in place of the lexicon's file, and part of what is said; None: nothing is wrong.
CASES = [
    ("a lexicon without a fault", "surnames.txt", LEXICON["surnames.txt"], None),
    ("a state that is none", "places.txt", "CCC | Ctown\n", "no state of world/states.csv has the id 'CCC'"),
    ("an organisation without a line", "people.txt", "Carl Three | *GANG | 1990..\n", "has the id '*GANG'"),
    ("an institution without a line", "actors.txt", "AAA | Aland | | Acity\n*GANG | the Gang | |\n",
     "no line has the institution CLUB"),
    ("a day that is none", "leaders.txt", "Bob Two | BBB | 1990-02-30..1995\n", "is no time"),
    ("a time that is none", "leaders.txt", "Bob Two | BBB | 1990\n", "'1990' is no time"),
    ("an end before the beginning", "leaders.txt", "Bob Two | BBB | 1995..1990\n", "ends before it begins"),
    ("a place of two states", "places.txt", "AAA | Xtown\nBBB | xtown\n", "'xtown' stands in places.txt:1"),
    ("a place that is a capital", "places.txt", "BBB | Acity\n", "'Acity' stands in actors.txt:1"),
    ("a leader twice", "leaders.txt", "Bob Two | BBB | 1990..1995\nBob Two | BBB | 1994..1999\n",
     "leaders.txt:2: 'bob two' stands here twice"),
    ("a leader of a state of the table", "leaders.txt", "Al Four | AAA | 1990..1995\n",
     "leaders of AAA stand in world/leaders.csv"),
    ("a leader of a table with his time again", "people.txt", "Ada One | AAA | 1985-06..1995-03\n",
     "the tables of leaders have 'ada one'"),
    ("forms of nobody", "people.txt", "Dora Five, Five | AAA\n", "no table of leaders knows them"),
    ("a surname twice", "surnames.txt", "common: one two one\n", "'one' stands here twice"),
]


def lint(changed, text):
    """What the linter says of the small lexicon with one file changed."""
    with tempfile.TemporaryDirectory() as folder:
        for part, files in (("world", WORLD), ("lexicon", LEXICON)):
            pathlib.Path(folder, part).mkdir()
            for name, content in files.items():
                pathlib.Path(folder, part, name).write_text(
                    text if name == changed else content, encoding="utf-8")
        return Linter(pathlib.Path(folder)).run()


def main():
    report = Report()
    report.check("our own lexicon", Linter(ROOT / "data").run())
    for name, changed, text, wanted in CASES:
        said = lint(changed, text)
        right = not said if wanted is None else any(wanted in line for line in said)
        report.check(name, [] if right else [f"wanted: {wanted}", *said])
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
