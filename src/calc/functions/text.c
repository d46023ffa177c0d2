/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts, counted in characters. To them, what is missing is the empty text. */
#include <stdlib.h>

#include "base/number.h"
#include "base/text.h"
#include "calc/family.h"
#include "calc/format.h"
#include "calc/letters.h"
#include "calc/serial.h"

extern const struct lever_function functions_text[];

static const struct lever_text nothing = { "", 0 };
static const struct lever_text none = { NULL, 0 };

int concatenate_rows(ROW_PARAMETERS)
{
    size_t i;
    size_t k;

    for (i = 0; i < call->rows; i++) {
        size_t length = 0;
        char *out;

        for (k = 0; k < count; k++)
            length += arguments[k].text[i].length;
        out = call->room(call, length);
        result->text[i] = (struct lever_text){ out, length };
        for (k = 0; k < count; k++) {
            memcpy(out, arguments[k].text[i].bytes, arguments[k].text[i].length);
            out += arguments[k].text[i].length;
        }
    }
    return 0;
}

static size_t characters(struct lever_text text)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

/* Where character `number` (from 0) begins; the length where there are fewer. */
static size_t character_at(struct lever_text text, double number)
{
    uint32_t code;
    size_t at = 0;

    while (at < text.length && number >= 1) {
        at += utf8_next(text.bytes + at, text.length - at, &code);
        number--;
    }
    return at;
}

/* `length` characters from `from` (0 = the first) on. */
static struct lever_text part(struct lever_text text, double from, double length)
{
    size_t begin = character_at(text, from);
    struct lever_text rest = { text.bytes + begin, text.length - begin };

    rest.length = character_at(rest, length);
    return rest.length ? rest : nothing;
}

static int left(ROW_PARAMETERS)
{
    size_t i;

    for (i = 0; i < call->rows; i++) {
        double n = trunc(given_number(arguments, count, 1, i, 1));

        result->text[i] = n >= 0 ? part(arguments[0].text[i], 0, n) : none;
    }
    return 0;
}

static int right(ROW_PARAMETERS)
{
    size_t i;

    for (i = 0; i < call->rows; i++) {
        double n = trunc(given_number(arguments, count, 1, i, 1));
        double there = (double)characters(arguments[0].text[i]);

        result->text[i] = n >= 0 ? part(arguments[0].text[i], there > n ? there - n : 0, n) : none;
    }
    return 0;
}

static int middle(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        double from = trunc(arguments[1].number[i]);
        double n = trunc(arguments[2].number[i]);

        result->text[i] = from >= 1 && n >= 0 ? part(arguments[0].text[i], from - 1, n) : none;
    }
    return 0;
}

static int length(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = (double)characters(arguments[0].text[i]);
    return 0;
}

/* Spaces at both ends, and all but one between words. */
static int trim(ROW_PARAMETERS)
{
    size_t i;
    size_t k;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        struct lever_text text = arguments[0].text[i];
        char *out = call->room(call, text.length);
        size_t n = 0;

        for (k = 0; k < text.length; k++)
            if (text.bytes[k] != ' ' || (n > 0 && out[n - 1] != ' '))
                out[n++] = text.bytes[k];
        n -= n > 0 && out[n - 1] == ' ';
        result->text[i] = (struct lever_text){ out, n };
    }
    return 0;
}

static int change_letters(ROW_PARAMETERS, uint32_t (*letter)(uint32_t code))
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        struct lever_text text = arguments[0].text[i];
        char *out = call->room(call, 2 * text.length); /* a letter may need a byte more */
        size_t n = 0;
        size_t at = 0;

        while (at < text.length) {
            uint32_t code;
            size_t bytes = utf8_next(text.bytes + at, text.length - at, &code);
            uint32_t changed = letter(code);

            if (changed == code) {
                memcpy(out + n, text.bytes + at, bytes);
                n += bytes;
            } else {
                n += letter_write(changed, out + n);
            }
            at += bytes;
        }
        result->text[i] = (struct lever_text){ out, n };
    }
    return 0;
}

static int upper(ROW_PARAMETERS)
{
    return change_letters(call, arguments, count, result, letter_capital);
}

static int lower(ROW_PARAMETERS)
{
    return change_letters(call, arguments, count, result, letter_small);
}

/* Where `old` occurs next, or NULL. */
static const char *find(const char *from, const char *end, struct lever_text old)
{
    return old.length ? memmem(from, (size_t)(end - from), old.bytes, old.length) : NULL;
}

/* All of them, or the one of that number. */
static struct lever_text substitute(const struct lever_call *call, struct lever_text text,
                                    struct lever_text old, struct lever_text new, double which)
{
    const char *end = text.bytes + text.length;
    const char *at = text.bytes;
    const char *found;
    size_t times = 0;
    double number = 0;
    char *out;
    char *to;

    for (found = at; (found = find(found, end, old)) != NULL; found += old.length)
        times++;
    out = to = call->room(call, text.length + times * new.length);
    while ((found = find(at, end, old)) != NULL) {
        bool change = isnan(which) || ++number == which;

        memcpy(to, at, (size_t)(found - at));
        to += found - at;
        memcpy(to, change ? new.bytes : old.bytes, change ? new.length : old.length);
        to += change ? new.length : old.length;
        at = found + old.length;
    }
    memcpy(to, at, (size_t)(end - at));
    to += end - at;
    return (struct lever_text){ out, (size_t)(to - out) };
}

static int substitute_rows(ROW_PARAMETERS)
{
    size_t i;

    for (i = 0; i < call->rows; i++) {
        double which = count > 3 ? floor(arguments[3].number[i]) : NAN;

        result->text[i] = count > 3 && !(which >= 1)
                              ? none
                              : substitute(call, arguments[0].text[i], arguments[1].text[i],
                                           arguments[2].text[i], which);
    }
    return 0;
}

/* Takes what is around an amount off, (5), $5, -$5; its sign, 0: it is none. */
static int strip_money(struct lever_text *text)
{
    int sign = 1;

    if (text->length > 2 && text->bytes[0] == '(' && text->bytes[text->length - 1] == ')') {
        text->bytes++;
        text->length -= 2;
        sign = -1;
        if (strchr("+-(", text->bytes[0]))
            return 0;
    }
    if (text->length > 1 && text->bytes[0] == '-' && text->bytes[1] == '$') {
        text->bytes++;
        text->length--;
        sign = -sign;
    }
    if (text->length > 1 && text->bytes[0] == '$') {
        text->bytes++;
        text->length--;
    }
    return sign;
}

/* 10:15, 10:15:30, 2:30 PM as a part of a day; 25:00 is more than one. */
static bool read_clock(struct lever_text text, double *value)
{
    bool half = text.length > 3 && text.bytes[text.length - 3] == ' ' &&
                (text.bytes[text.length - 1] | 0x20) == 'm';
    char letter = (char)(half ? text.bytes[text.length - 2] | 0x20 : 0);
    double part[3] = { 0, 0, 0 };
    size_t end = half ? text.length - 3 : text.length;
    size_t count = 0;
    size_t i = 0;

    if (half && letter != 'a' && letter != 'p')
        return false;
    while (count < 3) {
        size_t begin = i;

        while (i < end && i - begin < (count ? 2 : 4) && text.bytes[i] >= '0' &&
               text.bytes[i] <= '9')
            part[count] = part[count] * 10 + (text.bytes[i++] - '0');
        if (i == begin)
            return false;
        count++;
        if (i == end || text.bytes[i] != ':')
            break;
        i++;
    }
    if (i != end || count < 2 || part[1] > 59 || part[2] > 59 ||
        (half && (part[0] < 1 || part[0] > 12)))
        return false;
    if (half)
        part[0] = fmod(part[0], 12) + (letter == 'p' ? 12 : 0);
    *value = (part[0] * 3600 + part[1] * 60 + part[2]) / 86400;
    return true;
}

/* 1234.5, 1,234.5, 12 %, $5, (5), 2026-11-22, 10:15; where the decimal mark is a comma,
 * 1.234,5. */
static double value_of(struct lever_text text, char decimal)
{
    char group = decimal == ',' ? '.' : ',';
    char digits[64];
    double value;
    double scale = 1;
    size_t n = 0;
    size_t i;

    while (text.length > 0 && text.bytes[0] == ' ')
        text.bytes++, text.length--;
    while (text.length > 0 && (text.bytes[text.length - 1] == ' ' ||
                               (text.bytes[text.length - 1] == '%' && scale == 1)))
        scale *= text.bytes[--text.length] == '%' ? 100 : 1;
    scale *= strip_money(&text);
    if (scale == 0)
        return NAN;
    if (number_parse(text.bytes, text.length, decimal, &value) == 0)
        return value / scale;
    if (serial_read(text.bytes, text.length, &value) || read_clock(text, &value))
        return value;
    for (i = 0; i < text.length && n < sizeof digits; i++) {
        size_t behind = 0;

        while (text.bytes[i] == group && i + 1 + behind < text.length &&
               text.bytes[i + 1 + behind] >= '0' && text.bytes[i + 1 + behind] <= '9')
            behind++;
        if (text.bytes[i] != group)
            digits[n++] = text.bytes[i];
        else if (behind != 3 || i == 0 || memchr(digits, decimal, n))
            return NAN;
    }
    return number_parse(digits, n, decimal, &value) == 0 ? value / scale : NAN;
}

static int value(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = value_of(arguments[0].text[i], call->decimal);
    return 0;
}

static int text_of(ROW_PARAMETERS)
{
    struct text out = TEXT_EMPTY;
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        struct lever_text format = arguments[1].text[i];
        double number = arguments[0].number[i];

        text_clear(&out);
        if (isnan(number) ||
            format_number(number, format.bytes, format.length, call->decimal, &out) != 0) {
            result->text[i] = none;
            continue;
        }
        result->text[i] = (struct lever_text){ call->room(call, out.length), out.length };
        memcpy((char *)(uintptr_t)result->text[i].bytes, out.bytes ? out.bytes : "", out.length);
    }
    text_free(&out);
    return 0;
}

#define COUNT_TROUBLE "an impossible number of characters"

/* clang-format off */
const struct lever_function functions_text[] = {
    ROWS("LEFT", "text, [characters]", "TN", 'T', "its first characters (1)", COUNT_TROUBLE, "=", left),
    ROWS("RIGHT", "text, [characters]", "TN", 'T', "its last characters (1)", COUNT_TROUBLE, "=", right),
    ROWS("MID", "text, from, characters", "TNN", 'T', "characters from the middle, counted from 1", COUNT_TROUBLE, "=", middle),
    ROWS("LEN", "text", "T", 'N', "how many characters it has", NULL, "=", length),
    ROWS("TRIM", "text", "T", 'T', "without spaces at its ends, and single ones between words", NULL, "=", trim),
    ROWS("UPPER", "text", "T", 'T', "in capital letters", NULL, "=", upper),
    ROWS("LOWER", "text", "T", 'T', "in small letters", NULL, "=", lower),
    ROWS("CONCAT", "text, ...", "(T)", 'T', "texts one behind the other", NULL, "CONCATENATE($*)", concatenate_rows),
    ROWS("SUBSTITUTE", "text, old, new, [which]", "TTTN", 'T', "with another text in place of one, everywhere or once", "an impossible place to substitute", "=", substitute_rows),
    ROWS("VALUE", "text", "T", 'N', "the number that a text says", "a text that is not a number", "=", value),
    ROWS("TEXT", "x, format", "NT", 'T', "a number or date as text: \"0.00\", \"#,##0\", \"0%\", \"yyyy-mm-dd\"", "a format that is not known", "=", text_of),
    END_OF_FAMILY
};
/* clang-format on */
