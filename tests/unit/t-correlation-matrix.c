/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrices of correlations against pairs done one by one, and the product under them. */
#include "../digits.h"

#include <stdlib.h>
#include <string.h>

#include "stats/correlation_matrix.h"
#include "stats/cross_products.h"
#include "stats/moments.h"

enum { ROWS = 700, COLUMNS = 23 };

static unsigned long seed = 3;

static double uniform(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(seed >> 11) / 9007199254740992.;
}

static double cells[COLUMNS][ROWS];
static const double *columns[COLUMNS];

/* Columns of many kinds that share a part; `gaps` of the cells are missing. */
static void fill(double gaps)
{
    static const double offset[] = { 0, 1e15, -3, 1e6, 1e-8 };
    static const double scale[] = { 1, 1, 1e-3, 1e200, 1e-200 };
    double common[ROWS];

    for (size_t i = 0; i < ROWS; i++)
        common[i] = uniform();
    for (size_t j = 0; j < COLUMNS; j++) {
        columns[j] = cells[j];
        for (size_t i = 0; i < ROWS; i++) {
            double v = offset[j % 5] +
                       scale[j % 5] * floor(1e3 * (uniform() + (double)j / 10 * common[i]));

            cells[j][i] = uniform() < gaps ? NAN : v;
        }
    }
}

static void assert_same(double a, double b)
{
    if (isnan(a) != isnan(b) || fabs(a - b) > 1e-13) {
        print_error("%.17g is not %.17g\n", a, b);
        fail();
    }
}

static void assert_matches(const struct correlation_matrix *m, const double *const *x,
                           const double *const *y, size_t rows)
{
    for (size_t i = 0; i < m->rows_of_it; i++) {
        for (size_t j = 0; j < m->columns_of_it; j++) {
            struct correlation pair = correlation_test(m->method, x[i], y[j], rows);
            struct correlation at = correlation_matrix_at(m, i, j);

            if (x[i] == y[j] && pair.status == STATS_OK)
                pair.r = 1;
            assert_same(m->r[i * m->columns_of_it + j], pair.r);
            assert_int_equal((int)m->n[i * m->columns_of_it + j], (int)pair.n);
            assert_int_equal(at.status, pair.status);
            assert_same(at.low, x[i] == y[j] && pair.status == STATS_OK ? at.low : pair.low);
            if (x[i] != y[j])
                assert_same(at.p, pair.p);
        }
    }
}

static void check(enum correlation_method method, double gaps, size_t rows)
{
    struct correlation_matrix m;

    fill(gaps);
    correlation_matrix(method, columns, COLUMNS, NULL, 0, rows, 2, &m);
    assert_matches(&m, columns, columns, rows);
    correlation_matrix_free(&m);
    correlation_matrix(method, columns, 5, columns + 5, COLUMNS - 5, rows, 2, &m);
    assert_int_equal(m.rows_of_it, 5);
    assert_int_equal(m.columns_of_it, COLUMNS - 5);
    assert_matches(&m, columns, columns + 5, rows);
    correlation_matrix_free(&m);
}

static void pearson(void **state)
{
    (void)state;
    check(CORRELATION_PEARSON, 0, ROWS);
    check(CORRELATION_PEARSON, .2, ROWS);
    check(CORRELATION_PEARSON, .9, ROWS);
}

static void spearman(void **state)
{
    (void)state;
    check(CORRELATION_SPEARMAN, 0, ROWS);
    check(CORRELATION_SPEARMAN, .1, 100);
}

static void kendall(void **state)
{
    (void)state;
    check(CORRELATION_KENDALL, 0, 80);
    check(CORRELATION_KENDALL, .1, 80);
}

static void biweight(void **state)
{
    (void)state;
    check(CORRELATION_BIWEIGHT, 0, ROWS);
    check(CORRELATION_BIWEIGHT, .1, 100);
}

static void few_rows(void **state)
{
    (void)state;
    for (size_t rows = 0; rows < 6; rows++) {
        for (int m = CORRELATION_PEARSON; m <= CORRELATION_BIWEIGHT; m++) {
            check((enum correlation_method)m, 0, rows);
            check((enum correlation_method)m, .4, rows);
        }
    }
}

/* Few different values: nearly every cell is tied with others, in one column or in both. */
static void ties_and_gaps(void **state)
{
    static const enum correlation_method methods[] = { CORRELATION_SPEARMAN, CORRELATION_KENDALL };

    (void)state;
    for (int k = 0; k < 2; k++) {
        struct correlation_matrix m;

        for (size_t j = 0; j < COLUMNS; j++) {
            columns[j] = cells[j];
            for (size_t i = 0; i < ROWS; i++)
                cells[j][i] = uniform() < .2 ? NAN : floor((double)(j % 4 + 1) * uniform());
        }
        correlation_matrix(methods[k], columns, COLUMNS, NULL, 0, 150, 2, &m);
        assert_matches(&m, columns, columns, 150);
        correlation_matrix_free(&m);
    }
}

static void gaps_in_one_column_leave_the_others_fast(void **state)
{
    (void)state;
    for (int m = CORRELATION_PEARSON; m <= CORRELATION_BIWEIGHT; m++) {
        struct correlation_matrix a;

        fill(0);
        cells[4][17] = NAN;
        correlation_matrix((enum correlation_method)m, columns, COLUMNS, NULL, 0, 90, 1, &a);
        assert_matches(&a, columns, columns, 90);
        correlation_matrix_free(&a);
    }
}

/*
 * Where y is there, x is far from its mean and hardly varies; where it is not, x is
 * enormous: sums over the whole column would leave no digit of the pair's.
 */
static void common_rows_far_from_the_mean(void **state)
{
    struct correlation_matrix m;

    (void)state;
    fill(0);
    for (size_t i = 0; i < ROWS; i++) {
        cells[0][i] = i < 600 ? 1e9 + 1e-3 * uniform() : -1e12 * uniform();
        cells[1][i] = i < 600 ? (cells[0][i] - 1e9) * 7 + 1e-3 * uniform() : NAN;
        cells[2][i] = i < 600 ? 5 : uniform(); /* constant where the second is there */
        cells[3][i] = 4;                       /* and constant everywhere */
        cells[4][i] = NAN;
    }
    correlation_matrix(CORRELATION_PEARSON, columns, 6, NULL, 0, ROWS, 1, &m);
    assert_matches(&m, columns, columns, ROWS);
    assert_true(m.r[1] > .9);
    assert_nan(m.r[1 * 6 + 2]);
    assert_nan(m.r[3 * 6 + 3]);
    assert_nan(m.r[4 * 6 + 4]);
    assert_int_equal((int)m.n[4], 0);
    assert_int_equal(correlation_matrix_at(&m, 3, 0).status, STATS_CONSTANT);
    assert_int_equal(correlation_matrix_at(&m, 4, 0).status, STATS_TOO_FEW);
    correlation_matrix_free(&m);
}

/* Anscombe (1973), The American Statistician 27: all four r to the digits R gives. */
static void anscombe(void **state)
{
    static const double x123[] = { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 };
    static const double x4[] = { 8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8 };
    static const double y1[] = {
        8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68
    };
    static const double y2[] = { 9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74 };
    static const double y3[] = {
        7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73
    };
    static const double y4[] = { 6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89 };
    const double *x[] = { x123, x4 };
    const double *y[] = { y1, y2, y3, y4 };
    struct correlation_matrix m;

    (void)state;
    correlation_matrix(CORRELATION_PEARSON, x, 2, y, 4, 11, 1, &m);
    /* sprintf("%.15g", diag(cor(anscombe[1:4], anscombe[5:8]))) */
    assert_digits(m.r[0], 0.81642051634484, 14.5);
    assert_digits(m.r[1], 0.816236506000243, 14.5);
    assert_digits(m.r[2], 0.816286739489598, 14.5);
    assert_digits(m.r[7], 0.816521436888503, 14.5);
    correlation_matrix_free(&m);
}

/* NIST's NumAcc4 beside itself shifted to its exact counterpart 0, -1, 1, -1, 1 ... */
static void numacc4(void **state)
{
    static double x[1001];
    static double exact[1001];
    const double *pair[] = { x, exact };
    struct correlation_matrix m;

    (void)state;
    for (size_t i = 0; i < 1001; i++) {
        exact[i] = i == 0 ? 0 : (i % 2 ? -1 : 1);
        x[i] = i == 0 ? 10000000.2 : (i % 2 ? 10000000.1 : 10000000.3);
    }
    correlation_matrix(CORRELATION_PEARSON, pair, 2, NULL, 0, 1001, 1, &m);
    assert_digits(m.r[1], moments_correlation(x, exact, 1001), 15);
    assert_digits(m.r[1], 1, 14);
    correlation_matrix_free(&m);
}

static void threads_do_not_change_a_bit(void **state)
{
    enum { TALL = 40000, FEW = 5 };
    double *tall = malloc(sizeof(double) * TALL * FEW);
    const double *x[FEW];
    struct correlation_matrix one;
    struct correlation_matrix many;

    (void)state;
    for (size_t j = 0; j < FEW; j++) {
        x[j] = tall + j * TALL;
        for (size_t i = 0; i < TALL; i++)
            tall[j * TALL + i] = uniform() < .01 ? NAN : uniform();
    }
    correlation_matrix(CORRELATION_PEARSON, x, FEW, NULL, 0, TALL, 1, &one);
    correlation_matrix(CORRELATION_PEARSON, x, FEW, NULL, 0, TALL, 7, &many);
    assert_memory_equal(one.r, many.r, sizeof(double) * FEW * FEW);
    for (size_t i = 0; i < FEW * FEW; i++)
        assert_same(one.r[i],
                    i % (FEW + 1) ? moments_correlation(x[i / FEW], x[i % FEW], TALL) : 1);
    correlation_matrix_free(&one);
    correlation_matrix_free(&many);
    free(tall);
}

struct matrix {
    size_t rows;
    const double *cells;
};

static void deliver(const void *context, size_t column, size_t row, size_t count, double *to)
{
    const struct matrix *m = context;

    memcpy(to, m->cells + column * m->rows + row, count * sizeof *to);
}

static double slow_product(const double *a, const double *b, size_t rows)
{
    long double sum = 0;

    for (size_t i = 0; i < rows; i++)
        sum += (long double)a[i] * b[i];
    return (double)sum;
}

/* Sizes around the edges of tiles, panels, bands and stretches. */
static void products_of_awkward_sizes(void **state)
{
    static const size_t size[][3] = { { 1, 1, 1 },     { 7, 5, 255 },  { 8, 6, 256 },
                                      { 9, 7, 257 },   { 241, 13, 9 }, { 3, 250, 300 },
                                      { 2, 2, 16385 }, { 4, 3, 0 },    { 0, 3, 10 } };

    (void)state;
    for (size_t s = 0; s < sizeof size / sizeof *size; s++) {
        size_t m = size[s][0];
        size_t k = size[s][1];
        size_t rows = size[s][2];
        double *a = malloc(sizeof(double) * (m * rows + 1));
        double *b = malloc(sizeof(double) * (k * rows + 1));
        double *out = malloc(sizeof(double) * (m * k + m * m + 1));
        struct matrix ma = { rows, a };
        struct matrix mb = { rows, b };
        struct cross_products_side sa = { deliver, &ma, m };
        struct cross_products_side sb = { deliver, &mb, k };

        for (size_t i = 0; i < m * rows; i++)
            a[i] = uniform() - .5;
        for (size_t i = 0; i < k * rows; i++)
            b[i] = uniform() - .5;
        cross_products(&sa, &sb, rows, 2, out);
        for (size_t i = 0; i < m; i++) {
            for (size_t j = 0; j < k; j++)
                assert_true(fabs(out[i * k + j] - slow_product(a + i * rows, b + j * rows, rows)) <
                            1e-11);
        }
        cross_products(&sa, NULL, rows, 0, out);
        for (size_t i = 0; i < m; i++) {
            for (size_t j = 0; j < m; j++)
                assert_true(fabs(out[i * m + j] - slow_product(a + i * rows, a + j * rows, rows)) <
                            1e-11);
        }
        free(a);
        free(b);
        free(out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pearson),
        cmocka_unit_test(spearman),
        cmocka_unit_test(kendall),
        cmocka_unit_test(biweight),
        cmocka_unit_test(few_rows),
        cmocka_unit_test(ties_and_gaps),
        cmocka_unit_test(gaps_in_one_column_leave_the_others_fast),
        cmocka_unit_test(common_rows_far_from_the_mean),
        cmocka_unit_test(anscombe),
        cmocka_unit_test(numacc4),
        cmocka_unit_test(threads_do_not_change_a_bit),
        cmocka_unit_test(products_of_awkward_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
