#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R37: no command opens a socket, or writes anything but the file that it was asked for: every command under
strace, in a folder and a home of its own. All patients are synthetic."""
import os
import pathlib
import subprocess
import sys

from harness import ANSWER, DATA, DONE, EXAMPLE, PROGRAM, case, csv_text, environment, fail, folder, main, settings, true

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import system_calls                                                     # noqa: E402

AT = "2026-11-24T08:30:00Z"
NAMES = ["--by", "A. Example", "--checked-by", "B. Sample", "--at", AT]
CALC = ["calc", *settings()]
SUITE = str(DATA / "suites" / "patients.csv")
NEW = str(DATA / "guidance" / "us-label-1.0.xml")
OLD = str(DATA / "guidance" / "us-label-older-1.0.xml")
LIST = "home/config/lymphodose/adopted.xml"

# What is run, and the files that it was asked to write; in this order: some read what others wrote.
COMMANDS = [
    (["--help"], []),
    (["--version"], []),
    (CALC, []),
    (CALC + ["--format", "json"], []),
    (CALC + ["--guidance", "us-label-older"], []),
    (CALC + ["-o", "plan.txt"], ["plan.txt"]),
    (CALC + ["--format", "json", "-o", "plan.json"], ["plan.json"]),
    (CALC + ["--format", "xml", "--by", "A. Example", "-o", "plan.lymphodose"], ["plan.lymphodose"]),
    (CALC + ["--format", "pdf", "--pages", "all", "-o", "plan.pdf"], ["plan.pdf"]),
    (CALC + ["--format", "svg", "-o", "plan.svg"], ["plan.svg"]),
    (["calc", "one.csv"], []),
    (["batch", "in.csv"], []),
    (["batch", "--jobs", "2", "--summary", "--progress", "in.csv", "-o", "out.csv"], ["out.csv"]),
    (["verify", SUITE], []),
    (["verify", SUITE, "--report", "suite.txt"], ["suite.txt"]),
    (["verify", SUITE, "--report", "suite.json"], ["suite.json"]),
    (["verify", SUITE, "--report", "suite.xml"], ["suite.xml"]),
    (["verify", SUITE, "--report", "suite.pdf"], ["suite.pdf"]),
    (["formula", "--list"], []),
    (["formula", "bsa_mosteller", "--set", "height_cm=165", "--set", "weight_kg=48"], []),
    (["guidance", "list"], []),
    (["guidance", "show", "us-label"], []),
    (["guidance", "check", NEW], []),
    (["guidance", "diff", OLD, NEW], []),
    (["guidance", "impact", OLD, NEW], []),
    (["guidance", "adopt", "us-yescarta@1.0", *NAMES], [LIST]),
    (["guidance", "withdraw", "us-yescarta@1.0", *NAMES, "--reason", "test"], [LIST]),
    (["record", "show", "plan.lymphodose"], []),
    (["record", "check", "plan.lymphodose"], []),
    (["selfcheck"], []),
    (["selfcheck", "--report", "self.txt"], ["self.txt"]),
    (["selfcheck", "--report", "self.pdf"], ["self.pdf"]),
    (["selfcheck", "--dossier"], []),
]


def make_place(name):
    """A folder to work in, with a home that is empty. Result: the folder and the environment."""
    place = pathlib.Path(name).resolve()
    for part in ("home", "traces", "temporary"):
        (place / part).mkdir()
    (place / "in.csv").write_text(csv_text([dict(EXAMPLE, case_id=f"synthetic-{i}") for i in range(3)]))
    (place / "one.csv").write_text(csv_text([EXAMPLE]))
    home = place / "home"
    return place, environment(
        HOME=str(home), XDG_CONFIG_HOME=str(home / "config"), XDG_DATA_HOME=str(home / "share"),
        XDG_STATE_HOME=str(home / "state"), XDG_CACHE_HOME=str(home / "cache"), XDG_RUNTIME_DIR=str(home / "run"),
        TMPDIR=str(place / "temporary"), LYMPHODOSE_SITE=str(place / "site"),
        # leaks are looked for by ptrace, which strace has taken
        ASAN_OPTIONS="detect_leaks=0")


def trace(prefix, command, place, env):
    """Runs a command in a place. Result: the ended process and its calls."""
    process = subprocess.run([*system_calls.tracer(prefix), *command], cwd=place, env=env, capture_output=True,
                             timeout=300, check=False)
    return process, system_calls.read(prefix, place)


def files_below(place):
    return {str(path.relative_to(place)) for path in place.rglob("*")
            if path.is_file() and path.relative_to(place).parts[0] != "traces"}


@case("the watcher sees sockets, and files that are made, written, renamed and removed")
def _():
    if not system_calls.is_possible():
        print("# strace is not here: not tried")
        return
    deeds = ("import os, socket\nsocket.socket(socket.AF_INET6)\nsocket.socket(socket.AF_UNIX)\nos.mkdir('dir')\n"
             "open('dir/one', 'w')\nos.rename('dir/one', 'dir/two')\nos.unlink('dir/two')\nos.rmdir('dir')\n"
             "try: os.open('no such folder/x', os.O_RDWR)\nexcept OSError: pass\n"
             "os.memfd_create('m')\nopen('in.csv')\nopen('Größe', 'ab')\n")
    with folder() as name:
        place, env = make_place(name)
        _, calls = trace(place / "traces" / "self", [sys.executable, "-S", "-c", deeds], place, env)
        mine = [(call.name, call.path.replace(f"{place}/", "")) for call in calls]
        wanted = [("socket", "AF_INET6"), ("socket", "AF_UNIX"), ("mkdir", "dir"), ("openat", "dir/one"),
                  ("rename", "dir/one"), ("rename", "dir/two"), ("unlink", "dir/two"), ("rmdir", "dir"),
                  ("memfd_create", "memfd:m"), ("openat", "Größe")]
        true(mine == wanted, f"expected {wanted}\n  got {mine}")


@case("R37: no command opens a socket or writes what it was not asked to write")
def _():
    if not system_calls.is_possible():
        print("# strace is not here: not tried")
        return
    bad = []
    with folder() as name:
        place, env = make_place(name)
        expected = files_below(place)
        for number, (arguments, files) in enumerate(COMMANDS):
            process, calls = trace(place / "traces" / str(number), [PROGRAM, *arguments], place, env)
            command = " ".join(arguments[:3])
            if process.returncode not in (DONE, ANSWER):
                fail(f"{command}: exit status {process.returncode}\n{process.stderr.decode()}")
            asked = system_calls.saved("the file that was asked for", *(place / file for file in files))
            site = system_calls.below("the site’s list", *([(place / LIST).parent] if LIST in files else []))
            fonts = system_calls.fonts(place / "home" / "cache")
            known, strays = system_calls.sort(calls, [asked, site, system_calls.DEVICES, fonts])
            bad += [f"{command}: {call.name} {call.path}" for call in strays]
            bad += [f"{command}: did not write {file}" for file in files
                    if str(place / file) not in known.get(asked.label, ())]
            for label in set(known) - {asked.label, site.label, system_calls.DEVICES.label}:
                print(f"# {command}: {label}: {len(known[label])} paths")
            expected.update(files)
        left = {file for file in files_below(place) - expected if not file.startswith("home/cache/fontconfig")}
        bad += [f"left behind: {file}" for file in sorted(left)]
    if bad:
        fail("\n".join(bad))
    print(f"# {len(COMMANDS)} commands, no socket, no other file")


main()
