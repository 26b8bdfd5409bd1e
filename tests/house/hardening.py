#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hardening.py PROGRAM…: each is position-independent, its tables are read-only once it is loaded, its stack is
guarded and not executable, and the C library's checked functions are used where a size is known."""
import re
import subprocess
import sys

import tap


def readelf(option, program):
    return subprocess.run(["readelf", "-W", option, program], capture_output=True, text=True, check=True,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout


def each(holds, fault, programs=sys.argv[1:]):
    def check():
        for program in programs:
            if not holds(program):
                yield f"{program}: {fault}"
    return check


def is_position_independent(program):
    return re.search(r"Type:\s+DYN", readelf("-h", program))


def is_read_only_once_loaded(program):
    return "GNU_RELRO" in readelf("-l", program) and re.search(r"BIND_NOW|Flags:.*NOW", readelf("-d", program))


def has_no_executable_stack(program):
    return re.search(r"GNU_STACK.*\bRW \s", readelf("-l", program))


def guards_its_stack(program):
    return "__stack_chk_fail" in readelf("--dyn-syms", program)


def uses_checked_functions(program):
    return re.search(r"__\w+_chk\b", readelf("--dyn-syms", program))


tap.run([
    ("position-independent", each(is_position_independent, "not position-independent (PIE)")),
    ("read-only once loaded", each(is_read_only_once_loaded, "no full RELRO")),
    ("the stack is not executable", each(has_no_executable_stack, "an executable stack")),
    ("the stack is guarded", each(guards_its_stack, "no stack protector")),
    # Of the first, the command line: once optimised, the others may have no call left that could be checked.
    ("checked functions", each(uses_checked_functions, "no _FORTIFY_SOURCE", sys.argv[1:2])),
])
