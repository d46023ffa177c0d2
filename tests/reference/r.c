/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of R 4.2.2 and its packages sandwich 3.0-2 and lmtest 0.9-40, to 15
 * digits; the command that gave each stands beside it.
 */
#include "../digits.h"

#include <stdlib.h>

#include "stats/adjust.h"
#include "stats/cluster.h"
#include "stats/correlation.h"
#include "stats/granger.h"
#include "stats/linear.h"
#include "stats/moments.h"
#include "stats/welch.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/*
 * data(Investment, package = "sandwich"), 1963-1982: Greene (1993), Econometric
 * Analysis, table 15.1. RealInv, RealGNP, RealInt; the first RealInt is missing.
 */
static const double real_inv[] = { 126.83131017161993, 133.84636526040953,
                                   152.63582571274878, 163.75716519020324,
                                   155.32506956741716, 161.49745577901624,
                                   172.02442677727851, 157.68179332968833,
                                   173.31527965836892, 195,
                                   217.30496453900707, 198.73131734445602,
                                   163.84450274266635, 194.87683240139035,
                                   231.41735094609069, 257.01369498736869,
                                   258.84224697099495, 225.2550162537832,
                                   243.36373885415597, 200.35769528228926 };
static const double real_gnp[] = { 832.56592716617843, 876.32266043699326, 929.3975255513717,
                                   984.88796248045867, 1011.3837591702505, 1058.1536224860672,
                                   1087.6829127779697, 1085.5112083105523, 1122.3830850953025,
                                   1185.9000000000001, 1254.2789598108748, 1246.263468891206,
                                   1231.5764369186741, 1298.1713767568385, 1369.7250981792215,
                                   1438.5719984044676, 1479.5006731122262, 1475.002802376415,
                                   1513.8362201496361, 1485.402165506574 };
/* clang-format off */
static const double real_int[] = {
    NAN, 2.0151876656899663, 1.8550336677202108, 1.2724583109198613, 1.1936477331943696,
    0.75827978750315506, 0.72098134237945466, 0.58071782463417776, -0.10633132859485794,
    0.3441828976148269, 0.68999999999998973, -0.99269503546098647, -3.0565693430656911,
    0.29290881628111176, -0.36590297718000375, 0.055501606569090534, 1.6375322430527763,
    2.5911969159221702, 4.0488532675708999, 5.0038064978989469
};
/* clang-format on */
static const double *const investment_x[] = { real_gnp, real_int };
/* fm <- lm(RealInv ~ RealGNP + RealInt, data = Investment) */
static const struct linear_design investment = { investment_x, 2, real_inv, 20, true };

static void ordinary(void **state)
{
    struct linear_fit fit;

    (void)state;
    linear_fit(&investment, &fit);
    assert_int_equal(fit.n, 19);
    assert_nan(fit.residual[0]);
    /* coef(fm); sqrt(diag(vcov(fm))) */
    assert_digits(fit.coefficient[0], -12.5336005909118, 13);
    assert_digits(fit.coefficient[1], 0.169136454182171, 13);
    assert_digits(fit.coefficient[2], -1.00143801342343, 13);
    assert_digits(fit.se[0], 24.9152687530806, 13);
    assert_digits(fit.se[1], 0.0205664508227241, 13);
    assert_digits(fit.se[2], 2.36874913222338, 13);
    linear_free(&fit);
}

static void clusters(void **state)
{
    /* sqrt(diag(vcovCL(fm, cluster = CL, type = "HC0", cadjust = FALSE))), CL below */
    static const double cr0[] = { 14.5350637333161, 0.0102417310540878, 2.85637695599738 };
    /* sqrt(diag(vcovCL(fm, cluster = CL, type = "HC1"))), CL <- rep(1:5, each = 4)[-1] */
    static const double cr1[] = { 17.2364652498709, 0.012145198992673, 3.38724638886385 };
    size_t cluster[20];
    size_t found;
    struct linear_fit fit;
    double v[9];

    (void)state;
    for (size_t i = 0; i < 20; i++)
        cluster[i] = i / 4;
    linear_fit(&investment, &fit);
    cluster_covariance(&investment, &fit, cluster, 5, CLUSTER_CR0, v, &found);
    assert_int_equal(found, 5);
    for (size_t c = 0; c < 3; c++)
        assert_digits(sqrt(v[4 * c]), cr0[c], 12);
    cluster_covariance(&investment, &fit, cluster, 5, CLUSTER_CR1, v, NULL);
    for (size_t c = 0; c < 3; c++)
        assert_digits(sqrt(v[4 * c]), cr1[c], 12);
    linear_free(&fit);
}

/*
 * data(ChickEgg, package = "lmtest"): chickens and eggs (million dozens), United
 * States, 1930-1983; Thurman & Fisher (1988), Am. J. Agr. Econ. 70: 237-238.
 */
static const double chicken[] = { 468491, 449743, 436815, 444523, 433937, 389958, 403446, 423921,
                                  389624, 418591, 438288, 422841, 476935, 542047, 582197, 516497,
                                  523227, 467217, 499644, 430876, 456549, 430988, 426555, 398156,
                                  396776, 390708, 383690, 391363, 374281, 387002, 369484, 366082,
                                  377392, 375575, 382262, 394118, 393019, 428746, 425158, 422096,
                                  433280, 421763, 404191, 408769, 394101, 379754, 378361, 386518,
                                  396933, 400585, 392110, 384838, 378609, 364584 };
static const double egg[] = { 3581, 3532, 3327, 3255, 3156, 3081, 3166, 3443, 3424, 3561, 3640,
                              3840, 4456, 5000, 5366, 5154, 5130, 5077, 5032, 5148, 5404, 5322,
                              5323, 5307, 5402, 5407, 5500, 5442, 5442, 5542, 5339, 5358, 5403,
                              5345, 5435, 5474, 5540, 5836, 5777, 5629, 5704, 5806, 5742, 5502,
                              5461, 5382, 5377, 5408, 5608, 5777, 5825, 5625, 5800, 5656 };

static void granger(void **state)
{
    /* grangertest(egg ~ chicken, order = 1:4, data = ChickEgg): F and p */
    static const double to_egg[4][2] = { { 0.0470318564993345, 0.829193462613022 },
                                         { 0.879984447115901, 0.421511370041871 },
                                         { 0.591615329454699, 0.623786200392401 },
                                         { 0.392863297762789, 0.812537784066669 } };
    /* grangertest(chicken ~ egg, order = 1:4, data = ChickEgg) */
    static const double to_chicken[4][2] = { { 1.20710010730953, 0.277169618232633 },
                                             { 8.81747280331775, 0.00056016510504356 },
                                             { 5.40498437233509, 0.00296639744557622 },
                                             { 4.2567657966724, 0.00567143690425525 } };

    (void)state;
    for (size_t order = 1; order <= 4; order++) {
        struct granger a = granger_test(chicken, egg, 54, order);
        struct granger b = granger_test(egg, chicken, 54, order);

        assert_int_equal(a.status, STATS_OK);
        assert_int_equal(a.n, 54 - order);
        assert_int_equal(a.df2, 54 - 3 * order - 1);
        assert_digits(a.f, to_egg[order - 1][0], 10.5);
        assert_digits(a.p, to_egg[order - 1][1], 11);
        assert_digits(b.f, to_chicken[order - 1][0], 11);
        assert_digits(b.p, to_chicken[order - 1][1], 11);
    }
}

static void granger_with_a_gap(void **state)
{
    /* x <- ChickEgg[, 1]; x[10] <- NA; grangertest(x, ChickEgg[, 2], order = 3) */
    double x[54];
    struct granger g;

    (void)state;
    for (size_t i = 0; i < 54; i++)
        x[i] = chicken[i];
    x[9] = NAN;
    g = granger_test(x, egg, 54, 3);
    assert_int_equal(g.df2, 40);
    assert_digits(g.f, 0.251108228858339, 11);
    assert_digits(g.p, 0.86006962317252, 11);
}

static void adjusted_p(void **state)
{
    /* p <- c(.01, .04, .03, NA, .005, .2, .04, 1); p.adjust(p, "holm"); p.adjust(p, "BH") */
    static const double p[] = { .01, .04, .03, NAN, .005, .2, .04, 1 };
    static const double holm[] = { 0.06, 0.16, 0.15, NAN, 0.035, 0.4, 0.16, 1 };
    static const double bh[] = { 0.035, 0.056, 0.056, NAN, 0.035, 0.233333333333333, 0.056, 1 };
    double out[8];

    (void)state;
    adjust_p(ADJUST_HOLM, p, 8, out);
    for (size_t i = 0; i < 8; i++) {
        if (i == 3)
            assert_nan(out[i]);
        else
            assert_digits(out[i], holm[i], 14);
    }
    adjust_p(ADJUST_BH, p, 8, out);
    for (size_t i = 0; i < 8; i++) {
        if (i == 3)
            assert_nan(out[i]);
        else
            assert_digits(out[i], bh[i], 14);
    }
}

static void welch(void **state)
{
    /* t.test(extra ~ group, data = sleep): Cushny & Peebles (1905), "Student" (1908) */
    static const double one[] = { .7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2 };
    static const double two[] = { 1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4 };
    struct welch w = welch_test(one, 10, two, 10);

    (void)state;
    assert_digits(w.t, -1.86081346748685, 13);
    assert_digits(w.df, 17.7764735161785, 13);
    assert_digits(w.p, 0.0793941401873582, 12);
    assert_digits(w.low, -3.36548323071171, 12);
    assert_digits(w.high, 0.20548323071171, 12);
    assert_digits(w.mean_a, .75, 15);
    assert_digits(w.mean_b, 2.33, 15);
    assert_digits(w.se, 0.849091017238762, 13);
}

/* datasets::lh, luteinizing hormone in blood at 10 min intervals: Diggle (1990), table A.1 */
static const double lh[] = { 2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2,   1.9, 1.7,
                             2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3,
                             2.3, 2,   2,   2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7,
                             1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3,   2.9 };

static void autocorrelation(void **state)
{
    /* acf(lh, plot = FALSE, lag.max = 5)$acf */
    static const double acf[] = { 1,
                                  0.575524475524475,
                                  0.181818181818182,
                                  -0.144755244755245,
                                  -0.174825174825175,
                                  -0.14965034965035 };
    double out[6];

    (void)state;
    moments_autocorrelations(lh, 48, 5, out);
    for (size_t i = 0; i < 6; i++)
        assert_digits(out[i], acf[i], 13);
}

/* cor.test(x, y, method): Hollander & Wolfe (1973), p. 187, assessment of tuna quality. */
static const double tuna_x[] = { 44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1 };
static const double tuna_y[] = { 2.6, 3.1, 2.5, 5, 3.6, 4, 5.2, 2.8, 3.8 };

static void tuna(void **state)
{
    struct correlation c = correlation_test(CORRELATION_PEARSON, tuna_x, tuna_y, 9);

    (void)state;
    assert_digits(c.r, 0.571181557563829, 14);
    assert_digits(c.statistic, 1.84108263811534, 14);
    assert_digits(c.p, 0.108173054349494, 13);
    assert_digits(c.low, -0.149742633036757, 13);
    assert_digits(c.high, 0.895579461838739, 13);

    c = correlation_test(CORRELATION_KENDALL, tuna_x, tuna_y, 9);
    assert_true(c.exact);
    assert_digits(c.r, 4. / 9, 14);
    assert_digits(c.p, 0.1194389329806, 13);

    c = correlation_test(CORRELATION_SPEARMAN, tuna_x, tuna_y, 9);
    assert_true(c.exact);
    assert_digits(c.r, .6, 14);
    assert_digits(c.p, 0.0967978395061728, 14);
    /* cor.test(x, y, method = "spearman", alternative = "greater") */
    assert_digits(c.p_above, 0.0483989197530864, 14);
}

static void rank_methods_elsewhere(void **state)
{
    static const double a[] = { 1, 2, 2, 3, 4, 5, 5, 6 };
    static const double b[] = { 2, 1, 3, 3, 5, 4, 6, 6 };
    /* datasets::longley: Longley (1967); GNP and Unemployed */
    static const double gnp[] = { 234.289, 259.426, 258.054, 284.599, 328.975, 346.999,
                                  365.385, 363.112, 397.469, 419.18,  442.769, 444.546,
                                  482.704, 502.601, 518.173, 554.894 };
    static const double unemployed[] = { 235.6, 232.5, 368.2, 335.1, 209.9, 193.2, 187,   357.8,
                                         290.4, 282.2, 293.6, 468.1, 381.3, 393.1, 480.6, 400.7 };
    double time[48];
    struct correlation c;

    (void)state;
    /* cor.test(a, b, method = "kendall", exact = FALSE) and "spearman" */
    c = correlation_test(CORRELATION_KENDALL, a, b, 8);
    assert_digits(c.r, 0.769230769230769, 14);
    assert_digits(c.statistic, 2.55080066711949, 13);
    assert_digits(c.p, 0.0107475775804601, 12);
    c = correlation_test(CORRELATION_SPEARMAN, a, b, 8);
    assert_false(c.exact);
    assert_digits(c.r, 0.890243902439025, 14);
    assert_digits(c.p, 0.00303929556848881, 12);
    /* cor.test(longley$GNP, longley$Unemployed, method = "kendall")$p.value and "spearman" */
    c = correlation_test(CORRELATION_KENDALL, gnp, unemployed, 16);
    assert_digits(c.p, 0.0197806317594083, 13);
    c = correlation_test(CORRELATION_SPEARMAN, gnp, unemployed, 16);
    assert_digits(c.r, 0.638235294117647, 14);
    assert_digits(c.p, 0.00937492617574835, 11);
    /* cor.test(c(lh), 1:48, method = "kendall", exact = FALSE) and "spearman" */
    for (size_t i = 0; i < 48; i++)
        time[i] = (double)i;
    c = correlation_test(CORRELATION_KENDALL, lh, time, 48);
    assert_digits(c.r, 0.169189274605609, 13);
    assert_digits(c.statistic, 1.66595044444806, 13);
    assert_digits(c.p, 0.0957232850900668, 12);
    c = correlation_test(CORRELATION_SPEARMAN, lh, time, 48);
    assert_digits(c.r, 0.295036090212771, 13);
    assert_digits(c.p, 0.0417752852830525, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary),
        cmocka_unit_test(clusters),
        cmocka_unit_test(granger),
        cmocka_unit_test(granger_with_a_gap),
        cmocka_unit_test(adjusted_p),
        cmocka_unit_test(welch),
        cmocka_unit_test(autocorrelation),
        cmocka_unit_test(tuna),
        cmocka_unit_test(rank_methods_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
