/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/link.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "link/link_method.h"
#include "link/panel_link.h"
#include "stats/naive.h"
#include "stats/project.h"
#include "link/link_private.h"

/* Resamples one block of parallel work does. */
enum { BLOCK = 32 };

void link_result_clear(struct link_result *result, enum link_reason reason, double value,
                       double limit)
{
    *result = (struct link_result){
        .reason = reason, .reason_value = value, .reason_limit = limit, .over_lags.t = NAN,
        .effect = NAN, .se = NAN, .t = NAN, .effect_low = NAN, .effect_high = NAN,
        .r = NAN, .r_low = NAN, .r_high = NAN, .p = NAN, .critical95 = NAN, .critical90 = NAN,
        .n_eff = NAN, .mde = NAN, .more_periods = NAN, .critical_method = NAN, .firm_least = NAN, .firm_most = NAN,
        .naive_effect = NAN, .naive_r = NAN, .naive_p = NAN,
        .effect_pooled = NAN, .adjusted_r = NAN, .adjusted_low = NAN, .adjusted_high = NAN,
    };
}

void link_give_up(struct link_result *result, enum link_reason reason, double value, double limit)
{
    struct link_result kept = *result;

    free(kept.profile);
    free(kept.working);
    link_result_clear(result, reason, value, limit);
    result->n = kept.n;
    result->lags_tried = kept.lags_tried;
    result->naive_effect = kept.naive_effect;
    result->naive_r = kept.naive_r;
    result->naive_p = kept.naive_p;
    result->naive_n = kept.naive_n;
}

void link_result_take(struct link_result *result, const struct link_lag *rows, size_t lags,
                      const struct link_lag *best)
{
    /* The normal quantile of 80 % power. */
    static const double power_80 = 0.8416212335729143;
    const struct link_lag *zero = best;
    size_t l;

    result->lag = result->spread_first = result->spread_last = best->lag;
    result->n = best->n;
    result->effect = best->effect;
    result->se = best->se;
    result->t = best->t;
    result->effect_low = best->low95;
    result->effect_high = best->high95;
    result->r = best->r;
    result->r_low = best->r_low;
    result->r_high = best->r_high;
    result->p = best->p;
    result->mde = (result->critical95 + power_80) * best->se;
    result->firm_least = INFINITY;
    result->firm_most = -INFINITY;
    for (l = 0; l < lags; l++) {
        if (isnan(rows[l].t))
            continue;
        result->firm_least = fmin(result->firm_least, rows[l].low_firm);
        result->firm_most = fmax(result->firm_most, rows[l].high_firm);
        if (rows[l].lag == 0)
            zero = &rows[l];
    }
    result->adjusted_low = zero->low95;
    result->adjusted_high = zero->high95;
}

void link_result_free(struct link_result *result)
{
    free(result->profile);
    free(result->working);
    result->profile = NULL;
    result->working = NULL;
}

int link_lags_auto(enum season_calendar calendar, size_t periods)
{
    static const int most[] = {
        [SEASON_CALENDAR_NONE] = 8, [SEASON_CALENDAR_QUARTERS] = 2, [SEASON_CALENDAR_MONTHS] = 4,
        [SEASON_CALENDAR_WEEKS] = 8, [SEASON_CALENDAR_DAYS] = 7,
    };
    int last = periods < 12 * 8 ? (int)(periods / 12) : 8;

    last = last > 1 ? last : 1;
    return last < most[calendar] ? last : most[calendar];
}

static void start_outcome(struct trial *trial)
{
    static const struct season_request no_season = { .mode = SEASON_OFF };
    const struct link_outcome *outcome = trial->outcome;
    struct season_request season;
    size_t n = outcome->n;
    size_t j, t;

    series_start(&trial->y, outcome->y, n);
    trial->present = xarray(n, sizeof *trial->present);
    memcpy(trial->present, trial->y.present, n * sizeof *trial->present);
    trial->context = xarray(outcome->contexts * n, sizeof *trial->context);
    for (j = 0; j < outcome->contexts; j++) {
        struct series z;

        series_start(&z, outcome->context[j], n);
        memcpy(trial->context + j * n, z.values, n * sizeof *z.values);
        for (t = 0; t < n; t++)
            trial->present[t] = trial->present[t] && z.present[t];
        series_free(&z);
    }
    for (t = 0; t < n; t++) {
        if (trial->present[t])
            continue;
        trial->y.values[t] = 0;
        for (j = 0; j < outcome->contexts; j++)
            trial->context[j * n + t] = 0;
    }
    season = outcome->timed ? outcome->season : no_season;
    for (t = 0; t < n && !trial->panel; t++)
        season.rows += trial->present[t];
    season_offer(&trial->season, &season, trial->panel ? trial->panel->periods : n);
    trial->sieve = (struct sieve){
        .n = n, .timed = outcome->timed, .y = trial->y.values, .zero = trial->y.zero,
        .present = trial->present,
        .context = trial->context, .contexts = outcome->contexts, .season = &trial->season,
        .panel = trial->panel, .robust = trial->options->method != NULL,
        .given = outcome->given,
    };
    draw_start(&trial->observed[0], n);
    sieve_start(&trial->sieve, &trial->observed[0]);
    white_start(&trial->white[0], &trial->sieve);
    white_make(&trial->sieve, &trial->observed[0], &trial->white[0]);
    trial->made[0] = true;
}

/* A panel's axis has rows that nobody has: there the caller has looked at what is missing. */
static double missing_share(const struct trial *trial, size_t there)
{
    size_t own = trial->outcome->own ? trial->outcome->own : trial->outcome->n;

    if (trial->panel || own == 0)
        return 0;
    return 1 - (double)there / (double)own;
}

/* What is wrong with the outcome, whatever the output. */
static enum link_reason judge_outcome(const struct trial *trial, double missing_max, double *value,
                                      double *limit)
{
    const struct sieve *sieve = &trial->sieve;
    double power = project_dot(sieve->y, sieve->y, sieve->n);
    double left = 0;
    double share = missing_share(trial, trial->y.there);
    size_t controls;
    size_t t;

    for (t = 0; t < sieve->n; t++)
        if (sieve->present[t])
            left += trial->observed[0].left[t] * trial->observed[0].left[t];
    *limit = NAN;
    *value = share;
    if (share > missing_max) {
        *limit = missing_max;
        return LINK_Y_MISSING;
    }
    *value = (double)sieve->rows;
    *limit = (double)trial->rows_min;
    if (sieve->rows < trial->rows_min)
        return LINK_TOO_FEW_ROWS;
    *value = trial->y.first;
    *limit = trial->panel ? NAN : trial->y.range;
    /* A panel's own columns were looked at before: here, effects have been taken out. */
    if (trial->y.constant)
        return trial->panel ? LINK_Y_EXPLAINED : LINK_Y_CONSTANT;
    controls = sieve->controls[trial->observed[0].season].columns + sieve_taken(sieve, sieve->rows);
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
static bool reject_output(struct job *job, const struct trial *trial, double missing_max)
{
    size_t n = trial->outcome->n;
    int longest = abs(job->output.lag_last) > abs(job->output.lag_first)
                      ? job->output.lag_last : job->output.lag_first;
    double share = missing_share(trial, job->x.there);

    if (share > missing_max)
        link_give_up(job->result, LINK_X_MISSING, share, missing_max);
    else if (job->x.constant)
        link_give_up(job->result, trial->panel ? LINK_X_EXPLAINED : LINK_X_CONSTANT,
                     trial->panel ? NAN : job->x.first,
                     trial->panel ? NAN : job->x.range);
    else if ((size_t)abs(longest) >= n)
        link_give_up(job->result, LINK_LAGS_TOO_LONG, longest, (double)n);
    return job->result->reason != LINK_USABLE;
}

/* The sample with these lags and missing rows, made if there is none yet. */
static size_t find_sample(struct trial *trial, int lag_first, int lag_last, const bool *x_present)
{
    size_t n = trial->outcome->n;
    size_t s;

    for (s = 0; s < trial->sample_count; s++) {
        const struct lag_scan *sample = &trial->samples[s];

        if (sample->lag_first == lag_first && sample->lag_last == lag_last &&
            memcmp(sample->x_present, x_present, n * sizeof *x_present) == 0)
            return s;
    }
    lag_scan_start(&trial->samples[s], &trial->sieve, x_present, lag_first, lag_last);
    trial->sample_count++;
    return s;
}

static void prepare(void *context, size_t block, size_t worker)
{
    struct trial *trial = context;
    struct job *job = &trial->jobs[block];

    (void)worker;
    regressor_start(&job->regressor, &trial->sieve, &trial->samples[job->sample], job->x.values);
    if (job->window.tried)
        regressor_start(&job->window.regressor, &trial->sieve,
                        &trial->samples[job->window.sample], job->window.x.values);
}

/* What a job makes of a simulated outcome on sample s, lags and window. */
static int take_peak(struct trial *trial, struct job *job, size_t s, size_t b,
                     struct bench *bench, struct error *err)
{
    if (job->window.tried && job->window.sample == s)
        job->peaks[b] = fmax(job->peaks[b], regressor_peak(&job->window.regressor, &bench->white,
                                                           &bench->view, &bench->scratch));
    if (job->sample != s)
        return 0;
    job->peaks[b] = fmax(job->peaks[b], regressor_peak(&job->regressor, &bench->white,
                                                       &bench->view, &bench->scratch));
    return job->found ? link_method_peak(trial, job, &bench->white, &bench->view, bench->columns,
                                         &job->found->peaks[b], err)
                      : 0;
}

/* What the jobs whose output has season u make of a simulated outcome. */
static int take_peaks(struct trial *trial, size_t u, size_t b, struct bench *bench,
                      struct error *err)
{
    size_t s, j;

    bench->draw.least = u;
    sieve_refit(&trial->sieve, bench->y, bench->spare, bench->work, &bench->draw);
    white_make(&trial->sieve, &bench->draw, &bench->white);
    for (s = 0; s < trial->sample_count; s++) {
        view_make(&trial->sieve, &trial->samples[s], &bench->white, &bench->view);
        for (j = 0; j < trial->job_count; j++)
            if (trial->jobs[j].season == u &&
                take_peak(trial, &trial->jobs[j], s, b, bench, err) != 0)
                return -1;
    }
    return 0;
}

static void resample(void *context, size_t block, size_t worker)
{
    struct trial *trial = context;
    struct bench *bench = &trial->benches[worker];
    size_t total = trial->options->resamples;
    size_t first = block * BLOCK;
    size_t last = first + BLOCK < total ? first + BLOCK : total;
    struct error *err = trial->errors ? &trial->errors[block] : NULL;
    size_t b, u;

    for (b = first; b < last; b++) {
        sieve_simulate(&trial->sieve, trial->options->seed, b, bench->y);
        for (u = 0; u < trial->season.count; u++)
            if (trial->wanted[u] && take_peaks(trial, u, b, bench, err) != 0)
                return;
    }
    if (trial->options->progress) {
        pthread_mutex_lock(&trial->lock);
        trial->done += last - first;
        trial->options->progress(trial->options->progress_context, trial->done, total);
        pthread_mutex_unlock(&trial->lock);
    }
}

/* Step 1 of the observed outcome, with a season that contains this one. */
static void observe(struct trial *trial, size_t season)
{
    struct draw *draw = &trial->observed[season];
    size_t n = trial->outcome->n;
    double *spare, *work;

    if (trial->made[season])
        return;
    trial->made[season] = true;
    spare = xarray(n, sizeof *spare);
    work = xarray(AR_WORK(n), sizeof *work);
    draw_start(draw, n);
    draw->least = season;
    sieve_refit(&trial->sieve, trial->y.values, spare, work, draw);
    white_start(&trial->white[season], &trial->sieve);
    white_make(&trial->sieve, draw, &trial->white[season]);
    free(spare);
    free(work);
}

/* Rows that a lag leaves after whitening. */
static size_t rows_at(const struct trial *trial, const struct job *job, int lag)
{
    const struct sieve *sieve = &trial->sieve;
    size_t order = trial->observed[job->season].ar.order, count = 0, t, k;

    for (t = 0; t < sieve->n; t++) {
        ptrdiff_t at = (ptrdiff_t)t - lag;

        if (!sieve->whole[order][t] || at < (ptrdiff_t)order || at >= (ptrdiff_t)sieve->n)
            continue;
        for (k = 0; k <= order && job->x.present[at - (ptrdiff_t)k]; k++)
            ;
        count += k > order;
    }
    return count;
}

/* Lags that nobody asked for make no link unusable. */
static void shorten_lags(const struct trial *trial, struct job *job)
{
    struct link_output *output = &job->output;

    while (output->lags_auto && output->lag_last > 0 &&
           rows_at(trial, job, output->lag_last) < trial->rows_min)
        output->lag_last--;
    while (output->lags_auto && output->lag_first < 0 &&
           rows_at(trial, job, output->lag_first) < trial->rows_min)
        output->lag_first++;
    job->lags = job->result->lags_tried =
        (size_t)(job->output.lag_last - job->output.lag_first) + 1;
}

/* Figures out whether a link can be tested, once its sample is known. */
static int admit(struct trial *trial, struct job *job, struct error *err)
{
    struct link_result *result = job->result;
    struct view view;
    const struct lag_scan *sample;
    bool *rows = xarray(trial->outcome->n, sizeof *rows);
    size_t fewest = SIZE_MAX;
    double freedom = INFINITY, power = 0;
    size_t l;

    /* A season of x's own that y's fit overlooks would look like a link. */
    if (trial->outcome->timed && !trial->panel)
        job->season = sieve_season(&trial->sieve, job->x.values, job->x.present);
    observe(trial, job->season);
    shorten_lags(trial, job);
    job->sample = find_sample(trial, job->output.lag_first, job->output.lag_last, job->x.present);
    sample = &trial->samples[job->sample];
    view_start(&view, &trial->sieve, job->lags);
    view_make(&trial->sieve, sample, &trial->white[job->season], &view);
    for (l = 0; l < job->lags; l++) {
        size_t count = lag_scan_rows(sample, &trial->sieve, trial->observed[job->season].ar.order, l, rows);

        fewest = count < fewest ? count : fewest;
        freedom = fmin(freedom, view.freedom[l]);
        power = fmax(power, view.power[l]);
    }
    view_free(&view);
    free(rows);
    result->n = fewest;
    if (fewest < trial->rows_min)
        link_give_up(result, LINK_TOO_FEW_ROWS, (double)fewest, (double)trial->rows_min);
    else if (freedom < 1)
        link_give_up(result, LINK_TOO_MANY_CONTROLS, (double)fewest - freedom - 1,
                     (double)fewest);
    else if (!(power > 1e-22))
        link_give_up(result, LINK_Y_EXPLAINED, NAN, NAN);
    else if (trial->options->method)
        return link_method_observe(trial, job, err);
    return 0;
}

/* A window where there is one series in time that is not short, and the statistic is the slope's. */
static void add_window(struct trial *trial, struct job *job)
{
    if (!trial->outcome->timed || trial->panel || trial->options->method ||
        trial->sieve.rows < AR_SHORT)
        return;
    mean_lag_start(&job->window, job->output.lag_first, job->output.lag_last, &job->x);
    if (job->window.tried)
        job->window.sample = find_sample(trial, 0, 0, job->window.x.present);
}

void bench_start(struct bench *bench, const struct trial *trial)
{
    size_t n = trial->outcome->n;
    int least = 0, most = 0;
    size_t j;

    for (j = 0; j < trial->job_count; j++) {
        least = trial->jobs[j].output.lag_first < least ? trial->jobs[j].output.lag_first : least;
        most = trial->jobs[j].output.lag_last > most ? trial->jobs[j].output.lag_last : most;
    }
    draw_start(&bench->draw, n);
    white_start(&bench->white, &trial->sieve);
    view_start(&bench->view, &trial->sieve, (size_t)(most - least) + 1);
    scratch_start(&bench->scratch, &trial->sieve, least, most);
    bench->y = xarray(n, sizeof *bench->y);
    bench->spare = xarray(n, sizeof *bench->spare);
    bench->work = xarray(AR_WORK(n), sizeof *bench->work);
    bench->columns = trial->options->method ? link_columns_new(trial) : NULL;
}

void bench_free(struct bench *bench)
{
    draw_free(&bench->draw);
    white_free(&bench->white);
    view_free(&bench->view);
    scratch_free(&bench->scratch);
    free(bench->y);
    free(bench->spare);
    free(bench->work);
    link_columns_free(bench->columns);
}

/* The error of the first block that has one. */
static int first_error(const struct trial *trial, size_t blocks, struct error *err)
{
    size_t block;

    for (block = 0; trial->errors && block < blocks; block++) {
        if (trial->errors[block].what[0]) {
            *err = trial->errors[block];
            return -1;
        }
    }
    return 0;
}

static void report(void *context, size_t block, size_t worker)
{
    struct trial *trial = context;

    (void)worker;
    link_report(trial, &trial->jobs[block]);
}

static int run(struct trial *trial, struct error *err)
{
    const struct link_options *options = trial->options;
    size_t workers = options->threads ? options->threads : 1;
    size_t blocks = (options->resamples + BLOCK - 1) / BLOCK;
    size_t j;
    int status;

    for (j = 0; j < trial->job_count; j++)
        trial->jobs[j].peaks = xcalloc(options->resamples, sizeof(double));
    if (options->method)
        trial->errors = xcalloc(blocks, sizeof *trial->errors);
    parallel_for(trial->job_count, workers, prepare, trial);
    trial->benches = xarray(workers, sizeof *trial->benches);
    for (j = 0; j < workers; j++)
        bench_start(&trial->benches[j], trial);
    pthread_mutex_init(&trial->lock, NULL);
    parallel_for(blocks, workers, resample, trial);
    pthread_mutex_destroy(&trial->lock);
    for (j = 0; j < workers; j++)
        bench_free(&trial->benches[j]);
    free(trial->benches);
    status = first_error(trial, blocks, err);
    free(trial->errors);
    if (status == 0)
        parallel_for(trial->job_count, workers, report, trial);
    for (j = 0; j < trial->job_count; j++) {
        regressor_free(&trial->jobs[j].regressor);
        free(trial->jobs[j].peaks);
    }
    return status;
}

static void job_free(struct job *job)
{
    series_free(&job->x);
    mean_lag_free(&job->window);
    link_found_free(job->found);
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

int link_run(const struct link_outcome *outcome, const struct layout *panel,
             const struct link_output *outputs, size_t count, const struct link_options *options,
             struct link_result *results, struct error *err)
{
    double missing_max = options->missing_max > 0 ? options->missing_max : .20;
    struct trial trial = { .outcome = outcome, .panel = panel, .options = options };
    enum link_reason reason;
    double value, limit;
    size_t j;
    int status = 0;

    if (check(outcome, outputs, count, options, err) != 0)
        return -1;
    trial.rows_min = options->rows_min ? options->rows_min : panel ? PANEL_ROWS_MIN : LINK_ROWS_MIN;
    start_outcome(&trial);
    reason = judge_outcome(&trial, missing_max, &value, &limit);
    trial.samples = xcalloc(2 * count, sizeof *trial.samples);
    trial.jobs = xcalloc(count, sizeof *trial.jobs);
    for (j = 0; j < count && status == 0; j++) {
        struct job *job = &trial.jobs[trial.job_count];
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
        *job = (struct job){ .output = outputs[j], .result = &results[j],
                             .lags = results[j].lags_tried };
        series_start(&job->x, outputs[j].x, outcome->n);
        if (!reject_output(job, &trial, missing_max)) {
            if (outcome->timed && !panel)
                series_bridge(&job->x);
            status = admit(&trial, job, err);
        }
        if (job->result->reason == LINK_USABLE) {
            add_window(&trial, job);
            trial.wanted[job->season] = true;
            trial.job_count++;
        } else {
            job_free(job);
        }
    }
    if (trial.job_count > 0 && status == 0)
        status = run(&trial, err);
    for (j = 0; j < trial.job_count; j++)
        job_free(&trial.jobs[j]);
    for (j = 0; j < trial.sample_count; j++)
        lag_scan_free(&trial.samples[j]);
    free(trial.jobs);
    free(trial.samples);
    for (j = 0; j < SEASON_CANDIDATES; j++)
        if (trial.made[j]) {
            draw_free(&trial.observed[j]);
            white_free(&trial.white[j]);
        }
    sieve_free(&trial.sieve);
    season_free(&trial.season);
    series_free(&trial.y);
    free(trial.context);
    free(trial.present);
    return status;
}
