/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot - draws one link: over time, as a scatter, or lag by lag */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.h"
#include "base/number.h"
#include "base/output.h"
#include "base/text.h"
#include "filters/filter.h"
#include "filters/trials.h"

enum kind { KIND_TIME, KIND_SCATTER, KIND_LAGS };
enum format { FORMAT_BY_NAME, FORMAT_SVG, FORMAT_PNG, FORMAT_DUMB };

struct settings {
    struct common common;
    int kind;
    int format;
    long shift;
    long width;
    long height;
};

static const struct option options[] = {
    { 0, "kind", OPTION_CHOICE, offsetof(struct settings, kind), "time|scatter|lags",
      "what to draw", "time", "time|scatter|lags", 0, 0 },
    { 0, "shift", OPTION_INTEGER, offsetof(struct settings, shift), "N",
      "draw the output N periods later (time, scatter)", NULL, NULL, -1000, 1000 },
    { 0, "resamples", OPTION_INTEGER, offsetof(struct settings, common.resamples), "N",
      "simulated outcomes behind the intervals of --kind lags (9999)", NULL, NULL, 99, 10000000 },
    { 0, "format", OPTION_CHOICE, offsetof(struct settings, format),
      "auto|svg|png|dumb", "auto goes by how --out ends (.svg .png .txt); dumb is text", "auto",
      "auto|svg|png|dumb", 0, 0 },
    { 0, "width", OPTION_INTEGER, offsetof(struct settings, width), "N",
      "in pixels, or characters for dumb", NULL, NULL, 20, 10000 },
    { 0, "height", OPTION_INTEGER, offsetof(struct settings, height), "N",
      "likewise", NULL, NULL, 10, 10000 },
    { 0 },
};

/* A gnuplot string: single quotes, doubled inside; control characters become spaces. */
static void add_quoted(struct text *script, const char *string)
{
    text_addc(script, '\'');
    for (; *string; string++) {
        if (*string == '\'')
            text_addc(script, '\'');
        text_addc(script, (unsigned char)*string < 0x20 ? ' ' : *string);
    }
    text_addc(script, '\'');
}

static void add_number(struct text *script, double value)
{
    char number[NUMBER_SIZE];

    text_adds(script, number_format(value, number) ? number : "NaN");
}

/* The format asked for, or the one that the name behind --out ends with; -1 where it is none. */
static int find_format(const struct settings *settings, enum format *format, struct error *err)
{
    static const struct {
        const char *ending;
        enum format format;
    } known[] = { { ".svg", FORMAT_SVG }, { ".png", FORMAT_PNG }, { ".txt", FORMAT_DUMB } };
    const char *name = settings->common.out;
    const char *slash = name ? strrchr(name, '/') : NULL;
    const char *dot = name ? strrchr(slash ? slash : name, '.') : NULL;
    size_t i;

    *format = settings->format == FORMAT_BY_NAME ? FORMAT_DUMB : (enum format)settings->format;
    if (settings->format != FORMAT_BY_NAME || !dot)
        return 0;
    for (i = 0; i < sizeof known / sizeof *known; i++) {
        if (same_ignoring_case(dot, known[i].ending)) {
            *format = known[i].format;
            return 0;
        }
    }
    return error_usage(err, "--out: what kind of picture %s is, is not known: %s, %s and %s are; "
                       "or say --format", name, known[0].ending, known[1].ending,
                       known[2].ending);
}

static void add_terminal(struct text *script, const struct settings *settings, enum format format)
{
    long width = settings->width ? settings->width : format == FORMAT_DUMB ? 79 : 900;
    long height = settings->height ? settings->height : format == FORMAT_DUMB ? 24 : 500;

    text_adds(script, "set encoding utf8\n");
    if (format == FORMAT_SVG)
        text_addf(script, "set terminal svg noenhanced size %ld,%ld dynamic background 'white'\n",
                  width, height);
    else if (format == FORMAT_PNG)
        text_addf(script, "set terminal pngcairo noenhanced size %ld,%ld\n", width, height);
    else
        text_addf(script, "set terminal dumb nofeed noenhanced size %ld,%ld\n", width, height);
    text_adds(script, "set datafile missing 'NaN'\nset key outside top center horizontal\n"
                      "set linetype 1 lc rgb '#12436D' lw 2 pt 7 ps 0.6\n"
                      "set linetype 2 lc rgb '#F46A25' lw 2 pt 5 ps 0.6\n");
}

static void name_period(const struct axis *axis, size_t i, char period[PERIOD_SIZE])
{
    if (axis->timed)
        axis_period(axis, i, period);
    else
        snprintf(period, PERIOD_SIZE, "%zu", i + 1);
}

/* A block of `period x y` rows, the output shifted. */
static void add_series(struct text *script, struct trials *trials, long shift)
{
    const struct axis *axis = &trials->question.axis;
    const struct question_link *link = &trials->question.link[0];
    const double *x = trials_series(trials, link->output, 0);
    const double *y = trials_series(trials, link->outcome, 0);
    char period[PERIOD_SIZE];
    size_t i;

    text_adds(script, "$data << END\n");
    for (i = 0; i < axis->periods; i++) {
        long from = (long)i - shift;

        name_period(axis, i, period);
        text_addf(script, "%s ", period);
        add_number(script, from >= 0 && from < (long)axis->periods ? x[from] : NAN);
        text_addc(script, ' ');
        add_number(script, y[i]);
        text_addc(script, '\n');
    }
    text_adds(script, "END\n");
}

/* What the axes show. gnuplot cannot turn text in text: there the title says what goes up. */
static void add_labels(struct text *script, enum format format, const char *x, const char *y)
{
    struct text title = TEXT_EMPTY;

    text_addf(&title, "%s%s", format == FORMAT_DUMB ? "vertical: " : "", y);
    text_adds(script, "set xlabel ");
    add_quoted(script, x);
    text_adds(script, format == FORMAT_DUMB ? "\nset title " : "\nset ylabel ");
    add_quoted(script, title.bytes);
    text_addc(script, '\n');
    text_free(&title);
}

/* A line's title in the legend; where axes have no labels it says which axis is its own. */
static void add_title(struct text *script, enum format format, const char *name, const char *axis)
{
    struct text title = TEXT_EMPTY;

    text_adds(&title, name);
    if (format == FORMAT_DUMB)
        text_addf(&title, " (%s)", axis);
    text_adds(script, " title ");
    add_quoted(script, title.bytes);
    text_free(&title);
}

/* What a picture shows of the two series. */
struct extent {
    double x_low, x_high;
    double y_low, y_high;
    size_t pairs; /* periods with both */
};

static void measure(struct trials *trials, enum kind kind, long shift, struct extent *extent)
{
    const struct question_link *link = &trials->question.link[0];
    const double *x = trials_series(trials, link->output, 0);
    const double *y = trials_series(trials, link->outcome, 0);
    long n = (long)trials->question.axis.periods;
    long t;

    *extent = (struct extent){ INFINITY, -INFINITY, INFINITY, -INFINITY, 0 };
    for (t = 0; t < n; t++) {
        bool has_x = t >= shift && t - shift < n && isfinite(x[t - shift]);
        bool has_y = isfinite(y[t]);

        extent->pairs += has_x && has_y;
        if (has_x && (has_y || kind == KIND_TIME)) {
            extent->x_low = fmin(extent->x_low, x[t - shift]);
            extent->x_high = fmax(extent->x_high, x[t - shift]);
        }
        if (has_y && (has_x || kind == KIND_TIME)) {
            extent->y_low = fmin(extent->y_low, y[t]);
            extent->y_high = fmax(extent->y_high, y[t]);
        }
    }
}

/* gnuplot fails on a picture of nothing, and warns of one point, without saying of what. */
static int check_extent(const struct trials *trials, enum kind kind, const struct extent *extent,
                        struct error *err)
{
    const struct question_link *link = &trials->question.link[0];
    const char *unit = trials->question.axis.timed ? "period" : "row";

    if (extent->pairs == 0)
        return error_set(err, "nothing to draw: no %s has values of both %s and %s", unit,
                         link->output_name, link->outcome_name);
    if (trials->question.axis.periods < 2 || (kind == KIND_SCATTER && extent->pairs < 2))
        return error_set(err, "nothing to draw: only one %s has values of both %s and %s", unit,
                         link->output_name, link->outcome_name);
    return 0;
}

/* An axis of one value has to be widened: gnuplot would, and warn. */
static void add_range(struct text *script, const char *axis, double low, double high)
{
    double around = low == 0 ? 1 : fabs(low) / 100;

    if (low < high)
        return;
    text_addf(script, "set %srange [", axis);
    add_number(script, low - around);
    text_addc(script, ':');
    add_number(script, high + around);
    text_adds(script, "]\n");
}

static void draw_time(struct text *script, struct trials *trials, enum format format, long shift,
                      const struct extent *extent)
{
    const struct question_link *link = &trials->question.link[0];
    const struct axis *axis = &trials->question.axis;
    size_t every = axis->periods / 6 + 1;
    char period[PERIOD_SIZE];
    size_t i;

    add_series(script, trials, shift);
    if (format != FORMAT_DUMB) {
        add_labels(script, format, axis->timed ? "period" : "row", link->outcome_name);
        text_adds(script, "set y2label ");
        add_quoted(script, link->output_name);
    }
    text_addc(script, '\n');
    add_range(script, "y", extent->y_low, extent->y_high);
    add_range(script, "y2", extent->x_low, extent->x_high);
    text_adds(script, "set ytics nomirror\nset y2tics\nset xtics nomirror (");
    for (i = 0; i < axis->periods; i += every) {
        name_period(axis, i, period);
        text_addf(script, "%s'%s' %zu", i ? ", " : "", period, i);
    }
    text_adds(script, ")\nplot $data using 0:3 with lines lt 1");
    add_title(script, format, link->outcome_name, "left");
    text_adds(script, ", $data using 0:2 axes x1y2 with lines lt 2 dt 2");
    add_title(script, format, link->output_name, "right");
    text_addc(script, '\n');
}

/* With a line through the points, where there is one to be found. */
static void draw_scatter(struct text *script, struct trials *trials, enum format format,
                         long shift, const struct extent *extent)
{
    const struct question_link *link = &trials->question.link[0];

    add_series(script, trials, shift);
    add_labels(script, format, link->output_name, link->outcome_name);
    add_range(script, "x", extent->x_low, extent->x_high);
    add_range(script, "y", extent->y_low, extent->y_high);
    text_adds(script, "set key off\n");
    if (extent->pairs > 2 && extent->x_low < extent->x_high)
        text_adds(script, "stats $data using 2:3 name 'S' nooutput\n"
                          "plot $data using 2:3 with points lt 1, "
                          "S_slope * x + S_intercept with lines lt 2\n");
    else
        text_adds(script, "set offsets graph .1, graph .1, graph .1, graph .1\n" /* two corners */
                          "plot $data using 2:3 with points lt 1\n");
}

static int draw_lags(struct text *script, struct trials *trials, enum format format,
                     struct error *err)
{
    const struct question_link *link = &trials->question.link[0];
    const struct link_result *result = &trials->items[0].result;
    size_t l;

    if (!trials->question.axis.timed)
        return error_usage(err, "rows without a time have no lags: name it with -t");
    if (trials_run(trials, err) != 0)
        return -1;
    if (!result->profile)
        return error_set(err, "%s and %s have no lag profile: the link is unusable; "
                         "lever test says why", link->output_name, link->outcome_name);
    text_adds(script, "$data << END\n");
    for (l = 0; l < result->lags_tried; l++) {
        const struct link_lag *row = &result->profile[l];

        text_addf(script, "%d ", row->lag);
        add_number(script, row->r);
        text_addc(script, ' ');
        add_number(script, row->r_low);
        text_addc(script, ' ');
        add_number(script, row->r_high);
        text_addc(script, '\n');
    }
    text_adds(script, "END\n");
    add_labels(script, format, "lag: periods from the output to the outcome",
               "whitened correlation, 95 % interval");
    text_addf(script, "set key off\nset yrange [-1:1]\nset xrange [%d:%d]\nset xtics 1\n"
                      "set xzeroaxis lt -1\n"
                      "plot $data using 1:2:3:4 with yerrorbars lt 1\n",
              link->lags.first < -999 ? -999 : (int)link->lags.first - 1, (int)link->lags.last + 1);
    return 0;
}

/* Copies what gnuplot drew: it does not look whether its own writing succeeds. */
static int copy(FILE *picture, FILE *stream, struct error *err)
{
    char block[16384];
    size_t n;

    rewind(picture);
    while ((n = fread(block, 1, sizeof block, picture)) > 0)
        if (fwrite(block, 1, n, stream) != n)
            return error_errno(err, "", errno, "cannot write the picture");
    return 0;
}

/* Copies text without the spaces that fill its lines up, and the blank lines around it. */
static int copy_text(FILE *picture, FILE *stream, struct error *err)
{
    char *line = NULL;
    size_t capacity = 0;
    size_t blank = 0;
    bool begun = false;
    ssize_t n;

    rewind(picture);
    while ((n = getline(&line, &capacity, picture)) >= 0) {
        while (n > 0 && strchr(" \n\f", line[n - 1]))
            line[--n] = '\0';
        blank += n == 0;
        if (n == 0)
            continue;
        for (; begun && blank > 0; blank--)
            putc('\n', stream);
        blank = 0;
        begun = true;
        fprintf(stream, "%s\n", line);
    }
    free(line);
    return ferror(stream) ? error_errno(err, "", errno, "cannot write the picture") : 0;
}

/* Runs gnuplot on the script; what it draws lands in picture. */
static int run_gnuplot(const struct text *script, FILE *picture, struct error *err)
{
    FILE *input = temporary_file(err);
    pid_t child;
    int status = 0;

    if (!input)
        return -1;
    if (fwrite(script->bytes, 1, script->length, input) != script->length || fflush(input) != 0) {
        fclose(input);
        return error_errno(err, "", errno, "cannot write the script for gnuplot");
    }
    rewind(input);
    child = fork();
    if (child == 0) {
        dup2(fileno(input), STDIN_FILENO);
        dup2(fileno(picture), STDOUT_FILENO);
        execlp("gnuplot", "gnuplot", "-", (char *)NULL);
        _exit(127);
    }
    fclose(input);
    if (child < 0)
        return error_errno(err, "", errno, "cannot start gnuplot");
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return error_set(err, "gnuplot is not installed (Debian: gnuplot-nox)");
    if (status != 0)
        return error_set(err, "gnuplot failed");
    return 0;
}

static int draw(const struct settings *settings, const char *file, struct error *err)
{
    enum kind kind = (enum kind)settings->kind;
    enum format format;
    struct extent extent = { 0 };
    struct trials trials = { .profile = true };
    struct output output = { 0 };
    struct text script = TEXT_EMPTY;
    FILE *picture = NULL;
    int status = find_format(settings, &format, err);

    if (status == 0)
        status = trials_ask(&trials, &settings->common, file, err);
    if (status == 0 && trials.count != 1)
        status = error_usage(err, "a picture shows one link, not %zu: name it with -x and -y",
                             trials.count);
    if (status == 0 && format == FORMAT_PNG && !settings->common.out && isatty(STDOUT_FILENO))
        status = error_usage(err, "a picture is not for a terminal: name a file with --out");
    if (status == 0 && kind != KIND_LAGS) {
        measure(&trials, kind, settings->shift, &extent);
        status = check_extent(&trials, kind, &extent, err);
    }
    if (status == 0) {
        add_terminal(&script, settings, format);
        if (kind == KIND_TIME)
            draw_time(&script, &trials, format, settings->shift, &extent);
        else if (kind == KIND_SCATTER)
            draw_scatter(&script, &trials, format, settings->shift, &extent);
        else
            status = draw_lags(&script, &trials, format, err);
    }
    if (status == 0 && !(picture = temporary_file(err)))
        status = -1;
    if (status == 0)
        status = run_gnuplot(&script, picture, err);
    if (status == 0)
        status = output_open(&output, settings->common.out, err);
    if (status == 0)
        status = (format == FORMAT_DUMB ? copy_text : copy)(picture, output.stream, err);
    if (status == 0)
        status = output_close(&output, err);
    else
        output_abandon(&output);
    if (picture)
        fclose(picture);
    text_free(&script);
    trials_free(&trials);
    return status;
}

static int run(void *arguments, size_t count, char **operands)
{
    struct error err;

    return draw(arguments, count ? operands[0] : "-", &err) != 0 ? message_error(&err) : 0;
}

const struct filter filter_plot = {
    .name = "plot",
    .summary = "draws a link over time, as a scatter, or lag by lag",
    .operands = "[FILE]",
    .common = TAKES(OUTPUTS) | TAKES(OUTCOMES) | TAKES(CONTEXT) | TAKES(TIME) | TAKES(PLAN) |
              TAKES(LINKS) | TAKES(PERIOD) | TAKES(LAGS) | TAKES(SEASON) | TAKES(SEED) |
              TAKES(DATE_FORMAT) | TAKES(THREADS) | TAKES_INPUT | TAKES(OUT),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .run = run,
};
