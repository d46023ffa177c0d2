/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table KIND ROWS: writes a table for the benchmark, the same bytes each time.
 *
 *   wide    day, team and twelve numbers, plain CSV
 *   left    day, team, calls; every pair of day and team once, plain CSV
 *   right   day, team, sales; likewise
 *   dirty   day (dd/mm/yyyy), team and six numbers; semicolons, decimal comma, points
 *           between thousands
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
        sprintf(text, "%02ld/%02ld/%04ld", index % 28 + 1, month % 12 + 1, 1990 + month / 12);
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

int main(int argc, char **argv)
{
    long rows = argc == 3 ? atol(argv[2]) : 0;

    if (rows < 1) {
        fputs("usage: table wide|left|right|dirty ROWS\n", stderr);
        return 2;
    }
    if (strcmp(argv[1], "wide") == 0)
        wide(rows);
    else if (strcmp(argv[1], "dirty") == 0)
        dirty(rows);
    else
        keyed(rows, strcmp(argv[1], "left") == 0 ? "calls" : "sales");
    return fflush(stdout) != 0;
}
