/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST StRD: univariate summary statistics and linear regression, 9 digits or more. */
#include "../digits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nist-data.h"
#include "stats/linear.h"
#include "stats/moments.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void univariate(const char *name, const double *x, size_t n, double mean, double sd,
                       double r1, double digits_mean, double digits_sd, double digits_r)
{
    struct moments m = moments_of(x, n);
    double r = moments_autocorrelation(x, n, 1);

    printf("# %s: mean %.1f, sd %.1f, r1 %.1f digits\n", name, digits_right(m.mean, mean),
           digits_right(m.sd, sd), digits_right(r, r1));
    assert_int_equal(m.n, n);
    assert_digits(m.mean, mean, digits_mean);
    assert_digits(m.sd, sd, digits_sd);
    assert_digits(r, r1, digits_r);
}

static void real_univariate(void **state)
{
    (void)state;
    univariate("Lottery", lottery_data, COUNT(lottery_data), 518.958715596330, 291.699727470969,
               -0.120948622967393, 14.5, 14.5, 14);
    univariate("Lew", lew_data, COUNT(lew_data), -177.435000000000, 277.332168044316,
               -0.307304800605679, 14.5, 14.5, 14);
    /* values differ in the 4th decimal of 2.0: their doubles carry 12 digits of the sd */
    univariate("Mavro", mavro_data, COUNT(mavro_data), 2.00185600000000, 0.000429123454003053,
               0.937989183438248, 15, 12.5, 12);
    univariate("Michelson", michelson_data, COUNT(michelson_data), 299.852400000000,
               0.0790105478190518, 0.535199668621283, 15, 13, 13);
}

/* The first n decimal digits of pi, the 3 included: the spigot of Rabinowitz & Wagon (1995). */
static void pi_digits(double *out, size_t n)
{
    size_t size = n * 10 / 3 + 20;
    unsigned *a = calloc(size, sizeof *a);
    char *raw = calloc(n + 20, 1);
    size_t made = 0;

    for (size_t i = 0; i < size; i++)
        a[i] = 2;
    while (made < n + 10) {
        unsigned carry = 0;

        for (size_t i = size; i-- > 0;) {
            unsigned long value = 10UL * a[i] + carry * (unsigned long)(i + 1);
            unsigned long base = i ? 2UL * i + 1 : 10;

            a[i] = (unsigned)(value % base);
            carry = (unsigned)(value / base);
        }
        raw[made] = (char)(carry % 10);
        for (size_t k = made; carry >= 10 && k-- > 0;) {
            raw[k] = (char)(raw[k] + 1);
            if (raw[k] < 10)
                break;
            raw[k] = 0;
        }
        made++;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = raw[i];
    free(a);
    free(raw);
}

static void digits_of_pi(void **state)
{
    static double x[5000];

    (void)state;
    pi_digits(x, 5000);
    assert_int_equal((int)x[0], 3);
    assert_int_equal((int)x[5], 9);
    /* NIST's file, and so its certified values, has one misprint: ...18577(3)0532... */
    assert_int_equal((int)x[956], 8);
    x[956] = 3;
    univariate("PiDigits", x, 5000, 4.53480000000000, 2.86733906028871, -0.00355099287237972, 15,
               14, 12);
}

static void constructed_univariate(void **state)
{
    static const double numacc1[] = { 10000001, 10000003, 10000002 };
    static const double base[] = { 1.2, 1000000.2, 10000000.2 };
    /* what rounding the data to double leaves of the sd (.1 of 10000000.2 is 8 digits) */
    static const double sd_digits[] = { 14, 9.4, 8.2 };
    static const double r_digits[] = { 13, 9, 8.2 };
    static const double alternating[3][2] = { { 1.1, 1.3 },
                                              { 1000000.1, 1000000.3 },
                                              { 10000000.1, 10000000.3 } };
    static const char *const name[] = { "NumAcc2", "NumAcc3", "NumAcc4" };

    (void)state;
    univariate("NumAcc1", numacc1, 3, 10000002, 1, -.5, 17, 17, 17);
    for (size_t k = 0; k < 3; k++) {
        static double x[1001];

        x[0] = base[k];
        for (size_t i = 1; i < 1001; i++)
            x[i] = alternating[k][(i - 1) % 2];
        univariate(name[k], x, 1001, base[k], .1, -.999, 15, sd_digits[k], r_digits[k]);
    }
}

/* The doubles nearest to NumAcc4's values, taken as exact, have this sd: all 15 digits. */
static void numacc4_as_doubles(void **state)
{
    static double x[1001];
    long double squares = 0;
    long double mean;

    (void)state;
    x[0] = 10000000.2;
    for (size_t i = 1; i < 1001; i++)
        x[i] = i % 2 ? 10000000.1 : 10000000.3;
    mean = 0;
    for (size_t i = 0; i < 1001; i++)
        mean += ((long double)x[i] - 10000000) / 1001;
    for (size_t i = 0; i < 1001; i++) {
        long double d = (long double)x[i] - 10000000 - mean;

        squares += d * d;
    }
    assert_digits(moments_sd(x, 1001), (double)sqrtl(squares / 1000), 15);
}

static const struct nist_regression *certified(const char *name)
{
    for (size_t i = 0; i < COUNT(nist_regressions); i++) {
        if (strcmp(nist_regressions[i].name, name) == 0)
            return &nist_regressions[i];
    }
    fail();
    return NULL;
}

static void check(const struct linear_fit *fit, const char *name, double digits)
{
    const struct nist_regression *c = certified(name);
    double least_b = 17;
    double least_se = 17;

    assert_int_equal(fit->status, STATS_OK);
    assert_int_equal(fit->k, c->k);
    for (int j = 0; j < c->k; j++) {
        least_b = fmin(least_b, digits_right(fit->coefficient[j], c->b[j]));
        least_se = fmin(least_se, digits_right(fit->se[j], c->se[j]));
    }
    printf("# %s: coefficients %.1f, their errors %.1f, sigma %.1f, R2 %.1f, F %.1f digits; rcond "
           "%.2g\n",
           name, least_b, least_se, digits_right(fit->sigma, c->sigma),
           digits_right(fit->r2, c->r2), c->f > 0 ? digits_right(fit->f, c->f) : 17, fit->rcond);
    assert_true(least_b >= digits);
    assert_true(least_se >= digits);
    assert_digits(fit->sigma, c->sigma, digits);
    assert_digits(fit->r2, c->r2, digits);
    if (c->f > 0)
        assert_digits(fit->f, c->f, digits);
    else
        assert_true(fit->f > 1e20);
}

/* Rows of y, x as nist-data.h has them, into columns of their own. */
static void split(const double *rows, size_t n, size_t k, double *y, double *x)
{
    for (size_t i = 0; i < n; i++) {
        y[i] = rows[i * k];
        for (size_t j = 1; j < k; j++)
            x[(j - 1) * n + i] = rows[i * k + j];
    }
}

static void straight(const char *name, const double *rows, size_t n, size_t k, bool constant,
                     double digits)
{
    double y[100];
    double x[600];
    const double *columns[6];
    struct linear_design design = { columns, k - 1, y, n, constant };
    struct linear_fit fit;

    split(rows, n, k, y, x);
    for (size_t j = 0; j + 1 < k; j++)
        columns[j] = x + j * n;
    linear_fit(&design, &fit);
    check(&fit, name, digits);
    linear_free(&fit);
}

static void lines(void **state)
{
    (void)state;
    straight("Norris", norris_data[0], COUNT(norris_data), 2, true, 12);
    straight("NoInt1", noint1_data[0], COUNT(noint1_data), 2, false, 13);
    straight("NoInt2", noint2_data[0], COUNT(noint2_data), 2, false, 13);
}

static void longley(void **state)
{
    (void)state;
    straight("Longley", longley_data[0], COUNT(longley_data), 7, true, 12);
}

static void polynomial(const char *name, const double *rows, size_t n, size_t degree, double digits)
{
    double y[100];
    double x[100];
    struct linear_fit fit;

    split(rows, n, 2, y, x);
    linear_fit_polynomial(x, y, n, degree, &fit);
    check(&fit, name, digits);
    linear_free(&fit);
}

static void curves(void **state)
{
    (void)state;
    polynomial("Pontius", pontius_data[0], COUNT(pontius_data), 2, 11);
    polynomial("Filip", filip_data[0], COUNT(filip_data), 10, 9);
}

/* Wampler's quintic on 0 .. 20; sets 3, 4, 5 add 1, 100, 10,000 times these deviations. */
static void wampler(void **state)
{
    static const double deviation[] = { 759,   -2048, 2048,  -2048, 2523,  -2048, 2048,
                                        -2048, 1838,  -2048, 2048,  -2048, 1838,  -2048,
                                        2048,  -2048, 2523,  -2048, 2048,  -2048, 759 };
    static const double noise[] = { 0, 0, 1, 100, 10000 };
    double powers[5][21];
    double y[21];
    const double *columns[5];

    (void)state;
    for (int set = 1; set <= 5; set++) {
        double slope = set == 2 ? .1 : 1;
        char name[20];
        struct linear_design design = { columns, 5, y, 21, true };
        struct linear_fit fit;

        for (size_t i = 0; i < 21; i++) {
            long double sum = 0;

            for (int j = 5; j > 0; j--) {
                powers[j - 1][i] = pow((double)i, j);
                sum += (long double)pow((double)i, j) *
                       (set == 2 ? 1 / powl(10, j) : (long double)slope);
            }
            /* NIST prints the second set to 5 decimals, which is all it has */
            y[i] = (double)(sum + 1) + noise[set - 1] * deviation[i];
        }
        for (size_t j = 0; j < 5; j++)
            columns[j] = powers[j];
        snprintf(name, sizeof name, "Wampler%d", set);
        linear_fit(&design, &fit);
        check(&fit, name, set == 2 ? 10 : 9);
        linear_free(&fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_univariate),
        cmocka_unit_test(digits_of_pi),
        cmocka_unit_test(constructed_univariate),
        cmocka_unit_test(numacc4_as_doubles),
        cmocka_unit_test(lines),
        cmocka_unit_test(longley),
        cmocka_unit_test(curves),
        cmocka_unit_test(wampler),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
