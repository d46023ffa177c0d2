/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elements as in ECMA-376, part 1, 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.53 (is), 22.9.2.19
 * (the escape _x0000_). */
#include "book/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"

enum { hold_bytes = 1 << 16 };

struct sheet_rows {
    lxw_worksheet *worksheet;
    bool fast;          /* what follows is for that alone */
    struct text held;   /* not written yet */
    char (*letters)[4]; /* of each column: A .. XFD */
    lxw_row_t row;      /* that is open */
    bool open;
    char number[12]; /* of that row, as in its cells' names: from 1 */
};

/* All that touches what libxlsxwriter keeps to itself. */
#ifdef HAVE_FAST_ROWS

bool rows_fast(void)
{
    return true;
}

static void begin_fast(lxw_worksheet *worksheet)
{
    lxw_worksheet_write_single_row(worksheet);
}

static void write_held(struct sheet_rows *rows)
{
    /* A failure stays in the file's state. */
    fwrite(rows->held.bytes, 1, rows->held.length, rows->worksheet->optimize_tmpfile);
    text_clear(&rows->held);
}

static void note_row(struct sheet_rows *rows)
{
    rows->worksheet->dim_rowmax = rows->row;
}

static int style_number(lxw_format *format)
{
    return lxw_format_get_xf_index(format);
}

#else

bool rows_fast(void)
{
    return false;
}

static void begin_fast(lxw_worksheet *worksheet)
{
    (void)worksheet;
}

static void write_held(struct sheet_rows *rows)
{
    text_clear(&rows->held);
}

static void note_row(struct sheet_rows *rows)
{
    (void)rows;
}

static int style_number(lxw_format *format)
{
    (void)format;
    return 0;
}

#endif

struct sheet_rows *rows_begin(lxw_worksheet *worksheet, size_t columns, bool fast)
{
    struct sheet_rows *rows = xcalloc(1, sizeof *rows);
    size_t i;

    rows->worksheet = worksheet;
    rows->fast = fast && rows_fast();
    if (!rows->fast)
        return rows;
    rows->letters = xcalloc(columns, sizeof *rows->letters);
    for (i = 0; i < columns; i++)
        lxw_col_to_name(rows->letters[i], (lxw_col_t)i, LXW_FALSE);
    begin_fast(worksheet);
    return rows;
}

static void add(struct sheet_rows *rows, const char *text)
{
    text_add(&rows->held, text, strlen(text));
}

static void close_row(struct sheet_rows *rows)
{
    if (rows->open)
        add(rows, "</row>");
    rows->open = false;
    if (rows->held.length >= hold_bytes)
        write_held(rows);
}

/* <c r="B7" s="4", without the end of the tag. */
static void begin_cell(struct sheet_rows *rows, lxw_row_t row, lxw_col_t column, lxw_format *format)
{
    if (!rows->open || row != rows->row) {
        close_row(rows);
        rows->open = true;
        rows->row = row;
        rows->number[number_format((double)row + 1, rows->number)] = '\0';
        add(rows, "<row r=\"");
        add(rows, rows->number);
        add(rows, "\">");
        note_row(rows);
    }
    add(rows, "<c r=\"");
    add(rows, rows->letters[column]);
    add(rows, rows->number);
    add(rows, "\" s=\"");
    text_addf(&rows->held, "%d", style_number(format));
    add(rows, "\"");
}

lxw_error rows_number(struct sheet_rows *rows, lxw_row_t row, lxw_col_t column, lxw_format *format,
                      double value)
{
    char number[NUMBER_SIZE];

    if (!rows->fast)
        return worksheet_write_number(rows->worksheet, row, column, value, format);
    begin_cell(rows, row, column, format);
    number_format(value, number);
    add(rows, "><v>");
    add(rows, number);
    add(rows, "</v></c>");
    return LXW_NO_ERROR;
}

static void add_escaped(struct text *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '&')
            text_adds(out, "&amp;");
        else if (c == '<')
            text_adds(out, "&lt;");
        else if (c == '>')
            text_adds(out, "&gt;");
        else if (c < ' ' && c != '\t' && c != '\n')
            text_addf(out, "_x%04X_", c);
        else
            text_addc(out, *text);
    }
}

lxw_error rows_text(struct sheet_rows *rows, lxw_row_t row, lxw_col_t column, lxw_format *format,
                    const char *text)
{
    if (!rows->fast)
        return worksheet_write_string(rows->worksheet, row, column, text, format);
    begin_cell(rows, row, column, format);
    add(rows, " t=\"inlineStr\"><is><t");
    if (strchr(" \t\n", text[0]) || strchr(" \t\n", text[strlen(text) - 1]))
        add(rows, " xml:space=\"preserve\"");
    add(rows, ">");
    add_escaped(&rows->held, text);
    add(rows, "</t></is></c>");
    return LXW_NO_ERROR;
}

void rows_end(struct sheet_rows *rows)
{
    if (!rows)
        return;
    close_row(rows);
    if (rows->held.length > 0)
        write_held(rows);
    text_free(&rows->held);
    free(rows->letters);
    free(rows);
}
