/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a join that meet no other: how many, and what they may have been meant to meet. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "reshape/join_private.h"

enum { MOST_SHOWN = 3, ONE_IN = 10 };

/* Of each side: marks that no other side has, and the first of them. */
struct meeting {
    size_t *alone;
    size_t *first;
    bool *entity; /* by side and rank: the side has it */
};

/* Goes through the rows as they are written. */
static void meet(const struct join *join, struct meeting *meeting)
{
    size_t *at = xcalloc(join->count, sizeof *at);
    size_t entities = join_entities(join);
    const struct row_mark *next;
    size_t i;

    while ((next = join_next(join, at)) != NULL) {
        const struct row_mark row = *next;
        size_t here = 0;
        size_t last = 0;

        for (i = 0; i < join->count; i++) {
            const struct row_marks *marks = &join->sides[i].marks;

            if (at[i] == marks->count ||
                row_marks_compare(&marks->items[at[i]], &row, ROWS_BY_PERIOD) != 0)
                continue;
            meeting->entity[i * entities + row.entity] = true;
            last = i;
            here++;
            at[i]++;
        }
        for (i = 0; i < join->count; i++)
            here += i != last && join->sides[i].fills; /* it has a row: of zeros */
        if (here == 1 && meeting->alone[last]++ == 0)
            meeting->first[last] = at[last] - 1;
    }
    free(at);
}

static char *label_of(const struct join *join, size_t rank)
{
    return entities_label(&join->entities, join->by_rank[rank]);
}

/* "2024-01", or "2024-01 North" */
static char *key_of(const struct join *join, const struct row_mark *mark)
{
    char period[PERIOD_SIZE];
    char *label;
    char *key;

    period_format(join->kind, mark->period, period);
    if (!join->by_count)
        return xstrdup(period);
    label = label_of(join, mark->entity);
    key = xasprintf("%s \"%s\"", period, label);
    free(label);
    return key;
}

/* ---- entities ---- */

/* Small for capital, of what a letter from A to Z, or one of Latin-1 in UTF-8, is made of. */
static char small(unsigned char before, unsigned char byte)
{
    bool capital = before == 0xC3 ? byte >= 0x80 && byte <= 0x9E && byte != 0x97
                                  : byte >= 'A' && byte <= 'Z';

    return (char)(capital ? byte + 0x20 : byte);
}

/* The label as it is compared: no capitals, one space for any, no noughts before a number. */
static char *plain_label(const char *label)
{
    const char *start = label;
    struct text plain = TEXT_EMPTY;
    bool begins = true;

    for (; *label; label++) {
        const unsigned char *p = (const unsigned char *)label;
        bool space = *p == ' ' || *p == '\t' || (p[0] == 0xC2 && p[1] == 0xA0);

        if (p[0] == 0xC2 && p[1] == 0xA0)
            label++;
        if (space && (begins || label[1] == '\0' || label[1] == ' '))
            continue;
        if (begins && *p == '0' && p[1] >= '0' && p[1] <= '9')
            continue;
        if (space)
            text_addc(&plain, ' ');
        else
            text_addc(&plain, small(label > start ? p[-1] : 0, *p));
        begins = space;
    }
    text_addc(&plain, '\0');
    return plain.bytes;
}

struct labelled {
    char *plain;
    size_t rank;
};

static int compare_labelled(const void *a, const void *b)
{
    const struct labelled *x = a;
    const struct labelled *y = b;
    int order = strcmp(x->plain, y->plain);

    return order ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

/* The first side that has the entity. */
static size_t side_of(const struct join *join, const struct meeting *meeting, size_t rank)
{
    size_t i;

    for (i = 0; i + 1 < join->count && !meeting->entity[i * join_entities(join) + rank]; i++)
        ;
    return i;
}

/* Notes the entities that look alike and are two. */
static void note_alike(struct join *join, const struct meeting *meeting)
{
    size_t entities = join_entities(join);
    struct labelled *labels = xarray(entities, sizeof *labels);
    struct text list = TEXT_EMPTY;
    size_t found = 0;
    size_t i;

    for (i = 0; i < entities; i++) {
        char *label = label_of(join, i);

        labels[i] = (struct labelled){ plain_label(label), i };
        free(label);
    }
    qsort(labels, entities, sizeof *labels, compare_labelled);
    for (i = 1; i < entities; i++) {
        char *a;
        char *b;

        if (strcmp(labels[i].plain, labels[i - 1].plain) != 0 || found++ >= MOST_SHOWN)
            continue;
        a = label_of(join, labels[i - 1].rank);
        b = label_of(join, labels[i].rank);
        text_addf(&list, "%s\"%s\" (%s) and \"%s\" (%s)", list.length ? ", " : "", a,
                  file_shown(join->sides[side_of(join, meeting, labels[i - 1].rank)].table->file),
                  b, file_shown(join->sides[side_of(join, meeting, labels[i].rank)].table->file));
        free(a);
        free(b);
    }
    if (found > MOST_SHOWN)
        text_addf(&list, " and %zu more", found - MOST_SHOWN);
    if (found)
        join_say(join, xasprintf("!%s differ only in capitals, spaces or leading zeros, and are "
                                 "different entities here",
                                 list.bytes));
    for (i = 0; i < entities; i++)
        free(labels[i].plain);
    text_free(&list);
    free(labels);
}

/* What the side has in place of what it does not meet: its first rows, as keys. */
static void add_others(const struct join *join, const struct meeting *meeting, size_t but,
                       struct text *out)
{
    size_t shown = 0;
    size_t i;

    for (i = 0; i < join->count && shown < MOST_SHOWN; i++) {
        const struct join_side *side = &join->sides[i];
        char *key;

        if (i == but || side->marks.count == 0)
            continue;
        key = key_of(join, &side->marks.items[meeting->alone[i] ? meeting->first[i] : 0]);
        text_addf(out, "%s%s has %s", shown++ ? ", " : "", file_shown(side->table->file), key);
        free(key);
    }
}

static void note_side(struct join *join, const struct meeting *meeting, size_t i)
{
    const struct join_side *side = &join->sides[i];
    size_t count = side->marks.count;
    const char *other = join->count == 2 ? file_shown(join->sides[1 - i].table->file)
                                         : "the other tables";
    struct text others = TEXT_EMPTY;
    bool none = meeting->alone[i] == count;
    char *key;

    /* Of two tables it is said once that nothing meets. */
    if (meeting->alone[i] * ONE_IN <= count || (none && join->count == 2 && i == 1))
        return;
    key = key_of(join, &side->marks.items[meeting->first[i]]);
    add_others(join, meeting, i, &others);
    if (none)
        join_say(join, xasprintf("!%s: no row meets one of %s: it has %s, %s",
                                 file_shown(side->table->file), other, key, others.bytes));
    else
        join_say(join, xasprintf("%s: %zu of %zu rows meet none of %s, such as %s (%s)",
                                 file_shown(side->table->file), meeting->alone[i], count, other,
                                 key, others.bytes));
    text_free(&others);
    free(key);
}

void join_note_meetings(struct join *join)
{
    struct meeting meeting = {
        .alone = xcalloc(join->count, sizeof *meeting.alone),
        .first = xcalloc(join->count, sizeof *meeting.first),
        .entity = xcalloc(join->count * join_entities(join), sizeof *meeting.entity),
    };
    bool all = true;
    size_t i;

    meet(join, &meeting);
    for (i = 0; i < join->count; i++)
        all = all && meeting.alone[i] == 0;
    if (join->by_count && !all)
        note_alike(join, &meeting);
    for (i = 0; i < join->count; i++)
        note_side(join, &meeting, i);
    free(meeting.alone);
    free(meeting.first);
    free(meeting.entity);
}
