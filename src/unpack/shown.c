/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/shown.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

/* ---- formats ---- */

/* What was seen in a code, as bits. */
enum part {
    PART_DATE = 1 << 0,
    PART_TIME = 1 << 1,
    PART_ELAPSED = 1 << 2,
    PART_PERCENT = 1 << 3,
    PART_MONTH_OR_MINUTE = 1 << 4, /* an m that could be either */
    PART_DIGIT = 1 << 5,
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* [h], [mm]: hours that go on; [Red], [$-409], [>100] are nothing of the kind. */
static bool is_elapsed(const char *inner, size_t length)
{
    size_t i;

    for (i = 1; i < length; i++)
        if (lower(inner[i]) != lower(inner[0]))
            return false;
    return length > 0 && strchr("hms", lower(inner[0])) != NULL;
}

/* Bytes of what is no letter of the format at p: a literal, a group, a padding; 0 = none. */
static size_t literal_at(const char *p, unsigned *parts)
{
    const char *close;

    switch (*p) {
    case '"':
        close = strchr(p + 1, '"');
        return close ? (size_t)(close - p) + 1 : strlen(p);
    case '\\':
    case '_':
    case '*':
        return p[1] ? 2 : 1;
    case '[':
        close = strchr(p, ']');
        if (close && is_elapsed(p + 1, (size_t)(close - p) - 1))
            *parts |= PART_ELAPSED;
        return close ? (size_t)(close - p) + 1 : strlen(p);
    default:
        break;
    }
    if (lower(*p) == 'g' && strlen(p) >= 7 &&
        same_ignoring_case("general", (char[8]){ p[0], p[1], p[2], p[3], p[4], p[5], p[6], '\0' }))
        return 7;
    if (lower(*p) == 'a' && (lower(p[1]) == '/' || lower(p[1]) == 'm')) /* AM/PM, A/P */
        return strcspn(p, "/") + 2;
    return 0;
}

static unsigned parts_of(const char *code)
{
    unsigned parts = 0;
    char before = '\0'; /* the last of y m d h s */

    while (*code && *code != ';') {
        size_t skip = literal_at(code, &parts);
        char letter = lower(*code);

        if (skip > 0) {
            if (skip > strlen(code))
                break;
            if (letter == 'a')
                parts |= PART_TIME;
            code += skip;
            continue;
        }
        if (letter == 'y' || letter == 'd')
            parts |= PART_DATE;
        else if (letter == 'h' || letter == 's')
            parts |= PART_TIME;
        else if (letter == 'm' && before != 'm')
            parts |= before == 'h' ? PART_TIME : PART_MONTH_OR_MINUTE;
        else if (letter == '%')
            parts |= PART_PERCENT;
        else if (letter == '0' || letter == '#' || letter == '?')
            parts |= PART_DIGIT;
        if (letter && strchr("ymdhs", letter))
            before = letter;
        code++;
    }
    return parts;
}

enum shown shown_by_code(const char *code)
{
    unsigned parts = parts_of(code);

    if (parts & PART_ELAPSED)
        return SHOWN_ELAPSED;
    /* mm:ss is minutes; mmmm, or m beside d or y, is a month */
    if ((parts & PART_MONTH_OR_MINUTE) && !((parts & PART_TIME) && !(parts & PART_DATE)))
        parts |= PART_DATE;
    if ((parts & PART_DATE) && (parts & PART_TIME))
        return SHOWN_DATE_TIME;
    if (parts & PART_DATE)
        return SHOWN_DATE;
    if (parts & PART_TIME)
        return SHOWN_TIME;
    return parts & PART_PERCENT ? SHOWN_PERCENT : SHOWN_NUMBER;
}

enum shown shown_by_number(long number)
{
    static const struct {
        unsigned char from, to;
        enum shown shown;
    } ranges[] = {
        { 9, 10, SHOWN_PERCENT },    { 14, 17, SHOWN_DATE }, { 18, 21, SHOWN_TIME },
        { 22, 22, SHOWN_DATE_TIME }, { 27, 31, SHOWN_DATE }, { 32, 35, SHOWN_TIME },
        { 36, 36, SHOWN_DATE },      { 45, 45, SHOWN_TIME }, { 46, 46, SHOWN_ELAPSED },
        { 47, 47, SHOWN_TIME },      { 50, 54, SHOWN_DATE }, { 55, 56, SHOWN_TIME },
        { 57, 58, SHOWN_DATE },
    };
    size_t i;

    for (i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (number >= ranges[i].from && number <= ranges[i].to)
            return ranges[i].shown;
    return SHOWN_NUMBER;
}

/* ---- days ---- */

enum { DAY_MS = 86400000 };

/* A day by its number, 0 = 1970-01-01, in the calendar that was always as it is now (Fliegel and
 * van Flandern, 1968, by way of years that begin in March). */
static void add_day(struct text *out, long day)
{
    long era_day = day + 719468; /* from 0000-03-01 */
    long era = era_day / 146097;
    long of_era = era_day % 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100);
    long shifted = (5 * of_year + 2) / 153; /* 0 = March */
    long month = shifted < 10 ? shifted + 3 : shifted - 9;

    text_addf(out, "%04ld-%02ld-%02ld", year + era * 400 + (month <= 2), month,
              of_year - (153 * shifted + 2) / 5 + 1);
}

static void add_time(struct text *out, int64_t ms)
{
    text_addf(out, "%02ld:%02ld:%02ld", (long)(ms / 3600000), (long)(ms / 60000 % 60),
              (long)(ms / 1000 % 60));
    if (ms % 1000)
        text_addf(out, ".%03ld", (long)(ms % 1000));
}

bool shown_write(double serial, enum shown shown, bool from_1904, struct text *out)
{
    const double last = from_1904 ? 2957003.0 + 1 : 2958465.0 + 1;
    int64_t ms;
    long day;

    if (shown == SHOWN_ELAPSED) {
        if (!(fabs(serial) < 1e7))
            return false;
        ms = llround(fabs(serial) * DAY_MS);
        if (serial < 0 && ms > 0)
            text_addc(out, '-');
        add_time(out, ms);
        return true;
    }
    if (!(serial >= 0 && serial < last))
        return false;
    day = (long)serial;
    ms = llround((serial - (double)day) * DAY_MS);
    day += ms / DAY_MS;
    ms %= DAY_MS;
    if (day == 0 && (shown == SHOWN_TIME || (ms > 0 && !from_1904))) {
        add_time(out, ms);
        return true;
    }
    if (!from_1904 && (day == 0 || day == 60))
        return false;
    if (from_1904)
        day -= 24107; /* 1904-01-01 to 1970-01-01 */
    else
        day -= day < 60 ? 25568 : 25569;
    add_day(out, day);
    if (ms > 0 || shown != SHOWN_DATE) {
        text_addc(out, 'T');
        add_time(out, ms);
    }
    return true;
}

/* ---- numbers ---- */

void shown_percent(double value, struct text *out)
{
    char digits[NUMBER_SIZE];
    char text[NUMBER_SIZE];
    const char *p = text;
    long exponent = 0;
    long point = -1;
    long count = 0;
    long i;

    number_format(value, text);
    if (value == 0) {
        text_adds(out, "0%");
        return;
    }
    if (*p == '-')
        text_addc(out, *p++);
    for (; *p && *p != 'e' && *p != 'E'; p++)
        if (*p == '.')
            point = count;
        else
            digits[count++] = *p;
    if (point < 0)
        point = count;
    if (*p) {
        bool minus = p[1] == '-';

        for (p += 1 + (p[1] == '-' || p[1] == '+'); *p; p++)
            exponent = exponent * 10 + (*p - '0');
        exponent = minus ? -exponent : exponent;
    }
    point += exponent + 2;
    for (i = 0; i < count && digits[i] == '0' && i + 1 < point; i++)
        ; /* zeros in front that the point has passed */
    if (point <= 0) {
        text_adds(out, "0.");
        for (; point < 0; point++)
            text_addc(out, '0');
        text_add(out, digits + i, (size_t)(count - i));
    } else {
        for (; i < count || i < point; i++) {
            if (i == point)
                text_addc(out, '.');
            text_addc(out, i < count ? digits[i] : '0');
        }
    }
    text_addc(out, '%');
}

static bool is_digit(const char *p, const char *end)
{
    return p < end && *p >= '0' && *p <= '9';
}

static const char *over_digits(const char *p, const char *end)
{
    while (is_digit(p, end))
        p++;
    return p;
}

/* 1.234.567: groups of three behind p, all by one mark; p itself where there are none. */
static const char *over_groups(const char *p, const char *end)
{
    char mark = p < end && strchr(".,' ", *p) ? *p : '\0';

    while (mark && end - p >= 4 && *p == mark && is_digit(p + 1, end) && is_digit(p + 2, end) &&
           is_digit(p + 3, end) && !is_digit(p + 4, end))
        p += 4;
    return p;
}

bool shown_like_number(const char *text, size_t length)
{
    const char *p = text;
    const char *end = text + length;
    const char *start;

    if (length == 0 || length > 40 || ((unsigned char)*text < 0x80 && *text > '9'))
        return false;
    while (p < end && *p == ' ')
        p++;
    while (end > p && end[-1] == ' ')
        end--;
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    start = p;
    p = over_groups(over_digits(p, end), end);
    if (p < end && (*p == '.' || *p == ',')) {
        p = over_digits(p + 1, end);
        if (p == start + 1)
            return false;
    }
    if (p == start)
        return false;
    if (end - p >= 2 && (*p == 'e' || *p == 'E')) {
        start = p + 1 + (p[1] == '-' || p[1] == '+');
        p = over_digits(start, end);
        if (p == start)
            return false;
    }
    while (p < end && *p == ' ')
        p++;
    return p == end || (*p == '%' && p + 1 == end);
}

/* ---- signs ---- */

/* Without blanks around it; NULL = nothing is left. */
static char *sign_of(const char *from, size_t length)
{
    while (length > 0 && *from == ' ') {
        from++;
        length--;
    }
    while (length > 0 && from[length - 1] == ' ')
        length--;
    return length > 0 ? xstrndup(from, length) : NULL;
}

/* [$€-407], [$USD]; "EUR"; a sign that stands as it is. */
char *shown_sign(const char *code)
{
    while (*code && *code != ';') {
        size_t length = 1;
        char *sign = NULL;

        if (code[0] == '[') {
            length = strcspn(code, "]") + 1;
            if (code[1] == '$')
                sign = sign_of(code + 2, strcspn(code + 2, "-]"));
        } else if (code[0] == '"') {
            length = strcspn(code + 1, "\"") + 2;
            sign = sign_of(code + 1, length - 2);
        } else if (code[0] == '\\' && code[1] && (unsigned char)code[1] < 0x80) {
            length = 2;
            if (code[1] == '$')
                sign = xstrdup("$");
        } else if (code[0] == '_' || code[0] == '*') {
            length = 2;
        } else if (code[0] == '$') {
            sign = xstrdup("$");
        } else if ((unsigned char)code[0] >= 0x80) {
            uint32_t letter;

            length = utf8_next(code, strlen(code), &letter);
            sign = xstrndup(code, length);
        }
        if (sign)
            return sign;
        if (length >= strlen(code))
            break;
        code += length;
    }
    return NULL;
}
