/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collinearity: against R on Longley's (1967) data, and where columns do determine each other. */
#include "../digits.h"

#include <string.h>

#include "stats/collinear.h"

/* datasets::longley: price index, GNP, unemployed, armed forces, population, year */
static const double longley[6][16] = {
    { 83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7,
      116.9 },
    { 234.289, 259.426, 258.054, 284.599, 328.975, 346.999, 365.385, 363.112, 397.469, 419.18,
      442.769, 444.546, 482.704, 502.601, 518.173, 554.894 },
    { 235.6, 232.5, 368.2, 335.1, 209.9, 193.2, 187, 357.8, 290.4, 282.2, 293.6, 468.1, 381.3,
      393.1, 480.6, 400.7 },
    { 159, 145.6, 161.6, 165, 309.9, 359.4, 354.7, 335, 304.8, 285.7, 279.8, 263.7, 255.2, 251.4,
      257.2, 282.7 },
    { 107.608, 108.632, 109.773, 110.929, 112.075, 113.27, 115.094, 116.219, 117.388, 118.734,
      120.445, 121.95, 123.366, 125.368, 127.852, 130.081 },
    { 1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961,
      1962 },
};

static double centred[6][16], one[16];
static const double *columns[7];

static void centre(void)
{
    for (size_t j = 0; j < 6; j++) {
        double mean = 0;

        for (size_t i = 0; i < 16; i++)
            mean += longley[j][i] / 16;
        for (size_t i = 0; i < 16; i++)
            centred[j][i] = longley[j][i] - mean;
        columns[j] = centred[j];
    }
}

static void inflation_as_r(void **state)
{
    /* X <- as.matrix(longley[, 1:6]); diag(solve(cor(X))) */
    static const double vif[] = { 135.53243827997960, 1788.51348271751795, 33.61889059603912,
                                  3.58893019344537,   399.15102231250660,  758.98059740678480 };
    /* Z <- scale(X, scale = FALSE); Z <- sweep(Z, 2, sqrt(colSums(Z^2)), "/"); s <- svd(Z);
       s$d[1] / s$d */
    static const double condition[] = { 1,
                                        1.97904844644675,
                                        4.75702809548504,
                                        17.56037153557815,
                                        42.47098619337167,
                                        110.54415344231381 };
    /* phi <- sweep(s$v^2, 2, s$d^2, "/"); t(phi / rowSums(phi))[6, ] */
    static const double share[] = { 0.357949753075340, 0.994305403622343, 0.911687781951316,
                                    0.238876023743102, 0.645611779336947, 0.709542192356614 };
    struct collinear c;

    (void)state;
    centre();
    assert_int_equal(collinear_start(&c, columns, 6, 16), STATS_OK);
    for (size_t j = 0; j < 6; j++) {
        assert_digits(c.vif[j], vif[j], 10);
        assert_digits(c.condition[j], condition[j], 11);
        assert_digits(c.share[5 * 6 + j], share[j], 10);
    }
    collinear_free(&c);
}

/* As Belsley, Kuh & Welsch do it: columns as they are, a constant among them. */
static void condition_with_a_constant(void **state)
{
    /* Z <- cbind(1, X), scaled to length 1 without centring; svd as above */
    static const double condition[] = { 1,
                                        9.14172051987046,
                                        12.25573504927154,
                                        25.33660709862303,
                                        230.42394600187501,
                                        1048.08029800360464,
                                        43275.04358717978903 };
    struct collinear c;

    (void)state;
    for (size_t i = 0; i < 16; i++)
        one[i] = 1;
    columns[0] = one;
    for (size_t j = 0; j < 6; j++)
        columns[j + 1] = longley[j];
    assert_int_equal(collinear_start(&c, columns, 7, 16), STATS_OK);
    for (size_t k = 0; k < 7; k++)
        assert_digits(c.condition[k], condition[k], 9);
    assert_digits(c.share[6 * 7], 0.9998503008585734, 9);
    assert_digits(c.share[6 * 7 + 6], 0.9998391233821368, 9);
    collinear_free(&c);
}

static void names_who_goes_together(void **state)
{
    struct collinear c;
    bool together[6];

    (void)state;
    centre();
    collinear_start(&c, columns, 6, 16);
    assert_true(collinear_name(&c, 1, together)); /* GNP, with unemployed, population, year */
    assert_true(together[1] && together[2] && together[4] && together[5]);
    assert_false(together[0] || together[3]);
    /* Prices have their third on that index, too: it is whom they go with that is named. */
    assert_true(collinear_name(&c, 0, together));
    assert_true(together[0] && together[1]);
    assert_false(together[3]);
    assert_false(collinear_name(&c, 3, together)); /* armed forces have a vif of 3.6 */
    assert_false(together[3]);
    collinear_free(&c);
}

static void units_do_not_matter(void **state)
{
    struct collinear c;
    double large[16], small[16];

    (void)state;
    centre();
    for (size_t i = 0; i < 16; i++) {
        large[i] = 1e200 * centred[1][i];
        small[i] = 1e-306 * centred[5][i];
    }
    columns[1] = large;
    columns[5] = small;
    assert_int_equal(collinear_start(&c, columns, 6, 16), STATS_OK);
    assert_digits(c.vif[1], 1788.51348271751795, 9);
    assert_digits(c.vif[5], 758.98059740678480, 9);
    collinear_free(&c);
}

static void what_determines_each_other(void **state)
{
    struct collinear c;
    double sum[16];
    bool together[4];

    (void)state;
    centre();
    for (size_t i = 0; i < 16; i++)
        sum[i] = centred[2][i] - 3 * centred[3][i];
    columns[0] = centred[2];
    columns[1] = centred[3];
    columns[2] = sum;
    columns[3] = centred[5];
    assert_int_equal(collinear_start(&c, columns, 4, 16), STATS_OK);
    assert_true(isinf(c.vif[0]) && isinf(c.vif[1]) && isinf(c.vif[2]));
    assert_true(isfinite(c.vif[3]));
    assert_true(isinf(c.condition[3]));
    assert_true(collinear_name(&c, 0, together));
    assert_false(together[3]);
    collinear_free(&c);
}

static void too_few_and_constant(void **state)
{
    static const double zero[16];
    struct collinear c;
    bool together[2];

    (void)state;
    centre();
    assert_int_equal(collinear_start(&c, columns, 6, 5), STATS_TOO_FEW);
    assert_nan(c.vif[0]);
    collinear_free(&c);
    assert_int_equal(collinear_start(&c, columns, 0, 5), STATS_TOO_FEW);
    collinear_free(&c);
    columns[1] = zero;
    assert_int_equal(collinear_start(&c, columns, 2, 16), STATS_CONSTANT);
    assert_nan(c.vif[0]);
    assert_false(collinear_name(&c, 0, together));
    collinear_free(&c);
    assert_int_equal(collinear_start(&c, columns, 1, 16), STATS_OK);
    assert_true(c.vif[0] == 1 && c.condition[0] == 1);
    collinear_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inflation_as_r),
        cmocka_unit_test(condition_with_a_constant),
        cmocka_unit_test(names_who_goes_together),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(what_determines_each_other),
        cmocka_unit_test(too_few_and_constant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
