/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft - drafts a plan from exports, and says what only people know */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "command/filter.h"
#include "filters/draft_kinds.h"
#include "filters/draft_rows.h"
#include "unpack/unpack.h"

struct settings {
    struct common common;
};

/* Tried where a file is not UTF-8, and asked about. */
static const char fallback[] = "WINDOWS-1252";

/* ---- files ---- */

/* Is it not UTF-8? Then it may be in the other encoding. */
static bool is_foreign(const struct error *err)
{
    return strstr(err->what, "not valid UTF-8") != NULL;
}

static void read_header(struct draft_file *file, const struct common *common)
{
    struct clean_options options = { .layout = { .max_record = 16777216 },
                                     .encoding = common->encoding,
                                     .sheet = file->sheet,
                                     .table = file->table,
                                     .threads = common_threads(common) };
    int status = clean_header_read(file->path, &options, &file->header, &file->err);

    if (status != 0 && is_foreign(&file->err)) {
        options.encoding = fallback;
        status = clean_header_read(file->path, &options, &file->header, &file->err);
    }
    if (status != 0)
        file->header.count = 0;
}

static int check_file(const char *path, struct error *err)
{
    struct clean_input input;

    if (clean_is_pipe(path))
        return error_usage(err,
                           "a plan names its files, and a pipe has no name: put what comes out "
                           "of %.200s into a file",
                           strcmp(path, "-") == 0 ? "it" : path);
    if (clean_input_open(&input, path, NULL, NULL, err) == 0) {
        clean_input_close(&input);
        return 0;
    }
    return strstr(err->what, "cannot open") || strstr(err->what, "is a folder") ? -1 : 0;
}

static bool has(const struct clean_header *header, const char *name)
{
    size_t i;

    for (i = 0; i < header->count; i++)
        if (same_ignoring_case(header->names[i], name))
            return true;
    return false;
}

/* What a plan goes with, and is none of its sources; NULL = it may be one. */
static const char *no_source(const struct clean_header *header)
{
    if (has(header, "measure") && has(header, "role"))
        return "a plan";
    if (has(header, "output") && has(header, "outcome"))
        return "links, or verdicts";
    if (has(header, "event") && has(header, "date"))
        return "events (report --events)";
    return has(header, "goal") ? "goals" : NULL;
}

/* ---- kinds ---- */

static void read_kind(const struct settings *settings, struct draft_file *files, size_t count,
                      size_t which, const char *folder, struct draft_kind *kind)
{
    struct draft_input *inputs = xcalloc(count, sizeof *inputs);
    struct error first;
    size_t many = 0;
    size_t i;
    int status;

    for (i = 0; i < count; i++)
        if (files[i].kind == which)
            inputs[many++] = (struct draft_input){ .path = files[i].path,
                                                   .encoding = settings->common.encoding,
                                                   .sheet = files[i].sheet,
                                                   .table = files[i].table };
    for (;;) {
        status = draft_source_read(inputs, many, kind->renames, folder,
                                   common_threads(&settings->common), &kind->contents, &kind->err);
        if (status == 0 || !is_foreign(&kind->err) || kind->tried)
            break;
        draft_source_free(&kind->contents);
        first = kind->err;
        kind->encoding = fallback;
        kind->tried = true;
        for (i = 0; i < many; i++) {
            struct error ignored;

            clean_encoding_of(inputs[i].path, fallback, &inputs[i].encoding, &ignored);
        }
    }
    kind->failed = status != 0;
    if (kind->failed && kind->tried)
        kind->err = first;
    free(inputs);
}

static bool is_part(const struct draft_file *file)
{
    return file->sheet || file->table;
}

/* Another file, not of its kind, that has its header. The caller frees it. */
static char *alike(const struct draft_file *files, size_t count, size_t which, bool *part)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (files[i].kind != which && draft_same_header(&files[i], &files[which])) {
            *part = is_part(&files[i]) || is_part(&files[which]);
            return draft_shown(&files[i]);
        }
    return NULL;
}

/* As messages call the kind. The caller frees it. */
static char *shown_of(const char *source, const struct draft_file *file)
{
    struct draft_file as = *file;

    as.path = source;
    return draft_shown(&as);
}

/* The folder of the plan that is written, with its slash; "" = here. */
static char *plan_folder(const struct settings *settings)
{
    const char *out = settings->common.out;
    const char *slash = out ? strrchr(out, '/') : NULL;

    return slash ? xstrndup(out, (size_t)(slash - out) + 1) : xstrdup("");
}

static void say_of(const struct draft_kind *kind)
{
    char line[900];
    struct text text = TEXT_EMPTY;

    if (draft_is_no_data(kind)) {
        message_note("%s has neither dates nor figures and is left out", kind->shown);
        return;
    }
    if (!kind->failed) {
        const char *warning = kind->contents.warnings.bytes;
        const char *end;

        for (; warning && (end = strchr(warning, '\n')) != NULL; warning = end + 1)
            message_warning("%.*s", (int)(end - warning), warning);
        message_note("%s: %zu row%s in %zu file%s", kind->shown, kind->contents.rows,
                     kind->contents.rows == 1 ? "" : "s", kind->contents.files,
                     kind->contents.files == 1 ? "" : "s");
        return;
    }
    error_format(&kind->err, line, sizeof line);
    called_add(&text, line, CALLED_BY_PEOPLE);
    message_warning("%s: the plan names the file, and nothing of what is in it", text.bytes);
    text_free(&text);
}

/* Of the whole report, on the first row. */
static void ask_of_all(struct plan_rows *rows, const struct draft_kind *kinds, size_t count,
                       const struct draft_all *all)
{
    const char *coarse = NULL;
    size_t i;

    for (i = 0; i < count && !coarse; i++)
        if (!kinds[i].failed && kinds[i].contents.timed && kinds[i].contents.kind == all->period)
            coarse = kinds[i].shown;
    if (all->timed)
        plan_rows_set(rows, 0, "period", period_kind_name(all->period));
    if (!all->timed)
        plan_rows_ask(rows, 0, "period: day, week, month, quarter or year?");
    else if (coarse)
        plan_rows_ask(rows, 0, "period: %s, as %s is no finer: or a coarser one?",
                      period_kind_name(all->period), coarse);
    else
        plan_rows_ask(rows, 0, "period: %s, as the days are many: day, or a coarser one?",
                      period_kind_name(all->period));
    if (all->by)
        plan_rows_ask(rows, 0, "by: all sources have %s: is it who a row is about?", all->by);
    for (i = 0; i < count; i++)
        if (draft_is_no_data(&kinds[i]))
            plan_rows_ask(rows, 0, "%s has neither dates nor figures and is left out: goals?",
                          kinds[i].shown);
}

static int write_rows(struct plan_rows *rows, const struct draft_kind *kinds, size_t count,
                      struct error *err)
{
    const struct draft_all all = draft_of_all(kinds, count);
    size_t i;

    for (i = 0; i < count; i++)
        if (!draft_is_no_data(&kinds[i]))
            draft_add(rows, &kinds[i], &all);
    if (plan_rows_count(rows) == 0)
        return error_at(err, kinds[0].shown, 0, NULL,
                        "has neither dates nor figures: there is nothing to plan with");
    ask_of_all(rows, kinds, count, &all);
    return 0;
}

static int write_plan(const struct settings *settings, const struct draft_kind *kinds, size_t count,
                      struct error *err)
{
    struct dialect dialect = common_out_dialect(&settings->common);
    struct plan_rows *rows = plan_rows_new();
    int status = write_rows(rows, kinds, count, err);
    struct writer *writer = status == 0 ? writer_open(settings->common.out, &dialect, err) : NULL;

    if (writer) {
        plan_rows_write(rows, writer);
        status = writer_close(writer, err);
    } else {
        status = -1;
    }
    plan_rows_free(rows);
    return status;
}

static int draft(const struct settings *settings, struct draft_file *files, size_t count,
                 const char *folder, struct error *err)
{
    char *place = plan_folder(settings);
    struct draft_kind *kinds = xcalloc(count, sizeof *kinds);
    size_t found = 0;
    size_t failed = 0;
    size_t i;
    int status;

    for (i = 0; i < count; i++) {
        struct draft_kind *kind = &kinds[found];

        if (files[i].kind != i)
            continue;
        kind->source = draft_source_of(files, count, i, place);
        kind->shown = shown_of(kind->source, &files[i]);
        kind->sheet = files[i].sheet;
        kind->table = files[i].table;
        kind->stem = draft_stem(&files[i]);
        kind->renames = draft_renames(files, count, i);
        kind->encoding = settings->common.encoding;
        kind->alike = alike(files, count, i, &kind->part);
        read_kind(settings, files, count, i, folder, kind);
        failed += kind->failed;
        found++;
    }
    for (i = failed == found; i < found; i++) /* if nothing can be read, the first is the error */
        say_of(&kinds[i]);
    if (failed == found)
        *err = kinds[0].err;
    status = failed == found ? -1 : write_plan(settings, kinds, found, err);
    for (i = 0; i < found; i++) {
        draft_source_free(&kinds[i].contents);
        free((char *)(uintptr_t)kinds[i].source);
        free((char *)(uintptr_t)kinds[i].shown);
        free((char *)(uintptr_t)kinds[i].alike);
        free((char *)(uintptr_t)kinds[i].stem);
        free((char *)(uintptr_t)kinds[i].renames);
    }
    free(kinds);
    free(place);
    return status;
}

/* The exports among the operands. */
struct taken {
    struct draft_file *files;
    size_t count;
    size_t capacity;
};

/* Is it refused for its second table? Where there is none, that is found soon. */
static bool has_more_tables(const struct settings *settings, const struct draft_file *file)
{
    struct draft_file second = *file;
    struct clean_options options = { .layout = { .max_record = 16777216 },
                                     .sheet = file->sheet,
                                     .out_path = "/dev/null",
                                     .threads = common_threads(&settings->common) };
    struct clean_seen seen;
    struct error err;
    bool refused;

    if (file->header.count == 0)
        return false;
    second.table = 2;
    read_header(&second, &settings->common);
    if (second.header.count == 0)
        return false;
    clean_header_free(&second.header);
    clean_encoding_of(file->path, settings->common.encoding ? settings->common.encoding : fallback,
                      &options.encoding, &err);
    refused = clean_see(file->path, &options, &seen, &err) != 0 &&
              strstr(err.what, "another table begins here") != NULL;
    clean_seen_free(&seen);
    return refused;
}

/* The plan itself is no export, nor is what goes with one. False: the table is not there. */
static bool take(const struct settings *settings, const char *path, char *sheet,
                 unsigned long table, struct taken *taken)
{
    struct draft_file file = { .path = path, .sheet = sheet, .table = table };
    const char *other;
    char *shown;

    read_header(&file, &settings->common);
    if (file.header.count == 0 && table > 1) {
        free(sheet);
        return false;
    }
    if (table == 0 && has_more_tables(settings, &file)) {
        clean_header_free(&file.header);
        while (take(settings, path, sheet ? xstrdup(sheet) : NULL, ++table, taken))
            ;
        free(sheet);
        return true;
    }
    other = no_source(&file.header);
    if (!other) {
        taken->files = xgrow(taken->files, taken->count, &taken->capacity, sizeof *taken->files);
        taken->files[taken->count++] = file;
        return true;
    }
    shown = draft_shown(&file);
    message_note("%s has %s: it is none of the exports", shown, other);
    free(shown);
    clean_header_free(&file.header);
    free(sheet);
    return true;
}

/* A table on each sheet, where a workbook has several. */
static void take_all(const struct settings *settings, const char *path, struct taken *taken)
{
    size_t sheets, i;
    char **names = unpack_tables(path, &sheets);

    for (i = 0; i < sheets; i++)
        take(settings, path, names[i], 0, taken);
    if (sheets == 0)
        take(settings, path, NULL, 0, taken);
    free(names);
}

static int take_files(const struct settings *settings, size_t count, char **operands,
                      struct taken *taken, struct error *err)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (output_is_stream(operands[i], STDOUT_FILENO)) {
            message_note("%s: the plan goes there, so it is none of the exports", operands[i]);
            continue;
        }
        if (check_file(operands[i], err) != 0)
            return -1;
        take_all(settings, operands[i], taken);
    }
    return taken->count ? 0 : error_usage(err, "which exports? None is named");
}

static int run_draft(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct taken taken = { .count = 0 };
    struct error err;
    size_t i;
    int bad = take_files(settings, count, operands, &taken, &err);
    char *folder = bad ? NULL : temporary_folder(&err);

    if (folder) {
        draft_find_kinds(taken.files, taken.count);
        bad = draft(settings, taken.files, taken.count, folder, &err);
    }
    for (i = 0; i < taken.count; i++) {
        clean_header_free(&taken.files[i].header);
        free(taken.files[i].sheet);
    }
    free(taken.files);
    bad = bad || !folder;
    free(folder);
    return bad ? message_error(&err) : 0;
}

const struct filter filter_draft = {
    .name = "draft",
    .heading = HEADING_READ,
    .summary = "drafts a plan from exports, and says what only people know",
    .operands = "FILE ...",
    .common = TAKES_OUTPUT | TAKES(ENCODING) | TAKES(THREADS),
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 1000,
    .run = run_draft,
};
