#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""mutate_guidance.py PROGRAM [SUITE.csv…]: does a suite notice every change of a shipped guidance?

Moves each limit by one unit (on every row that has it, so that the document stays sound), flips who
owns it, and changes each number of an outcome, one at a time, in a copy of the data.  A mutant is
killed when `verify` of the suites no longer passes.  Prints killed / total and every survivor; exits
1 if there is one.  Without suites: all of data/suites.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import guidance_text
from guidance_text import FLIPPED, attributes, plain, replaced, tags

ROOT = pathlib.Path(os.environ.get("MESON_SOURCE_ROOT", pathlib.Path(__file__).parents[2]))


class Mutant:
    """One change of one document.  `texts`: forms of the same change; the first that loads is the
    mutant (a step of one unit may close a band of one unit, one number may contradict its neighbour)."""

    def __init__(self, path, kind, name, texts):
        self.path, self.kind, self.name, self.texts = path, kind, name, texts


# ---- the changes -----------------------------------------------------------------------------------


def unit(number):
    """One unit of the last place that is written."""
    return Decimal(1).scaleb(number.as_tuple().exponent)


def limit_mutants(path, guidance):
    for table in guidance.tables:
        for (axis, number), places in table.limits().items():
            name = "%s %s %s %s" % (guidance.id, table.id, axis, plain(number))
            for sign in (1, -1):
                texts = []
                for part in (Decimal(1), Decimal("0.5"), Decimal("0.1"), Decimal("0.05")):
                    moved = plain(number + sign * unit(number) * part)
                    texts.append((moved, replaced(guidance.text, [
                        (place.value_at, place.value, moved) for place in places])))
                yield Mutant(path, "limit", name, texts)
            flipped = replaced(guidance.text, [(place.name_at, place.name, FLIPPED[place.name])
                                               for place in places])
            yield Mutant(path, "owner", name, [("flipped", flipped)])


def steps(element):
    """How far a number of an outcome is moved."""
    if element == "dose-of":
        return (Decimal(1), Decimal(-1))
    if element == "size":
        return (Decimal("0.1"), Decimal("-0.1"))
    return (Decimal("0.01"), Decimal("-0.01"))


OUTCOME_NUMBERS = {
    "fraction": ("value",),
    "dose-of": ("value", "of"),
    "fraction-range": ("from", "to", "below"),
    "option": ("fraction", "from", "to", "below"),
    "avoid": ("fallback",),
    "size": ("cap-m2",),
}


def twins(guidance, table, attribute, span):
    """The same number of the same source wherever it stands in the choices of a table."""
    return [twin for twin in source_numbers(guidance, table, span)
            if (twin.name, twin.value) == (attribute.name, attribute.value)]


def source_numbers(guidance, table, span):
    """Every number that a source has in the choices of a table."""
    source = guidance_text.value_of(guidance.text, span, "source")
    found = []
    for other in tags(guidance.text, "option", *table.block):
        if guidance_text.value_of(guidance.text, other, "source") == source:
            found += [number for number in attributes(guidance.text, *other)
                      if number.name in OUTCOME_NUMBERS["option"]]
    return found


def with_base(guidance, attribute):
    """The same base wherever a dose refers to it, and in the header."""
    found = []
    for element, name in (("dose-of", "of"), ("base", "amount")):
        for span in tags(guidance.text, element, 0, len(guidance.text)):
            found += [other for other in attributes(guidance.text, *span)
                      if other.name == name and other.number() == attribute.number()]
    return found


def forms(guidance, element, attribute, span, value):
    """Ways to write another number, each with all that must change with it."""
    new = plain(value)
    together = {"alone": [attribute]}
    if element == "option":
        table = guidance.table_at(span[0])
        numbers = source_numbers(guidance, table, span)
        together["in each row"] = twins(guidance, table, attribute, span)
        together["as the most of this source"] = [number for number in numbers
                                                  if number.number() > value]
    if element == "dose-of" and attribute.name == "of":
        together["in header and rows"] = with_base(guidance, attribute)
    return [("%s %s" % (new, how), replaced(guidance.text, [(place.value_at, place.value, new)
                                                           for place in places]))
            for how, places in together.items() if places]


def outcome_mutants(path, guidance):
    for element, names in OUTCOME_NUMBERS.items():
        for span in tags(guidance.text, element, 0, len(guidance.text)):
            place = guidance.place_of(span[0])
            for attribute in attributes(guidance.text, *span):
                if attribute.name not in names:
                    continue
                for step in steps(element):
                    value = attribute.number() + step
                    if element != "dose-of" and not 0 < value <= 1:
                        continue
                    name = "%s %s %s %s=%s" % (guidance.id, place, element, attribute.name,
                                               attribute.value)
                    yield Mutant(path, "outcome", name,
                                 forms(guidance, element, attribute, span, value))


def stop_mutants(path, guidance):
    """Beyond what must be shown: each stop and each limit of age left out."""
    for block in guidance.stops:
        name = guidance_text.value_of(guidance.text, guidance_text.opening(guidance.text, block), "id")
        text = guidance.text[:block[0]] + guidance.text[block[1]:]
        yield Mutant(path, "stop", "%s stop %s" % (guidance.id, name), [("left out", text)])
    for span in tags(guidance.text, "age-years", 0, len(guidance.text)):
        for attribute in attributes(guidance.text, *span):
            moved = plain(attribute.number() + 1)
            text = replaced(guidance.text, [(attribute.value_at, attribute.value, moved)])
            table = guidance.table_at(span[0])
            where = table.id if table else "document"
            yield Mutant(path, "age", "%s %s age %s=%s" % (guidance.id, where, attribute.name,
                                                           attribute.value), [(moved, text)])


def all_mutants(data, only):
    for path in sorted((data / "guidance").glob("*.xml")):
        guidance = guidance_text.Guidance(path.read_text(encoding="utf-8"))
        if only and guidance.id not in only:
            continue
        yield from limit_mutants(path, guidance)
        yield from outcome_mutants(path, guidance)
        yield from stop_mutants(path, guidance)


# ---- running ---------------------------------------------------------------------------------------


class Runner:
    """A copy of the data for each thread, and the program."""

    def __init__(self, program, data, suites):
        self.program, self.data, self.suites = program, data, suites
        self.folder = tempfile.TemporaryDirectory(prefix="mutate-")
        self.free = []
        self.made = 0

    def copy(self):
        if self.free:
            return self.free.pop()
        self.made += 1
        target = pathlib.Path(self.folder.name) / str(self.made)
        shutil.copytree(self.data, target)
        return target

    def run(self, copy, *arguments):
        environment = dict(os.environ, LYMPHODOSE_DATA=str(copy), XDG_DATA_HOME=str(copy / "none"),
                           LC_ALL="C.UTF-8")
        return subprocess.run([self.program, *arguments], env=environment, capture_output=True,
                              text=True, timeout=120)

    def verify(self, copy):
        return self.run(copy, "verify", *self.suites)

    def judge(self, mutant):
        """"killed", "survived", "refused" (no form of it loads) and which step it was."""
        copy = self.copy()
        target = copy / mutant.path.relative_to(self.data)
        original = mutant.path.read_text(encoding="utf-8")
        answer = ("refused", mutant.texts[0][0])
        try:
            for step, text in mutant.texts:
                target.write_text(text, encoding="utf-8")
                name = target.name.rsplit("-", 1)[0]
                if self.run(copy, "guidance", "show", name).returncode != 0:
                    continue
                result = self.verify(copy)
                answer = ("survived" if result.returncode == 0 else "killed", step)
                break
        finally:
            target.write_text(original, encoding="utf-8")
            self.free.append(copy)
        return mutant, answer


def report(results):
    """Prints the counts of each kind and every survivor.  Result: whether all were killed."""
    kinds = {}
    good = True
    for mutant, (state, step) in results:
        kinds.setdefault(mutant.kind, {}).setdefault(state, []).append((mutant, step))
    for kind, states in kinds.items():
        counts = {state: len(found) for state, found in states.items()}
        loaded = counts.get("killed", 0) + counts.get("survived", 0)
        print("%-8s killed %d / %d" % (kind, counts.get("killed", 0), loaded), end="")
        print("; not sound in any form, so that it does not load: %d" % counts.get("refused", 0))
        for mutant, step in states.get("survived", []):
            good = False
            print("  SURVIVED %s -> %s" % (mutant.name, step))
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("suites", nargs="*")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "data")
    parser.add_argument("--only", action="append", help="id of a guidance")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", action="store_true", help="also name every mutant")
    options = parser.parse_intermixed_args()
    suites = options.suites or sorted(str(path) for path in (options.data / "suites").glob("*.csv"))
    runner = Runner(os.path.abspath(options.program), options.data, [os.path.abspath(s) for s in suites])

    untouched = runner.copy()
    before = runner.verify(untouched)
    if before.returncode != 0:
        print(before.stdout[-2000:] + before.stderr[-2000:])
        sys.exit("the suites do not pass before anything is changed")
    runner.free.append(untouched)
    mutants = list(all_mutants(options.data, options.only))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(runner.judge, mutants))
    if options.list:
        for mutant, (state, step) in results:
            print("%-8s %s -> %s" % (state, mutant.name, step))
    sys.exit(0 if report(results) else 1)


if __name__ == "__main__":
    main()
