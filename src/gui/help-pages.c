/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "help-pages.h"

#include <string.h>

#include "gui-text.h"
#include "intended-purpose.h"

#define TEXTS (const char *const[])

static const LdoseHelpPage pages[] = {
    {"first-plan", N_("Work out a plan"),
     TEXTS{N_("Choose the product and its indication, the guidance, and the site policy."),
           N_("Enter age, sex, height and weight, then kidney and liver values with their units."),
           N_("Fill in what the plan on the right names as missing. What the chosen guidance does "
              "not "
              "need may stay empty."),
           N_("Answer each question that the source leaves open."),
           N_("Read the plan, acknowledge its points, then have it checked by a second person."),
           NULL},
     TEXTS{N_("The plan follows every change at once. While a field is half typed there is no dose "
              "on screen."),
           N_("Nothing is assumed: an empty field means “not given”, never “normal”."), NULL}},
    {"numbers", N_("Enter numbers, units and dates"), NULL,
     TEXTS{
         N_("Write a number with digits and one decimal sign, a point or a comma. There is no sign "
            "between thousands. Below the field you read the value as it was understood."),
         N_("Choose the unit of creatinine and bilirubin before the value counts. A value that is "
            "typical of the other unit asks you to confirm it."),
         N_("A creatinine below the laboratory’s range keeps its sign: write it as “<0.2”."),
         N_("Write a date as year-month-day: 2026-11-24."),
         N_("An implausible value asks; an impossible value is refused, and says why."), NULL}},
    {"plan", N_("Read the plan"), NULL,
     TEXTS{
         N_("The headline says what the rules give: a dose, a choice, missing data, or “Do not "
            "give”. Only a calculated dose shows milligrams as the plan."),
         N_("Below the headline stands whether the page may leave the pharmacy: clear, with points "
            "to acknowledge, or blocked."),
         N_("A part tells what is given: 60 % of the standard dose, not a reduction by 60 %."),
         N_("Cap, part and rounding are separate steps; each says what it changes, or that it was "
            "not applied."),
         N_("Each reason names its source, how that source was read, and how far the patient’s "
            "value "
            "lies from the limit."),
         NULL}},
    {"words", N_("Four answers that are not the same"), NULL,
     TEXTS{N_("No adjustment: the source says that the dose stays full."),
           N_("No statement in this source: it was read, and says nothing about this patient."),
           N_("Not checked by us: nobody of us has read the passage that would answer. Open the "
              "section "
              "that is named."),
           N_("Not assessed: the patient’s value is missing. It is never read as normal."), NULL}},
    {"decisions", N_("Answer what the source leaves open"),
     TEXTS{N_("Read the question: it names the source, and what the answers mean."),
           N_("Choose an answer. The plan is worked out again with it."),
           N_("The answer stands in the plan, in the record and on paper, as yours."), NULL},
     TEXTS{
         N_("A source that gives a range leaves the part to you; a value outside the range is not "
            "taken."),
         N_("A rule that nobody read in its own source takes effect only if you accept it."),
         NULL}},
    {"order", N_("Check an order"),
     TEXTS{N_("Enter the patient from the chart, not from the order."),
           N_("Enter the ordered dose of each drug, in mg a day."),
           N_("Read the difference, in mg and in percent, and whether it is within the permitted "
              "deviation of the site policy."),
           NULL},
     TEXTS{N_("The dose is worked out without looking at the order."), NULL}},
    {"why", N_("See why, and what others say"), NULL,
     TEXTS{N_("“Why” shows every step from the values that were entered to the dose, with its "
              "formula, "
              "its numbers and its source."),
           N_("“Compare” sets every guidance side by side for this patient, and every way to "
              "estimate "
              "the clearance; the one in use is marked."),
           N_("Where another guidance gives another dose, the plan says so in one line. Choosing "
              "between them is a clinical decision."),
           NULL}},
    {"where", N_("See where the patient stands"), NULL,
     TEXTS{N_("“Where” draws the dose against clearance, bilirubin and weight, with this patient on "
              "it. Every point is a plan of its own: a picture shows nothing that the rules do not "
              "give."),
           N_("A disc at the end of a step: the limit belongs to it. A ring: it does not. Hatched: "
              "the source has no row there. Faint lines: other guidances."),
           N_("Under the clearance stands a line for each equation, with a tick for each weight; "
              "the one in use is the diamond."),
           N_("“How firm is this band” says what the plan would be with 10 % more or less of "
              "creatinine, weight or height, and at which creatinine the row changes."),
           N_("Point at a picture, or move along it with the arrow keys, to read a value; “As a "
              "table” holds the same in words."),
           NULL}},
    {"exposure", N_("Read the predicted exposure"),
     TEXTS{N_("Switch it on in the preferences, unless the site policy shows it; otherwise there is "
              "no such page."),
           N_("Read the value with its 90 % interval, the other model beside it, and what must be "
              "known beside both."),
           NULL},
     TEXTS{N_("Information only: no dose is worked out from it, and it is never printed."),
           N_("Outside the people whom a model was made from it says why, and gives no number."),
           N_("A published range stands beside the value only where product and indication are "
              "those of the study."),
           NULL}},
    {"second-check", N_("Check a plan as the second person"),
     TEXTS{N_("Choose “Second check”. The form is empty: the values of the first person stay "
              "hidden."),
           N_("Enter the case from the source: the order, the laboratory report and the chart."),
           N_("Enter both names and compare. Different values are shown side by side."),
           N_("Confirm or contest each decision and each point by itself."), NULL},
     TEXTS{N_("The second person is another person: the same name is refused."),
           N_("Typing the same numbers from the screen is no check. Only the source can show a "
              "transcription error."),
           NULL}},
    {"override", N_("Decide against the rules"),
     TEXTS{N_("Choose “Override” from the main menu where the plan is not a calculated dose."),
           N_("Enter the reason, who decides, who prescribes, and the part of each drug."), NULL},
     TEXTS{N_("What the rules gave stays visible beside the override: on screen, in the record and "
              "on "
              "paper."),
           NULL}},
    {"records", N_("Save, open and print"), NULL,
     TEXTS{
         N_("A record holds the inputs, the plan with every step, the documents with their hashes, "
            "who made it and who checked it. A change of a single byte is found when it is "
            "opened."),
         N_("The patient label belongs into the record and onto paper alone. The name of the file "
            "is "
            "yours: leave the patient’s name out of it."),
         N_("Only you can read the file. Keep it where your hospital keeps patient data."),
         N_("The page for the chart carries the plan, the values with their dates, the documents, "
            "two "
            "places to sign, and the intended purpose."),
         NULL}},
    {"rules", N_("Read the rules"),
     TEXTS{N_("Open the rule browser from the main menu, and choose a document."),
           N_("Read its rows: limits, what each gives, the source with its place, and how it was "
              "read."),
           NULL},
     TEXTS{
         N_("A rule document is a draft until two different people stand in its header. Every plan "
            "says so."),
         N_("“Load a document of your own” proves a file to be without gap, overlap and wrong "
            "direction before anybody uses it."),
         NULL}},
    {"site", N_("Take documents into use at your site"),
     TEXTS{N_("Two people read the document and the cases that come with it."),
           N_("Choose it in the rule browser, then “Take Into Use Here”, and enter both names. "
              "On the command line, lymphodose guidance adopt --help tells how."),
           N_("From then on each plan says whether its documents are in use here, to the byte."),
           NULL},
     TEXTS{N_("“Take Out of Use” ends it, with a reason and two names."),
           N_("Before go-live and after each update run lymphodose selfcheck, sign its report and "
              "file "
              "it."),
           NULL}},
    {"keyboard", N_("Work without a mouse"), NULL,
     TEXTS{N_("Tab goes through the form and then to the plan; Shift+Tab goes back. Underlined "
              "letters "
              "work with Alt."),
           N_("Ctrl+1 to Ctrl+5 show Plan, Why, Compare, Where and Exposure. Ctrl+? lists every "
              "key."),
           N_("Text size, light or dark, and the units that stand in an empty form are set in the "
              "preferences."),
           NULL}},
    {"purpose", N_("What this program is for, and what it is not"), NULL, NULL,
     ldose_intended_purpose},
};

guint
ldose_help_n_pages(void)
{
    return G_N_ELEMENTS(pages);
}

const LdoseHelpPage *
ldose_help_page(guint number)
{
    g_assert(number < G_N_ELEMENTS(pages));
    return &pages[number];
}

guint
ldose_help_find(const char *id)
{
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        if (g_str_equal(pages[i].id, id))
            return i;
    }
    return 0;
}

static void
append_folded(GString *out, const char *const *texts)
{
    for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
        g_autofree char *folded = g_utf8_casefold(_(texts[i]), -1);
        g_string_append_printf(out, "\n%s", folded);
    }
}

gboolean
ldose_help_matches(const LdoseHelpPage *page, const char *search)
{
    const char *const title[] = {page->title, NULL};
    const char *const last[] = {page->last_note != NULL ? page->last_note() : NULL, NULL};
    g_autofree char *folded = g_utf8_casefold(search, -1);
    g_auto(GStrv) words = g_strsplit_set(folded, " \t", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    append_folded(text, title);
    append_folded(text, page->steps);
    append_folded(text, page->notes);
    append_folded(text, last);
    for (guint i = 0; words[i] != NULL; i++) {
        if (strstr(text->str, words[i]) == NULL)
            return FALSE;
    }
    return TRUE;
}
