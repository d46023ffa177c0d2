/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names, as Excel will have them: of sheets, tables, ranges and columns; and text as a
 * file can hold it.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/book_private.h"

char *plain_text(const char *text)
{
    struct text out = TEXT_EMPTY;
    size_t left = strlen(text);

    while (left > 0) {
        uint32_t code;
        size_t step = utf8_next(text, left, &code);

        if ((step == 1 && code == 0xFFFD) || (code | 1) == 0xFFFF)
            text_addc(&out, '?');
        else if (code < 0x20 || code == 0x7F)
            text_addc(&out, ' ');
        else
            text_add(&out, text, step);
        text += step;
        left -= step;
    }
    return text_take(&out);
}

static bool name_taken(const struct book *book, const char *name)
{
    size_t i;

    for (i = 0; i < book->name_count; i++)
        if (same_in_any_case(book->names[i], name))
            return true;
    return false;
}

/* Letters that Excel takes into names as they are, in scripts that need no marks beside them. */
static bool is_name_letter(uint32_t code)
{
    static const uint32_t letters[][2] = {
        { 0xC0, 0xD6 },     { 0xD8, 0xF6 },     { 0xF8, 0x24F },    { 0x388, 0x38A },
        { 0x38E, 0x3A1 },   { 0x3A3, 0x3CE },   { 0x400, 0x481 },   { 0x48A, 0x52F },
        { 0x531, 0x556 },   { 0x561, 0x587 },   { 0x5D0, 0x5EA },   { 0x620, 0x64A },
        { 0x10D0, 0x10FA }, { 0x1E00, 0x1EFF }, { 0x3041, 0x3096 }, { 0x30A1, 0x30FA },
        { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFC }, { 0xAC00, 0xD7A3 },
    };
    size_t i;

    for (i = 0; i < sizeof letters / sizeof *letters; i++)
        if (code >= letters[i][0] && code <= letters[i][1])
            return true;
    return false;
}

/* The text with _ for all that may not stand inside a name. */
static char *name_safe(const char *text)
{
    struct text out = TEXT_EMPTY;
    size_t left = strlen(text);

    while (left > 0) {
        uint32_t code;
        size_t step = utf8_next(text, left, &code);

        if (code < 0x80 ? isalnum((int)code) : is_name_letter(code))
            text_add(&out, text, step);
        else
            text_addc(&out, '_');
        text += step;
        left -= step;
    }
    return text_take(&out);
}

const char *unique_name(struct book *book, const char *prefix, const char *name)
{
    enum { bytes_most = 100 }; /* libxlsxwriter takes 128; a number may come behind these */
    char *whole = xasprintf("%s%s", prefix, name);
    char *base;
    char *unique;
    size_t end = 0;
    size_t i;

    while (whole[end]) {
        uint32_t code;
        size_t step = utf8_next(whole + end, strlen(whole + end), &code);

        if (end + step > bytes_most)
            break;
        end += step;
    }
    whole[end] = '\0';
    base = name_safe(whole);
    free(whole);
    unique = xstrdup(base);
    for (i = 2; name_taken(book, unique); i++) {
        free(unique);
        unique = xasprintf("%s_%zu", base, i);
    }
    free(base);
    book->names = xgrow(book->names, book->name_count, &book->name_capacity, sizeof *book->names);
    book->names[book->name_count++] = unique;
    return unique;
}

const char *book_name(struct book *book, const char *prefix, const char *name, const char *range)
{
    const char *made = unique_name(book, prefix, name);
    char *formula = xasprintf("=%s", range);

    if (!book->failed)
        book_fail(book, workbook_define_name(book->workbook, made, formula), made);
    free(formula);
    return made;
}

size_t text_fitting(const char *text, size_t most)
{
    size_t length = strlen(text);
    size_t units = 0;
    size_t at = 0;

    if (length <= most)
        return length;
    while (at < length) {
        uint32_t code;
        size_t step = utf8_next(text + at, length - at, &code);

        units += code > 0xFFFF ? 2 : 1;
        if (units > most)
            break;
        at += step;
    }
    return at;
}

const char *shortened(struct book *book, const char *text, size_t most)
{
    size_t fits = text_fitting(text, most);

    return text[fits] ? book_keepf(book, "%.*s\xE2\x80\xA6", (int)fits, text) : text;
}

static bool sheet_exists(const struct book *book, const char *name)
{
    size_t i;

    for (i = 0; i < book->sheet_count; i++)
        if (same_in_any_case(book->sheets[i]->name, name))
            return true;
    /* Excel keeps this one for itself. */
    return same_ignoring_case(name, "History");
}

char *unique_sheet_name(const struct book *book, const char *wanted)
{
    char *base = xstrdup(wanted[0] ? wanted : "Sheet");
    char *name;
    char *at;
    size_t i;

    for (at = base; *at; at++)
        if (strchr("[]:*?/\\", *at) || (unsigned char)*at < 0x20 || *at == 0x7F)
            *at = ' ';
    if (base[0] == '\'')
        base[0] = ' ';
    base[text_fitting(base, sheet_name_max)] = '\0';
    if (base[strlen(base) - 1] == '\'')
        base[strlen(base) - 1] = ' ';
    name = xstrdup(base);
    for (i = 2; sheet_exists(book, name); i++) {
        char tail[24];

        snprintf(tail, sizeof tail, " %zu", i);
        free(name);
        name = xasprintf("%.*s%s", (int)text_fitting(base, sheet_name_max - strlen(tail)), base,
                         tail);
    }
    free(base);
    return name;
}

char *quoted_sheet_name(const char *name)
{
    struct text out = TEXT_EMPTY;

    text_addc(&out, '\'');
    for (; *name; name++) {
        if (*name == '\'')
            text_addc(&out, '\'');
        text_addc(&out, *name);
    }
    text_addc(&out, '\'');
    return text_take(&out);
}

void unique_headers(struct book *book, const char *const *names, size_t count, const char **out)
{
    enum { header_max = 255 };
    size_t i;
    size_t j;
    size_t tries;

    for (i = 0; i < count; i++) {
        char *plain = xstrdup(names[i]);
        char *base;
        char *at;

        for (at = plain; *at; at++)
            if ((unsigned char)*at < 0x20 || *at == 0x7F)
                *at = ' ';
        base = plain[strspn(plain, " ")] ? plain : xasprintf("Column %zu", i + 1);
        out[i] = book_keepf(book, "%.*s", (int)text_fitting(base, header_max), base);
        for (tries = 2, j = 0; j < i; j++) {
            if (!same_in_any_case(out[i], out[j]))
                continue;
            out[i] = book_keepf(book, "%.*s (%zu)", (int)text_fitting(base, header_max - 12), base,
                                tries++);
            j = (size_t)-1; /* the new name is held against all again */
        }
        if (base != plain)
            free(base);
        free(plain);
    }
}

/* ---- what a cell cannot hold as it is ---- */

/* "_x0041_": what Excel decodes. */
static bool encoded(const char *at)
{
    return at[0] == '_' && at[1] == 'x' && isxdigit((unsigned char)at[2]) &&
           isxdigit((unsigned char)at[3]) && isxdigit((unsigned char)at[4]) &&
           isxdigit((unsigned char)at[5]) && at[6] == '_';
}

/* What XML 1.0 cannot hold, and what Excel would decode: "_x0041_" would be read as
 * "A", so its underscore is written as one that is decoded. NULL = nothing to do. */
char *xml_safe(const char *text)
{
    struct text out = TEXT_EMPTY;
    const char *at;

    if (!strstr(text, "_x") && !strstr(text, "\xEF\xBF\xBE") && !strstr(text, "\xEF\xBF\xBF"))
        return NULL;
    for (at = text; *at; at++) {
        if (memcmp(at, "\xEF\xBF", 2) == 0 && ((unsigned char)at[2] | 1) == 0xBF) {
            text_adds(&out, "\xEF\xBF\xBD");
            at += 2;
            continue;
        }
        if (encoded(at))
            text_adds(&out, "_x005F");
        text_addc(&out, *at);
    }
    return text_take(&out);
}

bool xml_plain(const char *text)
{
    const char *at;

    for (at = text; *at; at++)
        if ((unsigned char)*at < ' ' || encoded(at))
            return false;
    return !strstr(text, "\xEF\xBF\xBE") && !strstr(text, "\xEF\xBF\xBF");
}
