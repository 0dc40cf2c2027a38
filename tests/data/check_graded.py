#!/usr/bin/env python3
"""Models of outcomes of pairs on the published files: rows against the files themselves, fits
against their definition, and against R where R is installed.

usage: check_graded.py PROGRAM DATA_FOLDER

Without DATA_FOLDER nothing is tested; without R what R is asked for is skipped.

  1. rows from the files     2. fits by their definition     3. the same fits in R

SPDX-License-Identifier: MIT
"""
import collections
import csv
import functools
import gzip
import io
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

FILES = ("cow-alliances/alliance_v4.1_by_dyad.csv", "cow-mid/MIDB 5.0.csv",
         "cow-nmc/peacesciencer_cow_nmc_v7.csv", "rivalries/thompson_sakuwa_suhas_2021.csv",
         "cow-state-system/majors2016.csv", "cow-contiguity/peacesciencer_cow_contdir.csv",
         "cow-igo/peacesciencer_cow_igo_ndy.csv.gz", "sanctions/GSDB_V4.csv",
         "major-power-signals/individual_signals.csv.gz", "peace-scale/peacedata3.1.csv")
LEVELS = (0, 0.25, 0.5, 0.75, 1)

HEAD = "format: 1\nname: {name}\noutcome: {{name: {outcome}, model: {model}}}\n" \
       "record: {{from: {first}, to: {last}}}\n{more}effects:\n{effects}"
MODELS = {
    "moves": dict(outcome="peace", model="moves", first=1901, last=2019, more="",
                  effects="  - {name: X, of: same_region}\n"),
    "onset": dict(outcome="bilateral", model="onset", first=1984, last=1990,
                  more="errors: members\n",
                  effects="  - {name: X, of: contiguity}\n  - {name: egoPlusAltX, of: power}\n"
                          "  - {name: X, of: organisations}\n  - {name: X, of: past_dispute}\n"
                          "  - {name: X, of: pressure_product}\n"),
    "onset-dyad": dict(outcome="bilateral", model="onset", first=1984, last=1990, more="",
                       effects="  - {name: X, of: contiguity}\n  - {name: X, of: past_dispute}\n"),
    "peace": dict(outcome="peace", model="moves", first=1981, last=2012, more="errors: members\n",
                  effects="  - {name: X, of: power_ratio}\n  - {name: X, of: rivalry}\n"
                          "  - {name: X, of: obligation}\n"),
    "network": dict(outcome="defence", model="network", first=1985, last=1990,
                    more="bootstrap: 20\n",
                    effects="  - {name: X, of: contiguity}\n  - {name: X, of: rivalry}\n"),
    "disputes": dict(outcome="dispute", model="onset", first=1986, last=1990, more="",
                     effects="  - {name: X, of: same_region}\n"),
    "tested": dict(outcome="bilateral", model="onset", first=1975, last=1988, more="",
                   effects="  - {name: X, of: same_region}\n"),
    "levels": dict(outcome="cooperation", model="ordered", first=1990, last=2012,
                   more="pairs: great-powers\n",
                   effects="  - {name: X, of: obligation}\n  - {name: X, of: power_ratio}\n"),
    "climbs": dict(outcome="cooperation", model="moves", first=1990, last=2012,
                   more="pairs: great-powers\n", effects="  - {name: X, of: obligation}\n"),
}
GREAT = {"USA", "GBR", "FRA", "RUS", "CHN"}


class Bench:
    def __init__(self, program, data, folder):
        self.report = Report()
        self.program, self.data = str(pathlib.Path(program).resolve()), data
        self.folder = pathlib.Path(folder)
        self.made = {}

    def expect(self, name, good, what):
        self.report.check(name, [] if good else [str(what)])

    def call(self, *words):
        done = subprocess.run([self.program, *words, "--db", str(self.folder / "store.db")],
                              check=False, capture_output=True, text=True, timeout=500)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(words)}: {done.stderr}")
        return done.stdout

    def file_of(self, name):
        path = self.folder / f"{name}.yaml"
        path.write_text(HEAD.format(name=name, **MODELS[name]), encoding="utf-8")
        return str(path)

    def ask(self, name, *words):
        """The rows of a command on a model, asked once."""
        key = (name, *words)
        if key not in self.made:
            text = self.call("fit", self.file_of(name), "-f", "csv", *words)
            self.made[key] = list(csv.DictReader(io.StringIO(text)))
        return self.made[key]

    def numbers(self):
        """Printed id by COW number and year."""
        spells = collections.defaultdict(list)
        for row in csv.DictReader(io.StringIO(self.call("list", "states", "-f", "csv"))):
            spells[int(row["ccode"])].append((row["state"], int(row["start"][:4]),
                                              int(row["end"][:4]) if row["end"] else 9999))

        @functools.lru_cache(maxsize=None)
        def found(ccode, year):
            states = [s for s, start, end in spells[ccode] if start <= year <= end]
            return states[0] if states else None
        return found


# 1. rows from the files


def last_days(data):
    """Dyad and year to the level on its last day, None in transition, by the publisher's file."""
    levels = {}
    for line in (data / "peace-scale/peacedata3.1.csv").read_text(encoding="utf-8").splitlines():
        dyad, *rest = line.split(",")
        for span, level in zip(rest[::2], rest[1::2]):
            match = re.fullmatch(r"(\d{4})(\d{4})-(\d{4})(\d{4})", span.strip())
            if match is None or level.strip() == "":
                continue
            first, last = int(match[1]), int(match[3]) if match[4] == "1231" else int(match[3]) - 1
            last = 2020 if match[4] == "9999" else last
            for year in range(max(first, 1900), last + 1):
                levels[int(dyad) // 1000, int(dyad) % 1000, year] = \
                    None if float(level) < 0 else float(level)
    return levels


def moves_of(data, found):
    """(year, ids) to (move, level before) by going through the file."""
    moves, levels = {}, last_days(data)
    for a, b in sorted({key[:2] for key in levels}):
        before = None
        for year in range(1900, 2020):
            ids = found(a, year), found(b, year)
            level = levels.get((a, b, year))
            if None in ids:
                before = None
                continue
            if level is not None and before is not None and year > 1900:
                if None not in (found(a, year - 1), found(b, year - 1)):
                    moves[(year, *sorted(ids))] = ((level > before) + 2 * (level < before), before)
            before = level if level is not None else before
    return moves


def check_moves(bench):
    want = moves_of(bench.data, bench.numbers())
    have = {}
    for row in bench.ask("moves", "--rows"):
        level = [v for v in LEVELS if v != 0.5 and row[f"level_{v:g}"] == "1"]
        have[(int(row["year"]), *sorted((row["state_a"], row["state_b"])))] = \
            (int(row["value"]), level[0] if level else 0.5)
    # states of two numbers at a time, and pairs of one state, have no rows of their own
    both = set(want) & set(have)
    differ = [key for key in both if want[key] != have[key]]
    share = len(both) / max(len(want), 1)
    bench.expect("the moves of the peace scale are those of the published file",
                       not differ and share > 0.985,
                       f"{len(want)} there, {len(have)} here, {len(both)} both, {differ[:5]}")
    ups = sum(have[key][0] == 1 for key in have)
    downs = sum(have[key][0] == 2 for key in have)
    fit = bench.ask("moves")
    bench.expect("a fit counts the moves that its rows have",
                       {(r["outcome"], r["events"]) for r in fit} ==
                       {("up", str(ups)), ("down", str(downs))}, f"{ups} {downs}")
    level = [r for r in fit if r["outcome"] == "down" and r["effect"] == "level 1"]
    bench.expect("no security community has fallen: that has no number",
                       len(level) == 1 and level[0]["estimate"] == "" and level[0]["p"] == "" and
                       "separation" in level[0]["problem"], level)


def check_organisations(bench):
    found, want = bench.numbers(), {}
    with gzip.open(bench.data / "cow-igo/peacesciencer_cow_igo_ndy.csv.gz", "rt") as file:
        rows = csv.reader(file)
        names = next(rows)
        a, b, when = (names.index(name) for name in ("ccode1", "ccode2", "year"))
        for row in rows:
            year = int(row[when])
            if 1974 <= year <= 1989:
                ids = found(int(row[a]), year), found(int(row[b]), year)
                if None not in ids:
                    want[(year, *sorted(ids))] = float(row[3])
    wrong = [row for row in bench.ask("onset", "--rows")
             if abs(math.log1p(want.get((int(row["year"]) - 1,
                                         *sorted((row["state_a"], row["state_b"]))), -0.5)) -
                    float(row["X.organisations"])) > 1e-5]
    bench.expect("shared organisations are those of the file, a year before",
                       not wrong, wrong[:2])


def check_kept(bench):
    fit = bench.ask("moves")
    kept = [row for row in csv.DictReader(io.StringIO(bench.call("list", "fits", "-f", "csv")))
            if row["model"] == "moves"]
    shown = csv.DictReader(io.StringIO(bench.call("show", "fit", kept[0]["fit"], "-f", "csv"))) \
        if kept else []
    bench.expect("a fit is kept in the store and read again",
                 [row["estimate"] for row in shown] == [row["estimate"] for row in fit],
                 f"{kept} {fit[:1]}")


def disputes_of(data, found, first, last):
    """Pairs by year with a dispute of hostility 2 and more, by the spells of participants."""
    spells = collections.defaultdict(list)
    with open(data / "cow-mid/MIDB 5.0.csv", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if int(row["endyear"]) >= first and int(row["styear"]) <= last:
                spells[row["dispnum"]].append(row)

    def day(row, end, missing):
        value = int(row[f"{end}day"])
        return int(row[f"{end}year"]), int(row[f"{end}mon"]), value if value > 0 else missing
    out = set()
    for rows in spells.values():
        for x in rows:
            for y in rows:
                start = max(day(x, "st", 1), day(y, "st", 1))
                end = min(day(x, "end", 31), day(y, "end", 31))
                if x["sidea"] != "1" or y["sidea"] != "0" or start > end or \
                        max(int(x["hostlev"]), int(y["hostlev"])) < 2:
                    continue
                for year in range(max(start[0], first), min(end[0], last) + 1):
                    ids = found(int(x["ccode"]), year), found(int(y["ccode"]), year)
                    if None not in ids:
                        out.add((year, *sorted(ids)))
    return out


def check_disputes(bench):
    want = disputes_of(bench.data, bench.numbers(), 1985, 1990)
    have = {(int(r["year"]), *sorted((r["state_a"], r["state_b"]))): float(r["value"])
            for r in bench.ask("disputes", "--rows")}
    differ = [key for key, value in have.items() if (key in want) != (value == 1)]
    at_risk = [key for key in want if key[0] > 1985 and (key[0] - 1, *key[1:]) not in want]
    lost = [key for key in at_risk if have.get(key) != 1]
    bench.expect("disputes that begin are those of the published spells",
                 not differ and len(lost) <= len(at_risk) // 50 and len(at_risk) > 100,
                 f"{differ[:5]} {lost[:5]} of {len(at_risk)}")


def check_backtest(bench):
    """The base rate of an origin, and all that is counted, from the rows of the fit."""
    rows = [(int(r["year"]), float(r["value"])) for r in bench.ask("tested", "--rows")]
    text = bench.call("backtest", bench.file_of("tested"), "--horizon", "1", "-f", "csv")
    wrong, seen = [], 0
    for row in csv.DictReader(io.StringIO(text)):
        if row["model"] != "base rate" or row["origin"] == "":
            continue
        known = [v for year, v in rows if year <= int(row["origin"])]
        came = [v for year, v in rows if year == int(row["origin"]) + 1]
        rate = sum(known) / len(known)
        brier = sum((rate - v) ** 2 for v in came) / len(came)
        seen += 1
        if (int(row["n"]), int(row["events"])) != (len(came), sum(came)) or \
                abs(float(row["brier"]) - brier) > 1e-12:
            wrong.append((row["origin"], row["n"], row["brier"], len(came), brier))
    bench.expect("a backtest counts and scores the rows of its model", not wrong and seen == 3,
                 f"{seen} {wrong[:3]}")


def check_between(bench):
    """Pairs of two permanent members are scored by themselves, too; the rule rules nothing out."""
    rows = [r for r in bench.ask("climbs", "--rows") if 2004 <= int(r["year"]) <= 2005 and
            {r["state_a"], r["state_b"]} <= GREAT]
    text = bench.call("backtest", bench.file_of("climbs"), "--rule", "--from", "2003", "--to",
                      "2004", "--horizon", "1", "-f", "csv")
    scored = {(r["outcome"], r["model"]): r for r in csv.DictReader(io.StringIO(text))
              if r["origin"] == ""}
    wrong = [row for (_, model), row in scored.items() if model == "rule" and not row["log_score"]]
    for move, name in ((1, "up"), (2, "down")):
        of = [r for r in rows if int(r["choices"]) & 2 * move]
        row = scored[f"{name} between permanent members", "rule"]
        want = len(of), sum(int(r["value"]) == move for r in of)
        if (int(row["n"]), int(row["events"])) != want or not of or \
                int(scored[name, "rule"]["n"]) <= len(of):
            wrong.append((name, row["n"], row["events"], want))
    bench.expect("pairs of two permanent members are scored by themselves, too", not wrong, wrong)


# 2. fits by their definition


def design(rows):
    columns = [name for name in rows[0]
               if name not in ("year", "state_a", "state_b", "value", "choices")]
    return columns, [[float(row[c]) for c in columns] for row in rows]


def scores_of(rows, x, estimates, levels):
    """Scores by row of the multinomial logit at the estimates; where none is, it is left out."""
    for row, xi in zip(rows, x):
        choices = int(row["choices"]) if row["choices"] else 2 ** levels - 1
        eta = [0.0] + [sum(b * v for b, v in zip(estimates[k], xi) if b is not None)
                       for k in range(levels - 1)]
        p = [math.exp(e) if choices >> k & 1 else 0.0 for k, e in enumerate(eta)]
        total = sum(p)
        yield [((int(float(row["value"])) == k + 1) - p[k + 1] / total) * v
               for k in range(levels - 1) for b, v in zip(estimates[k], xi) if b is not None], \
            [q / total for q in p]


def solve(a, b):
    n = len(a)
    a = [row[:] + list(b[i]) for i, row in enumerate(a)]
    for k in range(n):
        pivot = max(range(k, n), key=lambda r: abs(a[r][k]))
        a[k], a[pivot] = a[pivot], a[k]
        a[k] = [v / a[k][k] for v in a[k]]
        for i in range(n):
            if i != k and a[i][k] != 0:
                factor = a[i][k]
                a[i] = [u - factor * v for u, v in zip(a[i], a[k])]
    return [row[n:] for row in a]


def robust(rows, x, estimates, levels, members):
    """Standard errors by the definition, and the largest element of the score."""
    used = [(k, c) for k in range(levels - 1) for c, b in enumerate(estimates[k]) if b is not None]
    m = len(used)
    information = [[0.0] * m for _ in range(m)]
    of_pair, of_state = collections.defaultdict(lambda: [0.0] * m), \
        collections.defaultdict(lambda: [0.0] * m)
    total = [0.0] * m
    for (row, xi), (score, p) in zip(zip(rows, x), scores_of(rows, x, estimates, levels)):
        pair = row["state_a"], row["state_b"]
        for sums in (total, of_pair[pair], of_state[pair[0]], of_state[pair[1]]):
            for j, s in enumerate(score):
                sums[j] += s
        there = [(i, k, xi[c]) for i, (k, c) in enumerate(used) if xi[c] != 0]
        for at, (i, k, xc) in enumerate(there):
            for j, other, xd in there[:at + 1]:
                information[i][j] += p[k + 1] * ((k == other) - p[other + 1]) * xc * xd
    for i in range(m):
        for j in range(i):
            information[j][i] = information[i][j]
    meat = [[0.0] * m for _ in range(m)]
    parts = [(of_state, 1.0), (of_pair, -1.0)] if members else \
        [(of_pair, len(of_pair) / (len(of_pair) - 1))]
    for sums, weight in parts:
        for s in sums.values():
            for i in range(m):
                for j in range(m):
                    meat[i][j] += weight * s[i] * s[j]
    left = solve(information, meat)
    both = solve(information, [list(col) for col in zip(*left)])
    return [math.sqrt(v) if v > 0 else math.nan for v in (both[i][i] for i in range(m))], \
        max(map(abs, total))


def check_definition(bench, name, levels, members):
    rows, fit = bench.ask(name, "--rows"), bench.ask(name)
    columns, x = design(rows)
    outcomes = {"onset": ["onset"], "up": ["up", "down"]}[fit[0]["outcome"]]
    estimates, errors = [], []
    for outcome in outcomes:
        by_name = {f"{r['effect']}{'.' if r['of'] else ''}{r['of']}".replace(" ", "_"): r
                   for r in fit if r["outcome"] == outcome}
        estimates.append([float(by_name[c]["estimate"]) if c in by_name and
                          by_name[c]["estimate"] else None for c in columns])
        errors += [float(by_name[c]["se"] or "nan") for c in columns
                   if c in by_name and by_name[c]["estimate"]]
    # what is told perfectly is on its way to 0: its rows tell nothing of the others
    keep, told = [], [c for c, name_ in enumerate(columns) for k, o in enumerate(outcomes)
                      if any(r["outcome"] == o and r["problem"].startswith("tells") and
                             f"{r['effect']}".replace(" ", "_") == name_ for r in fit)]
    for i, row in enumerate(rows):
        if any(x[i][c] != 0 for c in told):
            row = dict(row, choices=str(int(row["choices"]) & ~4))
        if int(row["choices"] or 3) not in (1,):
            keep.append((row, x[i]))
    want, score = robust([r for r, _ in keep], [v for _, v in keep], estimates, levels, members)
    bench.expect(f"{name}: the likelihood is at its top", score < 1e-5, score)
    differ = [(a, b) for a, b in zip(errors, want)
              if math.isnan(a) != math.isnan(b) or abs(a - b) > 1e-6 * b]
    bench.expect(f"{name}: errors are those of the definition",
                 not differ and len(want) == len(errors), differ)


# 3. the same fits in R

R_GLM = """
d <- read.csv("{rows}", check.names=TRUE)
x <- d[, 6:ncol(d)]
f <- glm(d$value ~ 0 + as.matrix(x), family=binomial, control=glm.control(epsilon=1e-14, maxit=100))
cat(sprintf("%.12g", coef(f)), sep="\\n")
"""
R_POLR = """
suppressMessages(library(MASS))
d <- read.csv("{rows}", check.names=TRUE)
x <- as.matrix(d[, 6:ncol(d)])
x <- x[, apply(x, 2, var) > 0]
f <- polr(factor(d$value) ~ x, start=c({start}), control=list(reltol=1e-14, maxit=1000))
cat(sprintf("%.12g", c(coef(f), f$zeta)), sep="\\n")
"""


def r_says(bench, script, name, **values):
    rows = bench.ask(name, "--rows")
    path = bench.folder / f"{name}.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = subprocess.run(["Rscript", "-e", script.format(rows=path, **values)], check=False,
                          capture_output=True, text=True, timeout=300)
    return [float(v) for v in done.stdout.split()], done.stderr


def check_r(bench):
    if shutil.which("Rscript") is None:
        bench.report.skip("the same fits in R", "R is not installed")
        return
    for name in "onset", "network":
        have = [float(r["estimate"]) for r in bench.ask(name) if r["estimate"]]
        want, errors = r_says(bench, R_GLM, name)
        bench.expect(f"{name}: the fit is that of glm() in R", len(want) == len(have) and
                     all(abs(a - b) < 1e-6 * (1 + abs(b)) for a, b in zip(have, want)),
                     f"{have} {want} {errors[-200:]}")
    if subprocess.run(["Rscript", "-e", "library(MASS)"], check=False, capture_output=True,
                      timeout=60).returncode != 0:
        bench.report.skip("the levels in R", "R has no MASS")
        return
    have = [float(r["estimate"]) for r in bench.ask("levels") if r["estimate"]]
    start = ",".join(f"{v + 0.01 * (i % 3 - 1):.3f}" for i, v in enumerate(have))
    want, errors = r_says(bench, R_POLR, "levels", start=start)
    bench.expect("the levels are those of polr() in R", len(want) == len(have) and
                       all(abs(a - b) < 1e-3 * (1 + abs(b)) for a, b in zip(have, want)),
                       f"{have} {want} {errors[-200:]}")


def check(bench):
    bench.call("import", "auto", *[str(bench.data / name) for name in FILES])
    check_moves(bench)
    check_kept(bench)
    check_organisations(bench)
    check_disputes(bench)
    check_backtest(bench)
    check_between(bench)
    check_definition(bench, "onset", 2, True)
    check_definition(bench, "onset-dyad", 2, False)
    check_definition(bench, "peace", 3, True)
    check_r(bench)


def main(program, data):
    data = pathlib.Path(data)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(program, data, folder)
        if data.is_dir():
            check(bench)
        else:
            bench.report.skip("models of the published files", "no ../shared")
        return bench.report.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
