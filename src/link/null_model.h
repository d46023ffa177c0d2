/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcome as it would be without a link: what is simulated in step 3 of the test.
 *
 * The test's statistic knows a constant, a straight trend, a season and an autoregression. Real
 * outcomes have more. Simulated outcomes lack what the model of the null leaves out, and if the real
 * outcome shares it with x, it looks like a link. So the null models more of the outcome than the
 * statistic does. Each choice is made once, on the observed outcome, and rather too much than too
 * little: too much costs a little power, too little costs the level.
 *
 *   scale    if no value is negative: as it is or its logarithm, whichever is likelier (Box &
 *            Cox 1964, with the Jacobian). On the logarithm growth and seasons multiply, and the
 *            spread grows with the level. There is no square root between them, because with it
 *            growth and seasons of counts multiply too little
 *   season   by AICc, of the candidates that the statistic has too; the autoregression has order 1
 *            at least
 *   outliers single rows off by more than 4 robust standard deviations (3 in a short series),
 *            rather additive than innovations (Chen & Liu 1993, JASA 88:284): they hide the
 *            persistence of the rest. They are set aside, and put back at random rows
 *   shift    one step of the level at the row that makes the likelihood largest, kept if it gains
 *            enough (Andrews 1993, Econometrica 61:821, for an unknown row). In a simulated outcome
 *            it comes at a random row: that y steps is part of the null, that it steps where x does
 *            would be the link
 *   spread   innovations are as large as those around them. Each row has its own spread, the mean of
 *            |e| over the rows near it, and the pool has innovations over their spread. Otherwise two
 *            series that are restless at the same time would look alike. The mean of squares would
 *            let one wild row hide how rare it is
 *
 * Where a change at a known date is asked about (sieve->dated), the null has no shift: it would be the
 * change. The innovations of those rows are no part of the pool, nor of the spread, and are no outliers.
 *
 * lever-accuracy(7) has what was tried instead.
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
    double offset; /* added before the logarithm */
    double most;   /* of a logarithm: no simulated one is larger */
    size_t season; /* index of the candidate */
    struct ar_fit ar;
    double *fitted; /* n, on the scale: what the controls say */
    double *pool;   /* innovations over their spread, centred */
    size_t pool_size;
    double *spread; /* n; NULL: they are all of one */
    size_t burn;
    double *outliers; /* sizes of the rows set aside, on the scale */
    size_t outlier_count;
    size_t shift;      /* the first row after the step; 0: none */
    double shift_size; /* on the scale */
};

/*
 * Fits the null of a sieve whose controls are made. left: n, gets what controls and shift leave of
 * the outcome on the scale, NaN where not present. spare: n; work: AR_WORK(n).
 */
void null_fit(const struct sieve *sieve, double *spare, double *work, double *left,
              struct null_model *null);
void null_free(struct null_model *null);

/* The outcome of a single series on the null's scale, 0 where not present; back to y (scaled and centred as
   the sieve's, and with its zero). */
void null_scale(const struct sieve *sieve, double *v);
double null_value(const struct sieve *sieve, double v);
/* One simulated outcome of a single series in time on the null's scale, 0 where not present. */
void null_draw(const struct sieve *sieve, struct random *random, double *v);
/* … and back from the scale. */
void null_simulate(const struct sieve *sieve, struct random *random, double *y);

#endif
