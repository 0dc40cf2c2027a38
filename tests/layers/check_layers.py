#!/usr/bin/env python3
"""Check the rules that hold for the whole source tree.

usage: check_layers.py [--warn]     --warn: print the warnings too

Each rule is one test, and so is each public header in C and in C++.  A rule reads the sources as
text without comments and strings; it relies on our formatting (a function's body begins and ends
with a brace in the first column).

SPDX-License-Identifier: MIT
"""
import os
import pathlib
import re
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1]), str(pathlib.Path(__file__).parent)]
from circles import circles  # noqa: E402
from report import Report  # noqa: E402

STAGES = ["base", "codes", "read", "import", "store", "system", "measure", "model", "scenario",
          "report", "serve", "cli"]
LONGEST_FILE, LONG_FUNCTION, LONGEST_FUNCTION = 800, 60, 120
ELSEWHERE = "/" + "work/"  # a path of the machine on which this was written

COMMENT_OR_STRING = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)
PROTOTYPE = re.compile(r"^(?!typedef|static|#|\s|extern)[^\n;{}]*?\b(ent_\w+)\s*\([^;{}]*\)[^;{}]*;",
                       re.M)
# The library speaks through its context alone.
PROCESS = re.compile(
    r"\b(v?printf|puts|putchar|perror|exit|_exit|_Exit|abort|getenv|secure_getenv|setenv|putenv|"
    r"setlocale|signal|sigaction|stderr|time|clock|clock_gettime|gettimeofday|localtime|gmtime|"
    r"localtime_r|gmtime_r|s?rand|s?random|strtok|strerror_l)\b(?=\s*[(;,)])")
ALLOCATION = re.compile(r"\b(malloc|calloc|realloc|free|strdup|strndup|v?asprintf|getline|getdelim|"
                        r"open_memstream|alloca|reallocarray)\s*\(")
MUTABLE = re.compile(r"^[ \t]*static\s+(?![^=;()]*\bconst\b)[^=;()\n]*[;=]", re.M)


def blanked(text):
    """The text with comments and strings as blanks: places stay, lines stay."""
    return COMMENT_OR_STRING.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


class Source:
    def __init__(self, root, path):
        self.name = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.code = blanked(self.text)
        parts = self.name.split("/")
        if parts[0] == "src":
            self.stage = parts[1]
        else:
            found = re.search(r"Stage: (\w+)", self.text)
            self.stage = found[1] if found else None

    def at(self, place):
        return f"{self.name}:{self.text.count(chr(10), 0, place) + 1}"

    def hits(self, pattern):
        return [f"{self.at(m.start())}: {m[0].strip()}" for m in pattern.finditer(self.code)]

    def includes(self):
        return [(m[1], m[2], self.at(m.start())) for m in INCLUDE.finditer(self.text)]


class Tree:
    def __init__(self, root):
        self.root = root
        self.library = [Source(root, p) for top in ("src", "include")
                        for p in sorted((root / top).rglob("*.[ch]"))]
        self.public = [s for s in self.library if s.name.startswith("include/")]

    def outside_cli(self):
        return [s for s in self.library if s.stage != "cli"]


def stage_of_include(tree, name):
    """The stage of an included header of ours; None for a foreign one."""
    top = name.split("/")[0]
    if top == "entente":
        return next((s.stage for s in tree.public if s.name == "include/" + name), "missing")
    return top if top in STAGES else None


def include_order(tree):
    problems = []
    for source in tree.library:
        if source.stage not in STAGES:
            problems.append(f"{source.name}:1: its stage '{source.stage}' is not known")
            continue
        for quote, name, at in source.includes():
            stage = stage_of_include(tree, name)
            if quote == '"' and stage is None:
                problems.append(f"{at}: \"{name}\" is neither \"stage/x.h\" nor \"entente/x.h\"")
            elif stage is not None and (
                    stage not in STAGES or STAGES.index(stage) > STAGES.index(source.stage)):
                problems.append(f"{at}: {source.stage} includes {name} of {stage}")
            elif source.name.startswith("include/") and quote == '"' and \
                    not name.startswith("entente/"):
                problems.append(f"{at}: a public header includes {name}, which is not public")
    return problems


def no_files_in_a_circle(tree):
    """What two files share has a room of its own, below both."""
    sources = {s.name: s.code for s in tree.library if s.name.endswith(".c")}
    return ["\n      ".join(circle) for circle in circles(sources)]


def openmp_only_in_parallel(tree):
    pattern = re.compile(r"#\s*pragma\s+omp|\bomp_\w+|<omp\.h>")
    return [hit for s in tree.library if s.name != "src/base/parallel.c"
            for hit in s.hits(pattern)]


def sqlite_only_in_store(tree):
    pattern = re.compile(r"sqlite3\w*")
    return [hit for s in tree.library if s.stage not in ("store", "cli") for hit in s.hits(pattern)]


def measures_and_models_open_no_store(tree):
    pattern = re.compile(r"\bent_store_\w+")
    return [hit for s in tree.library if s.stage in ("measure", "model")
            for hit in s.hits(pattern)]


def library_does_not_touch_the_process(tree):
    return [hit for s in tree.outside_cli() for hit in s.hits(PROCESS)]


def standard_streams_only_in_file(tree):
    pattern = re.compile(r"\b(stdout|stdin|STDIN_FILENO|STDOUT_FILENO)\b")
    return [hit for s in tree.outside_cli() if s.name != "src/base/file.c"
            for hit in s.hits(pattern)]


def allocations_only_in_alloc(tree):
    return [hit for s in tree.library if s.name != "src/base/alloc.c"
            for hit in s.hits(ALLOCATION)]


def no_mutable_statics(tree):
    return [hit for s in tree.outside_cli() for hit in s.hits(MUTABLE)]


def numbers_in_the_locale(tree):
    """%g and its like print the decimal comma of the caller's locale; base/text does not."""
    pattern = re.compile(r'"[^"\n]*%[-+ #0]*[\d.*]*[efgEFG][^"\n]*"')
    return [f"{s.at(m.start())}: {m[0]}" for s in tree.outside_cli()
            if s.name != "src/base/text.c" for m in pattern.finditer(s.text)]


def licence_in_every_file(tree):
    problems = []
    for pattern in ("src/**/*", "include/**/*", "tests/**/*", "fuzz/*", "tools/*", "*"):
        for path in sorted(tree.root.glob(pattern)):
            code = path.suffix in (".c", ".h", ".py", ".sh", ".build", ".S") or \
                path.name in ("Makefile", "run", "meson_options.txt")
            if path.is_file() and code and "__pycache__" not in path.parts and \
                    "SPDX-License-Identifier: MIT" not in path.read_text(errors="replace")[:4000]:
                problems.append(f"{path.relative_to(tree.root)}:1: no SPDX line")
    return problems


def no_path_of_this_machine(tree):
    problems = []
    for top in ("src", "include", "tests", "fuzz", "tools", "data", "doc", ".ci"):
        for path in sorted((tree.root / top).rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and \
                    ELSEWHERE.encode() in path.read_bytes():
                problems.append(f"{path.relative_to(tree.root)}: names {ELSEWHERE}")
    return problems


def no_file_too_long(tree):
    return [f"{s.name}: {s.text.count(chr(10))} lines, at most {LONGEST_FILE}"
            for s in tree.library if s.text.count("\n") > LONGEST_FILE]


def functions(source):
    """(name, line, lines of the body) of each function."""
    lines = source.code.split("\n")
    start = None
    for number, line in enumerate(lines, 1):
        if line.rstrip() == "{":
            start = number
        elif line.startswith("}") and start is not None:
            above = [re.match(r"(\w+)\(", text) for text in lines[max(0, start - 12):start]]
            names = [found[1] for found in above if found]
            yield (names[-1] if names else "?"), start, number - start - 1
            start = None


def function_lengths(tree, longest):
    return [f"{s.name}:{line}: {name} has {length} lines, at most {longest}"
            for s in tree.library for name, line, length in functions(s) if length > longest]


def no_function_too_long(tree):
    return function_lengths(tree, LONGEST_FUNCTION)


def public_functions(source):
    return [(m[1], m.start()) for m in PROTOTYPE.finditer(source.code)]


def undocumented(tree):
    """A function is documented by the comment above it, or above its neighbour, or beside it."""
    problems = []
    for source in tree.public:
        for name, place in public_functions(source):
            above = source.text[:place].rstrip(" ")
            beside = source.text[place:].split("\n\n")[0].split(";")
            paragraph = above.rsplit("\n\n", 1)[-1]
            if "/**" not in paragraph and not (len(beside) > 1 and "/**<" in beside[1]):
                problems.append(f"{source.at(place)}: {name} has no documentation")
    return problems


def without_fault_test(tree):
    """Functions that can fail and that no fault test names."""
    tests = "".join(p.read_text() for p in sorted((tree.root / "tests/fault").glob("*.c")))
    missing = []
    for source in tree.public:
        for match in PROTOTYPE.finditer(source.code):
            if "ent_status" in match[0].split(match[1])[0] and \
                    not re.search(rf"\b{match[1]}\b", tests):
                missing.append(f"{source.at(match.start())}: {match[1]}")
    return missing


def header_problems(tree, source, command):
    path = tree.root / source.name
    done = subprocess.run(command + ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
                                     "-I", str(tree.root / "include"), str(path)],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return [done.stderr] if done.returncode else []


RULES = [
    include_order,
    no_files_in_a_circle,
    openmp_only_in_parallel,
    sqlite_only_in_store,
    measures_and_models_open_no_store,
    library_does_not_touch_the_process,
    standard_streams_only_in_file,
    allocations_only_in_alloc,
    no_mutable_statics,
    licence_in_every_file,
    no_path_of_this_machine,
    no_file_too_long,
    no_function_too_long,
    undocumented,
    numbers_in_the_locale,
]


def check(tree, report):
    for rule in RULES:
        report.check(rule.__name__, rule(tree))
    for source in tree.public:
        report.check(f"{source.name} alone in C11",
                     header_problems(tree, source, ["gcc", "-std=c11", "-x", "c"]))
        report.check(f"{source.name} alone in C++",
                     header_problems(tree, source, ["g++", "-std=c++11", "-x", "c++"]))
    if (tree.root / "tests/fault/covered_from_now_on").exists():
        report.check("every function that can fail has a fault test", without_fault_test(tree))


def warn(tree):
    for title, found in (("long functions", function_lengths(tree, LONG_FUNCTION)),
                         ("functions that can fail, without a fault test",
                          without_fault_test(tree))):
        print(f"{len(found)} {title}")
        for line in found:
            print(f"    {line}")


def main(arguments):
    root = pathlib.Path(os.environ.get("ENT_SOURCE", pathlib.Path(__file__).parents[2])).resolve()
    tree = Tree(root)
    if arguments == ["--warn"]:
        warn(tree)
    report = Report()
    check(tree, report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
