/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `lever compare --arms COL`: an experiment. Rows were assigned by chance, so a difference is an
 * effect; unless the arms' sizes cannot come from the shares that were meant, which says that some
 * rows of an arm are gone. Where the shares changed while it ran, rows are compared within the
 * stretches of time; else those who came late, and differ, would weigh in one arm more.
 */
#include <gsl/gsl_cdf.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "command/provenance.h"
#include "filters/compare_rows.h"
#include "period/period.h"
#include "stats/random.h"

/* ---- who is the control ---- */

static const char *const controls[] = { "control", "0",        "none", "no",     "off",
                                        "false",   "placebo",  "base", "before", "old",
                                        "default", "baseline", "A",    NULL };

static int find_control(const struct compare_rows *rows, size_t *control, struct error *err)
{
    const char *column = table_names(rows->frame->table)[rows->column];
    size_t *rank, i, j;

    if (rows->settings->against)
        return compare_rows_find(rows, "--against", rows->settings->against, control, err);
    for (j = 0; controls[j]; j++)
        for (i = 0; i < rows->groups; i++)
            if (same_ignoring_case(rows->name[i], controls[j])) {
                *control = i;
                return 0;
            }
    rank = keys_ranks(&rows->keys);
    for (i = 0; i < rows->groups; i++)
        if (rank[i] == 0)
            *control = i;
    free(rank);
    message_warning("%s: column \"%s\": nothing says which arm is the control; \"%s\" is taken, "
                    "--against says another",
                    file_shown(rows->frame->table->file), column, rows->name[*control]);
    return 0;
}

/* ---- the shares that were stated ---- */

static int read_share(struct compare_rows *rows, const char *item, struct error *err)
{
    const char *equals = list_find(item, '=');
    char *quoted, *name, *end;
    double share;
    size_t group;
    int status;

    share = equals ? strtod(equals + 1, &end) : 0;
    if (!equals || *end || !(share > 0) || !isfinite(share))
        return error_usage(err, "--shares: \"%s\" is not an arm and its share, such as treat=1",
                           item);
    quoted = xstrndup(item, (size_t)(equals - item));
    name = list_name(quoted);
    status = compare_rows_find(rows, "--shares", name, &group, err);
    if (status == 0)
        rows->share[group] = share;
    free(name);
    free(quoted);
    return status;
}

static int read_shares(struct compare_rows *rows, struct error *err)
{
    struct list items;
    size_t i;
    int status;

    if (!rows->settings->shares)
        return 0;
    if (list_split(rows->settings->shares, &items, err) != 0)
        return -1;
    rows->share = xcalloc(rows->groups, sizeof *rows->share);
    status = 0;
    for (i = 0; i < items.count && status == 0; i++)
        status = read_share(rows, items.items[i], err);
    list_free(&items);
    for (i = 0; i < rows->groups && status == 0; i++)
        if (!(rows->share[i] > 0))
            status = error_usage(err, "--shares: the share of \"%s\" is missing: say all arms",
                                 rows->name[i]);
    return status;
}

/* Units of each arm: what was assigned. A unit with rows of two arms counts in each. */
static double *sizes_of(const struct compare_rows *rows)
{
    double *size = xcalloc(rows->groups, sizeof *size);
    bool *seen = rows->unit ? xcalloc(rows->groups * rows->units, sizeof *seen) : NULL;
    size_t i;

    for (i = 0; i < rows->frame->table->height; i++) {
        size_t group = rows->group[i];

        if (group == SIZE_MAX || (seen && seen[group * rows->units + rows->unit[i]]))
            continue;
        if (seen)
            seen[group * rows->units + rows->unit[i]] = true;
        size[group]++;
    }
    free(seen);
    return size;
}

/* p of Pearson's (1900) chi-square: can these sizes come from these shares? */
static double sizes_p(const double *size, const double *share, size_t n)
{
    double all = 0, shares = 0, sum = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        all += size[i];
        shares += share[i];
    }
    for (i = 0; i < n; i++) {
        double expected = all * share[i] / shares;

        sum += (size[i] - expected) * (size[i] - expected) / expected;
    }
    return gsl_cdf_chisq_Q(sum, (double)n - 1);
}

/* "treat 1,120 and control 880 rows, stated 1 to 1" */
static char *sizes_in_words(const struct compare_rows *rows, const double *size)
{
    struct text words = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < rows->groups; i++)
        text_addf(&words, "%s%s %.0f",
                  i == 0                 ? ""
                  : i + 1 < rows->groups ? ", "
                                         : " and ",
                  rows->name[i], size[i]);
    text_adds(&words, rows->unit ? " units, stated " : " rows, stated ");
    for (i = 0; i < rows->groups; i++)
        text_addf(&words, "%s%g", i == 0 ? "" : " to ", rows->share[i]);
    return text_take(&words);
}

static bool any_small(const struct compare_rows *rows)
{
    size_t i;

    for (i = 0; i < rows->groups; i++)
        if (rows->rows[i] < (size_t)rows->settings->common.least_rows)
            return true;
    return false;
}

/* Of arms that are not shown the sizes are not said either. */
static void check_sizes(const struct compare_rows *rows, struct compare_answers *answers)
{
    double *size = sizes_of(rows);
    double p = rows->share ? sizes_p(size, rows->share, rows->groups) : NAN;
    char *words = !rows->share      ? NULL
                  : any_small(rows) ? xstrdup("an arm is too small to be shown")
                                    : sizes_in_words(rows, size);
    size_t i;

    for (i = 0; i < answers->count; i++) {
        if (!rows->share)
            compare_tell(&answers->items[i], "Whether the arms have the sizes that were meant was "
                                             "not checked; --shares states them.");
        else if (p < .001)
            answers->items[i].apart = xasprintf(
                "The arms do not have the sizes that were stated (%s; p %.1g): rows of "
                "an arm are missing, so a difference between them says nothing.",
                words, p);
    }
    free(words);
    free(size);
}

/* ---- arms that grew over time ---- */

enum { STRETCHES = 30 };

/* When each row came, PERIOD_NONE where that is not said, and the first and the last of them. */
struct came {
    struct periods periods;
    long first, last;
};

static int read_periods(const struct compare_rows *rows, struct came *came, struct error *err)
{
    const struct table *table = rows->frame->table;
    struct period_options options;
    size_t i, none = 0;

    if (common_period(&rows->settings->common, &options, err) != 0)
        return -1;
    options.file = table->file;
    options.column = table->columns[rows->frame->time].name;
    options.lines = table->lines;
    if (periods_read(table->columns[rows->frame->time].texts, table->height, &options,
                     &came->periods, err) != 0)
        return -1;
    came->first = LONG_MAX;
    came->last = LONG_MIN;
    for (i = 0; i < came->periods.count; i++) {
        long at = came->periods.index[i];

        none += at == PERIOD_NONE;
        came->first = at != PERIOD_NONE && at < came->first ? at : came->first;
        came->last = at != PERIOD_NONE && at > came->last ? at : came->last;
    }
    if (none > 0)
        message_warning("%s: %zu %s without a period left out", file_shown(table->file), none,
                        none == 1 ? "row" : "rows");
    return 0;
}

/* Equal stretches of the time in which there are rows; SIZE_MAX for a row that has no period. */
static size_t cut_stretches(const struct came *came, size_t *stretch)
{
    double span = (double)(came->last - came->first) + 1;
    size_t count = span < STRETCHES ? (size_t)fmax(span, 1) : STRETCHES, i;

    for (i = 0; i < came->periods.count; i++) {
        long at = came->periods.index[i];

        stretch[i] = at == PERIOD_NONE
                         ? SIZE_MAX
                         : (size_t)((double)(at - came->first) / span * (double)count);
    }
    return count;
}

struct place {
    long period;
    uint64_t shuffled;
    size_t row;
};

static int earlier(const void *left, const void *right)
{
    const struct place *a = left, *b = right;

    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    if (a->shuffled != b->shuffled)
        return a->shuffled < b->shuffled ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* By period; within one by chance, the same chance at every look, as a file may be sorted by arm. */
static size_t *order_of(const struct came *came)
{
    size_t n = came->periods.count, *order = xarray(n, sizeof *order), in = 0, i;
    struct place *places = xarray(n, sizeof *places);

    for (i = 0; i < n; i++)
        places[i] = (struct place){ came->periods.index[i], 0, i };
    qsort(places, n, sizeof *places, earlier);
    for (i = 0; i < n; i++) {
        struct random random;

        in = i > 0 && places[i].period == places[i - 1].period ? in + 1 : 0;
        random_start(&random, (uint64_t)places[i].period, in);
        places[i].shuffled = random_bits(&random);
    }
    qsort(places, n, sizeof *places, earlier);
    for (i = 0; i < n; i++)
        order[i] = places[i].row;
    free(places);
    return order;
}

/* p of the arms having had the same shares in all stretches (chi-square of the table). */
static double steady_p(const struct compare_rows *rows, const size_t *stretch, size_t count)
{
    double *cell = xcalloc(count * rows->groups, sizeof *cell), *all = xcalloc(count, sizeof *all);
    double sum = 0, total = 0;
    size_t used = 0, i, g;

    for (i = 0; i < rows->frame->table->height; i++) {
        if (rows->group[i] == SIZE_MAX || stretch[i] == SIZE_MAX)
            continue;
        cell[stretch[i] * rows->groups + rows->group[i]]++;
        all[stretch[i]]++;
        total++;
    }
    for (i = 0; i < count; i++) {
        used += all[i] > 0;
        for (g = 0; g < rows->groups && all[i] > 0; g++) {
            double expected = all[i] * (double)rows->rows[g] / total;
            double apart = cell[i * rows->groups + g] - expected;

            sum += apart * apart / expected;
        }
    }
    free(cell);
    free(all);
    return used < 2 ? 1 : gsl_cdf_chisq_Q(sum, (double)((used - 1) * (rows->groups - 1)));
}

static int take_time(struct compare_rows *rows, struct error *err)
{
    struct came came;
    size_t *stretch, count;

    if (rows->frame->time == SIZE_MAX)
        return 0;
    if (read_periods(rows, &came, err) != 0)
        return -1;
    rows->order = order_of(&came);
    stretch = xarray(rows->frame->table->height, sizeof *stretch);
    count = cut_stretches(&came, stretch);
    if (steady_p(rows, stretch, count) < .001) {
        rows->stratum = stretch;
        rows->strata = count;
    } else {
        free(stretch);
    }
    periods_free(&came.periods);
    return 0;
}

/* ---- values that are missing in one arm more ---- */

static void check_missing(const struct compare_rows *rows)
{
    const struct table *table = rows->frame->table;
    double *size = xarray(rows->groups, sizeof *size);
    double *missing = xarray(rows->groups, sizeof *missing);
    size_t i, j;

    for (j = 0; j < rows->outcomes.count; j++) {
        const struct column *column = &table->columns[rows->outcomes.columns[j]];
        double all = 0;

        for (i = 0; i < rows->groups; i++) {
            size[i] = (double)rows->rows[i];
            missing[i] = 0;
        }
        for (i = 0; i < table->height; i++)
            if (rows->group[i] != SIZE_MAX && !isfinite(column->numbers[i])) {
                missing[rows->group[i]]++;
                all++;
            }
        if (all >= 10 && sizes_p(missing, size, rows->groups) < .001)
            message_warning("%s: column \"%s\": values are missing in one arm more than in "
                            "another; those that are there may differ for that alone",
                            file_shown(table->file), column->name);
    }
    free(size);
    free(missing);
}

/* ---- together ---- */

enum { ARMS_AT_MOST = 20 };

static void tell_more(const struct compare_rows *rows, struct compare_answers *answers)
{
    const struct compare_settings *settings = rows->settings;
    size_t i;

    for (i = 0; i < answers->count; i++) {
        struct compare_answer *answer = &answers->items[i];

        if (rows->stratum)
            compare_tell(answer,
                         "The arms' shares changed while it ran, so rows are compared "
                         "within %zu stretches of time.",
                         rows->strata);
        if (answer->design == DESIGN_SEQUENTIAL)
            compare_tell(answer,
                         rows->total > settings->planned
                             ? "It holds however often one looks; %.0f rows are more than the "
                               "%.0f planned, which it is shortest at."
                             : "It holds however often one looks; after %.0f of %.0f planned rows.",
                         rows->total, settings->planned);
    }
}

static int check_options(const struct compare_settings *settings, struct error *err)
{
    char *end = NULL;
    double least, most = 0;

    if (!settings->bounds)
        return 0;
    least = strtod(settings->bounds, &end);
    if (*end == ',')
        most = strtod(end + 1, &end);
    if (*end || !(least < most) || !isfinite(most - least))
        return error_usage(err, "--bounds: \"%s\" is not two numbers, the lower one first: 0,100",
                           settings->bounds);
    if (!(settings->planned > 0))
        return error_usage(err, "--bounds goes with --planned: an experiment that is looked at "
                                "once needs none");
    return 0;
}

static int compare_with_control(struct compare_rows *rows, struct compare_answers *answers,
                                struct error *err)
{
    const struct table *table = rows->frame->table;
    size_t *rank, control = 0, i, j;

    if (rows->groups > ARMS_AT_MOST)
        return error_at(err, table->file, 0, table_names(table)[rows->column],
                        "%zu different values are no arms of an experiment (%d at most); "
                        "--groups compares groups",
                        rows->groups, ARMS_AT_MOST);
    if (find_control(rows, &control, err) != 0 || read_shares(rows, err) != 0 ||
        take_time(rows, err) != 0)
        return -1;
    rank = keys_ranks(&rows->keys);
    for (j = 0; j < rows->groups; j++)
        for (i = 0; i < rows->groups; i++)
            if (rank[i] == j && i != control)
                compare_rows_pair(rows, answers, i, control, true);
    free(rank);
    return 0;
}

int compare_arms(const struct compare_settings *settings, struct frame *frame, const char *file,
                 struct compare_answers *answers, struct error *err)
{
    struct compare_rows rows = { .settings = settings };
    int status = check_options(settings, err);

    if (status == 0)
        status = compare_rows_load(&rows, settings, frame, file, settings->arms, err);
    if (status == 0)
        status = compare_with_control(&rows, answers, err);
    if (status == 0)
        status = compare_rows_shown(&rows, answers, err);
    if (status == 0) {
        check_missing(&rows);
        tell_more(&rows, answers);
        check_sizes(&rows, answers);
        provenance_set("planned rows", "%.0f", settings->planned);
    }
    compare_rows_free(&rows);
    return status;
}
