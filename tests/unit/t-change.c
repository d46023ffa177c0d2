/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change at a known date: known answers, what does not matter, what is refused. */
#include "../digits.h"

#include <string.h>

#include "change/change.h"
#include "change/end_test.h"
#include "change/statistic.h"
#include "stats/ar_median.h"
#include "stats/random.h"

/* Annual flow of the Nile at Aswan, 1871-1970, 10^8 cubic metres (Durbin & Koopman 2001; Cobb 1978,
   Biometrika 65:243). It fell after 1898. */
static const double nile[100] = {
    1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
    960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
    874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
    1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
    781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
    1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
    1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740
};

enum { N = 80, DATE = 50 };

/* An autoregression of .5 with a step of  from DATE on. */
static void draw(double *y, size_t stream, double size)
{
    struct random random;
    double now = 0;
    size_t t;

    random_start(&random, 3, stream);
    for (t = 0; t < N + 50; t++) {
        now = .5 * now + random_normal(&random);
        if (t >= 50)
            y[t - 50] = 20 + now + (t - 50 >= DATE ? size : 0);
    }
}

static struct change_question ask(const double *y)
{
    return (
        struct change_question){ .n = N, .y = y, .date = DATE, .season = { .mode = SEASON_OFF } };
}

static const struct change_options quick = { .resamples = 499, .paths = 499, .seed = 1 };

static struct change_result test_one(const struct change_question *question)
{
    struct change_result result;

    change_test(question, 1, &quick, &result);
    return result;
}

/* Durbin & Koopman's step is -247.8 by means, and -248.0 (34.1) beside errors of order 1. */
static void the_nile_fell_for_good(void **state)
{
    struct change_question question = { .n = 100, .y = nile, .date = 28, .level = true };
    struct change_result result = test_one(&question);

    (void)state;
    assert_int_equal(result.reason, CHANGE_USABLE);
    assert_true(result.p < .01);
    assert_true(result.effect.low < -247.8 && result.effect.high > -247.8 &&
                result.effect.high < 0);
    assert_int_equal(result.kind, CHANGE_STEP);
    assert_true(result.halved.low > 0);
    assert_digits(result.naive_effect, -247.778, 5);
    change_result_free(&result);
}

static void units_do_not_matter(void **state)
{
    double y[N], other[N];
    struct change_question question = ask(y), scaled = ask(other);
    struct change_result result, same;
    size_t t;

    (void)state;
    draw(y, 1, 3);
    for (t = 0; t < N; t++)
        other[t] = 1024 * y[t];
    result = test_one(&question);
    same = test_one(&scaled);
    assert_true(result.p == same.p);
    assert_digits(same.effect.value, 1024 * result.effect.value, 10);
    assert_digits(same.total.high, 1024 * result.total.high, 10);
    change_result_free(&result);
    change_result_free(&same);
}

static void threads_and_company_do_not_matter(void **state)
{
    double y[3][N];
    struct change_question questions[3];
    struct change_result alone, all[3];
    struct change_options threads = quick;
    size_t i;

    (void)state;
    threads.threads = 3;
    threads.detectable = true;
    for (i = 0; i < 3; i++) {
        draw(y[i], i, 2);
        questions[i] = ask(y[i]);
    }
    change_test(questions, 3, &threads, all);
    alone = test_one(&questions[1]);
    assert_true(alone.p == all[1].p && alone.t == all[1].t);
    assert_true(alone.effect.low == all[1].effect.low);
    assert_true(alone.path[7].band_high == all[1].path[7].band_high);
    assert_true(all[0].mde > 0);
    change_result_free(&alone);
    for (i = 0; i < 3; i++)
        change_result_free(&all[i]);
}

static void a_figure_agrees_with_itself(void **state)
{
    double y[N];
    struct change_question question = ask(y);
    struct change_result result;
    double sum = 0;
    size_t k;

    (void)state;
    draw(y, 2, 4);
    result = test_one(&question);
    assert_int_equal(result.path_rows, N - DATE);
    for (k = 0; k < result.path_rows; k++) {
        const struct change_row *row = &result.path[k];

        sum += row->effect.value;
        assert_digits(row->counterfactual + row->effect.value, y[row->row], 12);
        assert_true(row->effect.low <= row->effect.high);
        assert_true(row->band_low <= row->effect.value && row->effect.value <= row->band_high);
    }
    assert_digits(result.total.value, sum, 10);
    assert_digits(result.effect.value, sum / (N - DATE), 10);
    assert_true(result.p < .05 && fabs(result.t) > result.critical95);
    change_result_free(&result);
    /* what is not found has 0 in it */
    draw(y, 5, 0);
    result = test_one(&question);
    assert_true(result.p < .05 || (result.effect.low <= 0 && result.effect.high >= 0));
    change_result_free(&result);
}

static void what_cannot_be_tested_says_why(void **state)
{
    double y[N], step[N];
    const double *columns[] = { step };
    struct change_question question = ask(y);
    struct change_result result;
    size_t t;

    (void)state;
    draw(y, 3, 0);
    for (t = 0; t < N; t++)
        step[t] = t >= DATE;
    question.columns = columns;
    question.count = 1;
    result = test_one(&question);
    assert_int_equal(result.reason, CHANGE_ENTANGLED);
    change_result_free(&result);
    question.count = 0;
    question.date = N;
    assert_int_equal(test_one(&question).reason, CHANGE_OUTSIDE);
    question.date = 11;
    assert_int_equal(test_one(&question).reason, CHANGE_TOO_FEW_BEFORE);
    question.date = 0;
    assert_int_equal(test_one(&question).reason, CHANGE_TOO_FEW_BEFORE);
    question.date = DATE;
    for (t = 0; t < DATE; t++)
        y[t] = 4;
    assert_int_equal(test_one(&question).reason, CHANGE_CONSTANT_BEFORE);
    for (t = 0; t < N; t++)
        y[t] = 4;
    assert_int_equal(test_one(&question).reason, CHANGE_CONSTANT);
    for (t = 0; t < N; t++)
        y[t] = NAN;
    assert_int_equal(test_one(&question).reason, CHANGE_OUTSIDE);
    for (t = 0; t < N; t++)
        y[t] = t % 3 ? (double)(t * t % 7) : NAN;
    assert_int_equal(test_one(&question).reason, CHANGE_MISSING);
    /* a straight line leaves nothing */
    for (t = 0; t < N; t++)
        y[t] = (double)t;
    result = test_one(&question);
    assert_true(result.reason != CHANGE_USABLE || isfinite(result.p));
    change_result_free(&result);
    question.n = 0;
    question.date = 0;
    assert_int_equal(test_one(&question).reason, CHANGE_OUTSIDE);
}

/* With so few rows behind the date p counts windows: a large change is the largest of them. */
static void the_end_is_ranked_among_windows(void **state)
{
    double y[N];
    struct change_question question = { .n = 53, .y = y, .date = DATE };
    struct change_result result;

    (void)state;
    draw(y, 4, 30);
    result = test_one(&question);
    assert_true(result.end_test);
    assert_true(result.p <= 1. / (CHANGE_WINDOWS_MIN + 1));
    assert_true(result.effect.value > 10 || result.log);
    change_result_free(&result);
    question.date = 20;
    question.n = 22;
    assert_int_equal(test_one(&question).reason, CHANGE_TOO_FEW_AFTER);
}

static void a_column_on_a_white_series(void **state)
{
    double y[N], x[N];
    struct change_question question = ask(y);
    struct change_white *white;
    double effect, t_of;
    size_t t;

    (void)state;
    draw(y, 6, 0);
    for (t = 0; t < N; t++) {
        x[t] = t % 4 < 2;
        y[t] += 3 * x[t];
    }
    white = change_white_new(&question);
    assert_non_null(white);
    t_of = change_white_t(white, x, &effect);
    assert_true(t_of > 3);
    assert_true(fabs(effect - 3) < 1.5);
    for (t = 0; t < N; t++)
        x[t] = -1e3 * x[t] + 7;
    assert_digits(change_white_t(white, x, NULL), -t_of, 8);
    for (t = 0; t < N; t++)
        x[t] = 1;
    assert_true(change_white_t(white, x, &effect) == 0 && effect == 0);
    assert_true(change_white_freedom(white) > 60);
    change_white_free(white);
}

/* Without columns least squares of order 1 is nearly unbiased; about a line it loses (2 + 4 phi) / n
   (Patterson 2000), and a walk's median is what is taken for 1. */
static void the_median_is_undone(void **state)
{
    double line[2 * 60];
    bool present[60];
    struct ar_median table[1], again[1];
    struct ar_median_basis basis = { line, 2, NULL };
    size_t t;

    (void)state;
    for (t = 0; t < 60; t++) {
        present[t] = true;
        line[t] = 1 / sqrt(60.);
        line[60 + t] = ((double)t - 29.5) / sqrt(60. * (60. * 60. - 1) / 12);
    }
    ar_median_make(&basis, 1, 60, present, 200, 1, table);
    ar_median_make(&basis, 1, 60, present, 200, 3, again);
    assert_memory_equal(table, again, sizeof table);
    for (t = 1; t < AR_MEDIAN_GRID; t++)
        assert_true(table->at[t] > table->at[t - 1]);
    assert_true(fabs(ar_median_correct(table, table->at[8]) - .5) < 1e-9);
    assert_true(table->at[8] < .5 && table->at[8] > .35);
    assert_true(ar_median_correct(table, .99) == 1);
    assert_true(ar_median_correct(table, -2) >= -1);
}

static void more_rows_for_less(void **state)
{
    double y[N];
    struct change_question question = ask(y);
    struct change_options options = quick;
    struct change_result result;

    (void)state;
    options.detectable = true;
    draw(y, 7, 0);
    change_test(&question, 1, &options, &result);
    assert_true(change_more_rows(&question, &result, 2 * result.mde) == 0);
    assert_true(change_more_rows(&question, &result, .97 * result.mde) >= 1);
    assert_true(isnan(change_more_rows(&question, &result, NAN)));
    assert_true(isinf(change_more_rows(&question, &result, result.mde / 1000)));
    change_result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nile_fell_for_good),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(threads_and_company_do_not_matter),
        cmocka_unit_test(a_figure_agrees_with_itself),
        cmocka_unit_test(what_cannot_be_tested_says_why),
        cmocka_unit_test(the_end_is_ranked_among_windows),
        cmocka_unit_test(a_column_on_a_white_series),
        cmocka_unit_test(the_median_is_undone),
        cmocka_unit_test(more_rows_for_less),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
