/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/log.h"

#include <string.h>

static const struct {
    const char *name;
    const char *text;
} kinds[REPAIR_KINDS] = {
    [REPAIR_PREAMBLE] = { "preamble", "lines before the header dropped" },
    [REPAIR_RULE] = { "rule", "ruled lines dropped" },
    [REPAIR_UNITS] = { "units", "rows of units dropped" },
    [REPAIR_BLANK] = { "blank", "blank rows dropped" },
    [REPAIR_HEADER] = { "header", "repeated headers dropped" },
    [REPAIR_TOTAL] = { "total", "rows of totals dropped" },
    [REPAIR_TABLE] = { "table", "rows of other tables dropped" },
    [REPAIR_FOOTER] = { "footer", "lines behind the table dropped" },
    [REPAIR_COMMENT] = { "comment", "lines of comment dropped" },
    [REPAIR_ASIDE] = { "aside", "rows set aside" },
    [REPAIR_BOM] = { "bom", "byte order marks removed" },
    [REPAIR_ENCODING] = { "encoding", "files taken to UTF-8" },
    [REPAIR_SEPARATOR] = { "separator", "sep= lines removed" },
    [REPAIR_DELIMITER] = { "delimiter", "delimiters changed" },
    [REPAIR_NAME] = { "name", "column names mended" },
    [REPAIR_COLUMN] = { "column", "empty columns left out" },
    [REPAIR_SHORT] = { "short", "short rows filled up" },
    [REPAIR_LONG] = { "long", "rows with empty cells at the end cut" },
    [REPAIR_QUOTE] = { "quote", "stray quotes kept as text" },
    [REPAIR_GUARD] = { "guard", "cells taken out of =\"...\"" },
    [REPAIR_SPACE] = { "space", "cells with blanks around them" },
    [REPAIR_ALIKE] = { "alike", "texts that look alike made one" },
    [REPAIR_MISSING] = { "missing", "cells that mean missing emptied" },
    [REPAIR_DECIMAL] = { "decimal", "decimal commas" },
    [REPAIR_GROUP] = { "group", "grouped numbers" },
    [REPAIR_MINUS] = { "minus", "minus signs of other kinds" },
    [REPAIR_CURRENCY] = { "currency", "amounts with a currency" },
    [REPAIR_PERCENT] = { "percent", "percentages made fractions" },
    [REPAIR_SIGN] = { "percent-sign", "percent signs taken off" },
    [REPAIR_DATE] = { "date", "dates taken to ISO 8601" },
};

const char *repair_name(enum repair kind)
{
    return kinds[kind].name;
}

const char *repair_text(enum repair kind)
{
    return kinds[kind].text;
}

void repairs_add(struct repairs *repairs, unsigned long line, const char *column, enum repair kind,
                 const char *before, size_t before_length, const char *after, size_t after_length)
{
    struct text *rows = &repairs->rows;

    repairs->counts[kind]++;
    if (!repairs->rows_wanted)
        return;
    quoting_add(repairs->quoting, repairs->file, strlen(repairs->file), rows);
    text_addf(rows, ",%lu,", line);
    quoting_add(repairs->quoting, column, strlen(column), rows);
    text_addf(rows, ",%s,", kinds[kind].name);
    quoting_add(repairs->quoting, before, before_length, rows);
    text_addc(rows, ',');
    quoting_add(repairs->quoting, after, after_length, rows);
    text_addc(rows, '\n');
}

void repairs_count(struct repairs *whole, struct repairs *part)
{
    int i;

    for (i = 0; i < REPAIR_KINDS; i++) {
        whole->counts[i] += part->counts[i];
        part->counts[i] = 0;
    }
}

unsigned long repairs_dropped(const struct repairs *repairs)
{
    unsigned long dropped = 0;
    int i;

    for (i = 0; i < REPAIR_DROPS; i++)
        dropped += repairs->counts[i];
    return dropped;
}

void repairs_free(struct repairs *repairs)
{
    text_free(&repairs->rows);
}
