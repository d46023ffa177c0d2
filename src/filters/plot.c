/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot - draws a link over time, as a scatter or lag by lag, a change, or a chain */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "command/filter.h"
#include "command/gnuplot.h"
#include "filters/plot_chain.h"
#include "filters/plot_dots.h"
#include "filters/plot_fit.h"
#include "filters/plot_impact.h"
#include "filters/plot_picture.h"
#include "question/link_tests.h"

enum kind { KIND_TIME, KIND_SCATTER, KIND_LAGS, KIND_IMPACT, KIND_DOTS, KIND_CHAIN };

static const char *const kind_words[] = { [KIND_TIME] = "time",
                                          [KIND_SCATTER] = "scatter",
                                          [KIND_LAGS] = "lags",
                                          [KIND_IMPACT] = "impact",
                                          [KIND_DOTS] = "dots",
                                          [KIND_CHAIN] = "chain",
                                          NULL };
static const char *const format_words[] = { [FORMAT_BY_NAME] = "auto",
                                            [FORMAT_SVG] = "svg",
                                            [FORMAT_PNG] = "png",
                                            [FORMAT_DUMB] = "dumb",
                                            NULL };

/* More pictures than that, one an entity, are too small to be read. */
enum { MOST_PICTURES = 30 };

struct settings {
    struct common common;
    int kind;
    int format;
    const char *entity;
    struct changes_options changes;
    long shift;
    long width;
    long height;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "kind", .kind = OPTION_CHOICE, .offset = AT(kind),
      .help = "what to draw", .preset = "time", .words = kind_words },
    { .name = "entity", .kind = OPTION_TEXT, .offset = AT(entity), .argument = "NAME",
      .help = "of those told apart by --by, this one alone" },
    { .name = "events", .kind = OPTION_FILENAME, .offset = AT(changes.events), .argument = "FILE",
      .help = "the events of --kind impact" },
    { .name = "at", .kind = OPTION_TEXT, .offset = AT(changes.at), .argument = "DATE[,END]",
      .help = "one date in place of events",
      .holds = HOLDS_NAMES, .cells = "time" },
    { .name = "shift", .kind = OPTION_INTEGER, .offset = AT(shift), .argument = "N",
      .help = "draw the output N periods later (time, scatter)", .least = -1000, .most = 1000 },
    { .name = "resamples", .kind = OPTION_INTEGER, .offset = AT(common.resamples), .argument = "N",
      .help = "simulated outcomes behind the intervals of --kind lags (9999)", .least = 99,
      .most = 10000000 },
    { .name = "format", .kind = OPTION_CHOICE, .offset = AT(format),
      .help = "auto goes by how --out ends (.svg .png .txt); dumb is text", .preset = "auto",
      .words = format_words },
    { .name = "width", .kind = OPTION_INTEGER, .offset = AT(width), .argument = "N",
      .help = "in pixels, or characters for dumb", .least = 20, .most = 10000 },
    { .name = "height", .kind = OPTION_INTEGER, .offset = AT(height), .argument = "N",
      .help = "likewise", .least = 10, .most = 10000 },
    { .name = NULL },
};
/* clang-format on */

/* What one picture shows of the two series; the straight line through its points. */
struct extent {
    double x_low, x_high;
    double y_low, y_high;
    size_t pairs;            /* periods with both */
    double slope, intercept; /* where x varies */
};

/* What is being drawn. */
struct plot {
    const struct settings *settings;
    struct link_tests *tests;
    enum format format;
    size_t *pictures; /* what each is of: an entity or, of the lags, a test */
    size_t count;
    size_t left_out; /* pictures that there was nothing to draw in */
    char *output;    /* how axes call them: with the plan's unit */
    char *outcome;
    struct text script;
};

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
    return error_usage(err,
                       "--out: the ending of %s names no kind of picture; %s, %s and %s do, "
                       "or say --format",
                       name, known[0].ending, known[1].ending, known[2].ending);
}

static void add_terminal(struct plot *plot)
{
    const struct settings *settings = plot->settings;
    const struct picture picture = { .format = plot->format,
                                     .count = plot->count,
                                     .over_time = settings->kind == KIND_TIME,
                                     .width = settings->width,
                                     .height = settings->height };

    picture_begin(&picture, &plot->script);
}

static void name_period(const struct axis *axis, size_t i, char period[PERIOD_SIZE])
{
    if (axis->timed)
        axis_period(axis, i, period);
    else
        snprintf(period, PERIOD_SIZE, "%zu", i + 1);
}

static const struct question_link *link_of(const struct plot *plot)
{
    return &plot->tests->question.link[0];
}

/* A block of `period x y` rows, the output shifted. */
static void add_series(struct plot *plot, size_t entity)
{
    const struct axis *axis = &plot->tests->question.frame.axis;
    const double *x = link_tests_series(plot->tests, link_of(plot)->output, entity);
    const double *y = link_tests_series(plot->tests, link_of(plot)->outcome, entity);
    struct text *script = &plot->script;
    char period[PERIOD_SIZE];
    size_t i;

    text_adds(script, "$data << END\n");
    for (i = 0; i < axis->periods; i++) {
        long from = (long)i - plot->settings->shift;

        name_period(axis, i, period);
        text_addf(script, "%s ", period);
        gnuplot_number(script, from >= 0 && from < (long)axis->periods ? x[from] : NAN);
        text_addc(script, ' ');
        gnuplot_number(script, y[i]);
        text_addc(script, '\n');
    }
    text_adds(script, "END\n");
}

/* What stands above a picture: who it is about, and in text, where gnuplot cannot turn it, what
 * goes up. */
static void add_heading(struct plot *plot, const char *entity, const char *vertical)
{
    struct text title = TEXT_EMPTY;
    bool upright = vertical && plot->format == FORMAT_DUMB;

    text_addf(&title, "%s%s", entity, upright && *entity ? "; " : "");
    if (upright)
        text_addf(&title, "vertical: %s", vertical);
    text_adds(&plot->script, "set title ");
    gnuplot_quoted(&plot->script, title.bytes ? title.bytes : "");
    text_addc(&plot->script, '\n');
    text_free(&title);
}

static void add_labels(struct plot *plot, const char *entity, const char *x, const char *y)
{
    text_adds(&plot->script, "set xlabel ");
    gnuplot_quoted(&plot->script, x);
    if (plot->format != FORMAT_DUMB) {
        text_adds(&plot->script, "\nset ylabel ");
        gnuplot_quoted(&plot->script, y);
    }
    text_addc(&plot->script, '\n');
    add_heading(plot, entity, y);
}

/* A line's title in the legend; where axes have no labels it says which axis is its own. */
static void add_title(struct plot *plot, const char *name, const char *axis)
{
    struct text title = TEXT_EMPTY;

    text_adds(&title, name);
    if (plot->format == FORMAT_DUMB)
        text_addf(&title, " (%s)", axis);
    text_adds(&plot->script, " title ");
    gnuplot_quoted(&plot->script, title.bytes);
    text_free(&title);
}

static void measure(struct plot *plot, size_t entity, struct extent *extent)
{
    const double *x = link_tests_series(plot->tests, link_of(plot)->output, entity);
    const double *y = link_tests_series(plot->tests, link_of(plot)->outcome, entity);
    long n = (long)plot->tests->question.frame.axis.periods;
    long shift = plot->settings->shift;
    bool over_time = plot->settings->kind == KIND_TIME;
    long t;

    *extent = (struct extent){ INFINITY, -INFINITY, INFINITY, -INFINITY, 0, NAN, NAN };
    for (t = 0; t < n; t++) {
        bool has_x = t >= shift && t - shift < n && isfinite(x[t - shift]);
        bool has_y = isfinite(y[t]);

        extent->pairs += has_x && has_y;
        if (has_x && (has_y || over_time)) {
            extent->x_low = fmin(extent->x_low, x[t - shift]);
            extent->x_high = fmax(extent->x_high, x[t - shift]);
        }
        if (has_y && (has_x || over_time)) {
            extent->y_low = fmin(extent->y_low, y[t]);
            extent->y_high = fmax(extent->y_high, y[t]);
        }
    }
    plot_fit(x, y, n, shift, extent->pairs, &extent->slope, &extent->intercept);
}

/* gnuplot fails on a picture of nothing, and warns of one point, without saying of what. */
static int check_extent(const struct plot *plot, const struct extent *extent, struct error *err)
{
    const struct axis *axis = &plot->tests->question.frame.axis;
    const struct question_link *link = link_of(plot);
    const char *unit = axis->timed ? "period" : "row";

    if (extent->pairs == 0)
        return error_set(err, "nothing to draw: no %s has values of both %s and %s", unit,
                         link->output_name, link->outcome_name);
    if (axis->periods < 2 || (plot->settings->kind == KIND_SCATTER && extent->pairs < 2))
        return error_set(err, "nothing to draw: only one %s has values of both %s and %s", unit,
                         link->output_name, link->outcome_name);
    return 0;
}

/* An axis of one value has to be widened: gnuplot would, and warn. */
static void add_range(struct text *script, const char *axis, double low, double high)
{
    double around = low == 0 ? 1 : fabs(low) / 100;

    text_addf(script, "set %srange [", axis);
    if (low < high) {
        text_adds(script, "*:*]\n");
        return;
    }
    gnuplot_number(script, low - around);
    text_addc(script, ':');
    gnuplot_number(script, high + around);
    text_adds(script, "]\n");
}

static void draw_time(struct plot *plot, size_t entity, const struct extent *extent)
{
    const struct axis *axis = &plot->tests->question.frame.axis;
    struct text *script = &plot->script;
    /* A value between two gaps is a point; text is too coarse for points on lines. */
    const char *with = plot->format == FORMAT_DUMB ? "lines" : "linespoints ps 0.3";
    size_t every = axis->periods / 6 + 1;
    char period[PERIOD_SIZE];
    size_t i;

    add_series(plot, entity);
    if (plot->format != FORMAT_DUMB) {
        add_labels(plot, axis->entity[entity], axis->timed ? "period" : "row", plot->outcome);
        text_adds(script, "set y2label ");
        gnuplot_quoted(script, plot->output);
        text_addc(script, '\n');
    } else if (*axis->entity[entity]) {
        add_heading(plot, axis->entity[entity], NULL);
    }
    add_range(script, "y", extent->y_low, extent->y_high);
    add_range(script, "y2", extent->x_low, extent->x_high);
    text_adds(script, "set ytics nomirror\nset y2tics\nset xtics nomirror (");
    for (i = 0; i < axis->periods; i += every) {
        name_period(axis, i, period);
        text_adds(script, i ? ", " : "");
        gnuplot_quoted(script, period);
        text_addf(script, " %zu", i);
    }
    text_addf(script, ")\nplot $data using 0:3 with %s lt 1", with);
    add_title(plot, plot->outcome, "left");
    text_addf(script, ", $data using 0:2 axes x1y2 with %s lt 2 dt 2", with);
    add_title(plot, plot->output, "right");
    text_addc(script, '\n');
}

/* With a line through the points, where there is one to be found. */
static void draw_scatter(struct plot *plot, size_t entity, const struct extent *extent)
{
    struct text *script = &plot->script;

    add_series(plot, entity);
    add_labels(plot, plot->tests->question.frame.axis.entity[entity], plot->output, plot->outcome);
    add_range(script, "x", extent->x_low, extent->x_high);
    add_range(script, "y", extent->y_low, extent->y_high);
    text_adds(script, "set key off\n");
    if (extent->pairs > 2 && extent->x_low < extent->x_high) {
        text_adds(script, "set offsets 0, 0, 0, 0\nplot $data using 2:3 with points lt 1, ");
        gnuplot_number(script, extent->slope);
        text_adds(script, " * x + ");
        gnuplot_number(script, extent->intercept);
        text_adds(script, " with lines lt 2\n");
    } else {
        text_adds(script, "set offsets graph .1, graph .1, graph .1, graph .1\n" /* two corners */
                          "plot $data using 2:3 with points lt 1\n");
    }
}

static void draw_lags(struct plot *plot, const struct link_test *test)
{
    const struct link_result *result = &test->result;
    const char *method = link_tests_method(plot->tests);
    struct text *script = &plot->script;
    struct text label = TEXT_EMPTY;
    size_t l;

    text_adds(script, "$data << END\n");
    for (l = 0; l < result->lags_tried; l++) {
        const struct link_lag *row = &result->profile[l];

        text_addf(script, "%d ", row->lag);
        gnuplot_number(script, row->r);
        text_addc(script, ' ');
        gnuplot_number(script, row->r_low);
        text_addc(script, ' ');
        gnuplot_number(script, row->r_high);
        text_addc(script, '\n');
    }
    text_adds(script, "END\n");
    text_addf(&label, plot->count > 1 ? "%s" : "whitened %s, 95 %% interval",
              method ? method : "correlation");
    add_labels(plot, link_tests_entity(plot->tests, test),
               plot->count > 1 ? "lag" : "lag: periods from the output to the outcome",
               label.bytes);
    text_free(&label);
    /* What is no correlation has no such bounds. */
    text_addf(script,
              "set key off\nset yrange [%s]\nset xrange [%d:%d]\nset xtics 1\n"
              "set xzeroaxis lt -1\n"
              "plot $data using 1:2:3:4 with yerrorbars lt 1\n",
              method ? "*:*" : "-1:1",
              test->link->lags.first < -999 ? -999 : (int)test->link->lags.first - 1,
              (int)test->link->lags.last + 1);
}

static int draw_profiles(struct plot *plot, struct error *err)
{
    const struct question_link *link = link_of(plot);
    size_t i;

    if (!plot->tests->question.frame.axis.timed)
        return error_usage(err, "rows without a time have no lags: name it with -t");
    if (link_tests_run(plot->tests, err) != 0)
        return -1;
    for (i = 0; i < plot->count; i++) {
        const struct link_test *test = &plot->tests->items[plot->pictures[i]];

        if (test->result.profile)
            draw_lags(plot, test);
        else
            plot->left_out++;
    }
    if (plot->left_out == plot->count)
        return error_set(err,
                         "%s and %s have no lag profile: the link is unusable; "
                         "lever test says why",
                         link->output_name, link->outcome_name);
    return 0;
}

static int draw_series(struct plot *plot, struct error *err)
{
    struct extent extent;
    size_t i;

    for (i = 0; i < plot->count; i++) {
        measure(plot, plot->pictures[i], &extent);
        if (check_extent(plot, &extent, err) != 0)
            plot->left_out++;
        else if (plot->settings->kind == KIND_TIME)
            draw_time(plot, plot->pictures[i], &extent);
        else
            draw_scatter(plot, plot->pictures[i], &extent);
    }
    return plot->left_out == plot->count ? -1 : 0;
}

/* The entity asked for, as an index; SIZE_MAX for all. */
static int find_entity(const struct plot *plot, size_t *entity, struct error *err)
{
    const struct axis *axis = &plot->tests->question.frame.axis;
    const char *wanted = plot->settings->entity;
    struct text said = TEXT_EMPTY;
    long nearest;

    *entity = SIZE_MAX;
    if (!wanted)
        return 0;
    if (!plot->settings->common.by)
        return error_usage(err, "--entity: one of which? Name the columns with --by");
    for (*entity = 0; *entity < axis->entities; ++*entity)
        if (strcmp(axis->entity[*entity], wanted) == 0)
            return 0;
    text_addf(&said, "--entity: no \"%.80s\" in the data", wanted);
    nearest = nearest_name(wanted, (const char *const *)axis->entity, axis->entities);
    if (nearest >= 0)
        text_addf(&said, "; did you mean \"%.80s\"?", axis->entity[nearest]);
    error_set(err, "%s", said.bytes);
    text_free(&said);
    return -1;
}

/* Which pictures there are to be: of the lags of a panel one, else one an entity. */
static int choose_pictures(struct plot *plot, struct error *err)
{
    const struct link_tests *tests = plot->tests;
    bool panel = plot->settings->kind == KIND_LAGS && tests->panel;
    size_t most = panel ? 1 : tests->question.frame.axis.entities;
    size_t entity;
    size_t i;

    if (tests->question.count != 1)
        return error_usage(err, "a picture shows one link, not %zu: name it with -x and -y",
                           tests->question.count);
    if (find_entity(plot, &entity, err) != 0)
        return -1;
    plot->pictures = xarray(most, sizeof *plot->pictures);
    for (i = 0; i < most; i++)
        if (entity == SIZE_MAX || entity == i)
            plot->pictures[plot->count++] = i;
    if (plot->count > MOST_PICTURES)
        return error_usage(err,
                           "%zu pictures, one for each of --by, are too many (%d are not): "
                           "name one with --entity",
                           plot->count, (int)MOST_PICTURES);
    return 0;
}

/* "churn (%)" */
static char *label(const char *name, const char *unit)
{
    return *unit && !same_ignoring_case(unit, name) ? xasprintf("%s (%s)", name, unit)
                                                    : xstrdup(name);
}

static int draw(struct plot *plot, struct error *err)
{
    const struct settings *settings = plot->settings;

    if (choose_pictures(plot, err) != 0)
        return -1;
    plot->output = label(link_of(plot)->output_name, link_of(plot)->output_unit);
    plot->outcome = label(link_of(plot)->outcome_name, link_of(plot)->outcome_unit);
    if (plot->format == FORMAT_PNG && !settings->common.out && isatty(STDOUT_FILENO))
        return error_usage(err, "a picture is not for a terminal: name a file with --out");
    add_terminal(plot);
    if ((settings->kind == KIND_LAGS ? draw_profiles : draw_series)(plot, err) != 0 ||
        picture_write(&plot->script, plot->format == FORMAT_DUMB, settings->common.out, err) != 0)
        return -1;
    if (plot->left_out > 0)
        message_note("%zu of %zu have nothing to draw and are left out", plot->left_out,
                     plot->count);
    return 0;
}

/* --kind impact asks about dates, not about links. */
static int draw_changes(struct plot *plot, const char *file, struct error *err)
{
    const struct settings *settings = plot->settings;
    struct common common = settings->common;
    struct changes changes = { .count = 0 };
    int status;

    common.each = common.by != NULL;
    status = plot_impact_ask(&changes, &common, &settings->changes, file, MOST_PICTURES,
                             &plot->count, err);
    if (status == 0) {
        add_terminal(plot);
        plot_impact_draw(&changes, plot->format == FORMAT_DUMB, &plot->script);
        status = picture_write(&plot->script, plot->format == FORMAT_DUMB, settings->common.out,
                               err);
    }
    changes_free(&changes);
    return status;
}

/* Only a chain has a word in front of the file. */
static int check_operands(const struct settings *settings, size_t count, char **operands,
                          struct error *err)
{
    if (count > 1 && settings->kind != KIND_CHAIN)
        return error_usage(err,
                           "\"%.100s\": one file is drawn, not %zu; a chain in words goes with "
                           "--kind chain",
                           operands[1], count);
    return 0;
}

static int run_plot(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct common common = settings->common;
    struct link_tests tests = { .profile = true };
    struct plot plot = { .settings = settings, .tests = &tests };
    const char *file = count ? operands[0] : "-";
    struct picture picture = { FORMAT_BY_NAME, 0, true, settings->width, settings->height };
    struct error err;
    int status = find_format(settings, &plot.format, &err);

    picture.format = plot.format;

    /* One alone is not seen in what is found of all. */
    common.each |= settings->entity && common.by;
    if (status == 0)
        status = check_operands(settings, count, operands, &err);
    if (status == 0 && settings->kind == KIND_CHAIN) {
        status = plot_chain(&common, &picture, count, operands, &err);
    } else if (status == 0 && settings->kind == KIND_DOTS) {
        status = plot_dots(&common, &picture, file, settings->entity, &err);
    } else if (status == 0 && settings->kind == KIND_IMPACT) {
        status = draw_changes(&plot, file, &err);
    } else if (status == 0) {
        status = link_tests_ask(&tests, &common, file, &err);
        if (status == 0)
            status = draw(&plot, &err);
    }
    if (status != 0)
        status = message_error(&err);
    text_free(&plot.script);
    free(plot.pictures);
    free(plot.output);
    free(plot.outcome);
    link_tests_free(&tests);
    return status;
}

const struct filter filter_plot = {
    .name = "plot",
    .heading = HEADING_SHOW,
    .summary = "draws a link, a change, a chain, or a measure with dots",
    .operands = "['A > B > C'] [FILE]",
    .common = TAKES_QUESTION | TAKES(LAGS) | TAKES(OUT),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 2,
    .run = run_plot,
};
