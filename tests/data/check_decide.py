#!/usr/bin/env python3
"""Positions of `entente decide` against the votes that followed, in roll calls like the motion.

usage: check_decide.py PROGRAM DATA_FOLDER [--print]

The program knows the votes before a day alone; what states did in the two years after it, in the
roll calls that the sponsor voted for and the other state against, is taken from the published
file.  The score is Brier's over the three stances: the mean of the sum of squared differences.
Beside it stand the shares of all votes in such roll calls of the ten years before (the base rate),
and one third each.  For bodies of consensus the chance that a motion passes, and the share of the
past that the members' own votes would have passed, stand against the share of those two years that
no member voted against.  Without DATA_FOLDER nothing is tested.

SPDX-License-Identifier: MIT
"""
import collections
import csv
import gzip
import io
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAIRS = ("USA", "RUS"), ("USA", "CHN"), ("RUS", "USA"), ("IND", "FRA")
YEARS = 1986, 1996, 2006, 2016
AHEAD = 2
STANCES = "no", "abstain", "yes"
BODIES = ("NATO", "USA", "RUS"), ("SCO", "RUS", "USA"), ("ASEAN", "IDN", "USA"), ("G20", "DEU", "IRN")
BODY_YEARS = 2004, 2008, 2012, 2016
MOST_OFF = {"chance": 0.25, "past": 0.15}   # mean distance from what came
MOST_MISS = 0.15    # of a fifth of the forecasts, between forecast and share


def world(name):
    with open(ROOT / "data" / "world" / name, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(x for x in lines if not x.startswith("#")))


def read_votes(folder):
    """{roll call: (date, {state: vote})} of the published file."""
    iso2 = collections.defaultdict(list)
    for row in world("codes.csv"):
        if row["scheme"] == "iso2":
            iso2[row["code"]].append(row["state"])
    with gzip.open(folder / "un_roll_calls.csv.gz", "rt", encoding="utf-8") as lines:
        calls = {row["rcid"]: (row["date"], {}) for row in csv.DictReader(lines)}
    with gzip.open(folder / "un_votes.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for state in iso2[row["country_code"]][:1]:
                calls[row["rcid"]][1][state] = row["vote"]
    return calls


def like(calls, sponsor, against, first, after):
    for date, votes in calls.values():
        if first <= date < after and votes.get(sponsor) == "yes" and votes.get(against) == "no":
            yield {s: v for s, v in votes.items() if v in STANCES and s not in (sponsor, against)}


def brier(chances, vote):
    return sum((chances[s] - (s == vote)) ** 2 for s in STANCES)


class Scores:
    def __init__(self):
        self.n = 0
        self.sums = collections.Counter()
        self.bins = [[0, 0.0, 0] for _ in range(5)]     # forecasts, their sum, yes

    def add(self, chances, base, vote):
        self.n += 1
        self.sums["decide"] += brier(chances, vote)
        self.sums["base rate"] += brier(base, vote)
        self.sums["a third each"] += brier(dict.fromkeys(STANCES, 1 / 3), vote)
        place = self.bins[min(4, int(chances["yes"] * 5))]
        place[0] += 1
        place[1] += chances["yes"]
        place[2] += vote == "yes"

    def mean(self, name):
        return self.sums[name] / self.n


def decide(program, store, body, sponsor, against, day):
    done = subprocess.run([program, "decide", body, "--db", store, "--sponsor", sponsor, "--against",
                           against, "--at", day, "-f", "csv"], check=False, capture_output=True,
                          text=True, timeout=120)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def forecast(program, store, sponsor, against, day):
    rows = decide(program, store, "UN", sponsor, against, day)
    return {row["member"]: {s: float(row["probability_" + s]) for s in STANCES} for row in rows
            if row["member"] != "motion"}


def score_bodies(program, store, calls):
    """The mean distance of the chance of consensus, and of the past, from what came."""
    off, cases = collections.Counter(), 0
    for body, sponsor, against in BODIES:
        for year in BODY_YEARS:
            rows = decide(program, store, body, sponsor, against, f"{year}-01-01")
            came = [all(votes.get(row["member"]) != "no" for row in rows)
                    for votes in like(calls, sponsor, against, f"{year}-01-01", f"{year + AHEAD}-01-01")]
            if came and rows[-1]["past"]:
                cases += 1
                off["chance"] += abs(float(rows[-1]["probability_yes"]) - sum(came) / len(came))
                off["past"] += abs(float(rows[-1]["past"]) - sum(came) / len(came))
    return {name: off[name] / cases for name in off}


def score(program, store, calls, scores):
    for sponsor, against in PAIRS:
        for year in YEARS:
            day = f"{year}-01-01"
            before = collections.Counter(v for votes in like(calls, sponsor, against,
                                                             f"{year - 10}-01-01", day)
                                         for v in votes.values())
            if sum(before.values()) == 0:
                continue
            base = {s: before[s] / sum(before.values()) for s in STANCES}
            chances = forecast(program, store, sponsor, against, day)
            for votes in like(calls, sponsor, against, day, f"{year + AHEAD}-01-01"):
                for state, vote in votes.items():
                    if state in chances:
                        scores.add(chances[state], base, vote)


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]) / "unga-votes"
    report, scores = Report(), Scores()
    if not folder.is_dir():
        report.skip("positions against the votes that followed", "the published files are not there")
        return report.close()
    with tempfile.TemporaryDirectory() as scratch:
        store = str(pathlib.Path(scratch) / "votes.db")
        subprocess.run([program, "import", "auto", "--db", store, "-q",
                        *(str(folder / f"un_{name}.csv.gz") for name in ("roll_calls", "votes"))],
                       check=True, timeout=300)
        calls = read_votes(folder)
        score(str(program), store, calls, scores)
        off = score_bodies(str(program), store, calls)
    report.check("consensus comes about as often as it is given a chance, and as it did before",
                 [f"{name}: off by {off[name]:.3f}" for name in MOST_OFF
                  if off[name] > MOST_OFF[name]])
    report.check("positions are better than the base rate by a quarter",
                 [] if scores.mean("decide") < 0.75 * scores.mean("base rate") else
                 [f"Brier {scores.mean('decide'):.4f}, base rate {scores.mean('base rate'):.4f}"])
    report.check("as many vote yes as the chances say",
                 [f"{n} forecasts of {total / n:.3f}: {yes / n:.3f} voted yes"
                  for n, total, yes in scores.bins if n and abs(total - yes) > MOST_MISS * n])
    if "--print" in sys.argv:
        print("consensus, mean distance:", ", ".join(f"{k} {v:.3f}" for k, v in off.items()))
        print(f"{scores.n} votes:", ", ".join(f"{k} {scores.mean(k):.4f}" for k in scores.sums))
        for n, total, yes in scores.bins:
            print(f"  {n} forecasts, mean {total / max(n, 1):.3f}, share of yes {yes / max(n, 1):.3f}")
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
