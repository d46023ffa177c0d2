/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matrix: outputs down, outcomes across, for each pair the naive r, the r that
 * is left, and both in words, so that no colour has to be seen.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/kinds.h"
#include "book/naive.h"

/* Light enough for black text (over 10:1), at either end of a scale about white. */
enum { color_negative = 0xF9B590, color_none = 0xFFFFFF, color_positive = 0x8FB0DE };

struct axes {
    const struct book_link **rows;    /* the first link of each output (and entity) */
    const struct book_link **columns; /* and of each outcome */
    size_t row_count, column_count;
    bool entities;
};

static bool same_row(const struct book_link *a, const struct book_link *b)
{
    return strcmp(a->output, b->output) == 0 && strcmp(a->entity, b->entity) == 0;
}

static bool same_column(const struct book_link *a, const struct book_link *b)
{
    return strcmp(a->outcome, b->outcome) == 0;
}

static void collect(const struct book_link **list, size_t *count, const struct book_link *link,
                    bool (*same)(const struct book_link *, const struct book_link *))
{
    size_t i;

    for (i = 0; i < *count; i++)
        if (same(list[i], link))
            return;
    list[(*count)++] = link;
}

static struct axes find_axes(const struct book *book)
{
    struct axes axes = { 0 };
    size_t i;

    axes.rows = xcalloc(book->link_count, sizeof *axes.rows);
    axes.columns = xcalloc(book->link_count, sizeof *axes.columns);
    for (i = 0; i < book->link_count; i++) {
        collect(axes.rows, &axes.row_count, book->links[i], same_row);
        collect(axes.columns, &axes.column_count, book->links[i], same_column);
        axes.entities |= book->links[i]->entity[0] != '\0';
    }
    return axes;
}

static const struct book_link *pair(const struct book *book, const struct book_link *row,
                                    const struct book_link *column)
{
    size_t i;

    for (i = 0; i < book->link_count; i++)
        if (same_row(book->links[i], row) && same_column(book->links[i], column))
            return book->links[i];
    return NULL;
}

static void plan_matrix(struct book *book, const struct sheet_kind *kind)
{
    struct sheet *sheet;

    if (book->link_count == 0 || !book_source(book, &sheet_kind_verdicts, NULL))
        return;
    sheet = sheet_add(book, kind, "Matrix", "Matrix: outputs and outcomes at a glance");
    sheet_line(sheet, "Naive r: the plain correlation of the raw columns, without a lag.");
    sheet_line(sheet, "Adjusted r: the correlation at the lag of the verdict, without trend, "
                      "season, context and persistence.");
    sheet_line(sheet, "Orange is negative, blue is positive, and the words say the same.");
    sheet_line(sheet, "In words, r of either sign: under 0.1 none, under 0.3 weak, under 0.5 "
                      "moderate, otherwise strong.");
    sheet_line(sheet, "Some shorthand is used: [x] not available, [z] does not apply, as this link "
                      "was not tested.");
}

static const char *strength(double r)
{
    static const char *const words[2][4] = {
        { "none", "weak negative", "moderate negative", "strong negative" },
        { "none", "weak positive", "moderate positive", "strong positive" },
    };
    double size = fabs(r);

    if (!isfinite(r))
        return "not available";
    return words[r > 0][size < .1 ? 0 : size < .3 ? 1 : size < .5 ? 2 : 3];
}

static double naive_r(const struct book_link *link)
{
    return link->naive ? link->naive->r : link_number(link, "naive_r");
}

static void write_pair(struct sheet *sheet, lxw_row_t row, lxw_col_t at,
                       const struct book_link *link)
{
    struct book *book = sheet->book;
    const char *verdict;

    if (!link) {
        sheet_mark(sheet, row, at, "[z]");
        sheet_mark(sheet, row, (lxw_col_t)(at + 1), "[z]");
        sheet_text(sheet, row, (lxw_col_t)(at + 2), STYLE_CELL, "not tested");
        return;
    }
    verdict = link_text(link, "verdict");
    if (link->naive)
        sheet_formula(sheet, row, at, "0.00", naive_formula(book, link->naive, "CORREL", false),
                      link->naive->r);
    else
        sheet_number(sheet, row, at, "0.00", naive_r(link));
    if (link->sheet && link_is_live(link, "r", link->r))
        sheet_formula(sheet, row, (lxw_col_t)(at + 1), "0.00",
                      book_keepf(book, "=r_%zu", link->number), link->r);
    else
        sheet_number(sheet, row, (lxw_col_t)(at + 1), "0.00", link_number(link, "r"));
    sheet_text(sheet, row, (lxw_col_t)(at + 2), STYLE_CELL,
               book_keepf(book, "naive: %s; adjusted: %s%s%s", strength(naive_r(link)),
                          strength(link_number(link, "r")), verdict[0] ? "; verdict: " : "",
                          verdict));
}

static void color_scale(struct sheet *sheet, lxw_col_t column, size_t rows)
{
    lxw_conditional_format scale = {
        .type = LXW_CONDITIONAL_3_COLOR_SCALE,
        .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .min_value = -1,
        .mid_value = 0,
        .max_value = 1,
        .min_color = color_negative,
        .mid_color = color_none,
        .max_color = color_positive,
    };

    if (!sheet->book->failed)
        book_fail(sheet->book,
                  worksheet_conditional_format_range(sheet->worksheet, sheet->header + 1, column,
                                                     sheet->header + (lxw_row_t)rows,
                                                     (lxw_col_t)(column + 1), &scale),
                  sheet->name);
}

static void write_matrix(struct book *book, struct sheet *sheet)
{
    struct axes axes = find_axes(book);
    size_t left = axes.entities ? 2 : 1;
    size_t width = left + 3 * axes.column_count;
    struct grid_column *columns = xcalloc(width, sizeof *columns);
    size_t i;
    size_t k;

    columns[0] = (struct grid_column){ "Output", 26, false };
    if (axes.entities)
        columns[1] = (struct grid_column){ "Entity", 20, false };
    for (k = 0; k < axes.column_count; k++) {
        const char *outcome = shortened(book, axes.columns[k]->outcome, 100);

        columns[left + 3 * k] = (struct grid_column){ book_keepf(book, "%s: naive r", outcome), 14,
                                                      true };
        columns[left + 3 * k + 1] = (struct grid_column){
            book_keepf(book, "%s: adjusted r", outcome), 14, true
        };
        columns[left + 3 * k + 2] = (struct grid_column){ book_keepf(book, "%s: in words", outcome),
                                                          34, false };
    }
    sheet_table(sheet, "matrix", columns, width, axes.row_count);
    for (k = 0; k < axes.column_count; k++)
        color_scale(sheet, (lxw_col_t)(left + 3 * k), axes.row_count);
    for (i = 0; i < axes.row_count; i++) {
        lxw_row_t row = sheet->header + 1 + (lxw_row_t)i;
        const char *entity = axes.rows[i]->entity;

        sheet_text(sheet, row, 0, STYLE_CELL, axes.rows[i]->output);
        if (axes.entities)
            sheet_text(sheet, row, 1, STYLE_CELL, entity[0] ? entity : "[z]");
        for (k = 0; k < axes.column_count; k++)
            write_pair(sheet, row, (lxw_col_t)(left + 3 * k),
                       pair(book, axes.rows[i], axes.columns[k]));
    }
    free(columns);
    free(axes.rows);
    free(axes.columns);
}

const struct sheet_kind sheet_kind_matrix = {
    .rank = 30,
    .plan = plan_matrix,
    .write = write_matrix,
};
