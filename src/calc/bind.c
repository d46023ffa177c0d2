/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "calc/calc.h"
#include "calc/functions.h"
#include "calc/kinds.h"
#include "table/select.h"

/* ---- columns and formulas ---- */

/* The column of the table that a formula's name replaces, or the earlier formula's;
 * refused without `replace`. */
static int find_places(struct calc *calc, struct error *err)
{
    size_t i;
    size_t j;

    calc->place = xarray(calc->count, sizeof *calc->place);
    for (i = 0; i < calc->count; i++) {
        const struct formula *formula = calc->formulas[i];
        size_t place = SIZE_MAX;

        for (j = 0; j < calc->width; j++) {
            if (strcmp(calc->names[j], formula->name) != 0)
                continue;
            if (place != SIZE_MAX)
                return formula_error(formula, 0, err,
                                     "\"%.60s\" is the name of two columns of "
                                     "%.80s",
                                     formula->name, file_shown(calc->file));
            place = j;
        }
        for (j = 0; j < i; j++) {
            if (strcmp(calc->formulas[j]->name, formula->name) != 0)
                continue;
            place = calc->place[j] == SIZE_MAX ? place : calc->place[j];
            calc->place[j] = SIZE_MAX;
        }
        if (place != SIZE_MAX && !calc->replace)
            return formula_error(formula, 0, err,
                                 "there is a column \"%.60s\" already; --replace "
                                 "replaces it",
                                 formula->name);
        calc->place[i] = place != SIZE_MAX ? place : calc->out_width++;
    }
    return 0;
}

/* The formula that a name means in formula `at`: the last before it; else `behind`: the first
 * from it on. SIZE_MAX: none. */
static size_t formula_called(const struct calc *calc, size_t at, const char *name, bool behind)
{
    size_t i;

    for (i = at; !behind && i-- > 0;)
        if (strcmp(calc->formulas[i]->name, name) == 0)
            return i;
    for (i = at; behind && i < calc->count; i++)
        if (strcmp(calc->formulas[i]->name, name) == 0)
            return i;
    return SIZE_MAX;
}

static bool is_capitals(const char *name)
{
    size_t length = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    return name[0] != '\0' && name[length] == '\0' && length <= 3;
}

/* calls[2], quoted or not: the second column called calls. */
static bool find_numbered(const struct calc *calc, struct node *node)
{
    const char *open = strrchr(node->text, '[');
    char *end;
    unsigned long number = open ? strtoul(open + 1, &end, 10) : 0;
    size_t i;

    if (number == 0 || open[1] < '0' || open[1] > '9' || strcmp(end, "]") != 0)
        return false;
    for (i = 0; i < calc->width; i++) {
        if (strncmp(calc->names[i], node->text, (size_t)(open - node->text)) != 0 ||
            calc->names[i][open - node->text] != '\0' || --number > 0)
            continue;
        node->column = i;
        return true;
    }
    return false;
}

/* A capital letter, where no header is called so. */
static bool find_lettered(const struct calc *calc, struct node *node)
{
    struct error err;

    return !node->quoted && is_capitals(node->text) &&
           select_column(calc->names, calc->width, node->text, calc->file, NULL, &node->column,
                         &err) == 0;
}

/* Is it what something is compared with? The first = stands behind the formula's name. */
static bool is_compared(const struct formula *formula, const struct node *node)
{
    const char *first = strchr(formula->text, '=');
    size_t at = node->at;

    while (at > 0 && formula->text[at - 1] == ' ')
        at--;
    return first && at > 0 && strchr("=<>", formula->text[at - 1]) &&
           formula->text + at - 1 > first;
}

/* What a person may have meant by a name that there is not; NULL: nothing that one can tell. */
static const char *meant_by(const struct formula *formula, const struct node *node)
{
    size_t letters = strspn(node->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    size_t digits = strspn(node->text + letters, "0123456789");

    if (formula->text[node->at] == '\'')
        return "a text stands in \"...\"";
    if (!node->quoted && letters > 0 && letters <= 3 && digits > 0 && !node->text[letters + digits])
        return "formulas name columns, not cells";
    if (strncmp(node->text, "\xE2\x80", 2) == 0 || strncmp(node->text, "\xC2\xAB", 2) == 0)
        return "a text stands in straight quotes";
    if (!node->quoted && is_compared(formula, node))
        return "a text stands in \"...\"";
    return NULL;
}

static int unknown_name(const struct calc *calc, const struct formula *formula,
                        const struct node *node, struct error *err)
{
    const char **names = xarray(calc->width + calc->count, sizeof *names);
    const struct lever_function *function = function_known(node->text, node->length);
    const char *meant = meant_by(formula, node);
    const char *hint = delimiter_hint((const char *const *)calc->names, calc->width);
    char *all = list_of_columns(calc->names, calc->width, 60);
    long nearest;
    size_t i;

    memcpy(names, calc->names, calc->width * sizeof *names);
    for (i = 0; i < calc->count; i++)
        names[calc->width + i] = calc->formulas[i]->name;
    nearest = nearest_name(node->text, names, calc->width + calc->count);
    if (nearest >= 0)
        formula_error(formula, node->at, err,
                      "no column \"%.60s\"; did you mean \"%.60s\"? The "
                      "columns are: %s%s",
                      node->text, names[nearest], all, hint);
    else if (meant)
        formula_error(formula, node->at, err, "no column \"%.60s\"; %s", node->text, meant);
    else if (function && !node->quoted)
        formula_error(formula, node->at, err, "no column \"%.60s\"; the function is %s(%s)",
                      node->text, function->name, function->arguments);
    else
        formula_error(formula, node->at, err, "no column \"%.60s\". The columns are: %s%s",
                      node->text, all, hint);
    free(all);
    free(names);
    return error_word(err, node->text);
}

static int bind_name(struct calc *calc, size_t index, struct node *node, struct error *err)
{
    const struct formula *formula = calc->formulas[index];
    size_t column = formula_called(calc, index, node->text, false);
    size_t found = 0;
    size_t i;

    node->kind = NODE_FORMULA;
    node->column = column;
    if (column != SIZE_MAX)
        return 0;
    for (i = 0; i < calc->width; i++) {
        if (strcmp(calc->names[i], node->text) == 0) {
            node->column = i;
            found++;
        }
    }
    if (found > 1)
        return formula_error(formula, node->at, err,
                             "%zu columns are called \"%.60s\"; say "
                             "%.60s[1], %.60s[2] ... or a letter",
                             found, node->text, node->text, node->text);
    if (found == 0) {
        node->column = formula_called(calc, index, node->text, true);
        if (node->column != SIZE_MAX)
            return 0;
        if (!find_numbered(calc, node) && !find_lettered(calc, node))
            return unknown_name(calc, formula, node, err);
    }
    node->kind = NODE_COLUMN;
    calc->used[node->column] = true;
    return 0;
}

/* ---- calls ---- */

/* x = "" asks whether x is blank, as in Excel: the operator of one side is called instead. */
static void bind_blank(struct formula *formula, struct node *call)
{
    struct node *left = &formula->nodes[call->first];
    struct node *right = &formula->nodes[left->next];
    bool blank_left = left->kind == NODE_TEXT && left->length == 0;
    bool blank_right = right->kind == NODE_TEXT && right->length == 0;

    if (!blank_left && !blank_right)
        return;
    call->function = function_known(strcmp(call->text, "=") == 0 ? "=\"\"" : "<>\"\"",
                                    call->text[0] == '=' ? 3 : 4);
    if (blank_left)
        call->first = left->next;
    formula->nodes[call->first].next = NODE_NONE;
    call->count = 1;
}

static int bind_function(struct formula *formula, struct node *call, struct error *err)
{
    struct error why;
    size_t least;
    size_t most;
    size_t step;

    call->function = function_find(call->text, call->length, &why);
    if (!call->function)
        return formula_error(formula, call->at, err, "%s", why.what);
    if (function_is_operator(call->function)) {
        if (strcmp(call->text, "=") == 0 || strcmp(call->text, "<>") == 0)
            bind_blank(formula, call);
        return 0;
    }
    function_arguments(call->function, &least, &most, &step);
    if (call->count < least || call->count > most || (call->count - least) % step != 0)
        return formula_error(formula, call->at, err, "it is %s(%s): not %u %s",
                             call->function->name, call->function->arguments, call->count,
                             call->count == 1 ? "argument" : "arguments");
    return 0;
}

static int bind_names(struct calc *calc, struct error *err)
{
    size_t f;
    node_index i;

    for (f = 0; f < calc->count; f++) {
        struct formula *formula = calc->formulas[f];

        for (i = 0; i < formula->count; i++) {
            struct node *node = &formula->nodes[i];

            if (node->kind == NODE_NAME && bind_name(calc, f, node, err) != 0)
                return -1;
            if (node->kind == NODE_CALL && bind_function(formula, node, err) != 0)
                return -1;
        }
    }
    return 0;
}

/* ---- order ---- */

/* A formula that is not done, and a node in it that names another such. */
static const struct node *waits_for(const struct calc *calc, size_t index, const bool *done)
{
    const struct formula *formula = calc->formulas[index];
    node_index i;

    for (i = 0; i < formula->count; i++)
        if (formula->nodes[i].kind == NODE_FORMULA && !done[formula->nodes[i].column])
            return &formula->nodes[i];
    return NULL;
}

/* Follows what is waited for until a formula comes round again. */
static int refuse_circle(const struct calc *calc, const bool *done, struct error *err)
{
    size_t *seen = xcalloc(calc->count, sizeof *seen);
    const struct node *node;
    struct text way = TEXT_EMPTY;
    size_t at = 0;
    size_t start;

    while (done[at])
        at++;
    while (!seen[at]) {
        seen[at] = 1;
        at = waits_for(calc, at, done)->column;
    }
    start = at;
    node = waits_for(calc, start, done);
    text_addf(&way, "\"%.40s\"", calc->formulas[start]->name);
    do {
        at = waits_for(calc, at, done)->column;
        if (way.length < 200)
            text_addf(&way, " needs \"%.40s\"%s", calc->formulas[at]->name,
                      at == start ? "" : ", which");
    } while (at != start);
    formula_error(calc->formulas[start], node->at, err, "a circular reference: %s", way.bytes);
    text_free(&way);
    free(seen);
    return -1;
}

/* Each formula as soon as it has what it needs, the first of them first (Kahn 1962). */
static int find_order(struct calc *calc, struct error *err)
{
    size_t n = calc->count;
    bool *done = xcalloc(n, sizeof *done);
    size_t *waiting = xcalloc(n, sizeof *waiting); /* references still open */
    size_t *first = xarray(n, sizeof *first);      /* lists of who waits, by formula */
    size_t *next = NULL;
    size_t *who = NULL;
    size_t links = 0;
    size_t next_capacity = 0;
    size_t who_capacity = 0;
    size_t head;
    size_t tail = 0;
    size_t f;
    node_index i;

    calc->order = xarray(n, sizeof *calc->order);
    for (f = 0; f < n; f++)
        first[f] = SIZE_MAX;
    for (f = 0; f < n; f++) {
        const struct formula *formula = calc->formulas[f];

        for (i = 0; i < formula->count; i++) {
            if (formula->nodes[i].kind != NODE_FORMULA)
                continue;
            next = xgrow(next, links, &next_capacity, sizeof *next);
            who = xgrow(who, links, &who_capacity, sizeof *who);
            next[links] = first[formula->nodes[i].column];
            who[links] = f;
            first[formula->nodes[i].column] = links++;
            waiting[f]++;
        }
        if (waiting[f] == 0)
            calc->order[tail++] = f;
    }
    for (head = 0; head < tail; head++) {
        size_t link;

        done[calc->order[head]] = true;
        for (link = first[calc->order[head]]; link != SIZE_MAX; link = next[link])
            if (--waiting[who[link]] == 0)
                calc->order[tail++] = who[link];
    }
    if (tail < n)
        refuse_circle(calc, done, err);
    free(done);
    free(waiting);
    free(first);
    free(next);
    free(who);
    return tail < n ? -1 : 0;
}

bool calc_needs_passes(const struct calc *calc)
{
    const struct lever_function *function;
    struct error err;
    size_t f;
    node_index i;

    for (f = 0; f < calc->count; f++) {
        const struct formula *formula = calc->formulas[f];

        for (i = 0; i < formula->count; i++) {
            const struct node *node = &formula->nodes[i];

            if (node->kind != NODE_CALL)
                continue;
            function = function_find(node->text, node->length, &err);
            if (function && function->over != LEVER_ROWS)
                return true;
        }
    }
    return false;
}

int calc_bind(struct calc *calc, const char *const *names, size_t width, const char *file,
              struct error *err)
{
    size_t i;

    calc->names = names;
    calc->width = calc->out_width = width;
    calc->file = file;
    calc->used = xcalloc(width, sizeof *calc->used);
    if (find_places(calc, err) != 0 || bind_names(calc, err) != 0 || find_order(calc, err) != 0)
        return -1;
    for (i = 0; i < calc->count; i++)
        if (kinds_bind(calc, calc->order[i], err) != 0)
            return -1;
    return 0;
}
