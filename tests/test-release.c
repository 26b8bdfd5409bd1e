/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings and release: each code once present and once absent, their order, and the alarm budget
 * (R06, R25, R41, R45, R48). Each row names where its expectation stands; patients are
 * synthetic. */
#include "release.h"

#include <string.h>

#include "fixture.h"

#define CODES "rules.md 3"
/* Size of exactly 1.73 m². */
#define ADULT  "sex=M; age_years=50; height_cm=179.574; weight_kg=60; "
#define US     "regimen=us-yescarta; guidance=us-label; " ADULT
#define EU     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_mg_dl=0.6; " ADULT
#define GFR    "gfr_measured_ml_min=100; "
#define SIGNED "override_reason=r; decided_by=d; prescriber=p; "

typedef struct {
    const char *name;
    LdoseFindingCode code;
    const char *source;
    const char *present;
    const char *absent; /* the same patient, with one thing other */
} Case;

/* Expands to a case's parts, so that the table below reads as one line a case. */
#define CASE(name, CODE, source, present, absent)                                                  \
    {                                                                                              \
        name, LDOSE_FINDING_##CODE, source, present, absent                                        \
    }

static const Case CASES[] = {
    /* ---- why there is no dose ---- */
    CASE("unstable", CREATININE_UNSTABLE, "rules.md 2.5; R44",
         US "creatinine_mg_dl=1.3; creatinine_earlier_mg_dl=0.9",
         US "creatinine_mg_dl=1.1; creatinine_earlier_mg_dl=0.9"),
    CASE("children", NO_RULE_FOR_CHILDREN, "rules.md 2.4; R39",
         "regimen=us-kymriah-ball; guidance=us-label; sex=M; age_years=17.9; height_cm=170; "
         "weight_kg=60; " GFR,
         "regimen=us-kymriah-ball; guidance=us-label; sex=M; age_years=18; height_cm=170; "
         "weight_kg=60; " GFR),
    CASE("not-covered", DRUG_NOT_COVERED, "rules.md 1",
         "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_uln_mg_dl=1.2; "
         "bilirubin_mg_dl=0.6; " ADULT GFR,
         "regimen=us-breyanzi; guidance=us-label; bilirubin_uln_mg_dl=1.2; "
         "bilirubin_mg_dl=0.6; " ADULT GFR),
    /* ---- to acknowledge ---- */
    CASE("elsewhere/table", CONTRAINDICATED_ELSEWHERE, CODES "; issue 2 row 4",
         "regimen=uk-breyanzi; guidance=us-label-older; sex=M; age_years=26; height_cm=152; "
         "weight_kg=55.4; creatinine_mg_dl=3.1; bilirubin_mg_dl=0.4",
         "regimen=uk-breyanzi; guidance=us-label-older; sex=M; age_years=26; height_cm=152; "
         "weight_kg=55.4; creatinine_mg_dl=2.5; bilirubin_mg_dl=0.4"),
    CASE("elsewhere/liver", CONTRAINDICATED_ELSEWHERE, CODES "; eu-smpc stops above 5 mg/dL",
         US GFR "bilirubin_mg_dl=5.01", US GFR "bilirubin_mg_dl=5"),
    CASE("elsewhere/gilbert-is-a-question-there", CONTRAINDICATED_ELSEWHERE, "rules.md 2.7",
         US GFR "bilirubin_mg_dl=5.01; gilbert=no", US GFR "bilirubin_mg_dl=5.01; gilbert=yes"),
    CASE("elsewhere/not-its-regimen", CONTRAINDICATED_ELSEWHERE,
         "rules.md 1: whose applies covers the patient",
         "regimen=us-abecma; guidance=us-label-older; sex=M; age_years=50; height_cm=150; "
         "weight_kg=45; gfr_measured_ml_min=29",
         "regimen=us-abecma; guidance=us-label-older; sex=M; age_years=50; height_cm=150; "
         "weight_kg=45; gfr_measured_ml_min=31"),
    CASE("elsewhere/nhs-liver", CONTRAINDICATED_ELSEWHERE, "encoding.md 3.10 ch2: above 3 x ULN",
         US GFR "bilirubin_mg_dl=3.61; bilirubin_uln_mg_dl=1.2",
         US GFR "bilirubin_mg_dl=3.6; bilirubin_uln_mg_dl=1.2"),
    CASE("disagrees/ckd-epi", CLEARANCE_DISAGREES, "patients.md P5",
         "regimen=us-yescarta; guidance=us-label; sex=M; age_years=64; height_cm=175; "
         "weight_kg=74; creatinine_mg_dl=1.08",
         "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=64; height_cm=175; weight_kg=74; "
         "creatinine_mg_dl=1.08; bilirubin_mg_dl=0.6"),
    CASE("disagrees/cystatin", CLEARANCE_DISAGREES, "patients.md P2",
         "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=67; height_cm=176; weight_kg=38; "
         "creatinine_mg_dl=0.5; bilirubin_mg_dl=2.4; cystatin_c_mg_l=1.6",
         "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=67; height_cm=176; weight_kg=38; "
         "creatinine_mg_dl=0.5; bilirubin_mg_dl=2.4"),
    CASE("disagrees/lean-weight", CLEARANCE_DISAGREES, "issue 2 row 2: lean weight 50.6 mL/min",
         "regimen=uk-tecartus-mcl; guidance=us-label; sex=F; age_years=65; height_cm=146; "
         "weight_kg=115.1; creatinine_mg_dl=0.85",
         "regimen=us-yescarta; guidance=us-label; sex=F; age_years=58; height_cm=165; "
         "weight_kg=128; creatinine_mg_dl=0.6"),
    CASE("disagrees/measured", CLEARANCE_DISAGREES, CODES,
         US "gfr_measured_ml_min=60; creatinine_mg_dl=0.7", US "gfr_measured_ml_min=60"),
    CASE("gate/bilirubin", OUTSIDE_GATE, "patients.md P6c", US GFR "bilirubin_umol_l=34",
         US GFR "bilirubin_umol_l=33.9"),
    CASE("gate/gilbert", OUTSIDE_GATE, "patients.md P6, P6c", US GFR "bilirubin_umol_l=46",
         US GFR "bilirubin_umol_l=46; gilbert=yes"),
    CASE("gate/ast", OUTSIDE_GATE, CODES, US GFR "ast_u_l=165; ast_uln_u_l=33",
         US GFR "ast_u_l=164; ast_uln_u_l=33"),
    CASE("gate/alt", OUTSIDE_GATE, CODES, US GFR "alt_u_l=200; alt_uln_u_l=40",
         US GFR "alt_u_l=199; alt_uln_u_l=40"),
    CASE("gate/clearance", OUTSIDE_GATE, CODES ": <= 30", US "gfr_measured_ml_min=30",
         US "gfr_measured_ml_min=30.1"),
    CASE("gate/infection", OUTSIDE_GATE, CODES "; encoding.md D16",
         US GFR "conditions=active_infection", US GFR "conditions=active_gvhd"),
    CASE("population/regimen", OUTSIDE_POPULATION, "issue 2 row 5: 42 y, licensed to 25 y",
         "regimen=us-kymriah-ball; guidance=us-label; " ADULT GFR,
         "regimen=us-kymriah-ball; guidance=us-label; sex=M; age_years=25; height_cm=179.574; "
         "weight_kg=60; " GFR),
    CASE("population/document", OUTSIDE_POPULATION, "encoding.md 3.8: below 18 y",
         "regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=18; "
         "height_cm=179.574; weight_kg=60; " GFR,
         "regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=17.9; "
         "height_cm=179.574; weight_kg=60; " GFR),
    CASE("population/regimens-of-a-centre", OUTSIDE_POPULATION, CODES ": the document's applies",
         "regimen=us-yescarta; guidance=dana-farber; " ADULT GFR,
         "regimen=us-abecma; guidance=dana-farber; " ADULT GFR),
    CASE("jurisdiction/us-eu", JURISDICTION_MIXED, CODES "; issue 2 rows 3 and 6",
         "regimen=us-yescarta; guidance=eu-smpc; bilirubin_mg_dl=0.6; " ADULT GFR, EU GFR),
    CASE("jurisdiction/uk-counts-with-eu", JURISDICTION_MIXED, CODES,
         "regimen=uk-breyanzi; guidance=us-label; " ADULT GFR,
         "regimen=uk-breyanzi; guidance=eu-smpc; bilirubin_mg_dl=0.6; " ADULT GFR),
    CASE("jurisdiction/ch", JURISDICTION_MIXED, CODES,
         "regimen=ch-yescarta; guidance=eu-smpc; bilirubin_mg_dl=0.6; " ADULT GFR,
         "regimen=ch-yescarta; guidance=ch-fludara; " ADULT GFR),
    CASE("jurisdiction/cn", JURISDICTION_MIXED, CODES,
         "regimen=cn-fucaso; guidance=us-label; " ADULT GFR,
         "regimen=cn-fucaso; guidance=composed-example; bilirubin_mg_dl=0.6; " ADULT GFR),
    CASE("jurisdiction/a-centre-has-none", JURISDICTION_MIXED, CODES,
         "regimen=uk-carvykti; guidance=us-label; " ADULT GFR,
         "regimen=uk-carvykti; guidance=dana-farber; " ADULT GFR),
    CASE("jurisdiction/a-childrens-document-has-none", JURISDICTION_MIXED, "patients.md P11",
         "regimen=us-kymriah-ball; guidance=eu-smpc; bilirubin_mg_dl=0.6; sex=M; age_years=19; "
         "height_cm=178; weight_kg=95; " GFR,
         "regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=15; height_cm=178; "
         "weight_kg=95; " GFR),
    CASE("old/7-days", CREATININE_OLD, CODES,
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-23; ld_start_date=2026-12-01",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-24; ld_start_date=2026-12-01"),
    CASE("old/as-of", CREATININE_OLD, CODES ": else on as_of",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-23; as_of=2026-12-01",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-24; as_of=2026-12-01"),
    CASE("old/first-day-before-as-of", CREATININE_OLD, CODES,
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-23; as_of=2026-11-24; "
            "ld_start_date=2026-12-01",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-23; as_of=2026-11-24; "
            "ld_start_date=2026-11-30"),
    CASE("old/first-day-from-the-infusion", CREATININE_OLD, CODES "; Yescarta day -5",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-23; infusion_date=2026-12-06",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-24; infusion_date=2026-12-06"),
    CASE("old/1-day-when-impaired", CREATININE_OLD, CODES ": clearance below 60",
         US "creatinine_mg_dl=1.5; creatinine_date=2026-11-29; ld_start_date=2026-12-01",
         US "creatinine_mg_dl=1.25; creatinine_date=2026-11-29; ld_start_date=2026-12-01"),
    CASE("old/not-with-measured", CREATININE_OLD, CODES ": nothing rests on it",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-01; ld_start_date=2026-12-01",
         US GFR "creatinine_mg_dl=0.8; creatinine_date=2026-11-01; ld_start_date=2026-12-01"),
    CASE("old/undated", CREATININE_OLD, CODES ": an undated one is part of not-stated",
         US "creatinine_mg_dl=0.8; creatinine_date=2026-11-01; ld_start_date=2026-12-01",
         US "creatinine_mg_dl=0.8; ld_start_date=2026-12-01"),
    CASE("unreliable/amputation", CREATININE_UNRELIABLE, "patients.md P8",
         US "creatinine_mg_dl=0.8; conditions=amputation",
         US "creatinine_mg_dl=0.8; conditions=amputation; cystatin_c_mg_l=0.8"),
    CASE("unreliable/measured", CREATININE_UNRELIABLE, "patients.md P8",
         US "creatinine_mg_dl=0.8; conditions=amputation",
         US GFR "creatinine_mg_dl=0.8; conditions=amputation"),
    CASE("unreliable/emaciated", CREATININE_UNRELIABLE, CODES,
         US "creatinine_mg_dl=0.8; conditions=emaciated",
         US "creatinine_mg_dl=0.8; conditions_absent=emaciated"),
    CASE("unreliable/muscle-disease", CREATININE_UNRELIABLE, CODES,
         US "creatinine_mg_dl=0.8; conditions=muscle_disease", US "creatinine_mg_dl=0.8"),
    CASE("unreliable/bmi-16", CREATININE_UNRELIABLE, CODES,
         "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=200; "
         "weight_kg=63.9; creatinine_mg_dl=0.8",
         "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=200; "
         "weight_kg=64; creatinine_mg_dl=0.8"),
    CASE("unreliable/adult-only", CREATININE_UNRELIABLE, CODES ": adult BMI < 16",
         "regimen=us-kymriah-ball; guidance=us-label; sex=M; age_years=18; height_cm=150; "
         "weight_kg=34; creatinine_mg_dl=0.8",
         "regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=10; height_cm=150; "
         "weight_kg=34; creatinine_mg_dl=0.5"),
    CASE("unreliable/cirrhosis", CREATININE_UNRELIABLE, "patients.md P10",
         US "creatinine_mg_dl=0.8; cirrhosis=yes", US "creatinine_mg_dl=0.8; cirrhosis=no"),
    CASE("fluid/condition", WEIGHT_FLUID, "patients.md P9", US GFR "conditions=fluid",
         US GFR "conditions_absent=fluid"),
    CASE("fluid/ascites", WEIGHT_FLUID, CODES ": ascites moderate; mild is a note",
         US GFR "ascites=moderate", US GFR "ascites=mild"),
    CASE("hole/79", RULE_HOLE, "encoding.md 7.1", US "gfr_measured_ml_min=79.5",
         US "gfr_measured_ml_min=79"),
    CASE("hole/other-outcome-only", RULE_HOLE, CODES ": a reading fills the value in use",
         US "gfr_measured_ml_min=49.5", US "gfr_measured_ml_min=50"),
    CASE("hole/bilirubin", RULE_HOLE, "encoding.md 3.3 ch2",
         "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_mg_dl=3.05; " ADULT GFR,
         "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_mg_dl=3.1; " ADULT GFR),
    CASE("both/clearance", BOTH_ORGANS, CODES, US "gfr_measured_ml_min=59.9; bilirubin_umol_l=34",
         US "gfr_measured_ml_min=60; bilirubin_umol_l=34"),
    CASE("both/bilirubin", BOTH_ORGANS, CODES, US "gfr_measured_ml_min=59.9; bilirubin_umol_l=34",
         US "gfr_measured_ml_min=59.9; bilirubin_umol_l=33.9"),
    CASE("both/gilbert", BOTH_ORGANS, CODES, US "gfr_measured_ml_min=59.9; bilirubin_umol_l=34",
         US "gfr_measured_ml_min=59.9; bilirubin_umol_l=34; gilbert=yes"),
    CASE("unverified/regimen", UNVERIFIED, CODES,
         "regimen=us-aucatzyl; guidance=us-label; accept_unverified=yes; " ADULT GFR,
         "regimen=us-tecelra; guidance=us-label; accept_unverified=yes; " ADULT GFR),
    CASE("over-limit", OVER_LIMIT, "rules.md 2.8",
         US GFR "dosing_weight_kg=75; fludarabine_fraction=1; cyclophosphamide_fraction=1; " SIGNED,
         US GFR
         "dosing_weight_kg=72.6; fludarabine_fraction=1; cyclophosphamide_fraction=1; " SIGNED),
    /* ---- notes ---- */
    CASE("overridden", OVERRIDDEN, "R29",
         US "gfr_measured_ml_min=28; fludarabine_fraction=0.5; " SIGNED,
         US "gfr_measured_ml_min=30; fludarabine_fraction=0.6; " SIGNED),
    CASE("caution/renal", CAUTION, "encoding.md 3.1 cr2", US "gfr_measured_ml_min=24",
         US "gfr_measured_ml_min=25"),
    CASE("caution/one-row-liver", CAUTION,
         "rules.md 1: only when bilirubin >= 34 without Gilbert, AST or ALT above its limit, or "
         "cirrhosis",
         EU GFR "ast_u_l=36; ast_uln_u_l=35", EU GFR "ast_u_l=35; ast_uln_u_l=35"),
    CASE("caution/cirrhosis", CAUTION, "rules.md 1", EU GFR "cirrhosis=yes", EU GFR "cirrhosis=no"),
    CASE("near/above", NEAR_LIMIT, "rules.md 2: within 10 %, outcome differs",
         US "gfr_measured_ml_min=88", US "gfr_measured_ml_min=88.1"),
    CASE("near/below", NEAR_LIMIT, "rules.md 2", US "gfr_measured_ml_min=33",
         US "gfr_measured_ml_min=33.1"),
    CASE("near/same-outcome", NEAR_LIMIT, "rules.md 2: only if the outcome differs",
         "regimen=us-abecma; guidance=dana-farber; " ADULT "gfr_measured_ml_min=54",
         "regimen=us-abecma; guidance=dana-farber; " ADULT "gfr_measured_ml_min=69"),
    CASE("near/example-is-not", NEAR_LIMIT, "issue 2: near no limit",
         "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; "
         "weight_kg=48; creatinine_mg_dl=0.92",
         "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; "
         "weight_kg=48; creatinine_mg_dl=1.1"),
    CASE("interpreted/70", INTERPRETED_LIMIT, CODES ": exactly at an interpreted limit is a note",
         EU "gfr_measured_ml_min=70", EU "gfr_measured_ml_min=70.01"),
    CASE("interpreted/text", INTERPRETED_LIMIT, CODES, EU "gfr_measured_ml_min=70",
         US "gfr_measured_ml_min=80"),
    CASE("dialysis", DIALYSIS_READING, "rules.md 2.3: a marked reading", US "dialysis=hd",
         US GFR "dialysis=none"),
    CASE("dialysis/named-by-the-source", DIALYSIS_READING,
         "encoding.md 3.10: haemodialysis is named, peritoneal is a reading",
         "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2; "
         "dialysis=pd; " ADULT,
         "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2; "
         "dialysis=hd; " ADULT),
    CASE("proportion", IN_PROPORTION, "rules.md 1; issue 2: 15 of 25 mg/m2 in proportion",
         US "gfr_measured_ml_min=40",
         "regimen=us-kymriah-lbcl; guidance=us-label; " ADULT "gfr_measured_ml_min=40"),
    CASE("proportion/fraction", IN_PROPORTION, "rules.md 1: dose-of", US "gfr_measured_ml_min=40",
         "regimen=us-breyanzi; guidance=us-label-older; " ADULT "gfr_measured_ml_min=40"),
    CASE("estimator/measured", ESTIMATOR_OTHER,
         "rules.md 2.3: another choice than the source's equation is a finding", US GFR,
         US "creatinine_mg_dl=0.7"),
    CASE("estimator/case", ESTIMATOR_OTHER, "rules.md 2.3",
         US "creatinine_mg_dl=0.7; estimator=ckd_epi_2021_cr",
         US "creatinine_mg_dl=0.7; estimator=cockcroft_gault"),
    CASE("estimator/none-named", ESTIMATOR_OTHER, "encoding.md 3.3: equation not stated",
         US "creatinine_mg_dl=0.7; estimator=ckd_epi_2021_cr",
         EU "creatinine_mg_dl=0.7; estimator=ckd_epi_2021_cr"),
    CASE("chosen/ideal-weight", CLEARANCE_CHOSEN, "R42; patients.md P2: never ideal weight",
         "formulary=adult-oncology; regimen=us-yescarta; guidance=us-label; sex=M; age_years=67; "
         "height_cm=176; weight_kg=38; creatinine_mg_dl=0.5; clearance_weight=ideal",
         "formulary=adult-oncology; regimen=us-yescarta; guidance=us-label; sex=M; age_years=67; "
         "height_cm=176; weight_kg=38; creatinine_mg_dl=0.5; clearance_weight=actual"),
    CASE("chosen/same-row", CLEARANCE_CHOSEN, "R42: those that change nothing are not told",
         "formulary=adult-oncology; regimen=us-yescarta; guidance=us-label; sex=M; age_years=67; "
         "height_cm=176; weight_kg=38; creatinine_mg_dl=0.5; estimator=ckd_epi_2021_cr",
         "formulary=adult-oncology; regimen=us-yescarta; guidance=us-label; sex=M; age_years=67; "
         "height_cm=176; weight_kg=60; creatinine_mg_dl=0.5; estimator=ckd_epi_2021_cr"),
    CASE("bound", CREATININE_BOUND, "rules.md 2.5; R44", US "creatinine_mg_dl=<0.5",
         US "creatinine_mg_dl=0.5"),
    CASE("bound/open", CREATININE_BOUND, "rules.md 2.5: else a decision", US "creatinine_mg_dl=<0.5",
         US "creatinine_mg_dl=<2"),
    CASE("gilbert", GILBERT, "patients.md P6", US GFR "bilirubin_umol_l=46; gilbert=yes",
         US GFR "bilirubin_umol_l=33; gilbert=yes"),
    CASE("order/over", ORDER_DIFFERS, "R45; 5 % of 52 mg is 2.6 mg",
         US GFR "ordered_fludarabine_mg_per_day=54.7",
         US GFR "ordered_fludarabine_mg_per_day=54.6"),
    CASE("order/under", ORDER_DIFFERS, "R45", US GFR "ordered_fludarabine_mg_per_day=49.3",
         US GFR "ordered_fludarabine_mg_per_day=49.4"),
    CASE("order/bands", ORDER_DIFFERS,
         "encoding.md 5.2: 7 % for banded cyclophosphamide; band 900 mg",
         "formulary=uk-nhs-bands; " US GFR "ordered_cyclophosphamide_mg_per_day=964",
         "formulary=uk-nhs-bands; " US GFR "ordered_cyclophosphamide_mg_per_day=963"),
    CASE("finer", ROUNDING_FINER,
         "rules.md 1: a tenth of the step beyond 5 %; 4.74 to 4.5 is 5.1 %, 4.80 to 5 is 4.1 %",
         US GFR "fludarabine_fraction=0.0914; " SIGNED,
         US GFR "fludarabine_fraction=0.0925; " SIGNED),
    CASE("capped", SIZE_CAPPED, "patients.md P1", US GFR "bsa_cap_m2=1.7",
         US GFR "bsa_cap_m2=1.73"),
    CASE("dosing-weight", DOSING_WEIGHT_GIVEN, "R11", US GFR "dosing_weight_kg=59.9",
         US GFR "dosing_weight_kg=60"),
    CASE("dates/past", DATES_PAST, "R06", US GFR "as_of=2026-11-24; ld_start_date=2026-11-23",
         US GFR "as_of=2026-11-24; ld_start_date=2026-11-24"),
    CASE("weight-change/gain", WEIGHT_CHANGE, "R06", US GFR "previous_weight_kg=54",
         US GFR "previous_weight_kg=55"),
    CASE("weight-change/loss", WEIGHT_CHANGE, "R06", US GFR "previous_weight_kg=66.7",
         US GFR "previous_weight_kg=66.6"),
    CASE("mild-ascites", WEIGHT_FLUID_MILD, "patients.md P10", US GFR "ascites=mild",
         US GFR "ascites=none"),
    CASE("mild-ascites/one-subject", WEIGHT_FLUID_MILD, "R48: one subject, one finding",
         US GFR "ascites=mild", US GFR "ascites=mild; conditions=fluid"),
    CASE("agree", CLEARANCES_AGREE, "patients.md P1",
         "regimen=us-yescarta; guidance=us-label; sex=F; age_years=58; height_cm=165; "
         "weight_kg=128; creatinine_mg_dl=0.6",
         US "creatinine_mg_dl=0.6"),
    CASE("window/late", WINDOW_OUTSIDE, "encoding.md 2.2: uk-carvykti 5 to 7 days from the start",
         "regimen=uk-carvykti; guidance=eu-smpc; bilirubin_mg_dl=0.6; ld_start_date=2026-12-01; "
         "infusion_date=2026-12-09; " ADULT GFR,
         "regimen=uk-carvykti; guidance=eu-smpc; bilirubin_mg_dl=0.6; ld_start_date=2026-12-01; "
         "infusion_date=2026-12-08; " ADULT GFR),
    CASE("window/numbered-days-disagree", WINDOW_OUTSIDE, "encoding.md 2.1: Yescarta days -5 to -3",
         US GFR "ld_start_date=2026-12-01; infusion_date=2026-12-07",
         US GFR "ld_start_date=2026-12-01; infusion_date=2026-12-06"),
    CASE("window/boundary", WINDOW_BOUNDARY, "encoding.md 2.2: a boundary day is a warning",
         "regimen=us-breyanzi; guidance=us-label; ld_start_date=2026-12-01; "
         "infusion_date=2026-12-05; " ADULT GFR,
         "regimen=us-breyanzi; guidance=us-label; ld_start_date=2026-12-01; "
         "infusion_date=2026-12-06; " ADULT GFR),
    CASE("omission/us", OMISSION_POSSIBLE, "encoding.md 2.2: WBC <= 1.0",
         "regimen=us-kymriah-lbcl; guidance=us-label; wbc_10e9_l=1; " ADULT GFR,
         "regimen=us-kymriah-lbcl; guidance=us-label; wbc_10e9_l=1.01; " ADULT GFR),
    CASE("omission/uk", OMISSION_POSSIBLE, "encoding.md 2.2: WBC < 1.0 in Southampton",
         "regimen=uk-kymriah-lbcl; guidance=uk-uhs-car-t; wbc_10e9_l=0.99; " ADULT GFR,
         "regimen=uk-kymriah-lbcl; guidance=uk-uhs-car-t; wbc_10e9_l=1; " ADULT GFR),
    CASE("alternative", ALTERNATIVE_NAMED, "encoding.md 2.3",
         "regimen=us-kymriah-lbcl; guidance=us-label; conditions=cystitis_grade_4; " ADULT GFR,
         "regimen=us-yescarta; guidance=us-label; conditions=cystitis_grade_4; " ADULT GFR),
    CASE("unused/combine", UNUSED_ANSWER, CODES, US GFR "combine=lowest", US GFR),
    CASE("unused/accept-unverified", UNUSED_ANSWER, CODES, US GFR "accept_unverified=yes",
         "regimen=us-aucatzyl; guidance=us-label; accept_unverified=yes; " ADULT GFR),
    CASE("unused/override", UNUSED_ANSWER, CODES, US GFR SIGNED, US GFR),
    CASE("unused/under-10-kg", UNUSED_ANSWER, CODES, US GFR "confirm=bsa-under-10-kg",
         "regimen=us-kymriah-ball; guidance=kinderformularium; confirm=bsa-under-10-kg; sex=F; "
         "age_years=1; height_cm=70; weight_kg=8; creatinine_mg_dl=0.2"),
    CASE("unused/fraction", UNUSED_ANSWER, CODES, US GFR "fludarabine_fraction=1", US GFR),
    CASE("review", PAST_REVIEW, "encoding.md 3: review-by 2027-11-24", US GFR "as_of=2027-11-25",
         US GFR "as_of=2027-11-24"),
    CASE("not-stated", NOT_STATED, "cli.md: what was not stated is one note", US GFR,
         US GFR "dialysis=none; ascites=none; cirrhosis=no; conditions_absent=pentostatin "
                "haemolysis haemolysis_on_fludarabine outflow_obstruction urinary_infection "
                "cystitis_grade_4 active_infection active_gvhd breast_feeding pregnancy porphyria "
                "amputation fluid emaciated muscle_disease product_not_on_site"),
};

static gboolean
tells(const char *text, LdoseFindingCode code)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(text);
    if (!fixture->planned) {
        g_autofree char *faults = fixture_faults_text(&fixture->faults);
        g_error("\"%s\" is refused: %s", text, faults);
    }
    return ldose_plan_has_finding(&fixture->plan, code);
}

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_test_message("source: %s", row->source);
    g_assert_true(tells(row->present, row->code));
    g_assert_false(tells(row->absent, row->code));
}

/* weight-old needs a site that sets a limit: none ships with one. */
static void
test_weight_old(void)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *policy = fixture_read("formulary/as-published-1.0.xml");
    policy = fixture_replace(g_steal_pointer(&policy), "version=\"1.0\" status",
                             "version=\"1.1\" status");
    policy =
        fixture_replace(g_steal_pointer(&policy), "<data-age ", "<data-age weight-days=\"14\" ");
    fixture_write(directory, "formulary/as-published-1.1.xml", policy, -1);
    LdoseRuleSet *rules =
        fixture_rules_in(directory, "us-yescarta", "us-label", "as-published@1.1");
    static const struct {
        const char *date;
        gboolean old;
    } rows[] = {{"2026-11-16", TRUE}, {"2026-11-17", FALSE}, {"2026-11-18", FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            g_strdup_printf(US GFR "as_of=2026-12-01; weight_date=%s", rows[i].date);
        g_autoptr(FixtureCase) fixture = fixture_plan_under(text, rules);
        g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_WEIGHT_OLD) ==
                      rows[i].old);
    }
    ldose_rule_set_clear(rules);
    g_free(rules);
    fixture_remove_directory(g_steal_pointer(&directory));
}

static void
test_every_code_has_a_case(void)
{
    for (int code = 0; code < LDOSE_N_FINDINGS; code++) {
        gboolean found = code == LDOSE_FINDING_WEIGHT_OLD; /* above */
        for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
            found = found || (int)CASES[i].code == code;
        if (!found)
            g_error("no case for %s", ldose_finding_kind((LdoseFindingCode)code)->id);
    }
}

/* ---- what release follows from --------------------------------------------------------------- */

typedef struct {
    const char *name;
    const char *source;
    const char *text;
    LdoseRelease release;
    const char *acknowledge; /* in order */
} ReleaseCase;

static const ReleaseCase RELEASE_CASES[] = {
    {"clear", "issue 2",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     LDOSE_RELEASE_CLEAR, ""},
    {"row-1", "issue 2",
     "regimen=us-yescarta; guidance=us-label; sex=M; age_years=38; height_cm=186; weight_kg=56.7; "
     "creatinine_mg_dl=0.55; bilirubin_mg_dl=3.4",
     LDOSE_RELEASE_ACKNOWLEDGE, "outside-gate"},
    {"row-2", "issue 2",
     "regimen=uk-tecartus-mcl; guidance=us-label; sex=F; age_years=65; height_cm=146; "
     "weight_kg=115.1; creatinine_mg_dl=0.85; bilirubin_mg_dl=0.4",
     LDOSE_RELEASE_ACKNOWLEDGE, "clearance-disagrees jurisdiction-mixed"},
    {"row-4", "issue 2",
     "regimen=uk-breyanzi; guidance=us-label-older; sex=M; age_years=26; height_cm=152; "
     "weight_kg=55.4; creatinine_mg_dl=3.1; bilirubin_mg_dl=0.4",
     LDOSE_RELEASE_ACKNOWLEDGE,
     "contraindicated-elsewhere clearance-disagrees outside-gate jurisdiction-mixed"},
    {"row-5", "issue 2",
     "regimen=us-kymriah-ball; guidance=eu-smpc; sex=M; age_years=42; height_cm=152; "
     "weight_kg=55.4; creatinine_mg_dl=1.2; bilirubin_mg_dl=0.4; fludarabine_fraction=0.5",
     LDOSE_RELEASE_ACKNOWLEDGE, "outside-population jurisdiction-mixed"},
    {"all-twelve-in-order", CODES ": codes stand in this order",
     "regimen=eu-kymriah-ball; guidance=us-label; " ADULT
     "creatinine_mg_dl=1.515; creatinine_date=2026-11-20; ld_start_date=2026-12-01; "
     "bilirubin_mg_dl=5.5; conditions=amputation fluid; dosing_weight_kg=75; "
     "accept_unverified=yes; fludarabine_fraction=0.6; cyclophosphamide_fraction=1; " SIGNED,
     LDOSE_RELEASE_ACKNOWLEDGE,
     "contraindicated-elsewhere clearance-disagrees outside-gate outside-population "
     "jurisdiction-mixed creatinine-old creatinine-unreliable weight-fluid rule-hole both-organs "
     "unverified over-limit"},
    {"decision-blocks", CODES, EU "gfr_measured_ml_min=50", LDOSE_RELEASE_BLOCKED, NULL},
    {"incomplete-blocks", CODES, US, LDOSE_RELEASE_BLOCKED, NULL},
    {"stop-blocks", CODES, US "gfr_measured_ml_min=20; bilirubin_umol_l=50", LDOSE_RELEASE_BLOCKED,
     NULL},
    {"stop-with-infection-blocks", CODES, US GFR "conditions=active_infection",
     LDOSE_RELEASE_BLOCKED, NULL},
    {"a-note-does-not", CODES ": everything else is a note", US "gfr_measured_ml_min=81",
     LDOSE_RELEASE_CLEAR, ""},
};

static void
test_release(gconstpointer data)
{
    const ReleaseCase *row = data;
    g_test_message("source: %s", row->source);
    g_autoptr(FixtureCase) fixture = fixture_plan(row->text);
    g_assert_true(fixture->planned);
    g_assert_cmpint((int)fixture->plan.release, ==, (int)row->release);
    g_autofree char *acknowledge = fixture_acknowledge(&fixture->plan);
    if (row->acknowledge != NULL)
        g_assert_cmpstr(acknowledge, ==, row->acknowledge);
}

/* ---- what the findings carry ----------------------------------------------------------------- */

static const LdoseFinding *
find(const LdosePlan *plan, LdoseFindingCode code)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        if (plan->finding[i].code == code)
            return &plan->finding[i];
    }
    g_error("no finding %s", ldose_finding_kind(code)->id);
}

static void
test_near_limit_names_the_creatinine(void)
{
    /* patients.md P5: "Band changes at creatinine 1.12 mg/dL" */
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=64; height_cm=175; "
                     "weight_kg=74; creatinine_mg_dl=1.08; bilirubin_mg_dl=0.6");
    const LdosePlan *plan = &fixture->plan;
    const LdoseFinding *near = find(plan, LDOSE_FINDING_NEAR_LIMIT);
    g_assert_cmpfloat_with_epsilon(near->limit, 70, 1e-9);
    g_assert_cmpstr(near->rule->id, ==, "fr2");
    double at = ldose_clearance_creatinine_at(
        &fixture->patient, &plan->measures, &plan->clearance[(int)near->other], near->limit, FALSE);
    g_assert_cmpfloat_with_epsilon(at, 76 * 74 / (72.0 * 70), 1e-8);
}

static void
test_near_limit_takes_the_nearest(void)
{
    /* 32.9 mL/min under us-label: 30 is near; of 49 and 30 none else. 53 is near 50 and 49. */
    g_autoptr(FixtureCase) fixture = fixture_plan(US "gfr_measured_ml_min=53");
    g_assert_cmpfloat_with_epsilon(find(&fixture->plan, LDOSE_FINDING_NEAR_LIMIT)->limit, 50, 1e-9);
    g_autoptr(FixtureCase) at = fixture_plan(US "gfr_measured_ml_min=30");
    const LdoseFinding *near = find(&at->plan, LDOSE_FINDING_NEAR_LIMIT);
    g_assert_cmpfloat_with_epsilon(near->limit, 30, 1e-9);
    g_assert_cmpstr(near->rule->id, ==, "fr6");
}

static void
test_not_stated_is_one_note(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US "creatinine_mg_dl=0.8; bilirubin_umol_l=40; dialysis=none");
    const LdoseFinding *note = find(&fixture->plan, LDOSE_FINDING_NOT_STATED);
    g_assert_true((note->columns & LDOSE_COLUMN_BIT(LDOSE_COLUMN_DIALYSIS)) == 0);
    g_assert_true((note->columns & LDOSE_COLUMN_BIT(LDOSE_COLUMN_ASCITES)) != 0);
    g_assert_true((note->columns & LDOSE_COLUMN_BIT(LDOSE_COLUMN_CIRRHOSIS)) != 0);
    g_assert_true((note->columns & LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_DATE)) != 0);
    g_assert_cmpuint(note->conditions, ==, (1u << LDOSE_N_CONDITIONS) - 1);
}

/* The columns of the note, each with a blank before it. */
static char *
not_stated(const char *text)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(text);
    const LdoseFinding *note = find(&fixture->plan, LDOSE_FINDING_NOT_STATED);
    GString *names = g_string_new(NULL);
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        if ((note->columns & LDOSE_COLUMN_BIT(column)) != 0)
            g_string_append_printf(names, " %s", ldose_column_info((LdoseColumn)column)->name);
    }
    return g_string_free(names, FALSE);
}

static void
test_what_is_not_stated(void)
{
    static const struct {
        const char *given, *told; /* told: beyond dialysis, ascites and cirrhosis */
    } rows[] = {
        {"creatinine_mg_dl=0.8", " creatinine_date"},
        {"creatinine_mg_dl=0.8; creatinine_date=2026-11-20", " as_of"}, /* its age is not known */
        {"creatinine_mg_dl=0.8; creatinine_date=2026-11-20; as_of=2026-11-24", ""},
        {"creatinine_mg_dl=0.8; creatinine_date=2026-11-20; ld_start_date=2026-11-24", ""},
        {"gfr_measured_ml_min=100; ast_u_l=500", " ast_uln_u_l"}, /* a gate is not judged */
        {"gfr_measured_ml_min=100; alt_u_l=500; ast_u_l=30; ast_uln_u_l=40", " alt_uln_u_l"},
        {"gfr_measured_ml_min=100; alt_u_l=30; alt_uln_u_l=40", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            g_strconcat(US "dialysis=none; ascites=none; cirrhosis=no; ", rows[i].given, NULL);
        g_autofree char *told = not_stated(text);
        g_assert_cmpstr(told, ==, rows[i].told);
    }
}

/* A document of a site with @n stops for one condition, beside those that ship. */
static LdoseRuleSet *
rules_with_stops(const char *directory, guint n)
{
    GString *stops = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(stops,
                               "<stop id=\"many-%u\" drug=\"fludarabine\" condition=\"fluid\" "
                               "source=\"S3\" evidence=\"label\" edge-basis=\"text\">"
                               "<contraindicated>do not give</contraindicated></stop>\n", i);
    g_string_append(stops, "</guidance>");
    char *text = fixture_read("guidance/us-label-1.0.xml");
    text = fixture_replace(text, "</guidance>", stops->str);
    text = fixture_replace(text, "id=\"us-label\"", "id=\"many-stops\"");
    fixture_write(directory, "guidance/many-stops-1.0.xml", text, -1);
    g_free(text);
    g_string_free(stops, TRUE);
    return fixture_rules_in(directory, "us-yescarta", "us-label", "as-published");
}

/* What is to be acknowledged is never lost: it takes the place of a note, and where there are more
 * points than places, there is no plan. */
static void
test_many_findings(void)
{
    static const struct {
        guint stops;
        gboolean planned;
    } rows[] = {{3, TRUE}, {LDOSE_MAX_FINDINGS - 4, TRUE}, {LDOSE_MAX_FINDINGS - 3, TRUE}, {LDOSE_MAX_FINDINGS, FALSE}, {400, FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *directory = fixture_make_directory();
        LdoseRuleSet *rules = rules_with_stops(directory, rows[i].stops);
        /* The caution of few white cells comes first and gives way; the other notes come last. */
        g_autoptr(FixtureCase) fixture =
            fixture_plan_under(US GFR "bilirubin_umol_l=50; gilbert=no; ascites=moderate; "
                                      "previous_weight_kg=40; conditions=fluid; combine=lowest; "
                                      "wbc_10e9_l=1",
                               rules);
        g_assert_true(fixture->planned == rows[i].planned);
        if (rows[i].planned) {
            guint elsewhere = 0;
            for (guint k = 0; k < fixture->plan.n_findings; k++)
                elsewhere += fixture->plan.finding[k].guidance != NULL &&
                             strcmp(fixture->plan.finding[k].guidance->document.id, "many-stops") == 0;
            g_assert_cmpuint(elsewhere, ==, rows[i].stops);
            g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_WEIGHT_FLUID));
            g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_OUTSIDE_GATE));
            g_assert_cmpint((int)fixture->plan.release, ==, (int)LDOSE_RELEASE_ACKNOWLEDGE);
        } else {
            g_assert_cmpuint(fixture->faults.n, ==, 1);
            g_assert_cmpint(fixture->faults.fault[0].column, ==, LDOSE_COLUMN_GUIDANCE);
        }
        ldose_rule_set_clear(rules);
        g_free(rules);
        fixture_remove_directory(g_steal_pointer(&directory));
    }
}

/* Whether the answer about a light patient was asked for is said by the row that asks, not by 10 kg. */
static void
test_light_patient_limit(void)
{
    static const char confirmed[] =
        "regimen=us-kymriah-ball; guidance=kinderformularium; sex=F; age_years=1.5; height_cm=78; "
        "weight_kg=11; gfr_measured_ml_min=50; bilirubin_mg_dl=0.5; confirm=bsa-under-10-kg";
    g_autofree char *directory = fixture_make_directory();
    char *text = fixture_read("guidance/general-findings-1.0.xml");
    text = fixture_replace(text, "<range below=\"10\"/>\n      <undefined otherwise=\"ask\"/>",
                           "<range below=\"12\"/>\n      <undefined otherwise=\"ask\"/>");
    text = fixture_replace(text, "<range from=\"10\"/>", "<range from=\"12\"/>");
    text = fixture_replace(text, "version=\"1.0\" status", "version=\"1.1\" status");
    fixture_write(directory, "guidance/general-findings-1.1.xml", text, -1);
    g_free(text);
    LdoseRuleSet *rules =
        fixture_rules_in(directory, "us-kymriah-ball", "kinderformularium", "as-published");
    g_autoptr(FixtureCase) shipped = fixture_plan(confirmed);
    g_autoptr(FixtureCase) other = fixture_plan_under(confirmed, rules);
    g_assert_cmpuint(find(&shipped->plan, LDOSE_FINDING_UNUSED_ANSWER)->columns, ==,
                     LDOSE_COLUMN_BIT(LDOSE_COLUMN_CONFIRM));
    g_assert_false(ldose_plan_has_finding(&other->plan, LDOSE_FINDING_UNUSED_ANSWER));
    ldose_rule_set_clear(rules);
    g_free(rules);
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* The limits that a text prints are those that were compared. */
static void
test_limits_of_findings(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=us-yescarta; guidance=us-label; sex=F; age_years=68; height_cm=160; "
                     "weight_kg=62; creatinine_mg_dl=1.10; bilirubin_umol_l=50; as_of=2026-11-30; "
                     "creatinine_date=2026-11-28");
    const LdoseFinding *organs = find(&fixture->plan, LDOSE_FINDING_BOTH_ORGANS);
    g_assert_cmpfloat(organs->limit, ==, 60);
    g_assert_cmpfloat(organs->other_limit, ==, 34);
    const LdoseFinding *old = find(&fixture->plan, LDOSE_FINDING_CREATININE_OLD);
    g_assert_cmpfloat(old->limit, ==, 1);
    g_assert_cmpfloat(old->other, ==, 60);
}

static void
test_elsewhere_names_document_and_row(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(US GFR "bilirubin_mg_dl=5.01");
    const LdoseFinding *finding = find(&fixture->plan, LDOSE_FINDING_CONTRAINDICATED_ELSEWHERE);
    g_assert_cmpint(finding->drug, ==, LDOSE_CYCLOPHOSPHAMIDE);
    g_assert_nonnull(finding->guidance);
    g_assert_nonnull(finding->rule);
    g_assert_cmpstr(finding->guidance->document.id, !=, "us-label");
}

static void
test_disagreement_names_rows_and_doses(void)
{
    /* issue 2 row 2: with lean weight 50.6 mL/min the row is 50 to 79 */
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=uk-tecartus-mcl; guidance=us-label; sex=F; age_years=65; "
                     "height_cm=146; weight_kg=115.1; creatinine_mg_dl=0.85");
    const LdosePlan *plan = &fixture->plan;
    gboolean lean = FALSE;
    for (guint i = 0; i < plan->n_variants; i++) {
        const LdoseVariant *variant = &plan->variant[i];
        if (variant->clearance.weight != LDOSE_WEIGHT_LEAN)
            continue;
        lean = TRUE;
        g_assert_cmpfloat_with_epsilon(variant->clearance.absolute.ml_min, 50.6, 0.05);
        g_assert_true(variant->differs && variant->drug_differs[LDOSE_FLUDARABINE] &&
                      !variant->drug_differs[LDOSE_CYCLOPHOSPHAMIDE]);
        g_assert_cmpstr(variant->rule[LDOSE_FLUDARABINE]->id, ==, "fr3");
    }
    g_assert_true(lean);
}

/* ---- alarm budget (R48) ---------------------------------------------------------------------- */

#define ALL_STATED                                                                                 \
    "dialysis=none; ascites=none; cirrhosis=no; gilbert=no; bilirubin_mg_dl=0.6; ast_u_l=25; "     \
    "ast_uln_u_l=35; "                                                                             \
    "alt_u_l=25; alt_uln_u_l=45; as_of=2026-11-30; creatinine_date=2026-11-30; "                   \
    "ld_start_date=2026-12-01; "                                                                   \
    "conditions_absent=pentostatin haemolysis haemolysis_on_fludarabine outflow_obstruction "      \
    "urinary_infection "                                                                           \
    "cystitis_grade_4 active_infection active_gvhd breast_feeding pregnancy porphyria amputation " \
    "fluid emaciated "                                                                             \
    "muscle_disease product_not_on_site"

/* One subject, one finding: a code stands once a drug; a caution once a row. */
static void
assert_one_a_subject(const LdosePlan *plan)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        for (guint k = 0; k < i; k++) {
            const LdoseFinding *a = &plan->finding[i], *b = &plan->finding[k];
            gboolean same = a->code == b->code && a->drug == b->drug && a->rule == b->rule &&
                            a->table == b->table && a->columns == b->columns &&
                            a->guidance == b->guidance;
            g_assert_false(same);
        }
    }
}

static void
assert_quiet(const FixtureCase *fixture, const char *text)
{
    const LdosePlan *plan = &fixture->plan;
    g_autofree char *findings = fixture_findings(plan);
    g_assert_true(fixture->planned);
    if (plan->status != LDOSE_PLAN_FINAL || plan->release != LDOSE_RELEASE_CLEAR ||
        plan->n_findings > 2)
        g_error("\"%s\": %s", text, findings);
    assert_one_a_subject(plan);
}

static void
test_alarm_budget(gconstpointer data)
{
    const char *documents = data;
    g_autoptr(GRand) random = g_rand_new_with_seed(48);
    guint n = 0;
    for (guint tries = 0; n < 200 && tries < 100000; tries++) {
        int male = g_rand_boolean(random), age = g_rand_int_range(random, 18, 75);
        double height_cm = 150 + g_rand_int_range(random, 0, 500) / 10.0;
        double bmi = 18.5 + g_rand_int_range(random, 0, 1149) / 100.0;
        double creatinine = g_rand_int_range(random, 45, 110) / 100.0;
        double weight_kg = (int)(bmi * height_cm * height_cm / 1000) / 10.0 + 0.1;
        g_autofree char *text =
            g_strdup_printf("%s; sex=%s; age_years=%d; height_cm=%.1f; weight_kg=%.1f; "
                            "creatinine_mg_dl=%.2f; " ALL_STATED,
                            documents, male ? "M" : "F", age, height_cm, weight_kg, creatinine);
        g_strdelimit(text, ",", '.'); /* a case has the point in every locale */
        g_autoptr(FixtureCase) fixture = fixture_plan(text);
        g_assert_true(fixture->planned);
        const LdosePlan *plan = &fixture->plan;
        gboolean ordinary = plan->measures.bmi_kg_m2 >= 18.5 && plan->measures.bmi_kg_m2 < 30 &&
                            plan->clearance_in_use >= 0 &&
                            plan->clearance[plan->clearance_in_use].absolute.ml_min >= 90 &&
                            plan->clearance[plan->clearance_in_use].indexed.ml_min_173 >= 90;
        LdoseClearance ckd_epi;
        ldose_clearance_estimate(&fixture->patient, &plan->measures, LDOSE_FORMULA_CKD_EPI_2021_CR,
                                 -1, &ckd_epi);
        if (!ordinary || ckd_epi.absolute.ml_min < 90 || ckd_epi.indexed.ml_min_173 < 90)
            continue;
        n++;
        assert_quiet(fixture, text);
    }
    g_assert_cmpuint(n, ==, 200);
}

static const char *const BUDGETS[] = {
    "regimen=us-yescarta; guidance=us-label",
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology",
    "regimen=us-breyanzi; guidance=us-label-older",
    "regimen=us-amtagvi; guidance=us-label; formulary=adult-oncology",
    "regimen=eu-yescarta; guidance=eu-smpc",
    "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology",
    "regimen=uk-breyanzi; guidance=eu-smpc; formulary=uk-nhs-bands",
    "regimen=ch-yescarta; guidance=ch-fludara",
    "regimen=ch-abecma; guidance=ch-actavis-2016",
    "regimen=us-abecma; guidance=dana-farber",
    "regimen=eu-yescarta; guidance=vall-hebron",
    "regimen=uk-yescarta; guidance=uk-uhs-car-t; formulary=uk-nhs-bands",
    "regimen=us-yescarta; guidance=composed-example",
};

/* patients.md: P0 is silent, P6 and P11 are clear. */
static void
test_quiet_patients(void)
{
    static const char *const texts[] = {
        "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; age_years=55; "
        "height_cm=178; weight_kg=80; creatinine_mg_dl=0.90; " ALL_STATED,
        "regimen=us-kymriah-ball; guidance=kinderformularium; formulary=adult-oncology; sex=M; "
        "age_years=15; height_cm=178; weight_kg=95; creatinine_mg_dl=0.80; " ALL_STATED,
        "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=58; "
        "height_cm=165; weight_kg=128; creatinine_mg_dl=0.60; " ALL_STATED,
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(texts[i]);
        assert_quiet(fixture, texts[i]);
    }
}

static void
test_sorted_and_single(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(CASES[i].present);
        const LdosePlan *plan = &fixture->plan;
        for (guint k = 1; k < plan->n_findings; k++)
            g_assert_cmpint((int)plan->finding[k - 1].code, <=, (int)plan->finding[k].code);
        assert_one_a_subject(plan);
        gboolean to_acknowledge = FALSE;
        for (guint k = 0; k < plan->n_findings; k++)
            to_acknowledge =
                to_acknowledge ||
                ldose_finding_kind(plan->finding[k].code)->severity == LDOSE_SEVERITY_ACKNOWLEDGE;
        LdoseRelease expected = plan->status != LDOSE_PLAN_FINAL ? LDOSE_RELEASE_BLOCKED
                                : to_acknowledge                 ? LDOSE_RELEASE_ACKNOWLEDGE
                                                                 : LDOSE_RELEASE_CLEAR;
        g_assert_cmpint((int)plan->release, ==, (int)expected);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/release/finding/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/release/finding/R06-weight-old", test_weight_old);
    g_test_add_func("/release/finding/every-code", test_every_code_has_a_case);
    for (guint i = 0; i < G_N_ELEMENTS(RELEASE_CASES); i++) {
        g_autofree char *path = g_strdup_printf("/release/R41-%s", RELEASE_CASES[i].name);
        g_test_add_data_func(path, &RELEASE_CASES[i], test_release);
    }
    g_test_add_func("/release/carries/near-limit-creatinine", test_near_limit_names_the_creatinine);
    g_test_add_func("/release/carries/near-limit-nearest", test_near_limit_takes_the_nearest);
    g_test_add_func("/release/carries/not-stated", test_not_stated_is_one_note);
    g_test_add_func("/release/carries/R44-not-stated", test_what_is_not_stated);
    g_test_add_func("/release/many-findings", test_many_findings);
    g_test_add_func("/release/light-patient-limit", test_light_patient_limit);
    g_test_add_func("/release/carries/limits", test_limits_of_findings);
    g_test_add_func("/release/carries/elsewhere", test_elsewhere_names_document_and_row);
    g_test_add_func("/release/carries/R42-disagreement", test_disagreement_names_rows_and_doses);
    for (guint i = 0; i < G_N_ELEMENTS(BUDGETS); i++) {
        g_auto(GStrv) words = g_strsplit_set(BUDGETS[i], "=;", 5);
        g_autofree char *path =
            g_strdup_printf("/release/R48-alarm-budget/%s-%s-%u", words[1], words[3], i);
        g_test_add_data_func(path, BUDGETS[i], test_alarm_budget);
    }
    g_test_add_func("/release/R48-quiet-patients", test_quiet_patients);
    g_test_add_func("/release/R25-sorted-and-single", test_sorted_and_single);
    return g_test_run();
}
