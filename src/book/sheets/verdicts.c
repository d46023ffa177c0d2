/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdicts: a row a link, the sentence first, the figures of a plain
 * correlation beside the tested ones.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/corrected.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "book/naive.h"
#include "words/verdicts.h"

struct verdict_cells {
    lxw_row_t row;
    lxw_col_t naive_r; /* the columns that hold these */
    lxw_col_t naive_n;
    lxw_col_t p;
    struct corrected corrected; /* how p_adj follows from these */
    const char *all_p;          /* the name of their range */
};

/* Fills a formula and its value, or leaves both alone and returns false: the table's own figure is
 * shown then. */
typedef bool live_figure(struct book *book, const struct book_link *link,
                         const struct verdict_cells *place, struct text *formula, double *value);

/* A column of the sheet: one of the table (words/verdicts.c), or the sheet's own. */
struct shown {
    struct result_column is;
    live_figure *live; /* NULL = the table's figure */
    const char *(*own)(struct book *book, const struct book_link *link);
};

static bool live_effect(struct book *book, const struct book_link *link,
                        const struct verdict_cells *place, struct text *formula, double *value)
{
    (void)book;
    (void)place;
    if (!link->sheet || !link_is_live(link, "effect", link->effect))
        return false;
    *value = link->effect;
    text_addf(formula, "=effect_%zu", link->number);
    return true;
}

static bool live_r(struct book *book, const struct book_link *link,
                   const struct verdict_cells *place, struct text *formula, double *value)
{
    (void)book;
    (void)place;
    if (!link->sheet || !link_is_live(link, "r", link->r))
        return false;
    *value = link->r;
    text_addf(formula, "=r_%zu", link->number);
    return true;
}

static bool live_naive_effect(struct book *book, const struct book_link *link,
                              const struct verdict_cells *place, struct text *formula,
                              double *value)
{
    (void)place;
    if (!link->naive)
        return false;
    *value = link->naive->effect;
    text_adds(formula, naive_formula(book, link->naive, "SLOPE", true));
    return true;
}

static bool live_naive_r(struct book *book, const struct book_link *link,
                         const struct verdict_cells *place, struct text *formula, double *value)
{
    (void)place;
    if (!link->naive)
        return false;
    *value = link->naive->r;
    text_adds(formula, naive_formula(book, link->naive, "CORREL", false));
    return true;
}

static bool live_naive_n(struct book *book, const struct book_link *link,
                         const struct verdict_cells *place, struct text *formula, double *value)
{
    (void)place;
    if (!link->naive)
        return false;
    *value = (double)link->naive->n;
    text_adds(formula, naive_count(book, link->naive));
    return true;
}

static bool live_naive_p(struct book *book, const struct book_link *link,
                         const struct verdict_cells *place, struct text *formula, double *value)
{
    char r[LXW_MAX_CELL_NAME_LENGTH];
    char n[LXW_MAX_CELL_NAME_LENGTH];

    (void)book;
    if (!link->naive)
        return false;
    *value = link->naive->p;
    lxw_rowcol_to_cell(r, place->row, place->naive_r);
    lxw_rowcol_to_cell(n, place->row, place->naive_n);
    text_addf(formula, "=TDIST(ABS(%s)*SQRT((%s-2)/(1-%s^2)),%s-2,2)", r, n, r, n);
    return true;
}

static bool live_n(struct book *book, const struct book_link *link,
                   const struct verdict_cells *place, struct text *formula, double *value)
{
    (void)book;
    (void)place;
    if (!link->sheet || link_number(link, "n") != (double)link->n)
        return false;
    *value = (double)link->n;
    text_addf(formula, "=rows_%zu", link->number);
    return true;
}

static bool live_p_adjusted(struct book *book, const struct book_link *link,
                            const struct verdict_cells *place, struct text *formula, double *value)
{
    char p[LXW_MAX_CELL_NAME_LENGTH];

    (void)book;
    if (!place->corrected.live || isnan(link_number(link, "p_adj")))
        return false;
    *value = link_number(link, "p_adj");
    lxw_rowcol_to_cell(p, place->row, place->p);
    corrected_formula(&place->corrected, place->all_p, p, formula);
    return true;
}

static const char *own_unit(struct book *book, const struct book_link *link)
{
    const char *x = book_unit(book, link->output);
    const char *y = book_unit(book, link->outcome);

    if (!y[0])
        y = book_keepf(book, "units of %s", link->outcome);
    if (!x[0] || strcmp(x, link->output) == 0)
        return book_keepf(book, "%s per unit of %s", y, link->output);
    return book_keepf(book, "%s per unit of %s (%s)", y, link->output, x);
}

static const char *own_role(struct book *book, const struct book_link *link)
{
    return book_role(book, link->outcome);
}

/* What the sheet knows of columns of the table by their names, and its own columns, whose names
 * no table has. */
/* clang-format off */
static const struct shown extras[] = {
    { { .name = "effect" }, live_effect, NULL },
    { { .name = "r" }, live_r, NULL },
    { { .name = "n" }, live_n, NULL },
    { { .name = "p_adj" }, live_p_adjusted, NULL },
    { { .name = "naive_effect" }, live_naive_effect, NULL },
    { { .name = "naive_r" }, live_naive_r, NULL },
    { { .name = "naive_p" }, live_naive_p, NULL },
    { { .name = "(role)", .shape = RESULT_TEXT, .header = "Role of the outcome", .width = 14,
        .place = 50 }, NULL, own_role },
    { { .name = "(unit)", .shape = RESULT_TEXT, .header = "Unit of the effect", .width = 28,
        .place = 100 }, NULL, own_unit },
    { { .name = "(naive n)", .shape = RESULT_WHOLE, .header = "Naive n: rows with both values",
        .note = &link_notes[NOTE_NAIVE], .width = 16, .place = 200 }, live_naive_n, NULL },
};
/* clang-format on */
enum { extra_count = sizeof extras / sizeof *extras };

/* Puts a column where it belongs: by its place, those without one last, else in order. */
static void add_shown(struct shown *shown, size_t *count, const struct shown *column)
{
    unsigned place = (unsigned)column->is.place - 1; /* none is the last */
    size_t at = (*count)++;

    for (; at > 0 && (unsigned)shown[at - 1].is.place - 1 > place; at--)
        shown[at] = shown[at - 1];
    shown[at] = *column;
}

/* Has any link something in the column? */
static bool has_text(const struct book *book, const char *column)
{
    size_t i;

    for (i = 0; i < book->link_count; i++)
        if (link_text(book->links[i], column)[0])
            return true;
    return false;
}

/* A column stands where some table of verdicts has it; a rare one, where some link has something. */
static bool is_shown(const struct book *book, const struct shown *column)
{
    struct source *source = NULL;

    if (!column->is.header)
        return false;
    if (column->own == own_role)
        return book_source(book, &sheet_kind_plan, NULL) != NULL;
    if (column->is.name[0] == '(')
        return true;
    if (column->is.rare)
        return has_text(book, column->is.name);
    while ((source = book_source(book, &sheet_kind_verdicts, source)) != NULL)
        if (source_column(source, column->is.name) >= 0)
            return true;
    return false;
}

/* The columns of the sheet, in order. The caller frees. */
static struct shown *choose_columns(const struct book *book, size_t *count)
{
    struct shown *shown = xcalloc(result_verdicts.count + extra_count, sizeof *shown);
    size_t i, k;

    *count = 0;
    for (i = 0; i < result_verdicts.count; i++) {
        struct shown column = { result_verdicts.columns[i], NULL, NULL };

        for (k = 0; k < extra_count; k++)
            if (strcmp(extras[k].is.name, column.is.name) == 0)
                column.live = extras[k].live;
        if (is_shown(book, &column))
            add_shown(shown, count, &column);
    }
    for (k = 0; k < extra_count; k++)
        if (is_shown(book, &extras[k]))
            add_shown(shown, count, &extras[k]);
    return shown;
}

static void plan_verdicts(struct book *book, const struct sheet_kind *kind)
{
    struct sheet *sheet;

    if (!book_source(book, kind, NULL))
        return;
    sheet = sheet_add(book, kind, kind->result->sheet, kind->result->title);
    sheet_line(sheet, "%s", kind->result->about);
    sheet_line(sheet, "Notes, such as [note 1], are on the sheet Notes.");
    sheet_line(sheet, "Some shorthand is used: [x] not available, [z] does not apply, [low] under "
                      "0.00005.");
    if (book->link_count == 0)
        sheet_line(sheet, "No link was tested: the one row of the table is blank.");
}

/* An effect and the ends of its interval are written with the same decimals. */
static const char *size_format(const struct book_link *link, const char *column, double number)
{
    if (column && strncmp(column, "effect", 6) == 0)
        number = fmax(fabs(link_number(link, "effect")), fabs(link_number(link, "effect_high")));
    else if (column && strncmp(column, "joint_", 6) == 0)
        number = fmax(fabs(link_number(link, "joint_effect")),
                      fabs(link_number(link, "joint_high")));
    return value_format(number, number, false);
}

/* The column's width, and more where an effect is large. */
static double width_of(const struct book *book, const struct shown *column)
{
    double width = column->is.width;
    size_t i;

    for (i = 0; column->is.shape == RESULT_NUMBER && i < book->link_count; i++) {
        double number = link_number(book->links[i], column->is.name);

        if (isfinite(number))
            width = fmax(width,
                         grid_number_width(fmin(number, 0), fmax(number, 0),
                                           size_format(book->links[i], column->is.name, number),
                                           false));
    }
    return width;
}

static void write_cell(struct sheet *sheet, const struct book_link *link,
                       const struct shown *column, const struct verdict_cells *place, lxw_col_t at)
{
    struct text formula = TEXT_EMPTY;
    const char *name = column->is.name;
    const char *said = column->own ? column->own(sheet->book, link) : link_text(link, name);
    double number = link_number(link, name);
    const char *format = result_format(column->is.shape);

    if (column->is.shape == RESULT_NUMBER)
        format = size_format(link, name, number);
    if (column->live && column->live(sheet->book, link, place, &formula, &number))
        sheet_formula(sheet, place->row, at, format, formula.bytes, number);
    else if (said[0] == '\0')
        sheet_mark(sheet, place->row, at, column->is.absent ? column->is.absent : "[x]");
    else if (column->is.shape == RESULT_TEXT)
        sheet_cell_of(sheet, link->verdicts, place->row, at, said,
                      link->verdicts ? link->verdicts->lines[link->row] : 0, name);
    else
        sheet_number(sheet, place->row, at, format, number);
    text_free(&formula);
}

static bool is_number(const struct source *source, long column)
{
    enum value_kind kind = VALUE_EMPTY;
    double number;
    size_t row;

    for (row = 0; row < source->height; row++) {
        const char *text = source_text(source, row, column);

        kind = value_join(kind, value_of(text, strlen(text), source->dialect.decimal, &number));
    }
    return kind == VALUE_NUMBER;
}

/* Columns that a later lever adds at the end are shown as they are. */
static size_t further(const struct source *source, struct grid_column *columns, size_t count,
                      long *into)
{
    size_t added = 0;
    size_t i;

    for (i = 0; i < source->width; i++) {
        if (result_column(&result_verdicts, source->names[i]))
            continue;
        columns[count + added] = (struct grid_column){ source->names[i], 16,
                                                       is_number(source, (long)i) };
        into[added++] = (long)i;
    }
    return added;
}

static void write_further(struct sheet *sheet, lxw_row_t row, lxw_col_t at,
                          const struct book_link *link, long column)
{
    const struct source *source = link ? link->verdicts : NULL;
    const char *text = source ? source_text(source, link->row, column) : "";

    if (text[0] == '\0')
        sheet_mark(sheet, row, at, "[x]");
    else if (sheet->columns[at].number)
        sheet_number(sheet, row, at, NULL, source_number(source, link->row, column));
    else
        sheet_cell_of(sheet, source, row, at, text, source->lines[link->row],
                      source->names[column]);
}

/* By what p_adj was made of p; the range of p has a name then. */
static void find_correction(struct book *book, struct sheet *sheet, size_t rows,
                            struct verdict_cells *place)
{
    double *p = xarray(rows, sizeof *p);
    double *p_adj = xarray(rows, sizeof *p_adj);
    size_t n = 0;
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        if (!book->links[i]->verdicts)
            continue;
        p[n] = link_number(book->links[i], "p");
        p_adj[n++] = link_number(book->links[i], "p_adj");
    }
    place->corrected = corrected_by(p, p_adj, n);
    if (place->corrected.live && n > 0)
        place->all_p = book_name(book, "p_", "links",
                                 sheet_range(sheet, place->p, sheet->header + 1, n));
    free(p);
    free(p_adj);
}

/* Where the columns stand that formulas of others refer to. */
static void find_places(const struct shown *shown, size_t count, struct verdict_cells *place)
{
    size_t k;

    for (k = 0; k < count; k++) {
        if (shown[k].live == live_naive_r)
            place->naive_r = (lxw_col_t)k;
        if (shown[k].live == live_naive_n)
            place->naive_n = (lxw_col_t)k;
        if (strcmp(shown[k].is.name, "p") == 0)
            place->p = (lxw_col_t)k;
    }
}

static void write_links(struct book *book, struct sheet *sheet, const struct shown *shown,
                        size_t known, struct verdict_cells *place, const long *more, size_t added,
                        bool working)
{
    struct source *source = book_source(book, sheet->kind, NULL);
    size_t i;
    size_t k;

    place->row = sheet->header;
    for (i = 0; i < book->link_count && !book->failed; i++) {
        const struct book_link *link = book->links[i];
        lxw_col_t at = 0;

        if (!link->verdicts)
            continue;
        place->row++;
        for (k = 0; k < known; k++)
            write_cell(sheet, link, &shown[k], place, at++);
        for (k = 0; k < added; k++)
            write_further(sheet, place->row, at++, link->verdicts == source ? link : NULL, more[k]);
        if (working && link->sheet)
            sheet_goto(sheet, place->row, at, link->sheet, link->sheet->name);
        else if (working)
            sheet_mark(sheet, place->row, at, "[z]");
    }
}

static void write_verdicts(struct book *book, struct sheet *sheet)
{
    struct source *source = book_source(book, sheet->kind, NULL);
    size_t known;
    struct shown *shown = choose_columns(book, &known);
    struct grid_column *columns = xcalloc(known + source->width + 1, sizeof *columns);
    long *more = xcalloc(source->width, sizeof *more);
    struct verdict_cells place = { 0 };
    size_t rows = 0;
    size_t added;
    size_t i;
    bool working = false;

    for (i = 0; i < book->link_count; i++) {
        rows += book->links[i]->verdicts != NULL;
        working |= book->links[i]->sheet != NULL;
    }
    for (i = 0; i < known; i++)
        columns[i] = (struct grid_column){ result_shown(book, shown[i].is.header, shown[i].is.note),
                                           width_of(book, &shown[i]),
                                           shown[i].is.shape != RESULT_TEXT };
    find_places(shown, known, &place);
    added = further(source, columns, known, more);
    if (working)
        columns[known + added] = (struct grid_column){ "Shown in", 16, false };
    sheet_table(sheet, "verdicts", columns, known + added + working, rows);
    find_correction(book, sheet, rows, &place);
    write_links(book, sheet, shown, known, &place, more, added, working);
    sheet_print(sheet, sheet->header + (lxw_row_t)(rows ? rows : 1), false);
    free(shown);
    free(columns);
    free(more);
}

const struct sheet_kind sheet_kind_verdicts = {
    .rank = 20,
    .cells_most = CELLS_ALL,
    .plan = plan_verdicts,
    .write = write_verdicts,
    .result = &result_verdicts,
};
