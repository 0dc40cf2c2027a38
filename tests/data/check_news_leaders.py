#!/usr/bin/env python3
"""Compare data/lexicon/leaders.txt with Archigos 4.1, the effective leaders to 2015.

usage: check_news_leaders.py [-v]

Both ways, for the states of leaders.txt. A term of ours of somebody whom Archigos names at a time
that overlaps lasts as long as there, or lies within that time, or around it (a term of office may
be longer than the effective rule, and shorter), each side within SLACK days and as far as our date
is exact; a term that only crosses theirs stands in DATED with the reason. Whom Archigos does not name
was not the effective leader but a head of state or of government beside the one who was: BESIDE
counts them by state. A leader of Archigos since FIRST for LONG days or more is among ours, else
LEFT_OUT says why. Terms that begin after Archigos ends are not compared.

Exit 1 for a difference without a reason, or a reason that is not needed.  Without the published
data: exit 77, which the tests count as skipped. `-v` lists the differences that are explained.

SPDX-License-Identifier: MIT
"""
import csv
import datetime
import sys

from check_leaders import ARCHIGOS, DAY, ROOT, WORLD, alike, day, table, words

LEXICON = ROOT / "data" / "lexicon" / "leaders.txt"
FIRST, LAST = datetime.date(1975, 1, 1), datetime.date(2015, 12, 31)
SLACK = 31                              # days
LONG = 180                              # days

# How many names of a state are of heads of state or of government beside the effective leader.
BESIDE = {
    "AFG": 2, "ALB": 3, "ARM": 1, "ATG": 4, "AUT": 3, "AZE": 1, "BGR": 4, "BIH": 2, "CIV": 1,
    "COD": 1, "COL": 3, "COM": 1, "CPV": 3, "CRI": 1, "CSK": 3, "CZE": 3, "DDR": 4, "DMA": 2,
    "EGY": 3, "ESP": 2, "EST": 3, "FIN": 10, "GEO": 2, "GRC": 1, "GRD": 4, "HRV": 4, "HTI": 1,
    "HUN": 4, "IRQ": 3, "ISR": 1, "KEN": 1, "KHM": 2, "KIR": 1, "KNA": 1, "LAO": 1, "LBN": 6,
    "LBY": 1, "LCA": 1, "LKA": 2, "LTU": 6, "LVA": 5, "MDA": 3, "MHL": 1, "MKD": 3, "MMR": 3,
    "MNE": 3, "MNG": 2, "NPL": 2, "NRU": 1, "PAK": 5, "PAN": 1, "PER": 1, "PLW": 2, "POL": 16,
    "PRT": 11, "ROU": 8, "RVN": 1, "RWA": 1, "SDN": 1, "SOM": 6, "SRB": 7, "STP": 4, "SUR": 1,
    "SVK": 4, "SVN": 2, "SYC": 3, "THA": 2, "TLS": 3, "TON": 2, "TUN": 2, "TUV": 1, "VCT": 1,
    "VNM": 3, "VUT": 3, "WSM": 3, "XKX": 4, "YMD": 1,
}
# (state, our name, first day of our term): why our dates are others.
DATED = {
    ("FIN", "Urho Kekkonen", "1954-10-20"):
        "head of government, then of state",
    ("HUN", "Karoly Grosz", "1987-06-25"):
        "head of government before he led the party",
    ("SVN", "Milan Kucan", "1991-06-25"):
        "president of the new state to the end, there beside the head of government",
    ("ARM", "Robert Kocharyan", "1997-03-20"):
        "head of government before he was president",
    ("QAT", "Khalifa bin Hamad al-Thani", "1972-02-22"):
        "there under another spelling, taken for his son",
    ("AFG", "Nur Mohammad Taraki", "1978-04-30"):
        "head of state until September, there until he lost the government; Shafiq is another Mohammad",
    ("LKA", "Ranasinghe Premadasa", "1978-02-06"):
        "head of government before he was president",
    ("VNM", "Pham Van Dong", "1955-09-20"):
        "head of government beside the party; a namesake of Nguyen Van Linh",
    ("VNM", "Tran Duc Luong", "1997-09-24"):
        "head of state beside the party; a namesake of Nong Duc Manh",
    ("VNM", "Nguyen Minh Triet", "2006-06-27"):
        "head of state beside the party; a namesake of Nong Duc Manh",
}
# (state, Archigos): why they are not among ours.
LEFT_OUT = {
    ("BTN", "Lyonpo Sangay Ngedup"): "a chairman for a year, under the king",
    ("BTN", "Lyonpo Yeshey Zimba"): "a chairman for a year, under the king",
    ("BTN", "Lyonpo Kinzang Dorji"): "a chairman for a year, under the king",
    ("COL", "Vargas"): "Virgilio Barco Vargas",
    ("COL", "Pizano"): "Ernesto Samper Pizano",
    ("COL", "Arango"): "Andres Pastrana Arango",
    ("COM", "Bob Denard"): "a mercenary without an office",
    ("CRI", "de la Espriella"): "Abel Pacheco de la Espriella",
    ("IRQ", "Paul Bremer"): "acted for the United States, and stands in people.txt",
    ("DDR", "Gysi"): "of the party, without an office of state",
    ("KWT", "Saddam Hussein"): "the occupation by Iraq",
    ("MKD", "Nikola Kljusev"): "before the state",
    ("SWZ", "Dzeliwe Shongwe"): "a regent",
    ("SWZ", "Ntombe Thwala"): "a regent",
    ("YMD", "Ali Nassir Hassani"): "Ali Nasir Muhammad, a first time in 1978 for half a year",
}


def rows():
    """state, name, forms, start, end and the words of the term as written."""
    with open(LEXICON, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            forms, state, terms = (part.strip() for part in line.split("|"))
            name = forms.split(",")[0].split("/")[0].strip()
            for term in terms.split(";"):
                start, end = (part.strip() for part in term.split(".."))
                yield state, name, forms, start, end


def shared(theirs, forms):
    """How many words two names have in common; one is enough for two of the same time."""
    return sum(len(a) > 2 and any(alike(a, b) for b in words(forms.replace("/", " ").replace(",", " ")))
               for a in words(theirs))


def archigos():
    codes = {x["code"]: x["state"] for x in table(WORLD / "codes.csv") if x["scheme"] == "gw"}
    spells = {}
    with open(ARCHIGOS, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            state = codes.get(row["gwcode"])
            spells.setdefault(state, []).append(
                (row["leader"], datetime.date.fromisoformat(row["startdate"]),
                 datetime.date.fromisoformat(row["enddate"])))
    return spells


def far(written, last, theirs):
    """Days between a date of ours and one of theirs, 0 within what ours leaves open."""
    low, high = day(written, False), day(written, True)
    return max((low - theirs).days, (theirs - high).days, 0)


def joined(spells):
    """Spells of one person that follow one another, as one."""
    out = []
    for start, end in sorted(spells):
        if out and (start - out[-1][1]).days <= SLACK:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def overlapping(spells, low, high):
    return [x for x in joined(spells) if x[0] <= high and low <= x[1]]


class Comparison:
    def __init__(self):
        self.found, self.used, self.explained, self.beside = [], set(), [], {}

    def differ(self, reasons, key, what):
        why = reasons.get(key)
        if why is None:
            self.found.append(f"{key}: {what}")
        else:
            self.used.add(key)
            self.explained.append(f"{key}: {what} - {why}")

    def ours(self, state, name, forms, start, end, spells):
        low, high = day(start, False), min(day(end, True), LAST)
        if low > LAST - SLACK * DAY:
            return
        then = [(shared(who, forms), a, b) for who, a, b in spells if a <= high and low <= b]
        most = max([x[0] for x in then], default=0)
        theirs = overlapping([(a, b) for who, a, b in spells if most and shared(who, forms) >= most],
                             low, high)
        if not theirs:
            self.beside.setdefault(state, set()).add(name)
            return
        begins, ends = theirs[0][0], theirs[-1][1]
        before = far(start, False, begins)
        after = far(end, True, ends) if high < LAST or ends < LAST - SLACK * DAY else 0
        crosses = (before > SLACK and after > SLACK and
                   (day(start, False) < begins) == (high < ends))
        if crosses:
            self.differ(DATED, (state, name, start), f"{start}..{end}, Archigos has {begins}..{ends}")
        elif max(before, after) > SLACK:
            self.explained.append(f"{state} {name}: {start}..{end} within or around {begins}..{ends}")


def main(arguments):
    if not ARCHIGOS.is_file():
        print("skipped: no ../shared beside the checkout")
        return 77
    spells, comparison, held = archigos(), Comparison(), {}
    for state, name, forms, start, end in rows():
        held.setdefault(state, []).append((forms, day(start, False), day(end, True)))
        comparison.ours(state, name, forms, start, end, spells.get(state, []))
    for state, ours in sorted(held.items()):
        for who, a, b in spells.get(state, []):
            known = any(shared(who, forms) and low <= b and a <= high
                        for forms, low, high in ours)
            if b >= FIRST and (b - a).days >= LONG and not known:
                comparison.differ(LEFT_OUT, (state, who), f"{a}..{b} is not among ours")
    for state in sorted(comparison.beside.keys() | BESIDE.keys()):
        names = sorted(comparison.beside.get(state, ()))
        comparison.explained += [f"{state} {name}: beside the effective leader" for name in names]
        if len(names) != BESIDE.get(state, 0):
            comparison.found.append(f"{state}: {len(names)} whom Archigos does not name, "
                                    f"{BESIDE.get(state, 0)} expected: {', '.join(names)}")
    reasons = [*DATED, *LEFT_OUT]
    faults = comparison.found + [f"{x}: the reason is not needed" for x in reasons if x not in comparison.used]
    if "-v" in arguments:
        print("\n".join(comparison.explained))
    print("\n".join(faults + [f"{sum(len(x) for x in held.values())} terms, {len(faults)} errors"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
