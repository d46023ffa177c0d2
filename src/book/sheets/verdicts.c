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

enum shape { SHAPE_TEXT, SHAPE_NUMBER, SHAPE_R, SHAPE_WHOLE, SHAPE_P };

struct place {
    lxw_row_t row;
    lxw_col_t naive_r; /* the columns that hold these */
    lxw_col_t naive_n;
    lxw_col_t p;
    struct corrected corrected; /* how p_adj follows from these */
    const char *all_p;          /* the name of their range */
};

/* A column of the sheet. `live` fills a formula and its value, or leaves both alone and returns
 * false: the table's own figure is shown then. */
struct shown {
    const char *name; /* in the table; NULL: the sheet's own */
    const char *header;
    enum shape shape;
    double width;
    const char *absent; /* shown where the table says nothing */
    bool (*live)(struct book *book, const struct book_link *link, const struct place *place,
                 struct text *formula, double *value);
    const char *(*own)(struct book *book, const struct book_link *link);
};

static bool live_effect(struct book *book, const struct book_link *link, const struct place *place,
                        struct text *formula, double *value)
{
    (void)book;
    (void)place;
    if (!link->sheet || !link_is_live(link, "effect", link->effect))
        return false;
    *value = link->effect;
    text_addf(formula, "=effect_%zu", link->number);
    return true;
}

static bool live_r(struct book *book, const struct book_link *link, const struct place *place,
                   struct text *formula, double *value)
{
    (void)book;
    (void)place;
    if (!link->sheet || !link_is_live(link, "r", link->r))
        return false;
    *value = link->r;
    text_addf(formula, "=r_%zu", link->number);
    return true;
}

static bool live_naive_effect(struct book *book, const struct book_link *link, const struct place *place,
                              struct text *formula, double *value)
{
    (void)place;
    if (!link->naive)
        return false;
    *value = link->naive->effect;
    text_adds(formula, naive_formula(book, link->naive, "SLOPE", true));
    return true;
}

static bool live_naive_r(struct book *book, const struct book_link *link, const struct place *place,
                         struct text *formula, double *value)
{
    (void)place;
    if (!link->naive)
        return false;
    *value = link->naive->r;
    text_adds(formula, naive_formula(book, link->naive, "CORREL", false));
    return true;
}

static bool live_naive_n(struct book *book, const struct book_link *link, const struct place *place,
                         struct text *formula, double *value)
{
    (void)place;
    if (!link->naive)
        return false;
    *value = (double)link->naive->n;
    text_adds(formula, naive_count(book, link->naive));
    return true;
}

static bool live_naive_p(struct book *book, const struct book_link *link, const struct place *place,
                         struct text *formula, double *value)
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

static bool live_n(struct book *book, const struct book_link *link, const struct place *place,
                   struct text *formula, double *value)
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
                            const struct place *place, struct text *formula, double *value)
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

static const struct shown shown[] = {
    { "note", "In one sentence", SHAPE_TEXT, 60, "[x]", NULL, NULL },
    { "verdict", "Verdict", SHAPE_TEXT, 18, "[x]", NULL, NULL },
    { "output", "Output", SHAPE_TEXT, 20, "[x]", NULL, NULL },
    { "outcome", "Outcome", SHAPE_TEXT, 20, "[x]", NULL, NULL },
    { NULL, "Role of the outcome", SHAPE_TEXT, 14, "[x]", NULL, own_role },
    { "entity", "Entity", SHAPE_TEXT, 18, "[z]", NULL, NULL },
    { "effect", "Effect", SHAPE_NUMBER, 14, "[x]", live_effect, NULL },
    { "effect_low", "Effect: low end of the 95% interval", SHAPE_NUMBER, 16, "[x]", NULL, NULL },
    { "effect_high", "Effect: high end of the 95% interval", SHAPE_NUMBER, 16, "[x]", NULL, NULL },
    { NULL, "Unit of the effect", SHAPE_TEXT, 28, "[x]", NULL, own_unit },
    { "lag", "Lag (#)", SHAPE_WHOLE, 12, "[x]", NULL, NULL },
    { "spread", "Lags the effect is spread over (#)", SHAPE_TEXT, 14, "[z]", NULL, NULL },
    { "p", "p, corrected for the lags searched [note 1]", SHAPE_P, 16, "[x]", NULL, NULL },
    { "p_adj", "p, corrected for lags and links [note 1]", SHAPE_P, 16, "[x]", live_p_adjusted,
      NULL },
    { "r", "r of what is left (adjusted r) [note 2]", SHAPE_R, 16, "[x]", live_r, NULL },
    { "r_low", "Adjusted r: low end of the 95% interval", SHAPE_R, 16, "[x]", NULL, NULL },
    { "r_high", "Adjusted r: high end of the 95% interval", SHAPE_R, 16, "[x]", NULL, NULL },
    { "naive_effect", "Naive effect (SLOPE) [note 3]", SHAPE_NUMBER, 16, "[x]",
      live_naive_effect, NULL },
    { "naive_r", "Naive r (CORREL) [note 3]", SHAPE_R, 16, "[x]", live_naive_r, NULL },
    { NULL, "Naive n: rows with both values [note 3]", SHAPE_WHOLE, 16, "[x]", live_naive_n, NULL },
    { "naive_p", "Naive p (TDIST) [note 3]", SHAPE_P, 16, "[x]", live_naive_p, NULL },
    { "n", "Rows used", SHAPE_WHOLE, 12, "[x]", live_n, NULL },
    { "n_eff", "Degrees of freedom", SHAPE_WHOLE, 14, "[x]", NULL, NULL },
    { "adjusted_for", "Adjusted for", SHAPE_TEXT, 30, "[z]", NULL, NULL },
    { "evidence", "Evidence [note 4]", SHAPE_TEXT, 16, "[x]", NULL, NULL },
    { "lags_tried", "Lags searched", SHAPE_WHOLE, 12, "[x]", NULL, NULL },
    { "links_tried", "Links tested together", SHAPE_WHOLE, 12, "[x]", NULL, NULL },
    { "mde", "Smallest effect these data could show [note 5]", SHAPE_NUMBER, 24, "[x]", NULL, NULL },
    { "more_periods", "More # needed [note 6]", SHAPE_WHOLE, 14, "[z]", NULL, NULL },
    { "method", "Method", SHAPE_TEXT, 16, "[z]", NULL, NULL },
    { "joint_effect", "Effect beside the other outputs [note 8]", SHAPE_NUMBER, 18, "[x]", NULL,
      NULL },
    { "joint_low", "Effect beside the others: low end of the 95% interval", SHAPE_NUMBER, 18, "[x]",
      NULL, NULL },
    { "joint_high", "Effect beside the others: high end of the 95% interval", SHAPE_NUMBER, 18,
      "[x]", NULL, NULL },
    { "joint_p", "p beside the others, corrected for the lags searched [note 8]", SHAPE_P, 18, "[x]",
      NULL, NULL },
    { "joint_n", "Rows with all outputs [note 8]", SHAPE_WHOLE, 14, "[x]", NULL, NULL },
    { "vif", "Variance inflation (times) [note 8]", SHAPE_NUMBER, 16, "[x]", NULL, NULL },
    { "placebo_rate", "Placebo: share of runs said to move [note 7]", SHAPE_R, 18, "[x]", NULL,
      NULL },
    { "placebo_n", "Placebo: runs [note 7]", SHAPE_WHOLE, 12, "[x]", NULL, NULL },
};
enum { shown_count = sizeof shown / sizeof *shown };

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

    if (column->own == own_role)
        return book_source(book, &sheet_kind_plan, NULL) != NULL;
    if (!column->name)
        return true;
    if (strcmp(column->name, "entity") == 0 || strcmp(column->name, "spread") == 0)
        return has_text(book, column->name);
    while ((source = book_source(book, &sheet_kind_verdicts, source)) != NULL)
        if (source_column(source, column->name) >= 0)
            return true;
    return false;
}

static bool is_known(const char *name)
{
    size_t i;

    for (i = 0; i < shown_count; i++)
        if (shown[i].name && strcmp(shown[i].name, name) == 0)
            return true;
    return false;
}

static void plan_verdicts(struct book *book, const struct sheet_kind *kind)
{
    struct sheet *sheet;

    if (!book_source(book, kind, NULL))
        return;
    sheet = sheet_add(book, kind, "Verdicts", "Verdicts: which outputs move which outcomes");
    sheet_line(sheet, "One row is one link: an output and an outcome.");
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
    double width = column->width;
    size_t i;

    for (i = 0; column->shape == SHAPE_NUMBER && i < book->link_count; i++) {
        double number = link_number(book->links[i], column->name);

        if (isfinite(number))
            width = fmax(width, grid_number_width(fmin(number, 0), fmax(number, 0),
                                                  size_format(book->links[i], column->name, number),
                                                  false));
    }
    return width;
}

static void write_cell(struct sheet *sheet, const struct book_link *link,
                       const struct shown *column, const struct place *place, lxw_col_t at)
{
    struct text formula = TEXT_EMPTY;
    const char *said = column->name ? link_text(link, column->name)
                       : column->own ? column->own(sheet->book, link) : "";
    double number = column->name ? link_number(link, column->name) : NAN;
    static const char *const formats[] = { [SHAPE_R] = "0.000", [SHAPE_WHOLE] = "0",
                                           [SHAPE_P] = p_format, [SHAPE_TEXT] = "General" };
    const char *format = formats[column->shape] ? formats[column->shape]
                                                : size_format(link, column->name, number);

    if (column->shape != SHAPE_TEXT && column->live &&
        column->live(sheet->book, link, place, &formula, &number)) {
        sheet_formula(sheet, place->row, at, format, formula.bytes, number);
    } else if (said[0] == '\0') {
        sheet_mark(sheet, place->row, at, column->absent);
    } else if (column->shape == SHAPE_TEXT) {
        sheet_cell_of(sheet, link->verdicts, place->row, at, said,
                      link->verdicts ? link->verdicts->lines[link->row] : 0, column->name);
    } else {
        sheet_number(sheet, place->row, at, format, number);
    }
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
        if (is_known(source->names[i]))
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

/* # stands for what a lag is counted in. */
static const char *header_of(struct book *book, const struct shown *column)
{
    const char *mark = strchr(column->header, '#');

    return mark ? book_keepf(book, "%.*s%s%s", (int)(mark - column->header), column->header,
                             book_steps(book), mark + 1)
                : column->header;
}

/* By what p_adj was made of p; the range of p has a name then. */
static void find_correction(struct book *book, struct sheet *sheet, size_t rows,
                            struct place *place)
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

static void write_verdicts(struct book *book, struct sheet *sheet)
{
    struct source *source = book_source(book, sheet->kind, NULL);
    struct grid_column *columns = xcalloc(shown_count + source->width + 2, sizeof *columns);
    long *more = xcalloc(source->width, sizeof *more);
    struct place place = { 0 };
    size_t rows = 0;
    size_t known = 0;
    size_t added;
    size_t i;
    size_t k;
    bool working = false;

    for (i = 0; i < book->link_count; i++) {
        rows += book->links[i]->verdicts != NULL;
        working |= book->links[i]->sheet != NULL;
    }
    for (k = 0; k < shown_count; k++) {
        if (!is_shown(book, &shown[k]))
            continue;
        if (shown[k].live == live_naive_r)
            place.naive_r = (lxw_col_t)known;
        if (shown[k].live == live_naive_n)
            place.naive_n = (lxw_col_t)known;
        if (shown[k].shape == SHAPE_P && shown[k].name && strcmp(shown[k].name, "p") == 0)
            place.p = (lxw_col_t)known;
        columns[known++] = (struct grid_column){ header_of(book, &shown[k]), width_of(book, &shown[k]),
                                                 shown[k].shape != SHAPE_TEXT };
    }
    added = further(source, columns, known, more);
    if (working)
        columns[known + added] = (struct grid_column){ "Shown in", 16, false };
    sheet_table(sheet, "verdicts", columns, known + added + working, rows);
    find_correction(book, sheet, rows, &place);
    place.row = sheet->header;
    for (i = 0; i < book->link_count && !book->failed; i++) {
        const struct book_link *link = book->links[i];
        lxw_col_t at = 0;

        if (!link->verdicts)
            continue;
        place.row++;
        for (k = 0; k < shown_count; k++)
            if (is_shown(book, &shown[k]))
                write_cell(sheet, link, &shown[k], &place, at++);
        for (k = 0; k < added; k++)
            write_further(sheet, place.row, at++, link->verdicts == source ? link : NULL, more[k]);
        if (working && link->sheet)
            sheet_goto(sheet, place.row, at, link->sheet, link->sheet->name);
        else if (working)
            sheet_mark(sheet, place.row, at, "[z]");
    }
    free(columns);
    free(more);
}

static const char *const needs[] = { "output", "outcome", "verdict", "effect", "p", NULL };
const struct sheet_kind sheet_kind_verdicts = {
    .rank = 20,
    .needs = needs,
    .cells_most = CELLS_ALL,
    .plan = plan_verdicts,
    .write = write_verdicts,
};
