/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/score.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

struct score score_look(const struct score_then *then, const struct score_now *now)
{
    double more = now->information - then->information;
    struct score score = { .known = false };
    double ratio;

    if (!(then->information > 0) || !(more >= SCORE_LEAST * then->information) ||
        !isfinite(then->effect) || !isfinite(then->half) || !isfinite(now->effect))
        return score;
    ratio = then->information / more;
    score.known = true;
    score.since = now->effect + ratio * (now->effect - then->effect);
    score.kept = score.since * then->effect > 0;
    score.chance = then->se > 0
                       ? gsl_cdf_ugaussian_P(fabs(then->effect) / then->se / sqrt(1 + ratio))
                       : 1;
    score.within = fabs(score.since - then->effect) <= then->half * sqrt(1 + ratio);
    return score;
}
