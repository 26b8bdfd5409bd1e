# SPDX-License-Identifier: GPL-3.0-or-later
"""Synthetic patients for comparing the oracle with the program.

    random_cases.py N SEED [-o CASES.csv] [--documents ID,...] [--regimens ID,...]

Writes N rows with every case column as header.  The same N, SEED and lists
give the same bytes.  No row describes a real person: case_id says `synthetic`
and which recipe made the row.  About a third of the rows sit on purpose at,
or a hair beside, a limit of some document; some lack data, some carry
decisions answered rightly or wrongly, overrides, dialysis and conditions, and
about one in fifty must be refused.
"""
import argparse
import csv
import datetime
import random
import sys
from fractions import Fraction

import plan_oracle

EXACT_CLEARANCES = tuple(Fraction(text) for text in (
    "10 24 24.5 25 29 29.5 30 30 45 49 49.5 50 50 60 69 69.5 70 70 79 79.5 80 80").split())
BESIDE_CLEARANCES = ("9.9", "24.5", "29.5", "30.02", "45.01", "49.5", "59.99", "60.01",
                     "69.4", "69.99", "70.01", "79.4", "79.98", "80.02")
# Heights whose product with a short weight makes the Mosteller surface 1.73 m2:
# there an indexed and an absolute clearance are the same number.
SURFACE_173 = (("180", "59.858"), ("160", "67.34025"), ("150", "71.8296"),
               ("144", "74.8225"))


def decimal_text(value, places):
    """The fraction as a decimal text, or None when it has more places."""
    scaled = value * 10 ** places
    if scaled.denominator != 1:
        return None
    whole, rest = divmod(scaled.numerator, 10 ** places)
    text = f"{whole}.{rest:0{places}d}" if places else str(whole)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value, places):
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Maker:
    def __init__(self, seed, documents, regimens):
        self.random = random.Random(f"lymphodose {seed}")
        self.documents, self.regimens = documents, regimens
        # Documents tied to regimens: mostly drawn with one of their own.
        self.tied = {
            "dana-farber": ["us-abecma", "us-carvykti"],
            "vall-hebron": ["eu-yescarta", "eu-kymriah-lbcl"],
            "uk-uhs-car-t": ["uk-yescarta", "uk-tecartus-mcl", "uk-tecartus-ball",
                             "uk-breyanzi", "uk-kymriah-lbcl", "uk-kymriah-fl",
                             "uk-kymriah-ball"],
        }

    def chance(self, part):
        return self.random.random() < part

    def pick(self, *choices):
        return self.random.choice(choices)

    # ------------------------------------------------------------- parts of a case
    def treatment(self, c):
        guidance = self.random.choice(self.documents)
        regimens = self.regimens
        if guidance in self.tied and not self.chance(0.1):
            regimens = [name for name in self.tied[guidance] if name in self.regimens] or regimens
        elif guidance == "kinderformularium" and self.chance(0.5):
            regimens = [name for name in self.regimens if "ball" in name] or regimens
        region = plan_oracle.GUIDANCES[guidance].label_region
        if region and self.chance(0.55):      # one region: more plans with nothing to say
            regimens = [name for name in regimens
                        if plan_oracle.REGIMENS[name].region == region] or regimens
        c["guidance"], c["regimen"] = guidance, self.random.choice(regimens)
        c["formulary"] = self.pick("", "as-published", "adult-oncology", "adult-oncology",
                                   "uk-nhs-bands")
        if plan_oracle.REGIMENS[c["regimen"]].unverified:
            if self.chance(0.75):
                c["accept_unverified"] = "yes"
        elif self.chance(0.01):
            c["accept_unverified"] = "yes"

    def age(self, c):
        child = 0.75 if c["guidance"] == "kinderformularium" else 0.08
        c["sex"] = self.pick("F", "M")
        if self.chance(child):
            years = (self.random.uniform(0.1, 2) if self.chance(0.25)
                     else self.random.randint(2, 17))
        else:
            years = self.pick(self.random.randint(18, 30), self.random.randint(26, 75),
                              self.random.randint(26, 75), self.random.randint(60, 94))
        if self.chance(0.04):
            years = self.pick(0.25, 1, 2, 17, 18, 25, 26, 65, 75, 17.5, 25.9)
        return years

    def set_age(self, c, years):
        """As a number, or as a birth date that gives the same completed age."""
        if self.chance(0.25):
            as_of = datetime.date(2026, self.random.randint(1, 12), self.random.randint(1, 28))
            months = int(years * 12) if years < 2 else int(years) * 12
            total = as_of.year * 12 + as_of.month - 1 - months
            birth = datetime.date(total // 12, total % 12 + 1,
                                  self.pick(as_of.day, self.random.randint(1, as_of.day)))
            c["as_of"], c["birth_date"] = as_of.isoformat(), birth.isoformat()
            return months / 12 if months < 24 else float(months // 12)
        if years < 2:
            c["age_years"] = rounded(years, 2)
        else:
            c["age_years"] = rounded(years, 1)
        return float(c["age_years"])

    def size(self, years, sex):
        """(height cm, weight kg) as texts."""
        r = self.random
        if years < 18:
            height = min(50 + 25 * years if years < 1 else 68 + 9 * years ** 0.93,
                         178 if sex == "M" else 166)
            height = round(height * r.uniform(0.93, 1.07))
            mass = r.uniform(13.5, 18) if years < 10 else r.uniform(15, 28)
            if self.chance(0.1):
                mass *= r.uniform(1.1, 1.5)
            return str(height), rounded(mass * (height / 100) ** 2, 1)
        height = round(min(205, max(138, r.gauss(176 if sex == "M" else 163, 8))))
        if self.chance(0.08):
            height = r.randint(138, 155)
        kind = r.random()
        if kind < 0.68:
            mass = r.uniform(18.5, 30)
        elif kind < 0.76:
            mass = r.uniform(12, 18.5)
        elif kind < 0.95:
            mass = r.uniform(30, 45)
        else:
            mass = r.uniform(45, 68)
        text = str(height)
        if self.chance(0.1):
            text = self.pick("152.4", "152", "153", rounded(height + r.random(), 1))
        weight = rounded(mass * (float(text) / 100) ** 2, self.pick(0, 1, 1))
        if self.chance(0.01):                 # a body mass index exactly at a limit
            text, weight = self.pick(("200", "120"), ("200", "64"), ("200", "74"),
                                     ("150", "67.5"), ("160", "76.8"))
        return text, weight

    def exact_cockcroft_gault(self, sex):
        """(age, creatinine, weight): exactly at a limit, or in a hole between two rows,
        with actual weight."""
        for _attempt in range(400):
            age = self.random.randint(18, 92)
            target = self.random.choice(EXACT_CLEARANCES)
            creatinine = Fraction(self.random.randint(30, 500), 100)
            if sex == "F":
                creatinine = Fraction(17 * self.random.randint(2, 29), 100)
            weight = target * 72 * creatinine / (140 - age)
            if sex == "F":
                weight = weight / Fraction(85, 100)
            if not 36 <= weight <= 160:
                continue
            text = decimal_text(weight, 4)
            if text is not None:
                return age, decimal_text(creatinine, 2), text
        return 20, "2.1", "37.8"

    def creatinine(self, c, years, weight):
        r = self.random
        if years < 18:
            value = r.uniform(0.15, 0.5) if years < 6 else r.uniform(0.35, 1.0)
            if self.chance(0.3):
                value *= r.uniform(1.5, 4)
        else:
            value = r.uniform(0.5, 1.2)
            if self.chance(0.5):
                # aim at a clearance between 8 and 100 mL/min
                target = r.uniform(8, 100)
                if self.chance(0.3):
                    target = float(r.choice(BESIDE_CLEARANCES))
                value = ((140 - min(years, 130)) * weight / (72 * target)
                         * (0.85 if c["sex"] == "F" else 1))
                value = min(max(value, 0.25), 12)
        if self.chance(0.4):
            umol = max(value * 88.4, 12)
            c["creatinine_umol_l"] = rounded(umol, self.pick(0, 0, 1))
        else:
            c["creatinine_mg_dl"] = rounded(value, self.pick(2, 2, 3))
        if self.chance(0.03):
            for name in ("creatinine_mg_dl", "creatinine_umol_l"):
                if c[name]:
                    c[name] = "<" + c[name]

    def kidney(self, c, years, weight):
        r = self.random
        if not self.chance(0.03):
            if not (c["creatinine_mg_dl"] or c["creatinine_umol_l"]):
                self.creatinine(c, years, weight)
        else:
            c["creatinine_mg_dl"] = c["creatinine_umol_l"] = ""
        if self.chance(0.13):
            c["cystatin_c_mg_l"] = rounded(r.uniform(0.5, 2.4), 2)
        if self.chance(0.05):
            c["gfr_measured_ml_min"] = self.pick(
                rounded(r.uniform(12, 140), 1), decimal_text(r.choice(EXACT_CLEARANCES), 1))
        kind = r.random()
        if kind < 0.03:
            c["dialysis"] = self.pick("hd", "hd", "pd", "crrt")
        elif kind < 0.5:
            c["dialysis"] = "none"
        if self.chance(0.09):
            fitting = []
            for name in sorted(plan_oracle.ESTIMATORS):
                if name == "cockcroft_gault":
                    fits = years >= 18
                else:
                    limits = plan_oracle.INDEXED_ESTIMATORS[name]
                    fits = limits[2] <= years < limits[3]
                    if limits[1] and not c["cystatin_c_mg_l"]:
                        fits = False
                if fits or self.chance(0.05):
                    fitting.append(name)
            if fitting:
                c["estimator"] = r.choice(fitting)
        if self.chance(0.08):
            c["clearance_weight"] = self.pick("actual", "ideal", "adjusted25", "adjusted40",
                                              "lean", "dry")

    def liver(self, c):
        r = self.random
        kind = r.random()
        if kind < 0.07:
            pass                                             # not given
        elif kind < 0.7:
            if self.chance(0.5):
                c["bilirubin_mg_dl"] = rounded(r.uniform(0.2, 1.6), 1)
            else:
                c["bilirubin_umol_l"] = str(r.randint(4, 26))
        elif self.chance(0.5):
            c["bilirubin_mg_dl"] = self.pick("1.98", "1.99", "2", "2.4", "2.9", "3", "3.0",
                                             "3.01", "3.05", "3.1", "3.4", "3.6", "3.61", "4",
                                             "4.9", "5", "5.01", "5.5", "8.2")
        else:
            c["bilirubin_umol_l"] = self.pick("33", "33.9", "34", "34.1", "43", "46", "51.3",
                                              "52", "53.01", "58", "60", "61.5", "85.5",
                                              "85.6", "94", "150")
        if c["guidance"] == "ie-nccp" or self.chance(0.4):
            if not self.chance(0.08):
                if self.chance(0.5):
                    c["bilirubin_uln_mg_dl"] = self.pick("1", "1.2", "1.2", "1.3")
                else:
                    c["bilirubin_uln_umol_l"] = self.pick("17.1", "20", "20.5", "21")
        for enzyme, limit in (("ast", self.pick("33", "35", "40")), ("alt", "41")):
            if self.chance(0.35):
                c[enzyme + "_u_l"] = self.pick(str(r.randint(8, 90)), str(r.randint(8, 90)),
                                               str(5 * int(limit)), str(5 * int(limit) - 1),
                                               str(r.randint(90, 400)))
                if not self.chance(0.15):
                    c[enzyme + "_uln_u_l"] = limit
        high = c["bilirubin_mg_dl"] > "1.9" or c["bilirubin_umol_l"] > "33"
        if self.chance(0.3 if high else 0.02):
            c["gilbert"] = self.pick("yes", "yes", "no")
        if self.chance(0.06):
            c["cirrhosis"] = self.pick("yes", "no")
        if self.chance(0.1):
            c["ascites"] = self.pick("none", "mild", "moderate")
        if self.chance(0.05):
            c["encephalopathy"] = self.pick("0", "1", "2")
        if self.chance(0.1):
            c["albumin_g_l"], c["inr"] = str(r.randint(22, 46)), rounded(r.uniform(0.9, 2.4), 1)
        if self.chance(0.1):
            c["bilirubin_direct_mg_dl"] = "0.1"

    def conditions(self, c):
        if self.chance(0.6):
            codes = [code for code in plan_oracle.CONDITIONS
                     if c["sex"] == "F" or code not in ("pregnancy", "breast_feeding")]
            stated = []
            if self.chance(0.25):
                gentle = ["amputation", "fluid", "emaciated", "muscle_disease", "active_gvhd",
                          "product_not_on_site"]
                pool = gentle if self.chance(0.7) else codes
                stated = self.random.sample(pool, self.pick(1, 1, 2))
            c["conditions"] = " ".join(sorted(set(stated), key=codes.index))
            if self.chance(0.6):
                c["conditions_absent"] = " ".join(x for x in codes if x not in stated)
        if "fluid" in c["conditions"].split() or c["ascites"] in ("mild", "moderate") \
                or self.chance(0.02):
            if self.chance(0.6):
                c["dry_weight_kg"] = rounded(float(c["weight_kg"]) * self.random.uniform(0.8, 0.97), 1)

    def dates(self, c):
        r = self.random
        if not c["as_of"] and self.chance(0.6):
            c["as_of"] = datetime.date(2026, r.randint(1, 12), r.randint(1, 28)).isoformat()
        start = None
        if c["as_of"] and self.chance(0.5):
            start = datetime.date.fromisoformat(c["as_of"]) + datetime.timedelta(r.randint(0, 5))
            regimen = plan_oracle.REGIMENS[c["regimen"]]
            if regimen.first_day is not None and regimen.infusion_day == 0 and self.chance(0.5):
                c["infusion_date"] = (start
                                      - datetime.timedelta(regimen.first_day)).isoformat()
            else:
                c["ld_start_date"] = start.isoformat()
                if self.chance(0.1):
                    c["infusion_date"] = (start + datetime.timedelta(7)).isoformat()
        has_creatinine = c["creatinine_mg_dl"] or c["creatinine_umol_l"]
        if not has_creatinine:
            return
        drawn = None
        if c["as_of"] and self.chance(0.7):
            drawn = (datetime.date.fromisoformat(c["as_of"])
                     - datetime.timedelta(self.pick(0, 0, 1, 1, 2, 3, 7, 8, 12)))
            c["creatinine_date"] = drawn.isoformat()
        if self.chance(0.1):
            unit = "mg_dl" if c["creatinine_mg_dl"] else "umol_l"
            text = c["creatinine_" + unit]
            if text.startswith("<"):
                return
            factor = self.pick(1, 1 / 1.5, 1 / 1.6, r.uniform(0.7, 1.2), r.uniform(0.85, 1.05))
            earlier = float(text) * factor
            if unit == "umol_l":
                earlier = max(earlier, 11)
            if self.chance(0.2):
                earlier = float(text) - (0.3 if unit == "mg_dl" else 20)
            if earlier < (0.1 if unit == "mg_dl" else 11):
                return
            c["creatinine_earlier_" + unit] = rounded(earlier, 3)
            if drawn and not self.chance(0.05):
                c["creatinine_earlier_date"] = (
                    drawn - datetime.timedelta(self.pick(0, 1, 1, 2, 2, 3, 7, 8, 20))).isoformat()

    def choices(self, c, weight):
        r = self.random
        if self.chance(0.05):
            c["bsa_formula"] = r.choice(sorted(plan_oracle.BSA))
        if self.chance(0.04):
            c["bsa_cap_m2"] = self.pick("2", "2.2", "1.8")
        heavy_kg = (plan_oracle.REGIMENS[c["regimen"]].per_kg["cyclophosphamide"]
                    and weight / (float(c["height_cm"]) / 100) ** 2 > 29)
        if self.chance(0.6 if heavy_kg else 0.03):
            share = r.uniform(0.6, 1.05)
            if self.chance(0.08):
                share = r.uniform(1.1, 1.5)
            c["dosing_weight_kg"] = rounded(weight * share, 1)
        ranged = c["guidance"] in ("eu-smpc", "ch-actavis-2016", "composed-example",
                                   "uk-uhs-car-t")
        if self.chance(0.45 if ranged else 0.02):
            c["fludarabine_fraction"] = self.pick("0.5", "0.5", "0.6", "0.75", "0.8", "0.8",
                                                  "0.99", "1", "0.49", "0.7")
        doubtful = (c["guidance"] == "composed-example" or c["gilbert"] == "yes")
        if self.chance(0.5 if doubtful else 0.015):
            c["cyclophosphamide_fraction"] = self.pick("0.75", "0.75", "1", "1", "0.5", "0.8")
        if self.chance(0.5 if c["guidance"] == "composed-example" else 0.02):
            c["combine"] = self.pick("lowest", "product")
        if c["guidance"] == "composed-example" and self.chance(0.15):
            # two reductions of one drug: the only place where they must be combined
            c["bilirubin_umol_l"], c["bilirubin_mg_dl"] = "", self.pick("3.05", "3.1", "4")
            c["cyclophosphamide_fraction"] = "0.75"
            c["combine"] = self.pick("lowest", "product", "product", "")
            c["fludarabine_fraction"] = "0.8"
        confirm = []
        if weight < 10 and self.chance(0.6):
            confirm.append("bsa-under-10-kg")
        if (weight > float(c["height_cm"]) or weight > 250) and self.chance(0.85):
            confirm.append(self.pick("weight_kg", "weight_kg", "height_cm"))
        if self.chance(0.01):
            confirm.append(self.pick("weight_kg", "height_cm", "bsa-under-10-kg"))
        c["confirm"] = " ".join(dict.fromkeys(confirm))
        if self.chance(0.04):
            c["fludarabine_product"] = self.pick("flu-eu-concentrate", "flu-us")
            c["cyclophosphamide_product"] = self.pick("cy-uk-sandoz", "cy-de-beta")
        if self.chance(0.08):
            c["ordered_fludarabine_mg_per_day"] = str(r.randint(20, 70))
            c["ordered_cyclophosphamide_mg_per_day"] = str(10 * r.randint(30, 110))
        if self.chance(0.1):
            c["wbc_10e9_l"] = rounded(r.uniform(0.2, 9), 1)
            c["anc_10e9_l"] = rounded(r.uniform(0.1, 6), 1)
            c["platelets_10e9_l"] = str(r.randint(8, 300))
        if self.chance(0.05):
            c["previous_weight_kg"] = rounded(weight * r.uniform(0.85, 1.2), 1)

    def override(self, c):
        c["override_reason"], c["decided_by"], c["prescriber"] = "synthetic", "A", "B"
        for drug in plan_oracle.DRUGS:
            if not self.chance(0.04):
                c[drug + "_fraction"] = self.pick("0.5", "0.6", "0.75", "0.8", "1", "1", "1.1",
                                                  "1.15")
        if self.chance(0.03):
            c["fludarabine_fraction"] = self.pick("3.2", "4", "3.1")
        if self.chance(0.04):
            c[self.pick("decided_by", "prescriber")] = ""

    def spoil(self, c):
        """Makes a row that must be refused (or asked about and not confirmed)."""
        kind = self.random.randint(0, 13)
        if kind == 0:
            c["regimen"] = self.pick("", "us-nothing")
        elif kind == 1:
            c["guidance"] = self.pick("", "nothing")
        elif kind == 2:
            c[self.pick("sex", "height_cm", "weight_kg")] = ""
        elif kind == 3:
            c["age_years"] = c["birth_date"] = ""
        elif kind == 4:
            c[self.pick("weight_kg", "height_cm", "cystatin_c_mg_l", "ast_u_l")] = self.pick(
                "1.5.5", "1,000", "0x10", "NaN", "inf", "1_000", "1e1", " ", "80 kg", "-5")
        elif kind == 5:
            c["creatinine_mg_dl"], c["creatinine_umol_l"] = "1", "88.4"
        elif kind == 6:
            c["weight_kg"] = self.pick("0", "0.4", "651", "300")
        elif kind == 7:
            c["height_cm"] = self.pick("19", "276", "235", "35", "1.7")
        elif kind == 8:
            c["creatinine_umol_l"] = ""
            c["creatinine_mg_dl"] = self.pick("0", "51", "<", "> 1")
        elif kind == 9:
            c["creatinine_mg_dl"], c["creatinine_umol_l"] = "", self.pick("4401", "0")
        elif kind == 10:
            c["bilirubin_umol_l"], c["bilirubin_mg_dl"] = "", self.pick("81", "51", "-1", "<1")
        elif kind == 11:
            c["sex"] = self.pick("f", "male", "X")
        elif kind == 12:
            c["conditions"] = self.pick("steroid", "headache")
        else:
            c[self.pick("dialysis", "estimator", "combine", "as_of")] = self.pick("maybe",
                                                                                  "2026-13-01")

    # -------------------------------------------------------------- whole case
    def case(self, index):
        c = dict.fromkeys(plan_oracle.CASE_COLUMNS, "")
        self.treatment(c)
        years = self.age(c)
        recipe = "mixed"
        kind = self.random.random()
        if years >= 18 and kind < 0.25:
            recipe = "limit"
            years, creatinine, weight = self.exact_cockcroft_gault(c["sex"])
            years = self.set_age(c, years)
            c["creatinine_mg_dl"] = creatinine
            mass = self.random.uniform(16, 34)
            c["height_cm"] = str(min(205, max(140, round(100 * (float(weight) / mass) ** 0.5))))
            c["weight_kg"] = weight
        elif years >= 18 and kind < 0.28:
            recipe = "surface"
            years = self.set_age(c, self.pick(32, self.random.randint(20, 80)))
            c["height_cm"], c["weight_kg"] = self.pick(*SURFACE_173)
            if years == 32 and c["weight_kg"] == "59.858" and self.chance(0.5):
                c["sex"], c["creatinine_mg_dl"] = "M", self.pick("2.9929", "1.28267143")
            else:
                c["gfr_measured_ml_min"] = self.pick("30", "70", "50", "29.99", "70.01")
        else:
            years = self.set_age(c, years)
            c["height_cm"], c["weight_kg"] = self.size(years, c["sex"])
            if years < 18 and self.chance(0.15):
                recipe = "child limit"
                height = self.random.choice([h for h in range(66, 184) if h % 3 == 0])
                mass = self.random.uniform(14, 18 if years < 10 else 24)
                limit = self.pick(30, 50)
                c["height_cm"] = str(height)
                c["weight_kg"] = rounded(mass * (height / 100) ** 2, 1)
                c["creatinine_mg_dl"] = decimal_text(
                    Fraction(413, 1000) * height / limit, 6)
        weight = float(c["weight_kg"])
        self.kidney(c, years, weight)
        self.liver(c)
        self.conditions(c)
        self.dates(c)
        self.choices(c, weight)
        if self.chance(0.05):
            recipe = "override"
            self.override(c)
        if self.chance(0.02):
            recipe = "refuse"
            self.spoil(c)
        c["case_id"] = f"synthetic {index} {recipe}"
        return c


def names(everything, listed, what):
    if listed is None:
        return list(everything)
    chosen = [name for name in listed.split(",") if name]
    for name in chosen:
        if name not in everything:
            sys.exit(f"unknown {what}: {name}")
    return chosen


def main():
    parser = argparse.ArgumentParser(description="Synthetic patients for the oracle.")
    parser.add_argument("count", type=int)
    parser.add_argument("seed")
    parser.add_argument("-o", "--output", default="-")
    parser.add_argument("--documents", help="guidance ids to draw from, separated by commas")
    parser.add_argument("--regimens", help="regimen ids to draw from, separated by commas")
    options = parser.parse_args()
    maker = Maker(options.seed, names(plan_oracle.GUIDANCES, options.documents, "guidance"),
                  names(plan_oracle.REGIMENS, options.regimens, "regimen"))
    target = (sys.stdout if options.output == "-"
              else open(options.output, "w", newline="", encoding="utf-8"))
    with target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(plan_oracle.CASE_COLUMNS)
        for index in range(1, options.count + 1):
            case = maker.case(index)
            writer.writerow([case[name] for name in plan_oracle.CASE_COLUMNS])


if __name__ == "__main__":
    main()
