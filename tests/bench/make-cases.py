#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-cases.py ROWS [SEED]: synthetic patients for the benchmark, as CSV; the same arguments, the same bytes.

A centre's year: adults of ordinary size, one in ten with impaired kidneys, one in thirty with a high
bilirubin, some on dialysis, some without a creatinine.
"""
import random
import sys

REGIMENS = ["us-yescarta", "us-breyanzi", "us-abecma", "us-carvykti", "uk-tecartus-mcl", "us-kymriah-lbcl"]
GUIDANCES = ["us-label", "us-label", "us-label", "eu-smpc"]
HEADER = ("case_id,regimen,guidance,sex,age_years,height_cm,weight_kg,creatinine_mg_dl,bilirubin_mg_dl,"
          "dialysis,x_ward\n")


def row(chance, number):
    sex = "F" if chance.random() < 0.45 else "M"
    height = chance.gauss(164 if sex == "F" else 177, 7)
    weight = max(38.0, min(chance.gauss(24 + height / 4, 16), height - 1, 210.0))
    creatinine = chance.lognormvariate(-0.2 if sex == "M" else -0.4, 0.25)
    if chance.random() < 0.1:
        creatinine *= chance.uniform(1.5, 4)
    bilirubin = chance.lognormvariate(-0.6, 0.4) * (chance.uniform(2, 6) if chance.random() < 0.03 else 1)
    creatinine_text = "" if chance.random() < 0.005 else f"{creatinine:.2f}"
    dialysis = "hd" if chance.random() < 0.005 else "none"
    return (f"P{number},{chance.choice(REGIMENS)},{chance.choice(GUIDANCES)},{sex},{chance.randint(18, 86)},"
            f"{height:.0f},{weight:.1f},{creatinine_text},{bilirubin:.1f},{dialysis},{chance.choice('ABCD')}\n")


def main():
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sys.stdout.write(HEADER)
    for number in range(1, int(sys.argv[1]) + 1):
        sys.stdout.write(row(chance, number))


if __name__ == "__main__":
    main()
