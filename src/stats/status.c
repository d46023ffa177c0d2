/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/status.h"

const char *stats_status_text(enum stats_status status)
{
    switch (status) {
    case STATS_OK:
        return "done";
    case STATS_TOO_FEW:
        return "too few rows";
    case STATS_CONSTANT:
        return "a column does not vary";
    case STATS_COLLINEAR:
        return "a column is a combination of others";
    case STATS_PERFECT:
        return "the fit is perfect, which leaves no error to judge by";
    case STATS_RANGE:
        return "a number is beyond the range of double precision";
    case STATS_ARGUMENT:
        return "the test cannot be asked like this";
    }
    return "unknown";
}
