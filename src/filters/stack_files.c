/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/stack_files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "clean/look.h"
#include "command/cleaned.h"
#include "table/reader.h"

/* A file on its way. */
struct export
{
    struct clean_header header;
    const char *encoding; /* to be stated to clean */
    char *path;           /* plain, to be stacked */
    char *log;            /* its repairs, where they are wanted */
    char *aside;          /* its rows that cannot be placed, likewise */
};

struct work {
    const struct stack_settings *settings;
    size_t count;
    char **paths; /* as the user named them */
    struct export *exports;
    struct stack_header *headers; /* of the exports, borrowed from them */
    struct stack_columns columns;
};

static struct clean_options options_of(const struct stack_settings *s)
{
    const struct common *c = &s->common;

    return (struct clean_options){
        .layout = { .delimiter = c->delimiter,
                    .no_headers = c->no_headers,
                    .max_record = (size_t)c->max_record },
        .table = (unsigned long)s->table,
        .decimal = c->decimal,
        .sheet = c->sheet,
        .max_unpacked = (uint64_t)c->max_unpacked,
        .missing = c->missing,
        .date_format = c->date_format,
        .totals = s->drop_totals   ? TOTALS_DROPPED
                  : s->keep_totals ? TOTALS_KEPT
                                   : TOTALS_REFUSED,
        .at_most = s->share,
        .threads = common_threads(c),
        .lines = true,
    };
}

/* ---- headers ---- */

static void take_header(struct work *work, size_t i)
{
    struct export *export = &work->exports[i];

    work->headers[i] = (struct stack_header){ work->paths[i], export->header.names,
                                              export->header.count, export->header.line };
}

/* Of a plain file. `lines`: the last column is not the file's own. */
static int read_plain(struct work *work, size_t i, bool lines, struct error *err)
{
    struct dialect dialect = common_in_dialect(&work->settings->common);
    struct clean_header *header = &work->exports[i].header;
    const struct field *fields;
    struct reader *reader;
    size_t count, j;
    int status;

    if (lines)
        dialect = (struct dialect){ .max_record = dialect.max_record };
    dialect.shown = work->paths[i];
    reader = reader_open(work->exports[i].path, &dialect, err);
    if (!reader)
        return -1;
    status = reader_next(reader, &fields, &count, err);
    if (status == 0)
        status = error_at(err, work->paths[i], 0, NULL, "is empty");
    if (status == 1) {
        header->line = lines ? header->line : reader_line(reader);
        header->names = xarray(count, sizeof *header->names);
        for (j = 0; j + lines < count; j++)
            header->names[header->count++] = xstrndup(fields[j].text, fields[j].length);
    }
    reader_close(reader);
    return status < 0 ? -1 : 0;
}

/* All headers, before any file is cleaned: what is wrong with them need not wait. */
static int read_headers(struct work *work, bool *all, struct faults *faults)
{
    struct clean_options options = options_of(work->settings);
    struct error err;
    size_t i;

    *all = true;
    for (i = 0; i < work->count; i++) {
        struct export *export = &work->exports[i];
        int status = clean_encoding_of(work->paths[i], work->settings->common.encoding,
                                       &export->encoding, &err);

        options.encoding = export->encoding;
        if (status == 0 && work->settings->plain)
            status = read_plain(work, i, false, &err);
        else if (status == 0 && clean_is_pipe(work->paths[i]))
            *all = false; /* it can be read only once */
        else if (status == 0)
            status = clean_header_read(work->paths[i], &options, &export->header, &err);
        if (status != 0)
            faults_add(faults, &err);
        take_header(work, i);
    }
    return faults_found(faults) ? -1 : 0;
}

static int match(struct work *work, struct faults *faults)
{
    const struct stack_settings *s = work->settings;

    return stack_columns_match(work->headers, work->count, &s->renames,
                               (enum stack_columns_kept)s->columns, &work->columns, faults);
}

/* ---- cleaning ---- */

static char *own_list(const struct work *work, size_t i, const char *list)
{
    return stack_columns_list(work->headers, work->count, i, &work->settings->renames, list);
}

static int clean_one(struct work *work, size_t i)
{
    const struct stack_settings *s = work->settings;
    struct export *export = &work->exports[i];
    struct clean_options options = options_of(s);
    struct clean_result result;
    struct error err;
    char *number = own_list(work, i, s->number);
    char *date = own_list(work, i, s->date);
    char *text = own_list(work, i, s->text);
    char *percent = own_list(work, i, s->percent);
    unsigned long line = export->header.line;
    int status;

    options.encoding = export->encoding;
    options.number = number;
    options.date = date;
    options.text = text;
    options.percent = percent;
    options.out_path = export->path;
    options.log_path = export->log;
    options.aside_path = export->aside;
    status = clean_file(work->paths[i], &options, &result, &err);
    if (status == 0) {
        cleaned_say(work->paths[i], &result, s->log != NULL);
        clean_header_free(&export->header);
        export->header.line = line;
        status = read_plain(work, i, true, &err);
        take_header(work, i);
        if (status != 0)
            status = message_error(&err);
    } else {
        status = cleaned_fail(&result, &err);
    }
    clean_result_free(&result);
    free(number);
    free(date);
    free(text);
    free(percent);
    return status;
}

static int clean_all(struct work *work)
{
    struct error err;
    char *folder = temporary_folder(&err);
    int status = 0;
    size_t i;

    if (!folder)
        return message_error(&err);
    for (i = 0; i < work->count; i++) {
        work->exports[i].path = xasprintf("%s/%zu.csv", folder, i);
        if (work->settings->log)
            work->exports[i].log = xasprintf("%s/%zu.log", folder, i);
        if (work->settings->set_aside)
            work->exports[i].aside = xasprintf("%s/%zu.aside", folder, i);
        if (clean_one(work, i) != 0) /* what is wrong with the others is told, too */
            status = 1;
    }
    free(folder);
    return status;
}

/* ---- writing ---- */

static const char *log_of(const struct export *export)
{
    return export->log;
}

static const char *aside_of(const struct export *export)
{
    return export->aside;
}

/* What cleaning wrote of each file, of all of them under one header. */
static int gather(const struct work *work, const char *path,
                  const char *(*part)(const struct export *export), struct error *err)
{
    struct output out;
    size_t i;
    int status = 0;

    if (output_open(&out, path, err) != 0)
        return -1;
    for (i = 0; i < work->count && status == 0; i++) {
        FILE *in = fopen(part(&work->exports[i]), "r");
        bool passing = i > 0; /* the header, which the first file has given */
        int c;

        if (!in) {
            status = error_errno(err, part(&work->exports[i]), errno, "cannot open");
            break;
        }
        while ((c = getc(in)) != EOF) {
            if (!passing)
                putc(c, out.stream);
            else
                passing = c != '\n';
        }
        fclose(in);
    }
    if (status == 0)
        status = output_close(&out, err);
    output_abandon(&out);
    return status;
}

static int check_source(const struct work *work, struct error *err)
{
    const char *source = work->settings->source;
    size_t j;

    for (j = 0; source && j < work->columns.width; j++)
        if (strcmp(work->columns.names[j], source) == 0)
            return error_usage(err,
                               "--source: there is a column \"%.200s\" already: name it otherwise",
                               source);
    return 0;
}

static int put_together(const struct work *work, struct stack_result *result, struct error *err)
{
    const struct stack_settings *s = work->settings;
    struct dialect out = common_out_dialect(&s->common);
    struct stack_file *files = xarray(work->count, sizeof *files);
    struct stack_ask ask = {
        .files = files,
        .count = work->count,
        .columns = &work->columns,
        .overlap = (enum stack_overlap)s->overlap,
        .key = s->key,
        .source = s->source,
        .lines = !s->plain,
        .in = common_in_dialect(&s->common),
    };
    struct writer *writer = NULL;
    size_t i;
    int status = check_source(work, err);

    if (!s->plain)
        ask.in = (struct dialect){ .max_record = ask.in.max_record, .missing = ask.in.missing };
    ask.respell = (out.decimal && out.decimal != '.') || (ask.in.decimal && ask.in.decimal != '.');
    for (i = 0; i < work->count; i++)
        files[i] = (struct stack_file){ work->exports[i].path, work->paths[i], work->headers[i] };
    if (status == 0) {
        writer = writer_open(s->common.out, &out, err);
        status = writer ? stack_files(&ask, writer, result, err) : -1;
    }
    if (status == 0 && s->log && !s->plain)
        status = gather(work, s->log, log_of, err);
    if (status == 0 && s->set_aside && !s->plain)
        status = gather(work, s->set_aside, aside_of, err);
    if (status == 0)
        status = writer_close(writer, err);
    else if (writer)
        writer_abandon(writer);
    free(files);
    return status;
}

static void end(struct work *work)
{
    size_t i;

    for (i = 0; i < work->count; i++) {
        clean_header_free(&work->exports[i].header);
        free(work->exports[i].path);
        free(work->exports[i].log);
        free(work->exports[i].aside);
    }
    free(work->exports);
    free(work->headers);
    stack_columns_free(&work->columns);
}

int stack_exports(const struct stack_settings *settings, size_t count, char **paths,
                  struct stack_result *result)
{
    struct work work = { .settings = settings, .count = count, .paths = paths };
    struct faults faults = FAULTS_NONE;
    struct error err;
    bool all;
    size_t i;
    int status = 0;

    work.exports = xcalloc(count, sizeof *work.exports);
    work.headers = xcalloc(count, sizeof *work.headers);
    for (i = 0; i < count && settings->plain; i++)
        work.exports[i].path = xstrdup(paths[i]);
    if (read_headers(&work, &all, &faults) == 0 && all)
        match(&work, &faults);
    if (message_faults(&faults, &err) != 0)
        status = message_error(&err);
    if (status == 0 && !settings->plain) {
        status = clean_all(&work);
        stack_columns_free(&work.columns);
        if (status == 0 && match(&work, &faults) != 0) {
            message_faults(&faults, &err);
            status = message_error(&err);
        }
    }
    if (status == 0 && put_together(&work, result, &err) != 0)
        status = message_error(&err);
    end(&work);
    return status;
}
