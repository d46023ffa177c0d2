/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/book.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/scarce.h"
#include "book/book_private.h"
#include "book/findings.h"
#include "book/formulas.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "book/truths.h"
#include "words/lint.h"

int book_time(time_t *created, struct error *err)
{
    if (clock_now(created, err) != 0)
        return -1;
    /* libxlsxwriter takes 0 to mean now. */
    if (*created == 0)
        *created = 1;
    return 0;
}

char *book_keep(struct book *book, char *text)
{
    book->kept = xgrow(book->kept, book->kept_count, &book->kept_capacity, sizeof *book->kept);
    return book->kept[book->kept_count++] = text;
}

char *book_keepf(struct book *book, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = xstrdup("");
    va_end(args);
    return book_keep(book, text);
}

void book_note(struct book *book, const char *format, ...)
{
    va_list args;
    char line[1024];

    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    text_addf(book->notes, "%s\n", line);
}

struct source *book_source(const struct book *book, const struct sheet_kind *kind,
                           const struct source *after)
{
    size_t i = 0;

    if (after)
        for (; book->sources[i++] != after;)
            ;
    for (; i < book->source_count; i++)
        if (book->sources[i]->kind == kind)
            return book->sources[i];
    return NULL;
}

/* What the plan says of a measure in a column; "" nothing. */
static const char *plan_says(const struct book *book, const char *measure, const char *column)
{
    struct source *plan = NULL;
    size_t i;

    while ((plan = book_source(book, &sheet_kind_plan, plan)) != NULL) {
        long name = source_column(plan, "measure");

        for (i = 0; i < plan->height; i++)
            if (strcmp(source_text(plan, i, name), measure) == 0)
                return source_text(plan, i, source_column(plan, column));
    }
    return "";
}

const char *book_unit(const struct book *book, const char *measure)
{
    return plan_says(book, measure, "unit");
}

const char *book_role(const struct book *book, const char *measure)
{
    return plan_says(book, measure, "role");
}

const char *book_label(struct book *book, const char *measure)
{
    const char *unit = book_unit(book, measure);

    /* "customers (customers)" says nothing more. */
    return unit[0] && !same_ignoring_case(unit, measure)
               ? book_keepf(book, "%s (%s)", measure, unit)
               : measure;
}

static int read_tables(struct book *book, const char *const *files, size_t count)
{
    size_t i;

    book->sources = xcalloc(count, sizeof *book->sources);
    for (i = 0; i < count; i++) {
        struct source *source = source_open(files[i], &book->options->dialect, book->err);

        if (!source)
            return -1;
        book->sources[book->source_count++] = source;
        source->result = result_table_of((const char *const *)source->names, source->width);
        source->kind = sheet_kind_of(source);
        if (source_load(source, source->kind->cells_most, book->err) != 0)
            return -1;
    }
    return 0;
}

/* Files that are made of what the plan names are called so. */
static void call_sources(struct book *book)
{
    struct source *plan = NULL;
    size_t row;
    size_t i;

    while ((plan = book_source(book, &sheet_kind_plan, plan)) != NULL)
        for (row = 0; row < plan->height; row++) {
            const char *origin = source_text(plan, row, source_column(plan, "source"));

            for (i = 0; origin[0] && i < book->source_count; i++)
                source_made_of(book->sources[i], origin);
        }
}

/* Files that a table of findings names are called without their folders, as sources are. */
static void call_files(struct book *book)
{
    size_t i, row;

    for (i = 0; i < book->source_count; i++) {
        const struct source *source = book->sources[i];
        long file = source->result == &result_lint ? source_column(source, "file") : -1;

        for (row = 0; file >= 0 && row < source->height; row++) {
            const char **cell = &source->cells[row * source->width + (size_t)file];
            const char *slash = strrchr(*cell, '/');

            *cell = slash ? slash + 1 : *cell;
        }
    }
}

/* A property holds 255 characters. */
static char *property(struct book *book, const char *text)
{
    enum { property_max = 255 };

    return book_keep(book, xstrndup(text, text_fitting(text, property_max)));
}

static void set_properties(struct book *book)
{
    const struct book_options *options = book->options;
    lxw_doc_properties properties = {
        .title = property(book, book->title),
        .subject = property(book, book->question[0] ? book->question : book->title),
        .author = "lever " PACKAGE_VERSION,
        .category = book_asks(book) ? "Statistics" : "Data",
        .keywords = book_asks(book) ? "outputs, outcomes, correlation, time series"
                                    : "data, tables",
        .comments = "Made by lever " PACKAGE_VERSION ". Every figure can be recomputed.",
        .created = options->created,
    };

    book_fail(book, workbook_set_properties(book->workbook, &properties), "document properties");
}

static void write_sheet(struct book *book, struct sheet *sheet)
{
    if (book->failed || sheet->stream)
        return;
    sheet->kind->write(book, sheet);
    sheet_end(sheet);
}

/* Sheets stand in the book in the order in which they are begun; those that go
 * straight to disk are written at once, the others when all names are known. The
 * cover comes last, since it says what became of the others. */
static void write_sheets(struct book *book)
{
    size_t i;

    for (i = 0; i < book->sheet_count && !book->failed; i++) {
        struct sheet *sheet = book->sheets[i];

        if (sheet->worksheet)
            continue;
        sheet_begin(sheet);
        if (sheet->stream)
            sheet->kind->write(book, sheet);
    }
    for (i = 1; i < book->sheet_count; i++)
        write_sheet(book, book->sheets[i]);
    write_sheet(book, book->sheets[0]);
}

void book_free(struct book *book)
{
    size_t i;

    findings_free(book);
    model_free(book);
    repair_log_free(book->repairs);
    for (i = 0; i < book->source_count; i++)
        source_free(book->sources[i]);
    source_free(book->formulas);
    for (i = 0; i < book->sheet_count; i++) {
        struct sheet *sheet = book->sheets[i];
        size_t j;

        /* A sheet that continues another shares its grid. */
        if (i + 1 == book->sheet_count || sheet->grid != book->sheets[i + 1]->grid) {
            grid_free(sheet->grid);
            live_free(sheet->live);
        }
        free(sheet->columns);
        free(sheet->heights);
        for (j = 0; j < sheet->line_count; j++)
            free(sheet->lines[j]);
        free(sheet->lines);
        free(sheet->name);
        free(sheet->reference);
        free(sheet->title);
        free(sheet);
    }
    for (i = 0; i < book->style_count; i++)
        free(book->styles[i].number_format);
    for (i = 0; i < book->name_count; i++)
        free(book->names[i]);
    for (i = 0; i < book->kept_count; i++)
        free(book->kept[i]);
    free(book->sources);
    free(book->sheets);
    free(book->styles);
    free(book->names);
    free(book->kept);
}

/* Columns are measured in digits of the default font. Calibri is not everywhere, and what stands
 * in for it is wider by a third; Arial has a twin of the same measures on every system, and its
 * digits are as wide at 10 points as those of Calibri at 11, with which libxlsxwriter reckons. */
static void set_default_font(struct book *book)
{
    lxw_format *format = STAILQ_FIRST(book->workbook->formats);

    format_set_font_name(format, "Arial");
    format_set_font_size(format, 10);
}

bool book_asks(const struct book *book)
{
    return book_source(book, &sheet_kind_verdicts, NULL) ||
           book_source(book, &sheet_kind_lags, NULL) ||
           book_source(book, &sheet_kind_working, NULL);
}

/* Is a table among them that answers something? */
static bool has_verdicts(const struct book *book)
{
    size_t i;

    for (i = 0; i < book->source_count; i++)
        if (book->sources[i]->result && book->sources[i]->result->words &&
            source_column(book->sources[i], "verdict") >= 0)
            return true;
    return false;
}

/* What the book is called, and what it asks: as the user says; where links were tested, what
 * lever is for; other tables ask nothing. */
static void set_title(struct book *book)
{
    const struct book_options *options = book->options;
    const char *title = options->title;
    const char *question = options->question;

    if (!question)
        question = book_asks(book) ? book_question : "";
    if (!title && (book_asks(book) || has_verdicts(book)))
        title = book_title;
    else if (!title)
        title = book_keepf(book, "Data: %s%s", book->sources[0]->stem,
                           book->source_count > 1 ? " and others" : "");
    book->title = book_keep(book, plain_text(title));
    book->question = book_keep(book, plain_text(question));
}

int book_read(struct book *book, const char *const *files, size_t count)
{
    if (read_tables(book, files, count) != 0)
        return -1;
    call_sources(book);
    call_files(book);
    set_title(book);
    model_links(book);
    findings_take(book);
    return 0;
}

static int fill(struct book *book)
{
    const struct sheet_kind *kind = NULL;

    set_default_font(book);
    set_properties(book);
    while ((kind = sheet_kind_next(kind)) != NULL)
        kind->plan(book, kind);
    formulas_plan(book);
    naive_columns(book);
    if (!book->failed)
        write_sheets(book);
    formulas_say(book);
    return book->failed ? -1 : 0;
}

/* libxlsxwriter tells of failures on standard error, each time with a line of its own:
 * the message is ours to give, so that one is kept away. */
static lxw_error close_quietly(lxw_workbook *workbook, int *number)
{
    int saved = dup(STDERR_FILENO);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    lxw_error code;

    if (saved >= 0 && null >= 0) {
        memory_speaks(saved);
        dup2(null, STDERR_FILENO);
    }
    errno = 0;
    code = workbook_close(workbook);
    *number = errno;
    if (saved >= 0 && null >= 0) {
        dup2(saved, STDERR_FILENO);
        memory_speaks(STDERR_FILENO);
    }
    if (saved >= 0)
        close(saved);
    if (null >= 0)
        close(null);
    return code;
}

/* Looks at what went straight to disk. It may have met the disk's end; and what grows past
 * 4 GB (behind the rows comes little) needs the larger kind of zip file. */
static bool rows_are_lost(const struct book *book)
{
    const off_t zip_most = (off_t)4000 << 20;
    size_t i;

    for (i = 0; i < book->sheet_count; i++) {
        FILE *rows = book->sheets[i]->stream ? book->sheets[i]->worksheet->optimize_tmpfile : NULL;

        if (rows && (fflush(rows) != 0 || ferror(rows)))
            return true;
        if (rows && ftello(rows) > zip_most)
            book->workbook->options.use_zip64 = LXW_TRUE;
    }
    return false;
}

/* Ends the workbook in any case, as workbook_close does. */
static int close_workbook(struct book *book, const char *path)
{
    lxw_error code;
    int number = 0;

    if (rows_are_lost(book)) {
        lxw_workbook_free(book->workbook);
        return error_set(book->err, "cannot write temporary files: %s (see TMPDIR)",
                         strerror(ENOSPC));
    }
    scarce_writes_lost();
    code = close_quietly(book->workbook, &number);
    if (scarce_writes_lost())
        return error_set(book->err, "cannot write temporary files: is there room? (see TMPDIR)");
    if (code == LXW_NO_ERROR)
        return 0;
    if (number)
        return error_errno(book->err, path, number, "cannot write the workbook");
    return error_at(book->err, path, 0, NULL, "cannot write the workbook: %s", lxw_strerror(code));
}

/* The columns of truths of each sheet that has any, by their places on it. */
static struct truths_sheet *find_truths(const struct book *book, size_t *count)
{
    struct truths_sheet *found = xcalloc(book->sheet_count + 1, sizeof *found);
    size_t i, k;

    for (*count = 0, i = 0; i < book->sheet_count; i++) {
        const struct sheet *sheet = book->sheets[i];
        struct truths_sheet one = { .count = 0 };
        bool any = false;

        if (!sheet->live || !sheet->worksheet)
            continue;
        one.part = (unsigned)sheet->worksheet->index + 1;
        one.count = sheet->source->width;
        one.columns = xcalloc(one.count, sizeof *one.columns);
        for (k = 0; k < one.count; k++)
            if (sheet->grid->place[k] >= 0 && live_gives_truths(sheet, k))
                any = one.columns[sheet->grid->place[k]] = true;
        if (any)
            found[(*count)++] = one;
        else
            free(one.columns);
    }
    return found;
}

/* Closes the file and, where formulas give truths, makes them so. */
static int close_truths(struct book *book, const char *path, const char *temporary)
{
    size_t count, i;
    struct truths_sheet *sheets = find_truths(book, &count);
    int status = close_workbook(book, path);

    if (status == 0 && count > 0)
        status = truths_mend(temporary, sheets, count, book->err);
    for (i = 0; i < count; i++)
        free(sheets[i].columns);
    free(sheets);
    return status;
}

int book_write(const char *const *files, size_t count, const char *out,
               const struct book_options *options, struct text *notes, struct error *err)
{
    struct book book = { .options = options, .notes = notes, .err = err };
    lxw_workbook_options settings = { .tmpdir = NULL };
    char *folder = NULL;
    struct package package;
    int status = -1;

    if (book_read(&book, files, count) != 0)
        goto done;
    /* libxlsxwriter makes files by names of its own, which a signal must find. */
    settings.tmpdir = folder = temporary_folder(err);
    if (!folder)
        goto done;
    if (package_open(&package, out, err) != 0)
        goto done;
    book.workbook = workbook_new_opt(package.temporary, &settings);
    if (!book.workbook) {
        error_set(err, "cannot begin the workbook");
        package_abandon(&package);
        goto done;
    }
    if (fill(&book) == 0) {
        status = close_truths(&book, package.output.path, package.temporary);
    } else {
        lxw_workbook_free(book.workbook);
    }
    if (status == 0)
        status = package_close(&package, err);
    else
        package_abandon(&package);
done:
    free(folder);
    book_free(&book);
    return status;
}
