/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/functions.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "calc/family.h"

/* The families; operators are the first. */
#define FAMILIES(EACH) \
    EACH(operators) EACH(math) EACH(summary) EACH(logic) EACH(text) EACH(date) EACH(series) \
    EACH(season)

#define DECLARE(name) extern const struct lever_function functions_##name[];
FAMILIES(DECLARE)
#undef DECLARE
#define LIST(name) functions_##name,
static const struct lever_function *const families[] = { FAMILIES(LIST) };
#undef LIST

const struct lever_function *function_builtin(size_t index)
{
    size_t family;
    size_t i;

    for (family = 0; family < sizeof families / sizeof *families; family++)
        for (i = 0; families[family][i].name; i++)
            if (index-- == 0)
                return &families[family][i];
    return NULL;
}

bool function_is_operator(const struct lever_function *function)
{
    const struct lever_function *operator;

    for (operator = functions_operators; operator->name; operator++)
        if (operator == function)
            return true;
    return false;
}

bool function_compares(const struct lever_function *function)
{
    return function_is_operator(function) && strcmp(function->kinds, "AA") == 0;
}

enum function_choice function_choice(const struct lever_function *function)
{
    /* They have no code of their own: choosing is the host's. */
    if (function->over != LEVER_ROWS || function->row)
        return CHOICE_NONE;
    return strcmp(function->name, "IF") == 0    ? CHOICE_IF
           : strcmp(function->name, "IFS") == 0 ? CHOICE_IFS
                                                : CHOICE_IFERROR;
}

static bool is_called(const struct lever_function *function, const char *name, size_t length)
{
    size_t i;

    if (strlen(function->name) != length)
        return false;
    for (i = 0; i < length; i++) {
        char c = name[i];

        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c != function->name[i])
            return false;
    }
    return true;
}

const struct lever_function *function_known(const char *name, size_t length)
{
    const struct lever_function *function;
    size_t family;

    for (family = 0; family < sizeof families / sizeof *families; family++)
        for (function = families[family]; function->name; function++)
            if (is_called(function, name, length))
                return function;
    return NULL;
}

static void not_found(const char *name, struct error *err)
{
    struct function_list list;
    const char **names;
    long nearest;
    size_t i;

    function_list(&list);
    names = xarray(list.count, sizeof *names);
    for (i = 0; i < list.count; i++)
        names[i] = list.entries[i].name;
    nearest = nearest_name(name, names, list.count);
    if (nearest >= 0)
        error_set(err, "no function \"%.60s\"; did you mean %s?", name, names[nearest]);
    else
        error_set(err, "no function \"%.60s\" (lever calc --functions lists them)", name);
    free(names);
    function_list_free(&list);
}

const struct lever_function *function_find(const char *name, size_t length, struct error *err)
{
    const struct lever_function *function = function_known(name, length);

    if (!function)
        not_found(name, err);
    return function;
}

void function_arguments(const struct lever_function *function, size_t *least, size_t *most,
                        size_t *step)
{
    const char *open = strchr(function->kinds, '(');
    size_t fixed = open ? (size_t)(open - function->kinds) : strlen(function->kinds);
    size_t repeated = open ? strlen(open) - 2 : 0;
    const char *p;

    *least = fixed + repeated;
    *most = open ? SIZE_MAX : fixed;
    *step = repeated ? repeated : 1;
    for (p = function->arguments; (p = strchr(p, '[')) != NULL; p++)
        (*least)--;
}

char function_kind(const struct lever_function *function, size_t index)
{
    const char *open = strchr(function->kinds, '(');
    size_t fixed = open ? (size_t)(open - function->kinds) : strlen(function->kinds);

    if (index < fixed)
        return function->kinds[index];
    return open[1 + (index - fixed) % (strlen(open) - 2)];
}

static void add(struct function_list *list, const struct lever_function *function)
{
    list->entries = xgrow(list->entries, list->count, &list->capacity, sizeof *list->entries);
    list->entries[list->count++] = (struct function_entry){
        .name = xstrdup(function->name),
        .arguments = xstrdup(function->arguments),
        .summary = xstrdup(function->summary),
        .path = xstrdup(""),
    };
}

void function_list(struct function_list *list)
{
    const struct lever_function *function;
    size_t i;

    *list = (struct function_list){ NULL, 0, 0 };
    for (i = 0; (function = function_builtin(i)) != NULL; i++)
        if (!function_is_operator(function))
            add(list, function);
}

void function_list_free(struct function_list *list)
{
    size_t i;

    for (i = 0; i < list->count; i++) {
        free(list->entries[i].name);
        free(list->entries[i].arguments);
        free(list->entries[i].summary);
        free(list->entries[i].path);
    }
    free(list->entries);
    *list = (struct function_list){ NULL, 0, 0 };
}
