/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/picture.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calc/vector.h"

enum { FIGURES = 15, WHOLE_MOST = 400, PLACES_MOST = 30, EXPONENT_MOST = 10, FRACTION_MOST = 4 };

/* ---- literal text ---- */

static bool is_colour(const char *word, size_t length)
{
    static const char *const colours[] = { "Black", "Blue",    "Cyan",  "Green",
                                           "Red",   "Magenta", "White", "Yellow" };
    char name[8];
    size_t i;

    if (length > 5 && strncmp(word, "Color", 5) == 0)
        return true;
    if (length >= sizeof name)
        return false;
    memcpy(name, word, length);
    name[length] = '\0';
    for (i = 0; i < sizeof colours / sizeof *colours; i++)
        if (same_ignoring_case(name, colours[i]))
            return true;
    return false;
}

/* [Red] and [>5] show nothing, [$EUR-407] EUR; [h] is none of these. */
static size_t bracket(const char *format, size_t length, struct text *out)
{
    const char *end = memchr(format, ']', length);
    size_t inside = end ? (size_t)(end - format) - 1 : 0;
    size_t shown = 0;

    if (inside == 0)
        return 0;
    if (format[1] == '$') {
        while (shown + 1 < inside && format[2 + shown] != '-')
            shown++;
        if (out)
            text_add(out, format + 2, shown);
        return inside + 2;
    }
    return strchr("<>=", format[1]) || is_colour(format + 1, inside) ? inside + 2 : 0;
}

size_t format_literal(const char *format, size_t length, struct text *out)
{
    const char *end;

    switch (format[0]) {
    case '"':
        end = length > 1 ? memchr(format + 1, '"', length - 1) : NULL;
        if (!end)
            return 0;
        if (out)
            text_add(out, format + 1, (size_t)(end - format) - 1);
        return (size_t)(end - format) + 1;
    case '\\':
    case '_':
    case '*':
        if (length < 2)
            return 0;
        if (out && format[0] != '*')
            text_addc(out, format[0] == '_' ? ' ' : format[1]);
        return 2;
    case '[':
        return bracket(format, length, out);
    case '\0':
        return 0;
    default:
        if (!strchr(" -+/():$!^&'~{}<>=", format[0]) && !(format[0] & 0x80))
            return 0;
        if (out)
            text_addc(out, format[0]);
        return 1;
    }
}

/* ---- what a picture says ---- */

struct picture {
    size_t whole;       /* places before the point */
    size_t places;      /* places behind it, */
    size_t least;       /* of which so many are there whatever the digits */
    size_t exponent;    /* digits of E+00; 0 = none */
    bool exponent_sign; /* E+ rather than E- */
    bool grouped;
    bool general; /* the word General */
    int scale;    /* percent signs, less commas behind the digits by thousands */
    size_t slash; /* where a fraction's stands; 0 = it is none */
};

static bool is_place(char c)
{
    return c == '0' || c == '#' || c == '?';
}

static bool is_general(const char *format, size_t length)
{
    return length >= 7 && strncasecmp(format, "General", 7) == 0;
}

/* E+00 behind digits; its length, 0: it is none. */
static size_t read_exponent(const char *format, size_t length, struct picture *picture)
{
    size_t i = 2;

    if (length < 3 || (format[0] | 0x20) != 'e' || !strchr("+-", format[1]) ||
        picture->whole + picture->places == 0 || picture->exponent)
        return 0;
    while (i < length && is_place(format[i]))
        i++;
    picture->exponent = i - 2;
    picture->exponent_sign = format[1] == '+';
    return picture->exponent ? i : 0;
}

/* The slash between two runs of digits, where there is one. */
static size_t find_slash(const char *format, size_t length)
{
    size_t i = 0;

    while (i < length) {
        size_t n = format_literal(format + i, length - i, NULL);

        if (format[i] == '/' && i > 0 && is_place(format[i - 1]) && i + 1 < length &&
            (is_place(format[i + 1]) || (format[i + 1] >= '1' && format[i + 1] <= '9')))
            return i;
        i += n ? n : 1;
    }
    return 0;
}

static int read_picture(const struct section *section, size_t length, struct picture *picture)
{
    const char *format = section->format;
    size_t commas = 0;
    bool point = false;
    size_t i = 0;

    *picture = (struct picture){ .whole = 0 };
    while (i < length) {
        char c = format[i];
        size_t n = 1;

        if (is_place(c) && point) {
            picture->places++;
            if (c == '0')
                picture->least = picture->places;
        } else if (is_place(c)) {
            picture->grouped |= commas > 0;
            picture->whole++;
            commas = 0;
        } else if (c == section->group && picture->whole + picture->places > 0) {
            commas++;
        } else if (c == section->point && !point) {
            picture->scale -= 3 * (int)commas;
            commas = 0;
            point = true;
        } else if (c == '%') {
            picture->scale += 2;
        } else if (is_general(format + i, length - i)) {
            picture->general = true;
            n = 7;
        } else if ((n = read_exponent(format + i, length - i, picture)) == 0) {
            n = format_literal(format + i, length - i, NULL);
        }
        if (n == 0)
            return -1;
        i += n;
    }
    picture->scale -= 3 * (int)commas;
    return picture->places > PLACES_MOST || picture->whole > PLACES_MOST ||
                   picture->exponent > EXPONENT_MOST
               ? -1
               : 0;
}

/* ---- digits ---- */

struct digits {
    char whole[WHOLE_MOST]; /* none of a number below 1 */
    size_t count;
    char places[PLACES_MOST];
};

/* One more at the last of `keep` figures; whether there is one more figure now. */
static bool carry(char *figures, int keep)
{
    int i = keep - 1;

    while (i >= 0 && figures[i] == '9')
        figures[i--] = '0';
    if (i >= 0) {
        figures[i]++;
        return false;
    }
    memmove(figures + 1, figures, FIGURES - 1);
    figures[0] = '1';
    return true;
}

/* The figures of a number > 0 and the power of ten of the first. */
static int figures_of(double number, char figures[FIGURES])
{
    char text[40];

    snprintf(text, sizeof text, "%.*e", FIGURES - 1, number);
    figures[0] = text[0];
    memcpy(figures + 1, text + 2, FIGURES - 1);
    return (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

/* number x 10^scale, rounded to so many places. Returns -1 where it is too large. */
static int find_digits(double number, int scale, size_t places, struct digits *digits)
{
    char figures[FIGURES] = "";
    int first = -1; /* the power of ten of the first figure */
    int keep = 0;
    size_t i;

    if (number > 0) {
        first = figures_of(number, figures) + scale;
        keep = first + 1 + (int)places;
        if (keep >= 0 && keep < FIGURES && figures[keep] >= '5' && carry(figures, keep)) {
            first++;
            keep++;
        }
        keep = keep < 0 ? 0 : keep > FIGURES ? FIGURES : keep;
    }
    digits->count = keep > 0 && first >= 0 ? (size_t)first + 1 : 0;
    if (digits->count > WHOLE_MOST)
        return -1;
    for (i = 0; i < digits->count; i++)
        digits->whole[i] = (int)i < keep ? figures[i] : '0';
    for (i = 0; i < places; i++) {
        int at = first + 1 + (int)i;

        digits->places[i] = at >= 0 && at < keep ? figures[at] : '0';
    }
    return 0;
}

static bool all_zero(const struct digits *digits, size_t places)
{
    while (places > 0 && digits->places[places - 1] == '0')
        places--;
    return digits->count == 0 && places == 0;
}

/* With E+0 the first figures stand before the point: one, or with several places before it
 * those that make the exponent a multiple of their number. */
static int find_mantissa(double number, const struct picture *picture, struct digits *digits,
                         int *exponent)
{
    char figures[FIGURES];
    int step = picture->whole > 1 ? (int)picture->whole : 1;
    int first = number > 0 ? figures_of(number, figures) + picture->scale : 0;
    int power = first >= 0 ? first / step * step : -((step - 1 - first) / step * step);

    if (find_digits(number, picture->scale - power, picture->places, digits) != 0)
        return -1;
    if (digits->count > (size_t)step) { /* 9.99 became 10.0 */
        power += step;
        if (find_digits(number, picture->scale - power, picture->places, digits) != 0)
            return -1;
    }
    *exponent = power;
    return 0;
}

/* ---- showing ---- */

/* Adds a digit of the whole part, `left` places from the point (1 = the last). */
static void add_whole(char digit, size_t left, const struct picture *picture,
                      const struct section *section, struct text *out)
{
    text_addc(out, digit);
    if (picture->grouped && left > 1 && left % 3 == 1)
        text_addc(out, digit == ' ' ? ' ' : section->group);
}

static void add_whole_place(char place, size_t seen, const struct digits *digits,
                            const struct picture *picture, const struct section *section,
                            struct text *out)
{
    size_t left = picture->whole - seen;
    size_t i;

    for (i = digits->count; seen == 0 && i > left; i--)
        add_whole(digits->whole[digits->count - i], i, picture, section, out);
    if (digits->count >= left)
        add_whole(digits->whole[digits->count - left], left, picture, section, out);
    else if (place != '#')
        add_whole(place == '?' ? ' ' : '0', left, picture, section, out);
}

static void add_decimal_place(char place, size_t seen, const struct digits *digits,
                              const struct picture *picture, struct text *out)
{
    size_t end = picture->places;

    while (end > seen && digits->places[end - 1] == '0')
        end--;
    if (end > seen || seen < picture->least)
        text_addc(out, digits->places[seen]);
    else if (place == '?')
        text_addc(out, ' ');
}

static void add_general(double number, const struct section *section, struct text *out)
{
    char general[CELL_TEXT];

    text_add(out, general, cell_text(number, 'N', section->point, general));
}

/* The section's first `length` bytes. */
static int add_picture(double number, const struct section *section, size_t length,
                       struct text *out)
{
    const char *format = section->format;
    struct picture picture;
    struct picture scratch = { .whole = 1 };
    struct digits digits;
    bool point = false;
    size_t whole = 0;
    size_t places = 0;
    size_t i = 0;
    int exponent = 0;
    int bad;

    if (read_picture(section, length, &picture) != 0)
        return -1;
    bad = picture.exponent ? find_mantissa(number, &picture, &digits, &exponent)
                           : find_digits(number, picture.scale, picture.places, &digits);
    while (!bad && i < length) {
        char c = format[i];
        size_t n = 1;

        if (is_place(c) && point) {
            add_decimal_place(c, places++, &digits, &picture, out);
        } else if (is_place(c)) {
            add_whole_place(c, whole++, &digits, &picture, section, out);
        } else if (c == section->point && !point) {
            if (picture.whole == 0) /* .0 of 12.5 */
                text_add(out, digits.whole, digits.count);
            text_addc(out, c);
            point = true;
        } else if (c == '%') {
            text_addc(out, c);
        } else if (is_general(format + i, length - i)) {
            add_general(number, section, out);
            n = 7;
        } else if (picture.exponent && (c | 0x20) == 'e') {
            n = read_exponent(format + i, length - i, &scratch);
            text_addf(out, "%c%s%0*d", c,
                      exponent < 0            ? "-"
                      : picture.exponent_sign ? "+"
                                              : "",
                      (int)picture.exponent, abs(exponent));
        } else if (c != section->group) {
            n = format_literal(format + i, length - i, out);
        }
        i += n;
    }
    return bad;
}

/* ---- fractions ---- */

/* The nearest fraction: a part below 1 over at most `most`, or over just that. */
static void find_fraction(double part, unsigned long most, bool fixed, unsigned long *top,
                          unsigned long *bottom)
{
    double best = INFINITY;
    unsigned long d;

    for (d = fixed ? most : 1; d <= most; d++) {
        double n = floor(part * (double)d + .5);
        double off = fabs(part - n / (double)d);

        if (off < best - 1e-12) {
            best = off;
            *top = (unsigned long)n;
            *bottom = d;
        }
    }
}

static void add_spaces(struct text *out, size_t count)
{
    while (count-- > 0)
        text_addc(out, ' ');
}

/* What stands before a fraction; where there is none, a 0 is shown in any case. */
static int add_whole_part(double whole, bool alone, const struct section *section, size_t length,
                          struct text *out)
{
    char format[64];
    struct section before = *section;
    size_t last = length;

    while (last > 0 && !is_place(section->format[last - 1]))
        last--;
    if (alone && last > 0 && length < sizeof format) {
        memcpy(format, section->format, length);
        format[last - 1] = '0';
        before.format = format;
    }
    return add_picture(whole, &before, length, out);
}

/* Whole, top and bottom, each in the places it has; nothing of a fraction that is 0. */
static int add_fraction(double number, const struct section *section, size_t slash,
                        struct text *out)
{
    const char *format = section->format;
    size_t begin = slash;
    size_t end = slash + 1;
    bool fixed = !is_place(format[end]);
    unsigned long most = 1;
    unsigned long top = 0;
    unsigned long bottom = 1;
    double whole = floor(number);
    struct picture before;
    char digits[24];
    size_t n;

    while (begin > 0 && is_place(format[begin - 1]))
        begin--;
    for (n = end; end < section->length &&
                  (fixed ? format[end] >= '0' && format[end] <= '9' : is_place(format[end]));)
        end++;
    if (end - n > FRACTION_MOST || slash - begin > PLACES_MOST || number >= 1e15 ||
        read_picture(section, begin, &before) != 0)
        return -1;
    for (; n < end; n++)
        most = fixed ? (n == slash + 1 ? 0 : most * 10) + (unsigned long)(format[n] - '0')
                     : most * 10;
    find_fraction(number - whole, fixed ? most : most - 1, fixed, &top, &bottom);
    if (before.whole == 0)
        top += (unsigned long)whole * bottom;
    else if (top == bottom) {
        whole++;
        top = 0;
    }
    if (add_whole_part(whole, top == 0, section, begin, out) != 0)
        return -1;
    if (before.whole > 0 && top == 0) {
        add_spaces(out, end - begin);
    } else {
        n = (size_t)snprintf(digits, sizeof digits, "%lu", top);
        for (; n < slash - begin; n++)
            if (format[begin] != '#')
                text_addc(out, format[begin] == '0' ? '0' : ' ');
        text_addf(out, "%s/", digits);
        n = (size_t)snprintf(digits, sizeof digits, "%lu", bottom);
        text_adds(out, digits);
        if (format[slash + 1] == '?')
            add_spaces(out, end - slash - 1 - n);
    }
    for (n = end; n < section->length;) {
        size_t step = format_literal(format + n, section->length - n, out);

        if (step == 0)
            return -1;
        n += step;
    }
    return 0;
}

/* ---- a number ---- */

int picture_add(double number, const struct section *section, struct text *out)
{
    size_t slash = find_slash(section->format, section->length);

    return slash ? add_fraction(number, section, slash, out)
                 : add_picture(number, section, section->length, out);
}

bool picture_is_zero(double number, const struct section *section)
{
    struct picture picture;
    struct digits digits;

    return !find_slash(section->format, section->length) &&
           read_picture(section, section->length, &picture) == 0 && !picture.general &&
           picture.whole + picture.places > 0 && !picture.exponent &&
           find_digits(number, picture.scale, picture.places, &digits) == 0 &&
           all_zero(&digits, picture.places);
}
