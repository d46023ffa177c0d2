/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/power_arms.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "period/period.h"
#include "question/frame.h"
#include "question/roles.h"
#include "stats/linear.h"
#include "stats/moments.h"
#include "table/keys.h"
#include "table/writer.h"
#include "words/power.h"
#include "words/wording.h"

/* The arms as they are meant; the last one is the control unless one is called so. */
struct arms {
    struct list names;
    double *share; /* of all rows */
    size_t control;
};

static void arms_free(struct arms *arms)
{
    list_free(&arms->names);
    free(arms->share);
}

/* "treat=2,control=1" or "2,1"; names become those of the list, numbers "arm 1". */
static int read_item(struct arms *arms, size_t i, struct error *err)
{
    char *item = arms->names.items[i], *equals = strchr(item, '='), *end;
    double share = strtod(equals ? equals + 1 : item, &end);

    if (*end || end == item || !(share > 0) || !isfinite(share))
        return error_usage(err, "--arms: \"%s\" is not an arm and its share, such as treat=1",
                           item);
    arms->share[i] = share;
    if (equals)
        *equals = '\0';
    arms->names.items[i] = equals ? list_name(item) : xasprintf("arm %zu", i + 1);
    if (strcmp(arms->names.items[i], "control") == 0)
        arms->control = i;
    free(item);
    return 0;
}

static int read_arms(struct arms *arms, const char *text, struct error *err)
{
    double all = 0;
    size_t i;

    if (list_split(text, &arms->names, err) != 0)
        return -1;
    arms->share = xcalloc(arms->names.count, sizeof *arms->share);
    arms->control = arms->names.count - 1;
    if (arms->names.count < 2)
        return error_usage(err, "--arms: one arm is no experiment; say two and more: "
                                "treat=1,control=1");
    for (i = 0; i < arms->names.count; i++) {
        if (read_item(arms, i, err) != 0)
            return -1;
        all += arms->share[i];
    }
    for (i = 0; i < arms->names.count; i++)
        arms->share[i] /= all;
    return 0;
}

/* ---- the rows ---- */

struct rows {
    struct frame frame;
    struct selection outcomes;
    size_t *unit; /* NULL = rows are the units */
    size_t units;
    double a_period; /* rows; 0 = not known */
    const char *noun;
};

static int count_periods(struct rows *rows, const struct common *common, struct error *err)
{
    struct frame *frame = &rows->frame;
    struct table *table = frame->table;
    struct period_options options;
    struct periods periods;
    long first = 0, last = 0;
    size_t there = 0, i;

    if (frame->time == SIZE_MAX)
        return 0;
    if (common_period(common, &options, err) != 0)
        return -1;
    options.file = table->file;
    options.column = table->columns[frame->time].name;
    options.lines = table->lines;
    if (periods_read(table->columns[frame->time].texts, table->height, &options, &periods, err) !=
        0)
        return -1;
    for (i = 0; i < periods.count; i++) {
        long at = periods.index[i];

        if (at == PERIOD_NONE)
            continue;
        first = there == 0 || at < first ? at : first;
        last = there == 0 || at > last ? at : last;
        there++;
    }
    rows->a_period = (double)there / (double)(last - first + 1);
    rows->noun = period_noun(true, periods.kind);
    periods_free(&periods);
    return 0;
}

static void number_units(struct rows *rows)
{
    const struct frame *frame = &rows->frame;
    struct keys keys = KEYS_EMPTY;
    struct text key = TEXT_EMPTY;
    size_t i, k;

    if (frame->by.count == 0)
        return;
    rows->unit = xarray(frame->table->height, sizeof *rows->unit);
    for (i = 0; i < frame->table->height; i++) {
        text_clear(&key);
        for (k = 0; k < frame->by.count; k++) {
            const char *cell = frame->table->columns[frame->by.columns[k]].texts[i];

            key_add(&key, cell, strlen(cell));
        }
        rows->unit[i] = keys_number(&keys, key.bytes, key.length);
    }
    rows->units = keys.count;
    text_free(&key);
    keys_free(&keys);
}

static int load(struct rows *rows, const struct common *common, const char *file, struct error *err)
{
    struct frame *frame = &rows->frame;
    size_t i;

    if (frame_plan(frame, common, err) != 0 || frame_open(frame, file, err) != 0)
        return -1;
    if (common->outcomes) {
        if (frame_choose(frame, common->outcomes, &rows->outcomes, err) != 0)
            return -1;
    } else {
        rows->outcomes = frame_room(frame);
        frame_role(frame, ROLE_OUTCOME, &rows->outcomes);
        frame_role(frame, ROLE_GUARDRAIL, &rows->outcomes);
        if (rows->outcomes.count == 0)
            return roles_none(frame->plan, frame->table, false, err);
    }
    for (i = 0; i < rows->outcomes.count; i++)
        table_want(frame->table, rows->outcomes.columns[i], COLUMN_NUMBER);
    for (i = 0; i < frame->context.count && common->context; i++)
        table_want(frame->table, frame->context.columns[i], COLUMN_NUMBER);
    for (i = 0; i < frame->by.count; i++)
        table_want(frame->table, frame->by.columns[i], COLUMN_TEXT);
    if (frame->time != SIZE_MAX)
        table_want(frame->table, frame->time, COLUMN_TEXT);
    if (table_load(frame->table, frame_threads(frame), err) != 0)
        return -1;
    number_units(rows);
    return count_periods(rows, common, err);
}

/* What rows vary by, and how many units they are. */
struct spread {
    double v, n, units;
};

/* Residuals beside the columns of -z; NaN where one is missing. The caller frees them. */
static double *residuals(const struct rows *rows, const double *y)
{
    const struct frame *frame = &rows->frame;
    size_t n = frame->table->height, columns = frame->common->context ? frame->context.count : 0, k;
    const double **x = xcalloc(columns, sizeof *x);
    double *left = xarray(n, sizeof *left);
    struct linear_design design = { x, columns, y, n, true };
    struct linear_fit fit;

    for (k = 0; k < columns; k++)
        x[k] = frame->table->columns[frame->context.columns[k]].numbers;
    memcpy(left, y, n * sizeof *left);
    if (columns > 0) {
        if (linear_fit(&design, &fit) == STATS_OK)
            memcpy(left, fit.residual, n * sizeof *left);
        linear_free(&fit);
    }
    free(x);
    return left;
}

static struct spread spread_of(const struct rows *rows, const double *y)
{
    double *left = residuals(rows, y), *sum;
    size_t n = rows->frame.table->height, i;
    struct moments m = moments_of(left, n);
    struct spread s = { m.variance, (double)m.n, (double)m.n };

    if (rows->unit) {
        double square = 0;
        bool *there = xcalloc(rows->units, sizeof *there);

        sum = xcalloc(rows->units, sizeof *sum);
        s.units = 0;
        for (i = 0; i < n; i++) {
            if (!isfinite(left[i]))
                continue;
            sum[rows->unit[i]] += left[i] - m.mean;
            s.units += !there[rows->unit[i]];
            there[rows->unit[i]] = true;
        }
        for (i = 0; i < rows->units; i++)
            square += sum[i] * sum[i];
        s.v = s.units > 1 ? square / s.n * s.units / (s.units - 1) : NAN;
        free(sum);
        free(there);
    }
    free(left);
    return s;
}

/* ---- out ---- */

static void say_more(const struct rows *rows, struct text *words, double effect, double more)
{
    text_addf(words, "; %.3g needs ", effect);
    if (more <= 0) {
        text_adds(words, "no more");
        return;
    }
    add_rounded(words, more, rounding_unit(more));
    text_adds(words, " more rows");
    if (rows->a_period > 0) {
        double periods = ceil(more / rows->a_period);

        text_addf(words, ", %.0f %s%s as they come", periods, rows->noun, periods == 1 ? "" : "s");
    }
}

static void write_pair(const struct rows *rows, const struct arms *arms, size_t arm, size_t column,
                       double effect, struct writer *writer)
{
    const struct table *table = rows->frame.table;
    const struct measure *measure = rows->frame.plan ? plan_measure(rows->frame.plan,
                                                                    table->columns[column].name)
                                                     : NULL;
    struct spread s = spread_of(rows, table->columns[column].numbers);
    double both = 1 / arms->share[arm] + 1 / arms->share[arms->control];
    double reach = gsl_cdf_ugaussian_Pinv(.975) + gsl_cdf_ugaussian_Pinv(.8);
    double mde = reach * sqrt(s.v / s.n * both), wanted = effect, more = NAN;
    char *pair = xasprintf("%s against %s", arms->names.items[arm],
                           arms->names.items[arms->control]);
    struct text words = TEXT_EMPTY;
    struct power_row row = { .output = pair,
                             .outcome = table->columns[column].name,
                             .lag = NAN,
                             .n = s.n,
                             .n_eff = s.units };

    if (!(wanted > 0) && measure && measure->min_change > 0)
        wanted = measure->min_change;
    if (!(s.v > 0) || !isfinite(mde)) {
        mde = NAN;
        text_adds(&words, "The outcome does not vary in these rows, or they are too few: it cannot "
                          "be said.");
    } else {
        text_addf(&words,
                  "In arms of such shares, %.0f rows in all were likely (80 %%) to show a "
                  "difference of %.3g or more",
                  s.n, mde);
        if (wanted > 0) {
            more = fmax(0, ceil(s.v * both * reach * reach / (wanted * wanted) - s.n));
            say_more(rows, &words, wanted, more);
        }
        text_addc(&words, '.');
    }
    row.mde = mde;
    row.effect = wanted > 0 ? wanted : NAN;
    row.more_periods = more;
    if (rows->a_period > 0)
        row.more_periods = ceil(more / rows->a_period);
    row.note = words.bytes;
    result_row(writer, &result_power, RESULT_ALWAYS, &row);
    text_free(&words);
    free(pair);
}

static int write_all(const struct rows *rows, const struct arms *arms, double effect,
                     struct error *err)
{
    struct dialect dialect = common_out_dialect(rows->frame.common);
    struct writer *writer = writer_open(rows->frame.common->out, &dialect, err);
    size_t i, k;

    if (!writer)
        return -1;
    result_header(writer, &result_power, RESULT_ALWAYS);
    for (k = 0; k < arms->names.count; k++)
        for (i = 0; i < rows->outcomes.count && k != arms->control; i++)
            write_pair(rows, arms, k, rows->outcomes.columns[i], effect, writer);
    return writer_close(writer, err);
}

int power_arms(const struct common *common, const char *shares, double effect, const char *file,
               struct error *err)
{
    struct rows rows = { .frame = { .common = common } };
    struct arms arms = { .names = { NULL, 0 } };
    int status = read_arms(&arms, shares, err);

    if (status == 0)
        status = load(&rows, common, file, err);
    if (status == 0)
        status = write_all(&rows, &arms, effect, err);
    free(rows.unit);
    selection_free(&rows.outcomes);
    frame_free(&rows.frame);
    arms_free(&arms);
    return status;
}
