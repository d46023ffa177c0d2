/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/draft_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/unit.h"
#include "filters/draft_words.h"

/* While the rows of a source are added. */
struct adding {
    struct plan_rows *rows;
    const struct draft_kind *kind;
    const struct draft_source *source;
    const struct draft_all *all;
    const char *by;
    enum period_kind period;
    size_t first;     /* the source's first row, */
    size_t added;     /* and how many it has */
    bool gaps;        /* some periods of the report have no row, */
    const char *fill; /* and count as this */
    long silent;      /* so many at an end, where others have rows */
    bool *used;       /* columns that a row says something of */
};

/* ---- a row ---- */

static void set_source(struct plan_rows *rows, size_t row, const struct draft_kind *kind)
{
    char table[24];

    plan_rows_set(rows, row, "source", kind->source);
    if (kind->sheet)
        plan_rows_set(rows, row, "sheet", kind->sheet);
    snprintf(table, sizeof table, "%lu", kind->table);
    if (kind->table)
        plan_rows_set(rows, row, "table", table);
}

static size_t begin_row(struct adding *adding, const char *name)
{
    size_t row = plan_rows_add(adding->rows);

    if (adding->added++ == 0)
        adding->first = row;
    plan_rows_name(adding->rows, row, name);
    set_source(adding->rows, row, adding->kind);
    if (adding->source->date != DRAFT_NONE)
        plan_rows_set(adding->rows, row, "date",
                      adding->source->columns[adding->source->date].name);
    if (adding->by)
        plan_rows_set(adding->rows, row, "by", adding->by);
    return row;
}

static void set_role(struct adding *adding, size_t row, const char *words)
{
    const char *role = draft_role(words);

    plan_rows_set(adding->rows, row, "role", role);
    if (*role == '\0')
        plan_rows_ask(adding->rows, row, "role: output, outcome, guardrail or context?");
    else
        plan_rows_ask(adding->rows, row, "role: %s, by its name: is it?", role);
    if (strcmp(role, "outcome") == 0)
        plan_rows_ask(adding->rows, row, "better: up or down?");
}

static void set_agg(struct adding *adding, size_t row, const struct draft_column *column,
                    bool percent)
{
    const char *agg = percent ? "mean" : draft_agg(column->name);
    const char *why = "by its name";

    if (*agg == '\0') {
        why = column->seen.currency[0] ? "as it is money"
              : column->whole          ? "as it is whole"
                                       : "as it has fractions";
        agg = column->seen.currency[0] || column->whole ? "sum" : "mean";
    }
    plan_rows_set(adding->rows, row, "agg", agg);
    if (adding->source->rare && adding->source->kind == adding->period)
        return; /* there is a row a period, and nothing to put together */
    plan_rows_ask(adding->rows, row, "agg: %s, %s: sum, mean or another?", agg, why);
}

/* "Antwort (min)": name and unit. The unit % is left out where it may not be so. */
static void set_unit(struct adding *adding, size_t row, const struct draft_column *column)
{
    const char *written = NULL;
    size_t length;
    size_t unit_length = draft_unit(column->name, &length, &written);
    char *unit = xstrndup(unit_length ? written : "", unit_length);

    if (column->seen.percent)
        plan_rows_set(adding->rows, row, "unit", "%");
    else if (column->seen.currency[0])
        plan_rows_set(adding->rows, row, "unit", column->seen.currency);
    else if (unit_is_percent(unit) && column->within_one)
        plan_rows_ask(adding->rows, row,
                      "unit: %s by its name, but all values lie between -1 and 1: fractions?",
                      unit);
    else
        plan_rows_set(adding->rows, row, "unit", unit);
    free(unit);
}

static bool in_percent(const struct adding *adding, size_t row)
{
    return unit_is_percent(plan_rows_get(adding->rows, row, "unit"));
}

static void add_number(struct adding *adding, size_t j)
{
    const struct draft_column *column = &adding->source->columns[j];
    const char *unit;
    size_t length = strlen(column->name);
    size_t row;
    char *name;

    draft_unit(column->name, &length, &unit);
    name = xstrndup(column->name, length);
    row = begin_row(adding, name);
    plan_rows_set(adding->rows, row, "column", column->name);
    set_unit(adding, row, column);
    set_role(adding, row, column->name);
    set_agg(adding, row, column, in_percent(adding, row));
    if (column->open)
        plan_rows_ask(adding->rows, row, "decimal: is %s a thousand or a fraction? . or , here",
                      column->seen.value);
    if (adding->gaps && adding->source->sparse &&
        strcmp(plan_rows_get(adding->rows, row, "agg"), "sum") == 0)
        plan_rows_set(adding->rows, row, "fill", adding->fill);
    if (column->values.count == 1)
        plan_rows_ask(adding->rows, row, "it never changes: nothing can be learned of it");
    adding->used[j] = true;
    free(name);
}

static char *in_formula(const char *name)
{
    struct text quoted = TEXT_EMPTY;

    text_addc(&quoted, '\'');
    for (; *name; name++) {
        if (*name == '\'')
            text_addc(&quoted, '\'');
        text_addc(&quoted, *name);
    }
    text_addc(&quoted, '\'');
    return text_take(&quoted);
}

/* Good or bad: how many in a hundred are good. */
static void add_share(struct adding *adding, size_t j)
{
    const struct draft_column *column = &adding->source->columns[j];
    char *values[2];
    char *quoted = in_formula(column->name);
    char *formula;
    char *name;
    size_t row, i;
    int good;

    for (i = 0; i < 2; i++) {
        size_t length;
        const char *bytes = keys_bytes(&column->values, i, &length);

        values[i] = xstrndup(bytes, length);
    }
    good = draft_better_value(values[0], values[1]);
    name = xasprintf("%s %s", column->name, values[good == 1]);
    row = begin_row(adding, name);
    if (same_ignoring_case(values[good == 1], "true"))
        formula = xasprintf("IF(%s,100,0)", quoted);
    else
        formula = xasprintf("IF(%s=\"%s\",100,0)", quoted, values[good == 1]);
    plan_rows_set(adding->rows, row, "formula", formula);
    plan_rows_set(adding->rows, row, "unit", "%");
    plan_rows_set(adding->rows, row, "agg", "mean");
    set_role(adding, row, column->name);
    plan_rows_ask(adding->rows, row, "the share of %s; the other value is %s", values[good == 1],
                  values[good != 1]);
    if (column->cells < adding->source->rows)
        plan_rows_ask(adding->rows, row, "%zu of %zu rows have neither, and do not count",
                      adding->source->rows - column->cells, adding->source->rows);
    adding->used[j] = true;
    free(values[0]);
    free(values[1]);
    free(quoted);
    free(formula);
    free(name);
}

/* 1:30 */
static void add_clock(struct adding *adding, size_t j)
{
    const struct draft_column *column = &adding->source->columns[j];
    char *quoted = in_formula(column->name);
    char *formula = xasprintf("24*VALUE(%s)", quoted);
    size_t row = begin_row(adding, column->name);

    plan_rows_set(adding->rows, row, "formula", formula);
    plan_rows_set(adding->rows, row, "unit", "hours");
    set_role(adding, row, column->name);
    set_agg(adding, row, column, false);
    plan_rows_ask(adding->rows, row,
                  "are these hours and minutes, such as a duration, and no time of day?");
    adding->used[j] = true;
    free(quoted);
    free(formula);
}

/* How many rows a period has: what happened is counted. */
static void add_count(struct adding *adding, size_t date, const char *name)
{
    size_t row = begin_row(adding, name);

    plan_rows_set(adding->rows, row, "agg", "count");
    plan_rows_set(adding->rows, row, "date", adding->source->columns[date].name);
    set_role(adding, row, name);
    plan_rows_ask(adding->rows, row, "how many rows: does one stand for one of them?");
    if (adding->gaps) {
        plan_rows_set(adding->rows, row, "fill", adding->fill);
        plan_rows_ask(adding->rows, row,
                      "fill: some periods have no row and count as 0: does the file list all there "
                      "was?");
        if (strcmp(adding->fill, "0") != 0)
            plan_rows_ask(adding->rows, row,
                          "fill: so do %ld periods at an end of the file, where others go on: was "
                          "there nothing, or is it not known (missing)?",
                          adding->silent);
    }
    adding->used[date] = true;
}

/* ---- what holds for the source ---- */

static bool is_beyond_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return *text != '\0';
}

static void say_format(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    const char delimiter[] = { source->delimiter, '\0' };
    const char decimal[] = { source->decimal, '\0' };
    size_t row = adding->first;

    plan_rows_set(adding->rows, row, "delimiter", source->delimiter == '\t' ? "tab" : delimiter);
    plan_rows_set(adding->rows, row, "decimal", decimal);
    if (adding->kind->encoding && !adding->kind->tried)
        plan_rows_set(adding->rows, row, "encoding", adding->kind->encoding);
    if (adding->kind->tried) {
        const char *example = "";
        size_t j;

        for (j = 0; j < source->count && *example == '\0'; j++)
            example = source->columns[j].example;
        for (j = 0; j < source->count && *example == '\0'; j++)
            if (is_beyond_ascii(source->columns[j].name))
                example = source->columns[j].name;
        plan_rows_set(adding->rows, row, "encoding", adding->kind->encoding);
        plan_rows_ask(adding->rows, row, "encoding: not UTF-8, so %s was tried%s%s%s",
                      adding->kind->encoding, *example ? ": is it right in \"" : "", example,
                      *example ? "\"?" : "");
    }
}

static void say_files(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    size_t row = adding->first;

    if (source->files > 1)
        plan_rows_ask(adding->rows, row, "%zu files are taken for one kind: are they?",
                      source->files);
    if (adding->kind->alike)
        plan_rows_ask(adding->rows, row, "%s has the same columns: if both are of one kind, %s",
                      adding->kind->alike,
                      adding->kind->part ? "make a file of each by clean --sheet or --table, and "
                                           "name these as one source, divided by ;"
                                         : "put them into one source, divided by ;");
    if (adding->kind->renames) {
        plan_rows_set(adding->rows, row, "rename", adding->kind->renames);
        plan_rows_ask(adding->rows, row, "rename: headers differ: is %s the same?",
                      adding->kind->renames);
    }
    if (source->overlap[0]) {
        if (source->overlap_rows)
            plan_rows_set(adding->rows, row, "overlap", "drop");
        plan_rows_ask(adding->rows, row, "overlap: %s: drop, keep, or drop by COLUMNS?",
                      source->overlap);
    }
    if (source->totals) {
        plan_rows_set(adding->rows, row, "totals", "drop");
        plan_rows_ask(adding->rows, row,
                      "totals: %lu row%s look%s like totals and %s left out: right?",
                      source->totals, source->totals == 1 ? "" : "s",
                      source->totals == 1 ? "s" : "", source->totals == 1 ? "is" : "are");
    }
}

/* What was found odd, as a number between words. */
static void say_warnings(struct adding *adding)
{
    const char *line = adding->source->warnings.bytes;
    const char *end;

    for (; line && (end = strchr(line, '\n')) != NULL; line = end + 1)
        plan_rows_ask(adding->rows, adding->first, "%.*s", (int)(end - line), line);
}

static void say_date(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    const struct draft_column *column;
    size_t row = adding->first;
    size_t j;

    if (source->date == DRAFT_NONE) {
        plan_rows_ask(adding->rows, row, "date: no column holds dates: which one says when?");
        return;
    }
    column = &source->columns[source->date];
    adding->used[source->date] = true;
    if (source->timed && source->dated < source->rows)
        plan_rows_ask(adding->rows, row, "date: %zu of %zu rows have none and are left out",
                      source->rows - source->dated, source->rows);
    if (column->open && column->seen.short_dates) {
        plan_rows_set(adding->rows, row, "date_format", "%b-%y");
        plan_rows_ask(adding->rows, row,
                      "date_format: \"%s\" is taken for a month and a year: right?",
                      column->seen.value);
    } else if (column->open) {
        plan_rows_ask(adding->rows, row, "date_format: %s", column->seen.why.what);
    } else if (!source->timed) {
        plan_rows_ask(adding->rows, row, "date: %s: %s", column->name, source->astray.what);
    }
    if (source->zoned) {
        plan_rows_set(adding->rows, row, "tz", "written");
        plan_rows_ask(adding->rows, row,
                      "tz: times have a zone, and dates count as written: UTC or an area such as "
                      "Europe/Berlin instead?");
    }
    for (j = 0; source->others && j < source->count; j++)
        if (j != source->date && source->columns[j].kind == SEEN_DATES)
            plan_rows_ask(adding->rows, row, "date: %s; %s holds dates, too: by which do rows go?",
                          column->name, source->columns[j].name);
}

/* "All services" beside the services: its rows repeat the others'. */
static void say_all(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    size_t i, j;

    for (j = 0; j < source->count; j++) {
        const struct draft_column *column = &source->columns[j];

        for (i = 0;
             column->kind == SEEN_TEXT && column->values.count <= 200 && i < column->values.count;
             i++) {
            size_t length;
            const char *bytes = keys_bytes(&column->values, i, &length);
            char *value = xstrndup(bytes, length);
            char *quoted = in_formula(column->name);

            if (draft_is_all(value) && !strchr(value, '"') &&
                !*plan_rows_get(adding->rows, adding->first, "where")) {
                char *where = xasprintf("%s<>\"%s\"", quoted, value);
                size_t row;

                for (row = adding->first; row < adding->first + adding->added; row++)
                    plan_rows_set(adding->rows, row, "where", where);
                plan_rows_ask(adding->rows, adding->first,
                              "where: rows of %s \"%s\" are left out, as they repeat the others: "
                              "right?",
                              column->name, value);
                free(where);
            }
            free(value);
            free(quoted);
        }
    }
}

/* What no row speaks of. */
static void say_unused(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    struct text text = TEXT_EMPTY;
    size_t j;

    for (j = 0; j < source->count; j++) {
        const struct draft_column *column = &source->columns[j];
        size_t values = column->values.count;

        if (adding->used[j] || (adding->by && strcmp(adding->by, column->name) == 0))
            continue;
        text_addf(&text, "%s%s (", text.length ? ", " : "", column->name);
        if (column->kind == SEEN_NUMBERS)
            text_adds(&text, "numbers that seem to be names)");
        else if (column->kind == SEEN_NOTHING)
            text_adds(&text, "empty)");
        else if (column->kind == SEEN_DATES)
            text_adds(&text, "dates)");
        else if (column->seen.clocks)
            text_adds(&text, "times of day, it seems; of durations 24*VALUE(...) makes hours)");
        else if (values > DRAFT_VALUES)
            text_addf(&text, "text, over %d values)", DRAFT_VALUES);
        else
            text_addf(&text, "text, %zu value%s%s)", values, values == 1 ? "" : "s",
                      values > 1 && values <= 50 ? ": who a row is about, or what to choose by?"
                                                 : "");
    }
    if (text.length)
        plan_rows_ask(adding->rows, adding->first, "not used: %.600s", text.bytes);
    text_free(&text);
}

/* ---- a source ---- */

static bool is_name(const struct draft_source *source, const struct draft_column *column)
{
    bool all_differ = column->values.count == column->cells || column->values.count > DRAFT_VALUES;

    return column->whole && ((draft_is_id(column->name) && column->cells > 1) ||
                             (all_differ && !source->rare && !source->figures &&
                              source->by == DRAFT_NONE && column->cells > 20));
}

static int compare_longs(const void *a, const void *b)
{
    const long *x = a;
    const long *y = b;

    return (*x > *y) - (*x < *y);
}

/* The longest stretch of periods without a row between two with one. */
static long longest_gap(const struct draft_source *source, enum period_kind period)
{
    long *own = xarray(source->rows, sizeof *own);
    size_t count = 0;
    long longest = 0;
    size_t i;

    for (i = 0; i < source->rows; i++)
        if (source->index[i] != PERIOD_NONE)
            own[count++] = period_convert(source->kind, source->index[i], period);
    qsort(own, count, sizeof *own, compare_longs);
    for (i = 1; i < count; i++)
        if (own[i] - own[i - 1] - 1 > longest)
            longest = own[i] - own[i - 1] - 1;
    free(own);
    return longest;
}

static void find_gaps(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    const struct draft_all *all = adding->all;
    long longest, before, behind;

    if (!source->timed || source->kind > all->period || all->period == PERIOD_INTEGER)
        return;
    longest = longest_gap(source, all->period);
    before = period_convert(source->kind, source->first, all->period) - all->first;
    behind = all->last - period_convert(source->kind, source->last, all->period);
    adding->gaps = longest > 0;
    adding->silent = before > behind ? before : behind;
    adding->fill = adding->silent > 2 * longest ? "0 throughout" : "0";
}

static bool is_by(const struct adding *adding, size_t j)
{
    return adding->source->by == j ||
           (adding->by && strcmp(adding->by, adding->source->columns[j].name) == 0);
}

static bool has_numbers(const struct draft_source *source)
{
    size_t j;

    for (j = 0; j < source->count; j++)
        if (source->columns[j].kind == SEEN_NUMBERS && !is_name(source, &source->columns[j]) &&
            j != source->date)
            return true;
    return false;
}

static void add_events(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    size_t j;

    add_count(adding, source->date, adding->kind->stem);
    for (j = 0; j < source->count; j++)
        if (j != source->date && source->columns[j].kind == SEEN_DATES &&
            !source->columns[j].open) {
            char *name = xasprintf("%s %s", adding->kind->stem, source->columns[j].name);

            add_count(adding, j, name);
            free(name);
        }
    if (source->rare && source->sparse)
        plan_rows_ask(adding->rows, adding->first,
                      "or are these changes whose effect is asked for, for report --events?");
}

/* Rows that are figures of a period need not be counted; what happened is. */
static bool are_events(const struct draft_source *source)
{
    if (!source->timed || source->by != DRAFT_NONE)
        return false;
    return source->sparse || !(has_numbers(source) && (source->rare || source->figures));
}

static void add_columns(struct adding *adding)
{
    const struct draft_source *source = adding->source;
    size_t j;

    for (j = 0; j < source->count; j++) {
        const struct draft_column *column = &source->columns[j];

        if (j == source->date)
            continue;
        if (column->kind == SEEN_NUMBERS && !is_name(source, column))
            add_number(adding, j);
        else if (column->kind == SEEN_TEXT && column->seen.clocks && !column->open &&
                 draft_is_duration(column->name))
            add_clock(adding, j);
        else if (are_events(source) && column->kind == SEEN_TEXT && column->values.count == 2 &&
                 !column->seen.clocks && !is_by(adding, j) && !strchr(column->name, '"'))
            add_share(adding, j);
    }
}

static void add_failed(struct plan_rows *rows, const struct draft_kind *kind)
{
    size_t row = plan_rows_add(rows);
    char line[900];

    plan_rows_name(rows, row, kind->stem);
    set_source(rows, row, kind);
    error_format(&kind->err, line, sizeof line);
    plan_rows_ask(rows, row, "could not be read: %s", line);
}

void draft_add(struct plan_rows *rows, const struct draft_kind *kind, const struct draft_all *all)
{
    const struct draft_source *source = &kind->contents;
    struct adding adding = {
        .rows = rows,
        .kind = kind,
        .source = source,
        .all = all,
        .by = all->by,
        .period = all->period,
        .fill = "0",
    };

    if (kind->failed) {
        add_failed(rows, kind);
        return;
    }
    adding.used = xcalloc(source->count + 1, sizeof *adding.used);
    find_gaps(&adding);
    if (are_events(source))
        add_events(&adding);
    add_columns(&adding);
    if (adding.added == 0) {
        size_t row = begin_row(&adding, kind->stem);

        plan_rows_set(rows, row, "agg", "count");
        set_role(&adding, row, kind->stem);
        plan_rows_ask(rows, row, "no column holds figures: how many rows there are is counted");
    }
    say_format(&adding);
    say_files(&adding);
    say_warnings(&adding);
    say_date(&adding);
    say_all(&adding);
    say_unused(&adding);
    free(adding.used);
}
