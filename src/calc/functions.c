/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/functions.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/plugin.h"
#include "base/text.h"
#include "calc/family.h"

/* The families; operators are the first. */
#define FAMILIES(EACH)                                                                             \
    EACH(operators)                                                                                \
    EACH(math) EACH(summary) EACH(logic) EACH(text) EACH(date) EACH(series) EACH(season)

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

    for (operator= functions_operators; operator->name; operator++)
        if (operator== function)
            return true;
    return false;
}

bool function_compares(const struct lever_function *function)
{
    return function_is_operator(function) && strcmp(function->kinds, "AA") == 0;
}

bool function_is_ordered(const struct lever_function *function)
{
    return function->over == LEVER_SERIES && (!function->excel || !strstr(function->excel, "[:]"));
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

/* ---- plugins ---- */

static const struct plugin_sort sort = {
    .symbol = "lever_function",
    .environment = "LEVER_FUNCTION_PATH",
    .folder = LEVER_FUNCTION_DIR,
    .mark = "@(#)lever-function\t",
    .abi = LEVER_FUNCTION_ABI,
    .size = sizeof(struct lever_function),
};

/* Plugins that were loaded: each once, kept to the end. */
static struct {
    const struct lever_function **functions;
    size_t count;
    size_t capacity;
} loaded;

/* Letters as lever-function.h has them, with at most one group in parentheses, the last. */
static bool kinds_valid(const struct lever_function *function)
{
    const char *letters = function->over == LEVER_ROWS ? "NCTLA" : "SAK";
    const char *kinds = function->kinds;
    size_t plain = strspn(kinds, letters);
    size_t group = kinds[plain] == '(' ? strspn(kinds + plain + 1, letters) : 0;
    const char *p;
    size_t optional = 0;

    for (p = function->arguments; (p = strchr(p, '[')) != NULL; p++)
        optional++;
    if (optional > plain + group)
        return false;
    if (group)
        return function->over == LEVER_ROWS && strcmp(kinds + plain + 1 + group, ")") == 0;
    /* Something to work on comes first, and moves only by itself. */
    if (function->over != LEVER_ROWS &&
        (!strchr("SA", kinds[0]) || kinds[0] == '\0' ||
         (kinds[0] == 'A') != (function->gives == 'A') || strchr(kinds + 1, 'A')))
        return false;
    return kinds[plain] == '\0';
}

static bool gives_valid(const struct lever_function *function)
{
    if (function->gives == 'A')
        return function->over == LEVER_SERIES && function->kinds[0] == 'A';
    return function->gives && strchr(function->over == LEVER_ROWS ? "NTLD" : "N", function->gives);
}

static bool is_name(const char *name)
{
    return name[0] >= 'A' && name[0] <= 'Z' &&
           name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._")] == '\0';
}

/* file: the name by the file's, in lower case. */
static int check_table(const struct lever_function *function, const char *path, const char *file,
                       struct error *err)
{
    if (!function->name || !function->arguments || !function->kinds || !function->summary)
        return error_at(err, path, 0, NULL, "its table has no %s",
                        !function->name        ? "name"
                        : !function->arguments ? "arguments"
                        : !function->kinds     ? "kinds"
                                               : "summary");
    if (!is_name(function->name))
        return error_at(err, path, 0, NULL,
                        "\"%.80s\" is not a name for a function (capitals, "
                        "digits and points)",
                        function->name);
    if (!same_ignoring_case(function->name, file))
        return error_at(err, path, 0, NULL, "it calls itself \"%s\", not \"%s\"", function->name,
                        file);
    if (function->over != LEVER_ROWS && function->over != LEVER_SERIES &&
        function->over != LEVER_COLUMN)
        return error_at(err, path, 0, NULL, "its table does not say what it looks at");
    if (!kinds_valid(function) || !gives_valid(function))
        return error_at(err, path, 0, NULL,
                        "a function cannot have the kinds \"%.40s\" giving "
                        "'%c'",
                        function->kinds, function->gives ? function->gives : '0');
    if (function->over == LEVER_ROWS ? !function->row : !function->series)
        return error_at(err, path, 0, NULL, "its table has no function");
    return 0;
}

static char *lower(const char *name, size_t length)
{
    char *out = xstrndup(name, length);
    char *p;

    for (p = out; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return out;
}

static const struct lever_function *load(const char *path, const char *file, struct error *err)
{
    void *handle;
    const struct lever_function *function = plugin_load(&sort, path, &handle, err);

    if (function && check_table(function, path, file, err) != 0) {
        plugin_unload(handle);
        return NULL;
    }
    return function;
}

/* The plugin of that name in the first folder where it is good; NULL with reasons, or without. */
static const struct lever_function *find_plugin(const char *file, struct text *reasons)
{
    const struct lever_function *function = NULL;
    char **folders = plugin_folders(&sort, NULL);
    size_t i;

    for (i = 0; folders[i] && !function; i++) {
        char *path = xasprintf("%s/%s.so", folders[i], file);
        struct error reason;
        char line[800];

        if (plugin_present(path)) {
            function = load(path, file, &reason);
            if (!function) {
                error_format(&reason, line, sizeof line);
                text_addf(reasons, "%s%s", reasons->length ? "; " : "", line);
            }
        }
        free(path);
    }
    plugin_folders_free(folders);
    return function;
}

static const struct lever_function *find_loaded(const char *name, size_t length)
{
    size_t i;

    for (i = 0; i < loaded.count; i++)
        if (is_called(loaded.functions[i], name, length))
            return loaded.functions[i];
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
    struct text reasons = TEXT_EMPTY;
    char *file;

    if (!function)
        function = find_loaded(name, length);
    if (function)
        return function;
    file = lower(name, length);
    if (plugin_name_valid(file))
        function = find_plugin(file, &reasons);
    if (function) {
        loaded.functions = xgrow(loaded.functions, loaded.count, &loaded.capacity,
                                 sizeof *loaded.functions);
        loaded.functions[loaded.count++] = function;
    } else if (reasons.length) {
        error_set(err, "function \"%.60s\" cannot be used: %s", name, reasons.bytes);
    } else {
        not_found(name, err);
    }
    text_free(&reasons);
    free(file);
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

static void add(struct function_list *list, const char *name, const char *arguments,
                const char *summary, const char *path)
{
    size_t i;

    for (i = 0; i < list->count; i++)
        if (strcmp(list->entries[i].name, name) == 0)
            return; /* the first one counts */
    list->entries = xgrow(list->entries, list->count, &list->capacity, sizeof *list->entries);
    list->entries[list->count++] = (struct function_entry){
        .name = xstrdup(name),
        .arguments = xstrdup(arguments),
        .summary = xstrdup(summary),
        .path = xstrdup(path),
    };
}

static int is_library(const struct dirent *file)
{
    const char *dot = strrchr(file->d_name, '.');

    return dot && dot != file->d_name && strcmp(dot, ".so") == 0;
}

/* Those that tell of themselves, and tell right. */
static void list_folder(struct function_list *list, const char *folder)
{
    struct dirent **files;
    int count = scandir(folder, &files, is_library, alphasort);
    int i;

    for (i = 0; i < count; i++) {
        char *path = xasprintf("%s/%s", folder, files[i]->d_name);
        char *file = xstrndup(files[i]->d_name, strlen(files[i]->d_name) - strlen(".so"));
        char *name = NULL;
        char *summary = NULL;
        char *abi = NULL;
        struct error err;

        if (plugin_card(&sort, path, &name, &summary, &abi, &err) == 1 &&
            strtol(abi, NULL, 10) == LEVER_FUNCTION_ABI && is_name(name) &&
            same_ignoring_case(name, file))
            add(list, name, "", summary, path);
        free(name);
        free(summary);
        free(abi);
        free(file);
        free(path);
        free(files[i]);
    }
    if (count >= 0)
        free(files);
}

void function_list(struct function_list *list)
{
    const struct lever_function *function;
    char **folders = plugin_folders(&sort, NULL);
    size_t i;

    *list = (struct function_list){ NULL, 0, 0 };
    for (i = 0; (function = function_builtin(i)) != NULL; i++)
        if (!function_is_operator(function))
            add(list, function->name, function->arguments, function->summary, "");
    for (i = 0; folders[i]; i++)
        list_folder(list, folders[i]);
    plugin_folders_free(folders);
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
