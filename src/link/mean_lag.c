/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/mean_lag.h"

#include <string.h>

#include "base/memory.h"

enum { LEAST = 3 };

void mean_lag_start(struct mean_lag *window, int lag_first, int lag_last, const struct series *x)
{
    size_t n = x->n, t;

    memset(window, 0, sizeof *window);
    window->first = lag_first > 0 ? lag_first : 0;
    window->last = lag_last;
    if (lag_last - window->first + 1 < LEAST)
        return;
    window->tried = true;
    window->x = (struct series){ .n = n, .exponent = x->exponent };
    window->x.values = xarray(n, sizeof *window->x.values);
    window->x.present = xarray(n, sizeof *window->x.present);
    for (t = 0; t < n; t++) {
        bool whole = t >= (size_t)window->last;
        double sum = 0;
        int l;

        for (l = window->first; whole && l <= window->last; l++) {
            whole = x->present[t - (size_t)l];
            sum += x->values[t - (size_t)l];
        }
        window->x.present[t] = whole;
        window->x.there += whole;
        window->x.values[t] = whole ? sum / (window->last - window->first + 1) : 0;
    }
}

void mean_lag_free(struct mean_lag *window)
{
    if (!window->tried)
        return;
    series_free(&window->x);
    regressor_free(&window->regressor);
    window->tried = false;
}
