/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters of the scripts that have capitals, made small: the simple foldings of the Unicode
 * Character Database (CaseFolding.txt, status C and S) of the Latin, Greek, Cyrillic and
 * Armenian letters and of letters in circles and of full width.
 */
#include "base/text.h"

#include <string.h>

/* From first to last, a letter and its capital are `by` apart; 1: they alternate, and the
 * capitals are those of first's parity. */
/* clang-format off */
static const struct {
    uint16_t first, last;
    int16_t by;
} foldings[] = {
    { 0x0041, 0x005A, 32 }, { 0x00B5, 0x00B5, 775 }, { 0x00C0, 0x00D6, 32 },
    { 0x00D8, 0x00DE, 32 }, { 0x0100, 0x012E, 1 }, { 0x0130, 0x0130, -199 },
    { 0x0131, 0x0131, -200 }, { 0x0132, 0x0136, 1 }, { 0x0139, 0x0147, 1 }, { 0x014A, 0x0176, 1 },
    { 0x0178, 0x0178, -121 }, { 0x0179, 0x017D, 1 }, { 0x017F, 0x017F, -268 },
    { 0x0181, 0x0181, 210 }, { 0x0182, 0x0184, 1 }, { 0x0186, 0x0186, 206 },
    { 0x0187, 0x0187, 1 }, { 0x0189, 0x018A, 205 }, { 0x018B, 0x018B, 1 }, { 0x018E, 0x018E, 79 },
    { 0x018F, 0x018F, 202 }, { 0x0190, 0x0190, 203 }, { 0x0191, 0x0191, 1 },
    { 0x0193, 0x0193, 205 }, { 0x0194, 0x0194, 207 }, { 0x0196, 0x0196, 211 },
    { 0x0197, 0x0197, 209 }, { 0x0198, 0x0198, 1 }, { 0x019C, 0x019C, 211 },
    { 0x019D, 0x019D, 213 }, { 0x019F, 0x019F, 214 }, { 0x01A0, 0x01A4, 1 },
    { 0x01A6, 0x01A6, 218 }, { 0x01A7, 0x01A7, 1 }, { 0x01A9, 0x01A9, 218 },
    { 0x01AC, 0x01AC, 1 }, { 0x01AE, 0x01AE, 218 }, { 0x01AF, 0x01AF, 1 },
    { 0x01B1, 0x01B2, 217 }, { 0x01B3, 0x01B5, 1 }, { 0x01B7, 0x01B7, 219 },
    { 0x01B8, 0x01B8, 1 }, { 0x01BC, 0x01BC, 1 }, { 0x01C4, 0x01C4, 2 }, { 0x01C5, 0x01C5, 1 },
    { 0x01C7, 0x01C7, 2 }, { 0x01C8, 0x01C8, 1 }, { 0x01CA, 0x01CA, 2 }, { 0x01CB, 0x01DB, 1 },
    { 0x01DE, 0x01EE, 1 }, { 0x01F1, 0x01F1, 2 }, { 0x01F2, 0x01F4, 1 }, { 0x01F6, 0x01F6, -97 },
    { 0x01F7, 0x01F7, -56 }, { 0x01F8, 0x021E, 1 }, { 0x0220, 0x0220, -130 },
    { 0x0222, 0x0232, 1 }, { 0x023A, 0x023A, 10795 }, { 0x023B, 0x023B, 1 },
    { 0x023D, 0x023D, -163 }, { 0x023E, 0x023E, 10792 }, { 0x0241, 0x0241, 1 },
    { 0x0243, 0x0243, -195 }, { 0x0244, 0x0244, 69 }, { 0x0245, 0x0245, 71 },
    { 0x0246, 0x024E, 1 }, { 0x0345, 0x0345, 116 }, { 0x0370, 0x0372, 1 }, { 0x0376, 0x0376, 1 },
    { 0x037F, 0x037F, 116 }, { 0x0386, 0x0386, 38 }, { 0x0388, 0x038A, 37 },
    { 0x038C, 0x038C, 64 }, { 0x038E, 0x038F, 63 }, { 0x0391, 0x03A1, 32 },
    { 0x03A3, 0x03AB, 32 }, { 0x03C2, 0x03C2, 1 }, { 0x03CF, 0x03CF, 8 }, { 0x03D0, 0x03D0, -30 },
    { 0x03D1, 0x03D1, -25 }, { 0x03D5, 0x03D5, -15 }, { 0x03D6, 0x03D6, -22 },
    { 0x03D8, 0x03EE, 1 }, { 0x03F0, 0x03F0, -54 }, { 0x03F1, 0x03F1, -48 },
    { 0x03F4, 0x03F4, -60 }, { 0x03F5, 0x03F5, -64 }, { 0x03F7, 0x03F7, 1 },
    { 0x03F9, 0x03F9, -7 }, { 0x03FA, 0x03FA, 1 }, { 0x03FD, 0x03FF, -130 },
    { 0x0400, 0x040F, 80 }, { 0x0410, 0x042F, 32 }, { 0x0460, 0x0480, 1 }, { 0x048A, 0x04BE, 1 },
    { 0x04C0, 0x04C0, 15 }, { 0x04C1, 0x04CD, 1 }, { 0x04D0, 0x052E, 1 }, { 0x0531, 0x0556, 48 },
    { 0x1E00, 0x1E94, 1 }, { 0x1E9B, 0x1E9B, -58 }, { 0x1E9E, 0x1E9E, -7615 },
    { 0x1EA0, 0x1EFE, 1 }, { 0x2126, 0x2126, -7517 }, { 0x212A, 0x212A, -8383 },
    { 0x212B, 0x212B, -8262 }, { 0x2132, 0x2132, 28 }, { 0x2160, 0x216F, 16 },
    { 0x2183, 0x2183, 1 }, { 0x24B6, 0x24CF, 26 }, { 0x2C60, 0x2C60, 1 },
    { 0x2C62, 0x2C62, -10743 }, { 0x2C63, 0x2C63, -3814 }, { 0x2C64, 0x2C64, -10727 },
    { 0x2C67, 0x2C6B, 1 }, { 0x2C6D, 0x2C6D, -10780 }, { 0x2C6E, 0x2C6E, -10749 },
    { 0x2C6F, 0x2C6F, -10783 }, { 0x2C70, 0x2C70, -10782 }, { 0x2C72, 0x2C72, 1 },
    { 0x2C75, 0x2C75, 1 }, { 0x2C7E, 0x2C7F, -10815 }, { 0xFF21, 0xFF3A, 32 },
};
/* clang-format on */

static uint32_t folded(uint32_t code)
{
    size_t i;

    for (i = 0; i < sizeof foldings / sizeof *foldings && code >= foldings[i].first; i++)
        if (code <= foldings[i].last &&
            (foldings[i].by != 1 || (code - foldings[i].first) % 2 == 0))
            return (uint32_t)((int32_t)code + foldings[i].by);
    return code;
}

static bool same_ascii_letter(char a, char b)
{
    return (a ^ b) == 0x20 && (a | 0x20) >= 'a' && (a | 0x20) <= 'z';
}

bool same_in_any_case(const char *a, const char *b)
{
    const char *start = a;
    size_t left_a;
    size_t left_b;

    for (; *a && (*a == *b || same_ascii_letter(*a, *b)); a++, b++)
        ;
    /* Few texts differ within a character; of those, begin with that character again. */
    if (!((*a | *b) & 0x80))
        return *a == *b;
    for (; a > start && (*a & 0xC0) == 0x80; a--, b--)
        ;
    left_a = strlen(a);
    left_b = strlen(b);
    while (left_a > 0 && left_b > 0) {
        uint32_t x;
        uint32_t y;
        size_t step_a = utf8_next(a, left_a, &x);
        size_t step_b = utf8_next(b, left_b, &y);

        if (x != y && folded(x) != folded(y))
            return false;
        a += step_a;
        left_a -= step_a;
        b += step_b;
        left_b -= step_b;
    }
    return left_a == 0 && left_b == 0;
}

static void add_code(struct text *text, uint32_t code)
{
    if (code < 0x80) {
        text_addc(text, (char)code);
        return;
    }
    if (code < 0x800) {
        text_addc(text, (char)(0xC0 | code >> 6));
    } else if (code < 0x10000) {
        text_addc(text, (char)(0xE0 | code >> 12));
        text_addc(text, (char)(0x80 | (code >> 6 & 0x3F)));
    } else {
        text_addc(text, (char)(0xF0 | code >> 18));
        text_addc(text, (char)(0x80 | (code >> 12 & 0x3F)));
        text_addc(text, (char)(0x80 | (code >> 6 & 0x3F)));
    }
    text_addc(text, (char)(0x80 | (code & 0x3F)));
}

void text_add_folded(struct text *text, const char *bytes, size_t length)
{
    while (length > 0) {
        uint32_t code;
        size_t step = utf8_next(bytes, length, &code);

        add_code(text, folded(code));
        bytes += step;
        length -= step;
    }
}
