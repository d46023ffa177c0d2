/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/letters.h"

#include "base/text.h"

/* Capitals first .. last stand `step` apart, each `distance` before its small letter. */
static const struct {
    uint32_t first, last;
    uint32_t step;
    uint32_t distance;
} ranges[] = {
    { 'A', 'Z', 1, 32 },      { 0xC0, 0xD6, 1, 32 },     { 0xD8, 0xDE, 1, 32 },
    { 0x100, 0x12E, 2, 1 },   { 0x132, 0x136, 2, 1 },    { 0x139, 0x147, 2, 1 },
    { 0x14A, 0x176, 2, 1 },   { 0x179, 0x17D, 2, 1 },    { 0x18F, 0x18F, 1, 202 },
    { 0x1C4, 0x1C4, 1, 2 },   { 0x1C7, 0x1C7, 1, 2 },    { 0x1CA, 0x1CA, 1, 2 },
    { 0x1CD, 0x1DB, 2, 1 },   { 0x1DE, 0x1EE, 2, 1 },    { 0x1F8, 0x21E, 2, 1 },
    { 0x222, 0x232, 2, 1 },   { 0x386, 0x386, 1, 38 },   { 0x388, 0x38A, 1, 37 },
    { 0x38C, 0x38C, 1, 64 },  { 0x38E, 0x38F, 1, 63 },   { 0x391, 0x3A1, 1, 32 },
    { 0x3A3, 0x3AB, 1, 32 },  { 0x400, 0x40F, 1, 80 },   { 0x410, 0x42F, 1, 32 },
    { 0x460, 0x480, 2, 1 },   { 0x48A, 0x4BE, 2, 1 },    { 0x4C1, 0x4CD, 2, 1 },
    { 0x4D0, 0x52E, 2, 1 },   { 0x531, 0x556, 1, 48 },   { 0x1E00, 0x1E94, 2, 1 },
    { 0x1EA0, 0x1EFE, 2, 1 }, { 0xFF21, 0xFF3A, 1, 32 },
};
enum { RANGES = sizeof ranges / sizeof *ranges };

uint32_t letter_small(uint32_t code)
{
    size_t i;

    for (i = 0; i < RANGES && code >= ranges[i].first; i++)
        if (code <= ranges[i].last && (code - ranges[i].first) % ranges[i].step == 0)
            return code + ranges[i].distance;
    return code == 0x178 ? 0xFF : code == 0x1E9E ? 0xDF : code; /* Ÿ, and ß when it is large */
}

uint32_t letter_capital(uint32_t code)
{
    size_t i;

    for (i = 0; i < RANGES; i++) {
        uint32_t capital = code - ranges[i].distance;

        if (code >= ranges[i].distance && capital >= ranges[i].first && capital <= ranges[i].last &&
            (capital - ranges[i].first) % ranges[i].step == 0)
            return capital;
    }
    return code == 0xFF ? 0x178 : code;
}

size_t letter_write(uint32_t code, char *out)
{
    unsigned char *bytes = (unsigned char *)out;

    if (code < 0x80) {
        bytes[0] = (unsigned char)code;
        return 1;
    }
    if (code < 0x800) {
        bytes[0] = (unsigned char)(0xC0 | code >> 6);
        bytes[1] = (unsigned char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        bytes[0] = (unsigned char)(0xE0 | code >> 12);
        bytes[1] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (unsigned char)(0x80 | (code & 0x3F));
        return 3;
    }
    bytes[0] = (unsigned char)(0xF0 | code >> 18);
    bytes[1] = (unsigned char)(0x80 | (code >> 12 & 0x3F));
    bytes[2] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
    bytes[3] = (unsigned char)(0x80 | (code & 0x3F));
    return 4;
}

int letters_compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
    while (a_length > 0 && b_length > 0) {
        uint32_t x;
        uint32_t y;
        size_t n = utf8_next(a, a_length, &x);
        size_t m = utf8_next(b, b_length, &y);

        if (x != y) {
            x = letter_small(x);
            y = letter_small(y);
            if (x != y)
                return x < y ? -1 : 1;
        }
        a += n;
        a_length -= n;
        b += m;
        b_length -= m;
    }
    return a_length > 0 ? 1 : b_length > 0 ? -1 : 0;
}
