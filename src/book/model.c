/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The links of the book, put together from the tables that speak of them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/book_private.h"
#include "book/kinds.h"
#include "period/period.h"
#include "stats/student.h"

static struct book_link *find(const struct book *book, const char *output, const char *outcome,
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
    link->step = "period";
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

/* A table of verdicts that does not say is taken to have a time, as nearly all have: an older lever
 * wrote no such columns. */
bool link_timed(const struct book_link *link)
{
    return !(link_number(link, "timed") == 0);
}

/* As the verdicts say it; where they do not, as the periods of the working are written. */
static const char *step_of(const struct book_link *link)
{
    const char *said = link_text(link, "period_kind");
    const char *text = source_text(link->working, link->rows[0],
                                   source_column(link->working, "period"));
    enum period_kind kind;
    long index;

    if (!link_timed(link))
        return "row";
    if (period_kind_parse(said, &kind) != 0 && period_parse(text, strlen(text), &kind, &index) != 0)
        return "period";
    return kind == PERIOD_INTEGER ? "period" : period_kind_name(kind);
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
        link->step = step_of(link);
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

struct book_link *model_link_at(const struct book *book, const struct source *source, size_t row)
{
    const char *output = source_text(source, row, source_column(source, "output"));
    const char *outcome = source_text(source, row, source_column(source, "outcome"));
    const char *entity = source_text(source, row, source_column(source, "entity"));

    return find(book, output, outcome, entity);
}

double link_number(const struct book_link *link, const char *column)
{
    return link->verdicts
               ? source_number(link->verdicts, link->row, source_column(link->verdicts, column))
               : NAN;
}

bool link_is_live(const struct book_link *link, const char *column, double live)
{
    double said = link_number(link, column);

    return isfinite(live) && fabs(said - live) <= 1e-9 * fmax(fabs(said), fabs(live));
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

const char *book_step(const struct book *book)
{
    const char *step = NULL;
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        if (!book->links[i]->working)
            continue;
        if (step && strcmp(step, book->links[i]->step) != 0)
            return "period";
        step = book->links[i]->step;
    }
    return step ? step : "period";
}

const char *book_steps(struct book *book)
{
    const char *step = book_step(book);

    return strcmp(step, "row") == 0 ? "periods" : book_keepf(book, "%ss", step);
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
        naive_free(link->naive);
        free(link);
    }
    free(book->links);
}
