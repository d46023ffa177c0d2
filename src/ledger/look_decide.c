/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the p of all subjects to what each had to be under. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "ledger/look_private.h"

double look_searched(double critical, double freedom)
{
    double p = critical > 0 && freedom >= 1 ? 2 * gsl_cdf_tdist_Q(critical, freedom) : NAN;

    return p > 0 && p < .05 ? log(.95) / log1p(-p) : 1;
}

/* Subjects of the ledger that are not looked at now. */
struct absent {
    size_t count; /* that could be tested at their last look */
    size_t found; /* of them, those that were found then */
};

static bool is_past(const struct looks *looks, const char *link)
{
    size_t i, k;

    for (i = 0; i < looks->count; i++) {
        const struct look *look = &looks->items[i];

        if (strcmp(look->link, link) == 0)
            return true;
        for (k = 0; k < look->past_count; k++)
            if (strcmp(looks->ledger.looks[look->past[k]].row.link, link) == 0)
                return true;
    }
    return false;
}

static struct absent count_absent(const struct looks *looks)
{
    const struct ledger *ledger = &looks->ledger;
    struct absent absent = { 0, 0 };
    size_t i, k;

    for (i = 0; i < ledger->count && looks->count > 0; i++) {
        const struct looks_row *row = &ledger->looks[i].row;
        struct look_name name;
        bool ours = look_name_read(row->link, &name) && name.kind == looks->items[0].kind;

        look_name_free(&name);
        for (k = i + 1; k < ledger->count && ours; k++)
            ours = strcmp(ledger->looks[k].row.link, row->link) != 0;
        if (!ours || !look_tested(row) || is_past(looks, row->link) ||
            look_is_over(ledger, row->link))
            continue;
        absent.count++;
        absent.found += look_found(row) != 0;
    }
    return absent;
}

/* p = k / of times a whole number, with the digits of the exact product. */
static double scaled(double p, double times, double of)
{
    double k = round(p * of);

    return fmin(1, of > 0 && fabs(p * of - k) < 1e-6 ? k * times / of : p * times);
}

/* The looks of a subject as far as spending goes, the present one last. */
static struct spending_look *spending_of(const struct looks *looks, const struct look *look,
                                         size_t *count)
{
    struct spending_look *all = xarray(look->past_count + 1, sizeof *all);
    size_t k;

    *count = 0;
    for (k = 0; k < look->past_count; k++) {
        const struct looks_row *row = &looks->ledger.looks[look->past[k]].row;

        if (look_tested(row))
            all[(*count)++] = (struct spending_look){ row->information,
                                                      look_number(row->plan_sum, "total") };
    }
    all[(*count)++] = (struct spending_look){ look->information, look->total };
    return all;
}

static double bound_of(const struct looks *looks, const struct look *look, double times)
{
    size_t count;
    struct spending_look *all = spending_of(looks, look, &count);
    double *bounds = xarray(count, sizeof *bounds);
    double bound;

    spending_bounds(all, count, times * fmax(1, look->searched), bounds);
    bound = bounds[count - 1];
    free(bounds);
    free(all);
    return bound;
}

static void fill_spending(const struct looks *looks, struct look *look)
{
    size_t count;
    struct spending_look *all;
    double *spent;

    look->spent = look->last ? look->last->alpha_spent : 0;
    look->total = NAN;
    if (look->state != LOOK_TAKEN || isnan(look->p) || !(look->information > 0))
        return;
    all = spending_of(looks, look, &count);
    look->total = spending_total(all, count - 1, look->information, look->ahead);
    all[count - 1].total = look->total;
    spent = xarray(count, sizeof *spent);
    spending_spent(all, count, spent);
    look->spent = spent[count - 1];
    free(spent);
    free(all);
}

/* It was found at the last look at which it could be tested. */
static bool was_found(const struct looks *looks, const struct look *look)
{
    size_t k;

    for (k = look->past_count; k > 0; k--) {
        const struct looks_row *row = &looks->ledger.looks[look->past[k - 1]].row;

        if (look_tested(row))
            return look_found(row) != 0 &&
                   (look->state != LOOK_TAKEN || look_found(row) == look->found);
    }
    return false;
}

/* Holm, step by step: who was rejected is no longer counted (Maurer & Bretz 2013, Stat. Biopharm.
 * Res. 5, p. 311, for tests that are repeated). */
static void holm(const struct looks *looks, size_t family, double of, bool *rejected, double *times)
{
    bool again = true;
    size_t i, out;

    for (i = 0, out = 0; i < looks->count; i++)
        out += rejected[i];
    while (again) {
        double left = family > out ? (double)(family - out) : 1;

        again = false;
        for (i = 0; i < looks->count; i++) {
            const struct look *look = &looks->items[i];

            if (rejected[i])
                continue;
            times[i] = left;
            /* Nobody is under a bound who is over all that may be spent. */
            if (isnan(look->p) || look->state != LOOK_TAKEN || look->found == 0 ||
                !(scaled(look->p, left, of) < SPENDING_ALL) ||
                !(scaled(look->p, left, of) < bound_of(looks, look, left)))
                continue;
            rejected[i] = true;
            out++;
            again = true;
        }
    }
    for (i = 0; i < looks->count; i++)
        if (times[i] == 0)
            times[i] = family > out ? (double)(family - out) + 1 : 1;
}

/* Other corrections are those of all p together. */
static void adjusted(const struct looks *looks, enum adjust_method method, size_t absent, double of,
                     double *times)
{
    size_t n = looks->count + absent, i;
    double *p = xarray(n, sizeof *p), *out = xarray(n, sizeof *out);

    for (i = 0; i < n; i++)
        p[i] = i < looks->count ? looks->items[i].p : 1;
    adjust_shares(method, p, n, of, out);
    for (i = 0; i < looks->count; i++)
        times[i] = p[i] > 0 ? fmax(1, out[i] / p[i]) : 1;
    free(p);
    free(out);
}

void looks_decide(struct looks *looks, enum adjust_method method, double shares_of)
{
    struct absent absent = count_absent(looks);
    bool *rejected = xcalloc(looks->count + 1, sizeof *rejected);
    double *times = xcalloc(looks->count + 1, sizeof *times);
    size_t family = absent.count - absent.found, i;

    for (i = 0; i < looks->count; i++) {
        struct look *look = &looks->items[i];

        fill_spending(looks, look);
        rejected[i] = was_found(looks, look);
        family += !isnan(look->p) && look->information > 0;
    }
    if (method == ADJUST_HOLM)
        holm(looks, family, shares_of, rejected, times);
    else
        adjusted(looks, method, absent.count, shares_of, times);
    for (i = 0; i < looks->count; i++) {
        struct look *look = &looks->items[i];
        bool tested = !isnan(look->p) && look->information > 0;

        look->p_adj = tested ? scaled(look->p, times[i], shares_of) : NAN;
        look->bound = look->state != LOOK_TAKEN ? look->last->bound
                      : tested                  ? bound_of(looks, look, times[i])
                                                : NAN;
        look->held = look->state == LOOK_TAKEN && was_found(looks, look) &&
                     look->p_adj < SPENDING_ALL;
        look->limit = look->held ? SPENDING_ALL : look->bound;
    }
    free(rejected);
    free(times);
}
