/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Powers of ten to 128 bits, for reading and writing numbers exactly.
 *
 * 10^k lies above (g - 1) * 2^(e - 127) and not above g * 2^(e - 127), where
 * e = floor(log2(10^k)) and g = high * 2^64 + low, whose top bit is set; it is equal
 * to the latter for k in 0 .. 55. The unit test makes the table anew.
 */
#ifndef LEVER_BASE_NUMBER_POWERS_H
#define LEVER_BASE_NUMBER_POWERS_H

#include <stdint.h>

struct number_power {
    uint64_t high;
    uint64_t low;
};

enum {
    NUMBER_LEAST_POWER = -292,
    NUMBER_MOST_POWER = 324,
    NUMBER_MOST_EXACT = 55,
};
extern const struct number_power number_powers[NUMBER_MOST_POWER - NUMBER_LEAST_POWER + 1];

/* floor(log2(10^k)), for |k| up to 1233 */
static inline int number_log2_power(int k)
{
    return (k * 1741647) >> 19;
}

#endif
