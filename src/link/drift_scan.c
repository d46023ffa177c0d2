/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/drift_scan.h"

#include <math.h>
#include <string.h>

#include "stats/ar.h"
#include "stats/project.h"

/* Sums over the rows behind: of each column and of y, of the same times x, and of 1, x, x². */
struct behind {
    double *plain, *times_x; /* count + 1; y last */
    double one, x, xx;
};

/* The rows at the edge, where the filter reaches over T: what D and G are there. */
struct edge {
    size_t rows;
    double d[AR_MAX], g[AR_MAX];
};

static void take_row(const struct drift_rows *rows, size_t t, struct behind *behind)
{
    double x = rows->x_white[t];
    size_t q;

    if (!rows->whole[t])
        return;
    for (q = 0; q < rows->count; q++) {
        double v = rows->columns[q * rows->n + t];

        behind->plain[q] += v;
        behind->times_x[q] += x * v;
    }
    behind->plain[q] += rows->y[t];
    behind->times_x[q] += x * rows->y[t];
    behind->one++;
    behind->x += x;
    behind->xx += x * x;
}

static void make_edge(const struct drift_rows *rows, size_t row, struct edge *edge)
{
    double sum = 0;
    size_t j, i;

    edge->rows = row + rows->order <= rows->n ? rows->order : rows->n - row;
    for (j = 0; j < edge->rows; j++) {
        sum += rows->filter[j];
        edge->d[j] = edge->g[j] = 0;
        if (!rows->whole[row + j])
            continue;
        edge->d[j] = sum;
        for (i = 0; i <= j; i++)
            edge->g[j] += rows->filter[i] * rows->x[row + j - i];
    }
}

static double edge_dot(const struct edge *edge, const double *part, const double *v)
{
    double sum = 0;
    size_t j;

    for (j = 0; j < edge->rows; j++)
        sum += part[j] * v[j];
    return sum;
}

struct products {
    double dd, dg, gg, de, ge;
};

/* Products of D and G at this row, free of the columns. */
static struct products project(const struct drift_rows *rows, const struct behind *behind,
                               const struct edge *edge, size_t row, double level)
{
    struct products p = { level * level * behind->one + edge_dot(edge, edge->d, edge->d),
                          level * behind->x + edge_dot(edge, edge->d, edge->g),
                          behind->xx + edge_dot(edge, edge->g, edge->g),
                          level * behind->plain[rows->count] +
                              edge_dot(edge, edge->d, rows->y + row),
                          behind->times_x[rows->count] + edge_dot(edge, edge->g, rows->y + row) };
    double all_d = p.dd, all_g = p.gg;
    size_t q;

    for (q = 0; q < rows->count; q++) {
        const double *column = rows->columns + q * rows->n + row;
        double d = level * behind->plain[q] + edge_dot(edge, edge->d, column);
        double g = behind->times_x[q] + edge_dot(edge, edge->g, column);

        p.dd -= d * d;
        p.dg -= d * g;
        p.gg -= g * g;
    }
    if (!(p.dd > 1e-9 * all_d))
        p.dd = p.dg = p.de = 0;
    if (!(p.gg > 1e-9 * all_g))
        p.gg = p.dg = p.ge = 0;
    return p;
}

static void judge(const struct drift_rows *rows, const struct products *p, double power,
                  double whole, size_t row, double *wald, struct drift_found *found)
{
    double level = p->dd > 0 ? p->de / p->dd : 0, same = p->dd > 0 ? p->dg / p->dd : 0;
    double gg = p->gg - same * p->dg, ge = p->ge - level * p->dg;
    double freedom = whole - (double)rows->count - 2, gain = level * p->de, left;

    *wald = NAN;
    if (gg > 1e-9 * p->gg && gg > 0) {
        gain += ge * ge / gg;
        left = fmax(power - gain, 1e-24 * power);
        if (freedom > 0 && left > 0)
            *wald = ge * ge / gg / (left / freedom);
    }
    found->gain = fmax(found->gain, gain);
    if (*wald > found->wald) {
        found->wald = *wald;
        found->row = row;
    }
}

void drift_scan(const struct drift_rows *rows, const struct drift_search *search, double *wald,
                double *work, struct drift_found *found)
{
    struct behind behind = { work, work + rows->count + 1, 0, 0, 0 };
    double power = project_dot(rows->y, rows->y, rows->n), level = 0, whole = 0;
    size_t next = rows->n, row, t;
    size_t steps = search->end > search->first
                       ? (search->end - search->first + search->every - 1) / search->every
                       : 0;

    memset(work, 0, 2 * (rows->count + 1) * sizeof *work);
    for (t = 0; t <= rows->order; t++)
        level += rows->filter[t];
    for (t = 0; t < rows->n; t++)
        whole += rows->whole[t];
    *found = (struct drift_found){ -1, 0, 0 };
    while (steps-- > 0) {
        struct edge edge;
        struct products p;
        double w;

        row = search->first + steps * search->every;
        while (next > row + rows->order)
            take_row(rows, --next, &behind);
        make_edge(rows, row, &edge);
        p = project(rows, &behind, &edge, row, level);
        judge(rows, &p, power, whole, row, &w, found);
        if (wald)
            wald[steps] = w;
    }
}
