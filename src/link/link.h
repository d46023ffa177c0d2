/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is this outcome connected to that output? The primary test.
 *
 * For an outcome y, an output x and lags A..B (positive: the outcome comes later)
 *
 *   1. y is regressed on a constant, a linear trend, the season and the context;
 *      AICc chooses the season; an autoregression is fitted to what is left
 *      (Burg, AICc).
 *   2. y, the controls and every lagged x are filtered with that autoregression
 *      inside unbroken stretches (Cochrane & Orcutt 1949; Haugh 1976); the filtered
 *      controls are projected out (Frisch & Waugh 1933) and t is taken at each lag, on
 *      all rows that the lag has, and of x's mean over all lags (mean_lag.h). The statistic
 *      T is the largest |t|.
 *   3. Its null distribution: y is simulated without a link from an autoregression about
 *      what else there is of it (null_model.h), x held fixed (AR-sieve bootstrap,
 *      Bühlmann 1997), and all of 1 and 2 is repeated, choices included.
 *      p = (1 + #{T* >= T}) / (resamples + 1)  (Davison & Hinkley 1997, eq. 4.11).
 *
 * Simulated outcomes depend on the outcome only, so all outputs on one outcome
 * are tested in one call and share them. A link's figures do not depend on which
 * others are in the call, on their order, or on the number of threads.
 *
 * Without a time axis (`timed` false) rows are independent: no lag, trend, season
 * or whitening; y's residuals on the context are permuted (Freedman & Lane 1983).
 *
 * Intervals are simultaneous over the lags: effect ± c se, c the order statistic of
 * T* that p itself compares with (Westfall & Young 1993, max T), so that the
 * 95 % interval excludes 0 exactly when p < .05, and the 90 % one when p < .10.
 *
 * Missing values are NaN; infinite ones count as missing. Rows are one period
 * apart: the caller has put rows of NaN into gaps of the axis. A gap in y breaks its
 * stretch. A gap inside x would break one at every lag; it is bridged by what x's own
 * autoregression expects there (series_bridge), which uses x alone and so cannot make
 * a link where there is none. Series are borrowed. Results own their arrays:
 * link_result_free.
 *
 * A link that cannot be tested is not an error: its `reason` says why and every
 * figure that could not be had is NaN. link_test itself returns -1 only for a call
 * that makes no sense (fewer than LINK_RESAMPLES_MIN resamples, lags backwards) and
 * where a method failed.
 */
#ifndef LEVER_LINK_LINK_H
#define LEVER_LINK_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "stats/season.h"

/* Fewer usable rows err too often: 10 to 12 give 8 to 10 % of walks a p under .05. */
enum { LINK_ROWS_MIN = 14, LINK_RESAMPLES_MIN = 99 };

/* Most rows or entities that are named as those a link rests on. */
enum { LINK_RESTS = 3 };

/* Why a link is unusable; `reason_value` and `reason_limit` hold the figures in brackets. */
enum link_reason {
    LINK_USABLE,
    LINK_TOO_FEW_ROWS,  /* usable rows at the lag with the fewest, after lags and whitening
                               (how many, at least) */
    LINK_LAGS_TOO_LONG, /* the longest lag leaves no rows (longest lag, rows) */
    LINK_X_MISSING,     /* share of x missing (share, .20) */
    LINK_Y_MISSING,     /* share of y missing (share, .20) */
    LINK_X_CONSTANT,    /* all values of x are the same, but for rounding (the value, their range;
                               panels: -) */
    LINK_Y_CONSTANT,    /* the same of y */
    LINK_X_EXPLAINED,   /* trend, season and context leave nothing of x (panels: entities, if
                               it never changes inside any of them) */
    LINK_Y_EXPLAINED,   /* … or of y */
    LINK_TOO_MANY_CONTROLS, /* no degrees of freedom left (controls, usable rows) */
    LINK_OUT_OF_RANGE,      /* the effect is beyond what a double can hold */
    LINK_TOO_FEW_ENTITIES,  /* panels: (entities, 3) */
    LINK_BY_FORMULA,        /* one of the two stands in the formula of the other (-1: the outcome in
                               the output's; +1: the output in the outcome's; -) */
    LINK_NO_ESTIMATE        /* the method asked for has no value at any lag */
};

/* The outcome's side of a call. */
struct link_outcome {
    size_t n;                     /* rows of the axis */
    size_t own;                   /* of them, those from the first to the last that are about it: of
                                       these a share may be missing; 0 = all */
    const double *y;              /* n */
    const double *const *context; /* `contexts` columns of n, always at lag 0 */
    size_t contexts;
    bool timed;                   /* rows are consecutive periods */
    struct season_request season; /* ignored when not timed */
    /* n: an output at the lag where it is known to act, NaN where it is not there, beside which the
       autoregression is to be fitted (cochrane_orcutt.h); NULL: none. Not of panels, nor without time. */
    const double *given;
};

/* One output to test against it. */
struct link_output {
    const double *x;   /* n */
    int lag_first;     /* A; may be negative; both 0 when not timed */
    int lag_last;      /* B >= A */
    bool lags_auto;    /* nobody asked for these lags: where the last ones leave too few rows,
                               they are not searched (lags_tried says how many were) */
    double min_effect; /* outcome units per unit of x, for more_periods; NaN = not stated */
    bool profile;      /* wanted: results[].profile */
    bool working;      /* wanted: results[].working */
};

/*
 * A measure of association to take the place of the slope's t (link_method.h says how). It is
 * called from several threads at once, with x_white and y_white of one lag in the columns' own
 * units: n >= 3 finite pairs, free of controls.
 */
struct link_method {
    /* *estimate: large in absolute value is strong; NaN: these data have none.
       -1: it failed, err says why, and so does link_test. */
    int (*estimate)(const void *context, const double *x, const double *y, size_t n,
                    double *estimate, struct error *err);
    const void *context;
    bool correlation; /* never outside ±1 */
};

struct link_options {
    size_t resamples; /* at least LINK_RESAMPLES_MIN */
    uint64_t seed;
    size_t threads;                   /* 0 counts as 1 */
    const struct link_method *method; /* NULL: the slope's t, which is Pearson's r */
    size_t rows_min;                  /* fewer usable rows are `unusable`; 0 = LINK_ROWS_MIN */
    double missing_max;               /* share of x or y; 0 = .20 */
    /* Called now and then from any thread, never from two at once; may be NULL. */
    void (*progress)(void *context, size_t done, size_t total);
    void *progress_context;
};

/* One row of a lag profile. Intervals are simultaneous over the lags of the link. */
struct link_lag {
    int lag;
    size_t n;
    double t;
    double effect, se;
    double low95, high95; /* of the effect */
    double low90, high90;
    double low_firm,
        high_firm;           /* what no-effect asks: the 90 % interval, (1 + 4.5 / n) times as wide,
                                   and where a least effect is stated, that without the rows that weigh
                                   most in x as well (of a panel: just the 90 % interval) */
    double r, r_low, r_high; /* whitened partial correlation (or method's estimate), 95 % */
    double p;                /* corrected for all lags searched: (1+#{T* >= |t|})/(B+1) */
};

/* One row of the working columns; only rows that were used. */
struct link_working {
    size_t row;     /* of the axis (the outcome's row) */
    double x;       /* the raw output, shifted by the chosen lag; NaN where bridged */
    double y;       /* the raw outcome */
    double x_white; /* filtered, free of controls: effect = sum(x_white y_white) / */
    double y_white; /*                                      sum(x_white^2)         */
    size_t entity;  /* panels: which entity; otherwise 0 */
};

struct link_result {
    enum link_reason reason;
    double reason_value, reason_limit;

    int lag;     /* of the largest |t| (or |estimate|); 0 if unusable */
    bool spread; /* what has the largest |t| is x's mean over the lags from spread_first */
    int spread_first,
        spread_last;           /* to spread_last (mean_lag.h), `lag` being the strongest of them;
                                       otherwise both are `lag` */
    struct link_lag over_lags; /* of that mean, whether it won or not; t NaN: it was not tried */
    double effect, se, t; /* at that lag; outcome units per unit of x (spread: in all together) */
    double effect_low, effect_high; /* 95 % */
    double r, r_low, r_high;        /* whitened partial correlation or estimate, there */
    double p;                       /* corrected for the lags */
    double critical95, critical90;  /* c of the intervals */
    size_t n;     /* usable rows at that lag (unusable: at the lag that has fewest) */
    double n_eff; /* residual degrees of freedom */
    double
        information; /* n_eff times the variance of x_white, mean over the lags searched, in units
                           of x squared: what grows as data do, and 1 / se² is in proportion to */
    size_t lags_tried;
    double mde;             /* found 80 times of 100: (critical95 + .8416) se, in time times what
                               detectable.h says */
    double more_periods;    /* until mde <= min_effect; 0 = enough now; infinite = out of reach;
                               NaN = none stated */
    double critical_method; /* of a method: the |estimate| that p = .05 takes; NaN without one */

    /* The widest reach of low_firm and high_firm over all lags. */
    double firm_least, firm_most;

    /* What a spreadsheet says of the raw columns at lag 0 (present in both). */
    double naive_effect, naive_r, naive_p;
    size_t naive_n;

    /* Sign (-1, 0, +1) at the chosen lag of the correlation, trend, season and context removed … */
    int sign_differenced; /* … of first differences */
    int sign_plain;       /* … of the series themselves, the effective-n variant's sign */
    int sign_rank;        /* … of ranks (Spearman), whitened */
    int sign_method;      /* … of the method's estimate; 0: none was asked for, or one without
                               direction, which says the same of -x */

    /* For shared-trend. */
    double adjusted_r; /* at lag 0, trend and season removed from both by regression */
    double adjusted_low,
        adjusted_high; /* 95 % at lag 0 if it was searched, else the chosen lag's */
    bool
        trend_in_both; /* trend and season are there in x and in y, each on its own (stats/trend_test.h);
                               looked at only where naive p < .05 and p >= .05, else false */

    /*
     * The rows (of a panel: entities) without which |t|, which gives a p under .05, would be far from
     * that: under two thirds of what p = .05 takes without one row of a short series (AR_SHORT) or
     * one or two of another, or under half of it without two of a short one; of a panel, under two
     * thirds without one entity. Refitted without them. 0: there are none, or p is not under .05, or
     * rows have neither time nor entity, or a method decides.
     */
    bool rests_yearly; /* in months and weeks: on what the same place of every year has */
    size_t rests_count;
    size_t rests[LINK_RESTS]; /* rows of the axis, the outcome's; the weightiest first */

    /* Panels. */
    size_t entities;       /* that have x and y in some period; 0: not a panel */
    size_t entities_apart; /* that have not: they are left out */
    size_t entities_flat;  /* of `entities`, those in which x never changes: they only show what
                               the periods did */
    double effect_pooled;  /* slope at the chosen lag that ignores who is who; NaN: not a panel */

    /* What was removed. */
    bool trend;
    struct season_candidate season; /* chosen; its `values` is NULL here */
    bool season_too_short; /* a season was wanted of which too few rows can show anything */
    bool season_missing;   /* … in months or quarters: what looks like a link may be a season */
    size_t x_bridged;      /* missing values of x inside the series that were interpolated */
    size_t contexts;       /* context columns that were independent of the rest */
    size_t ar_order;
    double ar_phi[8];

    struct link_lag *profile;     /* lags_tried rows, A..B; NULL unless wanted */
    struct link_working *working; /* n rows; NULL unless wanted */
};

/*
 * Tests `count` outputs against one outcome; fills results[0 .. count-1], which the
 * caller frees one by one with link_result_free.
 */
int link_test(const struct link_outcome *outcome, const struct link_output *outputs, size_t count,
              const struct link_options *options, struct link_result *results, struct error *err);

void link_result_free(struct link_result *result);

/* A promise reaches so many times as far as the data do: beyond, trend, season and
 * persistence would have to stay as they are for longer than anybody can know. */
enum { LINK_REACH = 10 };

/*
 * How many more periods, of an axis that has `periods`, until the smallest visible effect, now
 * mde, is min_effect, as se falls with the square root of the degrees of freedom: 0 = enough now,
 * infinite where it would take more than LINK_REACH times these periods, NaN where min_effect is
 * not stated.
 */
double link_more_periods(const struct link_result *result, double mde, double min_effect,
                         size_t periods);

/*
 * The last lag of --lags auto, from 0: no longer than an effect is likely to take, a twelfth of the
 * rows at most, 1 at least.
 */
int link_lags_auto(enum season_calendar calendar, size_t periods);

/* Every figure NaN, no arrays, reason as given: what an unusable link looks like. */
void link_result_clear(struct link_result *result, enum link_reason reason, double value,
                       double limit);

#endif
