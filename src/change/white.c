/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "change/change_private.h"

struct change_white {
    struct change_design *design;
    struct change_fit fit;
    int exponent;
};

struct change_white *change_white_new(const struct change_question *question)
{
    struct change_question plain = *question;
    struct change_white *white = xcalloc(1, sizeof *white);
    struct series y;
    size_t t;

    /* Without a date there are no shapes: the autoregression is fitted beside the columns alone. */
    plain.date = plain.n;
    plain.end = plain.shapes = 0;
    white->design = change_design_new(&plain, NULL, 1);
    series_start(&y, plain.y, plain.n);
    change_fit_start(&white->fit, white->design);
    for (t = 0; t < plain.n; t++)
        y.values[t] = white->design->present[t] ? y.values[t] : 0;
    white->exponent = y.exponent;
    if (y.constant || white->design->rows < CHANGE_BEFORE_MIN) {
        series_free(&y);
        change_white_free(white);
        return NULL;
    }
    change_fit_make(white->design, y.values, &white->fit);
    series_free(&y);
    if (white->fit.freedom < 1) {
        change_white_free(white);
        return NULL;
    }
    return white;
}

void change_white_free(struct change_white *white)
{
    if (!white)
        return;
    change_fit_free(&white->fit);
    change_design_free(white->design);
    free(white);
}

double change_white_t(const struct change_white *white, const double *x, double *effect)
{
    double estimate, t = change_fit_t(white->design, &white->fit, x, &estimate);

    if (effect)
        *effect = ldexp(estimate, white->exponent);
    return t;
}

double change_white_freedom(const struct change_white *white)
{
    return white->fit.freedom;
}
