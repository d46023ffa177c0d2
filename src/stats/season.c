/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/season.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A harmonic whose wave is two rows long has no sine: it would be 0 at every row. */
static size_t harmonic_columns(unsigned harmonics, unsigned levels)
{
    return levels ? levels - 1 : 2 * (size_t)harmonics;
}

static double *put_harmonics(double *column, const double *phase, size_t n, unsigned harmonics,
                             unsigned levels)
{
    unsigned h;
    size_t t;

    for (h = 1; h <= harmonics; h++) {
        for (t = 0; t < n; t++)
            column[t] = cos(2 * M_PI * h * phase[t]);
        column += n;
        if (levels && 2 * h == levels)
            break;
        for (t = 0; t < n; t++)
            column[t] = sin(2 * M_PI * h * phase[t]);
        column += n;
    }
    return column;
}

struct cycles {
    const double *main; /* phase of the year or of the forced period */
    const double *week;
    bool twice;  /* season_request's */
    size_t rows; /* that are there */
};

/* Rows that a season, with constant and trend, has to leave. */
enum { LEFT_LEAST = 11 };

/* Adds the candidate unless it leaves too few rows. */
static void offer(struct season *season, struct season_candidate candidate,
                  const struct cycles *cycles)
{
    size_t n = season->n, least;
    double *column;

    candidate.columns = harmonic_columns(candidate.year_harmonics, candidate.levels) +
                        (candidate.weekdays ? 6 : 0);
    least = cycles->twice ? 3 * (candidate.columns + 2) : candidate.columns + 2 + LEFT_LEAST;
    if (candidate.columns > 0 && cycles->rows < least) {
        /* Of a season that is there in fewer columns nothing is missed. */
        season->too_short = season->too_short || season->count == 0 ||
                            season->candidate[season->count - 1].columns == 0;
        return;
    }
    candidate.values = xarray(candidate.columns * n, sizeof *candidate.values);
    column = put_harmonics(candidate.values, cycles->main, n, candidate.year_harmonics,
                           candidate.levels);
    if (candidate.weekdays)
        put_harmonics(column, cycles->week, n, 3, 7);
    season->candidate[season->count++] = candidate;
}

static void offer_forced(struct season *season, unsigned period, size_t rows)
{
    size_t n = season->n;
    double *phase;
    struct cycles cycles;
    unsigned levels = period <= SEASON_COLUMNS ? period : 0;
    size_t t;

    if (period < 2 || n < 2 * (size_t)period) {
        season->too_short = period >= 2;
        return;
    }
    phase = xarray(n, sizeof *phase);
    for (t = 0; t < n; t++)
        phase[t] = (double)(t % period) / period;
    cycles = (struct cycles){ .main = phase, .rows = rows };
    /* Up to three rows a period, one harmonic is all there is. */
    if (period > 3)
        offer(season, (struct season_candidate){ .year_harmonics = 1, .period = period }, &cycles);
    if (period > 5)
        offer(season, (struct season_candidate){ .year_harmonics = 2, .period = period }, &cycles);
    if (levels)
        offer(season,
              (struct season_candidate){
                  .year_harmonics = period / 2, .levels = levels, .period = period },
              &cycles);
    free(phase);
}

/*
 * From how many rows on a year's season is looked for. Less than two cycles are not told from a
 * bending trend by their fit alone; but what both series do together is then a bend or a season, and
 * either way no link.
 */
struct year {
    unsigned rows; /* whole, in a year */
    size_t one;    /* one harmonic is offered */
    size_t two;    /* … and a second one; of quarters: all levels */
    size_t levels; /* … and a level for each month */
    size_t none;   /* that there is no season is offered, too */
};

static struct year year_of(const struct season_request *request)
{
    static const unsigned rows[] = {
        [SEASON_CALENDAR_QUARTERS] = 4,
        [SEASON_CALENDAR_MONTHS] = 12,
        [SEASON_CALENDAR_WEEKS] = 52,
        [SEASON_CALENDAR_DAYS] = 365,
    };
    unsigned year = rows[request->calendar];

    if (request->twice)
        return (struct year){
            .rows = year, .one = 2 * year, .two = 2 * year, .levels = year == 12 ? 24 : 0, .none = 0
        };
    switch (request->calendar) {
    case SEASON_CALENDAR_QUARTERS:
        return (struct year){ .rows = 4, .one = 18, .two = 15, .none = 18 };
    case SEASON_CALENDAR_MONTHS:
        return (struct year){ .rows = 12, .one = 15, .two = 15, .levels = 24 };
    case SEASON_CALENDAR_WEEKS:
        return (struct year){ .rows = 52, .one = 26, .two = 63 };
    case SEASON_CALENDAR_DAYS:
        return (struct year){ .rows = 365, .one = 183, .two = 730 };
    case SEASON_CALENDAR_NONE:
        break;
    }
    return (struct year){ 0 };
}

static void offer_calendar(struct season *season, const struct season_request *request)
{
    struct year is = year_of(request);
    struct cycles cycles = { .main = request->year,
                             .week = request->week,
                             .twice = request->twice,
                             .rows = request->rows ? request->rows : season->n };
    bool days = request->calendar == SEASON_CALENDAR_DAYS;
    size_t n = request->year ? season->n : 0;
    bool week = days && request->week && season->n >= 14, any = false;
    bool offered[3] = { n < is.two || n >= is.none, n >= is.one, n >= is.two };
    unsigned harmonics, weekdays;

    for (weekdays = 0; weekdays <= (week ? 1U : 0U); weekdays++) {
        for (harmonics = 0; harmonics <= (is.rows > 0 ? 2U : 0U); harmonics++) {
            struct season_candidate candidate = { .year_harmonics = harmonics,
                                                  .weekdays = weekdays > 0 };

            /* Two harmonics of four quarters are the four levels. */
            candidate.levels = is.rows == 4 && harmonics == 2 ? 4 : 0;
            if (offered[harmonics])
                offer(season, candidate, &cycles);
        }
    }
    if (is.levels > 0 && n >= is.levels)
        offer(season, (struct season_candidate){ .year_harmonics = 6, .levels = 12 }, &cycles);
    for (harmonics = 0; harmonics < season->count; harmonics++)
        any = any || season->candidate[harmonics].year_harmonics > 0;
    season->missing = is.rows > 0 && is.rows <= 12 && request->year && !any;
    season->too_short = (is.rows > 0 && request->year && !any) || (days && request->week && !week);
}

void season_offer(struct season *season, const struct season_request *request, size_t n)
{
    static const struct season_candidate none = { 0 };

    memset(season, 0, sizeof *season);
    season->n = n;
    if (request->mode == SEASON_FORCED)
        offer_forced(season, request->period, request->rows ? request->rows : n);
    if (season->count > 0)
        return;
    if (request->mode == SEASON_AUTO)
        offer_calendar(season, request);
    if (season->count == 0)
        season->candidate[season->count++] = none;
}

void season_free(struct season *season)
{
    size_t i;

    for (i = 0; i < season->count; i++)
        free(season->candidate[i].values);
    memset(season, 0, sizeof *season);
}

bool season_contains(const struct season *season, size_t a, size_t b)
{
    const struct season_candidate *most = &season->candidate[a], *least = &season->candidate[b];

    return most->year_harmonics >= least->year_harmonics && most->weekdays >= least->weekdays;
}

char *season_words(const struct season_candidate *candidate, char *out, size_t size)
{
    char year[60] = "";

    if (candidate->period)
        snprintf(year, sizeof year, "period %u", candidate->period);
    else if (candidate->levels)
        snprintf(year, sizeof year, "%u %s", candidate->levels,
                 candidate->levels == 4 ? "quarters" : "months");
    else if (candidate->year_harmonics)
        snprintf(year, sizeof year, "%u yearly harmonic%s", candidate->year_harmonics,
                 candidate->year_harmonics > 1 ? "s" : "");
    if (candidate->weekdays && year[0])
        snprintf(out, size, "season (weekdays, %s)", year);
    else if (candidate->weekdays)
        snprintf(out, size, "season (weekdays)");
    else if (year[0])
        snprintf(out, size, "season (%s)", year);
    else if (size > 0)
        out[0] = '\0';
    return out;
}
