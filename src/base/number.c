/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

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
    return parse_slowly(text, (size_t)(end - text), decimal, value);
}

/* Writes digits (without leading or trailing zeros, count of them) times
 * 10^(point - count) in plain or exponent notation; returns the length. */
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
        memcpy(p, digits, (size_t)point);
        p[point] = '.';
        memcpy(p + point + 1, digits + point, (size_t)(count - point));
        p += count + 1;
    }
    *p = '\0';
    return (size_t)(p - out);
}

/* Decimal digits of whole, without a NUL; returns how many. */
static int write_whole(uint64_t whole, char *out)
{
    char reverse[20];
    int n = 0;
    int i;

    do
        reverse[n++] = (char)('0' + whole % 10);
    while (whole /= 10);
    for (i = 0; i < n; i++)
        out[i] = reverse[n - 1 - i];
    return n;
}

/* The shortest digits by trying: 15 always survive the way there and back, 17
 * always suffice (Steele & White 1990), so the answer is among a few. */
static int shortest_by_trying(double magnitude, char *digits, int *point)
{
    char text[40];
    int precision;
    int count;

    for (precision = magnitude < DBL_MIN ? 1 : 15; precision < 17; precision++) {
        snprintf(text, sizeof text, "%.*e", precision - 1, magnitude);
        if (to_double(text) == magnitude)
            break;
    }
    snprintf(text, sizeof text, "%.*e", precision - 1, magnitude);
    digits[0] = text[0];
    if (precision > 1)
        memcpy(digits + 1, text + 2, (size_t)precision - 1);
    for (count = precision; count > 1 && digits[count - 1] == '0';)
        count--;
    *point = atoi(strchr(text, 'e') + 1) + 1;
    return count;
}

size_t number_format(double value, char *buffer)
{
    char digits[24];
    double magnitude = fabs(value);
    bool negative = value < 0;
    int count;
    int point;
    int k;

    buffer[0] = '\0';
    if (!isfinite(value))
        return 0;
    if (magnitude == 0) {
        strcpy(buffer, "0");
        return 1;
    }
    /* A number with few decimals: the least k for which some whole / 10^k is the
     * value. The quotient of two exact doubles is what reading it back gives, and
     * the least k gives the fewest digits. */
    if (magnitude < 1e15 && magnitude >= 1e-5) {
        for (k = 0; k <= NUMBER_EXACT_POWER; k++) {
            double scaled = magnitude * number_exact_powers[k];
            double whole;

            if (scaled >= 1e15)
                break;
            whole = nearbyint(scaled);
            if (whole / number_exact_powers[k] == magnitude) {
                count = write_whole((uint64_t)whole, digits);
                return lay_out(negative, digits, count, count - k, buffer);
            }
        }
    }
    count = shortest_by_trying(magnitude, digits, &point);
    return lay_out(negative, digits, count, point, buffer);
}
