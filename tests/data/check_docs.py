#!/usr/bin/env python3
"""What the documentation shows is true: examples parse, their output is real, links lead somewhere.

usage: check_docs.py PROGRAM MEASURES.scd
       check_docs.py PROGRAM --update     rewrite the lines that README.md and entente-game(7) show by
                                          the nearest ones of the real output (read them first)

Examples are the lines of literal blocks that begin with `entente` (after `$ ` in README.md, where
the lines below it are output).  In entente-game(7) they run in order, in one folder. Shown output may leave lines out; a line that ends with three
dots stands for all that begin so.  Examples with `--db record.db` need the published files: they
run in order, in one folder beside links to those, and are skipped where there are none.

SPDX-License-Identifier: MIT
"""
import csv
import difflib
import glob
import os
import pathlib
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
README = SOURCE / "README.md"
GAME = SOURCE / "doc/entente-game.7.scd"
PUBLISHED = SOURCE / ".." / "shared" / "data"
RECORD = "--db record.db"
SECONDS = 120


def run(program, words, folder=SOURCE):
    done = subprocess.run([program, *words], cwd=folder, stdin=subprocess.DEVNULL, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS)
    return done.returncode, done.stdout.decode("utf-8", errors="replace")


# 1. what stands in the files


def blocks(path):
    """The literal blocks of a file, as lists of lines."""
    text = path.read_text(encoding="utf-8")
    fenced = [b.splitlines() for b in re.findall(r"^```\n(.*?)^```$", text, re.M | re.S)]
    indented = [[line.strip()] for line in re.findall(r"^ {4}(entente .*)$", text, re.M)]
    return fenced + (indented if path.suffix == ".md" else [])


def commands(path):
    for block in blocks(path):
        for line in block:
            line = line.removeprefix("$ ")
            if line.startswith("entente ") and not line.startswith("entente _"):
                yield line


def examples_with_output(path):
    """(command, lines shown) of each prompt of the blocks that begin with one."""
    for block in blocks(path):
        if block and block[0].startswith("$ entente "):
            starts = [n for n, line in enumerate(block) if line.startswith("$ entente ")]
            for start, stop in zip(starts, [*starts[1:], len(block)]):
                yield block[start][2:], block[start + 1:stop]


# 2. commands and options


def options_of(program, command):
    """The options that the help of a command names, each with whether it takes a value."""
    found = {}
    for letter, name, value in re.findall(r"^  (?:-(\w), |    )--([\w-]+)(?: ([A-Z][\w=,|]*))?",
                                          run(program, ["help", command])[1], re.M):
        found["--" + name] = bool(value)
        if letter:
            found["-" + letter] = bool(value)
    return found


def problems_of(program, known, line, to_run=True):
    words = [w for part in shlex.split(line, comments=True)[1:] for w in (
        sorted(glob.glob(part, root_dir=SOURCE)) or [part] if "*" in part else [part])]
    rest = words[1:]
    if not words or words[0] not in known:
        return [f"no such command: {line}"]
    options, values = known[words[0]], []
    while rest:
        word = rest.pop(0)
        if word.startswith("-") and word != "-":
            name = word.split("=")[0]
            if name not in options:
                return [f"{name} is no option of it: {line}"]
            if options[name] and "=" not in word and not rest:
                return [f"{name} needs a value: {line}"]
            if options[name] and "=" not in word:
                rest.pop(0)
        else:
            values.append(word)
    missing = [v for v in values if v.startswith("data/") and not (SOURCE / v).exists()]
    if missing:
        return [f"{missing[0]} does not exist: {line}"]
    if RECORD in line:
        return []  # its output is checked
    whole = words[0] == "run" and not {"--runs", "--dry-run"} & set(words)
    if not to_run or whole or words[0] in ("brief", "report"):
        return []  # the last take a second or more, and have tests of their own
    return run_quickly(program, words, line)


def run_quickly(program, words, line):
    """Run an example in a scratch folder beside a link to data/, ensembles with few runs."""
    if "--runs" in words:
        words[words.index("--runs") + 1] = "8"
    with tempfile.TemporaryDirectory() as scratch:
        os.symlink(SOURCE / "data", pathlib.Path(scratch) / "data")
        code, text = run(program, words, scratch)
    return [] if code == 0 else [f"exit code {code}: {line}", text[-500:]]


# 3. output, links, scenarios, SQL


def squeezed(line):
    return " ".join(line.split())


def is_shown(line, real):
    if line.endswith("..."):
        return any(r.startswith(squeezed(line[:-3])) for r in real)
    return squeezed(line) in real


def make_published(folder):
    """A folder in which examples find the published files, each set in a folder of its own."""
    for path in PUBLISHED.iterdir():
        os.symlink(path.resolve(), pathlib.Path(folder) / path.name)


def output_of(program, line, published):
    if RECORD in line:
        words = [w for part in shlex.split(line)[1:] for w in (
            sorted(glob.glob(part, root_dir=published)) if "*" in part else [part])]
        return run(program, words, published)[1].splitlines()
    with tempfile.TemporaryDirectory() as scratch:
        os.symlink(SOURCE / "data", pathlib.Path(scratch) / "data")
        return run(program, shlex.split(line)[1:], scratch)[1].splitlines()


def check_output(program, line, shown, published):
    real = [squeezed(r) for r in output_of(program, line, published)]
    return [f"it does not print: {s}" for s in shown if s != "..." and not is_shown(s, real)]


def check_outputs(program, report):
    with tempfile.TemporaryDirectory() as published:
        if PUBLISHED.is_dir():
            make_published(published)
        for line, shown in examples_with_output(README):
            if RECORD in line and not PUBLISHED.is_dir():
                report.skip(f"output of {line}", "the published files are not there")
            else:
                report.check(f"output of {line}", check_output(program, line, shown, published))


def played(program, path):
    """(command, lines shown, lines printed) of a page whose examples run in order, in one folder."""
    with tempfile.TemporaryDirectory() as scratch:
        os.symlink(SOURCE / "data", pathlib.Path(scratch) / "data")
        for line, shown in examples_with_output(path):
            code, text = run(program, shlex.split(line)[1:], scratch)
            yield line, shown, [f"exit code {code}"] if code else text.splitlines()


def check_played(program, path, report):
    for line, shown, real in played(program, path):
        lines = [squeezed(r) for r in real]
        report.check(f"{path.name}: {line}", [f"it does not print: {s}" for s in shown
                                              if s != "..." and not is_shown(s, lines)] +
                     [r for r in real if r.startswith("exit code")])


def nearest(line, real):
    best = max(real, key=lambda r: difflib.SequenceMatcher(None, line, r, False).ratio())
    return best[:len(line) - 3] + "..." if line.endswith("...") else best.rstrip()


def refreshed(text, line, shown, real):
    """The text of a page with the lines under a command as they are now."""
    lines = [squeezed(r) for r in real]
    fresh = [s if s == "..." or is_shown(s, lines) else nearest(s, real) for s in shown]
    old, new = ("\n".join(["$ " + line, *rows]) for rows in (shown, fresh))
    return text.replace(old, new)


def update(program):
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as published:
        if PUBLISHED.is_dir():
            make_published(published)
        for line, shown in examples_with_output(README):
            if RECORD not in line or PUBLISHED.is_dir():
                text = refreshed(text, line, shown, output_of(program, line, published))
    README.write_text(text, encoding="utf-8")
    text = GAME.read_text(encoding="utf-8")
    for line, shown, real in played(program, GAME):
        text = refreshed(text, line, shown, real)
    GAME.write_text(text, encoding="utf-8")
    update_views(program, SOURCE / "doc/entente-data.5.scd")


def broken_links(path):
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        if not (path.parent / target).exists():
            yield f"no {target}"


def wrong_counts():
    """The numbers of rows that README.md names, against the tables."""
    for name, count in re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", README.read_text("utf-8"), re.M):
        rows = [r for r in (SOURCE / "data/world" / name).read_text("utf-8").splitlines()
                if r and not r.startswith("#")]
        if len(rows) - 1 != int(count):
            yield f"{name} has {len(rows) - 1} rows, README.md says {count}"


def check_scenarios(program, path, report):
    found = [b for b in blocks(path) if b and b[0] == "format: 1"]
    report.check("ten scenarios", [] if len(found) >= 10 else [f"there are {len(found)}"])
    for block in found:
        with tempfile.TemporaryDirectory() as scratch:
            file = pathlib.Path(scratch) / "example.yaml"
            file.write_text("\n".join(block) + "\n", encoding="utf-8")
            code, text = run(program, ["run", str(file), "--dry-run"])
        report.check("scenario " + block[1].removeprefix("name: "), [text] if code else [])


def described_views(store):
    """The views of a store as the page has them: name, what it says, columns."""
    lines = []
    with sqlite3.connect(store) as db:
        for name, sql in db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'view'"):
            says = re.search(r"/\* (.*?) \*/", sql, re.S).group(1)
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
            lines += [f"*{name}*", f"\t{says}: {', '.join(columns)}", ""]
    return lines


def views_of(path):
    """The lines of the page that describe views."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("*v_"))
    last = max(i for i, line in enumerate(lines) if line.startswith("*v_"))
    return lines[first:last + 3]


def difference(have, want):
    return [f"missing: {line}" for line in want if line not in have] + \
           [f"stale: {line}" for line in have if line not in want]


def update_views(program, path):
    with tempfile.TemporaryDirectory() as scratch:
        store = os.path.join(scratch, "docs.db")
        run(program, ["read", "data/dispatches/2021-09-16-aukus-announced.txt", "--db", store])
        old, new = views_of(path), described_views(store)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n".join(old), "\n".join(new)), encoding="utf-8")


def check_sql(program, path, report):
    """A block that begins with SELECT is a query, the block after it what it prints."""
    shown = blocks(path)
    with tempfile.TemporaryDirectory() as scratch:
        store = os.path.join(scratch, "docs.db")
        dispatch = "data/dispatches/2021-09-16-aukus-announced.txt"
        code, text = run(program, ["read", dispatch, "--db", store])
        report.check("a store for the queries", [text] if code else [])
        for query, answer in zip(shown, shown[1:]):
            if query[0].startswith("SELECT"):
                rows = sqlite3.connect(store).execute("\n".join(query)).fetchall()
                real = ["|".join(map(str, row)) for row in rows]
                report.check("query " + query[0], [] if real == answer else real)
        report.check("every view as it is", difference(views_of(path), described_views(store)))


def seams_of_the_program():
    """What supplies each kind, as src/system/seam.c has it: sets in their order, our own table."""
    source = (SOURCE / "src/system/seam.c").read_text(encoding="utf-8")
    headers = "".join(p.read_text() for p in (SOURCE / "include/entente").glob("fact*.h"))
    tables = dict(re.findall(r"\bX\((\w+),\s*ent_\w+,\s*(\w+)\)", headers))
    found = {}
    for kind, name, fact in re.findall(r'^ +\{"(\w+)", "([\w-]+)", ENT_FACT_(\w+),', source, re.M):
        row = found.setdefault(kind, ([], []))
        row[name == "world"].append(tables[fact] + ".csv" if name == "world" else name)
    return found


def check_seams(path):
    """The table of seams, its three columns one a line."""
    text = path.read_text(encoding="utf-8")
    cells = re.findall(r"^\|  (.+)\n:  (.+)\n:  (.+)$", text[text.index("# SEAMS"):], re.M)
    shown = {kind: tuple([] if cell == "-" else cell.split(", ") for cell in rest)
             for kinds, *rest in cells for kind in kinds.split(", ")}
    return [f"{kind}: the page has {shown.get(kind)}, the program {found}"
            for kind, found in seams_of_the_program().items() if shown.get(kind) != found] + \
           [f"the program has no {kind}" for kind in shown if kind not in seams_of_the_program()]


def wide_tables(path):
    """Tables of four columns and more do not fit on 80 characters: they break across pages."""
    columns = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        columns = columns + 1 if line.startswith(":[") else int(line.startswith("|["))
        if columns == 4:
            yield f"{path.name}:{number}: a table of more than three columns"


def check_page(known, report):
    """Every command and option stands in the page of the program."""
    page = (SOURCE / "doc/entente.1.scd").read_text(encoding="utf-8")
    for command, options in known.items():
        words = [o for o in options if o.startswith("--") and o not in page]
        report.check(f"entente(1) names {command}",
                     words + ([] if f"\n*{command}*" in page else [command]))


def wrong_covariates(program, path):
    """Covariates of which the manual does not say what the program says of them."""
    told = {name.replace("\\", ""): meaning.replace("\\", "") for name, meaning in
            re.findall(r"^\*([\w\\]+)\*\n\t(.+)$", path.read_text("utf-8"), re.M)}
    found = csv.DictReader(run(program, ["fit", "--covariates", "-f", "csv"])[1].splitlines())
    for row in found:
        kinds = row["kinds"].replace(",", ", ")
        said = row["formula"] + (f" (source: {kinds})" if kinds else "")
        if told.get(row["covariate"]) != said:
            yield f"{row['covariate']}: the manual says {told.get(row['covariate'])!r}, not {said!r}"


def untold_effects(program, path):
    """Effects of models of ties that the table of the manual does not name."""
    told = set(re.findall(r"\w+", " ".join(
        re.findall(r"^[|:\[]+ +([\w, ]+)$", path.read_text("utf-8"), re.M))))
    found = csv.DictReader(run(program, ["fit", "--effects", "-f", "csv"])[1].splitlines())
    for row in found:
        if row["effect"] not in told:
            yield f"{row['effect']} has no row"


def main(arguments):
    program = os.path.abspath(arguments[0])
    if arguments[1] == "--update":
        return update(program)
    report = Report()
    listed = re.findall(r"^  ([a-z]+) {2,}\S", run(program, ["help"])[1], re.M)
    known = {command: options_of(program, command) for command in listed}
    files = [README, *sorted((SOURCE / "doc").glob("*.scd")), pathlib.Path(arguments[1]),
             SOURCE / "data/README.md", SOURCE / "data/scenarios/README.md"]
    check_page(known, report)
    for path in files:
        for line in dict.fromkeys(commands(path)):
            if path.name != "README.md" or "mine" not in line:
                report.check(f"{path.name}: {line}", problems_of(program, known, line))
    for line in dict.fromkeys(re.findall(r"`(entente [^`]+)`", README.read_text("utf-8"))):
        report.check(f"README.md: {line}", problems_of(program, known, line, False))
    check_outputs(program, report)
    check_played(program, GAME, report)
    for path in [*SOURCE.glob("*.md"), *(SOURCE / "doc").rglob("*.md"), *SOURCE.glob("data/**/*.md")]:
        report.check(f"links of {path.relative_to(SOURCE)}", list(broken_links(path)))
    for path in (SOURCE / "doc").glob("*.scd"):
        report.check(f"tables of {path.name}", list(wide_tables(path)))
    report.check("counts of README.md", list(wrong_counts()))
    report.check("covariates of entente-outcome(5)",
                 list(wrong_covariates(program, SOURCE / "doc/entente-outcome.5.scd")))
    report.check("effects of entente-model(5)",
                 list(untold_effects(program, SOURCE / "doc/entente-model.5.scd")))
    report.check("the table of seams", check_seams(SOURCE / "doc/entente-data.5.scd"))
    check_scenarios(program, SOURCE / "doc/entente-scenario.5.scd", report)
    check_sql(program, SOURCE / "doc/entente-data.5.scd", report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
