/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/completion.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/text.h"
#include "calc/functions.h"
#include "command/completion_cells.h"
#include "command/external.h"
#include "command/filter.h"
#include "command/manual.h"
#include "methods/method.h"
#include "period/holidays.h"
#include "period/period.h"
#include "plan/plan.h"
#include "table/dialect.h"
#include "table/select.h"
#include "table/table.h"

/* What is to be completed: the words of the line, and the rows that its filter knows. */
struct line {
    const struct filter *filter;
    const struct option **rows;
    char **words; /* behind the filter's name */
    size_t count;
    size_t index; /* of the one at the cursor */
};

static void begin(const char *kind, const char *prefix, size_t length)
{
    printf("%s\t%.*s\n", kind, (int)length, prefix);
}

static void candidate(const char *word, const char *description, const char *typed)
{
    /* A name of several lines would look like several names; others would steer the terminal. */
    if (strncmp(word, typed, strlen(typed)) == 0 && !text_steers(word))
        printf("%s\t%s\n", word, description);
}

static void filter_names(const char *typed)
{
    const struct filter *const *filter;
    struct external_list externals;
    size_t i;

    for (filter = filters; *filter; filter++)
        candidate((*filter)->name, (*filter)->summary, typed);
    external_list(&externals);
    for (i = 0; i < externals.count; i++)
        candidate(externals.items[i].name, "external", typed);
    external_list_free(&externals);
}

static const struct option *row_called(const struct line *line, const char *name, size_t length)
{
    size_t i;

    for (i = 0; line->rows[i]; i++)
        if (strlen(line->rows[i]->name) == length && memcmp(line->rows[i]->name, name, length) == 0)
            return line->rows[i];
    return NULL;
}

static const struct option *row_lettered(const struct line *line, char letter)
{
    size_t i;

    for (i = 0; line->rows[i]; i++)
        if (line->rows[i]->letter == letter)
            return line->rows[i];
    return NULL;
}

/* The option in a word, and where in the word its value begins (NULL: not in it). */
static const struct option *option_in(const struct line *line, const char *word, const char **value)
{
    const struct option *row = NULL;
    size_t length;

    *value = NULL;
    if (strncmp(word, "--", 2) == 0) {
        length = strcspn(word + 2, "=");
        if (word[2 + length])
            *value = word + 2 + length + 1;
        return row_called(line, word + 2, length);
    }
    if (word[0] != '-')
        return NULL;
    for (word++; *word; word++) {
        row = row_lettered(line, *word);
        if (!row || row->kind != OPTION_FLAG)
            break;
    }
    if (row && row->kind != OPTION_FLAG && word[1])
        *value = word + 1;
    return row;
}

/* The option whose value the word at the cursor is, because the word before wants one. */
static const struct option *option_before(const struct line *line)
{
    const struct option *waiting = NULL;
    const char *value;
    size_t i;

    for (i = 0; i < line->index; i++) {
        const struct option *row;

        if (waiting) {
            waiting = NULL;
            continue;
        }
        if (strcmp(line->words[i], "--") == 0)
            return NULL;
        row = option_in(line, line->words[i], &value);
        if (row && row->kind != OPTION_FLAG && !value)
            waiting = row;
    }
    return waiting;
}

static bool after_options(const struct line *line)
{
    size_t i;

    for (i = 0; i < line->index; i++)
        if (strcmp(line->words[i], "--") == 0)
            return true;
    return false;
}

/* The fixed words of a value: those of a choice; of another, what is not in capitals, which
 * stands for something else (N, FILE). */
static void choices(const struct option *row, const char *typed)
{
    char *list = option_argument(row);
    char *word = list;

    while (word) {
        char *bar = strchr(word, '|');

        if (bar)
            *bar = '\0';
        if (!isupper((unsigned char)word[0]))
            candidate(word, "", typed);
        word = bar ? bar + 1 : NULL;
    }
    free(list);
}

/* Words for the marks that may divide fields, or that may be decimal; of several the first. */
static void marks(bool (*may)(char mark), const char *typed)
{
    size_t i, k;

    for (i = 0; option_marks[i].word; i++) {
        for (k = 0; option_marks[k].mark != option_marks[i].mark; k++)
            ;
        if (k == i && may(option_marks[i].mark))
            candidate(option_marks[i].word, "", typed);
    }
}

static void period_kinds(const char *typed)
{
    int kind;

    for (kind = PERIOD_DAY; kind <= PERIOD_INTEGER; kind++)
        candidate(period_kind_name((enum period_kind)kind), "", typed);
}

/* Whether some country's code begins so; what does not is the name of a file. */
static bool begins_country(const char *typed)
{
    const struct holiday_country *country;

    for (country = holiday_countries; country->code; country++)
        if (strncmp(country->code, typed, strlen(typed)) == 0)
            return true;
    return false;
}

static void countries(const char *typed)
{
    const struct holiday_country *country;

    for (country = holiday_countries; country->code; country++)
        candidate(country->code, country->name, typed);
}

static void weekdays(const char *typed)
{
    char word[32];
    int ends;
    int day;

    for (ends = 0; ends < 2; ends++)
        for (day = 1; day <= 7; day++) {
            snprintf(word, sizeof word, "%s%s", ends ? "ending " : "", period_weekday_name(day));
            candidate(word, "", typed);
        }
}

static void methods(const char *typed)
{
    struct method_list list;
    size_t i;

    method_list(&list, false);
    for (i = 0; i < list.count; i++)
        if (!list.entries[i].trouble)
            candidate(list.entries[i].name, list.entries[i].summary, typed);
    method_list_free(&list);
}

/* The names of columns that were offered: two files may share some. */
struct offered {
    char **names;
    size_t count;
    size_t capacity;
};

static void offer(struct offered *offered, const char *name, char *(*quote)(const char *name),
                  const char *typed)
{
    char *quoted = quote(name);
    size_t i;

    for (i = 0; i < offered->count && strcmp(offered->names[i], quoted) != 0; i++)
        ;
    if (i < offered->count || !*quoted) {
        free(quoted);
        return;
    }
    candidate(quoted, "", typed);
    offered->names = xgrow(offered->names, offered->count, &offered->capacity,
                           sizeof *offered->names);
    offered->names[offered->count++] = quoted;
}

static void columns_of(struct offered *offered, const char *path, const struct dialect *dialect,
                       char *(*quote)(const char *name), const char *typed)
{
    struct stat info;
    struct error err;
    struct table *table;
    size_t i;

    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return;
    table = table_open(path, dialect, &err);
    for (i = 0; table && i < table->width; i++)
        offer(offered, table_names(table)[i], quote, typed);
    table_free(table);
}

/* The names of a plan's measures; or, for who a row is about, the columns of its sources. False where
 * the file is no plan. */
static bool measures_of(struct offered *offered, const char *path, bool sources, const char *typed)
{
    struct dialect dialect = { 0 };
    struct faults faults = FAULTS_NONE;
    struct stat info;
    struct plan *plan;
    bool found;
    size_t i;

    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    plan = plan_read(path, &faults);
    for (i = 0; plan && i < plan->count; i++)
        if (!sources)
            offer(offered, plan->measures[i].name, list_quote, typed);
        else if (i == 0 || strcmp(plan->measures[i].path, plan->measures[i - 1].path) != 0 ||
                 strcmp(plan->measures[i].sheet, plan->measures[i - 1].sheet) != 0) {
            dialect.sheet = *plan->measures[i].sheet ? plan->measures[i].sheet : NULL;
            columns_of(offered, plan->measures[i].path, &dialect, list_quote, typed);
        }
    faults_free(&faults);
    found = plan != NULL;
    plan_free(plan);
    return found;
}

static void roles(const char *typed)
{
    int role;

    for (role = 0; role < ROLES; role++) {
        char *word = xasprintf("@%s", role_name((enum role)role));

        candidate(word, "all columns of this role in the plan", typed);
        free(word);
    }
}

/* All other words of the line; an unfinished option stops the parsing, not the completion. */
struct others {
    void *settings;
    char **words;
    struct parsed parsed;
};

static void others_parse(struct others *others, const struct line *line, bool waiting)
{
    struct error err;
    int count = 0;
    size_t i;

    others->settings = xcalloc(1, line->filter->settings);
    others->words = xarray(line->count + 2, sizeof *others->words);
    others->words[count++] = line->words[0];
    for (i = 0; i < line->count; i++)
        if (i != line->index && !(waiting && i + 1 == line->index))
            others->words[count++] = line->words[i];
    others->words[count] = NULL;
    (void)option_parse(line->rows, others->settings, count, others->words, &others->parsed, &err);
}

static void others_free(struct others *others)
{
    parsed_free(&others->parsed);
    free(others->words);
    free(others->settings);
}

/* Files and dialect stand in the other words. Where the data come through a pipe, the plan knows
 * their names. */
static void columns(const struct line *line, const struct option *row, bool waiting,
                    char *(*quote)(const char *name), const char *typed)
{
    struct others others;
    const struct common *common;
    bool plans = strncmp(line->filter->operands, "PLAN", 4) == 0; /* PLAN|TABLE: or else a table */
    bool sources = row && strcmp(row->name, "by") == 0;
    struct offered offered = { 0 };
    struct dialect dialect;
    size_t i;

    others_parse(&others, line, waiting);
    common = others.settings;
    dialect = common_in_dialect(common);
    dialect.tell = NULL; /* nothing is said while somebody types */
    for (i = 0; i < others.parsed.count; i++)
        if (!plans || !measures_of(&offered, others.parsed.operands[i], sources, typed))
            columns_of(&offered, others.parsed.operands[i], &dialect, quote, typed);
    if (others.parsed.count == 0 && common->plan && row)
        measures_of(&offered, common->plan, false, typed);
    if (typed[0] == '@')
        roles(typed);
    while (offered.count)
        free(offered.names[--offered.count]);
    free(offered.names);
    others_free(&others);
}

/* The cells of the column that another option names, in the files of the line. */
static void cells(const struct line *line, const struct option *row, bool waiting,
                  const char *typed)
{
    struct others others;
    struct dialect dialect;
    struct list options;
    struct error err;
    size_t i, k;

    others_parse(&others, line, waiting);
    dialect = common_in_dialect(others.settings);
    if (list_split(row->cells, &options, &err) == 0) {
        for (k = 0; k < options.count; k++) {
            const struct option *named = option_named(line->rows, options.items[k]);
            char *column = named ? option_typed(named, others.settings) : NULL;

            for (i = 0; column && i < others.parsed.count; i++)
                completion_cells(others.parsed.operands[i], &dialect, column, typed, candidate);
            free(column);
        }
        list_free(&options);
    }
    others_free(&others);
}

/* The words that --assert judges by. */
static void verdicts(const struct line *line, const char *typed)
{
    const struct result_table *result = line->filter->result;
    size_t i;

    for (i = 0; result && result->words && i < result->words->count; i++)
        candidate(result->words->words[i].name, "", typed);
}

/* Where the last item of a list begins: behind the last comma outside quotes, or its "!". */
static const char *last_item(const char *list)
{
    const char *item = list;
    const char *comma;

    while ((comma = list_find(item, ',')) != NULL)
        item = comma + 1;
    return item + (*item == '!');
}

/* Of what was typed of a value, the part that is to be completed: the last item of a list, and
 * of NEW=OLD what is behind the sign. */
static const char *open_part(const struct option *row, const char *value)
{
    const char *item = last_item(value);
    const char *old = row->kind == OPTION_EACH ? list_find(item, '=') : NULL;

    return old ? old + 1 : item;
}

/* The value of an option, of which `value` was typed; it stands in `word`. */
static void option_value(const struct line *line, const struct option *row, const char *word,
                         const char *value, bool waiting)
{
    enum option_holds holds = option_holds(row);
    bool is_list = holds == HOLDS_COLUMNS || holds == HOLDS_VERDICTS || holds == HOLDS_NAMES;
    const char *item = is_list ? open_part(row, value) : value;

    if (holds == HOLDS_FILE || (holds == HOLDS_CALENDAR && !begins_country(value))) {
        begin("files", word, (size_t)(value - word));
        return;
    }
    begin(is_list ? "list" : "words", word, (size_t)(item - word));
    switch (holds) {
    case HOLDS_COLUMN:
    case HOLDS_COLUMNS:
        columns(line, row, waiting, list_quote, item);
        break;
    case HOLDS_METHOD:
        methods(item);
        break;
    case HOLDS_PERIOD_KIND:
        period_kinds(item);
        break;
    case HOLDS_CALENDAR:
        countries(item);
        break;
    case HOLDS_WEEKDAY:
        weekdays(item);
        break;
    case HOLDS_VERDICTS:
        verdicts(line, item);
        break;
    case HOLDS_DELIMITER:
        marks(dialect_may_divide, item);
        break;
    case HOLDS_DECIMAL:
        marks(dialect_may_be_decimal, item);
        break;
    case HOLDS_NAMES:
        cells(line, row, waiting, item);
        break;
    case HOLDS_BY_KIND:
        choices(row, item);
        break;
    case HOLDS_NEW_NAME:
    case HOLDS_FILE:
        break;
    }
}

/* Whether an option that counts once stands on the line already. */
static bool is_used(const struct line *line, const struct option *row)
{
    const char *value;
    size_t i;

    if (row->kind == OPTION_COLUMNS || row->kind == OPTION_EACH)
        return false;
    for (i = 0; i < line->count; i++) {
        if (strcmp(line->words[i], "--") == 0)
            return false;
        if (i != line->index && option_in(line, line->words[i], &value) == row)
            return true;
    }
    return false;
}

static void options(const struct line *line, const char *typed)
{
    size_t i;

    begin("words", "", 0);
    for (i = 0; line->rows[i]; i++) {
        char *word = xasprintf("--%s", line->rows[i]->name);

        if (strcmp(word, typed) == 0 || !is_used(line, line->rows[i]))
            candidate(word, line->rows[i]->help, typed);
        free(word);
    }
}

/* Where the last name of a formula begins: behind the last character that is in none. */
static const char *last_name(const char *formula)
{
    const char *name = formula + strlen(formula);

    while (name > formula && !strchr(" \t=<>&+-*/^%(),;\"", name[-1]))
        name--;
    return name;
}

/* A formula that is being typed: functions and the table's columns. */
static void formula(const struct line *line, const char *word)
{
    const char *name = last_name(word);
    struct function_list list;
    size_t i;

    begin("list", word, (size_t)(name - word));
    function_list(&list);
    for (i = 0; i < list.count; i++) {
        char *call = xasprintf("%s(", list.entries[i].name);

        candidate(call, list.entries[i].summary, name);
        free(call);
    }
    function_list_free(&list);
    columns(line, NULL, false, completion_quote, name);
}

static void filter_line(const struct line *line)
{
    const char *word = line->words[line->index];
    const struct option *row = option_before(line);
    const char *value;

    if (row) {
        option_value(line, row, word, word, true);
        return;
    }
    if (word[0] != '-' || after_options(line)) {
        if (strncmp(line->filter->operands, "[FORMULA", 8) == 0 && strchr(word, '='))
            formula(line, word);
        else
            begin("files", "", 0);
        return;
    }
    row = option_in(line, word, &value);
    if (row && value)
        option_value(line, row, word, value, false);
    else
        options(line, word);
}

int completion(size_t index, size_t count, char **words)
{
    struct line line = { .count = count - 1, .index = index - 1 };

    if (index >= count)
        return -1;
    if (index == 0) {
        begin("words", "", 0);
        if (words[0][0] != '-')
            filter_names(words[0]);
        candidate("help", "shows the manual of a filter", words[0]);
        candidate("--help", "lists the filters", words[0]);
        candidate("--version", "shows the version", words[0]);
        return 0;
    }
    line.filter = filter_find(words[0]);
    line.words = words + 1;
    if (line.filter) {
        line.rows = filter_rows(line.filter);
        filter_line(&line);
        free(line.rows);
    } else if (strcmp(words[0], "help") == 0) {
        begin("words", "", 0);
        if (index == 1) {
            filter_names(words[1]);
            for (index = 0; manual_topics[index]; index++)
                candidate(manual_topics[index], "a page of the manual", words[1]);
        }
    } else {
        begin("files", "", 0);
    }
    return 0;
}
