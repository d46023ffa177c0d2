/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The links of the book, put together from the tables that speak of them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "book/parts.h"
#include "stats/moments.h"
#include "stats/student.h"

static struct book_link *find(struct book *book, const char *output, const char *outcome,
                              const char *entity)
{
    size_t i;

    for (i = book->link_count; i-- > 0;) {
        struct book_link *link = book->links[i];

        if (strcmp(link->output, output) == 0 && strcmp(link->outcome, outcome) == 0 &&
            strcmp(link->entity, entity) == 0)
            return link;
    }
    return NULL;
}

static struct book_link *add(struct book *book, const char *output, const char *outcome,
                             const char *entity)
{
    struct book_link *link = xcalloc(1, sizeof *link);

    link->output = output;
    link->outcome = outcome;
    link->entity = entity;
    link->number = book->link_count + 1;
    link->df = link->effect = link->se = link->r = link->t = link->p = NAN;
    book->links = xgrow(book->links, book->link_count, &book->link_capacity, sizeof *book->links);
    return book->links[book->link_count++] = link;
}

/* The link a row is about; a row of one entity follows others of it, so `last` is tried first. */
static struct book_link *link_of(struct book *book, struct book_link *last,
                                 const struct source *source, size_t row)
{
    const char *output = source_text(source, row, source_column(source, "output"));
    const char *outcome = source_text(source, row, source_column(source, "outcome"));
    const char *entity = source_text(source, row, source_column(source, "entity"));
    struct book_link *link;

    if (last && strcmp(last->output, output) == 0 && strcmp(last->outcome, outcome) == 0 &&
        strcmp(last->entity, entity) == 0)
        return last;
    link = find(book, output, outcome, entity);
    /* A panel has one verdict on all its entities, and working of each. */
    if (!link && entity[0] && source->kind != &sheet_kind_verdicts) {
        link = find(book, output, outcome, "");
        link = link && link->verdicts ? link : NULL;
    }
    return link ? link : add(book, output, outcome, entity);
}

static void take_verdicts(struct book *book)
{
    struct source *source = NULL;
    size_t row;

    while ((source = book_source(book, &sheet_kind_verdicts, source)) != NULL) {
        for (row = 0; row < source->height; row++) {
            struct book_link *link = link_of(book, NULL, source, row);

            if (link->verdicts)
                book_note(book, "%s:%lu: a second verdict on %s and %s is left out", source->file,
                          source->lines[row], link->output, link->outcome);
            else
                link->row = row;
            link->verdicts = link->verdicts ? link->verdicts : source;
        }
    }
}

/* From the whitened columns, as the workbook's formulas do it. */
static void compute(struct book_link *link)
{
    long double xy = 0;
    long double xx = 0;
    long double yy = 0;
    long double rest = 0;
    size_t i;

    for (i = 0; i < link->n; i++) {
        xy += (long double)link->x_white[i] * link->y_white[i];
        xx += (long double)link->x_white[i] * link->x_white[i];
        yy += (long double)link->y_white[i] * link->y_white[i];
    }
    if (!(xx > 0) || !isfinite((double)xx))
        return;
    link->effect = (double)(xy / xx);
    for (i = 0; i < link->n; i++) {
        long double e = link->y_white[i] - (long double)link->effect * link->x_white[i];

        rest += e * e;
    }
    if (!(yy > 0))
        return;
    link->r = (double)(xy / sqrtl(xx * yy));
    /* A perfect fit leaves rounding only: no t or p can be made of that. */
    if (!(link->df >= 1) || !(rest > 1e-12L * yy))
        return;
    link->se = (double)sqrtl(rest / (long double)link->df / xx);
    link->t = link->effect / link->se;
    link->p = student_p(link->t, link->df);
}

static void take_working(struct book *book)
{
    struct source *source = NULL;
    struct book_link *link = NULL;
    size_t row;
    size_t i;

    while ((source = book_source(book, &sheet_kind_working, source)) != NULL) {
        for (row = 0; row < source->height; row++) {
            link = link_of(book, link, source, row);
            if (link->working && link->working != source)
                continue;
            link->working = source;
            link->rows = xgrow(link->rows, link->n, &link->row_capacity, sizeof *link->rows);
            link->rows[link->n++] = row;
        }
    }
    for (i = 0; i < book->link_count; i++) {
        static const char *const names[] = { "x", "y", "x_white", "y_white" };
        double **into[] = { NULL, NULL, NULL, NULL };
        size_t k;

        link = book->links[i];
        if (!link->working)
            continue;
        into[0] = &link->x;
        into[1] = &link->y;
        into[2] = &link->x_white;
        into[3] = &link->y_white;
        for (k = 0; k < 4; k++) {
            long column = source_column(link->working, names[k]);

            *into[k] = xarray(link->n, sizeof **into[k]);
            for (row = 0; row < link->n; row++)
                (*into[k])[row] = source_number(link->working, link->rows[row], column);
        }
        link->lag = (long)source_number(link->working, link->rows[0],
                                        source_column(link->working, "lag"));
        /* TDIST cuts its degrees of freedom to a whole number. */
        link->df = floor(link_number(link, "n_eff"));
        compute(link);
    }
}

static void take_lags(struct book *book)
{
    struct source *source = NULL;
    struct book_link *link = NULL;
    size_t row;

    while ((source = book_source(book, &sheet_kind_lags, source)) != NULL) {
        for (row = 0; row < source->height; row++) {
            link = link_of(book, link, source, row);
            if (link->lags && link->lags != source)
                continue;
            link->lags = source;
            link->lag_rows = xgrow(link->lag_rows, link->lag_n, &link->lag_capacity,
                                   sizeof *link->lag_rows);
            link->lag_rows[link->lag_n++] = row;
        }
    }
}

void model_links(struct book *book)
{
    take_verdicts(book);
    take_working(book);
    take_lags(book);
}

double link_number(const struct book_link *link, const char *column)
{
    return link->verdicts
               ? source_number(link->verdicts, link->row, source_column(link->verdicts, column))
               : NAN;
}

const char *link_text(const struct book_link *link, const char *column)
{
    return link->verdicts
               ? source_text(link->verdicts, link->row, source_column(link->verdicts, column))
               : "";
}

const char *link_name(struct book *book, const struct book_link *link)
{
    return book_keepf(book, "%s and %s%s%s%s", link->output, link->outcome,
                      link->entity[0] ? " (" : "", link->entity, link->entity[0] ? ")" : "");
}

/* ---- the raw columns ---- */

/* Rows first .. first + count - 1 of a data sheet hold the entity and nothing else does; the
 * column that says so is looked for among the text columns. */
static bool entity_rows(const struct source *source, const char *entity, size_t *first,
                        size_t *count)
{
    size_t column;
    size_t row;

    *first = 0;
    *count = source->height;
    if (!entity[0])
        return true;
    for (column = 0; column < source->width; column++) {
        size_t found = 0;
        size_t end = 0;

        for (row = 0; row < source->height; row++) {
            if (strcmp(source_text(source, row, (long)column), entity) != 0)
                continue;
            *first = found ? *first : row;
            found++;
            end = row + 1;
        }
        *count = found;
        if (found > 1 && end - *first == found)
            return true;
    }
    return false;
}

static double *column_numbers(const struct source *source, long column, size_t first, size_t count)
{
    double *numbers = xarray(count, sizeof *numbers);
    size_t i;

    for (i = 0; i < count; i++)
        numbers[i] = source_number(source, first + i, column);
    return numbers;
}

static bool close_to(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b)) + 1e-15;
}

static const char *range_name(struct book *book, struct sheet *sheet, const char *role, long column,
                              size_t first, size_t count, const char *measure, const char *entity)
{
    const char *range = sheet_range(sheet, (lxw_col_t)column,
                                    sheet->header + 1 + (lxw_row_t)first, count);
    struct grid *grid = sheet->grid;
    char *name;
    const char *made;

    if (entity[0]) {
        name = xasprintf("%s_%s", measure, entity);
        made = book_name(book, role, name, range);
        free(name);
        return made;
    }
    if (!grid->names[column])
        grid->names[column] = book_name(book, role, measure, range);
    return grid->names[column];
}

/* A data sheet will do where both columns are numbers and, where the verdicts give a
 * naive r, it is theirs: otherwise other rows were tested than this sheet shows. */
static bool naive_from(struct book *book, struct book_link *link, struct sheet *sheet)
{
    const struct source *source = sheet->source;
    long x = source_column(source, link->output);
    long y = source_column(source, link->outcome);
    double said = link_number(link, "naive_r");
    double rest;
    struct comoments both;
    struct naive *naive;
    double *xs, *ys;
    size_t first, count;
    bool fits;

    if (sheet->stream || x < 0 || y < 0 || sheet->grid->kinds[x] != VALUE_NUMBER ||
        sheet->grid->kinds[y] != VALUE_NUMBER ||
        !entity_rows(source, link->entity, &first, &count))
        return false;
    xs = column_numbers(source, x, first, count);
    ys = column_numbers(source, y, first, count);
    both = moments_of_pair(xs, ys, count);
    free(xs);
    free(ys);
    fits = isfinite(both.correlation) && (isnan(said) || close_to(said, both.correlation));
    if (!fits) {
        if (isfinite(said) && link->verdicts)
            book_note(book, "%s and %s: the naive figures stay values, for \"%s\" gives others "
                            "(were other rows tested?)",
                      link->output, link->outcome, source->file);
        return false;
    }
    naive = xcalloc(1, sizeof *naive);
    naive->n = both.n;
    naive->r = both.correlation;
    naive->effect = both.correlation * both.sd_y / both.sd_x;
    rest = 1 - naive->r * naive->r;
    naive->p = naive->n > 2 && rest > 1e-12
                   ? student_p(naive->r * sqrt((double)(naive->n - 2) / rest),
                               (double)(naive->n - 2))
                   : NAN;
    naive->x = range_name(book, sheet, "outputs_", x, first, count, link->output, link->entity);
    naive->y = range_name(book, sheet, "outcomes_", y, first, count, link->outcome, link->entity);
    link->naive = naive;
    return true;
}

void model_naive(struct book *book)
{
    size_t i;
    size_t j;

    for (i = 0; i < book->link_count; i++)
        for (j = 0; j < book->sheet_count && !book->links[i]->naive; j++)
            if (book->sheets[j]->kind == &sheet_kind_data)
                naive_from(book, book->links[i], book->sheets[j]);
}

void model_free(struct book *book)
{
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        struct book_link *link = book->links[i];

        free(link->rows);
        free(link->lag_rows);
        free(link->x);
        free(link->y);
        free(link->x_white);
        free(link->y_white);
        free(link->naive);
        free(link);
    }
    free(book->links);
}
