/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/sequence.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* ---- asymptotic ---- */

/* What the mixture is tuned by, for the usual alpha whichever is asked of it. */
static double tuning(double planned)
{
    double twice = -2 * log(.05);

    return (twice + log(twice + 1)) / planned;
}

double sequence_reach(double n, double planned, double alpha)
{
    double nr = n * tuning(planned);

    return sqrt((nr + 1) / nr * log((nr + 1) / (alpha * alpha)));
}

double sequence_p(double reach, double n, double planned)
{
    double nr = n * tuning(planned);

    return fmin(1, sqrt((nr + 1) * exp(-reach * reach * nr / (nr + 1))));
}

/* ---- betting ---- */

/* Values between 0 and 1, and what is staked on each: the same whatever mean is played against. */
struct game {
    double *x, *stake;
    size_t n;
};

/* The larger of the two gamblers' best fortunes, who bet that the mean is above m and below it, each
 * with half of the money; as a logarithm. They never stake more than half of what they could lose. */
static double fortune(const struct game *game, double m)
{
    double up = 0, down = 0, best = -INFINITY;
    size_t i;

    for (i = 0; i < game->n; i++) {
        double more = fmin(game->stake[i], .5 / m), less = fmin(game->stake[i], .5 / (1 - m));

        up += log1p(more * (game->x[i] - m));
        down += log1p(-less * (game->x[i] - m));
        best = fmax(best, fmax(up, down));
    }
    return best - log(2);
}

/* The mean, from `in` (held possible) towards `out`, at which the fortune reaches the limit. */
static double edge(const struct game *game, double in, double out, double limit)
{
    int i;

    if (!(fortune(game, out) >= limit))
        return out;
    for (i = 0; i < 50; i++) {
        double middle = (in + out) / 2;

        if (fortune(game, middle) >= limit)
            out = middle;
        else
            in = middle;
    }
    return out;
}

/* The mean against which the gamblers do worst, by golden section: the fortune has one valley. */
static double valley(const struct game *game)
{
    const double golden = (sqrt(5) - 1) / 2;
    double least = 1e-9, most = 1 - 1e-9;
    double a = most - golden * (most - least), b = least + golden * (most - least);
    double at_a = fortune(game, a), at_b = fortune(game, b);
    int i;

    for (i = 0; i < 60; i++) {
        if (at_a <= at_b) {
            most = b;
            b = a;
            at_b = at_a;
            at_a = fortune(game, a = most - golden * (most - least));
        } else {
            least = a;
            a = b;
            at_a = at_b;
            at_b = fortune(game, b = least + golden * (most - least));
        }
    }
    return (least + most) / 2;
}

/* Fills the game: z of each row brought to 0 .. 1, and the stakes by the spread before it. */
static double deal(struct game *game, const double *y, const bool *in, double least, double most,
                   double share, double planned, double bottom, double width)
{
    double centre = .5, spread = 0, before = .25, sum = 0, mean;
    double middle = -bottom / width;
    size_t i;

    for (i = 0; i < game->n; i++) {
        double value = (y[i] - least) / (most - least);
        double z = (value - centre) * (in[i] ? 1 / share : -1 / (1 - share));
        double n = (double)i + 1;

        game->stake[i] = sqrt(2 * log(2 / .05) / (fmax(before, 1e-6) * planned));
        game->x[i] = (z - bottom) / width;
        sum += z;
        mean = (middle + sum / width + n * middle) / (n + 1);
        spread += (game->x[i] - mean) * (game->x[i] - mean);
        before = (.25 + spread) / (n + 1);
        centre += (value - centre) / (n + 1);
    }
    return sum / (double)game->n;
}

struct betting sequence_bet(const double *y, const bool *in, size_t n, double least, double most,
                            double share, double planned)
{
    /* |value - centre| is 1 at most, so |z| is 1 / the smaller share at most. */
    double width = 2 / fmin(share, 1 - share), bottom = -width / 2, scale = most - least;
    struct game game = { xarray(n, sizeof(double)), xarray(n, sizeof(double)), n };
    struct betting bet;
    double deep, back = scale * width;

    bet.difference = scale * deal(&game, y, in, least, most, share, planned, bottom, width);
    deep = valley(&game);
    bet.low = fmax(-scale, scale * bottom + back * edge(&game, deep, 1e-9, log(20)));
    bet.high = fmin(scale, scale * bottom + back * edge(&game, deep, 1 - 1e-9, log(20)));
    bet.firm_low = fmax(-scale, scale * bottom + back * edge(&game, deep, 1e-9, log(10)));
    bet.firm_high = fmin(scale, scale * bottom + back * edge(&game, deep, 1 - 1e-9, log(10)));
    bet.p = fmin(1, exp(-fortune(&game, .5)));
    free(game.x);
    free(game.stake);
    return bet;
}
