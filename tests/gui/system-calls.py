#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R37: the desktop app opens no socket of any network, and writes nothing but the files that were chosen, the
settings, and the drafts in its private folder: system-calls.py PROGRAM RUN-BUS KEYBOARD. The five tasks of
keyboard.py are done once more, under strace; what libraries write for themselves is told by its name. Without
strace, or what keyboard.py needs: 77, skipped. On an X server of its own (run-xvfb)."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import system_calls                                                     # noqa: E402

WAIT_S = 30
CHOSEN = ("chart.pdf", "case.lymphodose")       # in the folder that keyboard.py works in


def do_tasks(place):
    """Result: the calls of the program, and the home that it had."""
    program, run_bus, keyboard = map(os.path.abspath, sys.argv[1:4])
    for part in ("traces", "run", "cache", "homes"):
        (place / part).mkdir(mode=0o700)
    env = dict(os.environ, TMPDIR=str(place / "homes"), XDG_RUNTIME_DIR=str(place / "run"),
               XDG_CACHE_HOME=str(place / "cache"), ASAN_OPTIONS="detect_leaks=0")
    env.pop("GSETTINGS_BACKEND", None)          # the settings are kept as they are for a user
    prefix = place / "traces" / "app"
    process = subprocess.run([run_bus, sys.executable, keyboard, program, *system_calls.tracer(prefix, "-D")],
                             env=env, stdout=subprocess.PIPE, text=True, check=False)
    print(process.stdout, end="", flush=True)
    if process.returncode == 77 or "# SKIP" in process.stdout:
        sys.exit(77)
    if process.returncode != 0:
        sys.exit("the tasks were not done")
    end = time.monotonic() + WAIT_S
    while not system_calls.is_over(prefix) and time.monotonic() < end:
        time.sleep(0.1)
    calls = system_calls.read(prefix, place)
    homes = {call.path[len(str(place / "homes")) + 1:].split("/")[0] for call in calls
             if call.path.startswith(f"{place}/homes/")}
    if len(homes) != 1:
        sys.exit(f"expected one home, found {sorted(homes)}")
    return calls, place / "homes" / homes.pop()


def rules(place, home):
    """What may be written, the chosen files first."""
    return [
        system_calls.saved("the chosen files", *(home / name for name in CHOSEN)),
        system_calls.below("the private folder of drafts", home / "lymphodose" / "drafts"),
        system_calls.below("the settings, by dconf", home / "dconf", place / "run" / "dconf", place / "cache" / "dconf"),
        # GTK makes it empty.
        system_calls.Allowed("a folder for settings of GTK", lambda call: call == ("mkdir", str(home / "gtk-4.0"))),
        system_calls.fonts(place / "cache"),
        system_calls.below("Mesa’s cache of shaders", place / "cache" / "mesa_shader_cache"),
        system_calls.Allowed("memory shared with the display, no file",
                             lambda call: call.path.startswith(("memfd:", "/dev/shm/", "/memfd:"))),
        system_calls.DEVICES,
        system_calls.UNIX,
    ]


def main():
    if not system_calls.is_possible():
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="lymphodose-calls-") as name:
        place = pathlib.Path(name).resolve()
        calls, home = do_tasks(place)
        known, strays = system_calls.sort(calls, rules(place, home))
        for label, paths in known.items():
            print(f"{label}:")
            for path in sorted(paths):
                print(f"  {path.replace(str(home), 'HOME').replace(str(place), 'PLACE')}")
        lacking = [name for name in CHOSEN if str(home / name) not in known.get("the chosen files", ())]
        if system_calls.UNIX.label not in known or lacking:
            sys.exit(f"the watcher saw no socket of the display, or not the writing of {lacking}")
        for call in sorted(set(strays)):
            print(f"NOT ALLOWED: {call.name} {call.path.replace(str(home), 'HOME')}")
        return 1 if strays else 0


if __name__ == "__main__":
    sys.exit(main())
