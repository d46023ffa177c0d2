/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several outputs on one outcome together: what each goes with when the others are held still.
 *
 * Every usable link has found its lag by then. In the joint model of an outcome all its outputs
 * stand at their lags beside trend, season and context, and an output's part is its coefficient
 * there. It is judged by the test that judged the link (stats/link.h), with the other outputs as
 * further context: whitened by an autoregression of what they and the controls leave, resampled
 * under the hypothesis that the others are there and this one is not, choices repeated. The
 * interval and p are those of the link's lag, corrected for the lags that were searched, so that
 * the interval excludes 0 exactly when p < .05. They take the others' lags as given, and are not
 * corrected for the number of outputs. The statistic is the slope's t, whatever --method says.
 *
 * Outputs that nearly determine each other have parts that nobody can tell apart: they are named
 * in a warning, by variance inflation and condition indices (stats/collinear.h) of the whitened
 * columns free of controls.
 */
#ifndef LEVER_QUESTION_JOINT_H
#define LEVER_QUESTION_JOINT_H

#include "question/link_tests.h"

struct joint_part {
    double effect, low, high; /* NaN, as p, where the others leave nothing of it */
    double p;
    size_t n;      /* periods that have all outputs at their lags */
    double vif;    /* NaN where it is infinite or unknown */
    size_t others; /* outputs beside it */
};

/*
 * Fills a part for each test (parts: tests->count), NaN for those that are unusable. Asks for
 * tests that were run with `working`.
 */
int joint_run(struct link_tests *tests, struct joint_part *parts, struct error *err);

#endif
