#!/usr/bin/env python3
"""How many validation records of TABARI and PETRARCH are coded exactly as their suites expect.

usage: check_records.py PROGRAM SHARED [-v]

The records (id, date, text, options) go through `entente read --records` with the dictionaries of
their suite; the events of a record are compared as a set.  `-v` lists what differs.

SPDX-License-Identifier: MIT
"""
import csv
import io
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from report import Report

csv.field_size_limit(1 << 24)


def expected_tabari(row):
    """SRC>TAR>code joined by ' ; '; --- is no event, +++ and ### a record that is refused."""
    events = set()
    for part in row["expected"].split(";"):
        part = part.strip()
        if part in ("+++", "###"):
            return {"ERROR"}
        if part not in ("", "---"):
            source, target, code = part.split(">")
            events.add(f"{source}>{target}:{code}")
    return events or {"NONE"}


def expected_petrarch(row):
    return {part.strip() for part in row["expected"].split(";") if part.strip()} or {"NONE"}


SUITES = [
    # name, records, column of options, what is expected, dictionaries, least percent
    ("TABARI", "TABARI.Validate.dev.tsv", "last_option", expected_tabari,
     [("--actors", "TABARI.Demo.actors"), ("--agents", "Validate.agents"),
      ("--verbs", "TABARI.Demo.verbs")], 75.0),
    ("PETRARCH", "PETR.UnitTest.dev.tsv", "options", expected_petrarch,
     [("--actors", "PETR.Validate.actors.txt"), ("--agents", "PETR.Validate.agents.txt"),
      ("--verbs", "PETR.Validate.verbs.txt"), ("--discards", "PETR.Validate.discards.txt")], 65.0),
]


def kind(expected, got):
    if expected == {"ERROR"} or got == {"ERROR"}:
        return "refused or not"
    if expected == {"NONE"}:
        return "invented"
    if got == {"NONE"}:
        return "missed"
    pairs = lambda events: {event.rsplit(":", 1)[0] for event in events}
    if pairs(expected) == pairs(got):
        return "code"
    if got < expected:
        return "some missed"
    if got > expected:
        return "some invented"
    return "parties"


def code(program, folder, suite):
    """The records of a suite with what is expected and coded, as sets; raises RuntimeError."""
    _, records, options, expected_of, dictionaries, _ = suite
    with open(folder / "records" / records, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        file.write("id\tdate\ttext\toptions\n")
        for row in rows:
            file.write("\t".join([row["id"], row["date"], row["text"], row[options]]) + "\n")
        file.flush()
        command = [program, "read", "--records", file.name, "-q"]
        for option, dictionary in dictionaries:
            command += [option, str(folder / "dictionaries-validate" / dictionary)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr}")
    coded = list(csv.DictReader(io.StringIO(done.stdout)))
    if [row["id"] for row in coded] != [row["id"] for row in rows]:
        raise RuntimeError("the ids are not those of the records")
    return [(row, expected_of(row), set(answer["events"].split(";")))
            for row, answer in zip(rows, coded)]


def run(program, folder, suite, verbose):
    name, least = suite[0], suite[-1]
    try:
        records = code(program, folder, suite)
    except RuntimeError as error:
        return [str(error)]
    wrong, kinds = [], {}
    for row, expected, got in records:
        if expected != got:
            what = kind(expected, got)
            kinds[what] = kinds.get(what, 0) + 1
            wrong.append(f"{row['id']} ({what})\n    expected {' '.join(sorted(expected))}\n"
                         f"    coded    {' '.join(sorted(got))}\n    {row['text'][:300]}")
    share = 100.0 * (len(records) - len(wrong)) / len(records)
    print(f"{name}: {len(records) - len(wrong)} of {len(records)} records exact, {share:.1f} %"
          + "".join(f"; {count} {what}" for what, count in sorted(kinds.items())))
    if verbose:
        print("\n".join(wrong))
    return [] if share >= least else [f"{share:.1f} % exact, expected {least} %"]


def main():
    report = Report()
    program, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    folder = shared / "data" / "event-coding"
    for suite in SUITES:
        if not folder.is_dir():
            report.skip(f"records of {suite[0]}", "no ../shared")
            continue
        report.check(f"records of {suite[0]}", run(program, folder, suite, "-v" in sys.argv))
    sys.exit(report.close())


if __name__ == "__main__":
    main()
