/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the fields of a case to a patient: what is refused, asked, accepted (R01 to R07, R44), by
 * the table of cli.md. Each row names where its expectation stands. */
#include "patient.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "printed-digits.h"

#define R01   "requirements.md R01"
#define TABLE "cli.md, table of limits"
#define R04   "requirements.md R04"
#define CLI   "cli.md, case columns"

#define WHOLE   "regimen=us-yescarta; guidance=us-label; "
#define SIZE    WHOLE "sex=F; age_years=61; height_cm=165; weight_kg=48; "
#define AGED(a) WHOLE "sex=F; height_cm=165; weight_kg=48; age_years=" a
#define HIGH(h) WHOLE "sex=F; age_years=61; weight_kg=48; height_cm=" h
#define HEAVY   WHOLE "sex=F; age_years=61; height_cm=165; weight_kg="
#define BABY    WHOLE "sex=F; age_years=0.1; "
#define BORN    WHOLE "sex=F; height_cm=165; weight_kg=48; "

typedef struct {
    const char *name;
    const char *source;
    const char *text;
    const char *faults; /* "" : accepted */
} Case;

static const Case CASES[] = {
    {"accepted", R01, SIZE, ""},
    /* what any plan needs (R01) */
    {"missing/regimen", R01, "guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48",
     "missing:regimen"},
    {"missing/guidance", R01,
     "regimen=us-yescarta; sex=F; age_years=61; height_cm=165; weight_kg=48", "missing:guidance"},
    {"missing/sex", R01, WHOLE "age_years=61; height_cm=165; weight_kg=48", "missing:sex"},
    {"missing/age", R01, WHOLE "sex=F; height_cm=165; weight_kg=48", "missing:age_years"},
    {"missing/height", R01, WHOLE "sex=F; age_years=61; weight_kg=48", "missing:height_cm"},
    {"missing/weight", R01, WHOLE "sex=F; age_years=61; height_cm=165", "missing:weight_kg"},
    {"missing/all-are-named", R01, "",
     "missing:regimen missing:guidance missing:sex missing:height_cm missing:weight_kg "
     "missing:age_years"},
    {"missing/an-empty-cell-is-not-given", CLI,
     WHOLE "sex=; age_years=61; height_cm=165; weight_kg=", "missing:sex missing:weight_kg"},
    {"missing/refused-is-not-missing-too", R01,
     WHOLE "sex=F; age_years=61; height_cm=x; weight_kg=48", "malformed:height_cm"},
    {"missing/creatinine-is-a-tables-need", R01 "; rules.md 2.1", SIZE, ""},
    {"missing/several-kinds-together", R01, WHOLE "sex=f; age_years=1e2; weight_kg=0",
     "unknown:sex malformed:age_years impossible:weight_kg missing:height_cm"},
    /* age (R07) */
    {"age/0", TABLE, WHOLE "sex=F; age_years=0; height_cm=50; weight_kg=4", ""},
    {"age/negative", TABLE, AGED("-0.1"), "impossible:age_years"},
    {"age/110", TABLE, AGED("110"), ""},
    {"age/110.1", TABLE, AGED("110.1"), "confirm:age_years"},
    {"age/110.1-confirmed", TABLE, AGED("110.1; confirm=age_years"), ""},
    {"age/130", TABLE, AGED("130"), "confirm:age_years"},
    {"age/130-confirmed", TABLE, AGED("130; confirm=age_years"), ""},
    {"age/130.1", TABLE, AGED("130.1; confirm=age_years"), "impossible:age_years"},
    {"birth/with-as-of", "requirements.md R07", BORN "birth_date=1965-03-01; as_of=2026-11-30", ""},
    {"birth/without-as-of", "cli.md: exit 3", BORN "birth_date=1965-03-01", "missing:as_of"},
    {"birth/malformed-as-of-is-not-missing-too", R01, BORN "birth_date=1965-03-01; as_of=today",
     "malformed:as_of"},
    {"birth/and-age", "cli.md: age_years | birth_date",
     BORN "birth_date=1965-03-01; as_of=2026-11-30; age_years=61", "twice:birth_date"},
    {"birth/tomorrow", "requirements.md R03, R07", BORN "birth_date=2026-12-01; as_of=2026-11-30",
     "impossible:birth_date"},
    {"birth/today", "requirements.md R07",
     WHOLE "sex=F; height_cm=50; weight_kg=4; birth_date=2026-11-30; as_of=2026-11-30", ""},
    {"birth/110-years", TABLE, BORN "birth_date=1916-11-30; as_of=2026-11-30", ""},
    {"birth/111-years", TABLE, BORN "birth_date=1915-11-30; as_of=2026-11-30",
     "confirm:birth_date"},
    {"birth/111-years-confirmed", TABLE,
     BORN "birth_date=1915-11-30; as_of=2026-11-30; confirm=birth_date", ""},
    {"birth/131-years", TABLE, BORN "birth_date=1900-01-01; as_of=2031-01-01; confirm=birth_date",
     "impossible:birth_date"},
    /* height */
    {"height/19.9", TABLE, BABY "height_cm=19.9; weight_kg=0.6", "impossible:height_cm"},
    {"height/20", TABLE, BABY "height_cm=20; weight_kg=0.6; confirm=height_cm", ""},
    {"height/39.9", TABLE, BABY "height_cm=39.9; weight_kg=2", "confirm:height_cm"},
    {"height/40", TABLE, BABY "height_cm=40; weight_kg=2", ""},
    {"height/230", TABLE, WHOLE "sex=M; age_years=30; height_cm=230; weight_kg=120", ""},
    {"height/230.1", TABLE, WHOLE "sex=M; age_years=30; height_cm=230.1; weight_kg=120",
     "confirm:height_cm"},
    {"height/275", TABLE,
     WHOLE "sex=M; age_years=30; height_cm=275; weight_kg=120; confirm=height_cm", ""},
    {"height/275.1", TABLE,
     WHOLE "sex=M; age_years=30; height_cm=275.1; weight_kg=120; confirm=height_cm",
     "impossible:height_cm"},
    {"height/in-metres", TABLE, HIGH("1.65"), "impossible:height_cm"},
    /* weight */
    {"weight/0.49", TABLE, BABY "height_cm=40; weight_kg=0.49", "impossible:weight_kg"},
    {"weight/0.5", TABLE, BABY "height_cm=21; weight_kg=0.5; confirm=height_cm", ""},
    {"weight/250", TABLE,
     WHOLE "sex=M; age_years=30; height_cm=255; weight_kg=250; confirm=height_cm", ""},
    {"weight/250.1", TABLE,
     WHOLE "sex=M; age_years=30; height_cm=255; weight_kg=250.1; confirm=height_cm",
     "confirm:weight_kg"},
    {"weight/250.1-confirmed", TABLE,
     WHOLE "sex=M; age_years=30; height_cm=255; weight_kg=250.1; confirm=height_cm weight_kg", ""},
    {"weight/650", TABLE,
     WHOLE "sex=M; age_years=30; height_cm=190; weight_kg=650; confirm=height_cm weight_kg", ""},
    {"weight/650.1", TABLE,
     WHOLE "sex=M; age_years=30; height_cm=190; weight_kg=650.1; confirm=height_cm weight_kg",
     "impossible:weight_kg"},
    {"weight/dry-650.1", TABLE, SIZE "dry_weight_kg=650.1", "impossible:dry_weight_kg"},
    {"weight/dry-above-measured", "a weight without fluid",
     WHOLE "sex=F; age_years=61; height_cm=165; weight_kg=48; dry_weight_kg=48.1",
     "confirm:dry_weight_kg"},
    {"weight/dry-equal-is-not", "a weight without fluid",
     WHOLE "sex=F; age_years=61; height_cm=165; weight_kg=48; dry_weight_kg=48", ""},
    {"weight/dry-confirmed", "a weight without fluid",
     WHOLE "sex=F; age_years=61; height_cm=165; weight_kg=48; dry_weight_kg=95; confirm=dry_weight_kg",
     ""},
    {"weight/previous-0.4", TABLE, SIZE "previous_weight_kg=0.4", "impossible:previous_weight_kg"},
    /* swapped, body mass index */
    {"swapped", TABLE ": height < weight from 2 years on",
     WHOLE "sex=F; age_years=61; height_cm=99; weight_kg=100", "confirm:height_cm"},
    {"swapped/equal-is-not", TABLE, WHOLE "sex=F; age_years=61; height_cm=125; weight_kg=125", ""},
    {"swapped/height-confirmed", TABLE ": either",
     WHOLE "sex=F; age_years=61; height_cm=99; weight_kg=100; confirm=height_cm", ""},
    {"swapped/weight-confirmed", TABLE ": either",
     WHOLE "sex=F; age_years=61; height_cm=99; weight_kg=100; confirm=weight_kg", ""},
    {"swapped/other-confirmation", TABLE,
     WHOLE "sex=F; age_years=61; height_cm=99; weight_kg=100; confirm=age_years",
     "confirm:height_cm"},
    {"swapped/under-2-years-the-index-asks", TABLE,
     WHOLE "sex=F; age_years=1.9; height_cm=60; weight_kg=61", "confirm:height_cm"},
    {"index/9.99", TABLE, WHOLE "sex=F; age_years=61; height_cm=200; weight_kg=39.96",
     "confirm:height_cm"},
    {"index/10", TABLE, WHOLE "sex=F; age_years=61; height_cm=200; weight_kg=40", ""},
    {"index/80", TABLE,
     WHOLE "sex=F; age_years=61; height_cm=150; weight_kg=180; confirm=height_cm", ""},
    {"index/80.01-asks-both", TABLE,
     WHOLE "sex=F; age_years=61; height_cm=200; weight_kg=320.04; confirm=weight_kg", ""},
    {"index/80.01", TABLE, WHOLE "sex=F; age_years=61; height_cm=150; weight_kg=180.1",
     "confirm:height_cm"},
    /* creatinine: unit and sign (R02, R04) */
    {"creatinine/0", TABLE, SIZE "creatinine_mg_dl=0", "impossible:creatinine_mg_dl"},
    {"creatinine/0.01", TABLE, SIZE "creatinine_mg_dl=0.01", ""},
    {"creatinine/20", TABLE, SIZE "creatinine_mg_dl=20", ""},
    {"creatinine/20.1", TABLE, SIZE "creatinine_mg_dl=20.1", "confirm:creatinine_mg_dl"},
    {"creatinine/20.1-confirmed", TABLE, SIZE "creatinine_mg_dl=20.1; confirm=creatinine_mg_dl",
     ""},
    {"creatinine/20.1-dialysis", TABLE ": dialysis aside",
     SIZE "creatinine_mg_dl=20.1; dialysis=hd", ""},
    {"creatinine/20.1-dialysis-none", TABLE, SIZE "creatinine_mg_dl=20.1; dialysis=none",
     "confirm:creatinine_mg_dl"},
    {"creatinine/50", TABLE, SIZE "creatinine_mg_dl=50; confirm=creatinine_mg_dl", ""},
    {"creatinine/50.1", TABLE, SIZE "creatinine_mg_dl=50.1; confirm=creatinine_mg_dl",
     "impossible:creatinine_mg_dl"},
    {"creatinine/97-mg", "requirements.md R02: typical only of the other unit",
     SIZE "creatinine_mg_dl=97", "impossible:creatinine_mg_dl"},
    {"creatinine/umol-9.9", TABLE, SIZE "creatinine_umol_l=9.9", "confirm:creatinine_umol_l"},
    {"creatinine/umol-10", TABLE, SIZE "creatinine_umol_l=10", ""},
    {"creatinine/umol-1.1", "requirements.md R02", SIZE "creatinine_umol_l=1.1",
     "confirm:creatinine_umol_l"},
    {"creatinine/umol-9.9-infant", TABLE ": from 2 years on",
     WHOLE "sex=F; age_years=1.9; height_cm=80; weight_kg=11; creatinine_umol_l=9.9", ""},
    {"creatinine/umol-9.9-at-2-years", TABLE,
     WHOLE "sex=F; age_years=2; height_cm=85; weight_kg=12; creatinine_umol_l=9.9",
     "confirm:creatinine_umol_l"},
    {"creatinine/umol-4400", TABLE, SIZE "creatinine_umol_l=4400", ""},
    {"creatinine/umol-4400.1", TABLE, SIZE "creatinine_umol_l=4400.1",
     "impossible:creatinine_umol_l"},
    {"creatinine/both-units", "cli.md: both units of one quantity",
     SIZE "creatinine_mg_dl=1; creatinine_umol_l=88.4", "twice:creatinine_umol_l"},
    {"creatinine/confirm-of-the-other-unit-does-not-count", TABLE,
     SIZE "creatinine_mg_dl=20.1; confirm=creatinine_umol_l", "confirm:creatinine_mg_dl"},
    {"creatinine/bound", R04, SIZE "creatinine_mg_dl=<0.2", ""},
    {"creatinine/bound-umol", R04, SIZE "creatinine_umol_l=<18", ""},
    {"creatinine/bound-blank", R04, SIZE "creatinine_mg_dl=< 0.2", "malformed:creatinine_mg_dl"},
    {"creatinine/bound-alone", R04, SIZE "creatinine_mg_dl=<", "malformed:creatinine_mg_dl"},
    {"creatinine/bound-zero", TABLE, SIZE "creatinine_mg_dl=<0", "impossible:creatinine_mg_dl"},
    {"creatinine/above", R04, SIZE "creatinine_mg_dl=>20", "malformed:creatinine_mg_dl"},
    {"creatinine/bound-twice", R04, SIZE "creatinine_mg_dl=<<0.2", "malformed:creatinine_mg_dl"},
    {"creatinine/earlier-bound", R04 ": creatinine only; elsewhere refused",
     SIZE "creatinine_earlier_mg_dl=<0.2", "malformed:creatinine_earlier_mg_dl"},
    {"creatinine/earlier-20.1", TABLE, SIZE "creatinine_earlier_mg_dl=20.1",
     "confirm:creatinine_earlier_mg_dl"},
    {"creatinine/earlier-umol-9", TABLE, SIZE "creatinine_earlier_umol_l=9",
     "confirm:creatinine_earlier_umol_l"},
    {"bilirubin/bound", R04 ": elsewhere refused", SIZE "bilirubin_mg_dl=<0.2",
     "malformed:bilirubin_mg_dl"},
    {"weight/bound", R04, HEAVY "<48", "malformed:weight_kg"},
    /* bilirubin */
    {"bilirubin/negative", TABLE, SIZE "bilirubin_mg_dl=-0.1", "impossible:bilirubin_mg_dl"},
    {"bilirubin/0", TABLE, SIZE "bilirubin_mg_dl=0", ""},
    {"bilirubin/50", TABLE, SIZE "bilirubin_mg_dl=50", ""},
    {"bilirubin/50.1", TABLE, SIZE "bilirubin_mg_dl=50.1", "confirm:bilirubin_mg_dl"},
    {"bilirubin/80", TABLE, SIZE "bilirubin_mg_dl=80; confirm=bilirubin_mg_dl", ""},
    {"bilirubin/80.1", TABLE, SIZE "bilirubin_mg_dl=80.1; confirm=bilirubin_mg_dl",
     "impossible:bilirubin_mg_dl"},
    {"bilirubin/umol-0.9", TABLE, SIZE "bilirubin_umol_l=0.9", "confirm:bilirubin_umol_l"},
    {"bilirubin/umol-1", TABLE, SIZE "bilirubin_umol_l=1", ""},
    {"bilirubin/umol-1400", TABLE, SIZE "bilirubin_umol_l=1400", ""},
    {"bilirubin/umol-1400.1", TABLE, SIZE "bilirubin_umol_l=1400.1", "impossible:bilirubin_umol_l"},
    {"bilirubin/both-units", CLI, SIZE "bilirubin_mg_dl=1; bilirubin_umol_l=17.1",
     "twice:bilirubin_umol_l"},
    {"bilirubin/both-limits", CLI, SIZE "bilirubin_uln_mg_dl=1; bilirubin_uln_umol_l=17.1",
     "twice:bilirubin_uln_umol_l"},
    {"bilirubin/value-and-limit-in-other-units", CLI,
     SIZE "bilirubin_mg_dl=1; bilirubin_uln_umol_l=20", ""},
    {"bilirubin/limit-0", "rules.md 2: compared against k x ULN", SIZE "bilirubin_uln_mg_dl=0",
     "impossible:bilirubin_uln_mg_dl"},
    {"ast/limit-0", "rules.md 2", SIZE "ast_uln_u_l=0", "impossible:ast_uln_u_l"},
    /* numbers (R04); the parser's own table stands in test-number.c */
    {"number/two-signs", R04, HEAVY "1.5.5", "malformed:weight_kg"},
    {"number/group", R04, HEAVY "1,000", "malformed:weight_kg"},
    {"number/comma", "requirements.md R05: files and CLI: point only", HEAVY "48,5",
     "malformed:weight_kg"},
    {"number/hex", R04, HEAVY "0x30", "malformed:weight_kg"},
    {"number/nan", R04, HEAVY "NaN", "malformed:weight_kg"},
    {"number/inf", R04, HEAVY "inf", "malformed:weight_kg"},
    {"number/underscore", R04, HEAVY "1_00", "malformed:weight_kg"},
    {"number/exponent", R04, HEAVY "4.8e1", "malformed:weight_kg"},
    {"number/blank", R04, HEAVY " ", "malformed:weight_kg"},
    {"number/blank-before", "cli.md: blanks are part of a field", HEAVY " 48",
     "malformed:weight_kg"},
    {"number/unit", R04, HEAVY "48kg", "malformed:weight_kg"},
    {"number/arabic-digits", R04, HEAVY "٤٨", "malformed:weight_kg"},
    {"number/40-bytes", "number.h", HEAVY "48.0000000000000000000000000000000000001", ""},
    {"number/41-bytes", "number.h", HEAVY "48.00000000000000000000000000000000000001",
     "malformed:weight_kg"},
    {"number/huge", "requirements.md R22", HEAVY "9999999999999999999999999999999999999999",
     "impossible:weight_kg"},
    /* words, lists, formulas */
    {"word/sex-lower-case", CLI, WHOLE "sex=f; age_years=61; height_cm=165; weight_kg=48",
     "unknown:sex"},
    {"word/sex-prefix", CLI, WHOLE "sex=FM; age_years=61; height_cm=165; weight_kg=48",
     "unknown:sex"},
    {"word/dialysis", CLI, SIZE "dialysis=yes", "unknown:dialysis"},
    {"word/ascites", CLI, SIZE "ascites=severe", "unknown:ascites"},
    {"word/encephalopathy-5", CLI, SIZE "encephalopathy=5", "unknown:encephalopathy"},
    {"word/gilbert", CLI, SIZE "gilbert=true", "unknown:gilbert"},
    {"word/combine", CLI, SIZE "combine=decide", "unknown:combine"},
    {"list/conditions", CLI, SIZE "conditions=fluid pregnancy", ""},
    {"list/blanks", CLI ": space-separated", SIZE "conditions= fluid  pregnancy ", ""},
    {"list/unknown", CLI, SIZE "conditions=fluid steroid", "unknown:conditions"},
    {"list/prefix-of-a-code", CLI, SIZE "conditions=haemolysis_on", "unknown:conditions"},
    {"list/comma", CLI, SIZE "conditions=fluid,pregnancy", "unknown:conditions"},
    {"list/bsa-is-no-condition", CLI, SIZE "conditions=bsa-under-10-kg", "unknown:conditions"},
    {"list/present-and-absent", CLI, SIZE "conditions=fluid; conditions_absent=amputation fluid",
     "impossible:conditions_absent"},
    {"list/confirm-unknown", CLI, SIZE "confirm=weight", "unknown:confirm"},
    {"list/confirm-several", CLI, SIZE "confirm=weight_kg bsa-under-10-kg", ""},
    {"formula/estimator", CLI, SIZE "estimator=ckd_epi_2021_cr", ""},
    {"formula/estimator-body-size", CLI, SIZE "estimator=bsa_mosteller", "unknown:estimator"},
    {"formula/estimator-score", CLI, SIZE "estimator=child_pugh", "unknown:estimator"},
    {"formula/estimator-deindex", "cli.md: deindex takes its own inputs", SIZE "estimator=deindex",
     "unknown:estimator"},
    {"formula/bsa", CLI, SIZE "bsa_formula=bsa_haycock", ""},
    {"formula/bsa-clearance", CLI, SIZE "bsa_formula=cockcroft_gault", "unknown:bsa_formula"},
    {"formula/bsa-bmi", CLI, SIZE "bsa_formula=bmi", "unknown:bsa_formula"},
    {"formula/long", CLI,
     SIZE "estimator=cockcroft_gault_cockcroft_gault_cockcroft_gault_cockcroft_gault_",
     "unknown:estimator"},
    /* dates (R06) */
    {"date/not-a-day", "calendar.h", SIZE "as_of=2026-02-30", "malformed:as_of"},
    {"date/german", CLI, SIZE "as_of=30.11.2026", "malformed:as_of"},
    {"date/creatinine-tomorrow", "requirements.md R06",
     SIZE "creatinine_date=2026-12-01; as_of=2026-11-30", "impossible:creatinine_date"},
    {"date/creatinine-today", "requirements.md R06",
     SIZE "creatinine_date=2026-11-30; as_of=2026-11-30", ""},
    {"date/weight-tomorrow", "requirements.md R06", SIZE "weight_date=2026-12-01; as_of=2026-11-30",
     "impossible:weight_date"},
    {"date/earlier-is-later", "requirements.md R44",
     SIZE "creatinine_date=2026-11-29; creatinine_earlier_date=2026-11-30",
     "impossible:creatinine_earlier_date"},
    {"date/earlier-same-day", "requirements.md R44",
     SIZE "creatinine_date=2026-11-30; creatinine_earlier_date=2026-11-30", ""},
    {"date/ld-after-infusion", "rules.md 2.10",
     SIZE "ld_start_date=2026-12-02; infusion_date=2026-12-01", "impossible:ld_start_date"},
    {"date/ld-in-the-past", CLI ": audits of past doses",
     SIZE "ld_start_date=2020-12-02; as_of=2026-11-30", ""},
    /* ranges where cli.md names none: what no patient has had */
    {"range/gfr-0",
     "rules.md 2: a clearance of 0 is dialysis, and no clearance can be divided by it",
     SIZE "gfr_measured_ml_min=0", "impossible:gfr_measured_ml_min"},
    {"range/gfr-negative", "requirements.md R03", SIZE "gfr_measured_ml_min=-1",
     "impossible:gfr_measured_ml_min"},
    {"range/cystatin-0", "requirements.md R03", SIZE "cystatin_c_mg_l=0",
     "impossible:cystatin_c_mg_l"},
    {"range/albumin-in-g-dl", "requirements.md R02: a value typical only of the other unit",
     SIZE "albumin_g_l=3.5", "impossible:albumin_g_l"},
    {"range/fraction-0", "product.md glossary: the part that is given",
     SIZE "fludarabine_fraction=0", "impossible:fludarabine_fraction"},
    {"range/fraction-percent", "product.md glossary: 0 to 1", SIZE "fludarabine_fraction=60",
     "impossible:fludarabine_fraction"},
    {"range/cap-0", "requirements.md R03", SIZE "bsa_cap_m2=0", "impossible:bsa_cap_m2"},
    /* override (R29) */
    {"override/reason-alone", "requirements.md R29", SIZE "override_reason=r",
     "missing:decided_by missing:prescriber"},
    {"override/whole", "requirements.md R29", SIZE "override_reason=r; decided_by=d; prescriber=p",
     ""},
    {"override/names-alone", "requirements.md R29", SIZE "decided_by=d; prescriber=p", ""},
};

static void
check_case(const Case *row)
{
    g_autoptr(FixtureCase) fixture = fixture_case(row->text);
    g_autofree char *faults = fixture_faults_text(&fixture->faults);
    g_assert_cmpstr(faults, ==, row->faults);
    g_assert_true(fixture->valid == (row->faults[0] == '\0'));
}

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_test_message("source: %s", row->source);
    check_case(row);
}

/* R05: the same accept/refuse table under every locale of the list. */
static void
test_locale(gconstpointer data)
{
    const char *locale = data;
    if (setlocale(LC_ALL, locale) == NULL) {
        g_test_message("no locale %s: the build makes it with localedef", locale);
        g_test_fail();
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        check_case(&CASES[i]);
    setlocale(LC_ALL, "C");
}

/* ---- what is in the patient ------------------------------------------------------------------ */

static void
test_units(void)
{
    /* requirements.md R08: 88.4 and 17.1 */
    g_autoptr(FixtureCase) umol =
        fixture_case(SIZE "creatinine_umol_l=88.4; creatinine_earlier_umol_l=176.8; "
                          "bilirubin_umol_l=51.3; bilirubin_uln_umol_l=17.1");
    g_assert_true(umol->valid);
    const LdosePatient *p = &umol->patient;
    g_assert_cmpfloat_with_epsilon(p->creatinine_mg_dl, 1, 1e-12);
    g_assert_cmpfloat_with_epsilon(p->creatinine_earlier_mg_dl, 2, 1e-12);
    g_assert_cmpfloat_with_epsilon(p->bilirubin_mg_dl, 3, 1e-12);
    g_assert_cmpfloat(p->bilirubin_umol_l, ==, 51.3); /* as entered */
    g_assert_cmpfloat_with_epsilon(p->bilirubin_uln_mg_dl, 1, 1e-12);
    /* Whichever unit it came in, the quantity is there. */
    static const LdoseColumn given[] = {
        LDOSE_COLUMN_CREATININE_MG_DL, LDOSE_COLUMN_CREATININE_EARLIER_MG_DL,
        LDOSE_COLUMN_BILIRUBIN_MG_DL, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL};
    for (guint i = 0; i < G_N_ELEMENTS(given); i++)
        g_assert_true(LDOSE_PATIENT_HAS(p, given[i]));
    g_autoptr(FixtureCase) mg = fixture_case(SIZE "creatinine_mg_dl=1; bilirubin_mg_dl=3");
    g_assert_cmpfloat(mg->patient.creatinine_mg_dl, ==, 1);
    g_assert_cmpfloat_with_epsilon(mg->patient.bilirubin_umol_l, 51.3, 1e-9);
    g_assert_false(LDOSE_PATIENT_HAS(&mg->patient, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL));
}

static void
test_bound(void)
{
    g_autoptr(FixtureCase) bound = fixture_case(SIZE "creatinine_mg_dl=<0.2");
    g_assert_true(bound->valid && bound->patient.creatinine_is_bound);
    g_assert_cmpfloat(bound->patient.creatinine_mg_dl, ==, 0.2);
    g_autoptr(FixtureCase) umol = fixture_case(SIZE "creatinine_umol_l=<18");
    g_assert_true(umol->valid && umol->patient.creatinine_is_bound);
    g_autoptr(FixtureCase) value = fixture_case(SIZE "creatinine_mg_dl=0.2");
    g_assert_false(value->patient.creatinine_is_bound);
}

static void
test_age_from_birth(void)
{
    /* cli.md: completed years, under 2 completed months / 12 (R07) */
    static const struct {
        const char *birth, *as_of;
        double age_years;
        gboolean months;
    } rows[] = {
        {"1965-12-01", "2026-11-30", 60, FALSE},  {"1965-11-30", "2026-11-30", 61, FALSE},
        {"1965-11-29", "2026-11-30", 61, FALSE},  {"2024-12-01", "2026-11-30", 23.0 / 12, TRUE},
        {"2024-11-30", "2026-11-30", 2, FALSE},   {"2026-11-30", "2026-11-30", 0, TRUE},
        {"2026-10-31", "2026-11-30", 0, TRUE}, /* a month is complete on the first of the next */
        {"2026-08-30", "2026-11-30", 0.25, TRUE}, {"2004-02-29", "2022-02-28", 17, FALSE},
        {"2004-02-29", "2022-03-01", 18, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = g_strdup_printf(
            WHOLE "sex=F; height_cm=100; weight_kg=15; confirm=height_cm; birth_date=%s; as_of=%s",
            rows[i].birth, rows[i].as_of);
        g_autoptr(FixtureCase) fixture = fixture_case(text);
        g_assert_true(fixture->valid);
        g_assert_cmpfloat_with_epsilon(fixture->patient.age_years, rows[i].age_years, 1e-12);
        g_assert_true(fixture->patient.age_in_months == rows[i].months);
        g_assert_true(LDOSE_PATIENT_HAS(&fixture->patient, LDOSE_COLUMN_AGE_YEARS));
    }
}

/* What was not stated has no value; nothing has a default (R01). */
static void
test_not_given(void)
{
    g_autoptr(FixtureCase) fixture = fixture_case(SIZE);
    const LdosePatient *p = &fixture->patient;
    static const LdoseColumn columns[] = {LDOSE_COLUMN_CREATININE_MG_DL,
                                          LDOSE_COLUMN_BILIRUBIN_MG_DL,
                                          LDOSE_COLUMN_GFR_MEASURED_ML_MIN,
                                          LDOSE_COLUMN_DIALYSIS,
                                          LDOSE_COLUMN_ASCITES,
                                          LDOSE_COLUMN_CIRRHOSIS,
                                          LDOSE_COLUMN_GILBERT,
                                          LDOSE_COLUMN_AS_OF};
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        g_assert_false(LDOSE_PATIENT_HAS(p, columns[i]));
    g_assert_cmpint(p->as_of.year, ==, 0);
    g_assert_cmpuint(p->conditions, ==, 0);
    g_assert_cmpuint(p->conditions_absent, ==, 0);
}

static void
test_conditions(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_case(SIZE "conditions= fluid  pregnancy ; conditions_absent=amputation");
    g_assert_true(fixture->valid);
    for (int code = 0; code < LDOSE_N_CONDITIONS; code++) {
        gboolean present = code == LDOSE_CONDITION_FLUID || code == LDOSE_CONDITION_PREGNANCY;
        g_assert_true(ldose_patient_has_condition(&fixture->patient, (LdoseCondition)code) ==
                      present);
    }
    g_assert_cmpuint(fixture->patient.conditions_absent, ==, 1u << LDOSE_CONDITION_AMPUTATION);
}

static void
test_out_untouched(void)
{
    LdosePatient patient, before;
    memset(&patient, 0xa5, sizeof patient);
    memcpy(&before, &patient, sizeof patient);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        if (CASES[i].faults[0] == '\0')
            continue;
        g_autoptr(FixtureCase) fixture = fixture_case(CASES[i].text);
        LdoseFaults faults = fixture->faults;
        g_assert_false(ldose_patient_from_case(&fixture->c, &patient, &faults));
        g_assert_cmpint(memcmp(&patient, &before, sizeof patient), ==, 0);
    }
}

/* Which reason a number was refused for stands in the fault: the sentence needs it. */
static void
test_number_reason(void)
{
    static const struct {
        const char *text;
        LdoseNumberFault fault;
    } rows[] = {
        {"1.5.5", LDOSE_NUMBER_TWO_SIGNS},
        {"48,5", LDOSE_NUMBER_WRONG_SIGN},
        {" 48", LDOSE_NUMBER_BLANKS},
        {" ", LDOSE_NUMBER_EMPTY},
        {"x", LDOSE_NUMBER_NOT_DECIMAL},
        {"48.00000000000000000000000000000000000001", LDOSE_NUMBER_TOO_LONG},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseCase c;
        LdoseFaults faults = {.n = 0};
        ldose_case_clear(&c);
        g_assert_false(ldose_case_set(&c, LDOSE_COLUMN_WEIGHT_KG, rows[i].text,
                                      strlen(rows[i].text), LDOSE_DECIMAL_POINT, &faults));
        g_assert_cmpuint(faults.n, ==, 1);
        g_assert_cmpint((int)faults.fault[0].number, ==, (int)rows[i].fault);
        g_assert_false(LDOSE_CASE_HAS(&c, LDOSE_COLUMN_WEIGHT_KG));
    }
}

/* R05: on screen either sign is read, and never a group separator. */
static void
test_either_sign(void)
{
    static const struct {
        const char *text;
        gboolean taken;
        double value;
    } rows[] = {
        {"48,5", TRUE, 48.5}, {"48.5", TRUE, 48.5}, {"1,000", FALSE, 0}, {"1.000,5", FALSE, 0}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseCase c;
        LdoseFaults faults = {.n = 0};
        ldose_case_clear(&c);
        gboolean taken = ldose_case_set(&c, LDOSE_COLUMN_WEIGHT_KG, rows[i].text,
                                        strlen(rows[i].text), LDOSE_DECIMAL_EITHER, &faults);
        g_assert_true(taken == rows[i].taken);
        if (taken)
            g_assert_cmpfloat(c.value[LDOSE_COLUMN_WEIGHT_KG].number, ==, rows[i].value);
    }
}

/* A field that is not zero-terminated, and a case that is used again. */
static void
test_slices(void)
{
    LdoseCase c;
    LdoseFaults faults = {.n = 0};
    ldose_case_clear(&c);
    g_assert_true(
        ldose_case_set(&c, LDOSE_COLUMN_WEIGHT_KG, "48.5999", 4, LDOSE_DECIMAL_POINT, &faults));
    g_assert_cmpfloat(c.value[LDOSE_COLUMN_WEIGHT_KG].number, ==, 48.5);
    g_assert_true(ldose_case_set(&c, LDOSE_COLUMN_SEX, "Fx", 1, LDOSE_DECIMAL_POINT, &faults));
    g_assert_cmpint(c.value[LDOSE_COLUMN_SEX].word, ==, (int)LDOSE_SEX_FEMALE);
    g_assert_true(
        ldose_case_set(&c, LDOSE_COLUMN_CREATININE_MG_DL, "<0.2", 4, LDOSE_DECIMAL_POINT, &faults));
    ldose_case_clear(&c);
    g_assert_false(LDOSE_CASE_HAS(&c, LDOSE_COLUMN_WEIGHT_KG));
    g_assert_true(
        ldose_case_set(&c, LDOSE_COLUMN_CREATININE_MG_DL, "0.2", 3, LDOSE_DECIMAL_POINT, &faults));
    g_assert_true((c.bound & LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_MG_DL)) == 0);
    g_assert_cmpuint(faults.n, ==, 0);
}

/* More faults than there is room for are no crash. */
static void
test_many_faults(void)
{
    LdoseFaults faults = {.n = 0};
    LdoseCase c;
    ldose_case_clear(&c);
    for (guint i = 0; i < 200; i++)
        ldose_case_set(&c, LDOSE_COLUMN_WEIGHT_KG, "x", 1, LDOSE_DECIMAL_POINT, &faults);
    LdosePatient patient;
    g_assert_false(ldose_patient_from_case(&c, &patient, &faults));
    g_assert_cmpuint(faults.n, ==, LDOSE_MAX_FAULTS);
}

/* Whatever the column, a value with a zero byte is not the value before it. */
static void
test_zero_byte(void)
{
    static const struct {
        LdoseColumn column;
        char text[24];
    } rows[] = {
        {LDOSE_COLUMN_REGIMEN, "us-yescarta"},   {LDOSE_COLUMN_CASE_ID, "synthetic"},
        {LDOSE_COLUMN_WEIGHT_KG, "48"},          {LDOSE_COLUMN_CREATININE_MG_DL, "<0.3"},
        {LDOSE_COLUMN_SEX, "F"},                 {LDOSE_COLUMN_ESTIMATOR, "cockcroft_gault"},
        {LDOSE_COLUMN_CONDITIONS, "fluid"},      {LDOSE_COLUMN_CONFIRM, "weight_kg"},
        {LDOSE_COLUMN_AS_OF, "2026-11-24"},      {LDOSE_COLUMN_CONFIRM, "bsa-under-10-kg"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseFaults faults = {.n = 0};
        LdoseCase c;
        ldose_case_clear(&c);
        g_assert_true(ldose_case_set(&c, rows[i].column, rows[i].text, strlen(rows[i].text),
                                     LDOSE_DECIMAL_POINT, &faults));
        ldose_case_clear(&c);
        g_assert_false(ldose_case_set(&c, rows[i].column, rows[i].text, sizeof rows[i].text,
                                      LDOSE_DECIMAL_POINT, &faults));
        g_assert_cmpuint(faults.n, ==, 1);
        g_assert_cmpint((int)faults.fault[0].code, ==, (int)LDOSE_FAULT_MALFORMED);
        g_assert_false(LDOSE_CASE_HAS(&c, rows[i].column));
    }
}

/* A header of zero bytes names no column, and nothing beside the names is read. */
static void
test_zero_byte_names(void)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        char name[4096] = "";
        const char *column = ldose_column_info((LdoseColumn)i)->name;
        memcpy(name, column, strlen(column));
        g_assert_cmpint(ldose_column_find(name, strlen(column)), ==, i);
        g_assert_cmpint(ldose_column_find(name, strlen(column) + 1), ==, -1);
        g_assert_cmpint(ldose_column_find(name, sizeof name), ==, -1);
    }
}

int
main(int argc, char **argv)
{
    static const char *const LOCALES[] = {
        "C",           "de_DE.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8", "it_IT.UTF-8",
        "nl_NL.UTF-8", "pl_PL.UTF-8", "pt_PT.UTF-8", "cs_CZ.UTF-8", "sv_SE.UTF-8",
        "el_GR.UTF-8", "tr_TR.UTF-8", "he_IL.UTF-8"};
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/patient/R01-R07/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    for (guint i = 0; i < G_N_ELEMENTS(LOCALES); i++) {
        g_autofree char *path = g_strdup_printf("/patient/R05-locale/%s", LOCALES[i]);
        g_test_add_data_func(path, LOCALES[i], test_locale);
    }
    g_test_add_func("/patient/R08-units", test_units);
    g_test_add_func("/patient/R04-bound", test_bound);
    g_test_add_func("/patient/R07-age-from-birth", test_age_from_birth);
    g_test_add_func("/patient/R01-not-given", test_not_given);
    g_test_add_func("/patient/conditions", test_conditions);
    g_test_add_func("/patient/out-untouched", test_out_untouched);
    g_test_add_func("/patient/R04-number-reason", test_number_reason);
    g_test_add_func("/patient/R05-either-sign", test_either_sign);
    g_test_add_func("/patient/slices", test_slices);
    g_test_add_func("/patient/many-faults", test_many_faults);
    g_test_add_func("/patient/R04-zero-byte", test_zero_byte);
    g_test_add_func("/patient/R04-zero-byte-names", test_zero_byte_names);
    return g_test_run();
}
