/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch-summary.h"

#include <math.h>
#include <string.h>

#include "text-page.h"

typedef struct {
    const LdoseGuidance *guidance; /* the library's */
    guint64 rows[LDOSE_N_PLAN_STATUSES][LDOSE_N_ORDER_CLASSES];
} Entry;

/* Titles of two lines, to keep the table narrow. */
static const char *const titles[LDOSE_N_ORDER_CLASSES][2] = {
    [LDOSE_ORDER_NONE] = {"no", "order"},          [LDOSE_ORDER_NOT_COMPARABLE] = {"no", "dose"},
    [LDOSE_ORDER_PERMITTED] = {"within", "limit"}, [LDOSE_ORDER_LOW] = {"low", "to 10 %"},
    [LDOSE_ORDER_HIGH] = {"high", "to 10 %"},      [LDOSE_ORDER_FAR_LOW] = {"low", "> 10 %"},
    [LDOSE_ORDER_FAR_HIGH] = {"high", "> 10 %"},
};

/* ---- classes --------------------------------------------------------------------------------- */

static LdoseOrderClass
class_of_drug(const LdosePlan *plan, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    double percent = drug_plan->order_deviation_percent;
    double permitted = plan->rules->formulary->drug[drug].permitted_deviation_percent;
    if (ldose_limit_compare(fabs(percent), permitted) <= 0)
        return LDOSE_ORDER_PERMITTED;
    if (ldose_limit_compare(fabs(percent), LDOSE_ORDER_FAR_PERCENT) <= 0)
        return percent < 0 ? LDOSE_ORDER_LOW : LDOSE_ORDER_HIGH;
    return percent < 0 ? LDOSE_ORDER_FAR_LOW : LDOSE_ORDER_FAR_HIGH;
}

/* How far a class lies out: low and high are equally far. */
static int
rank(LdoseOrderClass class)
{
    switch (class) {
    case LDOSE_ORDER_PERMITTED: return 1;
    case LDOSE_ORDER_LOW:
    case LDOSE_ORDER_HIGH: return 2;
    case LDOSE_ORDER_FAR_LOW:
    case LDOSE_ORDER_FAR_HIGH: return 3;
    case LDOSE_ORDER_NONE:
    case LDOSE_ORDER_NOT_COMPARABLE:
    case LDOSE_N_ORDER_CLASSES:
    default: return 0;
    }
}

LdoseOrderClass
ldose_order_class(const LdosePlan *plan)
{
    LdoseOrderClass worst = LDOSE_ORDER_NONE;
    double distance = 0;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &plan->drug[drug];
        if (!drug_plan->ordered)
            continue;
        if (!drug_plan->has_order_deviation) {
            if (rank(worst) == 0)
                worst = LDOSE_ORDER_NOT_COMPARABLE;
            continue;
        }
        LdoseOrderClass class = class_of_drug(plan, (LdoseDrug)drug);
        double percent = fabs(drug_plan->order_deviation_percent);
        if (rank(class) > rank(worst) || (rank(class) == rank(worst) && percent > distance)) {
            worst = class;
            distance = percent;
        }
    }
    return worst;
}

/* ---- counting -------------------------------------------------------------------------------- */

static Entry *
entry_of(LdoseBatchSummary *summary, const LdoseGuidance *guidance)
{
    if (summary->guidances == NULL)
        summary->guidances = g_array_new(FALSE, TRUE, sizeof(Entry));
    for (guint i = 0; i < summary->guidances->len; i++) {
        Entry *entry = &g_array_index(summary->guidances, Entry, i);
        if (entry->guidance == guidance)
            return entry;
    }
    g_array_set_size(summary->guidances, summary->guidances->len + 1);
    Entry *entry = &g_array_index(summary->guidances, Entry, summary->guidances->len - 1);
    entry->guidance = guidance;
    return entry;
}

void
ldose_batch_summary_add(LdoseBatchSummary *summary, const LdosePlan *plan)
{
    entry_of(summary, plan->rules->guidance)->rows[plan->status][ldose_order_class(plan)]++;
}

void
ldose_batch_summary_add_refused(LdoseBatchSummary *summary)
{
    summary->refused++;
}

void
ldose_batch_summary_merge(LdoseBatchSummary *sum, const LdoseBatchSummary *part)
{
    sum->refused += part->refused;
    for (guint i = 0; part->guidances != NULL && i < part->guidances->len; i++) {
        const Entry *from = &g_array_index(part->guidances, Entry, i);
        Entry *to = entry_of(sum, from->guidance);
        for (int status = 0; status < LDOSE_N_PLAN_STATUSES; status++) {
            for (int class = 0; class < LDOSE_N_ORDER_CLASSES; class ++)
                to->rows[status][class] += from->rows[status][class];
        }
    }
}

void
ldose_batch_summary_reset(LdoseBatchSummary *summary)
{
    summary->refused = 0;
    if (summary->guidances != NULL)
        g_array_set_size(summary->guidances, 0);
}

void
ldose_batch_summary_clear(LdoseBatchSummary *summary)
{
    g_clear_pointer(&summary->guidances, g_array_unref);
    summary->refused = 0;
}

/* ---- printing -------------------------------------------------------------------------------- */

static void
add_number(LdosePageTable *table, guint64 n)
{
    ldose_page_table_add(table, g_strdup_printf("%" G_GUINT64_FORMAT, n));
}

static void
add_titles(LdosePageTable *table)
{
    static const char *const first[2][3] = {{"", "", ""}, {"guidance", "status", "rows"}};
    for (int line = 0; line < 2; line++) {
        for (guint i = 0; i < G_N_ELEMENTS(first[line]); i++)
            ldose_page_table_add(table, g_strdup(first[line][i]));
        for (int class = 0; class < LDOSE_N_ORDER_CLASSES; class ++)
            ldose_page_table_add(table, g_strdup(titles[class][line]));
    }
}

/* A row of the table, where it counts anything. */
static void
add_row(LdosePageTable *table, char *guidance, const char *status,
        const guint64 counts[LDOSE_N_ORDER_CLASSES])
{
    guint64 sum = 0;
    for (int class = 0; class < LDOSE_N_ORDER_CLASSES; class ++)
        sum += counts[class];
    if (sum == 0) {
        g_free(guidance);
        return;
    }
    ldose_page_table_add(table, guidance);
    ldose_page_table_add(table, g_strdup(status));
    add_number(table, sum);
    for (int class = 0; class < LDOSE_N_ORDER_CLASSES; class ++)
        add_number(table, counts[class]);
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
    const LdoseDocument *one = &(*(const Entry *const *)a)->guidance->document;
    const LdoseDocument *other = &(*(const Entry *const *)b)->guidance->document;
    int by_id = strcmp(one->id, other->id);
    return by_id != 0 ? by_id : strcmp(one->version, other->version);
}

void
ldose_batch_summary_print(const LdoseBatchSummary *summary, GString *out)
{
    static const gboolean right[3 + LDOSE_N_ORDER_CLASSES] = {FALSE, FALSE, TRUE, TRUE, TRUE,
                                                              TRUE,  TRUE,  TRUE, TRUE, TRUE};
    g_autoptr(GPtrArray) entries = g_ptr_array_new();
    guint64 total[LDOSE_N_ORDER_CLASSES] = {0};
    LdosePageTable table;
    for (guint i = 0; summary->guidances != NULL && i < summary->guidances->len; i++)
        g_ptr_array_add(entries, &g_array_index(summary->guidances, Entry, i));
    g_ptr_array_sort(entries, compare_entries);
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    add_titles(&table);
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = g_ptr_array_index(entries, i);
        const LdoseDocument *document = &entry->guidance->document;
        for (int status = 0; status < LDOSE_N_PLAN_STATUSES; status++) {
            add_row(&table, g_strdup_printf("%s@%s", document->id, document->version),
                    ldose_vocabulary_id(&ldose_plan_statuses, status), entry->rows[status]);
            for (int class = 0; class < LDOSE_N_ORDER_CLASSES; class ++)
                total[class] += entry->rows[status][class];
        }
    }
    add_row(&table, g_strdup("all"), "", total);
    ldose_page_table_print(&table, out, 0);
    g_string_append_printf(out,
                           "refused: %" G_GUINT64_FORMAT " rows\n"
                           "A row counts by its drug whose ordered dose lies farthest from the "
                           "given dose. No dose: the\n"
                           "plan is not final. Within limit: the permitted deviation of the site "
                           "policy; low and high:\n"
                           "beyond it.\n",
                           summary->refused);
}
