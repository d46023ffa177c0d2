/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * writebook BOOK.xlsx [constant]: a workbook by libxlsxwriter from lines on standard input:
 *
 *   sheet NAME
 *   ROW COLUMN KIND FORMAT VALUE      divided by tabs; from 0; n number, s text, b truth, f formula
 *                                     (FORMULA, then a tab and its value); \n and \t in texts
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/memory.h"

enum { FORMATS = 64 };

struct writing {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    char *codes[FORMATS];
    lxw_format *formats[FORMATS];
    size_t count;
};

static lxw_format *format_of(struct writing *w, const char *code)
{
    size_t i;

    if (!*code)
        return NULL;
    for (i = 0; i < w->count; i++)
        if (strcmp(w->codes[i], code) == 0)
            return w->formats[i];
    if (w->count == FORMATS)
        exit(1);
    w->codes[w->count] = xstrdup(code);
    w->formats[w->count] = workbook_add_format(w->book);
    format_set_num_format(w->formats[w->count], code);
    return w->formats[w->count++];
}

static void unescape(char *text)
{
    char *to = text;

    for (; *text; text++)
        if (*text == '\\' && text[1]) {
            text++;
            *to++ = *text == 'n' ? '\n' : *text == 't' ? '\t' : *text;
        } else {
            *to++ = *text;
        }
    *to = '\0';
}

static void write_cell(struct writing *w, char **fields)
{
    lxw_row_t row = (lxw_row_t)atol(fields[0]);
    lxw_col_t column = (lxw_col_t)atol(fields[1]);
    lxw_format *format = format_of(w, fields[3]);

    unescape(fields[4]);
    switch (fields[2][0]) {
    case 'n':
        worksheet_write_number(w->sheet, row, column, strtod(fields[4], NULL), format);
        break;
    case 'b':
        worksheet_write_boolean(w->sheet, row, column, fields[4][0] == '1', format);
        break;
    case 'f':
        worksheet_write_formula_num(w->sheet, row, column, fields[4], format,
                                    strtod(fields[5], NULL));
        break;
    default:
        worksheet_write_string(w->sheet, row, column, fields[4], format);
        break;
    }
}

int main(int count, char **words)
{
    lxw_workbook_options options = { .constant_memory = count > 2, .use_zip64 = count > 2 };
    struct writing w = { .book = workbook_new_opt(words[1], &options) };
    char *line = NULL;
    size_t size = 0;
    ssize_t n;

    while ((n = getline(&line, &size, stdin)) > 0) {
        char *fields[6] = { "", "", "", "", "", "" };
        char *at = line;
        size_t i;

        line[n - 1] = '\0';
        if (strncmp(line, "sheet ", 6) == 0) {
            w.sheet = workbook_add_worksheet(w.book, line + 6);
            continue;
        }
        for (i = 0; i < 6 && at; i++) {
            fields[i] = at;
            at = strchr(at, '\t');
            if (at)
                *at++ = '\0';
        }
        write_cell(&w, fields);
    }
    while (w.count > 0)
        free(w.codes[--w.count]);
    free(line);
    return workbook_close(w.book) == LXW_NO_ERROR ? 0 : 1;
}
