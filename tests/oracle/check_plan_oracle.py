# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the oracle against the check patients of the evidence pages.

K1 to K36 stand in the encoding sheet, P0 to P12 are the patients worked end to
end; the last group are rows computed by hand beside them.  Run it after every
change of plan_oracle.py: it prints each row that differs and exits 1.
"""
import sys

import plan_oracle

FIELDS = "guidance regimen sex age_years height_cm weight_kg creatinine_mg_dl bilirubin_mg_dl"


def case(text, extra=""):
    """`us-label us-yescarta M 55 178 80 0.9 0.6` and further `name=value` words."""
    cells = dict.fromkeys(plan_oracle.CASE_COLUMNS, "")
    for name, word in zip(FIELDS.split(), text.split()):
        cells[name] = "" if word == "-" else word
    for pair in extra.split():
        name, value = pair.split("=")
        cells[name] = value.replace("+", " ")
    return cells


ADULT = "formulary=adult-oncology"
NHS = "formulary=uk-nhs-bands"
# name, patient, further columns, status, fludarabine mg, cyclophosphamide mg,
# codes to acknowledge (None: not checked; "-" none).  A dose may be `calculated>given`.
CASES = [
    ("K1", "us-label us-yescarta M 55 178 80 0.9 0.6", "", "final", "59.67>60", "994.43>990", "-"),
    ("K2", "us-label us-yescarta M 60 178 80 1.12 0.6", "", "final", "47.73>48", "994.43>990", None),
    ("K3", "us-label us-yescarta F 66 162 70 1.8 0.6", "dialysis=hd", "contraindicated", "", "", None),
    ("K4", "us-label-older us-breyanzi F 68 160 62 1.1 0.6", "", "final", "39.84>40", "498>500", None),
    ("K5", "us-label-older us-breyanzi M 58 190 118 1.9 0.6", "", "final", "59.89>60", "748.67>750", None),
    ("K6", "us-label-older us-breyanzi M 75 172 90 2.5 0.6", "", "contraindicated", "", "", None),
    ("K7", "eu-smpc eu-yescarta M 64 175 74 1.08 0.6", "", "final", "56.9>57", "948.32>950", None),
    ("K8", "eu-smpc eu-yescarta F 68 160 62 1.1 0.6", "", "decision", "24.9..49.8", "", None),
    ("K9", "eu-smpc eu-yescarta M 61 170 68 0.9 3.4", "", "final", "53.76>54", "671.98>670", None),
    ("K10", "ch-fludara ch-yescarta F 68 160 62 1.1 0.6", "", "final", "24.9>25", "829.99>830", None),
    ("K11", "ch-fludara ch-yescarta M 20 165 37.8 2.1 0.6", "", "final", "19.74>19.5", "658.12>660", None),
    ("K12", "ch-fludara ch-yescarta M 22 175 65 4 0.6", "", "contraindicated", "", "", None),
    ("K13", "ch-actavis-2016 ch-yescarta M 40 172 75.6 1.5 0.6", "", "decision", "28.51..57.02", "", None),
    ("K14", "ch-actavis-2016 ch-yescarta M 55 178 80 0.9 0.6", "", "final", "59.67>60", "994.43>990", "-"),
    ("K15", "ch-actavis-2016 ch-yescarta F 68 160 62 1.9 0.6", "", "contraindicated", "", "", None),
    ("K16", "dana-farber us-carvykti M 60 176 79 1.263 0.6", "", "final", "58.96>59", "589.58>590", None),
    ("K17", "dana-farber us-carvykti F 68 160 62 1.1 0.6", "", "final", "29.88>30", "498>500", None),
    ("K18", "dana-farber us-abecma F 68 160 62 1.9 0.6", "", "contraindicated", "", "", None),
    ("K19", "vall-hebron eu-yescarta M 60 178 81 2 0.6", "", "final", "36.02>36", "1000.62>1000", None),
    ("K20", "vall-hebron eu-yescarta F 60 160 70 1.1 0.6", "", "final", "52.92>53", "881.92>880", None),
    ("K21", "vall-hebron eu-kymriah-lbcl M 65 174 70 1.4 0.6", "accept_unverified=yes", "final", "34.49>34", "459.85>460", None),
    ("K22", "kinderformularium us-kymriah-ball M 15 178 95 0.8 -", "", "final", "65.02>65", "1083.65>1080", "-"),
    ("K23", "kinderformularium us-kymriah-ball F 8 125 25 1.3 -", "", "final", "13.98>14", "465.85>470", "-"),
    ("K24", "kinderformularium us-kymriah-ball F 1 70 8 0.2 -", "", "decision", "", "", None),
    ("K24 confirmed", "kinderformularium us-kymriah-ball F 1 70 8 0.2 -", "confirm=bsa-under-10-kg", "final", "11.83>12", "197.2>195", "-"),
    ("K25", "uk-uhs-car-t uk-yescarta F 68 160 62 1.1 0.6", NHS, "final", "29.88>30", "622.49>600", None),
    ("K26", "uk-uhs-car-t uk-breyanzi M 40 172 75.6 1.5 0.6", NHS, "decision", "", "", None),
    ("K27", "uk-uhs-car-t uk-tecartus-ball F 60 160 70 1.1 0.6", NHS, "final", "35.28>35", "1587.45>1580", None),
    ("K28", "ie-nccp us-breyanzi M 55 178 80 0.9 0.6", "bilirubin_uln_mg_dl=1.2", "decision", "", "", None),
    ("K29", "ie-nccp us-breyanzi M 22 175 65 4 0.6", "bilirubin_uln_mg_dl=1.2", "decision", "", "", None),
    ("K30", "ie-nccp us-breyanzi M 61 170 68 0.9 3.9", "bilirubin_uln_mg_dl=1.2", "contraindicated", "", "", None),
    ("K31", "composed-example us-yescarta M 55 178 80 0.9 0.6", "", "final", "59.67>60", "994.43>990", "-"),
    ("K32", "composed-example us-yescarta F 68 160 62 1.1 0.6", "", "decision", "", "", None),
    ("K33", "composed-example us-yescarta F 58 165 128 0.6 4", "", "final", "72.66>73", "908.3>910", None),
    ("K34", "us-label us-yescarta F 58 165 128 0.60 0.5", "", "final", "72.66>73", "1211.06>1210", "-"),
    ("K35", "us-label us-yescarta M 20 165 37.8 2.1 0.6", "", "final", None, None, "outside-gate creatinine-unreliable"),
    ("K36 Gilbert", "us-label us-yescarta M 34 180 78 0.90 -", "bilirubin_umol_l=46 ast_u_l=165 ast_uln_u_l=33 gilbert=yes", "final", None, None, "outside-gate"),
    ("K36", "us-label us-yescarta M 34 180 78 0.90 -", "bilirubin_umol_l=46 ast_u_l=165 ast_uln_u_l=33", "final", None, None, "outside-gate"),

    ("P0", "us-label us-yescarta M 55 178 80 0.90 0.6", ADULT, "final", "59.67>60", "994.4>990", "-"),
    ("P1", "us-label us-yescarta F 58 165 128 0.60 0.5", ADULT, "final", "72.66>73", "1211.06>1210", "-"),
    ("P1 cap", "us-label us-yescarta F 58 165 128 0.60 0.5", ADULT + " bsa_cap_m2=2.0", "final", ">60", ">1000", "-"),
    ("P1b", "us-label us-yescarta F 58 165 128 0.90 0.5", ADULT, "final", "72.66>73", None, "-"),
    ("P2", "us-label us-yescarta M 67 176 38 0.50 2.4", ADULT, "final", "32.71>33", "681.50>680", "clearance-disagrees outside-gate creatinine-unreliable"),
    ("P2 eu", "eu-smpc eu-yescarta M 67 176 38 0.50 2.4", ADULT, "final", "40.89>41", "681.50>680", "outside-gate creatinine-unreliable"),
    ("P2 eu cystatin", "eu-smpc eu-yescarta M 67 176 38 0.50 2.4", ADULT + " cystatin_c_mg_l=1.6", "final", "40.89>41", "681.50>680", "clearance-disagrees outside-gate"),
    ("P3 eu", "eu-smpc us-kymriah-ball F 1.0 70 8 0.20 -", ADULT, "decision", "", "", None),
    ("P3 us", "us-label us-kymriah-ball F 1.0 70 8 0.20 -", ADULT, "decision", "", "", None),
    ("P3 bound", "kinderformularium us-kymriah-ball F 1.0 70 8 <0.20 -", ADULT + " confirm=bsa-under-10-kg", "final", "11.83>12", "197.2>195", "-"),
    ("P4", "us-label us-yescarta F 66 162 70 6.0 0.6", ADULT + " dialysis=hd", "contraindicated", "", "", None),
    ("P4 override", "us-label us-yescarta F 66 162 70 6.0 0.6", ADULT + " dialysis=hd override_reason=a decided_by=b prescriber=c fludarabine_fraction=1 cyclophosphamide_fraction=1", "final", "53.24", "887.41", None),
    ("P5", "eu-smpc eu-yescarta M 64 175 74 1.08 0.6", ADULT, "final", "56.90>57", "948.32>950", "-"),
    ("P5 us", "us-label us-yescarta M 64 175 74 1.08 0.6", ADULT, "final", "45.52>46", "948.32>950", "clearance-disagrees"),
    ("P6", "us-label us-yescarta M 34 180 78 0.9 -", ADULT + " bilirubin_umol_l=46 gilbert=yes", "final", "59.245>59", "987.42>990", "-"),
    ("P6b", "eu-smpc eu-yescarta M 34 180 78 0.9 -", ADULT + " bilirubin_umol_l=60 gilbert=yes", "decision", "", "", None),
    ("P6b answer", "eu-smpc eu-yescarta M 34 180 78 0.9 -", ADULT + " bilirubin_umol_l=60 gilbert=yes cyclophosphamide_fraction=0.75", "final", ">59", "740.6>740", "-"),
    ("P6c", "us-label us-yescarta M 34 180 78 0.9 -", ADULT + " bilirubin_umol_l=46", "final", None, None, "outside-gate"),
    ("P7", "us-label us-breyanzi F 59 168 72 1.35 0.6", ADULT + " creatinine_earlier_mg_dl=0.90 creatinine_date=2026-11-24 creatinine_earlier_date=2026-11-21", "decision", "", "", None),
    ("P8", "us-label us-yescarta M 62 180 74 0.70 0.6", ADULT + " conditions=amputation", "final", "57.71>58", "961.77>960", "creatinine-unreliable"),
    ("P8 cystatin", "us-label us-yescarta M 62 180 74 0.70 0.6", ADULT + " conditions=amputation cystatin_c_mg_l=0.8", "final", "57.71>58", "961.77>960", "-"),
    ("P9", "us-label us-kymriah-lbcl M 57 174 82 1.10 0.6", ADULT + " conditions=fluid dry_weight_kg=74", "final", "39.82>40", "497.7>500", "clearance-disagrees weight-fluid"),
    ("P9 all dry", "us-label us-kymriah-lbcl M 57 174 82 1.10 0.6", ADULT + " conditions=fluid dry_weight_kg=74 dosing_weight_kg=74", "final", "37.82>38", "472.8>470", "clearance-disagrees weight-fluid"),
    ("P9 no dry", "us-label us-kymriah-lbcl M 57 174 82 1.10 0.6", ADULT + " conditions=fluid", "final", "49.77>50", ">500", "weight-fluid"),
    ("P10", "us-label us-breyanzi M 61 170 68 0.90 2.6", ADULT + " cirrhosis=yes ascites=mild", "final", "53.76>54", "537.6>540", "outside-gate creatinine-unreliable"),
    ("P10 eu", "eu-smpc uk-breyanzi M 61 170 68 0.90 2.6", ADULT + " cirrhosis=yes ascites=mild", "final", "53.76>54", "537.6>540", "outside-gate creatinine-unreliable"),
    ("P10 3.4", "eu-smpc uk-breyanzi M 61 170 68 0.90 3.4", ADULT + " cirrhosis=yes ascites=mild", "final", "53.76>54", "403.2>400", "outside-gate creatinine-unreliable"),
    ("P10 5.5", "eu-smpc uk-breyanzi M 61 170 68 0.90 5.5", ADULT + " cirrhosis=yes ascites=mild", "contraindicated", "", "", None),
    ("P11", "kinderformularium us-kymriah-ball M 15 178 95 0.80 -", ADULT, "final", "65.02>65", "1083.65>1080", "-"),
    ("P11 us", "us-label us-kymriah-ball M 15 178 95 0.80 -", ADULT, "decision", "", "", None),
    ("P11 eu", "eu-smpc us-kymriah-ball M 15 178 95 0.80 -", ADULT, "decision", "", "", None),
    ("P12", "eu-smpc eu-yescarta F 68 160 62 1.10 0.6", ADULT, "decision", "24.90..49.80", "", None),

    ("yescarta thin", "us-label us-yescarta M 38 186 56.7 0.55 3.4", "", "final", None, None, "outside-gate"),
    ("tecartus heavy", "us-label uk-tecartus-mcl F 65 146 115.1 0.85 0.4", "", "final", "64.816", "1080.271", "clearance-disagrees jurisdiction-mixed"),
    ("tecartus ball", "us-label uk-tecartus-ball F 74 186 62.6 0.85 0.4", "", "final", "35.969", "1618.583", "jurisdiction-mixed"),
    ("breyanzi older", "us-label-older uk-breyanzi M 26 152 55.4 3.1 0.4", "", "final", None, None, "contraindicated-elsewhere clearance-disagrees outside-gate jurisdiction-mixed"),
    ("kymriah 42", "eu-smpc us-kymriah-ball M 42 152 55.4 1.2 0.4", "fludarabine_fraction=0.5", "final", None, None, "outside-population jurisdiction-mixed"),
    ("amtagvi", "eu-smpc us-amtagvi M 77 178 88.7 0.85 0.8", "", "final", "52.355", "5322", "jurisdiction-mixed"),
    ("three, us", "us-label us-yescarta F 61 165 48 1.1 0.6", "", "final", "26.70>27", "741.6>740", "-"),
    ("three, eu", "eu-smpc us-yescarta F 61 165 48 1.1 0.6", "", "decision", "22.2..44.5", "", None),
    ("three, chosen", "eu-smpc us-yescarta F 61 165 48 1.1 0.6", "fludarabine_fraction=0.5", "final", ">22", None, None),
]


def close(text, expected):
    """The value, printed to as many decimals as expected has, is expected."""
    decimals = len(expected.partition(".")[2])
    return text != "" and abs(float(text) - float(expected)) <= 0.5000001 * 10 ** -decimals


def differences(expected):
    name, patient, extra, status, fludarabine, cyclophosphamide, codes = expected
    out = plan_oracle.plan_case(case(patient, extra))
    found = []
    if out["status"] != status:
        found.append(f"status {out['status'] or out['error']} for {status}")
    for drug, dose in zip(plan_oracle.DRUGS, (fludarabine, cyclophosphamide)):
        if dose is None:
            continue
        if ".." in dose:
            low, high = dose.split("..")
            wanted = {"low_mg": low, "high_mg": high, "mg_per_day": ""}
        else:
            calculated, _, given = dose.partition(">")
            wanted = {}
            if calculated or not dose:
                wanted["mg_per_day_calculated"] = calculated
            if given:
                wanted["mg_per_day"] = given
        for column, value in wanted.items():
            text = out[f"{drug}_{column}"]
            if (value == "" and text != "") or (value != "" and not close(text, value)):
                found.append(f"{drug}_{column} {text} for {value}")
    if codes is not None and out["acknowledge"] != ("" if codes == "-" else codes):
        found.append(f"acknowledge {out['acknowledge']} for {codes}")
    return found


def main():
    bad = 0
    for expected in CASES:
        for text in differences(expected):
            print(f"{expected[0]}: {text}")
            bad += 1
    print(f"{len(CASES)} rows, {bad} differences")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
