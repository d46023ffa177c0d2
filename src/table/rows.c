/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/rows.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number_quick.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "table/cell.h"
#include "table/reader.h"

struct rows_work {
    struct table *table;
    const struct rows_want *want;
    rows_prepare *prepare;
    rows_take *take;
    void *context;

    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t forward;
    size_t taken; /* rows that `take` has seen: the next block starts there */
    bool failed;
    struct error failure;
};

struct rows_worker {
    struct rows_work *work;
    struct batch *batch;
    struct rows_block block;
    unsigned long *lines;
    size_t capacity; /* rows there is room for */
    char **copies;   /* of texts that stood in quotes */
    size_t copy_count;
    size_t copy_capacity;
};

static void make_room(struct rows_worker *worker, size_t rows)
{
    const struct rows_want *want = worker->work->want;

    while (worker->copy_count)
        free(worker->copies[--worker->copy_count]);
    if (rows <= worker->capacity)
        return;
    free(worker->block.numbers);
    free(worker->block.texts);
    free(worker->lines);
    worker->block.numbers = xarray(rows * want->number_count, sizeof(double));
    worker->block.texts = xarray(rows * want->text_count, sizeof(struct field));
    worker->lines = xarray(rows, sizeof *worker->lines);
    worker->block.lines = worker->lines;
    worker->capacity = rows;
}

static int take_number(struct rows_worker *worker, size_t column, const char *text, size_t length,
                       unsigned long line, double *number, struct error *err)
{
    struct table *table = worker->work->table;

    if (cell_number_quick(table_cells(table), text, length, number) == 0)
        return 0;
    return table_refuse_number(table, column, line, text, length, err);
}

static int take_plain(struct rows_worker *worker, const struct record *record, unsigned long line,
                      double *numbers, struct field *texts, struct error *err)
{
    const struct rows_want *want = worker->work->want;
    size_t length;
    size_t i;

    for (i = 0; i < want->number_count; i++) {
        const char *text = batch_cell(worker->batch, record, want->numbers[i], &length);

        if (take_number(worker, want->numbers[i], text, length, line, &numbers[i], err) != 0)
            return -1;
    }
    for (i = 0; i < want->text_count; i++) {
        texts[i].text = batch_cell(worker->batch, record, want->texts[i], &texts[i].length);
        texts[i].quoted = false;
    }
    return 0;
}

static int take_fields(struct rows_worker *worker, const struct field *fields, unsigned long line,
                       double *numbers, struct field *texts, struct error *err)
{
    const struct rows_want *want = worker->work->want;
    size_t i;

    for (i = 0; i < want->number_count; i++) {
        const struct field *field = &fields[want->numbers[i]];

        if (take_number(worker, want->numbers[i], field->text, field->length, line, &numbers[i],
                        err) != 0)
            return -1;
    }
    for (i = 0; i < want->text_count; i++) {
        texts[i] = fields[want->texts[i]];
        worker->copies = xgrow(worker->copies, worker->copy_count, &worker->copy_capacity,
                               sizeof *worker->copies);
        worker->copies[worker->copy_count] = xcalloc(texts[i].length + NUMBER_QUICK_PADDING, 1);
        memcpy(worker->copies[worker->copy_count], texts[i].text, texts[i].length);
        texts[i].text = worker->copies[worker->copy_count++];
    }
    return 0;
}

/* All records of the batch, or those before the one that fails. */
static int fill_block(struct rows_worker *worker, struct error *err)
{
    const struct table *table = worker->work->table;
    const struct rows_want *want = worker->work->want;
    struct batch *batch = worker->batch;
    struct rows_block *block = &worker->block;
    size_t i;

    make_room(worker, batch_rows(batch));
    block->first_row = batch->first_row;
    block->batch = batch;
    block->count = 0;
    for (i = batch->next; i < batch->scan.count; i++, block->count++) {
        const struct record *record = &batch->scan.records[i];
        unsigned long line = batch->first_line + record->line;
        double *numbers = block->numbers + block->count * want->number_count;
        struct field *texts = block->texts + block->count * want->text_count;
        const struct field *fields;
        size_t count;

        worker->lines[block->count] = line;
        if (!record->quoted && record->fields == table->width) {
            if (take_plain(worker, record, line, numbers, texts, err) != 0)
                return -1;
            continue;
        }
        if (batch_record(batch, i, &fields, &count, err) != 0)
            return -1;
        if (count != table->width)
            return table_refuse_ragged(table, line, count, err);
        if (take_fields(worker, fields, line, numbers, texts, err) != 0)
            return -1;
    }
    if (batch->failed)
        *err = batch->failure;
    return batch->failed ? -1 : 0;
}

/* Waits for the block's turn and hands it over; false where all is to stop. */
static bool hand_over(struct rows_worker *worker, bool bad, const struct error *why)
{
    struct rows_work *work = worker->work;
    struct error err;
    bool go_on;

    pthread_mutex_lock(&work->lock);
    while (work->taken != worker->block.first_row && !work->failed)
        pthread_cond_wait(&work->forward, &work->lock);
    go_on = !work->failed;
    pthread_mutex_unlock(&work->lock);
    if (!go_on)
        return false;
    /* Rows before the bad one come first: theirs may be the first error. */
    if (work->take(work->context, &worker->block, &err) != 0)
        bad = true;
    else if (bad)
        err = *why;
    pthread_mutex_lock(&work->lock);
    work->taken += worker->block.count;
    work->failed = bad;
    if (bad)
        work->failure = err;
    pthread_cond_broadcast(&work->forward);
    pthread_mutex_unlock(&work->lock);
    return !bad;
}

static void run(void *context, size_t block, size_t thread)
{
    struct rows_worker *worker = (struct rows_worker *)context + block;
    struct rows_work *work = worker->work;
    struct error err;

    (void)thread;
    worker->block.worker = block;
    while (reader_batch(table_reader(work->table), worker->batch)) {
        bool bad = fill_block(worker, &err) != 0;

        progress_step(worker->batch->length);
        if (work->prepare && worker->block.count)
            work->prepare(work->context, &worker->block);
        if (!hand_over(worker, bad, &err))
            return;
    }
}

int rows_read(struct table *table, const struct rows_want *want, size_t threads,
              rows_prepare *prepare, rows_take *take, void *context, struct error *err)
{
    struct rows_work work = {
        .table = table, .want = want, .prepare = prepare, .take = take, .context = context
    };
    struct rows_worker *workers;
    size_t i;

    if (threads < 1)
        threads = 1;
    pthread_mutex_init(&work.lock, NULL);
    pthread_cond_init(&work.forward, NULL);
    workers = xcalloc(threads, sizeof *workers);
    for (i = 0; i < threads; i++) {
        workers[i].work = &work;
        workers[i].batch = batch_new();
    }
    progress_begin("reading", reader_size(table_reader(table)));
    parallel_for(threads, threads, run, workers);
    progress_end();
    for (i = 0; i < threads; i++) {
        make_room(&workers[i], 0);
        free(workers[i].block.numbers);
        free(workers[i].block.texts);
        free(workers[i].lines);
        free(workers[i].copies);
        batch_free(workers[i].batch);
    }
    free(workers);
    pthread_cond_destroy(&work.forward);
    pthread_mutex_destroy(&work.lock);
    table->height = work.taken;
    reader_tell(table_reader(table));
    if (work.failed)
        *err = work.failure;
    return work.failed ? -1 : 0;
}
