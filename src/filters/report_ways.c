/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_ways.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* column: NULL where a plan has no word for it, nor report an option. */
static const struct way {
    const char *option;
    const char *column;
} ways[] = {
    { "--date-format", "date_format" },
    { "--decimal", "decimal" },
    { "--encoding", "encoding" },
    { "--missing", "missing" },
    { "lever calc", "formula" },
    { "--drop-totals", "totals" },
    { "--tz", "tz" },
    { "--week", "week" },
    { "cannot be divided into", "spread" }, /* a period too coarse: (see --period) */
    { "--overlap", "overlap" },
    { "--table", NULL },
    { "--set-aside", NULL },
    { "--header-line", NULL },
    { "--header-rows", NULL },
    { "--no-headers", NULL },
    { "--text", NULL },
};

/* Is the option in the line, and no longer one that begins so? */
static bool names(const char *line, const char *option)
{
    size_t length = strlen(option);
    const char *at;

    for (at = strstr(line, option); at; at = strstr(at + 1, option))
        if (!isalpha((unsigned char)at[length]) && at[length] != '-')
            return true;
    return false;
}

void report_ways(const char *error, const void *plan)
{
    struct text columns = TEXT_EMPTY;
    const char *none = NULL;
    size_t count = 0;
    size_t i;

    for (i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (!names(error, ways[i].option))
            continue;
        if (!ways[i].column) {
            none = none ? none : ways[i].option;
            continue;
        }
        text_addf(&columns, "%s\"%s\"", count++ ? ", " : "", ways[i].column);
    }
    if (count)
        fprintf(stderr, "lever report: %s: in a plan the column%s %s say%s so\n",
                (const char *)plan, count == 1 ? "" : "s", columns.bytes, count == 1 ? "s" : "");
    else if (none)
        fprintf(stderr,
                "lever report: %s: a plan has no column for %s: clean the file with it "
                "(lever clean %s ... FILE > NEW), and name the new one as the source\n",
                (const char *)plan, none, none);
    text_free(&columns);
}
