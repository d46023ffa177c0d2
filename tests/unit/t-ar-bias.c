/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What controls take from an autoregression is given back: in R's figures, and on average. */
#include "tests/digits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_poly.h>

#include "stats/ar_bias.h"
#include "stats/project.h"

enum { MOST = 60 };

struct bed {
    size_t n, columns;
    bool present[MOST];
    double basis[2 * MOST];
    struct ar_bias bias;
};

/* Constant and trend of n rows, those that `gaps` names (0: no more) missing. */
static void bed_start(struct bed *bed, size_t n, const size_t *gaps)
{
    size_t t;

    bed->n = n;
    for (t = 0; t < n; t++)
        bed->present[t] = true;
    for (; *gaps > 0; gaps++)
        bed->present[*gaps] = false;
    for (t = 0; t < n; t++) {
        bed->basis[t] = bed->present[t];
        bed->basis[n + t] = bed->present[t] ? (double)t : 0;
    }
    bed->columns = project_basis(bed->basis, n, 2);
    ar_bias_start(&bed->bias, bed->basis, bed->columns, n, bed->present);
}

/* Stationary, or on the edge of it: the roots of z^p - phi1 z^(p-1) - … lie within the unit circle, or
   on it; several in one place are found to two or three digits only. */
static bool inside(const struct ar_fit *fit)
{
    double polynomial[AR_MAX + 1], roots[2 * AR_MAX];
    size_t p = fit->order, i;
    gsl_poly_complex_workspace *room;

    while (p > 0 && fit->phi[p - 1] == 0)
        p--;
    if (p == 0)
        return true;
    for (i = 0; i < p; i++)
        polynomial[i] = -fit->phi[p - 1 - i];
    polynomial[p] = 1;
    room = gsl_poly_complex_workspace_alloc(p + 1);
    assert_int_equal(gsl_poly_complex_solve(polynomial, p + 1, room, roots), 0);
    gsl_poly_complex_workspace_free(room);
    for (i = 0; i < p; i++)
        if (!(hypot(roots[2 * i], roots[2 * i + 1]) < 1.03))
            return false;
    return fabs(fit->phi[fit->order - 1]) <= 1;
}

/*
 * n <- 30; there <- !(1:n %in% c(11, 12, 20)); Q <- qr.Q(qr(cbind(1, 1:n) * there)); p <- length(phi)
 * g <- ARMAacf(phi, lag.max = n - 1); s <- diag(t(Q) %*% toeplitz(as.numeric(g)) %*% Q)
 * c <- sapply(0:p, function(k) { i <- (1 + k):n
 *      g[k + 1] - sum(s * colSums(Q[i, ] * Q[i - k, ])) / sum(there[i] & there[i - k]) })
 * k <- 2 * ARMAacf(phi, lag.max = p, pacf = TRUE) - diag(as.matrix(acf2AR(as.numeric(c / c[1]))))
 * f <- numeric(); for (m in 1:p) f <- c(f - k[m] * rev(f), k[m])
 */
static void agrees_with_r(void **state)
{
    static const size_t gaps[] = { 10, 11, 19, 0 };
    struct bed bed;
    struct ar_fit two = { .order = 2, .phi = { 1.1, -.3 }, .variance = 1 };
    struct ar_fit three = { .order = 3, .phi = { .5, .2, -.3 }, .variance = 1 };

    (void)state;
    bed_start(&bed, 30, gaps);
    ar_bias_correct(&bed.bias, &two);
    assert_digits(two.phi[0], 1.1734125071092412, 11);
    assert_digits(two.phi[1], -0.25501581382978744, 11);
    assert_int_equal(two.order, 2);
    assert_true(two.variance == 1);
    ar_bias_correct(&bed.bias, &three);
    assert_digits(three.phi[0], 0.55463863636672628, 11);
    assert_digits(three.phi[1], 0.2306045912985224, 11);
    assert_digits(three.phi[2], -0.24114144535344983, 11);
    ar_bias_free(&bed.bias);
}

/* Of 52 rows of AR(.9) about a trend: the plain fit is .16 short on average. */
static void gives_back_most(void **state)
{
    enum { N = 52, SERIES = 2000 };
    static const size_t none[] = { 0 }, some[] = { 7, 23, 24, 40, 0 };
    const size_t *gaps[] = { none, some };
    double work[AR_WORK(N)], e[N];
    size_t g, s, t;

    (void)state;
    for (g = 0; g < 2; g++) {
        double plain = 0, corrected = 0;
        struct bed bed;

        bed_start(&bed, N, gaps[g]);
        for (s = 0; s < SERIES; s++) {
            struct random random;
            struct ar_fit fit;
            double now = 0;

            random_start(&random, 12, s);
            for (t = 0; t < 60 + N; t++) {
                now = .9 * now + random_normal(&random);
                if (t >= 60)
                    e[t - 60] = bed.present[t - 60] ? now : 0;
            }
            project_out(bed.basis, N, bed.columns, e);
            for (t = 0; t < N; t++)
                e[t] = bed.present[t] ? e[t] : NAN;
            ar_burg_order(e, N, 1, work, &fit);
            plain += fit.phi[0] / SERIES;
            ar_bias_correct(&bed.bias, &fit);
            corrected += fit.phi[0] / SERIES;
            assert_true(inside(&fit));
        }
        assert_true(plain < .82);
        assert_true(fabs(corrected - .9) < .5 * fabs(plain - .9));
        ar_bias_free(&bed.bias);
    }
}

/* Whatever the reflection coefficients, what comes back is stationary or on the edge of it. */
static void stays_in_the_unit_circle(void **state)
{
    static const size_t gaps[] = { 3, 4, 5, 0 };
    struct random random;
    struct bed bed;
    size_t s, m, i;
    int edge = 0;

    (void)state;
    bed_start(&bed, 20, gaps);
    random_start(&random, 13, 1);
    for (s = 0; s < 2000; s++) {
        struct ar_fit fit = { .order = 1 + s % AR_MAX };
        double before[AR_MAX];

        for (m = 1; m <= fit.order; m++) {
            double k = s % 3 ? 2 * random_unit(&random) - 1 : random_sign(&random) * .999;

            memcpy(before, fit.phi, sizeof before);
            for (i = 1; i < m; i++)
                fit.phi[i - 1] = before[i - 1] - k * before[m - i - 1];
            fit.phi[m - 1] = k;
        }
        ar_bias_correct(&bed.bias, &fit);
        assert_true(inside(&fit));
        edge += fabs(fit.phi[fit.order - 1]) == 1;
    }
    assert_true(edge > 0);
    ar_bias_free(&bed.bias);
}

/* A cycle so regular that its coefficients are raised to the edge: the filter stays one that forgets. */
static void the_edge_is_no_abyss(void **state)
{
    static const size_t none[] = { 0 };
    double e[MOST], left[MOST], work[AR_WORK(MOST)];
    struct ar_fit fit, white;
    struct random random;
    struct bed bed;
    int t, raised = 0;
    uint64_t seed;

    (void)state;
    bed_start(&bed, MOST, none);
    for (seed = 1; seed <= 30; seed++) {
        double size = 0, sum = 0;

        random_start(&random, seed, 3);
        for (t = 0; t < MOST; t++)
            e[t] = cos(2 * M_PI * t / 12) + .02 * random_normal(&random);
        ar_burg_white(e, MOST, 6, bed.columns, work, &fit);
        white = fit;
        ar_bias_correct(&bed.bias, &fit);
        raised += fabs(fit.phi[fit.order - 1]) >= 1 || fit.order == 0;
        ar_bias_correct_white(&bed.bias, MOST, &white);
        assert_int_equal(white.order, fit.order);
        ar_filter(&white, e, MOST, left);
        for (t = (int)white.order; t < MOST; t++) {
            size += left[t] * left[t];
            sum += e[t] * e[t];
        }
        assert_true(size < .1 * sum);
    }
    assert_true(raised > 0);
    ar_bias_free(&bed.bias);
}

static void leaves_alone_what_has_none(void **state)
{
    static const size_t none[] = { 0 };
    double e[30], work[AR_WORK(30)];
    struct ar_fit fit = { .variance = 2 }, was = fit, one = { .order = 1, .phi = { .5 } };
    struct bed bed;
    int t;

    (void)state;
    bed_start(&bed, 30, none);
    ar_bias_correct(&bed.bias, &fit);
    assert_memory_equal(&fit, &was, sizeof fit);
    /* A constant is all taken by its control: nothing to fit, nothing to raise. */
    for (t = 0; t < 30; t++)
        e[t] = 0;
    ar_burg_full(e, 30, 2, bed.columns, work, &fit);
    assert_int_equal(fit.order, 0);
    ar_bias_correct(&bed.bias, &fit);
    assert_true(fit.phi[0] == 0);
    ar_bias_free(&bed.bias);
    /* No controls take nothing. */
    ar_bias_start(&bed.bias, bed.basis, 0, 30, bed.present);
    ar_bias_correct(&bed.bias, &one);
    assert_digits(one.phi[0], .5, 15);
    ar_bias_free(&bed.bias);
    /* Two rows say nothing of an order of 2. */
    bed_start(&bed, 2, none);
    fit = was = (struct ar_fit){ .order = 2, .phi = { .5, .2 } };
    ar_bias_correct(&bed.bias, &fit);
    assert_memory_equal(&fit, &was, sizeof fit);
    ar_bias_free(&bed.bias);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(gives_back_most),
        cmocka_unit_test(stays_in_the_unit_circle),
        cmocka_unit_test(the_edge_is_no_abyss),
        cmocka_unit_test(leaves_alone_what_has_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
