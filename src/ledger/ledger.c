/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/ledger.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "ledger/ledger_private.h"
#include "ledger/sums.h"
#include "table/reader.h"

enum { COLUMNS = 16, DATA_SUM = 12, LEVER = 13 };

bool ledger_value(const char *text, const char *key, char *out, size_t size)
{
    size_t length = strlen(key);
    const char *at;

    for (at = text; at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL) {
        size_t n = strcspn(at, " ");

        if (strncmp(at, key, length) != 0 || at[length] != '=')
            continue;
        if (n - length - 1 >= size)
            return false;
        memcpy(out, at + length + 1, n - length - 1);
        out[n - length - 1] = '\0';
        return true;
    }
    return false;
}

/* The seal of a row with these cells behind a seal; of data_sum what stands before its own. */
static uint64_t seal_of(uint64_t before, const char *const *cells)
{
    char text[20];
    size_t i;

    before = sum_bytes(SUM_START, text, (size_t)snprintf(text, sizeof text, "%016" PRIx64, before));
    for (i = 0; i < COLUMNS; i++) {
        const char *end = i == DATA_SUM ? strstr(cells[i], " seal=") : NULL;

        before = sum_bytes(before, cells[i], end ? (size_t)(end - cells[i]) : strlen(cells[i]));
        before = sum_bytes(before, "\n", 1);
    }
    return before;
}

static char *keep(struct ledger *ledger, const char *text)
{
    ledger->kept = xgrow(ledger->kept, ledger->kept_count, &ledger->kept_capacity,
                         sizeof *ledger->kept);
    return ledger->kept[ledger->kept_count++] = xstrdup(text);
}

/* ---- reading ---- */

/* Newer than this program? "0.5.0" by its numbers. */
static bool is_newer(const char *version)
{
    unsigned theirs[3] = { 0 }, ours[3] = { 0 };
    int i;

    sscanf(version, "%u.%u.%u", &theirs[0], &theirs[1], &theirs[2]);
    sscanf(PACKAGE_VERSION, "%u.%u.%u", &ours[0], &ours[1], &ours[2]);
    for (i = 0; i < 3; i++)
        if (theirs[i] != ours[i])
            return theirs[i] > ours[i];
    return false;
}

static int refuse_cut(const struct ledger *ledger, unsigned long line, struct error *err)
{
    return error_at(
        err, ledger->file, line, NULL,
        "the ledger was cut short: its last look is not whole. Put a copy of it back; or "
        "remove this look's rows, and the next run looks again");
}

static int refuse_changed(const struct ledger *ledger, unsigned long line, const char *column,
                          struct error *err)
{
    return error_at(err, ledger->file, line, column,
                    "is not as lever wrote it: this row, or the one before, was edited, moved or "
                    "taken out, or a spreadsheet saved the file. Put a copy of the ledger back, or "
                    "begin another");
}

static int check_header(const struct ledger *ledger, const struct field *fields, size_t count,
                        struct error *err)
{
    size_t i;

    for (i = 0; i < COLUMNS && i < count; i++)
        if (strcmp(fields[i].text, result_looks.columns[i].name) != 0)
            break;
    if (i < COLUMNS)
        return error_at(err, ledger->file, 1, NULL,
                        "is no ledger: it has \"%.80s\" where a ledger has the column \"%s\". Name "
                        "the file of one, or one that is not there yet",
                        i < count ? fields[i].text : "", result_looks.columns[i].name);
    if (count > COLUMNS)
        return error_at(err, ledger->file, 1, fields[COLUMNS].text,
                        "is a column that lever " PACKAGE_VERSION " does not know: a newer lever "
                        "wrote this ledger, use that one");
    return 0;
}

/* A number of the row, NaN where the cell is empty. */
static int read_number(const struct ledger *ledger, unsigned long line, size_t column,
                       const char *text, double *value, struct error *err)
{
    *value = NAN;
    if (*text == '\0' || number_parse(text, strlen(text), '.', value) == 0)
        return 0;
    return refuse_changed(ledger, line, result_looks.columns[column].name, err);
}

/* Which row of how many of its run. */
static bool place_of(const char *data_sum, size_t *row, size_t *rows)
{
    char text[48];

    return ledger_value(data_sum, "row", text, sizeof text) &&
           sscanf(text, "%zu/%zu", row, rows) == 2 && *row >= 1 && *row <= *rows;
}

static int fill_row(struct ledger *ledger, struct ledger_look *look, const char *const *cells,
                    struct error *err)
{
    struct looks_row *row = &look->row;
    double *numbers[COLUMNS] = { NULL };
    size_t i;

    numbers[3] = &row->information;
    numbers[5] = &row->effect;
    numbers[6] = &row->effect_low;
    numbers[7] = &row->effect_high;
    numbers[8] = &row->p;
    numbers[9] = &row->alpha_spent;
    numbers[10] = &row->bound;
    numbers[14] = &row->seed;
    for (i = 0; i < COLUMNS; i++)
        if (numbers[i] && read_number(ledger, look->line, i, cells[i], numbers[i], err) != 0)
            return -1;
    row->link = keep(ledger, cells[0]);
    row->looked = keep(ledger, cells[1]);
    row->data_to = keep(ledger, cells[2]);
    row->verdict = keep(ledger, cells[4]);
    row->plan_sum = keep(ledger, cells[11]);
    row->data_sum = keep(ledger, cells[12]);
    row->version = keep(ledger, cells[13]);
    row->because = keep(ledger, cells[15]);
    return 0;
}

/* What a run has so far while it is read. */
struct run {
    size_t number, row, rows;
};

static int read_row(struct ledger *ledger, const struct field *fields, size_t count,
                    unsigned long line, struct run *run, size_t *capacity, struct error *err)
{
    const char *cells[COLUMNS];
    struct ledger_look *look;
    uint64_t seal;
    char text[20], own[20];
    size_t i, row, rows;

    if (count > LEVER && is_newer(fields[LEVER].text))
        return error_at(err, ledger->file, line, "version",
                        "lever %.40s wrote this look, and this is lever " PACKAGE_VERSION
                        ", which may not understand it: use the newer one",
                        fields[LEVER].text);
    if (count != COLUMNS)
        return count < COLUMNS ? refuse_cut(ledger, line, err)
                               : refuse_changed(ledger, line, NULL, err);
    for (i = 0; i < COLUMNS; i++)
        cells[i] = fields[i].text;
    seal = seal_of(ledger->seal, cells);
    snprintf(text, sizeof text, "%016" PRIx64, seal);
    if (!ledger_value(cells[DATA_SUM], "seal", own, sizeof own) || strcmp(own, text) != 0 ||
        !place_of(cells[DATA_SUM], &row, &rows))
        return refuse_changed(ledger, line, NULL, err);
    if (run->row == run->rows) {
        run->number += run->rows > 0;
        run->rows = rows;
        run->row = 0;
    }
    if (rows != run->rows || row != ++run->row)
        return refuse_changed(ledger, line, NULL, err);
    ledger->looks = xgrow(ledger->looks, ledger->count, capacity, sizeof *ledger->looks);
    look = &ledger->looks[ledger->count++];
    *look = (struct ledger_look){ .line = line, .run = run->number };
    ledger->seal = seal;
    return fill_row(ledger, look, cells, err);
}

static int read_rows(struct ledger *ledger, struct reader *reader, bool torn, struct error *err)
{
    const struct field *fields;
    struct run run = { 0 };
    size_t count, capacity = 0;
    int got = reader_next(reader, &fields, &count, err);

    if (got != 1 || check_header(ledger, fields, count, err) != 0)
        return got < 0 || got == 1 ? -1 : refuse_cut(ledger, 1, err);
    while ((got = reader_next(reader, &fields, &count, err)) == 1)
        if (read_row(ledger, fields, count, reader_line(reader), &run, &capacity, err) != 0)
            return -1;
    if (got < 0)
        return torn ? refuse_cut(ledger, err->line, err) : -1;
    if (ledger->count == 0 || torn || run.row < run.rows)
        return refuse_cut(ledger, reader_line(reader), err);
    return 0;
}

int ledger_read(struct ledger *ledger, const char *file, struct error *err)
{
    struct dialect dialect = { 0 };
    struct reader *reader;
    int state, status;

    *ledger = (struct ledger){ .file = xstrdup(file) };
    state = ledger_state(file, err);
    if (state < 0 || state == LEDGER_EMPTY)
        return state < 0 ? -1 : 0;
    ledger->there = true;
    reader = reader_open(file, &dialect, err);
    if (!reader)
        return -1;
    status = read_rows(ledger, reader, state == LEDGER_TORN, err);
    reader_close(reader);
    return status;
}

void ledger_free(struct ledger *ledger)
{
    size_t i;

    for (i = 0; i < ledger->kept_count; i++)
        free(ledger->kept[i]);
    free(ledger->kept);
    free(ledger->looks);
    free(ledger->file);
    *ledger = (struct ledger){ .file = NULL };
}

/* ---- adding ---- */

/* A cell's text; numbers as the writer writes them. */
static const char *cell_of(const struct looks_row *row, size_t column, char buffer[NUMBER_SIZE])
{
    const struct result_column *described = &result_looks.columns[column];
    const char *at = (const char *)row + described->at;
    const char *text;
    double value;

    if (described->shape == RESULT_TEXT) {
        memcpy(&text, at, sizeof text);
        return text ? text : "";
    }
    memcpy(&value, at, sizeof value);
    number_format(value, buffer);
    return buffer;
}

char *ledger_sealed(const struct looks_row *row, size_t place, size_t count, uint64_t *seal)
{
    char numbers[COLUMNS][NUMBER_SIZE];
    const char *cells[COLUMNS];
    char *placed = xasprintf("%s row=%zu/%zu", row->data_sum, place, count);
    char *sealed;
    size_t i;

    for (i = 0; i < COLUMNS; i++)
        cells[i] = i == DATA_SUM ? placed : cell_of(row, i, numbers[i]);
    *seal = seal_of(*seal, cells);
    sealed = xasprintf("%s seal=%016" PRIx64, placed, *seal);
    free(placed);
    return sealed;
}
