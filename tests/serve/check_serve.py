#!/usr/bin/env python3
"""Check the server of the live page: its answers, its refusals, and that it stays up.

usage: check_serve.py PROGRAM FIXTURES      FIXTURES: folder of small published files

SPDX-License-Identifier: MIT
"""
import base64
import concurrent.futures
import functools
import hashlib
import json
import pathlib
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from live import Live  # noqa: E402
from report import Report  # noqa: E402

PAIR = "states=RUS~CHN&time=1949..2024"


@functools.cache
def told(program, *words):
    done = subprocess.run([program, *words, "--db", ":memory:", "-q"], capture_output=True,
                          check=False)
    return done.stdout.decode()


# ---- answers ----

def data_are_those_of_the_command_line(program, live):
    trials = [("alignment", PAIR, "--from 1949 --to 2024 --states RUS,CHN"),
              ("cooperation", PAIR, "--from 1949 --to 2024 --states RUS,CHN"),
              ("triangle", "time=1949..", "--from 1949"),
              ("power", "states=USA~Soviet+Union&time=..1990", "--to 1990 --states USA,RUS"),
              ("adversaries", "states=RUS,CHN&time=2012", "--at 2012 --states RUS,CHN"),
              ("alignment", "states=RUS~CHN&time=2001-07-16", "--at 2001-07-16 --states RUS,CHN"),
              ("method", "time=1993..2001", "--from 1993 --to 2001 --states USA,RUS,CHN")]
    return [f"{name}?{query} differs from 'measure {name} {options}'"
            for name, query, options in trials
            if live.text(f"/chart/{name}.csv?{query}") !=
            told(program, "measure", name, *options.split(), "-f", "csv")]


def json_holds_the_same_rows_and_says_where_from(program, live):
    answer = live.json(f"/chart/alignment.json?{PAIR}")
    lines = live.text(f"/chart/alignment.csv?{PAIR}").splitlines()
    problems = []
    if len(answer["rows"]) != len(lines) - 1 or list(answer["rows"][0]) != lines[0].split(","):
        problems.append("rows or columns differ from CSV")
    if answer["command"] != "entente measure alignment --from 1949 --to 2024 --states RUS,CHN":
        problems.append(f"command {answer['command']}")
    if not any(source.startswith("world ") for source in answer["sources"]):
        problems.append("no sources")
    again = told(program, *answer["command"].split()[1:], "-f", "csv")
    if again.splitlines() != lines:
        problems.append("the command that it names prints other rows")
    return problems


def beside_the_data_stand_their_meaning_and_columns(_, live):
    about = live.json(f"/chart/alignment.metadata.json?{PAIR}")
    problems = [f"no {key}" for key in ("title", "about", "reference", "command", "sources", "csv")
                if not about.get(key)]
    header = live.text(f"/chart/alignment.csv?{PAIR}").splitlines()[0].split(",")
    if [column["name"] for column in about["columns"]] != header:
        problems.append("columns differ from CSV")
    if live.text(about["csv"]).splitlines()[0].split(",") != header:
        problems.append("its address of the data leads elsewhere")
    return problems


def without_data_there_is_the_header_alone(program, live):
    problems = []
    for target in ("alignment.csv?states=RUS~CHN&time=1700", "alignment.csv?time=2500..2600",
                   "peace.csv?states=RUS~CHN", "polarity.csv", "idealpoints.csv?states=RUS",
                   "triangle.csv?time=1500", "network.csv?time=1500"):
        text = live.text("/chart/" + target)
        if text.count("\n") != 1 or "," not in text:
            problems.append(f"{target}: {text[:80]!r}")
    for target in ("alignment.svg?time=1700", "peace.svg", "network.svg?time=1500",
                   "cooperation.svg?states=RUS~SSD&time=1950"):
        if "<svg" not in live.text("/chart/" + target):
            problems.append(f"{target} is no picture")
    if live.json("/chart/alignment.json?time=1700")["rows"]:
        problems.append("rows of 1700")
    return problems


def every_chart_draws(_, live):
    problems = []
    for row in live.json("/api/charts")["rows"]:
        status, headers, body = live.ask(row["address"])
        try:
            root = xml.etree.ElementTree.fromstring(body)
        except xml.etree.ElementTree.ParseError as error:
            problems.append(f"{row['address']}: {error}")
            continue
        style = re.search(rb"<style>(.*?)</style>", body, re.S)[1]
        allowed = base64.b64encode(hashlib.sha256(style).digest()).decode()
        if status != 200 or not root.tag.endswith("svg") or b"var(" in body:
            problems.append(f"{row['address']}: {status}")
        if f"'sha256-{allowed}'" not in headers["Content-Security-Policy"]:
            problems.append(f"{row['address']}: its policy does not allow its style")
        if re.search(rb"(href|src|url\()", body):
            problems.append(f"{row['address']} refers to something")
    return problems


def the_api_answers_as_it_describes(_, live):
    description = live.json("/api/openapi.json")
    problems = []
    for path, methods in description["paths"].items():
        asked = {"ties": "?time=2012&states=RUS~CHN", "show": "?states=RUS~CHN",
                 "outcomes": "?scenario=base&runs=16", "events": ""}
        name = path.split("/")[-1].removesuffix(".csv") if path.startswith(("/api/", "/data/")) else ""
        query = asked.get(name, "?scenario=base&runs=16" if path == "/view/scenarios" else "")
        status, headers, body = live.ask(path.replace("{institution}", "SCO") + query)
        told_of = methods["get"]["responses"]["200"]["content"]
        kind = headers["Content-Type"].split(";")[0]
        if status != 200 or kind not in told_of:
            problems.append(f"{path}: {status} {kind} {body[:120]}")
        elif "$ref" in told_of[kind].get("schema", {}):
            rows = json.loads(body)
            problems += [] if {"entente", "command", "rows"} <= rows.keys() else [f"{path}: no rows"]
    return problems


GOOD = {"states": "RUS~CHN", "time": "2012", "power": "gdp", "signs": "rivalry", "institution": "SCO",
        "scenario": "base", "runs": "16", "seed": "2"}
BAD = {"states": "Narnia", "time": "20x", "power": "might", "signs": "stars", "institution": "NOWHERE",
       "scenario": "none", "runs": "-1", "seed": "x"}
SHOWN = {"one state": "RUS", "three states": "USA~RUS~CHN"}


def is_problem(status, headers, body, path):
    if path.startswith("/view/") or status not in (400, 404):
        return status in (400, 404) and headers["Content-Type"].startswith("text/html")
    return headers["Content-Type"] == "application/problem+json" and json.loads(body)["status"] == status


def parameters_are_as_they_are_described(_, live):
    """What is described is taken, wrong values of it and all that is not described are refused."""
    problems = []
    for path, methods in live.json("/api/openapi.json")["paths"].items():
        described = {one["name"]: one for one in methods["get"]["parameters"] if one["in"] == "query"}
        of_needed = {name: GOOD[name] for name, one in described.items() if one.get("required")}
        if "runs" in described:
            of_needed["runs"] = GOOD["runs"]
        if "institution" in described:
            of_needed["institution"] = GOOD["institution"]
        path = path.replace("{institution}", "SCO")
        for name, value in GOOD.items():
            if name not in described:
                if not is_problem(*live.ask(f"{path}?{name}={value}"), path):
                    problems.append(f"{path} takes {name}, which is not described")
                continue
            words = described[name]["description"].rsplit("; ", 1)[-1]
            value = SHOWN.get(words, value) if name == "states" else value
            beside = {} if name == "states" and "institution" in of_needed else of_needed
            query = urllib.parse.urlencode(beside | {name: value}, safe="~")
            status, _, body = live.ask(f"{path}?{query}")
            problems += [] if status == 200 else [f"{path}?{query}: {status} {body[:120]}"]
            query = urllib.parse.urlencode(beside | {name: BAD[name]})
            if not is_problem(*live.ask(f"{path}?{query}"), path):
                problems.append(f"{path}?{query} is answered")
    return problems


def references_of(node):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from [value] if key == "$ref" else references_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from references_of(value)


def all_that_is_answered_is_described(_, live):
    """What the pages lead to, and what comes of wrong requests, stands in the description."""
    description = live.json("/api/openapi.json")
    problems = []
    for reference in set(references_of(description)):
        at = description
        for part in reference.removeprefix("#/").split("/"):
            at = at.get(part, {})
        problems += [] if at else [f"{reference} leads nowhere"]
    for path, methods in description["paths"].items():
        names = [one["name"] for one in methods["get"]["parameters"]]
        inside = set(re.findall(r"{(\w+)}", path))
        if len(set(names)) != len(names) or not inside <= set(names) or not methods["get"]["summary"]:
            problems.append(f"{path}: {names}")
    known = [re.compile(re.sub(r"{\w+}", "[^/]+", re.escape(path).replace(r"\{", "{").replace(r"\}", "}")))
             for path in description["paths"]]
    led_to = set()
    for path in ("/", "/view/alignment", "/view/institutions", "/view/claims", "/view/events"):
        led_to |= set(re.findall(r'href="(/[^"#?]*)', live.text(path)))
    problems += [f"{path} is not described" for path in led_to
                 if not any(one.fullmatch(path) for one in known)]
    for target, headers in [("/chart/power.csv?states=Narnia", {}), ("/view/power?states=Narnia", {}),
                            ("/view/institutions/NOWHERE", {}), ("/chart/power.svg", {"Host": "example.org"}),
                            ("/chart/power.csv?states=RUS&states=CHN", {}), ("/view/power?nothing=1", {}),
                            ("/chart/power.csv?states=" + "A" * 9000, {})]:
        status, sent, _ = live.ask(target, **headers)
        path = re.sub("NOWHERE", "{institution}", target.split("?")[0])
        told_of = description["paths"][path]["get"]["responses"].get(str(status), {})
        name = told_of.get("$ref", "/").rsplit("/", 1)[1]
        content = description["components"]["responses"].get(name, {}).get("content", {})
        if status == 200 or sent["Content-Type"].split(";")[0] not in content:
            problems.append(f"{target[:60]}: {status} {sent['Content-Type']} is not described")
    return problems


def lists_are_those_of_the_command_line(program, live):
    trials = [("states?time=2016", "list states --at 2016"), ("scenarios", "list scenarios"),
              ("institutions?time=2020", "list institutions --at 2020"),
              ("sources", "list sources"), ("claims", "list claims"),
              ("measures", "list measures"), ("citations", "cite"),
              ("outcomes?scenario=long-war&runs=64&seed=5", "run long-war --runs 64 --seed 5"),
              ("show?institution=SCO&time=2020", "show SCO --at 2020"),
              ("ties?time=2012&states=RUS~CHN", "list ties --at 2012 --states RUS,CHN"),
              ("show?states=RUS~CHN&time=2001..2010", "show RUS CHN --from 2001 --to 2010")]
    problems = []
    for target, command in trials:
        mine = json.loads(told(program, *command.split(), "-f", "json"))
        answer = live.json("/api/" + target)
        again = json.loads(told(program, *answer["command"].split()[1:], "-f", "json"))
        if not answer["rows"] == mine["rows"] == again["rows"]:
            problems.append(f"{target} differs from '{command}'")
    return problems


def an_unchanged_answer_is_not_sent_twice(_, live):
    _, headers, _ = live.ask(f"/chart/power.csv?{PAIR}")
    status, _, body = live.ask(f"/chart/power.csv?{PAIR}", If_None_Match=headers["ETag"])
    return [] if (status, body) == (304, b"") else [f"{status} with {len(body)} bytes"]


def a_head_has_no_body(_, live):
    status, headers, body = live.ask("/chart/power.csv", method="HEAD")
    return [] if status == 200 and body == b"" and headers["Content-Type"].startswith("text/csv") \
        else [f"{status} {headers}"]


def answers_are_guarded(_, live):
    problems = []
    for target in ("/api/charts", "/chart/power.svg", "/nothing"):
        _, headers, _ = live.ask(target)
        problems += [f"{target} has no {name}: {value}" for name, value in (
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
            ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin"))
            if headers.get(name) != value]
        if not headers.get("Content-Security-Policy", "").startswith("default-src 'none'"):
            problems.append(f"{target} has no policy")
        if "Access-Control-Allow-Origin" in headers:
            problems.append(f"{target} lets other sites read it")
    return problems


# ---- refusals ----

REFUSED = [
    ("/chart/nothing.svg", 404), ("/chart/", 404), ("/chart/alignment", 404), ("/api/", 404),
    ("/nothing", 404), ("/chart/alignment.exe", 404), ("/chart/alignment.svg/x", 404),
    ("/chart/alignment.svg?states=Atlantis", 400), ("/chart/alignment.svg?states=RUS", 400),
    ("/chart/cooperation.svg?states=RUS~CHN~USA", 400), ("/chart/polarity.csv?states=RUS", 400),
    ("/chart/alignment.svg?time=yesterday", 400), ("/chart/alignment.svg?tiem=2012", 400),
    ("/chart/alignment.svg?time=1&time=2", 400), ("/chart/alignment.svg?states=%zz", 400),
    ("/chart/alignment.svg?states=%", 400), ("/chart/alignment.svg?states=%4", 400),
    ("/view/scenarios?scenario=../base", 404), ("/view/scenarios?runs=1000000", 400),
    ("/api/outcomes?scenario=%2e%2e%2fbase", 404), ("/api/show?institution=NOWHERE", 404),
    ("/chart/alignment.svg?states=%ff%fe", 400), ("/chart/%00.svg", 400),
    ("/../../etc/passwd", 400), ("/chart/../../../etc/passwd", 400), ("/%2e%2e/%2e%2e/etc", 400),
    ("/..%2f..%2fetc%2fpasswd", 400), ("/chart/..%5c..%5cx", 400), ("/api/ties", 400),
    ("/api/show?states=RUS~CHN~USA", 400), ("/" + "a" * 3000, 414),
]


def what_is_wrong_gets_its_problem(_, live):
    problems = []
    for target, expected in REFUSED:
        status, headers, body = live.ask(target)
        page = target.startswith("/view/") and len(target) < 8000  # for a reader, a page
        if page and status == expected and b'<p role="alert">' in body and \
                headers["Content-Type"] == "text/html; charset=utf-8":
            continue
        if page or status != expected or headers["Content-Type"] != "application/problem+json" or \
                f'"status": {status}'.encode() not in body or b'"detail": ""' in body:
            problems.append(f"{target[:60]}: {status} {headers['Content-Type']} {body[:100]}")
    return problems


def foreign_hosts_and_pages_are_refused(_, live):
    own = f"127.0.0.1:{live.port}"
    trials = [(dict(Host="evil.example"), 403), (dict(Host=f"evil.example:{live.port}"), 403),
              (dict(Host="127.0.0.1:1"), 403), (dict(Host=f"{own}.evil.example"), 403),
              (dict(Host=own), 200), (dict(Host=f"localhost:{live.port}"), 200),
              (dict(Origin="http://evil.example"), 403), (dict(Origin="null"), 403),
              (dict(Origin=f"http://{own}"), 200),
              (dict(Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors"), 403),
              (dict(Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate"), 200)]
    return [f"{headers}: {status}, expected {expected}" for headers, expected in trials
            for status in [live.ask("/api/charts", **headers)[0]] if status != expected]


def nothing_is_written(_, live):
    problems = []
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        status, headers, _ = live.ask("/api/charts", method=method, body=b"x=1")
        if status != 405 or "GET" not in headers.get("Allow", ""):
            problems.append(f"{method}: {status}")
    for target in ("/api/charts", "/api/runs/events", "/view/scenarios"):
        for headers in (dict(Origin="http://evil.example"), dict(Sec_Fetch_Site="cross-site")):
            status, _, _ = live.ask(target, method="POST", body=b"x=1", **headers)
            problems += [] if status == 403 else [f"POST from another site: {target} {status}"]
    return problems


def only_the_loopback_address_listens(_, live):
    with open("/proc/net/tcp", encoding="ascii") as file:
        listening = [line.split()[1] for line in file if line.split()[3] == "0A"]
    own = [at for at in listening if at.endswith(f":{live.port:04X}")]
    return [] if own == [f"0100007F:{live.port:04X}"] else [f"listens on {own}"]


# ---- under fire ----

def raw(live, bytes_sent, timeout=5):
    """What comes back for some bytes, up to the end of the connection or of patience."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=timeout) as connection:
        answer = b""
        try:
            connection.sendall(bytes_sent)
            while chunk := connection.recv(65536):
                answer += chunk
        except OSError:
            pass
        return answer


def heads_that_are_no_heads_are_refused(_, live):
    host = f"Host: 127.0.0.1:{live.port}\r\n"
    large = "X-Large: " + "a" * 200000 + "\r\n"
    many = "".join(f"X-{i}: a\r\n" for i in range(20000))
    trials = {"no HTTP": b"hello\r\n\r\n", "zero bytes": b"\0" * 1000,
              "TLS": bytes.fromhex("1603010200010001fc0303") + b"\0" * 300,
              "no Host": b"GET /api/charts HTTP/1.1\r\n\r\n",
              "a large head": f"GET / HTTP/1.1\r\n{host}{large}\r\n".encode(),
              "many heads": f"GET / HTTP/1.1\r\n{host}{many}\r\n".encode(),
              "a long address": f"GET /{'a' * 100000} HTTP/1.1\r\n{host}\r\n".encode()}
    problems = []
    for name, sent in trials.items():
        answer = raw(live, sent, timeout=1)
        if answer and not re.match(rb"HTTP/1\.[01] (4\d\d|501|505) ", answer):
            problems.append(f"{name}: {answer[:80]}")
    return problems + answers_still(live)


def answers_still(live):
    if not live.runs():
        return ["the server has ended"]
    start = time.monotonic()
    status = live.ask("/api/charts", timeout=30)[0]
    took = time.monotonic() - start
    return [] if status == 200 and took < 5 else [f"then {status} in {took:.1f} s"]


def slow_clients_are_cut_off_and_hinder_nobody(program, _):
    with Live(program, "--db", ":memory:") as live:
        return wait_for_slow_clients(live)


def wait_for_slow_clients(live):
    slow = [socket.create_connection(("127.0.0.1", live.port)) for _ in range(200)]
    problems = []
    start = time.monotonic()
    try:
        for connection in slow:
            connection.sendall(b"GET /api/charts HTTP/1.1\r\nX-Slow: ")
        for _ in range(3):  # a byte now and then does not buy more time
            time.sleep(1)
            for connection in slow[:100]:
                connection.sendall(b"a")
        problems += answers_still(live)
        while time.monotonic() - start < 30:
            try:
                slow[0].sendall(b"a")
                if slow[-1].recv(1, socket.MSG_DONTWAIT) == b"":
                    break
            except BlockingIOError:
                time.sleep(0.5)
            except OSError:
                break
        took = time.monotonic() - start
        if took >= 30:
            problems.append("a client that never ends its request is kept")
        if took < 5:
            problems.append(f"cut off after {took:.1f} s")
    finally:
        for connection in slow:
            connection.close()
    return problems


def ten_thousand_connections_hinder_nobody(_, live):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(10000, hard - 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted + 200), hard))
    connections = []
    try:
        for _ in range(wanted):
            connections.append(socket.create_connection(("127.0.0.1", live.port), timeout=10))
        return answers_still(live)
    finally:
        for connection in connections:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def a_crowd_gets_whole_answers(_, live):
    expected = live.text(f"/chart/alignment.csv?{PAIR}")
    wrong = []

    def visit(number):
        for turn in range(20):
            target = f"/chart/alignment.csv?{PAIR}" if turn % 2 else \
                f"/chart/alignment.csv?states=RUS~CHN&time={1950 + (number + turn) % 60}"
            status, _, body = live.ask(target)
            if status != 200 or (turn % 2 and body.decode() != expected):
                wrong.append(f"{target}: {status}, {len(body)} bytes")

    crowd = [threading.Thread(target=visit, args=(i,)) for i in range(50)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return wrong[:3]


# ---- runs as they go ----

def events_of(body):
    """(name, data) of each event."""
    found = []
    for block in body.decode().split("\n\n")[:-1]:
        lines = block.split("\n")
        found.append((lines[0].removeprefix("event: "),
                      json.loads("\n".join(line.removeprefix("data: ") for line in lines[1:]))))
    return found


def a_run_is_told_as_it_goes(program, live):
    status, headers, body = live.ask("/api/runs/events?scenario=taiwan-crisis&runs=2000&seed=3")
    events = events_of(body)
    parts = [data["done"] / data["total"] for name, data in events if name == "progress"]
    wanted = json.loads(told(program, "run", "taiwan-crisis", "--runs", "2000", "--seed", "3", "-f",
                             "json"))
    problems = [] if status == 200 and headers["Content-Type"] == "text/event-stream" else [
        f"{status} {headers}"]
    pictures = [data for name, data in events if name == "picture"]
    if events[-1][0] != "done" or not parts or \
            {name for name, _ in events[:-1]} != {"progress", "picture"}:
        problems.append(f"events {[name for name, _ in events]}")
    elif pictures[-1]["runs"] != 2000 or any("<svg" not in data["html"] for data in pictures) \
            or [data for data in pictures if 'class="why"' in data["html"]] != pictures[-1:]:
        problems.append(f"pictures of {[data['runs'] for data in pictures]} runs")
    elif sorted(set(parts)) != parts or len(parts) > 101:
        problems.append(f"parts {parts}")
    elif events[-1][1]["rows"] != wanted["rows"] or \
            events[-1][1]["command"] != "entente run taiwan-crisis --runs 2000 --seed 3":
        problems.append("its end is not what 'entente run' prints")
    return problems


def what_cannot_be_run_is_refused(_, live):
    trials = [("?scenario=atlantis", {}, 404), ("?scenario=../base", {}, 404), ("?runs=0", {}, 400),
              ("?scenario=/etc/passwd", {}, 404), ("?runs=100001", {}, 400), ("?seed=x", {}, 400),
              ("?run=7", {}, 400), ("", {"Sec_Fetch_Site": "same-site"}, 403),
              ("", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 403),
              ("", {"Origin": "http://evil.example"}, 403),
              ("?runs=16", {"Sec_Fetch_Site": "none"}, 200)]
    problems = [f"{query} {headers}: {status}, expected {expected}"
                for query, headers, expected in trials
                for status in [live.ask("/api/runs/events" + query, **headers)[0]]
                if status != expected]
    status = live.ask("/api/runs/events", method="HEAD")[0]
    return problems + ([] if status == 405 else [f"HEAD: {status}"])


def readers_of_runs_who_are_slow_hinder_nobody(_, live):
    """As many long runs as are allowed, which nobody reads: others are refused, all else goes on."""
    head = (f"GET /api/runs/events?runs=100000 HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{live.port}\r\n\r\n").encode()
    slow = []
    problems = []
    try:
        for _ in range(4):
            connection = socket.create_connection(("127.0.0.1", live.port))
            connection.sendall(head)
            if not connection.recv(12).endswith(b"200"):
                problems.append("no stream")
            slow.append(connection)
        status, headers, body = live.ask("/api/runs/events?runs=16")
        if status != 503 or "Retry-After" not in headers or b"already" not in body:
            problems.append(f"a fifth run: {status} {body[:80]}")
        problems += answers_still(live)
    finally:
        for connection in slow:
            connection.close()
    if not wait_for(lambda: live.ask("/api/runs/events?runs=16")[0] == 200):
        problems.append("runs go on though nobody reads them")
    return problems


def clients_that_leave_early_leave_nothing(_, live):
    for i in range(100):
        with socket.create_connection(("127.0.0.1", live.port)) as connection:
            connection.sendall(f"GET /chart/power.svg?time={1900 + i}..2020 HTTP/1.1\r\n"
                               f"Host: 127.0.0.1:{live.port}\r\n\r\n".encode())
    return answers_still(live)


def a_reader_is_not_left_in_front_of_nothing(_, live):
    target = "/view/scenarios?scenario=long-war&runs=20000"
    reader = dict(Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    told = []
    wait_for(lambda: told.append(live.ask(target, **reader)) or told[-1][0] != 202, 60)
    *early, (status, _, body) = told
    problems = [] if status == 200 and b'id="runs"' in body else [f"at last: {status}"]
    for status, headers, body in early:
        if headers.get("Refresh") != "1" or headers.get("Retry-After") != "1" or \
                b'role="status"' not in body or b"<nav" not in body:
            problems.append(f"while it is made: {headers} {body[:80]}")
    problems += [] if early else ["it was there at once: 20,000 runs in a second?"]
    status = live.ask("/view/scenarios?scenario=long-war&runs=2000", Accept="*/*")[0]
    return problems + ([] if status == 200 else [f"a program that waits: {status}"])


LIVE = [data_are_those_of_the_command_line, json_holds_the_same_rows_and_says_where_from,
        beside_the_data_stand_their_meaning_and_columns, without_data_there_is_the_header_alone,
        every_chart_draws, the_api_answers_as_it_describes,
        parameters_are_as_they_are_described, all_that_is_answered_is_described,
        lists_are_those_of_the_command_line,
        an_unchanged_answer_is_not_sent_twice, a_head_has_no_body, answers_are_guarded,
        what_is_wrong_gets_its_problem, foreign_hosts_and_pages_are_refused, nothing_is_written,
        only_the_loopback_address_listens, heads_that_are_no_heads_are_refused,
        a_run_is_told_as_it_goes, what_cannot_be_run_is_refused,
        a_reader_is_not_left_in_front_of_nothing, readers_of_runs_who_are_slow_hinder_nobody, a_crowd_gets_whole_answers,
        clients_that_leave_early_leave_nothing,
        ten_thousand_connections_hinder_nobody]


# ---- the store under it; starting and ending ----

def wait_for(condition, seconds=90):  # a machine under load takes its time
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def add_file(program, fixture, store):
    file = next(fixture.glob("*.csv"))
    subprocess.run([program, "import", "auto", file, "-q", "--max-rejects", "1", "--db", store],
                   check=True, stdout=subprocess.DEVNULL)


def new_store(program, fixtures, folder, name):
    path = pathlib.Path(folder) / name
    add_file(program, fixtures / "cow-alliances", path)
    return path


def a_store_that_changes_is_read_anew(program, fixtures):
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(program, fixtures, folder, "a.db")
        with Live(program, "--db", store) as live:
            sets = lambda: {row["set"] for row in live.json("/api/sources")["rows"]}  # noqa: E731
            before = sets()
            add_file(program, fixtures / "td-rivalries", store)
            return [] if wait_for(lambda: sets() > before) else [f"still {before}"]


def text_of(html):
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def the_brief_says_what_the_store_holds_and_what_changed(program, _):
    """Its numbers are those of the command line; a changed store says what is other in it."""
    with tempfile.TemporaryDirectory() as folder:
        store, page, news = (pathlib.Path(folder) / name for name in ("a.db", "r.html", "news.txt"))

        def run(*words):
            return subprocess.run([program, *words, "--db", store, "-q"], capture_output=True,
                                  check=True, timeout=60).stdout

        def read(text):
            news.write_text(text)
            run("read", news)

        def say(live, words):
            said = lambda: text_of(live.text("/"))  # noqa: E731
            return said() if wait_for(lambda: words in said()) else f"no '{words}' in {said()[:900]}"

        read("On 4 February 2022 Russia and China signed a joint declaration in Beijing.\n")
        with Live(program, "--db", store) as live:
            first = say(live, "claims that documents make")
            read("On 5 February 2022 the United States criticised Russia.\n")
            second = say(live, "What changed since the store was last read")
        verdicts = {row["id"]: row["verdict"]
                    for row in json.loads(run("check", "all", "--quick", "-f", "json"))["rows"]}
        hold = sum(verdict == "supported" for verdict in verdicts.values())
        run("report", "-o", page)
        page.write_text(page.read_text().replace('value="Marriage"', 'value="Unit veto"'))
        with Live(program, "--db", store, "--since", page) as live:
            third = say(live, "What changed since r.html")
    problems = [f"no '{wanted}' in {said[:900]}" for said, words in [
        (first, ["1 document read", "1 corroborated", "signed a joint declaration",
                 f"{hold} of {len(verdicts)} hold", "What would change it",
                 "Russia and China: cooperation level 6 or more"]),
        (second, ["2 documents read", "Documents read: 1 2", "criticised"]),
        (third, ["Russia and China: Unit veto Marriage"])] for wanted in words if wanted not in said]
    return problems + ([live.errors] if live.errors else [])


def an_import_beside_it_hinders_nobody(program, fixtures):
    """Answers while a store is written: each is whole, of the store before or after."""
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(program, fixtures, folder, "a.db")
        wrong = []
        with Live(program, "--db", store) as live:
            importing = threading.Thread(target=lambda: [
                add_file(program, fixtures / name, store)
                for name in ("td-rivalries", "cow-contiguity", "cow-nmc")])
            importing.start()
            count = 0
            while importing.is_alive() or count < 20:
                count += 1
                status, _, body = live.ask(f"/chart/alignment.csv?states=RUS~CHN&time=19{count % 90 + 10}")
                if status not in (200, 503) or (status == 200 and not body.startswith(b"year,")):
                    wrong.append(f"{status} {body[:80]}")
            importing.join()
            # another whole store is renamed over it, again and again
            for turn in range(3):
                other = pathlib.Path(folder) / f"other{turn}.db"
                shutil.copy(store, other)
                other.replace(store)
                status, _, _ = live.ask("/api/sources")
                wrong += [] if status in (200, 503) else [f"renamed over: {status}"]
            if not wait_for(lambda: live.ask("/api/sources")[0] == 200):
                wrong.append("no answer after it was renamed over")
            wrong += answers_still(live)
        return wrong[:3] + ([live.errors] if live.errors else [])


def a_store_that_breaks_is_said_and_one_that_heals_is_read(program, fixtures):
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(program, fixtures, folder, "a.db")
        whole = pathlib.Path(folder) / "whole.db"
        shutil.copy(store, whole)
        broken = pathlib.Path(folder) / "broken"
        broken.write_bytes(b"no store at all" * 1000)
        status = lambda: live.ask("/api/sources")[0]  # noqa: E731
        with Live(program, "--db", store) as live:
            broken.replace(store)
            if not wait_for(lambda: status() == 503):
                return [f"{status()} of a broken store"]
            problem = live.ask("/api/sources")
            store.unlink()
            time.sleep(1)
            gone = status()
            whole.replace(store)
            if not wait_for(lambda: status() == 200):
                return [f"{status()} of a store that is whole again"]
        return ([] if problem[1].get("Retry-After") and b"store" in problem[2]
                else [f"{problem}"]) + ([] if gone == 503 else [f"{gone} without a store"])


def it_ends_when_it_is_told(program, _):
    problems = []
    for number in (signal.SIGINT, signal.SIGTERM):
        live = Live(program, "--db", ":memory:")
        with live:
            idle = socket.create_connection(("127.0.0.1", live.port))
            running = socket.create_connection(("127.0.0.1", live.port))
            running.sendall(f"GET /api/runs/events?runs=100000 HTTP/1.1\r\n"
                            f"Host: 127.0.0.1:{live.port}\r\n\r\n".encode())
            running.recv(12)
            live.process.send_signal(number)
            if live.process.wait(timeout=20) != 0:
                problems.append(f"exit code {live.process.returncode}")
            idle.close()
            running.close()
        if live.errors:
            problems.append(live.errors)
    return problems


def a_taken_port_is_said(program, _):
    with Live(program, "--db", ":memory:") as live:
        done = subprocess.run([program, "serve", "--db", ":memory:", "--port", str(live.port)],
                              capture_output=True, check=False, timeout=30)
    return [] if done.returncode == 4 and done.stdout == b"" and \
        f"cannot listen on 127.0.0.1:{live.port}" in done.stderr.decode() else [str(done)]


ALONE = [slow_clients_are_cut_off_and_hinder_nobody, a_store_that_changes_is_read_anew,
         the_brief_says_what_the_store_holds_and_what_changed,
         an_import_beside_it_hinders_nobody,
         a_store_that_breaks_is_said_and_one_that_heals_is_read, it_ends_when_it_is_told,
         a_taken_port_is_said]


def main(arguments):
    program, fixtures = arguments[0], pathlib.Path(arguments[1])
    report = Report()
    with concurrent.futures.ThreadPoolExecutor(len(ALONE)) as threads:  # they mostly wait
        alone = [threads.submit(trial, program, fixtures) for trial in ALONE]
        with Live(program, "--db", ":memory:") as live:
            for trial in LIVE:
                report.check(trial.__name__.replace("_", " "), trial(program, live))
        if live.errors:
            report.fail("nothing is said on standard error", live.errors)
        for trial, done in zip(ALONE, alone):
            report.check(trial.__name__.replace("_", " "), done.result())
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
