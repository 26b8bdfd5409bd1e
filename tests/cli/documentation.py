#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command that the README and docs/ show is run as it stands.

A block of "sh" is one session of bash. What may answer with exit status 1 says so in the comment above
it. Building and installing are run by what ELSEWHERE names.
"""
import os
import pathlib
import re
import shutil
import subprocess

from harness import DATA, PROGRAM, case, environment, equal, fail, folder, main, true

ROOT = DATA.parent
BUILD = pathlib.Path(PROGRAM).parents[2]
# The beginning of a command, and the file that runs it.
ELSEWHERE = {
    "make demo": "tools/demo",
    "make check": "tools/check",
    "meson setup build-install": "tests/house/install.py",
    "meson install -C": "tests/house/install.py",
    "ninja -C build-install uninstall": "tests/house/install.py",
}
# A status of 1 is an answer; any other ends the session.
SESSION = 'answers=0; trap \'status=$?; [ $status -eq 1 ] || exit $status; answers=$((answers + 1))\' ERR\n'


def documents():
    yield ROOT / "README.md"
    yield from sorted((ROOT / "docs").rglob("*.md"))


def blocks(path):
    return re.findall(r"^```sh\n(.*?)^```$", path.read_text(encoding="utf-8"), re.M | re.S)


def commands(block):
    return [line for line in block.splitlines() if line and not line.lstrip().startswith("#")]


def is_elsewhere(block):
    return re.match(r"(make|meson|ninja) ", commands(block)[0])


@case("the README shows commands, and says where those are run that build and install")
def _():
    shown = [block for path in documents() for block in blocks(path)]
    true(len(shown) > 5, "too few blocks")
    for block in shown:
        for line in commands(block) if is_elsewhere(block) else []:
            runner = [file for begin, file in ELSEWHERE.items() if line.startswith(begin)]
            true(runner, f"nobody runs: {line}")
            true((ROOT / runner[0]).is_file(), f"{runner[0]} is not there")


def run_block(block, place):
    env = environment(PATH=f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}", HOME=str(place),
                      XDG_CONFIG_HOME=str(place / "config"), LYMPHODOSE_SITE=str(place / "site"))
    script = "set -uo pipefail\n" + SESSION + block + '\necho "answers $answers" >&3\n'
    result = subprocess.run(["bash", "-c", f"exec 3>answers; {script}"], cwd=place, env=env, capture_output=True,
                            timeout=240, check=False)
    if result.returncode != 0:
        fail(f"exit status {result.returncode}:\n{block}\n{result.stderr.decode()[-2000:]}")
    answers = int((place / "answers").read_text().split()[1])
    equal(answers, block.count("exit status 1"), f"exit statuses of 1 in:\n{block}")


@case("every other command runs as it stands, from the source folder")
def _():
    for path in documents():
        for block in blocks(path):
            if is_elsewhere(block) or ("parallel" in block and shutil.which("parallel") is None):
                continue
            with folder() as name:
                place = pathlib.Path(name)
                (place / "data").symlink_to(DATA)
                (place / "build").symlink_to(BUILD)
                run_block(block, place)
                if "parallel" in block:
                    whole = subprocess.run([PROGRAM, "batch", "many.csv"], cwd=place, capture_output=True, check=True)
                    equal((place / "plans.csv").read_bytes(), whole.stdout, "pieces and the whole")


@case("every file that the README shows or links is there")
def _():
    for path in documents():
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            true((path.parent / target).exists(), f"{path.name}: {target} is not there")


main()
