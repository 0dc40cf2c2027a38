#!/usr/bin/env python3
"""Write the assembler source that embeds the folder data/ in the library.

usage: embed.py DATA_DIR OUTPUT.S DEPFILE [NAME=FILE...]     NAME=FILE: files made by the build

Every file but README.md, the weights and what builds becomes bytes between two labels, a zero byte
at the end; src/base/embedded.h declares the table.  A hash of each file stands in the source, so
that a changed file changes it.

SPDX-License-Identifier: MIT
"""
import hashlib
import pathlib
import sys

SKIPPED = {".weights", ".py", ".build"}


def files_of(data):
    return sorted(p for p in data.rglob("*")
                  if p.is_file() and p.name != "README.md" and p.suffix not in SKIPPED
                  and not p.name.startswith("."))


def source(files):
    lines = ['.section .rodata']
    for i, (name, path) in enumerate(files):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines += [f"# {digest}", f".Lname{i}: .asciz \"{name}\"",
                  f".Lstart{i}: .incbin \"{path}\"", ".byte 0", f".Lend{i}:"]
    lines += ['.section .data.rel.ro,"aw"', ".balign 8", ".globl ent_embedded_files",
              "ent_embedded_files:"]
    lines += [f".quad .Lname{i}, .Lstart{i}, .Lend{i}" for i in range(len(files))]
    lines += [".globl ent_embedded_count", f"ent_embedded_count: .quad {len(files)}",
              '.section .note.GNU-stack,"",@progbits']
    return "\n".join(lines) + "\n"


def main():
    data, output, depfile = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
    files = [(path.relative_to(data).as_posix(), path) for path in files_of(data)]
    files += [(name, pathlib.Path(path).resolve())
              for name, path in (made.split("=", 1) for made in sys.argv[4:])]
    folders = [data] + sorted(p for p in data.rglob("*") if p.is_dir())
    pathlib.Path(output).write_text(source(files), encoding="utf-8")
    needed = " ".join(str(p).replace(" ", "\\ ") for p in [path for _, path in files] + folders)
    pathlib.Path(depfile).write_text(f"{output}: {needed}\n", encoding="utf-8")


main()
