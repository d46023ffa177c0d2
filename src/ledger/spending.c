/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/spending.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/sequential.h"

/* Where a walk over the looks stands. */
struct epoch {
    double before; /* spent by the epochs that are over */
    double share;  /* what this one may spend */
    double start;  /* information that it began with */
    double most;   /* information so far */
    double t;      /* of this epoch */
};

static struct epoch first_epoch(void)
{
    return (struct epoch){ .share = SPENDING_FIRST };
}

static void take_look(struct epoch *epoch, const struct spending_look *look)
{
    double more;

    if (epoch->t >= 1)
        *epoch = (struct epoch){ .before = epoch->before + epoch->share,
                                 .share = (SPENDING_ALL - epoch->before - epoch->share) / 2,
                                 .start = epoch->most,
                                 .most = epoch->most };
    epoch->most = fmax(epoch->most, look->information);
    more = look->total - epoch->start;
    /* An end that rounding alone keeps away is reached. */
    epoch->t = fmax(epoch->t, more > 0 ? (epoch->most - epoch->start) / more : 1);
    epoch->t = epoch->t > 1 - 1e-9 ? 1 : epoch->t;
}

static double spent_by(const struct epoch *epoch)
{
    return epoch->before + (epoch->t < 1 ? SPENDING_EARLY * sequential_spent(epoch->share, epoch->t)
                                         : epoch->share);
}

double spending_total(const struct spending_look *looks, size_t count, double information,
                      double ahead)
{
    double most = information;
    size_t k;

    for (k = 0; k < count; k++)
        most = fmax(most, looks[k].information);
    return most * fmax(1, ahead);
}

void spending_spent(const struct spending_look *looks, size_t count, double *spent)
{
    struct epoch epoch = first_epoch();
    size_t k;

    for (k = 0; k < count; k++) {
        take_look(&epoch, &looks[k]);
        spent[k] = spent_by(&epoch);
    }
}

void spending_bounds(const struct spending_look *looks, size_t count, double times, double *bounds)
{
    double *information = xarray(count, sizeof *information);
    double *spent = xarray(count, sizeof *spent);
    struct epoch epoch = first_epoch();
    size_t k;

    for (k = 0; k < count; k++) {
        take_look(&epoch, &looks[k]);
        information[k] = epoch.most;
        spent[k] = spent_by(&epoch) / times;
    }
    sequential_bounds(information, spent, count, bounds);
    for (k = 0; k < count; k++)
        bounds[k] = fmin(1, times * sequential_p(bounds[k]));
    free(information);
    free(spent);
}
