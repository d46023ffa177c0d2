/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as formulas, a line each: parsed, bound, worked out over a few rows, and
 * turned into Excel's text, as a person would type it and as a workbook has it. Nothing may crash, hang or leak; errors are fine.
 *
 *   make fuzz TARGETS=formula   builds it with clang's libFuzzer and runs it a minute
 *
 * The first byte chooses the decimal mark and --replace.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calc/eval.h"
#include "calc/excel/excel.h"
#include "calc/excel/structured.h"
#include "table/cell.h"

enum { COLUMNS = 5, ROWS = 4 };

static const char *const names[COLUMNS] = { "x", "y", "team", "the day", "LN" };
static const char *const cells[ROWS][COLUMNS] = {
    { "1", "0", "north", "2026-01-05", "TRUE" },
    { "-2.5", "",
      "\xC3\x9C"
      "b",
      "2026-W02", "x" },
    { "1e300", "3", "north", "NA", "" },
    { "n/a", "7", "", "2026-02", "FALSE" },
};

static void work_out(const struct calc *calc)
{
    struct work *work = work_new(calc, calc->decimal);
    struct dialect dialect = { .delimiter = ',' };
    struct cells *read = cells_new(&dialect);
    struct field fields[ROWS * COLUMNS];
    static char padded[ROWS * COLUMNS][64];
    struct order order;
    struct error err;
    size_t count;
    size_t pass;
    size_t i;
    int bad = 0;

    for (i = 0; i < ROWS * COLUMNS; i++) {
        strcpy(padded[i], cells[i / COLUMNS][i % COLUMNS]);
        fields[i] = (struct field){ padded[i], strlen(padded[i]), false };
    }
    for (i = 0; i < COLUMNS; i++)
        work->slot[i] = i;
    order_begin(&order, NULL);
    for (i = 0; i < ROWS; i++)
        order_add(&order, NULL, NULL, 0, i + 2, &err);
    order_end(&order, &err);
    for (pass = 0; !bad && pass <= calc->levels; pass++) {
        struct evaluator *evaluator;
        struct store *stores;

        work_pass(work, pass, read);
        evaluator = evaluator_new(work);
        stores = xcalloc(work_stores(work), sizeof *stores);
        bad = evaluator_run(evaluator, fields, COLUMNS, ROWS, 0, &err);
        if (!bad) {
            evaluator_tallies(evaluator, &count);
            evaluator_collect(evaluator, stores);
            work_take(work, stores);
        }
        for (i = 0; i < work_stores(work); i++)
            store_free(&stores[i]);
        free(stores);
        if (!bad && pass < calc->levels)
            bad = work_pass_end(work, &order, 0, &err);
        evaluator_free(evaluator);
    }
    order_free(&order);
    cells_free(read);
    work_free(work);
}

/* A sheet of five rows that are there, of which this is the middle one. */
static enum excel_result cell(void *context, size_t column, long shift, struct text *out)
{
    (void)context;
    if (shift != EXCEL_BEFORE && (shift < -2 || shift > 2))
        return EXCEL_MISSING;
    text_addf(out, "%c%ld", 'A' + (int)(column % 26), shift == EXCEL_BEFORE ? 4 : 5 + shift);
    return EXCEL_DONE;
}

static enum excel_result range(void *context, size_t column, long shift, enum excel_range kind,
                               long length, struct text *out)
{
    (void)context;
    if (kind == EXCEL_WINDOW && shift - length < -4)
        return EXCEL_MISSING;
    text_addf(out, kind == EXCEL_ENTITY ? "%c3,%c5" : "%c3:%c5", 'A' + (int)(column % 26),
              'A' + (int)(column % 26));
    return EXCEL_DONE;
}

static void nothing(void *context, struct text *out)
{
    (void)context;
    text_adds(out, "$A$1");
}

static bool gaps(void *context, size_t column)
{
    (void)context;
    return column % 2 == 0;
}

static void print(const struct calc *calc)
{
    const struct excel_printer printer = {
        .cell = cell, .range = range, .nothing = nothing, .gaps = gaps, .guard = true, .file = true
    };
    struct text excel = TEXT_EMPTY;
    const char *why;
    size_t i;

    for (i = 0; i < calc->count; i++) {
        structured_formula(calc, i, false, &excel);
        text_clear(&excel);
        excel_formula(calc, i, &printer, &excel, &why);
        text_clear(&excel);
    }
    text_free(&excel);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data + 1;
    const char *end = (const char *)data + size;
    struct calc *calc;
    struct error err;
    bool bad = false;

    if (size < 2)
        return 0;
    calc = calc_new(data[0] & 1 ? ',' : '.', (data[0] & 2) != 0);
    while (at < end && !bad) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((stop ? stop : end) - at);

        bad = calc_add(calc, at, length, "fuzz", 1, &err) != 0;
        at += length + 1;
    }
    if (!bad && calc_bind(calc, names, COLUMNS, "fuzz.csv", &err) == 0) {
        work_out(calc);
        print(calc);
    }
    calc_free(calc);
    return 0;
}
