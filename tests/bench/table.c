/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table KIND ROWS: writes a table for the benchmark, the same bytes each time.
 *
 *   wide    day, team and twelve numbers, plain CSV
 *   left    day, team, calls; every pair of day and team once, plain CSV
 *   right   day, team, sales; likewise
 *   dirty   day (dd/mm/yyyy), team and six numbers; semicolons, decimal comma, points
 *           between thousands
 *   export  the same kind of table as a European system exports it: byte order mark,
 *           CRLF, three lines of preamble, dd.mm.yyyy, quoted names and numbers in
 *           between, empty cells, and a row of totals at the end
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252u;

/* Marsaglia 2003, xorshift64. */
static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Days of 1,000 twelfths of a month: enough months, no calendar to get wrong. */
static void day(long index, char *text, const char *form)
{
    long month = index / 28;

    if (form[0] == 'd')
        sprintf(text, form[1] == '.' ? "%02ld.%02ld.%04ld" : "%02ld/%02ld/%04ld", index % 28 + 1,
                month % 12 + 1, 1990 + month / 12);
    else
        sprintf(text, "%04ld-%02ld-%02ld", 1990 + month / 12, month % 12 + 1, index % 28 + 1);
}

static void wide(long rows)
{
    char text[40];
    long i;
    int j;

    puts("day,team,a,b,c,d,e,f,g,h,i,j,k,l");
    for (i = 0; i < rows; i++) {
        day(i * 1000 / rows, text, "iso");
        printf("%s,team%02d", text, (int)(next() % 20));
        for (j = 0; j < 12; j++)
            printf(",%d.%04d", (int)(next() % 1000), (int)(next() % 10000));
        putchar('\n');
    }
}

static void keyed(long rows, const char *name)
{
    char text[40];
    long teams = 1000;
    long i;

    printf("day,team,%s\n", name);
    for (i = 0; i < rows; i++) {
        day(i / teams, text, "iso");
        printf("%s,team%04ld,%d.%02d\n", text, i % teams, (int)(next() % 10000),
               (int)(next() % 100));
    }
}

static void dirty(long rows)
{
    char text[40];
    long i;
    int j;

    puts("Day;Team;a;b;c;d;e;f");
    for (i = 0; i < rows; i++) {
        day(i * 1000 / rows, text, "dmy");
        printf("%s;Team %02d", text, (int)(next() % 20));
        for (j = 0; j < 6; j++) {
            int whole = (int)(next() % 100000);

            if (whole >= 1000)
                printf(";%d.%03d,%02d", whole / 1000, whole % 1000, (int)(next() % 100));
            else
                printf(";%d,%02d", whole, (int)(next() % 100));
        }
        putchar('\n');
    }
}

/* Cents as a European writes them: 1.234,50. */
static void amount(int64_t cents, char *text)
{
    int64_t whole = cents / 100;
    int rest = (int)(cents % 100);
    char digits[32];
    int length = sprintf(digits, "%" PRId64, whole);
    int i;

    for (i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *text++ = '.';
        *text++ = digits[i];
    }
    sprintf(text, ",%02d", rest);
}

enum { AMOUNTS = 5 };

/* One cell in 16 is empty, one in 4 of the others quoted. */
static void export_row(long i, long rows, int64_t sums[AMOUNTS])
{
    static const char *const regions[] = { "Nord",
                                           "S\xc3\xbc"
                                           "d",
                                           "Ost", "West" };
    char text[40];
    int j;

    day(i * 1000 / rows, text, "d.m.y");
    printf("%s;\"Filiale %02d; %s\"", text, (int)(next() % 20), regions[next() % 4]);
    for (j = 0; j < AMOUNTS; j++) {
        uint64_t dice = next() % 64;
        int64_t cents = (int64_t)(next() % 10000000);

        if (dice < 4) {
            putchar(';');
            continue;
        }
        sums[j] += cents;
        amount(cents, text);
        printf(dice < 19 ? ";\"%s\"" : ";%s", text);
    }
    printf(";%d\r\n", (int)(next() % 1000));
}

static void export(long rows)
{
    int64_t sums[AMOUNTS] = { 0 };
    char text[40];
    long i;
    int j;

    fputs("\xef\xbb\xbf"
          "Bericht: Ums\xc3\xa4tze nach Filiale\r\n"
          "Erstellt am: 01.12.2025 08:15\r\n\r\n"
          "Datum;Filiale;Umsatz;Kosten;Rabatt;Steuer;Fracht;Belege\r\n",
          stdout);
    for (i = 0; i < rows; i++)
        export_row(i, rows, sums);
    fputs("Summe;", stdout);
    for (j = 0; j < AMOUNTS; j++) {
        amount(sums[j], text);
        printf(";%s", text);
    }
    fputs(";\r\n", stdout);
}

int main(int argc, char **argv)
{
    long rows = argc == 3 ? atol(argv[2]) : 0;

    if (rows < 1) {
        fputs("usage: table wide|left|right|dirty|export ROWS\n", stderr);
        return 2;
    }
    if (strcmp(argv[1], "wide") == 0)
        wide(rows);
    else if (strcmp(argv[1], "dirty") == 0)
        dirty(rows);
    else if (strcmp(argv[1], "export") == 0)
        export(rows);
    else
        keyed(rows, strcmp(argv[1], "left") == 0 ? "calls" : "sales");
    return fflush(stdout) != 0;
}
