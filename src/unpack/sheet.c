/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/sheet.h"

#include <stdlib.h>

#include "base/memory.h"
#include "unpack/sheet_rows.h"

/* A row that waits for how wide the others are. */
struct waiting {
    size_t end; /* in `ahead` */
    uint32_t width;
};

struct sheet_stream {
    struct stream stream;
    struct sheet_rows rows;
    struct sheet_spelling spelling;
    struct text ahead;       /* the first rows, without line ends */
    struct waiting *waiting; /* of each line of them, blank ones too */
    size_t wait_count;
    size_t wait_capacity;
    uint32_t width;     /* to which rows are filled up; 0 = not known yet */
    unsigned long line; /* lines written, or waiting */
    struct text out;
    uint64_t written; /* bytes that went through it */
    size_t given;     /* of out */
    bool failed;
    struct error failure;
};

enum { BLOCK = 1 << 16 };

static void add_quoted(struct text *out, const char *text, size_t length)
{
    const char *end = text + length;
    const char *p;

    text_addc(out, '"');
    while ((p = memchr(text, '"', (size_t)(end - text))) != NULL) {
        text_add(out, text, (size_t)(p - text) + 1);
        text_addc(out, '"');
        text = p + 1;
    }
    text_add(out, text, (size_t)(end - text));
    text_addc(out, '"');
}

/* The cells of the row in hand; returns how many fields they are. */
static uint32_t add_row(struct sheet_stream *sheet, struct text *out)
{
    const struct sheet_rows *rows = &sheet->rows;
    char delimiter = sheet->spelling.delimiter;
    uint32_t column = 0;
    size_t i;

    for (i = 0; i < rows->count; i++) {
        const struct sheet_cell *cell = &rows->cells[i];
        const char *text = rows->text.bytes + cell->at;

        for (; column < cell->column; column++)
            text_addc(out, delimiter);
        if (cell->quoted)
            add_quoted(out, text, cell->length);
        else
            text_add(out, text, cell->length);
    }
    return column + 1;
}

static void fill_up(struct sheet_stream *sheet, struct text *out, uint32_t width)
{
    for (; width < sheet->width; width++)
        text_addc(out, sheet->spelling.delimiter);
    text_addc(out, '\n');
}

static void wait_for(struct sheet_stream *sheet, uint32_t width)
{
    sheet->waiting = xgrow(sheet->waiting, sheet->wait_count, &sheet->wait_capacity,
                           sizeof *sheet->waiting);
    sheet->waiting[sheet->wait_count++] = (struct waiting){ sheet->ahead.length, width };
}

/* The first rows: how wide are they? */
static int look_ahead(struct sheet_stream *sheet, struct error *err)
{
    uint32_t width = 1;
    size_t from = 0;
    size_t count;
    size_t i;
    int got = 1;

    for (count = 0; count < SHEET_AHEAD; count++) {
        uint32_t own;

        got = sheet_rows_next(&sheet->rows, err);
        if (got != 1)
            break;
        for (; sheet->line + 1 < sheet->rows.row; sheet->line++)
            wait_for(sheet, 0);
        own = add_row(sheet, &sheet->ahead);
        wait_for(sheet, own);
        sheet->line = sheet->rows.row;
        width = own > width ? own : width;
    }
    if (got < 0)
        return -1;
    sheet->width = width;
    for (i = 0; i < sheet->wait_count; i++) {
        const struct waiting *line = &sheet->waiting[i];

        text_add(&sheet->out, sheet->ahead.bytes + from, line->end - from);
        fill_up(sheet, &sheet->out, line->width ? line->width : width);
        from = line->end;
    }
    text_free(&sheet->ahead);
    return 0;
}

/*
 * Rows that are filled up to a cell far to the right can be many times as long as what they are
 * made from: that is held to what may be unpacked, or to four times the sheet's bytes.
 */
static int check_length(struct sheet_stream *sheet, struct error *err)
{
    const struct meter *meter = &sheet->rows.book->zip->meter;
    uint64_t most = meter->most ? meter->most : METER_FREE + 4 * meter->unpacked;
    char name[4];

    sheet->written += sheet->out.length;
    if (sheet->written <= most)
        return 0;
    sheet_column_name(sheet->width - 1, name);
    return error_at(err, meter->name, 0, NULL,
                    "%s becomes more than %llu bytes, as its rows are filled up to column %s: "
                    "delete cells that stand apart, or say how many bytes it may be: "
                    "--max-unpacked BYTES",
                    sheet->rows.part, (unsigned long long)most, name);
}

/* Writes on until a block is full; 0 where no more rows come. */
static int write_on(struct sheet_stream *sheet, struct error *err)
{
    text_clear(&sheet->out);
    sheet->given = 0;
    if (sheet->width == 0)
        return look_ahead(sheet, err) != 0 || check_length(sheet, err) != 0 ? -1
                                                                            : sheet->out.length > 0;
    while (sheet->out.length < BLOCK) {
        int got = sheet_rows_next(&sheet->rows, err);

        if (got < 0)
            return -1;
        if (got == 0)
            break;
        for (; sheet->line + 1 < sheet->rows.row; sheet->line++)
            text_addc(&sheet->out, '\n');
        fill_up(sheet, &sheet->out, add_row(sheet, &sheet->out));
        sheet->line = sheet->rows.row;
    }
    return check_length(sheet, err) != 0 ? -1 : sheet->out.length > 0;
}

static ssize_t read_sheet(struct stream *stream, char *bytes, size_t length, struct error *err)
{
    struct sheet_stream *sheet = (struct sheet_stream *)stream;
    size_t left;

    if (sheet->failed) {
        *err = sheet->failure;
        return -1;
    }
    if (sheet->given == sheet->out.length) {
        int got = write_on(sheet, err);

        if (got < 0) {
            sheet->failed = true;
            sheet->failure = *err;
        }
        if (got <= 0)
            return got;
    }
    left = sheet->out.length - sheet->given;
    if (length > left)
        length = left;
    memcpy(bytes, sheet->out.bytes + sheet->given, length);
    sheet->given += length;
    return (ssize_t)length;
}

static void close_sheet(struct stream *stream)
{
    struct sheet_stream *sheet = (struct sheet_stream *)stream;

    sheet_rows_close(&sheet->rows);
    text_free(&sheet->ahead);
    free(sheet->waiting);
    text_free(&sheet->out);
    free(sheet);
}

struct stream *sheet_open(struct xlsx *book, const struct xlsx_sheet *wanted,
                          const struct sheet_spelling *spelling, struct error *err)
{
    struct sheet_stream *sheet = xcalloc(1, sizeof *sheet);

    sheet->stream = (struct stream){ read_sheet, close_sheet };
    sheet->spelling = *spelling;
    if (sheet_rows_open(&sheet->rows, book, wanted, &sheet->spelling, err) != 0) {
        free(sheet);
        return NULL;
    }
    text_add(&sheet->ahead, "", 0);
    return &sheet->stream;
}

const struct sheet_found *sheet_found(const struct stream *stream)
{
    return &((const struct sheet_stream *)stream)->rows.found;
}

int sheet_measure(struct xlsx *book, const struct xlsx_sheet *wanted, bool enough,
                  struct sheet_size *size, struct error *err)
{
    struct sheet_rows rows;
    unsigned long wide = 0;
    int got;

    *size = (struct sheet_size){ 0 };
    if (sheet_rows_open(&rows, book, wanted, NULL, err) != 0)
        return -1;
    while ((got = sheet_rows_next(&rows, err)) == 1) {
        unsigned long columns = rows.cells[rows.count - 1].column + 1;

        size->rows = rows.row;
        size->columns = columns > size->columns ? columns : size->columns;
        wide += rows.count >= 2;
        size->table = wide >= 2;
        if (enough && size->table)
            break;
    }
    sheet_rows_close(&rows);
    return got < 0 ? -1 : 0;
}
