/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lever view: shows a table on the terminal. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "command/filter.h"
#include "question/roles.h"
#include "table/layout.h"
#include "table/reader.h"
#include "table/select.h"
#include "words/result.h"

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

static const char *const color_words[] = {
    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL
};
static const char *const layout_words[] = {
    [LAYOUT_AUTO] = "auto", [LAYOUT_TABLE] = "table", [LAYOUT_LONG] = "long", NULL
};

struct settings {
    struct common common;
    const char *columns;
    int layout; /* enum layout_form */
    long width; /* -1 = the terminal's */
    long rows;  /* 0 = all */
    long digits;
    int color; /* enum color */
    bool pager;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "columns", .kind = OPTION_COLUMNS, .offset = AT(columns), .argument = "COLS",
      .help = "the columns to show" },
    { .name = "layout", .kind = OPTION_CHOICE, .offset = AT(layout),
      .help = "a line a row, or a block a row; auto: what fits", .preset = "auto",
      .words = layout_words },
    { .name = "rows", .kind = OPTION_INTEGER, .offset = AT(rows), .argument = "N",
      .help = "stop after N rows; 0 = show all", .preset = "0", .least = 0,
      .most = 9007199254740992.0 },
    { .name = "width", .kind = OPTION_INTEGER, .offset = AT(width), .argument = "N",
      .help = "columns to fill; 0 = do not cut, -1 = what the terminal has", .preset = "-1",
      .least = -1, .most = 100000 },
    { .name = "digits", .kind = OPTION_INTEGER, .offset = AT(digits), .argument = "N",
      .help = "significant digits of a number with a fraction; 0 = all", .preset = "6", .least = 0,
      .most = 17 },
    { .name = "color", .kind = OPTION_CHOICE, .offset = AT(color),
      .help = "verdicts in colour; auto: on a terminal", .preset = "auto", .words = color_words },
    { .name = "pager", .kind = OPTION_FLAG, .offset = AT(pager),
      .help = "show a page at a time (PAGER, or less)" },
    { .name = NULL },
};
/* clang-format on */

enum { LEAST_WIDTH = 10, LOOK_AHEAD = 1000, CHUNK = 32 * 1024 };

/* What one view holds while it runs. */
struct view {
    const struct settings *settings;
    struct reader *reader;
    struct table_layout *layout;
    struct selection selection;
    char **names;                      /* of the whole header */
    size_t width;                      /* columns in the file */
    const char **shown;                /* names of those selected */
    const struct result_table *result; /* that it is; NULL = another table */
    struct text picks;                 /* of a result table: the columns chosen by us */
    bool picked;
    struct field *fields; /* of the row at hand, as selected */
    FILE *stream;
    int failure; /* errno of the first write that failed */
    struct text out;
};

/* The colour of a described word; the word itself is always there. */
static const char *style_of(const void *context, const char *name, const char *text)
{
    const struct view *view = context;
    const struct word *word = result_word(view->result, name, text);

    return word ? word->color : NULL;
}

static bool colored(const struct settings *settings)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    if (settings->color != COLOR_AUTO)
        return settings->color == COLOR_ALWAYS;
    return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

static size_t terminal_width(const struct settings *settings)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    long width = 80;

    if (settings->width >= 0)
        return (size_t)settings->width;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    else if (columns && strtol(columns, NULL, 10) > 0)
        width = strtol(columns, NULL, 10);
    return width < LEAST_WIDTH ? LEAST_WIDTH : (size_t)width;
}

enum { NARROW = 60 };

/* The columns to show: those asked for, or NULL for all. Of a result table, which may have more than
 * 25, what fits a terminal: the sentence, and what it is about; on a narrow one the sentence has
 * the figures. */
static const char *wanted_columns(struct view *view)
{
    const struct settings *settings = view->settings;
    size_t width = terminal_width(settings);

    if (settings->columns || settings->layout != LAYOUT_AUTO || width == 0 || !view->result)
        return settings->columns;
    result_view(view->result, (const char *const *)view->names, view->width, width < NARROW,
                &view->picks);
    if (view->picks.length > 0 && isatty(STDOUT_FILENO))
        message_note("the columns that matter most; --layout long shows all %zu", view->width);
    return view->picks.bytes;
}

static int choose_columns(struct view *view, const char *columns, struct error *err)
{
    struct roles roles;
    int bad = roles_open(&roles, &view->settings->common, err);

    if (!bad)
        bad = select_columns((const char *const *)view->names, view->width, columns,
                             reader_name(view->reader), &roles.source, &view->selection, err);
    roles_close(&roles);
    return bad;
}

static int read_header(struct view *view, const struct dialect *dialect, struct error *err)
{
    const struct field *fields;
    const char *file = reader_name(view->reader);
    char letters[8];
    const char *columns;
    size_t i;
    int got = reader_next(view->reader, &fields, &view->width, err);

    if (got <= 0) {
        view->width = 0;
        return got < 0 ? -1 : error_at(err, file, 0, NULL, "is empty");
    }
    view->names = xarray(view->width, sizeof *view->names);
    for (i = 0; i < view->width; i++)
        view->names[i] = xstrdup(dialect->no_headers ? column_letters(i, letters) : fields[i].text);
    if (dialect->no_headers)
        reader_back(view->reader);
    if (*delimiter_hint((const char *const *)view->names, view->width))
        message_note("%s: column \"%.80s\"%s", file_shown(file), view->names[0],
                     delimiter_hint((const char *const *)view->names, view->width));
    view->result = result_table_of((const char *const *)view->names, view->width);
    columns = wanted_columns(view);
    view->picked = columns != view->settings->columns;
    if (!columns) {
        view->selection.columns = xarray(view->width, sizeof *view->selection.columns);
        for (i = 0; i < view->width; i++)
            view->selection.columns[i] = i;
        view->selection.count = view->width;
    } else if (choose_columns(view, columns, err) != 0) {
        return -1;
    }
    view->shown = xarray(view->selection.count, sizeof *view->shown);
    view->fields = xarray(view->selection.count, sizeof *view->fields);
    for (i = 0; i < view->selection.count; i++)
        view->shown[i] = view->names[view->selection.columns[i]];
    return 0;
}

/* 1 and a row in view->fields, 0 at the end, -1 on failure. */
static int next_row(struct view *view, struct error *err)
{
    const struct field *fields;
    size_t count;
    size_t i;
    int got = reader_next(view->reader, &fields, &count, err);

    if (got <= 0)
        return got;
    if (count != view->width)
        return error_at(err, reader_name(view->reader), reader_line(view->reader), NULL,
                        "%zu field%s, but the header has %zu", count, count == 1 ? "" : "s",
                        view->width);
    for (i = 0; i < view->selection.count; i++)
        view->fields[i] = fields[view->selection.columns[i]];
    return 1;
}

static void put(struct view *view, bool now)
{
    if (view->out.length < CHUNK && !now)
        return;
    errno = 0;
    if (!view->failure && (fwrite(view->out.bytes ? view->out.bytes : "", 1, view->out.length,
                                  view->stream) != view->out.length ||
                           (now && fflush(view->stream) != 0)))
        view->failure = errno ? errno : EIO;
    text_clear(&view->out);
}

/* The first rows decide how the table looks: they are kept until it is known. */
struct ahead {
    struct text bytes; /* field after field, each with a NUL behind it */
    size_t *lengths;   /* rows by columns */
    size_t capacity;
    size_t rows;
};

/* As next_row, which is kept. */
static int keep_row(struct view *view, struct ahead *ahead, struct error *err)
{
    size_t count = view->selection.count;
    int got = next_row(view, err);
    size_t i;

    for (i = 0; got > 0 && i < count; i++) {
        ahead->lengths = xgrow(ahead->lengths, ahead->rows * count + i, &ahead->capacity,
                               sizeof *ahead->lengths);
        ahead->lengths[ahead->rows * count + i] = view->fields[i].length;
        text_add(&ahead->bytes, view->fields[i].text, view->fields[i].length);
        text_addc(&ahead->bytes, '\0');
    }
    ahead->rows += got > 0;
    return got;
}

/* A row that was kept, into view->fields; *at is where it begins, then where the next one does. */
static void kept_row(struct view *view, const struct ahead *ahead, size_t row, size_t *at)
{
    size_t count = view->selection.count;
    size_t i;

    for (i = 0; i < count; i++) {
        view->fields[i] = (struct field){ .text = ahead->bytes.bytes + *at,
                                          .length = ahead->lengths[row * count + i] };
        *at += view->fields[i].length + 1;
    }
}

/* Of those kept, does any have something in the column? */
static bool has_some(const struct view *view, const struct ahead *ahead, size_t column)
{
    size_t i;

    for (i = 0; i < ahead->rows; i++)
        if (ahead->lengths[i * view->selection.count + column] > 0)
            return true;
    return false;
}

static void leave_out(struct view *view, struct ahead *ahead, size_t gone)
{
    struct selection *selection = &view->selection;
    struct ahead left = { 0 };
    size_t count = selection->count;
    size_t at = 0;
    size_t i, k;

    left.lengths = xarray(ahead->rows * count + 1, sizeof *left.lengths);
    for (i = 0; i < ahead->rows; i++) {
        kept_row(view, ahead, i, &at);
        for (k = 0; k < count; k++) {
            if (k == gone)
                continue;
            left.lengths[i * (count - 1) + k - (k > gone)] = view->fields[k].length;
            text_add(&left.bytes, view->fields[k].text, view->fields[k].length + 1);
        }
    }
    left.rows = ahead->rows;
    text_free(&ahead->bytes);
    free(ahead->lengths);
    *ahead = left;
    selection->count--;
    for (k = gone; k + 1 < count; k++) {
        selection->columns[k] = selection->columns[k + 1];
        view->shown[k] = view->shown[k + 1];
    }
}

/* Of the columns chosen by us, one that is rare, such as who a row is about, says nothing where no
 * row has something in it. */
static void leave_out_rare(struct view *view, struct ahead *ahead)
{
    size_t k = view->selection.count;

    while (k-- > 0)
        if (result_column(view->result, view->shown[k])->rare && !has_some(view, ahead, k))
            leave_out(view, ahead, k);
}

static void lay_out(struct view *view, const struct table_layout_options *wanted,
                    const struct ahead *ahead)
{
    struct table_layout_options chosen = *wanted;
    size_t count = view->selection.count;
    size_t at = 0;
    size_t i;

    if (view->picked)
        chosen.form = LAYOUT_TABLE;
    chosen.below = count > 0 && strcmp(view->shown[count - 1], "note") == 0;
    view->layout = layout_new(view->shown, count, &chosen);
    for (i = 0; i < ahead->rows; i++) {
        kept_row(view, ahead, i, &at);
        layout_learn(view->layout, view->fields);
    }
    layout_decide(view->layout);
    if (layout_left_out(view->layout) > 0)
        message_note("the last %zu of %zu columns do not fit; --columns chooses, --layout long "
                     "shows all",
                     layout_left_out(view->layout), count);
    layout_heading(view->layout, &view->out);
}

static int show_rows(struct view *view, const struct table_layout_options *layout, size_t most,
                     struct error *err)
{
    struct ahead ahead = { 0 };
    size_t number = 0;
    size_t at = 0;
    int got = 1;

    while (ahead.rows < most && ahead.rows < LOOK_AHEAD && (got = keep_row(view, &ahead, err)) > 0)
        ;
    if (view->picked)
        leave_out_rare(view, &ahead);
    lay_out(view, layout, &ahead);
    while (number < ahead.rows) {
        kept_row(view, &ahead, number, &at);
        layout_row(view->layout, view->fields, ++number, &view->out);
        put(view, false);
    }
    text_free(&ahead.bytes);
    free(ahead.lengths);
    while (got > 0 && number < most && !view->failure && (got = next_row(view, err)) > 0) {
        layout_row(view->layout, view->fields, ++number, &view->out);
        put(view, false);
    }
    put(view, true);
    if (got >= 0 && view->failure && view->stream == stdout)
        return error_errno(err, "", view->failure, "cannot write standard output");
    if (got > 0 && number == most && next_row(view, err) > 0)
        message_note("the first %zu row%s; there are more", most, most == 1 ? "" : "s");
    return got < 0 ? -1 : 0;
}

static int show(struct view *view, const char *path, struct error *err)
{
    const struct settings *settings = view->settings;
    const struct common *common = &settings->common;
    struct table_layout_options options_of_layout = {
        .form = (enum layout_form)settings->layout,
        .width = terminal_width(settings),
        .digits = (int)settings->digits,
        .bold = colored(settings),
        .style = colored(settings) ? style_of : NULL,
        .context = view,
        .dialect = common_in_dialect(common),
    };

    if (settings->width > 0 && settings->width < LEAST_WIDTH)
        return error_usage(err, "--width: in %ld columns nothing can be shown; %d are the least",
                           settings->width, LEAST_WIDTH);
    view->reader = reader_open(path, &options_of_layout.dialect, err);
    if (!view->reader || read_header(view, &options_of_layout.dialect, err) != 0)
        return -1;
    return show_rows(view, &options_of_layout, settings->rows ? (size_t)settings->rows : SIZE_MAX,
                     err);
}

static const char *pager_command(void)
{
    const char *pager = getenv("PAGER");

    return pager && *pager ? pager : "less";
}

/* The pager's standard input; NULL after a message where it cannot be run. */
static FILE *open_pager(void)
{
    FILE *stream;

    setenv("LESS", "FRSX", 0);
    stream = popen(pager_command(), "w");
    if (!stream) {
        message_warning("cannot run the pager: %s", strerror(errno));
        return NULL;
    }
    /* Whoever leaves the pager early has seen enough: that ends the writing, not lever. */
    signal(SIGPIPE, SIG_IGN);
    return stream;
}

/* What a shell says of a command that it cannot find or run, 127 or 126, is that nothing was
 * shown; with any other status the pager has been there. */
static int close_pager(FILE *pager, struct error *err)
{
    int status = pclose(pager);

    if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) >= 126 &&
        WEXITSTATUS(status) <= 127)
        return error_set(err, "cannot run the pager \"%s\" (see PAGER)", pager_command());
    return 0;
}

static int run_view(void *data, size_t count, char **operands)
{
    const struct settings *settings = data;
    struct view view = { .settings = settings, .stream = stdout };
    FILE *pager = settings->pager && isatty(STDOUT_FILENO) ? open_pager() : NULL;
    struct error err;
    struct error pager_err;
    bool lost; /* what was written to the pager */
    int status;
    size_t i;

    if (pager)
        view.stream = pager;
    status = show(&view, count ? operands[0] : "-", &err);
    lost = pager && close_pager(pager, &pager_err) != 0;
    if (status != 0)
        status = message_error(&err);
    if (lost)
        status = message_error(&pager_err);
    layout_free(view.layout);
    reader_close(view.reader);
    selection_free(&view.selection);
    for (i = 0; i < view.width && view.names; i++)
        free(view.names[i]);
    free(view.names);
    free(view.shown);
    free(view.fields);
    text_free(&view.picks);
    text_free(&view.out);
    return status;
}

const struct filter filter_view = {
    .name = "view",
    .heading = HEADING_SHOW,
    .summary = "shows a table on the terminal",
    .operands = "[FILE]",
    .common = TAKES(PLAN) | TAKES(INPUT) | TAKES(UNPACKED),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 1,
    .run = run_view,
};
