/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text_alike.h"
#include "clean/clean_private.h"
#include "clean/fault.h"

/* A block's share of the second pass. */
struct pass2_part {
    struct splitter *splitter;
    struct repeats *repeats; /* a column's cells, and what was made of them */
    struct repairs repairs;
    const struct quoting *quoting;
    bool simple; /* it divides by commas, and has points in its numbers and no guard */
    bool swift;  /* besides, no word means missing, and no log is kept */
    struct text out;
    struct text aside;
    struct text scratch;
    unsigned long records;
    unsigned long rows;
};

struct second {
    struct clean *clean;
    struct pass2_part parts[2][ROUND];
    struct quoting quoting;     /* of the table, */
    struct quoting log_quoting; /* and of the log */
    FILE *out;
    FILE *log;
    FILE *aside;
    unsigned long records;
    bool before; /* the blocks are in front of the table */
};

static const enum repair row_repairs[] = {
    [ROW_BLANK] = REPAIR_BLANK,    [ROW_HEADER] = REPAIR_HEADER, [ROW_TOTAL] = REPAIR_TOTAL,
    [ROW_TABLE] = REPAIR_TABLE,    [ROW_FOOTER] = REPAIR_FOOTER, [ROW_COMMENT] = REPAIR_COMMENT,
    [ROW_TITLE] = REPAIR_PREAMBLE, [ROW_BAD] = REPAIR_ASIDE,
};

static enum repair number_repair(unsigned forms)
{
    return forms & (NUMBER_CURRENCY | NUMBER_DASHED)      ? REPAIR_CURRENCY
           : forms & NUMBER_PERCENT                       ? REPAIR_PERCENT
           : forms & (NUMBER_PARENTHESES | NUMBER_MINUS)  ? REPAIR_MINUS
           : forms & (NUMBER_GROUPED | NUMBER_OPEN_COMMA) ? REPAIR_GROUP
                                                          : REPAIR_DECIMAL;
}

/* The number in plain form, added to scratch; false where it is none. */
static bool treat_number(const struct clean_column *column, const struct cell *cell,
                         const struct number_look *number, struct text *scratch, enum repair *kind)
{
    struct number_look as = *number;

    if (column->percent)
        as.forms &= ~(unsigned)NUMBER_PERCENT;
    if (!number_write(&as, column->decimal, scratch))
        return false;
    *kind = number->forms & NUMBER_OPEN_COMMA && column->decimal == ','
                ? REPAIR_DECIMAL
                : number_repair(number->forms);
    if (column->percent && *kind == REPAIR_PERCENT)
        *kind = REPAIR_SIGN;
    if (number->forms & NUMBER_OPEN_POINT && column->decimal == ',')
        *kind = REPAIR_GROUP;
    return scratch->length != cell->length || memcmp(scratch->bytes, cell->text, cell->length) != 0;
}

/* What the column's treatment makes of a cell of no frequent form, added to scratch. */
static bool treat_slowly(const struct clean_column *column, const char *date_format,
                         const struct cell *cell, struct text *scratch, enum repair *kind)
{
    struct number_look number;
    struct date_look date;

    switch (column->treatment) {
    case TREAT_COPY:
        return false;
    case TREAT_NUMBER:
        return number_look(cell->text, cell->length, &number) &&
               treat_number(column, cell, &number, scratch, kind);
    case TREAT_FORMAT:
        if (!date_by_format(cell->text, cell->length, date_format, &date))
            return false;
        date_write(&date, DATE_DMY, scratch);
        break;
    case TREAT_DATE:
        if (date_look(cell->text, cell->length, &date) == DATE_NONE ||
            (date.kind == DATE_READY && !date.timed))
            return false;
        if (date.timed && date.second < 0 && column->seconds)
            date.second = 0;
        date_write(&date, column->order, scratch);
        break;
    }
    *kind = REPAIR_DATE;
    return scratch->length != cell->length || memcmp(scratch->bytes, cell->text, cell->length) != 0;
}

/*
 * The frequent numbers of a column with decimal commas, each of which the first pass
 * has found to be one: points go, the comma becomes a point. False: look closer.
 */
static bool treat_comma(const struct cell *cell, struct text *scratch, enum repair *kind)
{
    const char *p = cell->text;
    const char *end = p + cell->length;
    char made[NUMBER_LONGEST];
    size_t length = 0;
    char digits = 0; /* what the digits other than 0 have in common */
    bool grouped = false;

    if ((cell->mask & ~(unsigned)(CELL_DIGIT | CELL_SIGN | CELL_POINT | CELL_COMMA)) ||
        cell->length > NUMBER_LONGEST || end[-1] < '0')
        return false;
    if (*p == '-')
        made[length++] = *p++;
    if (p == end || *p < '0')
        return false;
    for (; p < end; p++) {
        if (*p >= '0') {
            made[length++] = *p;
            digits |= *p & 15;
        } else if (*p == '.') {
            grouped = true;
        } else if (*p == ',') {
            made[length++] = '.';
        } else {
            return false;
        }
    }
    if (made[0] == '-' && !digits)
        return false;
    text_add(scratch, made, length);
    *kind = grouped ? REPAIR_GROUP : REPAIR_DECIMAL;
    return true;
}

/* Makes what the column's treatment makes of the cell, into scratch. False: the
 * cell stays as it is. *kind gets what was done. */
static bool treat(const struct clean_column *column, const char *date_format,
                  const struct cell *cell, struct repeats *repeats, struct text *scratch,
                  enum repair *kind)
{
    struct number_look number;
    struct repeat *repeat;
    bool known;

    text_clear(scratch);
    if (column->treatment == TREAT_NUMBER && !(cell->mask & ~(unsigned)(CELL_DIGIT | CELL_SIGN)) &&
        cell->text[cell->length - 1] != '-')
        return false;
    if (column->treatment == TREAT_NUMBER && column->decimal == ',' &&
        treat_comma(cell, scratch, kind))
        return true;
    if (column->treatment == TREAT_NUMBER && number_look_quick(cell->text, cell->length, &number))
        return number.forms && treat_number(column, cell, &number, scratch, kind);
    repeat = repeats_find(repeats, cell, &known);
    if (repeat && known) {
        *kind = (enum repair)repeat->said;
        text_add(scratch, repeat->made, repeat->made_length);
        return repeat->said != REPAIR_KINDS;
    }
    if (!treat_slowly(column, date_format, cell, scratch, kind))
        *kind = REPAIR_KINDS;
    if (repeat && scratch->length <= REPEAT_MADE) {
        repeat->said = (uint16_t)*kind;
        repeat->made_length = (unsigned char)scratch->length;
        if (scratch->length)
            memcpy(repeat->made, scratch->bytes, scratch->length);
    } else if (repeat) {
        repeat->length = 0;
    }
    return *kind != REPAIR_KINDS;
}

/* text_add where there is room already, which is nearly always. */
static inline void add(struct text *out, const char *bytes, size_t length)
{
    if (out->capacity - out->length <= length + 1) {
        text_add(out, bytes, length);
        return;
    }
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

static void add_cell(struct pass2_part *part, const char *text, size_t length)
{
    if (quoting_is_plain(part->quoting, text, length))
        add(&part->out, text, length);
    else
        quoting_add(part->quoting, text, length, &part->out);
}

/* The text in the form of all that look like it, in scratch; false where it has it. */
static bool make_alike(const struct cell *cell, struct text *scratch)
{
    if (!text_may_differ(cell->text, cell->length))
        return false;
    text_clear(scratch);
    return text_alike(cell->text, cell->length, scratch);
}

/* Room for a shaped cell, and what is copied beside it. */
enum { SHAPED_ROOM = 64 };

static inline char *shaped_room(struct text *out)
{
    return out->capacity - out->length > SHAPED_ROOM ? out->bytes + out->length
                                                     : text_room(out, SHAPED_ROOM);
}

/*
 * A shaped number with a decimal comma, which the first pass has found to be one, straight into the
 * output: the bytes behind each point move up by one, 16 of them at once. What is copied too far is
 * written over by what comes.
 */
static inline void write_shaped_comma(struct pass2_part *part, const struct cell *cell)
{
    char *to = shaped_room(&part->out);
    unsigned points = cell->points;
    unsigned gone = 0;

    memcpy(to, cell->text, 16);
    for (; points; points &= points - 1) {
        unsigned at = (unsigned)__builtin_ctz(points);

        memcpy(to + at - gone, cell->text + at + 1, 16);
        gone++;
    }
    if (cell->commas)
        to[(unsigned)__builtin_ctz(cell->commas) - gone] = '.';
    part->out.length += cell->length - gone;
    part->repairs.counts[gone ? REPAIR_GROUP : REPAIR_DECIMAL]++;
}

/* The frequent cells, for which nothing has to be asked; false: look closer. */
static inline bool write_shaped(const struct clean_column *column, struct pass2_part *part,
                                const struct cell *cell)
{
    bool digits = cell->mask == CELL_DIGIT;

    if (cell->length == 0)
        return true;
    if (column->treatment == TREAT_NUMBER && !digits) {
        if (column->decimal != ',' ||
            cell->mask & ~(unsigned)(CELL_DIGIT | CELL_POINT | CELL_COMMA) ||
            cell->commas & (cell->commas - 1) || !(cell->mask & CELL_DIGIT) ||
            cell->text[0] < '0' || cell->text[cell->length - 1] < '0')
            return false;
        write_shaped_comma(part, cell);
        return true;
    }
    if ((column->treatment != TREAT_COPY && !digits) || column->treatment > TREAT_NUMBER ||
        cell->mask & (CELL_COMMA | CELL_QUOTE | CELL_LINE | CELL_HIGH))
        return false;
    memcpy(shaped_room(&part->out), cell->text, 16);
    part->out.length += cell->length;
    return true;
}

static void write_cell(const struct clean *clean, struct pass2_part *part, size_t j,
                       const struct cell *cell, unsigned long line)
{
    const struct clean_column *column = &clean->columns[j];
    const char *text = cell->text;
    size_t length = cell->length;
    enum repair kind = REPAIR_KINDS;
    bool marked = cell->spaced || cell->guarded || cell->stray;

    if (part->swift && cell->shaped && write_shaped(column, part, cell))
        return;
    if (clean->missing.count && length && is_missing_word(&clean->missing, cell)) {
        repairs_add(&part->repairs, line, column->name, REPAIR_MISSING, text, length, "", 0);
        return;
    }
    if (length && column->treatment != TREAT_COPY &&
        treat(column, clean->options->date_format, cell, &part->repeats[j], &part->scratch,
              &kind)) {
        text = part->scratch.bytes;
        length = part->scratch.length;
    } else if (cell->mask & CELL_HIGH && column->stated != STATED_TEXT && !column->numeric &&
               make_alike(cell, &part->scratch)) {
        text = part->scratch.bytes ? part->scratch.bytes : "";
        length = part->scratch.length;
        kind = REPAIR_ALIKE;
    } else {
        kind = REPAIR_KINDS;
        if (marked)
            kind = cell->guarded ? REPAIR_GUARD : cell->stray ? REPAIR_QUOTE : REPAIR_SPACE;
    }
    if (kind != REPAIR_KINDS)
        repairs_add(&part->repairs, line, column->name, kind, marked ? cell->raw : cell->text,
                    marked ? cell->raw_length : cell->length, text, length);
    if (column->numeric && part->quoting->decimal != '.') {
        struct text *scratch = &part->scratch;
        char *point;

        if (text == cell->text) {
            text_clear(scratch);
            text_add(scratch, text, length);
        }
        point = length ? memchr(scratch->bytes, '.', length) : NULL;
        if (point)
            *point = part->quoting->decimal;
        text = scratch->bytes;
    }
    /* nothing that was made has a comma, and the cell's mask says what it has itself */
    if (part->simple && ((text != cell->text && kind != REPAIR_ALIKE) ||
                         !(cell->mask & (CELL_COMMA | CELL_QUOTE | CELL_LINE | CELL_HIGH))))
        add(&part->out, text, length);
    else
        add_cell(part, text, length);
}

static void write_row(const struct clean *clean, struct pass2_part *part,
                      const struct clean_record *record)
{
    static const struct cell nothing = { .text = "", .raw = "" };
    char delimiter = part->quoting->delimiter;
    size_t width = clean->layout.width;
    bool first = true;
    size_t start = part->out.length;
    size_t j;

    if (record->count < width)
        repairs_add(&part->repairs, record->line, "", REPAIR_SHORT, record->raw, record->raw_length,
                    "", 0);
    else if (record->count > width)
        repairs_add(&part->repairs, record->line, "", REPAIR_LONG, record->raw, record->raw_length,
                    "", 0);
    for (j = 0; j < width; j++) {
        if (clean->columns[j].dropped)
            continue;
        if (!first)
            add(&part->out, &delimiter, 1);
        first = false;
        write_cell(clean, part, j, j < record->count ? &record->cells[j] : &nothing, record->line);
    }
    if (part->out.length == start)
        text_adds(&part->out, "\"\""); /* an only field that is empty */
    if (clean->options->lines)
        text_addf(&part->out, "%c%lu", delimiter, record->line);
    text_addc(&part->out, '\n');
    part->rows++;
}

/* A row that cannot be placed, with its reason: file,line,reason,row. */
static void set_aside(const struct second *second, struct pass2_part *part,
                      const struct clean_record *record)
{
    const struct clean *clean = second->clean;

    text_clear(&part->scratch);
    called_add(&part->scratch, file_shown(clean->input.name), CALLED_BY_PEOPLE);
    quoting_add(&second->log_quoting, part->scratch.bytes, part->scratch.length, &part->aside);
    text_clear(&part->scratch);
    fault_explain(&clean->layout, record, row_fault(&clean->layout, record), &part->scratch);
    text_addf(&part->aside, ",%lu,", record->line);
    quoting_add(&second->log_quoting, part->scratch.bytes, part->scratch.length, &part->aside);
    text_addc(&part->aside, ',');
    quoting_add(&second->log_quoting, record->raw, record->raw_length, &part->aside);
    text_addc(&part->aside, '\n');
}

static void work(void *context, const struct block *block, size_t turn, size_t index)
{
    struct second *second = context;
    const struct clean *clean = second->clean;
    struct pass2_part *part = &second->parts[turn][index];
    const struct clean_record *record;

    splitter_feed_padded(part->splitter, block->bytes, block->length, block->line);
    while ((record = splitter_next(part->splitter)) != NULL) {
        enum row_kind kind = second->before ? record->filled ? ROW_TABLE : ROW_BLANK
                                            : row_kind(clean, record);

        part->records++;
        if (kind == ROW_BAD && second->aside)
            set_aside(second, part, record);
        if (kind == ROW_DATA)
            write_row(clean, part, record);
        else
            repairs_add(&part->repairs, record->line, "", row_repairs[kind], record->raw,
                        record->raw_length, "", 0);
    }
}

static int put_out(FILE *out, struct text *text, struct error *err)
{
    if (text->length && fwrite(text->bytes, 1, text->length, out) != text->length)
        return error_errno(err, "", errno, "cannot write");
    text_clear(text);
    return 0;
}

static int take(void *context, size_t turn, size_t count, struct error *err)
{
    struct second *second = context;
    struct clean_result *result = second->clean->result;
    size_t i;

    (void)err;
    for (i = 0; i < count; i++) {
        struct pass2_part *part = &second->parts[turn][i];

        result->rows += part->rows;
        second->records += part->records;
        part->rows = part->records = 0;
        repairs_count(&result->repairs, &part->repairs);
        if (part->out.length && second->out == stdout)
            result->begun = true;
    }
    return 0;
}

static int put(void *context, size_t turn, size_t count, struct error *err)
{
    struct second *second = context;
    size_t i;

    for (i = 0; i < count; i++) {
        struct pass2_part *part = &second->parts[turn][i];

        if (put_out(second->out, &part->out, err) != 0 ||
            (second->log && put_out(second->log, &part->repairs.rows, err) != 0) ||
            (second->aside && put_out(second->aside, &part->aside, err) != 0))
            return -1;
    }
    return 0;
}

/* Reads from offset up to end, working on every block; how many rows there were. */
static int run(struct second *second, off_t offset, unsigned long line, off_t end,
               unsigned long *records, struct error *err)
{
    static const struct rounds_pass pass = { .work = work, .take = take, .put = put };
    const struct clean *clean = second->clean;
    struct clean_input input = clean->input;
    int status;

    input.size = end;
    second->records = 0;
    status = rounds_run(&pass, second, &input, clean->layout.delimiter,
                        clean->options->layout.max_record, offset, line, clean->options->threads,
                        err);
    *records = second->records;
    return status;
}

/* The header, and what was done to the lines around it. */
static int write_head(struct second *second, struct error *err)
{
    struct clean *clean = second->clean;
    struct pass2_part *part = &second->parts[0][0];
    char delimiter = part->quoting->delimiter;
    struct repairs *repairs = &part->repairs;
    const struct clean_layout *layout = &clean->layout;
    const char *encoding = clean->input.encoding;
    char from[2] = { layout->delimiter, '\0' };
    bool first = true;
    size_t j;

    if (clean->input.bom && !encoding)
        repairs_add(repairs, 1, "", REPAIR_BOM, "", 0, "", 0);
    if (encoding)
        repairs_add(repairs, 1, "", REPAIR_ENCODING, encoding, strlen(encoding), "UTF-8", 5);
    if (layout->dropped_separator)
        repairs_add(repairs, 1, "", REPAIR_SEPARATOR, from, 1, "", 0);
    if (layout->delimiter != ',')
        repairs_add(repairs, layout->header_line, "", REPAIR_DELIMITER, from, 1, ",", 1);
    for (j = 0; j < layout->dropped_count; j++)
        repairs_add(repairs, layout->dropped[j].line, "", layout->dropped[j].kind,
                    layout->dropped[j].raw, strlen(layout->dropped[j].raw), "", 0);
    if (clean->options->out.bom)
        text_adds(&part->out, "\xEF\xBB\xBF");
    for (j = 0; j < layout->width; j++) {
        const char *name = layout->names[j];

        if (clean->columns[j].dropped) {
            repairs_add(repairs, layout->header_line, name, REPAIR_COLUMN, "", 0, "", 0);
            continue;
        }
        if (strcmp(name, layout->before[j]) != 0 && layout->header_line)
            repairs_add(repairs, layout->header_line, name, REPAIR_NAME, layout->before[j],
                        strlen(layout->before[j]), name, strlen(name));
        if (!first)
            text_addc(&part->out, delimiter);
        first = false;
        add_cell(part, name, strlen(name));
        clean->result->columns++;
    }
    if (clean->options->lines)
        text_addf(&part->out, "%cline", delimiter);
    text_addc(&part->out, '\n');
    repairs_count(&clean->result->repairs, repairs);
    clean->result->begun = second->out == stdout;
    return put(second, 0, 1, err);
}

static void part_start(struct pass2_part *part, const struct second *second)
{
    const struct clean *clean = second->clean;

    part->quoting = &second->quoting;
    part->simple = part->quoting->delimiter == ',' && part->quoting->decimal == '.' &&
                   !part->quoting->guard;
    part->swift = part->simple && !clean->missing.count && !second->log;
    part->splitter = splitter_new(clean->layout.delimiter, clean->input.sheet);
    part->repeats = xcalloc(clean->layout.width, sizeof *part->repeats);
    part->repairs.file = clean->input.name;
    part->repairs.quoting = &second->log_quoting;
    part->repairs.rows_wanted = second->log != NULL;
}

static void part_free(struct pass2_part *part, size_t width)
{
    size_t j;

    for (j = 0; j < width; j++)
        repeats_free(&part->repeats[j]);
    free(part->repeats);
    splitter_free(part->splitter);
    text_free(&part->out);
    text_free(&part->aside);
    text_free(&part->scratch);
    repairs_free(&part->repairs);
}

static int check_unchanged(struct clean *clean, struct error *err)
{
    switch (clean_input_changed(&clean->input)) {
    case INPUT_CHANGED:
        return error_at(err, clean->input.name, 0, NULL,
                        "has changed while it was read: what was written is of no use");
    case INPUT_LONGER:
        text_adds(&clean->result->warnings,
                  "has become longer while it was read: what was added is not in the result\n");
        break;
    }
    return 0;
}

int clean_pass2(struct clean *clean, FILE *out, FILE *log, FILE *aside, struct error *err)
{
    struct second second = { .clean = clean, .out = out, .log = log, .aside = aside };
    unsigned long records = 0;
    unsigned long before = 0;
    unsigned long dropped;
    size_t i;
    int status = 0;

    quoting_start(&second.quoting, &clean->options->out);
    quoting_start(&second.log_quoting, &(struct dialect){ 0 });
    for (i = 0; i < 2 * ROUND; i++)
        part_start(&second.parts[i / ROUND][i % ROUND], &second);
    if (clean->table_offset > clean->input.start) {
        second.before = true;
        status = run(&second, clean->input.start, 1, clean->table_offset, &before, err);
        second.before = false;
    }
    if (status == 0)
        status = write_head(&second, err);
    dropped = repairs_dropped(&clean->result->repairs);
    if (status == 0)
        status = run(&second, clean->layout.data_offset, clean->layout.data_line, clean->input.size,
                     &records, err);
    dropped = repairs_dropped(&clean->result->repairs) - dropped;
    if (status == 0 && (records != clean->records || records != clean->result->rows + dropped))
        status = error_at(err, clean->input.name, 0, NULL,
                          "%lu rows were read first, then %lu, of which %lu were written and %lu "
                          "dropped: has the file changed meanwhile?",
                          clean->records, records, clean->result->rows, dropped);
    if (status == 0)
        status = check_unchanged(clean, err);
    for (i = 0; i < 2 * ROUND; i++)
        part_free(&second.parts[i / ROUND][i % ROUND], clean->layout.width);
    return status;
}
