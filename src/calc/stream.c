/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/stream.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "table/pass.h"
#include "table/rows.h"

#define CHANGED "it changed while it was read"

/* What each thread has of its own. */
struct worker {
    struct evaluator *evaluator;
    struct text rows; /* written, of the block it is at */
    struct writer *writer;
    const double **numbers; /* of new columns, where all are */
    struct store *stores;   /* or collected, of the same */
    struct tally *tallies;
    size_t tally_count;
    size_t tally_capacity;
    size_t left_out; /* rows of the block */
    bool failed;
    struct error failure;
};

struct flow {
    struct stream *stream;
    struct table *table; /* of this pass */
    struct work *work;
    struct order order;
    size_t pass_number;
    size_t rows; /* of the first pass; the others must have as many */
    struct pass pass;
    bool raw;           /* rows are passed on whole, with the new columns behind */
    size_t *formula_of; /* of each output column: its formula, SIZE_MAX = the table's */
    struct rows_want want;
    size_t time_slot; /* of the fields of a row: the period, */
    size_t *by_slots; /* and what makes the entity */
    const struct field **by;
    struct worker *workers;
    struct writer *writer;
};

/* ---- rows out ---- */

static void write_number(struct writer *writer, double number, char kind)
{
    char text[CELL_TEXT];

    if (isnan(number))
        writer_missing(writer);
    else if (kind == 'L' || kind == 'D')
        writer_text(writer, text, cell_text(number, kind, '.', text));
    else
        writer_number(writer, number);
}

static void write_cell(const struct flow *flow, const struct vector *vector, size_t row,
                       struct writer *writer)
{
    const struct lever_vector *cells = &vector->cells;
    const struct lever_text *text = cells->text ? &cells->text[row] : NULL;

    if (vector->kind == 'T')
        writer_text(writer, text->bytes, text->length);
    else if (vector->kind == 'A' && cells->kind[row] == 0)
        writer_missing(writer);
    else if (vector->kind == 'A' && text->length > 0) /* a cell of the table, moved here */
        pass_cell(&flow->pass, text->bytes, text->length, writer);
    else
        write_number(writer, cells->number[row],
                     cells->kind ? (char)cells->kind[row] : vector->kind);
}

/* Columns that are written. */
static size_t width_of(const struct stream *stream)
{
    return stream->calc->out_width - (stream->chooses ? 1 : 0);
}

/* Whether the formula that chooses rows is TRUE, or a number other than 0. */
static bool is_chosen(const struct stream *stream, const struct worker *worker, size_t row)
{
    const struct vector *vector = evaluator_result(worker->evaluator, stream->calc->count - 1);
    const struct lever_vector *cells = &vector->cells;

    if (vector->kind == 'T' || vector_missing(vector, row))
        return false;
    if (cells->kind && cells->kind[row] != 'L' && cells->kind[row] != 'N')
        return false;
    return !isnan(cells->number[row]) && cells->number[row] != 0;
}

/* Where all new columns are plain numbers in this stretch: their cells. */
static bool all_numbers(const struct flow *flow, const struct worker *worker,
                        const double **numbers)
{
    const struct calc *calc = flow->stream->calc;
    char decimal = flow->stream->out->decimal;
    size_t k;

    if (!flow->raw || flow->stream->chooses || (decimal && decimal != '.'))
        return false;
    for (k = calc->width; k < calc->out_width; k++) {
        const struct vector *vector = evaluator_result(worker->evaluator, flow->formula_of[k]);

        if ((vector->kind != 'N' && vector->kind != 'C') || vector->cells.kind)
            return false;
        numbers[k - calc->width] = vector->cells.number;
    }
    return true;
}

/* The most usual rows, without a call a cell: bytes as they are, and numbers behind. */
static void write_numbers(const struct flow *flow, const struct rows_block *block, size_t from,
                          size_t count, const double *const *numbers, struct text *out)
{
    size_t columns = flow->stream->calc->out_width - flow->stream->calc->width;
    char delimiter = flow->stream->out->delimiter ? flow->stream->out->delimiter : ',';
    size_t i;
    size_t k;

    for (i = 0; i < count; i++) {
        size_t length;
        const char *bytes = rows_bytes(block, from + i, &length);
        char *to = text_room(out, length + columns * (NUMBER_SIZE + 1) + 1);
        char *begin = to;

        memcpy(to, bytes, length);
        to += length;
        for (k = 0; k < columns; k++) {
            *to++ = delimiter;
            to += number_format(numbers[k][i], to);
        }
        *to++ = '\n';
        out->length += (size_t)(to - begin);
    }
}

/* Rows block rows from `from` on, which are the evaluator's stretch. */
static void write_rows(const struct flow *flow, const struct rows_block *block, size_t from,
                       size_t count, struct worker *worker)
{
    const struct calc *calc = flow->stream->calc;
    struct writer *writer = worker->writer;
    size_t i;
    size_t k;

    if (all_numbers(flow, worker, worker->numbers)) {
        writer_flush(writer);
        write_numbers(flow, block, from, count, worker->numbers, &worker->rows);
        return;
    }
    for (i = 0; i < count; i++) {
        const struct field *fields = block->texts + (from + i) * flow->want.text_count;

        if (flow->stream->chooses && !is_chosen(flow->stream, worker, i)) {
            worker->left_out++;
            continue;
        }
        k = 0;
        if (flow->raw) {
            size_t length;
            const char *bytes = rows_bytes(block, from + i, &length);

            writer_raw(writer, bytes, length);
            k = calc->width;
        }
        for (; k < width_of(flow->stream); k++) {
            size_t formula = flow->formula_of[k];

            if (formula == SIZE_MAX)
                pass_cell(&flow->pass, fields[k].text, fields[k].length, writer);
            else
                write_cell(flow, evaluator_result(worker->evaluator, formula), i, writer);
        }
        writer_end_row(writer);
    }
}

/* ---- what went wrong ---- */

static void note_tallies(struct worker *worker)
{
    size_t count;
    const struct tally *tallies = evaluator_tallies(worker->evaluator, &count);
    size_t i;

    for (i = 0; i < count; i++) {
        worker->tallies = xgrow(worker->tallies, worker->tally_count, &worker->tally_capacity,
                                sizeof *worker->tallies);
        worker->tallies[worker->tally_count++] = tallies[i];
    }
}

static void add_trouble(struct stream *stream, const struct tally *tally, unsigned long line)
{
    struct stream_trouble *trouble;
    size_t i;

    for (i = 0; i < stream->trouble_count; i++) {
        trouble = &stream->troubles[i];
        if (trouble->formula == tally->formula && trouble->trouble == tally->trouble) {
            trouble->count += tally->count;
            return;
        }
    }
    stream->troubles = xgrow(stream->troubles, stream->trouble_count, &stream->trouble_capacity,
                             sizeof *stream->troubles);
    stream->troubles[stream->trouble_count++] = (struct stream_trouble){ tally->formula,
                                                                         tally->trouble,
                                                                         tally->count, line };
}

/* With `strict`, the first row in which something went wrong. */
static int refuse_first(const struct flow *flow, const struct worker *worker,
                        const struct rows_block *block, struct error *err)
{
    const struct calc *calc = flow->stream->calc;
    const struct tally *first = &worker->tallies[0];
    size_t i;

    for (i = 1; i < worker->tally_count; i++)
        if (worker->tallies[i].first < first->first)
            first = &worker->tallies[i];
    return error_at(err, flow->table->file, block->lines[first->first - block->first_row],
                    calc->formulas[first->formula]->name, "%s (--strict)",
                    calc->troubles[first->trouble]);
}

/* ---- a block of rows ---- */

static void prepare(void *context, const struct rows_block *block)
{
    const struct flow *flow = context;
    struct worker *worker = &flow->workers[block->worker];
    size_t most = evaluator_rows(worker->evaluator);
    size_t from;

    text_clear(&worker->rows);
    worker->tally_count = 0;
    worker->left_out = 0;
    if (flow->pass_number > 0 && block->first_row + block->count > flow->rows) {
        error_at(&worker->failure, flow->table->file, 0, NULL, CHANGED);
        worker->failed = true;
        return;
    }
    for (from = 0; from < block->count; from += most) {
        size_t count = block->count - from < most ? block->count - from : most;

        if (evaluator_run(worker->evaluator, block->texts + from * flow->want.text_count,
                          flow->want.text_count, count, block->first_row + from,
                          &worker->failure) != 0) {
            worker->failed = true;
            return;
        }
        note_tallies(worker);
        if (flow->writer)
            write_rows(flow, block, from, count, worker);
        else
            evaluator_collect(worker->evaluator, worker->stores);
    }
    if (flow->writer)
        writer_flush(worker->writer);
}

/* Where the rows belong in time, in the first pass. */
static int order_rows(struct flow *flow, const struct rows_block *block, struct error *err)
{
    const struct stream *stream = flow->stream;
    size_t i;
    size_t k;

    for (i = 0; i < block->count; i++) {
        const struct field *fields = block->texts + i * flow->want.text_count;

        for (k = 0; k < stream->by_count; k++)
            flow->by[k] = &fields[flow->by_slots[k]];
        if (order_add(&flow->order, stream->periods ? &fields[flow->time_slot] : NULL, flow->by,
                      stream->by_count, block->lines[i], err) != 0)
            return -1;
    }
    return 0;
}

static int take(void *context, const struct rows_block *block, struct error *err)
{
    struct flow *flow = context;
    struct worker *worker = &flow->workers[block->worker];
    size_t i;

    if (block->count == 0)
        return 0;
    if (worker->failed) {
        *err = worker->failure;
        return -1;
    }
    if (worker->tally_count > 0 && flow->stream->strict)
        return refuse_first(flow, worker, block, err);
    for (i = 0; i < worker->tally_count; i++)
        add_trouble(flow->stream, &worker->tallies[i],
                    block->lines[worker->tallies[i].first - block->first_row]);
    if (flow->writer) {
        flow->stream->rows += block->count;
        flow->stream->left_out += worker->left_out;
        writer_raw(flow->writer, worker->rows.bytes, worker->rows.length);
        return 0;
    }
    work_take(flow->work, worker->stores);
    return flow->pass_number == 0 && flow->stream->calc->timed ? order_rows(flow, block, err) : 0;
}

/* ---- passes ---- */

/* Raw rows are copied whole: only what formulas look at is wanted of them. */
static void want_columns(struct flow *flow)
{
    const struct stream *stream = flow->stream;
    const struct calc *calc = stream->calc;
    size_t *columns = xarray(calc->width, sizeof *columns);
    size_t *slot = flow->work->slot;
    bool *wanted = xcalloc(calc->width, sizeof *wanted);
    size_t i;

    for (i = 0; i < calc->width; i++)
        wanted[i] = !flow->raw || calc->used[i];
    for (i = 0; calc->timed && i < stream->by_count; i++)
        wanted[stream->by[i]] = true;
    if (calc->timed && stream->periods)
        wanted[stream->time] = true;
    for (i = 0; i < calc->width; i++) {
        if (!wanted[i])
            continue;
        slot[i] = flow->want.text_count;
        columns[flow->want.text_count++] = i;
    }
    flow->want.texts = columns;
    flow->time_slot = stream->periods ? slot[stream->time] : 0;
    flow->by = xarray(stream->by_count, sizeof *flow->by);
    flow->by_slots = xarray(stream->by_count, sizeof *flow->by_slots);
    for (i = 0; i < stream->by_count; i++)
        flow->by_slots[i] = slot[stream->by[i]];
    free(wanted);
}

struct flow *flow_new(struct stream *stream)
{
    struct flow *flow = xcalloc(1, sizeof *flow);
    const struct calc *calc = stream->calc;
    char in = stream->in->delimiter ? stream->in->delimiter : ',';
    char out = stream->out->delimiter ? stream->out->delimiter : ',';
    size_t i;

    flow->stream = stream;
    flow->pass = pass_make(NULL, stream->in, stream->out);
    /* The first row without a header was read before: its bytes are not what they were. */
    flow->raw = in == out && !flow->pass.look && !stream->out->guard && !stream->in->no_headers;
    flow->formula_of = xarray(calc->out_width, sizeof *flow->formula_of);
    for (i = 0; i < calc->out_width; i++)
        flow->formula_of[i] = SIZE_MAX;
    for (i = 0; i < calc->count; i++) {
        if (calc->place[i] == SIZE_MAX)
            continue;
        flow->formula_of[calc->place[i]] = i;
        flow->raw &= calc->place[i] >= calc->width;
    }
    flow->work = work_new(calc, stream->out->decimal);
    flow->work->date_format = stream->date_format;
    order_begin(&flow->order, stream->periods);
    want_columns(flow);
    return flow;
}

void flow_free(struct flow *flow)
{
    if (!flow)
        return;
    free((void *)(uintptr_t)flow->want.texts);
    free(flow->by_slots);
    free(flow->by);
    free(flow->formula_of);
    order_free(&flow->order);
    work_free(flow->work);
    free(flow);
}

/* Reads all rows once; what becomes of them goes by whether there is a writer. */
static int pass(struct flow *flow, struct table *table, struct writer *writer, struct error *err)
{
    size_t threads = flow->stream->threads;
    size_t stores;
    size_t i;
    size_t k;
    int bad;

    flow->table = table;
    flow->writer = writer;
    flow->pass.cells = table_cells(table);
    work_pass(flow->work, flow->pass_number, table_cells(table));
    stores = work_stores(flow->work);
    flow->workers = xcalloc(threads, sizeof *flow->workers);
    for (i = 0; i < threads; i++) {
        struct worker *worker = &flow->workers[i];

        worker->evaluator = evaluator_new(flow->work);
        worker->writer = writer_memory(&worker->rows, flow->stream->out);
        worker->numbers = xarray(flow->stream->calc->out_width, sizeof *worker->numbers);
        worker->stores = xcalloc(stores, sizeof *worker->stores);
    }
    bad = rows_read(table, &flow->want, threads, prepare, take, flow, err);
    for (i = 0; i < threads; i++) {
        struct worker *worker = &flow->workers[i];

        evaluator_free(worker->evaluator);
        writer_abandon(worker->writer);
        text_free(&worker->rows);
        for (k = 0; k < stores; k++)
            store_free(&worker->stores[k]);
        free(worker->stores);
        free(worker->numbers);
        free(worker->tallies);
    }
    free(flow->workers);
    if (!bad && flow->pass_number > 0 && table->height != flow->rows)
        bad = error_at(err, table->file, 0, NULL, CHANGED);
    flow->rows = table->height;
    flow->pass_number++;
    return bad;
}

int flow_collect(struct flow *flow, struct table *table, struct error *err)
{
    struct stream *stream = flow->stream;
    bool first = flow->pass_number == 0;

    if (pass(flow, table, NULL, err) != 0)
        return -1;
    if (first && stream->calc->timed) {
        if (order_end(&flow->order, err) != 0)
            return -1;
        memcpy(stream->note, flow->order.note, sizeof stream->note);
        stream->without_period = flow->order.without;
        stream->line_without = flow->order.line_without;
    }
    return work_pass_end(flow->work, &flow->order, stream->season, err);
}

int flow_write(struct flow *flow, struct table *table, struct writer *writer, struct error *err)
{
    const struct calc *calc = flow->stream->calc;
    size_t i;

    for (i = 0; i < width_of(flow->stream); i++)
        writer_string(writer, calc_name(calc, i));
    writer_end_row(writer);
    return pass(flow, table, writer, err);
}
