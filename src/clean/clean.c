/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/clean.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/output.h"
#include "base/progress.h"
#include "clean/clean_private.h"
#include "clean/unit.h"
#include "clean/words.h"
#include "table/select.h"

/* The header once more, as exports have it that were put behind one another. */
static bool is_header(const struct clean *clean, const struct clean_record *record)
{
    const struct layout *layout = &clean->layout;
    size_t j;

    if (!layout->header_line || layout->header_rows != 1 || record->count != layout->width ||
        (record->cells[0].length && record->cells[0].text[0] != layout->written[0][0]))
        return false;
    for (j = 0; j < record->count; j++) {
        const struct cell *cell = &record->cells[j];

        if (strncmp(layout->written[j], cell->text, cell->length) != 0 ||
            layout->written[j][cell->length] != '\0')
            return false;
    }
    return true;
}

/* A line from above the header, as it comes again on each page of a printed list. */
static bool is_title(const struct clean *clean, const struct clean_record *record)
{
    const struct layout *layout = &clean->layout;
    size_t i;

    for (i = 0; i < layout->dropped_count; i++)
        if (layout->dropped[i].kind == REPAIR_PREAMBLE &&
            strlen(layout->dropped[i].raw) == record->raw_length &&
            memcmp(layout->dropped[i].raw, record->raw, record->raw_length) == 0)
            return true;
    return false;
}

enum row_kind row_kind(const struct clean *clean, const struct clean_record *record)
{
    if (clean->limit && record->line >= clean->limit)
        return record->filled ? ROW_TABLE : ROW_BLANK;
    if (record->filled == 0) {
        /* in a file of one column a blank line is a missing value, except at its end */
        if (clean->layout.width == 1 &&
            (record->cells[0].quoted ||
             (clean->looked &&
              !(clean->footer_line && record->line >= clean->footer_line))))
            return ROW_DATA;
        return ROW_BLANK;
    }
    if (clean->footer_line && record->line >= clean->footer_line)
        return ROW_FOOTER;
    if (is_header(clean, record))
        return ROW_HEADER;
    if (record->cells[0].length && record->cells[0].text[0] == '#' && clean->layout.width > 1 &&
        clean->layout.typed[0] && row_has_comment(record->cells, record->filled))
        return ROW_COMMENT;
    if (record->count != clean->layout.width && is_title(clean, record))
        return ROW_TITLE;
    if (clean->options->totals != TOTALS_KEPT &&
        (record->line == clean->total_line || row_is_total(record->cells, record->count)))
        return ROW_TOTAL;
    return ROW_DATA;
}

bool is_missing_word(const struct missing_words *missing, const struct cell *cell)
{
    size_t i;

    for (i = 0; i < missing->count; i++) {
        const struct missing_word *word = &missing->words[i];
        struct number_look look;
        struct text plain = TEXT_EMPTY;
        bool same;

        if (word->length == cell->length && memcmp(word->text, cell->text, word->length) == 0)
            return true;
        /* -200,0 is -200 as well; a cell of other digits needs no closer look */
        if (!word->number || cell->length <= word->length ||
            memcmp(word->text, cell->text, word->length) != 0 ||
            !number_look(cell->text, cell->length, &look))
            continue;
        same = number_write(&look, look.forms & NUMBER_COMMA ? ',' : '.', &plain) &&
               strtod(plain.bytes, NULL) == word->value;
        text_free(&plain);
        if (same)
            return true;
    }
    return false;
}

static void read_missing(struct missing_words *missing, const char *list)
{
    size_t capacity = 0;

    while (list && *list) {
        size_t length = strcspn(list, ",");
        struct missing_word *word;
        char *end;

        missing->words = xgrow(missing->words, missing->count, &capacity, sizeof *missing->words);
        word = &missing->words[missing->count++];
        *word = (struct missing_word){ .text = xstrndup(list, length), .length = length };
        word->value = strtod(word->text, &end);
        word->number = length > 0 && *end == '\0' && isfinite(word->value);
        list += length + (list[length] == ',');
    }
}

static int state_columns(struct clean *clean, const char *list, enum stated stated,
                         struct error *err)
{
    struct selection selection;
    size_t i;

    if (!list)
        return 0;
    if (select_renamed((const char *const *)clean->layout.names,
                       (const char *const *)clean->layout.written, clean->layout.width, list,
                       clean->input.name, NULL, &selection, err) != 0)
        return -1;
    for (i = 0; i < selection.count; i++) {
        struct clean_column *column = &clean->columns[selection.columns[i]];

        if (column->stated != STATED_NOTHING && column->stated != stated) {
            selection_free(&selection);
            return error_usage(err, "column \"%s\" is stated to be two things", column->name);
        }
        column->stated = stated;
    }
    selection_free(&selection);
    return 0;
}

static void forget_layout(struct clean *clean)
{
    free(clean->columns);
    clean->columns = NULL;
    clean_layout_free(&clean->layout);
}

/* Finds the table from table_offset on and gives it its columns. */
static int find_table(struct clean *clean, unsigned long line, struct error *err)
{
    const struct clean_options *options = clean->options;
    struct layout_options layout = options->layout;
    size_t j;

    if (layout.table)
        layout.table -= clean->tables_seen;
    forget_layout(clean);
    if (clean_layout_find(&clean->input, clean->table_offset, line, &layout, &clean->layout,
                    &clean->result->notes, err) != 0)
        return -1;
    clean->limit = clean->layout.limit;
    clean->tables_seen += clean->layout.tables_before;
    clean->columns = xcalloc(clean->layout.width, sizeof *clean->columns);
    for (j = 0; j < clean->layout.width; j++)
        clean->columns[j].name = clean->layout.names[j];
    if (state_columns(clean, options->number, STATED_NUMBER, err) != 0 ||
        state_columns(clean, options->text, STATED_TEXT, err) != 0 ||
        state_columns(clean, options->date, STATED_DATE, err) != 0 || units_state(clean, err) != 0)
        return -1;
    return 0;
}

/* The first pass, over as many tables as --table asks for. */
static int look(struct clean *clean, struct error *err)
{
    unsigned long line = 1;
    unsigned long wanted = clean->options->layout.table;

    clean->table_offset = clean->input.start;
    for (;;) {
        int status;

        if (find_table(clean, line, err) != 0)
            return -1;
        status = clean_pass1(clean, err);
        if (status < 0)
            return -1;
        if (status == 0 && wanted > clean->tables_seen + 1)
            return error_usage(err, "--table %lu: the file has %lu", wanted,
                               clean->tables_seen + 1);
        if (status == 0)
            return 0;
        if (wanted == 0)
            return error_at(err, clean->input.name, clean->limit, NULL,
                            "another table begins here (%zu column%s; the one from line %lu on has "
                            "%zu): --table %lu or --table %lu",
                            clean->limit_width, clean->limit_width == 1 ? "" : "s", clean->layout.header_line, clean->layout.width,
                            clean->tables_seen + 1, clean->tables_seen + 2);
        if (wanted == clean->tables_seen + 1)
            /* it ends where the other begins: again, with that known */
            return clean_pass1(clean, err) < 0 ? -1 : 0;
        clean->tables_seen++;
        clean->table_offset = clean->limit_offset;
        line = clean->limit;
        clean->limit = 0;
    }
}

/* A number and, in the next column, one digit in every row: was that one number? */
static void warn_split(const struct clean *clean)
{
    size_t j;

    if (clean->layout.header_line || clean->layout.delimiter != ',')
        return;
    for (j = 0; j + 1 < clean->layout.width; j++) {
        const struct evidence *whole = &clean->columns[j].evidence;
        const struct evidence *digit = &clean->columns[j + 1].evidence;

        size_t rows = whole->count[IS_CELL];

        if (rows >= 8 && whole->count[IS_WHOLE] == rows && digit->count[IS_CELL] == rows &&
            digit->count[IS_SMALL] == rows)
            text_addf(&clean->result->warnings,
                      "columns %s and %s look like one number each row whose decimal comma became "
                      "a column break\n",
                      clean->columns[j].name, clean->columns[j + 1].name);
    }
}

static int decide(struct clean *clean, struct error *err)
{
    struct column_question question = {
        .file = clean->input.name,
        .decimal = clean->options->decimal,
        .delimiter = clean->layout.delimiter,
        .date_format = clean->options->date_format,
        .notes = &clean->result->notes,
        .warnings = &clean->result->warnings,
    };

    if (clean->rows == 0)
        return error_at(err, clean->input.name, clean->layout.header_line, NULL,
                        "has a header, but no rows");
    warn_split(clean);
    if (columns_decide(clean->columns, clean->layout.width, &question, err) != 0)
        return -1;
    return units_check(clean, err);
}

static int write_all(struct clean *clean, struct error *err)
{
    struct output out;
    struct output log = { 0 };
    int status;

    if (output_open(&out, clean->options->out_path, err) != 0)
        return -1;
    if (clean->options->log_path && output_open(&log, clean->options->log_path, err) != 0) {
        output_abandon(&out);
        return -1;
    }
    if (log.stream)
        fputs("file,line,column,kind,before,after\n", log.stream);
    status = clean_pass2(clean, out.stream, log.stream, err);
    if (status == 0 && log.stream)
        status = output_close(&log, err);
    if (status == 0)
        status = output_close(&out, err);
    output_abandon(&out);
    output_abandon(&log);
    return status;
}

int clean_file(const char *path, const struct clean_options *options,
               struct clean_result *result, struct error *err)
{
    struct clean clean = { .options = options, .result = result };
    int status;
    size_t i;

    *result = (struct clean_result){ 0 };
    if (clean_input_open(&clean.input, path, options->encoding, err) != 0)
        return -1;
    read_missing(&clean.missing, options->missing);
    /* the bytes are read twice, once a pass */
    progress_begin("cleaning", 2 * (size_t)(clean.input.size - clean.input.start));
    status = look(&clean, err);
    clean.looked = true;
    if (status == 0)
        status = decide(&clean, err);
    if (status == 0)
        status = write_all(&clean, err);
    progress_end();
    forget_layout(&clean);
    for (i = 0; i < clean.missing.count; i++)
        free(clean.missing.words[i].text);
    free(clean.missing.words);
    clean_input_close(&clean.input);
    return status;
}

void clean_result_free(struct clean_result *result)
{
    repairs_free(&result->repairs);
    text_free(&result->notes);
    text_free(&result->warnings);
}
