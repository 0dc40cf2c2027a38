#!/usr/bin/env python3
"""Check the actors, places and people of data/lexicon.

usage: lint_lexicon.py [DATA_DIR]        (default: data of this checkout)

- Every id of a state stands in world/states.csv, every other one on a line of actors.txt; every
  institution of world/institutions.csv has a line there.
- Every date is one, every time ends after it begins.
- No name has two readings of one file at one time (SEVERAL: names that have), nor a place the name of
  a state's capital at the same time.
- No leader stands twice: a name once a state in leaders.txt, none of the states of world/leaders.csv
  in it; a person of a table is in people.txt only for other forms, or for ANEW days and more that
  the table does not give.
- The key of each row of world/leaders.csv holds the part of the name that stands alone in the news.
- No word stands twice in surnames.txt.

Errors are printed as file:line: message; exit 1 if there is one.

SPDX-License-Identifier: MIT
"""
import datetime
import pathlib
import re
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from check_leaders import DAY, ROOT, table  # noqa: E402

ANEW = 62                               # days
FIRST, LAST = datetime.date(1, 1, 1), datetime.date(2999, 12, 31)

# Names of two at one time, and what tells them apart.
SEVERAL = {
    "Georgia": "the state, and behind a comma the region of the USA",
    "Non-Aligned Movement": "printed so, written with small letters, too",
}


def fold(name):
    """As the program compares names: no case, no marks."""
    plain = name.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("ı", "i")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()


def day(text, last):
    part = [int(x) for x in text.split("-")] if text else []
    if not part:
        return LAST if last else FIRST
    if len(part) == 3:
        return datetime.date(*part)
    year, month = part[0], part[1] if len(part) == 2 else (12 if last else 1)
    return datetime.date(year, month, 1) if not last else \
        datetime.date(year + month // 12, month % 12 + 1, 1) - DAY


def uncovered(start, end, spells):
    """Days of [start, end] that no spell covers."""
    days = 0
    for a, b in sorted(spells):
        days += max((min(end + DAY, a) - start).days, 0)
        start = max(start, b + DAY)
    return days + max((end + DAY - start).days, 0)


class Linter:
    def __init__(self, data):
        self.data, self.errors = data, []
        self.states = {row["state"] for row in table(data / "world" / "states.csv")}
        self.terms = {}                 # (name, id): spells of the tables
        self.names = {}                 # name: [(kind of file, ids, start, end, place)]
        self.orgs = set()

    def wrong(self, place, what):
        self.errors.append(f"{place[0]}:{place[1]}: {what}")

    def lines(self, name):
        path = self.data / "lexicon" / name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield (name, number), [part.strip() for part in line.split("|")]

    def span(self, place, text):
        """The first and last day of `from..to`."""
        match = re.fullmatch(r"([\d-]*)\.\.([\d-]*)", text.replace(" ", ""))
        try:
            start, end = day(match[1], False), day(match[2], True)
        except (TypeError, ValueError):
            self.wrong(place, f"'{text}' is no time, as 1990-01..1995")
            return FIRST, LAST
        if end < start:
            self.wrong(place, f"'{text}' ends before it begins")
        return start, end

    def ids(self, place, text):
        for one in text.split("+"):
            if one.startswith("*"):
                if one[1:] not in self.orgs:
                    self.wrong(place, f"no line of actors.txt has the id '{one}'")
            elif one not in ("-", "@", "@*") and one not in self.states:
                self.wrong(place, f"no state of world/states.csv has the id '{one}'")

    def add_names(self, place, kind, ids, text):
        for name in filter(None, (x.strip() for x in text.split(","))):
            match = re.fullmatch(r"([^\[\]]+?)(?:\s*\[([^\]]*)\])?", name)
            if match is None:
                self.wrong(place, f"'{name}' is no name with a time in brackets")
                continue
            start, end = self.span(place, match[2]) if match[2] else (FIRST, LAST)
            self.names.setdefault(match[1] if match[1].isupper() else fold(match[1]), []).append(
                (kind, ids, start, end, place, match[1]))

    def actors(self):
        for place, part in self.lines("actors.txt"):
            self.ids(place, part[0])
            for kind, text in zip(("name", "adjective", "seat", "prefix"), part[1:]):
                self.add_names(place, kind, part[0], text)
        for place, part in self.lines("places.txt"):
            self.ids(place, part[0])
            self.add_names(place, "place", part[0], part[1])
        for name, readings in sorted(self.names.items()):
            for i, one in enumerate(readings):
                for other in readings[i + 1:]:
                    if one[2] < other[3] and other[2] < one[3] and "-" not in (one[1], other[1]) \
                            and "prefix" not in (one[0], other[0]) and one[5] not in SEVERAL:
                        self.wrong(other[4], f"'{other[5]}' stands in {one[4][0]}:{one[4][1]}, too, "
                                             "at the same time")

    def leaders(self):
        own = set()
        for row in table(self.data / "world" / "leaders.csv"):
            own.add(row["state"])
            self.terms.setdefault((fold(row["name"]), row["state"]), []).append(
                (day(row["start"], False), day(row["end"], True)))
            part = re.fullmatch(r"[a-z]+-[a-z]+-(.*?)(-\d+)+", row["leader"])
            words = re.sub(r"[ ']", "-", fold(row["name"]).replace(".", ""))
            if part is None or f"-{part[1]}-" not in f"-{words}-":
                self.errors.append(f"world/leaders.csv: the key '{row['leader']}' does not hold a "
                                   f"part of the name '{row['name']}'")
        seen = {}
        for place, part in self.lines("leaders.txt"):
            name = fold(part[0].split(",")[0].split("/")[0].strip())
            self.ids(place, part[1])
            if part[1] in own:
                self.wrong(place, f"leaders of {part[1]} stand in world/leaders.csv")
            spells = [self.span(place, term) for term in part[2].split(";")]
            again = [x for x in seen.get((name, part[1]), []) if any(a <= x[1] and x[0] <= b for a, b in spells)]
            if again:
                self.wrong(place, f"'{name}' stands here twice")
            seen.setdefault((name, part[1]), []).extend(spells)
            for form in part[0].split(","):
                self.terms.setdefault((fold(form.split("/")[0].strip()), part[1]), []).extend(spells)

    def people(self):
        seen = set()
        for place, part in self.lines("people.txt"):
            self.ids(place, part[1])
            forms = [fold(x.strip()) for x in part[0].split(",")]
            known = self.terms.get((forms[0], part[1]), [])
            if len(part) == 2:
                if not known:
                    self.wrong(place, f"'{forms[0]}' has no time, and no table of leaders knows them")
                continue
            if (forms[0], part[1]) in seen:
                self.wrong(place, f"'{forms[0]}' stands here twice")
            seen.add((forms[0], part[1]))
            anew = [uncovered(*self.span(place, term), known) for term in part[2].split(";")]
            if known and max(anew) < ANEW:
                self.wrong(place, f"the tables of leaders have '{forms[0]}' for that time")

    def surnames(self):
        seen = {}
        for place, part in self.lines("surnames.txt"):
            head, _, words = part[0].partition(":")
            for word in words.split():
                if seen.setdefault((head, word), place) != place or words.split().count(word) > 1:
                    self.wrong(place, f"'{word}' stands here twice")

    def run(self):
        self.orgs = {part[0][1:] for _, part in self.lines("actors.txt") if part[0].startswith("*")}
        self.actors()
        self.leaders()
        self.people()
        self.surnames()
        for row in table(self.data / "world" / "institutions.csv"):
            if row["institution"] not in self.orgs:
                self.errors.append(f"actors.txt: no line has the institution {row['institution']}")
        return self.errors


def main(arguments):
    errors = Linter(pathlib.Path(arguments[0]) if arguments else ROOT / "data").run()
    print("\n".join(errors + [f"{len(errors)} errors"]))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
