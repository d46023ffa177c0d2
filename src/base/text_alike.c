/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text_alike.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

bool text_may_differ(const char *bytes, size_t length)
{
    const unsigned char *p = (const unsigned char *)bytes;
    const unsigned char *end = p + length;

    for (; p < end; p++) {
        unsigned char next = p + 1 < end ? p[1] : 0;

        if (*p < 0xC2)
            continue;
        switch (*p) {
        case 0xC2: /* no-break space, soft hyphen */
            if (next == 0xA0 || next == 0xAD)
                return true;
            break;
        case 0xC3:
        case 0xC4:
        case 0xC5:
        case 0xC6:
        case 0xC7:
        case 0xC8:
        case 0xC9:
        case 0xCA:
        case 0xCB:
        case 0xD0:
        case 0xD1:
        case 0xD2:
        case 0xD3:
        case 0xD4:
        case 0xD5:
        case 0xE4:
        case 0xE5:
        case 0xE6:
        case 0xE7:
        case 0xE8:
        case 0xE9:
        case 0xEB:
        case 0xEC:
        case 0xED:
            break; /* letters that are composed, and ideographs */
        case 0xE2: /* spaces and what has no width; symbols that are letters elsewhere */
            if (next == 0x80 || next == 0x81 || next == 0x84 || next == 0xAB)
                return true;
            break;
        case 0xE3: /* kana, which marks may follow */
            if (next == 0x82)
                return true;
            break;
        default:
            return true;
        }
    }
    return false;
}

static bool is_space(uint32_t code)
{
    return code == 0xA0 || code == 0x2007 || code == 0x202F || (code >= 0x2000 && code <= 0x200A);
}

static bool is_nothing(uint32_t code)
{
    return code == 0xAD || code == 0x200B || code == 0x200E || code == 0x200F || code == 0x2060 ||
           code == 0xFEFF;
}

bool text_alike(const char *bytes, size_t length, struct text *out)
{
    size_t start = out->length;
    size_t composed_length;
    uint8_t *composed;
    size_t i = 0;

    while (i < length) {
        uint32_t code;
        size_t n = utf8_next(bytes + i, length - i, &code);

        if (is_space(code))
            text_addc(out, ' ');
        else if (!is_nothing(code))
            text_add(out, bytes + i, n);
        i += n;
    }
    if (utf8_valid(bytes, length) == length && out->length > start) {
        composed = u8_normalize(UNINORM_NFC, (const uint8_t *)out->bytes + start,
                                out->length - start, NULL, &composed_length);
        if (composed) {
            out->length = start;
            text_add(out, (const char *)composed, composed_length);
            free(composed);
        }
    }
    return out->length - start != length ||
           (length > 0 && memcmp(out->bytes + start, bytes, length) != 0);
}

bool same_to_the_eye(const char *a, const char *b)
{
    struct text one = TEXT_EMPTY;
    struct text other = TEXT_EMPTY;
    bool same;

    if (!text_may_differ(a, strlen(a)) && !text_may_differ(b, strlen(b)))
        return strcmp(a, b) == 0;
    text_alike(a, strlen(a), &one);
    text_alike(b, strlen(b), &other);
    same = one.length == other.length &&
           (one.length == 0 || memcmp(one.bytes, other.bytes, one.length) == 0);
    text_free(&one);
    text_free(&other);
    return same;
}
