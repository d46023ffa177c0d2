/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/link.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "stats/interval.h"
#include "stats/plain.h"
#include "stats/project.h"
#include "stats/series.h"
#include "stats/sieve.h"

/* Resamples one block of parallel work does. */
enum { BLOCK = 32 };

/* The normal quantile of 80 % power. */
static const double POWER_80 = 0.8416212335729143;

/* One link while it is being tested. */
struct job {
    const struct link_output *output;
    struct link_result *result;
    struct series x;
    size_t lags;
    size_t sample;              /* index of its sample */
    struct regressor regressor;
    double *peaks;              /* T* of every resample */
};

struct trial {
    const struct link_outcome *outcome;
    const struct link_options *options;
    size_t rows_min;
    struct series y;
    bool *present;              /* y and every context column */
    double *context;            /* scaled, 0 where not present */
    struct season season;
    struct sieve sieve;
    struct draw observed;
    struct sample *samples;
    size_t sample_count;
    struct job *jobs;           /* those that can be tested */
    size_t job_count;
    struct scratch *scratch;    /* one for each worker */
    size_t done;
    pthread_mutex_t lock;
};

void link_result_clear(struct link_result *result, enum link_reason reason, double value,
                       double limit)
{
    *result = (struct link_result){
        .reason = reason, .reason_value = value, .reason_limit = limit,
        .effect = NAN, .se = NAN, .t = NAN, .effect_low = NAN, .effect_high = NAN,
        .r = NAN, .r_low = NAN, .r_high = NAN, .p = NAN, .critical95 = NAN, .critical90 = NAN,
        .n_eff = NAN, .mde = NAN, .more_periods = NAN, .low90_least = NAN, .high90_most = NAN,
        .naive_effect = NAN, .naive_r = NAN, .naive_p = NAN,
        .adjusted_r = NAN, .adjusted_low = NAN, .adjusted_high = NAN,
    };
}

/* As above, keeping what was found before it turned out that the link is unusable. */
static void give_up(struct link_result *result, enum link_reason reason, double value, double limit)
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

void link_result_free(struct link_result *result)
{
    free(result->profile);
    free(result->working);
    result->profile = NULL;
    result->working = NULL;
}

static void start_outcome(struct trial *trial)
{
    static const struct season_request no_season = { .mode = SEASON_OFF };
    const struct link_outcome *outcome = trial->outcome;
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
    season_offer(&trial->season, outcome->timed ? &outcome->season : &no_season, n);
    trial->sieve = (struct sieve){
        .n = n, .timed = outcome->timed, .y = trial->y.values, .present = trial->present,
        .context = trial->context, .contexts = outcome->contexts, .season = &trial->season,
    };
    draw_start(&trial->observed, n);
    sieve_start(&trial->sieve, &trial->observed);
}

/* What is wrong with the outcome, whatever the output. */
static enum link_reason judge_outcome(const struct trial *trial, double missing_max, double *value,
                                      double *limit)
{
    const struct sieve *sieve = &trial->sieve;
    double power = project_dot(sieve->y, sieve->y, sieve->n);
    double left = 0;
    double share = sieve->n ? 1 - (double)trial->y.there / (double)sieve->n : 0;
    size_t t;

    for (t = 0; t < sieve->n; t++)
        if (sieve->present[t])
            left += trial->observed.left[t] * trial->observed.left[t];
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
    *limit = NAN;
    if (trial->y.constant)
        return LINK_Y_CONSTANT;
    *value = (double)sieve->columns[trial->observed.season];
    *limit = (double)sieve->rows;
    if (sieve->columns[trial->observed.season] + 2 > sieve->rows)
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
    int longest = abs(job->output->lag_last) > abs(job->output->lag_first)
                      ? job->output->lag_last : job->output->lag_first;
    double share = n ? 1 - (double)job->x.there / (double)n : 0;

    if (share > missing_max)
        give_up(job->result, LINK_X_MISSING, share, missing_max);
    else if (job->x.constant)
        give_up(job->result, LINK_X_CONSTANT, job->x.first, NAN);
    else if ((size_t)abs(longest) >= n)
        give_up(job->result, LINK_LAGS_TOO_LONG, longest, (double)n);
    return job->result->reason != LINK_USABLE;
}

static bool same_sample(const struct job *a, const struct job *b, size_t n)
{
    return a->output->lag_first == b->output->lag_first &&
           a->output->lag_last == b->output->lag_last &&
           memcmp(a->x.present, b->x.present, n * sizeof *a->x.present) == 0;
}

static void find_sample(struct trial *trial, struct job *job)
{
    struct job *other;

    for (other = trial->jobs; other < job; other++) {
        if (same_sample(job, other, trial->outcome->n)) {
            job->sample = other->sample;
            return;
        }
    }
    job->sample = trial->sample_count;
    sample_start(&trial->samples[trial->sample_count++], &trial->sieve, job->x.present,
                 job->output->lag_first, job->output->lag_last);
}

static void prepare(void *context, size_t block, size_t worker)
{
    struct trial *trial = context;
    struct job *job = &trial->jobs[block];

    (void)worker;
    regressor_start(&job->regressor, &trial->sieve, &trial->samples[job->sample], job->x.values);
}

static void resample(void *context, size_t block, size_t worker)
{
    struct trial *trial = context;
    struct scratch *scratch = &trial->scratch[worker];
    size_t total = trial->options->resamples;
    size_t first = block * BLOCK;
    size_t last = first + BLOCK < total ? first + BLOCK : total;
    size_t b, s, j;

    for (b = first; b < last; b++) {
        sieve_simulate(&trial->sieve, trial->options->seed, b, scratch->y);
        sieve_refit(&trial->sieve, scratch->y, scratch, &scratch->draw);
        for (s = 0; s < trial->sample_count; s++) {
            white_make(&trial->sieve, &trial->samples[s], &scratch->draw, &scratch->white);
            for (j = 0; j < trial->job_count; j++)
                if (trial->jobs[j].sample == s)
                    trial->jobs[j].peaks[b] = regressor_statistic(
                        &trial->jobs[j].regressor, &scratch->draw, &scratch->white, scratch);
        }
    }
    if (trial->options->progress) {
        pthread_mutex_lock(&trial->lock);
        trial->done += last - first;
        trial->options->progress(trial->options->progress_context, trial->done, total);
        pthread_mutex_unlock(&trial->lock);
    }
}

/* The observed x at one lag, filtered and free of controls; returns its sum of squares. */
static double white_x(const struct trial *trial, const struct job *job, const struct white *white,
                      int lag, double *raw, double *out)
{
    const struct draw *draw = &trial->observed;
    const struct sample *sample = &trial->samples[job->sample];
    const struct sample_basis *basis = &sample->basis[draw->season][draw->ar.order];
    const bool *rows = sample->rows[draw->ar.order];
    size_t n = trial->outcome->n;
    double before = 0;
    size_t t;
    int pass;

    for (t = 0; t < n; t++) {
        ptrdiff_t at = (ptrdiff_t)t - lag;

        raw[t] = at >= 0 && at < (ptrdiff_t)n ? job->x.values[at] : 0;
        if (rows[t])
            before += raw[t] * raw[t];
    }
    ar_filter(&draw->ar, raw, n, out);
    for (t = 0; t < n; t++)
        out[t] = rows[t] ? out[t] : 0;
    for (pass = 0; pass < 2; pass++) {
        project_out(basis->values, n, basis->columns, out);
        project_out(white->context, n, white->contexts, out);
    }
    {
        double after = project_dot(out, out, n);

        return after > 1e-20 * before ? after : 0;
    }
}

/* t, effect and se at one lag from the working columns of that lag, in the columns' own units. */
static void measure(const struct trial *trial, const struct job *job, const struct white *white,
                    const double *x, double power, struct link_lag *row)
{
    size_t n = trial->outcome->n;
    double slope = project_dot(x, white->y, n) / power;
    double left = 0;
    int exponent = trial->y.exponent - job->x.exponent;
    double se;
    size_t t;

    for (t = 0; t < n; t++) {
        double residual = white->y[t] - slope * x[t];

        left += residual * residual;
    }
    /* A perfect fit has no error to divide by; its t is as large as digits can tell. */
    left = fmax(left, 1e-30 * white->power);
    se = sqrt(left / white->freedom / power);
    row->t = slope / se;
    row->effect = ldexp(slope, exponent);
    row->se = ldexp(se, exponent);
}

static void fill_working(const struct trial *trial, const struct job *job,
                         const struct white *white, int lag, const double *x)
{
    const bool *rows = trial->samples[job->sample].rows[trial->observed.ar.order];
    struct link_working *next;
    size_t t;

    job->result->working = next = xarray(job->result->n, sizeof *next);
    for (t = 0; t < trial->outcome->n; t++) {
        if (!rows[t])
            continue;
        *next++ = (struct link_working){
            .row = t,
            .x = job->output->x[(ptrdiff_t)t - lag],
            .y = trial->outcome->y[t],
            .x_white = ldexp(x[t], job->x.exponent),
            .y_white = ldexp(white->y[t], trial->y.exponent),
        };
    }
}

/* Constant, trend, season and context as plain_adjusted wants them; the caller frees. */
static double *plain_controls(const struct trial *trial, bool context, size_t *count)
{
    const struct season_candidate *season = &trial->season.candidate[trial->observed.season];
    size_t n = trial->outcome->n;
    size_t contexts = context ? trial->outcome->contexts : 0;
    double *columns = xarray((2 + season->columns + contexts) * n, sizeof *columns);
    size_t t;

    *count = 2 + season->columns + contexts;
    for (t = 0; t < n; t++) {
        columns[t] = 1;
        columns[n + t] = trial->outcome->timed ? (double)t / (double)n : 0;
    }
    memcpy(columns + 2 * n, season->values, season->columns * n * sizeof *columns);
    memcpy(columns + (2 + season->columns) * n, trial->context, contexts * n * sizeof *columns);
    return columns;
}

static void fill_plain(const struct trial *trial, struct job *job)
{
    struct link_result *result = job->result;
    size_t n = trial->outcome->n;
    double *y = xarray(n, sizeof *y);
    double *x = xarray(n, sizeof *x);
    struct plain_signs signs;
    double *controls;
    size_t count, t;

    for (t = 0; t < n; t++) {
        y[t] = trial->present[t] ? trial->y.values[t] : NAN;
        x[t] = job->x.present[t] ? job->x.values[t] : NAN;
    }
    controls = plain_controls(trial, true, &count);
    signs = plain_adjusted(x, y, n, result->lag, controls, count);
    result->sign_plain = signs.itself;
    result->sign_rank = signs.rank;
    result->sign_differenced = trial->outcome->timed ? signs.differenced : signs.itself;
    free(controls);
    controls = plain_controls(trial, false, &count);
    result->adjusted_r = plain_adjusted(x, y, n, 0, controls, count).r;
    free(controls);
    free(x);
    free(y);
}

/* How many more periods until the smallest visible effect is min_effect, at se ~ 1/sqrt(df). */
static double periods_needed(const struct trial *trial, const struct job *job)
{
    const struct link_result *result = job->result;
    double ratio = result->mde / job->output->min_effect;
    double more = ceil(result->n_eff * (ratio * ratio - 1));
    double lost = (double)trial->observed.ar.order;
    double share;

    if (!(job->output->min_effect > 0))
        return NAN;
    if (!(more > 0))
        return 0;
    lost += job->output->lag_last > 0 ? job->output->lag_last : 0;
    lost += job->output->lag_first < 0 ? -job->output->lag_first : 0;
    /* New periods will have as many gaps as the old ones. */
    share = (double)result->n / fmax((double)trial->outcome->n - lost, (double)result->n);
    return ceil(more / share);
}

/* Everything that is said of the lag of the largest |t|, and of all lags together. */
static void conclude(const struct trial *trial, struct job *job, const struct link_lag *rows,
                     size_t peak)
{
    struct link_result *result = job->result;
    const struct link_lag *best = &rows[peak];
    const struct link_lag *zero = best;
    size_t l;

    result->lag = best->lag;
    result->effect = best->effect;
    result->se = best->se;
    result->t = best->t;
    result->effect_low = best->low95;
    result->effect_high = best->high95;
    result->r = best->r;
    result->r_low = best->r_low;
    result->r_high = best->r_high;
    result->p = best->p;
    result->mde = (result->critical95 + POWER_80) * best->se;
    result->low90_least = INFINITY;
    result->high90_most = -INFINITY;
    for (l = 0; l < job->lags; l++) {
        if (isnan(rows[l].t))
            continue;
        result->low90_least = fmin(result->low90_least, rows[l].low90);
        result->high90_most = fmax(result->high90_most, rows[l].high90);
        if (rows[l].lag == 0)
            zero = &rows[l];
    }
    result->adjusted_low = zero->low95;
    result->adjusted_high = zero->high95;
    result->more_periods = periods_needed(trial, job);
    result->trend = trial->outcome->timed;
    result->trend_in_both = true;
    result->season = trial->season.candidate[trial->observed.season];
    result->season.values = NULL;
    result->season_too_short = trial->season.too_short;
    result->contexts = trial->outcome->contexts;
    result->ar_order = trial->observed.ar.order;
    memcpy(result->ar_phi, trial->observed.ar.phi, sizeof result->ar_phi);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Lag by lag on the observed outcome; then the figures, unless no lag could be measured. */
static void report(const struct trial *trial, struct job *job, struct white *white)
{
    struct link_result *result = job->result;
    const struct sample *sample = &trial->samples[job->sample];
    size_t n = trial->outcome->n;
    size_t count = trial->options->resamples;
    struct link_lag *rows = xarray(job->lags, sizeof *rows);
    double *raw = xarray(n, sizeof *raw);
    double *x = xarray(n, sizeof *x);
    double power;
    size_t peak = job->lags;
    size_t l;

    qsort(job->peaks, count, sizeof *job->peaks, ascending);
    result->critical95 = interval_critical(job->peaks, count, 5);
    result->critical90 = interval_critical(job->peaks, count, 10);
    result->n_eff = white->freedom;
    for (l = 0; l < job->lags; l++) {
        struct link_lag *row = &rows[l];

        *row = (struct link_lag){
            .lag = sample->lag_first + (int)l, .n = result->n, .t = NAN, .effect = NAN,
            .se = NAN, .low95 = NAN, .high95 = NAN, .low90 = NAN, .high90 = NAN, .r = NAN,
            .r_low = NAN, .r_high = NAN, .p = NAN };
        power = white_x(trial, job, white, row->lag, raw, x);
        if (!(power > 0))
            continue;
        measure(trial, job, white, x, power, row);
        interval_fill(row, white->freedom, job->peaks, count);
        if (peak == job->lags || fabs(row->t) > fabs(rows[peak].t))
            peak = l;
    }
    if (peak == job->lags) {
        give_up(result, LINK_X_EXPLAINED, NAN, NAN);
    } else if (!isfinite(rows[peak].effect) || !isfinite(rows[peak].high95) ||
               !isfinite(rows[peak].low95)) {
        give_up(result, LINK_OUT_OF_RANGE, NAN, NAN);
    } else {
        conclude(trial, job, rows, peak);
        fill_plain(trial, job);
        if (job->output->working) {
            white_x(trial, job, white, result->lag, raw, x);
            fill_working(trial, job, white, result->lag, x);
        }
        if (job->output->profile) {
            result->profile = rows;
            rows = NULL;
        }
    }
    free(rows);
    free(raw);
    free(x);
}

/* The observed outcome on a link's sample, projected twice: its figures are reported. */
static void white_observed(const struct trial *trial, const struct job *job, struct white *white)
{
    const struct sample *sample = &trial->samples[job->sample];
    const struct draw *draw = &trial->observed;
    const struct sample_basis *basis = &sample->basis[draw->season][draw->ar.order];
    size_t n = trial->outcome->n;

    white_make(&trial->sieve, sample, draw, white);
    project_out(basis->values, n, basis->columns, white->y);
    project_out(white->context, n, white->contexts, white->y);
    white->power = project_dot(white->y, white->y, n);
}

/* Figures out which links can be tested once their samples are known; drops the others. */
static void admit(struct trial *trial, struct job *job)
{
    const struct sample *sample;
    struct link_result *result = job->result;
    struct white white;
    double rows, freedom, power;

    find_sample(trial, job);
    sample = &trial->samples[job->sample];
    result->n = sample->count[trial->observed.ar.order];
    rows = (double)result->n;
    white_start(&white, trial->outcome->n, trial->outcome->contexts);
    white_observed(trial, job, &white);
    freedom = white.freedom;
    power = white.power;
    white_free(&white);
    if (result->n < trial->rows_min)
        give_up(result, LINK_TOO_FEW_ROWS, rows, (double)trial->rows_min);
    else if (freedom < 1)
        give_up(result, LINK_TOO_MANY_CONTROLS, rows - freedom - 1, rows);
    else if (!(power > 1e-22))
        give_up(result, LINK_Y_EXPLAINED, NAN, NAN);
}

static void run(struct trial *trial)
{
    const struct link_options *options = trial->options;
    size_t workers = options->threads ? options->threads : 1;
    size_t blocks = (options->resamples + BLOCK - 1) / BLOCK;
    size_t most = 1;
    struct white white;
    size_t j;

    for (j = 0; j < trial->job_count; j++) {
        trial->jobs[j].peaks = xarray(options->resamples, sizeof(double));
        if (trial->jobs[j].lags > most)
            most = trial->jobs[j].lags;
    }
    parallel_for(trial->job_count, workers, prepare, trial);
    trial->scratch = xarray(workers, sizeof *trial->scratch);
    for (j = 0; j < workers; j++)
        scratch_start(&trial->scratch[j], &trial->sieve, most);
    pthread_mutex_init(&trial->lock, NULL);
    parallel_for(blocks, workers, resample, trial);
    pthread_mutex_destroy(&trial->lock);
    for (j = 0; j < workers; j++)
        scratch_free(&trial->scratch[j]);
    free(trial->scratch);
    white_start(&white, trial->outcome->n, trial->outcome->contexts);
    for (j = 0; j < trial->job_count; j++) {
        white_observed(trial, &trial->jobs[j], &white);
        report(trial, &trial->jobs[j], &white);
        regressor_free(&trial->jobs[j].regressor);
        free(trial->jobs[j].peaks);
    }
    white_free(&white);
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
    double missing_max = options->missing_max > 0 ? options->missing_max : .20;
    struct trial trial = { .outcome = outcome, .options = options };
    enum link_reason reason;
    double value, limit;
    size_t j;

    if (check(outcome, outputs, count, options, err) != 0)
        return -1;
    trial.rows_min = options->rows_min ? options->rows_min : LINK_ROWS_MIN;
    start_outcome(&trial);
    reason = judge_outcome(&trial, missing_max, &value, &limit);
    trial.samples = xcalloc(count, sizeof *trial.samples);
    trial.jobs = xcalloc(count, sizeof *trial.jobs);
    for (j = 0; j < count; j++) {
        struct job *job = &trial.jobs[trial.job_count];
        struct plain_fit naive = plain_slope(outputs[j].x, outcome->y, outcome->n);

        link_result_clear(&results[j], LINK_USABLE, NAN, NAN);
        results[j].naive_effect = naive.slope;
        results[j].naive_r = naive.r;
        results[j].naive_p = naive.p;
        results[j].naive_n = naive.n;
        results[j].lags_tried = (size_t)(outputs[j].lag_last - outputs[j].lag_first) + 1;
        if (reason != LINK_USABLE) {
            give_up(&results[j], reason, value, limit);
            continue;
        }
        *job = (struct job){ .output = &outputs[j], .result = &results[j],
                             .lags = results[j].lags_tried };
        series_start(&job->x, outputs[j].x, outcome->n);
        if (!reject_output(job, &trial, missing_max))
            admit(&trial, job);
        if (job->result->reason == LINK_USABLE)
            trial.job_count++;
        else
            series_free(&job->x);
    }
    if (trial.job_count > 0)
        run(&trial);
    for (j = 0; j < trial.job_count; j++)
        series_free(&trial.jobs[j].x);
    for (j = 0; j < trial.sample_count; j++)
        sample_free(&trial.samples[j]);
    free(trial.jobs);
    free(trial.samples);
    draw_free(&trial.observed);
    sieve_free(&trial.sieve);
    season_free(&trial.season);
    series_free(&trial.y);
    free(trial.context);
    free(trial.present);
    return 0;
}
