#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py GUI-BENCH: the desktop app measured: a committed edit, the first frame beside an empty window's,
memory. Prints what it found beside the limit; never fails on a slow day. On an X server: run-xvfb bench.py."""
import os
import statistics
import subprocess
import sys
import time

PROGRAM = sys.argv[1]
EDITS, STARTS = 1000, 9
EDIT_MS, FRAME_RATIO, MEMORY_MIB = 16.0, 3.0, 60.0


def run(*arguments, **changes):
    return subprocess.run([PROGRAM, *arguments], env=dict(os.environ, **changes), capture_output=True,
                          text=True, check=True).stdout.splitlines()


def start(what, **changes):
    lines = run(what, str(time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000), **changes)
    return int(lines[0]) / 1000, [int(kb) / 1024 for kb in lines[1].split()]


def verdict(value, limit):
    return "within" if value <= limit else "ABOVE"


def edits():
    rows = [tuple(map(int, line.split())) for line in run("edits", str(EDITS)) if line[0].isdigit()]
    plan = sorted(row[0] / 1000 for row in rows)
    frame = [row[1] / 1000 for row in rows if row[1] > 0]
    p99 = plan[EDITS * 99 // 100]
    print(f"committed edit to plan, {EDITS} edits: median {plan[EDITS // 2]:.2f} ms, 99 % {p99:.2f} ms, "
          f"most {plan[-1]:.2f} ms ({verdict(p99, EDIT_MS)} {EDIT_MS:.0f} ms)", flush=True)
    print(f"committed edit to its frame on screen, {len(frame)} edits: median "
          f"{statistics.median(frame):.1f} ms", flush=True)


def first_frame():
    """Turn and turn about, so that a slow minute meets both."""
    both = [(start("empty")[0], start("app")[0]) for _ in range(STARTS)]
    empty, app = (statistics.median(column) for column in zip(*both))
    print(f"first frame, {STARTS} starts: empty window {empty:.0f} ms, app {app:.0f} ms: {app / empty:.2f} times "
          f"({verdict(app / empty, FRAME_RATIO)} {FRAME_RATIO:.0f} times)", flush=True)


def memory():
    for renderer in ("cairo", "gl"):
        changes = {"GSK_RENDERER": renderer, "GDK_DEBUG": "gl-disable" if renderer == "cairo" else ""}
        empty, plan = start("empty", **changes)[1], start("plan", **changes)[1]
        print(f"memory, renderer {renderer}: with a plan {plan[0]:.1f} MiB proportional, {plan[1]:.1f} resident, "
              f"{plan[2]:.1f} its own; empty window {empty[0]:.1f}, {empty[1]:.1f}, {empty[2]:.1f} "
              f"({verdict(plan[0], MEMORY_MIB)} {MEMORY_MIB:.0f} MiB proportional)", flush=True)


for measure in (edits, first_frame, memory):
    measure()
