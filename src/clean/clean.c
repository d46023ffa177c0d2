/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/clean.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/output.h"
#include "base/progress.h"
#include "clean/clean_private.h"
#include "clean/fault.h"
#include "clean/number.h"
#include "clean/totals.h"
#include "clean/unit.h"
#include "clean/words.h"
#include "table/select.h"

/* The header once more, as exports have it that were put behind one another. */
static bool is_header(const struct clean *clean, const struct clean_record *record)
{
    const struct clean_layout *layout = &clean->layout;
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
    const struct clean_layout *layout = &clean->layout;
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
             (clean->looked && !(clean->footer_line && record->line >= clean->footer_line))))
            return ROW_DATA;
        return ROW_BLANK;
    }
    if (clean->footer_line && record->line >= clean->footer_line)
        return ROW_FOOTER;
    if (is_header(clean, record))
        return ROW_HEADER;
    if (record->count != clean->layout.width && is_title(clean, record))
        return ROW_TITLE;
    if (record->cells[0].length && record->cells[0].text[0] == '#' && clean->layout.width > 1 &&
        clean->layout.typed[0] && row_has_comment(record->cells, record->filled))
        return ROW_COMMENT;
    if (clean->options->totals != TOTALS_KEPT &&
        (record->line == clean->total_line || row_is_total(record->cells, record->count) ||
         (clean->total_count && totals_has(clean, record->line))))
        return ROW_TOTAL;
    return record->count != clean->layout.width && row_fault(&clean->layout, record) ? ROW_BAD
                                                                                     : ROW_DATA;
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
    struct clean_layout_options layout = options->layout;
    size_t j;

    layout.several = clean->several;
    if (clean->input.sheet)
        layout.delimiter = ',';
    if (layout.header_line < line) /* it is in a table before this one */
        layout.header_line = 0;
    forget_layout(clean);
    text_clear(&clean->result->notes);
    text_clear(&clean->result->warnings);
    if (clean_layout_find(&clean->input, clean->table_offset, line, &layout, &clean->layout,
                          &clean->result->notes, &clean->result->warnings, err) != 0)
        return -1;
    clean->limit = clean->layout.limit;
    clean->limit_offset = clean->layout.limit_offset;
    clean->columns = xcalloc(clean->layout.width, sizeof *clean->columns);
    for (j = 0; j < clean->layout.width; j++)
        clean->columns[j].name = clean->layout.names[j];
    return 0;
}

static int state_all(struct clean *clean, struct error *err)
{
    const struct clean_options *options = clean->options;
    size_t j;

    if (state_columns(clean, options->number, STATED_NUMBER, err) != 0 ||
        state_columns(clean, options->text, STATED_TEXT, err) != 0 ||
        state_columns(clean, options->date, STATED_DATE, err) != 0 || units_state(clean, err) != 0)
        return -1;
    /* text that looks like a number, in a workbook which knows what is one */
    for (j = 0; j < clean->layout.width && j < clean->input.text_count; j++)
        if (clean->input.texts[j] && clean->columns[j].stated == STATED_NOTHING)
            clean->columns[j].stated = STATED_TEXT;
    return 0;
}

static void list_table(struct clean *clean)
{
    enum { ENOUGH = 60 };
    struct text names = TEXT_EMPTY;
    struct clean_table *table;
    size_t columns = 0;
    size_t j;

    for (j = 0; j < clean->layout.width; j++) {
        const char *name = clean->layout.written[j];

        if (!name[0] && clean->layout.header_line)
            continue;
        if (name[0] && names.length < ENOUGH)
            text_addf(&names, "%s%s", columns ? "," : "", name);
        columns++;
    }
    clean->tables = xgrow(clean->tables, clean->table_count, &clean->table_capacity,
                          sizeof *clean->tables);
    table = &clean->tables[clean->table_count++];
    *table = (struct clean_table){ .rows = clean->rows, .columns = columns };
    table->line = clean->layout.header_line ? clean->layout.header_line : clean->layout.data_line;
    if (names.length > ENOUGH)
        text_adds(&names, "...");
    table->names = text_take(&names);
}

static void forget_tables(struct clean *clean)
{
    while (clean->table_count > 0)
        free(clean->tables[--clean->table_count].names);
}

/* The file has several tables, and which one is wanted was not said. `unread` is the line of
 * one whose header could not be found; 0 = none. */
static int refuse_several(const struct clean *clean, unsigned long unread, struct error *err)
{
    struct text list = TEXT_EMPTY;
    size_t i;

    clean->result->fault_count = 0;
    for (i = 0; i < clean->table_count && list.length < 330; i++) {
        const struct clean_table *table = &clean->tables[i];

        text_addf(&list, "%s %zu from line %lu on, %lu row%s of %zu column%s", i ? ";" : "", i + 1,
                  table->line, table->rows, table->rows == 1 ? "" : "s", table->columns,
                  table->columns == 1 ? "" : "s");
        if (table->names[0])
            text_addf(&list, " (%.80s)", table->names);
    }
    if (i < clean->table_count)
        text_addf(&list, "; and %zu more", clean->table_count - i);
    if (unread)
        text_addf(&list, "; %zu from line %lu on", clean->table_count + 1, unread);
    error_at(err, clean->input.name, clean->table_count > 1 ? clean->tables[1].line : unread, NULL,
             "another table begins here: --table N reads one of them:%s", list.bytes);
    text_free(&list);
    return -1;
}

/* A column that is stated is not in the table: perhaps in another one. 0 where there is one. */
static int look_past(struct clean *clean)
{
    struct error ignored;
    int status;

    clean->passing = true;
    status = clean_pass1(clean, &ignored);
    clean->result->fault_count = 0;
    return status >= 0 && clean->limit ? 0 : -1;
}

/* Reads the table at table_offset once. it: it is the one wanted, and not only where it ends
 * is of interest. Returns 1 or 0 - clean->limit says whether another follows - or -1. */
static int read_table(struct clean *clean, unsigned long line, bool it, struct error *err)
{
    if (find_table(clean, line, err) != 0)
        return -1;
    clean->passing = !it || (!clean->several && clean->limit);
    if (it && state_all(clean, err) != 0)
        return clean->several ? -1 : look_past(clean);
    return clean_pass1(clean, err);
}

static unsigned long go_on(struct clean *clean)
{
    unsigned long line = clean->limit;

    clean->table_offset = clean->limit_offset;
    return line;
}

/* To the table of that number. */
static int look_for(struct clean *clean, unsigned long wanted, struct error *err)
{
    unsigned long line = 1;
    unsigned long number = 1;

    for (;; number++) {
        int status = read_table(clean, line, number == wanted, err);

        if (status < 0)
            return -1;
        if (number == wanted)
            /* it ends where the other begins: again, with that known */
            return status == 0 ? 0 : clean_pass1(clean, err);
        if (!clean->limit)
            return error_usage(err, "--table %lu: the file has %lu", wanted, number);
        line = go_on(clean);
    }
}

/* The first pass over the only table; or over the one that --table asks for. */
static int look(struct clean *clean, struct error *err)
{
    unsigned long line = 1;
    unsigned long unread = 0;

    clean->table_offset = clean->input.start;
    clean->several = clean->options->table > 0;
    if (clean->several)
        return look_for(clean, clean->options->table, err);
    if (read_table(clean, line, true, err) < 0)
        return -1;
    if (!clean->limit)
        return 0;
    /* all of them, for the list; what is wrong with one of them does not matter now */
    clean->several = true;
    clean->table_offset = clean->input.start;
    for (;;) {
        if (read_table(clean, line, false, err) < 0) {
            unread = line;
            break;
        }
        list_table(clean);
        if (!clean->limit)
            break;
        line = go_on(clean);
    }
    return refuse_several(clean, unread, err);
}

/* A number and, in the next column, one digit in every row: was that one number? */
static void warn_split(const struct clean *clean)
{
    size_t j;

    if (clean->layout.header_line || clean->layout.delimiter != ',')
        return;
    for (j = 0; j + 1 < clean->layout.width; j++) {
        const struct column_evidence *whole = &clean->columns[j].evidence;
        const struct column_evidence *digit = &clean->columns[j + 1].evidence;

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
        .decimal = clean->options->decimal || !clean->input.sheet ? clean->options->decimal : '.',
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

int clean_write(struct clean *clean, struct error *err)
{
    const struct clean_options *options = clean->options;
    struct output out;
    struct output log = { 0 };
    struct output aside = { 0 };
    int status;

    if (output_open(&out, options->out_path, err) != 0)
        return -1;
    if ((options->log_path && output_open(&log, options->log_path, err) != 0) ||
        (options->aside_path && output_open(&aside, options->aside_path, err) != 0)) {
        output_abandon(&out);
        output_abandon(&log);
        return -1;
    }
    if (log.stream)
        fputs("file,line,column,kind,before,after\n", log.stream);
    if (aside.stream)
        fputs("file,line,reason,row\n", aside.stream);
    status = clean_pass2(clean, out.stream, log.stream, aside.stream, err);
    if (status == 0 && log.stream)
        status = output_close(&log, err);
    if (status == 0 && aside.stream)
        status = output_close(&aside, err);
    if (status == 0)
        status = output_close(&out, err);
    output_abandon(&out);
    output_abandon(&log);
    output_abandon(&aside);
    return status;
}

int clean_begin(struct clean *clean, const char *path, const struct clean_options *options,
                struct clean_result *result, struct error *err)
{
    const struct unpack_ask ask = { .sheet = options->sheet,
                                    .most = options->max_unpacked,
                                    .decimal = options->decimal,
                                    .currency = number_currency };

    *clean = (struct clean){ .options = options, .result = result };
    *result = (struct clean_result){ 0 };
    if (clean_input_open(&clean->input, path, options->encoding, &ask, err) != 0)
        return -1;
    read_missing(&clean->missing, options->missing);
    return 0;
}

int clean_find(struct clean *clean, struct error *err)
{
    clean->table_offset = clean->input.start;
    return find_table(clean, 1, err);
}

int clean_look_at(struct clean *clean, struct error *err)
{
    int status = look(clean, err);

    clean->looked = true;
    return status;
}

void clean_end(struct clean *clean)
{
    size_t i;

    forget_layout(clean);
    forget_tables(clean);
    free(clean->tables);
    free(clean->totals);
    for (i = 0; i < clean->missing.count; i++)
        free(clean->missing.words[i].text);
    free(clean->missing.words);
    text_add(&clean->result->notes, clean->input.notes.bytes, clean->input.notes.length);
    text_add(&clean->result->warnings, clean->input.warnings.bytes, clean->input.warnings.length);
    clean_input_close(&clean->input);
}

int clean_file(const char *path, const struct clean_options *options, struct clean_result *result,
               struct error *err)
{
    struct clean clean;
    int status;

    if (clean_begin(&clean, path, options, result, err) != 0)
        return -1;
    /* the bytes are read twice, once a pass */
    progress_begin("cleaning", 2 * (size_t)(clean.input.size - clean.input.start));
    status = clean_look_at(&clean, err);
    if (status == 0)
        status = decide(&clean, err);
    if (status == 0)
        status = totals_find(&clean, err);
    if (status == 0)
        status = clean_write(&clean, err);
    progress_end();
    clean_end(&clean);
    return status;
}

void clean_result_free(struct clean_result *result)
{
    repairs_free(&result->repairs);
    text_free(&result->notes);
    text_free(&result->warnings);
}
