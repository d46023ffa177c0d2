/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/compare_treated.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "command/provenance.h"
#include "filters/compare_series.h"
#include "question/percent_check.h"
#include "question/when.h"
#include "words/wording.h"

/* ---- the designs ---- */

static void run_wild(struct panel *panel, struct compare_answer *answer);
static void run_permute(struct panel *panel, struct compare_answer *answer);

/* The first row that fits the numbers of treated units and others wins. */
static const struct treated_design {
    size_t treated_least, treated_most, others_least;
    enum compare_design design;
    void (*run)(struct panel *panel, struct compare_answer *answer);
} designs[] = {
    { UNITS_MANY, SIZE_MAX, UNITS_MANY, DESIGN_WILD_CLUSTER, run_wild },
    { 1, UNITS_MANY - 1, UNITS_POOL, DESIGN_PERMUTATION, run_permute },
    { 1, SIZE_MAX, 1, DESIGN_DIFFERENCE_SERIES, compare_series_run },
};

static const struct treated_design *design_for(const size_t *count)
{
    const struct treated_design *design = designs;

    while (count[1] < design->treated_least || count[1] > design->treated_most ||
           count[0] < design->others_least)
        design++;
    return design;
}

static void take_result(struct compare_answer *answer, const struct units_result *result,
                        bool usable)
{
    struct compare_row *row = &answer->row;

    row->effect = result->effect;
    row->effect_low = result->low;
    row->effect_high = result->high;
    row->p = result->p;
    row->pretrend_p = result->pretrend_p;
    row->pretrend_mde = result->pretrend_mde;
    answer->coming_apart = result->apart;
    answer->firm_low = result->firm_low;
    answer->firm_high = result->firm_high;
    if (!usable)
        compare_unusable(answer,
                         "The outcome of %s changes alike in all units: there is no measure "
                         "of chance.",
                         answer->group);
}

static void run_wild(struct panel *panel, struct compare_answer *answer)
{
    struct units_result result;
    bool usable = units_wild(&panel->units, &result);

    take_result(answer, &result, usable);
    if (panel->count[0] < 10 || panel->count[1] < 10)
        compare_tell(answer, "Units are few; the interval allows for that.");
}

static void run_permute(struct panel *panel, struct compare_answer *answer)
{
    struct units_result result;
    bool usable = units_permute(&panel->units, &result);

    take_result(answer, &result, usable);
    if (usable)
        compare_tell(answer,
                     "p is its rank among %.0f %s, had others been treated; it cannot be "
                     "under %.2g.",
                     result.draws, result.exact ? "ways it could be" : "drawn ways",
                     1 / result.draws);
}

/* ---- told of every design ---- */

static double mean_between(const double *series, size_t from, size_t to)
{
    double mean = 0;
    size_t there = 0, t;

    for (t = from; t < to; t++)
        if (isfinite(series[t]))
            mean += (series[t] - mean) / (double)++there;
    return there > 0 ? mean : NAN;
}

static double slope_between(const double *series, size_t from, size_t to)
{
    double middle = ((double)from + (double)to - 1) / 2, mean = mean_between(series, from, to);
    double up = 0, square = 0;
    size_t t;

    for (t = from; t < to; t++) {
        if (!isfinite(series[t]))
            continue;
        up += ((double)t - middle) * (series[t] - mean);
        square += ((double)t - middle) * ((double)t - middle);
    }
    return square > 0 ? up / square : NAN;
}

/* "by 1.2 and 0.4 a week" */
static void add_two(struct text *out, double one, double other, const char *between)
{
    double unit = rounding_unit(fmax(fabs(one), fabs(other))) / 10;

    add_rounded(out, one, unit);
    text_adds(out, between);
    add_rounded(out, other, unit);
}

/* Two rates and two trends. */
static void tell_rates(const struct panel *panel, struct compare_answer *answer)
{
    const struct axis *axis = &panel->frame->axis;
    const double *treated = panel->mean[1], *others = panel->mean[0];
    const char *noun = period_noun(true, axis->kind);
    struct text words = TEXT_EMPTY;
    size_t n = axis->periods, from[2] = { 0, panel->date }, to[2] = { panel->date, n }, i;

    for (i = 0; i < 2; i++) {
        text_adds(&words, i == 0 ? "Before: " : "; after: ");
        add_two(&words, mean_between(treated, from[i], to[i]), mean_between(others, from[i], to[i]),
                " against ");
        if (to[i] - from[i] < 4)
            continue;
        text_adds(&words, ", going by ");
        add_two(&words, slope_between(treated, from[i], to[i]),
                slope_between(others, from[i], to[i]), " and ");
        text_addf(&words, " a %s", noun);
    }
    compare_tell(answer, "%s.", words.bytes);
    text_free(&words);
}

static void tell_flip(const struct panel *panel, struct compare_answer *answer)
{
    size_t n = panel->frame->axis.periods;
    double first = mean_between(panel->difference, 0, n / 3);
    double last = mean_between(panel->difference, n - n / 3, n);
    struct text words = TEXT_EMPTY;

    if (!(first * last < 0))
        return;
    add_two(&words, first, last, ", in the last third ");
    compare_tell(answer, "Who is ahead has changed: the difference was %s.", words.bytes);
    text_free(&words);
}

static void tell_before(const struct panel *panel, struct compare_answer *answer)
{
    struct compare_row *row = &answer->row;
    char date[PERIOD_SIZE];

    row->before = mean_between(panel->difference, 0, panel->date);
    row->after = mean_between(panel->difference, panel->date, panel->frame->axis.periods);
    if (answer->reason)
        row->pretrend_p = row->pretrend_mde = NAN;
    if (isnan(row->breakdown) && !isnan(row->effect_low))
        row->breakdown = units_breakdown(panel->difference, panel->frame->axis.periods, panel->date,
                                         row->effect_low, row->effect_high);
    if (!answer->coming_apart)
        return;
    axis_period(&panel->frame->axis, panel->date, date);
    answer->apart = xasprintf("%s and %s were coming apart already before %s (p %.2g): what comes "
                              "after cannot be told from that.",
                              answer->group, answer->against, date, row->pretrend_p);
}

static void tell_all(struct panel *panel, struct compare_answer *answer)
{
    struct compare_row *row = &answer->row;

    row->n = (double)(panel->units.n * panel->count[1]);
    row->n_against = (double)(panel->units.n * panel->count[0]);
    row->units = (double)panel->count[1];
    row->units_against = (double)panel->count[0];
    units_naive(&panel->units, &row->naive_effect, &row->naive_p);
    tell_rates(panel, answer);
    tell_flip(panel, answer);
    tell_before(panel, answer);
    if (panel->lost > 0)
        compare_tell(answer, "%zu with gaps in over a fifth of the periods left out.", panel->lost);
}

/* ---- who, when ---- */

/* "north", "north and south", "north and 3 others"; of others, "south" or "8 others". */
static char *name_of(const struct panel *panel, bool treated)
{
    const struct axis *axis = &panel->frame->axis;
    size_t count = panel->chosen[treated], seen = 0, e;
    struct text words = TEXT_EMPTY;

    if (!treated && count > 1)
        return xasprintf("%zu others", count);
    for (e = 0; e < axis->entities && seen < 2; e++) {
        if (panel->treated[e] != treated)
            continue;
        if (seen == 1 && count > 2)
            text_addf(&words, " and %zu others", count - 1);
        else
            text_addf(&words, "%s%s", seen == 1 ? " and " : "", axis->entity[e]);
        seen++;
    }
    return text_take(&words);
}

static int find_treated(struct panel *panel, struct error *err)
{
    const struct axis *axis = &panel->frame->axis;
    struct list names;
    size_t i, e;
    int status = 0;

    panel->treated = xcalloc(axis->entities, sizeof *panel->treated);
    if (list_split(panel->settings->treated, &names, err) != 0)
        return -1;
    for (i = 0; i < names.count && status == 0; i++) {
        char *name = list_name(names.items[i]);
        long nearest;

        for (e = 0; e < axis->entities && strcmp(axis->entity[e], name) != 0; e++)
            ;
        if (e < axis->entities) {
            panel->treated[e] = true;
        } else {
            nearest = nearest_name(name, (const char *const *)axis->entity, axis->entities);
            status = error_at(err, panel->frame->table->file, 0, panel->frame->by_name,
                              nearest < 0
                                  ? "--treated: nobody is \"%s\"; there is \"%s\" and others"
                                  : "--treated: nobody is \"%s\"; did you mean \"%s\"?",
                              name, axis->entity[nearest < 0 ? 0 : nearest]);
        }
        free(name);
    }
    list_free(&names);
    for (e = 0; e < axis->entities; e++)
        panel->chosen[panel->treated[e]]++;
    if (status == 0 && panel->chosen[0] == 0)
        status = error_at(err, panel->frame->table->file, 0, panel->frame->by_name,
                          "all are treated: there is nobody to hold them against; lever impact "
                          "asks the same of one series");
    return status;
}

static int find_date(struct panel *panel, struct error *err)
{
    const struct axis *axis = &panel->frame->axis;
    const char *at = panel->settings->at;
    char first[PERIOD_SIZE], last[PERIOD_SIZE];

    if (strpbrk(at, ",;"))
        return error_usage(err,
                           "--at: one date. Where dates differ, ask one date at a time, with the "
                           "rows of those who were treated then and of those not yet treated");
    if (when_find(panel->frame, "--at", at, &panel->date, err) != 0)
        return -1;
    axis_period(axis, 0, first);
    axis_period(axis, axis->periods - 1, last);
    if (panel->date == 0 || panel->date >= axis->periods)
        return error_at(err, panel->frame->table->file, 0, NULL,
                        "--at %s: the rows go from %s to %s, so there is nothing %s that date", at,
                        first, last, panel->date == 0 ? "before" : "from");
    return 0;
}

/* ---- together ---- */

static void compare_outcome(struct panel *panel, struct compare_answers *answers, size_t column)
{
    char *group = name_of(panel, true), *against = name_of(panel, false);
    struct compare_answer *answer = compare_answer_add(answers, panel->settings, panel->frame,
                                                       column, group, against);
    const struct treated_design *design;
    const char *why;

    panel->outcome = column;
    answer->evidence = EVIDENCE_BEFORE_AFTER;
    answer->plural = panel->chosen[1] > 1;
    axis_period(&panel->frame->axis, panel->date, answer->since);
    why = panel_take(panel);
    design = design_for(why ? panel->chosen : panel->count);
    answer->design = design->design;
    if (why) {
        compare_unusable(answer, "%s", why);
    } else {
        if (answers->count == 1)
            panel_warn_of_totals(panel);
        design->run(panel, answer);
        tell_all(panel, answer);
    }
    panel_drop(panel);
    free(group);
    free(against);
}

static int load(struct panel *panel, const char *file, struct selection *outcomes,
                struct error *err)
{
    struct frame *frame = panel->frame;
    size_t i;

    if (!panel->settings->at)
        return error_usage(err, "--treated: since when? --at DATE");
    if (!frame->common->by)
        return error_usage(err, "--treated: which column says who a row is about? -b COL");
    if (frame_open(frame, file, err) != 0)
        return -1;
    if (frame->time == SIZE_MAX)
        return error_usage(err, "--treated: when were the rows? -t COL");
    if (compare_outcomes(frame, outcomes, err) != 0 ||
        frame_load(frame, outcomes->columns, outcomes->count, err) != 0 ||
        frame_season(frame, err) != 0)
        return -1;
    for (i = 0; i < outcomes->count; i++)
        if (percent_check(frame, outcomes->columns[i], err) != 0)
            return -1;
    return 0;
}

int compare_treated(const struct compare_settings *settings, struct frame *frame, const char *file,
                    struct compare_answers *answers, struct error *err)
{
    struct panel panel = { .settings = settings, .frame = frame };
    struct selection outcomes = { NULL, 0 };
    int status = load(&panel, file, &outcomes, err);
    size_t i;

    panel.units.draws = settings->common.resamples > 0 ? (size_t)settings->common.resamples : 9999;
    panel.units.seed = (uint64_t)settings->common.seed;
    if (status == 0 && (find_treated(&panel, err) != 0 || find_date(&panel, err) != 0))
        status = -1;
    for (i = 0; i < outcomes.count && status == 0; i++)
        compare_outcome(&panel, answers, outcomes.columns[i]);
    if (status == 0) {
        provenance_set("seed", "%ld", settings->common.seed);
        provenance_set("resamples", "%zu", panel.units.draws);
    }
    free(panel.treated);
    selection_free(&outcomes);
    return status;
}
