/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/compare_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "question/percent_check.h"
#include "words/wording.h"

/* ---- loading ---- */

static int want_all(struct compare_rows *rows, struct error *err)
{
    struct frame *frame = rows->frame;
    size_t i;

    for (i = 0; i < rows->outcomes.count; i++) {
        if (rows->outcomes.columns[i] == rows->column)
            return error_usage(err, "%s is both what is compared and who",
                               table_names(frame->table)[rows->column]);
        table_want(frame->table, rows->outcomes.columns[i], COLUMN_NUMBER);
    }
    for (i = 0; i < frame->context.count && rows->settings->common.context; i++)
        table_want(frame->table, frame->context.columns[i], COLUMN_NUMBER);
    for (i = 0; i < frame->by.count; i++)
        table_want(frame->table, frame->by.columns[i], COLUMN_TEXT);
    if (frame->time != SIZE_MAX)
        table_want(frame->table, frame->time, COLUMN_TEXT);
    table_want(frame->table, rows->column, COLUMN_TEXT);
    return table_load(frame->table, frame_threads(frame), err);
}

static int refuse_alike(const struct compare_rows *rows, const struct column *column, size_t before,
                        size_t key, struct error *err)
{
    size_t length;

    return error_at(err, rows->frame->table->file, 0, column->name,
                    "\"%s\" and \"%s\" differ only in case: if they are one, LOWER(%s) by lever "
                    "calc makes them one; if they are two, give one of them another name",
                    keys_bytes(&rows->keys, before, &length), keys_bytes(&rows->keys, key, &length),
                    column->name);
}

/* Who belongs to which group; names that only look different are refused. */
static int find_groups(struct compare_rows *rows, struct error *err)
{
    const struct table *table = rows->frame->table;
    const struct column *column = &table->columns[rows->column];
    size_t i, before, key, none = 0;

    rows->group = xarray(table->height, sizeof *rows->group);
    for (i = 0; i < table->height; i++) {
        const char *text = column->texts[i];

        /* with the byte that ends it, as key_label wants it */
        rows->group[i] = *text ? keys_number(&rows->keys, text, strlen(text) + 1) : SIZE_MAX;
        none += !*text;
    }
    if (keys_alike(&rows->keys, &before, &key))
        return refuse_alike(rows, column, before, key, err);
    rows->groups = rows->keys.count;
    rows->name = xcalloc(rows->groups, sizeof *rows->name);
    rows->rows = xcalloc(rows->groups, sizeof *rows->rows);
    for (i = 0; i < rows->groups; i++) {
        size_t length;
        const char *bytes = keys_bytes(&rows->keys, i, &length);

        rows->name[i] = xstrndup(bytes, length);
    }
    for (i = 0; i < table->height; i++) {
        if (rows->group[i] != SIZE_MAX) {
            rows->rows[rows->group[i]]++;
            rows->total++;
        }
    }
    if (none > 0)
        message_warning("%s: rows without a %s left out", file_shown(table->file), column->name);
    if (rows->groups < 2)
        return error_at(err, table->file, 0, column->name,
                        rows->groups == 0 ? "empty: nobody is in a group"
                                          : "there is one group, \"%s\": nothing to hold it "
                                            "against",
                        rows->groups == 0 ? "" : rows->name[0]);
    return 0;
}

static void find_units(struct compare_rows *rows)
{
    const struct frame *frame = rows->frame;
    const struct table *table = frame->table;
    struct keys keys = KEYS_EMPTY;
    struct text key = TEXT_EMPTY;
    size_t i, j;

    if (frame->by.count == 0)
        return;
    rows->unit = xarray(table->height, sizeof *rows->unit);
    for (i = 0; i < table->height; i++) {
        text_clear(&key);
        for (j = 0; j < frame->by.count; j++) {
            const char *text = table->columns[frame->by.columns[j]].texts[i];

            key_add(&key, text, strlen(text));
        }
        rows->unit[i] = keys_number(&keys, key.bytes, key.length);
    }
    rows->units = keys.count;
    text_free(&key);
    keys_free(&keys);
}

int compare_rows_load(struct compare_rows *rows, const struct compare_settings *settings,
                      struct frame *frame, const char *file, const char *column, struct error *err)
{
    struct role_source roles;
    size_t i;

    *rows = (struct compare_rows){ .settings = settings, .frame = frame, .keys = KEYS_EMPTY };
    if (frame_open(frame, file, err) != 0)
        return -1;
    roles = plan_roles(frame->plan);
    if (select_column(table_names(frame->table), frame->table->width, column, frame->table->file,
                      &roles, &rows->column, err) != 0 ||
        compare_outcomes(frame, &rows->outcomes, err) != 0 || want_all(rows, err) != 0 ||
        find_groups(rows, err) != 0)
        return -1;
    for (i = 0; i < rows->outcomes.count; i++)
        if (percent_check(frame, rows->outcomes.columns[i], err) != 0)
            return -1;
    find_units(rows);
    return 0;
}

void compare_rows_free(struct compare_rows *rows)
{
    size_t i;

    for (i = 0; i < rows->groups && rows->name; i++)
        free(rows->name[i]);
    free(rows->name);
    free(rows->rows);
    free(rows->group);
    free(rows->unit);
    free(rows->order);
    free(rows->stratum);
    free(rows->share);
    selection_free(&rows->outcomes);
    keys_free(&rows->keys);
}

int compare_rows_find(const struct compare_rows *rows, const char *option, const char *name,
                      size_t *group, struct error *err)
{
    long nearest;

    for (*group = 0; *group < rows->groups; ++*group)
        if (strcmp(rows->name[*group], name) == 0)
            return 0;
    nearest = nearest_name(name, (const char *const *)rows->name, rows->groups);
    return error_at(err, rows->frame->table->file, 0, table_names(rows->frame->table)[rows->column],
                    nearest < 0 ? "%s: nobody is \"%s\"; there is \"%s\" and others"
                                : "%s: nobody is \"%s\"; did you mean \"%s\"?",
                    option, name, rows->name[nearest < 0 ? 0 : nearest]);
}

/* ---- two groups, one outcome ---- */

/* The rows of two groups that have the outcome; owned. */
struct pair {
    size_t n;
    double *y;
    bool *in;
    size_t *unit, *stratum;
    double **before;
    size_t befores;
};

static void pair_free(struct pair *pair)
{
    size_t j;

    for (j = 0; j < pair->befores; j++)
        free(pair->before[j]);
    free(pair->before);
    free(pair->y);
    free(pair->in);
    free(pair->unit);
    free(pair->stratum);
}

static struct pair pair_take(const struct compare_rows *rows, size_t outcome, size_t group,
                             size_t against)
{
    const struct frame *frame = rows->frame;
    const struct table *table = frame->table;
    const double *y = table->columns[outcome].numbers;
    size_t room = rows->rows[group] + rows->rows[against], at, i, j;
    struct pair pair = { .y = xarray(room, sizeof(double)), .in = xarray(room, sizeof(bool)) };

    pair.unit = rows->unit ? xarray(room, sizeof *pair.unit) : NULL;
    pair.stratum = rows->stratum ? xarray(room, sizeof *pair.stratum) : NULL;
    pair.befores = rows->settings->common.context ? frame->context.count : 0;
    pair.before = xcalloc(pair.befores, sizeof *pair.before);
    for (j = 0; j < pair.befores; j++)
        pair.before[j] = xarray(room, sizeof(double));
    for (at = 0; at < table->height; at++) {
        i = rows->order ? rows->order[at] : at;
        if ((rows->group[i] != group && rows->group[i] != against) || !isfinite(y[i]) ||
            (rows->stratum && rows->stratum[i] == SIZE_MAX))
            continue;
        pair.y[pair.n] = y[i];
        pair.in[pair.n] = rows->group[i] == group;
        if (pair.unit)
            pair.unit[pair.n] = rows->unit[i];
        if (pair.stratum)
            pair.stratum[pair.n] = rows->stratum[i];
        for (j = 0; j < pair.befores; j++)
            pair.before[j][pair.n] = table->columns[frame->context.columns[j]].numbers[i];
        pair.n++;
    }
    return pair;
}

static const char *why_not(enum sample_status status)
{
    switch (status) {
    case SAMPLE_FEW:
        return "There are too few rows with a value: two of each are the least.";
    case SAMPLE_FEW_UNITS:
        return "All rows of one side are of one unit: that says nothing of others.";
    case SAMPLE_EARLY:
        return "It is too early: an experiment that is looked at before its end needs 25 rows of "
               "each arm, or --bounds, between which the outcome lies.";
    case SAMPLE_CONSTANT:
        return "The outcome does not vary within the two: there is no measure of chance.";
    case SAMPLE_APART:
        return "The two were never there at the same time.";
    case SAMPLE_RANGE:
        return "The values are beyond what can be computed.";
    case SAMPLE_OK:
        break;
    }
    return "";
}

static enum compare_design design_of(const struct sample_result *result, bool experiment)
{
    if (result->how == SAMPLE_BETTING || result->how == SAMPLE_ASYMPTOTIC)
        return DESIGN_SEQUENTIAL;
    return experiment ? DESIGN_EXPERIMENT : DESIGN_TWO_SAMPLE;
}

static void tell_units(struct compare_answer *answer, const struct compare_rows *rows,
                       const struct sample_result *result)
{
    const char *what = rows->frame->by_name;
    struct text words = TEXT_EMPTY;

    if (!rows->unit)
        return;
    add_counted(&words, result->units, what);
    text_addf(&words, " against %zu", result->units_against);
    compare_tell(answer, "It rests on %s, whose rows count together.", words.bytes);
    if (result->units < 6 || result->units_against < 6)
        compare_tell(answer, "That is few: one of them may decide it.");
    text_free(&words);
}

static void tell_before(struct compare_answer *answer, const struct compare_rows *rows,
                        const struct sample_result *result)
{
    if (!rows->settings->common.context)
        return;
    if (isnan(result->gain))
        compare_tell(answer, "The columns of -z do not vary, or say the same twice: nothing was "
                             "taken out.");
    else if (result->gain > .005)
        compare_tell(answer,
                     "What was known before takes %.0f %% of the noise, which is worth %.0f %% "
                     "more rows.",
                     100 * result->gain, 100 * (1 / (1 - result->gain) - 1));
    else
        compare_tell(answer, "What was known before takes none of the noise.");
    if (result->before_apart < .001)
        compare_tell(answer, "The arms differ in a column of -z: was it known before they were "
                             "assigned?");
}

/* The difference and the ratio may fall on two sides of .05; that is no contradiction, but is one
 * to a reader. */
static void tell_relative(struct compare_answer *answer, const struct sample_result *result)
{
    bool outside = result->relative_low > 0 || result->relative_high < 0;

    if (isnan(result->relative_low) || isnan(result->relative_high) ||
        outside == (result->low > 0 || result->high < 0))
        return;
    compare_tell(answer,
                 "As a share of what %s has it is %+.1f %% (%.1f to %.1f, p %.4f by the delta "
                 "method); the word goes by the difference itself.",
                 answer->against, 100 * result->relative, 100 * result->relative_low,
                 100 * result->relative_high, result->relative_p);
}

static void fill(struct compare_answer *answer, const struct compare_rows *rows,
                 const struct sample_result *result, bool experiment)
{
    struct compare_row *row = &answer->row;

    answer->evidence = experiment ? EVIDENCE_EXPERIMENT : EVIDENCE_ASSOCIATION;
    answer->design = design_of(result, experiment);
    row->effect = result->effect;
    row->effect_low = result->low;
    row->effect_high = result->high;
    row->relative = result->relative;
    row->relative_low = result->relative_low;
    row->relative_high = result->relative_high;
    row->p = result->p;
    row->naive_effect = result->naive_effect;
    row->naive_p = result->naive_p;
    row->n = (double)result->n;
    row->n_against = (double)result->n_against;
    row->units = (double)result->units;
    row->units_against = (double)result->units_against;
    answer->firm_low = result->firm_low;
    answer->firm_high = result->firm_high;
    if (!rows->stratum) {
        answer->mean = result->mean;
        answer->mean_against = result->mean_against;
    }
    if (result->status != SAMPLE_OK) {
        compare_unusable(answer, "%s", why_not(result->status));
        return;
    }
    tell_relative(answer, result);
    if (result->unordered)
        compare_tell(answer,
                     "Rows do not stand in the order in which they came, so the interval is "
                     "an approximation; -t puts them in order.");
    tell_units(answer, rows, result);
    tell_before(answer, rows, result);
}

static int read_bounds(const char *text, double *least, double *most)
{
    char *comma = text ? strchr(text, ',') : NULL;
    char *end;

    *least = *most = NAN;
    if (!comma)
        return text ? -1 : 0;
    *least = strtod(text, &end);
    if (end != comma)
        return -1;
    *most = strtod(comma + 1, &end);
    return *end || !(*least < *most) || !isfinite(*most - *least) ? -1 : 0;
}

static bool within_bounds(const struct pair *pair, double least, double most)
{
    size_t i;

    for (i = 0; i < pair->n; i++)
        if (pair->y[i] < least || pair->y[i] > most)
            return false;
    return true;
}

/* Adds one answer, unless one of the two is too small to be shown. */
static bool compare_pair(const struct compare_rows *rows, struct compare_answers *answers,
                         size_t outcome, size_t group, size_t against, bool experiment)
{
    const struct compare_settings *settings = rows->settings;
    struct pair pair = pair_take(rows, outcome, group, against);
    struct sample sample = { .n = pair.n,
                             .y = pair.y,
                             .in = pair.in,
                             .unit = pair.unit,
                             .units = rows->units,
                             .stratum = pair.stratum,
                             .strata = rows->strata,
                             .before = (const double *const *)pair.before,
                             .befores = pair.befores,
                             .counts = !experiment,
                             .share = NAN };
    size_t least = (size_t)settings->common.least_rows, n = 0, i;
    struct sample_result result;
    struct compare_answer *answer;
    bool bounded;

    for (i = 0; i < pair.n; i++)
        n += pair.in[i];
    if (n < least || pair.n - n < least) {
        pair_free(&pair);
        return false;
    }
    (void)read_bounds(settings->bounds, &sample.least, &sample.most);
    bounded = !settings->bounds || within_bounds(&pair, sample.least, sample.most);
    if (rows->share)
        sample.share = rows->share[group] / (rows->share[group] + rows->share[against]);
    if (settings->planned > 0)
        sample.planned = settings->planned * (double)(rows->rows[group] + rows->rows[against]) /
                         rows->total;
    sample_compare(&sample, &result);
    answer = compare_answer_add(answers, settings, rows->frame, outcome, rows->name[group],
                                rows->name[against]);
    answer->share = sample_is_binary(pair.y, pair.n);
    fill(answer, rows, &result, experiment);
    if (!bounded)
        compare_unusable(answer, "Some values lie outside the --bounds %s that were stated.",
                         settings->bounds);
    pair_free(&pair);
    return true;
}

size_t compare_rows_pair(const struct compare_rows *rows, struct compare_answers *answers,
                         size_t group, size_t against, bool experiment)
{
    size_t added = 0, i;

    for (i = 0; i < rows->outcomes.count; i++)
        added += compare_pair(rows, answers, rows->outcomes.columns[i], group, against, experiment);
    return added;
}

int compare_rows_shown(const struct compare_rows *rows, const struct compare_answers *answers,
                       struct error *err)
{
    const struct table *table = rows->frame->table;
    size_t least = (size_t)rows->settings->common.least_rows, small = 0, i;

    for (i = 0; i < rows->groups; i++)
        small += rows->rows[i] < least;
    if (answers->count == 0)
        return error_at(err, table->file, 0, table_names(table)[rows->column],
                        "no two groups have the %zu rows with an outcome that it takes to be "
                        "shown; --least says how many",
                        least);
    if (small > 0)
        message_note("%s: groups of under %zu rows are not shown; --least says how many it takes",
                     file_shown(table->file), least);
    return 0;
}

/* ---- groups ---- */

enum { GROUPS_AT_MOST = 40 };

/* The places of the groups by their names: the order of the rows of the answer. */
static size_t *by_name(const struct compare_rows *rows)
{
    size_t *rank = keys_ranks(&rows->keys), *order = xarray(rows->groups, sizeof *order), i;

    for (i = 0; i < rows->groups; i++)
        order[rank[i]] = i;
    free(rank);
    return order;
}

static int compare_all_pairs(const struct compare_rows *rows, struct compare_answers *answers,
                             struct error *err)
{
    size_t *order, i, j;

    if (rows->groups > GROUPS_AT_MOST)
        return error_at(err, rows->frame->table->file, 0,
                        table_names(rows->frame->table)[rows->column],
                        "%zu groups would make %zu pairs; --against NAME holds each against one",
                        rows->groups, rows->groups * (rows->groups - 1) / 2);
    order = by_name(rows);
    for (i = 0; i < rows->groups; i++)
        for (j = i + 1; j < rows->groups; j++)
            compare_rows_pair(rows, answers, order[i], order[j], false);
    free(order);
    return 0;
}

static int compare_one_with_all(const struct compare_rows *rows, struct compare_answers *answers,
                                struct error *err)
{
    size_t *order, against, i;

    if (compare_rows_find(rows, "--against", rows->settings->against, &against, err) != 0)
        return -1;
    order = by_name(rows);
    for (i = 0; i < rows->groups; i++)
        if (order[i] != against)
            compare_rows_pair(rows, answers, order[i], against, false);
    free(order);
    return 0;
}

int compare_groups(const struct compare_settings *settings, struct frame *frame, const char *file,
                   struct compare_answers *answers, struct error *err)
{
    struct compare_rows rows;
    int status = compare_rows_load(&rows, settings, frame, file, settings->groups, err);

    if (status == 0)
        status = settings->against ? compare_one_with_all(&rows, answers, err)
                                   : compare_all_pairs(&rows, answers, err);
    if (status == 0)
        status = compare_rows_shown(&rows, answers, err);
    compare_rows_free(&rows);
    return status;
}
