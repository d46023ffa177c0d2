/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a change of a chain's last node is made of, live: each factor's difference times the others,
 * averaged over all orders in which they may have changed (Das Gupta 1993; stats/decompose.h).
 */
#include "words/split.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "book/grid.h"
#include "book/kinds.h"

/* Formulas of more factors are longer than Excel takes. */
enum { FACTORS_MOST = 8 };

/* The columns of the sheet. */
enum { CHAIN, FACTOR, NODE_1, NODE_2, FACTOR_1, FACTOR_2, EFFECT, LOW, HIGH, SHARE, COLUMNS };

/* The rows of one chain: from .. from + n - 1 of the source. */
struct split {
    struct sheet *sheet;
    size_t from, n;
    double *factor[2]; /* n each */
};

static double node(const struct split *split, size_t side, size_t f)
{
    const struct source *source = split->sheet->source;

    return source_number(source, split->from + f, source_column(source, side ? "after" : "before"));
}

/* So many of the others have changed: the sum of the products over all ways to choose them, and its
 * text. */
static double products(const struct split *split, size_t f, size_t changed, struct text *out)
{
    size_t others = split->n - 1, subset, k;
    double sum = 0;
    bool first = true;

    for (subset = 0; subset < (size_t)1 << others; subset++) {
        double product = 1;

        if ((size_t)__builtin_popcountl(subset) != changed)
            continue;
        text_adds(out, first ? "" : "+");
        for (k = 0; k < others; k++) {
            size_t at = k < f ? k : k + 1, later = subset >> k & 1;

            product *= split->factor[later][at];
            text_addf(out, "%s%c%u", k ? "*" : "", (char)('A' + FACTOR_1 + (int)later),
                      (unsigned)(split->sheet->header + 2 + split->from + at));
        }
        sum += product;
        first = false;
    }
    return sum;
}

/* What a factor did, and its formula. */
static double effect(const struct split *split, size_t f, struct text *out)
{
    unsigned row = (unsigned)(split->sheet->header + 2 + split->from + f);
    double mean = 0, ways = 1; /* to choose those that have changed */
    size_t changed;

    text_addf(out, "=(F%u-E%u)*(", row, row);
    for (changed = 0; changed < split->n; changed++) {
        text_adds(out, changed ? "+(" : "(");
        if (split->n == 1) {
            text_addc(out, '1');
            mean = 1;
        } else {
            mean += products(split, f, changed, out) / ((double)split->n * ways);
        }
        text_addf(out, ")/%.0f", (double)split->n * ways);
        ways = ways * (double)(split->n - 1 - changed) / (double)(changed + 1);
    }
    text_addc(out, ')');
    return (split->factor[1][f] - split->factor[0][f]) * mean;
}

static size_t rows_of_chain(const struct source *source, size_t from)
{
    long chain = source_column(source, "chain");
    size_t to = from;

    while (to < source->height &&
           strcmp(source_text(source, to, chain), source_text(source, from, chain)) == 0)
        to++;
    return to - from;
}

static void plan_split(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        struct sheet *sheet;

        if (source->height == 0)
            continue;
        sheet = sheet_add(book, kind, kind->result->sheet, kind->result->title);
        sheet->source = source;
        sheet_line(
            sheet,
            "The last node of a chain is the first one times a rate for each step. Before is "
            "all up to %s, after is from there on, each per period.",
            source_text(source, 0, source_column(source, "date")));
        sheet_line(sheet,
                   "Factors, what they did, and their shares are formulas over the nodes (Das "
                   "Gupta 1993). What they did adds up to the change of the last node.");
        sheet_line(sheet, "This says where the change is, not what made it. Intervals are values.");
        sheet_line(sheet, "Some shorthand is used: [z] there are too few periods for an interval, "
                          "or nothing changed.");
    }
}

/* What a figure looks like. */
static const char *format_of(double value)
{
    return value_format(value, value, value == floor(value));
}

static void write_texts(const struct split *split, size_t f)
{
    static const char *const columns[] = { "chain", "factor" };
    struct sheet *sheet = split->sheet;
    size_t row = split->from + f, c;

    for (c = 0; c < 2; c++)
        sheet_cell(sheet, sheet->header + 1 + (lxw_row_t)row, (lxw_col_t)(CHAIN + c),
                   source_text(sheet->source, row, source_column(sheet->source, columns[c])),
                   sheet->source->lines[row], columns[c]);
}

/* A node and its factor, before or after. */
static void write_side(const struct split *split, size_t f, size_t side)
{
    struct sheet *sheet = split->sheet;
    lxw_row_t row = sheet->header + 1 + (lxw_row_t)(split->from + f);
    lxw_col_t at = (lxw_col_t)(FACTOR_1 + side);
    char letter = (char)('A' + NODE_1 + (int)side);
    double value = split->factor[side][f];

    sheet_number(sheet, row, (lxw_col_t)(NODE_1 + side), format_of(node(split, side, f)),
                 node(split, side, f));
    sheet_formula(sheet, row, at, format_of(value),
                  f == 0 ? book_keepf(sheet->book, "=%c%u", letter, row + 1)
                         : book_keepf(sheet->book, "=%c%u/%c%u", letter, row + 1, letter, row),
                  value);
}

static void write_effect(const struct split *split, size_t f)
{
    static const char *const ends[] = { "effect_low", "effect_high" };
    struct sheet *sheet = split->sheet;
    const struct source *source = sheet->source;
    lxw_row_t row = sheet->header + 1 + (lxw_row_t)(split->from + f);
    unsigned last = (unsigned)(sheet->header + 1 + split->from + split->n);
    double change = node(split, 1, split->n - 1) - node(split, 0, split->n - 1), value;
    struct text formula = TEXT_EMPTY;
    size_t c;

    if (split->n <= FACTORS_MOST) {
        value = effect(split, f, &formula);
        sheet_formula(sheet, row, EFFECT, format_of(value), formula.bytes, value);
        text_free(&formula);
    } else {
        value = source_number(source, split->from + f, source_column(source, "effect"));
        sheet_number(sheet, row, EFFECT, format_of(value), value);
    }
    for (c = 0; c < 2; c++) {
        double end = source_number(source, split->from + f, source_column(source, ends[c]));

        if (isfinite(end))
            sheet_number(sheet, row, (lxw_col_t)(LOW + c), format_of(end), end);
        else
            sheet_mark(sheet, row, (lxw_col_t)(LOW + c), "[z]");
    }
    sheet_formula(sheet, row, SHARE, "0.000",
                  book_keepf(sheet->book, "=G%u/($D$%u-$C$%u)", row + 1, last, last),
                  value / change);
}

static void write_chain(struct split *split)
{
    size_t f, side;

    for (side = 0; side < 2; side++) {
        split->factor[side] = xarray(split->n, sizeof(double));
        for (f = 0; f < split->n; f++)
            split->factor[side][f] = f == 0 ? node(split, side, 0)
                                            : node(split, side, f) / node(split, side, f - 1);
    }
    for (f = 0; f < split->n; f++) {
        write_texts(split, f);
        write_side(split, f, 0);
        write_side(split, f, 1);
        write_effect(split, f);
    }
    free(split->factor[0]);
    free(split->factor[1]);
}

static void write_split(struct book *book, struct sheet *sheet)
{
    static const struct grid_column columns[COLUMNS] = {
        [CHAIN] = { "Chain", 52, false },
        [FACTOR] = { "Factor", 36, false },
        [NODE_1] = { "Node per period, before", 16, true },
        [NODE_2] = { "Node per period, after", 16, true },
        [FACTOR_1] = { "Factor before", 16, true },
        [FACTOR_2] = { "Factor after", 16, true },
        [EFFECT] = { "What it did to the last node", 18, true },
        [LOW] = { "Low end of the 95% interval", 16, true },
        [HIGH] = { "High end of the 95% interval", 16, true },
        [SHARE] = { "Share of the change", 16, true },
    };
    struct split split = { .sheet = sheet };

    sheet_table(sheet, "split", columns, COLUMNS, sheet->source->height);
    for (; split.from < sheet->source->height && !book->failed; split.from += split.n) {
        split.n = rows_of_chain(sheet->source, split.from);
        write_chain(&split);
    }
}

const struct sheet_kind sheet_kind_split = {
    .rank = 31,
    .cells_most = CELLS_ALL,
    .plan = plan_split,
    .write = write_split,
    .result = &result_split,
};
