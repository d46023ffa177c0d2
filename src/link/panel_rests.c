/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_rests.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "link/link.h"

/* What is left of a |t| that rests on nobody special, as a share of the critical one. */
static const double FIRM = 2. / 3;

static void judge(size_t entity, double t, double *least, struct link_result *result)
{
    t *= result->t < 0 ? -1 : 1;
    if (!(t < FIRM * result->critical95) || !(t < *least))
        return;
    *least = t;
    result->rests_count = 1;
    result->rests[0] = entity;
}

/* t of all entities but one. */
static double without(const struct panel_layout *panel, const double *x, const double *y,
                      const bool *rows, double freedom, size_t entity)
{
    double power_x = 0, power_y = 0, both = 0, share = (double)panel->entities - 1;
    size_t g, t;

    for (t = 0; t < panel->periods; t++) {
        size_t own = entity * panel->stride + t;
        double mean_x = panel->centred ? -x[own] / share : 0;
        double mean_y = panel->centred ? -y[own] / share : 0;

        for (g = 0; g < panel->entities; g++) {
            size_t row = g * panel->stride + t;

            if (g == entity || !rows[row])
                continue;
            power_x += (x[row] - mean_x) * (x[row] - mean_x);
            power_y += (y[row] - mean_y) * (y[row] - mean_y);
            both += (x[row] - mean_x) * (y[row] - mean_y);
        }
    }
    freedom *= share / (double)panel->entities;
    if (!(power_x > 0) || freedom < 1)
        return 0;
    return both / sqrt(power_x * fmax(power_y - both * both / power_x, 1e-30 * power_y) / freedom);
}

void panel_rests_rows(const struct panel_layout *panel, const double *x, const double *y,
                      const bool *rows, double freedom, struct link_result *result)
{
    double least = INFINITY;
    size_t g;

    if (!(result->p < .05))
        return;
    for (g = 0; g < panel->entities; g++)
        judge(g, without(panel, x, y, rows, freedom, g), &least, result);
}

void panel_rests_clusters(const double *score, const double *square, size_t entities, double factor,
                          struct link_result *result)
{
    double power = 0, both = 0, least = INFINITY;
    size_t g, h;

    if (!(result->p < .05))
        return;
    for (g = 0; g < entities; g++) {
        power += square[g];
        both += score[g];
    }
    for (g = 0; g < entities; g++) {
        double left = power - square[g], slope = left > 0 ? (both - score[g]) / left : 0;
        double squares = 0;

        for (h = 0; h < entities; h++)
            squares += h == g ? 0 : pow(score[h] - slope * square[h], 2);
        judge(g, squares > 0 ? slope * left / sqrt(factor * squares) : 0, &least, result);
    }
}
