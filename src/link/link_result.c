/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link comes to: emptied, given up, taken from the best lag; and which lags are searched. */
#include <math.h>
#include <stdlib.h>

#include "link/link_private.h"

void link_result_clear(struct link_result *result, enum link_reason reason, double value,
                       double limit)
{
    *result = (struct link_result){
        .reason = reason,
        .reason_value = value,
        .reason_limit = limit,
        .over_lags.t = NAN,
        .effect = NAN,
        .se = NAN,
        .t = NAN,
        .effect_low = NAN,
        .effect_high = NAN,
        .r = NAN,
        .r_low = NAN,
        .r_high = NAN,
        .p = NAN,
        .critical95 = NAN,
        .critical90 = NAN,
        .n_eff = NAN,
        .information = NAN,
        .mde = NAN,
        .more_periods = NAN,
        .critical_method = NAN,
        .firm_least = NAN,
        .firm_most = NAN,
        .naive_effect = NAN,
        .naive_r = NAN,
        .naive_p = NAN,
        .effect_pooled = NAN,
        .adjusted_r = NAN,
        .adjusted_low = NAN,
        .adjusted_high = NAN,
    };
}

void link_give_up(struct link_result *result, enum link_reason reason, double value, double limit)
{
    struct link_result kept = *result;

    free(kept.profile);
    free(kept.working);
    link_result_clear(result, reason, value, limit);
    result->n = kept.n;
    result->lags_tried = kept.lags_tried;
    result->naive_effect = kept.naive_effect;
    result->naive_r = kept.naive_r;
    result->naive_p = kept.naive_p;
    result->naive_n = kept.naive_n;
}

void link_result_take(struct link_result *result, const struct link_lag *rows, size_t lags,
                      const struct link_lag *best)
{
    /* The normal quantile of 80 % power. */
    static const double power_80 = 0.8416212335729143;
    const struct link_lag *zero = best;
    size_t l;

    result->lag = result->spread_first = result->spread_last = best->lag;
    result->n = best->n;
    result->effect = best->effect;
    result->se = best->se;
    result->t = best->t;
    result->effect_low = best->low95;
    result->effect_high = best->high95;
    result->r = best->r;
    result->r_low = best->r_low;
    result->r_high = best->r_high;
    result->p = best->p;
    result->mde = (result->critical95 + power_80) * best->se;
    result->firm_least = INFINITY;
    result->firm_most = -INFINITY;
    for (l = 0; l < lags; l++) {
        if (isnan(rows[l].t))
            continue;
        result->firm_least = fmin(result->firm_least, rows[l].low_firm);
        result->firm_most = fmax(result->firm_most, rows[l].high_firm);
        if (rows[l].lag == 0)
            zero = &rows[l];
    }
    result->adjusted_low = zero->low95;
    result->adjusted_high = zero->high95;
}

void link_result_free(struct link_result *result)
{
    free(result->profile);
    free(result->working);
    result->profile = NULL;
    result->working = NULL;
}

int link_lags_auto(enum season_calendar calendar, size_t periods)
{
    static const int most[] = {
        [SEASON_CALENDAR_NONE] = 8,  [SEASON_CALENDAR_QUARTERS] = 2, [SEASON_CALENDAR_MONTHS] = 4,
        [SEASON_CALENDAR_WEEKS] = 8, [SEASON_CALENDAR_DAYS] = 7,
    };
    int last = periods < 12 * 8 ? (int)(periods / 12) : 8;

    last = last > 1 ? last : 1;
    return last < most[calendar] ? last : most[calendar];
}
