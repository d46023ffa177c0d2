/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger: what may be spent, sums, looks through the contract, the score. */
#include "../digits.h"

#include <stdlib.h>

#include "base/memory.h"
#include "ledger/ledger.h"
#include "ledger/look.h"
#include "ledger/score.h"
#include "ledger/spending.h"
#include "ledger/sums.h"
#include "stats/random.h"
#include "test-folder.h"

#define assert_within(value, expected, error) assert_true(fabs((value) - (expected)) <= (error))

/* ---- what may be spent ---- */

static void the_first_epoch(void **state)
{
    struct spending_look looks[2] = { { 50, 100 }, { 100, 100 } };
    double spent[2], bounds[2];

    (void)state;
    spending_spent(looks, 2, spent);
    /* A quarter of 2 - 2 Phi(2.004654 / sqrt(.5)) */
    assert_within(spent[0], .0045824 / 4, 1e-7);
    assert_within(spent[1], .045, 1e-15);
    spending_bounds(looks, 2, 1, bounds);
    assert_within(bounds[0], spent[0], 1e-12);
    assert_true(bounds[1] > .0445 && bounds[1] < .045);
    /* The first look of one of many: Bonferroni. */
    spending_bounds(looks, 1, 20, bounds);
    assert_within(bounds[0], spent[0], 1e-10);
    assert_within(spending_total(looks, 1, 60, 1.5), 90, 1e-12);
    assert_within(spending_total(looks, 1, 40, 2), 100, 1e-12);
    assert_within(spending_total(looks, 1, 60, .7), 60, 1e-12);
}

/* However long one looks, less than .05 is spent, and never less than before. */
static void forever(void **state)
{
    struct spending_look looks[300];
    double spent[300], bounds[300], end = 104;

    (void)state;
    for (size_t k = 0; k < 300; k++) {
        double now = 52 + 4 * (double)k;

        if (k > 0 && now - 4 >= end)
            end = 2 * (now - 4);
        looks[k] = (struct spending_look){ .information = now };
        looks[k].total = spending_total(looks, k, now, end / now);
    }
    spending_spent(looks, 300, spent);
    spending_bounds(looks, 300, 1, bounds);
    for (size_t k = 0; k < 300; k++) {
        assert_true(spent[k] < .05 && (k == 0 || spent[k] >= spent[k - 1]));
        assert_true(bounds[k] >= 0 && bounds[k] < .05);
    }
    assert_within(spent[13], .045, 1e-12);
    assert_within(spent[39], .0475, 1e-12);
    assert_true(bounds[14] < bounds[13] / 10);
}

static void information_that_falls_spends_nothing(void **state)
{
    struct spending_look looks[3] = { { 50, 100 }, { 45, 100 }, { 60, 100 } };
    double spent[3], bounds[3];

    (void)state;
    spending_spent(looks, 3, spent);
    spending_bounds(looks, 3, 1, bounds);
    assert_true(spent[1] == spent[0] && spent[2] > spent[0]);
    assert_true(bounds[1] == 0 && bounds[2] > 0);
}

/* What a search is worth: one t is one test; the value that .05 / 9 takes is nine. */
static void what_a_search_is_worth(void **state)
{
    (void)state;
    assert_within(look_searched(1.959964, 1e9), 1, 1e-5);
    assert_true(look_searched(1.5, 50) == 1);
    assert_true(look_searched(NAN, 50) == 1);
    assert_within(look_searched(2.766, 1e9), 9, .1); /* 1 - (1 - .00568)^9 = .05 */
}

/* ---- sums ---- */

enum { PERIODS = 60 };

static const struct look_axis weeks = {
    .kind = PERIOD_WEEK, .timed = true, .first = 2800, .periods = PERIODS, .entities = 1
};

static void fill(double *values, uint64_t stream)
{
    struct random random;

    random_start(&random, 5, stream);
    for (size_t t = 0; t < PERIODS; t++)
        values[t] = random_normal(&random);
}

static void sums_of_values_and_periods(void **state)
{
    double values[PERIODS], longer[PERIODS + 4];
    struct look_axis later = weeks, panel = weeks, turned = weeks;
    char *names[] = { "a", "b" }, *other[] = { "b", "a" };
    uint64_t sum;

    (void)state;
    fill(values, 1);
    values[7] = NAN;
    sum = sum_column(&weeks, values, 0, PERIODS - 1);
    assert_true(sum != sum_column(&weeks, values, 0, PERIODS - 2));
    /* Where the axis begins does not matter. */
    later.first -= 4;
    later.periods += 4;
    for (size_t t = 0; t < PERIODS + 4; t++)
        longer[t] = t < 4 ? NAN : values[t - 4];
    assert_true(sum == sum_column(&later, longer, 0, PERIODS + 3));
    /* … nor the digits behind the ninth; the ninth does, and so does the period. */
    longer[30] *= 1 + 1e-13;
    assert_true(sum == sum_column(&later, longer, 0, PERIODS + 3));
    longer[30] *= 1 + 1e-8;
    assert_true(sum != sum_column(&later, longer, 0, PERIODS + 3));
    later.first++;
    longer[30] = values[26];
    assert_true(sum != sum_column(&later, longer, 0, PERIODS + 3));
    /* Entities in another order are the same panel. */
    panel.periods = turned.periods = PERIODS / 2;
    panel.entities = turned.entities = 2;
    panel.entity = names;
    turned.entity = other;
    for (size_t t = 0; t < PERIODS; t++)
        longer[t] = values[(t + PERIODS / 2) % PERIODS];
    assert_true(sum_column(&panel, values, 0, PERIODS / 2 - 1) ==
                sum_column(&turned, longer, 0, PERIODS / 2 - 1));
    assert_true(sum_column(&panel, values, 0, PERIODS / 2 - 1) !=
                sum_column(&panel, longer, 0, PERIODS / 2 - 1));
    assert_int_equal(sum_stretch(&weeks, values, 7, 7), 0);
    assert_int_not_equal(sum_stretch(&weeks, values, 6, 6), 0);
    assert_int_equal(sum_stretch(&weeks, values, -9, -1), 0);
    assert_int_equal(sum_last(&weeks, values), PERIODS - 1);
}

static size_t count_rows(const char *file)
{
    struct ledger ledger;
    struct error err;
    size_t count;
    int status = ledger_read(&ledger, file, &err);

    if (status != 0)
        print_error("line %lu: %s\n", err.line, err.what);
    assert_int_equal(status, 0);
    count = ledger.count;
    ledger_free(&ledger);
    return count;
}

/* ---- through the contract ---- */

struct
try {
    const char *name;
    double values[2][PERIODS];
    double p;
    int found;
    struct look seen; /* after looks_decide */
    bool was;
    size_t changes;
};

/* Takes a look at several, the axis ending with `periods`; returns what looks_check said. */
static int take_looks(struct try *tries, size_t count, size_t periods, const char *plan,
                      const char *because)
{
    struct look_axis axis = weeks;
    struct looks looks;
    struct error err;
    size_t i;
    int status = looks_begin(&looks, "looks.csv", because, &err);

    assert_int_equal(status, 0);
    axis.periods = periods;
    for (i = 0; i < count; i++) {
        struct look told = { .from = tries[i].name,
                             .to = "y",
                             .axis = &axis,
                             .values = { tries[i].values[0], tries[i].values[1] },
                             .plan = plan,
                             .until = LOOK_UNPLANNED,
                             .lags = { 0, (int)periods / 10 } };
        looks_take(&looks, &told);
    }
    status = looks_check(&looks, &err);
    if (status == 0)
        status = looks_lock(&looks, &err);
    for (i = 0; i < count && status == 0; i++) {
        looks.items[i].p = tries[i].p;
        looks.items[i].information = (double)periods;
        looks.items[i].searched = 1;
        looks.items[i].found = tries[i].found;
        looks.items[i].effect = tries[i].found ? tries[i].found : .1;
        looks.items[i].low = looks.items[i].effect - 1;
        looks.items[i].high = looks.items[i].effect + 1;
        looks.items[i].verdict = "cannot-tell";
    }
    if (status == 0) {
        looks_decide(&looks, ADJUST_HOLM, 10000);
        status = looks_write(&looks, 1, &err);
    }
    for (i = 0; i < count && status == 0; i++) {
        tries[i].seen = looks.items[i];
        tries[i].was = looks.items[i].was != NULL;
        tries[i].changes = looks.items[i].change_count;
    }
    looks_end(&looks);
    return status;
}

static void looks_in_their_order(void **state)
{
    struct try *tries = xcalloc(3, sizeof *tries);
    size_t i, before;

    (void)state;
    for (i = 0; i < 3; i++) {
        tries[i].name = (const char *[]){ "a", "b", "c" }[i];
        fill(tries[i].values[0], 10 + i);
        fill(tries[i].values[1], 20);
        tries[i].p = .5;
    }
    /* Holm: a is out, so b counts for two; c is found too. */
    tries[0].p = .0001;
    tries[0].found = 1;
    tries[1].p = .02;
    tries[2].p = .0005;
    tries[2].found = -1;
    assert_int_equal(take_looks(tries, 3, 30, "plan", NULL), 0);
    assert_true(tries[0].seen.p_adj == .0003 && tries[0].seen.p_adj < tries[0].seen.limit);
    assert_true(tries[2].seen.p_adj == .001 && tries[2].seen.p_adj < tries[2].seen.limit);
    assert_true(tries[1].seen.p_adj == .02 && !(tries[1].seen.p_adj < tries[1].seen.limit));
    before = count_rows("looks.csv");
    assert_int_equal(before, 3);
    /* The same data. */
    assert_int_equal(take_looks(tries, 3, 30, "plan", NULL), 0);
    assert_int_equal(tries[0].seen.state, LOOK_SAME);
    assert_int_equal(count_rows("looks.csv"), before);
    assert_int_equal(take_looks(tries, 3, 29, "plan", NULL), 0);
    assert_int_equal(tries[0].seen.state, LOOK_OLDER);
    assert_int_equal(count_rows("looks.csv"), before);
    /* Another plan for it. */
    assert_int_equal(take_looks(tries, 3, 34, "plot", NULL), -1);
    assert_int_equal(count_rows("looks.csv"), before);
    /* a is kept while p is under .05, in its direction; of c the sign has turned. */
    tries[0].p = .01;
    tries[2].p = .04;
    tries[2].found = 1;
    assert_int_equal(take_looks(tries, 3, 34, "plan", NULL), 0);
    assert_true(tries[0].seen.held && tries[0].seen.limit == .05);
    assert_false(tries[2].seen.held);
    assert_true(tries[2].seen.limit == tries[2].seen.bound);
    /* Lags of all looks. */
    assert_int_equal(tries[0].seen.lags[1], 3);
    /* Left out, b and c still count; under another name a goes on. */
    tries[0].name = "z";
    tries[0].p = .06;
    assert_int_equal(take_looks(tries, 1, 40, "plan", NULL), 0);
    assert_true(tries[0].was);
    assert_int_equal(tries[0].seen.past_count, 2);
    assert_true(tries[0].seen.p_adj == .18);
    assert_int_equal(take_looks(tries + 1, 1, 44, "plan", NULL), 0);
    tries[0].name = "q";
    fill(tries[0].values[0], 99);
    fill(tries[0].values[1], 98);
    assert_int_equal(take_looks(tries, 1, 44, "plan", NULL), -1); /* another plan */
    assert_int_equal(take_looks(tries, 1, 44, "plan", "it belongs here"), 0);
    free(tries);
    unlink("looks.csv");
}

/* An event has no data: another one on the same outcome is another subject, and a measure's target is
 * known by the measure's data. */
static void events_and_targets(void **state)
{
    static const char *const events[] = { "Search v2", "Search v3" };
    double values[PERIODS];
    struct ledger ledger;
    struct looks looks;
    struct error err;
    size_t i;

    (void)state;
    fill(values, 40);
    for (i = 0; i < 2; i++) {
        struct look told = { .kind = LOOK_IMPACT,
                             .from = events[i],
                             .to = "users",
                             .axis = &weeks,
                             .values = { NULL, values },
                             .plan = "shapes all",
                             .until = LOOK_UNPLANNED };

        assert_int_equal(looks_begin(&looks, "looks.csv", i ? "another event" : NULL, &err), 0);
        looks_take(&looks, &told);
        assert_int_equal(looks.items[0].past_count, 0);
        assert_int_equal(looks_lock(&looks, &err), 0);
        looks.items[0].p = .0001;
        looks.items[0].information = PERIODS;
        looks.items[0].found = 1;
        looks_decide(&looks, ADJUST_HOLM, 10000);
        looks.items[0].verdict = "lasts";
        assert_int_equal(looks_write(&looks, 1, &err), 0);
        looks_end(&looks);
    }
    for (i = 0; i < 2; i++) {
        struct look told = { .kind = LOOK_TRACK,
                             .to = i ? "people" : "users",
                             .axis = &weeks,
                             .values = { NULL, values },
                             .plan = "target 58",
                             .until = LOOK_UNPLANNED,
                             .p = NAN,
                             .information = NAN };

        assert_int_equal(looks_begin(&looks, "looks.csv", NULL, &err), 0);
        looks_take(&looks, &told);
        assert_int_equal(looks.items[0].past_count, i);
        assert_int_equal(looks.items[0].state, i ? LOOK_SAME : LOOK_TAKEN);
        assert_int_equal(looks_lock(&looks, &err), 0);
        looks.items[0].p = looks.items[0].information = NAN;
        looks.items[0].chance = .7;
        looks_decide(&looks, ADJUST_HOLM, 10000);
        looks.items[0].verdict = "at-risk";
        assert_int_equal(looks_write(&looks, 1, &err), 0);
        looks_end(&looks);
    }
    assert_int_equal(ledger_read(&ledger, "looks.csv", &err), 0);
    assert_int_equal(ledger.count, 3);
    assert_string_equal(ledger.looks[1].row.link, "impact: Search v3 > users");
    assert_string_equal(ledger.looks[2].row.link, "track: users");
    assert_true(ledger.looks[2].row.p == .7 && isnan(ledger.looks[2].row.bound));
    ledger_free(&ledger);
    unlink("looks.csv");
}

/* Whatever value is changed, a look knows it, and where. */
static void every_change_is_found(void **state)
{
    struct try *tries = xcalloc(1, sizeof *tries);
    struct random random;
    int round;

    (void)state;
    tries->name = "a";
    tries->p = .5;
    fill(tries->values[0], 30);
    fill(tries->values[1], 31);
    assert_int_equal(take_looks(tries, 1, 20, "plan", NULL), 0);
    assert_int_equal(take_looks(tries, 1, 33, "plan", NULL), 0);
    assert_int_equal(take_looks(tries, 1, 50, "plan", NULL), 0);
    random_start(&random, 1, 1);
    for (round = 0; round < 60; round++) {
        double *value = &tries->values[round % 2][random_below(&random, 50)], was = *value;

        *value = round % 3 == 0 ? NAN : was + .001;
        assert_int_equal(take_looks(tries, 1, 60, "plan", NULL), 0);
        assert_int_equal(tries->seen.state, LOOK_REWRITTEN);
        assert_int_equal(tries->changes, 1);
        *value = was;
    }
    assert_int_equal(count_rows("looks.csv"), 3);
    tries->values[0][5] += 1;
    assert_int_equal(take_looks(tries, 1, 60, "plan", "restated"), 0);
    assert_int_equal(tries->seen.state, LOOK_TAKEN);
    assert_int_equal(take_looks(tries, 1, 60, "plan", NULL), 0);
    assert_int_equal(tries->seen.state, LOOK_SAME);
    free(tries);
    unlink("looks.csv");
}

/* ---- the score ---- */

/* 100 rows say 2, 200 rows say 1: what came since says 0. */
static void what_came_since(void **state)
{
    struct score_then then = { .effect = 2, .half = 1.4, .se = .7, .information = 100 };
    struct score_now now = { .effect = 1, .information = 200 };
    struct score score = score_look(&then, &now);

    (void)state;
    assert_true(score.known && score.since == 0 && !score.kept);
    assert_false(score.within); /* 2 is beyond 1.4 sqrt(2) = 1.98 */
    then.half = 1.42;
    assert_true(score_look(&then, &now).within);
    assert_within(score.chance, .97830, 1e-4); /* Phi(2 / .7 / sqrt(2)) */
    now.information = 109;
    assert_false(score_look(&then, &now).known);
    now.information = 200;
    now.effect = NAN;
    assert_false(score_look(&then, &now).known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_epoch),
        cmocka_unit_test(forever),
        cmocka_unit_test(information_that_falls_spends_nothing),
        cmocka_unit_test(what_a_search_is_worth),
        cmocka_unit_test(sums_of_values_and_periods),
        cmocka_unit_test_setup_teardown(looks_in_their_order, test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(events_and_targets, test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(every_change_is_found, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test(what_came_since),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
