/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/format.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "calc/rounding.h"
#include "calc/serial.h"
#include "calc/vector.h"

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};
static const char *const days[] = {
    "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
};

/* ---- literal text ---- */

/* "text", \x and what stands for itself: adds it (unless out is NULL) and returns its length
 * in the format, 0 where it is none of these. */
static size_t literal(const char *format, size_t length, struct text *out)
{
    const char *end;

    if (format[0] == '"') {
        end = length > 1 ? memchr(format + 1, '"', length - 1) : NULL;
        if (!end)
            return 0;
        if (out)
            text_add(out, format + 1, (size_t)(end - format) - 1);
        return (size_t)(end - format) + 1;
    }
    if (format[0] == '\\' && length > 1) {
        if (out)
            text_addc(out, format[1]);
        return 2;
    }
    if (!strchr(" -+/():$!^&'~{}<>=", format[0]) && !(format[0] & 0x80))
        return 0;
    if (out)
        text_addc(out, format[0]);
    return 1;
}

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

    while (i > 0 && strchr(": ", format[i - 1]))
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
            text_add(out, days[moment->weekday],
                     run == 3 ? 3 : strlen(days[moment->weekday]));
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

static bool is_half(const char *format, size_t length)
{
    return length >= 5 && (memcmp(format, "AM/PM", 5) == 0 || memcmp(format, "am/pm", 5) == 0);
}

static bool any_of(const char *format, size_t length, const char *letters)
{
    size_t i = 0;
    size_t n;

    while (i < length) {
        n = format[i] == '"' || format[i] == '\\' ? literal(format + i, length - i, NULL) : 0;
        if (n == 0 && strchr(letters, format[i]))
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

        if (is_half(format + i, length - i)) {
            text_adds(out, moment.hour < 12 ? "AM" : "PM");
            i += 5;
        } else if (format[i] && strchr("ymdhs", letter)) {
            n = run_of(format + i, length - i);
            add_part(out, &moment, letter, n, is_minute(format, i, n, length), half_days);
            i += n;
        } else if (format[i] == '.' || format[i] == ',') {
            text_addc(out, format[i++]);
        } else if ((n = literal(format + i, length - i, out)) > 0) {
            i += n;
        } else {
            return -1;
        }
    }
    return 0;
}

/* ---- numbers ---- */

/* What a section says of digits. */
struct picture {
    size_t whole;     /* zeros before the point */
    size_t least;     /* zeros behind it */
    size_t most;      /* places behind it */
    size_t exponent;  /* digits of E+00; 0 = none */
    bool exponent_sign; /* E+ rather than E- */
    bool grouped;
    bool digits;      /* there are any */
    bool point;       /* there is one */
    int scale;        /* percent signs, less commas behind the digits by thousands */
    size_t begin;     /* where the digits stand in the format, */
    size_t end;       /* and what is behind them */
};

static bool is_digit_place(char c)
{
    return c == '0' || c == '#' || c == '?';
}

/* Takes the run of digits in; commas inside group, commas behind divide by thousands. */
static size_t read_digits(const char *format, size_t length, size_t i, struct picture *picture)
{
    size_t commas = 0;
    bool point = false;

    picture->begin = i;
    picture->digits = true;
    for (; i < length; i++) {
        char c = format[i];

        if (is_digit_place(c)) {
            picture->grouped |= commas > 0 && !point;
            commas = 0;
            if (point) {
                picture->most++;
                picture->least += c == '0';
            } else {
                picture->whole += c == '0';
            }
        } else if (c == ',') {
            commas++;
        } else if (c == '.' && !point) {
            picture->scale -= 3 * (int)commas;
            commas = 0;
            point = true;
        } else {
            break;
        }
    }
    picture->scale -= 3 * (int)commas;
    picture->point = point;
    if (i + 2 < length && (format[i] == 'E' || format[i] == 'e') &&
        (format[i + 1] == '+' || format[i + 1] == '-') && format[i + 2] == '0') {
        picture->exponent_sign = format[i + 1] == '+';
        for (i += 2; i < length && format[i] == '0'; i++)
            picture->exponent++;
    }
    picture->end = i;
    return i;
}

static int read_picture(const char *format, size_t length, struct picture *picture)
{
    size_t i = 0;

    *picture = (struct picture){ .whole = 0 };
    while (i < length) {
        size_t n;

        if (is_digit_place(format[i]) || (format[i] == '.' && !picture->digits)) {
            if (picture->digits)
                return -1; /* digits in two places */
            i = read_digits(format, length, i, picture);
            continue;
        }
        n = format[i] == '%' ? 1 : literal(format + i, length - i, NULL);
        picture->scale += format[i] == '%' ? 2 : 0;
        if (n == 0)
            return -1;
        i += n;
    }
    return 0;
}

/* The digits of a number that is not negative; -1: it is beyond what can be scaled. */
static int add_digits(double number, const struct picture *picture, struct text *out)
{
    char digits[400];
    char *point;
    size_t whole;
    size_t places;
    size_t i;
    int exponent = 0;

    if (picture->exponent && number != 0) {
        exponent = (int)floor(log10(number));
        number /= pow(10, exponent);
        number = round_decimal(number, (double)picture->most, ROUND_NEAREST);
        if (number >= 10) {
            number /= 10;
            exponent++;
        }
    }
    if (!isfinite(number))
        return -1;
    snprintf(digits, sizeof digits, "%.*f", (int)picture->most,
             round_decimal(number, (double)picture->most, ROUND_NEAREST));
    point = strchr(digits, '.');
    whole = point ? (size_t)(point - digits) : strlen(digits);
    places = picture->most;
    while (places > picture->least && point[places] == '0')
        places--;
    if (picture->whole == 0 && whole == 1 && digits[0] == '0')
        whole = 0;
    for (i = whole < picture->whole ? picture->whole : whole; i > 0; i--) {
        text_addc(out, i > whole ? '0' : digits[whole - i]);
        if (picture->grouped && i % 3 == 1 && i > 1)
            text_addc(out, ',');
    }
    if (picture->point)
        text_addc(out, '.');
    if (places > 0)
        text_add(out, point + 1, places);
    if (picture->exponent)
        text_addf(out, "E%s%0*d", exponent < 0 ? "-" : picture->exponent_sign ? "+" : "",
                  (int)picture->exponent, exponent < 0 ? -exponent : exponent);
    return 0;
}

static int format_section(double number, const char *format, size_t length, struct text *out)
{
    struct picture picture;
    size_t i = 0;

    if (read_picture(format, length, &picture) != 0 || picture.most > 30 || picture.exponent > 10)
        return -1;
    /* Scaling by digits: 0.285 is 28.5 %, which no product of doubles says. */
    if (picture.scale)
        number = number * pow(10, picture.scale);
    while (i < length) {
        if (picture.digits && i == picture.begin) {
            if (add_digits(number, &picture, out) != 0)
                return -1;
            i = picture.end;
        } else if (format[i] == '%') {
            text_addc(out, format[i++]);
        } else {
            i += literal(format + i, length - i, out);
        }
    }
    return 0;
}

/* Sections: positive; negative; zero. Returns how many there are. */
static size_t split(const char *format, size_t length, const char *sections[4], size_t lengths[4])
{
    size_t count = 0;
    size_t begin = 0;
    size_t i;

    for (i = 0; i <= length; i++) {
        if (i < length && (format[i] == '"' || format[i] == '\\')) {
            size_t n = literal(format + i, length - i, NULL);

            i += n ? n - 1 : 0;
            continue;
        }
        if (i < length && format[i] != ';')
            continue;
        if (count == 4)
            return 5;
        sections[count] = format + begin;
        lengths[count++] = i - begin;
        begin = i + 1;
    }
    return count;
}

static bool rounds_to_zero(double number, const char *format, size_t length)
{
    struct picture picture;

    return read_picture(format, length, &picture) == 0 && picture.digits && !picture.exponent &&
           round_decimal(number * pow(10, picture.scale), (double)picture.most,
                         ROUND_NEAREST) == 0;
}

int format_number(double number, const char *format, size_t length, struct text *out)
{
    const char *sections[4];
    size_t lengths[4];
    size_t count;
    size_t which = 0;
    char general[CELL_TEXT];

    if ((length == 7 && memcmp(format, "General", 7) == 0) || (length == 1 && format[0] == '@')) {
        text_add(out, general, cell_text(number, 'N', '.', general));
        return 0;
    }
    count = split(format, length, sections, lengths);
    if (count > 4)
        return -1;
    if (number < 0 && count > 1)
        which = 1;
    else if (number == 0 && count > 2)
        which = 2;
    if (any_of(sections[which], lengths[which], "yYmMdDhHsS"))
        return format_date(number, sections[which], lengths[which], out);
    if (number < 0 && which == 0 && !rounds_to_zero(number, sections[0], lengths[0]))
        text_addc(out, '-');
    return format_section(fabs(number), sections[which], lengths[which], out);
}
