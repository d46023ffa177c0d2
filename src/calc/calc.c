/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/calc.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct calc *calc_new(char decimal, bool replace)
{
    struct calc *calc = xcalloc(1, sizeof *calc);

    calc->decimal = decimal;
    calc->replace = replace;
    return calc;
}

void calc_free(struct calc *calc)
{
    size_t i;

    if (!calc)
        return;
    for (i = 0; i < calc->count; i++)
        formula_free(calc->formulas[i]);
    free(calc->formulas);
    free(calc->order);
    free(calc->place);
    free(calc->used);
    free(calc->troubles);
    free(calc);
}

static int add(struct calc *calc, struct formula *formula)
{
    if (!formula)
        return -1;
    calc->formulas = xgrow(calc->formulas, calc->count, &calc->capacity, sizeof *calc->formulas);
    calc->formulas[calc->count++] = formula;
    return 0;
}

int calc_add(struct calc *calc, const char *text, size_t length, const char *file,
             unsigned long line, struct error *err)
{
    return add(calc, formula_parse(text, length, calc->decimal, file, line, err));
}

int calc_add_expression(struct calc *calc, const char *name, const char *expression,
                        struct error *err)
{
    return add(calc, formula_parse_expression(name, expression, calc->decimal, err));
}

static bool is_comment(const char *line, size_t length)
{
    size_t i = 0;

    while (i < length && strchr(" \t\r\n", line[i]))
        i++;
    return i == length || line[i] == '#';
}

int calc_add_file(struct calc *calc, const char *path, struct error *err)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    unsigned long number = 0;
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    int bad = 0;

    if (!file)
        return error_errno(err, path, errno, "cannot open");
    while (!bad && (length = getline(&line, &capacity, file)) > 0) {
        const char *text = line;
        size_t n = (size_t)length;

        if (++number == 1 && n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
            text += 3, n -= 3;
        if (!is_comment(text, n))
            bad = calc_add(calc, text, n, path, number, err);
    }
    if (!bad && ferror(file))
        bad = error_errno(err, path, errno, "cannot read");
    free(line);
    if (file != stdin)
        fclose(file);
    return bad;
}

const struct formula *calc_column(const struct calc *calc, size_t column)
{
    size_t i;

    for (i = 0; i < calc->count; i++)
        if (calc->place[i] == column)
            return calc->formulas[i];
    return NULL;
}

const char *calc_name(const struct calc *calc, size_t column)
{
    const struct formula *formula = calc_column(calc, column);

    return formula ? formula->name : calc->names[column];
}

node_index calc_argument(const struct formula *formula, node_index call, size_t number)
{
    node_index i = formula->nodes[call].first;

    while (i != NODE_NONE && number-- > 0)
        i = formula->nodes[i].next;
    return i;
}
