/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number_parse for the hot loops: the numbers that most cells hold, without a
 * branch a digit.
 *
 * Up to 16 bytes of digits with at most one decimal mark are taken as two words
 * and their digits added up side by side (the multiplications are the usual SWAR
 * ones: pairs, then fours, then eights). What is read is exact by Clinger (1990):
 * digits up to 2^53 and a power of ten up to 10^22 are doubles, and the quotient
 * of two doubles is rounded once. All else is left to number_parse.
 */
#ifndef LEVER_BASE_NUMBER_QUICK_H
#define LEVER_BASE_NUMBER_QUICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/number.h"

/* Bytes behind the text that must be readable, whatever they hold. */
enum { NUMBER_QUICK_PADDING = 16 };

static inline uint64_t number_eight(uint64_t x)
{
    x = x * 10 + (x >> 8);
    return ((x & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064) +
            (x >> 16 & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x0000271000000001)) >>
           32;
}

/* Bit 7 of every byte of a word that is no digit (digits being 0 .. 9). */
static inline uint64_t number_others(uint64_t word)
{
    const uint64_t each = UINT64_C(0x0101010101010101);

    return (((word & each * 0x7F) + each * 0x76) | word) & each * 0x80;
}

/* Takes the one byte that is no digit out of the word: those before it (lower)
 * move up. Returns the bytes behind it, or -1 where it is not the mark. */
static inline int number_take_mark(uint64_t *word, uint64_t others, char mark)
{
    unsigned at = (unsigned)__builtin_ctzll(others) & 56;
    uint64_t below = (UINT64_C(1) << at) - 1;

    if ((others & (others - 1)) || (*word >> at & 0xFF) != ((unsigned char)mark ^ '0'))
        return -1;
    *word = (*word & ~(below << 8 | 0xFF)) | (*word & below) << 8;
    return (int)(56 - at) / 8;
}

/* Returns false, and *value untouched, where number_parse must decide. */
static inline bool number_quick(const char *text, size_t length, char decimal, double *value)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && defined __SIZEOF_INT128__
    bool minus = *text == '-';
    unsigned __int128 both;
    uint64_t high;
    uint64_t low;
    uint64_t digits;
    double result;
    int decimals = 0;

    text += minus;
    length -= minus;
    if (length - 1 >= 16)
        return false;
    /* The last byte goes to the top, so that zeros stand before the first. */
    memcpy(&low, text, 8);
    if (length <= 8) { /* one word is enough: two thirds of the time */
        high = (low ^ UINT64_C(0x3030303030303030)) << (8 * (8 - length));
        if (number_others(high)) {
            decimals = number_take_mark(&high, number_others(high), decimal);
            if (decimals < 0 || length == 1)
                return false;
        }
        result = (double)(int64_t)number_eight(high) / number_exact_powers[decimals];
        *value = minus ? -result : result;
        return true;
    }
    memcpy(&high, text + 8, 8);
    low ^= UINT64_C(0x3030303030303030);
    high ^= UINT64_C(0x3030303030303030);
    both = ((unsigned __int128)high << 64 | low) << (8 * (16 - length));
    low = (uint64_t)both;
    high = (uint64_t)(both >> 64);
    if (number_others(low)) {
        decimals = number_take_mark(&low, number_others(low), decimal);
        if (decimals < 0 || number_others(high))
            return false;
        decimals += 8;
    } else if (number_others(high)) {
        decimals = number_take_mark(&high, number_others(high), decimal);
        if (decimals < 0 || length == 1)
            return false;
        high |= low >> 56;
        low <<= 8;
    }
    digits = number_eight(low) * 100000000 + number_eight(high);
    if (digits > UINT64_C(1) << 53)
        return false;
    result = (double)(int64_t)digits / number_exact_powers[decimals];
    *value = minus ? -result : result;
    return true;
#else
    (void)text;
    (void)length;
    (void)decimal;
    (void)value;
    return false;
#endif
}

#endif
