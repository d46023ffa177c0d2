/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

/* Encodes a code point without asking whether it may be one. */
static size_t encode(uint32_t code, size_t length, char *out)
{
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    size_t i;

    if (length == 1) {
        out[0] = (char)code;
        return 1;
    }
    for (i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(lead[length] | code);
    return length;
}

/* Whether the code point may be encoded in that many bytes: Unicode, table 3-7. */
static bool allowed(uint32_t code, size_t length)
{
    switch (length) {
    case 1:
        return code < 0x80;
    case 2:
        return code >= 0x80;
    case 3:
        return code >= 0x800 && (code < 0xD800 || code > 0xDFFF);
    default:
        return code >= 0x10000 && code <= 0x10FFFF;
    }
}

static void every_code_point_in_every_length(void **state)
{
    static const uint32_t ends[] = { 0, 0x80, 0x800, 0x10000, 0x200000 };
    char bytes[12] = "ab";
    size_t length;
    uint32_t code;

    (void)state;
    for (length = 1; length <= 4; length++) {
        for (code = 0; code < ends[length]; code++) {
            size_t n = encode(code, length, bytes + 2);
            size_t expected = allowed(code, length) ? 2 + n + 5 : 2;

            memcpy(bytes + 2 + n, "cdefg", 5);
            if (utf8_valid(bytes, 2 + n + 5) != expected)
                fail_msg("U+%04X in %zu bytes", (unsigned)code, length);
        }
    }
}

static void broken_off_or_without_a_beginning(void **state)
{
    static const char whole[] = "x\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";

    (void)state;
    assert_int_equal(utf8_valid(whole, 10), 10);
    assert_int_equal(utf8_valid(whole, 2), 1);
    assert_int_equal(utf8_valid(whole, 4), 3);
    assert_int_equal(utf8_valid(whole, 5), 3);
    assert_int_equal(utf8_valid(whole, 7), 6);
    assert_int_equal(utf8_valid(whole, 9), 6);
    assert_int_equal(utf8_valid("\xC3"
                                "a\xE2\x82"
                                "b",
                                5),
                     0);
    assert_int_equal(utf8_valid("\xE2\x82"
                                "bcd",
                                5),
                     0);
    assert_int_equal(utf8_valid("a\x80", 2), 1);
    assert_int_equal(utf8_valid("a\xFF", 2), 1);
    assert_int_equal(utf8_valid("a\xC1\xBF"
                                "b",
                                4),
                     1);
    assert_int_equal(utf8_valid("", 0), 0);
}

static void widths(void **state)
{
    (void)state;
    assert_int_equal(utf8_width("abc", 3), 3);
    assert_int_equal(utf8_width("e\xCC\x81", 3), 1);
    assert_int_equal(utf8_width("\xE6\x97\xA5\xE6\x9C\xAC", 6), 4);
    assert_int_equal(utf8_width("\xE2\x82\xAC", 3), 1);
    /* a vowel sign under its letter; Hangul written letter by letter */
    assert_int_equal(utf8_width("\xE0\xA4\x95\xE0\xA5\x81", 6), 1);
    assert_int_equal(utf8_width("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9), 2);
    /* two women, joined; a flag and a half; a thumb with a colour; a heart in colour */
    assert_int_equal(utf8_width("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9", 11), 2);
    assert_int_equal(utf8_width("\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xA9", 12), 3);
    assert_int_equal(utf8_width("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 8), 2);
    assert_int_equal(utf8_width("\xE2\x9D\xA4\xEF\xB8\x8F!", 7), 3);
    /* a joiner between letters joins no pictures; what is not UTF-8 is one column a byte */
    assert_int_equal(utf8_width("a\xE2\x80\x8D"
                                "b",
                                5),
                     2);
    assert_int_equal(utf8_width("\xFF\x80", 2), 2);
}

static void cases(void **state)
{
    static const char *const same[][2] = {
        { "", "" },
        { "aZ", "Az" },
        { "\u00C4rger", "\u00E4RGER" },
        { "\u03A3\u03AF\u03C2", "\u03C3\u038A\u03C3" },
        { "\u0416\u0451", "\u0436\u0401" },
        { "\u0130x", "iX" },
        { "\u212A", "k" },
        { "\u1E9E", "\u00DF" },
        { "\uFF21", "\uFF41" },
        { "\u0178", "\u00FF" },
        { "\u01AF", "\u01B0" },
    };
    static const char *const other[][2] = {
        { "a", "" },
        { "", "\u00E4" },
        { "a", "\u00E4" },
        { "[", "{" },
        { "@", "`" },
        { "\u6771\u4EAC", "\u5927\u962A" },
        { "\u00D7", "\u00F7" },
        { "\u00E4", "\u00E5" },
        { "\u0101", "\u0102" },
        { "\u00DF", "ss" },
        { "x\u00E4", "x" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(same_in_any_case(same[i][0], same[i][1]));
        assert_true(same_in_any_case(same[i][1], same[i][0]));
    }
    for (i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(same_in_any_case(other[i][0], other[i][1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_in_every_length),
        cmocka_unit_test(broken_off_or_without_a_beginning),
        cmocka_unit_test(widths),
        cmocka_unit_test(cases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
