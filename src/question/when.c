/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/when.h"

#include <string.h>

int when_find(const struct frame *frame, const char *who, const char *text, size_t *position,
              struct error *err)
{
    const struct axis *axis = &frame->axis;
    struct period_options options;
    struct periods read;
    struct error ignored;
    char shown[PERIOD_SIZE];
    long at;

    if (!axis->timed)
        return error_usage(err, "%s: rows without a time have no date; name it with -t", who);
    if (common_period(frame->common, &options, err) != 0)
        return -1;
    options.fixed = true;
    options.kind = axis->kind;
    options.settled = true;
    options.file = who;
    if (periods_read(&text, 1, &options, &read, &ignored) != 0 || read.index[0] == PERIOD_NONE) {
        period_format(axis->kind, axis->first, shown);
        return error_usage(err,
                           "%s: \"%.60s\" is no date and no %s: write it as 2026-05-31, or as %s",
                           who, text, period_noun(true, axis->kind), shown);
    }
    at = read.index[0] - axis->first;
    periods_free(&read);
    *position = at < 0 ? 0 : (size_t)at > axis->periods ? axis->periods : (size_t)at;
    return 0;
}
