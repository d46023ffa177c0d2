/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusted p beyond R's example (tests/reference/r.c). */
#include "../digits.h"

#include "stats/adjust.h"

static void none_changes_nothing(void **state)
{
    static const double p[] = { .5, NAN, .01 };
    double out[3];

    (void)state;
    adjust_p(ADJUST_NONE, p, 3, out);
    assert_true(out[0] == .5 && out[2] == .01);
    assert_nan(out[1]);
    adjust_p(ADJUST_HOLM, NULL, 0, NULL);
}

static void in_place_and_ties(void **state)
{
    double p[] = { .02, .02, .02 };

    (void)state;
    adjust_p(ADJUST_HOLM, p, 3, p);
    for (size_t i = 0; i < 3; i++)
        assert_digits(p[i], .06, 15);
}

static void order_does_not_matter_and_adjusting_never_helps(void **state)
{
    static const double p[] = { .001, .8, .03, .2, .049, .05, .0002, .5 };
    double holm[8];
    double bh[8];
    double turned[8];
    double again[8];

    (void)state;
    adjust_p(ADJUST_HOLM, p, 8, holm);
    adjust_p(ADJUST_BH, p, 8, bh);
    for (size_t i = 0; i < 8; i++) {
        assert_true(bh[i] >= p[i]);
        assert_true(holm[i] >= bh[i]);
        assert_true(holm[i] <= 1);
        turned[i] = p[7 - i];
    }
    adjust_p(ADJUST_HOLM, turned, 8, again);
    for (size_t i = 0; i < 8; i++)
        assert_true(again[i] == holm[7 - i]);
}

/* The digits a reader sees are those of the exact product. */
static void shares_are_corrected_as_counts(void **state)
{
    static const double p[] = { 1. / 10000, .5, 1. / 3 };
    double out[3];

    (void)state;
    adjust_p(ADJUST_HOLM, p, 3, out);
    assert_true(out[0] != .0003);
    adjust_shares(ADJUST_HOLM, p, 3, 10000, out);
    assert_true(out[0] == .0003);
    assert_true(out[2] == 2. / 3); /* no whole number of ten-thousandths: as it is */
    assert_true(out[1] == 2. / 3);
    adjust_shares(ADJUST_BH, p, 3, 10000, out);
    assert_true(out[0] == .0003);
    assert_true(out[1] == .5);
    adjust_shares(ADJUST_NONE, p, 3, 10000, out);
    assert_true(out[0] == .0001);
}

static void nothing_but_missing(void **state)
{
    double p[] = { NAN, NAN };

    (void)state;
    adjust_p(ADJUST_BH, p, 2, p);
    assert_nan(p[0]);
    assert_nan(p[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_changes_nothing),
        cmocka_unit_test(in_place_and_ties),
        cmocka_unit_test(order_does_not_matter_and_adjusting_never_helps),
        cmocka_unit_test(shares_are_corrected_as_counts),
        cmocka_unit_test(nothing_but_missing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
