/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a roll has to say of itself, and its table. */
#include <string.h>

#include "period/axis.h"
#include "reshape/roll_private.h"

enum { MOST_ROWS = 100000000 };

static const struct period_spacing *spacing_of(const struct roll *roll)
{
    return &roll->evidence.spacing[roll->form.shape == SHAPE_SLASHED && !roll->form.day_first];
}

/*
 * Do the dates stand for whole periods of the kind that is wanted? They do where their
 * distances are why they were read as such, and where the kind is given and all are first
 * days of a month as far apart, or all last ones.
 */
static bool dates_are_periods(const struct roll *roll)
{
    static const int lengths[] = { [PERIOD_DAY] = 0,     [PERIOD_WEEK] = 0,  [PERIOD_MONTH] = 1,
                                   [PERIOD_QUARTER] = 3, [PERIOD_YEAR] = 12, [PERIOD_INTEGER] = 0 };
    int length = lengths[roll->form.kind];

    if (roll->form.from != PERIOD_DAY || roll->form.kind == PERIOD_DAY)
        return false;
    if (!roll->ask.period.fixed)
        return true;
    return length && spacing_of(roll)->distinct > 1 &&
           period_spacing_months(spacing_of(roll)) >= length;
}

/*
 * The weekdays that count where the data begin and end, a bit each. Those that occur (a shop is
 * closed on Sundays, a surgery on Wednesdays, too), where they are four at least and each could
 * have occurred four times; else all but a weekend on which there is nothing.
 */
static unsigned days_counted(const struct roll *roll)
{
    enum { LONG = 28, WORKING = 0x1f, ALL = 0x7f };

    if (roll->latest - roll->earliest + 1 >= LONG && __builtin_popcount(roll->weekdays) > 3)
        return roll->weekdays;
    return roll->weekdays & ~(unsigned)WORKING ? ALL : WORKING;
}

/*
 * Where the date before the data (step -1) or behind them (1) would be: a week, a month, a
 * quarter or a year away where all of three dates or more are, since each then stands for a
 * whole one; else a day, over weekdays that do not count.
 */
static long beyond(const struct roll *roll, long written, int step)
{
    const struct period_spacing *spacing = spacing_of(roll);
    int months = period_spacing_months(spacing);

    if (roll->form.from != PERIOD_DAY)
        return written + step;
    if (spacing->distinct > 2 && months)
        return period_first_day(PERIOD_MONTH,
                                period_from_day(PERIOD_MONTH, written) + (long)step * months);
    if (spacing->distinct > 2 && spacing->divisor % 7 == 0)
        return written + 7 * step;
    do
        written += step;
    while (!(days_counted(roll) & 1u << period_phase(PERIOD_DAY, written)));
    return written;
}

/* Periods that are written: all, or without partial ends. */
struct span {
    long first, last;
    bool first_partial, last_partial;
};

static struct span find_span(const struct roll *roll)
{
    const struct period_form *form = &roll->form;
    struct span span;

    span.first = period_form_convert(form, roll->earliest);
    span.last = period_form_convert(form, roll->latest);
    span.first_partial = span.last_partial = false;
    if (dates_are_periods(roll) || roll->ask.throughout || roll_is_rare(roll))
        return span;
    span.first_partial = period_form_convert(form, beyond(roll, roll->earliest, -1)) == span.first;
    span.last_partial = period_form_convert(form, beyond(roll, roll->latest, 1)) == span.last;
    return span;
}

static struct span kept_span(const struct roll *roll, enum roll_ends ends)
{
    struct span span = find_span(roll);

    if (ends == ROLL_ENDS_DROP) {
        bool same = span.first == span.last;

        span.first += span.first_partial;
        span.last -= span.last_partial && !(same && span.first_partial);
    }
    return span;
}

static size_t entity_count(const struct roll *roll)
{
    return roll->ask.by_count ? roll->entities.count : 1;
}

static bool inside(const struct roll *roll, const struct span *span, size_t place)
{
    long key = roll->groups[roll->order[place]].key;

    return key >= span->first && key <= span->last;
}

void roll_summarise(const struct roll *roll, enum roll_ends ends, struct roll_summary *summary)
{
    struct span all = find_span(roll);
    struct span kept = kept_span(roll, ends);
    size_t i;

    *summary = (struct roll_summary){
        .kind = roll->form.kind,
        .first = all.first,
        .last = all.last,
        .first_partial = all.first_partial,
        .last_partial = all.last_partial,
        .rows = roll->table->height,
        .rows_without = roll->rows_without,
        .line_without = roll->line_without,
    };
    period_format(roll->form.from, roll->earliest, summary->first_day);
    period_format(roll->form.from, roll->latest, summary->last_day);
    memcpy(summary->note, roll->form.note, sizeof summary->note);
    for (i = 0; i < roll->ask.item_count; i++)
        summary->visits = summary->visits || roll->ask.items[i].kind->visit;
    summary->untold = roll->ask.throughout ? 0 : roll->ask.absent ? roll->ask.absent : 1;
    for (i = 0; i < roll->ordered; i++)
        summary->groups += inside(roll, &kept, i);
    if (kept.last >= kept.first)
        summary->gaps = (size_t)(kept.last - kept.first + 1) * entity_count(roll) - summary->groups;
}

static void write_header(const struct roll *roll, enum roll_ends ends, struct writer *writer)
{
    size_t i;

    writer_string(writer, "period");
    for (i = 0; i < roll->ask.by_count; i++)
        writer_string(writer, roll->table->columns[roll->ask.by[i]].name);
    for (i = 0; i < roll->ask.item_count; i++)
        writer_string(writer, roll->ask.items[i].name);
    if (ends == ROLL_ENDS_MARK)
        writer_string(writer, "partial");
    writer_end_row(writer);
}

static void write_key(const struct roll *roll, long key, size_t entity, struct writer *writer)
{
    char period[PERIOD_SIZE];
    size_t length = 0;
    const char *bytes = roll->ask.by_count ? keys_bytes(&roll->entities, entity, &length) : NULL;
    size_t i = 0;

    writer_text(writer, period, period_format(roll->form.kind, key, period));
    while (i < length) {
        size_t n = strlen(bytes + i);

        writer_text(writer, bytes + i, n);
        i += n + 1;
    }
}

static void write_mark(const struct span *span, long key, struct writer *writer)
{
    writer_integer(writer, (key == span->first && span->first_partial) ||
                               (key == span->last && span->last_partial));
}

static int write_group(struct roll *roll, size_t group, struct writer *writer, struct error *err)
{
    char *record = roll->records + group * roll->record_size;
    size_t i;

    write_key(roll, roll->groups[group].key, roll->groups[group].entity, writer);
    for (i = 0; i < roll->ask.item_count; i++) {
        const struct roll_item *item = &roll->ask.items[i];
        char period[PERIOD_SIZE];

        if (item->kind->visit) {
            roll_visits_write(&roll->aggregates[i], roll->groups[group].entity,
                              roll->groups[group].key, writer);
            continue;
        }
        if (aggregate_write(&roll->aggregates[i], record, writer) == 0)
            continue;
        period_format(roll->form.kind, roll->groups[group].key, period);
        return error_at(err, roll->table->file, 0, roll->table->columns[item->column].name,
                        "the %s of %s is too large for a number", item->kind->name, period);
    }
    return 0;
}

static void write_gap(const struct roll *roll, long key, size_t entity, enum roll_fill fill,
                      struct writer *writer)
{
    size_t i;

    write_key(roll, key, entity, writer);
    for (i = 0; i < roll->ask.item_count; i++) {
        if (fill == ROLL_FILL_ZERO && roll->ask.items[i].kind->visit)
            roll_visits_write(&roll->aggregates[i], entity, key, writer);
        else if (fill == ROLL_FILL_ZERO)
            aggregate_write_zero(&roll->aggregates[i], writer);
        else
            writer_missing(writer);
    }
}

/* Refuses to fill up what one period far from the others makes of the table (see period/axis.h). */
static int refuse_far(const struct roll *roll, struct error *err)
{
    size_t distinct = roll->ordered > 0;
    size_t widest = 0;
    char period[PERIOD_SIZE];
    long gap = 0;
    size_t i;

    for (i = 1; i < roll->ordered; i++) {
        long step = roll->groups[roll->order[i]].key - roll->groups[roll->order[i - 1]].key;

        distinct += step > 0;
        widest = step > gap ? i : widest;
        gap = step > gap ? step : gap;
    }
    if (gap < AXIS_GAP_LEAST || (size_t)gap / AXIS_GAP_TIMES < distinct)
        return 0;
    i = roll->order[widest < roll->ordered - widest ? widest - 1 : widest];
    period_format(roll->form.kind, roll->groups[i].key, period);
    return error_at(
        err, roll->table->file, 0, NULL,
        "%s is %ld periods from the nearest other one, in a table of %zu: is it mistyped? "
        "Mend it, take a coarser --period, or leave --fill out",
        period, gap, distinct);
}

/* Every period of every entity; groups come in the same order. */
static int write_filled(struct roll *roll, enum roll_ends ends, enum roll_fill fill,
                        const struct span *span, struct writer *writer, struct error *err)
{
    size_t entities = entity_count(roll);
    size_t place = 0;
    size_t i;
    long key;

    if ((size_t)(span->last - span->first + 1) > MOST_ROWS / entities)
        return error_at(err, roll->table->file, 0, NULL,
                        "filling would make more than %d rows: are all periods right?", MOST_ROWS);
    if (refuse_far(roll, err) != 0)
        return -1;
    while (place < roll->ordered && roll->groups[roll->order[place]].key < span->first)
        place++;
    for (key = span->first; key <= span->last; key++) {
        for (i = 0; i < entities; i++) {
            size_t entity = roll->ask.by_count ? roll->by_rank[i] : 0;
            const struct roll_group *group = place < roll->ordered
                                                 ? &roll->groups[roll->order[place]]
                                                 : NULL;

            if (group && group->key == key && group->entity == entity) {
                if (write_group(roll, roll->order[place++], writer, err) != 0)
                    return -1;
            } else {
                write_gap(roll, key, entity, fill, writer);
            }
            if (ends == ROLL_ENDS_MARK)
                write_mark(span, key, writer);
            writer_end_row(writer);
        }
    }
    return 0;
}

int roll_write(struct roll *roll, enum roll_ends ends, enum roll_fill fill, struct writer *writer,
               struct error *err)
{
    struct span span = kept_span(roll, ends);
    size_t i;

    roll_visits_settle(roll, span.first, span.last);
    write_header(roll, ends, writer);
    if (fill != ROLL_FILL_NONE && span.last >= span.first)
        return write_filled(roll, ends, fill, &span, writer, err);
    for (i = 0; i < roll->ordered; i++) {
        size_t group = roll->order[i];

        if (!inside(roll, &span, i))
            continue;
        if (write_group(roll, group, writer, err) != 0)
            return -1;
        if (ends == ROLL_ENDS_MARK)
            write_mark(&span, roll->groups[group].key, writer);
        writer_end_row(writer);
    }
    return 0;
}

int roll_refuse_alike(const struct roll *roll, const char *by, struct error *err)
{
    size_t a, b;

    return by && keys_alike(&roll->entities, &a, &b) ? alike_error(&roll->entities, a, b, by, err)
                                                     : 0;
}
