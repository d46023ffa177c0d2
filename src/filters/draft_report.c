/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for all sources of a drafted plan. */
#include <string.h>

#include "filters/draft_rows.h"

static enum period_kind find_period(const struct draft_kind *kinds, size_t count, bool *any)
{
    enum { LONG = 98 };
    enum period_kind coarsest = PERIOD_DAY;
    long longest = 0;
    size_t i;

    *any = false;
    for (i = 0; i < count; i++) {
        const struct draft_source *source = &kinds[i].contents;

        if (kinds[i].failed || !source->timed)
            continue;
        *any = true;
        if (source->kind > coarsest)
            coarsest = source->kind;
        if (source->kind == PERIOD_DAY && source->last - source->first > longest)
            longest = source->last - source->first;
    }
    return coarsest == PERIOD_DAY && longest >= LONG ? PERIOD_WEEK : coarsest;
}

static const struct draft_column *find_column(const struct draft_source *source, const char *name)
{
    size_t j;

    for (j = 0; j < source->count; j++)
        if (strcmp(source->columns[j].name, name) == 0)
            return &source->columns[j];
    return NULL;
}

static const char *find_by(const struct draft_kind *kinds, size_t count)
{
    enum { MANY = 200 };
    size_t i, j, k;

    for (i = 0; i < count; i++) {
        const struct draft_source *source = &kinds[i].contents;

        for (j = 0; !kinds[i].failed && j < source->count; j++) {
            const struct draft_column *column = &source->columns[j];

            if (column->kind != SEEN_TEXT || (source->by != j && !source->figures))
                continue;
            for (k = 0; k < count; k++) {
                const struct draft_column *other = find_column(&kinds[k].contents, column->name);

                if (!kinds[k].failed && (!other || other->kind != SEEN_TEXT ||
                                         other->values.count < 2 || other->values.count > MANY))
                    break;
            }
            if (k == count)
                return column->name;
        }
    }
    return NULL;
}

/* The report's first and last period. */
static void find_span(const struct draft_kind *kinds, size_t count, struct draft_all *all)
{
    bool any = false;
    size_t i;

    for (i = 0; i < count; i++) {
        const struct draft_source *source = &kinds[i].contents;
        long first, last;

        if (kinds[i].failed || !source->timed || source->kind == PERIOD_INTEGER)
            continue;
        first = period_convert(source->kind, source->first, all->period);
        last = period_convert(source->kind, source->last, all->period);
        all->first = any && all->first < first ? all->first : first;
        all->last = any && all->last > last ? all->last : last;
        any = true;
    }
}

struct draft_all draft_of_all(const struct draft_kind *kinds, size_t count)
{
    struct draft_all all = { .by = find_by(kinds, count) };

    all.period = find_period(kinds, count, &all.timed);
    if (all.period != PERIOD_INTEGER)
        find_span(kinds, count, &all);
    return all;
}

bool draft_is_no_data(const struct draft_kind *kind)
{
    const struct draft_source *source = &kind->contents;
    size_t j;

    for (j = 0; j < source->count; j++)
        if (source->columns[j].kind != SEEN_TEXT && source->columns[j].kind != SEEN_NOTHING)
            return false;
    return !kind->failed;
}
