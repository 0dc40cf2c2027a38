#!/usr/bin/env python3
"""What takes several commands, or hostile names, to see: kept runs, formats, visible controls.

usage: check_cli.py PROGRAM

SPDX-License-Identifier: MIT
"""
import contextlib
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DATA = ["--data", str(SOURCE / "tests/data/powers")]
MEMORY = ["--db", ":memory:"]
TABLES = ["table", "csv", "json", "jsonl"]
FORMATS = {"read": TABLES, "list": TABLES, "show": TABLES, "measure": TABLES, "run": TABLES,
           "cite": TABLES, "export": ["csv", "json", "jsonl", "graphml", "gexf"],
           "decide": TABLES, "bargain": TABLES, "landscape": TABLES, "fit": TABLES, "check": TABLES,
           "backtest": TABLES,
           "brief": [], "report": [], "import": [], "serve": [], "schema": [], "help": []}
# C0 but for line breaks and tabs, DEL, C1, and the controls of direction.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "\x1b[31m\x9b2J\u202egnp\u2066"
SHOWN = r"\u001b[31m\u009b2J\u202egnp\u2066"


class Bench:
    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())
        self.report = Report()

    def call(self, words, cwd):
        done = subprocess.run([self.program, *words], cwd=cwd, capture_output=True, timeout=120,
                              stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def expect(self, name, *pairs):
        self.report.check(name, [f"{what} is {got!r}, expected {wanted!r}"
                                 for what, got, wanted in pairs if got != wanted])


def kept_runs(bench, cwd):
    """What `show run` prints is what `run` printed, with what it was made from."""
    store = ["--db", "kept.db", *DATA]
    words = ["run", "base", "--runs", "16", "--seed", "7"]
    members = SOURCE / "tests/data/import/cow-alliances-members/table.csv"  # no run reads these
    bench.call(["import", "auto", str(members), "-q", *store], cwd)
    made = json.loads(bench.call([*words, "-f", "json", *store], cwd)[1])
    for form in ("json", "csv"):
        bench.call([*words, "-f", form, *store], cwd)
    code, out, err = bench.call(["show", "run", "1", "-f", "json", *store], cwd)
    shown = json.loads(out)
    bench.expect("a kept run is shown as it was printed", ("exit code", code, 0),
                 ("standard error", err, ""), ("result", shown, made))
    _, plain, _ = bench.call([*words, "-f", "csv", *DATA, *MEMORY], cwd)
    _, out, _ = bench.call(["show", "run", "2", "-f", "csv", *store], cwd)
    bench.expect("its outcomes are the same to the byte", ("output", out, plain))
    _, out, _ = bench.call(["show", "run", "3", *store], cwd)
    missing = [word for word in ("scenario    base\n", "seed        7\n", "runs        16 of 16, ",
                                 "command     entente run base --format csv --seed 7 --runs 16\n",
                                 f"entente     {made['entente']}\n",
                                 f"sources     {made['sources'][0]}\n", "probability")
               if word not in out]
    bench.expect("for reading it says what it was made with", ("missing", missing, []))
    read = bench.call([*words, *DATA, *MEMORY], cwd)[1].split("\n\n")[-1]
    bench.expect("and then what the run said first", ("output", out.split("\n\n")[-1], read))
    years = bench.call(["show", "run", "3", "-v", *store], cwd)[1].splitlines()
    bench.expect("every year where it is asked for",
                 ("more lines", len(years) > len(out.splitlines()), True))
    listed = json.loads(bench.call(["list", "runs", "-f", "json", *store], cwd)[1])["rows"]
    bench.expect("a seed is a number", ("seeds", [row["seed"] for row in listed], [7, 7, 7]))
    for words, wanted, told in ((["run", "9"], 3, "no run 9 is kept"),
                                (["run", "x"], 2, "'x' is no number of a run"),
                                (["run"], 2, "expected the number of a run")):
        code, out, err = bench.call(["show", *words, *store], cwd)
        bench.expect(f"show {' '.join(words)} is refused", ("exit code", code, wanted),
                     ("output", out, ""), ("told", told in err, True))


def kept_fits(bench, cwd):
    """A fit that was kept is said in words, and simulated on as when it was made."""
    store = ["--db", "kept.db", *DATA]
    model = str(SOURCE / "tests/data/saom/tiny.yaml")
    members = SOURCE / "tests/data/import/cow-alliances-members/table.csv"
    bench.call(["import", "auto", str(members), "-q", *store], cwd)
    for name in ("tiny.csv", "tiny_threat.csv"):  # tables of a fit that was kept are looked for here
        (pathlib.Path(cwd) / name).write_bytes((SOURCE / "tests/data/saom" / name).read_bytes())
    ahead = ["--forward", "2", "--actors", "0,1,4", "--runs", "3", "-f", "csv"]
    made = bench.call(["fit", model, "--checks", *ahead, *store], cwd)
    again = bench.call(["fit", "--kept", "1", *ahead, *store], cwd)
    bench.expect("a kept fit goes on as when it was made", ("exit code", again[0], 0),
                 ("table", again[1], made[1]), ("rows", len(again[1].splitlines()), 7))
    code, out, _ = bench.call(["show", "fit", "1", *store], cwd)
    bench.expect("a kept fit is said in words", ("exit code", code, 0),
                 ("odds", "one unit more multiplies the odds of a tie by" in out, True),
                 ("basis", "associated, all pairs, 3 waves" in out, True),
                 ("a check", "dyad_effects" in out and "reversed" in out, True))
    checked = bench.call(["fit", "--kept", "1", "--checks", "-f", "csv", *store], cwd)
    bench.expect("a kept fit is checked again", ("exit code", checked[0], 0),
                 ("a check", "reversed" in checked[1], True))
    code, _, err = bench.call(["fit", "--kept", "2", "--gof", *store], cwd)
    bench.expect("a fit that is not there is told", ("exit code", code, 3),
                 ("message", "2" in err, True))


def choices_of_kept_fits(bench, cwd):
    """A fit of other sources, or of those of another choice, is not simulated on in silence."""
    store = ["--db", "kept.db"]
    ahead = ["--forward", "1", "--states", "RUS,CHN", "--runs", "2", *store]
    choice = ["--source", "obligations=world"]
    members = SOURCE / "tests/data/import/cow-alliances-members/table.csv"
    bench.call(["import", "auto", str(members), "-q", *store], cwd)
    bench.call(["fit", str(SOURCE / "tests/golden/run-formation/ties.yaml"), *choice, *store], cwd)
    shown = bench.call(["show", "fit", "1", *store], cwd)[1]
    same, other = (bench.call(["fit", "--kept", "1", *more, *ahead], cwd) for more in (choice, []))
    bench.expect("the choice of a source belongs to a fit",
                 ("shown", "--source obligations=world\n" in shown, True),
                 ("the same", same[2], ""), ("exit code", other[0], 0),
                 ("another", "the record is not that of the fit" in other[2], True))


def formats(bench, cwd):
    """The help of a command names the formats that it has; others are refused with the list."""
    names = re.findall(r"^  ([a-z]+) {2,}\S", bench.call(["help"], cwd)[1], re.M)
    bench.expect("every command's formats are tested", ("commands", sorted(names), sorted(FORMATS)))
    for name, known in FORMATS.items():
        line = re.search(r"--format FORMAT +(.*)", bench.call(["help", name], cwd)[1])
        listed = re.findall(r"\w+", re.sub(r"\(default\)| or ", " ", line[1])) if line else []
        bench.expect(f"help {name} names its formats", ("formats", listed, known))
        code, out, err = bench.call([name, "x", "-f", "xml", *MEMORY], cwd)
        told = f"expected one of {', '.join(known)}" if known else f"'{name}' has no --format"
        bench.expect(f"{name} refuses another format", ("exit code", code, 2), ("output", out, ""),
                     ("told", told in err, True))
    code, _, err = bench.call(["export", "ties", "--at", "2000", "-f", "table", *MEMORY], cwd)
    bench.expect("export has no table", ("exit code", code, 2),
                 ("told", "expected one of csv, json, jsonl, graphml, gexf" in err, True))


def dry_runs(bench, cwd):
    words = ["run", "base", "pressure", "--dry-run", *DATA, *MEMORY]
    rows = json.loads(bench.call([*words, "-f", "json"], cwd)[1])["rows"]
    bench.expect("a dry run in JSON has a row an intervention",
                 ("rows", [(row["scenario"], row["intervention"]) for row in rows],
                  [("base", None), ("pressure", "2001  rivalry USA RUS (estimated)"),
                   ("pressure", "2002  dispute USA CHN for 2 years (assumed)"),
                   ("pressure", "2002-03  sanction USA RUS count 2 (assumed)")]))
    code, out, _ = bench.call([*words, "-f", "csv", "--runs", "7"], cwd)
    bench.expect("and in CSV", ("exit code", code, 0), ("lines", out.split("\n")[:2],
                 ["scenario,title,runs,intervention", 'base,"The end of 2000, left to the rule",7,']))


def outputs(bench, cwd):
    """-o is where the answer goes, whatever the command."""
    for words in (["help"], ["help", "run"], ["run", "--help"]):
        whole = bench.call(words, cwd)[1]
        code, out, _ = bench.call([*words, "-o", "help.txt"], cwd)
        bench.expect(f"{' '.join(words)} -o writes a file", ("exit code", code, 0),
                     ("output", out, ""), ("file", (cwd / "help.txt").read_text("utf-8"), whole))
    (cwd / "a.txt").write_text("Russia attacked Ukraine on 24 February 2022.\n", encoding="utf-8")
    code, out, err = bench.call(["brief", "a.txt", "-o", "-", *MEMORY], cwd)
    bench.expect("a page on standard output is whole", ("exit code", code, 0),
                 ("begins", out.startswith("<!DOCTYPE html>"), True),
                 ("ends", out.endswith("</html>\n"), True),
                 ("told", err.startswith("standard output: 1 document, 1 event"), True))
    code, out, err = bench.call(["report", "-o", "-", "-q", *MEMORY], cwd)
    bench.expect("so is a report", ("exit code", code, 0), ("told", err, ""),
                 ("begins", out.startswith("<!DOCTYPE html>"), True))


def event_dates(bench, cwd):
    (cwd / "a.txt").write_text("Russia attacked Ukraine on 24 February 2022. "
                               "China criticized Japan on 3 March 2021.\n", encoding="utf-8")
    bench.call(["read", "a.txt", "--db", "e.db", "-q"], cwd)
    for dates, wanted in (([], ["2022-02-24", "2021-03-03"]), (["--at", "2022"], ["2022-02-24"]),
                          (["--to", "2021"], ["2021-03-03"]), (["--at", "1950"], []),
                          (["--states", "Peking"], ["2021-03-03"])):
        out = bench.call(["export", "events", "-f", "jsonl", "--db", "e.db", *dates], cwd)[1]
        bench.expect(f"export events {' '.join(dates)}",
                     ("dates", [json.loads(line)["date"] for line in out.splitlines()], wanted))


def rivalries(cwd, name, rows):
    """A published file of invented rivalries; a row of None cannot be read."""
    lines = ["rivalryno,rivalryname,ccode1,ccode2,styear,endyear"]
    lines += [f"{n + 1},A-B,2,365,{'x' if year is None else year},2000" for n, year in enumerate(rows)]
    (cwd / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


def imports(bench, cwd):
    """The same file again, another in its place, and one of which too much cannot be read."""
    store = ["--db", "i.db"]
    name = rivalries(cwd, "td.csv", [1950, 1960])
    again = ["import", "auto", name, *store]
    bench.expect("a file is imported", ("said", bench.call(again, cwd),
                 (0, "", "td.csv: td-rivalries 2012, 2 rows, 0 set aside\n")))
    before = (cwd / "i.db").read_bytes()
    bench.expect("the same file again changes nothing", ("said", bench.call(again, cwd),
                 (0, "", "td.csv: td-rivalries 2012 is there already, nothing changed\n")),
                 ("store", (cwd / "i.db").read_bytes() == before, True))
    rivalries(cwd, name, [1950, 1960, 1970])
    bench.expect("other bytes of the same set and version take its place, and it says so",
                 ("said", bench.call(again, cwd),
                  (0, "", "td.csv: td-rivalries 2012, 3 rows, 0 set aside, in place of an earlier file\n")))
    kept = bench.call(["list", "sources", "-f", "csv", *store], cwd)
    rivalries(cwd, name, [1950, None, 1970, 1980])
    for share, percent in ((None, "1 %"), ("0.2", "20 %")):
        words = [*again, *([] if share is None else ["--max-rejects", share])]
        code, out, err = bench.call(words, cwd)
        bench.expect(f"more than {percent} of bad rows are too many", ("exit code", code, 3),
                     ("output", out, ""), ("told", f"1 of 4 rows cannot be read, more than {percent}; "
                                                  "the first: line 3, column 13:" in err, True),
                     ("sources", bench.call(["list", "sources", "-f", "csv", *store], cwd), kept))
    code, _, err = bench.call([*again, "--max-rejects", "0.25"], cwd)
    rejects = bench.call(["list", "rejects", "-f", "csv", *store], cwd)[1].splitlines()
    bench.expect("a quarter is not more than a quarter", ("exit code", code, 0),
                 ("told", "4 rows, 1 set aside, in place of" in err, True),
                 ("rejects", [line.split(",")[:3] for line in rejects],
                  [["file", "line", "column"], [name, "3", "13"]]))
    (cwd / name).write_text((cwd / name).read_text().replace(",365,", ",999,"), encoding="utf-8")
    bench.expect("what means no state is told apart", ("told", bench.call(
        [*again, "--max-rejects", "0.25"], cwd)[2],
        f"{name}: td-rivalries 2012, 4 rows, 1 set aside, 3 unmatched, in place of an earlier file\n"))
    for wrong in ("-1", "1.5", "x", ""):
        code, _, err = bench.call([*again, "--max-rejects", wrong], cwd)
        bench.expect(f"--max-rejects '{wrong}' is refused", ("exit code", code, 2),
                     ("told", "expected a share from 0 to 1" in err, True))


def kept_answers(bench, cwd):
    """An import of votes leaves what takes longest to find of them; answers are the same without."""
    store = ["--db", "v.db"]
    calls = "".join(f"{n},1,0,1946-02-{n:02},R/1/{n},0,0,T,D\n" for n in range(1, 13))
    votes = "".join(f"{n},{name},{code},{'yes' if (n + i) % 3 else 'no'}\n" for n in range(1, 13)
                    for i, (name, code) in enumerate((("United States", "US"), ("France", "FR"),
                                                      ("Brazil", "BR"), ("Norway", "NO"))))
    (cwd / "calls.csv").write_text("rcid,session,importantvote,date,unres,amend,para,short,descr\n"
                                   + calls, encoding="utf-8")
    (cwd / "votes.csv").write_text("rcid,country,country_code,vote\n" + votes, encoding="utf-8")

    def kept():
        with contextlib.closing(sqlite3.connect(cwd / "v.db")) as db:
            return db.execute("SELECT count(*), coalesce(sum(change = -1), 0) FROM answers").fetchone()

    code, _, err = bench.call(["import", "auto", rivalries(cwd, "td.csv", [1950]), *store], cwd)
    bench.expect("an import without votes keeps nothing", ("exit code", code, 0), ("kept", kept(), (0, 0)))
    code, _, err = bench.call(["import", "auto", "calls.csv", "votes.csv", *store], cwd)
    bench.expect("an import of votes keeps what is dear", ("exit code", code, 0),
                 ("told", err.count("\n"), 2), ("kept", kept(), (3, 3)))
    words = ["measure", "idealpoints", "-f", "csv", *store]
    first = bench.call(words, cwd)
    with contextlib.closing(sqlite3.connect(cwd / "v.db")) as db:
        db.execute("DELETE FROM answers")
        db.commit()
    bench.expect("what is kept is what is found", ("rows", first[1].count("\n1,1946,"), 4),
                 ("answer", bench.call(words, cwd), first))


def packed_tables(bench, cwd):
    """What a kill left unpacked is packed by the same import again, which then changes nothing."""
    states = (2, 70, 100, 101, 135, 140, 155, 160, 200, 225, 230, 235, 365)
    words = ["import", "auto", "trade.csv", "--db", "p.db"]
    (cwd / "trade.csv").write_text(
        "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,version\n"
        + "".join(f"{a},{b},{year},A,B,{year},{b},-9,-9,4\n" for a in states for b in states
                  if a < b for year in range(1870, 2015)), encoding="utf-8")

    def packs(change="SELECT 1"):
        with contextlib.closing(sqlite3.connect(cwd / "p.db")) as db:
            db.execute(change)
            db.commit()
            return db.execute("SELECT count(*) FROM packs").fetchone()[0]

    first = bench.call(words, cwd)
    bench.expect("a large table is packed", ("exit code", first[0], 0), ("packs", packs(), 1))
    bench.expect("nothing is packed any more", ("packs", packs("DELETE FROM packs"), 0))
    bench.call(words, cwd)
    bench.expect("the same import packs what is not packed", ("packs", packs(), 1))
    before = (cwd / "p.db").read_bytes()
    bench.call(words, cwd)
    bench.expect("and changes nothing where all is", ("same bytes", (cwd / "p.db").read_bytes() == before, True))


def names_of_sources(bench, cwd):
    """Answers in JSON name the sets that were read for them, not all that the store holds."""
    store = ["--db", "n.db"]
    races = "race_id,ccode1,ccode2,styear,endyear\n1,2,365,1950,1960\n"
    (cwd / "races.csv").write_text(races, encoding="utf-8")
    bench.call(["import", "auto", rivalries(cwd, "td.csv", [1950]), "races.csv", *store], cwd)
    cited = json.loads(bench.call(["cite", "-f", "json", *store], cwd)[1])["rows"]
    bench.expect("all that is in the store is cited",
                 ("sets", [row["set"] for row in cited], ["arms-races", "td-rivalries", "world"]))
    for words in (["measure", "adversaries", "--at", "1955", "--states", "USA,RUS"],
                  ["show", "USA", "RUS", "--at", "1955"], ["list", "ties", "--at", "1955"],
                  ["run", "base", "--runs", "1"]):
        named = json.loads(bench.call([*words, "-f", "json", *store], cwd)[1])["sources"]
        bench.expect(f"'{' '.join(words[:2])}' names what it has read",
                     ("sets", [name.split(" ")[0] for name in named], ["td-rivalries", "world"]))


def make_hostile(cwd):
    name = f"{HOSTILE}.txt"
    (cwd / name).write_text(f"A title {HOSTILE}\n\nRussia attacked Ukraine on 24 February 2022 "
                            f"near {HOSTILE} and elsewhere.\n", encoding="utf-8")
    escaped = json.dumps(HOSTILE)
    (cwd / "a.yaml").write_text("format: 1\nname: a\nextends: base\ntitle: " + escaped + "\n"
                                "interventions:\n  - {date: 2026, kind: dispute, a: USA, b: CHN, "
                                "note: " + escaped + "}\n", encoding="utf-8")
    (cwd / f"{HOSTILE}.yaml").write_text("format: 1\nname: [\n", encoding="utf-8")
    return name


def weights(bench, cwd):
    """Without weights reading says so and goes on by chunk; damaged ones are an error."""
    data = cwd / "data"
    file = data / "weights" / "english.weights"
    shutil.copytree(SOURCE / "data", data)
    (cwd / "a.txt").write_text("China condemned the plan of Japan.\n")
    words = ["read", "a.txt", "-f", "jsonl", "--data", str(data), *MEMORY]
    code, _, err = bench.call(words, cwd)
    bench.expect("sentences are parsed where there are weights", ("exit code", code, 0),
                 ("standard error", err, ""))
    sound = file.read_bytes()
    file.write_bytes(sound[:5000] + bytes([sound[5000] ^ 1]) + sound[5001:])
    code, out, err = bench.call(words, cwd)
    bench.expect("damaged weights are refused", ("exit code", code, 3), ("output", out, ""),
                 ("named", "english.weights: damaged" in err, True))
    code, chunked, err = bench.call([*words, "--mode", "chunk"], cwd)
    bench.expect("by chunk they are not looked at", ("exit code", code, 0),
                 ("standard error", err, ""))
    file.unlink()
    code, out, err = bench.call(words, cwd)
    bench.expect("without weights it is said, and read by chunk", ("exit code", code, 0),
                 ("output", out, chunked), ("said", "read by chunk, not parsed" in err, True))
    code, out, err = bench.call([*words, "--mode", "parse"], cwd)
    bench.expect("who asks for parsing is told", ("exit code", code, 3), ("output", out, ""),
                 ("said", "no file weights/english.weights" in err, True))


def dictionaries(bench, cwd):
    """The dictionaries of the program and the same ones in a folder read alike."""
    data = pathlib.Path(os.environ["ENT_SOURCE"]) / "data"
    texts = sorted(str(path) for path in (data / "dispatches").glob("*.txt"))[::10]
    words = ["read", *texts, "--mode", "chunk", "-f", "jsonl", *MEMORY]
    _, built_in, _ = bench.call(words, cwd)
    _, from_texts, _ = bench.call([*words, "--data", str(data)], cwd)
    bench.expect("built-in dictionaries read as their texts do", ("output", from_texts, built_in),
                 ("events", built_in.count("\n") > 20, True))


def controls(bench, cwd):
    """Nothing that is printed steers the terminal, and the name is still recognised."""
    name = make_hostile(cwd)
    store = ["--db", f"{HOSTILE}.db"]
    commands = [["run", "a.yaml", "--dry-run", *MEMORY], [HOSTILE], ["help", HOSTILE],
                ["run", HOSTILE, *MEMORY], ["run", f"./{HOSTILE}.yaml", *MEMORY],
                ["show", HOSTILE, *MEMORY], ["list", HOSTILE, *MEMORY], ["read", f"no{name}", *MEMORY],
                ["list", "states", f"--{HOSTILE}"], ["list", "states", "--at", HOSTILE, *MEMORY],
                ["list", "states", "--states", HOSTILE, *MEMORY], ["cite", "--data", HOSTILE],
                ["import", "auto", name, *store], ["import", "auto", f"no{HOSTILE}", *store],
                ["list", "rejects", "--db", f"no{HOSTILE}.db"], ["brief", name, "-o", f"{HOSTILE}.html",
                                                                *MEMORY],
                ["cite", "-o", f"{HOSTILE}/x", *MEMORY]]
    for words in commands:
        _, out, err = bench.call(words, cwd)
        said = "|".join(out.split("\n") + err.split("\n"))
        bench.expect(f"{words[0]} {words[1] if len(words) > 1 else ''} shows controls"
                     .encode("unicode_escape").decode("ascii"),
                     ("raw", CONTROL.findall(out + err), []), ("shown", SHOWN in said, True))
    for form in TABLES:
        for more in ([], ["--explain"]):
            out = bench.call(["read", name, *more, "-f", form, *MEMORY], cwd)[1]
            bench.expect(f"read {' '.join(more)} as {form} shows controls",
                         ("raw", CONTROL.findall(out), []), ("shown", SHOWN in out, True))
    out = bench.call(["read", name, "-f", "jsonl", *MEMORY], cwd)[1].splitlines()
    bench.expect("JSON reads back to the name", ("document", json.loads(out[0])["document"], name))
    page = (cwd / f"{HOSTILE}.html").read_text(encoding="utf-8")
    bench.expect("the page shows controls", ("raw", CONTROL.findall(page), []),
                 ("shown", SHOWN in page, True))


def on_terminal(bench, words, cwd, columns, **environment):
    """What a command writes to a terminal so many columns wide."""
    terminal, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    chosen = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    with subprocess.Popen([bench.program, *words], cwd=cwd, stdin=subprocess.DEVNULL, stdout=theirs,
                          stderr=subprocess.DEVNULL, env=chosen | environment) as running:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(terminal, 65536):
                shown += part
        except OSError:
            pass  # the program has closed its end
        running.wait(timeout=60)
    os.close(terminal)
    return shown.decode("utf-8")


def plots(bench, cwd):
    """A plot is as wide as its terminal, and in colour where it may be."""
    words = ["measure", "alignment", "--states", "USA,RUS,CHN", "--from", "1950", "--plot", *DATA,
             *MEMORY]
    wide = on_terminal(bench, words, cwd, 120, TERM="xterm")
    plain = re.sub("\x1b\\[[0-9]*m", "", wide).splitlines()
    bench.expect("a plot in a terminal", ("colour", "\x1b[" in wide, True),
                 ("widest line", max(map(len, plain)), 120))
    for name, kind in (({"NO_COLOR": "1", "TERM": "xterm"}, "NO_COLOR"), ({"TERM": "dumb"}, "dumb")):
        shown = on_terminal(bench, words, cwd, 60, **name)
        bench.expect(f"a plot without colour: {kind}", ("colour", "\x1b" in shown, False),
                     ("widest line", max(map(len, shown.splitlines())), 60))
    shown = on_terminal(bench, words, cwd, 60, TERM="xterm", LC_ALL="C")
    bench.expect("a plot in a locale without UTF-8", ("ASCII", shown.isascii(), True))
    into_pipe = bench.call(words, cwd)[1]
    bench.call([*words, "-o", "plot.txt"], cwd)
    bench.expect("a plot in a file is that of a pipe",
                 ("text", (cwd / "plot.txt").read_text(encoding="utf-8"), into_pipe),
                 ("colour", "\x1b" in into_pipe, False))


def progress(bench, cwd):
    """A pipe is told of progress where it is asked for, and never else."""
    words = ["run", "base", "--runs", "60000", "-j", "1", *DATA, *MEMORY]
    asked = bench.call([*words, "--progress"], cwd)
    bench.expect("progress is shown where it is asked for", ("bar", "base [#" in asked[2], True))
    for more in (["-q", "--progress"], []):
        silent = bench.call([*words, *more], cwd)
        bench.expect(f"no progress with {' '.join(more) or 'nothing'}", ("said", silent[2], ""),
                     ("answer", silent[1], asked[1]))


def read_terminal(terminal, shown, enough):
    """Append what is written to a terminal until there is enough of it, or its end."""
    while not enough(shown[0]):
        ready, _, _ = select.select([terminal], [], [], 60)
        try:
            part = os.read(terminal, 65536) if ready else b""
        except OSError:
            part = b""  # the program has closed its end
        if not part:
            return
        shown[0] += part


def silences(bench, cwd):
    """A command that tells nothing for half a second is seen to work, but for -q; its bar is gone
    before its answer."""
    text = b"On 4 February 2022 Russia and China signed an agreement in Beijing.\n"
    bar, gone, answer = b"\r\x1b[Kworking [", b"\r\x1b[K", b'{"document"'
    running, terminals, shown = [], [], [[b""], [b""]]
    for more in ([], ["-q"]):
        terminal, theirs = pty.openpty()
        running.append(subprocess.Popen(  # pylint: disable=consider-using-with
            [bench.program, "read", "-", "-f", "jsonl", *MEMORY, *more], cwd=cwd,
            stdin=subprocess.PIPE, stdout=theirs, stderr=theirs))
        os.close(theirs)
        terminals.append(terminal)
    read_terminal(terminals[0], shown[0], lambda seen: len(set(seen.split(bar))) > 3)  # it moves
    for one, terminal, seen in zip(running, terminals, shown):
        one.communicate(text, timeout=60)
        read_terminal(terminal, seen, lambda _: False)
        os.close(terminal)
    told, quiet = shown[0][0], shown[1][0]
    before = told[:told.find(answer)]
    bench.expect("a silent command is seen to work", ("moves", len(set(before.split(bar))) > 3, True),
                 ("gone before the answer", before.endswith(gone), True),
                 ("after it", gone in told[len(before):], False))
    bench.expect("but for -q", ("answer", answer in quiet, True), ("bar", gone in quiet, False))


def main(arguments):
    bench = Bench(arguments[0])
    for test in (kept_runs, kept_fits, choices_of_kept_fits, formats, dry_runs, outputs,
                 event_dates, imports, kept_answers, packed_tables, names_of_sources, weights, dictionaries, controls, plots, progress,
                 silences):
        with tempfile.TemporaryDirectory(prefix="entente-cli-") as name:
            test(bench, pathlib.Path(name))
    return bench.report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
