/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a join that list all there was: where they have no row, there was nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "reshape/join_private.h"

/* Marks the columns of that name in all sides; -1 where there is none. */
static int find_column(struct join *join, const char *name, bool throughout, struct error *err)
{
    bool found = false;
    size_t i;
    size_t j;

    for (i = 0; i < join->count; i++) {
        struct join_side *side = &join->sides[i];

        for (j = 0; j < side->column_count; j++) {
            if (strcmp(side->table->columns[side->columns[j]].name, name) != 0)
                continue;
            side->zero[j] = found = true;
            side->listed = true;
            side->throughout = side->throughout || throughout;
        }
    }
    return found ? 0
                 : error_usage(err, "--%s: no table has a column \"%s\" that is joined",
                               throughout ? "throughout" : "zero", name);
}

static int find_columns(struct join *join, const char *names, bool throughout, struct error *err)
{
    struct list list;
    size_t i;
    int bad = 0;

    if (!names)
        return 0;
    if (list_split(names, &list, err) != 0)
        return -1;
    for (i = 0; i < list.count && !bad; i++) {
        char *name = list_name(list.items[i]);

        bad = find_column(join, name, throughout, err);
        free(name);
    }
    list_free(&list);
    return bad;
}

/* Has the row anything but 0 in the columns that count? */
static bool is_event(const struct join_side *side, size_t row)
{
    size_t j;

    for (j = 0; j < side->column_count; j++) {
        const char *text = side->table->columns[side->columns[j]].texts[row];

        if (side->zero[j] && *text && strcmp(text, "0") != 0)
            return true;
    }
    return false;
}

/* When there is something in a list, of whomever. */
struct events {
    size_t periods; /* with any */
    long first, last;
    long gap; /* the most periods without any between two that have some */
};

static struct events find_events(const struct join_side *side)
{
    struct events events = { 0 };
    size_t i;

    for (i = 0; i < side->marks.count; i++) {
        const struct row_mark *mark = &side->marks.items[i];

        if (!is_event(side, mark->row) || (events.periods && mark->period == events.last))
            continue;
        if (events.periods++ == 0)
            events.first = mark->period;
        else if (mark->period - events.last - 1 > events.gap)
            events.gap = mark->period - events.last - 1;
        events.last = mark->period;
    }
    return events;
}

/* The ends of what is not listed, or of all where everything is; false: there is nothing. */
static bool find_ends(const struct join *join, long *first, long *last)
{
    bool all = true;
    bool any = false;
    size_t i;

    for (i = 0; i < join->count; i++)
        all = all && join->sides[i].listed;
    for (i = 0; i < join->count; i++) {
        const struct row_marks *marks = &join->sides[i].marks;

        if (marks->count == 0 || (join->sides[i].listed && !all))
            continue;
        if (!any || marks->items[0].period < *first)
            *first = marks->items[0].period;
        if (!any || marks->items[marks->count - 1].period > *last)
            *last = marks->items[marks->count - 1].period;
        any = true;
    }
    return any;
}

/* The side's listed columns, for people. */
static char *names_of(const struct join_side *side)
{
    struct text names = TEXT_EMPTY;
    size_t j;

    for (j = 0; j < side->column_count; j++)
        if (side->zero[j])
            text_addf(&names, "%s\"%s\"", names.length ? ", " : "",
                      side->table->columns[side->columns[j]].name);
    return names.bytes;
}

static int refuse_stretch(const struct join *join, const struct join_side *side, long from, long to,
                          long gap, struct error *err)
{
    char first[PERIOD_SIZE];
    char last[PERIOD_SIZE];
    char *names = names_of(side);

    period_format(join->kind, from, first);
    period_format(join->kind, to, last);
    error_at(
        err, side->table->file, 0, NULL,
        "%s would be 0 from %s to %s, %ld %ss, over twice as long as the longest time without "
        "any that it has inside (%ld): say fill \"0 throughout\" (--throughout) where there was "
        "nothing",
        names, first, last, to - from + 1, period_kind_name(join->kind), gap);
    free(names);
    return -1;
}

/* Whether the side may be 0 to the ends, and what is to be said of it. */
static int judge(struct join *join, struct join_side *side, long first, long last,
                 struct error *err)
{
    struct events events = find_events(side);
    long before = events.first - first;
    long behind = last - events.last;
    char *names;
    char period[PERIOD_SIZE];

    side->fills = true;
    if (events.periods > 0 && events.periods <= 2) {
        names = names_of(side);
        period_format(join->kind, events.first, period);
        join_say(join,
                 xasprintf("%s: %s is other than 0 in %s only%s%s%s", file_shown(side->table->file),
                           names, events.periods == 1 ? "one period" : "two periods",
                           events.periods == 1 ? ", " : "", events.periods == 1 ? period : "",
                           ": hardly enough to learn from"));
        free(names);
    }
    if (side->throughout || events.periods < 2)
        return 0;
    if (events.gap == 0 && events.periods > 2) {
        side->fills = before <= 0 && behind <= 0;
        if (side->fills)
            return 0;
        names = names_of(side);
        join_say(join,
                 xasprintf("%s: %s never pauses, so its ends are taken for those of the data, "
                           "not for 0 (fill \"0 throughout\" or --throughout says otherwise)",
                           file_shown(side->table->file), names));
        free(names);
        return 0;
    }
    if (before > 2 * events.gap)
        return refuse_stretch(join, side, first, events.first - 1, events.gap, err);
    if (behind > 2 * events.gap)
        return refuse_stretch(join, side, events.last + 1, last, events.gap, err);
    return 0;
}

int join_find_zero(struct join *join, struct error *err)
{
    size_t i;

    for (i = 0; i < join->count; i++)
        join->sides[i].zero = xcalloc(join->sides[i].column_count + 1, sizeof(bool));
    return find_columns(join, join->ask.zero, false, err) != 0 ||
                   find_columns(join, join->ask.throughout, true, err) != 0
               ? -1
               : 0;
}

void join_coarsen(struct join *join, struct join_side *side)
{
    int shift = side->periods.kind == PERIOD_DAY ? join_week_shift(join) : 0;
    size_t i;

    for (i = 0; i < side->periods.count; i++)
        if (side->periods.index[i] != PERIOD_NONE)
            side->periods.index[i] = period_convert(side->periods.kind,
                                                    side->periods.index[i] + shift, join->kind);
    join_say(join, xasprintf("%s: each %s counts in the %s that it lies in",
                             file_shown(side->table->file), period_kind_name(side->periods.kind),
                             period_kind_name(join->kind)));
    side->periods.kind = join->kind;
}

int join_zero(struct join *join, struct error *err)
{
    long first = 0;
    long last = 0;
    size_t i;

    if (!find_ends(join, &first, &last))
        return 0;
    for (i = 0; i < join->count; i++)
        if (join->sides[i].listed && judge(join, &join->sides[i], first, last, err) != 0)
            return -1;
    return 0;
}
