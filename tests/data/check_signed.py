#!/usr/bin/env python3
"""Balance and blocs of published signed networks: the proven optima, and partitions beside igraph's.

usage: check_signed.py PROGRAM DATA_FOLDER

Without DATA_FOLDER the optima are not tested; without python3-igraph the partitions are not
compared.

SPDX-License-Identifier: MIT
"""
import csv
import io
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

SECONDS = 300
COUNTS = ("nodes", "edges", "negative", "triangles", "unbalanced_triangles", "frustration_index")
FILES = {"sampson_monastery_sum_sign": "sampson_monastery_directed.csv",
         "bank_wiring_room": "bank_wiring_room.csv", "congress_nds": "congress_nds.csv",
         "flying_teams_sum_sign": "flying_teams_directed.csv"}
CLEAN = 4     # of the invented networks: no tie against their camps
TRIBES = 7    # Hage and Harary (1983), of Read's highland tribes


def measure(program, name, path, *more):
    done = subprocess.run([program, "measure", name, "--edges", str(path), "-f", "csv", *more],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
                          timeout=SECONDS)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def table(path):
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def differences(what, row, expected):
    """Where a row of balance differs from what is published, or is not proven."""
    wrong = [f"{what}: {c} is {row[c]}, expected {expected[c]}" for c in COUNTS
             if expected.get(c) and row[c] != expected[c]]
    if row["optimal"] != "true" or row["lower_bound"] != row["frustration_index"]:
        wrong.append(f"{what}: not proven: {row}")
    return wrong


def check_optima(report, program, data):
    networks, known = data / "signed-networks", {}
    for row in table(networks / "known_optima_dev.csv"):
        known[row["instance"]] = row
    for name, file in FILES.items():
        report.check(f"the optimum of {name}", differences(
            name, measure(program, "balance", networks / file)[0], known[name]))
        if known[name]["weak_balance_min_errors"]:
            errors = measure(program, "blocs", networks / file)[0]["errors"]
            report.check(f"the fewest errors of any blocs of {name}",
                         [errors] if errors != known[name]["weak_balance_min_errors"] else [])
    tribes = measure(program, "balance", networks / "read_highland_tribes.csv")[0]
    report.check("the highland tribes", differences("tribes", tribes,
                                                    {"frustration_index": str(TRIBES)}))
    rows = measure(program, "balance", networks / "cow_doreian_mrvar_windows.csv", "--group",
                   "window")
    wrong = [w for r in rows for w in differences(r["group"], r, known.get("cow_" + r["group"], {}))]
    report.check("algebraic conflict of the windows", conflicts(rows))
    report.check("the windows of alliances and conflicts", wrong + (
        [] if len(rows) == 51 else [f"{len(rows)} windows"]))
    rows = measure(program, "balance", data / "signed-optima/alliance_dispute_1816_2010.csv.gz",
                   "--group", "year")
    published = {r["year"]: r for r in table(
        data / "signed-optima/alliance_dispute_exact_even_years.csv")}
    wrong = [w for r in rows for w in differences(r["group"], r, published.get(r["group"], {}))]
    report.check("algebraic conflict of the years", conflicts(rows))
    report.check("the yearly networks of alliances and disputes", wrong + (
        [] if len(rows) == 195 else [f"{len(rows)} years"]))


def conflicts(rows):
    """Algebraic conflict is 0 for balanced networks, and bounds the index of connected ones."""
    wrong = []
    for row in rows:
        value, index = float(row["algebraic_conflict"]), int(row["frustration_index"])
        if index == 0 and value != 0:
            wrong.append(f"{row['group']}: balanced, at {value}")
        if row["components"] == "1" and ((index == 0) != (value == 0) or
                                         index < int(row["nodes"]) * value / 4 - 1e-6):
            wrong.append(f"{row['group']}: index {index}, {row['nodes']} nodes, at {value}")
        if (row["triangles"] == "0") != (row["balanced_triangles"] == "") or row["carried"] != "":
            wrong.append(f"{row['group']}: {row}")
    return wrong


def invented(path, draw, nodes, camps, noise):
    """Ties between nodes of some camps, a part of them against their camps; returns the ties."""
    ties = []
    for a in range(nodes):
        for b in range(a + 1, nodes):
            if draw.random() < 0.4:
                sign = 1 if a % camps == b % camps else -1
                ties.append((a, b, -sign if draw.random() < noise else sign))
    with open(path, "w", encoding="utf-8") as file:
        file.write("source,target,sign\n")
        file.writelines(f"{a},{b},{s}\n" for a, b, s in ties)
    return ties


def errors_of(ties, bloc):
    return sum((bloc[a] == bloc[b]) != (s > 0) for a, b, s in ties)


def blocs_of(program, path, nodes, *more):
    rows = measure(program, "blocs", path, *more)
    bloc = {int(r["node"]): int(r["bloc"]) for r in rows}
    return [bloc.get(i, 0) for i in range(nodes)], int(rows[0]["errors"])


def check_against_igraph(igraph, program, folder):
    wrong, draw = [], random.Random(1946)
    for run in range(12):
        nodes, camps = 12 + 4 * run, 2 + run % 3
        path = pathlib.Path(folder) / "ties.csv"
        ties = invented(path, draw, nodes, camps, 0 if run < CLEAN else 0.12)
        graph = igraph.Graph(n=nodes, edges=[(a, b) for a, b, _ in ties])
        if not graph.is_connected():
            continue
        bloc, errors = blocs_of(program, path, nodes)
        if errors != errors_of(ties, bloc):
            wrong.append(f"run {run}: {errors} errors said, {errors_of(ties, bloc)} counted")
        if run < CLEAN and errors != 0:
            wrong.append(f"run {run}: {errors} errors among camps without a tie against them")
        inside = [(a, b) for a, b, s in ties if s > 0 and (run < CLEAN or bloc[a] == bloc[b])]
        parts = igraph.Graph(n=nodes, edges=inside).connected_components().membership
        if igraph.compare_communities(parts, bloc, method="vi") > 1e-12:
            wrong.append(f"run {run}: the blocs are not what friends hold together")
        igraph.set_random_number_generator(random.Random(run))
        theirs = graph.community_spinglass(weights=[s for _, _, s in ties], spins=nodes // 2,
                                           implementation="neg", gamma=0, lambda_=0)
        for partition in (theirs.membership, [i % camps for i in range(nodes)]):
            if errors_of(ties, partition) < errors:
                wrong.append(f"run {run}: {errors} errors, another partition has "
                             f"{errors_of(ties, partition)}")
        two, few = blocs_of(program, path, nodes, "--k", "2")
        if few < errors or few != errors_of(ties, two) or \
                str(few) != measure(program, "balance", path)[0]["frustration_index"]:
            wrong.append(f"run {run}: two blocs have {few} errors, any number {errors}")
    return wrong


def main():
    program, data, report = sys.argv[1], pathlib.Path(sys.argv[2]), Report()
    if (data / "signed-networks").is_dir():
        check_optima(report, program, data)
    else:
        report.skip("optima", "no ../shared beside the checkout")
    try:
        import igraph  # pylint: disable=import-outside-toplevel
    except ImportError:
        report.skip("partitions beside igraph's", "no python3-igraph")
    else:
        with tempfile.TemporaryDirectory() as folder:
            report.check("partitions beside igraph's",
                         check_against_igraph(igraph, program, folder))
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
