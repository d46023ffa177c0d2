/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/correlation_matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "stats/cross_products.h"
#include "stats/moments.h"
#include "stats/ranked.h"
#include "stats/sum.h"

/* A pair whose own sum of squares keeps less than this of the products' is done by itself. */
#define KEPT 1e-2

/* A column ready to be delivered centred and scaled. */
struct matrix_column {
    const double *x;
    double *own; /* ranks or biweight scores, where x is them; or NULL */
    double scale;
    double hi, lo; /* its mean times scale */
    size_t missing;
    bool dead; /* constant, or nothing in it, or no biweight scale: no r with anything */
    bool ties;
    struct ranked ranked; /* of columns whose pairs go by ranks one by one */
    double square;        /* of complete columns: the sum of squares */
};

struct matrix_side {
    struct matrix_column *column;
    size_t columns;
    size_t rows;
    enum correlation_method method;
    const double *const *x;
};

/*
 * Compensated mean, count of missing cells, constancy in one pass; returns the
 * largest cell's size.
 */
static double measure(struct matrix_column *c, size_t rows)
{
    /* four sums side by side, as one would wait for itself */
    struct sum lane[4] = { { 0 } };
    struct sum total = { 0 };
    double least = INFINITY;
    double most = -INFINITY;
    size_t here = 0;
    double n;

    for (size_t i = 0; i < rows; i++) {
        double v = c->x[i];

        if (!isfinite(v))
            continue;
        here++;
        least = v < least ? v : least;
        most = v > most ? v : most;
        sum_add(&lane[i % 4], v * c->scale);
    }
    for (size_t l = 0; l < 4; l++) {
        sum_add(&total, lane[l].hi);
        sum_add(&total, lane[l].lo);
    }
    n = (double)here;
    c->missing = rows - here;
    c->dead = c->dead || !(least < most);
    c->hi = sum_value(&total) / n;
    c->lo = (fma(-c->hi, n, total.hi) + total.lo) / n;
    return fmax(fabs(least), fabs(most));
}

static void prepare(void *context, size_t j, size_t worker)
{
    struct matrix_side *s = context;
    struct matrix_column *c = &s->column[j];
    double size;

    (void)worker;
    c->x = s->x[j];
    c->scale = 1;
    size = measure(c, s->rows);
    if (c->missing == 0 && s->method == CORRELATION_SPEARMAN) {
        c->own = xarray(s->rows, sizeof *c->own);
        c->ties = ranks_average(c->x, s->rows, c->own);
        c->x = c->own;
        size = measure(c, s->rows);
    } else if (c->missing == 0 && s->method == CORRELATION_BIWEIGHT) {
        c->own = xarray(s->rows, sizeof *c->own);
        c->dead |= !correlation_biweight_scores(c->x, s->rows, c->own);
        c->x = c->own;
        /* scores are measured from the median: their r is a cosine */
        c->hi = c->lo = 0;
        size = 1;
    }
    /* cells whose squares would leave the range of double */
    if (!(size > 1e-90 && size < 1e90)) {
        c->scale = sum_scale(c->x, s->rows);
        measure(c, s->rows);
    }
}

static void side_start(struct matrix_side *s, enum correlation_method method,
                       const double *const *x, size_t columns, size_t rows, size_t threads)
{
    *s = (struct matrix_side){ .columns = columns, .rows = rows, .method = method, .x = x };
    s->column = xcalloc(columns, sizeof *s->column);
    parallel_for(columns, threads, prepare, s);
}

static void side_free(struct matrix_side *s)
{
    for (size_t j = 0; j < s->columns; j++) {
        free(s->column[j].own);
        ranked_free(&s->column[j].ranked);
    }
    free(s->column);
}

/* Centred cells, 0 where one is missing. */
static void deliver_centred(const void *context, size_t j, size_t row, size_t count, double *cells)
{
    const struct matrix_column *c = &((const struct matrix_side *)context)->column[j];
    const double *x = c->x + row;

    for (size_t i = 0; i < count; i++)
        cells[i] = (x[i] * c->scale - c->hi) - c->lo;
    for (size_t i = 0; c->missing && i < count; i++) {
        if (!isfinite(cells[i]))
            cells[i] = 0;
    }
}

static void deliver_squares(const void *context, size_t j, size_t row, size_t count, double *cells)
{
    deliver_centred(context, j, row, count, cells);
    for (size_t i = 0; i < count; i++)
        cells[i] *= cells[i];
}

static void deliver_mask(const void *context, size_t j, size_t row, size_t count, double *cells)
{
    const double *x = ((const struct matrix_side *)context)->column[j].x + row;

    for (size_t i = 0; i < count; i++)
        cells[i] = isfinite(x[i]) ? 1 : 0;
}

/* Everything the pairs are made of; p, s, q as the header's D'D, D'M and (D o D)'M. */
struct matrix_job {
    struct matrix_side *x;
    struct matrix_side *y;
    bool symmetric;
    bool ranked; /* pairs done one by one go by ranked.h */
    struct correlation_matrix *out;
    double *p;
    double *s_xy, *s_yx; /* sums of x where y is there, and of y where x is */
    double *q_xy, *q_yx;
};

static double *multiply(const struct matrix_job *job, cross_products_source *left,
                        cross_products_source *right, size_t threads)
{
    struct cross_products_side a = { left, job->x, job->x->columns };
    struct cross_products_side b = { right, job->y, job->y->columns };
    double *out = xarray(a.columns * b.columns, sizeof *out);

    cross_products(&a, job->symmetric && left == right ? NULL : &b, job->x->rows, threads, out);
    return out;
}

/* The transposed roles, sums of y's cells where x's are there, laid out as y by x. */
static double *multiply_back(const struct matrix_job *job, cross_products_source *left,
                             size_t threads)
{
    struct cross_products_side a = { left, job->y, job->y->columns };
    struct cross_products_side b = { deliver_mask, job->x, job->x->columns };
    double *out = xarray(a.columns * b.columns, sizeof *out);

    cross_products(&a, &b, job->x->rows, threads, out);
    return out;
}

static void own_square(void *context, size_t j, size_t worker)
{
    struct matrix_side *s = context;
    struct sum total = { 0 };
    double cells[256];

    (void)worker;
    for (size_t row = 0; row < s->rows; row += 256) {
        size_t count = s->rows - row < 256 ? s->rows - row : 256;
        double part = 0;

        deliver_squares(s, j, row, count, cells);
        for (size_t i = 0; i < count; i++)
            part += cells[i];
        sum_add(&total, part);
    }
    s->column[j].square = sum_value(&total);
}

/* r of a pair with gaps from the products, or by its own two passes where they are not enough. */
static double pair_with_gaps(const struct matrix_job *job, size_t i, size_t j)
{
    size_t ij = i * job->y->columns + j;
    size_t ji = j * job->x->columns + i;
    double n = job->out->n[ij];
    double sx = job->s_xy[ij];
    double sy = job->symmetric ? job->s_xy[ji] : job->s_yx[ji];
    double qx = job->q_xy[ij];
    double qy = job->symmetric ? job->q_xy[ji] : job->q_yx[ji];
    double sxx = qx - sx * sx / n;
    double syy = qy - sy * sy / n;

    if (!(sxx > KEPT * qx) || !(syy > KEPT * qy))
        return correlation_of(job->out->method, job->x->x[i], job->y->x[j], job->x->rows);
    return moments_cosine(job->p[ij] - sx * sy / n, sxx, syy);
}

static struct correlation test_ranked(const struct matrix_job *job, size_t i, size_t j,
                                      struct ranked_work *work)
{
    const struct ranked *x = &job->x->column[i].ranked;
    const struct ranked *y = &job->y->column[j].ranked;
    struct ranks_kendall counts;
    bool ties;
    size_t n;
    double r;

    if (job->out->method == CORRELATION_KENDALL) {
        counts = ranked_kendall(x, y, work, &n);
        return correlation_judge_kendall(&counts, n);
    }
    r = ranked_spearman(x, y, work, &n, &ties);
    return correlation_judge_spearman(r, n, ties);
}

static void pair_by_itself(const struct matrix_job *job, size_t i, size_t j,
                           struct ranked_work *work)
{
    struct correlation_matrix *out = job->out;
    size_t ij = i * out->columns_of_it + j;

    out->test[ij] = work ? test_ranked(job, i, j, work)
                         : correlation_test(out->method, job->x->x[i], job->y->x[j], job->x->rows);
    out->r[ij] = out->test[ij].r;
    out->n[ij] = (double)out->test[ij].n;
}

/* Row i of the matrix; of all pairs, its part left of the diagonal and the diagonal. */
static void fill_row(void *context, size_t i, size_t worker)
{
    const struct matrix_job *job = context;
    struct correlation_matrix *out = job->out;
    size_t columns = job->symmetric ? i + 1 : job->y->columns;
    struct ranked_work *ranked = job->ranked ? ranked_work_new(job->x->rows) : NULL;

    (void)worker;
    for (size_t j = 0; j < columns; j++) {
        const struct matrix_column *a = &job->x->column[i];
        const struct matrix_column *b = &job->y->column[j];
        size_t ij = i * out->columns_of_it + j;

        if (out->alone_x[i] || out->alone_y[j])
            pair_by_itself(job, i, j, ranked);
        else if (a->dead || b->dead || out->n[ij] < 3)
            out->r[ij] = NAN;
        else if (job->symmetric && i == j)
            out->r[ij] = 1;
        else if (a->missing || b->missing)
            out->r[ij] = pair_with_gaps(job, i, j);
        else
            out->r[ij] = moments_cosine(job->p[ij], a->square, b->square);
    }
    ranked_work_free(ranked);
}

static bool any_missing(const struct matrix_side *s)
{
    for (size_t j = 0; j < s->columns; j++) {
        if (s->column[j].missing)
            return true;
    }
    return false;
}

/* The products; masks and what goes with them only for Pearson, who corrects by them. */
static void multiply_all(struct matrix_job *job, size_t threads)
{
    size_t cells = job->x->columns * job->y->columns;

    job->p = multiply(job, deliver_centred, deliver_centred, threads);
    parallel_for(job->x->columns, threads, own_square, job->x);
    if (!job->symmetric)
        parallel_for(job->y->columns, threads, own_square, job->y);
    for (size_t c = 0; c < cells; c++)
        job->out->n[c] = (double)job->x->rows;
    if (job->out->method != CORRELATION_PEARSON || !(any_missing(job->x) || any_missing(job->y)))
        return;
    free(job->out->n);
    job->out->n = multiply(job, deliver_mask, deliver_mask, threads);
    job->s_xy = multiply(job, deliver_centred, deliver_mask, threads);
    job->q_xy = multiply(job, deliver_squares, deliver_mask, threads);
    if (!job->symmetric) {
        job->s_yx = multiply_back(job, deliver_centred, threads);
        job->q_yx = multiply_back(job, deliver_squares, threads);
    }
}

static void take_flags(const struct matrix_side *s, bool **ties, bool **alone)
{
    *ties = xarray(s->columns, sizeof **ties);
    *alone = xarray(s->columns, sizeof **alone);
    for (size_t j = 0; j < s->columns; j++) {
        (*ties)[j] = s->column[j].ties;
        (*alone)[j] = s->method == CORRELATION_KENDALL ||
                      (s->method != CORRELATION_PEARSON && s->column[j].missing > 0);
    }
}

static void rank_column(void *context, size_t j, size_t worker)
{
    struct matrix_side *s = context;

    (void)worker;
    ranked_make(s->x[j], s->rows, &s->column[j].ranked);
}

/* What pairs done one by one need: all columns sorted once. */
static void start_pairs(struct matrix_job *job, size_t threads)
{
    size_t cells = job->x->columns * job->y->columns;

    job->out->test = xcalloc(cells, sizeof *job->out->test);
    job->ranked = job->out->method != CORRELATION_BIWEIGHT && job->x->rows <= RANKED_ROWS;
    if (!job->ranked)
        return;
    parallel_for(job->x->columns, threads, rank_column, job->x);
    if (!job->symmetric)
        parallel_for(job->y->columns, threads, rank_column, job->y);
}

static void mirror(struct correlation_matrix *m)
{
    size_t k = m->columns_of_it;

    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < i; j++) {
            m->r[j * k + i] = m->r[i * k + j];
            m->n[j * k + i] = m->n[i * k + j];
            if (m->test)
                m->test[j * k + i] = m->test[i * k + j];
        }
    }
}

void correlation_matrix(enum correlation_method method, const double *const *x, size_t x_columns,
                        const double *const *y, size_t y_columns, size_t rows, size_t threads,
                        struct correlation_matrix *out)
{
    struct matrix_side sides[2];
    struct matrix_job job = {
        .x = &sides[0], .y = y ? &sides[1] : &sides[0], .symmetric = !y, .out = out
    };
    size_t cells;

    side_start(&sides[0], method, x, x_columns, rows, threads);
    if (y)
        side_start(&sides[1], method, y, y_columns, rows, threads);
    cells = job.x->columns * job.y->columns;
    *out = (struct correlation_matrix){ .method = method,
                                        .rows_of_it = x_columns,
                                        .columns_of_it = job.y->columns };
    out->r = xarray(cells, sizeof *out->r);
    out->n = xarray(cells, sizeof *out->n);
    take_flags(job.x, &out->ties_x, &out->alone_x);
    take_flags(job.y, &out->ties_y, &out->alone_y);
    if (method == CORRELATION_KENDALL ||
        (method != CORRELATION_PEARSON && (any_missing(job.x) || any_missing(job.y))))
        start_pairs(&job, threads);
    if (method != CORRELATION_KENDALL)
        multiply_all(&job, threads);
    parallel_for(x_columns, threads, fill_row, &job);
    if (job.symmetric)
        mirror(out);
    free(job.p);
    free(job.s_xy);
    free(job.s_yx);
    free(job.q_xy);
    free(job.q_yx);
    side_free(&sides[0]);
    if (y)
        side_free(&sides[1]);
}

void correlation_matrix_free(struct correlation_matrix *m)
{
    free(m->r);
    free(m->n);
    free(m->ties_x);
    free(m->ties_y);
    free(m->alone_x);
    free(m->alone_y);
    free(m->test);
    memset(m, 0, sizeof *m);
}

struct correlation correlation_matrix_at(const struct correlation_matrix *m, size_t i, size_t j)
{
    size_t ij = i * m->columns_of_it + j;

    if (m->alone_x[i] || m->alone_y[j])
        return m->test[ij];
    if (m->method == CORRELATION_SPEARMAN)
        return correlation_judge_spearman(m->r[ij], (size_t)m->n[ij], m->ties_x[i] || m->ties_y[j]);
    return correlation_judge(m->r[ij], (size_t)m->n[ij]);
}
