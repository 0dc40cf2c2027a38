#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The linter of data/world finds what is wrong in small invented tables.

Each case is a folder of tables and the line that the linter must print; the
tables of BASE are in every folder. A folder that is right gives no line. The
keys of the linter are those by which the program checks the same tables.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lint_world import TABLES  # noqa: E402
from report import Report  # noqa: E402

SOURCE = Path(__file__).resolve().parents[2]
LINTER = Path(__file__).with_name("lint_world.py")

BASE = {
    "sources": "source,kind,citation,locator\ns,official,S,p. 1\n",
    "states": "state,ccode,cow,start,end,source,locator\n"
              "AAA,2,AAA,1945-01-01,,s,1\nBBB,20,BBB,1945-01-01,,s,1\n"
              "CCC,31,CCC,1995-01-01,,s,1\n",
    "names": "state,name,start,end\nAAA,A,,\nBBB,B,,\nCCC,C,,\n",
    "institutions": "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
                    "UN,United,organisation,1945-10-24,,none,,none,s,1\n"
                    "OLD,Old,organisation,1950-01-01,1960-12-31,none,,collective_defence,s,1\n",
    "members": "institution,state,status,start,end,source,locator\n"
               "UN,AAA,member,1945-10-24,,s,1\nUN,BBB,member,1945-10-24,,s,1\n"
               "OLD,AAA,member,1950-01-01,1960-12-31,s,1\n",
}
CALL = "roll_call,session,date,resolution,title,yes,no,abstain,source,locator\n"
VOTE = "roll_call,state,vote,source,locator\n"
TRADE = "state_a,state_b,year,imports_a,imports_b,source,locator\n"
INVOKED = ("invocation,treaty,clause,invoked_by,against,date,response,what_followed,source,"
           "locator\n")
ROUTE = "route,year,unit,volume,note,source,locator\n"
ONE_CALL = CALL + "1/1,1,2000-01-01,R/1/1,T,1,0,0,s,1\n"

# What is wrong, the tables, and what the linter says (None: nothing).
CASES = (
    ("right", {"roll_calls": ONE_CALL, "votes": VOTE + "1/1,AAA,yes,s,1\n1/1,BBB,absent,s,1\n",
               "trade": TRADE + "AAA,BBB,2000,1.5,,s,1\nAAA,EU,2000,0,2,s,1\n",
               "corridors": ROUTE + "northern,2000,TEU,1.5,,s,1\nnorthern,2000,tonnes,3,,s,1\n",
               "invocations": INVOKED + "i,OLD,Art. 5,AAA,,1955-01-01,honoured,Help came,s,1\n"},
     None),
    ("more votes than members", {"roll_calls": CALL + "1/1,1,2000-01-01,R/1/1,T,2,1,0,s,1\n"},
     "roll_calls.csv:5:26: 3 votes, the United Nations have 2 members on that day"),
    ("a total that is no number", {"roll_calls": CALL + "1/1,1,2000-01-01,R/1/1,T,x,1,0,s,1\n"},
     "roll_calls.csv:5:26: 'yes' is 'x', expected 0 to 193"),
    ("a resolution twice", {"roll_calls": ONE_CALL + "1/2,1,2000-01-02,R/1/1,T,1,0,0,s,1\n"},
     "'R 1 1' overlaps roll_calls.csv:5"),
    ("more votes than the total", {
        "roll_calls": ONE_CALL, "votes": VOTE + "1/1,AAA,yes,s,1\n1/1,BBB,yes,s,1\n"},
     "roll_calls.csv:5:1: 2 states vote yes, the total is 1"),
    ("more absent than can be", {
        "roll_calls": ONE_CALL, "votes": VOTE + "1/1,AAA,absent,s,1\n1/1,BBB,absent,s,1\n"},
     "roll_calls.csv:5:1: 2 states vote absent, the total is 1"),
    ("a vote of a state outside", {"roll_calls": ONE_CALL, "votes": VOTE + "1/1,CCC,yes,s,1\n"},
     "votes.csv:5:5: 'CCC' is no member of the United Nations on the day of the vote"),
    ("a vote that is wanting", {
        "members": BASE["members"] + "UN,CCC,member,1995-01-01,,s,1\n",
        "roll_calls": ONE_CALL, "votes": VOTE + "1/1,AAA,yes,s,1\n1/1,BBB,absent,s,1\n"},
     "roll_calls.csv:5:1: 2 of 3 members have a vote, CCC has none"),
    ("a vote twice", {"roll_calls": ONE_CALL,
                      "votes": VOTE + "1/1,AAA,yes,s,1\n1/1,AAA,no,s,1\n"},
     "'1 1 AAA' overlaps votes.csv:5"),
    ("a vote without its roll call", {"roll_calls": ONE_CALL, "votes": VOTE + "2/2,AAA,yes,s,1\n"},
     "votes.csv:5:1: no roll call '2/2' in roll_calls.csv"),
    ("a year without a figure", {"trade": TRADE + "AAA,BBB,2000,,,s,1\n"},
     "trade.csv:5:14: a pair and year without a figure has no row"),
    ("a figure below zero", {"trade": TRADE + "AAA,BBB,2000,-1,,s,1\n"},
     "trade.csv:5:14: 'imports_a' is '-1', expected a number of at least 0"),
    ("a pair and year twice", {"trade": TRADE + "AAA,BBB,2000,1,,s,1\nBBB,AAA,2000,1,,s,1\n"},
     "overlaps trade.csv:5"),
    ("trade of a state not yet there", {"trade": TRADE + "AAA,CCC,1990,1,,s,1\n"},
     "trade.csv:5:5: 'CCC' is no state at the date of this row"),
    ("a route twice", {"corridors": ROUTE + 2 * "middle,2000,TEU,1,,s,1\n"},
     "overlaps corridors.csv:5"),
    ("an unknown commitment", {"invocations": INVOKED +
                               "i,NEW,Art. 5,AAA,,1955-01-01,honoured,Help came,s,1\n"},
     "invocations.csv:5:3: no 'NEW' in treaties.csv or institutions.csv"),
    ("a commitment that has ended", {"invocations": INVOKED +
                                     "i,OLD,Art. 5,AAA,,1965-01-01,declined,No help,s,1\n"},
     "invocations.csv:5:19: 'OLD' is not in force on that day"),
    ("a commitment to others", {"invocations": INVOKED +
                                "i,OLD,Art. 5,BBB,,1955-01-01,declined,No help,s,1\n"},
     "invocations.csv:5:14: 'BBB' is no party of 'OLD' on that day"),
    ("against itself", {"invocations": INVOKED +
                        "i,OLD,Art. 5,AAA,AAA,1955-01-01,declined,No help,s,1\n"},
     "invocations.csv:5:18: a state against itself"),
)


def lint(tables):
    """What the linter prints of a folder of these tables, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in {**BASE, **tables}.items():
            head = f"# table: {name}\n# span: 1945-01-01..2020-12-31\n# complete: all\n"
            Path(folder, name + ".csv").write_text(head + rows, encoding="utf-8")
        done = subprocess.run([sys.executable, LINTER, folder], capture_output=True, text=True,
                              check=False)
    return done.stdout, done.returncode


def keys_of_the_program():
    """The keys of each table as the sources of the program have them: by table, a list."""
    kinds = "".join(p.read_text() for p in (SOURCE / "include/entente").glob("fact*.h"))
    table = dict(re.findall(r"\bX\((\w+),\s*ent_\w+,\s*(\w+)\)", kinds))
    facts = re.findall(r'\[ENT_FACT_(\w+)\] = "(.*)"', (SOURCE / "src/import/fact.c").read_text())
    codes = re.findall(r'read_table\(ctx, codes, "(\w+)", \w+, \d+, "(.*?)"',
                       (SOURCE / "src/codes/codes.c").read_text())
    found = {**{table[kind]: keys for kind, keys in facts}, **dict(codes)}
    return {name: keys.split(", ") for name, keys in found.items()}


def check_keys(name, schema, keys):
    """Where the keys of one table differ; rows without a start have no other time."""
    timed = " start:" in schema["columns"]
    ours = sorted(key + (" once" if timed and key in schema.get("once", ()) else "")
                  for key in schema["keys"])
    theirs = sorted(key if timed else key.removesuffix(" once") for key in keys)
    return [] if ours == theirs else [f"{name}: the linter has {ours}, the program {theirs}"]


def main():
    report = Report()
    program = keys_of_the_program()
    for name, schema in TABLES.items():
        report.check(f"the keys of {name} are those of the program",
                     check_keys(name, schema, program.get(name, [])))
    for name, tables, wanted in CASES:
        said, code = lint(tables)
        right = code == 0 if wanted is None else code == 1 and wanted in said
        report.check(name, [] if right else [f"exit code {code}, wanted: {wanted}", said])
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
