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
    double total = look->total;

    if (epoch->t >= 1)
        *epoch = (struct epoch){ .before = epoch->before + epoch->share,
                                 .share = (SPENDING_ALL - epoch->before - epoch->share) / 2,
                                 .start = epoch->most,
                                 .most = epoch->most };
    epoch->most = fmax(epoch->most, look->information);
    if (total > epoch->start)
        epoch->t = fmin(1, fmax(epoch->t, (epoch->most - epoch->start) / (total - epoch->start)));
    /* An end that rounding alone keeps away is reached. */
    if (epoch->t > 1 - 1e-9)
        epoch->t = 1;
}

double spending_total(const struct spending_look *looks, size_t count, double information,
                      double ahead)
{
    struct epoch epoch = first_epoch();
    double most;
    size_t k;

    for (k = 0; k < count; k++)
        take_look(&epoch, &looks[k]);
    most = fmax(epoch.most, information);
    if (ahead > 1)
        return most * ahead;
    if (epoch.t < 1 && !isnan(ahead))
        return most;
    if (count > 0 && epoch.t < 1)
        return looks[count - 1].total;
    return 2 * (count > 0 ? epoch.most : most);
}

void spending_spent(const struct spending_look *looks, size_t count, double *spent)
{
    struct epoch epoch = first_epoch();
    size_t k;

    for (k = 0; k < count; k++) {
        take_look(&epoch, &looks[k]);
        spent[k] = epoch.before + sequential_spent(epoch.share, epoch.t);
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
        spent[k] = epoch.before / times + sequential_spent(epoch.share / times, epoch.t);
    }
    sequential_bounds(information, spent, count, bounds);
    for (k = 0; k < count; k++)
        bounds[k] = fmin(1, times * sequential_p(bounds[k]));
    free(information);
    free(spent);
}
