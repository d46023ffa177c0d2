/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each factor did to a change: the published answers, and that nothing is left over. */
#include "../digits.h"

#include "stats/decompose.h"
#include "stats/random.h"

static void near(double value, double published)
{
    assert_true(fabs(value - published) < .00051);
}

/* Shares and rates of counts: `of` them, `in` with the property, in percent. */
static void shares(const double *of, const double *in, size_t parts, double *state)
{
    double all = 0;
    size_t i;

    for (i = 0; i < parts; i++)
        all += of[i];
    for (i = 0; i < parts; i++) {
        state[i] = of[i] / all;
        state[parts + i] = 100 * in[i] / of[i];
    }
}

/* Bickel, Hammel & O'Connell (1975), Science 187:398, the six largest departments: men against women. */
static void berkeley(void **state)
{
    static const double women[] = { 108, 25, 593, 375, 393, 341 },
                        in[] = { 89, 17, 202, 131, 94, 24 };
    static const double men[] = { 825, 560, 325, 417, 191, 373 },
                        men_in[] = { 512, 353, 120, 138, 53, 22 };
    double before[12], after[12], effect[2], part[12];
    struct decompose of = { 2, 6, before, after };

    (void)state;
    shares(women, in, 6, before);
    shares(men, men_in, 6, after);
    decompose(&of, effect, part);
    near(decompose_figure(&of, after) - decompose_figure(&of, before), 14.165);
    near(effect[0], 17.767);
    near(effect[1], -3.603);
    near(part[0] + part[1] + part[2] + part[3] + part[4] + part[5], 17.767);
}

/* Charig et al. (1986), BMJ 292:879: open surgery against percutaneous, small and large stones. */
static void kidney_stones(void **state)
{
    static const double b[] = { 270, 80 }, b_well[] = { 234, 55 }, a[] = { 87, 263 },
                        a_well[] = { 81, 192 };
    double before[4], after[4], effect[2];
    struct decompose of = { 2, 2, before, after };

    (void)state;
    shares(b, b_well, 2, before);
    shares(a, a_well, 2, after);
    decompose(&of, effect, NULL);
    near(decompose_figure(&of, after) - decompose_figure(&of, before), -4.571);
    near(effect[0], -9.939);
    near(effect[1], 5.367);
}

/* Das Gupta (1993), chapter 2: mean earnings, black and white men, 1980: earnings of those who earn,
   times their share. */
static void earnings(void **state)
{
    static const double black[] = { 10930, .717892 }, white[] = { 16591, .825974 };
    struct decompose of = { 2, 1, black, white };
    double effect[2];

    (void)state;
    decompose(&of, effect, NULL);
    near(effect[0], 4369.913);
    near(effect[1], 1487.262);
    near(effect[0] + effect[1], 5857.175);
}

/* The same, three factors: crude birth rates of Austria and Chile, 1981. */
static void births(void **state)
{
    static const double austria[] = { 51.78746, .45919, .52638 },
                        chile[] = { 84.90502, .75756, .51065 };
    struct decompose of = { 3, 1, austria, chile };
    double effect[3];

    (void)state;
    decompose(&of, effect, NULL);
    near(effect[0], 10.434);
    near(effect[1], 10.561);
    near(effect[2], -.667);
    near(effect[0] + effect[1] + effect[2], 20.328);
}

/* Whatever the factors: the effects add up to the change, but for the last digits of the largest. */
static void nothing_is_left(void **state)
{
    double before[DECOMPOSE_FACTORS * 5], after[DECOMPOSE_FACTORS * 5], effect[DECOMPOSE_FACTORS];
    struct random random;
    size_t run, i;

    (void)state;
    random_start(&random, 3, 0);
    for (run = 0; run < 300; run++) {
        struct decompose of = { 1 + run % DECOMPOSE_FACTORS, 1 + run % 5, before, after };
        double sum = 0, most = 0;

        for (i = 0; i < of.factors * of.parts; i++) {
            before[i] = exp(2 * random_normal(&random));
            after[i] = random_below(&random, 9) ? exp(2 * random_normal(&random)) : 0;
        }
        decompose(&of, effect, NULL);
        for (i = 0; i < of.factors; i++)
            sum += effect[i];
        for (i = 0; i < of.factors; i++)
            most = fmax(most, fabs(effect[i]));
        assert_true(fabs(sum - (decompose_figure(&of, after) - decompose_figure(&of, before))) <=
                    most * 2e-15);
    }
}

/* What did not change did nothing; with the states exchanged, all is turned round. */
static void turns_round(void **state)
{
    static const double one[] = { 2, 5, 7, 1 }, two[] = { 3, 5, 7, 4 };
    struct decompose there = { 4, 1, one, two }, back = { 4, 1, two, one };
    double effect[4], again[4];
    size_t i;

    (void)state;
    decompose(&there, effect, NULL);
    decompose(&back, again, NULL);
    assert_true(effect[1] == 0 && effect[2] == 0);
    for (i = 0; i < 4; i++)
        assert_true(fabs(effect[i] + again[i]) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(berkeley),        cmocka_unit_test(kidney_stones),
        cmocka_unit_test(earnings),        cmocka_unit_test(births),
        cmocka_unit_test(nothing_is_left), cmocka_unit_test(turns_round),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
