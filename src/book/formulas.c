/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/formulas.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "book/formula_check.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "book/row_order.h"
#include "calc/excel/excel.h"
#include "calc/serial.h"

/* One column of a sheet that a formula makes. */
struct live_formula {
    const char *name;
    const char *text; /* as typed; borrowed from the formulas file */
    size_t column;    /* of the sheet */
    size_t index;     /* in calc; SIZE_MAX: Excel would not take it, `why` says why */
    const char *why;  /* the first reason why a cell is a value; NULL: none is */
    size_t values;    /* such cells */
    size_t cells;
};

struct live {
    struct calc *calc;
    size_t *columns; /* where each of its output columns stands on the sheet */
    struct live_formula *formulas;
    size_t count;
    struct live_formula **made_by; /* of each column of the sheet: its formula or NULL */
    struct row_order places;
    const char *placeless; /* why rows have no places; NULL: they have */
    lxw_row_t top;         /* the row of the sheet on which the table's first row stands */
    size_t row;            /* of the table, for which a formula is printed, */
    lxw_row_t at;          /* and where it stands on the sheet */
    const struct sheet *sheet;
    const char *why;
    struct text text;
};

/* ---- references ---- */

static enum excel_result refuse(struct live *live, const char *why)
{
    live->why = why;
    return EXCEL_VALUE;
}

static lxw_col_t sheet_column(const struct live *live, size_t column)
{
    return (lxw_col_t)live->sheet->grid->place[live->columns[column]];
}

static enum excel_result cell(void *context, size_t column, long shift, struct text *out)
{
    struct live *live = context;
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_row_t at = live->at;
    uint32_t row;

    if (shift != 0) {
        if (live->placeless)
            return refuse(live, live->placeless);
        row = shift == EXCEL_BEFORE ? row_order_before(&live->places, live->row)
                                    : row_order_at(&live->places, live->row, shift);
        if (row == NOWHERE)
            return EXCEL_MISSING;
        at = live->top + row;
    }
    lxw_rowcol_to_cell(name, at, sheet_column(live, column));
    text_adds(out, name);
    return EXCEL_DONE;
}

static void add_run(struct live *live, size_t column, struct row_run run, bool fixed,
                    struct text *out)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_row_t first = live->top + run.first;
    lxw_row_t last = live->top + run.last;
    lxw_col_t at = sheet_column(live, column);

    if (fixed)
        lxw_rowcol_to_range_abs(range, first, at, last, at);
    else
        lxw_rowcol_to_range(range, first, at, last, at);
    text_adds(out, range);
}

/* Cell by cell: Gnumeric takes no ranges in (B5,B7:B9), which RANK has of scattered rows. */
static size_t add_cells(struct live *live, size_t column, struct row_run run, struct text *out)
{
    uint32_t row;

    for (row = run.first; row <= run.last; row++) {
        if (row > run.first)
            text_addc(out, ',');
        add_run(live, column, (struct row_run){ row, row }, true, out);
    }
    return run.last - run.first + 1;
}

static const char scattered[] = "rows of an entity that are scattered over the sheet";

static enum excel_result range(void *context, size_t column, long shift, enum excel_range kind,
                               long length, struct text *out)
{
    static const enum row_order_range ranges[] = {
        [EXCEL_WINDOW] = PLACES_WINDOW,
        [EXCEL_SO_FAR] = PLACES_SO_FAR,
        [EXCEL_ENTITY] = PLACES_WHOLE,
        [EXCEL_COLUMN] = PLACES_WHOLE,
    };
    struct live *live = context;
    struct row_run runs[arguments_most];
    size_t cells = 0;
    size_t count;
    size_t i;

    if (live->placeless)
        return refuse(live, live->placeless);
    if (kind == EXCEL_COLUMN) {
        add_run(live, column, (struct row_run){ 0, (uint32_t)live->places.rows - 1 }, true, out);
        return EXCEL_DONE;
    }
    count = row_order_runs(&live->places, live->row, shift, ranges[kind], length - 1, runs,
                           arguments_most);
    if (count == 0)
        return EXCEL_MISSING;
    if (count > arguments_most)
        return refuse(live, scattered);
    for (i = 0; i < count; i++) {
        if (i > 0)
            text_addc(out, ',');
        if (kind == EXCEL_ENTITY && count > 1)
            cells += add_cells(live, column, runs[i], out);
        else
            add_run(live, column, runs[i], kind == EXCEL_ENTITY, out);
    }
    return cells > arguments_most ? refuse(live, scattered) : EXCEL_DONE;
}

/* The table's first header. */
static void nothing(void *context, struct text *out)
{
    struct live *live = context;
    char name[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell_abs(name, live->top - 1, 0, true, true);
    text_adds(out, name);
}

static bool gaps(void *context, size_t column)
{
    const struct live *live = context;

    return live->sheet->stream || live->sheet->grid->gaps[live->columns[column]];
}

/* ---- the formulas file ---- */

/* calc reads NAME = EXPRESSION; the file has them apart. */
static char *assignment(const char *name, const char *expression)
{
    char *quoted = quoted_sheet_name(name); /* '...', as calc quotes names too */
    char *whole = xasprintf("%s = %s", quoted, expression);

    free(quoted);
    return whole;
}

static int add_formula(struct calc *calc, const struct live_formula *formula,
                       const struct source *file, size_t row, struct error *err)
{
    char *whole = assignment(formula->name, formula->text);
    int status = calc_add(calc, whole, strlen(whole), file->file, file->lines[row], err);

    free(whole);
    return status;
}

static struct source *read_formulas(struct book *book)
{
    static const char *const needs[] = { "column", "formula", "excel", "time", "by" };
    const struct dialect plain = { 0 };
    struct source *file = source_open(book->options->formulas, &plain, book->err);
    size_t i;

    if (!file)
        return NULL;
    for (i = 0; i < sizeof needs / sizeof *needs; i++) {
        if (source_column(file, needs[i]) >= 0)
            continue;
        error_at(book->err, file->file, 1, NULL,
                 "no column \"%s\": calc --formulas did not write this file", needs[i]);
        source_free(file);
        return NULL;
    }
    if (source_load(file, CELLS_ALL, book->err) != 0) {
        source_free(file);
        return NULL;
    }
    book->formulas = file;
    return file;
}

static const char *field(const struct source *file, size_t row, const char *column)
{
    return source_text(file, row, source_column(file, column));
}

/* How many of the columns that formulas made does the table have? `missing` gets the row of
 * the first one it has not. */
static size_t columns_found(const struct source *file, const struct source *table, size_t *missing)
{
    size_t found = 0;
    size_t i;

    for (i = file->height; i-- > 0;) {
        if (source_column(table, field(file, i, "column")) >= 0)
            found++;
        else
            *missing = i;
    }
    return found;
}

/* ---- binding them to a sheet ---- */

/* Binds the formulas to the first `width` columns of the table; those that formulas make
 * among them were replaced. */
static int bind_to(struct live *live, const struct source *file, const struct source *table,
                   size_t width, struct error *err)
{
    size_t i;

    calc_free(live->calc);
    live->calc = calc_new('.', true);
    for (i = 0; i < live->count; i++)
        if (add_formula(live->calc, &live->formulas[i], file, i, err) != 0)
            return -1;
    return calc_bind(live->calc, (const char *const *)table->names, width, table->file, err);
}

/* A column of the sheet that holds text, be it numbers to calc. One without any value is none. */
static bool is_text(const struct live *live, size_t column)
{
    const struct grid *grid = live->sheet->grid;

    return grid->kinds[live->columns[column]] == VALUE_TEXT && !grid->absent[live->columns[column]];
}

/* One that holds numbers or dates. */
static bool is_number(const struct live *live, size_t column)
{
    const struct grid *grid = live->sheet->grid;

    return grid->kinds[live->columns[column]] != VALUE_TEXT && !grid->absent[live->columns[column]];
}

/* A text column of whose cells some are, to calc, more than text. */
static bool says_more(const struct live *live, size_t column)
{
    const struct source *source = live->sheet->source;
    long at = (long)live->columns[column];
    size_t row;

    for (row = 0; row < source->height; row++) {
        const char *text = source_text(source, row, at);
        double value;

        if (*text && (number_parse(text, strlen(text), source->dialect.decimal, &value) == 0 ||
                      serial_read(text, strlen(text), &value) || *text == ' ' ||
                      same_ignoring_case(text, "TRUE") || same_ignoring_case(text, "FALSE")))
            return true;
    }
    return !source->whole;
}

/* Formulas that a sheet would read otherwise become values: each behind those it needs, as
 * what these are on the sheet counts. */
static void refuse_misread(struct book *book, struct live *live)
{
    const struct calc *calc = live->calc;
    bool *texts = xcalloc(calc->out_width, sizeof *texts);
    bool *numbers = xcalloc(calc->out_width, sizeof *numbers);
    bool *say = xcalloc(calc->out_width, sizeof *say);
    size_t i;

    for (i = 0; i < calc->width; i++) {
        texts[i] = is_text(live, i);
        numbers[i] = is_number(live, i);
        say[i] = texts[i] && says_more(live, i);
    }
    for (i = 0; i < calc->count; i++) {
        size_t f = calc->order[i];
        const struct formula *in = calc->formulas[f];
        struct live_formula *formula = &live->formulas[f];
        size_t column = formula_misreads(calc, f, texts);
        size_t compared = formula_miscompares(calc, f, numbers, say);
        char gives = in->nodes[formula_root(in)].gives;

        if (column != SIZE_MAX && !formula->why) {
            formula->why = book_keepf(book, "column \"%s\", which is text here",
                                      calc_name(calc, column));
            formula->index = SIZE_MAX;
        } else if (compared != SIZE_MAX && !formula->why) {
            formula->why = book_keepf(book,
                                      "column \"%s\", whose cells calc compares by what they "
                                      "say",
                                      calc_name(calc, compared));
            formula->index = SIZE_MAX;
        }
        /* Live cells are numbers and truths whatever stands beside them. */
        if (calc->place[f] != SIZE_MAX)
            texts[calc->place[f]] = (gives == 'A' || gives == 'T' || formula->why ||
                                     formula_is_formless(in)) &&
                                    is_text(live, calc->place[f]);
        if (calc->place[f] != SIZE_MAX)
            numbers[calc->place[f]] = gives != 'T' && is_number(live, calc->place[f]);
    }
    free(say);
    free(numbers);
    free(texts);
}

static int bind(struct book *book, struct live *live, const struct source *file,
                const struct source *table)
{
    size_t width = table->width;
    struct error err;
    size_t i;

    /* New columns stand behind the table's own. So does a replaced one that was its last: then
     * its formula may need itself, and that is all right where it is the old one that it needs. */
    while (width > 0 && live->made_by[width - 1])
        width--;
    if (bind_to(live, file, table, width, book->err) != 0 &&
        (width == table->width || bind_to(live, file, table, table->width, &err) != 0)) {
        book->err->status = 1; /* it is about a file */
        return -1;
    }
    live->columns = xcalloc(table->width + live->count, sizeof *live->columns);
    for (i = 0; i < table->width; i++)
        live->columns[i] = i;
    for (i = 0; i < live->count; i++) {
        struct live_formula *formula = &live->formulas[i];

        formula->index = i;
        if (live->calc->place[i] != SIZE_MAX)
            live->columns[live->calc->place[i]] = formula->column;
        formula->why = formula_unfit(live->calc->formulas[i]);
        if (formula->why)
            formula->index = SIZE_MAX;
    }
    refuse_misread(book, live);
    return 0;
}

/* A formula that gives texts does so where they look like numbers, too. */
static void force_texts(struct sheet *sheet)
{
    const struct live *live = sheet->live;
    size_t i;

    for (i = 0; i < live->count; i++) {
        const struct live_formula *made_by = &live->formulas[i];
        const struct formula *formula = made_by->index == SIZE_MAX
                                            ? NULL
                                            : live->calc->formulas[made_by->index];

        if (formula && formula->nodes[formula_root(formula)].gives == 'T')
            grid_force(sheet->grid, made_by->column, false);
    }
}

static int make_live(struct book *book, struct sheet *sheet)
{
    const struct source *file = book->formulas;
    struct source *table = sheet->source;
    struct live *live = xcalloc(1, sizeof *live);
    struct error err;
    size_t i;

    sheet->live = live;
    live->sheet = sheet;
    live->count = file->height;
    live->formulas = xcalloc(live->count, sizeof *live->formulas);
    live->made_by = xcalloc(table->width, sizeof *live->made_by);
    for (i = 0; i < live->count; i++) {
        struct live_formula *formula = &live->formulas[i];

        formula->name = field(file, i, "column");
        formula->text = field(file, i, "formula");
        formula->column = (size_t)source_column(table, formula->name);
        live->made_by[formula->column] = formula;
    }
    if (bind(book, live, file, table) != 0)
        return -1;
    force_texts(sheet);
    if (row_order_find(table, field(file, 0, "time"), field(file, 0, "by"), &live->places, &err) !=
        0)
        live->placeless = book_keepf(book, "rows that have no place in time (%s)", err.what);
    sheet_line(sheet, "Some columns are live formulas: the sheet Notes says which.");
    return 0;
}

void formulas_plan(struct book *book)
{
    struct source *file;
    size_t best = 0;
    size_t missing = 0;
    size_t i;
    bool any = false;

    if (!book->options->formulas || book->failed)
        return;
    file = read_formulas(book);
    if (!file) {
        book->failed = true;
        return;
    }
    if (file->height == 0)
        return;
    for (i = 0; i < book->sheet_count && !book->failed; i++) {
        struct sheet *sheet = book->sheets[i];
        size_t lacks = 0;
        size_t found;

        if (sheet->kind != &sheet_kind_data)
            continue;
        found = columns_found(file, sheet->source, &lacks);
        if (found == file->height) {
            any = true;
            book->failed = make_live(book, sheet) != 0;
        } else if (found >= best) {
            best = found;
            missing = lacks;
        }
    }
    if (!any && !book->failed) {
        error_at(book->err, file->file, file->lines[missing], NULL,
                 "no data table has the column \"%s\": are these the formulas of another table?",
                 field(file, missing, "column"));
        book->failed = true;
    }
}

/* ---- writing ---- */

void live_begin(struct sheet *sheet)
{
    struct live *live = sheet->live;

    if (!live)
        return;
    live->top = sheet->header + 1;
    if (!live->placeless && live->places.rows > (size_t)(LXW_ROW_MAX - live->top))
        live->placeless = "a table that is longer than a sheet";
}

const char *live_formula(struct sheet *sheet, size_t row, lxw_row_t at, size_t column,
                         const char *text)
{
    struct live *live = sheet->live;
    struct live_formula *formula = live ? live->made_by[column] : NULL;
    const struct excel_printer printer = { .cell = cell,
                                           .range = range,
                                           .gaps = gaps,
                                           .nothing = nothing,
                                           .context = live,
                                           .guard = true,
                                           .file = true };
    enum excel_result result;
    const char *why = NULL;

    if (!formula || formula->index == SIZE_MAX)
        return NULL;
    formula->cells++;
    live->row = row;
    live->at = at;
    live->why = NULL;
    text_clear(&live->text);
    text_addc(&live->text, '=');
    result = excel_formula(live->calc, formula->index, &printer, &live->text, &why);
    if (result == EXCEL_MISSING)
        return NULL;
    if (result == EXCEL_DONE && text[text_fitting(text, cell_text_max)])
        result = refuse(live, "a text that is too long for a cell");
    if (result == EXCEL_DONE && (!xml_plain(live->text.bytes) || !xml_plain(text)))
        result = refuse(live, "a character that no sheet can hold");
    if (result == EXCEL_DONE)
        return live->text.bytes;
    formula->values++;
    if (!formula->why)
        formula->why = live->why ? live->why : why;
    return NULL;
}

/* ---- what is said ---- */

/* A sheet that continues another shares its formulas; they are told of once. */
static bool tells(const struct book *book, size_t sheet)
{
    return book->sheets[sheet]->live &&
           (sheet == 0 || book->sheets[sheet - 1]->live != book->sheets[sheet]->live);
}

static bool all_values(const struct live_formula *formula)
{
    return formula->index == SIZE_MAX || (formula->values && formula->values == formula->cells);
}

void formulas_say(struct book *book)
{
    size_t i;
    size_t k;

    for (i = 0; i < book->sheet_count; i++) {
        const struct sheet *sheet = book->sheets[i];

        for (k = 0; tells(book, i) && k < sheet->live->count; k++) {
            const struct live_formula *formula = &sheet->live->formulas[k];

            if (all_values(formula))
                book_note(book, "%s: column \"%s\": values, no formulas, because of %s",
                          sheet->source->file, formula->name, formula->why);
            else if (formula->values)
                book_note(
                    book,
                    "%s: column \"%s\": %zu of %zu cells are values, no formulas, because of %s",
                    sheet->source->file, formula->name, formula->values, formula->cells,
                    formula->why);
        }
    }
}

size_t live_notes(const struct sheet *sheet)
{
    return sheet->live ? sheet->live->count : 0;
}

const char *live_note(const struct sheet *sheet, size_t index, char **meaning)
{
    enum { shown_most = 2000 };
    const struct live_formula *formula = &sheet->live->formulas[index];
    int shown = (int)text_fitting(formula->text, shown_most);
    const char *more = formula->text[shown] ? "..." : "";

    if (all_values(formula))
        *meaning = xasprintf("On %s: values that lever computed, no live formulas, because of %s. "
                             "The formula is %s = %.*s%s",
                             sheet->reference, formula->why, formula->name, shown, formula->text,
                             more);
    else if (formula->values)
        *meaning = xasprintf("On %s: live formulas, but %zu of %zu cells are values that lever "
                             "computed, because of %s. The formula is %s = %.*s%s",
                             sheet->reference, formula->values, formula->cells, formula->why,
                             formula->name, shown, formula->text, more);
    else
        *meaning = xasprintf("On %s: live formulas, blank where a value is missing. The formula "
                             "is %s = %.*s%s",
                             sheet->reference, formula->name, shown, formula->text, more);
    return formula->name;
}

bool live_gives_truths(const struct sheet *sheet, size_t column)
{
    const struct live_formula *by = sheet->live ? sheet->live->made_by[column] : NULL;
    const struct formula *formula = by && by->index != SIZE_MAX
                                        ? sheet->live->calc->formulas[by->index]
                                        : NULL;

    return formula && formula->nodes[formula_root(formula)].gives == 'L';
}

void live_free(struct live *live)
{
    if (!live)
        return;
    calc_free(live->calc);
    row_order_free(&live->places);
    text_free(&live->text);
    free(live->columns);
    free(live->formulas);
    free(live->made_by);
    free(live);
}
