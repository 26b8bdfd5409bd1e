#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""uncovered.py REPORT.json: every line of formula, rules and dosing that no test reaches stands in a function that
docs/coverage.md names with its reason. Names the places that it does not, and the rows that no longer hold; exit
status 1 when there are any."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).parent.parent
PAGE = "docs/coverage.md"


def functions(path):
    """The function of each line: its name stands at the begin of a line, before its parameters."""
    name, names = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"(\w+)\(", line)
        if found:
            name = found[1]
        names.append(name)
    return names


def reached_by_none(report):
    for entry in json.loads(pathlib.Path(report).read_text(encoding="utf-8"))["files"]:
        if not re.match(r"src/(formula|rules|dosing)/", entry["file"]):
            continue
        names = functions(ROOT / entry["file"])
        for line in entry["lines"]:
            if line["count"] == 0 and not line["gcovr/noncode"]:
                yield entry["file"], names[line["line_number"] - 1], line["line_number"]


def explained():
    for line in (ROOT / PAGE).read_text(encoding="utf-8").splitlines():
        found = re.match(r"\| `([^`]+)` \| `(\w+)` \| .*\S", line)
        if found:
            yield f"src/{found[1]}", found[2]


places = {}
for file, function, number in reached_by_none(sys.argv[1]):
    places.setdefault((file, function), []).append(number)
known = set(explained())
for (file, function), numbers in sorted(places.items()):
    if (file, function) not in known:
        print(f"{file}:{', '.join(map(str, numbers))}: {function}: no test, and no reason in {PAGE}")
for file, function in sorted(known - set(places)):
    print(f"{PAGE}: {file}: {function}: every line of it is reached: remove the row")
print(f"{sum(map(len, places.values()))} lines of formula, rules and dosing are not reached, "
      f"in {len(places)} functions; {len(known)} explained")
sys.exit(set(places) != known)
