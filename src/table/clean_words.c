/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/clean_words.h"

#include <string.h>
#include <strings.h>

#include "table/clean_date.h"
#include "table/clean_number.h"

bool is_rule(const struct cell *cells, size_t count)
{
    size_t marks = 0;
    size_t i;
    uint32_t j;

    for (i = 0; i < count; i++)
        for (j = 0; j < cells[i].length; j++) {
            if (!strchr("-=+_*:~| ", cells[i].text[j]))
                return false;
            marks++;
        }
    return marks >= 2 && marks >= 2 * count - 2;
}

bool cell_is_typed(const struct cell *cell)
{
    struct number_look number;
    struct date_look date;

    if (!(cell->mask & CELL_DIGIT))
        return false;
    return number_look(cell->text, cell->length, &number) ||
           date_look(cell->text, cell->length, &date) != DATE_NONE;
}

bool cell_is_neutral(const struct cell *cell)
{
    static const char *const words[] = { "NA",   "N/A",  "n/a", "na",  "null", "NULL", "Null",
                                         "NaN",  "nan",  "-",   "--",  ".",    "..",   "None",
                                         "none", "\\N",  "#N/A", "?",  "n.a.", "*" };
    size_t i;

    if (cell->length == 0)
        return true;
    for (i = 0; cell->length <= 4 && i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == cell->length && memcmp(words[i], cell->text, cell->length) == 0)
            return true;
    return false;
}

static bool is_total_word(const char *text, size_t length)
{
    static const char *const words[] = {
        "total",      "totals",     "grand total",  "subtotal",   "sub-total",  "sub total",
        "sum",        "summe",      "gesamt",       "gesamtsumme", "insgesamt", "gesamtergebnis",
        "endsumme",   "zwischensumme", "totaal",    "subtotaal",  "totale",     "totales",
        "total general", "total g\xC3\xA9n\xC3\xA9ral", "ensemble", "somme",    "suma",
        "overall total", "report total", "all",
    };
    char lower[40];
    size_t i;

    while (length > 0 && strchr(": .=", text[length - 1]))
        length--;
    if (length < 3 || length >= sizeof lower)
        return false;
    for (i = 0; i < length; i++)
        lower[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 32 : text[i]);
    lower[length] = '\0';
    for (i = 0; i + 1 < sizeof words / sizeof *words; i++) /* "all" is a group's name as well */
        if (strcmp(words[i], lower) == 0)
            return true;
    return strncmp(lower, "total for ", 10) == 0 || strncmp(lower, "subtotal ", 9) == 0 ||
           strncmp(lower, "total (", 7) == 0 || strncmp(lower, "grand total ", 12) == 0;
}

bool row_is_total(const struct cell *cells, size_t count)
{
    bool word = false;
    bool number = false;
    size_t i;

    for (i = 0; i < count && !word; i++) {
        if (cells[i].length == 0)
            continue;
        if (!(cells[i].mask & CELL_LETTER) || !is_total_word(cells[i].text, cells[i].length)) {
            /* a running number may stand before the word */
            if (i > 0 || cells[i].mask & ~(unsigned)CELL_DIGIT)
                return false;
            continue;
        }
        word = true;
    }
    for (; i < count && !number; i++)
        number = cells[i].mask & CELL_DIGIT && !(cells[i].mask & CELL_LETTER);
    return word && number;
}

bool cell_is_unit(const struct cell *cell)
{
    static const char *const words[] = {
        "eur", "usd", "gbp", "chf", "%", "percent", "prozent", "kg", "g", "t", "km", "m", "cm",
        "mm", "h", "hours", "stunden", "min", "minutes", "s", "sec", "seconds", "ms", "days",
        "tage", "pcs", "pieces", "st\xC3\xBC" "ck", "stk", "count", "number", "anzahl", "units", "n",
        "\xE2\x82\xAC", "$", "\xC2\xA3", "\xC2\xB0" "C", "kwh", "mwh", "l", "litres", "tsd. eur", "k eur",
        "mio. eur", "text", "date", "yyyy-mm-dd", "dd.mm.yyyy", "string", "m/s", "km/h", "hpa",
        "mm/h", "db", "ppm", "bytes", "mb", "gb", "score", "index", "id",
    };
    size_t i;

    if (cell->length == 0)
        return true;
    if (cell->length > 2 && ((cell->text[0] == '(' && cell->text[cell->length - 1] == ')') ||
                             (cell->text[0] == '[' && cell->text[cell->length - 1] == ']')))
        return cell->length <= 24;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == cell->length && strncasecmp(words[i], cell->text, cell->length) == 0)
            return true;
    return false;
}

bool cell_is_note(const struct cell *cell)
{
    static const char *const words[] = { "source", "note",   "quelle", "hinweis", "fuente",
                                         "nota",   "bron",   "fonte",  "stand",   "generated",
                                         "report", "export", "copyright", "*", "(", "\xC2\xA9",
                                         "created", "erstellt", "data as of", "end of" };
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);

        if (cell->length >= n && strncasecmp(cell->text, words[i], n) == 0)
            return true;
    }
    return false;
}
