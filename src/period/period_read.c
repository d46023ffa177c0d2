/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole columns of periods, and single ones. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "period/period_text.h"

int periods_read(const char *const *texts, size_t count, const struct period_options *options,
                 struct periods *periods, struct error *err)
{
    struct period_evidence evidence;
    struct period_form form;
    bool unsettled = false;
    size_t i;

    *periods = (struct periods){ .count = count, .index = xarray(count, sizeof(long)) };
    period_evidence_begin(&evidence, options);
    for (i = 0; i < count; i++) {
        unsigned long line = options->lines ? options->lines[i] : i + 2;

        /* Tables keep a repeated text once: the same place is the same value. */
        if (i > 0 && texts[i] == texts[i - 1]) {
            periods->index[i] = periods->index[i - 1];
            continue;
        }
        if (period_evidence_add(&evidence, texts[i], strlen(texts[i]), line, &periods->index[i],
                                err) != 0)
            goto failed;
    }
    if (period_evidence_settle(&evidence, &form, err) != 0) {
        unsettled = evidence.any;
        goto failed;
    }
    for (i = 0; i < count; i++)
        periods->index[i] = period_form_index(&form, periods->index[i]);
    periods->kind = form.kind;
    memcpy(periods->note, form.note, sizeof periods->note);
    return 0;
failed:
    periods_free(periods);
    periods->unsettled = unsettled;
    return -1;
}

void periods_free(struct periods *periods)
{
    free(periods->index);
    *periods = (struct periods){ .count = 0 };
}

int period_parse(const char *text, size_t length, enum period_kind *kind, long *index)
{
    char canonical[PERIOD_SIZE];
    struct written w;
    const char *why;

    if (length >= PERIOD_SIZE || written_read(text, length, &w, &why) != 0)
        return -1;
    switch (w.shape) {
    case SHAPE_DATE:
        *kind = PERIOD_DAY;
        *index = day_from_date(w.year, w.first, w.second);
        break;
    case SHAPE_WEEK:
        *kind = PERIOD_WEEK;
        *index = week_from_date(w.year, w.first);
        break;
    case SHAPE_MONTH:
        *kind = PERIOD_MONTH;
        *index = w.year * 12 + w.first - 1;
        break;
    case SHAPE_QUARTER:
        *kind = PERIOD_QUARTER;
        *index = w.year * 4 + w.first - 1;
        break;
    case SHAPE_INTEGER:
        *kind = w.digits == 4 && year_like(w.integer) ? PERIOD_YEAR : PERIOD_INTEGER;
        *index = w.integer;
        return 0;
    default:
        return -1;
    }
    return period_format(*kind, *index, canonical) == length && memcmp(canonical, text, length) == 0
               ? 0
               : -1;
}
