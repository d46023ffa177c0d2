/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "link/verdict.h"
#include "words/verdicts.h"

/* A strong link: +2 at lag 3, all signs agreeing. */
static struct link_result strong(void)
{
    struct link_result r;

    link_result_clear(&r, LINK_USABLE, NAN, NAN);
    r.lag = 3;
    r.effect = 2;
    r.p = .001;
    r.sign_differenced = r.sign_plain = r.sign_rank = 1;
    r.firm_least = -1;
    r.firm_most = 3;
    return r;
}

static struct verdict_terms plain_terms(double p_adj)
{
    return (struct verdict_terms){ .p_adj = p_adj, .timed = true, .min_effect = NAN };
}

static void check(struct link_result r, struct verdict_terms terms, enum verdict expected)
{
    assert_string_equal(vocabulary_name(&verdict_words, verdict_of(&r, &terms)),
                        vocabulary_name(&verdict_words, expected));
}

static void names_go_both_ways(void **state)
{
    size_t i;

    (void)state;
    assert_int_equal(verdict_words.count, VERDICTS);
    for (i = 0; i < VERDICTS; i++)
        assert_int_equal(vocabulary_find(&verdict_words, vocabulary_name(&verdict_words, i)), i);
    assert_int_equal(vocabulary_find(&verdict_words, "causes"), -1);
    assert_string_equal(vocabulary_name(&verdict_words, VERDICT_MOVES_AGAINST), "moves-against");
    assert_string_equal(vocabulary_name(&verdict_words, VERDICTS), "");
}

/* Of a look at growing data, p has to be under its bound, whatever that is. */
static void a_bound_takes_the_place_of_05(void **state)
{
    struct verdict_terms terms = plain_terms(.01);

    (void)state;
    terms.bounded = true;
    terms.bound = .011;
    check(strong(), terms, VERDICT_MOVES);
    terms.bound = .01;
    check(strong(), terms, VERDICT_CANNOT_TELL);
    terms.p_adj = 0;
    terms.bound = 0; /* nothing may be spent */
    check(strong(), terms, VERDICT_CANNOT_TELL);
    terms.bounded = false;
    check(strong(), terms, VERDICT_MOVES);
}

static void direction_decides(void **state)
{
    struct link_result r = strong();
    struct verdict_terms terms = plain_terms(.01);

    (void)state;
    check(r, terms, VERDICT_MOVES);
    terms.better = 1;
    check(r, terms, VERDICT_MOVES);
    terms.better = -1;
    check(r, terms, VERDICT_MOVES_AGAINST);
    terms.guardrail = true;
    check(r, terms, VERDICT_HARMS);
    terms.guardrail = false;
    terms.registered_sign = 1; /* the registered sign beats what better implies */
    check(r, terms, VERDICT_MOVES);
    terms.registered_sign = -1;
    terms.better = 1;
    check(r, terms, VERDICT_MOVES_AGAINST);
    r.lag = 0;
    check(r, terms, VERDICT_MOVES_TOGETHER);
    r.lag = -2;
    check(r, terms, VERDICT_REVERSE);
}

/* Every registered sign, better of the outcome and better of the output, outcome and guardrail. */
static void the_output_turns_what_is_expected(void **state)
{
    static const struct {
        int registered, outcome, output, expected;
        enum verdict verdict, of_guardrail; /* of a positive effect */
    } rows[] = {
        { 0, 0, 0, 0, VERDICT_MOVES, VERDICT_MOVES },
        { 0, 0, 1, 0, VERDICT_MOVES, VERDICT_MOVES },
        { 0, 0, -1, 0, VERDICT_MOVES, VERDICT_MOVES },
        { 0, 1, 0, 1, VERDICT_MOVES, VERDICT_MOVES },
        { 0, 1, 1, 1, VERDICT_MOVES, VERDICT_MOVES },
        { 0, 1, -1, -1, VERDICT_MOVES_AGAINST, VERDICT_MOVES_AGAINST },
        { 0, -1, 0, -1, VERDICT_MOVES_AGAINST, VERDICT_HARMS },
        { 0, -1, 1, -1, VERDICT_MOVES_AGAINST, VERDICT_HARMS },
        { 0, -1, -1, 1, VERDICT_MOVES, VERDICT_HARMS },
        { 1, -1, 1, 1, VERDICT_MOVES, VERDICT_HARMS },
        { 1, 1, -1, 1, VERDICT_MOVES, VERDICT_MOVES },
        { -1, 1, 1, -1, VERDICT_MOVES_AGAINST, VERDICT_MOVES_AGAINST },
        { -1, -1, -1, -1, VERDICT_MOVES_AGAINST, VERDICT_HARMS },
        { -1, 0, -1, -1, VERDICT_MOVES_AGAINST, VERDICT_HARMS },
    };
    struct verdict_terms terms = plain_terms(.01);
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        terms.registered_sign = rows[i].registered;
        terms.better = rows[i].outcome;
        terms.output_better = rows[i].output;
        terms.guardrail = false;
        assert_int_equal(verdict_expected_sign(&terms), rows[i].expected);
        check(strong(), terms, rows[i].verdict);
        terms.guardrail = true;
        check(strong(), terms, rows[i].of_guardrail);
    }
}

static void two_of_three_signs(void **state)
{
    struct link_result r = strong();

    (void)state;
    r.sign_rank = -1;
    check(r, plain_terms(.01), VERDICT_MOVES);
    r.sign_plain = 0;
    check(r, plain_terms(.01), VERDICT_CANNOT_TELL);
}

static void the_adjusted_p_counts(void **state)
{
    (void)state;
    check(strong(), plain_terms(.05), VERDICT_CANNOT_TELL);
    check(strong(), plain_terms(.0499), VERDICT_MOVES);
    check(strong(), plain_terms(NAN), VERDICT_CANNOT_TELL);
}

static void a_season_that_stays_in_withholds(void **state)
{
    struct link_result r = strong();

    (void)state;
    r.season_missing = true;
    check(r, plain_terms(.01), VERDICT_CANNOT_TELL);
}

static void what_rests_on_a_row_is_withheld(void **state)
{
    struct link_result r = strong();

    (void)state;
    r.rests_yearly = true;
    check(r, plain_terms(.01), VERDICT_CANNOT_TELL);
    r.rests_yearly = false;
    r.rests_count = 1;
    check(r, plain_terms(.01), VERDICT_CANNOT_TELL);
    r.lag = 0;
    check(r, plain_terms(.01), VERDICT_CANNOT_TELL);
}

static void unusable_comes_first(void **state)
{
    struct link_result r = strong();

    (void)state;
    r.reason = LINK_X_CONSTANT;
    check(r, plain_terms(.01), VERDICT_UNUSABLE);
}

static void no_effect_needs_a_stated_size(void **state)
{
    struct link_result r = strong();
    struct verdict_terms terms = plain_terms(.5);

    (void)state;
    check(r, terms, VERDICT_CANNOT_TELL);
    terms.min_effect = 3.5;
    check(r, terms, VERDICT_NO_EFFECT);
    terms.min_effect = 3; /* touching is not inside */
    check(r, terms, VERDICT_CANNOT_TELL);
    terms.min_effect = 3.5;
    /* What is spread over the lags has to be too little in all of them together. */
    r.spread = true;
    r.over_lags.low_firm = -1;
    r.over_lags.high_firm = 4;
    check(r, terms, VERDICT_CANNOT_TELL);
    r.over_lags.high_firm = 3.4;
    check(r, terms, VERDICT_NO_EFFECT);
    r.spread = false;
    r.firm_least = -4;
    check(r, terms, VERDICT_CANNOT_TELL);
}

static void shared_trend_needs_all_of_it(void **state)
{
    struct link_result r = strong(), s;

    (void)state;
    r.p = .4;
    r.naive_p = 1e-4;
    r.naive_r = .9;
    r.naive_effect = 5;
    r.adjusted_r = .1;
    r.adjusted_low = -1;
    r.adjusted_high = 3;
    r.trend_in_both = true;
    check(r, plain_terms(.4), VERDICT_SHARED_TREND);
    s = r;
    s.naive_p = .06;
    check(s, plain_terms(.4), VERDICT_CANNOT_TELL);
    s = r;
    s.p = .04; /* but p_adj is not under .05 */
    check(s, plain_terms(.4), VERDICT_CANNOT_TELL);
    s = r;
    s.adjusted_r = -.46;
    check(s, plain_terms(.4), VERDICT_CANNOT_TELL);
    s = r;
    s.naive_effect = 2.9;
    check(s, plain_terms(.4), VERDICT_CANNOT_TELL);
    s = r;
    s.trend_in_both = false;
    check(s, plain_terms(.4), VERDICT_CANNOT_TELL);
}

/* Distance correlation of a U: significant by the method, and the slope is noise. */
static void without_a_direction_no_sign(void **state)
{
    struct link_result r = strong();
    struct verdict_terms terms = plain_terms(.01);
    int sign;

    (void)state;
    r.critical_method = .3;
    r.effect_low = -1;
    r.effect_high = 5;
    assert_true(verdict_undirected(&r));
    for (sign = -1; sign <= 1; sign++) {
        r.effect = 2 * sign;
        r.sign_rank = r.sign_plain = -sign; /* noise, too */
        check(r, terms, VERDICT_MOVES);
        check(r, plain_terms(.05), VERDICT_CANNOT_TELL);
    }
    terms.better = -1;
    check(r, terms, VERDICT_CANNOT_TELL);
    terms.guardrail = true;
    check(r, terms, VERDICT_CANNOT_TELL);
    terms.min_effect = 100; /* the slope is small, the link is not */
    check(r, terms, VERDICT_CANNOT_TELL);
    terms.better = 0;
    check(r, terms, VERDICT_CANNOT_TELL);
    terms.guardrail = false;
    check(r, terms, VERDICT_MOVES);
    for (sign = -1; sign <= 1; sign += 2) {
        terms.registered_sign = sign;
        r.lag = 3;
        check(r, terms, VERDICT_CANNOT_TELL);
        r.lag = 0;
        check(r, terms, VERDICT_MOVES_TOGETHER);
        r.lag = -2;
        check(r, terms, VERDICT_REVERSE);
    }
}

static void a_sign_that_is_known_counts(void **state)
{
    struct link_result r = strong();
    struct verdict_terms terms = plain_terms(.01);

    (void)state;
    terms.registered_sign = -1;
    r.critical_method = .3;
    r.effect_low = .5; /* the slope knows it … */
    r.effect_high = 5;
    assert_false(verdict_undirected(&r));
    check(r, terms, VERDICT_MOVES_AGAINST);
    r.effect_low = -.5;
    r.sign_method = 1; /* … the method does … */
    assert_false(verdict_undirected(&r));
    check(r, terms, VERDICT_MOVES_AGAINST);
    r.sign_method = 0;
    r.critical_method = NAN; /* … or the slope is the method. */
    assert_false(verdict_undirected(&r));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(a_bound_takes_the_place_of_05),
        cmocka_unit_test(direction_decides),
        cmocka_unit_test(the_output_turns_what_is_expected),
        cmocka_unit_test(two_of_three_signs),
        cmocka_unit_test(the_adjusted_p_counts),
        cmocka_unit_test(a_season_that_stays_in_withholds),
        cmocka_unit_test(what_rests_on_a_row_is_withheld),
        cmocka_unit_test(unusable_comes_first),
        cmocka_unit_test(no_effect_needs_a_stated_size),
        cmocka_unit_test(shared_trend_needs_all_of_it),
        cmocka_unit_test(without_a_direction_no_sign),
        cmocka_unit_test(a_sign_that_is_known_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
