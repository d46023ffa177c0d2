/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/near.h"

#include <ctype.h>
#include <string.h>

#include "clean/words.h"

unsigned long near_other_table(const struct clean_column *column)
{
    const struct column_evidence *e = &column->evidence;
    const struct testimony *first = said(column, NOT_NUMBER);
    const struct cell cell = { .text = first->text, .length = (uint32_t)strlen(first->text) };

    return e->count[IS_NUMBER] + 1 == e->count[IS_CELL] && e->count[IS_NUMBER] > 0 &&
                   isalpha((unsigned char)first->text[0]) && !cell_is_neutral(&cell)
               ? first->line
               : 0;
}

void near_number(const struct clean_column *column, struct text *warnings)
{
    const struct column_evidence *e = &column->evidence;
    const struct testimony *first = said(column, NOT_NUMBER);
    size_t numbers = e->count[IS_NUMBER];
    size_t cells = e->count[IS_CELL];

    if (numbers >= 3 && near_other_table(column))
        text_addf(warnings,
                  "column \"%s\" stays text: \"%s\" on line %lu is no number, all other values "
                  "are (--missing, or --number to refuse; where another table begins there, "
                  "--header-line %lu)\n",
                  column->name, first->text, first->line, first->line);
    else if (numbers >= 3 && numbers * 10 >= cells * 7)
        text_addf(warnings,
                  "column \"%s\" stays text: \"%s\" on line %lu is no number, %zu of %zu values "
                  "are (--missing, or --number to refuse)\n",
                  column->name, first->text, first->line, numbers, cells);
    else if (text_is_flagged(first->text))
        text_addf(warnings,
                  "column \"%s\" stays text: \"%s\" on line %lu is a number with letters behind "
                  "it\n",
                  column->name, first->text, first->line);
}

void near_date(const struct clean_column *column, struct text *warnings)
{
    const struct column_evidence *e = &column->evidence;
    const struct testimony *first = said(column, NOT_DATE);

    if (e->first_date < first->line
            ? e->count[IS_DATE] >= 2
            : e->count[IS_DATE] >= 3 && e->count[IS_DATE] * 10 >= (e->looked + 1) * 7)
        text_addf(warnings,
                  "column \"%s\" stays text: \"%s\" on line %lu is no date, values %s it are "
                  "(--missing, or --date to refuse)\n",
                  column->name, first->text, first->line,
                  e->first_date < first->line ? "before" : "behind");
}
