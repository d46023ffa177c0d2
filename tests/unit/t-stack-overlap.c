/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that files have in common, held against a count that looks at each pair, on random rows;
 * in one part and in many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reshape/stack_overlap.h"

enum { FILES = 4, ROWS = 120, KINDS = 25 };

static struct overlap_row rows[ROWS];

static unsigned draw(uint64_t *state, unsigned below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*state >> 33) % below;
}

static void make_rows(uint64_t *state)
{
    size_t i;

    for (i = 0; i < ROWS; i++) {
        unsigned kind = draw(state, KINDS);

        rows[i] = (struct overlap_row){ .hash = { kind, kind / 3 }, /* many meet in a slot */
                                        .number = i,
                                        .line = 100 + i,
                                        .file = i * FILES / ROWS };
    }
}

/* How many rows like this one a file has, before it or in all. */
static size_t like(const struct overlap_row *row, size_t file, size_t end)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < end; i++)
        count += rows[i].file == file && rows[i].hash[0] == row->hash[0];
    return count;
}

static bool is_too_many(const struct overlap_row *row, enum overlap_by by)
{
    size_t own = like(row, row->file, row->number + 1);
    size_t file;

    if (by == OVERLAP_BY_KEY) {
        for (file = row->file + 1; file < FILES; file++)
            if (like(row, file, ROWS))
                return true;
        return false;
    }
    for (file = 0; file < row->file; file++)
        if (like(row, file, ROWS) >= own)
            return true;
    return false;
}

static void find(enum overlap_by by, size_t parts, uint8_t *dropped, struct overlap_found *found)
{
    struct overlap overlap;
    struct error err;
    size_t i;

    memset(dropped, 0, ROWS / 8 + 1);
    overlap_begin(&overlap, parts);
    for (i = 0; i < ROWS; i++)
        assert_int_equal(overlap_add(&overlap, &rows[i], &err), 0);
    assert_int_equal(overlap_find(&overlap, by, dropped, found, &err), 0);
    overlap_end(&overlap);
}

static void agrees(enum overlap_by by, size_t parts)
{
    uint8_t dropped[ROWS / 8 + 1];
    struct overlap_found found;
    size_t count = 0;
    size_t i;

    find(by, parts, dropped, &found);
    for (i = 0; i < ROWS; i++) {
        bool too_many = is_too_many(&rows[i], by);

        assert_int_equal(dropped[i / 8] >> i % 8 & 1, too_many);
        if (too_many && count < OVERLAP_EXAMPLES) {
            assert_int_equal(found.examples[count].number, i);
            assert_int_equal(found.examples[count].line, rows[i].line);
            assert_true(found.examples[count].other != rows[i].file);
            assert_int_equal(rows[found.examples[count].other_line - 100].hash[0], rows[i].hash[0]);
        }
        count += too_many;
    }
    assert_int_equal(found.count, count);
    assert_true(count > 0);
}

static void rows_agree_with_a_count_of_pairs(void **state)
{
    uint64_t seed = 5;
    size_t i;

    (void)state;
    for (i = 0; i < 10; i++) {
        make_rows(&seed);
        agrees(OVERLAP_BY_ROWS, 1);
        agrees(OVERLAP_BY_ROWS, 64);
        agrees(OVERLAP_BY_KEY, 1);
        agrees(OVERLAP_BY_KEY, 64);
    }
}

static void labels_that_are_twice_in_a_file_say_nothing(void **state)
{
    uint8_t dropped[ROWS / 8 + 1];
    struct overlap_found found;
    size_t i;

    (void)state;
    for (i = 0; i < ROWS; i++) { /* each file has each of its hashes once, and so has the next */
        size_t each = ROWS / FILES;

        rows[i] = (struct overlap_row){ .hash = { i % each, 0 }, .number = i, .file = i / each };
    }
    find(OVERLAP_BY_LABELS, 11, dropped, &found);
    assert_false(found.within);
    assert_int_equal(found.count, ROWS - ROWS / FILES);
    rows[5].hash[0] = 4;
    find(OVERLAP_BY_LABELS, 11, dropped, &found);
    assert_true(found.within);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_agree_with_a_count_of_pairs),
        cmocka_unit_test(labels_that_are_twice_in_a_file_say_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
