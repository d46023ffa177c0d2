/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/plot_chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"
#include "command/gnuplot.h"
#include "filters/chain_test.h"
#include "table/table.h"
#include "words/wording.h"

enum { MOST_CHAINS = 12, STEP_PIXELS = 105 };

/* What is drawn: rows as lever chain writes them, the steps of a chain and then the whole. */
struct drawn {
    struct chain_row *rows;
    size_t count;
};

/* ---- from a table ---- */

static double number_of(const struct table *table, const char *name, size_t row)
{
    size_t k;

    for (k = 0; k < table->width; k++)
        if (strcmp(table->columns[k].name, name) == 0)
            return table->columns[k].numbers[row];
    return NAN;
}

static const char *text_of(const struct table *table, const char *name, size_t row)
{
    size_t k;

    for (k = 0; k < table->width; k++)
        if (strcmp(table->columns[k].name, name) == 0)
            return table->columns[k].texts[row];
    return "";
}

static int read_table(const struct common *common, const char *file, struct table **table,
                      struct drawn *drawn, struct error *err)
{
    struct dialect dialect = common_in_dialect(common);
    size_t i, k;

    *table = table_open(file, &dialect, err);
    if (!*table)
        return -1;
    if (result_table_of(table_names(*table), (*table)->width) != &result_chain)
        return error_at(err, file, 1, NULL,
                        "is not what lever chain wrote: to test a chain, name its columns, as in "
                        "'calls > leads > revenue', or the links with --links");
    for (k = 0; k < (*table)->width; k++) {
        const struct result_column *column = result_column(&result_chain,
                                                           (*table)->columns[k].name);

        if (column)
            table_want(*table, k, column->shape == RESULT_TEXT ? COLUMN_TEXT : COLUMN_NUMBER);
    }
    if (table_load(*table, common_threads(common), err) != 0)
        return -1;
    drawn->count = (*table)->height;
    drawn->rows = xcalloc(drawn->count + 1, sizeof *drawn->rows);
    for (i = 0; i < drawn->count; i++)
        drawn->rows[i] = (struct chain_row){ .chain = text_of(*table, "chain", i),
                                             .step = text_of(*table, "step", i),
                                             .output = text_of(*table, "output", i),
                                             .outcome = text_of(*table, "outcome", i),
                                             .verdict = text_of(*table, "verdict", i),
                                             .weakest = text_of(*table, "weakest", i),
                                             .lag = number_of(*table, "lag", i),
                                             .effect = number_of(*table, "effect", i),
                                             .effect_low = number_of(*table, "effect_low", i),
                                             .effect_high = number_of(*table, "effect_high", i) };
    return 0;
}

/* ---- tested now ---- */

static int test(const struct common *common, const char *text, const char *file,
                struct chain_paths *paths, struct chain_lines *lines, struct drawn *drawn,
                struct error *err)
{
    struct chain_settings settings = { .common = *common };
    size_t i;

    if (common->outputs || common->outcomes)
        return error_usage(err, "--kind chain takes its columns from the chain: leave out %s",
                           common->outputs ? "--outputs" : "--outcomes");
    if (chain_paths_ask(common, text, paths, err) != 0 ||
        chain_test(&settings, file, paths, lines, err) != 0)
        return -1;
    drawn->count = lines->count;
    drawn->rows = xcalloc(drawn->count + 1, sizeof *drawn->rows);
    for (i = 0; i < lines->count; i++) {
        drawn->rows[i] = lines->items[i].row;
        drawn->rows[i].step = lines->items[i].step;
        drawn->rows[i].weakest = lines->items[i].weakest;
        drawn->rows[i].verdict = vocabulary_name(&chain_words, lines->items[i].verdict);
    }
    return 0;
}

/* ---- what stands beside an arrow ---- */

static bool whole(const struct chain_row *row)
{
    return strcmp(row->step, "all") == 0;
}

/* "connected, 0.3 (0.24 to 0.36) for one more, lag 2" */
static void add_found(struct text *out, const struct chain_row *row)
{
    double unit = rounding_unit(row->effect);

    text_adds(out, row->verdict);
    if (isfinite(row->effect)) {
        text_adds(out, ", ");
        add_rounded(out, row->effect, unit);
        if (isfinite(row->effect_low) && isfinite(row->effect_high)) {
            text_adds(out, " (");
            add_rounded(out, row->effect_low, unit);
            text_adds(out, " to ");
            add_rounded(out, row->effect_high, unit);
            text_addc(out, ')');
        }
        text_addf(out, " of %s for one more of %s", row->outcome, row->output);
    }
    if (isfinite(row->lag))
        text_addf(out, ", lag %.0f", row->lag);
}

/* "weakest: evidence; room" of a step. */
static void add_weakest(struct text *out, const struct chain_row *row)
{
    if (row->weakest && *row->weakest)
        text_addf(out, "weakest: %s", row->weakest);
}

/* The rows of the chain that begins at `from`. */
static size_t rows_from(const struct drawn *drawn, size_t from)
{
    size_t to = from;

    while (to < drawn->count && strcmp(drawn->rows[to].chain, drawn->rows[from].chain) == 0)
        to++;
    return to - from;
}

/* ---- as text ---- */

static void add_box(struct text *out, const char *name)
{
    size_t width = utf8_width(name, strlen(name)) + 2, i;
    int edge;

    for (edge = 0; edge < 2; edge++) {
        text_addc(out, '+');
        for (i = 0; i < width; i++)
            text_addc(out, '-');
        text_adds(out, "+\n");
        if (edge == 0)
            text_addf(out, "| %s |\n", name);
    }
}

static void draw_text(const struct chain_row *rows, size_t count, struct text *out)
{
    size_t i;

    for (i = 0; i < count; i++) {
        const struct chain_row *row = &rows[i];

        if (whole(row)) {
            text_adds(out, "The whole: ");
            add_found(out, row);
            text_addc(out, '\n');
            continue;
        }
        if (i == 0)
            add_box(out, row->output);
        text_adds(out, strcmp(row->verdict, "connected") == 0 ? "   |   " : "   :   ");
        add_found(out, row);
        if (row->weakest && *row->weakest) {
            text_adds(out, strcmp(row->verdict, "connected") == 0 ? "\n   |   " : "\n   :   ");
            add_weakest(out, row);
        }
        text_adds(out, strcmp(row->verdict, "broken") == 0 ? "\n   x\n" : "\n   v\n");
        add_box(out, row->outcome);
    }
}

static int write_text(const struct drawn *drawn, const char *path, struct error *err)
{
    struct text out = TEXT_EMPTY;
    struct output output = { 0 };
    size_t from, n;
    int status;

    for (from = 0; from < drawn->count; from += n) {
        n = rows_from(drawn, from);
        if (from > 0)
            text_addc(&out, '\n');
        draw_text(drawn->rows + from, n, &out);
    }
    status = output_open(&output, path, err);
    if (status == 0) {
        fwrite(out.bytes, 1, out.length, output.stream);
        status = output_close(&output, err);
    }
    text_free(&out);
    return status;
}

/* ---- through gnuplot ---- */

static void add_label(struct text *script, const char *text, double x, double y, const char *how)
{
    text_adds(script, "set label ");
    gnuplot_quoted(script, text);
    text_addf(script, " at %g,%g %s\n", x, y, how);
}

/* Nodes stand from top to bottom, at 0, -1, -2 ... */
static void add_node(struct text *script, const char *name, size_t node)
{
    double y = -(double)node;

    text_addf(script,
              "set object rectangle from 0.1,%g to 0.45,%g fc rgb '#FFFFFF' fs solid border lc rgb "
              "'#12436D' lw 2\n",
              y - .24, y + .24);
    add_label(script, name, .275, y, "center");
}

static void add_step(struct text *script, const struct chain_row *row, size_t node)
{
    double y = -(double)node;
    bool holds = strcmp(row->verdict, "connected") == 0;
    bool broken = strcmp(row->verdict, "broken") == 0;
    struct text text = TEXT_EMPTY;

    text_addf(script, "set arrow from 0.15,%g to 0.15,%g head filled lw 2 dt %d lc rgb '%s'\n",
              y - .24, y - .76, holds ? 1 : 2, broken ? "#801650" : "#12436D");
    if (broken)
        add_label(script, "×", .15, y - .47, "center textcolor rgb '#801650' font ',20'");
    add_found(&text, row);
    add_label(script, text.bytes, .18, y - .42, "left");
    text_free(&text);
    add_weakest(&text, row);
    if (text.bytes)
        add_label(script, text.bytes, .18, y - .62, "left");
    text_free(&text);
}

static void add_bypass(struct text *script, size_t nodes)
{
    double last = -(double)(nodes - 1);

    text_addf(script,
              "set arrow from 0.1,0 to 0.05,0 nohead lw 2 dt 3 lc rgb '#F46A25'\n"
              "set arrow from 0.05,0 to 0.05,%g nohead lw 2 dt 3 lc rgb '#F46A25'\n"
              "set arrow from 0.05,%g to 0.1,%g head filled lw 2 dt 3 lc rgb '#F46A25'\n",
              last, last, last);
    add_label(script, "bypass", .035, last / 2, "center rotate by 90");
}

static void draw_one(const struct chain_row *rows, size_t count, struct text *script)
{
    struct text title = TEXT_EMPTY;
    size_t i, nodes = 1;

    text_adds(script, "unset label\nunset arrow\nunset object\nunset key\nunset border\n"
                      "unset tics\nset lmargin 1\nset rmargin 1\n");
    for (i = 0; i < count; i++) {
        const struct chain_row *row = &rows[i];

        if (whole(row)) {
            text_addf(&title, "%s to %s: ", row->output, row->outcome);
            add_found(&title, row);
            if (strcmp(row->verdict, "bypassed") == 0)
                add_bypass(script, nodes);
            continue;
        }
        if (nodes == 1)
            add_node(script, row->output, 0);
        add_node(script, row->outcome, nodes);
        add_step(script, row, nodes - 1);
        nodes++;
    }
    text_adds(script, "set title ");
    gnuplot_quoted(script, title.bytes ? title.bytes : "");
    text_addf(script, "\nplot [0:1] [%g:0.4] NaN notitle\n", -(double)nodes + .6);
    text_free(&title);
}

static int draw_all(const struct drawn *drawn, const struct picture *picture, const char *path,
                    struct error *err)
{
    struct picture all = *picture;
    struct text script = TEXT_EMPTY;
    size_t from, n, most = 0;
    int status;

    all.count = 0;
    all.over_time = true;
    for (from = 0; from < drawn->count; from += n, all.count++) {
        n = rows_from(drawn, from);
        most = n > most ? n : most;
    }
    if (all.count > MOST_CHAINS)
        return error_usage(err,
                           "%zu chains are too many for a picture (%d are not): name one in "
                           "words",
                           all.count, (int)MOST_CHAINS);
    if (all.height == 0)
        all.height = (long)(all.count * (STEP_PIXELS * most + 40));
    picture_begin(&all, &script);
    for (from = 0; from < drawn->count; from += n) {
        n = rows_from(drawn, from);
        draw_one(drawn->rows + from, n, &script);
    }
    status = picture_write(&script, false, path, err);
    text_free(&script);
    return status;
}

int plot_chain(const struct common *common, const struct picture *picture, size_t count,
               char **operands, struct error *err)
{
    const char *text, *file;
    struct chain_paths paths = { NULL, 0 };
    struct chain_lines lines = { .count = 0 };
    struct drawn drawn = { NULL, 0 };
    struct table *table = NULL;
    int status = chain_paths_operands(count, operands, &text, &file, err);

    if (status == 0 && picture->format == FORMAT_PNG && !common->out && isatty(STDOUT_FILENO))
        status = error_usage(err, "a picture is not for a terminal: name a file with --out");
    if (status == 0)
        status = text || common->links ? test(common, text, file, &paths, &lines, &drawn, err)
                                       : read_table(common, file, &table, &drawn, err);
    if (status == 0)
        status = picture->format == FORMAT_DUMB ? write_text(&drawn, common->out, err)
                                                : draw_all(&drawn, picture, common->out, err);
    free(drawn.rows);
    chain_lines_free(&lines);
    chain_paths_free(&paths);
    table_free(table);
    return status;
}
