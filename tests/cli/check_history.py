#!/usr/bin/env python3
"""Import small invented files of published sets; what `show` and `export` then say of the states.

usage: check_history.py PROGRAM IMPORT_FIXTURES

SPDX-License-Identifier: MIT
"""
import csv
import io
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

FILES = {
    "trade.csv": """ccode1,ccode2,year,flow1,flow2
365,710,2000,100,300
365,710,2001,-9,50
2,365,2000,7,8
""",
    "totals.csv": """ccode,year,imports,exports
365,2000,1000,1000
710,2000,3000,1000
""",
    "register.csv": "Recipient,Supplier,Year of order,Number ordered,Weapon designation,"
                    "Weapon description,Number delivered,Year(s) of delivery,status,Comments,"
                    "SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
                    "China,Russia,2000,5,Small,boat,5,2001,New,,1,5,5\n"
                    "China,Russia,2000,2,Large,ship,2,2002,New,,20,40,40.5\n"
                    "Russia,China,1998,1,Kite,drone,1,1999,New,,1,1,1\n"
                    "China,France,2000,1,Radar,radar,1,2001,New,,3,3,3\n",
    "peacedata3.1.csv": "365710,19009999-19520213,0,19520214-19971109,0.25,"
                        "19971110-20041013,-9,20041014-20209999,0.5,,,,,,,,,,,,\n",
    "roll_calls.csv": """rcid,session,importantvote,date,unres,amend,para,short,descr
1,25,0,1970-12-01,R/25/1,0,0,ONE,one
2,55,0,2000-10-01,R/55/1,0,0,TWO,two
3,55,0,2000-11-01,R/55/2,0,0,THREE,three
4,55,0,2000-12-01,R/55/3,0,0,FOUR,four
5,55,0,2000-12-02,R/55/4,0,0,FIVE,five
""",
    "votes.csv": """rcid,country,country_code,vote
1,Taiwan,TW,yes
1,Russia,RU,yes
2,Russia,RU,yes
2,China,CN,yes
3,Russia,RU,yes
3,China,CN,no
4,Russia,RU,abstain
4,China,CN,no
5,Russia,RU,yes
""",
    "participants.csv": "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,"
                        "revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n"
                        "9349,RUS,365,2,3,1969,20,3,1969,1,1,2,-9,0,0,16,4,1,5\n"
                        "9349,CHN,710,2,3,1969,20,3,1969,0,0,0,0,-9,-9,0,3,1,5\n",
    "contiguity.csv": """ccode1,ccode2,conttype,stdate,enddate
365,710,1,1900-01-01,2016-12-01
710,365,1,1900-01-01,2016-12-01
""",
    "igo.csv": "ccode1,ccode2,year,dyadigos\n365,710,1999,30\n365,710,2000,31\n2,365,2000,40\n"
               "260,710,2000,33\n",
    "distances.csv": "ccode1,ccode2,styear,endyear,mindist\n365,710,1946,2019,0\n"
                     "2,732,1949,2019,4333.5\n",
    "gdp.csv": '"ccode","year","mrgdppc","sd_mrgdppc","pwtrgdp","sd_pwtrgdp","pwtpop","sd_pwtpop"\n'
               "710,1999,1,1,500,1,1250,1\n710,2000,1,1,550,1,1260,1\n",
}
FIXTURES = ["gdelt-2/20150107.export.CSV", "ucdp/conflicts.csv", "cow-majors/spells.csv",
            "major-power-signals/table.csv"]
MME = ("mme7,Sea Seven,,A gulf,1,2,,2000,5,3,,2000,5,9,0,0,0,1,0,0,1,0,0,,,Russia,China,Kazakhstan")


class Bench:
    def __init__(self, program, fixtures, cwd):
        self.program, self.cwd, self.store = program, cwd, str(cwd / "store.db")
        for name, text in FILES.items():
            (cwd / name).write_text(text, encoding="utf-8")
        header = (fixtures / "mme/latin1.csv").read_text(encoding="latin-1").splitlines()[0]
        row = MME + "," * (header.count(",") - MME.count(","))
        (cwd / "mme.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
        files = [*FILES, "mme.csv", *(str(fixtures / name) for name in FIXTURES)]
        self.imported = self.run("import", "auto", "--max-rejects", "1", *files)

    def run(self, *arguments):
        return subprocess.run([self.program, *arguments, "--db", self.store], cwd=self.cwd,
                              capture_output=True, text=True, check=False, timeout=120)

    def rows(self, *arguments):
        done = self.run(*arguments, "-f", "csv")
        return list(csv.DictReader(io.StringIO(done.stdout)))


def compare(found, expected):
    return [] if found == expected else [f"{found} instead of {expected}"]


def of_kind(rows, kind, *columns):
    return [tuple(row[c] for c in columns) for row in rows if row["kind"] == kind]


def pair(bench):
    """Each kind of published fact in the history of two states."""
    rows = bench.rows("show", "RUS", "CHN", "--from", "1949", "--to", "2015")
    flow = ("type", "start", "value", "status", "title")
    cases = {
        "trade": (of_kind(rows, "trade", *flow), [
            ("CHN>RUS", "2000-01-01", "100", "used", "imports, million current US dollars"),
            ("RUS>CHN", "2000-01-01", "300", "used", "imports, million current US dollars"),
            ("RUS>CHN", "2001-01-01", "50", "used", "imports, million current US dollars")]),
        "trade shares": (of_kind(rows, "trade_share", "type", "value", "title"), [
            ("RUS", "0.2", "share of CHN in all trade of RUS"),
            ("CHN", "0.1", "share of RUS in all trade of CHN")]),
        "arms": (of_kind(rows, "arms", *flow), [
            ("CHN>RUS", "1998-01-01", "1", "used", "1 order, largest: Kite drone"),
            ("RUS>CHN", "2000-01-01", "45.5", "used", "2 orders, largest: Large ship")]),
        "the largest order": (of_kind(rows, "arms", "fact_id")[1:],
                              [("sipri-arms@2024/register.csv:3",)]),
        "exercise": (of_kind(rows, "exercise", "type", "start", "end", "value", "title"), [
            ("mme7-2000", "2000-05-03", "2000-05-09", "A gulf", "Sea Seven")]),
        "peace": (of_kind(rows, "peace", "type", "start", "end", "value", "status"), [
            ("severe rivalry", "", "1952-02-13", "0", "used"),
            ("lesser rivalry", "1952-02-14", "1997-11-09", "0.25", "used"),
            ("transition", "1997-11-10", "2004-10-13", "", "used"),
            ("negative peace", "2004-10-14", "2020-12-31", "0.5", "used, last seen")]),
        # (1 + 0 + 1/2) / 3; the fifth roll call has one of the two alone
        "votes": (of_kind(rows, "votes", "type", "start", "value", "source", "fact_id", "title"), [
            ("agreement", "2000-01-01", "0.5", "unvotes-votes 74", "",
             "agreement in 3 roll calls")]),
        "dispute": (of_kind(rows, "dispute", "type", "value", "status", "title")[:1], [
            ("force", "4", "used", "dispute 9349")]),
        "contiguity": (of_kind(rows, "contiguity", "type", "end", "value", "status"), [
            ("land", "2016-12-31", "1", "used, last seen")]),
        "organisations": (of_kind(rows, "organisations", "start", "value", "status", "fact_id"), [
            ("1999-01-01", "30", "used", "cow-igo@3.0/igo.csv:2"),
            ("2000-01-01", "31", "used", "cow-igo@3.0/igo.csv:3")]),
        "distance": (of_kind(rows, "distance", "type", "start", "end", "value", "status"), [
            ("kilometres", "1946-01-01", "2019-12-31", "0", "used, last seen")]),
    }
    problems = [f"{name}: {p}" for name, (have, want) in cases.items() for p in compare(have, want)]
    events = of_kind(rows, "events", "type", "start", "source")
    if ("CHN>RUS", "2015-01-01", "gdelt-2 2.0") not in events:
        problems.append(f"events: {events}")
    return problems


def signals(bench):
    """What a great power did for a state stands with both, and evidences their level."""
    rows = bench.rows("show", "USA", "KOR", "--from", "1985", "--to", "1986")
    of_state = bench.rows("show", "KOR", "--at", "1986")
    seen = "exercise, arms 638, troops 40950, nuclear weapons, pact, aid 43600000, words 4"
    fact = "major-power-signals@2019/table.csv:2"
    near = bench.rows("show", "CHN", "--at", "2001")
    return (compare(of_kind(rows, "signal", "type", "start", "end", "value", "status", "fact_id"),
                    [("USA>KOR", "1985-01-01", "1985-12-31", seen, "used", fact)]) +
            compare(of_kind(rows, "distance", "value"), [("4333.5",)]) +
            compare(of_kind(of_state, "signal", "type", "value", "status")[0],
                    ("USA>KOR", seen, "carried 1")) +
            compare(of_kind(near, "neighbour", "type", "value", "status"),
                    [("RUS", "1", "observed")]) +
            compare(of_kind(near, "organisations", "type", "value", "status"),
                    [("DEU", "33", "carried 1"), ("RUS", "31", "carried 1")]))


def seats(bench):
    """Votes cast for China before 1971-10-25 are the Republic of China's."""
    of_roc = bench.rows("show", "RUS", "TWN", "--at", "1970")
    of_prc = bench.rows("show", "RUS", "CHN", "--at", "1970")
    return (compare(of_kind(of_roc, "votes", "value"), [("1",)]) +
            compare(of_kind(of_prc, "votes", "value"), []))


def nothing_after_the_source(bench):
    """No published value past its source's last day."""
    rows = bench.rows("show", "RUS", "CHN", "--at", "2023")
    late = [r for r in rows if r["kind"] in ("peace", "contiguity", "exercise")]
    return compare(late, [])


def reading(bench):
    """A long series has every fifth year and its last for reading, every year with -v."""
    short = bench.run("show", "RUS", "CHN", "--from", "1949", "--to", "2015").stdout
    whole = bench.run("show", "RUS", "CHN", "--from", "1949", "--to", "2015", "-v").stdout
    trade = [line.split()[0] for line in short.splitlines() if line.split()[1:2] == ["trade"]]
    problems = compare(trade, ["2000", "2001"])
    if "RUS 100, CHN 300" not in short or "20 % of the trade of RUS, 10 % of CHN" not in short:
        problems.append(short)
    if len(whole.splitlines()) < len(short.splitlines()):
        problems.append("-v says less")
    return problems


def card(bench):
    """What a state is in a year, with the age of what is older."""
    rows = bench.rows("show", "CHN", "--at", "2002")
    cases = {
        "gdp": (of_kind(rows, "power", "type", "start", "value", "status"), [
            ("gdp", "2000-01-01", "550", "carried 2"),
            ("population", "2000-01-01", "1260", "carried 2")]),
        "trade": (of_kind(rows, "trade", "type", "value", "status"), [
            ("imports", "3000", "carried 2"), ("exports", "1000", "carried 2")]),
        "suppliers": (of_kind(rows, "arms_supplier", "type", "value"), [
            ("RUS", "45.5"), ("FRA", "3")]),
        "recipients": (of_kind(rows, "arms_recipient", "type", "value"), [("RUS", "1")]),
        "votes": (of_kind(rows, "votes", "value", "status", "title"), [
            ("0.75", "carried 2", "voted in 3 of 4 roll calls")]),
    }
    problems = [f"{name}: {p}" for name, (have, want) in cases.items() for p in compare(have, want)]
    wars = of_kind(bench.rows("show", "RUS", "--at", "2024"), "conflict", "type", "value", "title")
    return problems + compare(wars, [("interstate", "war", "Russia against Ukraine, over both")])


def ties(bench):
    """The ties of published flows, with weights that are positive."""
    rows = bench.rows("export", "ties", "--at", "2000", "--states", "RUS,CHN",
                      "--kinds", "trade,arms,exercise,contiguity,peace")
    found = [(r["state_a"], r["state_b"], r["kind"], r["value"], r["directed"], r["carried"])
             for r in rows]
    late = bench.rows("export", "ties", "--at", "2023", "--states", "RUS,CHN", "--kinds", "peace")
    unknown = bench.run("export", "ties", "--at", "2000", "--kinds", "tarde")
    return (compare(found, [("RUS", "CHN", "trade", "300", "true", "0"),
                            ("CHN", "RUS", "trade", "100", "true", "0"),
                            ("RUS", "CHN", "arms", "45.5", "true", "0"),
                            ("CHN", "RUS", "arms", "1", "true", "0"),
                            ("RUS", "CHN", "exercise", "1", "false", "0"),
                            ("RUS", "CHN", "contiguity", "1", "false", "0")]) +
            compare([(r["value"], r["carried"]) for r in late], [("0.5", "3")]) +
            compare((unknown.returncode, "did you mean 'trade'?" in unknown.stderr), (2, True)))


def states(bench):
    rows = bench.rows("export", "system", "--at", "2001", "--states", "CHN")
    return compare([(r["gdp"], r["population"], r["gdp_year"], r["gdp_fact"]) for r in rows],
                   [("550", "1260", "2000", "fariss-gdp@2022/gdp.csv:3")])


def years(bench):
    """One file a year; without {year} in the name, or an end, it is refused."""
    done = bench.run("export", "ties", "--from", "1999", "--to", "2001", "-o", "t-{year}.csv")
    names = sorted(p.name for p in bench.cwd.glob("t-*"))
    trade = [line for line in (bench.cwd / "t-2000.csv").read_text().splitlines()
             if ",trade," in line] if done.returncode == 0 else []
    refused = [bench.run("export", "ties", *span).returncode
               for span in (("--from", "1999", "--to", "2001"),
                            ("--from", "1999", "-o", "u-{year}.csv"))]
    return (compare((done.returncode, names), (0, [
                "t-1999.csv", "t-1999.csv.json", "t-2000.csv", "t-2000.csv.json",
                "t-2001.csv", "t-2001.csv.json"])) +
            compare(len(trade), 4) + compare(refused, [2, 2]))


def graphs(bench):
    for name in ("gexf", "graphml"):
        done = bench.run("export", "ties", "--at", "2000", "-f", name, "-o", f"2000.{name}")
        if done.returncode != 0:
            return [done.stderr]
    text = (bench.cwd / "2000.gexf").read_text()
    edge = next(line for line in text.splitlines() if 'kind="exercise"' in line)
    return compare('start="2000-05-03" end="2000-05-09"' in edge, True)


def with_networkx(networkx, folder):
    """Both formats hold the same edges; every weight is positive."""
    graph = networkx.read_graphml(folder / "2000.graphml", force_multigraph=True)
    text = (folder / "2000.gexf").read_text(encoding="utf-8")
    gexf = networkx.read_gexf(io.BytesIO(text.encode()), version="1.2draft")
    edges = list(graph.edges(data=True))
    arms = [d["weight"] for a, b, d in edges if d["kind"] == "arms" and (a, b) == ("RUS", "CHN")]
    return (compare(45.5 in arms, True) +
            compare(min(d["weight"] for _, _, d in edges) > 0, True) +
            compare({d["sign"] for _, _, d in edges} <= {-1, 0, 1}, True) +
            compare(gexf.number_of_edges(), len(edges)) +
            compare(gexf.number_of_nodes(), graph.number_of_nodes()))


def with_igraph(igraph, folder):
    graph = igraph.Graph.Read_GraphML(str(folder / "2000.graphml"))
    arms = [e["weight"] for e in graph.es
            if e["kind"] == "arms" and {graph.vs[e.source]["id"], graph.vs[e.target]["id"]} ==
            {"RUS", "CHN"}]
    return compare(sorted(arms), [1, 45.5]) + compare(min(graph.es["weight"]) > 0, True)


READERS = {"networkx": with_networkx, "igraph": with_igraph}


def python_with(module):
    """An interpreter that has the module: Debian's packages are those of its own."""
    for program in (sys.executable, "/usr/bin/python3"):
        try:
            if subprocess.run([program, "-c", f"import {module}"], capture_output=True,
                              check=False, timeout=60).returncode == 0:
                return program
        except OSError:
            pass
    return None


def read_back(report, bench):
    for name in READERS:
        program = python_with(name)
        if program is None:
            report.skip(f"read back by {name}", f"python3-{name} is not there")
            continue
        done = subprocess.run([program, __file__, "--read", name, str(bench.cwd)],
                              capture_output=True, text=True, check=False, timeout=120)
        report.check(f"read back by {name}",
                     [] if done.returncode == 0 else [done.stdout + done.stderr])


def read_one(name, folder):
    problems = READERS[name](__import__(name), pathlib.Path(folder))
    print("\n".join(problems))
    return 1 if problems else 0


def main(program, fixtures):
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(str(pathlib.Path(program).resolve()), pathlib.Path(fixtures), pathlib.Path(folder))
        report.check("import", [] if bench.imported.returncode == 0 else [bench.imported.stderr])
        for check in (pair, seats, signals, nothing_after_the_source, reading, card, ties, states, years,
                      graphs):
            report.check(check.__name__, check(bench))
        read_back(report, bench)
    return report.close()


if __name__ == "__main__":
    sys.exit(read_one(*sys.argv[2:]) if sys.argv[1] == "--read" else main(*sys.argv[1:]))
