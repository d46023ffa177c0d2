/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came when, held against a count that looks at each period and each ID by itself, on random
 * logs: in any order, with periods in which nobody comes, with one period, by entity.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reshape/visits.h"

enum { LOGS = 20, ENTITIES = 3, IDS = 25, PERIODS = 30, ROWS = 160, FIRST = -7 };

struct log {
    bool came[ENTITIES][IDS][PERIODS];
    long begin; /* the first and the last period with a row */
    long end;
};

/* A small generator: what is random here is the same in every run. */
static unsigned draw(uint64_t *state, unsigned below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*state >> 33) % below;
}

static void fill(struct log *log, struct visits *visits, uint64_t *state, unsigned periods)
{
    unsigned silent = draw(state, PERIODS);
    size_t row;

    *log = (struct log){ .begin = LONG_MAX, .end = LONG_MIN };
    for (row = 0; row < ROWS; row++) {
        unsigned entity = draw(state, ENTITIES);
        unsigned id = draw(state, IDS);
        unsigned period = draw(state, periods);
        char name[12];

        if (periods > 1 && (period == silent || period == silent + 1))
            continue;
        log->came[entity][id][period] = true;
        log->begin = (long)period < log->begin ? (long)period : log->begin;
        log->end = (long)period > log->end ? (long)period : log->end;
        snprintf(name, sizeof name, "u%u", id);
        visits_add(visits, entity, FIRST + (long)period, name, strlen(name));
    }
}

/* The last period before `end` in which it came; -1 = none. */
static long last_before(const bool *came, long end)
{
    long period;

    for (period = end - 1; period >= 0; period--)
        if (came[period])
            return period;
    return -1;
}

/* By the words of the header, ID for ID. */
static long plain(const struct log *log, enum visit what, size_t entity, long period, long absent)
{
    long count = 0;
    size_t id;

    for (id = 0; id < IDS; id++) {
        const bool *came = log->came[entity][id];
        long before = last_before(came, period);
        bool recent = before >= 0 && before >= period - absent;

        if (what == VISIT_NEW)
            count += came[period] && before < 0;
        else if (what == VISIT_KEPT)
            count += came[period] && recent;
        else if (what == VISIT_RETURNED)
            count += came[period] && before >= 0 && !recent;
        else
            count += !came[period] && before >= 0 && before == period - absent - 1;
    }
    return count;
}

static void agrees(const struct log *log, const struct visits *visits, long absent, bool whole)
{
    size_t entity;
    long period;
    int what;

    for (entity = 0; entity < ENTITIES; entity++)
        for (period = log->begin; period <= log->end; period++)
            for (what = VISIT_NEW; what < VISITS; what++) {
                long back = absent + (what == VISIT_RETURNED || what == VISIT_LOST);
                long known = plain(log, (enum visit)what, entity, period, absent);
                long told = visits_count(visits, (enum visit)what, entity, FIRST + period);

                assert_int_equal(told, whole || period - log->begin >= back ? known : -1);
            }
}

static void random_logs_agree_with_a_plain_count(void **state)
{
    uint64_t seed = 20;
    size_t i;
    long absent;

    (void)state;
    for (i = 0; i < LOGS; i++) {
        struct visits visits = { .capacity = 0 };
        static struct log log;

        fill(&log, &visits, &seed, i % 7 == 6 ? 1 : PERIODS);
        for (absent = 1; absent <= 4; absent++) {
            visits_settle(&visits, FIRST + log.begin, FIRST + log.end, absent);
            agrees(&log, &visits, absent, false);
            visits_settle(&visits, LONG_MIN, FIRST + log.end, absent);
            agrees(&log, &visits, absent, true);
        }
        visits_free(&visits);
    }
}

static long halved(const void *context, long stamp)
{
    (void)context;
    return stamp / 2;
}

/* Stamps that stand for periods only once all are read: two of them for each. */
static void stamps_become_periods(void **state)
{
    struct visits visits = { .capacity = 0 };
    static const long stamps[] = { 9, 0, 1, 5, 4, 12 };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof stamps / sizeof *stamps; i++)
        visits_add(&visits, 0, stamps[i], "a", 1);
    visits_convert(&visits, halved, NULL); /* 0 2 4 6 */
    visits_settle(&visits, LONG_MIN, 9, 1);
    assert_int_equal(visits_count(&visits, VISIT_NEW, 0, 0), 1);
    assert_int_equal(visits_count(&visits, VISIT_RETURNED, 0, 2), 1);
    assert_int_equal(visits_count(&visits, VISIT_RETURNED, 0, 4), 1);
    assert_int_equal(visits_count(&visits, VISIT_KEPT, 0, 4), 0);
    assert_int_equal(visits_count(&visits, VISIT_LOST, 0, 2), 0);
    assert_int_equal(visits_count(&visits, VISIT_LOST, 0, 8), 1);
    visits_free(&visits);
}

static void nobody_is_nobody(void **state)
{
    struct visits visits = { .capacity = 0 };

    (void)state;
    visits_settle(&visits, 1, 9, 1);
    assert_int_equal(visits_count(&visits, VISIT_NEW, 0, 5), 0);
    assert_int_equal(visits_count(&visits, VISIT_NEW, 0, 1), -1);
    visits_free(&visits);
    visits_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_logs_agree_with_a_plain_count),
        cmocka_unit_test(stamps_become_periods),
        cmocka_unit_test(nobody_is_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
