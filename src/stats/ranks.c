/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ranks.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct rank_pair {
    double x;
    double y;
};

struct placed {
    double value;
    size_t place;
};

static int by_value(const void *a, const void *b)
{
    double x = ((const struct placed *)a)->value;
    double y = ((const struct placed *)b)->value;

    return (x > y) - (x < y);
}

static int by_x_then_y(const void *a, const void *b)
{
    const struct rank_pair *p = a;
    const struct rank_pair *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

bool ranks_average(const double *x, size_t n, double *out)
{
    struct placed *sorted = xarray(n, sizeof *sorted);
    bool ties = false;
    size_t last;

    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct placed){ x[i], i };
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t first = 0; first < n; first = last) {
        last = first + 1;
        while (last < n && sorted[last].value == sorted[first].value)
            last++;
        ties |= last > first + 1;
        for (size_t i = first; i < last; i++)
            out[sorted[i].place] = (double)(first + last + 1) / 2;
    }
    free(sorted);
    return ties;
}

/* Counts the run of equal cells that has reached `run`; returns the length of the run to come. */
static size_t next_run(struct ranks_ties *ties, size_t run, bool goes_on)
{
    double t = (double)run;

    if (goes_on)
        return run + 1;
    ties->pairs += t * (t - 1) / 2;
    ties->triples += t * (t - 1) * (t - 2);
    ties->spread += t * (t - 1) * (2 * t + 5);
    return 1;
}

/* Sorts y[0 .. n-1] by merging; returns the exchanges a bubble sort would have made. */
static double merge_sort(double *y, double *spare, size_t n)
{
    size_t half = n / 2;
    size_t a = 0;
    size_t b = half;
    double exchanges;

    if (n < 2)
        return 0;
    exchanges = merge_sort(y, spare, half) + merge_sort(y + half, spare, n - half);
    for (size_t i = 0; i < n; i++) {
        if (b == n || (a < half && y[a] <= y[b])) {
            spare[i] = y[a++];
        } else {
            exchanges += (double)(half - a);
            spare[i] = y[b++];
        }
    }
    memcpy(y, spare, n * sizeof *y);
    return exchanges;
}

struct ranks_kendall ranks_kendall(const double *x, const double *y, size_t n)
{
    struct ranks_kendall k = { .pairs = (double)n * ((double)n - 1) / 2 };
    struct ranks_ties both = { 0 };
    struct rank_pair *sorted = xarray(n, sizeof *sorted);
    double *order = xarray(n, sizeof *order);
    double *spare = xarray(n, sizeof *spare);
    size_t same_x = 1;
    size_t same_both = 1;
    size_t same_y = 1;

    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct rank_pair){ x[i], y[i] };
    qsort(sorted, n, sizeof *sorted, by_x_then_y);
    for (size_t i = 0; i < n; i++) {
        bool x_goes_on = i + 1 < n && sorted[i + 1].x == sorted[i].x;
        bool both_go_on = x_goes_on && sorted[i + 1].y == sorted[i].y;

        order[i] = sorted[i].y;
        same_x = next_run(&k.x, same_x, x_goes_on);
        same_both = next_run(&both, same_both, both_go_on);
    }
    k.score = -2 * merge_sort(order, spare, n);
    for (size_t i = 0; i < n; i++)
        same_y = next_run(&k.y, same_y, i + 1 < n && order[i + 1] == order[i]);
    k.score += k.pairs - k.x.pairs - k.y.pairs + both.pairs;
    free(sorted);
    free(order);
    free(spare);
    return k;
}

/*
 * P(C <= c) of the concordant pairs, c in the lower half, where the chances rise
 * and taking the window's last from it loses nothing.
 */
static double concordant_below(size_t c, size_t n)
{
    double *chance = xcalloc(c + 1, sizeof *chance);
    double *next = xcalloc(c + 1, sizeof *next);
    double below = 0;

    /* the m-th cell adds 0 .. m-1 concordant pairs, each as likely */
    chance[0] = 1;
    for (size_t m = 2; m <= n; m++) {
        double window = 0;

        for (size_t i = 0; i <= c; i++) {
            window += chance[i];
            if (i >= m)
                window -= chance[i - m];
            next[i] = window / (double)m;
        }
        memcpy(chance, next, (c + 1) * sizeof *chance);
    }
    for (size_t i = 0; i <= c; i++)
        below += chance[i];
    free(chance);
    free(next);
    return below;
}

double ranks_kendall_below(double score, size_t n)
{
    double most = (double)n * ((double)n - 1) / 2;
    double c = floor((most + score) / 2);

    if (c < 0)
        return 0;
    if (c >= most)
        return 1;
    /* the distribution is symmetric about most / 2 */
    if (2 * c < most)
        return concordant_below((size_t)c, n);
    return 1 - concordant_below((size_t)(most - c - 1), n);
}

/*
 * How many of the n! orders have each sum of squared differences, by filling
 * position after position: ways[set of ranks used][sum so far].
 */
static double *count_spearman(size_t n, size_t most)
{
    size_t sets = (size_t)1 << n;
    double *ways = xcalloc(sets * (most + 1), sizeof *ways);
    double *last = xarray(most + 1, sizeof *last);

    ways[0] = 1;
    for (size_t set = 0; set + 1 < sets; set++) {
        size_t position = (size_t)__builtin_popcountl((unsigned long)set);

        for (size_t rank = 0; rank < n; rank++) {
            size_t gap = rank > position ? rank - position : position - rank;
            double *to;
            const double *from = ways + set * (most + 1);

            if (set >> rank & 1)
                continue;
            to = ways + (set | (size_t)1 << rank) * (most + 1);
            for (size_t d = 0; d + gap * gap <= most; d++)
                to[d + gap * gap] += from[d];
        }
    }
    memcpy(last, ways + (sets - 1) * (most + 1), (most + 1) * sizeof *last);
    free(ways);
    return last;
}

/* Best & Roberts (1975): P(D >= d), or P(D < d), by a series that corrects the normal. */
static double edgeworth(double d, size_t n, bool above)
{
    static const double c[] = { .2274, .2531, .1745, .0758, .1033, .3932,
                                .0879, .0151, .0072, .0831, .0131, 4.6e-4 };
    double b = 1 / (double)n;
    double x = (6 * (d - 1) * b / ((double)n * (double)n - 1) - 1) * sqrt((double)n - 1);
    double y = x * x;
    double high = c[6] + c[7] * b - y * (c[8] - c[9] * b + y * b * (c[10] - c[11] * y));
    double u = x * b *
               (c[0] + b * (c[1] + c[2] * b) + y * (-c[3] + b * (c[4] + c[5] * b) - y * b * high));
    double correction = u / exp(y / 2);
    double p = above ? gsl_cdf_ugaussian_Q(x) + correction : gsl_cdf_ugaussian_P(x) - correction;

    return fmin(1, fmax(0, p));
}

/* P(D >= d), or P(D < d), where d is within the range of D. */
static double spearman_tail(double d, size_t n, bool above)
{
    double most = (double)n * ((double)n * (double)n - 1) / 3;
    double tail = 0;
    double all = 0;
    double *ways;

    if (d <= 0 || d > most)
        return above == (d <= 0) ? 1 : 0;
    if (n > 9)
        return edgeworth(d, n, above);
    ways = count_spearman(n, (size_t)most);
    for (size_t s = 0; (double)s <= most; s++) {
        all += ways[s];
        if (above == ((double)s >= d))
            tail += ways[s];
    }
    free(ways);
    return tail / all;
}

double ranks_spearman_above(double d, size_t n)
{
    return spearman_tail(d, n, true);
}

/* D is even: what is at most d is below d + 2. */
double ranks_spearman_below(double d, size_t n)
{
    return spearman_tail(d + 2, n, false);
}
