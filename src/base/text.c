/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void reserve(struct text *text, size_t more)
{
    size_t need = text->length + more + 1;

    if (need <= text->capacity)
        return;
    text->capacity = need < 64 ? 64 : need + need / 2;
    text->bytes = xrearray(text->bytes, text->capacity, 1);
}

void text_add(struct text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_adds(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

void text_addc(struct text *text, char c)
{
    text_add(text, &c, 1);
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list args;
    va_list again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        reserve(text, (size_t)n);
        vsnprintf(text->bytes + text->length, (size_t)n + 1, format, again);
        text->length += (size_t)n;
    }
    va_end(again);
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

void text_free(struct text *text)
{
    free(text->bytes);
    *text = (struct text)TEXT_EMPTY;
}

char *text_take(struct text *text)
{
    char *bytes = text->bytes ? text->bytes : xstrdup("");

    *text = (struct text)TEXT_EMPTY;
    return bytes;
}

/* Bytes of the valid character at p (0 where it is not valid). */
static size_t decode(const unsigned char *p, size_t left, uint32_t *code)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t n;
    size_t i;
    uint32_t c;

    if (p[0] < 0x80) {
        *code = p[0];
        return 1;
    }
    n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || n > left)
        return 0;
    c = p[0] & (0x7Fu >> n);
    for (i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0;
    *code = c;
    return n;
}

/* True where p begins with a character of two or three bytes that needs no closer
 * look, its length in *n: most text that is not ASCII is made of those. */
static inline bool plain_character(const unsigned char *p, size_t left, size_t *n)
{
    if (left < 3 || (p[1] & 0xC0) != 0x80)
        return false;
    *n = p[0] < 0xE0 ? 2 : 3;
    return (p[0] >= 0xC2 && p[0] < 0xE0) ||
           (p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && (p[2] & 0xC0) == 0x80);
}

size_t utf8_valid(const char *bytes, size_t length)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t i = 0;

    while (i < length) {
        uint32_t code;
        uint64_t eight;
        size_t n;

        if (p[i] >= 0x80) {
            if (!plain_character(p + i, length - i, &n))
                n = decode(p + i, length - i, &code);
            if (n == 0)
                return i;
            i += n;
            continue;
        }
        i++;
        while (i + 8 <= length) {
            memcpy(&eight, bytes + i, 8);
            if (eight & UINT64_C(0x8080808080808080))
                break;
            i += 8;
        }
    }
    return length;
}

size_t utf8_next(const char *bytes, size_t length, uint32_t *code)
{
    size_t n = decode((const unsigned char *)bytes, length, code);

    if (n)
        return n;
    *code = 0xFFFD;
    return 1;
}

/* What takes no column, and what takes two (Unicode's East Asian Width W and F,
 * by blocks): a locale's wcwidth would depend on the locale. */
struct range {
    uint32_t first;
    uint32_t last;
};

static const struct range zero_wide[] = {
    { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD }, { 0x0610, 0x061A },
    { 0x064B, 0x065F }, { 0x0E34, 0x0E3A }, { 0x0E47, 0x0E4E }, { 0x1AB0, 0x1AFF },
    { 0x1DC0, 0x1DFF }, { 0x200B, 0x200F }, { 0x202A, 0x202E }, { 0x2060, 0x2064 },
    { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF },
    { 0xE0100, 0xE01EF },
};

static const struct range double_wide[] = {
    { 0x1100, 0x115F }, { 0x231A, 0x231B }, { 0x2329, 0x232A }, { 0x23E9, 0x23EC },
    { 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x26A1, 0x26A1 }, { 0x26BD, 0x26BE },
    { 0x2705, 0x2705 }, { 0x2728, 0x2728 }, { 0x274C, 0x274C }, { 0x2753, 0x2755 },
    { 0x2E80, 0x303E }, { 0x3041, 0x33FF }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF },
    { 0xA000, 0xA4CF }, { 0xA960, 0xA97F }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF },
    { 0xFE30, 0xFE6F }, { 0xFF00, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x17000, 0x18CFF },
    { 0x1B000, 0x1B2FF }, { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1FAFF },
    { 0x20000, 0x3FFFD },
};

static bool within(uint32_t code, const struct range *ranges, size_t count)
{
    size_t low = 0;

    while (low < count) {
        size_t middle = low + (count - low) / 2;

        if (code > ranges[middle].last)
            low = middle + 1;
        else if (code < ranges[middle].first)
            count = middle;
        else
            return true;
    }
    return false;
}

size_t utf8_width(const char *bytes, size_t length)
{
    size_t width = 0;
    size_t i = 0;

    while (i < length) {
        uint32_t code;

        i += utf8_next(bytes + i, length - i, &code);
        if (within(code, zero_wide, sizeof zero_wide / sizeof *zero_wide))
            continue;
        width += within(code, double_wide, sizeof double_wide / sizeof *double_wide) ? 2 : 1;
    }
    return width;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool same_ignoring_case(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

/* Damerau's edit distance (optimal string alignment), given up above `limit`. */
static size_t distance(const char *a, const char *b, size_t limit)
{
    enum { longest = 80 };
    size_t rows[3][longest + 1];
    size_t na = strlen(a);
    size_t nb = strlen(b);
    size_t i;
    size_t j;

    if (na > longest || nb > longest || (na > nb ? na - nb : nb - na) > limit)
        return limit + 1;
    for (j = 0; j <= nb; j++)
        rows[0][j] = j;
    for (i = 1; i <= na; i++) {
        size_t *now = rows[i % 3];
        const size_t *last = rows[(i + 2) % 3];
        const size_t *before = rows[(i + 1) % 3];

        now[0] = i;
        for (j = 1; j <= nb; j++) {
            size_t best = last[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));

            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]) && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[na % 3][nb];
}

long nearest_name(const char *name, const char *const *candidates, size_t count)
{
    size_t limit = strlen(name) / 3 + 1;
    size_t best = limit + 1;
    long found = -1;
    size_t i;

    for (i = 0; i < count; i++) {
        size_t d = distance(name, candidates[i], limit);

        if (d < best && d < strlen(candidates[i])) {
            best = d;
            found = (long)i;
        }
    }
    return found;
}
