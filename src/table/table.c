/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "table/cell.h"
#include "table/reader.h"
#include "table/select.h"

/* Bytes that texts point into; a list of pieces. */
struct piece {
    struct piece *next;
    size_t used;
    size_t size;
    char bytes[];
};
enum { PIECE = 64 * 1024, LARGE = 4 * 1024 * 1024 };

struct table_private {
    struct reader *reader;
    struct cells *cells;
    const char **names;
    bool *number;    /* one a column: wanted as numbers, */
    bool *text;      /* as texts */
    size_t *numbers; /* the columns wanted so, in order */
    size_t number_count;
    size_t *texts;
    size_t text_count;
    size_t capacity; /* rows there is room for */
    struct piece *pieces;

    pthread_rwlock_t room; /* read: rows are being filled in; write: the arrays move */
    pthread_mutex_t lock;  /* of what follows */
    size_t failed_batch;   /* the lowest that failed; SIZE_MAX = none */
    struct error failure;
};

/* Columns such as a team's name hold few different texts: the last ones seen are
 * kept at hand, so that each is stored about once. */
enum { RECENT = 512 };
struct worker {
    struct table *table;
    struct batch *batch;
    struct piece *pieces;
    struct {
        const char *text;
        size_t length;
    } recent[RECENT];
};

static const char *store(struct worker *worker, const char *text, size_t length)
{
    struct piece *piece = worker->pieces;
    char *copy;

    if (!piece || piece->size - piece->used <= length) {
        size_t size = length < PIECE ? PIECE : length + 1;

        piece = xmalloc(sizeof *piece + size);
        piece->next = worker->pieces;
        piece->used = 0;
        piece->size = size;
        worker->pieces = piece;
    }
    copy = piece->bytes + piece->used;
    memcpy(copy, text, length);
    copy[length] = '\0';
    piece->used += length + 1;
    return copy;
}

static const char *keep_text(struct worker *worker, const char *text, size_t length)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    size_t slot;
    size_t i;

    if (length == 0)
        return "";
    for (i = 0; i < length && i < 32; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    slot = (hash ^ hash >> 16) % RECENT;
    if (!worker->recent[slot].text || worker->recent[slot].length != length ||
        memcmp(worker->recent[slot].text, text, length) != 0) {
        worker->recent[slot].text = store(worker, text, length);
        worker->recent[slot].length = length;
    }
    return worker->recent[slot].text;
}

/* What a spreadsheet and the formulas of calc write of a comparison. */
static bool is_truth(const char *text, size_t length)
{
    return (length == 4 && memcmp(text, "TRUE", 4) == 0) ||
           (length == 5 && memcmp(text, "FALSE", 5) == 0);
}

int table_refuse_number(const struct table *table, size_t column, unsigned long line,
                        const char *text, size_t length, struct error *err)
{
    double value;
    bool comma = memchr(text, ',', length) && number_parse(text, length, ',', &value) == 0;

    if (is_truth(text, length))
        return error_at(
            err, table->file, line, table->columns[column].name,
            "\"%.*s\" is a truth, not a number: the formula IF(..., 1, 0) of lever calc "
            "makes a number of it",
            (int)length, text);
    return error_at(err, table->file, line, table->columns[column].name,
                    "not a number: \"%.*s\"%s (see %s)", length > 60 ? 60 : (int)length, text,
                    length > 60 ? "..." : "", comma ? "--decimal, or lever clean" : "--missing");
}

int table_refuse_ragged(const struct table *table, unsigned long line, size_t count,
                        struct error *err)
{
    return error_at(err, table->file, line, NULL, "%zu field%s, but the header has %zu", count,
                    count == 1 ? "" : "s", table->width);
}

/* A record without quotes: its marks tell everything. */
static int take_plain(struct worker *worker, const struct record *record, size_t row,
                      struct error *err)
{
    const struct table *table = worker->table;
    const struct table_private *p = table->private;
    size_t length;
    size_t i;

    for (i = 0; i < p->number_count; i++) {
        size_t column = p->numbers[i];
        const char *text = batch_cell(worker->batch, record, column, &length);

        if (cell_number_quick(p->cells, text, length, &table->columns[column].numbers[row]) != 0)
            return table_refuse_number(table, column, worker->batch->first_line + record->line,
                                       text, length, err);
    }
    for (i = 0; i < p->text_count; i++) {
        const char *text = batch_cell(worker->batch, record, p->texts[i], &length);

        table->columns[p->texts[i]].texts[row] = keep_text(worker, text, length);
    }
    return 0;
}

static int take_fields(struct worker *worker, const struct field *fields, unsigned long line,
                       size_t row, struct error *err)
{
    const struct table *table = worker->table;
    const struct table_private *p = table->private;
    size_t i;

    for (i = 0; i < p->number_count; i++) {
        const struct field *field = &fields[p->numbers[i]];

        if (cell_number(p->cells, field->text, field->length,
                        &table->columns[p->numbers[i]].numbers[row]) != 0)
            return table_refuse_number(table, p->numbers[i], line, field->text, field->length, err);
    }
    for (i = 0; i < p->text_count; i++) {
        const struct field *field = &fields[p->texts[i]];

        table->columns[p->texts[i]].texts[row] = keep_text(worker, field->text, field->length);
    }
    return 0;
}

static int take_batch(struct worker *worker, struct error *err)
{
    const struct table *table = worker->table;
    struct batch *batch = worker->batch;
    size_t row = batch->first_row;
    size_t i;

    for (i = batch->next; i < batch->scan.count; i++, row++) {
        const struct record *record = &batch->scan.records[i];
        unsigned long line = batch->first_line + record->line;
        const struct field *fields;
        size_t count;

        table->lines[row] = line;
        if (!record->quoted && record->fields == table->width) {
            if (take_plain(worker, record, row, err) != 0)
                return -1;
            continue;
        }
        if (batch_record(batch, i, &fields, &count, err) != 0)
            return -1;
        if (count != table->width)
            return table_refuse_ragged(table, line, count, err);
        if (take_fields(worker, fields, line, row, err) != 0)
            return -1;
    }
    if (batch->failed)
        *err = batch->failure;
    return batch->failed ? -1 : 0;
}

/* Room for `rows` items. Large arrays are filled once, from front to back: the
 * system is asked for large pages, which halves the time it takes to provide them. */
static void *fit(void *items, size_t rows, size_t size)
{
    void *fitted = xrearray(items, rows, size);
#ifdef MADV_HUGEPAGE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)fitted + page - 1) & ~(page - 1);
    uintptr_t to = ((uintptr_t)fitted + rows * size) & ~(page - 1);

    if (to > from && to - from >= LARGE)
        madvise((void *)from, to - from, MADV_HUGEPAGE);
#endif
    return fitted;
}

/* Makes the arrays fit for `rows` rows. */
static void resize(struct table *table, size_t rows)
{
    struct table_private *p = table->private;
    size_t i;

    for (i = 0; i < table->width; i++) {
        struct column *column = &table->columns[i];

        if (p->number[i])
            column->numbers = fit(column->numbers, rows, sizeof *column->numbers);
        if (p->text[i])
            column->texts = fit(column->texts, rows, sizeof *column->texts);
    }
    table->lines = fit(table->lines, rows, sizeof *table->lines);
    p->capacity = rows;
}

/* Sees to it that rows up to `rows` can be written, and holds the room for reading. */
static void enter(struct worker *worker, size_t rows)
{
    struct table *table = worker->table;
    struct table_private *p = table->private;

    pthread_rwlock_rdlock(&p->room);
    if (rows <= p->capacity)
        return;
    pthread_rwlock_unlock(&p->room);
    pthread_rwlock_wrlock(&p->room);
    if (rows > p->capacity) {
        /* What was read so far foretells how many rows there will be. */
        double size = (double)reader_size(p->reader);
        double share = (double)reader_taken(p->reader) / (size > 0 ? size : 1);
        size_t guess = rows + rows / 2 + 16;

        if (size > 0 && share < 1 && (double)rows / share * 1.02 > (double)guess)
            guess = (size_t)((double)rows / share * 1.02);
        resize(table, guess);
    }
    pthread_rwlock_unlock(&p->room);
    pthread_rwlock_rdlock(&p->room);
}

static void work(void *context, size_t block, size_t thread)
{
    struct worker *worker = (struct worker *)context + block;
    struct table_private *p = worker->table->private;
    struct batch *batch = worker->batch;
    struct error err;
    bool stop = false;

    (void)thread;
    while (!stop && reader_batch(p->reader, batch)) {
        bool failed;

        progress_step(batch->length);
        enter(worker, batch->first_row + batch_rows(batch));
        failed = take_batch(worker, &err) != 0;
        pthread_rwlock_unlock(&p->room);
        pthread_mutex_lock(&p->lock);
        if (failed && batch->number < p->failed_batch) {
            p->failed_batch = batch->number;
            p->failure = err;
        }
        stop = p->failed_batch != SIZE_MAX;
        pthread_mutex_unlock(&p->lock);
    }
}

int table_load(struct table *table, size_t threads, struct error *err)
{
    struct table_private *p = table->private;
    struct worker *workers;
    size_t i;

    p->numbers = xarray(table->width, sizeof *p->numbers);
    p->texts = xarray(table->width, sizeof *p->texts);
    for (i = 0; i < table->width; i++) {
        if (p->number[i])
            p->numbers[p->number_count++] = i;
        if (p->text[i])
            p->texts[p->text_count++] = i;
    }
    if (threads < 1)
        threads = 1;
    workers = xcalloc(threads, sizeof *workers);
    for (i = 0; i < threads; i++) {
        workers[i].table = table;
        workers[i].batch = batch_new();
    }
    progress_begin("reading", reader_size(p->reader));
    parallel_for(threads, threads, work, workers);
    progress_end();
    for (i = 0; i < threads; i++) {
        while (workers[i].pieces) {
            struct piece *piece = workers[i].pieces;

            workers[i].pieces = piece->next;
            piece->next = p->pieces;
            p->pieces = piece;
        }
        batch_free(workers[i].batch);
    }
    free(workers);
    if (p->failed_batch != SIZE_MAX) {
        *err = p->failure;
        return -1;
    }
    table->height = reader_rows(p->reader);
    if (table->height == 0)
        return error_at(err, table->file, 0, NULL, "has a header but no rows");
    resize(table, table->height);
    reader_close(p->reader);
    p->reader = NULL;
    return 0;
}

static int read_header(struct table *table, const struct dialect *dialect, struct error *err)
{
    struct table_private *p = table->private;
    const struct field *fields;
    char letters[8];
    int got = reader_next(p->reader, &fields, &table->width, err);
    size_t i;

    if (got <= 0) {
        table->width = 0;
        return got < 0 ? -1 : error_at(err, table->file, 0, NULL, "is empty");
    }
    table->columns = xcalloc(table->width, sizeof *table->columns);
    p->names = xarray(table->width, sizeof *p->names);
    p->number = xcalloc(table->width, sizeof *p->number);
    p->text = xcalloc(table->width, sizeof *p->text);
    for (i = 0; i < table->width; i++) {
        table->columns[i].name = dialect->no_headers ? xstrdup(column_letters(i, letters))
                                                     : xstrndup(fields[i].text, fields[i].length);
        p->names[i] = table->columns[i].name;
    }
    if (dialect->no_headers)
        reader_back(p->reader);
    return 0;
}

struct table *table_open(const char *path, const struct dialect *dialect, struct error *err)
{
    struct table *table = xcalloc(1, sizeof *table);
    struct table_private *p = table->private = xcalloc(1, sizeof *p);

    table->file = xstrdup(dialect->shown ? dialect->shown : path);
    p->cells = cells_new(dialect);
    p->failed_batch = SIZE_MAX;
    pthread_rwlock_init(&p->room, NULL);
    pthread_mutex_init(&p->lock, NULL);
    p->reader = reader_open(path, dialect, err);
    if (!p->reader || read_header(table, dialect, err) != 0) {
        table_free(table);
        return NULL;
    }
    return table;
}

struct reader *table_reader(struct table *table)
{
    return table->private->reader;
}

const struct cells *table_cells(const struct table *table)
{
    return table->private->cells;
}

const char *const *table_names(const struct table *table)
{
    return table->private->names;
}

void table_want(struct table *table, size_t column, enum column_kind kind)
{
    if (kind == COLUMN_SKIP)
        return;
    table->columns[column].kind = kind;
    if (kind == COLUMN_NUMBER)
        table->private->number[column] = true;
    else
        table->private->text[column] = true;
}

void table_free(struct table *table)
{
    struct table_private *p;
    size_t i;

    if (!table)
        return;
    p = table->private;
    for (i = 0; i < table->width; i++) {
        free(table->columns[i].name);
        free(table->columns[i].numbers);
        free(table->columns[i].texts);
    }
    while (p->pieces) {
        struct piece *piece = p->pieces;

        p->pieces = piece->next;
        free(piece);
    }
    reader_close(p->reader);
    cells_free(p->cells);
    pthread_rwlock_destroy(&p->room);
    pthread_mutex_destroy(&p->lock);
    free(p->names);
    free(p->number);
    free(p->text);
    free(p->numbers);
    free(p->texts);
    free(p);
    free(table->columns);
    free(table->lines);
    free(table->file);
    free(table);
}
