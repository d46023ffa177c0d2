/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/plan_rows.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/plan_private.h"

/* Columns that a plan has whether a row says something or not. */
static const char *const always[] = { "measure", "role",   "better", "unit", "agg",
                                      "source",  "column", "date",   "by",   "period" };

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct plan_rows {
    char ***cells; /* [row][column of plan_column_name] */
    size_t count;
    size_t capacity;
    size_t width;
};

struct plan_rows *plan_rows_new(void)
{
    struct plan_rows *rows = xcalloc(1, sizeof *rows);

    while (plan_column_name(rows->width))
        rows->width++;
    return rows;
}

size_t plan_rows_add(struct plan_rows *rows)
{
    size_t j;

    rows->cells = xgrow(rows->cells, rows->count, &rows->capacity, sizeof *rows->cells);
    rows->cells[rows->count] = xarray(rows->width, sizeof **rows->cells);
    for (j = 0; j < rows->width; j++)
        rows->cells[rows->count][j] = xstrdup("");
    return rows->count++;
}

size_t plan_rows_count(const struct plan_rows *rows)
{
    return rows->count;
}

/* A column that is none of the plan's is a mistake of the program, and goes to no place. */
static size_t place_of(const struct plan_rows *rows, const char *column)
{
    size_t j;

    for (j = 0; j < rows->width; j++)
        if (strcmp(plan_column_name(j), column) == 0)
            return j;
    abort();
}

void plan_rows_set(struct plan_rows *rows, size_t row, const char *column, const char *value)
{
    char **cell = &rows->cells[row][place_of(rows, column)];

    free(*cell);
    *cell = xstrdup(value);
}

const char *plan_rows_get(const struct plan_rows *rows, size_t row, const char *column)
{
    return rows->cells[row][place_of(rows, column)];
}

void plan_rows_ask(struct plan_rows *rows, size_t row, const char *format, ...)
{
    const char *before = plan_rows_get(rows, row, "ask");
    char question[700];
    va_list args;
    char *all;
    char *at;

    va_start(args, format);
    vsnprintf(question, sizeof question, format, args);
    va_end(args);
    for (at = question; *at; at++) /* a line */
        if ((unsigned char)*at < ' ')
            *at = ' ';
    all = xasprintf("%s%s%s", before, *before ? " | " : "", question);
    plan_rows_set(rows, row, "ask", all);
    free(all);
}

static bool is_taken(const struct plan_rows *rows, size_t row, const char *name)
{
    size_t i;

    for (i = 0; i < rows->count; i++)
        if (i != row && same_ignoring_case(plan_rows_get(rows, i, "measure"), name))
            return true;
    return false;
}

/* No mark that means something in a list, a formula or a renaming. */
static char *fit_name(const char *name)
{
    struct text fit = TEXT_EMPTY;

    for (; *name; name++) {
        bool blank = (unsigned char)*name <= ' ' || strchr(",;=\"'!@*?[]", *name);

        if (!blank)
            text_addc(&fit, *name);
        else if (fit.length && fit.bytes[fit.length - 1] != ' ')
            text_addc(&fit, ' ');
    }
    while (fit.length && fit.bytes[fit.length - 1] == ' ')
        fit.bytes[--fit.length] = '\0';
    return fit.length ? text_take(&fit) : xstrdup("measure");
}

void plan_rows_name(struct plan_rows *rows, size_t row, const char *name)
{
    char *fit = fit_name(name);
    char *free_one = xstrdup(fit);
    size_t number = 2;

    while (is_taken(rows, row, free_one)) {
        free(free_one);
        free_one = xasprintf("%s %zu", fit, number++);
    }
    plan_rows_set(rows, row, "measure", free_one);
    free(free_one);
    free(fit);
}

static bool is_written(const struct plan_rows *rows, size_t column)
{
    size_t i;

    for (i = 0; i < COUNT(always); i++)
        if (strcmp(plan_column_name(column), always[i]) == 0)
            return true;
    for (i = 0; i < rows->count; i++)
        if (rows->cells[i][column][0])
            return true;
    return false;
}

void plan_rows_write(const struct plan_rows *rows, struct writer *writer)
{
    size_t i, j;

    for (j = 0; j < rows->width; j++)
        if (is_written(rows, j))
            writer_string(writer, plan_column_name(j));
    writer_end_row(writer);
    for (i = 0; i < rows->count; i++) {
        for (j = 0; j < rows->width; j++)
            if (is_written(rows, j))
                writer_string(writer, rows->cells[i][j]);
        writer_end_row(writer);
    }
}

void plan_rows_free(struct plan_rows *rows)
{
    size_t i, j;

    if (!rows)
        return;
    for (i = 0; i < rows->count; i++) {
        for (j = 0; j < rows->width; j++)
            free(rows->cells[i][j]);
        free(rows->cells[i]);
    }
    free(rows->cells);
    free(rows);
}
