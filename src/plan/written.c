/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/written.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "clean/input.h"
#include "unpack/unpack.h"

/* ---- whole files ---- */

/* The characters of 0x80 .. 0x9F in Windows-1252; 0 = there is none. */
static const char *const windows[32] = {
    "€",  NULL, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", NULL, "Ž", NULL,
    NULL, "‘",  "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", NULL, "ž", "Ÿ",
};

/* Of every byte; -1 at the first that is no character there. */
static int from_windows(struct text *text, const char *file, struct error *err)
{
    struct text out = TEXT_EMPTY;
    unsigned long line = 1;
    size_t i;

    for (i = 0; i < text->length; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];

        line += byte == '\n';
        if (byte < 0x80) {
            text_addc(&out, (char)byte);
        } else if (byte >= 0xA0) {
            text_addc(&out, (char)(0xC0 | byte >> 6));
            text_addc(&out, (char)(0x80 | (byte & 0x3F)));
        } else if (windows[byte - 0x80]) {
            text_adds(&out, windows[byte - 0x80]);
        } else {
            text_free(&out);
            return error_at(err, file, line, NULL,
                            "is neither UTF-8 nor Windows-1252 (byte 0x%02X): "
                            "save it as CSV in UTF-8",
                            byte);
        }
    }
    text_free(text);
    *text = out;
    return 0;
}

static int take_bytes(const struct clean_input *input, struct text *text, struct error *err)
{
    off_t at = input->start;
    ssize_t n;

    while (at < input->size) {
        char *room = text_room(text, 65536);

        n = pread(input->fd, room, 65536, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_errno(err, input->name, errno, "cannot read");
        if (n == 0)
            break;
        text->length += (size_t)n;
        at += n;
    }
    return 0;
}

int written_load(const char *file, const char *usual, struct written *written, struct error *err)
{
    const struct unpack_ask ask = { .usual = usual };
    struct text *text = &written->text;
    struct clean_input input;
    int status;

    *written = (struct written){ .text = TEXT_EMPTY };
    if (clean_input_open(&input, file, NULL, &ask, err) != 0)
        return -1;
    written->encoding = input.encoding;
    status = take_bytes(&input, text, err);
    written->sheet = input.sheet_name;
    input.sheet_name = NULL;
    text_add(&written->notes, input.warnings.bytes, input.warnings.length);
    clean_input_close(&input);
    if (status != 0)
        return -1;
    text_add(text, "", 0); /* its bytes are there, if there are none */
    if (utf8_valid(text->bytes, text->length) < text->length) {
        written->encoding = "Windows-1252";
        return from_windows(text, file, err);
    }
    return 0;
}

void written_free(struct written *written)
{
    text_free(&written->text);
    text_free(&written->notes);
    free(written->sheet);
    written->sheet = NULL;
}

bool written_plainly(const struct written_as *as)
{
    return !as->ragged && !as->workbook && !as->encoding && as->delimiter == 0;
}

/* ---- cells ---- */

/* Bytes of a space at the beginning; 0 = there is none. */
static size_t space_at(const char *text, size_t length)
{
    if (length > 0 && (*text == ' ' || *text == '\t'))
        return 1;
    if (length > 1 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    return length > 2 &&
                   (memcmp(text, "\xE2\x80\xAF", 3) == 0 || memcmp(text, "\xE2\x80\x89", 3) == 0)
               ? 3
               : 0;
}

static size_t space_before(const char *text, size_t length)
{
    size_t i;

    for (i = 1; i <= 3 && i <= length; i++)
        if (space_at(text + length - i, i) == i)
            return i;
    return 0;
}

char *written_trim(const char *text, size_t length)
{
    size_t n;

    while ((n = space_at(text, length)) > 0) {
        text += n;
        length -= n;
    }
    while ((n = space_before(text, length)) > 0)
        length -= n;
    return xstrndup(text, length);
}

static const struct {
    const char *open;
    const char *close;
} quotes[] = {
    { "\"", "\"" }, { "'", "'" }, /* the two straight ones first */
    { "„", "“" },   { "„", "”" }, { "“", "”" }, { "”", "”" }, { "‘", "’" }, { "‚", "‘" },
    { "‚", "’" },   { "’", "’" }, { "«", "»" }, { "»", "«" }, { "‹", "›" }, { "›", "‹" },
};
enum { STRAIGHT = 2, QUOTES = sizeof quotes / sizeof *quotes };

bool written_unquote(char *text, enum written_quotes which)
{
    size_t length = strlen(text);
    size_t i;

    for (i = which == WRITTEN_ALL ? 0 : STRAIGHT; i < QUOTES; i++) {
        size_t open = strlen(quotes[i].open);
        size_t close = strlen(quotes[i].close);
        char *inner;
        bool alone;

        if (length <= open + close || strncmp(text, quotes[i].open, open) != 0 ||
            strcmp(text + length - close, quotes[i].close) != 0)
            continue;
        inner = written_trim(text + open, length - open - close);
        alone = !strstr(inner, quotes[i].open) && !strstr(inner, quotes[i].close);
        if (alone)
            strcpy(text, inner);
        free(inner);
        if (alone)
            return true;
    }
    return false;
}

bool written_straighten(char *text)
{
    static const char *const marks[] = { "„", "“", "”", "«", "»", "‘", "’", "‚", "‹", "›" };
    enum { DOUBLE = 5 };
    bool any = false;
    char *to = text;
    size_t i;

    while (*text) {
        for (i = 0; i < sizeof marks / sizeof *marks; i++)
            if (strncmp(text, marks[i], strlen(marks[i])) == 0)
                break;
        if (i == sizeof marks / sizeof *marks) {
            *to++ = *text++;
            continue;
        }
        *to++ = i < DOUBLE ? '"' : '\'';
        text += strlen(marks[i]);
        any = true;
    }
    *to = '\0';
    return any;
}

/* ---- numbers ---- */

/* What a number is made of. */
struct shape {
    size_t points;
    size_t commas;
    size_t others; /* spaces and apostrophes between digits */
    char last;     /* of points and commas */
};

/* Bytes of what may divide thousands and is neither a point nor a comma. */
static size_t divider_at(const char *text)
{
    size_t space = space_at(text, strlen(text));

    if (*text == '\'')
        return 1;
    return space ? space : strncmp(text, "’", 3) == 0 ? 3 : 0;
}

/* Copies the digits and marks, with ' for every other divider; -1 where something else is there. */
static int take_shape(const char *text, char *plain, size_t size, struct shape *shape)
{
    size_t length = 0;

    *shape = (struct shape){ 0 };
    while (*text && length + 1 < size) {
        size_t divider = divider_at(text);

        if (*text >= '0' && *text <= '9') {
            plain[length++] = *text++;
        } else if (*text == '.' || *text == ',') {
            shape->points += *text == '.';
            shape->commas += *text == ',';
            shape->last = *text;
            plain[length++] = *text++;
        } else if (divider) {
            shape->others++;
            plain[length++] = '\'';
            text += divider;
        } else {
            return -1;
        }
    }
    plain[length] = '\0';
    return *text || length == 0 ? -1 : 0;
}

/* 1.500: up to three digits, which do not begin with a 0, the mark and three more. */
static bool is_group_of_three(const char *plain, char mark)
{
    const char *at = strchr(plain, mark);
    size_t before = (size_t)(at - plain);

    return before >= 1 && before <= 3 && *plain != '0' && strlen(at + 1) == 3;
}

/* Which mark is the decimal one, 0 = none; -1: it could be either. */
static int decimal_of(const char *plain, const struct shape *shape, bool commas)
{
    char mark = shape->points ? '.' : ',';

    if (shape->points && shape->commas)
        return shape->last;
    if (shape->points + shape->commas == 0)
        return 0;
    if (shape->points + shape->commas > 1)
        return 0; /* of its kind: they divide thousands */
    if (shape->others == 0 && is_group_of_three(plain, mark) && (mark == '.') == commas)
        return -1;
    return mark;
}

/* Takes the dividers of thousands out; -1 where they are not three digits apart. */
static int join_groups(char *plain, char decimal)
{
    const char *from = plain;
    char *to = plain;
    size_t digits = 0;
    bool grouped = false;

    for (; *from && *from != decimal; from++) {
        if (*from >= '0' && *from <= '9') {
            *to++ = *from;
            digits++;
            continue;
        }
        if (digits == 0 || digits > 3 || (grouped && digits != 3))
            return -1;
        grouped = true;
        digits = 0;
    }
    if (grouped && digits != 3)
        return -1;
    if (*from)
        *to++ = '.';
    for (from += *from != '\0'; *from; from++) {
        if (*from < '0' || *from > '9')
            return -1;
        *to++ = *from;
    }
    *to = '\0';
    return 0;
}

enum written_number written_number(const char *text, bool commas, double *value, bool *comma)
{
    const char *body = text;
    bool minus = false;
    struct shape shape;
    char plain[64];
    double number;
    int decimal;

    if (strncmp(body, "\xE2\x88\x92", 3) == 0 || *body == '-' || *body == '+') {
        minus = *body != '+';
        body += *body == '-' || *body == '+' ? 1 : 3;
    }
    if (take_shape(body, plain, sizeof plain, &shape) != 0) {
        *comma = false; /* 1e6 */
        return number_parse(text, strlen(text), '.', value) == 0 ? WRITTEN_NUMBER
                                                                 : WRITTEN_NO_NUMBER;
    }
    decimal = decimal_of(plain, &shape, commas);
    if (decimal < 0)
        return WRITTEN_EITHER;
    if (join_groups(plain, (char)decimal) != 0 ||
        number_parse(plain, strlen(plain), '.', &number) != 0)
        return WRITTEN_NO_NUMBER;
    *comma = decimal == ',' || shape.others > 0 || (decimal != '.' && shape.points > 0);
    *value = minus ? -number : number;
    return WRITTEN_NUMBER;
}
