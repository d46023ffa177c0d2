/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/wide.h"

static void is(struct wide product, uint64_t high, uint64_t low)
{
    assert_true(product.high == high);
    assert_true(product.low == low);
}

static void products_worked_out_by_hand(void **state)
{
    (void)state;
    is(wide_product_by_halves(0, UINT64_MAX), 0, 0);
    is(wide_product_by_halves(3, 5), 0, 15);
    /* (2^64 - 1)^2 = 2^128 - 2^65 + 1 */
    is(wide_product_by_halves(UINT64_MAX, UINT64_MAX), UINT64_MAX - 1, 1);
    /* (2^32 + 1)^2 = 2^64 + 2^33 + 1 */
    is(wide_product_by_halves(UINT64_C(0x100000001), UINT64_C(0x100000001)), 1,
       UINT64_C(0x200000001));
    /* 2^63 * 6 = 3 * 2^64 */
    is(wide_product_by_halves(UINT64_C(1) << 63, 6), 3, 0);
}

static void an_addition_carries(void **state)
{
    (void)state;
    is(wide_product_plus(UINT64_MAX, UINT64_MAX, UINT64_MAX), UINT64_MAX, 0);
    is(wide_product_plus(1, UINT64_MAX, 1), 1, 0);
    is(wide_product_plus(1, 2, 3), 0, 5);
}

/* The processor's own product and that by halves, where it has one. */
static void both_ways_agree(void **state)
{
    uint64_t a = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t b = UINT64_C(0xD6E8FEB86659FD93);
    int i;

    (void)state;
    for (i = 0; i < 100000; i++) {
        struct wide one = wide_product(a >> (i % 64), b);
        struct wide other = wide_product_by_halves(a >> (i % 64), b);

        is(one, other.high, other.low);
        a = a * UINT64_C(6364136223846793005) + 1;
        b = b * UINT64_C(6364136223846793005) + 1442695040888963407;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_worked_out_by_hand),
        cmocka_unit_test(an_addition_carries),
        cmocka_unit_test(both_ways_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
