/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_ways.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* No column of a plan, but an option of report. */
static const char of_report[] = "";

/* column: NULL where there is neither. */
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
    { "--period integer", "period" }, /* a number that could be a day, or only itself */
    { "--tz", "tz" },
    { "--week", "week" },
    { "cannot be divided into", "spread" }, /* a period too coarse: (see --period) */
    { "--overlap", "overlap" },
    { "--table", "table" },
    { "--set-aside", of_report },
    { "--at-most", of_report },
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
    const struct way *none = NULL;
    size_t count = 0;
    size_t i;

    for (i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (!names(error, ways[i].option))
            continue;
        if (!ways[i].column || ways[i].column == of_report) {
            none = none ? none : &ways[i];
            continue;
        }
        text_addf(&columns, "%s\"%s\"", count++ ? ", " : "", ways[i].column);
    }
    if (count)
        fprintf(stderr, "lever report: %s: in a plan the column%s %s say%s so\n",
                (const char *)plan, count == 1 ? "" : "s", columns.bytes, count == 1 ? "s" : "");
    else if (none && none->column)
        fprintf(stderr, "lever report: %s: say %s to lever report: it holds for each source\n",
                (const char *)plan, none->option);
    else if (none)
        fprintf(stderr,
                "lever report: %s: a plan has no column for %s: clean the file with it "
                "(lever clean %s ... FILE > NEW), and name the new one as the source\n",
                (const char *)plan, none->option, none->option);
    text_free(&columns);
}
