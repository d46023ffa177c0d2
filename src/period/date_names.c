/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "period/date_scan.h"

/* English is the first of each. */
static const char *const months[12][9] = {
    { "january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "janner" },
    { "february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari" },
    { "march", "marz", "mars", "marzo", "marco", "maart", "maerz", "mrt", "mrz" },
    { "april", "avril", "abril", "aprile" },
    { "may", "mai", "mayo", "maggio", "maio", "mei" },
    { "june", "juni", "juin", "junio", "giugno", "junho" },
    { "july", "juli", "juillet", "julio", "luglio", "julho" },
    { "august", "aout", "agosto", "augustus" },
    { "september", "septembre", "septiembre", "settembre", "setembro" },
    { "october", "oktober", "octobre", "octubre", "ottobre", "outubro" },
    { "november", "novembre", "noviembre", "novembro" },
    { "december", "dezember", "decembre", "diciembre", "dicembre", "dezembro" },
};

enum { ENGLISH_DAYS = 7 };
static const char *const weekdays[] = {
    "monday",    "tuesday",  "wednesday", "thursday",   "friday",    "saturday", "sunday",
    "montag",    "dienstag", "mittwoch",  "donnerstag", "freitag",   "samstag",  "sonntag",
    "sonnabend", "lundi",    "mardi",     "mercredi",   "jeudi",     "vendredi", "samedi",
    "dimanche",  "lunes",    "martes",    "miercoles",  "jueves",    "viernes",  "sabado",
    "domingo",   "lunedi",   "martedi",   "mercoledi",  "giovedi",   "venerdi",  "sabato",
    "domenica",  "maandag",  "dinsdag",   "woensdag",   "donderdag", "vrijdag",  "zaterdag",
    "zondag",    "segunda",  "terca",     "quarta",     "quinta",    "sexta",    "tues",
    "thurs",
};

/* Letters, in lower case and without accents, into word; the number of them. */
size_t date_word(struct date_scan *s, char *word, size_t size)
{
    /* the second byte behind C3, from A0 on (lower case; 80.. are the same, upper) */
    static const char plain[] = "aaaaaaaceeeeiiiidnooooo ouuuuy  ";
    size_t n = 0;

    while (s->p < s->end && n + 1 < size) {
        unsigned char c = (unsigned char)*s->p;

        if ((c | 32) >= 'a' && (c | 32) <= 'z' && c < 128) {
            word[n++] = (char)(c | 32);
            s->p++;
        } else if (c == 0xC3 && s->end - s->p >= 2 && (s->p[1] & 0xC0) == 0x80) {
            word[n++] = plain[s->p[1] & 0x1F];
            s->p += 2;
        } else {
            break;
        }
    }
    word[n] = '\0';
    return n;
}

/* 1..12, or 0: the name, or three letters of it and more that no other month has. */
static int month_by_name(const char *word, size_t length)
{
    int found = 0;
    int m;
    size_t i;

    if (length < 3)
        return 0;
    for (m = 0; m < 12; m++)
        for (i = 0; i < 9 && months[m][i]; i++) {
            if (strncmp(months[m][i], word, length) != 0)
                continue;
            if (months[m][i][length] == '\0')
                return m + 1;
            if (found && found != m + 1)
                return 0;
            found = m + 1;
        }
    return found;
}

bool date_weekday(const char *word, size_t length)
{
    size_t i;

    for (i = 0; length >= 2 && i < sizeof weekdays / sizeof *weekdays; i++)
        if (strncmp(weekdays[i], word, length) == 0)
            return true;
    return false;
}

/* Whole, or cut to `least` letters? In any case. */
static bool is_word(const char *word, size_t length, const char *name, size_t least)
{
    size_t i;

    if (length != least && length != strlen(name))
        return false;
    for (i = 0; i < length; i++)
        if ((word[i] | 32) != name[i])
            return false;
    return true;
}

int date_month_english(const char *word, size_t length)
{
    int m;

    for (m = 0; m < 12; m++)
        if (is_word(word, length, months[m][0], 3))
            return m + 1;
    return is_word(word, length, "sept", 4) ? 9 : 0;
}

bool date_weekday_english(const char *word, size_t length)
{
    size_t i;

    for (i = 0; i < ENGLISH_DAYS; i++)
        if (is_word(word, length, weekdays[i], 3))
            return true;
    return false;
}

/* A month's name with what may stand around it: "de", a full stop. */
int date_month(struct date_scan *s)
{
    char word[16];
    size_t n;
    struct date_scan before = *s;
    int month;

    n = date_word(s, word, sizeof word);
    if (strcmp(word, "de") == 0 || strcmp(word, "of") == 0) {
        date_spaces(s);
        n = date_word(s, word, sizeof word);
    }
    month = month_by_name(word, n);
    if (month)
        date_mark(s, '.');
    else
        *s = before;
    return month;
}
