/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/cut.h"

#include <stdlib.h>

#include "base/memory.h"
#include "table/scan_masks.h"

/* What the bytes before a word leave to it. */
struct carry {
    uint64_t inside; /* all ones inside quotes */
    uint64_t closed; /* 1: the last byte was a quote that closes */
    uint64_t border; /* 1: it was a delimiter, a line end or a quote, or there is none */
    uint64_t cr;     /* 1: it was a CR */
};

/* A word of the masks, read. */
struct word {
    uint64_t inside;    /* bytes inside quotes, those that open them among them */
    uint64_t line_ends; /* of lines, in quotes too; of a CRLF the CR */
    uint64_t ends;      /* line ends outside quotes, */
    uint64_t cells;     /* and the delimiters there */
};

/* Reads a word, of which only the bits in `there` are of the bytes; false where a quote is not an
 * ordinary one. */
static inline bool read_word(const struct masks *masks, size_t index, uint64_t there,
                             struct carry *carry, struct word *word)
{
    uint64_t quotes = masks->quote[index] & there;
    uint64_t lf = masks->lf[index] & there;
    uint64_t cr = masks->cr[index] & there;
    uint64_t delimiters = masks->delimiter[index] & there;
    uint64_t borders = delimiters | lf | cr | quotes;
    uint64_t inside = odd_below(quotes) ^ carry->inside;
    uint64_t opening = quotes & inside;
    uint64_t closing = quotes & ~inside;
    /* of a closing quote in the last place the next word tells; behind the bytes anything may be */
    uint64_t followed = borders >> 1 | ~(there >> 1);
    bool ordinary = !((opening & ~(borders << 1 | carry->border)) | (closing & ~followed) |
                      (carry->closed & there & ~borders));

    word->inside = inside;
    word->line_ends = cr | (lf & ~(cr << 1 | carry->cr));
    word->ends = (lf | cr) & ~inside;
    word->cells = (delimiters & ~inside) | word->ends;
    carry->inside = (uint64_t)0 - (inside >> 63);
    carry->closed = closing >> 63;
    carry->border = borders >> 63;
    carry->cr = cr >> 63;
    return ordinary;
}

/* The bits of a word of which so many bytes are left. */
static inline uint64_t bits_there(size_t left)
{
    return left >= WORD ? ~UINT64_C(0) : ~UINT64_C(0) >> (WORD - left);
}

/* How many bits there are, without an instruction for it (Hacker's Delight, 5-1). */
static inline unsigned long count_bits(uint64_t x)
{
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (unsigned long)(x * UINT64_C(0x0101010101010101) >> 56);
}

bool cut_records(const char *bytes, size_t length, char delimiter, struct cut *cut)
{
    mask_kernel *kernel = scan_mask_kernel();
    struct carry carry = { .border = 1 };
    struct masks masks = { .any_cr = 0 };
    unsigned long lines = 0;
    struct word word;
    size_t at, i;

    *cut = (struct cut){ 0 };
    length -= length > 0 && bytes[length - 1] == '\r';
    for (at = 0; at < length; at += SEGMENT) {
        size_t left = length - at < SEGMENT ? length - at : SEGMENT;

        kernel(bytes + at, (left + WORD - 1) / WORD, delimiter, &masks);
        for (i = 0; i * WORD < left; i++) {
            if (!read_word(&masks, i, bits_there(left - i * WORD), &carry, &word))
                return false;
            if (word.ends) {
                int last = 63 - __builtin_clzll(word.ends);

                cut->end = at + i * WORD + (size_t)last + 1;
                cut->lines = lines + count_bits(word.line_ends & (~UINT64_C(0) >> (63 - last)));
            }
            lines += count_bits(word.line_ends);
        }
    }
    return true;
}

static inline __attribute__((always_inline)) bool
mark_cells(const char *bytes, size_t length, char delimiter, struct cut_marks *marks)
{
    mask_kernel *kernel = scan_mask_kernel();
    struct carry carry = { .border = 1 };
    struct masks masks = { .any_cr = 0 };
    struct word word;
    size_t at, i;

    marks->count = 0;
    for (at = 0; at < length; at += SEGMENT) {
        size_t left = length - at < SEGMENT ? length - at : SEGMENT;
        size_t room = marks->count + left + 8;

        if (room > marks->capacity) {
            marks->capacity = room * 2;
            marks->items = xrearray(marks->items, marks->capacity, sizeof *marks->items);
        }
        kernel(bytes + at, (left + WORD - 1) / WORD, delimiter, &masks);
        for (i = 0; i * WORD < left; i++) {
            if (!read_word(&masks, i, bits_there(left - i * WORD), &carry, &word))
                return false;
            marks->count = put_marks(marks->items, marks->count, word.cells, at + i * WORD);
        }
    }
    return true;
}

#ifdef __x86_64__
/* The same with instructions that count and find bits. */
__attribute__((target("popcnt,bmi"))) static bool
mark_cells_bmi(const char *bytes, size_t length, char delimiter, struct cut_marks *marks)
{
    return mark_cells(bytes, length, delimiter, marks);
}
#endif

bool cut_cells(const char *bytes, size_t length, char delimiter, struct cut_marks *marks)
{
    if (length > UINT32_MAX)
        return false;
#ifdef __x86_64__
    if (__builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi"))
        return mark_cells_bmi(bytes, length, delimiter, marks);
#endif
    return mark_cells(bytes, length, delimiter, marks);
}

void cut_marks_free(struct cut_marks *marks)
{
    free(marks->items);
    *marks = (struct cut_marks){ 0 };
}
