#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipes, full disks, closed pipes, interrupts: what was written is whole lines."""
import os
import pathlib
import re
import resource
import signal
import subprocess
import threading
import time

from harness import (ANSWER, DONE, EXAMPLE, INPUT, INTERRUPTED, OUTPUT, PROGRAM, USAGE, case, contains, csv_text,
                     environment, equal, fail, folder, main, run, true)

ROW = csv_text([EXAMPLE]).splitlines(keepends=True)
FIELDS = len(ROW[0].split(","))


def many(n):
    return (ROW[0] + ROW[1] * n).encode("utf-8")


def start(*arguments, **streams):
    return subprocess.Popen([PROGRAM, *map(str, arguments)], stderr=subprocess.PIPE, **streams)


def whole_lines(text, what):
    """Every line has all its fields and its end."""
    true(not text or text.endswith(b"\n"), f"{what}: the last line is cut: {text[-80:]!r}")
    counts = {line.count(b",") for line in text.splitlines()}
    true(len(counts) <= 1, f"{what}: lines with {sorted(counts)} commas")


@case("a file, - and a pipe are the same input; standard output and -o the same output")
def _():
    text = many(100)
    with folder() as name:
        path, out = pathlib.Path(name, "in.csv"), pathlib.Path(name, "out.csv")
        path.write_bytes(text)
        expected = run("batch", path).exits(DONE).raw
        equal(run("batch", stdin=text).raw, expected, "standard input")
        equal(run("batch", "-", stdin=text).raw, expected, "-")
        equal(run("batch", path, "-o", out).exits(DONE).raw, b"")
        equal(out.read_bytes(), expected, "-o FILE")
        equal(run("batch", path, "-o", "-").raw, expected, "-o -")


@case("a pipe that comes in small pieces is answered as a whole")
def _():
    text = many(50)
    process = start("batch", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for first in range(0, len(text), 37):
        process.stdin.write(text[first:first + 37])
        process.stdin.flush()
    out, _ = process.communicate()
    equal(process.returncode, DONE)
    equal(out, run("batch", stdin=text).raw)


@case("5: /dev/full is an error for one job and for two, never a quiet loss")
def _():
    for jobs in ("1", "2"):
        with open("/dev/full", "wb") as full:
            contains(run("batch", "--jobs", jobs, stdin=many(2000), stdout=full).exits(OUTPUT).err,
                     "standard output")
        run("batch", "--jobs", jobs, "-o", "/dev/full", stdin=many(2000)).exits(OUTPUT)


@case("5: a closed pipe ends the run with an error, not by a signal")
def _():
    for jobs in ("1", "2"):
        process = start("batch", "--jobs", jobs, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        process.stdout.close()
        errors = []
        reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
        reader.start()
        try:
            process.stdin.write(many(20000))
            process.stdin.close()
        except BrokenPipeError:
            pass
        equal(process.wait(timeout=60), OUTPUT, f"exit status with {jobs} jobs")
        reader.join()
        contains(errors[0].decode(), "standard output")


@case("an output that is the input is refused before a byte of it is lost")
def _():
    with folder() as name:
        path, link = pathlib.Path(name, "cases.csv"), pathlib.Path(name, "link.csv")
        path.write_bytes(many(3))
        link.symlink_to(path)
        for out in (path, link):
            contains(run("batch", path, "-o", out).exits(USAGE).err, "input")
            equal(path.read_bytes(), many(3), "the input")
        with path.open("rb") as stream:
            process = start("batch", "-o", path, stdin=stream, stdout=subprocess.PIPE)
            process.communicate()
        equal(process.returncode, USAGE)
        equal(path.read_bytes(), many(3), "the input by redirection")


@case("an input that is a folder, or cannot be read, is bad input")
def _():
    with folder() as name:
        run("batch", name).exits(INPUT)


@case("R22: an input without an end is refused in bounded memory, whoever reads it")
def _():
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))  # one that reads on and on is killed

    for command in (("calc", "/dev/zero"), ("calc", "-"), ("batch", "/dev/zero"), ("batch", "-"),
                    ("batch", "--header", "/dev/zero", "-"), ("verify", "/dev/zero"),
                    ("guidance", "impact", "us-label@1.0", "us-label@1.0", "--cohort", "/dev/zero")):
        with open("/dev/zero", "rb") as zero:
            process = subprocess.run([PROGRAM, *command], stdin=zero, capture_output=True, env=environment(),
                                     timeout=120, check=False, preexec_fn=limit)
        equal(process.returncode, INPUT, f"exit status, {command}: {process.stderr.decode()}")
        contains(process.stderr.decode(), "MiB" if command[0] == "guidance" else "KiB")


@case("3: a row of more than 1 MiB in the midst of others, whatever comes before and after it")
def _():
    head, row = csv_text([EXAMPLE]).splitlines(keepends=True)
    large = row.rstrip("\n") + "," + "x" * (3 << 20) + "\n"
    for before in (0, 1, 20000):
        result = run("batch", "-", stdin=head + row * before + large + row).exits(INPUT)
        contains(result.err, f"line {before + 2}: ", "1024 KiB")
        equal(result.out.count("\n"), 1 + before, "lines written")


@case("130: an interrupt ends the run with whole lines, in the midst of the work")
def _():
    for number in (signal.SIGINT, signal.SIGTERM):
        for jobs in ("1", "2"):
            with folder() as name:
                out = pathlib.Path(name, "out.csv")
                process = start("batch", "--jobs", jobs, "-o", out, stdin=subprocess.PIPE)
                process.stdin.write(many(3000))
                process.stdin.flush()
                deadline = time.monotonic() + 30
                while not (out.exists() and out.stat().st_size > 0) and time.monotonic() < deadline:
                    time.sleep(0.01)
                process.send_signal(number)      # the pipe stays open: it waits for more
                try:
                    status = process.wait(timeout=60)
                except subprocess.TimeoutExpired:
                    process.kill()
                    fail(f"{jobs} jobs: {number.name} does not end a run that waits for input")
                process.stdin.close()
                process.stderr.read()
                equal(status, INTERRUPTED, f"{number.name} with {jobs} jobs")
                whole_lines(out.read_bytes(), f"{number.name} with {jobs} jobs")


@case("130: an interrupt while much is on its way")
def _():
    with folder() as name:
        path, out = pathlib.Path(name, "in.csv"), pathlib.Path(name, "out.csv")
        path.write_bytes(many(1_000_000))
        for jobs in ("1", "2"):
            process = start("batch", "--jobs", jobs, path, "-o", out)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
            # A very fast machine may have finished before.
            true(process.returncode in (INTERRUPTED, DONE), f"exit status {process.returncode}")
            whole_lines(out.read_bytes(), f"{jobs} jobs")
            out.unlink()


@case("standard error alone carries complaints; nothing but plans is on standard output")
def _():
    result = run("batch", stdin=many(2) + b"bad\n").exits(ANSWER)
    whole_lines(result.raw, "standard output")
    contains(result.err, "line 4")


@case("a closed standard input is an empty one")
def _():
    process = subprocess.run([PROGRAM, "batch"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    equal(process.returncode, INPUT)


@case("R37: -o makes files that only their user reads")
def _():
    with folder() as name:
        out = pathlib.Path(name, "out.csv")
        run("batch", "-o", out, stdin=many(1)).exits(DONE)
        equal(out.stat().st_mode & 0o777, 0o600, "mode")


@case("nothing is left behind in the folder that it runs in")
def _():
    with folder() as name:
        before = os.listdir(name)
        subprocess.run([PROGRAM, "batch"], input=many(1), cwd=name, capture_output=True, check=True)
        equal(os.listdir(name), before)


def on_a_terminal(*arguments):
    """What a person sees of standard error."""
    seen, ours = os.openpty()
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=ours,
                               env=dict(os.environ, TERM="xterm"))
    os.close(ours)
    text = b""
    try:
        while piece := os.read(seen, 65536):
            text += piece
    except OSError:           # the terminal's way to say that nobody writes any more
        pass
    os.close(seen)
    equal(process.wait(timeout=60), DONE, "exit status")
    return text.decode("utf-8")


@case("a progress bar on a terminal, its line given back at the end; none in a pipe, none unasked")
def _():
    with folder() as name:
        path, out = pathlib.Path(name, "in.csv"), pathlib.Path(name, "out.csv")
        path.write_bytes(many(20000))
        text = on_a_terminal("batch", path, "-o", out, "--progress")
        true(re.search(r"\[=*> *\] +\d+ %", text), f"no bar in {text[:200]!r}")
        bar, _, footer = text.rpartition("\r\033[K")
        true(bar and footer.startswith("20000 rows: "), f"the bar is left behind: {text[-300:]!r}")
        true("[" not in on_a_terminal("batch", path, "-o", out), "a bar that nobody asked for")
        true("[" not in run("batch", path, "-o", out, "--progress").exits(DONE).err, "a bar in a pipe")


main()
