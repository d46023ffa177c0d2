/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The working: a sheet a link, with the two series, what is left of them when
 * trend, season and context are removed and the rest is whitened, and the
 * formulas that lead from there to the effect, r, t and the nominal p. By the
 * theorem of Frisch and Waugh (1933) the effect of the primary test is the slope
 * through the origin of the whitened columns.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "stats/moments.h"
#include "words/working.h"

/* The figures above the table: one a row, each with a name of its own, so that the
 * formulas read as they are spoken. # in a formula stands for the link's number. */
struct figure {
    const char *label;
    const char *name;    /* NULL: none */
    const char *formula; /* NULL: a value */
    const char *format;  /* NULL: by its size */
    double (*value)(const struct book_link *link);
};

static double naive_of(const struct book_link *link)
{
    return moments_correlation(link->x, link->y, link->n);
}
static double rows_of(const struct book_link *link)
{
    return (double)link->n;
}
static double df_of(const struct book_link *link)
{
    return link->df;
}
static double effect_of(const struct book_link *link)
{
    return link->effect;
}
static double se_of(const struct book_link *link)
{
    return link->se;
}
static double r_of(const struct book_link *link)
{
    return link->r;
}
static double t_of(const struct book_link *link)
{
    return link->t;
}
static double p_of(const struct book_link *link)
{
    return link->p;
}
static double p_bootstrap_of(const struct book_link *link)
{
    return link_number(link, "p");
}
static double p_adjusted_of(const struct book_link *link)
{
    return link_number(link, "p_adj");
}

static const struct figure figures[] = {
    { "Rows", "rows_", "=COUNT(x_white_#)", "0", rows_of },
    { "Degrees of freedom (a value)", "df_", NULL, "0", df_of },
    { "Effect, the slope", "effect_", "=SUMPRODUCT(x_white_#,y_white_#)/SUMSQ(x_white_#)", NULL,
      effect_of },
    { "Standard error", "se_", "=SQRT(SUMSQ(residual_#)/df_#/SUMSQ(x_white_#))", NULL, se_of },
    { "r", "r_", "=SUMPRODUCT(x_white_#,y_white_#)/SQRT(SUMSQ(x_white_#)*SUMSQ(y_white_#))",
      "0.0000", r_of },
    { "t", "t_", "=effect_#/se_#", "0.000", t_of },
    { "Nominal p, for this lag alone", "p_nominal_", "=TDIST(ABS(t_#),df_#,2)", p_format, p_of },
    { "Naive r of the raw columns at this lag", NULL, "=CORREL(x_raw_#,y_raw_#)", "0.0000",
      naive_of },
    { "Bootstrap p, for all lags searched (a value)", NULL, NULL, p_format, p_bootstrap_of },
    { "Bootstrap p, for all links too (a value)", NULL, NULL, p_format, p_adjusted_of },
};
enum { figure_count = sizeof figures / sizeof *figures };

static bool raw_is_missing(const struct book_link *link)
{
    size_t i;

    for (i = 0; i < link->n; i++)
        if (!isfinite(link->x[i]) || !isfinite(link->y[i]))
            return true;
    return false;
}

static void plan_working(struct book *book, const struct sheet_kind *kind)
{
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        struct book_link *link = book->links[i];
        char *name;
        char *title;

        if (!link->working)
            continue;
        name = xasprintf("%s %zu", kind->result->sheet, link->number);
        title = xasprintf("%s: %s", name, link_name(book, link));
        link->sheet = sheet_add(book, kind, name, title);
        link->sheet->source = (struct source *)link->working;
        link->sheet->link = link;
        sheet_sentences(link->sheet, link_text(link, "note"));
        sheet_line(link->sheet, "The figures below are formulas over the table, unless marked as a "
                                "value.");
        sheet_line(link->sheet, "Whitened: trend, season, context and the series' own persistence "
                                "are removed.");
        sheet_line(link->sheet, "Some shorthand is used: [low] under 0.00005.");
        if (raw_is_missing(link))
            sheet_line(link->sheet, "[x]: this value of the output is missing, and was filled in "
                                    "from those around it before whitening.");
        link->sheet->header += figure_count;
        free(name);
        free(title);
    }
}

static char *for_link(const char *formula, size_t number)
{
    struct text out = TEXT_EMPTY;

    for (; *formula; formula++) {
        if (*formula == '#')
            text_addf(&out, "%zu", number);
        else
            text_addc(&out, *formula);
    }
    return text_take(&out);
}

static void write_figures(struct sheet *sheet)
{
    struct book_link *link = sheet->link;
    lxw_row_t row = sheet->header - figure_count;
    size_t i;

    for (i = 0; i < figure_count; i++, row++) {
        const struct figure *figure = &figures[i];
        double value = figure->value(link);
        char *formula = figure->formula ? for_link(figure->formula, link->number) : NULL;
        char number[24];

        if (figure->name) {
            snprintf(number, sizeof number, "%zu", link->number);
            book_name(sheet->book, figure->name, number, sheet_range(sheet, 0, row, 1));
        }
        sheet_figure(sheet, row, figure->label, formula, value,
                     figure->format ? figure->format : value_format(value, value, false));
        free(formula);
    }
}

/* How the values of a series are written, and the room they take. */
static const char *series_format(const double *series, size_t n, double *width)
{
    enum { width_least = 22 };
    const char *format;
    double least = 0;
    double most = 0;
    bool whole = true;
    size_t i;

    for (i = 0; i < n; i++) {
        least = fmin(least, series[i]);
        most = fmax(most, series[i]);
        whole &= isnan(series[i]) || series[i] == floor(series[i]);
    }
    format = value_format(least, most, whole);
    *width = fmax(width_least, grid_number_width(least, most, format, false));
    return format;
}

const char *working_shift(struct book *book, const struct book_link *link)
{
    const char *spread = source_text(link->working, link->rows[0],
                                     source_column(link->working, "spread"));
    long lag = labs(link->lag);

    if (*spread)
        return book_keepf(book, ", mean of lags %s", spread);
    if (lag == 0)
        return "";
    return book_keepf(book, ", %ld %s%s %s", lag, link->step, lag == 1 ? "" : "s",
                      link->lag > 0 ? "earlier" : "later");
}

bool working_is_panel(const struct book_link *link)
{
    const struct source *source = link->working;

    return strcmp(source_text(source, link->rows[0], source_column(source, "entity")),
                  link->entity) != 0;
}

lxw_col_t working_place(const struct book_link *link, enum working_column column)
{
    return (lxw_col_t)(column + (column > WORKING_PERIOD && working_is_panel(link)));
}

const char *working_period(struct book *book, const struct book_link *link)
{
    if (strcmp(link->step, "row") == 0)
        return "Row";
    return book_keepf(book, "%c%s of the outcome", toupper((unsigned char)link->step[0]),
                      link->step + 1);
}

static void write_rows(struct sheet *sheet)
{
    struct book_link *link = sheet->link;
    const struct source *source = link->working;
    const double *const columns[] = { link->x, link->y, link->x_white, link->y_white };
    long period = source_column(source, "period");
    long entity = source_column(source, "entity");
    bool panel = working_is_panel(link);
    char white = panel ? 'E' : 'D'; /* the column of the whitened output */
    const char *formats[4];
    double width;
    lxw_row_t row = sheet->header + 1;
    size_t i;
    size_t k;

    for (k = 0; k < 4; k++)
        formats[k] = series_format(columns[k], link->n, &width);
    for (i = 0; i < link->n; i++, row++) {
        const char *text = source_text(source, link->rows[i], period);
        char formula[120];
        double number = 0;
        double fitted = link->effect * link->x_white[i];

        if (panel) {
            const char *name = source_text(source, link->rows[i], entity);

            sheet_text(sheet, row, WORKING_ENTITY, STYLE_CELL, name[0] ? name : "[z]");
        }
        switch (value_of(text, strlen(text), '.', &number)) {
        case VALUE_DATE:
            sheet_number(sheet, row, WORKING_PERIOD, "yyyy-mm-dd", number);
            break;
        case VALUE_NUMBER:
            sheet_number(sheet, row, WORKING_PERIOD, "0", number);
            break;
        default:
            sheet_text(sheet, row, WORKING_PERIOD, STYLE_CELL, text[0] ? text : "[z]");
        }
        for (k = 0; k < 4; k++)
            sheet_number(sheet, row, working_place(link, (enum working_column)(WORKING_X + k)),
                         formats[k], columns[k][i]);
        snprintf(formula, sizeof formula, "=effect_%zu*%c%u", link->number, white, row + 1);
        sheet_formula(sheet, row, working_place(link, WORKING_FITTED), formats[3], formula, fitted);
        snprintf(formula, sizeof formula, "=%c%u-%c%u", white + 1, row + 1, white + 2, row + 1);
        sheet_formula(sheet, row, working_place(link, WORKING_RESIDUAL), formats[3], formula,
                      link->y_white[i] - fitted);
    }
}

static void write_working(struct book *book, struct sheet *sheet)
{
    static const struct {
        const char *name;
        enum working_column column;
    } ranges[] = { { "x_raw_", WORKING_X },
                   { "y_raw_", WORKING_Y },
                   { "x_white_", WORKING_X_WHITE },
                   { "y_white_", WORKING_Y_WHITE },
                   { "residual_", WORKING_RESIDUAL } };
    struct book_link *link = sheet->link;
    const double *const series[] = { link->x, link->y, link->x_white, link->y_white };
    double width[4];
    struct grid_column columns[WORKING_COLUMNS + 1] = {
        [WORKING_PERIOD] = { working_period(book, link), 52, false },
        [WORKING_X] = { book_keepf(book, "%s%s", book_label(book, link->output),
                                   working_shift(book, link)),
                        22, true },
        [WORKING_Y] = { book_label(book, link->outcome), 22, true },
        [WORKING_X_WHITE] = { book_keepf(book, "%s, whitened", book_label(book, link->output)), 22,
                              true },
        [WORKING_Y_WHITE] = { book_keepf(book, "%s, whitened", book_label(book, link->outcome)), 22,
                              true },
        [WORKING_FITTED] = { "Fitted: effect times whitened output", 22, true },
        [WORKING_RESIDUAL] = { "Residual: whitened outcome less fitted", 22, true },
    };
    char number[24];
    size_t i;

    snprintf(number, sizeof number, "%zu", link->number);
    for (i = 0; i < 4; i++) {
        series_format(series[i], link->n, &width[i]);
        columns[WORKING_X + i].width = width[i];
    }
    /* What is fitted and what is left of the outcome are of its size. */
    columns[WORKING_FITTED].width = columns[WORKING_RESIDUAL].width = width[3];
    if (working_is_panel(link)) {
        memmove(columns + WORKING_ENTITY + 1, columns + WORKING_ENTITY,
                (WORKING_COLUMNS - WORKING_ENTITY) * sizeof *columns);
        columns[WORKING_ENTITY] = (struct grid_column){ "Entity", 24, false };
    }
    sheet_table(sheet, book_keepf(book, "working_%zu", link->number), columns,
                WORKING_COLUMNS + working_is_panel(link), link->n);
    for (i = 0; i < sizeof ranges / sizeof *ranges; i++)
        book_name(book, ranges[i].name, number,
                  sheet_range(sheet, working_place(link, ranges[i].column), sheet->header + 1,
                              link->n));
    write_figures(sheet);
    write_rows(sheet);
}

const struct sheet_kind sheet_kind_working = {
    .rank = 50,
    .cells_most = CELLS_ALL,
    .plan = plan_working,
    .write = write_working,
    .result = &result_working,
};
