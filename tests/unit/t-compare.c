/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two samples, shares, rare counts, confidence sequences, whole units: published figures, and what
 * must agree. */
#include "../digits.h"

#include <stdlib.h>

#include "compare/sample.h"
#include "compare/units.h"
#include "stats/counts.h"
#include "stats/panel.h"
#include "stats/random.h"
#include "stats/sequence.h"
#include "stats/shares.h"
#include "stats/welch.h"

/* Newcombe (1998), Stat. Med. 17:873, table II, method 10. */
static void newcombes_table(void **state)
{
    static const struct {
        double yes_a, n_a, yes_b, n_b, low, high;
    } rows[] = {
        { 56, 70, 48, 80, .0524, .3339 }, { 9, 10, 3, 10, .1705, .8090 },
        { 5, 56, 0, 29, -.0381, .1926 },  { 0, 10, 0, 20, -.1611, .2775 },
        { 0, 10, 0, 10, -.2775, .2775 },  { 10, 10, 0, 20, .6791, 1 },
        { 10, 10, 0, 10, .6075, 1 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct shares s = shares_test(rows[i].yes_a, rows[i].n_a, rows[i].yes_b, rows[i].n_b);

        assert_true(fabs(s.low - rows[i].low) < 6e-5);
        assert_true(fabs(s.high - rows[i].high) < 6e-5);
        assert_int_equal(s.p<.05, s.low> 0 || s.high < 0);
    }
    assert_int_equal(shares_test(1, 2, 0, 0).status, STATS_TOO_FEW);
}

/* 5 events of 5 in the one of two equal groups: 2 / 2^5. Clopper and Pearson's share of 5 in 5 begins
 * at .025^(1/5). */
static void rare_counts_are_exact(void **state)
{
    struct counts c = counts_test(5, 20, 0, 20);
    double low = pow(.025, .2);

    (void)state;
    assert_true(fabs(c.p - .0625) < 1e-12);
    assert_true(fabs(c.low - (low * 5 / 20 - (1 - low) * 5 / 20)) < 1e-12);
    assert_true(c.high == .25);
    assert_int_equal(counts_test(0, 20, 0, 20).status, STATS_CONSTANT);
    for (double a = 0; a <= 12; a++) {
        c = counts_test(a, 30, 12 - a, 10);
        assert_int_equal(c.p<.05, c.low> 0 || c.high < 0);
    }
}

static void a_sequence_and_its_p_agree(void **state)
{
    (void)state;
    for (double n = 50; n < 1e5; n *= 3) {
        double reach = sequence_reach(n, 5000, .05);

        assert_true(fabs(sequence_p(reach, n, 5000) - .05) < 1e-12);
        assert_true(reach > 1.96);
        assert_true(sequence_reach(n, n, .05) <= sequence_reach(n, 20 * n, .05));
    }
}

/* However a small experiment goes, bets win twenty times their stake one time in twenty at most:
 * over all ways that 7 rows may come, the mean fortune is 1 at most, so p <= a has a share of a at
 * most. */
static void bets_are_fair(void **state)
{
    double y[7];
    bool in[7];
    size_t ways = (size_t)1 << 14, small = 0, way, i;

    (void)state;
    for (way = 0; way < ways; way++) {
        for (i = 0; i < 7; i++) {
            in[i] = way >> i & 1;
            y[i] = way >> (7 + i) & 1 ? 1 : 0;
        }
        small += sequence_bet(y, in, 7, 0, 1, .5, 7).p <= .75;
    }
    assert_true((double)small / (double)ways <= .75);
    assert_true(small > 0);
}

struct draw {
    double y[200], z[200];
    bool in[200];
    size_t unit[200];
};

static void draw(struct draw *d, uint64_t seed)
{
    struct random random;
    size_t i;

    random_start(&random, seed, 0);
    for (i = 0; i < 200; i++) {
        d->in[i] = i % 3 == 0;
        d->z[i] = random_normal(&random);
        d->y[i] = 10 + d->z[i] + .5 * random_normal(&random) + (d->in[i] ? .3 : 0);
        d->unit[i] = i;
    }
}

static struct sample sample_of(const struct draw *d)
{
    return (
        struct sample){ .n = 200, .y = d->y, .in = d->in, .share = NAN, .least = NAN, .most = NAN };
}

static void rows_alone_are_welchs(void **state)
{
    struct draw d;
    struct sample sample;
    struct sample_result r;

    (void)state;
    draw(&d, 1);
    sample = sample_of(&d);
    sample_compare(&sample, &r);
    assert_int_equal(r.status, SAMPLE_OK);
    assert_int_equal(r.how, SAMPLE_WELCH);
    assert_true(fabs(r.p - r.naive_p) < 1e-12);
    assert_true(r.effect == r.naive_effect || fabs(r.effect - r.naive_effect) < 1e-12);
    assert_int_equal(r.p<.05, r.low> 0 || r.high < 0);
}

static void units_of_measure_do_not_matter(void **state)
{
    struct draw d;
    struct sample sample;
    struct sample_result r, scaled;
    int exponent;
    size_t i;

    (void)state;
    for (exponent = -1000; exponent <= 1000; exponent += 400) {
        draw(&d, 1);
        sample = sample_of(&d);
        sample_compare(&sample, &r);
        for (i = 0; i < 200; i++)
            d.y[i] = ldexp(d.y[i], exponent);
        sample_compare(&sample, &scaled);
        assert_int_equal(scaled.status, SAMPLE_OK);
        assert_true(scaled.p == r.p && scaled.relative == r.relative);
        assert_true(scaled.low == ldexp(r.low, exponent));
    }
}

/* Units of one row each are rows, but for the degrees of freedom. */
static void units_of_one_row_are_rows(void **state)
{
    struct draw d;
    struct sample sample;
    struct sample_result rows, units;

    (void)state;
    draw(&d, 2);
    sample = sample_of(&d);
    sample_compare(&sample, &rows);
    sample.unit = d.unit;
    sample.units = 200;
    sample_compare(&sample, &units);
    assert_true(fabs(rows.effect - units.effect) < 1e-12);
    assert_true(fabs((rows.high - rows.low) / (units.high - units.low) - 1) < 1e-9);
    assert_int_equal(units.units + units.units_against, 200);
}

static void what_was_known_before_shortens_it(void **state)
{
    struct draw d;
    const double *before[2] = { d.z, d.z };
    struct sample sample;
    struct sample_result plain, adjusted;

    (void)state;
    draw(&d, 3);
    sample = sample_of(&d);
    sample_compare(&sample, &plain);
    sample.before = before;
    sample.befores = 1;
    sample_compare(&sample, &adjusted);
    assert_true(adjusted.high - adjusted.low < .6 * (plain.high - plain.low));
    assert_true(adjusted.gain > .7 && adjusted.gain < .9);
    sample.befores = 2; /* the same twice */
    sample_compare(&sample, &adjusted);
    assert_nan(adjusted.gain);
    assert_true(fabs(adjusted.p - plain.p) < 1e-12);
}

static void what_cannot_be_said(void **state)
{
    static const double y[4] = { 1e308, -1e308, 1e308, -1e308 }, same[4] = { 3, 3, 3, 3 };
    static const bool in[4] = { true, true, false, false }, all[4] = { true, true, true, true };
    struct sample sample = { .n = 4, .y = same, .in = in, .share = NAN, .least = NAN, .most = NAN };
    struct sample_result r;

    (void)state;
    sample_compare(&sample, &r);
    assert_int_equal(r.status, SAMPLE_CONSTANT);
    sample.in = all;
    sample_compare(&sample, &r);
    assert_int_equal(r.status, SAMPLE_FEW);
    sample.in = in;
    sample.y = y;
    sample_compare(&sample, &r);
    assert_int_equal(r.status, SAMPLE_RANGE); /* an end of the interval is */
    sample.planned = 100;
    sample_compare(&sample, &r);
    assert_int_equal(r.status, SAMPLE_EARLY);
}

/* ---- units ---- */

enum { UNITS = 10, ROWS = 30 };

static void draw_units(double *y, bool *treated, uint64_t seed, double effect)
{
    struct random random;
    size_t i, t;

    random_start(&random, seed, 0);
    for (i = 0; i < UNITS; i++) {
        treated[i] = i < 5;
        for (t = 0; t < ROWS; t++)
            y[i * ROWS + t] = (double)i + .1 * (double)t + random_normal(&random) +
                              (treated[i] && t >= 20 ? effect : 0);
    }
}

/* The effect is that of two-way least squares, and so is the naive p (panel.h). */
static void two_way_least_squares(void **state)
{
    double y[UNITS * ROWS], x[UNITS * ROWS], effect, p;
    size_t unit[UNITS * ROWS], period[UNITS * ROWS], i;
    const double *columns[1] = { x };
    bool treated[UNITS];
    struct units units = { UNITS, ROWS, 20, y, treated, 999, 1 };
    struct panel_design design = { columns, 1,      y,    UNITS * ROWS,  unit,
                                   UNITS,   period, ROWS, PANEL_TWO_WAY, CLUSTER_CR1 };
    struct units_result result;
    struct panel_fit fit;

    (void)state;
    draw_units(y, treated, 5, 1);
    for (i = 0; i < UNITS * ROWS; i++) {
        unit[i] = i / ROWS;
        period[i] = i % ROWS;
        x[i] = treated[unit[i]] && period[i] >= 20;
    }
    assert_int_equal(panel_fit(&design, &fit), STATS_OK);
    units_naive(&units, &effect, &p);
    assert_true(fabs(effect - fit.linear.coefficient[0]) < 1e-9);
    assert_true(fabs(p / fit.linear.p[0] - 1) < .05);
    assert_true(units_wild(&units, &result));
    assert_true(fabs(result.effect - effect) < 1e-9);
    assert_true(result.exact && result.draws == 1024);
    assert_int_equal(result.p<.05, result.low> 0 || result.high < 0);
    panel_free(&fit);
}

static void p_and_interval_of_units_agree(void **state)
{
    double y[UNITS * ROWS];
    bool treated[UNITS];
    struct units units = { UNITS, ROWS, 20, y, treated, 999, 1 };
    struct units_result result;
    uint64_t seed;

    (void)state;
    for (seed = 1; seed < 40; seed++) {
        draw_units(y, treated, seed, .1 * (double)(seed % 7));
        assert_true(units_wild(&units, &result));
        assert_int_equal(result.p<.05, result.low> 0 || result.high < 0);
        assert_true(result.low <= result.effect && result.effect <= result.high);
        treated[1] = treated[2] = treated[3] = treated[4] = false;
        assert_true(units_permute(&units, &result));
        assert_true(result.p >= .1); /* one of ten */
    }
}

static void units_that_do_not_vary(void **state)
{
    double y[UNITS * ROWS] = { 0 };
    bool treated[UNITS];
    struct units units = { UNITS, ROWS, 20, y, treated, 999, 1 };
    struct units_result result;
    size_t i;

    (void)state;
    for (i = 0; i < UNITS; i++)
        treated[i] = i < 5;
    assert_false(units_wild(&units, &result));
    assert_nan(result.p);
    assert_false(units_permute(&units, &result));
    assert_nan(result.p);
}

static void breakdown_counts_the_wobbles(void **state)
{
    static const double difference[] = { 0, 0, 2, 2, 1, 1, 9, 9 };

    (void)state;
    /* stretches of two: shifts of 2 and 1 */
    assert_true(units_breakdown(difference, 8, 6, 4, 8) == 2);
    assert_true(units_breakdown(difference, 8, 6, -1, 8) == 0);
    assert_nan(units_breakdown(difference, 8, 2, 4, 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newcombes_table),
        cmocka_unit_test(rare_counts_are_exact),
        cmocka_unit_test(a_sequence_and_its_p_agree),
        cmocka_unit_test(bets_are_fair),
        cmocka_unit_test(rows_alone_are_welchs),
        cmocka_unit_test(units_of_measure_do_not_matter),
        cmocka_unit_test(units_of_one_row_are_rows),
        cmocka_unit_test(what_was_known_before_shortens_it),
        cmocka_unit_test(what_cannot_be_said),
        cmocka_unit_test(two_way_least_squares),
        cmocka_unit_test(p_and_interval_of_units_agree),
        cmocka_unit_test(units_that_do_not_vary),
        cmocka_unit_test(breakdown_counts_the_wobbles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
