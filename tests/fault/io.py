#!/usr/bin/env python3
"""Files that cannot be written: a full disk, a closed pipe, a missing folder.

usage: io.py OUTPUT_PROGRAM

Never a half-written file: what was there before stays, and no temporary file is left.

SPDX-License-Identifier: MIT
"""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

FILE_TROUBLE = 4  # ENT_E_FILE


class Trial:
    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)

    def run(self, path, size, limit=None, **more):
        words = [self.program, str(path), str(size)] + ([] if limit is None else [str(limit)])
        return subprocess.run(words, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60,
                              check=False, **more)

    def failed(self, done, *words):
        """Problems of a run that must fail with words in its message."""
        text = done.stderr.decode("utf-8", errors="replace")
        problems = [] if done.returncode == FILE_TROUBLE else [f"exit code {done.returncode}"]
        return problems + [f"no '{word}' in: {text}" for word in words if word not in text]

    def left(self, *names):
        found = sorted(p.name for p in self.folder.iterdir())
        return [] if found == sorted(names) else [f"the folder holds {found}"]


def a_file_is_written_whole(trial):
    done = trial.run(trial.folder / "whole", 100000)
    size = (trial.folder / "whole").stat().st_size
    return ([f"exit code {done.returncode}"] if done.returncode else []) + \
        ([f"{size} bytes"] if size != 100000 else []) + trial.left("whole")


def a_new_file_on_a_full_disk_is_not_there(trial):
    done = trial.run(trial.folder / "new", 100000, 5000)
    return trial.failed(done, "new", "File too large") + trial.left()


def an_error_in_the_last_bytes_counts(trial):
    done = trial.run(trial.folder / "new", 1000, 999)
    return trial.failed(done, "File too large") + trial.left()


def the_file_before_stays_on_a_full_disk(trial):
    (trial.folder / "old").write_text("before")
    done = trial.run(trial.folder / "old", 100000, 5000)
    kept = (trial.folder / "old").read_text() == "before"
    return trial.failed(done) + trial.left("old") + ([] if kept else ["the old file is gone"])


def a_replaced_file_keeps_its_permissions(trial):
    (trial.folder / "old").write_text("before")
    (trial.folder / "old").chmod(0o600)
    done = trial.run(trial.folder / "old", 10)
    mode = (trial.folder / "old").stat().st_mode & 0o777
    return ([f"exit code {done.returncode}"] if done.returncode else []) + \
        ([] if mode == 0o600 else [f"mode {mode:o}"])


def a_link_keeps_pointing_at_its_file(trial):
    (trial.folder / "target").write_text("before")
    (trial.folder / "link").symlink_to("target")
    done = trial.run(trial.folder / "link", 10)
    problems = [] if done.returncode == 0 else [f"exit code {done.returncode}"]
    if not (trial.folder / "link").is_symlink():
        problems.append("the link became a file")
    elif (trial.folder / "target").stat().st_size != 10:
        problems.append("the file behind the link was not written")
    return problems + trial.left("link", "target")


def dev_full_is_a_failure(trial):
    return trial.failed(trial.run("/dev/full", 10), "/dev/full", "No space left") + trial.left()


def standard_output_on_dev_full_is_a_failure(trial):
    with open("/dev/full", "wb") as full:
        return trial.failed(trial.run("-", 10, stdout=full), "standard output", "No space left")


def a_full_standard_output_says_why_even_late(trial):
    with open("/dev/full", "wb") as full:
        return trial.failed(trial.run("-", 1000000, stdout=full), "No space left")


def a_closed_pipe_is_a_failure(trial):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return trial.failed(trial.run("-", 100000, stdout=writer), "Broken pipe")
    finally:
        os.close(writer)


def a_missing_folder_is_a_failure(trial):
    done = trial.run(trial.folder / "none" / "file", 10)
    return trial.failed(done, "none/file", "No such file") + trial.left()


def a_folder_is_no_file_to_write(trial):
    (trial.folder / "sub").mkdir()
    return trial.failed(trial.run(trial.folder / "sub", 10), "sub") + trial.left("sub")


TRIALS = [
    a_file_is_written_whole,
    a_new_file_on_a_full_disk_is_not_there,
    an_error_in_the_last_bytes_counts,
    the_file_before_stays_on_a_full_disk,
    a_replaced_file_keeps_its_permissions,
    a_link_keeps_pointing_at_its_file,
    dev_full_is_a_failure,
    standard_output_on_dev_full_is_a_failure,
    a_full_standard_output_says_why_even_late,
    a_closed_pipe_is_a_failure,
    a_missing_folder_is_a_failure,
    a_folder_is_no_file_to_write,
]


def main(arguments):
    report = Report()
    for trial in TRIALS:
        with tempfile.TemporaryDirectory(prefix="entente-io-") as folder:
            try:
                report.check(trial.__name__, trial(Trial(arguments[0], folder)))
            except (OSError, subprocess.TimeoutExpired) as error:
                report.fail(trial.__name__, error)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
