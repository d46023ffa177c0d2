/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading against strtod, writing against the definition. With an argument, that
 * many random strings are read instead of 200,000.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "base/number.h"
#include "base/number_powers.h"
#include "base/number_quick.h"

static long wanted = 200000;

static uint64_t random_state = 2463534242u;
static uint64_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static double of_bits(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static void reads(const char *text, double expected)
{
    double value = -77;

    assert_int_equal(number_parse(text, strlen(text), '.', &value), 0);
    if (!same(value, expected))
        fail_msg("%s read as %.17g", text, value);
}

static void refuses(const char *text)
{
    char padded[64] = { 0 };
    double value = -77;

    strcpy(padded, text);
    assert_int_equal(number_parse(text, strlen(text), '.', &value), -1);
    assert_false(number_quick(padded, strlen(text), '.', &value));
    assert_true(value == -77);
}

static void reads_what_is_a_number(void **state)
{
    double value;

    (void)state;
    reads("0", 0);
    reads("-0", -0.0);
    reads("+1.50", 1.5);
    reads(" 12\t", 12);
    reads(".5", 0.5);
    reads("5.", 5);
    reads("1e3", 1000);
    reads("1E-3", 0.001);
    reads("9007199254740993", 9007199254740992.0);
    reads("9007199254740993.0000000000000000001", 9007199254740994.0);
    reads("00000000000000000000000000000000001.5", 1.5);
    reads("0.00000000000000000000000000000000001", 1e-35);
    reads("2.2250738585072011e-308", 2.2250738585072011e-308);
    reads("5e-324", 5e-324);
    reads("1e-400", 0);
    reads("0e99999999999", 0);
    reads("1.7976931348623157e308", 1.7976931348623157e308);
    reads("123456789012345678901234567890", 123456789012345678901234567890.0);
    assert_int_equal(number_parse("1,5", 3, ',', &value), 0);
    assert_true(value == 1.5);
    assert_int_equal(number_parse("1.5", 3, ',', &value), -1);
    assert_int_equal(number_parse("-12345678901234567890,5e-7", 26, ',', &value), 0);
    assert_true(value == -1234567890123.4567890);
}

static void refuses_what_is_none(void **state)
{
    static const char *const texts[] = {
        "",
        " ",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "1,5",
        "1 5",
        "--1",
        "0x10",
        "inf",
        "nan",
        "Infinity",
        "1e309",
        "-1e999",
        "12a",
        "1_000",
        "\xE2\x88\x92"
        "5",
        "1e5.5",
        "/",
        ":",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof texts / sizeof *texts; i++)
        refuses(texts[i]);
}

static int digits(char *out, int count)
{
    int i;

    for (i = 0; i < count; i++)
        out[i] = (char)('0' + random_next() % 10);
    return count;
}

/* A number as people and programs write them: short ones mostly, and those near
 * the middle between two doubles. */
static size_t random_number(char *out)
{
    uint64_t kind = random_next() % 8;
    int n = 0;

    if (kind == 0) {
        /* any double at all, with 17 digits or a few less */
        double value = of_bits(random_next() & ~(UINT64_C(1) << 63));

        if (isfinite(value))
            return (size_t)sprintf(out, "%.*e", (int)(12 + random_next() % 8), value);
    }
    if (kind == 1) {
        /* half way between two doubles, and a hair beside it */
        double value = of_bits((random_next() & ((UINT64_C(1) << 52) - 1)) |
                               (1023 - 40 + random_next() % 100) << 52);
        double next = nextafter(value, INFINITY);

        n = sprintf(out, "%.*Lf", (int)(random_next() % 60), (long double)value / 2 + next / 2);
        return (size_t)n;
    }
    if (random_next() % 3 == 0)
        out[n++] = random_next() % 8 ? '-' : '+';
    n += digits(out + n, (int)(random_next() % (kind < 4 ? 25 : 7)));
    if (random_next() % 3) {
        out[n++] = '.';
        n += digits(out + n, (int)(random_next() % (kind < 4 ? 25 : 7)));
    }
    if (random_next() % 8 == 0)
        n += sprintf(out + n, "e%d", (int)(random_next() % 40) - 20);
    if (random_next() % 32 == 0)
        n += sprintf(out + n, "E%d", (int)(random_next() % 700) - 350);
    out[n] = '\0';
    return (size_t)n;
}

static void reads_as_strtod_does(void **state)
{
    char text[512] = { 0 };
    long quick = 0;
    long numbers = 0;
    long i;

    (void)state;
    for (i = 0; i < wanted; i++) {
        size_t length = random_number(text);
        double expected;
        double value = -77;
        char *end;
        int got;

        expected = strtod(text, &end);
        got = number_parse(text, length, '.', &value);
        if (length == 0 || end != text + length || isinf(expected)) {
            if (got == 0)
                fail_msg("%s is no number", text);
        } else if (got != 0 || !same(value, expected)) {
            fail_msg("%s: %.17g, expected %.17g", text, value, expected);
        } else {
            numbers++;
        }
        if (number_quick(text, length, '.', &value)) {
            quick++;
            if (end != text + length || !same(value, expected))
                fail_msg("quick: %s: %.17g, expected %.17g", text, value, expected);
        }
    }
    assert_true(numbers > wanted / 2 && quick > wanted / 10);
}

static void writes(double value, const char *expected)
{
    char text[NUMBER_SIZE];

    assert_int_equal(number_format(value, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void writes_plainly(void **state)
{
    (void)state;
    writes(0, "0");
    writes(-0.0, "0");
    writes(1, "1");
    writes(-42, "-42");
    writes(0.1, "0.1");
    writes(-2.5, "-2.5");
    writes(1234.5678, "1234.5678");
    writes(0.0001, "0.0001");
    writes(-10.01, "-10.01");
    writes(9999.9999, "9999.9999");
    writes(-10000.0001, "-10000.0001");
    writes(99999999.9999, "99999999.9999");
    writes(100000000.0001, "100000000.0001");
    writes(99999999, "99999999");
    writes(100000000, "100000000");
    writes(0.00001, "0.00001");
    writes(0.000001, "1e-6");
    writes(1.5e-7, "1.5e-7");
    writes(1e15, "1000000000000000");
    writes(123456789012345678.0, "123456789012345680");
    writes(1e20, "100000000000000000000");
    writes(1e21, "1e21");
    writes(-1.25e300, "-1.25e300");
    writes(5e-324, "5e-324");
    writes(1.7976931348623157e308, "1.7976931348623157e308");
    writes(0.1 + 0.2, "0.30000000000000004");
    writes(9007199254740993.0, "9007199254740992");
    writes(9.5367431640625e-07, "9.5367431640625e-7");
    writes(5.684341886080802e-14, "5.684341886080802e-14");
    writes(NAN, "");
    writes(INFINITY, "");
    writes(-INFINITY, "");
}

/* No decimal of one digit less, next to the value below or above, reads back. */
static void check_shortest(double value)
{
    char text[NUMBER_SIZE];
    char shorter[64];
    const char *p;
    double back;
    int count = 0;
    int zeros = 0;
    int step;

    number_format(value, text);
    assert_true(strlen(text) < NUMBER_SIZE);
    if (!same(strtod(text, NULL), value))
        fail_msg("%.17g written as %s", value, text);
    for (p = text; *p && *p != 'e'; p++) {
        if (*p < '0' || *p > '9' || (count == 0 && *p == '0'))
            continue;
        count++;
        zeros = *p == '0' ? zeros + 1 : 0;
    }
    count -= zeros;
    assert_true(count <= 17);
    if (count < 2)
        return;
    for (step = -1; step <= 1; step++) {
        long long mantissa;
        char *e;
        int exponent;

        snprintf(shorter, sizeof shorter, "%.*e", count - 2, fabs(value));
        e = strchr(shorter, 'e');
        exponent = atoi(e + 1) - (count - 2);
        *e = '\0';
        if (shorter[1] == '.')
            memmove(shorter + 1, shorter + 2, strlen(shorter + 2) + 1);
        mantissa = atoll(shorter) + step;
        snprintf(shorter, sizeof shorter, "%llde%d", mantissa, exponent);
        back = strtod(shorter, NULL);
        if (back == fabs(value))
            fail_msg("%s is longer than %s", text, shorter);
    }
}

static void writes_the_shortest_that_reads_back(void **state)
{
    long i;

    (void)state;
    for (i = 0; i < wanted / 4; i++) {
        double value = of_bits(random_next());

        if (isfinite(value) && value != 0)
            check_shortest(value);
        check_shortest((double)(int64_t)(random_next() % 200000000 + 1) / 1000);
        check_shortest(1 + (double)(random_next() % 1000000) * 1e-9 / 3);
    }
    for (i = -1074; i < 1024; i++) {
        check_shortest(ldexp(1, (int)i));
        check_shortest(nextafter(ldexp(1, (int)i), 0) > 0 ? nextafter(ldexp(1, (int)i), 0) : 1);
        check_shortest(nextafter(ldexp(1, (int)i), INFINITY));
    }
}

/* The nearest of the shortest: what %.17g cut to that many digits says, but for
 * the few values where that does not read back. */
static void writes_the_nearest_of_the_shortest(void **state)
{
    char text[NUMBER_SIZE];
    char other[64];
    long i;
    int n;

    (void)state;
    for (i = 0; i < wanted / 10; i++) {
        double value = 1 + (double)(random_next() >> 11) * 0x1p-53 * 1e6;

        number_format(value, text);
        for (n = 1; n < 17; n++) {
            snprintf(other, sizeof other, "%.*g", n, value);
            if (strtod(other, NULL) == value)
                break;
        }
        snprintf(other, sizeof other, "%.*g", n, value);
        if (!strchr(other, 'e'))
            assert_string_equal(text, other);
    }
}

/* A whole number of up to 1280 bits, the lowest 32 first. */
enum { LIMBS = 40 };
struct big {
    uint32_t limb[LIMBS];
};

static void big_times(struct big *b, uint32_t factor)
{
    uint64_t carry = 0;
    int i;

    for (i = 0; i < LIMBS; i++) {
        carry += (uint64_t)b->limb[i] * factor;
        b->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert_int_equal(carry, 0);
}

static int big_compare(const struct big *a, const struct big *b)
{
    int i;

    for (i = LIMBS - 1; i >= 0; i--)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

/* mantissa * 2^shift * 5^fives */
static struct big big_of(uint64_t high, uint64_t low, int shift, int fives)
{
    struct big b = { { (uint32_t)low, (uint32_t)(low >> 32), (uint32_t)high,
                       (uint32_t)(high >> 32) } };

    while (fives-- > 0)
        big_times(&b, 5);
    while (shift-- > 0)
        big_times(&b, 2);
    return b;
}

static void the_powers_are_what_they_should_be(void **state)
{
    int k;

    (void)state;
    for (k = NUMBER_LEAST_POWER; k <= NUMBER_MOST_POWER; k++) {
        const struct number_power *g = &number_powers[k - NUMBER_LEAST_POWER];
        uint64_t low = g->low - 1;
        uint64_t high = g->high - (g->low == 0);
        /* 10^k against g * 2^e, both times 2^-e' 5^(-k) so that all is whole */
        int e = number_log2_power(k) - 127;
        int twos = k - e; /* 10^k = 5^k 2^k, divided by 2^e */
        struct big power = big_of(0, 1, twos > 0 ? twos : 0, k > 0 ? k : 0);
        struct big upper = big_of(g->high, g->low, twos < 0 ? -twos : 0, k < 0 ? -k : 0);
        struct big lower = big_of(high, low, twos < 0 ? -twos : 0, k < 0 ? -k : 0);
        int against = big_compare(&power, &upper);

        assert_true(g->high >> 63);
        assert_true(k >= 0 && k <= NUMBER_MOST_EXACT ? against == 0 : against < 0);
        assert_true(big_compare(&power, &lower) > 0);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_a_number),
        cmocka_unit_test(refuses_what_is_none),
        cmocka_unit_test(reads_as_strtod_does),
        cmocka_unit_test(writes_plainly),
        cmocka_unit_test(writes_the_shortest_that_reads_back),
        cmocka_unit_test(writes_the_nearest_of_the_shortest),
        cmocka_unit_test(the_powers_are_what_they_should_be),
    };

    if (argc > 1)
        wanted = atol(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
