/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/format.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "calc/picture.h"
#include "calc/serial.h"

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};
static const char *const days[] = {
    "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
};

/* ---- dates ---- */

struct moment {
    long year;
    int month, day, weekday;
    long hour, minute, second;
};

static bool split_moment(double number, bool seconds, struct moment *moment)
{
    double whole = floor(number);
    long rest = seconds ? lround((number - whole) * 86400)
                        : (long)floor((number - whole) * 86400 + 1e-6);

    if (rest == 86400) {
        whole++;
        rest = 0;
    }
    if (number < 0 || !serial_split(whole, &moment->year, &moment->month, &moment->day))
        return false;
    moment->weekday = (int)fmod(whole, 7);
    moment->hour = rest / 3600;
    moment->minute = rest / 60 % 60;
    moment->second = rest % 60;
    return true;
}

static size_t run_of(const char *format, size_t length)
{
    size_t n = 1;

    while (n < length && (format[n] | 0x20) == (format[0] | 0x20))
        n++;
    return n;
}

/* m is minutes behind an hour or before a second. */
static bool is_minute(const char *format, size_t at, size_t run, size_t length)
{
    size_t i = at;

    while (i > 0 && strchr(": ]", format[i - 1]))
        i--;
    if (i > 0 && (format[i - 1] | 0x20) == 'h')
        return true;
    for (i = at + run; i < length && strchr(": ", format[i]);)
        i++;
    return i < length && (format[i] | 0x20) == 's';
}

static void add_part(struct text *out, const struct moment *moment, char letter, size_t run,
                     bool minute, bool half_days)
{
    long hour = half_days ? (moment->hour + 11) % 12 + 1 : moment->hour;
    int width = run > 1 ? 2 : 1;

    switch (letter) {
    case 'y':
        if (run > 2)
            text_addf(out, "%04ld", moment->year);
        else
            text_addf(out, "%02ld", moment->year % 100);
        break;
    case 'm':
        if (minute)
            text_addf(out, "%0*ld", width, moment->minute);
        else if (run > 2)
            text_add(out, months[moment->month - 1],
                     run == 3   ? 3
                     : run == 5 ? 1
                                : strlen(months[moment->month - 1]));
        else
            text_addf(out, "%0*d", width, moment->month);
        break;
    case 'd':
        if (run > 2)
            text_add(out, days[moment->weekday], run == 3 ? 3 : strlen(days[moment->weekday]));
        else
            text_addf(out, "%0*d", width, moment->day);
        break;
    case 'h':
        text_addf(out, "%0*ld", width, hour);
        break;
    default:
        text_addf(out, "%0*ld", width, moment->second);
    }
}

/* AM/PM or A/P; its length, 0: it is neither. */
static size_t half_day(const char *format, size_t length)
{
    return length >= 5 && strncasecmp(format, "AM/PM", 5) == 0 ? 5
           : length >= 3 && strncasecmp(format, "A/P", 3) == 0 ? 3
                                                               : 0;
}

/* [h], [mm] or [s]: all of the time in one unit. Its length, 0: it is none of these. */
static size_t add_elapsed(const char *format, size_t length, double number, struct text *out)
{
    size_t run = length > 2 ? run_of(format + 1, length - 1) : 0;
    char unit = (char)(length > 1 ? format[1] | 0x20 : 0);
    double part = unit == 'h' ? 24 : unit == 'm' ? 1440 : 86400;

    if (format[0] != '[' || run == 0 || run + 1 >= length || format[run + 1] != ']' || !unit ||
        !strchr("hms", unit))
        return 0;
    text_addf(out, "%0*.0f", (int)run, floor(number * part + 1e-6));
    return run + 2;
}

static bool any_of(const char *format, size_t length, const char *letters)
{
    size_t i = 0;
    size_t n;

    while (i < length) {
        n = format_literal(format + i, length - i, NULL);
        if (n == 0 && format[i] && strchr(letters, format[i]))
            return true;
        i += n ? n : 1;
    }
    return false;
}

static int format_date(double number, const char *format, size_t length, struct text *out)
{
    struct moment moment;
    bool half_days = any_of(format, length, "AaPp");
    size_t i = 0;

    if (!split_moment(number, any_of(format, length, "sS"), &moment))
        return -1;
    while (i < length) {
        size_t n;
        char letter = (char)(format[i] | 0x20);

        if ((n = half_day(format + i, length - i)) > 0) {
            text_add(out, moment.hour < 12 ? "AM" : "PM", n == 5 ? 2 : 1);
            i += n;
        } else if ((n = add_elapsed(format + i, length - i, number, out)) > 0) {
            i += n;
        } else if (format[i] && strchr("ymdhs", letter)) {
            n = run_of(format + i, length - i);
            add_part(out, &moment, letter, n, is_minute(format, i, n, length), half_days);
            i += n;
        } else if (format[i] == '.' || format[i] == ',') {
            text_addc(out, format[i++]);
        } else if ((n = format_literal(format + i, length - i, out)) > 0) {
            i += n;
        } else {
            return -1;
        }
    }
    return 0;
}

/* ---- sections ---- */

/* Up to four, divided by semicolons. Returns how many there are; 5: too many. */
static size_t split(const char *format, size_t length, struct section sections[4])
{
    size_t count = 0;
    size_t begin = 0;
    size_t i = 0;

    while (i <= length) {
        size_t n = i < length ? format_literal(format + i, length - i, NULL) : 0;

        if (n == 0 && (i == length || format[i] == ';')) {
            if (count == 4)
                return 5;
            sections[count].format = format + begin;
            sections[count++].length = i - begin;
            begin = i + 1;
        }
        i += n ? n : 1;
    }
    return count;
}

/* [<=100] at a section's beginning: what has to hold of the number. */
struct condition {
    bool there;
    char first, second; /* of <= and the like; second may be 0 */
    double limit;
};

static struct condition condition_of(const struct section *section)
{
    struct condition condition = { .there = false };
    const char *at = section->format;
    const char *end = at + section->length;

    while (at < end && *at == '[') {
        const char *close = memchr(at, ']', (size_t)(end - at));
        const char *from = at + 1;

        if (!close)
            break;
        at = close + 1;
        if (!strchr("<>=", *from))
            continue;
        condition.first = *from++;
        if (from < close && strchr(">=", *from))
            condition.second = *from++;
        condition.there = number_parse(from, (size_t)(close - from), section->point,
                                       &condition.limit) == 0;
    }
    return condition;
}

static bool holds(const struct condition *condition, double number)
{
    bool equal = number == condition->limit;

    if (condition->first == '=')
        return equal;
    if (condition->second == '>')
        return !equal;
    return (condition->second == '=' && equal) ||
           (condition->first == '<' ? number < condition->limit : number > condition->limit);
}

/* The section for a number, and whether a minus says what the section does not. */
static size_t choose(double number, const struct section *sections, size_t count, bool *minus)
{
    struct condition first = condition_of(&sections[0]);
    struct condition second = count > 1 ? condition_of(&sections[1]) : (struct condition){ 0 };
    size_t which;

    *minus = number < 0;
    if (count > 1 && !first.there && !second.there) {
        which = number < 0 ? 1 : number == 0 && count > 2 ? 2 : 0;
        *minus = false;
        return which;
    }
    if (count == 1 || (first.there ? holds(&first, number) : number > 0)) {
        if (first.there && first.first == '<' && first.limit <= 0 && first.second != '>')
            *minus = false;
        return 0;
    }
    if (count == 2 || (second.there ? holds(&second, number) : number < 0)) {
        if (!second.there && count > 2)
            *minus = false;
        return 1;
    }
    return 2;
}

int format_number(double number, const char *format, size_t length, char decimal, struct text *out)
{
    struct section sections[4];
    struct section marks = { .point = decimal, .group = decimal == ',' ? '.' : ',' };
    size_t count;
    size_t which;
    size_t i;
    bool minus;

    if (length == 1 && format[0] == '@') {
        format = "General";
        length = strlen(format);
    }
    for (i = 0; i < 4; i++)
        sections[i] = marks;
    count = split(format, length, sections);
    if (count > 4)
        return -1;
    which = choose(number, sections, count, &minus);
    if (any_of(sections[which].format, sections[which].length, "yYmMdDhHsS"))
        return format_date(number, sections[which].format, sections[which].length, out);
    if (minus && !picture_is_zero(-number, &sections[which]))
        text_addc(out, '-');
    return picture_add(fabs(number), &sections[which], out);
}
