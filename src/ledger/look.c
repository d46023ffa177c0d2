/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ledger/look_private.h"

int looks_begin(struct looks *looks, const char *file, const char *because, struct error *err)
{
    *looks = (struct looks){ .lock = { .fd = -1 }, .file = file, .because = because };
    if (strcmp(file, "-") == 0)
        return error_usage(err, "--ledger: a ledger is read and written: name a file");
    if (ledger_read(&looks->ledger, file, err) != 0)
        return -1;
    return ledger_check_writable(file, err);
}

void looks_take(struct looks *looks, const struct look *told)
{
    struct look *look;

    looks->items = xgrow(looks->items, looks->count, &looks->capacity, sizeof *looks->items);
    look = &looks->items[looks->count++];
    *look = *told;
    look_resolve(&looks->ledger, looks->because != NULL, look);
}

const char *look_stands(const struct look *look)
{
    return look->last ? look->last->verdict : "";
}

/* Has the ledger looks of that kind, and of them none that is asked for? */
static int refuse_other(const struct looks *looks, struct error *err)
{
    const char *first = NULL;
    size_t i;

    for (i = 0; i < looks->count; i++)
        if (looks->items[i].past_count > 0)
            return 0;
    for (i = 0; i < looks->ledger.count && !first && looks->count > 0; i++) {
        const char *cell = looks->ledger.looks[i].row.link;
        struct look_name name;

        if (look_name_read(cell, &name) && name.kind == looks->items[0].kind)
            first = cell;
        look_name_free(&name);
    }
    if (!first || looks->because)
        return 0;
    return error_at(
        err, looks->file, 0, NULL,
        "is the ledger of another plan: it has looks at \"%.80s\" and others, and none at "
        "\"%.80s\" or whatever else is asked here. Name another file, which is made where "
        "there is none, or say by --because TEXT why these belong in it",
        first, looks->items[0].link);
}

/* The part of a plan from *at on, up to "; ", which is passed over. */
static size_t next_part(const char **at, const char *end)
{
    const char *start = *at, *c = start;

    while (c < end && strncmp(c, "; ", 2) != 0)
        c++;
    *at = c < end ? c + 2 : end;
    return (size_t)(c - start);
}

/* What differs first between a plan then and now. */
static int refuse_changed(const struct looks *looks, const struct look *look, const char *then,
                          size_t length, struct error *err)
{
    const char *now = look->plan, *then_end = then + length, *now_end = now + strlen(now);

    while (then < then_end && now < now_end) {
        const char *a = then, *b = now;
        size_t n = next_part(&then, then_end), m = next_part(&now, now_end);

        if (n != m || strncmp(a, b, n) != 0)
            return error_at(
                err, looks->file, looks->ledger.looks[look->past[look->past_count - 1]].line,
                "plan_sum",
                "%.120s: the plan was changed since the last look: it was \"%.*s\" and is "
                "\"%.*s\". Say why by --because TEXT, which is kept with the look",
                look->link, (int)(n < 100 ? n : 100), a, (int)(m < 100 ? m : 100), b);
    }
    return error_at(err, looks->file, 0, "plan_sum",
                    "%.120s: the plan was changed since the last look. Say why by --because TEXT, "
                    "which is kept with the look",
                    look->link);
}

int looks_check(const struct looks *looks, struct error *err)
{
    size_t i, length;

    if (refuse_other(looks, err) != 0)
        return -1;
    for (i = 0; i < looks->count && !looks->because; i++) {
        const struct look *look = &looks->items[i];
        const char *then = look->last ? look_plan(look->last->plan_sum, &length) : NULL;

        if (then && (strlen(look->plan) != length || strncmp(then, look->plan, length) != 0))
            return refuse_changed(looks, look, then, length, err);
    }
    return 0;
}

int looks_lock(struct looks *looks, struct error *err)
{
    size_t i;

    if (ledger_lock(&looks->lock, looks->file, err) != 0)
        return -1;
    for (i = 0; i < looks->count; i++)
        look_clear(&looks->items[i]);
    ledger_free(&looks->ledger);
    if (ledger_read(&looks->ledger, looks->file, err) != 0)
        return -1;
    for (i = 0; i < looks->count; i++) {
        struct look *look = &looks->items[i];
        int first = look->lags[0], last = look->lags[1];

        look_resolve(&looks->ledger, looks->because != NULL, look);
        if (look->lags[0] != first || look->lags[1] != last)
            return error_at(
                err, looks->file, 0, NULL,
                "%.120s: another run added a look meanwhile, at the lags %d..%d. Nothing "
                "was added; run again, and those are searched too",
                look->link, look->lags[0], look->lags[1]);
    }
    return looks_check(looks, err);
}

void looks_end(struct looks *looks)
{
    size_t i;

    ledger_unlock(&looks->lock);
    for (i = 0; i < looks->count; i++)
        look_clear(&looks->items[i]);
    free(looks->items);
    ledger_free(&looks->ledger);
    *looks = (struct looks){ .lock = { .fd = -1 } };
}
