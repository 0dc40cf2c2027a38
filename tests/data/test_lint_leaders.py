#!/usr/bin/env python3
"""Test the linter's rules for leaders.csv: each fault is found, and a table without one passes.

SPDX-License-Identifier: MIT
"""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import lint_world  # noqa: E402

HEAD = ["# table: leaders", "# span: 1990-01-01..1999-12-31", "# complete: all"]
EXCUSES = ["# absent: AAA head_of_government the president",
           "# gap: AAA foreign_minister 1990-01-01..1992-12-31 not certain"]
COLUMNS = "leader,state,name,office,start,end,source,locator"
ROWS = ["aaa-hos-one-1985,AAA,One,head_of_state,1985-06-01,1995-03-31,list,row",
        "aaa-hos-two-1995,AAA,Two,head_of_state,1995-06-01,,list,row",
        "aaa-fm-three-1993,AAA,Three,foreign_minister,1993,,list,row"]
OTHERS = {
    "states": "# table: states\n# span: 1980-01-01..2000-12-31\n# complete: all\n"
              "state,ccode,cow,start,end,source,locator\nAAA,2,AAA,1980-01-01,,list,row\n",
    "sources": "source,kind,citation,locator\nlist,book,A list,page\n",
}


def lint(excuses, rows):
    """What the linter prints of the leaders, without the last line."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in OTHERS.items():
            pathlib.Path(folder, name + ".csv").write_text(text, encoding="utf-8")
        lines = HEAD + excuses + [COLUMNS] + rows
        pathlib.Path(folder, "leaders.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            lint_world.Linter(pathlib.Path(folder)).run()
        return said.getvalue().splitlines()[:-1]


class Leaders(unittest.TestCase):
    def faults(self, excuses, rows, *expected):
        said = lint(excuses, rows)
        self.assertEqual(len(said), len(expected), said)
        for line, part in zip(said, expected):
            self.assertIn(part, line)

    def test_a_complete_table_passes(self):
        self.faults(EXCUSES, ROWS)

    def test_two_holders_of_one_office(self):
        self.faults(EXCUSES, ROWS[:1] + [ROWS[1].replace("1995-06-01", "1995-03-31")] + ROWS[2:],
                    "'AAA head_of_state' overlaps leaders.csv:7")

    def test_one_key_twice(self):
        self.faults(EXCUSES, [ROWS[0], ROWS[1].replace("aaa-hos-two-1995", "aaa-hos-one-1985")] +
                    ROWS[2:], "'aaa hos one 1985' overlaps leaders.csv:7")

    def test_a_vacancy_of_more_than_92_days(self):
        self.faults(EXCUSES, [ROWS[0], ROWS[1].replace("1995-06-01", "1995-07-03")] + ROWS[2:],
                    "AAA head_of_state: nobody from 1995-04-01 to 1995-07-02")
        self.faults(EXCUSES, [ROWS[0], ROWS[1].replace("1995-06-01", "1995-07-02")] + ROWS[2:])

    def test_a_vacancy_at_the_end(self):
        self.faults(EXCUSES, [ROWS[0], ROWS[1].replace(",,", ",1999-06-30,")] + ROWS[2:],
                    "AAA head_of_state: nobody from 1999-07-01 to 1999-12-31")

    def test_a_vacancy_at_the_beginning(self):
        self.faults(EXCUSES[:1], ROWS, "AAA foreign_minister: nobody from 1990-01-01 to 1992-12-31")

    def test_a_holder_in_a_gap(self):
        self.faults([EXCUSES[0], EXCUSES[1].replace("1992-12-31", "1994-06-30")], ROWS,
                    "leaders.csv:5:8: 'aaa-fm-three-1993' holds the office in this gap")

    def test_an_office_without_rows_is_said_to_be_absent(self):
        self.faults(EXCUSES[1:], ROWS, "AAA head_of_government has neither rows nor a line")

    def test_an_absent_office_has_no_rows(self):
        self.faults(EXCUSES + ["# absent: AAA head_of_state why"], ROWS,
                    "leaders.csv:6:1: AAA head_of_state has rows and a line '# absent:'")

    def test_excuses_are_well_formed(self):
        self.faults(EXCUSES + ["# gap: AAA head_of_state 1995 why"], ROWS,
                    "leaders.csv:6:8: expected STATE OFFICE FIRST..LAST WHY")
        self.faults(EXCUSES + ["# absent: AAA king"], ROWS,
                    "leaders.csv:6:11: expected STATE OFFICE WHY")
        self.faults(EXCUSES + ["# absent: BBB head_of_state why"], ROWS,
                    "leaders.csv:6:3: a line about a state without a leader")


if __name__ == "__main__":
    unittest.main()
