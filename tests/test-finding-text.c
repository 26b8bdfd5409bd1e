/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected phrases: the worked patients of the design's evidence (P0 to P12), whose values were computed
 * by hand there, and the contract of the engine. */
#include "finding-text.h"

#include <string.h>

#include "card-text.h"
#include "decision-text.h"
#include "fixture.h"

#define ASKED                                                                                      \
    "; as_of=2026-11-30; ld_start_date=2026-12-01; creatinine_date=2026-11-30; cirrhosis=no; "       \
    "ascites=none"
#define US "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology"
#define EU "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology"
#define P2 "; sex=M; age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; "             \
           "bilirubin_mg_dl=2.4; conditions=emaciated; dialysis=none" ASKED
#define P5 "; sex=M; age_years=64; height_cm=175; weight_kg=74; creatinine_mg_dl=1.08; "             \
           "bilirubin_mg_dl=0.6; dialysis=none" ASKED
#define P12 "; sex=F; age_years=68; height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; "            \
            "bilirubin_mg_dl=0.6; dialysis=none" ASKED
#define P9 "regimen=us-kymriah-lbcl; guidance=us-label; formulary=adult-oncology; sex=M; "           \
           "age_years=57; height_cm=174; weight_kg=82; creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6; " \
           "conditions=fluid; ascites=moderate; dialysis=none"
#define P4 US "; sex=F; age_years=66; height_cm=162; weight_kg=70; creatinine_mg_dl=6; "             \
              "bilirubin_mg_dl=0.5; dialysis=hd" ASKED
#define P7 US "; sex=F; age_years=59; height_cm=168; weight_kg=72; creatinine_mg_dl=1.35; "          \
              "creatinine_earlier_mg_dl=0.90; creatinine_earlier_date=2026-11-27; "                  \
              "bilirubin_mg_dl=0.6; dialysis=none" ASKED
#define P7_BOUND US "; sex=F; age_years=59; height_cm=168; weight_kg=72; creatinine_mg_dl=<1.35; "   \
                    "creatinine_earlier_mg_dl=0.90; creatinine_earlier_date=2026-11-27; "            \
                    "bilirubin_mg_dl=0.6; dialysis=none" ASKED
#define CHILD "; sex=F; age_years=1; height_cm=70; weight_kg=8; creatinine_mg_dl=0.20; "             \
              "bilirubin_mg_dl=0.5"

typedef struct {
    const char *name, *text, *code;
    const char *has[5]; /* pieces of the finding's text */
    const char *lacks;  /* NULL: nothing */
} Case;

static const Case cases[] = {
    {"P2-disagrees", US P2, "clearance-disagrees",
     {"Fludarabine: in use is Cockcroft–Gault with actual weight, 77.1 mL/min: 80 %", "32.71 mg",
      "CKD-EPI 2021, de-indexed 88.1 mL/min: full dose, 40.89 mg."}},
    {"P2-gate", US P2, "outside-gate",
     {"bilirubin 41 µmol/L (2.4 mg/dL), limit 34 µmol/L",
      "Not checked by us for fludarabine under us-label@1.0: open section “use in hepatic impairment”",
      "for cyclophosphamide", "“8.7”", "EBMT"}},
    {"P2-unreliable", US P2, "creatinine-unreliable",
     {"body mass index 12.3 kg/m², emaciated", "Use measured or cystatin C clearance"}},
    {"P2-cystatin", EU P2 "; cystatin_c_mg_l=1.6", "clearance-disagrees",
     {"CKD-EPI 2021 with cystatin C, de-indexed 52 mL/min",
      "50 % to below 100 % of the standard dose, 20.45 to below 40.89 mg",
      "(no statement in this source)"}},
    {"P5-near-limit", EU P5, "near-limit",
     {"clearance 72.3 mL/min, limit 70", "creatinine 1.12 mg/dL", "28.45 to below 56.9 mg",
      "leaves open to which row 70 itself belongs"}},
    {"P5-near-limit-umol",
     "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=64; height_cm=175; weight_kg=74; "
     "creatinine_umol_l=95.5; bilirubin_mg_dl=0.6; dialysis=none" ASKED,
     "near-limit", {"creatinine 99 µmol/L"}},
    {"P6-gilbert",
     EU "; sex=M; age_years=34; height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; "
        "bilirubin_umol_l=46; gilbert=yes",
     "gilbert", {"Bilirubin 46 µmol/L", "no upper figure"}},
    {"P7-unstable", P7, "creatinine-unstable",
     {"from 0.9 mg/dL to 1.35 mg/dL (1.5 times; number of days: 3)", "51 mL/min, an upper estimate",
      "50, 49, 30"}, " mg of"},
    {"P7-may-have-risen", P7_BOUND, "creatinine-unstable",
     {"may have risen", "it was 0.9 mg/dL", "below 1.35 mg/dL (up to 1.5 times)", "50, 49, 30 mL/min"},
     "rose"},
    {"P2-ideal-weight",
     "formulary=adult-oncology; regimen=us-yescarta; guidance=us-label; sex=M; age_years=67; "
     "height_cm=176; weight_kg=38; creatinine_mg_dl=0.5; bilirubin_mg_dl=1; clearance_weight=ideal",
     "clearance-chosen",
     {"in use is Cockcroft–Gault with ideal weight, 144.7 mL/min: full dose",
      "Cockcroft–Gault with actual weight 77.1 mL/min: 80 % of the standard dose"}},
    {"dosing-weight", P9 "; dosing_weight_kg=41", "dosing-weight-given",
     {"from 41 kg", "the measured weight is 82 kg (difference: −50 %)"}},
    {"dates-past", P9 "; as_of=2026-11-24; ld_start_date=2026-11-15", "dates-past",
     {"begins on 15 Nov 2026", "the plan is of 24 Nov 2026"}},
    {"order-tenfold", P9 "; ordered_fludarabine_mg_per_day=500", "order-differs",
     {"absolute maximum of the site policy: it must not be given"}},
    {"order-threefold", P9 "; ordered_fludarabine_mg_per_day=150", "order-differs", {"ordered 150 mg"},
     "absolute maximum"},
    {"P9-dry-weight", P9 "; dry_weight_kg=74", "weight-fluid",
     {"82 kg", "dry weight is 74 kg", "fludarabine full dose, 49.77 mg", "37.82 mg", "472.8 mg"}},
    {"P9-no-dry-weight", P9, "weight-fluid",
     {"no dry weight is given", "the row of fludarabine changes below 76.3 kg", "80 mL/min"}},
    {"P10-mild-ascites",
     "regimen=us-breyanzi; guidance=us-label; sex=M; age_years=61; height_cm=170; weight_kg=68; "
     "creatinine_mg_dl=0.90; bilirubin_mg_dl=2.6; cirrhosis=yes; ascites=mild",
     "weight-fluid-mild", {"Mild ascites is part of the weight of 68 kg", "no dry weight"}},
    {"P10-cirrhosis",
     "regimen=us-breyanzi; guidance=us-label; sex=M; age_years=61; height_cm=170; weight_kg=68; "
     "creatinine_mg_dl=0.90; bilirubin_mg_dl=2.6; cirrhosis=yes; ascites=mild",
     "creatinine-unreliable", {"This patient: cirrhosis."}},
    {"P1-agree",
     US "; sex=F; age_years=58; height_cm=165; weight_kg=128; creatinine_mg_dl=0.60; "
        "bilirubin_mg_dl=0.5" ASKED,
     "clearances-agree",
     {"Cockcroft–Gault with adjusted weight (40 %): 137.7", "CKD-EPI 2021, de-indexed: 145.6",
      "Cockcroft–Gault with actual weight: 206.5"}},
    {"P1-capped",
     US "; sex=F; age_years=58; height_cm=165; weight_kg=128; creatinine_mg_dl=0.60; "
        "bilirubin_mg_dl=0.5; bsa_cap_m2=2" ASKED,
     "size-capped", {"capped at 2 m² instead of 2.4221 m²", "−17.4 %"}},
    {"P4-dialysis", P4, "dialysis-reading",
     {"haemodialysis, so no estimate of clearance counts", "below 30 mL/min", "our reading"}},
    {"P4-elsewhere",
     P4 "; override_reason=x; decided_by=A; prescriber=B; fludarabine_fraction=0.5; "
        "cyclophosphamide_fraction=1",
     "contraindicated-elsewhere", {"ch-actavis-2016@1.0 says “contraindicated” (row fr3", "Source:"}},
    {"P4-overridden",
     P4 "; override_reason=team; decided_by=A. Name; prescriber=B. Name; fludarabine_fraction=0.5; "
        "cyclophosphamide_fraction=1",
     "overridden",
     {"the rules say “Do not give”", "50 % of the standard dose", "Reason: team", "A. Name",
      "B. Name"}},
    {"elsewhere-value",
     "regimen=us-yescarta; guidance=us-label-older; sex=F; age_years=61; height_cm=150; weight_kg=45; "
     "creatinine_mg_dl=1.43; bilirubin_mg_dl=0.6; fludarabine_fraction=0.8; accept_unverified=yes",
     "contraindicated-elsewhere",
     {"ch-actavis-2016@1.0 says “contraindicated” (row fr3: below 30 mL/min)",
      "This patient: clearance 29.3 mL/min"}},
    {"jurisdiction", "regimen=us-yescarta; guidance=eu-smpc; sex=F; age_years=61; height_cm=165; "
                     "weight_kg=48; creatinine_mg_dl=0.5; bilirubin_mg_dl=0.6",
     "jurisdiction-mixed", {"us-yescarta@1.0 is from US", "eu-smpc@1.0 from EU"}},
    {"in-proportion", US P2, "in-proportion",
     {"20 of 25 mg/m² in the source, applied in proportion: 24 of 30 mg/m²"}},
    {"order",
     US P5 "; ordered_fludarabine_mg_per_day=57", "order-differs",
     {"ordered 57 mg a day", "rounded 46 mg", "+11 mg (+23.9 %)", "permitted 5 %"}},
    {"hole",
     US "; sex=M; age_years=60; height_cm=175; weight_kg=71.6; creatinine_mg_dl=1; "
        "bilirubin_mg_dl=0.6" ASKED,
     "rule-hole", {"clearance 79.6 mL/min lies in a hole of the source (above 79 and below 80 mL/min)",
                   "row fr3", "Our reading"}},
    {"interpreted",
     "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=20; height_cm=150; weight_kg=37.8; "
     "creatinine_mg_dl=0.9; bilirubin_mg_dl=0.6; formulary=as-published",
     "interpreted-limit", {"70 mL/min is exactly the limit of row fr2", "our reading"}},
    {"creatinine-old",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; as_of=2026-11-30; creatinine_date=2026-11-28",
     "creatinine-old",
     {"of 28 Nov 2026, 2 days before 30 Nov 2026", "limit of this site policy: 1", "below 60 mL/min"}},
    {"weight-change", US P5 "; previous_weight_kg=60", "weight-change",
     {"from 60 kg to 74 kg (+23.3 %)"}},
    {"both-organs",
     US "; sex=F; age_years=68; height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; "
        "bilirubin_umol_l=50",
     "both-organs", {"Clearance is 47.9 mL/min (limit 60), bilirubin 50 µmol/L (limit 34 µmol/L)"}},
    {"over-limit",
     US P5 "; dosing_weight_kg=120; override_reason=x; decided_by=A; prescriber=B; "
           "cyclophosphamide_fraction=1",
     "over-limit",
     {"Cyclophosphamide: the calculated 1207.61 mg a day", "normal maximum of 1043.15 mg", "110 %"}},
    {"children", "regimen=us-kymriah-ball; guidance=us-label" CHILD, "no-rule-for-children",
     {"18 years or more", "12 months", "never compared"}},
    {"population", "regimen=us-kymriah-ball; guidance=us-label" CHILD, "outside-population",
     {"The patient is 12 months old"}},
    {"not-covered",
     "regimen=us-yescarta; guidance=ie-nccp; sex=F; age_years=61; height_cm=165; weight_kg=48; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     "drug-not-covered", {"has no rows for fludarabine with this regimen"}},
    {"bound",
     "regimen=us-kymriah-ball; guidance=kinderformularium; confirm=bsa-under-10-kg; sex=F; "
     "age_years=1; height_cm=70; weight_kg=8; creatinine_mg_dl=<0.20; bilirubin_mg_dl=0.5",
     "creatinine-bound", {"below 0.2 mg/dL", "the same row"}},
    {"estimator", US P5 "; estimator=ckd_epi_2021_cr", "estimator-other",
     {"The source names Cockcroft–Gault; in use is CKD-EPI 2021."}},
    {"unverified",
     "regimen=eu-abecma; guidance=eu-smpc; accept_unverified=yes; sex=F; age_years=61; "
     "height_cm=165; weight_kg=70; creatinine_mg_dl=0.6; bilirubin_mg_dl=0.6",
     "unverified", {"were not read in any label"}},
    {"window",
     "regimen=uk-breyanzi; guidance=eu-smpc; sex=F; age_years=61; height_cm=165; weight_kg=70; "
     "creatinine_mg_dl=0.6; bilirubin_mg_dl=0.6; ld_start_date=2026-12-01; infusion_date=2026-12-12",
     "window-outside",
     {"Last day of lymphodepletion Thu 3 Dec 2026, infusion Sat 12 Dec 2026",
      "9 as a calendar difference, 8 as clear days", "outside the window"}},
    {"omission",
     "regimen=us-kymriah-fl; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=70; "
     "creatinine_mg_dl=0.6; bilirubin_mg_dl=0.6; wbc_10e9_l=0.8",
     "omission-possible", {"white cells 0.8 ×10⁹/L", "“may”", "up to 1 ×10⁹/L"}},
    {"unused", US P5 "; combine=lowest", "unused-answer", {"Nothing asked for: How two parts of one drug combine."}},
    {"not-stated", US P5, "not-stated", {"every condition"}},
    {"review",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=70; "
     "creatinine_mg_dl=0.6; bilirubin_mg_dl=0.6; as_of=2028-01-01",
     "past-review", {"us-label@1.0 was to be reviewed by 24 Nov 2027", "us-yescarta@1.0"}},
};

static const LdoseFinding *
find(const LdosePlan *plan, const char *id)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        if (strcmp(ldose_finding_kind(plan->finding[i].code)->id, id) == 0)
            return &plan->finding[i];
    }
    return NULL;
}

static void
assert_has(const char *text, const char *const *pieces, guint n)
{
    for (guint i = 0; i < n && pieces[i] != NULL; i++) {
        if (strstr(text, pieces[i]) == NULL)
            g_error("\"%s\" lacks \"%s\"", text, pieces[i]);
    }
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(FixtureCase) fixture = fixture_plan(test->text);
    g_assert_true(fixture->planned);
    const LdoseFinding *finding = find(&fixture->plan, test->code);
    if (finding == NULL) {
        g_autofree char *there = fixture_findings(&fixture->plan);
        g_error("%s is not among %s", test->code, there);
    }
    g_autofree char *text = ldose_finding_text(&fixture->plan, &fixture->patient, finding,
                                               &ldose_wording_plain);
    assert_has(text, test->has, G_N_ELEMENTS(test->has));
    if (test->lacks != NULL)
        g_assert_null(strstr(text, test->lacks));
}

/* In a plan that is not final no finding tells a dose. */
static void
test_no_dose(void)
{
    static const char *const texts[] = {P4, P7, EU P12};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(texts[i]);
        g_assert_cmpint(fixture->plan.status, !=, LDOSE_PLAN_FINAL);
        for (guint k = 0; k < fixture->plan.n_findings; k++) {
            g_autofree char *text =
                ldose_finding_text(&fixture->plan, &fixture->patient, &fixture->plan.finding[k],
                                   &ldose_wording_plain);
            g_assert_false(g_regex_match_simple("[0-9] mg[ .,]", text, 0, 0));
        }
    }
}

/* ---- decisions ------------------------------------------------------------------------------- */

typedef struct {
    const char *name, *text, *id;
    const char *answer_column; /* NULL: only an override */
    const char *has[6];
} DecisionCase;

static const DecisionCase decisions[] = {
    {"P12-range", EU P12, "range", "fludarabine_fraction",
     {"Fludarabine: The source gives a range", "24.9 to below 49.8 mg a day", "up to 50 %",
      "--set fludarabine_fraction=… (from 0.5 to below 1)", "Source: Fludara 50 mg, Italy"}},
    {"P12-refused", EU P12 "; fludarabine_fraction=0.4", "range", "fludarabine_fraction",
     {"The answer given, 40 %, lies outside"}},
    {"P6b-gilbert",
     EU "; sex=M; age_years=34; height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; "
        "bilirubin_umol_l=60; gilbert=yes",
     "gilbert", "cyclophosphamide_fraction",
     {"75 % of the standard dose: 740.57 mg a day, rounded 740 mg", "rounded 990 mg",
      "--set cyclophosphamide_fraction=0.75", "--set cyclophosphamide_fraction=1"}},
    {"P3-under-10-kg", "regimen=us-kymriah-ball; guidance=kinderformularium" CHILD, "bsa-under-10-kg",
     "confirm",
     {"fludarabine 11.83 mg a day, rounded 12 mg", "cyclophosphamide 197.2 mg a day, rounded 195 mg",
      "centre’s own protocol", "--set confirm=bsa-under-10-kg"}},
    {"per-kg",
     "regimen=us-amtagvi; guidance=us-label; sex=F; age_years=50; height_cm=160; weight_kg=95; "
     "creatinine_mg_dl=0.7; bilirubin_mg_dl=0.6",
     "per-kg-weight", "dosing_weight_kg",
     {"actual weight, 95 kg: 5700 mg a day", "lean weight", "--set dosing_weight_kg=95"}},
    {"choice",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=61; height_cm=165; "
     "weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     "choice", "fludarabine_fraction",
     {"60 % of the standard dose: 26.7 mg a day, rounded 27 mg (Fludara (fludarabine) dosage",
      "50 % of the standard dose: 22.25 mg a day, rounded 22 mg (Fludara, Switzerland"}},
    {"choice-beside-other-organ",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=61; height_cm=165; "
     "weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=3.4; fludarabine_fraction=0.6",
     "choice", "cyclophosphamide_fraction",
     {"The other organ reduces this drug too, to 75 %", "• full dose (NCCP"}},
    {"unverified",
     "regimen=eu-abecma; guidance=eu-smpc; sex=F; age_years=61; height_cm=165; weight_kg=70; "
     "creatinine_mg_dl=0.6; bilirubin_mg_dl=0.6",
     "unverified-regimen", "accept_unverified", {"--set accept_unverified=yes"}},
    {"needs-override", US P5 "; fludarabine_fraction=0.5", "answer-needs-override", NULL,
     {"The rule gives 80 % of the standard dose; fludarabine_fraction asks for 50 %",
      "Only an override decides this"}},
    {"over-limit", US P5 "; dosing_weight_kg=120", "over-limit", NULL,
     {"127.3 % of the regimen’s own amount", "110 %", "Only an override"}},
};

static void
test_decision(gconstpointer data)
{
    const DecisionCase *test = data;
    g_autoptr(FixtureCase) fixture = fixture_plan(test->text);
    g_assert_true(fixture->planned);
    for (guint i = 0; i < fixture->plan.n_decisions; i++) {
        const LdoseDecision *decision = &fixture->plan.decision[i];
        if (strcmp(ldose_decision_info(decision->kind)->id, test->id) != 0)
            continue;
        g_autofree char *text = ldose_decision_text(&fixture->plan, &fixture->patient, decision,
                                                    &ldose_wording_plain);
        assert_has(text, test->has, G_N_ELEMENTS(test->has));
        g_assert_cmpstr(ldose_decision_answer_column(decision), ==, test->answer_column);
        return;
    }
    g_autofree char *there = fixture_decisions(&fixture->plan);
    g_error("%s is not among %s", test->id, there);
}

/* ---- cards ----------------------------------------------------------------------------------- */

typedef struct {
    const char *name, *text;
    LdoseDrug drug;
    LdoseCohort cohort;
    const char *has[5];
} CardCase;

/* R16: four things that are never told in the same words. */
static const CardCase cards[] = {
    {"full", US "; sex=M; age_years=55; height_cm=178; weight_kg=80; creatinine_mg_dl=0.90" ASKED,
     LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL,
     {"No adjustment.", "clearance 104.9 mL/min", "80 mL/min or more", "read in the label itself"}},
    {"silent", EU P5, LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL,
     {"No statement in this source above 70 mL/min.", "72.3 mL/min", "above 70 mL/min",
      "our reading", "Within 10 % of the limit 70 mL/min."}},
    {"not-read", US P5, LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_HEPATIC,
     {"Not checked by us: open cyclophosphamide label section 8.7", "secondary source"}},
    {"not-assessed",
     "regimen=eu-yescarta; guidance=eu-smpc; sex=F; age_years=68; height_cm=160; weight_kg=62; "
     "creatinine_mg_dl=1",
     LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_HEPATIC,
     {"Not assessed: Bilirubin is missing."}},
    {"reduced",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL,
     {"Reduced dose: 60 % of the standard dose.", "15 mg/m² instead of 25 mg/m²",
      "clearance 40.7 mL/min; row fr5: from 30 to 49 mL/min", "Limits as the source states them."}},
    {"stop", P4, LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL,
     {"Do not give: “do not administer”.", "haemodialysis; row fr6", "That it counts is our reading."}},
    {"undefined-stop",
     EU "; sex=M; age_years=61; height_cm=170; weight_kg=68; creatinine_mg_dl=0.90; "
        "bilirubin_mg_dl=5.5",
     LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_HEPATIC,
     {"No published row beyond the last one; our reading: do not give.", "bilirubin 5.5 mg/dL"}},
    {"children", "regimen=us-kymriah-ball; guidance=us-label" CHILD, LDOSE_FLUDARABINE,
     LDOSE_COHORT_RENAL, {"Not assessed: this document is not for this age."}},
    {"several-axes",
     "regimen=us-yescarta; guidance=ie-nccp; sex=F; age_years=61; height_cm=165; weight_kg=48; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; dialysis=none",
     LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL,
     {"no dialysis, clearance 40.7 mL/min", "no dialysis, clearance 30 mL/min or more"}},
};

static void
test_card(gconstpointer data)
{
    const CardCase *test = data;
    g_autoptr(FixtureCase) fixture = fixture_plan(test->text);
    g_assert_true(fixture->planned);
    g_autofree char *text = ldose_row_text(&fixture->plan, &fixture->patient, test->drug, test->cohort,
                                           &ldose_wording_plain);
    assert_has(text, test->has, G_N_ELEMENTS(test->has));
}

/* A finding knows its axis: where AST and ALT have the same limit in the same unit, the one that is near
 * is named. */
static void
test_near_axis(void)
{
#define ROW(id, contents)                                                                          \
    "<row id=\"" id "\" source=\"S1\" evidence=\"label\" edge-basis=\"text\">" contents "</row>"
    g_autofree char *directory = fixture_make_directory();
    char *text = fixture_read("guidance/us-label-1.0.xml");
    const char *begin = strstr(text, "<row id=\"flu-hepatic-1\"");
    g_autofree char *row = g_strndup(begin, (gsize)(strstr(begin, "</row>") - begin) + strlen("</row>"));
    text = fixture_replace(
        text, row,
        "<axis quantity=\"ast\" unit=\"U/L\"/><axis quantity=\"alt\" unit=\"U/L\"/>" ROW(
            "fa1", "<range axis=\"ast\" to=\"200\"/><range axis=\"alt\" to=\"200\"/><full/>")
            ROW("fa2", "<range axis=\"ast\" to=\"200\"/><range axis=\"alt\" above=\"200\"/>"
                       "<fraction value=\"0.80\"/>")
                ROW("fa3", "<range axis=\"ast\" above=\"200\"/><fraction value=\"0.80\"/>"));
    text = fixture_replace(text, "version=\"1.0\" status", "version=\"1.1\" status");
    fixture_write(directory, "guidance/us-label-1.1.xml", text, -1);
    g_free(text);
    LdoseRuleSet *rules =
        fixture_rules_in(directory, "us-yescarta", "us-label@1.1", "as-published");
    g_autoptr(FixtureCase) fixture = fixture_plan_under(
        "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=175; weight_kg=74; "
        "gfr_measured_ml_min=120; ast_u_l=20; alt_u_l=195; bilirubin_mg_dl=0.6",
        rules);
    g_assert_true(fixture->planned);
    guint near = 0;
    for (guint i = 0; i < fixture->plan.n_findings; i++) {
        const LdoseFinding *finding = &fixture->plan.finding[i];
        if (finding->code != LDOSE_FINDING_NEAR_LIMIT)
            continue;
        g_autofree char *told =
            ldose_finding_text(&fixture->plan, &fixture->patient, finding, &ldose_wording_plain);
        near++;
        g_assert_nonnull(strstr(told, "ALT 195 U/L, limit 200"));
        g_assert_null(strstr(told, "AST"));
    }
    g_assert_cmpuint(near, ==, 1);
    ldose_rule_set_clear(rules);
    g_free(rules);
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* No text that a document writes is told twice in a row. */
static void
test_words_once(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(EU P5);
    g_autofree char *text = ldose_row_text(&fixture->plan, &fixture->patient, LDOSE_FLUDARABINE,
                                           LDOSE_COHORT_RENAL, &ldose_wording_plain);
    g_assert_null(strstr(strstr(text, "No statement") + 1, "No statement"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/finding-text/R25/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (guint i = 0; i < G_N_ELEMENTS(decisions); i++) {
        g_autofree char *path = g_strdup_printf("/decision-text/%s", decisions[i].name);
        g_test_add_data_func(path, &decisions[i], test_decision);
    }
    for (guint i = 0; i < G_N_ELEMENTS(cards); i++) {
        g_autofree char *path = g_strdup_printf("/card-text/R16/%s", cards[i].name);
        g_test_add_data_func(path, &cards[i], test_card);
    }
    g_test_add_func("/finding-text/no-dose", test_no_dose);
    g_test_add_func("/finding-text/near-axis", test_near_axis);
    g_test_add_func("/card-text/words-once", test_words_once);
    return g_test_run();
}
