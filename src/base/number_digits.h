/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Eight decimal digits side by side in a word, 0 .. 9 in each byte, the first digit in
 * the lowest: no branch depends on how many there are.
 *
 * The word is halved three times, each time by a multiplication in place of the
 * division: x * 10486 >> 20 is x / 100 up to 43698, and x * 103 >> 10 is x / 10 up to 178.
 */
#ifndef LEVER_BASE_NUMBER_DIGITS_H
#define LEVER_BASE_NUMBER_DIGITS_H

#include <stdint.h>
#include <string.h>

#define DIGITS_ZEROS UINT64_C(0x3030303030303030)

/* Of a number below 10^8. */
static inline uint64_t digits_eight(uint32_t number)
{
    uint64_t x = number / 10000 | (uint64_t)(number % 10000) << 32;
    uint64_t upper = x * 10486 >> 20 & UINT64_C(0x0000007F0000007F);

    x = upper | (x - 100 * upper) << 16;
    upper = x * 103 >> 10 & UINT64_C(0x000F000F000F000F);
    return upper | (x - 10 * upper) << 8;
}

/* Writes eight characters: the digits from number `skip` on, and zeros of no meaning. */
static inline void digits_write(uint64_t digits, unsigned skip, char *out)
{
    unsigned i;

    digits = (digits | DIGITS_ZEROS) >> 8 * skip;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    (void)i;
    memcpy(out, &digits, 8);
#else
    for (i = 0; i < 8; i++)
        out[i] = (char)(digits >> 8 * i);
#endif
}

/* Writes them without the zeros before the first (eight characters all the same), and
 * returns how many count: one at least. */
static inline int digits_leading(uint64_t digits, char *out)
{
    unsigned zeros = (unsigned)__builtin_ctzll(digits | UINT64_C(1) << 56) / 8;

    digits_write(digits, zeros, out);
    return (int)(8 - zeros);
}

/* How many there are up to the last that is not 0; they are not all 0. */
static inline int digits_until_zeros(uint64_t digits)
{
    return 8 - __builtin_clzll(digits) / 8;
}

#endif
