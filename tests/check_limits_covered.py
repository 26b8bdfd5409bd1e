#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_limits_covered.py [SUITE.csv…]: has every limit of every shipped table its three rows (R19)?

For each limit of each table of data/guidance: a row of a suite exactly at it, one just below and one
just above, under that guidance and a regimen that the table is for, which expects something that hangs
on the table.  Without suites: data/suites/limits*.csv.  Prints what is missing and exits 1.
"""
import csv
import math
import os
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(os.environ.get("MESON_SOURCE_ROOT", pathlib.Path(__file__).parents[1]))
XML = "{urn:lymphodose:guidance:1}"
NEAR = 0.02  # how far beside a limit a row may lie, as a part of it


class Table:
    def __init__(self, guidance, element):
        self.guidance = guidance
        self.id, self.drug = element.get("id"), element.get("drug")
        self.cohort = element.get("cohort")
        self.regimens = {name.text.strip() for name in element.findall(XML + "applies/" + XML + "regimen")}
        self.limits = {}
        axes = element.findall(XML + "axis")
        self.units = {axis.get("quantity"): axis.get("unit") for axis in axes}
        for limits in element.iter(XML + "range"):
            quantity = limits.get("axis") or axes[0].get("quantity")
            for name in ("from", "above", "to", "below"):
                if limits.get(name):
                    self.limits.setdefault(quantity, set()).add(float(limits.get(name)))

    def is_expected(self, row):
        """Whether the row expects something that the table decides."""
        if self.cohort == "general":
            return bool(row.get("expect_findings") or row.get("expect_status"))
        place = "%s_%s" % (self.drug, self.cohort)
        return bool(row.get("expect_" + place)) or place + ":" in row.get("expect_rows", "")


def number(row, name):
    text = row.get(name, "")
    return float(text) if text else None


def two_units(row, name, per_mg_dl):
    """A laboratory value in mg/dL, from whichever column gives it."""
    value = number(row, name + "_mg_dl")
    other = number(row, name + "_umol_l")
    return value if other is None else other / per_mg_dl


def ratio(value, limit):
    return None if value is None or not limit else value / limit


def bilirubin(row, unit):
    value = two_units(row, "bilirubin", 17.1)
    if unit == "xULN":
        return ratio(value, two_units(row, "bilirubin_uln", 17.1))
    return value if unit == "mg/dL" or value is None else value * 17.1


def enzyme(row, name, unit):
    value = number(row, name + "_u_l")
    return ratio(value, number(row, name + "_uln_u_l")) if unit == "xULN" else value


def value_of(row, quantity, unit):
    """What a row enters for a quantity in the table's unit; None: nothing that is known exactly."""
    height, weight = number(row, "height_cm"), number(row, "weight_kg")
    if quantity == "clearance":
        value = number(row, "gfr_measured_ml_min")
        if value is None or row.get("dialysis", "") not in ("", "none"):
            return None
        surface = math.sqrt(height * weight / 3600)
        return value if unit == "mL/min" else value * 1.73 / surface
    if quantity == "bilirubin":
        return bilirubin(row, unit)
    if quantity in ("ast", "alt"):
        return enzyme(row, quantity, unit)
    if quantity == "weight_change":
        before = number(row, "previous_weight_kg")
        return None if before is None else 100 * abs(weight - before) / before
    if quantity == "bmi":
        return weight / (height / 100) ** 2
    column = {"weight": "weight_kg", "age": "age_years", "wbc": "wbc_10e9_l",
              "platelets": "platelets_10e9_l"}[quantity]
    return number(row, column)


def side(value, limit):
    """Where a value lies beside a limit: "at", "below", "above", or "" where it is too far off."""
    distance = value - limit
    if abs(distance) <= 1e-9 * limit:
        return "at"
    if abs(distance) > NEAR * limit:
        return ""
    return "below" if distance < 0 else "above"


def missing_sides(table, quantity, limit, rows):
    sides = {"below", "at", "above"}
    for row in rows:
        if table.regimens and row["regimen"] not in table.regimens:
            continue
        value = value_of(row, quantity, table.units[quantity])
        if value is not None and table.is_expected(row):
            sides.discard(side(value, limit))
    return sorted(sides)


def tables():
    for path in sorted((ROOT / "data" / "guidance").glob("*.xml")):
        root = ElementTree.parse(path).getroot()
        general = root.get("kind") == "general"
        for element in root.findall(XML + "table"):
            yield root.get("id"), general, Table(root.get("id"), element)


def main():
    suites = sys.argv[1:] or sorted((ROOT / "data" / "suites").glob("limits*.csv"))
    rows = []
    for path in suites:
        with open(path, encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    count = faults = 0
    for guidance, general, table in tables():
        of_guidance = rows if general else [row for row in rows if row["guidance"] == guidance]
        for quantity, limits in table.limits.items():
            for limit in sorted(limits):
                count += 1
                missing = missing_sides(table, quantity, limit, of_guidance)
                if missing:
                    faults += 1
                    print("%s %s: %s %g: no row %s" % (guidance, table.id, quantity, limit,
                                                       ", ".join(missing)))
    print("%d limits, %d without all three rows" % (count, faults))
    sys.exit(1 if faults or count == 0 else 0)


if __name__ == "__main__":
    main()
