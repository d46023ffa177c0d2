/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/progress.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static enum progress_mode mode = PROGRESS_AUTO;
static const char *job;
static size_t job_total;
static atomic_size_t job_done;
static double job_start;
static _Atomic double next_show;
static bool shown;
static pthread_mutex_t drawing = PTHREAD_MUTEX_INITIALIZER;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progress_set(enum progress_mode wanted)
{
    mode = wanted;
}

void progress_begin(const char *what, size_t total)
{
    if (mode == PROGRESS_NEVER || (mode == PROGRESS_AUTO && !isatty(STDERR_FILENO)))
        return;
    job_total = total;
    atomic_store(&job_done, 0);
    job_start = now();
    atomic_store(&next_show, job_start + 1);
    job = what;
}

static void draw(double at, size_t done)
{
    double spent = at - job_start;
    char line[160];
    int n;

    if (job_total == 0) {
        n = snprintf(line, sizeof line, "%s: %zu, %.0f s", job, done, spent);
    } else {
        double part = (double)done / (double)job_total;

        n = snprintf(line, sizeof line, "%s: %.0f %%", job, 100 * part);
        if (part > 0.005 && n > 0 && (size_t)n < sizeof line)
            n += snprintf(line + n, sizeof line - (size_t)n, ", %.0f s left", spent / part - spent);
    }
    if (mode == PROGRESS_ALWAYS)
        fprintf(stderr, "%s\n", line);
    else
        fprintf(stderr, "\r%.78s\033[K", line);
    fflush(stderr);
    shown = true;
}

void progress_step(size_t steps)
{
    size_t done;
    double at;

    if (!job)
        return;
    done = atomic_fetch_add(&job_done, steps) + steps;
    at = now();
    if (at < atomic_load(&next_show) || pthread_mutex_trylock(&drawing) != 0)
        return;
    if (at >= atomic_load(&next_show)) {
        atomic_store(&next_show, at + (mode == PROGRESS_ALWAYS ? 5 : 0.2));
        draw(at, done);
    }
    pthread_mutex_unlock(&drawing);
}

void progress_clear(void)
{
    if (shown && mode == PROGRESS_AUTO) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    shown = false;
}

void progress_end(void)
{
    progress_clear();
    job = NULL;
}
