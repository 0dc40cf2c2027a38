#!/usr/bin/env python3
"""Time fits and simulations of models of ties, on one core.

usage: saom.py PROGRAM DATA_FOLDER

  1. 50 actors, 3 waves, 3 effects            2. 74 states, 5 waves, pacts, forcing, 6 effects
  3. the states of 1992-2008, waves every     4. the same network, 2,000 simulations of type 6
     4 years, the same effects

What is held against the promise is the processor's time of the whole program, which another one
on the machine does not lengthen.

SPDX-License-Identifier: MIT
"""
import csv
import gzip
import pathlib
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "data"))
import check_saom  # noqa: E402

RUNS = 3
# seconds: the promise, and what another program needed on a like machine
PROMISES = {"50 actors": (.6, 6.6), "74 states": (1.5, 15.9), "states of 1992-2008": (5, 54.6),
            "2,000 simulations of type 6": (20, None)}
YEARS = range(1992, 2009, 4)
EFFECTS = ("effects: [{name: density}, {name: transTriads}, {name: X, of: cont}, "
           "{name: X, of: cen}, {name: simX, of: pol}, {name: egoPlusAltX, of: cap}]\n")


def rows(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def processor(words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 5):
        raise RuntimeError(" ".join(words))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def states_throughout(data):
    """The place of each state that exists in all years."""
    here = sorted({int(r["ccode"]) for r in rows(data / "cow-state-system/states2016.csv")
                   if int(r["styear"]) <= YEARS[0] and int(r["endyear"]) >= YEARS[-1]})
    return {ccode: place for place, ccode in enumerate(here)}


def write_pairs(path, header, found):
    with open(path, "w", encoding="utf-8") as file:
        file.write(header + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in sorted(found))


def write_states(data, folder):
    """The tables of the third model; the head of its file."""
    place = states_throughout(data)

    def pair(row, *names):
        a, b = (place.get(int(row[n])) for n in names)
        return None if a is None or b is None or a == b else (min(a, b), max(a, b))
    ties, near, common = set(), set(), []
    for r in rows(data / "cow-alliances/alliance_v4.1_by_dyad.csv"):
        found = pair(r, "ccode1", "ccode2")
        for wave, year in enumerate(YEARS, 1):
            if found and r["defense"] == "1" and \
                    int(r["dyad_st_year"]) <= year <= int(r["dyad_end_year"] or 9999):
                ties.add((wave, *found))
    for r in rows(data / "cow-contiguity/peacesciencer_cow_contdir.csv"):
        found = pair(r, "ccode1", "ccode2")
        if found and r["conttype"] in "123" and r["stdate"][:4] <= str(YEARS[0]) <= r["enddate"]:
            near.add(found)
    enemies = {year: {} for year in YEARS[:-1]}
    for r in rows(data / "cow-mid/peacesciencer_cow_mid_ddydisps.csv"):
        for year in enemies:
            if year - 10 <= int(r["year"]) < year:
                enemies[year].setdefault(int(r["ccode1"]), set()).add(int(r["ccode2"]))
    for period, year in enumerate(enemies, 1):
        known = [(place[c], others) for c, others in enemies[year].items() if c in place]
        common += [(period, i, j, min(3, len(x & y))) for i, x in known for j, y in known
                   if i < j and x & y]
    of_state = {c: {} for c in place}
    for r in rows(data / "regime/polity5.csv.gz"):
        if r["ccode" if "ccode" in r else "cown"] not in ("", "NA") and \
                int(r["year"]) in YEARS and int(r["cown"] or 0) in place:
            of_state[int(r["cown"])]["pol", int(r["year"])] = r["polity2"] or "0"
    for r in rows(data / "cow-nmc/peacesciencer_cow_nmc_v7.csv"):
        if int(r["year"]) in YEARS and int(r["ccode"]) in place:
            of_state[int(r["ccode"])]["cap", int(r["year"])] = r["cinc"] or "0.0001"
    names = [(what, year) for what in ("pol", "cap") for year in YEARS[:-1]]
    write_pairs(folder / "ties.csv", "wave,i,j", ties)
    write_pairs(folder / "near.csv", "i,j", near)
    write_pairs(folder / "common.csv", "period,i,j,value", common)
    write_pairs(folder / "states.csv", "index," + ",".join(f"{w}_{y}" for w, y in names),
                [(i, *(of_state[c].get(n, "0") for n in names)) for c, i in place.items()])

    def columns(what):
        return f"[{', '.join(f'{what}_{y}' for y in YEARS[:-1])}], centred: true"
    return (f"waves: {{edges: ties.csv}}\nactors: {{count: {len(place)}}}\ncovariates:\n"
            "  - {name: cont, kind: dyadic, file: near.csv}\n"
            "  - {name: cen, kind: dyadic, file: common.csv}\n"
            f"  - {{name: pol, kind: actor, file: states.csv, columns: {columns('pol')}}}\n"
            f"  - {{name: cap, kind: actor, file: states.csv, columns: {columns('cap')}}}\n"
            + EFFECTS)


def write_models(data, folder):
    """Name, file and further words of each job."""
    saom = data / "saom"
    three = "effects: [{name: density}, {name: recip}, {name: transTrip}]\n"
    jobs = [("50 actors", check_saom.s50(saom, "true")[0] + three, []),
            ("74 states", check_saom.alliance(saom, "alliance_1950_1970", 2) + EFFECTS, [])]
    if (data / "cow-alliances").exists():
        head = write_states(data, folder)
        given = ".1,.1,.1,.1,-1.8,.2,1,.2,.8,.05"
        jobs += [("states of 1992-2008", "tie: {type: 2}\n" + head, []),
                 ("2,000 simulations of type 6", "tie: {type: 6}\n" + head,
                  ["--runs", "2000", "--simulate", given])]
    for number, (name, text, words) in enumerate(jobs):
        path = folder / f"{number}.yaml"
        path.write_text(f"format: 1\nname: bench\nn3: 1000\n{text}", encoding="utf-8")
        yield name, path, words


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    if not (data / "saom").exists():
        print("saom: no published networks to fit")
        return 0
    broken = []
    with tempfile.TemporaryDirectory() as folder:
        for name, path, words in write_models(data, pathlib.Path(folder)):
            used = min(processor([program, "-q", "-j", "1", "fit", str(path), *words])
                       for _ in range(RUNS))
            promise, other = PROMISES[name]
            print(f"{name}: {used:.2f} s of the processor (promise {promise} s"
                  f"{f'; another program {other} s, {other / used:.0f} times' if other else ''})")
            broken += [name] * (used > promise)
    if broken:
        print(f"promises not kept: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
