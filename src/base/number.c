/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number_digits.h"
#include "base/number_powers.h"
#include "base/wide.h"

const double number_exact_powers[NUMBER_EXACT_POWER + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};
/* Whole numbers up to here are doubles exactly. */
#define EXACT_WHOLE (UINT64_C(1) << 53)

static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

static double to_double(const char *text)
{
    pthread_once(&c_locale_once, make_c_locale);
    return c_locale ? strtod_l(text, NULL, c_locale) : strtod(text, NULL);
}

/* What the syntax gives: digits * 10^exponent, as far as 19 digits go. */
struct decimal {
    uint64_t digits;
    long exponent;
    bool negative;
    bool cut; /* more than 19 significant digits: digits holds the first of them */
};

/* strtod for what the fast path cannot prove: text is known to be well formed. */
static int parse_slowly(const char *text, size_t length, char mark, double *value)
{
    char small[128];
    char *copy = length < sizeof small ? small : xmalloc(length + 1);
    char *point;
    double result;

    memcpy(copy, text, length);
    copy[length] = '\0';
    point = mark != '.' ? memchr(copy, mark, length) : NULL;
    if (point)
        *point = '.';
    result = to_double(copy);
    if (copy != small)
        free(copy);
    if (isinf(result))
        return -1;
    *value = result;
    return 0;
}

/*
 * digits * 10^power between bounds: the power is known to 128 bits, so the product
 * is to within one unit of 2^-127 of its size. Where the lower and the upper bound
 * agree in 54 bits (53 and the one that rounds), every number between them has the
 * same nearest double. False where they do not, or the result is not an ordinary
 * double. (The multiplication is Eisel and Lemire's, 2021; the proof is not needed.)
 */
static bool by_bounds(uint64_t digits, long power, double *value)
{
    const struct number_power *g;
    int zeros = __builtin_clzll(digits);
    struct wide high;
    struct wide low;
    uint64_t upper;
    uint64_t lower;
    uint64_t rest;
    uint64_t bits;
    int exponent;
    int shift;

    if (power < NUMBER_LEAST_POWER || power > NUMBER_MOST_POWER)
        return false;
    g = &number_powers[power - NUMBER_LEAST_POWER];
    digits <<= zeros;
    low = wide_product(digits, g->low);
    high = wide_product_plus(digits, g->high, low.high);
    exponent = number_log2_power((int)power) - zeros + 63;
    shift = (int)(high.high >> 63);
    exponent += shift;
    if (exponent < -1022 || exponent > 1022)
        return false;
    /* The upper bound's 54 bits, and what is behind them. */
    shift += 9;
    upper = high.high >> shift;
    rest = (high.high & ((UINT64_C(1) << shift) - 1)) | high.low | low.low;
    bits = (upper >> 1) + (upper & 1);
    if (power >= 0 && power <= NUMBER_MOST_EXACT) {
        if ((upper & 1) && rest == 0) /* a tie goes to the even one */
            bits &= ~UINT64_C(1);
    } else {
        if (low.low < digits && high.low-- == 0)
            high.high--;
        lower = high.high >> shift;
        if (lower != upper)
            return false;
    }
    /* The hidden bit counts as one of the exponent, and so does a carry into it. */
    bits += (uint64_t)(exponent + 1022) << 52;
    memcpy(value, &bits, sizeof bits);
    return true;
}

static inline bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* Reads what follows an e; returns the end, or NULL where it is no exponent. */
static const char *read_exponent(const char *p, const char *end, long *exponent)
{
    bool minus = false;
    long n = 0;

    if (p < end && (*p == '+' || *p == '-'))
        minus = *p++ == '-';
    if (p == end || !is_digit(*p))
        return NULL;
    for (; p < end && is_digit(*p); p++)
        if (n < 100000)
            n = n * 10 + (*p - '0');
    *exponent += minus ? -n : n;
    return p;
}

static int read_decimal(const char *p, const char *end, char mark, struct decimal *d)
{
    const char *first;
    const char *point = NULL;
    size_t count;

    *d = (struct decimal){ 0 };
    if (p < end && (*p == '-' || *p == '+'))
        d->negative = *p++ == '-';
    first = p;
    for (; p < end && is_digit(*p); p++)
        d->digits = d->digits * 10 + (uint64_t)(*p - '0');
    count = (size_t)(p - first);
    if (p < end && *p == mark) {
        point = p++;
        for (; p < end && is_digit(*p); p++)
            d->digits = d->digits * 10 + (uint64_t)(*p - '0');
        d->exponent = -(long)(p - point - 1);
        count = (size_t)(p - first) - 1;
    }
    if (count == 0)
        return -1;
    if (count > 19) {
        const char *q = first;

        while (q < p && (*q == '0' || q == point))
            q++;
        /* Leading zeros do not count among the 19 digits that fit. */
        d->cut = (size_t)(p - q) - (point && q < point) > 19;
    }
    if (p < end && (*p == 'e' || *p == 'E'))
        p = read_exponent(p + 1, end, &d->exponent);
    return p == end ? 0 : -1;
}

int number_parse(const char *text, size_t length, char decimal, double *value)
{
    const char *end = text + length;
    struct decimal d;
    double result;

    while (text < end && (*text == ' ' || *text == '\t'))
        text++;
    while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (read_decimal(text, end, decimal, &d) != 0)
        return -1;
    /* Clinger 1990: both the digits and the power are exact doubles, so the one
     * rounding of the product or quotient is the right one. */
    if (!d.cut && d.digits <= EXACT_WHOLE && d.exponent >= -NUMBER_EXACT_POWER &&
        d.exponent <= NUMBER_EXACT_POWER) {
        result = (double)d.digits;
        if (d.exponent < 0)
            result /= number_exact_powers[-d.exponent];
        else
            result *= number_exact_powers[d.exponent];
        *value = d.negative ? -result : result;
        return 0;
    }
    if (!d.cut && d.digits > 0 && by_bounds(d.digits, d.exponent, &result)) {
        *value = d.negative ? -result : result;
        return 0;
    }
    return parse_slowly(text, (size_t)(end - text), decimal, value);
}

/* Writes digits (without leading or trailing zeros, count of them) times
 * 10^(point - count) in plain or exponent notation; returns the length. Digits are taken
 * 16 at a time, whatever stands behind them. */
static size_t lay_out(bool negative, const char *digits, int count, int point, char *out)
{
    char *p = out;

    if (negative)
        *p++ = '-';
    if (point > 21 || point < -4) {
        *p++ = digits[0];
        if (count > 1) {
            *p++ = '.';
            memcpy(p, digits + 1, (size_t)count - 1);
            p += count - 1;
        }
        p += sprintf(p, "e%d", point - 1);
    } else if (point <= 0) {
        memcpy(p, "0.0000", 6);
        p += 2 - point;
        memcpy(p, digits, (size_t)count);
        p += count;
    } else if (point >= count) {
        memcpy(p, digits, (size_t)count);
        memset(p + count, '0', (size_t)(point - count));
        p += point;
    } else {
        memcpy(p, digits, 16);
        memcpy(p + point + 1, digits + point, 16);
        p[point] = '.';
        p += count + 1;
    }
    *p = '\0';
    return (size_t)(p - out);
}

/* Decimal digits of whole, without a NUL; returns how many. Writes up to 24 bytes. */
static int write_whole(uint64_t whole, char *out)
{
    char eights[16]; /* those behind the first, filled from the end */
    int behind = 0;
    int count;

    for (; whole >= 100000000; whole /= 100000000)
        digits_write(digits_eight((uint32_t)(whole % 100000000)), 0,
                     eights + sizeof eights - (behind += 8));
    count = digits_leading(digits_eight((uint32_t)whole), out);
    if (behind == 8)
        memcpy(out + count, eights + 8, 8);
    else if (behind)
        memcpy(out + count, eights, 16);
    return count + behind;
}

/* high 64 bits of g * x / 2^64, the last bit set where the rest is not 0. */
static uint64_t round_to_odd(const struct number_power *g, uint64_t x)
{
    struct wide high = wide_product_plus(g->high, x, wide_product(g->low, x).high);

    return high.high | (high.low > 1);
}

/*
 * The shortest decimal that reads back as the value, the nearest of those where
 * there are several: Giulietti, "The Schubfach way to render doubles" (2020). The
 * value is c * 2^q; decimals are looked for as whole multiples of 10^k between the
 * halves of the way to its neighbours, all taken four times as large.
 */
static uint64_t shortest(double magnitude, int *power)
{
    uint64_t bits;
    uint64_t c;
    uint64_t lower;
    uint64_t middle;
    uint64_t upper;
    uint64_t s;
    const struct number_power *g;
    bool closer; /* at a power of two the lower neighbour is half as far */
    bool odd;
    bool down;
    bool up;
    int q;
    int k;
    int h;

    memcpy(&bits, &magnitude, sizeof bits);
    c = bits & (EXACT_WHOLE / 2 - 1);
    q = (int)(bits >> 52);
    closer = c == 0 && q > 1;
    if (q > 0)
        c |= EXACT_WHOLE / 2;
    q = (q > 0 ? q : 1) - 1075;
    odd = c & 1;
    k = (q * 1262611 - (closer ? 524031 : 0)) >> 22; /* floor(log10(2^q or 3/4 of it)) */
    h = q + number_log2_power(-k) + 1;
    g = &number_powers[-k - NUMBER_LEAST_POWER];
    lower = round_to_odd(g, (4 * c - (closer ? 1 : 2)) << h) + odd;
    middle = round_to_odd(g, 4 * c << h);
    upper = round_to_odd(g, (4 * c + 2) << h) - odd;
    s = middle / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;

        down = lower <= 40 * tens;
        up = 40 * tens + 40 <= upper;
        if (down != up) {
            *power = k + 1;
            return tens + up;
        }
    }
    *power = k;
    down = lower <= 4 * s;
    up = 4 * s + 4 <= upper;
    if (down != up)
        return s + up;
    return s + (middle > 4 * s + 2 || (middle == 4 * s + 2 && (s & 1)));
}

/* Ten-thousandths below 10^12, not all of the decimals 0. */
static inline size_t write_decimals(bool negative, uint64_t whole, char *out)
{
    uint64_t decimals;
    char *p = out;

    *p = '-';
    p += negative;
    if (whole < 100000000) { /* whole digits and decimals in one word */
        decimals = digits_eight((uint32_t)whole);
        p += digits_leading(decimals << 32, p);
    } else {
        decimals = digits_eight((uint32_t)(whole % 10000));
        p += digits_leading(digits_eight((uint32_t)(whole / 10000)), p);
    }
    *p++ = '.';
    digits_write(decimals, 4, p);
    p += digits_until_zeros(decimals) - 4;
    *p = '\0';
    return (size_t)(p - out);
}

/* What is not laid out at once: kept out of the way of what most often is. */
static __attribute__((noinline)) size_t write_other(bool negative, uint64_t whole, int power,
                                                    char *out)
{
    char digits[40];
    int count;
    int all;

    /* What has few decimals comes with many zeros. */
    if (whole % 100000000 == 0) {
        whole /= 100000000;
        power += 8;
    }
    all = write_whole(whole, digits);
    for (count = all; count > 1 && digits[count - 1] == '0';)
        count--;
    return lay_out(negative, digits, count, all + power, out);
}

static __attribute__((noinline)) size_t write_shortest(double value, char *out)
{
    int power;
    uint64_t whole = shortest(fabs(value), &power);

    return write_other(value < 0, whole, power, out);
}

size_t number_format(double value, char *buffer)
{
    double magnitude = fabs(value);
    bool negative = value < 0;
    uint64_t whole;
    size_t length;

    if (magnitude < 1e15 && (double)(int64_t)magnitude == magnitude) {
        *buffer = '-';
        length = (size_t)write_whole((uint64_t)(int64_t)magnitude, buffer + negative) + negative;
        buffer[length] = '\0';
        return length;
    }
    /* Up to four decimals: a decimal of 15 digits or fewer that reads back as the value is the
     * only one of that length, and the one rounding of the quotient is that of reading it. */
    whole = magnitude < 1e11 ? (uint64_t)(int64_t)(magnitude * 1e4 + .5) : 0;
    if (whole > 0 && (double)(int64_t)whole / 1e4 == magnitude) {
        if (whole < UINT64_C(1000000000000))
            return write_decimals(negative, whole, buffer);
        return write_other(negative, whole, -4, buffer);
    }
    if (isfinite(value))
        return write_shortest(value, buffer);
    *buffer = '\0';
    return 0;
}

int number_compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}
