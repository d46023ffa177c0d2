/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcome as it would be without a link: what is simulated in step 3 of the test.
 *
 * The test's statistic knows a constant, a straight trend, a season and an autoregression. The
 * outcomes it meets know more. What the model of the null leaves out, the simulated outcomes lack,
 * and what the real one then shares of it with x looks like a link. So the null says more of the
 * outcome than the statistic does; each choice is made once, on the observed outcome, and leans
 * towards saying too much, which costs a little power where saying too little costs the level:
 *
 *   scale    where no value is negative: as it is or its logarithm, whichever is likelier (Box &
 *            Cox 1964, with the Jacobian): growth and seasons that multiply, and a spread that grows
 *            with the level. (A square root between them fits counts well and lets growth and
 *            seasons multiply too little: false alarms up to 11 % of counts that share both.)
 *   season   by AICc, of the candidates that the statistic has too; the autoregression has order 1
 *            at least
 *   outliers single rows off by more than 4 robust standard deviations (3 in a short series),
 *            rather additive than innovations (Chen & Liu 1993, JASA 88:284): they hide the
 *            persistence of the rest. They are set aside, and put back at rows drawn at random
 *   shift    one step of the level at the row that makes the likelihood largest, kept where it
 *            gains enough (Andrews 1993, Econometrica 61:821, for a row that is not known). In a
 *            simulated outcome it comes at a row drawn at random: that y steps is part of the null,
 *            that it steps where x does would be the link
 *   spread   innovations are as large as those around them: each row has a spread of its own, the
 *            mean of |e| over the rows near it, and the pool is of innovations over their spread. Two
 *            series that are restless at the same time look alike where they are. (The mean of
 *            squares lets one wild row wash out its own rareness.)
 *
 * Of a panel's null (panel_null.h) only season and autoregression are from here; rows without time
 * have neither.
 */
#ifndef LEVER_LINK_NULL_MODEL_H
#define LEVER_LINK_NULL_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/ar.h"
#include "stats/random.h"

struct sieve;

enum null_scale { NULL_LEVEL, NULL_LOG, NULL_SCALES };

struct null_model {
    enum null_scale scale;
    double offset;          /* added before the logarithm */
    double most;            /* of a logarithm: no simulated one is larger */
    size_t season;          /* index of the candidate */
    struct ar_fit ar;
    double *fitted;         /* n, on the scale: what the controls say */
    double *pool;           /* innovations over their spread, centred */
    size_t pool_size;
    double *spread;         /* n; NULL: they are all of one */
    size_t burn;
    double *outliers;       /* sizes of the rows set aside, on the scale */
    size_t outlier_count;
    size_t shift;           /* the first row after the step; 0: none */
    double shift_size;      /* on the scale */
};

/*
 * Fits the null of a sieve whose controls are made. left: n, gets what controls and shift leave of
 * the outcome on the scale, NaN where not present. spare: n; work: AR_WORK(n).
 */
void null_fit(const struct sieve *sieve, double *spare, double *work, double *left,
              struct null_model *null);
void null_free(struct null_model *null);

/* One simulated outcome of a single series in time, 0 where not present. */
void null_simulate(const struct sieve *sieve, struct random *random, double *y);

#endif
