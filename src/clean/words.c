/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "clean/number.h"
#include "period/date.h"

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
    /* clang-format off */
    static const char *const words[] = { "NA",   "N/A",  "n/a", "na",  "null", "NULL", "Null",
                                         "NaN",  "nan",  "-",   "--",  ".",    "..",   "None", ":",
                                         "none", "\\N",  "#N/A", "?",  "n.a.", "*",
                                         "\xE2\x80\x93", "\xE2\x80\x94" /* dashes */ };
    /* clang-format on */
    size_t i;

    if (cell->length == 0)
        return true;
    for (i = 0; cell->length <= 4 && i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == cell->length && memcmp(words[i], cell->text, cell->length) == 0)
            return true;
    return false;
}

/* Rows that sum up others; "max" and "all" are names as well. */
/* clang-format off */
static const char *const sums[] = {
    "total", "totals", "grand total", "grand totals", "subtotal", "sub-total", "sub total", "sum",
    "overall", "overall total", "report total", "total result", "average", "mean",
    "summe", "gesamt", "gesamtsumme", "insgesamt", "gesamtergebnis", "endsumme", "zwischensumme",
    "mittelwert", "durchschnitt",
    "totaal", "subtotaal", "eindtotaal", "gemiddelde", "totale", "totale complessivo", "totales",
    "total general", "total g\xC3\xA9n\xC3\xA9ral", "total geral", "ensemble", "somme", "moyenne",
    "suma", "promedio", "soma", "totalt", "yhteens\xC3\xA4", "celkem", "\xC3\xB6sszesen", "toplam",
    "razem", "\xC5\x82\xC4\x85" "cznie", "\xC5\x81\xC4\x85" "cznie", "og\xC3\xB3\xC5\x82" "em",
    /* Russian: itogo, vsego */
    "\xD0\x98\xD1\x82\xD0\xBE\xD0\xB3\xD0\xBE", "\xD0\xB8\xD1\x82\xD0\xBE\xD0\xB3\xD0\xBE",
    "\xD0\x92\xD1\x81\xD0\xB5\xD0\xB3\xD0\xBE", "\xD0\xB2\xD1\x81\xD0\xB5\xD0\xB3\xD0\xBE",
    /* Japanese and Chinese: together, and small together; Korean the same */
    "\xE5\x90\x88\xE8\xA8\x88", "\xE5\x90\x88\xE8\xAE\xA1", "\xE6\x80\xBB\xE8\xAE\xA1",
    "\xE7\xB8\xBD\xE8\xA8\x88", "\xE5\xB0\x8F\xE8\xA8\x88", "\xE5\xB0\x8F\xE8\xAE\xA1",
    "\xED\x95\xA9\xEA\xB3\x84", "\xEC\xB4\x9D\xEA\xB3\x84", "\xEC\x86\x8C\xEA\xB3\x84",
};
/* clang-format on */

/* The same with a name beside it: Total North, North Total. */
static const char *const sums_of[] = { "total ", "totals ", "subtotal ",      "sub-total ",
                                       "summe ", "gesamt ", "zwischensumme ", "total: " };
static const char *const sums_for[] = { " total",    " totals",  " subtotal",
                                        " summe",    " gesamt",  " insgesamt",
                                        " ergebnis", " average", " mittelwert" };

enum sum { NO_SUM, SUM_ALONE, SUM_WITH_NAME };

static enum sum is_sum(const char *text, size_t length)
{
    char lower[48];
    size_t i;

    while (length > 0 && strchr(": .=", text[length - 1]))
        length--;
    if (length < 3 || length >= sizeof lower)
        return NO_SUM;
    for (i = 0; i < length; i++)
        lower[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 32 : text[i]);
    lower[length] = '\0';
    for (i = 0; i < sizeof sums / sizeof *sums; i++)
        if (sums[i][0] == lower[0] && strcmp(sums[i], lower) == 0)
            return SUM_ALONE;
    if (!memchr(lower, ' ', length))
        return NO_SUM;
    if (strncmp(lower, "total for ", 10) == 0 || strncmp(lower, "total of ", 9) == 0 ||
        strncmp(lower, "total (", 7) == 0 || strncmp(lower, "grand total ", 12) == 0)
        return SUM_ALONE;
    for (i = 0; i < sizeof sums_of / sizeof *sums_of; i++)
        if (sums_of[i][0] == lower[0] && strncmp(lower, sums_of[i], strlen(sums_of[i])) == 0)
            return SUM_WITH_NAME;
    for (i = 0; i < sizeof sums_for / sizeof *sums_for; i++) {
        size_t n = strlen(sums_for[i]);

        if (length > n && memcmp(lower + length - n, sums_for[i], n) == 0)
            return SUM_WITH_NAME;
    }
    return NO_SUM;
}

/* The first three letters of the words for all: most texts are told by these. */
static bool may_be_all(const struct cell *cell)
{
    const char *text = cell->text;
    char second;
    char third;

    if (cell->length < 3)
        return false;
    second = (char)(text[1] | 32);
    third = (char)(text[2] | 32);
    switch ((unsigned char)text[0]) {
    case 'a':
    case 'A':
        return second == 'l' && third == 'l';
    case '(':
        return second == 'a' && third == 'l';
    case 't':
    case 'T':
        return (second == 'o' && (third == 't' || third == 'u' || third == 'd')) ||
               (second == 'u' && third == 't');
    case 'g':
    case 'G':
        return (second == 'r' && third == 'a') || (second == 'e' && third == 's');
    case 's':
    case 'S':
        return second == 'u' && (third == 'b' || third == 'm');
    case 'o':
    case 'O':
        return second == 'v' && third == 'e';
    case 'i':
    case 'I':
        return second == 'n' && third == 's';
    case 0xC5:
    case 0xD0:
    case 0xE5:
    case 0xE6:
    case 0xE7:
    case 0xEC:
    case 0xED:
        return true; /* Polish, Russian, Chinese, Korean */
    default:
        return false;
    }
}

static bool is_all(const struct cell *cell)
{
    static const char *const words[] = { "all",   "alle",     "alles", "(all)", "(alle)",
                                         "tous",  "toutes",   "todos", "todas", "tutti",
                                         "tutte", "allemaal", "alla" };
    static const char *const of[] = { "all ", "alle " };
    size_t i;

    if (cell->length > 40 || !(cell->mask & (CELL_LETTER | CELL_HIGH)) || cell->mask & CELL_DIGIT)
        return false;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == cell->length &&
            strncasecmp(words[i], cell->text, cell->length) == 0)
            return true;
    for (i = 0; i < sizeof of / sizeof *of; i++)
        if (cell->length > strlen(of[i]) && strncasecmp(of[i], cell->text, strlen(of[i])) == 0)
            return true;
    return is_sum(cell->text, cell->length) == SUM_ALONE;
}

bool cell_is_all_slow(const struct cell *cell)
{
    return may_be_all(cell) && is_all(cell);
}

/* A number, with a currency perhaps. */
static bool holds_number(const struct cell *cell)
{
    struct number_look look;

    return cell->mask & CELL_DIGIT &&
           (!(cell->mask & CELL_LETTER) || number_look(cell->text, cell->length, &look));
}

static bool is_all_neutral(const struct cell *cells, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (!cell_is_neutral(&cells[i]))
            return false;
    return true;
}

bool row_is_total(const struct cell *cells, size_t count)
{
    enum sum word = NO_SUM;
    bool number = false;
    size_t i;

    for (i = 0; i < count && word == NO_SUM; i++) {
        if (cells[i].length == 0)
            continue;
        if (cells[i].mask & (CELL_LETTER | CELL_HIGH))
            word = is_sum(cells[i].text, cells[i].length);
        if (word != NO_SUM)
            break;
        /* a running number may stand before the word; amounts, where the first cell is empty */
        if (cells[i].mask & ~(unsigned)CELL_DIGIT &&
            (cells[0].length > 0 || cells[i].mask & (CELL_LETTER | CELL_HIGH)))
            return false;
        if (i > 0 && cells[0].length > 0)
            return false;
        number |= i > 0;
    }
    if (word == NO_SUM)
        return false;
    /* nothing but the word, and that not where a name stands: a total of nothing yet */
    if (i > 0 && cells[0].length == 0 && word == SUM_ALONE &&
        is_all_neutral(cells + i + 1, count - i - 1))
        return true;
    i++;
    /* beside a name, it is a total where nothing but numbers follows */
    for (; i < count; i++) {
        bool is = holds_number(&cells[i]);

        number |= is;
        if (word == SUM_WITH_NAME ? !is && !cell_is_neutral(&cells[i]) : is)
            break;
    }
    return number && (word == SUM_ALONE || (word == SUM_WITH_NAME && i == count));
}

bool row_has_comment(const struct cell *cells, size_t filled)
{
    const struct cell *first = &cells[0];

    return first->length > 0 && first->text[0] == '#' &&
           (filled == 1 || (first->length > 1 && strchr(" -#=*", first->text[1])));
}

bool cell_is_unit(const struct cell *cell)
{
    /* clang-format off */
    static const char *const words[] = {
        "eur", "usd", "gbp", "chf", "%", "percent", "prozent", "kg", "g", "t", "km", "m", "cm",
        "mm", "h", "hours", "stunden", "min", "minutes", "s", "sec", "seconds", "ms", "days",
        "tage", "pcs", "pieces", "st\xC3\xBC" "ck", "stk", "count", "number", "anzahl", "units", "n",
        "\xE2\x82\xAC", "$", "\xC2\xA3", "\xC2\xB0" "C", "kwh", "mwh", "l", "litres", "tsd. eur", "k eur",
        "mio. eur", "text", "date", "yyyy-mm-dd", "dd.mm.yyyy", "string", "m/s", "km/h", "hpa",
        "mm/h", "db", "ppm", "bytes", "mb", "gb", "score", "index", "id",
    };
    /* clang-format on */
    size_t i;

    if (cell->length == 0)
        return true;
    if (cell->length > 2 && ((cell->text[0] == '(' && cell->text[cell->length - 1] == ')') ||
                             (cell->text[0] == '[' && cell->text[cell->length - 1] == ']')))
        return cell->length <= 24;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == cell->length &&
            strncasecmp(words[i], cell->text, cell->length) == 0)
            return true;
    return false;
}

bool cell_is_note(const struct cell *cell)
{
    /* clang-format off */
    static const char *const words[] = { "source", "note",   "quelle", "hinweis", "fuente",
                                         "nota",   "bron",   "fonte",  "stand",   "generated",
                                         "report", "export", "copyright", "*", "(", "\xC2\xA9",
                                         "created", "erstellt", "data as of", "end of" };
    /* clang-format on */
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);

        if (cell->length >= n && strncasecmp(cell->text, words[i], n) == 0)
            return true;
    }
    return false;
}

bool text_is_flagged(const char *text)
{
    const char *blank = strrchr(text, ' ');
    struct number_look look;
    size_t letters = 0;

    if (!blank || blank == text)
        return false;
    for (; isalpha((unsigned char)blank[1 + letters]); letters++)
        ;
    return letters >= 1 && letters <= 2 && blank[1 + letters] == '\0' &&
           number_look(text, (size_t)(blank - text), &look);
}

bool text_is_clock(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && text[digits] == ':' && text[digits + 1] &&
           text[digits + strspn(text + digits, "0123456789:")] == '\0';
}

bool name_is_of_dates(const char *name)
{
    static const char *const words[] = { "date",  "day",  "datum", "tag",    "jour",
                                         "fecha", "data", "dag",   "giorno", "dia" };
    char lower[64];
    size_t i;

    for (i = 0; name[i] && i + 1 < sizeof lower; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    lower[i] = '\0';
    for (i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(lower, words[i]);

        /* a whole word, so that "Stage" and "update" are none; "ga:date", "order_date" are */
        if (at && (at == lower || !isalpha((unsigned char)at[-1])) &&
            !isalpha((unsigned char)at[strlen(words[i])]))
            return true;
    }
    return false;
}
