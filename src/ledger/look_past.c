/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a ledger knows of a subject: its rows, and whether the data are still those of then. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "ledger/look_private.h"

const char *look_plan(const char *plan_sum, size_t *length)
{
    const char *start = strstr(plan_sum, " | ");
    const char *end = start ? strstr(start + 3, " | was ") : NULL;

    start = start ? start + 3 : plan_sum + strlen(plan_sum);
    *length = end ? (size_t)(end - start) : strlen(start);
    return start;
}

const char *look_was(const char *plan_sum)
{
    const char *start = strstr(plan_sum, " | was ");

    return start ? start + strlen(" | was ") : NULL;
}

double look_number(const char *text, const char *key)
{
    char value[NUMBER_SIZE];
    double number;

    if (!ledger_value(text, key, value, sizeof value) ||
        number_parse(value, strlen(value), '.', &number) != 0)
        return NAN;
    return number;
}

int look_found(const struct looks_row *row)
{
    double sign = look_number(row->data_sum, "found");

    return sign > 0 ? 1 : sign < 0 ? -1 : 0;
}

bool look_tested(const struct looks_row *row)
{
    return !isnan(row->p) && row->information > 0;
}

/* ---- which rows ---- */

size_t look_rows(const struct ledger *ledger, const char *name, size_t before, size_t *rows,
                 size_t count)
{
    const char *was = NULL;
    size_t first = before, i;

    for (i = before; i > 0; i--)
        if (strcmp(ledger->looks[i - 1].row.link, name) == 0)
            first = i - 1;
    if (first == before)
        return count;
    was = look_was(ledger->looks[first].row.plan_sum);
    if (was)
        count = look_rows(ledger, was, first, rows, count);
    for (i = first; i < before; i++)
        if (strcmp(ledger->looks[i].row.link, name) == 0)
            rows[count++] = i;
    return count;
}

bool look_is_over(const struct ledger *ledger, const char *name)
{
    bool taken = false, back = false;
    size_t i, run = 0;

    for (i = 0; i < ledger->count; i++) {
        const char *was = look_was(ledger->looks[i].row.plan_sum);

        if (was && strcmp(was, name) == 0) {
            taken = true;
            run = ledger->looks[i].run;
        }
    }
    for (i = 0; i < ledger->count; i++)
        back = back ||
               (ledger->looks[i].run >= run && strcmp(ledger->looks[i].row.link, name) == 0);
    return taken && !back;
}

/* Is column c what the row's sum says it was? */
static bool same_column(const struct look *look, size_t c, const struct looks_row *row)
{
    char then[LOOK_SUM], now[LOOK_SUM];
    long position;

    if (!look->values[c])
        return true;
    if (!ledger_value(row->data_sum, c ? "y" : "x", then, sizeof then) ||
        !look_position(look->axis, row->data_to, &position) || position < 0)
        return false;
    snprintf(now, sizeof now, "%016" PRIx64,
             sum_column(look->axis, look->values[c], 0, (size_t)position));
    return strcmp(now, then) == 0;
}

/* Is this row, of another name, about the same? Each side goes by its name or by its data. */
static bool is_renamed(const struct look *look, const struct looks_row *row)
{
    const char *entity = look->entity ? look->entity : "";
    struct look_name name;
    bool same = look_name_read(row->link, &name) && name.kind == look->kind && *row->data_to;
    bool own = same && strcmp(name.entity, entity) == 0; /* else all goes by the data */

    same = same &&
           (!look->from || (own && strcmp(name.from, look->from) == 0) ||
            (look->values[0] && same_column(look, 0, row))) &&
           ((own && strcmp(name.to, look->to) == 0) || same_column(look, 1, row));

    look_name_free(&name);
    return same;
}

static void find_past(const struct ledger *ledger, struct look *look)
{
    size_t i;

    look->past = xarray(ledger->count + 1, sizeof *look->past);
    look->past_count = look_rows(ledger, look->link, ledger->count, look->past, 0);
    /* The latest look decides what a name meant. */
    for (i = ledger->count; i > 0 && look->past_count == 0; i--) {
        const struct looks_row *row = &ledger->looks[i - 1].row;

        if (!is_renamed(look, row))
            continue;
        look->was = row->link;
        look->past_count = look_rows(ledger, row->link, ledger->count, look->past, 0);
    }
}

/* ---- what changed ---- */

static void add_change(struct look *look, bool of_to, long from, long to, const char *what)
{
    look->changes = xrearray(look->changes, look->change_count + 1, sizeof *look->changes);
    look->changes[look->change_count++] = (struct look_change){ of_to, from, to, what };
}

/* The four hexadecimal digits of a part. */
static unsigned part_at(const char *parts, size_t at)
{
    char digits[5] = "";

    memcpy(digits, parts + 4 * at, 4);
    return (unsigned)strtoul(digits, NULL, 16);
}

/* Compares the stretches of a row that begin before `until`, of one column; returns the position
 * where they begin. */
static long compare_parts(struct look *look, const struct looks_row *row, bool of_to, long until)
{
    char from[PERIOD_SIZE], parts[8 * LOOK_PARTS + 1];
    double step = look_number(row->data_sum, "step");
    size_t count, columns = look->values[0] ? 2 : 1, i;
    long start, to;

    if (!(step >= 1) || !ledger_value(row->data_sum, "from", from, sizeof from) ||
        !ledger_value(row->data_sum, "parts", parts, sizeof parts) ||
        !look_position(look->axis, from, &start) || !look_position(look->axis, row->data_to, &to))
        return until;
    count = strlen(parts) / 4 / columns;
    for (i = 0; i < count; i++) {
        long first = start + (long)(i * (size_t)step), last = first + (long)step - 1;
        unsigned then = part_at(parts, i * columns + (of_to ? columns - 1 : 0)), now;

        last = last < to ? last : to;
        if (first >= until)
            break;
        now = sum_stretch(look->axis, look->values[of_to], first, last);
        if (now != then)
            add_change(look, of_to, first, last, now == 0 ? "gone" : then == 0 ? "new" : "changed");
    }
    return start < until ? start : until;
}

static int by_place(const void *left, const void *right)
{
    const struct look_change *a = left, *b = right;

    return a->of_to != b->of_to ? (a->of_to ? 1 : -1) : (a->from > b->from) - (a->from < b->from);
}

/* Stretches that meet, and to which the same happened, become one. */
static void merge_changes(struct look *look)
{
    size_t kept = 0, i;

    for (i = 0; i < look->change_count; i++) {
        const struct look_change *change = &look->changes[i];
        struct look_change *last = kept > 0 ? &look->changes[kept - 1] : NULL;

        if (last && last->of_to == change->of_to && last->to + 1 == change->from &&
            strcmp(last->what, change->what) == 0)
            last->to = change->to;
        else
            look->changes[kept++] = *change;
    }
    look->change_count = kept;
}

static void find_changes(const struct ledger *ledger, struct look *look, long position)
{
    size_t c, i;

    for (c = 0; c < 2; c++) {
        size_t before = look->change_count;
        long until = position + 1;

        if (!look->values[c] || same_column(look, c, look->last))
            continue;
        for (i = look->past_count; i > 0; i--)
            until = compare_parts(look, &ledger->looks[look->past[i - 1]].row, c == 1, until);
        /* Short sums may miss it; values before the first look's were none. */
        if (look->change_count == before)
            add_change(look, c == 1, 0, position, "changed");
    }
    qsort(look->changes, look->change_count, sizeof *look->changes, by_place);
    merge_changes(look);
}

static enum look_state state_of(const struct ledger *ledger, bool because, struct look *look)
{
    long position;

    if (!look->last || *look->last->data_to == '\0')
        return LOOK_TAKEN;
    if (look->data_to == SIZE_MAX)
        return LOOK_OLDER;
    if (!look_position(look->axis, look->last->data_to, &position) || position < 0) {
        add_change(look, true, 0, (long)look->data_to, "of other periods");
        return because ? LOOK_TAKEN : LOOK_REWRITTEN;
    }
    if (position > (long)look->data_to)
        return LOOK_OLDER;
    if (same_column(look, 0, look->last) && same_column(look, 1, look->last))
        return position == (long)look->data_to ? LOOK_SAME : LOOK_TAKEN;
    find_changes(ledger, look, position);
    return because ? LOOK_TAKEN : LOOK_REWRITTEN;
}

/* The first position with a value of what it is about. */
static long first_position(const struct look *look)
{
    const struct look_axis *axis = look->axis;
    size_t t, e;

    for (t = 0; t < axis->periods; t++)
        for (e = 0; e < axis->entities; e++)
            if (isfinite(look->values[1][e * axis->periods + t]))
                return (long)t;
    return 0;
}

/*
 * The end that is planned; behind it, or where none is, twice as many periods as there were at the last end,
 * or at the first look.
 */
static void plan_end(const struct ledger *ledger, struct look *look)
{
    long start = first_position(look), now = (long)look->data_to, then = now, end = now;
    char label[PERIOD_SIZE];
    bool past = false;
    size_t k;

    for (k = look->past_count; k > 0 && !past; k--) {
        const struct looks_row *row = &ledger->looks[look->past[k - 1]].row;

        past = look_tested(row) && look_position(look->axis, row->data_to, &then);
        if (!past || !ledger_value(row->plan_sum, "end", label, sizeof label) ||
            !look_position(look->axis, label, &end))
            end = then;
    }
    if (look->until != LOOK_UNPLANNED && (!past || look->until > then))
        look->end = look->until;
    else if (past && end > then)
        look->end = end;
    else
        look->end = start + 2 * (then - start + 1) - 1;
    look->ahead = (double)(look->end - start + 1) / (double)(now - start + 1);
}

void look_resolve(const struct ledger *ledger, bool because, struct look *look)
{
    size_t i;

    look->link = look_name_make(look->kind, look->from, look->to, look->entity);
    look->data_to = sum_last(look->axis, look->values[1]);
    find_past(ledger, look);
    for (i = 0; i < look->past_count; i++) {
        const struct looks_row *row = &ledger->looks[look->past[i]].row;
        char lags[40];
        int first, last;

        look->last = row;
        look->looks += look_tested(row);
        if (ledger_value(row->plan_sum, "lags", lags, sizeof lags) &&
            sscanf(lags, "%d..%d", &first, &last) == 2) {
            look->lags[0] = first < look->lags[0] ? first : look->lags[0];
            look->lags[1] = last > look->lags[1] ? last : look->lags[1];
        }
    }
    look->state = state_of(ledger, because, look);
    if (look->data_to != SIZE_MAX)
        plan_end(ledger, look);
}

void look_clear(struct look *look)
{
    free(look->link);
    free(look->past);
    free(look->changes);
    look->link = NULL;
    look->past = NULL;
    look->changes = NULL;
    look->was = NULL;
    look->last = NULL;
    look->past_count = look->looks = look->change_count = 0;
}
