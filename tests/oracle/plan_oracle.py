# SPDX-License-Identifier: GPL-3.0-or-later
"""Independent oracle for whole plans: status, release, doses, acknowledgements.

What it is
    A second computation of what `lymphodose batch` answers, so that the two
    can be compared over many synthetic patients.  It is not a prescribing
    tool: every document behind it is a draft.

What it was written from
    The contract of the engine (rules.md), the page of the command line
    (cli.md), the numbered requirements, the encoding sheet and the other
    evidence pages, and the reference formulas.  Its author has seen neither
    the C source nor the rule documents of the project: every table below was
    typed from the encoding sheet.  Keep it so.  Where the two differ, first
    ask the contract, then change the one that is wrong; never copy the answer
    of one into the other.

Use
    plan_oracle.py [CASES.csv|-] [-o OUT.csv] [--documents ID,ID,...]
                   [--regimens ID,ID,...]
    CASES.csv has the case columns of cli.md as its header; `x_...` columns
    are ignored.  One row in, one row out.  --documents names the guidance
    documents that ship: a row that asks for another is refused, and only
    these count for `contraindicated-elsewhere`.  --regimens does the same for
    regimens.  Without them everything in the encoding sheet ships, save that
    `general-findings` is never a document to choose.

What is left out
    Texts, notes and the `findings` column, dates and windows, volumes and
    products, exposure, the trace, near-limit lines, the comparison with an
    ordered dose, house values (none ships), column widths and line endings,
    documents that are broken, `--strict`, the semicolon dialect.
    Where the contract is open, the reading taken is marked CHOICE below.
"""
import argparse
import csv
import datetime
import math
import re
import sys

# ---------------------------------------------------------------- comparing
MARGIN = 1e-9


def compare(value, limit):
    """-1, 0 or 1; equal within 1e-9 of the limit.  The only comparison used."""
    if abs(value - limit) <= MARGIN * abs(limit):
        return 0
    return -1 if value < limit else 1


# ----------------------------------------------------------------- formulas
CREATININE_UMOL = 88.4
BILIRUBIN_UMOL = 17.1
INCH_CM = 2.54
IDEAL_FROM_CM = 152.4


def bmi_of(height, weight):
    return weight / (height / 100.0) ** 2


def _boyd(height, weight):
    grams = weight * 1000.0
    return 0.0003207 * height ** 0.3 * grams ** (0.7285 - 0.0188 * math.log10(grams))


def _boyd_weight_only(_height, weight):
    grams = weight * 1000.0
    return 4.688 * grams ** (0.8168 - 0.0154 * math.log10(grams)) / 10000.0


def _livingston(_height, weight):
    return 0.1173 * weight ** 0.6466 if weight >= 10 else 0.1037 * weight ** 0.6724


BSA = {
    "bsa_mosteller": lambda h, w: math.sqrt(h * w / 3600.0),
    "bsa_dubois": lambda h, w: 0.007184 * h ** 0.725 * w ** 0.425,
    "bsa_haycock": lambda h, w: 0.024265 * h ** 0.3964 * w ** 0.5378,
    "bsa_gehan_george": lambda h, w: 0.0235 * h ** 0.42246 * w ** 0.51456,
    "bsa_boyd": _boyd,
    "bsa_boyd_weight_only": _boyd_weight_only,
    "bsa_livingston": _livingston,
}


def ideal_weight(sex, height):
    """Devine; None below 152.4 cm, where no agreed rule exists."""
    if compare(height, IDEAL_FROM_CM) < 0:
        return None
    return (50.0 if sex == "M" else 45.5) + 2.3 * (height / INCH_CM - 60.0)


def adjusted_weight(sex, height, weight, part):
    ideal = ideal_weight(sex, height)
    return None if ideal is None else ideal + part * (weight - ideal)


def lean_weight(sex, height, weight):
    base, slope = (6680.0, 216.0) if sex == "M" else (8780.0, 244.0)
    return 9270.0 * weight / (base + slope * bmi_of(height, weight))


def cockcroft_gault(sex, age, weight, creatinine):
    return (140 - age) * weight / (72.0 * creatinine) * (0.85 if sex == "F" else 1.0)


def _two_sided(value, pivot, low, high):
    return min(value / pivot, 1.0) ** low * max(value / pivot, 1.0) ** high


def ckd_epi_2021_cr(sex, age, creatinine):
    pivot, low, factor = (0.7, -0.241, 1.012) if sex == "F" else (0.9, -0.302, 1.0)
    return 142 * _two_sided(creatinine, pivot, low, -1.200) * 0.9938 ** age * factor


def ckd_epi_2009_cr(sex, age, creatinine):
    pivot, low, factor = (0.7, -0.329, 1.018) if sex == "F" else (0.9, -0.411, 1.0)
    return 141 * _two_sided(creatinine, pivot, low, -1.209) * 0.993 ** age * factor


def ckd_epi_2012_cys(sex, age, cystatin):
    return (133 * _two_sided(cystatin, 0.8, -0.499, -1.328) * 0.996 ** age
            * (0.932 if sex == "F" else 1.0))


def ckd_epi_2021_cr_cys(sex, age, creatinine, cystatin):
    pivot, low, factor = (0.7, -0.219, 0.963) if sex == "F" else (0.9, -0.144, 1.0)
    return (135 * _two_sided(creatinine, pivot, low, -0.544)
            * _two_sided(cystatin, 0.8, -0.323, -0.778) * 0.9961 ** age * factor)


def _ekfc_q(sex, age):
    if age > 25:
        return 62.0 if sex == "F" else 80.0
    if sex == "F":
        return math.exp(3.080 + 0.177 * age - 0.223 * math.log(age)
                        - 0.00596 * age ** 2 + 0.0000686 * age ** 3)
    return math.exp(3.200 + 0.259 * age - 0.543 * math.log(age)
                    - 0.00763 * age ** 2 + 0.0000790 * age ** 3)


def _ekfc(ratio, age):
    value = 107.3 * ratio ** (-0.322 if ratio < 1 else -1.132)
    return value * (0.990 ** (age - 40) if age > 40 else 1.0)


def ekfc_cr(sex, age, creatinine):
    return _ekfc(creatinine * CREATININE_UMOL / _ekfc_q(sex, age), age)


def ekfc_cys(age, cystatin):
    return _ekfc(cystatin / (0.83 if age <= 50 else 0.83 + 0.005 * (age - 50)), age)


def schwartz(height, creatinine):
    return 0.413 * height / creatinine


def u25_cr(sex, age, height, creatinine):
    start, slope, grown = (39.0, 1.045, 50.8) if sex == "M" else (36.1, 1.023, 41.4)
    if age < 12:
        factor = start * 1.008 ** (age - 12)
    elif age < 18:
        factor = start * slope ** (age - 12)
    else:
        factor = grown
    return factor * (height / 100.0) / creatinine


def u25_cys(sex, age, cystatin):
    if sex == "M":
        factor = (87.2 * 1.011 ** (age - 15) if age < 15
                  else 87.2 * 0.960 ** (age - 15) if age < 18 else 77.1)
    else:
        factor = (79.9 * 1.004 ** (age - 12) if age < 12
                  else 79.9 * 0.974 ** (age - 12) if age < 18 else 68.3)
    return factor / cystatin


def mdrd(sex, age, creatinine):
    return 175 * creatinine ** -1.154 * age ** -0.203 * (0.742 if sex == "F" else 1.0)


def lund_malmo(sex, age, creatinine):
    umol = creatinine * CREATININE_UMOL
    if sex == "F":
        x = (2.50 + 0.0121 * (150 - umol) if umol < 150
             else 2.50 - 0.926 * math.log(umol / 150))
    else:
        x = (2.56 + 0.00968 * (180 - umol) if umol < 180
             else 2.56 - 0.926 * math.log(umol / 180))
    return math.exp(x - 0.0158 * age + 0.438 * math.log(age))


# estimator: (needs creatinine, needs cystatin, youngest, oldest, oldest owned, value)
# All but Cockcroft-Gault are indexed.  The bedside equation is used from 1 year
# to below 18; U25 from 1 to 25; EKFC from 2 (creatinine) or 18 (cystatin) to 100.
INDEXED_ESTIMATORS = {
    "ckd_epi_2021_cr": (True, False, 18, 131, True,
                        lambda p: ckd_epi_2021_cr(p.sex, p.age, p.creatinine)),
    "ckd_epi_2009_cr_norace": (True, False, 18, 131, True,
                               lambda p: ckd_epi_2009_cr(p.sex, p.age, p.creatinine)),
    "ckd_epi_2012_cys": (False, True, 18, 131, True,
                         lambda p: ckd_epi_2012_cys(p.sex, p.age, p.cystatin)),
    "ckd_epi_2021_cr_cys": (True, True, 18, 131, True,
                            lambda p: ckd_epi_2021_cr_cys(p.sex, p.age, p.creatinine,
                                                          p.cystatin)),
    "ekfc_2021_cr": (True, False, 2, 100, True,
                     lambda p: ekfc_cr(p.sex, p.age, p.creatinine)),
    "ekfc_2023_cys": (False, True, 18, 100, True, lambda p: ekfc_cys(p.age, p.cystatin)),
    "schwartz_bedside_2009": (True, False, 1, 18, False,
                              lambda p: schwartz(p.height, p.creatinine)),
    "ckid_u25_cr": (True, False, 1, 25, True,
                    lambda p: u25_cr(p.sex, p.age, p.height, p.creatinine)),
    "ckid_u25_cys": (False, True, 1, 25, True, lambda p: u25_cys(p.sex, p.age, p.cystatin)),
    "ckid_u25_mean": (True, True, 1, 25, True,
                      lambda p: (u25_cr(p.sex, p.age, p.height, p.creatinine)
                                 + u25_cys(p.sex, p.age, p.cystatin)) / 2),
    "mdrd_175_norace": (True, False, 18, 131, True,
                        lambda p: mdrd(p.sex, p.age, p.creatinine)),
    "lund_malmo_revised": (True, False, 18, 131, True,
                           lambda p: lund_malmo(p.sex, p.age, p.creatinine)),
}
ESTIMATORS = {"cockcroft_gault"} | set(INDEXED_ESTIMATORS)

# ----------------------------------------------------------------- regimens
# id | fludarabine mg/m2 x days | cyclophosphamide x days (kg = mg/kg) | first
# numbered day and the label of the infusion day, or ld | evidence | ages
REGIMENS_TEXT = """
us-kymriah-ball   | 30 x 4 | 500 x 2   | ld    | reprint    | below 26
us-kymriah-lbcl   | 25 x 3 | 250 x 3   | ld    | secondary  |
us-kymriah-fl     | 25 x 3 | 250 x 3   | ld    | secondary  |
eu-kymriah-ball   | 30 x 4 | 500 x 2   | ld    | unverified | below 26
eu-kymriah-lbcl   | 25 x 3 | 250 x 3   | ld    | unverified |
eu-kymriah-fl     | 25 x 3 | 250 x 3   | ld    | unverified |
uk-kymriah-ball   | 30 x 4 | 500 x 2   | ld    | secondary  |
uk-kymriah-lbcl   | 25 x 3 | 250 x 3   | ld    | secondary  |
uk-kymriah-fl     | 25 x 3 | 250 x 3   | ld    | secondary  |
us-yescarta       | 30 x 3 | 500 x 3   | -5 @0 | reprint    |
eu-yescarta       | 30 x 3 | 500 x 3   | -5 @0 | reprint    |
ch-yescarta       | 30 x 3 | 500 x 3   | -5 @0 | label      |
uk-yescarta       | 30 x 3 | 500 x 3   | ld    | secondary  |
us-tecartus-mcl   | 30 x 3 | 500 x 3   | -5 @0 | secondary  |
uk-tecartus-mcl   | 30 x 3 | 500 x 3   | -5 @0 | label      |
ch-tecartus-mcl   | 30 x 3 | 500 x 3   | -5 @0 | unverified |
us-tecartus-ball  | 25 x 3 | 900 x 1   | -4 @0 | secondary  | from 18
uk-tecartus-ball  | 25 x 3 | 900 x 1   | -4 @0 | label      | from 26
us-breyanzi       | 30 x 3 | 300 x 3   | ld    | reprint    |
uk-breyanzi       | 30 x 3 | 300 x 3   | ld    | label      |
us-abecma         | 30 x 3 | 300 x 3   | ld    | reprint    |
ch-abecma         | 30 x 3 | 300 x 3   | ld    | label      |
eu-abecma         | 30 x 3 | 300 x 3   | ld    | unverified |
us-carvykti       | 30 x 3 | 300 x 3   | ld    | reprint    |
uk-carvykti       | 30 x 3 | 300 x 3   | ld    | reprint    |
eu-carvykti       | 30 x 3 | 300 x 3   | ld    | reprint    |
us-aucatzyl       | 30 x 4 | 500 x 2   | -6 @1 | unverified | from 18
eu-aucatzyl       | 30 x 4 | 500 x 2   | -6 @1 | unverified | from 18
uk-aucatzyl       | 30 x 4 | 500 x 2   | -6 @1 | unverified | from 18
us-tecelra        | 30 x 4 | 600 x 3   | -7 @1 | secondary  |
us-amtagvi        | 25 x 5 | 60 kg x 2 | ld    | reprint    |
cn-carteyva       | 25 x 3 | 250 x 3   | ld    | secondary  |
cn-fucaso         | 30 x 3 | 500 x 3   | ld    | secondary  |
cn-zevorcabtagene | 25 x 3 | 300 x 3   | ld    | unverified |
in-nexcar19       | 30 x 3 | 500 x 3   | ld    | unverified |
es-ari0001        | 30 x 3 | 300 x 3   | -6 @0 | unverified | from 26
"""
# The drug label's region of a regimen.  CHOICE: Spain is the EU; India has a
# region of its own, so every drug label of another region is mixed with it.
REGION_OF_REGIMEN = {"us": "US", "eu": "EU", "uk": "EU", "es": "EU", "ch": "CH",
                     "cn": "CN", "in": "IN"}


class Regimen:
    def __init__(self, line):
        cells = [cell.strip() for cell in line.split("|")]
        self.id = cells[0]
        amount, days = cells[1].split(" x ")
        self.amount = {"fludarabine": float(amount)}
        self.days = {"fludarabine": int(days)}
        amount, days = cells[2].split(" x ")
        self.per_kg = {"fludarabine": False, "cyclophosphamide": amount.endswith(" kg")}
        self.amount["cyclophosphamide"] = float(amount.replace(" kg", ""))
        self.days["cyclophosphamide"] = int(days)
        self.first_day, self.infusion_day = None, None
        if cells[3] != "ld":
            first, infusion = cells[3].split(" @")
            self.first_day, self.infusion_day = int(first), int(infusion)
        self.unverified = cells[4] == "unverified"
        self.ages = Range(cells[5])
        self.region = REGION_OF_REGIMEN[self.id[:2]]


# ------------------------------------------------------------------- tables
class Range:
    """`from`/`to` own their limit, `above`/`below` do not; blank is any."""

    def __init__(self, text):
        self.low = self.high = None
        self.owns_low = self.owns_high = False
        words = text.split()
        for word, number in zip(words[::2], words[1::2]):
            if word in ("from", "above"):
                self.low, self.owns_low = float(number), word == "from"
            elif word in ("to", "below"):
                self.high, self.owns_high = float(number), word == "to"
            else:
                raise ValueError(text)

    def holds(self, value, factor=1.0, just_above=False):
        """Whether the value lies here; limits are multiplied by factor (k x ULN).
        just_above stands for every value slightly above the one given."""
        if self.low is not None:
            side = compare(value, self.low * factor)
            if side < 0 or (side == 0 and not self.owns_low and not just_above):
                return False
        if self.high is not None:
            side = compare(value, self.high * factor)
            if side > 0 or (side == 0 and (not self.owns_high or just_above)):
                return False
        return True


class Row:
    """One row: id, range and effect.

    The effect is what the row does to a dose, as a tuple:
    ("part", p) · ("open", options) · ("decide",) · ("stop",).
    An option is a number, or (low, high) for a range that owns low only."""

    def __init__(self, line, table_is_one_row=False):
        if table_is_one_row:
            identity, outcome = [cell.strip() for cell in line.split("|")]
            text = ""
        else:
            identity, text, outcome = [cell.strip() for cell in line.split("|")]
        self.id = identity
        self.range = Range(text)
        self.reading = None
        self.is_range = False
        word, *rest = outcome.split()
        if word in ("full", "silent", "not-read", "caution"):
            self.effect = ("part", 1.0)
        elif word == "fraction":
            self.effect = ("part", float(rest[0]))
        elif word == "dose-of":
            value, of = rest[0].split("/")
            self.effect = ("part", float(value) / float(of))
        elif word == "fraction-range":
            self.is_range = True
            self.effect = ("open", [(float(rest[0]), float(rest[1]))])
        elif word in ("choice", "ask"):
            options = []
            for item in rest:
                if item == "stop":
                    continue          # an option nobody answers with a fraction
                if ".." in item:
                    low, high = item.split("..")
                    options.append((float(low), float(high)))
                else:
                    options.append(float(item))
            self.effect = ("open", options)
        elif word == "reading":
            self.reading = rest[0]
            self.effect = None
        elif word == "decide":
            self.effect = ("decide",)
        elif word in ("stop", "avoid", "contraindicated"):
            self.effect = ("stop",)
        else:
            raise ValueError(line)


class Table:
    """axis: clearance, bilirubin or None.  unit: mL/min, mL/min/1.73m2, mg/dL, xULN.
    The rows of an axis run from the best to the worst."""

    def __init__(self, header, lines):
        self.id, self.drug, self.cohort, rest = header.split(None, 3)
        words = rest.split()
        self.axis = None if words[0] == "-" else words[0]
        self.unit = words[1] if self.axis else None
        self.equation = None
        self.regimens = []
        for word in words[2 if self.axis else 1:]:
            if word.startswith("equation="):
                self.equation = word[9:]
            elif word.startswith("applies="):
                self.regimens = word[8:].split(",")
        self.dialysis = {}
        self.rows = []
        for line in lines:
            name = line.split()[0]
            if name.startswith("dialysis:"):
                row = Row(line[len(name):], True)
                self.dialysis[name[9:]] = row
            else:
                row = Row(line, self.axis is None)
                self.rows.append(row)
        by_id = {row.id: row for row in self.rows + list(self.dialysis.values())}
        for row in by_id.values():
            if row.reading:
                row.effect = by_id[row.reading].effect

    @property
    def indexed(self):
        return self.unit == "mL/min/1.73m2"

    def find(self, value, factor=1.0, just_above=False):
        found = [row for row in self.rows if row.range.holds(value, factor, just_above)]
        assert len(found) == 1, (self.id, value, [row.id for row in found])
        return found[0]

    def row_for_dialysis(self, kind):
        return self.dialysis.get(kind) or self.rows[-1]


class Guidance:
    def __init__(self, identity, label_region, ages, regimens="", not_covered="",
                 stops=""):
        self.id = identity
        self.label_region = label_region or None     # only a drug label has one
        self.ages = Range(ages)
        self.regimens = regimens.split()
        self.not_covered = not_covered.split()
        self.stops = dict(pair.split("=") for pair in stops.split())
        self.tables = []

    def table(self, drug, cohort, regimen):
        for table in self.tables:
            if (table.drug == drug and table.cohort == cohort
                    and (not table.regimens or regimen in table.regimens)):
                return table
        return None

    def applies(self, age, regimen):
        return self.ages.holds(age) and (not self.regimens or regimen in self.regimens)

    def has_rows_for_children(self):
        return self.ages.low is None or self.ages.low < 18


US_CYCLOPHOSPHAMIDE = """
table cy-renal cyclophosphamide renal clearance mL/min
cr1  | from 25          | not-read
cr2h | above 24 below 25 | reading cr2
cr2  | from 10 to 24    | caution
cr3  | below 10         | stop
table cy-hepatic cyclophosphamide hepatic -
cy-hepatic-1 | not-read
"""
FLUDARABINE_LIVER_NOT_READ = """
table flu-hepatic fludarabine hepatic -
flu-hepatic-1 | not-read
"""
CYCLOPHOSPHAMIDE_NOT_READ = """
table cy-renal cyclophosphamide renal -
cy-renal-1 | not-read
table cy-hepatic cyclophosphamide hepatic -
cy-hepatic-1 | not-read
"""


def southampton_renal(group, regimens, top, cyclophosphamide_top, flu_worst, cy_worst):
    """The four protocol groups share their bands and differ at both ends."""
    g = group
    return f"""
table flu-renal-{g} fludarabine renal clearance mL/min applies={regimens}
fr1{g} | above 70          | {top}
fr2{g} | above 69 to 70    | ask 0.80 1
fr3{g} | from 50 to 69     | fraction 0.80
fr4{g} | above 49 below 50 | reading fr5{g}
fr5{g} | from 30 to 49     | fraction 0.60
fr6{g} | below 30          | {flu_worst}
table cy-renal-{g} cyclophosphamide renal clearance mL/min applies={regimens}
cr1{g} | above 50          | {cyclophosphamide_top}
cr2{g} | from 30 to 50     | fraction 0.75
cr3{g} | below 30          | {cy_worst}
"""


# CHOICE: fr6b, cr3b and cr3d of uk-uhs-car-t and cr2 of eu-smpc are `decide`
# (encoding sheet 6.3, V3), not the stop still printed in its section 3.
GUIDANCE_TEXT = {
    "us-label": """
table flu-renal fludarabine renal clearance mL/min equation=cockcroft_gault
fr1 | from 80           | full
fr2 | above 79 below 80 | reading fr3
fr3 | from 50 to 79     | dose-of 20/25
fr4 | above 49 below 50 | reading fr5
fr5 | from 30 to 49     | dose-of 15/25
fr6 | below 30          | contraindicated
""" + FLUDARABINE_LIVER_NOT_READ + US_CYCLOPHOSPHAMIDE,
    "us-label-older": """
table flu-renal fludarabine renal clearance mL/min/1.73m2
fr1 | above 70      | silent
fr2 | from 30 to 70 | fraction 0.80
fr3 | below 30      | contraindicated
""" + FLUDARABINE_LIVER_NOT_READ + US_CYCLOPHOSPHAMIDE,
    "eu-smpc": """
table flu-renal fludarabine renal clearance mL/min
fr1 | above 70      | silent
fr2 | from 30 to 70 | fraction-range 0.50 1.00
fr3 | below 30      | contraindicated
table flu-hepatic fludarabine hepatic -
fh1 | caution
table cy-renal cyclophosphamide renal clearance mL/min
cr1 | from 30       | not-read
cr2 | below 30      | decide
table cy-hepatic cyclophosphamide hepatic bilirubin mg/dL
ch1 | to 3              | silent
ch2 | above 3 below 3.1 | reading ch3
ch3 | from 3.1 to 5     | fraction 0.75
ch4 | above 5           | stop
""",
    "ch-fludara": """
table flu-renal fludarabine renal clearance mL/min
fr1 | above 70      | silent
fr2 | from 30 to 70 | fraction 0.50
fr3 | below 30      | stop
""" + FLUDARABINE_LIVER_NOT_READ + CYCLOPHOSPHAMIDE_NOT_READ,
    "ch-actavis-2016": """
table flu-renal fludarabine renal clearance mL/min
fr1 | above 70      | silent
fr2 | from 30 to 70 | fraction-range 0.50 1.00
fr3 | below 30      | contraindicated
""" + FLUDARABINE_LIVER_NOT_READ + CYCLOPHOSPHAMIDE_NOT_READ,
    "dana-farber": """
table flu-renal fludarabine renal clearance mL/min
fr1 | from 70           | full
fr2 | above 69 below 70 | reading fr3
fr3 | from 50 to 69     | full
fr4 | above 49 below 50 | reading fr5
fr5 | from 30 to 49     | fraction 0.60
fr6 | below 30          | stop
""" + FLUDARABINE_LIVER_NOT_READ + CYCLOPHOSPHAMIDE_NOT_READ,
    "vall-hebron": """
table flu-renal fludarabine renal clearance mL/min equation=cockcroft_gault
fr1 | above 60       | not-read
fr2 | above 45 to 60 | fraction 0.75
fr3 | from 30 to 45  | fraction 0.60
fr4 | below 30       | stop
""" + FLUDARABINE_LIVER_NOT_READ + CYCLOPHOSPHAMIDE_NOT_READ,
    "kinderformularium": """
table flu-renal fludarabine renal clearance mL/min/1.73m2
fr1 | above 50      | full
fr2 | from 30 to 50 | fraction 0.50
fr3 | below 30      | contraindicated
""" + FLUDARABINE_LIVER_NOT_READ + CYCLOPHOSPHAMIDE_NOT_READ,
    "uk-uhs-car-t":
        southampton_renal("a", "uk-yescarta,uk-tecartus-mcl", "silent", "silent",
                          "contraindicated", "avoid")
        + southampton_renal("b", "uk-breyanzi", "silent", "silent", "decide", "decide")
        + southampton_renal("c", "uk-kymriah-lbcl,uk-kymriah-fl,uk-tecartus-ball",
                            "full", "full", "contraindicated", "avoid")
        + southampton_renal("d", "uk-kymriah-ball", "silent", "silent",
                            "contraindicated", "decide")
        + """
table flu-hepatic fludarabine hepatic -
fh1 | full
table cy-hepatic cyclophosphamide hepatic -
ch1 | caution
""",
    "ie-nccp": """
table cy-renal cyclophosphamide renal clearance mL/min
cr1 | from 30           | full
cr2 | above 29 below 30 | reading cr3
cr3 | from 10 to 29     | fraction 0.75
cr4 | below 10          | avoid
dialysis:hd   cr5 | avoid
dialysis:pd   cr6 | reading cr4
dialysis:crrt cr7 | reading cr4
table cy-hepatic cyclophosphamide hepatic bilirubin xULN
ch1 | to 3    | not-read
ch2 | above 3 | avoid
""",
    "composed-example": """
table flu-renal fludarabine renal clearance mL/min equation=cockcroft_gault
fr1 | from 80           | full
fr2 | above 79 below 80 | choice 0.80 1 1 1
fr3 | above 70 to 79    | choice 0.80 1 1 1
fr4 | from 50 to 70     | choice 0.80 0.50..1.00 0.50..1.00 0.50
fr5 | above 49 below 50 | choice 0.60 0.50..1.00 0.50..1.00 0.50
fr6 | from 30 to 49     | choice 0.60 0.50..1.00 0.50..1.00 0.50
fr7 | below 30          | contraindicated
table flu-hepatic fludarabine hepatic -
fh1 | caution
table cy-renal cyclophosphamide renal clearance mL/min
cr1 | above 50          | full
cr2 | from 30 to 50     | choice 1 0.75
cr3 | above 29 below 30 | choice 0.75 stop
cr4 | above 24 to 29    | choice 0.75 stop
cr5 | from 10 to 24     | choice 0.75 stop 1
cr6 | below 10          | avoid
table cy-hepatic cyclophosphamide hepatic bilirubin mg/dL
ch1 | to 3              | silent
ch2 | above 3 below 3.1 | reading ch3
ch3 | from 3.1 to 5     | fraction 0.75
ch4 | above 5           | avoid
""",
}
GUIDANCES = {
    "us-label": Guidance("us-label", "US", "from 18", stops="pentostatin=fludarabine"),
    "us-label-older": Guidance("us-label-older", "US", "from 18",
                               stops="pentostatin=fludarabine"),
    "eu-smpc": Guidance("eu-smpc", "EU", "from 18"),
    "ch-fludara": Guidance("ch-fludara", "CH", "from 18"),
    "ch-actavis-2016": Guidance("ch-actavis-2016", "CH", "from 18"),
    "dana-farber": Guidance("dana-farber", "", "from 18", "us-abecma us-carvykti"),
    "vall-hebron": Guidance("vall-hebron", "", "from 18", "eu-yescarta eu-kymriah-lbcl"),
    "kinderformularium": Guidance("kinderformularium", "", "above 0.25 below 18"),
    "uk-uhs-car-t": Guidance("uk-uhs-car-t", "", "from 18",
                             "uk-yescarta uk-tecartus-mcl uk-tecartus-ball uk-breyanzi"
                             " uk-kymriah-lbcl uk-kymriah-fl uk-kymriah-ball"),
    "ie-nccp": Guidance("ie-nccp", "", "from 18", not_covered="fludarabine"),
    "composed-example": Guidance("composed-example", "", "from 18"),
}


def build_tables():
    for identity, text in GUIDANCE_TEXT.items():
        header, lines = None, []
        for line in text.strip().splitlines() + ["table end"]:
            if not line.strip():
                continue
            if line.startswith("table "):
                if header:
                    GUIDANCES[identity].tables.append(Table(header, lines))
                header, lines = line[6:], []
            else:
                lines.append(line)


build_tables()
REGIMENS = {regimen.id: regimen
            for regimen in (Regimen(line) for line in REGIMENS_TEXT.strip().splitlines())}
DRUGS = ("fludarabine", "cyclophosphamide")

# -------------------------------------------------- stops of general-findings
# condition: {drug: "stop" or "decide"}; the cautions change no status.
STOPS = {
    "pentostatin": {"fludarabine": "stop"},
    "haemolysis": {"fludarabine": "stop"},
    "haemolysis_on_fludarabine": {"fludarabine": "stop"},
    "outflow_obstruction": {"cyclophosphamide": "stop"},
    "urinary_infection": {"cyclophosphamide": "stop"},
    "cystitis_grade_4": {"cyclophosphamide": "stop"},
    "active_infection": {"fludarabine": "stop", "cyclophosphamide": "stop"},
    "breast_feeding": {"fludarabine": "stop", "cyclophosphamide": "stop"},
    "porphyria": {"cyclophosphamide": "stop"},
    "pregnancy": {"fludarabine": "decide", "cyclophosphamide": "decide"},
}

# --------------------------------------------------------------- formularies
FORMULARIES = ("as-published", "adult-oncology", "uk-nhs-bands")
FLUDARABINE_MAXIMUM_PER_M2 = 96.0
NORMAL_MAXIMUM = 1.10
PERMITTED_DEVIATION_PERCENT = 5.0
STEPS = {"fludarabine": (20.0, 0.5, 1.0), "cyclophosphamide": (250.0, 5.0, 10.0)}
BANDS_TEXT = """
5.00 5.2  5.40 5.6  5.80 6  6.38 6.8  7.18 7.6  7.98 8.4  8.80 9.2  9.78 10.4
10.98 11.6  12.18 12.8  13.58 14.4  15.18 16  16.98 18  18.98 20  20.98 22  22.98 24
24.98 26  26.98 28  28.98 30  30.98 32  32.98 34  34.98 36  37.94 40  41.96 44
45.96 48  49.96 52  53.96 56  57.96 60  61.96 64  65.96 68  69.98 72  75.90 80
83.90 88  91.92 96  101.82 108  113.84 120  125.86 132  139.78 148  155.80 164
171.82 180  189.74 200  209.76 220  229.78 240  249.80 260  269.82 280  289.82 300
309.84 320  339.42 360  379.48 400  419.52 440  459.56 480  509.12 540  569.20 600
629.28 660  689.34 720  758.94 800  848.52 900  948.68 1000  1058.30 1120
1187.94 1260  1328.16 1400  1487.28 1580  1677.02 1780  1886.80 2000  2126.02 2260
2405.32 2560  2724.70 2900  3084.16 3280  3483.68 3700  3932.68 4180  4441.80 4720
5020.44 5340  5660.38 6000
"""
_NUMBERS = [float(number) for number in BANDS_TEXT.split()]
BANDS = list(zip(_NUMBERS[::2], _NUMBERS[1::2]))
BANDS_END = 6368.68
assert len(BANDS) == 73


def round_to_step(value, step):
    """Nearest multiple of the step, halves up (doses are positive)."""
    whole = math.floor(value / step)
    if compare(value, (whole + 0.5) * step) >= 0:
        whole += 1
    return round(whole * step, 10)


def round_by_steps(drug, value):
    tier, fine, coarse = STEPS[drug]
    step = coarse if compare(value, tier) >= 0 else fine
    given = round_to_step(value, step)
    if compare(abs(given - value) / value * 100.0, PERMITTED_DEVIATION_PERCENT) > 0:
        given = round_to_step(value, step / 10.0)
    return given


def band_of(value):
    """The band's mg, or None outside the table.  A limit belongs to its band."""
    if compare(value, BANDS[0][0]) < 0 or compare(value, BANDS_END) >= 0:
        return None
    given = None
    for limit, dose in BANDS:
        if compare(value, limit) >= 0:
            given = dose
    return given


# ------------------------------------------------------------- case columns
CASE_COLUMNS = """
case_id regimen guidance formulary as_of infusion_date ld_start_date
sex age_years birth_date height_cm weight_kg weight_date previous_weight_kg dry_weight_kg
creatinine_mg_dl creatinine_umol_l creatinine_date
creatinine_earlier_mg_dl creatinine_earlier_umol_l creatinine_earlier_date
cystatin_c_mg_l gfr_measured_ml_min dialysis
bilirubin_mg_dl bilirubin_umol_l bilirubin_direct_mg_dl bilirubin_direct_umol_l
bilirubin_uln_mg_dl bilirubin_uln_umol_l ast_u_l ast_uln_u_l alt_u_l alt_uln_u_l
albumin_g_l inr cirrhosis ascites encephalopathy gilbert
wbc_10e9_l anc_10e9_l platelets_10e9_l
conditions conditions_absent confirm
estimator clearance_weight bsa_formula bsa_cap_m2 dosing_weight_kg
fludarabine_fraction cyclophosphamide_fraction combine
fludarabine_product cyclophosphamide_product accept_unverified
ordered_fludarabine_mg_per_day ordered_cyclophosphamide_mg_per_day
override_reason decided_by prescriber
""".split()
CONDITIONS = """
pentostatin haemolysis haemolysis_on_fludarabine outflow_obstruction urinary_infection
cystitis_grade_4 active_infection active_gvhd breast_feeding pregnancy porphyria amputation
fluid emaciated muscle_disease product_not_on_site
""".split()
VOCABULARY = {
    "sex": {"F", "M"}, "dialysis": {"none", "hd", "pd", "crrt"},
    "cirrhosis": {"yes", "no"}, "ascites": {"none", "mild", "moderate"},
    "encephalopathy": set("01234"), "gilbert": {"yes", "no"},
    "estimator": ESTIMATORS, "bsa_formula": set(BSA),
    "clearance_weight": {"actual", "ideal", "adjusted25", "adjusted40", "lean", "dry"},
    "combine": {"lowest", "product"}, "accept_unverified": {"yes"},
    "formulary": set(FORMULARIES),
    "fludarabine_product": {"flu-eu-concentrate", "flu-eu-powder", "flu-us"},
    "cyclophosphamide_product": {"cy-uk-sandoz", "cy-us-powder", "cy-de-baxter",
                                 "cy-us-solution", "cy-de-beta"},
}
NUMBERS = [name for name in CASE_COLUMNS
           if re.search(r"_(years|cm|kg|mg_dl|umol_l|mg_l|ml_min|u_l|g_l|10e9_l|m2|fraction"
                        r"|per_day)$", name) or name == "inr"]
DATES = [name for name in CASE_COLUMNS if name.endswith("_date") or name == "as_of"]
PAIRS = [("creatinine_mg_dl", "creatinine_umol_l"),
         ("creatinine_earlier_mg_dl", "creatinine_earlier_umol_l"),
         ("bilirubin_mg_dl", "bilirubin_umol_l"),
         ("bilirubin_direct_mg_dl", "bilirubin_direct_umol_l"),
         ("bilirubin_uln_mg_dl", "bilirubin_uln_umol_l"),
         ("age_years", "birth_date")]
ZERO_ALLOWED = {"age_years", "bilirubin_mg_dl", "bilirubin_umol_l", "bilirubin_direct_mg_dl",
                "bilirubin_direct_umol_l", "wbc_10e9_l", "anc_10e9_l", "platelets_10e9_l",
                "ast_u_l", "alt_u_l"}


class Refused(Exception):
    def __init__(self, errors):
        super().__init__(" ".join(errors))
        self.errors = errors


def age_on(birth, day):
    """Completed years; below 2 years completed months / 12."""
    months = (day.year - birth.year) * 12 + day.month - birth.month
    if day.day < birth.day:
        months -= 1
    return months / 12.0 if months < 24 else float(months // 12)


class Patient:
    """One validated case.  Absent values are None."""

    def __init__(self, cells, guidances, regimens):
        errors = []
        value = {}
        bound = False
        for name, text in cells.items():
            if text == "" or name.startswith("x_"):
                continue
            if name in NUMBERS:
                number = text
                if name in ("creatinine_mg_dl", "creatinine_umol_l") and text[0] == "<":
                    number, bound = text[1:], True
                if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", number):
                    errors.append("malformed:" + name)
                    continue
                value[name] = float(number)
            elif name in DATES:
                try:
                    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                        raise ValueError
                    value[name] = datetime.date.fromisoformat(text)
                except ValueError:
                    errors.append("malformed:" + name)
            elif name in ("conditions", "conditions_absent", "confirm"):
                known = (set(CASE_COLUMNS) | {"bsa-under-10-kg"} if name == "confirm"
                         else set(CONDITIONS))
                value[name] = text.split(" ")
                if not set(value[name]) <= known:
                    errors.append("malformed:" + name)
            elif name in VOCABULARY:
                if text not in VOCABULARY[name]:
                    errors.append("malformed:" + name)
                value[name] = text
            else:
                value[name] = text
        get = value.get
        for name in ("regimen", "guidance"):
            if get(name) is None:
                errors.append("missing:" + name)
        if get("regimen") and value["regimen"] not in regimens:
            errors.append("unknown:regimen")
        if get("guidance"):
            value["guidance"] = value["guidance"].split("@")[0]
            if value["guidance"] not in guidances:
                errors.append("unknown:guidance")
        for one, other in PAIRS:
            if cells.get(one, "") != "" and cells.get(other, "") != "":
                errors.append("both-given:" + other)
        for name in ("sex", "height_cm", "weight_kg"):
            if cells.get(name, "") == "":
                errors.append("missing:" + name)
        if cells.get("age_years", "") == "" and cells.get("birth_date", "") == "":
            errors.append("missing:age_years")
        for name in NUMBERS:
            number = get(name)
            if number is not None and (number < 0 or (number == 0
                                                      and name not in ZERO_ALLOWED)):
                errors.append("out-of-range:" + name)
        if get("birth_date"):
            if cells.get("as_of", "") == "":
                errors.append("missing:as_of")
            elif get("as_of"):
                if value["birth_date"] > value["as_of"]:
                    errors.append("out-of-range:birth_date")
                elif "age_years" not in value:
                    value["age_years"] = age_on(value["birth_date"], value["as_of"])
        if cells.get("override_reason", "") != "":
            for name in ("decided_by", "prescriber"):
                if cells.get(name, "") == "":
                    errors.append("missing:" + name)
        # CHOICE: a code in both lists contradicts itself and is refused.
        if set(get("conditions", [])) & set(get("conditions_absent", [])):
            errors.append("contradiction:conditions")

        limits = [("age_years", None, 130), ("height_cm", 20, 275), ("weight_kg", 0.5, 650),
                  ("dosing_weight_kg", 0.5, 650), ("dry_weight_kg", 0.5, 650),
                  ("previous_weight_kg", 0.5, 650),
                  ("creatinine_mg_dl", None, 50), ("creatinine_umol_l", None, 4400),
                  ("creatinine_earlier_mg_dl", None, 50),
                  ("creatinine_earlier_umol_l", None, 4400),
                  ("bilirubin_mg_dl", None, 80), ("bilirubin_umol_l", None, 1400)]
        for name, low, high in limits:
            number = get(name)
            if number is None:
                continue
            if (low is not None and compare(number, low) < 0) or compare(number, high) > 0:
                errors.append("out-of-range:" + name)

        confirmed = set(get("confirm", []))
        asks = []

        def ask(test, *names):
            if test and not confirmed & set(names):
                asks.append("confirm:" + names[0])

        age, height, weight = get("age_years"), get("height_cm"), get("weight_kg")
        if age is not None:
            ask(compare(age, 110) > 0, "age_years")
        if height is not None:
            ask(compare(height, 40) < 0 or compare(height, 230) > 0, "height_cm")
        if weight is not None:
            ask(compare(weight, 250) > 0, "weight_kg")
        if height and weight and height > 0 and weight > 0:
            index = bmi_of(height, weight)
            ask(compare(index, 10) < 0 or compare(index, 80) > 0, "height_cm", "weight_kg")
            if age is not None and compare(age, 2) >= 0:
                ask(compare(height, weight) < 0, "height_cm", "weight_kg")
        dry = get("dry_weight_kg")
        if dry is not None and weight is not None:
            ask(compare(dry, weight) > 0, "dry_weight_kg", "weight_kg")
        on_dialysis = get("dialysis") in ("hd", "pd", "crrt")
        if get("creatinine_mg_dl") is not None:
            ask(compare(value["creatinine_mg_dl"], 20) > 0 and not on_dialysis,
                "creatinine_mg_dl")
        if get("creatinine_umol_l") is not None and age is not None:
            ask(compare(value["creatinine_umol_l"], 10) < 0 and compare(age, 2) >= 0,
                "creatinine_umol_l")
        if get("bilirubin_mg_dl") is not None:
            ask(compare(value["bilirubin_mg_dl"], 50) > 0, "bilirubin_mg_dl")
        if get("bilirubin_umol_l") is not None:
            ask(compare(value["bilirubin_umol_l"], 1) < 0, "bilirubin_umol_l")
        if errors or asks:
            raise Refused(errors + asks)

        def paired(stem, factor):
            if get(stem + "_mg_dl") is not None:
                return value[stem + "_mg_dl"]
            if get(stem + "_umol_l") is not None:
                return value[stem + "_umol_l"] / factor
            return None

        self.value = value
        self.regimen = regimens[value["regimen"]]
        self.guidance = guidances[value["guidance"]]
        self.formulary = get("formulary", "as-published")
        self.sex, self.age, self.height, self.weight = value["sex"], age, height, weight
        self.adult = compare(age, 18) >= 0
        self.bmi = bmi_of(height, weight)
        self.creatinine = paired("creatinine", CREATININE_UMOL)
        self.creatinine_is_bound = bound
        self.earlier = paired("creatinine_earlier", CREATININE_UMOL)
        self.cystatin = get("cystatin_c_mg_l")
        self.measured = get("gfr_measured_ml_min")
        self.dialysis = value["dialysis"] if on_dialysis else None
        self.bilirubin = paired("bilirubin", BILIRUBIN_UMOL)
        self.bilirubin_umol = (value["bilirubin_umol_l"] if get("bilirubin_umol_l") is not None
                               else None if self.bilirubin is None
                               else self.bilirubin * BILIRUBIN_UMOL)
        self.bilirubin_uln = paired("bilirubin_uln", BILIRUBIN_UMOL)
        self.gilbert = get("gilbert") == "yes"
        self.conditions = set(get("conditions", []))
        self.ascites = get("ascites", "none")
        self.confirmed = confirmed
        self.bsa_formula = BSA[get("bsa_formula", "bsa_mosteller")]
        # CHOICE: the conversion of a clearance uses the body-surface formula in use.
        self.bsa_measured = self.bsa_formula(height, weight)
        self.dosing_weight = get("dosing_weight_kg", weight)
        self.bsa_dosing = self.bsa_formula(height, self.dosing_weight)
        if get("bsa_cap_m2") is not None:
            self.bsa_dosing = min(self.bsa_dosing, value["bsa_cap_m2"])
        self.override = get("override_reason") is not None
        self.fraction = {drug: get(drug + "_fraction") for drug in DRUGS}

    def get(self, name):
        return self.value.get(name)

    def weight_named(self, name):
        """A weight variant, or None when it is missing or undefined."""
        if name == "actual":
            return self.weight
        if name == "dry":
            return self.get("dry_weight_kg")
        if name == "ideal":
            return ideal_weight(self.sex, self.height)
        if name == "adjusted25":
            return adjusted_weight(self.sex, self.height, self.weight, 0.25)
        if name == "adjusted40":
            return adjusted_weight(self.sex, self.height, self.weight, 0.40)
        return lean_weight(self.sex, self.height, self.weight)

    def policy_weight(self):
        """The weight of the site policy's first matching row that is defined."""
        if self.formulary != "adult-oncology":
            return self.weight
        ideal = ideal_weight(self.sex, self.height)
        rows = [
            ("fluid" in self.conditions or self.ascites != "none", "dry"),
            ("emaciated" in self.conditions, "actual"),
            (compare(self.bmi, 30) >= 0, "adjusted40"),
            (compare(self.bmi, 30) >= 0 and compare(self.height, IDEAL_FROM_CM) < 0, "lean"),
            (ideal is not None and compare(self.weight, 1.3 * ideal) > 0, "adjusted40"),
            (True, "actual"),
        ]
        for matches, name in rows:
            if matches and self.weight_named(name) is not None:
                return self.weight_named(name)
        raise AssertionError

    def creatinine_is_unstable(self):
        """A rise that makes every estimate invalid.  CHOICE: when a date is
        missing the interval is unknown and the shortest is assumed."""
        if self.creatinine is None or self.earlier is None:
            return False
        now, then = self.get("creatinine_date"), self.get("creatinine_earlier_date")
        days = 0 if now is None or then is None else (now - then).days
        rise = self.creatinine - self.earlier
        return ((days <= 2 and compare(rise, 0.3) >= 0)
                or (days <= 7 and compare(self.creatinine, 1.5 * self.earlier) >= 0)
                or (days <= 1 and compare(rise * CREATININE_UMOL, 20) > 0))


# ---------------------------------------------------- which clearance counts
class Clearance:
    """kind: value, dialysis, missing, invalid (unstable creatinine) or none (no
    estimate applies).  A bound stands for every value above the one held."""

    def __init__(self, kind, value=None, indexed=False, estimator="", bound=False):
        self.kind, self.value, self.indexed = kind, value, indexed
        self.estimator, self.bound = estimator, bound

    def in_metric(self, patient, indexed):
        if self.indexed == indexed:
            return self.value
        if indexed:
            return self.value * 1.73 / patient.bsa_measured
        return self.value * patient.bsa_measured / 1.73


def clearance_in_use(patient, equation):
    """rules.md 2.3: dialysis, measured, the case's estimator, the equation the
    table names, the site policy."""
    p = patient
    if p.dialysis:
        return Clearance("dialysis")
    if p.measured is not None:
        return Clearance("value", p.measured, False, "measured")
    chosen = p.get("estimator")
    if chosen is None:
        if not p.adult:
            chosen = "schwartz_bedside_2009"
        else:
            chosen = equation or "cockcroft_gault"
    # CHOICE: an estimator outside its population is not replaced silently: no
    # estimate, hence a decision.  A missing value it needs is missing data.
    if chosen == "cockcroft_gault":
        if not p.adult:
            return Clearance("none")
        if p.creatinine is None:
            return Clearance("missing")
        if p.get("clearance_weight") is None:
            weight = p.policy_weight()
        else:
            weight = p.weight_named(p.get("clearance_weight"))
            if weight is None:
                # CHOICE: a dry weight that is not given is missing data; an
                # undefined ideal or adjusted weight leaves no estimate.
                return Clearance("missing" if p.get("clearance_weight") == "dry" else "none")
        if p.creatinine_is_unstable():
            return Clearance("invalid")
        return Clearance("value", cockcroft_gault(p.sex, p.age, weight, p.creatinine), False,
                         chosen, p.creatinine_is_bound)
    needs_creatinine, needs_cystatin, low, high, owned, value = INDEXED_ESTIMATORS[chosen]
    too_old = compare(p.age, high) > 0 or (compare(p.age, high) == 0 and not owned)
    if compare(p.age, low) < 0 or too_old:
        return Clearance("none")
    if ((needs_creatinine and p.creatinine is None)
            or (needs_cystatin and p.cystatin is None)):
        return Clearance("missing")
    if p.creatinine_is_unstable():
        return Clearance("invalid")
    return Clearance("value", value(p), True, chosen,
                     needs_creatinine and p.creatinine_is_bound)


# -------------------------------------------------------------- evaluating
ORDER = ["final", "decision", "incomplete", "contraindicated"]


class Met:
    """What the tables of one document say to one patient about one drug."""

    def __init__(self):
        self.problems = []         # words of ORDER above final
        self.open = []             # lists of options still to be answered
        self.ranges = []           # (low, high) of fraction-range rows
        self.parts = []            # parts of rows that leave no choice
        self.reading = False       # a reading fills the value in use
        self.renal_effect = None
        self.renal_table = None

    def take(self, row):
        kind = row.effect[0]
        if kind == "stop":
            self.problems.append("contraindicated")
        elif kind == "decide":
            self.problems.append("decision")
        elif kind == "open":
            self.open.append(row.effect[1])
            if row.is_range:
                self.ranges.append(row.effect[1][0])
        else:
            self.parts.append(row.effect[1])


def meet(patient, guidance, drug):
    """Rows of the guidance's kidney and liver tables for this patient."""
    p, met = patient, Met()
    if not p.adult and not guidance.has_rows_for_children():
        met.problems.append("decision")
        return met
    if drug in guidance.not_covered:
        met.problems.append("decision")
    else:
        table = guidance.table(drug, "renal", p.regimen.id)
        met.renal_table = table
        if table is None:
            # CHOICE: no table of the document is tied to this regimen: as not covered.
            met.problems.append("decision")
        elif table.axis is None:
            met.take(table.rows[0])
        else:
            clearance = clearance_in_use(p, table.equation)
            if clearance.kind == "dialysis":
                row = table.row_for_dialysis(p.dialysis)
                met.take(row)
            elif clearance.kind == "missing":
                met.problems.append("incomplete")
            elif clearance.kind != "value":
                met.problems.append("decision")
            else:
                value = clearance.in_metric(p, table.indexed)
                row = table.find(value, just_above=clearance.bound)
                met.renal_effect = row.effect
                # CHOICE: "the same row" is taken by row, not by outcome.
                if clearance.bound and row is not table.rows[0]:
                    met.problems.append("decision")
                else:
                    met.take(row)
                    met.reading |= row.reading is not None
    if drug in guidance.not_covered:
        return met
    table = guidance.table(drug, "hepatic", p.regimen.id)
    if table is None or table.axis is None:
        if table is not None:
            met.take(table.rows[0])
        return met
    factor = p.bilirubin_uln if table.unit == "xULN" else 1.0
    if p.bilirubin is None or factor is None:
        met.problems.append("incomplete")
        return met
    row = table.find(p.bilirubin, factor)
    met.reading |= row.reading is not None
    if p.gilbert and row is not table.rows[0]:
        # CHOICE: exactly two answers, the row's own part and the best row's.
        options = [table.rows[0].effect[1]]
        if row.effect[0] == "part":
            options.append(row.effect[1])
        met.open.append(options)
    else:
        met.take(row)
    return met


def allowed(answer, options):
    for option in options:
        if isinstance(option, tuple):
            if compare(answer, option[0]) >= 0 and compare(answer, option[1]) < 0:
                return True
        elif compare(answer, option) == 0:
            return True
    return False


class DrugPlan:
    def __init__(self):
        self.status = "final"
        self.fraction = None
        self.calculated = None
        self.given = None
        self.total = None
        self.range_ends = None
        self.over_limit = False


def base_of(patient, drug):
    """(base dose in mg a day, size of the measured patient that it refers to)."""
    regimen = patient.regimen
    if regimen.per_kg[drug]:
        return regimen.amount[drug] * patient.dosing_weight, patient.weight
    return regimen.amount[drug] * patient.bsa_dosing, patient.bsa_measured


def refuse_absolute_maximum(drug, regimen, milligrams, measured_size):
    if (drug == "fludarabine" and not regimen.per_kg[drug]
            and compare(milligrams / measured_size, FLUDARABINE_MAXIMUM_PER_M2) >= 0):
        raise Refused(["absolute-maximum:fludarabine"])


def plan_drug(patient, drug, met):
    """Steps 6 to 9 for one drug.  Raises Refused."""
    p, regimen, plan = patient, patient.regimen, DrugPlan()
    problems = list(met.problems)
    for condition in p.conditions:
        if STOPS.get(condition, {}).get(drug) == "stop":
            problems.append("contraindicated")
        elif STOPS.get(condition, {}).get(drug) == "decide":
            # CHOICE: a fraction answers a row about the dose, never pregnancy.
            problems.append("decision")
        if p.guidance.stops.get(condition) == drug:
            problems.append("contraindicated")
    if regimen.unverified and p.get("accept_unverified") != "yes":
        problems.append("decision")
    if compare(p.weight, 10) < 0 and "bsa-under-10-kg" not in p.confirmed:
        problems.append("decision")
    if (regimen.per_kg[drug] and compare(p.bmi, 30) >= 0
            and p.get("dosing_weight_kg") is None):
        problems.append("decision")

    answer = p.fraction[drug]
    parts = list(met.parts)
    unanswered = False
    for options in met.open:
        if answer is not None and allowed(answer, options):
            parts.append(answer)
        else:
            unanswered = True
            problems.append("decision")
    reduced = [part for part in parts if compare(part, 1) != 0]
    fraction = 1.0
    if len(reduced) == 1:
        fraction = reduced[0]
    elif len(reduced) > 1:
        how = p.get("combine")
        if how == "lowest":
            fraction = min(reduced)
        elif how == "product":
            fraction = math.prod(reduced)
        else:
            problems.append("decision")
    # CHOICE: a fraction that differs from what the rules fix needs an override.
    if not met.open and answer is not None and compare(answer, fraction) != 0:
        problems.append("decision")

    base, measured_size = base_of(p, drug)
    # CHOICE: the ends are told only where the range is all that is left to decide,
    # so that an unaccepted regimen shows no dose at all.
    if met.ranges and unanswered and problems == ["decision"]:
        plan.range_ends = (met.ranges[0][0] * base, met.ranges[0][1] * base)

    # CHOICE: the regimen's own amount and the absolute maximum are told per
    # m2 (kg) of the measured patient, so that a wrong dosing weight is caught.
    own = regimen.amount[drug] * measured_size
    if not problems:
        refuse_absolute_maximum(drug, regimen, fraction * base, measured_size)
        if compare(fraction * base, NORMAL_MAXIMUM * own) > 0:
            problems.append("decision")
    plan.fraction = fraction
    banded = drug == "cyclophosphamide" and p.formulary == "uk-nhs-bands"
    if not problems and banded and band_of(fraction * base) is None:
        problems.append("decision")
    plan.status = max(problems, key=ORDER.index) if problems else "final"
    if plan.status != "final" and p.override:
        if answer is None:
            raise Refused([f"missing:{drug}_fraction"])
        plan.status, plan.fraction = "final", answer
    if plan.status != "final":
        return plan
    plan.calculated = plan.fraction * base
    plan.over_limit = compare(plan.calculated, NORMAL_MAXIMUM * own) > 0
    refuse_absolute_maximum(drug, regimen, plan.calculated, measured_size)
    if banded:
        plan.given = band_of(plan.calculated)
        if plan.given is None:
            # CHOICE: overridden outside the bands, the calculated dose stands.
            plan.given = plan.calculated
    else:
        plan.given = round_by_steps(drug, plan.calculated)
    plan.total = plan.given * regimen.days[drug]
    return plan


# --------------------------------------------------------- acknowledgements
CODES = """contraindicated-elsewhere clearance-disagrees outside-gate outside-population
jurisdiction-mixed creatinine-old creatinine-unreliable weight-fluid rule-hole both-organs
unverified over-limit""".split()


def stops_elsewhere(patient, guidances):
    for guidance in guidances.values():
        if guidance is patient.guidance:
            continue
        if not guidance.applies(patient.age, patient.regimen.id):
            continue
        for drug in DRUGS:
            if any(guidance.stops.get(code) == drug for code in patient.conditions):
                return True
            if "contraindicated" in meet(patient, guidance, drug).problems:
                return True
    return False


def other_clearances(patient):
    """Values set against the one in use, as (value, indexed, bound)."""
    p, found = patient, []
    if not p.adult:
        return found
    if p.measured is not None:
        found.append((p.measured, False, False))
    # CHOICE: an unstable creatinine makes these estimates invalid too.
    if p.creatinine is None or p.creatinine_is_unstable():
        return found
    bound = p.creatinine_is_bound
    found.append((ckd_epi_2021_cr(p.sex, p.age, p.creatinine), True, bound))
    if p.cystatin is not None:
        found.append((ckd_epi_2021_cr_cys(p.sex, p.age, p.creatinine, p.cystatin), True,
                      bound))
    if compare(p.bmi, 30) >= 0:
        adjusted = p.weight_named("adjusted40")
        if adjusted is None:
            adjusted = p.weight_named("lean")
        for weight in (p.weight, adjusted):
            found.append((cockcroft_gault(p.sex, p.age, weight, p.creatinine), False, bound))
    return found


def clearance_disagrees(patient, mets):
    """Whether another clearance lies in a row that would change a dose (R42)."""
    for met in mets.values():
        if met.renal_effect is None:
            continue
        table = met.renal_table
        for value, indexed, bound in other_clearances(patient):
            other = Clearance("value", value, indexed).in_metric(patient, table.indexed)
            if table.find(other, just_above=bound).effect != met.renal_effect:
                return True
    return False


def first_day_of_lymphodepletion(patient):
    """CHOICE: a start date wins; day numbers count back from an infusion on Day 0.
    With an infusion on Day 1 it is not said whether there is a Day 0: no day is made."""
    if patient.get("ld_start_date"):
        return patient.get("ld_start_date")
    regimen, infusion = patient.regimen, patient.get("infusion_date")
    if infusion and regimen.first_day is not None and regimen.infusion_day == 0:
        return infusion - datetime.timedelta(days=regimen.infusion_day - regimen.first_day)
    return None


def acknowledgements(patient, mets, plans, clearance, guidances):
    p, codes = patient, set()
    absolute = None
    if clearance.kind == "value" and p.adult:
        absolute = clearance.in_metric(p, False)       # gates compare mL/min, adults only
    high_bilirubin = (p.bilirubin_umol is not None and compare(p.bilirubin_umol, 34) >= 0
                      and not p.gilbert)
    if stops_elsewhere(p, guidances):
        codes.add("contraindicated-elsewhere")
    if clearance_disagrees(p, mets):
        codes.add("clearance-disagrees")
    gate = high_bilirubin or "active_infection" in p.conditions
    for enzyme in ("ast", "alt"):
        value, limit = p.get(enzyme + "_u_l"), p.get(enzyme + "_uln_u_l")
        if value is not None and limit is not None:
            gate |= compare(value, 5 * limit) >= 0
    if absolute is not None:
        side = compare(absolute, 30)
        gate |= side < 0 or (side == 0 and not clearance.bound)
    if gate:
        codes.add("outside-gate")
    # CHOICE: "outside the document's applies" is by age or by regimen.
    if (not p.regimen.ages.holds(p.age)
            or not p.guidance.applies(p.age, p.regimen.id)):
        codes.add("outside-population")
    if p.guidance.label_region and p.guidance.label_region != p.regimen.region:
        codes.add("jurisdiction-mixed")
    # CHOICE: these two speak of a creatinine that is in use: not with dialysis
    # or a measured value, and not old when the estimator takes cystatin alone.
    in_use = p.creatinine is not None and not p.dialysis and p.measured is None
    by_cystatin_alone = (p.get("estimator") in INDEXED_ESTIMATORS
                         and not INDEXED_ESTIMATORS[p.get("estimator")][0])
    day = first_day_of_lymphodepletion(p) or p.get("as_of")
    if in_use and not by_cystatin_alone and day and p.get("creatinine_date"):
        # CHOICE: no column gives a limit of creatinine, so only clearance counts.
        impaired = absolute is not None and compare(absolute, 60) < 0
        if (day - p.get("creatinine_date")).days > (1 if impaired else 7):
            codes.add("creatinine-old")
    little_muscle = (p.conditions & {"amputation", "emaciated", "muscle_disease"}
                     or (p.adult and compare(p.bmi, 16) < 0)
                     or p.get("cirrhosis") == "yes")
    if little_muscle and in_use and p.cystatin is None:
        codes.add("creatinine-unreliable")
    if "fluid" in p.conditions or p.ascites == "moderate":
        codes.add("weight-fluid")
    if any(met.reading for met in mets.values()):
        codes.add("rule-hole")
    if absolute is not None and compare(absolute, 60) < 0 and high_bilirubin:
        codes.add("both-organs")
    if p.regimen.unverified:
        codes.add("unverified")
    if any(plan.over_limit for plan in plans.values()):
        codes.add("over-limit")
    return [code for code in CODES if code in codes]


# ------------------------------------------------------------------ output
DOSE_COLUMNS = """fraction_applied mg_per_day_calculated mg_per_day mg_total low_mg
high_mg""".split()
OUTPUT_COLUMNS = (["case_id", "regimen", "guidance", "status", "release", "clearance_value",
                   "clearance_unit", "clearance_estimator", "crcl_ml_min", "bsa_m2"]
                  + [f"{drug}_{name}" for drug in DRUGS for name in DOSE_COLUMNS]
                  + ["acknowledge", "error"])


def number(value):
    return "" if value is None else format(value, ".15g")


def plan_case(cells, guidances=None, regimens=None):
    """One case (dict of texts) to one row of output (dict of texts)."""
    guidances = GUIDANCES if guidances is None else guidances
    regimens = REGIMENS if regimens is None else regimens
    out = dict.fromkeys(OUTPUT_COLUMNS, "")
    for name in ("case_id", "regimen", "guidance"):
        out[name] = cells.get(name, "")
    try:
        p = Patient(cells, guidances, regimens)
        mets = {drug: meet(p, p.guidance, drug) for drug in DRUGS}
        plans = {drug: plan_drug(p, drug, mets[drug]) for drug in DRUGS}
    except Refused as refusal:
        out["error"] = " ".join(refusal.errors)
        return out
    status = max((plan.status for plan in plans.values()), key=ORDER.index)
    out["status"] = status
    table = next((mets[drug].renal_table for drug in DRUGS
                  if mets[drug].renal_table and mets[drug].renal_table.axis), None)
    clearance = clearance_in_use(p, table.equation if table else None)
    if table and clearance.kind == "value":          # only what was compared
        out["clearance_value"] = number(clearance.in_metric(p, table.indexed))
        out["clearance_unit"] = table.unit
        out["clearance_estimator"] = clearance.estimator
    if p.adult and p.creatinine is not None and not p.dialysis:
        weight = (p.policy_weight() if p.get("clearance_weight") is None
                  else p.weight_named(p.get("clearance_weight")))
        if weight is not None:
            out["crcl_ml_min"] = number(cockcroft_gault(p.sex, p.age, weight, p.creatinine))
    out["bsa_m2"] = number(p.bsa_dosing)
    if status == "final":
        for drug, plan in plans.items():
            out[drug + "_fraction_applied"] = number(plan.fraction)
            out[drug + "_mg_per_day_calculated"] = number(plan.calculated)
            out[drug + "_mg_per_day"] = number(plan.given)
            out[drug + "_mg_total"] = number(plan.total)
        codes = acknowledgements(p, mets, plans, clearance, guidances)
        out["acknowledge"] = " ".join(codes)
        out["release"] = "acknowledge" if codes else "clear"
    else:
        out["release"] = "blocked"
        # CHOICE: the ends stand only inside the choices of a decision, and only
        # for a range; a choice between sources leaves both columns empty.
        for drug, plan in plans.items():
            if status == "decision" and plan.range_ends:
                out[drug + "_low_mg"] = number(plan.range_ends[0])
                out[drug + "_high_mg"] = number(plan.range_ends[1])
    return out


def selected(everything, listed, what):
    if listed is None:
        return everything
    names = [name for name in listed.split(",") if name]
    for name in names:
        if name not in everything:
            sys.exit(f"unknown {what}: {name}")
    return {name: everything[name] for name in names}


def main():
    parser = argparse.ArgumentParser(description="Independent oracle for whole plans.")
    parser.add_argument("cases", nargs="?", default="-", help="case CSV, default standard input")
    parser.add_argument("-o", "--output", default="-", help="default standard output")
    parser.add_argument("--documents", help="guidance ids that ship, separated by commas")
    parser.add_argument("--regimens", help="regimen ids that ship, separated by commas")
    options = parser.parse_args()
    guidances = selected(GUIDANCES, options.documents, "guidance")
    regimens = selected(REGIMENS, options.regimens, "regimen")
    source = (sys.stdin if options.cases == "-"
              else open(options.cases, newline="", encoding="utf-8-sig"))
    target = (sys.stdout if options.output == "-"
              else open(options.output, "w", newline="", encoding="utf-8"))
    with source, target:
        rows = csv.reader(source)
        header = next(rows, None)
        if header is None:
            sys.exit("no header")
        for name in header:
            if not name.startswith("x_") and name not in CASE_COLUMNS:
                sys.exit(f"unknown column: {name}")
        if len(set(header)) != len(header):
            sys.exit("repeated column")
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(OUTPUT_COLUMNS)
        for fields in rows:
            if len(fields) != len(header):
                out = dict.fromkeys(OUTPUT_COLUMNS, "")
                out["error"] = "empty-row:" if not fields else "field-count:"
            else:
                out = plan_case(dict(zip(header, fields)), guidances, regimens)
            writer.writerow([out[name] for name in OUTPUT_COLUMNS])


if __name__ == "__main__":
    main()
