/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan: the eleven steps, its decisions and their answers, overrides, limits (R10, R11, R13, R14,
 * R16, R29, R39, R43, R44). Each row names where its expectation stands; patients are synthetic. */
#include "plan.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "printed-digits.h"

#define RULES    "rules.md 2"
#define ENCODING "encoding.md 7"

/* Size of exactly 1.73 m² by Mosteller: height × weight = 3600 × 1.73². */
#define ADULT  "sex=M; age_years=50; height_cm=179.574; weight_kg=60; "
#define US     "regimen=us-yescarta; guidance=us-label; "
#define EU     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_mg_dl=0.6; "
#define P12    EU "sex=F; age_years=68; height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; "
#define COMPOSED "regimen=us-yescarta; guidance=composed-example; bilirubin_mg_dl=0.6; " ADULT
#define SIGNED "override_reason=r; decided_by=d; prescriber=p; "
#define INFANT                                                                                     \
    "regimen=us-kymriah-ball; sex=F; age_years=1; height_cm=70; weight_kg=8; "                     \
    "creatinine_mg_dl=0.2; "
#define TIL                                                                                        \
    "regimen=us-amtagvi; guidance=us-label; sex=M; age_years=50; height_cm=170; "                  \
    "gfr_measured_ml_min=100; "
#define BOTH                                                                                       \
    "regimen=us-yescarta; guidance=composed-example; gfr_measured_ml_min=40; bilirubin_mg_dl=4; "  \
    "fludarabine_fraction=0.6; "

/* ---- status, doses, decisions ---------------------------------------------------------------- */

typedef struct {
    const char *name;
    const char *source;
    const char *text;
    const char *expected; /* see outcome_text() */
} Case;

/* "final 27 740": the two daily doses; else the status and the open decisions; else the faults. */
static char *
outcome_text(const FixtureCase *fixture)
{
    const LdosePlan *plan = &fixture->plan;
    if (!fixture->planned)
        return fixture_faults_text(&fixture->faults);
    const char *status = ldose_vocabulary_id(&ldose_plan_statuses, (int)plan->status);
    if (plan->status == LDOSE_PLAN_FINAL) {
        g_autofree char *flu = fixture_number(plan->drug[LDOSE_FLUDARABINE].rounded.given_mg);
        g_autofree char *cy = fixture_number(plan->drug[LDOSE_CYCLOPHOSPHAMIDE].rounded.given_mg);
        return g_strdup_printf("%s %s %s", status, flu, cy);
    }
    g_autofree char *decisions = fixture_decisions(plan);
    return g_strdup_printf("%s%s%s", status, decisions[0] != '\0' ? " " : "", decisions);
}

static const Case CASES[] = {
    /* F61 of issue 2, the first end-to-end case */
    {"example/us-label", "issue 2",
     US
     "sex=F; age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     "final 27 740"},
    {"example/eu-smpc", "issue 2",
     "regimen=us-yescarta; guidance=eu-smpc; sex=F; age_years=61; height_cm=165; weight_kg=48; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     "decision fludarabine:range"},
    {"example/eu-smpc-half", "issue 2",
     "regimen=us-yescarta; guidance=eu-smpc; sex=F; age_years=61; height_cm=165; weight_kg=48; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; fludarabine_fraction=0.5",
     "final 22 740"},
    /* missing data: named, status incomplete (R01) */
    {"missing/creatinine", "rules.md 3", US ADULT, "incomplete"},
    {"missing/bilirubin", "encoding.md C1",
     "regimen=eu-yescarta; guidance=eu-smpc; " ADULT "gfr_measured_ml_min=100", "incomplete"},
    {"missing/bilirubin-limit", "rules.md 1",
     "regimen=us-breyanzi; guidance=ie-nccp; " ADULT "gfr_measured_ml_min=100; bilirubin_mg_dl=0.6",
     "incomplete fludarabine:drug-not-covered"},
    {"missing/dry-weight", "rules.md 2.3", US ADULT "creatinine_mg_dl=0.9; clearance_weight=dry",
     "incomplete"},
    {"missing/worse-than-decision", RULES ".7: contraindicated, then missing, then decision",
     "regimen=eu-yescarta; guidance=eu-smpc; " ADULT "gfr_measured_ml_min=50",
     "incomplete fludarabine:range"},
    {"missing/stop-wins", RULES ".7",
     "regimen=eu-yescarta; guidance=eu-smpc; " ADULT "gfr_measured_ml_min=20",
     "contraindicated cyclophosphamide:left-to-person"},
    /* ranges and their answers (R16: silent is 1, a range is not) */
    {"range/open", "patients.md P12", P12, "decision fludarabine:range"},
    {"range/low-end", RULES "; [0.50, 1.00)", P12 "fludarabine_fraction=0.5", "final 25 830"},
    {"range/below-it", RULES "; [0.50, 1.00)", P12 "fludarabine_fraction=0.4999",
     "decision fludarabine:range"},
    {"range/full-dose-is-outside", RULES "; [0.50, 1.00)", P12 "fludarabine_fraction=1",
     "decision fludarabine:range"},
    {"range/just-below-full", RULES "; [0.50, 1.00)", P12 "fludarabine_fraction=0.999",
     "final 50 830"},
    {"range/wrong-drug", "rules.md 3", P12 "cyclophosphamide_fraction=0.5",
     "decision fludarabine:range cyclophosphamide:answer-needs-override"},
    /* a choice of sources */
    {"choice/open", ENCODING " K32",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=68; height_cm=160; "
     "weight_kg=62; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     "decision fludarabine:choice cyclophosphamide:choice"},
    {"choice/answered", ENCODING " K32",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=68; height_cm=160; "
     "weight_kg=62; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; fludarabine_fraction=0.6; "
     "cyclophosphamide_fraction=1",
     "final 30 830"},
    {"choice/no-source-says-so", "rules.md 3",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=68; height_cm=160; "
     "weight_kg=62; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; fludarabine_fraction=0.6; "
     "cyclophosphamide_fraction=0.9",
     "decision cyclophosphamide:choice"},
    /* a hole of the source without a reading */
    {"undefined/open", ENCODING " K26",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; formulary=uk-nhs-bands; sex=M; age_years=40; "
     "height_cm=172; weight_kg=75.6; creatinine_mg_dl=1.5; bilirubin_mg_dl=0.6",
     "decision fludarabine:undefined"},
    {"undefined/full", ENCODING " K26",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; formulary=uk-nhs-bands; sex=M; age_years=40; "
     "height_cm=172; weight_kg=75.6; creatinine_mg_dl=1.5; bilirubin_mg_dl=0.6; "
     "fludarabine_fraction=1",
     "final 57 600"},
    {"undefined/the-row-below", ENCODING " K26",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; formulary=uk-nhs-bands; sex=M; age_years=40; "
     "height_cm=172; weight_kg=75.6; creatinine_mg_dl=1.5; bilirubin_mg_dl=0.6; "
     "fludarabine_fraction=0.8",
     "final 46 600"},
    {"undefined/between", "rules.md 3",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; formulary=uk-nhs-bands; sex=M; age_years=40; "
     "height_cm=172; weight_kg=75.6; creatinine_mg_dl=1.5; bilirubin_mg_dl=0.6; "
     "fludarabine_fraction=0.9",
     "decision fludarabine:undefined"},
    /* left to a person: only an override gives a dose */
    {"decide/open", "encoding.md 6.3, V3",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; " ADULT
     "gfr_measured_ml_min=20; bilirubin_mg_dl=0.6",
     "decision fludarabine:left-to-person cyclophosphamide:left-to-person"},
    {"decide/a-part-is-no-answer", "rules.md 1",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; " ADULT
     "gfr_measured_ml_min=20; bilirubin_mg_dl=0.6; fludarabine_fraction=0.6; "
     "cyclophosphamide_fraction=0.75",
     "decision fludarabine:left-to-person cyclophosphamide:left-to-person"},
    {"decide/override", "rules.md 1",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; " ADULT
     "gfr_measured_ml_min=20; bilirubin_mg_dl=0.6; fludarabine_fraction=0.6; "
     "cyclophosphamide_fraction=0.75; " SIGNED,
     "final 31 390"},
    /* Gilbert syndrome */
    {"gilbert/open", "patients.md P6b",
     EU "sex=M; age_years=34; height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=yes",
     "final 59 990"},
    {"gilbert/row", "patients.md P6b",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=60; sex=M; age_years=34; "
     "height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=yes",
     "decision cyclophosphamide:gilbert"},
    {"gilbert/row-part", "patients.md P6b",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=60; sex=M; age_years=34; "
     "height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=yes; "
     "cyclophosphamide_fraction=0.75",
     "final 59 740"},
    {"gilbert/best-row", "patients.md P6b",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=60; sex=M; age_years=34; "
     "height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=yes; cyclophosphamide_fraction=1",
     "final 59 990"},
    {"gilbert/stop-row", "encoding.md C13: the full dose beside a stop",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_mg_dl=5.5; sex=M; age_years=34; "
     "height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=yes",
     "decision cyclophosphamide:gilbert"},
    {"gilbert/no", "rules.md 2.7",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=60; sex=M; age_years=34; "
     "height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=no",
     "final 59 740"},
    /* kidney and liver parts of one drug (N9) */
    {"combine/open", "rules.md 1; N9", BOTH ADULT "cyclophosphamide_fraction=0.75",
     "decision cyclophosphamide:combine"},
    {"combine/lowest", "rules.md 1", BOTH ADULT "cyclophosphamide_fraction=0.75; combine=lowest",
     "final 31 650"},
    {"combine/product", "rules.md 1", BOTH ADULT "cyclophosphamide_fraction=0.75; combine=product",
     "final 31 490"},
    {"combine/one-part-is-whole", "rules.md 1: parts other than 1",
     BOTH ADULT "cyclophosphamide_fraction=1", "final 31 650"},
    {"combine/different-drugs-never", "rules.md 1",
     "regimen=us-yescarta; guidance=composed-example; gfr_measured_ml_min=40; bilirubin_mg_dl=0.6; "
     "fludarabine_fraction=0.6; cyclophosphamide_fraction=0.75; " ADULT,
     "final 31 650"},
    /* dose per kg in obesity */
    {"per-kg/at-30", RULES ".6", TIL "weight_kg=86.7", "decision cyclophosphamide:per-kg-weight"},
    {"per-kg/below-30", RULES ".6", TIL "weight_kg=86.69", "final 51 5200"},
    {"per-kg/answered", RULES ".6", TIL "weight_kg=100; dosing_weight_kg=70", "final 45 4200"},
    /* under 10 kg */
    {"under-10-kg/open", "patients.md P3", INFANT "guidance=kinderformularium",
     "decision bsa-under-10-kg"},
    {"under-10-kg/confirmed", "patients.md P3",
     INFANT "guidance=kinderformularium; confirm=bsa-under-10-kg", "final 12 195"},
    {"under-10-kg/weight-is-another-question", "cli.md",
     INFANT "guidance=kinderformularium; confirm=weight_kg", "decision bsa-under-10-kg"},
    {"under-10-kg/own-protocol", RULES ".6; rules.md 3",
     INFANT
     "guidance=kinderformularium; fludarabine_fraction=0.7; cyclophosphamide_fraction=0.7; " SIGNED,
     "final 8.5 140"},
    /* children (R39): a limit in mL/min is never compared */
    {"children/us-label", RULES ".4", INFANT "guidance=us-label; confirm=bsa-under-10-kg",
     "decision fludarabine:no-rule-for-children cyclophosphamide:no-rule-for-children"},
    {"children/eu-smpc-measured", RULES ".4",
     "regimen=us-kymriah-ball; guidance=eu-smpc; sex=M; age_years=10; height_cm=140; weight_kg=35; "
     "gfr_measured_ml_min=33; bilirubin_mg_dl=9",
     "decision fludarabine:no-rule-for-children cyclophosphamide:no-rule-for-children"},
    {"children/no-estimate-under-1", RULES ".4",
     "regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=0.9; height_cm=75; "
     "weight_kg=11; creatinine_mg_dl=0.2",
     "decision fludarabine:no-estimate"},
    {"children/measured-under-1", RULES ".4",
     "regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=0.9; height_cm=75; "
     "weight_kg=11; gfr_measured_ml_min=30",
     "final 14.5 240"},
    {"children/adult-equation", RULES ".3, .4",
     "regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=10; height_cm=140; "
     "weight_kg=35; creatinine_mg_dl=0.5; estimator=cockcroft_gault",
     "decision fludarabine:no-estimate"},
    /* dialysis before any clearance (R43) */
    {"dialysis/hd", "patients.md P4", US ADULT "creatinine_mg_dl=0.8; dialysis=hd",
     "contraindicated"},
    {"dialysis/measured", RULES ".3", US ADULT "gfr_measured_ml_min=100; dialysis=pd",
     "contraindicated"},
    {"dialysis/none", RULES ".3", US ADULT "gfr_measured_ml_min=100; dialysis=none",
     "final 52 870"},
    {"dialysis/no-creatinine-needed", RULES ".3", US ADULT "dialysis=crrt", "contraindicated"},
    {"dialysis/ie-nccp-hd", "encoding.md 3.10",
     "regimen=us-breyanzi; guidance=ie-nccp; " ADULT
     "dialysis=hd; bilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2",
     "contraindicated fludarabine:drug-not-covered"},
    /* creatinine that is rising (R44) or only a bound */
    {"unstable/no-mg", "patients.md P7",
     US ADULT "creatinine_mg_dl=1.35; creatinine_earlier_mg_dl=0.9",
     "decision fludarabine:creatinine-unstable cyclophosphamide:creatinine-unstable"},
    {"unstable/measured", "cli.md",
     US ADULT "creatinine_mg_dl=1.35; creatinine_earlier_mg_dl=0.9; gfr_measured_ml_min=60",
     "final 42 870"},
    {"unstable/override", RULES ".5",
     US ADULT "creatinine_mg_dl=1.35; creatinine_earlier_mg_dl=0.9; fludarabine_fraction=0.6; "
              "cyclophosphamide_fraction=1; " SIGNED,
     "final 31 870"},
    {"unstable/override-needs-parts", "cli.md",
     US ADULT "creatinine_mg_dl=1.35; creatinine_earlier_mg_dl=0.9; " SIGNED,
     "missing:fludarabine_fraction missing:cyclophosphamide_fraction"},
    {"bound/one-row", RULES ".5", US ADULT "creatinine_mg_dl=<0.5", "final 52 870"},
    {"bound/several-rows", RULES ".5", US ADULT "creatinine_mg_dl=<1.2",
     "decision fludarabine:creatinine-bound"},
    {"bound/the-bound-is-on-the-limit", RULES ".5: every value below it gives the same row",
     "regimen=us-yescarta; guidance=us-label; sex=M; age_years=20; height_cm=165; weight_kg=50.4; "
     "creatinine_mg_dl=<1.05",
     "final 46 760"},
    {"bound/measured", RULES ".5", US ADULT "creatinine_mg_dl=<1.2; gfr_measured_ml_min=60",
     "final 42 870"},
    /* drugs that a document does not cover */
    {"not-covered/fludarabine", ENCODING " K28",
     "regimen=us-breyanzi; guidance=ie-nccp; " ADULT
     "gfr_measured_ml_min=100; bilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2",
     "decision fludarabine:drug-not-covered"},
    {"not-covered/a-part-is-no-answer", "rules.md 1",
     "regimen=us-breyanzi; guidance=ie-nccp; " ADULT
     "gfr_measured_ml_min=100; bilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2; "
     "fludarabine_fraction=1",
     "decision fludarabine:drug-not-covered"},
    {"not-covered/override", "rules.md 1",
     "regimen=us-breyanzi; guidance=ie-nccp; " ADULT
     "gfr_measured_ml_min=100; bilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2; "
     "fludarabine_fraction=1; " SIGNED,
     "final 52 520"},
    {"not-covered/regimen-of-another-centre", "rules.md 1: applies",
     "regimen=us-yescarta; guidance=dana-farber; " ADULT "gfr_measured_ml_min=100", "final 52 870"},
    /* unverified regimens and rules */
    {"unverified/regimen", "rules.md 1",
     "regimen=us-aucatzyl; guidance=us-label; " ADULT "gfr_measured_ml_min=100",
     "decision unverified-regimen"},
    {"unverified/accepted", "rules.md 1",
     "regimen=us-aucatzyl; guidance=us-label; " ADULT
     "gfr_measured_ml_min=100; accept_unverified=yes",
     "final 52 870"},
    {"unverified/refused", "rules.md 1",
     "regimen=us-aucatzyl; guidance=us-label; " ADULT
     "gfr_measured_ml_min=100; accept_unverified=no",
     "decision unverified-regimen"},
    /* stops */
    {"stop/pentostatin", "worked-cases.md N5",
     US ADULT "gfr_measured_ml_min=100; conditions=pentostatin", "contraindicated"},
    {"stop/pregnancy", "encoding.md 4", US ADULT "gfr_measured_ml_min=100; conditions=pregnancy",
     "decision fludarabine:left-to-person cyclophosphamide:left-to-person"},
    {"stop/absent", "cli.md",
     US ADULT "gfr_measured_ml_min=100; conditions_absent=pentostatin pregnancy", "final 52 870"},
    /* an answer that no rule asked for */
    {"answer/no-question", "rules.md 3",
     US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=0.8",
     "decision fludarabine:answer-needs-override"},
    {"answer/no-question-override", "rules.md 3",
     US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=0.8; " SIGNED, "final 42 870"},
    {"answer/not-for-a-stop", "rules.md 3",
     US ADULT "gfr_measured_ml_min=20; fludarabine_fraction=0.5", "contraindicated"},
    /* override (R29) */
    {"override/stop", "patients.md P4",
     US "sex=F; age_years=66; height_cm=162; weight_kg=70; creatinine_mg_dl=6.0; dialysis=hd; "
        "fludarabine_fraction=1; cyclophosphamide_fraction=1; " SIGNED,
     "final 53 890"},
    {"override/incomplete", "cli.md",
     US ADULT "fludarabine_fraction=0.5; cyclophosphamide_fraction=1; " SIGNED, "final 26 870"},
    {"override/one-drug", "cli.md: for each drug that is not final",
     US ADULT "gfr_measured_ml_min=28; fludarabine_fraction=0.5; " SIGNED, "final 26 870"},
    {"override/names-missing", "R29",
     US ADULT "gfr_measured_ml_min=28; fludarabine_fraction=0.5; override_reason=r",
     "missing:decided_by missing:prescriber"},
    {"override/empty-reason-is-none", "R29",
     US ADULT "gfr_measured_ml_min=28; fludarabine_fraction=0.5; override_reason=; decided_by=d; "
              "prescriber=p",
     "contraindicated"},
    /* limits (R13, N6) */
    {"limit/110-percent", RULES ".8", US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=72.6",
     "final 57 950"},
    {"limit/over-110-percent", RULES ".8",
     US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=72.7",
     "decision fludarabine:over-limit cyclophosphamide:over-limit"},
    {"limit/over-110-percent-override", RULES ".8",
     US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=72.7; fludarabine_fraction=1; "
              "cyclophosphamide_fraction=1; " SIGNED,
     "final 57 950"},
    {"limit/over-110-percent-override-names-its-dose", "cli.md: without it exit 3",
     US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=72.7; " SIGNED,
     "missing:fludarabine_fraction missing:cyclophosphamide_fraction"},
    {"limit/96-is-refused", "rules.md 1; N6",
     US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=3.2; " SIGNED,
     "impossible:fludarabine_fraction"},
    {"limit/just-below-96", "rules.md 1; N6",
     US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=3.19; " SIGNED, "final 166 870"},
    {"limit/96-by-weight", "rules.md 1; N6",
     US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=614.4; fludarabine_fraction=1; "
              "cyclophosphamide_fraction=1; " SIGNED,
     "impossible:fludarabine_fraction"},
    {"limit/96-without-override", RULES ".8: refused; 30 mg/m2 × 3.2, a body surface of 3.2 times",
     US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=614.4", "impossible:dosing_weight_kg"},
    {"limit/below-96-without-override", RULES ".8",
     US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=614.3",
     "decision fludarabine:over-limit cyclophosphamide:over-limit"},
    {"limit/96-of-a-stopped-drug", "N6",
     US ADULT
     "gfr_measured_ml_min=20; fludarabine_fraction=4; cyclophosphamide_fraction=1; " SIGNED,
     "impossible:fludarabine_fraction"},
    /* the comparator */
    {"comparator/exactly-30", RULES,
     US "sex=M; age_years=20; height_cm=165; weight_kg=37.8; creatinine_mg_dl=2.1", "final 24 660"},
};

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_test_message("source: %s", row->source);
    g_autoptr(FixtureCase) fixture = fixture_plan(row->text);
    g_autofree char *outcome = outcome_text(fixture);
    g_assert_cmpstr(outcome, ==, row->expected);
}

/* ---- decisions show their choices with doses ------------------------------------------------- */

static const LdoseDecision *
find_decision(const LdosePlan *plan, LdoseDecisionKind kind)
{
    for (guint i = 0; i < plan->n_decisions; i++) {
        if (plan->decision[i].kind == kind)
            return &plan->decision[i];
    }
    g_error("no decision %s", ldose_decision_info(kind)->id);
}

typedef struct {
    const char *name;
    const char *source;
    const char *text;
    LdoseDecisionKind kind;
    const char *options; /* "S1 0.6 29.88 30" an option: source, part, calculated, given */
} OptionCase;

static char *
options_text(const LdoseDecision *decision)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < decision->n_options; i++) {
        const LdoseDecisionOption *option = &decision->option[i];
        char low[LDOSE_NUMBER_BUFFER], high[LDOSE_NUMBER_BUFFER], part[LDOSE_NUMBER_BUFFER];
        g_string_append(text, i > 0 ? " | " : "");
        if (option->source_id != NULL)
            g_string_append_printf(text, "%s ", option->source_id);
        if (option->weight >= 0)
            g_string_append_printf(text, "%s ",
                                   ldose_vocabulary_id(&ldose_weight_kinds, option->weight));
        if (option->combine >= 0)
            g_string_append_printf(text, "%s ",
                                   ldose_vocabulary_id(&ldose_combine_policies, option->combine));
        if (option->stop) {
            g_string_append(text, "stop");
            continue;
        }
        ldose_number_print(part, option->part.low, 4);
        ldose_number_print_fixed(low, option->low_mg, 2);
        ldose_number_print_fixed(high, option->high_mg, 2);
        if (ldose_limit_compare(option->part.low, option->part.high) != 0)
            g_string_append_printf(text, "range %s to %s%s", low,
                                   option->part.high_owned ? "" : "below ", high);
        else {
            g_autofree char *given = fixture_number(option->given_mg);
            g_string_append_printf(text, "%s %s %s", part, low, given);
        }
    }
    return g_string_free(text, FALSE);
}

static const OptionCase OPTION_CASES[] = {
    {"range", "patients.md P12: 24.90 to < 49.80 mg", P12, LDOSE_DECISION_RANGE,
     "range 24.90 to below 49.80"},
    {"choice-fludarabine", "encoding.md 3.11 fr6, K32: base 49.80 mg",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=68; height_cm=160; "
     "weight_kg=62; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; cyclophosphamide_fraction=1",
     LDOSE_DECISION_CHOICE,
     "S1 0.6 29.88 30 | S5 range 24.90 to below 49.80 | S10 range 24.90 to below 49.80 | S9 0.5 "
     "24.90 25"},
    {"choice-cyclophosphamide", "encoding.md 3.11 cr2, K32: base 829.99 mg",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=68; height_cm=160; "
     "weight_kg=62; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; fludarabine_fraction=0.6",
     LDOSE_DECISION_CHOICE, "M2 1 829.99 830 | M1 0.75 622.49 620"},
    {"choice-with-stop", "encoding.md 3.11 cr4",
     "regimen=us-yescarta; guidance=composed-example; " ADULT
     "gfr_measured_ml_min=27; bilirubin_mg_dl=0.6",
     LDOSE_DECISION_CHOICE, "M2 0.75 648.75 650 | M1 stop"},
    {"undefined", "encoding.md 3.9 fr2b: full dose, or 80 %; K26",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; sex=M; age_years=40; height_cm=172; "
     "weight_kg=75.6; creatinine_mg_dl=1.5; bilirubin_mg_dl=0.6",
     LDOSE_DECISION_UNDEFINED, "1 57.02 57 | 0.8 45.61 46"},
    {"gilbert", "patients.md P6b: 0.75 = 740.6 to 740 mg, or full 990 mg",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=60; sex=M; age_years=34; "
     "height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=yes",
     LDOSE_DECISION_GILBERT, "0.75 740.57 740 | 1 987.42 990"},
    {"gilbert-stop", "encoding.md C13",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_mg_dl=5.5; sex=M; age_years=34; "
     "height_cm=180; weight_kg=78; creatinine_mg_dl=0.9; gilbert=yes",
     LDOSE_DECISION_GILBERT, "stop | 1 987.42 990"},
    {"combine", "worked-cases.md N9: 500 mg/m2 x 1.73 m2 = 865 mg",
     BOTH ADULT "cyclophosphamide_fraction=0.75", LDOSE_DECISION_COMBINE,
     "lowest 0.75 648.75 650 | product 0.5625 486.56 490"},
    /* M 170 cm 100 kg: Devine 65.9370 kg, so 74.4528 and 79.5622 kg; Janmahasatian 65.4936 kg; F
     * 150 cm 80 kg: 42.4850 kg (oracle/reference_formulas.py). */
    {"per-kg-weight", "rules.md 2.6; weights by oracle/reference_formulas.py; 60 mg/kg",
     TIL "weight_kg=100", LDOSE_DECISION_PER_KG_WEIGHT,
     "actual 1 6000.00 6000 | adjusted25 1 4467.17 4470 | adjusted40 1 4773.73 4770 | lean 1 "
     "3929.62 3930"},
    {"per-kg-weight-short", "rules.md 2.6: no ideal weight below 152.4 cm",
     "regimen=us-amtagvi; guidance=us-label; sex=F; age_years=50; height_cm=150; weight_kg=80; "
     "gfr_measured_ml_min=100",
     LDOSE_DECISION_PER_KG_WEIGHT, "actual 1 4800.00 4800 | lean 1 2549.10 2550"},
};

static void
test_options(gconstpointer data)
{
    const OptionCase *row = data;
    g_test_message("source: %s", row->source);
    g_autoptr(FixtureCase) fixture = fixture_plan(row->text);
    g_assert_true(fixture->planned);
    g_autofree char *options = options_text(find_decision(&fixture->plan, row->kind));
    g_assert_cmpstr(options, ==, row->options);
}

static void
test_answers_are_columns(void)
{
    for (int kind = 0; kind < LDOSE_N_DECISIONS; kind++) {
        const LdoseDecisionInfo *info = ldose_decision_info((LdoseDecisionKind)kind);
        g_assert_cmpint((int)strlen(info->id), >, 0);
        g_assert_cmpint((int)strlen(info->question), >, 0);
        if (info->answer[0] != '\0' && strcmp(info->answer, "fraction") != 0)
            g_assert_cmpint(ldose_column_find(info->answer, strlen(info->answer)), >=, 0);
        for (int other = 0; other < kind; other++)
            g_assert_cmpstr(info->id, !=, ldose_decision_info((LdoseDecisionKind)other)->id);
    }
}

/* ---- override -------------------------------------------------------------------------------- */

static void
test_override_keeps_the_original(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US ADULT "gfr_measured_ml_min=28; fludarabine_fraction=0.5; " SIGNED);
    const LdosePlan *plan = &fixture->plan;
    const LdoseDrugPlan *flu = &plan->drug[LDOSE_FLUDARABINE];
    g_assert_true(fixture->planned && plan->overridden && flu->overridden);
    g_assert_cmpint((int)flu->original_status, ==, (int)LDOSE_PLAN_CONTRAINDICATED);
    g_assert_cmpint((int)flu->status, ==, (int)LDOSE_PLAN_FINAL);
    g_assert_nonnull(flu->stop);
    g_assert_cmpstr(flu->row[LDOSE_COHORT_RENAL].rule->id, ==, "fr6");
    g_assert_false(plan->drug[LDOSE_CYCLOPHOSPHAMIDE].overridden);
    g_assert_true(ldose_plan_has_finding(plan, LDOSE_FINDING_OVERRIDDEN));
}

/* Where the rule left no choice its own part and dose are the outcome that was overridden (R29): that the
 * case asks for another part is no question of the rules. */
static void
test_override_keeps_the_part(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=0.5; "
                              "cyclophosphamide_fraction=1; " SIGNED);
    const LdoseDrugPlan *flu = &fixture->plan.drug[LDOSE_FLUDARABINE];
    g_autoptr(FixtureCase) ruled = fixture_plan(US ADULT "gfr_measured_ml_min=100; ");
    g_assert_true(fixture->planned && flu->overridden && flu->has_original_part);
    g_assert_cmpint((int)flu->original_status, ==, (int)LDOSE_PLAN_FINAL);
    g_assert_cmpfloat(flu->original_part, ==, 1);
    g_assert_cmpfloat(flu->original_given_mg, ==,
                      ruled->plan.drug[LDOSE_FLUDARABINE].rounded.given_mg);
    g_assert_cmpfloat(flu->part, ==, 0.5);
    g_assert_false(fixture->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].overridden);
    /* A stop and an open question are no part. */
    g_autoptr(FixtureCase) stopped =
        fixture_plan(US ADULT "gfr_measured_ml_min=100; conditions=pentostatin; "
                              "fludarabine_fraction=0.5; cyclophosphamide_fraction=1; " SIGNED);
    flu = &stopped->plan.drug[LDOSE_FLUDARABINE];
    g_assert_cmpint((int)flu->original_status, ==, (int)LDOSE_PLAN_CONTRAINDICATED);
    g_assert_false(flu->has_original_part);
    g_assert_cmpfloat(flu->original_given_mg, ==, 0);
    g_autoptr(FixtureCase) open = fixture_plan(P12 "fludarabine_fraction=1; " SIGNED);
    g_assert_false(open->plan.drug[LDOSE_FLUDARABINE].has_original_part);
}

/* A dose that rounds to 0 mg is no dose: whoever signs, "final 0 mg" must not be printed. */
static void
test_no_dose_of_zero(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=0.000001; " SIGNED);
    gboolean final = fixture->planned && fixture->plan.status == LDOSE_PLAN_FINAL;
    g_assert_false(final && fixture->plan.drug[LDOSE_FLUDARABINE].rounded.given_mg <= 0);
}

/* rules.md 3: an override is marked everywhere, also where it only lifts the normal maximum. */
static void
test_override_of_a_limit(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US ADULT "gfr_measured_ml_min=100; dosing_weight_kg=75; "
                              "fludarabine_fraction=1; cyclophosphamide_fraction=1; " SIGNED);
    g_assert_true(fixture->planned && fixture->plan.overridden);
    g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_OVER_LIMIT));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        g_assert_true(fixture->plan.drug[drug].overridden);
        g_assert_cmpint((int)fixture->plan.drug[drug].original_status, ==,
                        (int)LDOSE_PLAN_DECISION);
    }
}

static void
test_override_of_decisions(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(P12 "fludarabine_fraction=1; " SIGNED);
    const LdosePlan *plan = &fixture->plan;
    g_assert_cmpint((int)plan->status, ==, (int)LDOSE_PLAN_FINAL);
    const LdoseDecision *range = find_decision(plan, LDOSE_DECISION_RANGE);
    g_assert_true(range->overridden && range->answer_refused);
    g_assert_cmpint((int)plan->drug[LDOSE_FLUDARABINE].original_status, ==,
                    (int)LDOSE_PLAN_DECISION);
    assert_agrees_as_printed(plan->drug[LDOSE_FLUDARABINE].calculated_mg, "49.80");
}

/* ---- sizes: case, guidance, site policy, actual weight (rules.md 2.6) ------------------------ */

static LdoseRuleSet *
sized_rules(const char *size, const char *policy_weight, const char *policy_cap)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *guidance = fixture_read("guidance/composed-example-1.0.xml");
    g_autofree char *policy = fixture_read("formulary/as-published-1.0.xml");
    guidance = fixture_replace(g_steal_pointer(&guidance), "version=\"1.0\" status",
                               "version=\"1.1\" status");
    if (size != NULL)
        guidance = fixture_replace(g_steal_pointer(&guidance), "<size weight=\"actual\"/>", size);
    policy = fixture_replace(g_steal_pointer(&policy), "version=\"1.0\" status",
                             "version=\"1.1\" status");
    policy = fixture_replace(g_steal_pointer(&policy), "<dosing-weight weight=\"actual\"",
                             policy_weight);
    policy =
        fixture_replace(g_steal_pointer(&policy), "<bsa formula=\"bsa_mosteller\"", policy_cap);
    fixture_write(directory, "guidance/composed-example-1.1.xml", guidance, -1);
    fixture_write(directory, "formulary/as-published-1.1.xml", policy, -1);
    LdoseRuleSet *rules =
        fixture_rules_in(directory, "us-yescarta", "composed-example@1.1", "as-published@1.1");
    fixture_remove_directory(g_steal_pointer(&directory));
    return rules;
}

static void
assert_size(const LdoseRuleSet *rules, const char *text, const char *bsa_m2, LdoseWeightKind weight,
            gboolean capped)
{
    g_autoptr(FixtureCase) fixture = fixture_plan_under(text, rules);
    g_assert_true(fixture->planned);
    const LdoseDrugPlan *flu = &fixture->plan.drug[LDOSE_FLUDARABINE];
    assert_agrees_as_printed(flu->bsa_m2, bsa_m2);
    if (!flu->size_by_case)
        g_assert_cmpint((int)flu->size_weight, ==, (int)weight);
    g_assert_true((flu->bsa_m2 < flu->bsa_uncapped_m2) == capped);
    g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_SIZE_CAPPED) == capped);
    /* A cap or a dosing weight never enters a clearance: 1.9 mg/dL, 165 cm, 128 kg, actual
     * weight. */
    assert_agrees_as_printed(fixture->plan.cockcroft_gault_ml_min, "65.2");
}

static void
free_rules(LdoseRuleSet *rules)
{
    ldose_rule_set_clear(rules);
    g_free(rules);
}

static void
test_size_order(void)
{
#define OBESE                                                                                      \
    "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=58; height_cm=165; "         \
    "weight_kg=128; creatinine_mg_dl=1.9; bilirubin_mg_dl=0.6; "
    /* Devine 56.9094 kg, adjusted (0.4) 85.3457 kg; Mosteller of 165 cm: 2.4221, 1.6150, 1.9778
     * m². */
    LdoseRuleSet *rules = sized_rules(NULL, "<dosing-weight weight=\"ideal\"",
                                      "<bsa formula=\"bsa_mosteller\" cap-m2=\"2\"");
    assert_size(rules, OBESE, "2.4221", LDOSE_WEIGHT_ACTUAL, FALSE); /* guidance: actual, no cap */
    assert_size(rules, OBESE "bsa_cap_m2=2.2", "2.2", LDOSE_WEIGHT_ACTUAL,
                TRUE); /* case before guidance */
    assert_size(rules, OBESE "dosing_weight_kg=85.3457", "1.9778", LDOSE_WEIGHT_ACTUAL, FALSE);
    free_rules(rules);
    rules = sized_rules("<size weight=\"adjusted40\" cap-m2=\"1.9\"/>",
                        "<dosing-weight weight=\"actual\"", "<bsa formula=\"bsa_mosteller\"");
    assert_size(rules, OBESE, "1.9", LDOSE_WEIGHT_ADJUSTED40, TRUE);
    free_rules(rules);
    rules = sized_rules("<silent/>", "<dosing-weight weight=\"ideal\"",
                        "<bsa formula=\"bsa_mosteller\" cap-m2=\"2\"");
    assert_size(rules, OBESE, "1.6150", LDOSE_WEIGHT_IDEAL,
                FALSE); /* guidance silent: site policy */
    assert_size(rules, OBESE "dosing_weight_kg=128", "2", LDOSE_WEIGHT_ACTUAL,
                TRUE); /* its cap stays */
    free_rules(rules);
    rules =
        sized_rules("<silent/>", "<dosing-weight weight=\"dry\"", "<bsa formula=\"bsa_mosteller\"");
    assert_size(rules, OBESE, "2.4221", LDOSE_WEIGHT_ACTUAL, FALSE); /* no dry weight: actual */
    free_rules(rules);
}

static void
test_bsa_formula(void)
{
    /* R08, R12: no hidden rounding; Haycock of P1 is 2.496, Du Bois 2.289 (patients.md P1). */
    static const struct {
        const char *formula, *bsa;
    } rows[] = {{"bsa_dubois", "2.289"}, {"bsa_haycock", "2.496"}, {"bsa_mosteller", "2.4221"}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            g_strdup_printf(US "sex=F; age_years=58; height_cm=165; weight_kg=128; "
                               "creatinine_mg_dl=0.6; bsa_formula=%s",
                            rows[i].formula);
        g_autoptr(FixtureCase) fixture = fixture_plan(text);
        const LdoseDrugPlan *flu = &fixture->plan.drug[LDOSE_FLUDARABINE];
        assert_agrees_as_printed(flu->bsa_m2, rows[i].bsa);
        g_assert_cmpfloat_with_epsilon(flu->calculated_mg, 30 * flu->bsa_m2, 1e-9);
    }
}

/* ---- house values of the site policy --------------------------------------------------------- */

static void
test_house_value(void)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *policy = fixture_read("formulary/adult-oncology-1.0.xml");
    policy = fixture_replace(g_steal_pointer(&policy), "version=\"1.0\" status",
                             "version=\"1.1\" status");
    policy = fixture_replace(g_steal_pointer(&policy), "<data-age",
                             "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" "
                             "value=\"0.60\" by=\"A\" checked-by=\"B\"/>\n"
                             "  <house-value guidance=\"ch-actavis-2016\" version=\"1.0\" "
                             "row=\"fr2\" value=\"1\" by=\"A\" checked-by=\"B\"/>\n"
                             "  <house-value guidance=\"us-label\" version=\"1.0\" row=\"fr5\" "
                             "value=\"0.5\" by=\"A\" checked-by=\"B\"/>\n"
                             "  <house-value guidance=\"composed-example\" version=\"1.0\" "
                             "row=\"fr3\" value=\"0.80\" by=\"A\" checked-by=\"B\"/>\n"
                             "  <house-value guidance=\"composed-example\" version=\"1.0\" "
                             "row=\"fr2\" value=\"0.90\" by=\"A\" checked-by=\"B\"/>\n"
                             "  <data-age");
    fixture_write(directory, "formulary/adult-oncology-1.1.xml", policy, -1);
    static const struct {
        const char *regimen, *guidance, *text, *expected;
    } rows[] = {
        /* patients.md P12: with a house value 0.60 final 30 mg, clear */
        {"eu-yescarta", "eu-smpc", P12, "final 30 830"},
        /* the case comes before the house */
        {"eu-yescarta", "eu-smpc", P12 "fludarabine_fraction=0.5", "final 25 830"},
        {"eu-yescarta", "eu-smpc", P12 "fludarabine_fraction=0.4", "decision fludarabine:range"},
        /* a house value outside the source's range is none: 1 is "no reduction" */
        {"ch-yescarta", "ch-actavis-2016", P12, "decision fludarabine:range"},
        /* nor where the source leaves no range: 0.60 stays */
        {"us-yescarta", "us-label", P12, "final 30 830"},
        /* one of the sources' values where they differ (80 % of 51.9 mg); between them is none */
        {"us-yescarta", "composed-example", COMPOSED "gfr_measured_ml_min=75", "final 42 870"},
        {"us-yescarta", "composed-example", COMPOSED "gfr_measured_ml_min=79.5",
         "decision fludarabine:choice"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseRuleSet *rules =
            fixture_rules_in(directory, rows[i].regimen, rows[i].guidance, "adult-oncology@1.1");
        g_autoptr(FixtureCase) fixture = fixture_plan_under(rows[i].text, rules);
        g_autofree char *outcome = outcome_text(fixture);
        g_assert_cmpstr(outcome, ==, rows[i].expected);
        if (i == 0)
            g_assert_cmpint((int)fixture->plan.release, ==, (int)LDOSE_RELEASE_CLEAR);
        free_rules(rules);
    }
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* ---- unverified rows, bands, many documents -------------------------------------------------- */

static LdoseRuleSet *
edited_guidance(const char *from, const char *to)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *text = fixture_read("guidance/us-label-1.0.xml");
    text =
        fixture_replace(g_steal_pointer(&text), "version=\"1.0\" status", "version=\"1.1\" status");
    text = fixture_replace(g_steal_pointer(&text), from, to);
    fixture_write(directory, "guidance/us-label-1.1.xml", text, -1);
    LdoseRuleSet *rules =
        fixture_rules_in(directory, "us-yescarta", "us-label@1.1", "as-published");
    fixture_remove_directory(g_steal_pointer(&directory));
    return rules;
}

static void
assert_outcome(const char *text, const LdoseRuleSet *rules, const char *expected)
{
    g_autoptr(FixtureCase) fixture = fixture_plan_under(text, rules);
    g_autofree char *outcome = outcome_text(fixture);
    g_assert_cmpstr(outcome, ==, expected);
}

/* rules.md 1: an unverified rule, not accepted, is a decision; accepted it is told. */
static void
test_unverified_rule(void)
{
    LdoseRuleSet *rules = edited_guidance("<row id=\"fr3\" source=\"S1\" evidence=\"label\"",
                                          "<row id=\"fr3\" source=\"S1\" evidence=\"unverified\"");
    assert_outcome(US ADULT "gfr_measured_ml_min=60", rules,
                   "decision fludarabine:unverified-rule");
    assert_outcome(US ADULT "gfr_measured_ml_min=79.5", rules,
                   "decision fludarabine:unverified-rule"); /* read as fr3 */
    assert_outcome(US ADULT "gfr_measured_ml_min=60; accept_unverified=no", rules,
                   "decision fludarabine:unverified-rule");
    assert_outcome(US ADULT "gfr_measured_ml_min=60; accept_unverified=yes", rules, "final 42 870");
    assert_outcome(US ADULT "gfr_measured_ml_min=90", rules, "final 52 870");
    g_autoptr(FixtureCase) accepted =
        fixture_plan_under(US ADULT "gfr_measured_ml_min=60; accept_unverified=yes", rules);
    g_assert_true(ldose_plan_has_finding(&accepted->plan, LDOSE_FINDING_UNVERIFIED));
    free_rules(rules);
}

static LdoseRuleSet *
edited_policy(const char *guidance, const char *from, const char *to)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *text = fixture_read("formulary/as-published-1.0.xml");
    text =
        fixture_replace(g_steal_pointer(&text), "version=\"1.0\" status", "version=\"1.1\" status");
    text = fixture_replace(g_steal_pointer(&text), from, to);
    fixture_write(directory, "formulary/as-published-1.1.xml", text, -1);
    LdoseRuleSet *rules = fixture_rules_in(directory, "us-yescarta", guidance, "as-published@1.1");
    fixture_remove_directory(g_steal_pointer(&directory));
    return rules;
}

/* rules.md 2.8: a site's absolute maximum may be per kg or in mg: 60 kg at 2.5 mg/kg is 150 mg. By
 * hand: 30 mg/m2 × 1.73 m2 is 51.9 mg, × 2.88 is 149.5 mg, × 2.9 is 150.5 mg. */
static void
test_absolute_maxima(void)
{
    static const char *const maxima[] = {"value=\"2.5\" unit=\"mg/kg\"",
                                         "value=\"150\" unit=\"mg\""};
    for (guint i = 0; i < G_N_ELEMENTS(maxima); i++) {
        LdoseRuleSet *rules =
            edited_policy("us-label", "value=\"96\" unit=\"mg/m2\"", maxima[i]);
        assert_outcome(US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=2.88; " SIGNED, rules,
                       "final 149 870");
        assert_outcome(US ADULT "gfr_measured_ml_min=100; fludarabine_fraction=2.9; " SIGNED, rules,
                       "impossible:fludarabine_fraction");
        free_rules(rules);
    }
}

/* rules.md 2.3: where neither the guidance names an equation nor the policy has a row for the
 * patient, there is no estimate; a measured value needs none. */
static void
test_no_policy_row(void)
{
    LdoseRuleSet *rules = edited_policy("eu-smpc", "weight=\"actual\">\n",
                                        "weight=\"actual\">\n      <age-years from=\"90\"/>\n");
    assert_outcome(EU ADULT "creatinine_mg_dl=0.9", rules,
                   "decision fludarabine:no-estimate cyclophosphamide:no-estimate");
    assert_outcome(EU ADULT "gfr_measured_ml_min=100", rules, "final 52 870");
    /* The trace does not take what was not estimated for a measured value. */
    g_autoptr(FixtureCase) fixture = fixture_plan_under(EU ADULT "creatinine_mg_dl=0.9", rules);
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    LdosePlan plan;
    LdoseFaults faults = {.n = 0};
    guint n = 0;
    g_assert_true(ldose_plan_compute(&fixture->patient, rules, &plan, trace, &faults));
    for (guint i = 0; i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (strcmp(step->id, "clearance") != 0)
            continue;
        n++;
        g_assert_cmpint((int)step->outcome, ==, (int)LDOSE_STEP_NOT_EVALUATED);
        g_assert_cmpuint(step->n_operands, ==, 0);
        g_assert_false(step->has_result);
    }
    g_assert_cmpuint(n, ==, 1);
    free_rules(rules);
}

/* A best row that the source leaves open has no neighbour to offer: a question without options. */
static void
test_undefined_end(void)
{
    LdoseRuleSet *rules = edited_guidance("<range from=\"80\"/>\n      <full/>",
                                          "<range from=\"80\"/>\n      <undefined otherwise=\"ask\"/>");
    assert_outcome(US ADULT "gfr_measured_ml_min=100", rules, "decision fludarabine:undefined");
    g_autoptr(FixtureCase) fixture = fixture_plan_under(US ADULT "gfr_measured_ml_min=100", rules);
    g_assert_cmpuint(fixture->plan.decision[0].n_options, ==, 0);
    free_rules(rules);
}

/* rules.md 1: an amount for a stated base course applies in proportion to another, of the liver's rows,
 * too: 20 of 25 of 51.9 mg, told with the row. */
static void
test_proportion_of_the_liver(void)
{
    LdoseRuleSet *rules = edited_guidance("<not-read section=\"use in hepatic impairment\"/>",
                                          "<dose-of value=\"20\" of=\"25\" unit=\"mg/m2\"/>");
    g_autoptr(FixtureCase) fixture = fixture_plan_under(US ADULT "gfr_measured_ml_min=100", rules);
    g_autofree char *outcome = outcome_text(fixture);
    g_assert_cmpstr(outcome, ==, "final 42 870");
    const LdoseFinding *told = NULL;
    for (guint i = 0; i < fixture->plan.n_findings; i++) {
        if (fixture->plan.finding[i].code == LDOSE_FINDING_IN_PROPORTION)
            told = &fixture->plan.finding[i];
    }
    g_assert_nonnull(told);
    g_assert_cmpstr(told->rule->id, ==, "flu-hepatic-1");
    free_rules(rules);
}

/* A table that is for the document's own ages is for no other: beyond them its step says that it was
 * not evaluated, and there is no dose. */
static void
test_table_for_another_age(void)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *text = fixture_read("guidance/us-label-1.0.xml");
    text =
        fixture_replace(g_steal_pointer(&text), "version=\"1.0\" status", "version=\"1.1\" status");
    text = fixture_replace(g_steal_pointer(&text), "<age-years from=\"18\"/>",
                           "<age-years from=\"18\" below=\"40\"/>");
    text = fixture_replace(g_steal_pointer(&text),
                           "<table id=\"flu-hepatic\" drug=\"fludarabine\" cohort=\"hepatic\">",
                           "<table id=\"flu-hepatic\" drug=\"fludarabine\" cohort=\"hepatic\">\n"
                           "    <applies><age-years from=\"18\" below=\"40\"/></applies>");
    fixture_write(directory, "guidance/us-label-1.1.xml", text, -1);
    LdoseRuleSet *rules =
        fixture_rules_in(directory, "us-yescarta", "us-label@1.1", "as-published");
    g_autoptr(FixtureCase) fixture = fixture_plan_under(US ADULT "gfr_measured_ml_min=100", rules);
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    LdoseFaults faults = {.n = 0};
    g_assert_true(ldose_plan_compute(&fixture->patient, rules, plan, trace, &faults)); /* 50 years */
    g_assert_cmpint((int)plan->drug[LDOSE_FLUDARABINE].status, !=, (int)LDOSE_PLAN_FINAL);
    gboolean found = FALSE;
    for (guint i = 0; i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (strcmp(step->id, "fludarabine-hepatic") != 0)
            continue;
        found = TRUE;
        g_assert_cmpint((int)step->outcome, ==, (int)LDOSE_STEP_NOT_EVALUATED);
    }
    g_assert_true(found);
    free_rules(rules);
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* rules.md 1: outside the table of bands a decision. */
static void
test_no_band(void)
{
    const LdoseRuleSet *rules = fixture_rules("us-amtagvi", "us-label", "uk-nhs-bands");
    assert_outcome(TIL "weight_kg=84", rules, "final 50 5340");
    assert_outcome("regimen=us-amtagvi; guidance=us-label; sex=M; age_years=50; height_cm=205; "
                   "weight_kg=106.2; gfr_measured_ml_min=100",
                   rules, "decision cyclophosphamide:no-band");
    assert_outcome("regimen=us-amtagvi; guidance=us-label; sex=M; age_years=50; height_cm=205; "
                   "weight_kg=106.1; gfr_measured_ml_min=100",
                   rules, "final 61 6000");
    assert_outcome("regimen=us-amtagvi; guidance=us-label; sex=M; age_years=50; height_cm=205; "
                   "weight_kg=106.2; gfr_measured_ml_min=100; cyclophosphamide_fraction=1; " SIGNED,
                   rules, "final 61 6372");
}

/* A site may hold many documents that all stop the patient: told, never a crash. */
static void
test_many_documents(void)
{
    g_autofree char *directory = fixture_make_directory();
    for (int i = 0; i < 80; i++) {
        g_autofree char *id = g_strdup_printf("id=\"site-%d\"", i);
        g_autofree char *name = g_strdup_printf("guidance/site-%d-1.0.xml", i);
        g_autofree char *text =
            fixture_replace(fixture_read("guidance/eu-smpc-1.0.xml"), "id=\"eu-smpc\"", id);
        fixture_write(directory, name, text, -1);
    }
    LdoseRuleSet *rules = fixture_rules_in(directory, "us-yescarta", "us-label", "as-published");
    g_autoptr(FixtureCase) fixture =
        fixture_plan_under(US ADULT "gfr_measured_ml_min=100; bilirubin_mg_dl=5.5", rules);
    g_assert_true(fixture->planned);
    g_assert_cmpint((int)fixture->plan.release, ==, (int)LDOSE_RELEASE_ACKNOWLEDGE);
    g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_CONTRAINDICATED_ELSEWHERE));
    /* What comes after it in the table of codes is not lost. */
    g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_OUTSIDE_GATE));
    g_assert_true(ldose_plan_has_finding(&fixture->plan, LDOSE_FINDING_NOT_STATED));
    free_rules(rules);
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* As may one document with many stops that ask. */
static void
test_many_questions(void)
{
    g_autoptr(GString) stops = g_string_new(NULL);
    for (int i = 0; i < 40; i++)
        g_string_append_printf(
            stops,
            "<stop id=\"ask%d\" drug=\"any\" condition=\"pregnancy\" source=\"S3\" "
            "evidence=\"label\" edge-basis=\"text\"><undefined otherwise=\"ask\"/></stop>\n",
            i);
    g_string_append(stops, "<stop id=\"pentostatin\"");
    LdoseRuleSet *rules = edited_guidance("<stop id=\"pentostatin\"", stops->str);
    g_autoptr(FixtureCase) fixture =
        fixture_plan_under(US ADULT "gfr_measured_ml_min=100; conditions=pregnancy", rules);
    g_assert_true(fixture->planned);
    g_assert_cmpint((int)fixture->plan.status, ==, (int)LDOSE_PLAN_DECISION);
    free_rules(rules);
}

/* ---- the trace (R10, R11) -------------------------------------------------------------------- */

static int
step_number(const LdoseTrace *trace, const char *id, LdoseDrug drug)
{
    const char *name = ldose_vocabulary_id(&ldose_drugs, (int)drug);
    for (guint i = 0; i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (strcmp(step->id, id) == 0 && (step->n_operands == 0 || step->operands[0].text == NULL ||
                                          strcmp(step->operands[0].symbol, "drug") != 0 ||
                                          strcmp(step->operands[0].text, name) == 0))
            return (int)i;
    }
    return -1;
}

static void
test_steps(void)
{
    /* rules.md 2: measures, size, cap, base dose, rule, adjusted dose, limit, rounding, total. */
    static const char *const order[LDOSE_N_DRUGS][9] = {
        {"bmi", "bsa_mosteller", "dosing-size", "base-dose", "fludarabine-renal", "adjusted-dose",
         "maximum", "rounding", "course-total"},
        {"bmi", "bsa_mosteller", "dosing-size", "base-dose", "cyclophosphamide-renal",
         "adjusted-dose", "maximum", "rounding", "course-total"},
    };
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US "sex=F; age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; "
                        "bilirubin_mg_dl=0.6");
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    LdosePlan plan;
    LdoseFaults faults = {.n = 0};
    g_assert_true(ldose_plan_compute(&fixture->patient, fixture->rules, &plan, trace, &faults));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        int last = -1;
        for (guint i = 0; i < G_N_ELEMENTS(order[drug]); i++) {
            int number = step_number(trace, order[drug][i], (LdoseDrug)drug);
            if (number <= last)
                g_error("step %s is number %d, after %d", order[drug][i], number, last);
            last = number;
        }
    }
    /* Each of cap and limit is there and says that it was not applied. */
    g_assert_cmpint(
        (int)ldose_trace_step(trace, (guint)step_number(trace, "bsa-cap", LDOSE_FLUDARABINE))
            ->outcome,
        ==, (int)LDOSE_STEP_NOT_APPLIED);
    g_assert_cmpint(
        (int)ldose_trace_step(trace, (guint)step_number(trace, "maximum", LDOSE_FLUDARABINE))
            ->outcome,
        ==, (int)LDOSE_STEP_NOT_APPLIED);
    /* The numbers of issue 2 stand in the steps. */
    assert_agrees_as_printed(
        ldose_trace_step(trace, (guint)step_number(trace, "adjusted-dose", LDOSE_FLUDARABINE))
            ->result,
        "26.70");
    assert_agrees_as_printed(
        ldose_trace_step(trace, (guint)step_number(trace, "rounding", LDOSE_FLUDARABINE))->result,
        "27");
    assert_agrees_as_printed(
        ldose_trace_step(trace, (guint)step_number(trace, "course-total", LDOSE_FLUDARABINE))
            ->result,
        "81");
    int clearance = step_number(trace, "cockcroft_gault", LDOSE_FLUDARABINE);
    g_assert_cmpint(clearance, >=, 0);
    assert_agrees_as_printed(ldose_trace_step(trace, (guint)clearance)->result, "40.7");
    /* The rule's step names document, version and row. */
    const LdoseTraceStep *rule =
        ldose_trace_step(trace, (guint)step_number(trace, "fludarabine-renal", LDOSE_FLUDARABINE));
    g_assert_true(g_str_has_prefix(rule->source, "us-label@1.0 fr5"));
    g_assert_cmpstr(rule->result_text, ==, "dose-of");
}

static double
operand(const LdoseTraceStep *step, const char *symbol)
{
    for (guint i = 0; i < step->n_operands; i++) {
        if (strcmp(step->operands[i].symbol, symbol) == 0)
            return step->operands[i].value;
    }
    g_error("step %s has no operand %s", step->id, symbol);
}

/* The input that the operands of a registry formula make: each is a field's column, or a weight. */
static LdoseFormulaInput
input_of_operands(const LdoseTraceStep *step)
{
    LdoseFormulaInput input = {.present = 0};
    for (guint i = 0; i < step->n_operands; i++) {
        const LdoseOperand *given = &step->operands[i];
        LdoseFormulaField field;
        if (ldose_vocabulary_find(&ldose_weight_kinds, given->symbol, -1) >= 0)
            field = LDOSE_FIELD_WEIGHT_KG;
        else if (!ldose_formula_field_find(given->symbol, &field))
            g_error("step %s: %s is no field of a formula", step->id, given->symbol);
        if (field == LDOSE_FIELD_SEX) {
            input.sex = (LdoseSex)ldose_vocabulary_find(&ldose_sexes, given->text, -1);
            input.present |= LDOSE_FIELD_SEX;
        } else {
            g_assert_cmpint((int)given->unit, ==, (int)ldose_formula_field_unit(field));
            ldose_formula_input_set(&input, field, given->value);
        }
    }
    return input;
}

/* The result of a step by its printed form and its operands alone. */
static double
recomputed(const LdoseTraceStep *step)
{
    const LdoseFormula *formula = ldose_formula_find(step->id);
    if (formula != NULL) {
        LdoseFormulaInput input = input_of_operands(step);
        LdoseFormulaResult result;
        g_assert_cmpstr(step->formula, ==, formula->printed_form);
        g_assert_cmpint((int)step->unit, ==, (int)formula->unit);
        g_assert_cmpuint(input.present & ~formula->inputs, ==, 0); /* none that the form does not read */
        g_assert_true(ldose_formula_compute(formula->number, &input, &result));
        return result.value;
    }
    if (strcmp(step->formula, "clearance × 1.73 / body surface") == 0)
        return operand(step, "ml_min") * 1.73 / operand(step, "bsa_m2");
    if (strcmp(step->formula, "amount × body surface") == 0)
        return operand(step, "amount") * operand(step, "bsa");
    if (strcmp(step->formula, "amount × weight") == 0)
        return operand(step, "amount") * operand(step, "weight");
    if (strcmp(step->formula, "base × part") == 0)
        return operand(step, "base") * operand(step, "part");
    if (strcmp(step->formula, "given × days") == 0)
        return operand(step, "given") * operand(step, "days");
    g_error("step %s: %s is not recomputed here", step->id, step->formula);
}

/* Every step that prints a formula gives the result that the formula gives with the operands beside it,
 * for every equation and every direction of a conversion. */
static void
test_steps_recompute(void)
{
    static const char *const others[] = {
        "gfr_measured_ml_min=70",    "clearance_weight=ideal",        "clearance_weight=lean",
        "clearance_weight=dry",      "bsa_formula=bsa_boyd",          "bsa_formula=bsa_livingston",
        "dosing_weight_kg=60",       "dialysis=hd",                   "bsa_cap_m2=1.5",
        "creatinine_earlier_mg_dl=0.5",
    };
    g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func(g_free);
    for (int sex = 0; sex < 2; sex++) {
        const char *letter = ldose_vocabulary_id(&ldose_sexes, sex);
        for (int i = 0; i < LDOSE_N_FORMULAS; i++) {
            if (!ldose_formula_is_clearance((LdoseFormulaId)i))
                continue;
            const char *id = ldose_formula_get((LdoseFormulaId)i)->id;
            g_ptr_array_add(cases,
                            g_strdup_printf(US "sex=%s; age_years=21; height_cm=165; weight_kg=68; "
                                               "creatinine_mg_dl=1.1; cystatin_c_mg_l=0.9; "
                                               "estimator=%s", letter, id));
            g_ptr_array_add(cases,
                            g_strdup_printf("regimen=us-kymriah-ball; guidance=kinderformularium; "
                                            "sex=%s; age_years=10; height_cm=140; weight_kg=34; "
                                            "creatinine_mg_dl=0.6; cystatin_c_mg_l=0.9; estimator=%s",
                                            letter, id));
        }
        for (guint i = 0; i < G_N_ELEMENTS(others); i++)
            g_ptr_array_add(cases,
                            g_strdup_printf(US "sex=%s; age_years=61; height_cm=165; weight_kg=68; "
                                               "dry_weight_kg=64; creatinine_mg_dl=1.1; %s",
                                            letter, others[i]));
    }
    guint applied[LDOSE_N_FORMULAS] = {0}, metric = 0;
    for (guint i = 0; i < cases->len; i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(g_ptr_array_index(cases, i));
        g_autoptr(LdoseTrace) trace = ldose_trace_new();
        LdosePlan plan;
        LdoseFaults faults = {.n = 0};
        g_assert_true(ldose_plan_compute(&fixture->patient, fixture->rules, &plan, trace, &faults));
        for (guint k = 0; k < ldose_trace_length(trace); k++) {
            const LdoseTraceStep *step = ldose_trace_step(trace, k);
            gboolean computes = step->kind == LDOSE_STEP_FORMULA ||
                                step->kind == LDOSE_STEP_CONVERSION || step->formula != NULL;
            if (!computes || !step->has_result)
                continue;
            const LdoseFormula *formula = ldose_formula_find(step->id);
            double result = recomputed(step);
            if (!(fabs(result - step->result) <= 1e-12 * fabs(result)))
                g_error("step %s: %.17g from its operands, %.17g in the step", step->id, result,
                        step->result);
            metric += strcmp(step->id, "clearance-metric") == 0;
            if (formula != NULL)
                applied[formula->number]++;
        }
    }
    g_assert_cmpuint(metric, >, 0);
    for (int i = 0; i < LDOSE_N_FORMULAS; i++) {
        LdoseFormulaId id = (LdoseFormulaId)i;
        if ((ldose_formula_is_clearance(id) || id == LDOSE_FORMULA_DEINDEX) && applied[i] == 0)
            g_error("no step of %s", ldose_formula_get(id)->id);
    }
}

/* A clearance is written where it is chosen, before the row that compares it, and each once; the row
 * says which part it gave. */
static void
test_steps_of_clearances(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US "sex=F; age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; "
                        "bilirubin_mg_dl=0.6");
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    LdosePlan plan;
    LdoseFaults faults = {.n = 0};
    guint n = 0;
    g_assert_true(ldose_plan_compute(&fixture->patient, fixture->rules, &plan, trace, &faults));
    for (guint i = 0; i < ldose_trace_length(trace); i++)
        n += strcmp(ldose_trace_step(trace, i)->id, "cockcroft_gault") == 0;
    g_assert_cmpuint(n, ==, 1);
    int row = step_number(trace, "fludarabine-renal", LDOSE_FLUDARABINE);
    g_assert_cmpint(step_number(trace, "cockcroft_gault", LDOSE_FLUDARABINE), <, row);
    g_assert_cmpint(step_number(trace, "clearance-metric", LDOSE_FLUDARABINE), <, row);
    g_assert_cmpfloat(operand(ldose_trace_step(trace, (guint)row), "part"), ==, 0.6);
}

/* Everything that a renderer could read of a plan, with all bits of each number. */
static char *
digest(const LdosePlan *plan)
{
    GString *text = g_string_new(NULL);
    g_autofree char *decisions = fixture_decisions(plan);
    g_string_append_printf(text, "%d %d %d %d %a [%s]\n", (int)plan->status, (int)plan->release,
                           plan->overridden, plan->clearance_in_use, plan->cockcroft_gault_ml_min,
                           decisions);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *d = &plan->drug[drug];
        g_string_append_printf(text, "%d %a %a %a %a %a %a %a %a %a %" G_GINT64_MODIFIER "x %p\n",
                               (int)d->status, d->size_kg, d->bsa_m2, d->base_mg, d->part,
                               d->calculated_mg, d->rounded.given_mg, d->total_mg, d->range_low_mg,
                               d->range_high_mg, d->missing, (const void *)d->stop);
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++)
            g_string_append_printf(text, "%d %p\n", (int)d->row[cohort].state,
                                   (const void *)d->row[cohort].rule);
    }
    for (guint i = 0; i < plan->n_findings; i++)
        g_string_append_printf(text, "%d %d %p %d %d %d %a %a %a %a\n",
                               (int)plan->finding[i].code,
                               plan->finding[i].drug, (const void *)plan->finding[i].rule,
                               plan->finding[i].axis, plan->finding[i].clearance,
                               plan->finding[i].formula, plan->finding[i].value,
                               plan->finding[i].limit, plan->finding[i].other,
                               plan->finding[i].other_limit);
    for (guint i = 0; i < plan->n_clearances; i++)
        g_string_append_printf(text, "%d %a %a\n", (int)plan->clearance[i].state,
                               plan->clearance[i].absolute.ml_min,
                               plan->clearance[i].indexed.ml_min_173);
    return g_string_free(text, FALSE);
}

static void
test_null_trace(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(CASES[i].text);
        if (!fixture->planned)
            continue;
        g_autoptr(LdoseTrace) trace = ldose_trace_new();
        g_autofree LdosePlan *traced = g_new(LdosePlan, 1);
        LdoseFaults faults = {.n = 0};
        memset(traced, 0xa5, sizeof *traced); /* what was there before does not matter either */
        g_assert_true(
            ldose_plan_compute(&fixture->patient, fixture->rules, traced, trace, &faults));
        g_autofree char *one = digest(&fixture->plan);
        g_autofree char *other = digest(traced);
        g_assert_cmpstr(one, ==, other);
        g_assert_cmpuint(ldose_trace_length(trace), >, 10);
    }
}

/* ---- totals (R14) and what a plan without a dose shows --------------------------------------- */

static void
test_totals(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(CASES[i].text);
        for (int drug = 0; fixture->planned && drug < LDOSE_N_DRUGS; drug++) {
            const LdoseDrugPlan *d = &fixture->plan.drug[drug];
            const LdoseRegimenDose *dose = &fixture->rules->regimen->dose[drug];
            g_assert_true(d->has_dose == (fixture->plan.status == LDOSE_PLAN_FINAL));
            if (!d->has_dose)
                continue;
            g_assert_cmpfloat_with_epsilon(d->total_mg, d->rounded.given_mg * dose->n_days, 1e-9);
            g_assert_cmpfloat_with_epsilon(d->rounded.deviation_mg,
                                           d->rounded.given_mg - d->calculated_mg, 1e-9);
            g_assert_false(d->has_range);
        }
    }
}

/* Each drug has its own status, also where the plan as a whole has none of its doses. */
static void
test_drug_status(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=ch-yescarta; guidance=ch-fludara; sex=M; age_years=22; "
                     "height_cm=175; weight_kg=65; creatinine_mg_dl=4; bilirubin_mg_dl=0.6");
    g_assert_cmpint((int)fixture->plan.status, ==, (int)LDOSE_PLAN_CONTRAINDICATED);
    g_assert_cmpint((int)fixture->plan.drug[LDOSE_FLUDARABINE].status, ==,
                    (int)LDOSE_PLAN_CONTRAINDICATED);
    g_assert_cmpint((int)fixture->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].status, ==,
                    (int)LDOSE_PLAN_FINAL);
    g_assert_false(fixture->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].has_dose);
    /* encoding.md 7, K12 */
    assert_agrees_as_printed(fixture->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].calculated_mg, "888.78");
}

/* R16: silent, no adjustment and not assessed are three things. */
static void
test_three_things(void)
{
    static const struct {
        const char *text;
        LdoseRowState state;
        LdoseOutcomeKind outcome;
    } rows[] = {
        {US ADULT "gfr_measured_ml_min=100", LDOSE_ROW_MATCHED, LDOSE_OUTCOME_FULL},
        {EU ADULT "gfr_measured_ml_min=100", LDOSE_ROW_MATCHED, LDOSE_OUTCOME_SILENT},
        {"regimen=eu-yescarta; guidance=vall-hebron; " ADULT "gfr_measured_ml_min=100",
         LDOSE_ROW_MATCHED, LDOSE_OUTCOME_NOT_READ},
        {US ADULT, LDOSE_ROW_INCOMPLETE, LDOSE_OUTCOME_FULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(rows[i].text);
        const LdoseRow *row = &fixture->plan.drug[LDOSE_FLUDARABINE].row[LDOSE_COHORT_RENAL];
        g_assert_cmpint((int)row->state, ==, (int)rows[i].state);
        if (row->state == LDOSE_ROW_MATCHED)
            g_assert_cmpint((int)row->rule->outcome, ==, (int)rows[i].outcome);
        else
            g_assert_true(row->rule == NULL &&
                          row->missing == LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_MG_DL));
    }
}

static void
test_vocabularies(void)
{
    /* rules.md 3, in rising severity */
    static const char *const statuses[] = {"final", "decision", "incomplete", "contraindicated"};
    static const char *const releases[] = {"clear", "acknowledge", "blocked"};
    g_assert_cmpuint(ldose_plan_statuses.n_words, ==, G_N_ELEMENTS(statuses));
    g_assert_cmpuint(ldose_releases.n_words, ==, G_N_ELEMENTS(releases));
    for (guint i = 0; i < G_N_ELEMENTS(statuses); i++)
        g_assert_cmpstr(ldose_vocabulary_id(&ldose_plan_statuses, (int)i), ==, statuses[i]);
    for (guint i = 0; i < G_N_ELEMENTS(releases); i++)
        g_assert_cmpstr(ldose_vocabulary_id(&ldose_releases, (int)i), ==, releases[i]);
}

/* ---- the order of a prescriber (R45) --------------------------------------------------------- */

static void
test_order(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US ADULT "gfr_measured_ml_min=100; ordered_fludarabine_mg_per_day=50; "
                              "ordered_cyclophosphamide_mg_per_day=870");
    const LdoseDrugPlan *flu = &fixture->plan.drug[LDOSE_FLUDARABINE],
                        *cy = &fixture->plan.drug[LDOSE_CYCLOPHOSPHAMIDE];
    g_assert_true(flu->has_order_deviation && cy->has_order_deviation);
    g_assert_cmpfloat_with_epsilon(flu->order_deviation_mg, -2,
                                   1e-9); /* cli.md: ordered − given dose */
    g_assert_cmpfloat_with_epsilon(flu->order_deviation_percent, -100 * 2.0 / 52, 1e-9);
    g_assert_cmpfloat_with_epsilon(cy->order_deviation_percent, 0, 1e-9);
    g_autoptr(FixtureCase) open = fixture_plan(P12 "ordered_fludarabine_mg_per_day=50");
    g_assert_true(open->plan.drug[LDOSE_FLUDARABINE].ordered);
    g_assert_false(open->plan.drug[LDOSE_FLUDARABINE].has_order_deviation);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/plan/case/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    for (guint i = 0; i < G_N_ELEMENTS(OPTION_CASES); i++) {
        g_autofree char *path = g_strdup_printf("/plan/options/%s", OPTION_CASES[i].name);
        g_test_add_data_func(path, &OPTION_CASES[i], test_options);
    }
    g_test_add_func("/plan/decisions/answers-are-columns", test_answers_are_columns);
    g_test_add_func("/plan/override/R29-keeps-the-original", test_override_keeps_the_original);
    g_test_add_func("/plan/override/R29-keeps-the-part", test_override_keeps_the_part);
    g_test_add_func("/plan/override/R29-of-decisions", test_override_of_decisions);
    g_test_add_func("/plan/override/R29-of-a-limit", test_override_of_a_limit);
    g_test_add_func("/plan/override/R13-no-dose-of-zero", test_no_dose_of_zero);
    g_test_add_func("/plan/size/order", test_size_order);
    g_test_add_func("/plan/size/R12-formula", test_bsa_formula);
    g_test_add_func("/plan/house-value", test_house_value);
    g_test_add_func("/plan/absolute-maxima", test_absolute_maxima);
    g_test_add_func("/plan/no-policy-row", test_no_policy_row);
    g_test_add_func("/plan/undefined-end", test_undefined_end);
    g_test_add_func("/plan/proportion-of-the-liver", test_proportion_of_the_liver);
    g_test_add_func("/plan/table-for-another-age", test_table_for_another_age);
    g_test_add_func("/plan/unverified-rule", test_unverified_rule);
    g_test_add_func("/plan/no-band", test_no_band);
    g_test_add_func("/plan/R22-many-documents", test_many_documents);
    g_test_add_func("/plan/R22-many-questions", test_many_questions);
    g_test_add_func("/plan/trace/R11-steps", test_steps);
    g_test_add_func("/plan/trace/R11-steps-recompute", test_steps_recompute);
    g_test_add_func("/plan/trace/R11-clearances", test_steps_of_clearances);
    g_test_add_func("/plan/trace/null-is-the-same", test_null_trace);
    g_test_add_func("/plan/totals/R14", test_totals);
    g_test_add_func("/plan/status/each-drug", test_drug_status);
    g_test_add_func("/plan/R16-three-things", test_three_things);
    g_test_add_func("/plan/R41-vocabularies", test_vocabularies);
    g_test_add_func("/plan/R45-order", test_order);
    return g_test_run();
}
