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

char *text_room(struct text *text, size_t bytes)
{
    reserve(text, bytes);
    return text->bytes + text->length;
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

void text_add_word(struct text *text, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-./=,:+@%";

    if (*word && strspn(word, plain) == strlen(word)) {
        text_adds(text, word);
        return;
    }
    text_addc(text, '\'');
    for (; *word; word++)
        if (*word == '\'')
            text_adds(text, "'\\''");
        else
            text_addc(text, *word);
    text_addc(text, '\'');
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

bool code_steers(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
}

bool text_steers(const char *string)
{
    size_t length = strlen(string);
    size_t n;
    size_t i;
    uint32_t code;

    for (i = 0; i < length; i += n) {
        n = utf8_next(string + i, length - i, &code);
        if (code_steers(code))
            return true;
    }
    return false;
}
