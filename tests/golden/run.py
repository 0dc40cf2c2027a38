#!/usr/bin/env python3
"""Run the golden cases: a command in, its output out.

usage: run.py PROGRAM [--update] [CASE...]

A case is a folder beside this file:
  cmd       one command line with shell quotes, no pipes; its first word `entente` is the program;
            ${SHARED} and ${SOURCE} stand for ../shared and the checkout
  out       what it prints on standard output
  err       the same for standard error; not compared where there is none
  status    the exit code; 0 where there is none
  expected/ files that it writes
  needs     `shared` when the case reads ../shared
  locale    LC_ALL of the command; C where there is none
Everything else is copied into the scratch folder in which the command runs.  Whole numbers must
be the same; numbers with a point or an exponent may differ by one part in a million.

SPDX-License-Identifier: MIT
"""
import difflib
import math
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

CASES = pathlib.Path(__file__).resolve().parent
OURS = {"cmd", "out", "err", "status", "expected", "needs", "locale"}
NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
TOLERANCE = 1e-6
# The sum of the bytes of our own tables: another one with every fact that is added.
OUR_VERSION = re.compile(r"(?<=\bworld@)[0-9a-f]{12}\b")
SECONDS = 120


def same_number(a, b):
    if a == b:
        return True
    if not any(c in a + b for c in ".eE"):
        return False
    return math.isclose(float(a), float(b), rel_tol=TOLERANCE, abs_tol=1e-12)


def same_line(a, b):
    left, right = (NUMBER.split(OUR_VERSION.sub("", text)) for text in (a, b))
    return len(left) == len(right) and all(
        same_number(x, y) if i % 2 else x == y for i, (x, y) in enumerate(zip(left, right)))


def difference(what, expected, got):
    """The lines that differ, as a list of problems."""
    left, right = expected.splitlines(), got.splitlines()
    if len(left) == len(right) and expected.endswith("\n") == got.endswith("\n"):
        right = [a if same_line(a, b) else b for a, b in zip(left, right)]
        if left == right:
            return []
    lines = list(difflib.unified_diff(left, right, f"expected {what}", f"got {what}", "", "", 2,
                                      ""))
    return lines[:200] or [f"{what} differs in its last end of line"]


def read(path, otherwise=""):
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else otherwise


def environment(scratch, locale):
    kept = {name: value for name, value in os.environ.items()
            if name.startswith(("ASAN_", "UBSAN_", "TSAN_", "LSAN_", "OMP_")) or name == "PATH"}
    return kept | {"HOME": str(scratch), "LC_ALL": locale, "TZ": "UTC", "TERM": "dumb"}


def run_command(case, program, folders, scratch):
    for path in case.iterdir():
        if path.is_dir() and path.name not in OURS:
            shutil.copytree(path, scratch / path.name)
        elif path.name not in OURS:
            shutil.copy(path, scratch / path.name)
    words = [word.replace("${SHARED}", folders["SHARED"]).replace("${SOURCE}", folders["SOURCE"])
             for word in shlex.split(read(case / "cmd"))]
    if not words or words[0] != "entente":
        raise ValueError("cmd does not begin with 'entente'")
    done = subprocess.run([program] + words[1:], cwd=scratch, env=environment(scratch, read(case / "locale", "C").strip()),
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS,
                          check=False)
    return (done.returncode, done.stdout.decode("utf-8", errors="replace"),
            done.stderr.decode("utf-8", errors="replace"))


def update(case, result, scratch):
    code, out, err = result
    (case / "out").write_text(out, encoding="utf-8")
    if (case / "err").exists():
        (case / "err").write_text(err, encoding="utf-8")
    (case / "status").unlink(missing_ok=True)
    if code != 0:
        (case / "status").write_text(f"{code}\n", encoding="utf-8")
    for path in (case / "expected").glob("*"):
        shutil.copy(scratch / path.name, path)


def compare(case, result, scratch):
    code, out, err = result
    wanted = int(read(case / "status", "0"))
    problems = [] if code == wanted else [f"exit code {code}, expected {wanted}", err]
    if not (case / "out").exists():
        problems.append("the case has no 'out'")
    problems += difference("out", read(case / "out"), out)
    if (case / "err").exists():
        problems += difference("err", read(case / "err"), err)
    for path in sorted((case / "expected").glob("*")):
        if (scratch / path.name).exists():
            problems += difference(path.name, read(path), read(scratch / path.name))
        else:
            problems.append(f"did not write {path.name}")
    return problems


def main(arguments):
    updating = "--update" in arguments
    arguments = [a for a in arguments if a != "--update"]
    if not arguments:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    program = str(pathlib.Path(arguments[0]).resolve())
    source = os.environ.get("ENT_SOURCE", str(CASES.parents[1]))
    folders = {"SOURCE": source, "SHARED": os.environ.get("ENT_SHARED", source + "/../shared")}
    cases = [CASES / name for name in arguments[1:]] or sorted(
        path.parent for path in CASES.glob("*/cmd"))
    report = Report()
    for case in cases:
        if "shared" in read(case / "needs").split() and not os.path.isdir(folders["SHARED"]):
            report.skip(case.name, "no ../shared beside the checkout")
            continue
        with tempfile.TemporaryDirectory(prefix="entente-golden-") as name:
            scratch = pathlib.Path(name)
            try:
                result = run_command(case, program, folders, scratch)
                if updating:
                    update(case, result, scratch)
                report.check(case.name, compare(case, result, scratch))
            except (OSError, ValueError, subprocess.TimeoutExpired) as error:
                report.fail(case.name, error)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
