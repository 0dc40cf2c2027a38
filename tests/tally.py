#!/usr/bin/env python3
"""Count every single test of a build folder: the line that `make check` ends with.

usage: tally.py --clean BUILD      remove the results of an earlier run
       tally.py [--not-built] BUILD [NAME...]
                                  read the results; with names, of those Meson tests only;
                                  --not-built: some program did not compile, which is a failure

A Meson test is a program that holds many tests.  It tells of them in one of two ways:
  CMOCKA_XML_FILE in its environment: cmocka writes XML there, one file per group;
  ENT_TALLY in its environment: it writes lines `pass NAME`, `fail NAME: why`,
  `skip NAME: reason`, and at last `end N` with the number of those lines.
A program that was killed, ran out of time, wrote nothing or stopped in the middle, or whose exit
code disagrees with what it told, counts as one failure more.  So does a skip without its reason:
the only permitted one is a missing ../shared.

SPDX-License-Identifier: MIT
"""
import collections
import glob
import json
import os
import pathlib
import re
import shutil
import sys

NO_SHARED = "no ../shared beside the checkout"
MOST_SHOWN = 20000


class Tally:
    def __init__(self, shared):
        self.shared = shared
        self.passed = 0
        self.failures = []
        self.skips = collections.Counter()

    def fail(self, name, why):
        self.failures.append((name, why.strip()))

    def skip(self, name, reason):
        if reason == NO_SHARED and not os.path.isdir(self.shared):
            self.skips[reason] += 1
        else:
            self.fail(name, f"skipped ({reason}), though only a missing ../shared may be")


def expected_tests(build):
    text = (build / "meson-info" / "intro-tests.json").read_text(encoding="utf-8")
    return {test["name"]: test for test in json.loads(text)}


def shared_of(tests):
    """The folder that the tests were told of."""
    return next((t["env"]["ENT_SHARED"] for t in tests.values() if "ENT_SHARED" in t["env"]), "")


def run_tests(build):
    """The log of the run: name -> entry.  Meson puts `project:suite / ` before the name."""
    log = build / "meson-logs" / "testlog.json"
    runs = {}
    if log.exists():
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            entry = json.loads(line)
            runs[entry["name"].rsplit(" / ", 1)[-1].split(":", 1)[-1]] = entry
    return runs


def read_text(path):
    return pathlib.Path(path).read_text(encoding="utf-8", errors="replace")


# cmocka escapes nothing, so that its XML is not always XML: read with patterns, not a parser.
SUITE = re.compile(r'<testsuite name="([^"]*)"[^>]*? tests="(\d+)" failures="(\d+)" '
                   r'errors="(\d+)" skipped="(\d+)"')
CASE = re.compile(r'<testcase name="([^"\n]*)"[^>\n]*>\n(.*?)\n? *</testcase>', re.S)
REASON = re.compile(r"<(failure|error)><!\[CDATA\[(.*)\]\]></\1>", re.S)


def count_cmocka(tally, name, pattern):
    """Count one program's XML; the number of failures, None when there is no XML."""
    files = sorted(glob.glob(glob.escape(pattern).replace("%g", "*")))
    failed = 0
    for file in files:
        text = read_text(file)
        suite = SUITE.search(text)
        cases = CASE.findall(text)
        if suite is None or int(suite[2]) != len(cases) or "</testsuites>" not in text:
            tally.fail(name, f"{os.path.basename(file)} is not whole")
            failed += 1
        if suite is not None and int(suite[2]) == 0:
            tally.fail(f"{name}: {suite[1]}", "the group ran no test (its setup failed)")
            failed += 1
        for case, inside in cases:
            reason = REASON.search(inside)
            if reason is not None or "<failure" in inside or "<error" in inside:
                tally.fail(f"{name}: {case}", reason[2] if reason is not None else inside)
                failed += 1
            elif "<skipped" in inside:
                tally.skip(f"{name}: {case}", NO_SHARED)
            else:
                tally.passed += 1
    return failed if files else None


def count_lines(tally, name, file):
    """Count one program's lines; the number of failures, None when there are none."""
    if not os.path.exists(file):
        return None
    failed = counted = 0
    ended, line = None, ""
    for line in read_text(file).splitlines():
        word, _, rest = line.partition(" ")
        what, _, why = rest.partition(": ")
        if word == "end" and rest.isdigit():
            ended = int(rest)
            continue
        counted += 1
        if word == "pass":
            tally.passed += 1
        elif word == "skip":
            tally.skip(f"{name}: {what}", why)
        else:
            tally.fail(f"{name}: {what}", why.replace("\\n", "\n") or line)
            failed += 1
    if ended != counted:
        tally.fail(name, f"stopped after {counted} of its tests; its last line: {line}")
        failed += 1
    return failed if counted else None


def output_of(run):
    text = (run.get("stdout") or "") + (run.get("stderr") or "")
    return text if len(text) <= MOST_SHOWN else "[...]\n" + text[-MOST_SHOWN:]


def count_program(tally, name, test, run):
    """Count one Meson test; what it printed is returned when any of it failed."""
    if run is None:
        tally.fail(name, "was not run")
        return ""
    before = len(tally.failures)
    environment = test["env"]
    if "CMOCKA_XML_FILE" in environment:
        failed = count_cmocka(tally, name, environment["CMOCKA_XML_FILE"])
    else:
        failed = count_lines(tally, name, environment.get("ENT_TALLY", ""))
    code = run.get("returncode")
    if run["result"] == "TIMEOUT":
        tally.fail(name, "ran out of time")
    elif failed is None:
        tally.fail(name, f"told of no test (exit code {code})")
    elif failed == 0 and code != 0:
        tally.fail(name, f"exit code {code} though no single test failed")
    return output_of(run) if len(tally.failures) > before else ""


def show(tally, outputs, log):
    for name, text in outputs:
        log(f"---- what {name} printed")
        log(text.rstrip())
    for name, why in tally.failures:
        log(f"FAILED {name}")
        for line in why.splitlines():
            log(f"    {line}")
    for reason, count in sorted(tally.skips.items()):
        log(f"{count} skipped ({reason})")
    log(f"{tally.passed} passed, {len(tally.failures)} failed")


def clean(build):
    shutil.rmtree(build / "results", ignore_errors=True)
    (build / "results").mkdir(parents=True)
    (build / "meson-logs").mkdir(exist_ok=True)
    for name in ("testlog.json", "testlog.txt"):
        (build / "meson-logs" / name).unlink(missing_ok=True)


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--clean":
        clean(pathlib.Path(arguments[1]))
        return 0
    not_built = arguments[:1] == ["--not-built"]
    arguments = arguments[1:] if not_built else arguments
    if not arguments or arguments[0].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    build, wanted = pathlib.Path(arguments[0]), arguments[1:]
    tests, runs = expected_tests(build), run_tests(build)
    tally, outputs = Tally(shared_of(tests)), []
    for name in sorted(tests):
        if not wanted or name in wanted:
            text = count_program(tally, name, tests[name], runs.get(name))
            if text.strip():
                outputs.append((name, text))
    if not_built:
        tally.fail("build", "a test program does not compile or link: see above")
    show(tally, outputs, print)
    return 1 if tally.failures or tally.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
