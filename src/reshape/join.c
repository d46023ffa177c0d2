/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/join_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/text_alike.h"

void join_say(struct join *join, char *note)
{
    join->notes = xgrow(join->notes, join->note_count, &join->note_capacity, sizeof *join->notes);
    join->notes[join->note_count++] = note;
}

const char *join_note(const struct join *join, size_t index)
{
    return index < join->note_count ? join->notes[index] : NULL;
}

/* "calls" of "data/calls.csv" */
static char *stem_of(const char *path)
{
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(base, '.');

    if (strcmp(path, "-") == 0)
        return xstrdup("stdin");
    return dot && dot > base ? xstrndup(base, (size_t)(dot - base)) : xstrdup(base);
}

/* ---- columns that are not there ---- */

/*
 * Is there no such column, as the error says, and not two of them? Then the table may do
 * without, if not all have to: it is counted, and the error kept.
 */
static bool lacks(struct lack *lack, const struct table *table, const char *const *items,
                  size_t count, const struct error *err)
{
    bool near = false;
    size_t i, j;

    if (err->status == 2)
        return false;
    for (i = 0; i < count; i++) {
        char *name = list_name(items[i]);

        for (j = 0; j < table->width && strcmp(table->columns[j].name, name) != 0; j++)
            ;
        near = near || nearest_name(name, table_names(table), table->width) >= 0;
        free(name);
        if (j < table->width)
            return false;
    }
    if (lack->count++ == 0 || (near && !lack->near)) {
        lack->err = *err;
        lack->near = near;
    }
    return true;
}

static int refuse_lack(const struct lack *lack, struct error *err)
{
    *err = lack->err;
    return -1;
}

/* ---- entities ---- */

/* The entity columns, or none where the table has not got a single one of them. */
static int find_by(struct join *join, struct join_side *side, struct error *err)
{
    const struct table *table = side->table;
    struct selection one;
    struct error ignored;
    struct list list;
    bool some = false;
    size_t i;

    if (!join->ask.by || select_columns(table_names(table), table->width, join->ask.by, table->file,
                                        NULL, &side->by, err) == 0)
        return 0;
    if (list_split(join->ask.by, &list, &ignored) != 0)
        return -1;
    for (i = 0; i < list.count && !some; i++) {
        some = select_columns(table_names(table), table->width, list.items[i], table->file, NULL,
                              &one, &ignored) == 0;
        if (some)
            selection_free(&one);
    }
    some = some || !lacks(&join->no_by, table, (const char *const *)list.items, list.count, err);
    list_free(&list);
    if (some)
        return -1;
    if (!join->ask.spread) {
        ignored = *err;
        return error_at(err, ignored.file, 0, NULL,
                        "%s (--spread repeats its rows for each entity)", ignored.what);
    }
    join_say(join, xasprintf("%s has none of the columns %s: its rows stand at every entity",
                             file_shown(table->file), join->ask.by));
    return 0;
}

static int check_by(struct join *join, struct error *err)
{
    const struct join_side *model = NULL;
    size_t i;
    size_t j;

    for (i = 0; i < join->count; i++) {
        const struct join_side *side = &join->sides[i];

        if (side->by.count == 0)
            continue;
        if (model && side->by.count != model->by.count)
            return error_at(err, side->table->file, 0, NULL,
                            "--by %s means %zu columns here and %zu in %s", join->ask.by,
                            side->by.count, model->by.count, file_shown(model->table->file));
        if (!model)
            model = side;
    }
    if (!model)
        return join->ask.by ? refuse_lack(&join->no_by, err) : 0;
    join->by_count = model->by.count;
    join->by_names = xarray(join->by_count, sizeof *join->by_names);
    for (j = 0; j < join->by_count; j++)
        join->by_names[j] = xstrdup(model->table->columns[model->by.columns[j]].name);
    return 0;
}

/* Cells of a side that got the form of all that look like them. */
struct respelt {
    size_t count;
    size_t row; /* the first of them */
    const char *text;
};

/* A cell of an entity. What looks alike is one (text_alike.h). */
static void add_entity_cell(struct join *join, const char *text, size_t row,
                            struct respelt *respelt)
{
    size_t length = strlen(text);
    struct text alike = TEXT_EMPTY;
    size_t from = 0;

    if (!text_may_differ(text, length) || !text_alike(text, length, &alike)) {
        entities_cell(&join->entities, text, length);
    } else {
        while (from < alike.length && alike.bytes[from] == ' ')
            from++;
        while (alike.length > from && alike.bytes[alike.length - 1] == ' ')
            alike.length--;
        entities_cell(&join->entities, alike.length > from ? alike.bytes + from : "",
                      alike.length - from);
        if (respelt->count++ == 0) {
            respelt->row = row;
            respelt->text = text;
        }
    }
    text_free(&alike);
}

static void number_entities(struct join *join, struct join_side *side)
{
    struct respelt respelt = { 0 };
    size_t i;
    size_t j;

    if (side->by.count == 0)
        return;
    side->entity = xarray(side->table->height, sizeof *side->entity);
    for (i = 0; i < side->table->height; i++) {
        for (j = 0; j < side->by.count; j++)
            add_entity_cell(join, side->table->columns[side->by.columns[j]].texts[i], i, &respelt);
        side->entity[i] = entities_row(&join->entities);
    }
    if (respelt.count)
        join_say(join,
                 xasprintf("%s: %zu name%s, such as \"%s\" on line %lu, %s taken in the form of "
                           "all that look alike (composed letters, plain spaces)",
                           file_shown(side->table->file), respelt.count,
                           respelt.count == 1 ? "" : "s", respelt.text,
                           side->table->lines[respelt.row], respelt.count == 1 ? "is" : "are"));
}

/* ---- periods ---- */

static struct period_options options_for(const struct join *join, const struct join_side *side,
                                         size_t column)
{
    struct period_options options = join->ask.period;

    options.file = side->table->file;
    options.column = side->table->columns[column].name;
    options.lines = side->table->lines;
    return options;
}

static bool is_by(const struct join_side *side, size_t column)
{
    size_t i;

    for (i = 0; i < side->by.count; i++)
        if (side->by.columns[i] == column)
            return true;
    return false;
}

/* Is the column called after what periods are counted in, in capitals or not? Then its whole
 * numbers are periods; others may be a measure, and tables joined on it would be nonsense. */
static bool is_called_period(const char *name)
{
    static const char *const words[] = {
        "period", "date",  "time",  "day",  "week",      "month",   "quarter", "year",
        "sprint", "round", "wave",  "step", "iteration", "cycle",   "t",       "zeit",
        "datum",  "tag",   "woche", "kw",   "monat",     "quartal", "jahr",    "periode",
    };
    size_t length = strcspn(name, " _-.");
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++) {
        char *first = xstrndup(name, length);
        bool same = same_ignoring_case(first, words[i]) || same_ignoring_case(name, words[i]);

        free(first);
        if (same && (name[length] == '\0' || strlen(words[i]) > 3))
            return true;
    }
    return false;
}

/* Numbers, and nothing in the column's name says that they are more. */
static bool may_be_measure(const struct table *table, size_t column)
{
    const char *const *texts = table->columns[column].texts;
    size_t i;

    for (i = 0; i < table->height && texts[i][0] == '\0'; i++)
        ;
    return i < table->height && texts[i][strspn(texts[i], "+-0123456789 ")] == '\0' &&
           strspn(texts[i], "+-0123456789 ") < 8 && !strchr(texts[i] + 1, '-') &&
           !is_called_period(table->columns[column].name);
}

/* No column is the period's for sure: the nearest thing to one is named. */
static int refuse_guess(const struct table *table, const char *numbers, struct error *err)
{
    if (numbers)
        return error_at(err, table->file, 0, NULL,
                        "no column holds nothing but calendar periods; "
                        "\"%s\" holds whole numbers, which may be a measure: say -t \"%s\" where "
                        "they are periods",
                        numbers, numbers);
    return error_at(err, table->file, 0, NULL, "no column holds nothing but periods (see --time)%s",
                    delimiter_hint(table_names(table), table->width));
}

/* The first column of calendar periods; else the first of whole numbers that is called so. */
static int guess_time(struct join *join, struct join_side *side, struct error *err)
{
    const struct table *table = side->table;
    struct periods numbers = { .index = NULL };
    struct error why;
    const char *passed = NULL;
    bool unsettled = false; /* a column of dates that are ambiguous, */
    bool unsure = false;    /* or of numbers that could be dates */
    size_t i;

    for (i = 0; i < table->width; i++) {
        struct period_options options = options_for(join, side, i);

        if (is_by(side, i))
            continue;
        if (periods_read(table->columns[i].texts, table->height, &options, &side->periods, &why) !=
            0) {
            /* Dates that are only ambiguous are what the user should hear of. */
            if (side->periods.unsettled &&
                (may_be_measure(table, i) ? !unsure && !unsettled : !unsettled))
                *err = why;
            unsure = unsure || side->periods.unsettled;
            unsettled = unsettled || (side->periods.unsettled && !may_be_measure(table, i));
            continue;
        }
        if (side->periods.kind != PERIOD_INTEGER &&
            (side->periods.kind != PERIOD_YEAR || !may_be_measure(table, i))) {
            side->time = i;
            periods_free(&numbers);
            return 0;
        }
        if (numbers.index || may_be_measure(table, i)) {
            passed = passed ? passed : table->columns[i].name;
            periods_free(&side->periods);
        } else {
            numbers = side->periods;
            side->time = i;
        }
    }
    side->periods = numbers;
    if (unsettled || !numbers.index) {
        periods_free(&side->periods);
        side->periods.unsettled = unsettled || unsure;
        return unsettled || unsure ? -1 : refuse_guess(table, passed, err);
    }
    return 0;
}

/* The column of the periods: the one asked for, `period`, or what looks like it. */
static int find_time(struct join *join, struct join_side *side, bool *read, struct error *err)
{
    const struct table *table = side->table;
    const char *const *names = table_names(table);
    const char *asked = join->ask.time;
    struct error none;
    size_t i;

    *read = false;
    if (asked &&
        select_column(names, table->width, asked, table->file, NULL, &side->time, &none) == 0)
        return 0;
    if (asked && !lacks(&join->no_time, table, &asked, 1, &none)) {
        *err = none;
        return -1;
    }
    for (i = 0; i < table->width && strcmp(names[i], "period") != 0; i++)
        ;
    *read = i == table->width;
    side->time = i;
    if (*read && guess_time(join, side, err) != 0) {
        if (asked && !side->periods.unsettled)
            *err = none;
        return -1;
    }
    if (!*read && !asked)
        return 0;
    join_say(join, xasprintf("%s: %s%s%speriods are in column \"%s\"", file_shown(table->file),
                             asked ? "there is no column \"" : "", asked ? asked : "",
                             asked ? "\": " : "", names[side->time]));
    return 0;
}

static int read_periods(struct join *join, struct join_side *side, struct error *err)
{
    const struct table *table = side->table;
    const char *const *names = table_names(table);
    struct period_options options;
    size_t empty = 0;
    bool read;
    size_t i;

    if (find_time(join, side, &read, err) != 0)
        return -1;
    if (read)
        return 0;
    options = options_for(join, side, side->time);
    if (periods_read(table->columns[side->time].texts, table->height, &options, &side->periods,
                     err) != 0)
        return -1;
    if (side->periods.note[0])
        join_say(join, xasprintf("%s: column \"%s\": %s", file_shown(table->file),
                                 names[side->time], side->periods.note));
    for (i = 0; i < table->height; i++)
        empty += side->periods.index[i] == PERIOD_NONE;
    if (empty)
        join_say(join, xasprintf("!%s: %zu %s without a period left out", file_shown(table->file),
                                 empty, empty == 1 ? "row" : "rows"));
    return 0;
}

static int check_kinds(struct join *join, struct error *err)
{
    const struct join_side *finest = NULL;
    size_t i;

    /* A list of days goes into the periods of the others, whatever they are. */
    for (i = 0; i < join->count; i++)
        if (!join->sides[i].listed &&
            (!finest || join->sides[i].periods.kind < finest->periods.kind))
            finest = &join->sides[i];
    for (i = finest ? join->count : 0; i < join->count; i++)
        if (!finest || join->sides[i].periods.kind < finest->periods.kind)
            finest = &join->sides[i];
    join->kind = finest->periods.kind;
    for (i = 0; i < join->count; i++) {
        struct join_side *side = &join->sides[i];

        if (side->periods.kind == join->kind)
            continue;
        if (side->listed && side->periods.kind == PERIOD_DAY && join->kind != PERIOD_INTEGER) {
            join_coarsen(join, side);
            continue;
        }
        if (side->periods.kind == PERIOD_INTEGER || !join->ask.spread)
            return error_at(err, side->table->file, 0, side->table->columns[side->time].name,
                            "holds %ss, but %s holds %ss%s", period_kind_name(side->periods.kind),
                            file_shown(finest->table->file), period_kind_name(join->kind),
                            side->periods.kind == PERIOD_INTEGER
                                ? ""
                                : ": roll the finer one up (see lever roll), or say --spread");
        join_say(join,
                 xasprintf("%s: the values of a %s stand on each %s in it",
                           file_shown(side->table->file), period_kind_name(side->periods.kind),
                           period_kind_name(join->kind)));
    }
    return 0;
}

/* ---- reading ---- */

static void list_columns(struct join_side *side)
{
    const struct table *table = side->table;
    size_t i;

    side->columns = xarray(table->width, sizeof *side->columns);
    for (i = 0; i < table->width; i++)
        if (i != side->time && !is_by(side, i))
            side->columns[side->column_count++] = i;
}

static int read_side(struct join *join, struct join_side *side, const char *path, struct error *err)
{
    size_t i;

    side->stem = stem_of(path);
    side->table = table_open(path, &join->ask.in, err);
    if (!side->table || find_by(join, side, err) != 0)
        return -1;
    for (i = 0; i < side->table->width; i++)
        table_want(side->table, i, COLUMN_TEXT);
    if (table_load(side->table, join->ask.threads, err) != 0 || read_periods(join, side, err) != 0)
        return -1;
    side->pass = pass_make(table_cells(side->table), &join->ask.in, &join->ask.out);
    number_entities(join, side);
    list_columns(side);
    return 0;
}

static int refuse_alike(const struct join *join, struct error *err)
{
    size_t a, b;

    return join->ask.no_alike && keys_alike(&join->entities.keys, &a, &b)
               ? alike_error(&join->entities.keys, a, b, join->ask.by, err)
               : 0;
}

static int read_all(struct join *join, char *const *paths, struct error *err)
{
    bool standard = false;
    size_t i;

    for (i = 0; i < join->count; i++) {
        if (strcmp(paths[i], "-") == 0) {
            if (standard)
                return error_usage(err, "standard input can be joined only once");
            standard = true;
        }
    }
    for (i = 0; i < join->count; i++)
        if (read_side(join, &join->sides[i], paths[i], err) != 0)
            return -1;
    if (join->no_time.count == join->count)
        return refuse_lack(&join->no_time, err);
    if (join_find_zero(join, err) != 0 || check_by(join, err) != 0 || check_kinds(join, err) != 0 ||
        refuse_alike(join, err) != 0)
        return -1;
    join->rank = keys_ranks(&join->entities.keys);
    join->by_rank = xarray(entities_count(&join->entities), sizeof *join->by_rank);
    for (i = 0; i < entities_count(&join->entities); i++)
        join->by_rank[join->rank[i]] = i;
    if (join_mark(join, err) != 0)
        return -1;
    if (join_zero(join, err) != 0)
        return -1;
    join_note_meetings(join);
    join_name(join);
    return 0;
}

struct join *join_read(char *const *paths, size_t count, const struct join_ask *ask,
                       struct error *err)
{
    struct join *join = xcalloc(1, sizeof *join);

    join->ask = *ask;
    join->count = count;
    join->sides = xcalloc(count, sizeof *join->sides);
    if (read_all(join, paths, err) == 0)
        return join;
    join_free(join);
    return NULL;
}

void join_free(struct join *join)
{
    size_t i;
    size_t j;

    if (!join)
        return;
    for (i = 0; i < join->count; i++) {
        struct join_side *side = &join->sides[i];

        for (j = 0; side->names && j < side->column_count; j++)
            free(side->names[j]);
        free(side->names);
        free(side->columns);
        free(side->zero);
        row_marks_free(&side->marks);
        free(side->entity);
        free(side->stem);
        periods_free(&side->periods);
        selection_free(&side->by);
        table_free(side->table);
    }
    for (i = 0; i < join->by_count; i++)
        free(join->by_names[i]);
    for (i = 0; i < join->note_count; i++)
        free(join->notes[i]);
    entities_free(&join->entities);
    free(join->by_names);
    free(join->notes);
    free(join->rank);
    free(join->by_rank);
    free(join->sides);
    free(join);
}
