/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written down of a look. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "ledger/look_private.h"

static void add_number(struct text *out, const char *key, double value)
{
    char number[NUMBER_SIZE];

    if (isfinite(value)) {
        number_format(value, number);
        text_addf(out, "%s%s=%s", out->length ? " " : "", key, number);
    }
}

static char *plan_sum(const struct look *look)
{
    struct text out = TEXT_EMPTY;
    char period[PERIOD_SIZE];

    text_addf(&out, "plan=%08" PRIx32 " lags=%d..%d",
              (uint32_t)(sum_bytes(SUM_START, look->plan, strlen(look->plan)) >> 32), look->lags[0],
              look->lags[1]);
    if (look->data_to != SIZE_MAX && look->end >= 0) {
        look_period(look->axis, (size_t)look->end, period);
        text_addf(&out, " end=%s", period);
    }
    add_number(&out, "total", look->total);
    text_addf(&out, " | %s", look->plan);
    if (look->was)
        text_addf(&out, " | was %s", look->was);
    return text_take(&out);
}

/* The first position of what has not been summed up before, or is summed up anew. */
static long first_new(const struct look *look)
{
    long position;
    size_t t, e;

    if (look->last && look->change_count == 0 && *look->last->data_to &&
        look_position(look->axis, look->last->data_to, &position))
        return position + 1;
    for (t = 0; t < look->data_to; t++)
        for (e = 0; e < look->axis->entities; e++)
            if (isfinite(look->values[1][e * look->axis->periods + t]) ||
                (look->values[0] && isfinite(look->values[0][e * look->axis->periods + t])))
                return (long)t;
    return (long)t;
}

static void add_parts(struct text *out, const struct look *look)
{
    long first = first_new(look), last = (long)look->data_to, at;
    long count = last - first + 1, step = (count + LOOK_PARTS - 1) / LOOK_PARTS;
    char period[PERIOD_SIZE];

    if (first < 0 || count <= 0)
        return;
    look_period(look->axis, (size_t)first, period);
    text_addf(out, " from=%s step=%ld parts=", period, step);
    for (at = first; at <= last; at += step) {
        long to = at + step - 1 < last ? at + step - 1 : last;

        if (look->values[0])
            text_addf(out, "%04x", sum_stretch(look->axis, look->values[0], at, to));
        text_addf(out, "%04x", sum_stretch(look->axis, look->values[1], at, to));
    }
}

static char *data_sum(const struct look *look)
{
    struct text out = TEXT_EMPTY;
    int found = look->p_adj < look->limit ? look->found : 0;
    size_t i;

    if (look->data_to == SIZE_MAX) {
        text_adds(&out, "x=- y=-");
        return text_take(&out);
    }
    if (look->values[0])
        text_addf(&out, "x=%016" PRIx64 " ",
                  sum_column(look->axis, look->values[0], 0, look->data_to));
    text_addf(&out, "y=%016" PRIx64, sum_column(look->axis, look->values[1], 0, look->data_to));
    add_parts(&out, look);
    if (isnan(look->p))
        return text_take(&out);
    if (look->spread)
        text_adds(&out, " at=all");
    else
        text_addf(&out, " at=%d", look->lag);
    add_number(&out, "se", look->se);
    text_addf(&out, " found=%d", found);
    for (i = 0; i < look->effect_count; i++)
        text_addf(&out, "%s%d:%.6g", i ? "," : " by=", look->effects[i].lag,
                  look->effects[i].effect);
    return text_take(&out);
}

static void fill_row(const struct look *look, struct looks_row *row, char period[PERIOD_SIZE])
{
    bool tested = !isnan(look->p) && look->information > 0;

    period[0] = '\0';
    if (look->data_to != SIZE_MAX)
        look_period(look->axis, look->data_to, period);
    row->link = look->link;
    row->data_to = period;
    row->information = tested ? look->information : NAN;
    row->verdict = look->verdict;
    row->effect = look->effect;
    row->effect_low = look->low;
    row->effect_high = look->high;
    row->p = look->kind == LOOK_TRACK ? look->chance : look->p_adj;
    row->alpha_spent = look->spent;
    row->bound = look->bound;
    row->plan_sum = plan_sum(look);
    row->data_sum = data_sum(look);
    row->version = PACKAGE_VERSION;
}

int looks_write(struct looks *looks, long seed, struct error *err)
{
    struct looks_row *rows = xcalloc(looks->count + 1, sizeof *rows);
    char(*periods)[PERIOD_SIZE] = xcalloc(looks->count + 1, sizeof *periods);
    char looked[40];
    size_t count = 0, i;
    struct tm day;
    time_t now;
    int status = clock_now(&now, err);

    if (status == 0) {
        gmtime_r(&now, &day);
        strftime(looked, sizeof looked, "%Y-%m-%dT%H:%M:%SZ", &day);
    }
    for (i = 0; i < looks->count && status == 0; i++) {
        if (looks->items[i].state != LOOK_TAKEN)
            continue;
        rows[count].looked = looked;
        rows[count].seed = (double)seed;
        rows[count].because = looks->because;
        fill_row(&looks->items[i], &rows[count], periods[count]);
        count++;
    }
    if (status == 0 && count > 0)
        status = ledger_add(&looks->lock, &looks->ledger, rows, count, err);
    for (i = 0; i < count; i++) {
        free((char *)rows[i].plan_sum);
        free((char *)rows[i].data_sum);
    }
    free(rows);
    free(periods);
    return status;
}
