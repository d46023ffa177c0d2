/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/verdict.h"

#include <math.h>

int verdict_expected_sign(const struct verdict_terms *terms)
{
    if (terms->registered_sign)
        return terms->registered_sign;
    return terms->output_better < 0 ? -terms->better : terms->better;
}

bool verdict_undirected(const struct link_result *result)
{
    return !isnan(result->critical_method) && result->sign_method == 0 &&
           !(result->effect_low > 0 || result->effect_high < 0);
}

/* Significant, at least two of three other looks see the same sign, and a method no other. Where
   there is no sign, the slope's is noise, and so is what the other looks see. */
static bool connected(const struct link_result *result, const struct verdict_terms *terms)
{
    int sign = (result->effect > 0) - (result->effect < 0);
    int agree = (result->sign_differenced == sign) + (result->sign_plain == sign) +
                (result->sign_rank == sign);

    if (!(terms->p_adj < (terms->bounded ? terms->bound : .05)))
        return false;
    return verdict_undirected(result) || (sign != 0 && agree >= 2 && result->sign_method != -sign);
}

/* Significant, and yet not to be relied on: a season may be in it, or it is the work of a row or two. */
static bool withheld(const struct link_result *result)
{
    return result->season_missing || result->rests_yearly || result->rests_count > 0;
}

static enum verdict direction(const struct link_result *result, const struct verdict_terms *terms)
{
    int expected = verdict_expected_sign(terms);
    int sign = result->effect > 0 ? 1 : -1;
    bool worse = terms->better != 0 && sign != terms->better;

    if (result->lag < 0)
        return VERDICT_REVERSE;
    if (result->lag == 0)
        return VERDICT_MOVES_TOGETHER;
    if (verdict_undirected(result))
        return expected != 0 || terms->guardrail ? VERDICT_CANNOT_TELL : VERDICT_MOVES;
    if (terms->guardrail && worse)
        return VERDICT_HARMS;
    if (expected == 0 || sign == expected)
        return VERDICT_MOVES;
    return terms->guardrail && terms->better == 0 ? VERDICT_HARMS : VERDICT_MOVES_AGAINST;
}

static bool shares_trend(const struct link_result *result)
{
    return result->naive_p < .05 && !(result->p < .05) && result->trend_in_both &&
           fabs(result->adjusted_r) < fabs(result->naive_r) / 2 &&
           (result->naive_effect < result->adjusted_low ||
            result->naive_effect > result->adjusted_high);
}

/* Too small to matter: at every lag, and where the effect is spread over them, in all too. */
static bool negligible(const struct link_result *result, double min_effect)
{
    const struct link_lag *all = &result->over_lags;

    return min_effect > 0 && result->firm_least > -min_effect && result->firm_most < min_effect &&
           (!result->spread || (all->low_firm > -min_effect && all->high_firm < min_effect));
}

enum verdict verdict_of(const struct link_result *result, const struct verdict_terms *terms)
{
    if (result->reason != LINK_USABLE)
        return VERDICT_UNUSABLE;
    if (connected(result, terms))
        return withheld(result) ? VERDICT_CANNOT_TELL : direction(result, terms);
    if (negligible(result, terms->min_effect))
        return VERDICT_NO_EFFECT;
    if (shares_trend(result))
        return VERDICT_SHARED_TREND;
    return VERDICT_CANNOT_TELL;
}
