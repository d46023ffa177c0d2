/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Did a series change at a date that is known, in which shape, by how much, and did it last?
 *
 * For a series y, known columns (context, the shapes of other events) and the row T0 of the date
 *
 *   1. y is taken on the scale that the null finds likelier, as it is or its logarithm (null_model.h).
 *      It is regressed on a constant, a linear trend, the season and the known columns; on these and a
 *      step from T0 on; on these and a ramp from T0 on. An autoregression (Burg, order at most 3) is
 *      fitted to what each leaves. The least AICc wins, of seasons too; step and ramp pay 6 more.
 *   2. Its first reflection coefficient is corrected to be median-unbiased for that very design
 *      (stats/ar_median.h), and drawn towards a walk (ar_shrink).
 *   3. y, the columns and all shapes (shapes.h) are filtered with it (Box & Tiao 1975, without an
 *      optimiser: their decay lies on a grid). t is taken of each shape beside the columns. The
 *      statistic T is the largest |t|.
 *   4. Null: y is simulated without a change from the null model (null_model.h), which has no step of
 *      its own here, and 1 to 3 are repeated. p = (1 + #{T* >= T}) / (resamples + 1).
 *   5. Effects: a path over the rows from T0 on, the shapes' own paths averaged by their Akaike
 *      weights (Burnham & Anderson 2002). Series are simulated that have this path in them, 1 to 3 and
 *      the path are repeated, and what its errors are is what the intervals say. Totals and means are
 *      taken along each path, so persistence is in them.
 *
 * With 1 to 3 rows from T0 on, p is that of the end-of-sample test of Andrews (2003, Econometrica
 * 71:1661): see end_test.h.
 *
 * Units: effects are in units of y. On the logarithm an effect is y less what y would have been
 * without the path, row by row. Where p >= .05 the interval of the mean effect is widened, if it has
 * to be, to contain 0, so that it agrees with p.
 *
 * Missing values are NaN; infinite ones count as missing. Rows are one period apart: the caller has put
 * rows of NaN into gaps of the axis. A row that lacks a known column is missing as well. Series are
 * borrowed. A result owns its paths: change_result_free.
 *
 * A change that cannot be tested is no error: `reason` says why, and every figure that could not be
 * had is NaN. change_test itself cannot fail. The same numbers come out whatever `threads`, and
 * whichever other questions are in the call.
 */
#ifndef LEVER_CHANGE_CHANGE_H
#define LEVER_CHANGE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "change/shapes.h"
#include "stats/ar.h"
#include "stats/season.h"

/* Rows before the date, rows from it on for the recipe above, and windows for end_test.h. */
enum { CHANGE_BEFORE_MIN = 12, CHANGE_AFTER_MIN = 4, CHANGE_WINDOWS_MIN = 20 };

/* The most orders of an autoregression here. */
enum { CHANGE_ORDER = 3 };

enum change_reason {
    CHANGE_USABLE,
    CHANGE_OUTSIDE,        /* no row from the date on (rows before, rows after) */
    CHANGE_TOO_FEW_BEFORE, /* present rows before the date (how many, at least) */
    CHANGE_TOO_FEW_AFTER, /* present rows from it on, and too few windows for end_test.h (rows, -) */
    CHANGE_MISSING,       /* share of y missing between its first and its last row (share, .20) */
    CHANGE_CONSTANT,      /* y is constant (the value, -) */
    CHANGE_CONSTANT_BEFORE,  /* … before the date (the value, -) */
    CHANGE_TOO_MANY_COLUMNS, /* no degrees of freedom left (columns, rows) */
    CHANGE_EXPLAINED,    /* the columns leave nothing of y, or no shape stands beside them (-, -) */
    CHANGE_OUT_OF_RANGE, /* an effect is beyond what a double can hold (-, -) */
    CHANGE_ENTANGLED     /* the change cannot be told from the known columns: variance inflation of
                              its step beside them (how much, 10) */
};

/* What is asked of one series. */
struct change_question {
    size_t n;
    const double *y;              /* n */
    const double *const *columns; /* `count` known columns of n: context, shapes of other events */
    size_t count;
    struct season_request season;
    size_t date; /* T0: the first row with the change in it, 0 .. n */
    size_t end;  /* the first row behind the end; 0 or n and more: it did not end */
    bool level;  /* never the logarithm: what a difference of two series is */
    /* Other shapes than those of date and end: how many; 0 = those. The last two take the places of step
       and ramp, beside which the autoregression may be fitted. */
    size_t shapes;
    const double *const *shape; /* … n each */
};

struct change_options {
    size_t resamples; /* of the null; at least 99 (fewer count as 99) */
    size_t paths;     /* of the effects; 0 = none are wanted, and all figures of effects are NaN */
    uint64_t seed;
    size_t threads;  /* 0 counts as 1 */
    bool detectable; /* wanted: mde and factor */
    /* Called now and then from any thread, never from two at once; may be NULL. */
    void (*progress)(void *context, size_t done, size_t total);
    void *progress_context;
};

/* A figure with its 95 % interval, and the 90 % one, which equivalence asks. */
struct change_figure {
    double value, low, high, low90, high90;
};

/* A row of the path, from the date on. */
struct change_row {
    size_t row;
    double y;                    /* NaN where missing */
    double counterfactual;       /* y without the path: what the other columns and the noise say */
    struct change_figure effect; /* pointwise */
    double band_low, band_high;  /* simultaneous, 95 % */
};

struct change_result {
    enum change_reason reason;
    double reason_value, reason_limit;

    size_t n_before, n_after;       /* present rows before the date; from it on (to the end) */
    bool log;                       /* the scale */
    bool end_test;                  /* p is that of end_test.h; there are no shapes and no t */
    struct season_candidate season; /* chosen; its `values` is NULL here */
    bool season_too_short;
    size_t columns;          /* known columns that are independent of the rest */
    struct ar_fit ar;        /* what was filtered with, corrected */
    enum change_kind beside; /* what that was fitted beside: CHANGE_KINDS (nothing), step, ramp */

    double p;
    double t;                    /* of the largest |t| */
    double critical95;           /* p < .05 says |t| > this */
    size_t shape;                /* its shape: index into `shapes` */
    struct change_shapes shapes; /* all that were tried; t, aicc of each in tried[] */
    struct change_tried {
        double t, estimate, aicc; /* estimate on the scale */
    } * tried;
    /* The kind whose best shape has the least AICc, and by how much it leads the next kind; a shape is to be
     * named only where the lead is over 2. */
    enum change_kind kind;
    double lead;
    /* Of fading, in rows, by the profile of its decay; NaN where a step is within 2, or where there is
       no fading at all. high is infinite where it is open. */
    struct change_figure half_life;

    size_t quarter;                          /* rows that early and late have */
    struct change_figure effect;             /* mean over the rows from the date (to the end) */
    struct change_figure early, late, total; /* first and last quarter, sum */
    struct change_figure ending;             /* mean over the last quarter of all rows up to n */
    /* In the direction of `early`, on the scale: ending less half of early, and ending less early. */
    struct change_figure halved, grown;
    struct change_row *path; /* path_rows; to the end of y, also behind `end`. NULL: none wanted */
    size_t path_rows;

    double mde;     /* mean effect found 80 times of 100, were it a step; NaN = not wanted */
    double factor;  /* mde over (critical95 + .8416) standard errors */
    double step_se; /* of a step, in units of y */
    double
        surprise; /* the largest of the last three innovations before the date, in their sd, signed */

    double naive_effect, naive_p; /* mean after less mean before, Welch's t */
};

/* Fills results[0 .. count-1], freed one by one with change_result_free. Questions that share rows,
 * columns, season and date share what can be made before. */
void change_test(const struct change_question *questions, size_t count,
                 const struct change_options *options, struct change_result *results);
void change_result_free(struct change_result *result);

/*
 * How many more rows, as they come, until the mean effect of a step that is found 80 times of 100 is
 * no larger than min_change: the standard error of a step beside constant and trend, at the
 * autoregression fitted, is worked out for longer series. 0 = enough now; infinite where over ten
 * times these rows would not do; NaN where min_change is not above 0 or there is no mde.
 */
double change_more_rows(const struct change_question *question, const struct change_result *result,
                        double min_change);

/*
 * Before a change: the smallest step that would be found 80 times of 100 with so many rows from the date on,
 * in units of y, if all goes on as it was. question: n rows in all, of which y has those before the date
 * (what stands behind is not looked at), the season's phases for all n; its known columns play no part.
 * NaN where there are too few rows before or behind. Resamples: 499 do.
 */
double change_power(const struct change_question *question, const struct change_options *options);

/*
 * |t| of the real date among those of dates before it, at which nothing is known to have happened:
 * every row with 12 rows before and at least n_after behind it, all before the date. rank 1 = the real one
 * is the largest of `dates` + 1. dates 0: there are none, or the result is unusable.
 */
struct change_rank {
    size_t rank, dates;
};
void change_placebo(const struct change_question *questions, size_t count,
                    const struct change_result *results, size_t threads, struct change_rank *ranks);

/* Did it move before the date already? p[i] of a pulse in the last one to three rows before the date or
 * a ramp over the last four or eight; NaN where there are too few rows before. */
void change_moving_before(const struct change_question *questions, size_t count,
                          const struct change_options *options, double *p);

/*
 * A series made white once, for many columns to be tried on it: step 1 to 3 without a change, the
 * autoregression not knowing any x. t is that of x beside constant, trend, season and known columns.
 * NULL where the series is unusable (see change_result of a question with the date in the middle).
 */
struct change_white;
struct change_white *change_white_new(const struct change_question *question);
void change_white_free(struct change_white *white);
/* x: n values, all of them finite (0 where it is not known). *effect per unit of x, in units of y; NULL:
 * not wanted. 0 where nothing of x is left. */
double change_white_t(const struct change_white *white, const double *x, double *effect);
/* Degrees of freedom of t. */
double change_white_freedom(const struct change_white *white);

#endif
