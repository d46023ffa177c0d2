/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/sequential.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"

/* Beyond this many standard deviations there is nothing left to carry; steps to a standard deviation. */
static const double FAR = 9, STEPS = 5;

/* The density of z at a look, of those that have not crossed: symmetric, so the half from 0 on. */
struct inside {
    double *z, *mass; /* where, and density times Simpson's weight */
    size_t count;
};

double sequential_p(double z)
{
    return 2 * gsl_cdf_ugaussian_Q(fabs(z));
}

double sequential_spent(double level, double t)
{
    if (!(t > 0))
        return 0;
    if (t >= 1)
        return level;
    return sequential_p(gsl_cdf_ugaussian_Qinv(level / 2) / sqrt(t));
}

/* What of z is due to the increment since a look that had this much. */
static double increment_sd(double before, double now)
{
    return sqrt(1 - before / now);
}

static void inside_start(struct inside *inside, double critical, double sd)
{
    double reach = fmin(critical, FAR);
    size_t steps = 2 * (size_t)ceil(reach * STEPS / fmin(sd, 1) / 2);
    size_t i;

    steps = steps > 0 ? steps : 2;
    inside->count = steps + 1;
    inside->z = xarray(inside->count, sizeof *inside->z);
    inside->mass = xarray(inside->count, sizeof *inside->mass);
    for (i = 0; i <= steps; i++) {
        inside->z[i] = reach * (double)i / (double)steps;
        inside->mass[i] = reach / (double)steps / 3 * (i == 0 || i == steps ? 1 : i % 2 ? 4 : 2);
    }
}

static void inside_free(struct inside *inside)
{
    free(inside->z);
    free(inside->mass);
}

/* The density at z of this look, from the look before; NULL: it is the first. */
static double density(const struct inside *before, double rho, double sd, double z)
{
    double sum = 0;
    size_t i;

    if (!before)
        return exp(-z * z / 2) / sqrt(2 * M_PI);
    for (i = 0; i < before->count; i++) {
        double near = (z - rho * before->z[i]) / sd, far = (z + rho * before->z[i]) / sd;

        sum += before->mass[i] * (exp(-near * near / 2) + exp(-far * far / 2));
    }
    return sum / (sqrt(2 * M_PI) * sd);
}

/* The chance of having come to this look and to be at or beyond z, on either side. */
static double beyond(const struct inside *before, double rho, double sd, double z)
{
    double sum = 0;
    size_t i;

    if (!before)
        return sequential_p(z);
    for (i = 0; i < before->count; i++)
        sum += before->mass[i] * (gsl_cdf_ugaussian_Q((z - rho * before->z[i]) / sd) +
                                  gsl_cdf_ugaussian_Q((z + rho * before->z[i]) / sd));
    return 2 * sum;
}

/* The z beyond which there is just this chance. */
static double solve(const struct inside *before, double rho, double sd, double chance)
{
    double low = 0, high = 38;
    int i;

    if (!(chance > 0))
        return INFINITY;
    for (i = 0; i < 60; i++) {
        double middle = (low + high) / 2;

        if (beyond(before, rho, sd, middle) > chance)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* Walks over the looks: where `spent` is given critical is found, else crossed is. */
static void walk(const double *information, const double *spent, size_t looks, double *critical,
                 double *crossed)
{
    struct inside *before = NULL;
    struct inside grids[2] = { { NULL, NULL, 0 }, { NULL, NULL, 0 } };
    double used = 0, had = 0;
    size_t k, next, i;

    for (k = 0; k < looks; k++) {
        bool grows = !before || information[k] > had * (1 + SEQUENTIAL_LEAST);
        double rho = before && grows ? sqrt(had / information[k]) : 0;
        double sd = before && grows ? increment_sd(had, information[k]) : 1;
        struct inside *here = before == &grids[0] ? &grids[1] : &grids[0];

        if (spent)
            critical[k] = grows ? solve(before, rho, sd, spent[k] - used) : INFINITY;
        if (grows && isfinite(critical[k]))
            used += beyond(before, rho, sd, critical[k]);
        if (crossed)
            crossed[k] = used;
        if (!grows)
            continue;
        for (next = k + 1;
             next < looks && !(information[next] > information[k] * (1 + SEQUENTIAL_LEAST)); next++)
            ;
        if (next == looks)
            continue;
        inside_start(here, critical[k], fmin(sd, increment_sd(information[k], information[next])));
        for (i = 0; i < here->count; i++)
            here->mass[i] *= density(before, rho, sd, here->z[i]);
        if (before)
            inside_free(before);
        before = here;
        had = information[k];
    }
    if (before)
        inside_free(before);
}

void sequential_bounds(const double *information, const double *spent, size_t looks,
                       double *critical)
{
    walk(information, spent, looks, critical, NULL);
}

void sequential_crossed(const double *information, const double *critical, size_t looks,
                        double *crossed)
{
    double *given = xarray(looks, sizeof *given);
    size_t k;

    for (k = 0; k < looks; k++)
        given[k] = critical[k];
    walk(information, NULL, looks, given, crossed);
    free(given);
}
