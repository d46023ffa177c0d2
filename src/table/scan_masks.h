/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which bytes of a segment are delimiters, line ends and quotes, a bit each, by the vector
 * instructions the processor has. Internal to table/.
 */
#ifndef LEVER_TABLE_SCAN_MASKS_H
#define LEVER_TABLE_SCAN_MASKS_H

#include <stddef.h>
#include <stdint.h>

/* A segment is masked as a whole before its marks are taken: its masks stay in
 * the first cache. One bit a byte, the lowest bit first. */
enum { WORD = 64, SEGMENT_WORDS = 64, SEGMENT = WORD * SEGMENT_WORDS };

struct masks {
    uint64_t delimiter[SEGMENT_WORDS];
    uint64_t lf[SEGMENT_WORDS];
    uint64_t cr[SEGMENT_WORDS];
    uint64_t quote[SEGMENT_WORDS];
    uint64_t any_cr;
    uint64_t any_quote;
    uint64_t any_nul;
    uint64_t any_high;
};

/* Fills the masks of so many words of bytes, all of them readable; adds to those of any. */
typedef void mask_kernel(const char *bytes, size_t words, char delimiter, struct masks *masks);

/* The one of scan_choose. */
mask_kernel *scan_mask_kernel(void);

/* Bits that have an odd number of bits of x at or below them. */
static inline uint64_t odd_below(uint64_t x)
{
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    x ^= x << 32;
    return x;
}

static inline unsigned lowest(uint64_t x)
{
    return (unsigned)__builtin_ctzll(x);
}

/* Appends the offsets of the bits; may write up to 7 words too many behind them. */
static inline size_t put_marks(uint32_t *marks, size_t count, uint64_t bits, size_t base)
{
    size_t total = count + (size_t)__builtin_popcountll(bits);
    int i;

    while (bits) {
        for (i = 0; i < 8; i++) {
            marks[count + (size_t)i] = (uint32_t)(base + lowest(bits | UINT64_C(1) << 63));
            bits &= bits - 1;
        }
        count += 8;
    }
    return total;
}

#endif
