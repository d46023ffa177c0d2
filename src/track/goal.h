/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A measure on the way to a target.
 *
 * A target is looked at when it is due: the value of that period (or the mean of the last few), or
 * the sum from start to due. Paths of forecast.h say what may come; the chance to hit is their share
 * that meets the target. It comes with the series' own record: the same projection made at earlier
 * rows (rolling origins, at most TRACK_ORIGINS, spread evenly), and how many of its 80 % bands held
 * what came. Origins overlap, so even somebody who knew the process would see shares far from .8: a
 * bound is simulated, the share that one reaches in 95 of 100. Below it the chance is not to be
 * relied on: `cannot-tell`. A fixed bound of 60 % refuses sound projections in 5 to 23 % of cases.
 *
 * Pace is what a period brings beyond the season: of a value its change a period since start, of a sum
 * the mean since start; pace needed is the same of the periods left. So a seasonal measure is not
 * called late in its quiet months.
 *
 * Words: the first that fits, as in words/track.c. `reached` and `missed` only when it is settled: the
 * due period is there, or a sum has passed its target, or a value has met it in each of the last
 * three periods and meets it when due with a chance of TRACK_SETTLED.
 *
 * Rows are periods, counted from the first of y; rows before it and behind it have numbers, too.
 * Missing values are NaN. Nothing fails; what cannot be said is NaN, or TRACK_NEVER.
 */
#ifndef LEVER_TRACK_GOAL_H
#define LEVER_TRACK_GOAL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "track/dots.h"
#include "track/forecast.h"

#define TRACK_NEVER LONG_MIN /* of a row: there is none */
#define TRACK_SETTLED .95
#define TRACK_ON .8
#define TRACK_OFF .2

enum { TRACK_ORIGINS = 30, TRACK_ORIGINS_LEAST = 8 };

enum tracked_word {
    TRACKED_UNUSABLE,
    TRACKED_NO_BASELINE,
    TRACKED_REACHED,
    TRACKED_MISSED,
    TRACKED_ON_TRACK,
    TRACKED_AT_RISK,
    TRACKED_OFF_TRACK,
    TRACKED_CANNOT_TELL,
    TRACKED_WORDS
};

/* Why it is unusable; figures in reason_value and reason_limit. */
enum tracked_reason {
    TRACKED_USABLE,
    TRACKED_EMPTY, /* no values */
    TRACKED_NO_TARGET,
    TRACKED_NO_DUE,      /* no date */
    TRACKED_AT_BASELINE, /* the target is the baseline (it) */
    TRACKED_BACKWARDS,   /* due lies before start */
    TRACKED_GAPS,        /* (missing rows, rows) */
    TRACKED_FEW_ROWS,    /* (rows, FORECAST_ROWS_LEAST) */
    TRACKED_CONSTANT,    /* (value) */
    TRACKED_FAR,         /* (periods to due, half of the rows) */
    TRACKED_NOT_BEGUN,   /* a sum whose start lies behind the last row */
    TRACKED_UNLIKE       /* the caller's: a rate of another period than can be had */
};

enum assurance {
    ASSURANCE_CONSISTENTLY,
    ASSURANCE_HIT_AND_MISS,
    ASSURANCE_NEVER,
    ASSURANCES,
    ASSURANCE_NONE = ASSURANCES
};
enum track_signal { SIGNAL_BETTER, SIGNAL_WORSE, SIGNAL_USUAL, SIGNALS, SIGNAL_NONE = SIGNALS };

struct track_goal {
    bool total;      /* of the sum from start to due */
    bool relative;   /* it went by a baseline */
    double baseline; /* NaN = not stated */
    double target;   /* in the measure's unit; NaN: it goes by a baseline that is not stated */
    int bound;       /* +1 at least, -1 at most, 0: as baseline, `better` and the values have it */
    int better;      /* +1, -1, 0 = not said */
    long start, due; /* rows; TRACK_NEVER = not said */
    size_t last;     /* a value is the mean of so many last rows, at least 1 */
};

struct track_options {
    size_t paths, origin_paths;
    uint64_t seed;
    size_t threads;
    bool percent;
    /* Phases from the first row of y, as many as track_goal_rows says; borrowed. */
    const struct season_request *season;
};

/* A projection made at an earlier row, and what came. */
struct track_origin {
    size_t row;  /* the last one known */
    size_t seen; /* the row that was projected, or the last of the sum */
    double projected, low80, high80, actual;
};

/* What is projected of a period to come. */
struct track_ahead {
    double projected, low80, high80, low95, high95, needed;
};

struct tracked {
    enum tracked_word word;
    enum tracked_reason reason;
    double reason_value, reason_limit;
    int sense; /* +1: the target is to be met from below, -1: from above */
    double now, progress, pace, pace_needed;
    double projected, low80, high80, low95, high95, p_hit;
    long hit_by; /* row */
    enum assurance assurance;
    double assured; /* the share of periods that meet it, up to due */
    enum track_signal signal;
    double coverage80, coverage_bound;
    size_t n;     /* rows that are there */
    size_t first; /* of the rows that were looked at: those before are empty */
    size_t rows;  /* up to the last that is there, counted from the first of y */
    struct track_ahead *ahead;
    size_t ahead_count; /* rows `rows`, `rows` + 1, ... */
    struct track_origin *origins;
    size_t origin_count;
    struct dots dots; /* of rows first .. rows - 1; dots.n 0: there are none */
};

/* So many phases are wanted for n rows. */
size_t track_goal_rows(size_t n);

/* y: n values. The caller frees with tracked_free. */
void track_goal(const double *y, size_t n, const struct track_goal *goal,
                const struct track_options *options, struct tracked *tracked);
void tracked_free(struct tracked *tracked);

#endif
