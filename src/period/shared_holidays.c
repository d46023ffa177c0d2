/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/shared_holidays.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

enum { NEIGHBOURS = 3, NAMED = 3, SATURDAY = 5 };

static const double FAR = 3, MAD_TO_SD = 1.4826, CHANCE = .01;

/* ---- the days ---- */

static int compare(const void *a, const void *b)
{
    const struct holiday *one = a, *other = b;

    if (one->day != other->day)
        return one->day < other->day ? -1 : 1;
    return strcmp(one->name, other->name);
}

/* The items from one on that have its day; *name is the one that most of them bear. */
static size_t same_day(const struct holiday *items, size_t count, const char **name)
{
    size_t i, run = 0, longest = 0;

    for (i = 0; i < count && items[i].day == items[0].day; i++) {
        run = i > 0 && strcmp(items[i].name, items[i - 1].name) == 0 ? run + 1 : 1;
        if (run > longest) {
            longest = run;
            *name = items[i].name;
        }
    }
    return i;
}

void shared_holidays_days(long first, long last, struct holidays *holidays)
{
    struct holidays all = { .count = 0 };
    const struct holiday_country *country;
    size_t countries = 0, i, same;

    *holidays = (struct holidays){ .count = 0 };
    for (country = holiday_countries; country->code; country++) {
        struct holidays own;

        holidays_of(country, first, last, &own);
        for (i = 0; i < own.count; i++)
            holidays_add(&all, own.items[i].day, own.items[i].name);
        holidays_free(&own);
        countries++;
    }
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, compare);
    for (i = 0; i < all.count; i += same) {
        const char *name = "";

        same = same_day(all.items + i, all.count - i, &name);
        if (2 * same >= countries)
            holidays_add(holidays, all.items[i].day, name);
    }
    holidays_free(&all);
}

/* The first of them in a period, on Monday to Friday but of days; NULL = none. */
static const struct holiday *holiday_in(const struct shared_series *series,
                                        const struct holidays *holidays, size_t t)
{
    long day = period_first_day(series->kind, series->first + (long)t);
    long end = period_first_day(series->kind, series->first + (long)t + 1);

    for (; day < end; day++) {
        const struct holiday *holiday = holidays_on(holidays, day);

        if (holiday && (series->kind == PERIOD_DAY || holidays_weekday(day) < SATURDAY))
            return holiday;
    }
    return NULL;
}

/* ---- far rows ---- */

/* NaN of none; sorts them. */
static double median(double *values, size_t n)
{
    if (n == 0)
        return NAN;
    qsort(values, n, sizeof *values, number_compare);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* How far a row is off the rows around it. */
static double off(const double *v, size_t n, size_t t, size_t step)
{
    double around[2 * NEIGHBOURS];
    size_t count = 0, k;

    for (k = step; k <= NEIGHBOURS * step; k += step) {
        if (t >= k && isfinite(v[t - k]))
            around[count++] = v[t - k];
        if (t + k < n && isfinite(v[t + k]))
            around[count++] = v[t + k];
    }
    return v[t] - median(around, count);
}

/* Takes the mark off rows that are not far in v (or that are, where `far` is false). */
static void keep(const double *v, size_t n, size_t step, bool far, bool *marks)
{
    double *offs = xarray(n, sizeof *offs), *sizes = xarray(n, sizeof *sizes);
    size_t count = 0, t;
    double limit;

    for (t = 0; t < n; t++) {
        offs[t] = off(v, n, t, step);
        if (isfinite(offs[t]))
            sizes[count++] = fabs(offs[t]);
    }
    limit = FAR * MAD_TO_SD * median(sizes, count);
    for (t = 0; t < n; t++)
        marks[t] = marks[t] && (fabs(offs[t]) > limit) == far;
    free(offs);
    free(sizes);
}

/* ---- the hint ---- */

/* The chance of at least `least` of n where each has the chance p. */
static double binomial_tail(size_t n, size_t least, double p)
{
    double sum = 0;
    size_t k;

    for (k = least; k <= n; k++)
        sum += exp(lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) +
                   (double)k * log(p) + (double)(n - k) * log1p(-p));
    return sum;
}

/* Adds a word to a list unless it is there; false where there is no room. */
static bool enlist(char *list, size_t size, const char *word)
{
    size_t length = strlen(list);

    if (strstr(list, word))
        return true;
    if (length + strlen(word) + 3 > size)
        return false;
    snprintf(list + length, size - length, "%s%s", length ? ", " : "", word);
    return true;
}

static void name(const struct shared_series *series, const struct holiday *holiday, size_t t,
                 struct shared_holidays *found)
{
    char period[PERIOD_SIZE];

    period_format(series->kind, series->first + (long)t, period);
    enlist(found->names, sizeof found->names, holiday->name);
    if (found->on <= NAMED)
        enlist(found->periods, sizeof found->periods, period);
    else if (found->on == NAMED + 1)
        strcat(found->periods, " ...");
}

bool shared_holidays_find(const struct shared_series *series, struct shared_holidays *found)
{
    size_t step = series->kind == PERIOD_DAY ? 7 : 1, n = series->n, having = 0, t;
    struct holidays holidays;
    bool *far;

    *found = (struct shared_holidays){ .far = 0 };
    if ((series->kind != PERIOD_DAY && series->kind != PERIOD_WEEK) || n == 0)
        return false;
    far = xarray(n, sizeof *far);
    for (t = 0; t < n; t++)
        far[t] = true;
    keep(series->x, n, step, true, far);
    keep(series->y, n, step, true, far);
    for (t = 0; t < series->contexts; t++)
        keep(series->context[t], n, step, false, far);
    shared_holidays_days(period_first_day(series->kind, series->first),
                         period_first_day(series->kind, series->first + (long)n) - 1, &holidays);
    for (t = 0; t < n; t++) {
        const struct holiday *holiday = holiday_in(series, &holidays, t);

        having += holiday ? 1 : 0;
        found->far += far[t] ? 1 : 0;
        if (!far[t] || !holiday)
            continue;
        found->on++;
        name(series, holiday, t, found);
    }
    free(far);
    holidays_free(&holidays);
    return found->on >= 2 && having < n &&
           binomial_tail(found->far, found->on, (double)having / (double)n) < CHANCE;
}
