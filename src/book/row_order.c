/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/row_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/keys.h"
#include "period/period.h"
#include "table/select.h"

/* ---- the rows of a table, once more ---- */

struct rows {
    struct source *source;
    struct reader *reader; /* NULL: the source holds them all */
    const struct field *fields;
    size_t row;            /* behind the current one */
};

static int rows_open(struct rows *rows, struct source *source, struct error *err)
{
    size_t width;

    *rows = (struct rows){ .source = source };
    if (source->whole)
        return 0;
    if (strcmp(source->file, "-") == 0)
        return error_set(err, "standard input is too long to be looked at twice");
    rows->reader = reader_open(source->file, &source->dialect, err);
    if (!rows->reader)
        return -1;
    if (!source->dialect.no_headers && reader_next(rows->reader, &rows->fields, &width, err) != 1) {
        reader_close(rows->reader);
        return error_set(err, "cannot be read twice");
    }
    return 0;
}

static int rows_next(struct rows *rows, struct error *err)
{
    size_t width;
    int more;

    if (!rows->reader)
        return rows->row++ < rows->source->height;
    more = reader_next(rows->reader, &rows->fields, &width, err);
    rows->row++;
    if (more == 1 && width != rows->source->width)
        return error_set(err, "cannot be read twice");
    return more;
}

static const char *rows_text(const struct rows *rows, size_t column)
{
    return rows->reader ? rows->fields[column].text
                        : source_text(rows->source, rows->row - 1, (long)column);
}

static unsigned long rows_line(const struct rows *rows)
{
    return rows->reader ? reader_line(rows->reader) : rows->source->lines[rows->row - 1];
}

/* ---- entity and period of each ---- */

struct columns {
    struct selection by;
    size_t time;
    bool timed;
};

/* Fills entity and, with a time column, the periods' stamps. */
static int read_rows(struct rows *rows, const struct columns *columns,
                     struct period_evidence *evidence, struct row_order *places, struct error *err)
{
    struct keys keys = KEYS_EMPTY;
    struct text key = TEXT_EMPTY;
    size_t entities = 0;
    size_t periods = 0;
    size_t i;
    int more;

    while ((more = rows_next(rows, err)) == 1 && places->rows < PLACES_MOST) {
        long stamp = 0;

        if (columns->timed) {
            const char *text = rows_text(rows, columns->time);

            if (period_evidence_add(evidence, text, strlen(text), rows_line(rows), &stamp, err) != 0)
                more = -1;
        }
        if (more < 0)
            break;
        text_clear(&key);
        for (i = 0; i < columns->by.count; i++) {
            const char *text = rows_text(rows, columns->by.columns[i]);

            key_add(&key, text, strlen(text));
        }
        places->entity = xgrow(places->entity, places->rows, &entities, sizeof *places->entity);
        places->entity[places->rows] =
            (uint32_t)(columns->by.count ? keys_number(&keys, key.bytes, key.length) : 0);
        places->when = xgrow(places->when, places->rows, &periods, sizeof *places->when);
        places->when[places->rows++] = stamp;
    }
    places->entities = columns->by.count ? keys.count : 1;
    keys_free(&keys);
    text_free(&key);
    return more < 0 ? -1 : 0;
}

/* Stamps become periods; without time, each entity's rows are counted. */
static int date_rows(const struct columns *columns, const struct period_evidence *evidence,
                     struct row_order *places, struct error *err)
{
    struct period_form form;
    long *next;
    size_t i;

    if (!columns->timed) {
        next = xcalloc(places->entities, sizeof *next);
        for (i = 0; i < places->rows; i++)
            places->when[i] = next[places->entity[i]]++;
        free(next);
        return 0;
    }
    if (!evidence->any) {
        for (i = 0; i < places->rows; i++)
            places->when[i] = PERIOD_NONE;
        return 0;
    }
    if (period_evidence_settle(evidence, &form, err) != 0)
        return -1;
    for (i = 0; i < places->rows; i++)
        if (places->when[i] != PERIOD_NONE)
            places->when[i] = period_form_index(&form, places->when[i]);
    return 0;
}

/* ---- their order ---- */

static int by_place(const void *a, const void *b, void *context)
{
    const struct row_order *places = context;
    uint32_t one = *(const uint32_t *)a;
    uint32_t other = *(const uint32_t *)b;

    if (places->entity[one] != places->entity[other])
        return places->entity[one] < places->entity[other] ? -1 : 1;
    if (places->when[one] != places->when[other])
        return places->when[one] < places->when[other] ? -1 : 1;
    return (one > other) - (one < other);
}

/* What lies where in `order`, which is sorted. */
static void stretch_rows(struct row_order *places)
{
    size_t i;

    places->stretches = xcalloc(places->entities, sizeof *places->stretches);
    for (i = 0; i < places->rows; i++) {
        uint32_t row = places->order[i];
        struct stretch *stretch = &places->stretches[places->entity[row]];
        uint32_t before = i ? places->order[i - 1] : 0;
        int step = row == before + 1 ? 1 : row + 1 == before ? -1 : 0;

        places->place[row] = (uint32_t)i;
        if (places->when[row] == PERIOD_NONE)
            continue;
        if (stretch->end == 0) {
            *stretch = (struct stretch){ (uint32_t)i, (uint32_t)i + 1, 1, true };
            continue;
        }
        if (stretch->end == stretch->begin + 1)
            stretch->step = step;
        else if (stretch->step != step)
            stretch->step = 0;
        stretch->sorted &= before < row;
        stretch->end = (uint32_t)i + 1;
    }
}

static int sort_rows(struct row_order *places, struct error *err)
{
    size_t i;

    places->order = xarray(places->rows, sizeof *places->order);
    places->place = xarray(places->rows, sizeof *places->place);
    for (i = 0; i < places->rows; i++)
        places->order[i] = (uint32_t)i;
    qsort_r(places->order, places->rows, sizeof *places->order, by_place, places);
    for (i = 1; i < places->rows; i++) {
        uint32_t row = places->order[i];
        uint32_t before = places->order[i - 1];

        if (places->entity[row] == places->entity[before] &&
            places->when[row] == places->when[before] && places->when[row] != PERIOD_NONE)
            return error_set(err, "a period occurs twice (rows %zu and %zu)", (size_t)before + 1,
                             (size_t)row + 1);
    }
    stretch_rows(places);
    return 0;
}

int row_order_find(struct source *source, const char *time, const char *by, struct row_order *places,
                struct error *err)
{
    const char *const *names = (const char *const *)source->names;
    struct period_options options = { .file = source->file, .column = time };
    struct period_evidence evidence;
    struct columns columns = { .timed = time[0] != '\0' };
    struct rows rows = { 0 };
    int status = -1;

    *places = (struct row_order){ 0 };
    period_evidence_begin(&evidence, &options);
    if ((by[0] == '\0' ||
         select_columns(names, source->width, by, source->file, NULL, &columns.by, err) == 0) &&
        (!columns.timed || select_column(names, source->width, time, source->file, NULL,
                                         &columns.time, err) == 0) &&
        rows_open(&rows, source, err) == 0 &&
        read_rows(&rows, &columns, &evidence, places, err) == 0 &&
        date_rows(&columns, &evidence, places, err) == 0)
        status = sort_rows(places, err);
    reader_close(rows.reader);
    selection_free(&columns.by);
    return status;
}

void row_order_free(struct row_order *places)
{
    free(places->when);
    free(places->order);
    free(places->place);
    free(places->entity);
    free(places->stretches);
    *places = (struct row_order){ 0 };
}

/* ---- looking around ---- */

uint32_t row_order_at(const struct row_order *places, size_t row, long shift)
{
    const struct stretch *stretch = &places->stretches[places->entity[row]];
    long wanted = places->when[row] + shift;
    size_t at = places->place[row];

    if (places->when[row] == PERIOD_NONE)
        return NOWHERE;
    while (at > stretch->begin && places->when[places->order[at]] > wanted)
        at--;
    while (at + 1 < stretch->end && places->when[places->order[at]] < wanted)
        at++;
    return places->when[places->order[at]] == wanted ? places->order[at] : NOWHERE;
}

uint32_t row_order_before(const struct row_order *places, size_t row)
{
    size_t at = places->place[row];

    if (places->when[row] == PERIOD_NONE ||
        at == places->stretches[places->entity[row]].begin)
        return NOWHERE;
    return places->order[at - 1];
}

static int by_row(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *)a;
    uint32_t other = *(const uint32_t *)b;

    return (one > other) - (one < other);
}

/* Runs in rows, which are sorted. */
static size_t collect(const uint32_t *rows, size_t count, struct row_run *runs, size_t most)
{
    size_t found = 0;
    size_t i;

    for (i = 0; i < count && found <= most; i++) {
        if (found && rows[i] == runs[found - 1].last + 1)
            runs[found - 1].last++;
        else if (++found <= most)
            runs[found - 1] = (struct row_run){ rows[i], rows[i] };
    }
    return found;
}

size_t row_order_runs(const struct row_order *places, size_t row, long shift, enum row_order_range range,
                   long back, struct row_run *runs, size_t most)
{
    enum { sorted_most = 4096 };
    const struct stretch *stretch = &places->stretches[places->entity[row]];
    long latest = places->when[row] + shift;
    size_t first = stretch->begin;
    size_t last = places->place[row];
    uint32_t *rows;
    size_t count;

    if (places->when[row] == PERIOD_NONE)
        return 0;
    if (range == PLACES_WHOLE) {
        last = stretch->end - 1;
    } else {
        if (latest < places->when[places->order[stretch->begin]] ||
            latest > places->when[places->order[stretch->end - 1]])
            return 0;
        while (places->when[places->order[last]] > latest)
            last--;
        while (last + 1 < stretch->end && places->when[places->order[last + 1]] <= latest)
            last++;
    }
    if (range == PLACES_WINDOW) {
        if (places->when[places->order[stretch->begin]] > latest - back ||
            places->when[places->order[last]] < latest - back)
            return 0;
        for (first = last; first > stretch->begin &&
                           places->when[places->order[first - 1]] >= latest - back;)
            first--;
    }
    if (stretch->step) {
        uint32_t top = places->order[stretch->step > 0 ? first : last];

        runs[0] = (struct row_run){ top, top + (uint32_t)(last - first) };
        return 1;
    }
    count = last - first + 1;
    if (stretch->sorted)
        return collect(places->order + first, count, runs, most);
    if (count > sorted_most)
        return most + 1;
    rows = xarray(count, sizeof *rows);
    memcpy(rows, places->order + first, count * sizeof *rows);
    qsort(rows, count, sizeof *rows, by_row);
    count = collect(rows, count, runs, most);
    free(rows);
    return count;
}
