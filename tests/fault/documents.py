#!/usr/bin/env python3
"""The program among hostile and awkward documents: pipes, circles of links, deep and wide markup.

usage: documents.py PROGRAM

SPDX-License-Identifier: MIT
"""
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from cli import Bench  # noqa: E402

READ = ["read", "--db", ":memory:", "-f", "csv"]
TEXT = "Peru attacked Chile on 3 May 1990.\n\nBrazil praised Peru.\n"
SMALL_STACK = 512 << 10
MOST_KILOBYTES = 500 << 10
BYTES = 60_000_000


def rows(done):
    return done.stdout.count(b"\n") - 1


def unreadable(bench, cwd):
    (cwd / "good.txt").write_text(TEXT, encoding="utf-8")
    for words in (READ, ["brief", "--db", ":memory:", "-o", "page.html"]):
        name = words[0]
        done = bench.call([*words, "none.txt", "good.txt"], cwd)
        bench.expect(f"{name} sets aside what is missing", ("exit code", done.returncode, 0),
                     ("told", b"none.txt: set aside: cannot open" in done.stderr, True))
        done = bench.call([*words, "none.txt", "nor.txt"], cwd)
        bench.expect(f"{name} of nothing that can be opened fails",
                     ("exit code", done.returncode, 4), ("standard output", done.stdout, b""),
                     ("told", b"none.txt" in done.stderr and b"all 2" in done.stderr, True))
    (cwd / "empty.txt").write_text("", encoding="utf-8")
    done = bench.call([*READ, "empty.txt"], cwd)
    bench.expect("what holds nothing is told", ("exit code", done.returncode, 0), ("rows", rows(done), 0),
                 ("told", b"empty.txt: set aside: empty" in done.stderr, True))


def awkward_folder(bench, cwd):
    folder = cwd / "news"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "inner" / "up").symlink_to("..")
    (folder / "again").symlink_to("inner")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "bound.txt"))
        done = bench.call([*READ, "news"], cwd)
    bench.expect("a folder with pipes and circles is read once", ("exit code", done.returncode, 0),
                 ("rows", rows(done), 2), ("warnings", done.stderr.count(b"not a regular file"), 2),
                 ("named", b"news/pipe.txt" in done.stderr and b"bound.txt" in done.stderr, True))


def pipes(bench, cwd):
    os.mkfifo(cwd / "pipe.txt")
    with subprocess.Popen([bench.program, *READ, "pipe.txt"], cwd=cwd, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as running:
        with open(cwd / "pipe.txt", "w", encoding="utf-8") as pipe:
            pipe.write(TEXT)
        out, _ = running.communicate(timeout=60)
    bench.expect("a pipe that is named is read", ("exit code", running.returncode, 0),
                 ("rows", out.count(b"\n") - 1, 2))
    for number in (signal.SIGINT, signal.SIGTERM):
        with subprocess.Popen([bench.program, *READ, "pipe.txt", "pipe.txt"], cwd=cwd,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            writer = os.open(cwd / "pipe.txt", os.O_WRONLY)  # from now on it waits for bytes
            running.send_signal(number)
            asked = time.monotonic()
            running.communicate(timeout=60)
            took = time.monotonic() - asked
            os.close(writer)
        bench.expect(f"waiting for a pipe ends at {number.name}",
                     ("exit code", running.returncode, 130), ("soon", took < 5, True))


def kept_twice(bench, cwd):
    (cwd / "a.txt").write_text(TEXT, encoding="utf-8")
    (cwd / "b.txt").write_text(TEXT, encoding="utf-8")
    (cwd / "lines.jsonl").write_text('{"text": "Peru attacked Chile."}\n{"text": "Chile attacked '
                                     'Peru."}\n', encoding="utf-8")
    words = ["read", "--db", "kept.db", "-f", "csv"]
    for what in ("a first time", "when the store holds it"):
        done = bench.call([*words, "a.txt", "b.txt", "lines.jsonl", "none.txt"], cwd)
        bench.expect(f"a document prints its events {what}", ("exit code", done.returncode, 0),
                     ("rows", rows(done), 4), ("told", b"b.txt: set aside: same as a.txt" in done.stderr, True))
    done = bench.call(["list", "documents", "--db", "kept.db", "-f", "csv"], cwd)
    bench.expect("the store keeps each once, and every item of a file", ("rows", rows(done), 3))


def same_item(bench, cwd):
    item = ("<item><guid>{}</guid><title>T</title><pubDate>Fri, 04 Feb 2022 10:00:00 GMT</pubDate>"
            "<description>Peru attacked Chile.</description></item>")
    (cwd / "one.rss").write_text(f"<rss><channel>{item.format('a')}</channel></rss>", encoding="utf-8")
    (cwd / "two.rss").write_text(f"<rss><channel><title>Two</title>{item.format('b')}<item><guid>c</guid>"
                                 "<description>Chile attacked Peru.</description></item></channel></rss>",
                                 encoding="utf-8")
    done = bench.call([*READ, "one.rss", "two.rss"], cwd)
    bench.expect("an item of two feeds counts once", ("exit code", done.returncode, 0),
                 ("rows", rows(done), 2), ("standard error", done.stderr,
                                           b"entente: warning: b: set aside: same as a\n"))


def silent(bench, cwd):
    (cwd / "a.txt").write_text("The weather was good on that day.\n", encoding="utf-8")
    done = bench.call([*READ, "a.txt"], cwd)
    bench.expect("a reading without events says so", ("rows", rows(done), 0),
                 ("told", b"no event in 1 document" in done.stderr and b"--explain" in done.stderr, True))
    done = bench.call([*READ, "a.txt", "--explain"], cwd)
    bench.expect("its explanation does not", ("standard error", done.stderr, b""), ("rows", rows(done), 1))
    done = bench.call([*READ, "a.txt", "-q"], cwd)
    bench.expect("nor does it where it is to be quiet", ("standard error", done.stderr, b""))


def measured(bench, cwd, words):
    """Exit code, output and largest memory in kilobytes of a run with a small stack."""
    def limit():
        resource.setrlimit(resource.RLIMIT_STACK, (SMALL_STACK, SMALL_STACK))
    with open(cwd / "out", "wb") as out, open(cwd / "err", "wb") as err:
        running = subprocess.Popen([bench.program, *words], cwd=cwd, stdout=out, stderr=err,
                                   stdin=subprocess.DEVNULL, preexec_fn=limit)
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    return running.returncode, (cwd / "out").read_bytes(), usage.ru_maxrss


def large(bench, cwd):
    """Documents near the limit of 64 MB, of the kinds that cost a tree or a recursion most."""
    sanitized = b"__asan_init" in pathlib.Path(bench.program).read_bytes()
    size = BYTES // 16 if sanitized else BYTES  # a sanitizer has memory of its own
    million = "the army of Peru and the " * 170_000 + "people. Peru attacked Chile."
    line, tail = "The army of Peru attacked Chile. ", "<p>Peru attacked Chile on 3 May 1990.</p>"
    cases = [("b.html", "<b>" * (size // 3) + tail, 1), ("br.html", "<br>" * (size // 4) + tail, 1),
             ("td.html", "<td>" * (size // 8) + "</i>" * (size // 8) + tail, 1),
             ("a.xml", "<rss><item><description>" + "<a>" * 900_000 + tail, 1),
             ("deep.xml", "<a>" * (size // 3), 0),
             ("a.jsonl", '{"text": "' + "x, " * (size // 6) + '", "a": [' + "0," * (size // 4) + "0]}", 0),
             ("a.txt", line * (size // len(line)), min(1 << 19, size // len(line))),
             ("million.txt", million, 1)]
    for name, text, wanted in cases:
        (cwd / name).write_text(text, encoding="utf-8")
        code, out, most = measured(bench, cwd, [*READ, name])
        bench.expect(f"{name} of many tags or words is read in bounded memory", ("exit code", code, 0),
                     ("rows", out.count(b"\n") - 1, wanted),
                     ("within memory", sanitized or most < MOST_KILOBYTES, True))
        (cwd / name).unlink()


def main(arguments):
    bench = Bench(arguments[0])
    for test in (unreadable, awkward_folder, pipes, kept_twice, same_item, silent, large):
        with tempfile.TemporaryDirectory(prefix="entente-documents-") as name:
            test(bench, pathlib.Path(name))
    return bench.report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
