/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "words/sentence.h"
#include "words/verdicts.h"

/* A usable link of calls and revenue; each test changes what it is about. */
static struct link_result result;
static struct verdict_terms terms;
static struct sentence said;

static int start(void **state)
{
    (void)state;
    link_result_clear(&result, LINK_USABLE, NAN, NAN);
    result.lag = 3;
    result.lags_tried = 9;
    result.effect = 31.04;
    result.effect_low = 4.02;
    result.effect_high = 57.9;
    result.r = .4;
    result.p = .01;
    terms = (struct verdict_terms){ .p_adj = .02, .timed = true, .min_effect = NAN };
    said = (struct sentence){
        .verdict = VERDICT_MOVES,
        .result = &result,
        .terms = &terms,
        .output = "calls",
        .outcome = "revenue",
        .outcome_unit = "EUR",
        .period = PERIOD_WEEK,
        .output_spread = 14,
        .links_tried = 12,
    };
    return 0;
}

static void says(const char *expected)
{
    struct text out = TEXT_EMPTY;

    sentence_note(&said, &out);
    assert_string_equal(out.bytes, expected);
    text_free(&out);
}

static void moves(void **state)
{
    (void)state;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580).");
    said.output_spread = 2;
    result.lag = 1;
    says("1 more call goes with 31 EUR more revenue 1 week later (4 to 58).");
}

static void less_is_said_as_less(void **state)
{
    (void)state;
    result.effect = -.031;
    result.effect_low = -.058;
    result.effect_high = -.0004;
    said.outcome = "open_complaints";
    said.outcome_unit = "";
    /* the end next to zero is not rounded to it */
    says("10 more calls go with 0.31 fewer open complaints 3 weeks later (0.004 to 0.58).");
    said.outcome = "churn";
    said.outcome_unit = "%";
    says("10 more calls go with 0.31 percentage points less churn 3 weeks later (0.004 to 0.58).");
    said.outcome_unit = "Percent";
    says("10 more calls go with 0.31 percentage points less churn 3 weeks later (0.004 to 0.58).");
}

static void against_what_was_expected(void **state)
{
    (void)state;
    terms.better = -1;
    said.verdict = VERDICT_MOVES_AGAINST;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580); the opposite of "
         "what was expected.");
    said.verdict = VERDICT_HARMS;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580); a guardrail gets "
         "worse.");
    terms.output_better = -1; /* fewer calls are better, and so is less revenue */
    said.verdict = VERDICT_MOVES;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580).");
    terms.better = 1;
    said.verdict = VERDICT_MOVES_AGAINST;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580); the opposite of "
         "what was expected.");
}

static void together_and_reverse(void **state)
{
    (void)state;
    result.lag = 0;
    said.verdict = VERDICT_MOVES_TOGETHER;
    says("10 more calls go with 310 EUR more revenue in the same week (40 to 580); the "
         "direction is not established.");
    terms.timed = false;
    says("10 more calls go with 310 EUR more revenue (40 to 580); the direction is not "
         "established.");
    terms.timed = true;
    result.lag = -2;
    said.verdict = VERDICT_REVERSE;
    says("10 more calls go with 310 EUR more revenue 2 weeks earlier (40 to 580); the outcome "
         "comes first.");
}

static void context_that_takes_rows_away(void **state)
{
    (void)state;
    said.context = "list_price";
    said.context_lost = 12;
    said.context_rows = 104;
    says(
        "10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580). List price, which is "
        "context, is missing in 12 of the 104 weeks with revenue: these are left out.");
    said.context_lost = 5; /* too few to speak of */
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580).");
    result.entities = 8;
    said.context_lost = 50;
    said.entity = "team";
    says(
        "10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580). From 8 teams, each "
        "compared with itself. List price, which is context, is missing in 50 of the 104 rows with "
        "revenue: these are left out.");
    result.entities = 0;
    said.verdict = VERDICT_UNUSABLE;
    result.reason = LINK_TOO_FEW_ROWS;
    result.reason_value = 12;
    result.reason_limit = 20;
    said.context_lost = 2;
    said.context_rows = 22;
    says("Not tested: 12 usable weeks after lags and gaps, and at least 20 are needed. List price, "
         "which is context, is missing in 2 of the 22 weeks with revenue: these are left out.");
    result.reason = LINK_X_MISSING;
    result.reason_value = .5;
    result.reason_limit = .2;
    says("Not tested: 50 % of calls is missing, more than the 20 % allowed.");
}

static void without_a_direction(void **state)
{
    (void)state;
    result.critical_method = .3;
    result.effect = -31;
    result.effect_low = -66;
    result.effect_high = 4;
    result.r = .582;
    result.r_low = .23;
    result.r_high = .934;
    result.effect_pooled = 20;
    terms.min_effect = 1000; /* nor is a slope that is noise negligible */
    said.method = "dcor";
    says("Calls and revenue go together 3 weeks later by dcor (0.58, 0.23 to 0.93), but not along "
         "a line: no direction.");
    said.verdict = VERDICT_CANNOT_TELL;
    terms.better = 1;
    says("Cannot tell: calls and revenue go together 3 weeks later by dcor (0.58, 0.23 to 0.93), "
         "but not along a line: no direction, and one is expected.");
    terms.guardrail = true;
    says("Cannot tell: calls and revenue go together 3 weeks later by dcor (0.58, 0.23 to 0.93), "
         "but not along a line: no direction, and a guardrail may get worse.");
    terms.p_adj = .12;
    says("Cannot tell yet: of 12 links tried, one may look like this by chance: calls and revenue "
         "go together 3 weeks later by dcor (0.58, 0.23 to 0.93), but not along a line: no "
         "direction.");
    terms.p_adj = .02;
    result.r_low = NAN;
    said.verdict = VERDICT_MOVES_TOGETHER;
    result.lag = 0;
    says("Calls and revenue go together in the same week by dcor (0.58), but not along a line: no "
         "direction; which comes first is not established.");
    said.verdict = VERDICT_REVERSE;
    result.lag = -2;
    says("Calls and revenue go together 2 weeks earlier by dcor (0.58), but not along a line: no "
         "direction; the outcome comes first.");
}

static void significant_but_negligible(void **state)
{
    (void)state;
    terms.min_effect = 60;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580); too little to "
         "matter: less than 600 EUR.");
    terms.min_effect = 40;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580); perhaps too "
         "little to matter: the estimate is less than 400 EUR.");
    terms.min_effect = NAN;
    result.r = .05;
    says("10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580); very little: it "
         "accounts for 0.3 % of the ups and downs of revenue.");
}

static void no_effect(void **state)
{
    (void)state;
    said.verdict = VERDICT_NO_EFFECT;
    terms.min_effect = 100;
    says("10 more calls go with less than 1,000 EUR more or less revenue at every lag searched: "
         "too little to matter.");
}

static void shared_trend(void **state)
{
    (void)state;
    said.verdict = VERDICT_SHARED_TREND;
    result.naive_r = .932;
    result.adjusted_r = .048;
    says("Calls and revenue share growth or season: freed of it, their correlation falls from "
         "0.93 to 0.05.");
}

static void cannot_tell(void **state)
{
    (void)state;
    said.verdict = VERDICT_CANNOT_TELL;
    terms.p_adj = result.p = .3;
    result.effect_low = -4;
    result.mde = 40.4;
    says("Cannot tell yet: 10 more calls could go with anything from 40 EUR less to 580 EUR more "
         "revenue 3 weeks later; the smallest effect that was likely to show is 400 EUR.");
    terms.min_effect = 30;
    result.more_periods = 12;
    says("Cannot tell yet: 10 more calls could go with anything from 40 EUR less to 580 EUR more "
         "revenue 3 weeks later; about 12 more weeks would show an effect of 300 EUR.");
    result.more_periods = 0;
    says("Cannot tell yet: 10 more calls could go with anything from 40 EUR less to 580 EUR more "
         "revenue 3 weeks later; an effect of 300 EUR had a good chance to show.");
    result.more_periods = INFINITY;
    says("Cannot tell yet: 10 more calls could go with anything from 40 EUR less to 580 EUR more "
         "revenue 3 weeks later; an effect of 300 EUR is out of reach: it would take more than 10 "
         "times these data.");
}

/* Why a link that p would have found is withheld. */
static void what_it_rests_on(void **state)
{
    (void)state;
    said.verdict = VERDICT_CANNOT_TELL;
    said.rests = "2026-W12; 2026-W13";
    result.rests_count = 2;
    says("Cannot tell yet: 10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580),"
         " but it rests on 2026-W12; 2026-W13.");
    result.rests_yearly = true;
    says("Cannot tell yet: 10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580),"
         " but it rests on what comes back in the same weeks of every year.");
    said.period = PERIOD_QUARTER;
    result.season_missing = true;
    result.n = 14;
    says("Cannot tell yet: 10 more calls go with 310 EUR more revenue 3 quarters later (40 to 580),"
         " but a season that both have may do that, and 14 quarters are too few to see one.");
    said.verdict = VERDICT_MOVES;
    said.season_unasked = true;
    says("10 more calls go with 310 EUR more revenue 3 quarters later (40 to 580)."
         " No season was taken out, as asked.");
}

static void one_of_many_links(void **state)
{
    (void)state;
    said.verdict = VERDICT_CANNOT_TELL;
    terms.p_adj = .12;
    says("Cannot tell yet: of 12 links tried, one may look like this by chance: 10 more calls "
         "go with 310 EUR more revenue 3 weeks later (40 to 580).");
    terms.p_adj = .04;
    says("Cannot tell yet: 10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580),"
         " but its sign does not hold in differences or ranks.");
}

static void unusable(void **state)
{
    (void)state;
    said.verdict = VERDICT_UNUSABLE;
    link_result_clear(&result, LINK_TOO_FEW_ROWS, 14, 20);
    says("Not tested: 14 usable weeks after lags and gaps, and at least 20 are needed.");
    link_result_clear(&result, LINK_LAGS_TOO_LONG, 60, 52);
    says("Not tested: a lag of 60 leaves nothing of 52 weeks.");
    link_result_clear(&result, LINK_Y_MISSING, .35, .2);
    says("Not tested: 35 % of revenue is missing, more than the 20 % allowed.");
    said.outcome_open = true;
    says("Not tested: 35 % of revenue is missing, more than the 20 % allowed; if a week without "
         "rows counts as 0, say so in the plan's column fill or by --fill 0.");
    link_result_clear(&result, LINK_X_CONSTANT, 1250, NAN);
    says("Not tested: calls never changes (always 1,250).");
    link_result_clear(&result, LINK_X_EXPLAINED, NAN, NAN);
    says("Not tested: trend, season and context leave nothing of calls to compare.");
}

static void every_verdict_is_a_sentence_without_causes(void **state)
{
    int verdict;

    (void)state;
    terms.min_effect = 10;
    for (verdict = 0; verdict < VERDICTS; verdict++) {
        struct text out = TEXT_EMPTY;

        said.verdict = (enum verdict)verdict;
        sentence_note(&said, &out);
        assert_true(out.length > 10);
        assert_int_equal(out.bytes[out.length - 1], '.');
        assert_null(strstr(out.bytes, "cause"));
        assert_null(strstr(out.bytes, "nan"));
        text_free(&out);
    }
}

static void names_in_singular_and_with_units(void **state)
{
    (void)state;
    said.output_spread = 1;
    said.output = "tickets_closed";
    says("1 more ticket closed goes with 31 EUR more revenue 3 weeks later (4 to 58).");
    said.output = "follow_up_calls";
    says("1 more follow up call goes with 31 EUR more revenue 3 weeks later (4 to 58).");
    said.output_unit = "calls";
    said.outcome_unit = "eur";
    said.outcome = "EUR_earned";
    says("1 more follow up call goes with 31 more EUR earned 3 weeks later (4 to 58).");
    said.outcome_unit = "EUR";
    said.outcome = "revenue";
    said.output = "reply_time";
    said.output_unit = "hours";
    says("1 hour more reply time goes with 31 EUR more revenue 3 weeks later (4 to 58).");
    said.output = "tv";
    said.output_unit = "EUR";
    said.output_spread = NAN;
    result.effect = .0031;
    result.effect_low = .0004;
    result.effect_high = .0058;
    says("1,000 EUR more tv goes with 3.1 EUR more revenue 3 weeks later (0.4 to 5.8).");
}

static void summary(void **state)
{
    size_t counts[VERDICTS] = {
        [VERDICT_MOVES] = 2, [VERDICT_SHARED_TREND] = 1, [VERDICT_CANNOT_TELL] = 4
    };
    struct text out = TEXT_EMPTY;

    (void)state;
    vocabulary_summary(&verdict_words, counts, true, &out);
    assert_string_equal(out.bytes, "2 of 7 links hold: the output moves the outcome; 1 shares "
                                   "growth or season; 4 cannot be told yet.");
    counts[VERDICT_MOVES_TOGETHER] = 1;
    text_clear(&out);
    vocabulary_summary(&verdict_words, counts, true, &out);
    assert_non_null(strstr(out.bytes, "; 1 moves together with its outcome in the same period, "));
    text_clear(&out);
    vocabulary_summary(&verdict_words, counts, false,
                       &out); /* rows without a time have no periods */
    assert_non_null(strstr(out.bytes, "; 1 moves together with its outcome, direction not"));
    text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(moves, start),
        cmocka_unit_test_setup(less_is_said_as_less, start),
        cmocka_unit_test_setup(against_what_was_expected, start),
        cmocka_unit_test_setup(together_and_reverse, start),
        cmocka_unit_test_setup(context_that_takes_rows_away, start),
        cmocka_unit_test_setup(without_a_direction, start),
        cmocka_unit_test_setup(significant_but_negligible, start),
        cmocka_unit_test_setup(no_effect, start),
        cmocka_unit_test_setup(shared_trend, start),
        cmocka_unit_test_setup(cannot_tell, start),
        cmocka_unit_test_setup(what_it_rests_on, start),
        cmocka_unit_test_setup(one_of_many_links, start),
        cmocka_unit_test_setup(unusable, start),
        cmocka_unit_test_setup(every_verdict_is_a_sentence_without_causes, start),
        cmocka_unit_test_setup(names_in_singular_and_with_units, start),
        cmocka_unit_test_setup(summary, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
