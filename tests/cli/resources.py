#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program is linked with, and that its memory does not grow with the file."""
import os
import subprocess
import threading

from harness import EXAMPLE, PROGRAM, case, contains, csv_text, fail, main, true

LIMIT_MIB = 64
ROWS = 100_000


def peak_mib(stdin, *arguments):
    """The largest resident size of a run of batch, in MiB."""
    read, write = os.pipe()
    process = subprocess.Popen([PROGRAM, "batch", *arguments], stdin=read, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    os.close(read)

    def feed():
        with os.fdopen(write, "wb") as stream:
            for piece in stdin:
                stream.write(piece)
    feeder = threading.Thread(target=feed)
    feeder.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    feeder.join()
    true(process.returncode in (0, 1), f"exit status {process.returncode}")
    return usage.ru_maxrss / 1024


def rows(n):
    header, row = csv_text([dict(EXAMPLE, x_note="a")]).encode().splitlines(keepends=True)
    yield header
    for _ in range(n // 1000):
        yield row * 1000


@case("no GTK, no X and no Wayland among the libraries")
def _():
    output = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=True).stdout
    for word in ("gtk", "gdk", "libX", "wayland", "pango", "cairo"):
        if word in output:
            fail(f"{word} in:\n{output}")


@case(f"memory stays under {LIMIT_MIB} MiB and does not grow with the file")
def _():
    for jobs in ("1", "2"):
        few, many = (peak_mib(rows(n), "--jobs", jobs) for n in (ROWS // 10, ROWS))
        print(f"# jobs {jobs}: {few:.1f} MiB at {ROWS // 10} rows, {many:.1f} MiB at {ROWS} rows")
        true(many < LIMIT_MIB, f"{many:.1f} MiB at {ROWS} rows")
        true(many < few + 8, f"grows from {few:.1f} to {many:.1f} MiB")


@case("a record that never ends is refused before it fills the memory")
def _():
    def endless():
        header, row = csv_text([dict(EXAMPLE, x_note="a")]).encode().splitlines(keepends=True)
        yield header + row[:-2] + b'"'
        for _ in range(200):
            yield b"a" * 1_000_000
    read, write = os.pipe()
    process = subprocess.Popen([PROGRAM, "batch"], stdin=read, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    os.close(read)

    def feed():
        try:
            with os.fdopen(write, "wb") as stream:
                for piece in endless():
                    stream.write(piece)
        except BrokenPipeError:
            pass
    feeder = threading.Thread(target=feed)
    feeder.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    feeder.join()
    true(process.returncode == 3, f"exit status {process.returncode}")
    contains(process.stderr.read().decode(), "line 2", "longer than")
    true(usage.ru_maxrss / 1024 < LIMIT_MIB, f"{usage.ru_maxrss / 1024:.1f} MiB")


main()
