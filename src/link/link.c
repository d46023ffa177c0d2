/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/link.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "link/link_method.h"
#include "link/link_private.h"
#include "link/panel_link.h"
#include "stats/naive.h"
#include "stats/project.h"

/* Resamples one block of parallel work does. */
enum { BLOCK = 32 };

static void start_outcome(struct bootstrap *boot)
{
    static const struct season_request no_season = { .mode = SEASON_OFF };
    const struct link_outcome *outcome = boot->outcome;
    struct season_request season;
    size_t n = outcome->n;
    size_t j, t;

    series_start(&boot->y, outcome->y, n);
    boot->present = xarray(n, sizeof *boot->present);
    memcpy(boot->present, boot->y.present, n * sizeof *boot->present);
    boot->context = xarray(outcome->contexts * n, sizeof *boot->context);
    for (j = 0; j < outcome->contexts; j++) {
        struct series z;

        series_start(&z, outcome->context[j], n);
        memcpy(boot->context + j * n, z.values, n * sizeof *z.values);
        for (t = 0; t < n; t++)
            boot->present[t] = boot->present[t] && z.present[t];
        series_free(&z);
    }
    for (t = 0; t < n; t++) {
        if (boot->present[t])
            continue;
        boot->y.values[t] = 0;
        for (j = 0; j < outcome->contexts; j++)
            boot->context[j * n + t] = 0;
    }
    season = outcome->timed ? outcome->season : no_season;
    for (t = 0; t < n && !boot->panel; t++)
        season.rows += boot->present[t];
    season_offer(&boot->season, &season, boot->panel ? boot->panel->periods : n);
    boot->sieve = (struct sieve){
        .n = n,
        .timed = outcome->timed,
        .y = boot->y.values,
        .zero = boot->y.zero,
        .present = boot->present,
        .context = boot->context,
        .contexts = outcome->contexts,
        .season = &boot->season,
        .panel = boot->panel,
        .robust = boot->options->method != NULL,
        .given = outcome->given,
    };
    draw_start(&boot->observed[0], n);
    sieve_start(&boot->sieve, &boot->observed[0]);
    white_start(&boot->white[0], &boot->sieve);
    white_make(&boot->sieve, &boot->observed[0], &boot->white[0]);
    boot->made[0] = true;
}

/* A panel's axis has rows that nobody has: there the caller has looked at what is missing. */
static double missing_share(const struct bootstrap *boot, size_t there)
{
    size_t own = boot->outcome->own ? boot->outcome->own : boot->outcome->n;

    if (boot->panel || own == 0)
        return 0;
    return 1 - (double)there / (double)own;
}

/* What is wrong with the outcome, whatever the output. */
static enum link_reason judge_outcome(const struct bootstrap *boot, double missing_max,
                                      double *value, double *limit)
{
    const struct sieve *sieve = &boot->sieve;
    double power = project_dot(sieve->y, sieve->y, sieve->n);
    double left = 0;
    double share = missing_share(boot, boot->y.there);
    size_t controls;
    size_t t;

    for (t = 0; t < sieve->n; t++)
        if (sieve->present[t])
            left += boot->observed[0].left[t] * boot->observed[0].left[t];
    *limit = NAN;
    *value = share;
    if (share > missing_max) {
        *limit = missing_max;
        return LINK_Y_MISSING;
    }
    *value = (double)sieve->rows;
    *limit = (double)boot->rows_min;
    if (sieve->rows < boot->rows_min)
        return LINK_TOO_FEW_ROWS;
    *value = boot->y.first;
    *limit = boot->panel ? NAN : boot->y.range;
    /* A panel's own columns were looked at before: here, effects have been taken out. */
    if (boot->y.constant)
        return boot->panel ? LINK_Y_EXPLAINED : LINK_Y_CONSTANT;
    controls = sieve->controls[boot->observed[0].season].columns + sieve_taken(sieve, sieve->rows);
    *value = (double)controls;
    *limit = (double)sieve->rows;
    if (controls + 2 > sieve->rows)
        return LINK_TOO_MANY_CONTROLS;
    *value = *limit = NAN;
    if (!(left > 1e-22 * power))
        return LINK_Y_EXPLAINED;
    return LINK_USABLE;
}

/* What is wrong with the output; false: nothing. */
static bool reject_output(struct tested_link *link, const struct bootstrap *boot,
                          double missing_max)
{
    size_t n = boot->outcome->n;
    int longest = abs(link->output.lag_last) > abs(link->output.lag_first) ? link->output.lag_last
                                                                           : link->output.lag_first;
    double share = missing_share(boot, link->x.there);

    if (share > missing_max)
        link_give_up(link->result, LINK_X_MISSING, share, missing_max);
    else if (link->x.constant)
        link_give_up(link->result, boot->panel ? LINK_X_EXPLAINED : LINK_X_CONSTANT,
                     boot->panel ? NAN : link->x.first, boot->panel ? NAN : link->x.range);
    else if ((size_t)abs(longest) >= n)
        link_give_up(link->result, LINK_LAGS_TOO_LONG, longest, (double)n);
    return link->result->reason != LINK_USABLE;
}

/* The sample with these lags and missing rows, made if there is none yet. */
static size_t find_sample(struct bootstrap *boot, int lag_first, int lag_last,
                          const bool *x_present)
{
    size_t n = boot->outcome->n;
    size_t s;

    for (s = 0; s < boot->sample_count; s++) {
        const struct lag_scan *sample = &boot->samples[s];

        if (sample->lag_first == lag_first && sample->lag_last == lag_last &&
            memcmp(sample->x_present, x_present, n * sizeof *x_present) == 0)
            return s;
    }
    lag_scan_start(&boot->samples[s], &boot->sieve, x_present, lag_first, lag_last);
    boot->sample_count++;
    return s;
}

static void prepare(void *context, size_t block, size_t worker)
{
    struct bootstrap *boot = context;
    struct tested_link *link = &boot->links[block];

    (void)worker;
    regressor_start(&link->regressor, &boot->sieve, &boot->samples[link->sample], link->x.values);
    if (link->window.tried)
        regressor_start(&link->window.regressor, &boot->sieve, &boot->samples[link->window.sample],
                        link->window.x.values);
}

/* What a link makes of a simulated outcome on sample s, lags and window. */
static int take_peak(struct bootstrap *boot, struct tested_link *link, size_t s, size_t b,
                     struct link_workspace *space, struct error *err)
{
    if (link->window.tried && link->window.sample == s)
        link->peaks[b] = fmax(link->peaks[b], regressor_peak(&link->window.regressor, &space->white,
                                                             &space->view, &space->scratch));
    if (link->sample != s)
        return 0;
    link->peaks[b] = fmax(link->peaks[b], regressor_peak(&link->regressor, &space->white,
                                                         &space->view, &space->scratch));
    return link->found ? link_method_peak(boot, link, &space->white, &space->view, space->columns,
                                          &link->found->peaks[b], err)
                       : 0;
}

/* What the links whose output has season u make of a simulated outcome. */
static int take_peaks(struct bootstrap *boot, size_t u, size_t b, struct link_workspace *space,
                      struct error *err)
{
    size_t s, j;

    space->draw.least = u;
    sieve_refit(&boot->sieve, space->y, space->spare, space->work, &space->draw);
    white_make(&boot->sieve, &space->draw, &space->white);
    for (s = 0; s < boot->sample_count; s++) {
        lag_products_make(&boot->sieve, &boot->samples[s], &space->white, &space->view);
        for (j = 0; j < boot->link_count; j++)
            if (boot->links[j].season == u &&
                take_peak(boot, &boot->links[j], s, b, space, err) != 0)
                return -1;
    }
    return 0;
}

static void resample(void *context, size_t block, size_t worker)
{
    struct bootstrap *boot = context;
    struct link_workspace *space = &boot->workspaces[worker];
    size_t total = boot->options->resamples;
    size_t first = block * BLOCK;
    size_t last = first + BLOCK < total ? first + BLOCK : total;
    struct error *err = boot->errors ? &boot->errors[block] : NULL;
    size_t b, u;

    for (b = first; b < last; b++) {
        sieve_simulate(&boot->sieve, boot->options->seed, b, space->y);
        for (u = 0; u < boot->season.count; u++)
            if (boot->wanted[u] && take_peaks(boot, u, b, space, err) != 0)
                return;
    }
    if (boot->options->progress) {
        pthread_mutex_lock(&boot->lock);
        boot->done += last - first;
        boot->options->progress(boot->options->progress_context, boot->done, total);
        pthread_mutex_unlock(&boot->lock);
    }
}

/* Step 1 of the observed outcome, with a season that contains this one. */
static void observe(struct bootstrap *boot, size_t season)
{
    struct draw *draw = &boot->observed[season];
    size_t n = boot->outcome->n;
    double *spare, *work;

    if (boot->made[season])
        return;
    boot->made[season] = true;
    spare = xarray(n, sizeof *spare);
    work = xarray(AR_WORK(n), sizeof *work);
    draw_start(draw, n);
    draw->least = season;
    sieve_refit(&boot->sieve, boot->y.values, spare, work, draw);
    white_start(&boot->white[season], &boot->sieve);
    white_make(&boot->sieve, draw, &boot->white[season]);
    free(spare);
    free(work);
}

/* Rows that a lag leaves after whitening. */
static size_t rows_at(const struct bootstrap *boot, const struct tested_link *link, int lag)
{
    const struct sieve *sieve = &boot->sieve;
    size_t order = boot->observed[link->season].ar.order, count = 0, t, k;

    for (t = 0; t < sieve->n; t++) {
        ptrdiff_t at = (ptrdiff_t)t - lag;

        if (!sieve->whole[order][t] || at < (ptrdiff_t)order || at >= (ptrdiff_t)sieve->n)
            continue;
        for (k = 0; k <= order && link->x.present[at - (ptrdiff_t)k]; k++)
            ;
        count += k > order;
    }
    return count;
}

/* Lags that nobody asked for make no link unusable. */
static void shorten_lags(const struct bootstrap *boot, struct tested_link *link)
{
    struct link_output *output = &link->output;

    while (output->lags_auto && output->lag_last > 0 &&
           rows_at(boot, link, output->lag_last) < boot->rows_min)
        output->lag_last--;
    while (output->lags_auto && output->lag_first < 0 &&
           rows_at(boot, link, output->lag_first) < boot->rows_min)
        output->lag_first++;
    link->lags = (size_t)(link->output.lag_last - link->output.lag_first) + 1;
    link->result->lags_tried = link->lags;
}

/* Figures out whether a link can be tested, once its sample is known. */
static int admit(struct bootstrap *boot, struct tested_link *link, struct error *err)
{
    struct link_result *result = link->result;
    struct lag_products view;
    const struct lag_scan *sample;
    bool *rows = xarray(boot->outcome->n, sizeof *rows);
    size_t fewest = SIZE_MAX;
    double freedom = INFINITY, power = 0;
    size_t l;

    /* A season of x's own that y's fit overlooks would look like a link. */
    if (boot->outcome->timed && !boot->panel)
        link->season = sieve_season(&boot->sieve, link->x.values, link->x.present);
    observe(boot, link->season);
    shorten_lags(boot, link);
    link->sample = find_sample(boot, link->output.lag_first, link->output.lag_last,
                               link->x.present);
    sample = &boot->samples[link->sample];
    lag_products_start(&view, &boot->sieve, link->lags);
    lag_products_make(&boot->sieve, sample, &boot->white[link->season], &view);
    for (l = 0; l < link->lags; l++) {
        size_t count = lag_scan_rows(sample, &boot->sieve, boot->observed[link->season].ar.order, l,
                                     rows);

        fewest = count < fewest ? count : fewest;
        freedom = fmin(freedom, view.freedom[l]);
        power = fmax(power, view.power[l]);
    }
    lag_products_free(&view);
    free(rows);
    result->n = fewest;
    if (fewest < boot->rows_min)
        link_give_up(result, LINK_TOO_FEW_ROWS, (double)fewest, (double)boot->rows_min);
    else if (freedom < 1)
        link_give_up(result, LINK_TOO_MANY_CONTROLS, (double)fewest - freedom - 1, (double)fewest);
    else if (!(power > 1e-22))
        link_give_up(result, LINK_Y_EXPLAINED, NAN, NAN);
    else if (boot->options->method)
        return link_method_observe(boot, link, err);
    return 0;
}

/* A window where there is one series in time that is not short, and the statistic is the slope's. */
static void add_window(struct bootstrap *boot, struct tested_link *link)
{
    if (!boot->outcome->timed || boot->panel || boot->options->method ||
        boot->sieve.rows < AR_SHORT)
        return;
    mean_lag_start(&link->window, link->output.lag_first, link->output.lag_last, &link->x);
    if (link->window.tried)
        link->window.sample = find_sample(boot, 0, 0, link->window.x.present);
}

void workspace_start(struct link_workspace *space, const struct bootstrap *boot)
{
    size_t n = boot->outcome->n;
    int least = 0, most = 0;
    size_t j;

    for (j = 0; j < boot->link_count; j++) {
        least = boot->links[j].output.lag_first < least ? boot->links[j].output.lag_first : least;
        most = boot->links[j].output.lag_last > most ? boot->links[j].output.lag_last : most;
    }
    draw_start(&space->draw, n);
    white_start(&space->white, &boot->sieve);
    lag_products_start(&space->view, &boot->sieve, (size_t)(most - least) + 1);
    scratch_start(&space->scratch, &boot->sieve, least, most);
    space->y = xarray(n, sizeof *space->y);
    space->spare = xarray(n, sizeof *space->spare);
    space->work = xarray(AR_WORK(n), sizeof *space->work);
    space->columns = boot->options->method ? link_columns_new(boot) : NULL;
}

void workspace_free(struct link_workspace *space)
{
    draw_free(&space->draw);
    white_free(&space->white);
    lag_products_free(&space->view);
    scratch_free(&space->scratch);
    free(space->y);
    free(space->spare);
    free(space->work);
    link_columns_free(space->columns);
}

/* The error of the first block that has one. */
static int first_error(const struct bootstrap *boot, size_t blocks, struct error *err)
{
    size_t block;

    for (block = 0; boot->errors && block < blocks; block++) {
        if (boot->errors[block].what[0]) {
            *err = boot->errors[block];
            return -1;
        }
    }
    return 0;
}

static void report(void *context, size_t block, size_t worker)
{
    struct bootstrap *boot = context;

    (void)worker;
    link_report(boot, &boot->links[block]);
}

static int run(struct bootstrap *boot, struct error *err)
{
    const struct link_options *options = boot->options;
    size_t workers = options->threads ? options->threads : 1;
    size_t blocks = (options->resamples + BLOCK - 1) / BLOCK;
    size_t j;
    int status;

    for (j = 0; j < boot->link_count; j++)
        boot->links[j].peaks = xcalloc(options->resamples, sizeof(double));
    if (options->method)
        boot->errors = xcalloc(blocks, sizeof *boot->errors);
    parallel_for(boot->link_count, workers, prepare, boot);
    boot->workspaces = xarray(workers, sizeof *boot->workspaces);
    for (j = 0; j < workers; j++)
        workspace_start(&boot->workspaces[j], boot);
    pthread_mutex_init(&boot->lock, NULL);
    parallel_for(blocks, workers, resample, boot);
    pthread_mutex_destroy(&boot->lock);
    for (j = 0; j < workers; j++)
        workspace_free(&boot->workspaces[j]);
    free(boot->workspaces);
    status = first_error(boot, blocks, err);
    free(boot->errors);
    if (status == 0)
        parallel_for(boot->link_count, workers, report, boot);
    for (j = 0; j < boot->link_count; j++) {
        regressor_free(&boot->links[j].regressor);
        free(boot->links[j].peaks);
    }
    return status;
}

static void tested_free(struct tested_link *link)
{
    series_free(&link->x);
    mean_lag_free(&link->window);
    link_found_free(link->found);
}

static int check(const struct link_outcome *outcome, const struct link_output *outputs,
                 size_t count, const struct link_options *options, struct error *err)
{
    size_t j;

    if (options->resamples < LINK_RESAMPLES_MIN)
        return error_usage(err, "resamples must be at least %d, not %zu", LINK_RESAMPLES_MIN,
                           options->resamples);
    for (j = 0; j < count; j++) {
        if (outputs[j].lag_first > outputs[j].lag_last)
            return error_usage(err, "lags %d..%d: the first is after the last",
                               outputs[j].lag_first, outputs[j].lag_last);
        if (!outcome->timed && (outputs[j].lag_first != 0 || outputs[j].lag_last != 0))
            return error_usage(err, "lags %d..%d: rows without a time have no lags",
                               outputs[j].lag_first, outputs[j].lag_last);
    }
    return 0;
}

int link_test(const struct link_outcome *outcome, const struct link_output *outputs, size_t count,
              const struct link_options *options, struct link_result *results, struct error *err)
{
    return link_run(outcome, NULL, outputs, count, options, results, err);
}

int link_run(const struct link_outcome *outcome, const struct panel_layout *panel,
             const struct link_output *outputs, size_t count, const struct link_options *options,
             struct link_result *results, struct error *err)
{
    double missing_max = options->missing_max > 0 ? options->missing_max : .20;
    struct bootstrap boot = { .outcome = outcome, .panel = panel, .options = options };
    enum link_reason reason;
    double value, limit;
    size_t j;
    int status = 0;

    if (check(outcome, outputs, count, options, err) != 0)
        return -1;
    boot.rows_min = options->rows_min ? options->rows_min : panel ? PANEL_ROWS_MIN : LINK_ROWS_MIN;
    start_outcome(&boot);
    reason = judge_outcome(&boot, missing_max, &value, &limit);
    boot.samples = xcalloc(2 * count, sizeof *boot.samples);
    boot.links = xcalloc(count, sizeof *boot.links);
    for (j = 0; j < count && status == 0; j++) {
        struct tested_link *link = &boot.links[boot.link_count];
        struct naive_fit naive = naive_slope(outputs[j].x, outcome->y, outcome->n);

        link_result_clear(&results[j], LINK_USABLE, NAN, NAN);
        results[j].naive_effect = naive.slope;
        results[j].naive_r = naive.r;
        results[j].naive_p = naive.p;
        results[j].naive_n = naive.n;
        results[j].lags_tried = (size_t)(outputs[j].lag_last - outputs[j].lag_first) + 1;
        if (reason != LINK_USABLE) {
            link_give_up(&results[j], reason, value, limit);
            continue;
        }
        *link = (struct tested_link){ .output = outputs[j],
                                      .result = &results[j],
                                      .lags = results[j].lags_tried };
        series_start(&link->x, outputs[j].x, outcome->n);
        if (!reject_output(link, &boot, missing_max)) {
            if (outcome->timed && !panel)
                series_bridge(&link->x);
            status = admit(&boot, link, err);
        }
        if (link->result->reason == LINK_USABLE) {
            add_window(&boot, link);
            boot.wanted[link->season] = true;
            boot.link_count++;
        } else {
            tested_free(link);
        }
    }
    if (boot.link_count > 0 && status == 0)
        status = run(&boot, err);
    for (j = 0; j < boot.link_count; j++)
        tested_free(&boot.links[j]);
    for (j = 0; j < boot.sample_count; j++)
        lag_scan_free(&boot.samples[j]);
    free(boot.links);
    free(boot.samples);
    for (j = 0; j < SEASON_CANDIDATES; j++)
        if (boot.made[j]) {
            draw_free(&boot.observed[j]);
            white_free(&boot.white[j]);
        }
    sieve_free(&boot.sieve);
    season_free(&boot.season);
    series_free(&boot.y);
    free(boot.context);
    free(boot.present);
    return status;
}
