/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/sums.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t look_period(const struct look_axis *axis, size_t position, char buffer[PERIOD_SIZE])
{
    if (axis->timed)
        return period_format(axis->kind, axis->first + (long)position, buffer);
    return (size_t)snprintf(buffer, PERIOD_SIZE, "%zu", position + 1);
}

bool look_position(const struct look_axis *axis, const char *name, long *position)
{
    enum period_kind kind;
    long index;
    char *end;

    if (axis->timed) {
        if (period_parse(name, strlen(name), &kind, &index) != 0)
            return false;
        /* A number of four digits reads as a year. */
        if (kind == PERIOD_YEAR && axis->kind == PERIOD_INTEGER)
            index = strtol(name, NULL, 10);
        else if (kind != axis->kind)
            return false;
        *position = index - axis->first;
        return true;
    }
    errno = 0;
    index = strtol(name, &end, 10);
    *position = index - 1;
    return end != name && *end == '\0' && errno == 0 && index > 0;
}

uint64_t sum_bytes(uint64_t sum, const char *bytes, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return sum;
}

/* Adds the values at a position, in whatever order entities are; counts them. */
static uint64_t add_position(uint64_t sum, const struct look_axis *axis, const double *values,
                             size_t position, size_t *count)
{
    char period[PERIOD_SIZE], text[40];
    uint64_t all = 0;
    size_t e, before = *count;

    for (e = 0; e < axis->entities; e++) {
        double value = values[e * axis->periods + position];
        uint64_t one = SUM_START;

        if (!isfinite(value))
            continue;
        (*count)++;
        if (axis->entities > 1)
            one = sum_bytes(one, axis->entity[e], strlen(axis->entity[e]) + 1);
        /* -0 is 0. */
        all += sum_bytes(one, text, (size_t)snprintf(text, sizeof text, "%.9g;", value + 0.0));
    }
    if (*count == before)
        return sum;
    sum = sum_bytes(sum, period, look_period(axis, position, period) + 1);
    return sum_bytes(sum, text,
                     (size_t)snprintf(text, sizeof text, "%llx", (unsigned long long)all));
}

uint64_t sum_column(const struct look_axis *axis, const double *values, size_t first, size_t last)
{
    uint64_t sum = SUM_START;
    size_t count = 0, t;

    for (t = first; t <= last && t < axis->periods; t++)
        sum = add_position(sum, axis, values, t, &count);
    return sum;
}

unsigned sum_stretch(const struct look_axis *axis, const double *values, long first, long last)
{
    uint64_t sum = SUM_START;
    size_t count = 0;
    unsigned fold;
    long t;

    for (t = first > 0 ? first : 0; t <= last && t < (long)axis->periods; t++)
        sum = add_position(sum, axis, values, (size_t)t, &count);
    fold = (unsigned)((sum ^ sum >> 16 ^ sum >> 32 ^ sum >> 48) & 0xffff);
    return count == 0 ? 0 : fold ? fold : 1;
}

size_t sum_last(const struct look_axis *axis, const double *values)
{
    size_t t, e;

    for (t = axis->periods; t > 0; t--)
        for (e = 0; e < axis->entities; e++)
            if (isfinite(values[e * axis->periods + t - 1]))
                return t - 1;
    return SIZE_MAX;
}
