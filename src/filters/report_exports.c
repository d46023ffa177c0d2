/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_exports.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/output.h"
#include "base/text.h"
#include "plan/measure_formula.h"
#include "table/select.h"

/* ---- finding ---- */

static const struct measure *first_of(const struct plan *plan, const struct measure *measure)
{
    const struct measure *first = plan->measures;

    while (!laying_same_source(first, measure))
        first++;
    return first;
}

struct exports *exports_of(const struct laying *laying, const struct measure *measure)
{
    return &laying->exports[first_of(laying->plan, measure) - laying->plan->measures];
}

static void take_renames(struct exports *exports, const char *list)
{
    struct error ignored;
    struct list items;
    size_t i;

    if (*list == '\0' || list_split(list, &items, &ignored) != 0)
        return;
    for (i = 0; i < items.count; i++) {
        exports->renames.items = xgrow(exports->renames.items, exports->renames.count,
                                       &exports->renames.capacity, sizeof *exports->renames.items);
        exports->renames.items[exports->renames.count++] = (struct each_item){
            "rename", xstrdup(items.items[i])
        };
    }
    list_free(&items);
}

struct exports *exports_find(const struct laying *laying)
{
    const struct plan *plan = laying->plan;
    struct exports *all = xcalloc(plan->count, sizeof *all);
    size_t i;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];

        if (*measure->source == '\0' || first_of(plan, measure) != measure)
            continue;
        if (source_files_find(plan, measure, &all[i].files, &all[i].err) != 0)
            source_files_free(&all[i].files);
        take_renames(&all[i], measure->rename);
    }
    return all;
}

void exports_free(struct laying *laying)
{
    size_t i, j;

    for (i = 0; i < laying->plan->count; i++) {
        struct exports *exports = &laying->exports[i];

        for (j = 0; exports->headers && j < exports->files.count; j++)
            clean_header_free(&exports->headers[j]);
        for (j = 0; j < exports->renames.count; j++)
            free((char *)(uintptr_t)exports->renames.items[j].value);
        free(exports->headers);
        free(exports->known);
        free(exports->renames.items);
        source_files_free(&exports->files);
    }
    free(laying->exports);
}

/* A column by its letter or number is that of the first file. */
static const char *in_first(const struct exports *exports, const char *name)
{
    const struct stack_header *first = &exports->known[0];
    struct error ignored;
    size_t column;
    char *called = stack_columns_called(first, &exports->renames, name);
    bool known = called != NULL;

    free(called);
    return !known && select_column((const char *const *)first->names, first->count, name, "", NULL,
                                   &column, &ignored) == 0
               ? first->names[column]
               : name;
}

char *exports_called(const struct exports *exports, size_t file, const char *name)
{
    char *called;

    if (!exports->known)
        return xstrdup(name);
    name = in_first(exports, name);
    called = stack_columns_called(&exports->known[file], &exports->renames, name);
    return called ? called : xstrdup(name);
}

/* ---- checking ---- */

/* What all files of a source are read with. */
static const char *encoding_of(const struct laying *laying, const struct measure *first)
{
    const char *encoding = laying->asker->settings->encoding;

    return encoding ? encoding : *first->encoding ? first->encoding : NULL;
}

/* -1 where one cannot be read, which is a fault. */
static int read_headers(const struct laying *laying, const struct measure *first,
                        struct exports *exports)
{
    const struct common *settings = laying->asker->settings;
    struct clean_options options = {
        .layout = { .delimiter = strcmp(first->delimiter, "tab") == 0 ? '\t' : *first->delimiter,
                    .max_record = 16777216 },
        .sheet = *first->sheet ? first->sheet : NULL,
        .max_unpacked = (uint64_t)settings->max_unpacked,
        .table = strtoul(first->table, NULL, 10),
        .threads = common_threads(settings),
    };
    size_t before = faults_found(laying->faults);
    struct error err;
    size_t i;

    exports->headers = xcalloc(exports->files.count, sizeof *exports->headers);
    exports->known = xcalloc(exports->files.count, sizeof *exports->known);
    for (i = 0; i < exports->files.count; i++) {
        const char *path = exports->files.paths[i];
        struct clean_header *header = &exports->headers[i];

        if (clean_encoding_of(path, encoding_of(laying, first), &options.encoding, &err) != 0 ||
            clean_header_read(path, &options, header, &err) != 0)
            faults_add(laying->faults, &err);
        exports->known[i] = (struct stack_header){ path, header->names, header->count,
                                                   header->line };
    }
    return faults_found(laying->faults) == before ? 0 : -1;
}

static bool has(const struct exports *exports, size_t file, const char *name)
{
    char *called = stack_columns_called(&exports->known[file], &exports->renames, name);

    free(called);
    return called != NULL;
}

/* A file lacks a column that another has. */
static void refuse_lack(const struct laying *laying, const struct measure *measure,
                        const char *column, const struct exports *exports, size_t file,
                        size_t other, const char *name)
{
    const char *nearest = stack_columns_nearest(&exports->known[file], &exports->known[other],
                                                name);

    if (nearest)
        laying_fault(laying, measure, column,
                     "\"%.100s\" has no column \"%.80s\", which \"%.100s\" has; the nearest there "
                     "is \"%.80s\": if it is the same, the plan's column \"rename\" says "
                     "\"%.80s=%.80s\"",
                     exports->files.paths[file], name, exports->files.paths[other], nearest, name,
                     nearest);
    else
        laying_fault(laying, measure, column,
                     "\"%.100s\" has no column \"%.80s\", which \"%.100s\" has",
                     exports->files.paths[file], name, exports->files.paths[other]);
}

/* A column that a measure needs; where no file has it, whoever uses it says so. */
static void check_name(const struct laying *laying, const struct measure *measure,
                       const char *column, const char *name)
{
    const struct exports *exports = exports_of(laying, measure);
    size_t some = 0;
    size_t i;

    name = in_first(exports, name);
    while (some < exports->files.count && !has(exports, some, name))
        some++;
    for (i = 0; some < exports->files.count && i < exports->files.count; i++)
        if (!has(exports, i, name))
            refuse_lack(laying, measure, column, exports, i, some, name);
}

static void check_formula(const struct laying *laying, const struct measure *measure,
                          const char *column, const char *formula)
{
    struct formula_names names = { .count = 0 };
    struct error ignored;
    size_t i;

    if (*formula == '\0')
        return;
    if (formula_read(formula, &names, &ignored) == 0)
        for (i = 0; i < names.count; i++)
            check_name(laying, measure, column, names.items[i]);
    formula_names_free(&names);
}

/* Columns of the list that are made of others are none of the file. */
static void check_by(const struct laying *laying, const struct measure *measure)
{
    struct error ignored;
    struct list items;
    size_t i, j;

    for (i = 0; i < measure->make_count; i++)
        check_formula(laying, measure, "by", measure->makes[i].expression);
    if (*measure->by == '\0' || list_split(measure->by, &items, &ignored) != 0)
        return;
    for (i = 0; i < items.count; i++) {
        char *name = list_name(items.items[i]);

        for (j = 0; j < measure->make_count && strcmp(measure->makes[j].name, name) != 0; j++)
            ;
        if (j == measure->make_count)
            check_name(laying, measure, "by", name);
        free(name);
    }
    list_free(&items);
}

static void check_measure(const struct laying *laying, const struct measure *measure)
{
    if (*measure->formula == '\0' && (!measure->agg || measure->agg->needs != AGGREGATE_NOTHING))
        check_name(laying, measure, laying_column_said(measure), measure->column);
    if (*measure->date)
        check_name(laying, measure, "date", measure->date);
    check_formula(laying, measure, "formula", measure->formula);
    check_formula(laying, measure, "where", measure->where);
    check_by(laying, measure);
}

/* A renaming of what no file has. */
static void check_renames(const struct laying *laying, const struct measure *first,
                          const struct exports *exports)
{
    struct stack_columns columns;
    struct faults faults = FAULTS_NONE;
    size_t i;

    stack_columns_match(exports->known, exports->files.count, &exports->renames, STACK_ALL,
                        &columns, &faults);
    for (i = 0; i < faults.count; i++) {
        if (faults.items[i].file[0])
            faults_add(laying->faults, &faults.items[i]);
        else
            laying_fault(laying, first, "rename", "%s", strchr(faults.items[i].what, ':') + 2);
    }
    faults_free(&faults);
    stack_columns_free(&columns);
}

void exports_check(const struct laying *laying, const struct measure *first)
{
    struct exports *exports = exports_of(laying, first);
    const char *out = laying->asker->settings->out;
    struct error err;
    size_t i;

    if (exports->files.count == 0) {
        laying_fault(laying, first, "source", "%s", exports->err.what);
        return;
    }
    for (i = 0; i < exports->files.count; i++)
        if (output_refuse_input("out", out, exports->files.paths[i], &err) != 0 ||
            output_refuse_input("set-aside", laying->asker->set_aside, exports->files.paths[i],
                                &err) != 0)
            faults_add(laying->faults, &err);
    if ((exports->files.count < 2 && exports->renames.count == 0) ||
        read_headers(laying, first, exports) != 0)
        return;
    check_renames(laying, first, exports);
    for (i = 0; i < laying->plan->count; i++)
        if (laying_same_source(&laying->plan->measures[i], first))
            check_measure(laying, &laying->plan->measures[i]);
}

/* ---- adding ---- */

/* The name of a file between two steps, after the file of the source. */
static const char *name_of(struct laying *laying, const struct measure *of, const char *path,
                           const char *suffix, const char *made)
{
    char *shown = xasprintf("%s (%s%s%s)", path, of->sheet, *of->sheet ? ", " : "", made);
    const char *name = laying_name(laying, path, suffix, shown);

    free(shown);
    return name;
}

static const char *add_clean(struct laying *laying, const struct measure *first, size_t file)
{
    const struct sources_asker *asker = laying->asker;
    const struct exports *exports = exports_of(laying, first);
    const char *path = exports->files.paths[file];
    struct command *command = pipeline_add(laying->pipeline, "clean", false);
    struct sources *sources = laying->sources;
    const char *plain = name_of(laying, first, path, "-cleaned", "cleaned");
    const char *log = name_of(laying, first, path, "-repairs", "repairs");
    const char *encoding = first->encoding;
    struct error ignored;

    command_alone(command);
    laying_say(command, "--sheet", first->sheet);
    laying_say(command, "--delimiter", first->delimiter);
    laying_say(command, "--decimal", first->decimal);
    laying_say(command, "--date-format", first->date_format);
    laying_say(command, "--missing", first->missing);
    if (*first->totals && !asker->drops_totals)
        command_word(command,
                     strcmp(first->totals, "drop") == 0 ? "--drop-totals" : "--keep-totals");
    laying_say(command, "--table", first->table);
    if (exports->known) /* each file by itself */
        clean_encoding_of(path, encoding_of(laying, first), &encoding, &ignored);
    if (exports->known && asker->settings->encoding)
        command_option(command, "--encoding", encoding ? encoding : "UTF-8");
    else if (!asker->settings->encoding)
        laying_say(command, "--encoding", encoding);
    exports_add_columns(laying, command, first, file);
    command_word(command, "--log");
    command_inside(command, log);
    if (asker->set_aside) {
        const char *aside = name_of(laying, first, path, "-aside", "rows set aside");

        command_word(command, "--set-aside");
        command_inside(command, aside);
        pipeline_gather(laying->pipeline, aside, asker->set_aside);
    }
    command_word(command, "--out");
    command_inside(command, plain);
    command_pass(command, asker->filter, asker->settings);
    command_outside(command, path);
    sources->repairs = xgrow(sources->repairs, sources->count, &sources->capacity,
                             sizeof *sources->repairs);
    sources->repairs[sources->count++] = xstrdup(log);
    return plain;
}

/* drop, keep, drop by COLS */
static void add_overlap(struct command *command, const char *overlap)
{
    static const char by[] = "drop by ";

    if (strncasecmp(overlap, by, strlen(by)) == 0) {
        command_option(command, "--overlap", "drop");
        command_option(command, "--key", overlap + strlen(by));
    } else {
        laying_say(command, "--overlap", overlap);
    }
}

const char *exports_add(struct laying *laying, const struct measure *first)
{
    const struct exports *exports = exports_of(laying, first);
    const char **plain = xarray(exports->files.count, sizeof *plain);
    struct command *command;
    const char *stacked;
    size_t i;

    for (i = 0; i < exports->files.count; i++)
        plain[i] = add_clean(laying, first, i);
    stacked = plain[0];
    if (exports->known) {
        command = pipeline_add(laying->pipeline, "stack", true);
        stacked = laying_made(laying, first, "-stacked", "stacked");
        command_word(command, "--plain");
        command_option(command, "--columns", "all");
        for (i = 0; i < exports->renames.count; i++)
            command_option(command, "--rename", exports->renames.items[i].value);
        add_overlap(command, first->overlap);
        command_word(command, "--out");
        command_inside(command, stacked);
        command_pass(command, laying->asker->filter, laying->asker->settings);
        for (i = 0; i < exports->files.count; i++)
            command_inside(command, plain[i]);
    }
    free(plain);
    return stacked;
}
