/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/row_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "period/period.h"
#include "table/select.h"

/* ---- the rows of a table, once more ---- */

struct source_rows {
    struct source *source;
    struct reader *reader; /* NULL: the source holds them all */
    const struct field *fields;
    size_t row; /* behind the current one */
};

static int rows_open(struct source_rows *rows, struct source *source, struct error *err)
{
    struct dialect dialect = source->dialect;
    size_t width;

    dialect.tell = NULL; /* what there is to say was said when it was read first */
    *rows = (struct source_rows){ .source = source };
    if (source->whole)
        return 0;
    if (strcmp(source->file, "-") == 0)
        return error_set(err, "standard input is too long to be read twice");
    rows->reader = reader_open(source->file, &dialect, err);
    if (!rows->reader)
        return -1;
    if (!source->dialect.no_headers && reader_next(rows->reader, &rows->fields, &width, err) != 1) {
        reader_close(rows->reader);
        return error_set(err, "cannot be read twice");
    }
    return 0;
}

static int rows_next(struct source_rows *rows, struct error *err)
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

static const char *rows_text(const struct source_rows *rows, size_t column)
{
    return rows->reader ? rows->fields[column].text
                        : source_text(rows->source, rows->row - 1, (long)column);
}

static unsigned long rows_line(const struct source_rows *rows)
{
    return rows->reader ? reader_line(rows->reader) : rows->source->lines[rows->row - 1];
}

/* ---- entity and period of each ---- */

struct columns {
    struct selection by;
    size_t time;
    bool timed;
};

/* Marks the rows, with a time column by their stamps. */
static int read_rows(struct source_rows *rows, const struct columns *columns,
                     struct period_evidence *evidence, struct row_order *places, struct error *err)
{
    struct entities entities = ENTITIES_EMPTY;
    size_t i;
    int more;

    while ((more = rows_next(rows, err)) == 1 && places->rows < PLACES_MOST) {
        long stamp = 0;

        if (columns->timed) {
            const char *text = rows_text(rows, columns->time);

            if (period_evidence_add(evidence, text, strlen(text), rows_line(rows), &stamp, err) !=
                0)
                more = -1;
        }
        if (more < 0)
            break;
        for (i = 0; i < columns->by.count; i++) {
            const char *text = rows_text(rows, columns->by.columns[i]);

            entities_cell(&entities, text, strlen(text));
        }
        row_marks_add(&places->marks, places->rows++, entities_row(&entities), stamp, err);
    }
    places->entities = columns->by.count ? entities_count(&entities) : 1;
    entities_free(&entities);
    return more < 0 ? -1 : 0;
}

/* Stamps become periods; without time, each entity's rows are counted. */
static int date_rows(const struct columns *columns, const struct period_evidence *evidence,
                     struct row_order *places, struct error *err)
{
    struct period_form form;

    if (!columns->timed) {
        row_marks_count(&places->marks, places->entities);
        return 0;
    }
    if (!evidence->any)
        return 0;
    if (period_evidence_settle(evidence, &form, err) != 0)
        return -1;
    row_marks_settle(&places->marks, &form);
    return 0;
}

/* ---- their order ---- */

/* What lies where in the marks, which are sorted. */
static void stretch_rows(struct row_order *places)
{
    size_t i;

    places->stretches = xcalloc(places->entities, sizeof *places->stretches);
    places->at = xarray(places->rows, sizeof *places->at);
    for (i = 0; i < places->rows; i++)
        places->at[i] = NOWHERE;
    for (i = 0; i < places->marks.count; i++) {
        const struct row_mark *mark = &places->marks.items[i];
        struct stretch *stretch = &places->stretches[mark->entity];
        uint32_t row = mark->row;
        uint32_t before = i ? mark[-1].row : 0;
        int step = row == before + 1 ? 1 : row + 1 == before ? -1 : 0;

        places->at[row] = (uint32_t)i;
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
    size_t twice;

    row_marks_sort(&places->marks, ROWS_BY_ENTITY);
    twice = row_marks_twice(&places->marks, FIRST_IN_ORDER);
    if (twice < places->marks.count)
        return error_set(err, "a period occurs twice (rows %zu and %zu)",
                         (size_t)places->marks.items[twice - 1].row + 1,
                         (size_t)places->marks.items[twice].row + 1);
    stretch_rows(places);
    return 0;
}

int row_order_find(struct source *source, const char *time, const char *by,
                   struct row_order *places, struct error *err)
{
    const char *const *names = (const char *const *)source->names;
    struct period_options options = { .file = source->file, .column = time, .settled = true };
    struct period_evidence evidence;
    struct columns columns = { .timed = time[0] != '\0' };
    struct source_rows rows = { 0 };
    int status = -1;

    *places = (struct row_order){ 0 };
    period_evidence_begin(&evidence, &options);
    if ((by[0] == '\0' ||
         select_columns(names, source->width, by, source->file, NULL, &columns.by, err) == 0) &&
        (!columns.timed ||
         select_column(names, source->width, time, source->file, NULL, &columns.time, err) == 0) &&
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
    row_marks_free(&places->marks);
    free(places->at);
    free(places->stretches);
    *places = (struct row_order){ 0 };
}

/* ---- looking around ---- */

/* Which periods of an entity are meant. */
struct row_window {
    enum row_order_range range;
    long earliest, latest;
};

/* The row's stretch; NULL where the row has no period. */
static const struct stretch *stretch_of(const struct row_order *places, size_t row)
{
    return places->at[row] == NOWHERE
               ? NULL
               : &places->stretches[places->marks.items[places->at[row]].entity];
}

uint32_t row_order_at(const struct row_order *places, size_t row, long shift)
{
    const struct stretch *stretch = stretch_of(places, row);
    const struct row_mark *marks = places->marks.items;
    size_t at = places->at[row];
    long wanted;

    if (!stretch)
        return NOWHERE;
    wanted = marks[at].period + shift;
    while (at > stretch->begin && marks[at].period > wanted)
        at--;
    while (at + 1 < stretch->end && marks[at].period < wanted)
        at++;
    return marks[at].period == wanted ? marks[at].row : NOWHERE;
}

uint32_t row_order_before(const struct row_order *places, size_t row)
{
    const struct stretch *stretch = stretch_of(places, row);
    size_t at = places->at[row];

    return !stretch || at == stretch->begin ? NOWHERE : places->marks.items[at - 1].row;
}

static int by_row(const void *a, const void *b)
{
    const struct row_mark *one = a;
    const struct row_mark *other = b;

    return (one->row > other->row) - (one->row < other->row);
}

/* Runs in marks, which are sorted by row. */
static size_t collect(const struct row_mark *marks, size_t count, struct row_run *runs, size_t most)
{
    size_t found = 0;
    size_t i;

    for (i = 0; i < count && found <= most; i++) {
        uint32_t row = marks[i].row;

        if (found && row == runs[found - 1].last + 1)
            runs[found - 1].last++;
        else if (++found <= most)
            runs[found - 1] = (struct row_run){ row, row };
    }
    return found;
}

/* The marks that are meant, first .. last; false: there are none. */
static bool find_range(const struct row_order *places, const struct stretch *stretch,
                       const struct row_window *window, size_t *first, size_t *last)
{
    const struct row_mark *marks = places->marks.items;

    *first = stretch->begin;
    if (window->range == PLACES_WHOLE) {
        *last = stretch->end - 1;
        return true;
    }
    if (window->latest < marks[stretch->begin].period ||
        window->latest > marks[stretch->end - 1].period)
        return false;
    while (marks[*last].period > window->latest)
        --*last;
    while (*last + 1 < stretch->end && marks[*last + 1].period <= window->latest)
        ++*last;
    if (window->range != PLACES_WINDOW)
        return true;
    if (marks[stretch->begin].period > window->earliest || marks[*last].period < window->earliest)
        return false;
    for (*first = *last; *first > stretch->begin && marks[*first - 1].period >= window->earliest;)
        --*first;
    return true;
}

size_t row_order_runs(const struct row_order *places, size_t row, long shift,
                      enum row_order_range range, long back, struct row_run *runs, size_t most)
{
    enum { sorted_most = 4096 };
    const struct stretch *stretch = stretch_of(places, row);
    const struct row_mark *marks = places->marks.items;
    struct row_window window = { .range = range };
    size_t last = places->at[row];
    size_t first;
    struct row_mark *sorted;
    size_t count;

    if (!stretch)
        return 0;
    window.latest = marks[last].period + shift;
    window.earliest = window.latest - back;
    if (!find_range(places, stretch, &window, &first, &last))
        return 0;
    if (stretch->step) {
        uint32_t top = marks[stretch->step > 0 ? first : last].row;

        runs[0] = (struct row_run){ top, top + (uint32_t)(last - first) };
        return 1;
    }
    count = last - first + 1;
    if (stretch->sorted)
        return collect(marks + first, count, runs, most);
    if (count > sorted_most)
        return most + 1;
    sorted = xarray(count, sizeof *sorted);
    memcpy(sorted, marks + first, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_row);
    count = collect(sorted, count, runs, most);
    free(sorted);
    return count;
}
