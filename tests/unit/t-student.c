/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/student.h"

/* R 4.2.2: sprintf("%.15e", 2 * pt(t, df, lower.tail = FALSE)) */
static void equals_r(void **state)
{
    static const struct {
        double t, df, p;
    } figures[] = {
        { 0.10000000000000001, 1, 9.365489651388929e-01 },
        { 0.10000000000000001, 7, 9.231480596047924e-01 },
        { 0.10000000000000001, 33.5, 9.209403866384770e-01 },
        { 0.10000000000000001, 93, 9.205595793999869e-01 },
        { 0.10000000000000001, 1000, 9.203643690236042e-01 },
        { 0.10000000000000001, 1000000, 9.203443454920432e-01 },
        { 1.84108263811534, 1, 3.167664541769939e-01 },
        { 1.84108263811534, 7, 1.081730543494935e-01 },
        { 1.84108263811534, 33.5, 7.448006249265031e-02 },
        { 1.84108263811534, 93, 6.879757414522784e-02 },
        { 1.84108263811534, 1000, 6.590552687138827e-02 },
        { 1.84108263811534, 1000000, 6.560974556377938e-02 },
        { 5, 1, 1.256659163780023e-01 },
        { 5, 7, 1.565277953172824e-03 },
        { 5, 33.5, 1.779439548996321e-05 },
        { 5, 93, 2.690441365197042e-06 },
        { 5, 1000, 6.767256364648614e-07 },
        { 5, 1000000, 5.733997870890735e-07 },
        { 17.739999999999998, 1, 3.584818249100782e-02 },
        { 17.739999999999998, 7, 4.460355132414486e-07 },
        { 17.739999999999998, 33.5, 1.335239940707846e-18 },
        { 17.739999999999998, 93, 1.332443103420826e-31 },
        { 17.739999999999998, 1000, 1.978514337952919e-61 },
        { 17.739999999999998, 1000000, 2.111297299587405e-70 },
        { 40, 1, 1.591217982405162e-02 },
        { 40, 7, 1.590217998485043e-09 },
        { 40, 33.5, 7.331213489835809e-30 },
        { 40, 93, 2.140143381638740e-60 },
        { 40, 1000, 1.047885215517288e-209 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        double p = student_p(figures[i].t, figures[i].df);

        assert_true(fabs(p / figures[i].p - 1) < 1e-10);
        assert_true(student_p(-figures[i].t, figures[i].df) == p);
    }
}

static void has_limits(void **state)
{
    (void)state;
    assert_true(student_p(0, 5) == 1);
    assert_true(student_p(INFINITY, 5) == 0);
    assert_true(isnan(student_p(NAN, 5)));
    assert_true(fabs(student_p(1.959963984540054, INFINITY) - .05) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_r),
        cmocka_unit_test(has_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
