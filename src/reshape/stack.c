/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/stack.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "reshape/stack_overlap.h"
#include "table/cell.h"
#include "table/keys.h"
#include "table/reader.h"
#include "table/select.h"

enum { SHOWN = 60 };

/* What a column holds in one file. */
struct holds {
    bool numbers;
    bool dates;              /* all of its texts begin as dates do in ISO 8601 */
    unsigned long text_line; /* of the first text; 0 = none */
    char text[SHOWN];
};

struct stack {
    const struct stack_ask *ask;
    struct cells *cells;
    struct holds *holds; /* [file][column] */
    struct selection key;
    size_t rows;      /* that were read */
    uint8_t *dropped; /* a bit each, set where it stands in another file, too */
    size_t room;      /* bytes of dropped */
    struct text row;
    struct text warnings;
};

/* How many bytes are shown of a text: whole characters. */
static int fitting(const char *text, size_t length, size_t most)
{
    if (length > most)
        for (length = most; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80; length--)
            ;
    return (int)length;
}

/* ---- reading ---- */

/* A row as it comes: the cells of the stack's columns. */
typedef int stack_take(struct stack *stack, size_t file, unsigned long line, size_t number,
                       const struct field *cells, void *context, struct error *err);

static int refuse_ragged(const struct stack_file *file, unsigned long line, size_t count,
                         size_t width, struct error *err)
{
    return error_at(err, file->name, line, NULL,
                    "%zu cells, where the header has %zu: lever clean fills short rows up", count,
                    width);
}

/* The line of the row in the user's file, where the last cell says it. */
static unsigned long line_of(const struct stack *stack, const struct reader *reader,
                             const struct field *fields, size_t count)
{
    return stack->ask->lines ? strtoul(fields[count - 1].text, NULL, 10) : reader_line(reader);
}

/* Gives the rows of a file to take; 1 where that has seen enough. */
static int read_file(struct stack *stack, size_t which, size_t *number, stack_take *take,
                     void *context, struct error *err)
{
    static const struct field nothing = { .text = "" };
    const struct stack_ask *ask = stack->ask;
    const struct stack_file *file = &ask->files[which];
    const size_t *from = ask->columns->from[which];
    size_t width = file->header.count + ask->lines;
    struct dialect dialect = ask->in;
    struct field *cells = xarray(ask->columns->width, sizeof *cells);
    struct reader *reader;
    const struct field *fields;
    size_t count, j;
    int status = -1;

    dialect.shown = file->name;
    reader = reader_open(file->path, &dialect, err);
    if (reader)
        status = reader_next(reader, &fields, &count, err); /* the header */
    while (status >= 0 && (status = reader_next(reader, &fields, &count, err)) == 1) {
        unsigned long line = reader_line(reader);

        if (count != width) {
            status = refuse_ragged(file, line, count, width, err);
            break;
        }
        for (j = 0; j < ask->columns->width; j++)
            cells[j] = from[j] == STACK_NONE ? nothing : fields[from[j]];
        status = take(stack, which, line_of(stack, reader, fields, count), (*number)++, cells,
                      context, err);
        if (status != 0)
            break;
    }
    reader_close(reader);
    free(cells);
    return status;
}

static int read_all(struct stack *stack, stack_take *take, void *context, struct error *err)
{
    size_t number = 0;
    size_t i;
    int status = 0;

    for (i = 0; i < stack->ask->count && status == 0; i++)
        status = read_file(stack, i, &number, take, context, err);
    stack->rows = number > stack->rows ? number : stack->rows;
    return status < 0 ? -1 : 0;
}

static bool is_dropped(const struct stack *stack, size_t number)
{
    return number / 8 < stack->room && stack->dropped[number / 8] >> number % 8 & 1;
}

/* ---- comparing ---- */

/* Chosen cells of a row as one key; NULL = all. */
static void make_key(struct stack *stack, const struct field *cells, const bool *chosen)
{
    size_t j;

    text_clear(&stack->row);
    text_add(&stack->row, "prefixed", 8); /* see hash */
    for (j = 0; j < stack->ask->columns->width; j++)
        if (!chosen || chosen[j])
            key_add(&stack->row, cells[j].text, cells[j].length);
}

/* Two hashes: of the key, and of the key behind eight other bytes. */
static void hash(const struct stack *stack, uint64_t *both)
{
    both[0] = hash_bytes(stack->row.bytes + 8, stack->row.length - 8);
    both[1] = hash_bytes(stack->row.bytes, stack->row.length);
}

static bool looks_dated(const char *text, size_t length)
{
    return length >= 7 && strspn(text, "0123456789") == 4 && text[4] == '-';
}

static void look_at(const struct stack *stack, struct holds *holds, const struct field *cell,
                    unsigned long line)
{
    double value;

    if (holds->text_line && !holds->dates)
        return;
    if (cell_number(stack->cells, cell->text, cell->length, &value) == 0) {
        holds->numbers |= !isnan(value);
        return;
    }
    if (!holds->text_line) {
        holds->text_line = line;
        holds->dates = true;
        snprintf(holds->text, sizeof holds->text, "%.*s",
                 fitting(cell->text, cell->length, sizeof holds->text - 1), cell->text);
    }
    holds->dates = holds->dates && looks_dated(cell->text, cell->length);
}

struct comparing {
    struct overlap overlap;
    const bool *chosen;
    bool look; /* at what the columns hold */
};

static int compare_row(struct stack *stack, size_t file, unsigned long line, size_t number,
                       const struct field *cells, void *context, struct error *err)
{
    struct comparing *comparing = context;
    struct overlap_row row = { .number = number, .line = line, .file = file };
    size_t width = stack->ask->columns->width;
    size_t j;

    for (j = 0; comparing->look && j < width; j++)
        look_at(stack, &stack->holds[file * width + j], &cells[j], line);
    if (!comparing->overlap.count || is_dropped(stack, number))
        return 0;
    make_key(stack, cells, comparing->chosen);
    hash(stack, row.hash);
    return overlap_add(&comparing->overlap, &row, err);
}

/* Reads all rows, and finds those that are the same in the columns chosen. */
static int compare(struct stack *stack, const bool *chosen, enum overlap_by by, bool look,
                   struct overlap_found *found, struct error *err)
{
    struct comparing comparing = { .chosen = chosen, .look = look };
    bool only_look = stack->ask->overlap == STACK_OVERLAP_KEEP || stack->ask->count < 2;
    int status;

    *found = (struct overlap_found){ .count = 0 };
    overlap_begin(&comparing.overlap, only_look ? 0 : OVERLAP_PARTS);
    status = read_all(stack, compare_row, &comparing, err);
    if (status == 0 && !only_look) {
        if (!stack->dropped) {
            stack->room = stack->rows / 8 + 1;
            stack->dropped = xcalloc(stack->room, 1);
        }
        status = overlap_find(&comparing.overlap, by, stack->dropped, found, err);
    }
    overlap_end(&comparing.overlap);
    return status;
}

/* ---- refusing ---- */

struct showing {
    size_t number;
    const bool *chosen;
    struct text text;
};

static int show_row(struct stack *stack, size_t file, unsigned long line, size_t number,
                    const struct field *cells, void *context, struct error *err)
{
    struct showing *showing = context;
    size_t j;

    (void)file;
    (void)line;
    (void)err;
    if (number < showing->number)
        return 0;
    for (j = 0; j < stack->ask->columns->width && showing->text.length < SHOWN; j++)
        if (!showing->chosen || showing->chosen[j])
            text_addf(&showing->text, "%s%.*s", showing->text.length ? "," : "",
                      (int)cells[j].length, cells[j].text);
    return 1;
}

/* ", as are 11 more rows (lines 3, 4 ...)": the examples behind the first that are of its file. */
static void add_others(struct text *others, const struct overlap_found *found)
{
    const char *before = found->count == 2 ? " (line " : " (lines ";
    size_t i;

    if (found->count == 1)
        return;
    text_addf(others, ", as %s %zu more row%s", found->count == 2 ? "is" : "are", found->count - 1,
              found->count == 2 ? "" : "s");
    for (i = 1; i < found->count && i < OVERLAP_EXAMPLES; i++)
        if (found->examples[i].file == found->examples[0].file) {
            text_addf(others, "%s%lu", before, found->examples[i].line);
            before = ", ";
        }
    if (*before == ',')
        text_addf(others, "%s)", found->count > OVERLAP_EXAMPLES ? " ..." : "");
}

static int refuse(struct stack *stack, const bool *chosen, enum overlap_by by,
                  const struct overlap_found *found, const char *way, struct error *err)
{
    const struct overlap_pair *first = &found->examples[0];
    struct showing showing = { .number = first->number, .chosen = chosen };
    const struct stack_file *files = stack->ask->files;
    struct text others = TEXT_EMPTY;

    if (read_all(stack, show_row, &showing, err) != 0)
        return -1;
    add_others(&others, found);
    error_at(err, files[first->file].name, first->line, NULL,
             "%s in %.100s, too, on line %lu%s (%.*s)%s: %s",
             by == OVERLAP_BY_ROWS ? "this row is" : "what this row is about is",
             file_shown(files[first->other].name), first->other_line,
             by == OVERLAP_BY_LABELS ? ", with other figures" : "",
             fitting(showing.text.bytes, showing.text.length, SHOWN), showing.text.bytes,
             others.length ? others.bytes : "", way);
    text_free(&showing.text);
    text_free(&others);
    return -1;
}

/* The columns that never hold a number, and some of which holds dates in all files; false where
 * there are none. */
static bool choose_labels(const struct stack *stack, bool *chosen)
{
    size_t width = stack->ask->columns->width;
    bool any = false;
    size_t i, j;

    for (j = 0; j < width; j++) {
        bool dates = true;

        chosen[j] = true;
        for (i = 0; i < stack->ask->count; i++) {
            const struct holds *holds = &stack->holds[i * width + j];

            chosen[j] = chosen[j] && !holds->numbers;
            dates = dates && holds->text_line && holds->dates;
        }
        any = any || (chosen[j] && dates);
    }
    return any;
}

/* Figures that were exported twice, and differ. */
static int check_labels(struct stack *stack, struct error *err)
{
    size_t width = stack->ask->columns->width;
    bool *chosen = xcalloc(width, sizeof *chosen);
    struct overlap_found found = { .count = 0 };
    struct text way = TEXT_EMPTY;
    uint8_t *dropped = stack->dropped;
    int status = 0;
    size_t j;

    if (choose_labels(stack, chosen)) {
        /* what is found is refused, not dropped */
        stack->dropped = xarray(stack->room, 1);
        memcpy(stack->dropped, dropped, stack->room);
        status = compare(stack, chosen, OVERLAP_BY_LABELS, false, &found, err);
        free(stack->dropped);
        stack->dropped = dropped;
    }
    if (status == 0 && found.count && !found.within) {
        text_adds(&way, "--overlap drop --key \"");
        for (j = 0; j < width; j++) {
            char *name = list_quote(stack->ask->columns->names[j]);

            if (chosen[j])
                text_addf(&way, "%s%s", way.bytes[way.length - 1] == '"' ? "" : ",", name);
            free(name);
        }
        text_adds(&way, "\" takes the last file's, --overlap keep takes all");
        status = refuse(stack, chosen, OVERLAP_BY_LABELS, &found, way.bytes, err);
    }
    text_free(&way);
    free(chosen);
    return status;
}

/* ---- the first time ---- */

static void warn_of_kinds(struct stack *stack)
{
    size_t width = stack->ask->columns->width;
    size_t i, j, k;

    for (j = 0; j < width; j++) {
        const struct holds *numbers = NULL;

        for (i = 0; i < stack->ask->count && !numbers; i++)
            if (stack->holds[i * width + j].numbers && !stack->holds[i * width + j].text_line)
                numbers = &stack->holds[i * width + j];
        for (k = 0; numbers && k < stack->ask->count; k++) {
            const struct holds *other = &stack->holds[k * width + j];

            if (!other->text_line)
                continue;
            text_addf(
                &stack->warnings,
                "%s:%lu: column \"%s\" holds text here (\"%s\") and numbers in %s: --missing, "
                "--number and --text settle that\n",
                file_shown(stack->ask->files[k].name), other->text_line,
                stack->ask->columns->names[j], other->text,
                file_shown(stack->ask->files[(size_t)(numbers - stack->holds) / width].name));
            break;
        }
    }
}

static int look(struct stack *stack, size_t *dropped, struct error *err)
{
    const struct stack_ask *ask = stack->ask;
    bool *chosen = ask->key ? xcalloc(ask->columns->width, sizeof *chosen) : NULL;
    enum overlap_by by = ask->key ? OVERLAP_BY_KEY : OVERLAP_BY_ROWS;
    struct overlap_found found;
    size_t i;
    int status;

    for (i = 0; i < stack->key.count; i++)
        chosen[stack->key.columns[i]] = true;
    status = compare(stack, chosen, by, true, &found, err);
    if (status == 0)
        warn_of_kinds(stack);
    *dropped = found.count;
    if (status == 0 && found.count && ask->overlap == STACK_OVERLAP_REFUSE)
        status = refuse(stack, chosen, by, &found,
                        ask->key ? "--overlap drop takes the last file's, --overlap keep takes all"
                                 : "--overlap drop takes them once, --overlap keep takes all",
                        err);
    if (status == 0 && !ask->key && stack->dropped)
        status = check_labels(stack, err);
    free(chosen);
    return status;
}

/* ---- the second time ---- */

/* A number in a column of numbers has the decimal mark that is asked for: the writer's. */
static void write_cell(const struct stack *stack, size_t file, size_t column,
                       const struct field *cell, struct writer *writer)
{
    const struct holds *holds = &stack->holds[file * stack->ask->columns->width + column];
    double value;

    if (holds->text_line || !stack->ask->respell ||
        cell_number(stack->cells, cell->text, cell->length, &value) != 0)
        writer_text(writer, cell->text, cell->length);
    else
        writer_number(writer, value);
}

static int write_row(struct stack *stack, size_t file, unsigned long line, size_t number,
                     const struct field *cells, void *context, struct error *err)
{
    struct writer *writer = context;
    size_t j;

    (void)line;
    (void)err;
    if (is_dropped(stack, number))
        return 0;
    for (j = 0; j < stack->ask->columns->width; j++)
        write_cell(stack, file, j, &cells[j], writer);
    if (stack->ask->source)
        writer_string(writer, stack->ask->files[file].name);
    writer_end_row(writer);
    return 0;
}

static int write_all(struct stack *stack, struct writer *writer, struct error *err)
{
    const struct stack_columns *columns = stack->ask->columns;
    size_t j;

    for (j = 0; j < columns->width; j++)
        writer_string(writer, columns->names[j]);
    if (stack->ask->source)
        writer_string(writer, stack->ask->source);
    writer_end_row(writer);
    return read_all(stack, write_row, writer, err);
}

static int find_key(struct stack *stack, struct error *err)
{
    const struct stack_ask *ask = stack->ask;

    if (!ask->key)
        return 0;
    return select_columns((const char *const *)ask->columns->names, ask->columns->width, ask->key,
                          ask->files[0].name, NULL, &stack->key, err);
}

int stack_files(const struct stack_ask *ask, struct writer *writer, struct stack_result *result,
                struct error *err)
{
    struct stack stack = { .ask = ask, .cells = cells_new(&ask->in) };
    size_t dropped = 0;
    int status;

    *result = (struct stack_result){ .rows = 0 };
    stack.holds = xcalloc(ask->count * ask->columns->width, sizeof *stack.holds);
    status = find_key(&stack, err);
    if (status == 0)
        status = look(&stack, &dropped, err);
    if (status == 0)
        status = write_all(&stack, writer, err);
    result->rows = stack.rows - dropped;
    result->dropped = dropped;
    result->warnings = stack.warnings;
    cells_free(stack.cells);
    free(stack.holds);
    free(stack.dropped);
    selection_free(&stack.key);
    text_free(&stack.row);
    return status;
}
