/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/rank_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "stats/moments.h"
#include "stats/rank_sets.h"
#include "words/wording.h"

/* Squares of larger figures leave what a double holds. */
#define BEYOND 1e140

static bool is(const struct ranked_link *link, const char *verdict)
{
    return strcmp(link->row.verdict, verdict) == 0;
}

/* Is the size of the effect established? */
static bool established(const struct ranked_link *link)
{
    return is(link, "moves") || is(link, "moves-against") || is(link, "harms");
}

static double known(const struct measure *measure, double value)
{
    return measure ? value : NAN;
}

/* What one of the outcome is worth; where less is better, what one less of it is. */
static double worth(const struct ranked_link *link)
{
    return link->outcome ? link->outcome->unit_value * (link->outcome->better < 0 ? -1 : 1) : NAN;
}

static void fill_money(struct ranked_link *link)
{
    struct rank_row *row = &link->row;
    double unit = worth(link),
           cost = known(link->output, link->output ? link->output->unit_cost : 0);
    double less = isnan(cost) ? 0 : cost;
    double a = link->low * unit - less, b = link->high * unit - less;

    row->cost = cost * link->amount;
    if (!isfinite(a) || !isfinite(b) || fabs(a) > BEYOND || fabs(b) > BEYOND) {
        row->value = row->value_low = row->value_high = link->se = NAN;
        return;
    }
    row->value_low = fmin(a, b);
    row->value_high = fmax(a, b);
    row->value = established(link) ? row->effect * unit - less : NAN;
    link->se = (row->value_high - row->value_low) / 2 / 1.959964;
    if (!established(link) || !(cost > 0) || isnan(unit))
        return;
    row->per_cost = row->effect * unit / cost;
    row->per_cost_low = (row->value_low + cost) / cost;
    row->per_cost_high = (row->value_high + cost) / cost;
    if (row->effect * unit > 0)
        row->payback = fmax(link->lag, 0) + cost / (row->effect * unit);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bool first_of_output(const struct ranked_links *links, size_t i)
{
    size_t k;

    for (k = 0; k < i; k++)
        if (strcmp(links->items[k].name, links->items[i].name) == 0)
            return false;
    return true;
}

/* Shares of the effort of all outputs, each counted once; by cost where no hours are stated. */
static void fill_effort(struct ranked_links *links)
{
    double *share = xcalloc(links->count + 1, sizeof *share), all = 0, median;
    bool hours = false;
    size_t count = 0, i;

    for (i = 0; i < links->count; i++) {
        struct ranked_link *link = &links->items[i];

        link->row.effort = link->output ? link->output->effort * link->amount : NAN;
        hours = hours || isfinite(link->row.effort);
    }
    for (i = 0; i < links->count; i++) {
        const struct rank_row *row = &links->items[i].row;
        double effort = hours ? row->effort : row->cost;

        if (first_of_output(links, i) && isfinite(effort))
            all += effort;
    }
    for (i = 0; i < links->count; i++) {
        struct rank_row *row = &links->items[i].row;

        row->effort_share = all > 0 ? (hours ? row->effort : row->cost) / all : NAN;
        if (first_of_output(links, i) && isfinite(row->effort_share))
            share[count++] = row->effort_share;
    }
    qsort(share, count, sizeof *share, ascending);
    median = count == 0 ? NAN : (share[(count - 1) / 2] + share[count / 2]) / 2;
    for (i = 0; i < links->count; i++) {
        struct ranked_link *link = &links->items[i];
        enum quadrant base = link->row.effort_share > median ? BUSY_MOVING : QUIET_MOVING;

        link->quadrant = isnan(link->row.effort_share) ? QUADRANTS
                         : is(link, "moves")           ? base
                         : is(link, "no-effect")       ? base + 1
                                                       : base + 2;
    }
    free(share);
}

static void fill_ranks(struct ranked_links *links, uint64_t seed)
{
    size_t n = links->count, i;
    double *value = xarray(n + 1, sizeof *value), *se = xarray(n + 1, sizeof *se);
    double *likely = xarray(n + 1, sizeof *likely);
    size_t *low = xarray(n + 1, sizeof *low), *high = xarray(n + 1, sizeof *high);

    for (i = 0; i < n; i++) {
        value[i] = (links->items[i].row.value_low + links->items[i].row.value_high) / 2;
        se[i] = links->items[i].se;
        links->ranked += isfinite(value[i]) && isfinite(se[i]) ? 1 : 0;
    }
    rank_sets(value, se, n, seed, low, high);
    rank_shrink(value, se, n, likely);
    for (i = 0; i < n; i++) {
        links->items[i].likely = likely[i];
        links->items[i].row.rank_low = low[i] > 0 ? (double)low[i] : NAN;
        links->items[i].row.rank_high = high[i] > 0 ? (double)high[i] : NAN;
    }
    free(value);
    free(se);
    free(likely);
    free(low);
    free(high);
}

/* What an output moves nowhere can be stopped: only where every link of it says so. */
static void fill_savings(struct ranked_links *links)
{
    size_t i, k;

    for (i = 0; i < links->count; i++) {
        struct ranked_link *link = &links->items[i];

        link->stops = true;
        for (k = 0; k < links->count; k++)
            if (strcmp(links->items[k].name, link->name) == 0)
                link->stops = link->stops && is(&links->items[k], "no-effect");
        if (link->stops && isfinite(link->row.cost))
            link->row.saving = link->row.cost;
    }
}

/* ---- notes ---- */

/* Names have no underscores in a sentence. */
static void add_name(struct text *out, const char *name)
{
    for (; *name; name++)
        text_addc(out, *name == '_' ? ' ' : *name);
}

static void add_money(struct text *out, double value)
{
    add_rounded(out, value, rounding_unit(value));
}

static void tell_stop(struct text *out, const struct ranked_link *link)
{
    double unit = worth(link), low, high;

    add_name(out, link->name);
    text_adds(out, " has no effect worth having");
    if (!link->stops) {
        text_adds(out, " on ");
        add_name(out, link->row.outcome);
        text_adds(out, "; another of its links is not settled, so it is not for stopping");
        return;
    }
    if (isnan(link->row.saving)) {
        text_adds(out, "; what stopping saves is not known: unit_cost in the plan");
        return;
    }
    text_addf(out, ": stopping it saves ");
    add_money(out, link->row.saving);
    text_addf(out, " a %s", link->kind);
    if (isnan(unit))
        return;
    low = fmin(link->low * unit, link->high * unit) * link->amount;
    high = fmax(link->low * unit, link->high * unit) * link->amount;
    text_adds(out, ", between ");
    add_money(out, link->row.saving - high);
    text_adds(out, " and ");
    add_money(out, link->row.saving - low);
    text_adds(out, " with what it may bring");
}

static void tell_found(struct text *out, const struct ranked_link *link)
{
    const struct rank_row *row = &link->row;
    double cost = link->output ? link->output->unit_cost : NAN;

    if (isnan(row->value)) {
        text_adds(out, "What one more of ");
        add_name(out, link->name);
        text_addf(out, " is worth is not known: unit_value of %s in the plan", row->outcome);
        return;
    }
    text_adds(out, "One more of ");
    add_name(out, link->name);
    text_adds(out, " brings ");
    add_money(out, row->value);
    text_addf(out, "%s (", cost > 0 ? " beyond its cost" : "");
    add_money(out, row->value_low);
    text_adds(out, " to ");
    add_money(out, row->value_high);
    text_addc(out, ')');
    if (isfinite(link->likely) && fabs(link->likely - row->value) > fabs(row->value) / 50) {
        text_adds(out, ", more likely ");
        add_money(out, link->likely);
        text_adds(out, " for having been picked");
    }
    if (isnan(row->payback))
        return;
    text_adds(out, "; its cost is back after ");
    add_money(out, row->payback);
    text_addf(out, " %ss (", link->kind);
    add_money(out, fmax(link->lag, 0) + cost / (row->value_high + cost));
    /* The effect stands below the line: where its interval reaches 0, there is no end (Fieller 1954). */
    if (row->value_low + cost > 0) {
        text_adds(out, " to ");
        add_money(out, fmax(link->lag, 0) + cost / (row->value_low + cost));
    } else {
        text_adds(out, " to never");
    }
    text_addc(out, ')');
}

static void tell_unknown(struct text *out, const struct ranked_link *link)
{
    const struct rank_row *row = &link->row;

    text_addf(out, "Test says %s: what one more of ", row->verdict);
    add_name(out, link->name);
    text_adds(out, " brings is not known");
    if (isfinite(row->value_low)) {
        text_adds(out, ", anything from ");
        add_money(out, row->value_low);
        text_adds(out, " to ");
        add_money(out, row->value_high);
    }
    if (link->more > 0 && isfinite(link->more))
        text_addf(out, "; about %.0f more %ss would show the least effect that matters", link->more,
                  link->kind);
}

static void tell(struct ranked_link *link, size_t ranked)
{
    struct text out = TEXT_EMPTY;

    if (is(link, "no-effect"))
        tell_stop(&out, link);
    else if (established(link))
        tell_found(&out, link);
    else
        tell_unknown(&out, link);
    if (isfinite(link->row.rank_low) && ranked > 1)
        text_addf(&out,
                  link->row.rank_low == link->row.rank_high ? "; rank %.0f of %zu" : "; rank %.0f",
                  link->row.rank_low, ranked);
    if (isfinite(link->row.rank_low) && ranked > 1 && link->row.rank_low != link->row.rank_high)
        text_addf(&out, " to %.0f of %zu", link->row.rank_high, ranked);
    text_addc(&out, '.');
    link->note = text_take(&out);
    start_with_capital(link->note);
}

void rank_fill(struct ranked_links *links)
{
    size_t i;

    for (i = 0; i < links->count; i++)
        fill_money(&links->items[i]);
    fill_effort(links);
    fill_ranks(links, 1);
    fill_savings(links);
    for (i = 0; i < links->count; i++)
        tell(&links->items[i], links->ranked);
}
