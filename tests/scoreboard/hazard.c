/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/scoreboard/hazard.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "stats/random.h"

enum { BURN = 200, EARLY = 2 };

static const char *const calendars[] = {
    [SEASON_CALENDAR_NONE] = "rows",     [SEASON_CALENDAR_QUARTERS] = "quarters",
    [SEASON_CALENDAR_MONTHS] = "months", [SEASON_CALENDAR_WEEKS] = "weeks",
    [SEASON_CALENDAR_DAYS] = "days",
};

static const char *const kinds[HAZARDS] = {
    "none",     "smooth", "uneven", "levels",  "peak",  "changing",
    "holidays", "turns",  "odd",    "odd-two", "odd-x",
};

/* Days of the year of public holidays as many countries have them. */
static const double holidays[] = { 1, 6, 90, 93, 121, 131, 142, 227, 276, 359 };

static const int month_ends[] = { 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

char *hazard_name(const struct hazard *hazard, char *out, size_t size)
{
    char effect[32] = "";

    if (hazard->size > 0)
        snprintf(effect, sizeof effect, " lag%.3f", hazard->size);
    snprintf(out, size, "%s n%zu %s%s ar%.2f%s", calendars[hazard->calendar], hazard->n,
             kinds[hazard->kind], hazard->context ? "-context" : "", hazard->persistence, effect);
    return out;
}

int hazard_lag(const struct hazard *hazard)
{
    return hazard->calendar == SEASON_CALENDAR_WEEKS || hazard->calendar == SEASON_CALENDAR_DAYS
               ? 2
               : 1;
}

/* Two hazards that differ in the effect or the context only have the same noise. */
static uint64_t seed_of(const struct hazard *hazard)
{
    struct hazard bare = *hazard;
    char name[100];
    uint64_t hash = UINT64_C(14695981039346656037);
    const char *c;

    bare.size = 0;
    bare.context = false;
    for (c = hazard_name(&bare, name, sizeof name); *c; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    return hash;
}

static double days_in_row(const struct hazard *hazard)
{
    switch (hazard->calendar) {
    case SEASON_CALENDAR_QUARTERS:
        return 365.25 / 4;
    case SEASON_CALENDAR_MONTHS:
        return 365.25 / 12;
    case SEASON_CALENDAR_WEEKS:
        return 7;
    case SEASON_CALENDAR_DAYS:
    case SEASON_CALENDAR_NONE:
        break;
    }
    return 1;
}

/* The noise's standard deviation. */
static double spread(const struct hazard *hazard)
{
    double phi = hazard->persistence;

    return phi < .99 ? 1 / sqrt(1 - phi * phi) : sqrt((double)hazard->n) / 3;
}

/* Rows -EARLY .. n-1, v at row 0. */
static void noise(const struct hazard *hazard, struct random *random, double *v)
{
    size_t burn = hazard->persistence >= .99 ? 0 : BURN;
    double now = 0;
    size_t t;

    for (t = 0; t < burn + EARLY + hazard->n; t++) {
        now = hazard->persistence * now + random_normal(random);
        if (t >= burn)
            v[(ptrdiff_t)(t - burn) - EARLY] = now;
    }
}

/* Does a row of `days` days from a day of the year on hold that day of the year? */
static bool holds(double first, double days, double day)
{
    return fmod(day - first + 2 * 365.25, 365.25) < days;
}

static void mark_calendar(const struct hazard *hazard, struct hazard_pair *pair)
{
    double days = days_in_row(hazard);
    size_t t, h;

    for (t = 0; t < hazard->n; t++) {
        double first = floor(pair->year[t] * 365.25) + 1;

        pair->context[t] = 0;
        for (h = 0; hazard->kind == HAZARD_HOLIDAYS && h < sizeof holidays / sizeof *holidays; h++)
            pair->context[t] += holds(first, days, holidays[h]);
        for (h = 0; hazard->kind == HAZARD_TURNS && h < sizeof month_ends / sizeof *month_ends; h++)
            pair->context[t] += holds(first, days, month_ends[h]);
    }
}

/* What both share, in sd. */
static void share(const struct hazard *hazard, struct random *random,
                  const struct hazard_pair *pair, double *shared)
{
    double at = random_unit(random), size[HAZARD_ROWS / 4 + 2], level[12];
    double steps = hazard->calendar == SEASON_CALENDAR_QUARTERS ? 4 : 12;
    double peak = hazard->calendar == SEASON_CALENDAR_WEEKS ? 3 * 7 / 365.25 : 1 / steps;
    size_t odd = 2 + random_below(random, hazard->n - 4), year = 0, i, t;

    for (i = 0; i < sizeof size / sizeof *size; i++)
        size[i] = 1.5 + .75 * random_normal(random);
    for (i = 0; i < 12; i++)
        level[i] = random_normal(random);
    for (t = 0; t < hazard->n; t++) {
        double u = pair->year[t], turn = 2 * M_PI * (u - at);

        year += t > 0 && u < pair->year[t - 1];
        shared[t] = 0;
        switch (hazard->kind) {
        case HAZARD_SMOOTH:
            shared[t] = 1.5 * cos(turn);
            break;
        case HAZARD_UNEVEN:
            shared[t] = 1.5 * cos(turn) + sin(2 * turn);
            break;
        case HAZARD_LEVELS:
            shared[t] = 1.5 * level[(size_t)(u * steps + 1e-6) % 12];
            break;
        case HAZARD_PEAK:
            shared[t] = fmod(u - at + 1 + 1e-9, 1) < peak ? 4 : 0;
            break;
        case HAZARD_CHANGING:
            shared[t] = size[year] * cos(turn);
            break;
        case HAZARD_HOLIDAYS:
            shared[t] = pair->context[t] * (hazard->calendar == SEASON_CALENDAR_DAYS ? -3 : -2);
            break;
        case HAZARD_TURNS:
            shared[t] = 3 * pair->context[t];
            break;
        case HAZARD_ODD:
        case HAZARD_ODD_X:
            shared[t] = t == odd ? -8 : 0;
            break;
        case HAZARD_ODD_TWO:
            shared[t] = t == odd || t == odd + 1 ? -8 : 0;
            break;
        case HAZARD_NONE:
        case HAZARDS:
            break;
        }
    }
}

void hazard_draw(const struct hazard *hazard, size_t repetition, struct hazard_pair *pair)
{
    double early[EARLY + HAZARD_ROWS], other[EARLY + HAZARD_ROWS], shared[HAZARD_ROWS];
    double *x = early + EARLY, *y = other + EARLY;
    double days = days_in_row(hazard), start, sd = spread(hazard);
    struct random random;
    size_t n = hazard->n, t;

    random_start(&random, seed_of(hazard), repetition);
    noise(hazard, &random, x);
    noise(hazard, &random, y);
    /* A row of weeks or days starts on some day, a month or a quarter on the first of one. */
    start = floor(random_unit(&random) * 365.25 / days) * days;
    for (t = 0; t < n; t++) {
        pair->year[t] = fmod((start + days * (double)t + .001) / 365.25, 1);
        pair->week[t] = (double)(t % 7) / 7;
    }
    mark_calendar(hazard, pair);
    share(hazard, &random, pair, shared);
    for (t = 0; t < n; t++) {
        pair->x[t] = x[t] + sd * shared[t];
        pair->y[t] = y[t] + hazard->size * x[(ptrdiff_t)t - hazard_lag(hazard)] +
                     (hazard->kind == HAZARD_ODD_X ? 0 : sd * shared[t]);
    }
}
