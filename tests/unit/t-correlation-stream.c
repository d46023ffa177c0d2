/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlations of rows that are not kept, against pairs done by two passes. */
#include "../digits.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/correlation_stream.h"
#include "stats/moments.h"

enum { ROWS = 1200, COLUMNS = 19 };

static unsigned long seed = 7;

static double uniform(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(seed >> 11) / 9007199254740992.;
}

static double rows_of[ROWS * COLUMNS]; /* row by row */
static double columns_of[COLUMNS][ROWS];

static void turn(size_t rows, size_t columns)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            columns_of[j][i] = rows_of[i * columns + j];
}

/* All pairs of rows cut into blocks of `cut` rows. */
static void stream_matrix(size_t rows, size_t columns, size_t cut, struct correlation_matrix *out)
{
    struct correlation_stream *stream = correlation_stream_new(columns);
    struct correlation_stream_block *block = correlation_stream_block_new(columns);
    size_t every[COLUMNS];

    for (size_t row = 0; row < rows; row += cut) {
        correlation_stream_measure(block, rows_of + row * columns,
                                   rows - row < cut ? rows - row : cut);
        correlation_stream_add(stream, block);
    }
    for (size_t j = 0; j < columns; j++)
        every[j] = j;
    correlation_stream_matrix(stream, every, columns, NULL, 0, out);
    correlation_stream_block_free(block);
    correlation_stream_free(stream);
}

static void matches(size_t rows, size_t columns, size_t cut, double tolerance)
{
    struct correlation_matrix m;

    turn(rows, columns);
    stream_matrix(rows, columns, cut, &m);
    for (size_t i = 0; i < columns; i++) {
        for (size_t j = 0; j < columns; j++) {
            struct correlation want = correlation_test(CORRELATION_PEARSON, columns_of[i],
                                                       columns_of[j], rows);
            struct correlation got = correlation_matrix_at(&m, i, j);

            assert_int_equal(got.n, want.n);
            if (isnan(got.r) != isnan(want.r) || fabs(got.r - want.r) > tolerance)
                fail_msg("columns %zu and %zu, blocks of %zu: %.17g is not %.17g", i, j, cut, got.r,
                         want.r);
        }
    }
    correlation_matrix_free(&m);
}

/* Columns of many kinds: far from 0, huge, tiny, drifting, a level shift, steps. */
static void fill(double gaps)
{
    static const double offset[] = { 0, 1e15, -3, 1e6, 1e-8 };
    static const double scale[] = { 1, 1, 1e-3, 1e200, 1e-200 };

    for (size_t i = 0; i < ROWS; i++) {
        double common = uniform();

        for (size_t j = 0; j < COLUMNS; j++) {
            double v = offset[j % 5] +
                       scale[j % 5] * floor(1e3 * (uniform() + (double)j / 10 * common));

            if (j % 7 == 5)
                v += (double)i * scale[j % 5] * 100;
            if (j % 7 == 6)
                v += i < 5 ? 0 : 1e6 * scale[j % 5];
            if (j == 11)
                v = (double)(i / 64);
            rows_of[i * COLUMNS + j] = uniform() < gaps ? NAN : v;
        }
    }
}

static void blocks_give_what_pairs_give(void **unused)
{
    static const size_t cuts[] = { 1, 2, 7, 64, 500, ROWS };

    (void)unused;
    for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++) {
        fill(0);
        matches(ROWS, COLUMNS, cuts[c], 1e-13);
        fill(.1);
        matches(ROWS, COLUMNS, cuts[c], 1e-13);
        fill(.9);
        matches(ROWS, COLUMNS, cuts[c], 1e-13);
    }
}

/* NIST's NumAcc4: 10000000.2, then 10000000.1 and .3 in turn; r with its row's parity is 1
 * but for that first row. And 1e15 with noise in its last digits. */
static void far_from_zero(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < 1001; i++) {
        rows_of[i * 3] = i == 0 ? 10000000.2 : i % 2 ? 10000000.1 : 10000000.3;
        rows_of[i * 3 + 1] = 1e15 + floor(64 * uniform());
        rows_of[i * 3 + 2] = rows_of[i * 3 + 1] - 1e15 + floor(8 * uniform());
    }
    matches(1001, 3, 1001, 1e-15);
    matches(1001, 3, 100, 1e-15);
    matches(1001, 3, 1, 2e-15);
}

/* Anscombe (1973), set I: .81642051634484 in R, to all digits. */
static void anscombe(void **unused)
{
    static const double x[] = { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 };
    static const double y[] = { 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68 };
    struct correlation_matrix m;

    (void)unused;
    for (size_t cut = 1; cut <= 11; cut++) {
        for (size_t i = 0; i < 11; i++) {
            rows_of[2 * i] = x[i];
            rows_of[2 * i + 1] = y[i];
        }
        stream_matrix(11, 2, cut, &m);
        assert_true(fabs(m.r[1] - 0.816420516344840) < 1e-15);
        correlation_matrix_free(&m);
    }
}

static void constants_are_found(void **unused)
{
    static const size_t cuts[] = { 1, 3, 50, 200 };

    (void)unused;
    for (size_t c = 0; c < 4; c++) {
        for (size_t i = 0; i < 200; i++) {
            double *row = rows_of + i * 4;

            row[0] = .1; /* constant */
            row[1] = uniform();
            row[2] = i % 3 ? NAN : 1e9 + .1;       /* constant, with gaps */
            row[3] = i % 3 ? 1e5 * uniform() : .7; /* constant where column 2 is there */
        }
        matches(200, 4, cuts[c], 1e-14);
    }
}

/* r of columns in proportion is 1, with gaps as well. */
static void one_is_one(void **unused)
{
    (void)unused;
    for (size_t c = 1; c < 300; c += 41) {
        struct correlation_matrix m;

        for (size_t i = 0; i < 300; i++) {
            double v = 1e7 * uniform();

            rows_of[i * 3] = uniform() < .2 ? NAN : v;
            rows_of[i * 3 + 1] = uniform() < .2 ? NAN : 3 * v + 7;
            rows_of[i * 3 + 2] = -.1 * v;
        }
        stream_matrix(300, 3, c, &m);
        assert_true(m.r[0] == 1 && m.r[1] == 1 && m.r[2] == -1 && m.r[5] == -1 && m.r[8] == 1);
        correlation_matrix_free(&m);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_give_what_pairs_give),
        cmocka_unit_test(far_from_zero),
        cmocka_unit_test(anscombe),
        cmocka_unit_test(constants_are_found),
        cmocka_unit_test(one_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
