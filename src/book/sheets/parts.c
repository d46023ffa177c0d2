/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the mix did: the parts of a rate, and live the formulas that split its change (Kitagawa 1955;
 * stats/mix.h). Counts and the parts' rates are values, all else follows from them in the sheet.
 */
#include "words/parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"

/* The columns of the sheet are those of the table but for the measure and the date, which are in
 * its lines. */
enum { PART, COUNT_1, COUNT_2, RATE_1, RATE_2, SHARE_1, SHARE_2, BY_MIX, BY_RATE, COLUMNS };

/* Above the table: what the parts add up to. $ in a formula stands for the rows. */
enum { ALL_1, ALL_2, CHANGE, MIX, RATE, STILL, FIGURES };
static const char *const labels[FIGURES] = {
    [ALL_1] = "Rate before, as reported",
    [ALL_2] = "Rate after, as reported",
    [CHANGE] = "Change",
    [MIX] = "Of it the moved shares (mix)",
    [RATE] = "Of it the parts' own rates",
    [STILL] = "Rate after at constant mix: with the shares of before",
};

struct parts {
    size_t n;
    double *at[COLUMNS]; /* n each; PART has none */
    double figure[FIGURES];
};

/* The figures as the sheet computes them. */
static void compute(const struct source *source, struct parts *parts)
{
    double all[2] = { 0, 0 }, middle;
    size_t i, c;

    parts->n = source->height;
    for (c = COUNT_1; c < COLUMNS; c++)
        parts->at[c] = xcalloc(parts->n, sizeof(double));
    for (i = 0; i < parts->n; i++) {
        for (c = 0; c < 2; c++) {
            parts->at[COUNT_1 + c][i] = source_number(source, i,
                                                      source_column(source, c ? "count_after"
                                                                              : "count_before"));
            parts->at[RATE_1 + c][i] = source_number(source, i,
                                                     source_column(source, c ? "rate_after"
                                                                             : "rate_before"));
            all[c] += parts->at[COUNT_1 + c][i];
        }
    }
    for (i = 0; i < parts->n; i++) {
        for (c = 0; c < 2; c++) {
            parts->at[SHARE_1 + c][i] = parts->at[COUNT_1 + c][i] / all[c];
            parts->figure[ALL_1 + c] += parts->at[SHARE_1 + c][i] * parts->at[RATE_1 + c][i];
        }
        parts->figure[STILL] += parts->at[SHARE_1][i] * parts->at[RATE_2][i];
    }
    middle = (parts->figure[ALL_1] + parts->figure[ALL_2]) / 2;
    for (i = 0; i < parts->n; i++) {
        double share[2] = { parts->at[SHARE_1][i], parts->at[SHARE_2][i] };
        double rate[2] = { parts->at[RATE_1][i], parts->at[RATE_2][i] };

        parts->at[BY_MIX][i] = (share[1] - share[0]) * ((rate[0] + rate[1]) / 2 - middle);
        parts->at[BY_RATE][i] = (rate[1] - rate[0]) * (share[0] + share[1]) / 2;
        parts->figure[MIX] += parts->at[BY_MIX][i];
        parts->figure[RATE] += parts->at[BY_RATE][i];
    }
    parts->figure[CHANGE] = parts->figure[ALL_2] - parts->figure[ALL_1];
}

static void plan_parts(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        const char *measure;
        struct sheet *sheet;

        if (source->height == 0)
            continue;
        measure = source_text(source, 0, source_column(source, "measure"));
        sheet = sheet_add(book, kind, kind->result->sheet,
                          book_keepf(book, "Mix: is it %s that changed, or only its parts' shares?",
                                     measure));
        sheet->source = source;
        sheet_line(sheet,
                   "Before is all up to %s, after is from there on: shares of summed counts, rates "
                   "weighted by counts.",
                   source_text(source, 0, source_column(source, "date")));
        sheet_line(sheet, "The figures below are formulas over the table; in it counts and rates "
                          "are values (Kitagawa 1955).");
        sheet_line(sheet, "A part that is not there on one side has the rate of the other, so that "
                          "all it does is mix.");
        sheet->header += FIGURES;
    }
}

/* The cells of a column, from the first part to the last. */
static const char *cells(struct sheet *sheet, int column)
{
    unsigned first = sheet->header + 2;
    char letter = (char)('A' + column);

    return book_keepf(sheet->book, "$%c$%u:$%c$%u", letter, first, letter,
                      first + (unsigned)sheet->source->height - 1);
}

static void write_figures(struct sheet *sheet, const struct parts *parts)
{
    struct book *book = sheet->book;
    lxw_row_t top = sheet->header - FIGURES;
    const char *const formulas[FIGURES] = {
        [ALL_1] = book_keepf(book, "=SUMPRODUCT(%s,%s)", cells(sheet, SHARE_1),
                             cells(sheet, RATE_1)),
        [ALL_2] = book_keepf(book, "=SUMPRODUCT(%s,%s)", cells(sheet, SHARE_2),
                             cells(sheet, RATE_2)),
        [CHANGE] = book_keepf(book, "=A%u-A%u", top + ALL_2 + 1, top + ALL_1 + 1),
        [MIX] = book_keepf(book, "=SUM(%s)", cells(sheet, BY_MIX)),
        [RATE] = book_keepf(book, "=SUM(%s)", cells(sheet, BY_RATE)),
        [STILL] = book_keepf(book, "=SUMPRODUCT(%s,%s)", cells(sheet, SHARE_1),
                             cells(sheet, RATE_2)),
    };
    size_t i;

    for (i = 0; i < FIGURES; i++)
        sheet_figure(sheet, top + (lxw_row_t)i, labels[i], formulas[i], parts->figure[i],
                     value_format(parts->figure[i], parts->figure[i], false));
}

/* How the figures of a column are written. */
static const char *format_of(const double *values, size_t n)
{
    double least = values[0], most = values[0];
    bool whole = true;
    size_t i;

    for (i = 0; i < n; i++) {
        least = values[i] < least ? values[i] : least;
        most = values[i] > most ? values[i] : most;
        whole = whole && values[i] == floor(values[i]);
    }
    return value_format(least, most, whole);
}

static void write_row(struct sheet *sheet, const struct parts *parts, size_t i,
                      const char *const *formats)
{
    struct book *book = sheet->book;
    lxw_row_t row = sheet->header + 1 + (lxw_row_t)i;
    unsigned at = row + 1, top = sheet->header - FIGURES + 1;
    int c;

    sheet_cell(sheet, row, PART,
               source_text(sheet->source, i, source_column(sheet->source, "part")),
               sheet->source->lines[i], "part");
    for (c = COUNT_1; c <= RATE_2; c++)
        sheet_number(sheet, row, (lxw_col_t)c, formats[c], parts->at[c][i]);
    for (c = 0; c < 2; c++)
        sheet_formula(sheet, row, (lxw_col_t)(SHARE_1 + c), "0.000",
                      book_keepf(book, "=%c%u/SUM(%s)", 'A' + COUNT_1 + c, at,
                                 cells(sheet, COUNT_1 + c)),
                      parts->at[SHARE_1 + c][i]);
    sheet_formula(sheet, row, BY_MIX, formats[BY_MIX],
                  book_keepf(book, "=(G%u-F%u)*((D%u+E%u)/2-($A$%u+$A$%u)/2)", at, at, at, at,
                             top + ALL_1, top + ALL_2),
                  parts->at[BY_MIX][i]);
    sheet_formula(sheet, row, BY_RATE, formats[BY_RATE],
                  book_keepf(book, "=(E%u-D%u)*(F%u+G%u)/2", at, at, at, at),
                  parts->at[BY_RATE][i]);
}

static void write_parts(struct book *book, struct sheet *sheet)
{
    static const struct grid_column columns[COLUMNS] = {
        [PART] = { "Part", 52, false },
        [COUNT_1] = { "Count before", 16, true },
        [COUNT_2] = { "Count after", 16, true },
        [RATE_1] = { "Rate before", 16, true },
        [RATE_2] = { "Rate after", 16, true },
        [SHARE_1] = { "Share before", 16, true },
        [SHARE_2] = { "Share after", 16, true },
        [BY_MIX] = { "What its share did", 16, true },
        [BY_RATE] = { "What its rate did", 16, true },
    };
    const char *formats[COLUMNS] = { NULL };
    struct parts parts = { .n = 0 };
    size_t i;
    int c;

    (void)book;
    compute(sheet->source, &parts);
    for (c = COUNT_1; c < COLUMNS; c++)
        formats[c] = format_of(parts.at[c], parts.n);
    sheet_table(sheet, "mix", columns, COLUMNS, parts.n);
    write_figures(sheet, &parts);
    for (i = 0; i < parts.n; i++)
        write_row(sheet, &parts, i, formats);
    for (c = COUNT_1; c < COLUMNS; c++)
        free(parts.at[c]);
}

const struct sheet_kind sheet_kind_parts = {
    .rank = 27,
    .cells_most = CELLS_ALL,
    .plan = plan_parts,
    .write = write_parts,
    .result = &result_parts,
};
