/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The aggregates that roll's command line asks for, and what they are called.
 *
 * An item of --sum and its fellows is a column (or several: a glob, a range) or
 * NEW=OLD; a header that matches the whole item wins. A column keeps its name;
 * asked for by several aggregates without a new name it becomes NAME_mean and so on.
 */
#ifndef LEVER_FILTERS_ROLL_ITEMS_H
#define LEVER_FILTERS_ROLL_ITEMS_H

#include <stdbool.h>

#include "base/option.h"
#include "reshape/roll.h"
#include "table/select.h"

struct roll_items {
    struct roll_item *items;
    char **names; /* of the items */
    size_t count;
    size_t capacity;
    const struct role_source *roles; /* while they are looked up */
};

/* Usage error where two columns of the result would have one name; `marked`: there
 * will be a column "partial". The caller frees with roll_items_free. */
int roll_items_find(const struct each *asked, const struct table *table,
                    const struct role_source *roles, const struct selection *by, bool marked,
                    struct roll_items *items, struct error *err);
void roll_items_free(struct roll_items *items);

#endif
