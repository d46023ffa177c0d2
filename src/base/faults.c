/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/faults.h"

#include <stdlib.h>

#include "base/memory.h"

int faults_add(struct faults *faults, const struct error *err)
{
    if (faults->count == FAULTS_MOST) {
        faults->more++;
        return -1;
    }
    faults->items = xgrow(faults->items, faults->count, &faults->capacity, sizeof *faults->items);
    faults->items[faults->count++] = *err;
    return -1;
}

size_t faults_found(const struct faults *faults)
{
    return faults->count + faults->more;
}

void faults_free(struct faults *faults)
{
    free(faults->items);
    *faults = (struct faults)FAULTS_NONE;
}
