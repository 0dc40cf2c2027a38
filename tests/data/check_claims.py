#!/usr/bin/env python3
"""The claims of data/claims: what the program says of them, and where their documents say so.

usage: check_claims.py PROGRAM SEEDS FILE.yaml...

All files are tested at once with the built-in record.  The documents are those of ../shared/seeds;
where there are none, what needs them is skipped.

SPDX-License-Identifier: MIT
"""
import csv
import hashlib
import io
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

COLUMNS = ("id,kind,verdict,basis,value,lo,hi,n,threshold,as_of,document,offset,"
           "p,agree,fact_id,reason,says,title").split(",")
KINDS = set("fact quotation trend comparison effect contrast rule forecast ordering motive".split())
VERDICTS = {"supported", "contradicted", "undetermined", "not-testable"}
BASES = {"record", "association", "model", "assumed", ""}
SLIPS = ["003-cfe-is-cica", "003-nato-suspends-csto", "003-csto-1992", "004-first-time"]
RUN_KINDS = {"contrast", "ordering"}


def run(program, *words):
    return subprocess.run([program, "--db", ":memory:", *words], capture_output=True, text=True,
                          check=False)


def check_rows(report, rows, files):
    report.check("columns", [] if list(rows[0]) == COLUMNS else [",".join(rows[0])])
    report.check("words", [f"{r['id']}: {r['kind']} {r['verdict']} {r['basis']}" for r in rows
                           if r["kind"] not in KINDS or r["verdict"] not in VERDICTS
                           or r["basis"] not in BASES])
    report.check("every kind", sorted(KINDS - {r["kind"] for r in rows}))
    report.check("two verdicts each", [i for i in {r["id"] for r in rows}
                                       if sum(r["id"] == i for r in rows) != 2])
    facts = sum(r["kind"] == "fact" for r in rows)
    report.check("at most a third are facts", [str(facts)] if 3 * facts > len(rows) else [])
    report.check("every file has claims", [f.stem for f in files if not any(
        r["id"].startswith(f.stem[:3]) for r in rows)])


def check_verdicts(report, rows):
    slips = [r for r in rows if r["id"] in SLIPS]
    report.check("slips are contradicted by a row",
                 [r["id"] for r in slips if r["verdict"] != "contradicted" or not r["fact_id"]]
                 + ([] if len(slips) == 2 * len(SLIPS) else ["one is not there"]))
    report.check("motives are not testable", [r["id"] for r in rows if (r["kind"] == "motive")
                                              != (r["verdict"] == "not-testable")])
    report.check("assumed sizes decide nothing", [r["id"] for r in rows if r["kind"] in RUN_KINDS
                                                  and r["verdict"] != "undetermined"])
    report.check("what is open or untestable says why", [
        r["id"] for r in rows if r["verdict"] in ("undetermined", "not-testable")
        and not r["reason"]])
    report.check("what is decided has a number", [
        r["id"] for r in rows if r["verdict"] in ("supported", "contradicted")
        and not (r["value"] and r["basis"])])
    days = {r["id"]: [] for r in rows}
    for r in rows:
        days[r["id"]].append(r["as_of"])
    report.check("the first verdict is the earlier one", [i for i, d in days.items()
                                                          if not d[0] < d[1]])


def share_says(rows):
    """The verdict of specifications: four fifths agree, or at most one."""
    agree = sum(r["agrees"] == "true" for r in rows)
    return ("supported" if agree >= 0.8 * len(rows) else
            "contradicted" if agree <= 0.2 * len(rows) else "undetermined")


def curve_says(rows):
    """The same, which both codings of signs and both kinds of power have to say alike."""
    verdict = share_says(rows)
    for column, first in (("signs", "rivalry"), ("power", "cinc")):
        told = [r for r in rows if r[column]]
        sides = [[r for r in told if (r[column] == first) == side] for side in (True, False)]
        if told and (not all(sides) or share_says(sides[0]) != share_says(sides[1])):
            verdict = "undetermined"
    return verdict


def holm(values):
    """Holm (1979): the k-th smallest of m, times m - k + 1, never below an earlier one."""
    corrected, at_least = {}, 0
    for k, (p, name) in enumerate(sorted((p, name) for name, p in values.items())):
        at_least = max(at_least, min(1, p * (len(values) - k)))
        corrected[name] = at_least
    return corrected


def check_curves(report, program, rows, files):
    """Every trend and comparison by a slow version, from the specifications that --curves prints."""
    done = run(program, "check", *map(str, files), "--curves", "-f", "csv")
    curves = {}
    for r in csv.DictReader(io.StringIO(done.stdout)):
        curves.setdefault((r["id"], r["as_of"]), []).append(r)
    falls = set()
    for path in files:
        for block in path.read_text(encoding="utf-8").split("  - id: ")[1:]:
            if "direction: falls" in block:
                falls.add(block.split("\n")[0])
    wrong = []
    for pack in {r["id"][:3] for r in rows}:
        for day in {r["as_of"] for r in rows if r["id"].startswith(pack)}:
            some = [r for r in rows if r["id"].startswith(pack) and r["as_of"] == day]
            raw = {r["id"]: float(curves[r["id"], day][0]["p"]) for r in some
                   if r["kind"] == "trend" and curves.get((r["id"], day), [{"p": ""}])[0]["p"]}
            corrected = holm(raw)
            for r in some:
                if r["kind"] not in ("trend", "comparison") or (r["id"], day) not in curves:
                    continue
                want = curve_says(curves[r["id"], day])
                if r["kind"] == "trend" and want != "undetermined":
                    other_way = (float(r["value"]) < 0) != (r["id"] in falls)
                    if corrected[r["id"]] > 0.05 or other_way != (want == "contradicted"):
                        want = "undetermined"
                if want != r["verdict"] or (r["id"] in corrected and abs(
                        corrected[r["id"]] - float(r["p"])) > 1e-9):
                    wrong.append(f"{r['id']} {day}: {r['verdict']}, expected {want}, p {r['p']}")
    report.check("verdicts are those of their specifications", wrong)
    report.check("there are specifications", [] if len(curves) > 30 else [str(len(curves))])


def check_parts(report, files):
    """Each part of the system that the documents describe is in some claim."""
    parts = {int(n) for path in files for said in re.findall(
        r"^    parts: \[([^\]]*)\]", path.read_text(encoding="utf-8"), re.M)
        for n in said.split(",")}
    report.check("every part has a claim", [str(n) for n in range(1, 23) if n not in parts])


def check_documents(report, rows, files, seeds):
    if not seeds.is_dir():
        report.skip("documents", "no ../shared")
        return
    for path in files:
        text = path.read_text(encoding="utf-8")
        name = re.search(r"^  name: (\S+)$", text, re.M).group(1)
        sha = re.search(r"^  sha256: (\S+)$", text, re.M).group(1)
        data = (seeds / name).read_bytes()
        report.check(f"sha256 of {name}",
                     [] if hashlib.sha256(data).hexdigest() == sha else [sha])
        report.check(f"offsets in {name}", [
            f"{r['id']}: {r['offset']}" for r in rows if r["document"] == name
            and not (0 <= int(r["offset"]) < len(data) and data[int(r["offset"])] & 0xC0 != 0x80)])


def check_brief(report, program, seeds):
    """The page of a founding document says what of its claims holds; one without documents, what of all."""
    if not seeds.is_dir():
        report.skip("brief", "no ../shared")
        return
    document = next(seeds.glob("003_*.txt"))
    page = run(program, "brief", str(document), "-o", "-").stdout
    report.check("brief", [] if 'id="claims"' in page and "5 contradicted" in page else
                 ["the page has no claims, or not their verdicts"])
    page = run(program, "report", "-o", "-").stdout
    report.check("page of all claims", [] if all(name in page for name in (
        document.name, "000_8229e8f6597a910b.txt", 'class="spec agrees"')) else
                 ["a page without documents lacks claims of the pack"])


def main(arguments):
    program, seeds = arguments[0], pathlib.Path(arguments[1])
    files = [pathlib.Path(name) for name in arguments[2:]]
    report = Report()
    done = run(program, "check", *map(str, files), "--runs", "50", "-f", "csv")
    report.check("exit", [] if done.returncode == 0 else [done.stderr])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    check_rows(report, rows, files)
    check_verdicts(report, rows)
    check_curves(report, program, rows, files)
    check_parts(report, files)
    check_documents(report, rows, files, seeds)
    check_brief(report, program, seeds)
    schema = json.loads(run(program, "schema", "claims").stdout)
    kinds = schema["properties"]["claims"]["items"]["properties"]["kind"]["enum"]
    report.check("schema", [] if set(kinds) == KINDS else kinds)
    strict = run(program, "check", str(files[3]), "--strict", "--runs", "20", "-f", "csv")
    report.check("strict", [] if strict.returncode == 1 else [str(strict.returncode)])
    jobs = [run(program, "check", str(files[3]), "--runs", "50", "-f", "csv", "-j", j).stdout
            for j in "14"]
    report.check("same bytes at any number of threads", [] if jobs[0] == jobs[1] else ["differ"])
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
