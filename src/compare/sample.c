/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/sample.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "compare/sample_parts.h"
#include "stats/counts.h"
#include "stats/moments.h"
#include "stats/project.h"
#include "stats/sequence.h"
#include "stats/shares.h"
#include "stats/student.h"
#include "stats/welch.h"

bool sample_is_binary(const double *y, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (y[i] != 0 && y[i] != 1)
            return false;
    return true;
}

/* ---- from a standard error to the answer ---- */

/* How many standard errors an interval reaches, and what p a distance has: of t, or of a sequence. */
struct ruler {
    double df;         /* 0 = a sequence: */
    double n, planned; /* of so many rows */
};

static double reach(const struct ruler *ruler, double alpha)
{
    return ruler->df > 0 ? gsl_cdf_tdist_Qinv(alpha / 2, ruler->df)
                         : sequence_reach(ruler->n, ruler->planned, alpha);
}

static double chance(const struct ruler *ruler, double distance)
{
    return ruler->df > 0 ? student_p(distance, ruler->df)
                         : sequence_p(fabs(distance), ruler->n, ruler->planned);
}

/* The ratio of the two means less 1, and its interval. */
static void tell_relative(const struct parts *p, const struct ruler *ruler,
                          struct sample_result *out)
{
    double base = p->mean[1], ratio = p->mean[0] / base, c = reach(ruler, .05);
    double apart = fabs(base) / sqrt(p->variance[1]);
    double se = sqrt(parts_variance(p, 1, -ratio)) / fabs(base);
    double g, middle, half;

    if (!isfinite(ratio) || !(base > 0))
        return;
    if (apart >= 5) {
        out->relative = ratio - 1;
        out->relative_low = ratio - 1 - c * se;
        out->relative_high = ratio - 1 + c * se;
        out->relative_p = chance(ruler, (ratio - 1) / se);
        return;
    }
    g = c * c * p->variance[1] / (base * base);
    if (!(g < 1))
        return;
    middle = ratio - g * p->between / p->variance[1];
    half = c / base *
           sqrt(fmax(0, p->variance[0] - 2 * ratio * p->between + ratio * ratio * p->variance[1] -
                            g * (p->variance[0] - p->between * p->between / p->variance[1])));
    out->relative = ratio - 1;
    out->relative_low = (middle - half) / (1 - g) - 1;
    out->relative_high = (middle + half) / (1 - g) - 1;
}

static void tell(const struct parts *p, const struct ruler *ruler, struct sample_result *out)
{
    double se = sqrt(parts_variance(p, 1, -1)), half = reach(ruler, .05) * se;
    double firm = reach(ruler, .1) * se;

    out->effect = p->mean[0] - p->mean[1];
    out->low = out->effect - half;
    out->high = out->effect + half;
    out->firm_low = out->effect - firm;
    out->firm_high = out->effect + firm;
    out->p = chance(ruler, out->effect / se);
}

/* ---- the plain cases ---- */

struct halves {
    double *values; /* the group's, then the other's */
    size_t n, n_against;
};

static struct halves halves_of(const struct sample *s, const double *column)
{
    struct halves h = { xarray(s->n, sizeof(double)), 0, 0 };
    size_t i;

    for (i = 0; i < s->n; i++)
        if (s->in[i])
            h.values[h.n++] = column[i];
    for (i = 0; i < s->n; i++)
        if (!s->in[i])
            h.values[h.n + h.n_against++] = column[i];
    return h;
}

static struct welch welch_of(const struct sample *s, const double *column)
{
    struct halves h = halves_of(s, column);
    struct welch welch = welch_test(h.values, h.n, h.values + h.n, h.n_against);

    free(h.values);
    return welch;
}

static void tell_shares(struct sample_result *out)
{
    struct shares shares = shares_test(round(out->mean * (double)out->n), (double)out->n,
                                       round(out->mean_against * (double)out->n_against),
                                       (double)out->n_against);

    out->how = SAMPLE_SHARES;
    out->effect = shares.difference;
    out->low = shares.low;
    out->high = shares.high;
    out->firm_low = shares.firm_low;
    out->firm_high = shares.firm_high;
    out->p = shares.p;
}

static bool tell_counts(const struct sample *s, struct sample_result *out)
{
    struct halves h = halves_of(s, s->y);
    bool may = counts_may_be(h.values, h.n) && counts_may_be(h.values + h.n, h.n_against);
    struct counts counts = counts_test(round(out->mean * (double)out->n), (double)out->n,
                                       round(out->mean_against * (double)out->n_against),
                                       (double)out->n_against);

    free(h.values);
    if (!may || counts.status != STATS_OK)
        return false;
    out->how = SAMPLE_COUNTS;
    out->effect = counts.difference;
    out->low = counts.low;
    out->high = counts.high;
    out->firm_low = counts.firm_low;
    out->firm_high = counts.firm_high;
    out->p = counts.p;
    if (!(counts.rate_b > 0))
        return true;
    out->relative = counts.ratio - 1;
    out->relative_low = counts.ratio_low - 1;
    out->relative_high = counts.ratio_high - 1;
    return true;
}

/* ---- looked at before the end ---- */

/* Can the arms have come by chance in this order? The number of runs (Wald & Wolfowitz 1940), at
 * .001: a file that is sorted by arm is no order in which they came. */
static bool in_order(const struct sample *s, const struct sample_result *out)
{
    double a = (double)out->n, b = (double)out->n_against, n = a + b, runs = 1;
    double expected = 1 + 2 * a * b / n;
    double variance = 2 * a * b * (2 * a * b - n) / (n * n * (n - 1));
    size_t i;

    for (i = 1; i < s->n; i++)
        runs += s->in[i] != s->in[i - 1];
    return !(variance > 0) ||
           2 * gsl_cdf_ugaussian_Q(fabs(runs - expected) / sqrt(variance)) >= .001;
}

static bool tell_bets(const struct sample *s, struct sample_result *out)
{
    bool binary = sample_is_binary(s->y, s->n);
    double least = binary ? 0 : s->least, most = binary ? 1 : s->most;
    double share = isfinite(s->share) ? s->share : (double)out->n / (double)s->n;
    struct betting bet;

    if (s->unit || s->stratum || s->befores > 0 || !(least < most) || !(share > 0 && share < 1))
        return false;
    out->unordered = !in_order(s, out);
    if (out->unordered)
        return false;
    bet = sequence_bet(s->y, s->in, s->n, least, most, share, s->planned);
    out->how = SAMPLE_BETTING;
    out->effect = out->mean - out->mean_against;
    /* The sequence is about the same difference, but weighs by the share that was planned. */
    out->low = fmin(bet.low, out->effect);
    out->high = fmax(bet.high, out->effect);
    out->firm_low = bet.firm_low;
    out->firm_high = bet.firm_high;
    out->p = bet.p;
    return true;
}

static bool is_early(const struct sample *s, const struct sample_result *out)
{
    return s->planned > 0 && (out->n < SAMPLE_LEAST_EARLY || out->n_against < SAMPLE_LEAST_EARLY);
}

/* ---- together ---- */

static const struct sample_result nothing = {
    .effect = NAN,
    .low = NAN,
    .high = NAN,
    .p = NAN,
    .firm_low = NAN,
    .firm_high = NAN,
    .relative = NAN,
    .relative_low = NAN,
    .relative_high = NAN,
    .relative_p = NAN,
    .naive_effect = NAN,
    .naive_p = NAN,
    .mean = NAN,
    .mean_against = NAN,
    .gain = NAN,
    .before_apart = NAN,
};

static void look_before(const struct sample *s, struct sample_result *out)
{
    size_t j;

    for (j = 0; j < s->befores; j++) {
        struct welch welch = welch_of(s, s->before[j]);

        if (!isnan(welch.p))
            out->before_apart = fmin(welch.p, isnan(out->before_apart) ? 1 : out->before_apart);
    }
}

/* The same by the parts: what all but the plain cases go by, and what the ratio goes by in any. */
static enum sample_status by_parts(const struct sample *s, struct parts *p,
                                   struct sample_result *out, bool plain)
{
    struct ruler ruler = { 0, (double)s->n, s->planned };
    double raw;
    bool told;
    int i;

    parts_fill_cells(s, p, p->y);
    out->strata_used = parts_weigh(s, p);
    if (out->strata_used == 0)
        return s->stratum ? SAMPLE_APART : SAMPLE_FEW;
    parts_vary(s, p);
    out->units = p->units[0];
    out->units_against = p->units[1];
    out->crossed = p->crossed;
    if (p->units[0] < 2 || p->units[1] < 2)
        return SAMPLE_FEW_UNITS;
    raw = parts_variance(p, 1, -1);
    told = s->befores > 0 && parts_take_before(s, p);
    if (told) {
        parts_vary(s, p);
        out->gain = raw > 0 ? 1 - parts_variance(p, 1, -1) / raw : NAN;
    }
    if (!(s->planned > 0))
        ruler.df = parts_freedom(p, 1, 1, told ? s->befores : 0);
    if (!isfinite(p->mean[0]) || !isfinite(p->mean[1]) || !isfinite(parts_variance(p, 1, -1)))
        return SAMPLE_RANGE;
    /* a share has the variance of its own, without a degree of freedom for the mean */
    for (i = 0; out->how == SAMPLE_SHARES && i < 2; i++)
        p->variance[i] *= ((double)p->units[i] - 1) / (double)p->units[i];
    if (plain && !(p->variance[1] > 0))
        return SAMPLE_OK;
    if (!(parts_variance(p, 1, -1) > 0))
        return SAMPLE_CONSTANT;
    if (!plain) {
        out->how = s->planned > 0                  ? SAMPLE_ASYMPTOTIC
                   : s->unit || s->stratum || told ? SAMPLE_INFLUENCE
                                                   : SAMPLE_WELCH;
        tell(p, &ruler, out);
    }
    if (out->how != SAMPLE_COUNTS && out->how != SAMPLE_BETTING)
        tell_relative(p, &ruler, out);
    return SAMPLE_OK;
}

static bool any_below_0(const double *y, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (y[i] < 0)
            return true;
    return false;
}

static void compare_scaled(const struct sample *s, struct sample_result *out)
{
    struct welch welch = welch_of(s, s->y);
    struct parts parts;
    bool rows_alone = !s->unit && !s->stratum && s->befores == 0;
    bool plain = false;

    *out = nothing;
    out->n = welch.n_a;
    out->n_against = welch.n_b;
    out->mean = welch.mean_a;
    out->mean_against = welch.mean_b;
    out->naive_effect = welch.difference;
    out->naive_p = welch.p;
    out->units = out->n;
    out->units_against = out->n_against;
    if (out->n < 2 || out->n_against < 2) {
        out->status = SAMPLE_FEW;
        return;
    }
    look_before(s, out);
    if (s->planned > 0) {
        plain = tell_bets(s, out);
        if (!plain && is_early(s, out)) {
            out->status = SAMPLE_EARLY;
            return;
        }
    } else if (rows_alone && sample_is_binary(s->y, s->n)) {
        tell_shares(out);
        plain = true;
    } else if (rows_alone && s->counts) {
        plain = tell_counts(s, out);
    }
    parts_start(s, &parts);
    out->status = by_parts(s, &parts, out, plain);
    parts_free(&parts);
    if (any_below_0(s->y, s->n))
        out->relative = out->relative_low = out->relative_high = out->relative_p = NAN;
}

/* By the power of two that makes the largest value about 1: squares stay within a double. */
void sample_compare(const struct sample *sample, struct sample_result *out)
{
    int exponent = -project_exponent(sample->y, sample->n);
    double *y = xarray(sample->n, sizeof *y);
    struct sample scaled = *sample;
    double *figures[] = { &out->effect,    &out->low,          &out->high, &out->firm_low,
                          &out->firm_high, &out->naive_effect, &out->mean, &out->mean_against };
    size_t i;

    /* 0 and 1 stay what they are, and so do most */
    if (abs(exponent) < 100)
        exponent = 0;
    for (i = 0; i < sample->n; i++)
        y[i] = ldexp(sample->y[i], exponent);
    scaled.y = y;
    scaled.least = ldexp(sample->least, exponent);
    scaled.most = ldexp(sample->most, exponent);
    compare_scaled(&scaled, out);
    for (i = 0; i < sizeof figures / sizeof *figures; i++) {
        *figures[i] = ldexp(*figures[i], -exponent);
        if (isinf(*figures[i]))
            out->status = SAMPLE_RANGE;
    }
    free(y);
}
