/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/unit.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"

bool unit_is_percent_sign(const char *unit)
{
    return strcmp(unit, "%") == 0;
}

bool unit_is_percent(const char *unit)
{
    static const char *const names[] = { "%",       "percent",           "per cent",
                                         "pct",     "percentage points", "percentage point",
                                         "Prozent", "Prozentpunkte" };
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++)
        if (same_ignoring_case(unit, names[i]))
            return true;
    return false;
}
