/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods/method.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "methods/loader.h"

/* Plugins that were loaded: each once, kept to the end. */
static struct {
    const struct lever_method **methods;
    size_t count;
    size_t capacity;
} loaded;

static const struct lever_method *find_ready(const char *name)
{
    const struct lever_method *method;
    size_t i;

    for (i = 0; (method = method_builtin(i)) != NULL; i++)
        if (strcmp(method->name, name) == 0)
            return method;
    for (i = 0; i < loaded.count; i++)
        if (strcmp(loaded.methods[i]->name, name) == 0)
            return loaded.methods[i];
    return NULL;
}

static void remember(const struct lever_method *method)
{
    loaded.methods = xgrow(loaded.methods, loaded.count, &loaded.capacity, sizeof *loaded.methods);
    loaded.methods[loaded.count++] = method;
}

/* There is no file of that name in any folder: what can be used, and where was it looked for. */
static void not_found(const char *name, struct error *err)
{
    struct method_list list;
    struct text said = TEXT_EMPTY;
    const char **names;
    char **refused;
    size_t count = 0;
    long nearest;
    size_t i;

    method_list(&list, false);
    names = xarray(list.count, sizeof *names);
    for (i = 0; i < list.count; i++)
        if (!list.entries[i].trouble)
            names[count++] = list.entries[i].name;
    nearest = nearest_name(name, names, count);
    text_addf(&said, "no method \"%.80s\"", name);
    if (nearest >= 0) {
        text_addf(&said, "; did you mean \"%s\"?", names[nearest]);
    } else {
        text_adds(&said, "; there are");
        for (i = 0; i < count; i++)
            text_addf(&said, "%s %s", i ? "," : "", names[i]);
    }
    plugin_folders_free(plugin_folders(&loader_sort, &refused));
    for (i = 0; refused[i]; i++)
        text_addf(&said, "%s\"%s\"", i ? ", " : " (not looked for in ", refused[i]);
    if (i)
        text_addf(&said, ": LEVER_METHOD_PATH takes absolute folders only)");
    plugin_folders_free(refused);
    error_set(err, "%s", said.bytes);
    text_free(&said);
    free(names);
    method_list_free(&list);
}

const struct lever_method *method_find(const char *name, struct error *err)
{
    const struct lever_method *method = find_ready(name);
    struct text reasons = TEXT_EMPTY;
    char **folders;
    size_t i;

    if (method)
        return method;
    if (strchr(name, '/')) {
        error_set(err, "a method is given by its name, not by a path: \"%s\"", name);
        return NULL;
    }
    if (!plugin_name_valid(name)) {
        error_set(err, "no method can be called \"%s\" (lower case letters, digits, - and _)",
                  name);
        return NULL;
    }
    folders = plugin_folders(&loader_sort, NULL);
    for (i = 0; folders[i] && !method; i++) {
        char *path = xasprintf("%s/%s.so", folders[i], name);
        struct error reason;
        char line[800];

        if (plugin_present(path)) {
            method = loader_load(path, name, &reason);
            if (!method) {
                error_format(&reason, line, sizeof line);
                text_addf(&reasons, "%s%s", reasons.length ? "; " : "", line);
            }
        }
        free(path);
    }
    plugin_folders_free(folders);
    if (method)
        remember(method);
    else if (reasons.length)
        error_set(err, "method \"%s\" cannot be used: %s", name, reasons.bytes);
    else
        not_found(name, err);
    text_free(&reasons);
    return method;
}

int method_estimate(const struct lever_method *method, const double *x, const double *y, size_t n,
                    double *estimate, struct error *err)
{
    int status;

    *estimate = NAN;
    plugin_enter("method", method->name);
    status = method->estimate(x, y, n, estimate);
    plugin_leave();
    if (status > 0) {
        *estimate = NAN;
        return 0;
    }
    if (status < 0)
        return error_set(err, "method \"%s\" failed on %zu rows (it returned %d)", method->name, n,
                         status);
    if (!isfinite(*estimate))
        return error_set(err, "method \"%s\" gave %s on %zu rows and reported no failure",
                         method->name, isnan(*estimate) ? "NaN" : "an infinite value", n);
    return 0;
}

static int estimate(const void *context, const double *x, const double *y, size_t n, double *result,
                    struct error *err)
{
    return method_estimate(context, x, y, n, result, err);
}

struct link_method method_for_links(const struct lever_method *method)
{
    enum correlation_method which;
    bool known = method_correlation(method, &which);
    bool pearson = known && which == CORRELATION_PEARSON;

    return (struct link_method){ .estimate = pearson ? NULL : estimate,
                                 .context = method,
                                 .correlation = known };
}

/* Takes over all but name. */
static struct method_entry *add(struct method_list *list, const char *name, char *path)
{
    struct method_entry *entry;

    list->entries = xgrow(list->entries, list->count, &list->capacity, sizeof *list->entries);
    entry = &list->entries[list->count++];
    *entry = (struct method_entry){ .name = xstrdup(name), .path = path };
    return entry;
}

static char *formatted(const struct error *err)
{
    char line[1000];

    error_format(err, line, sizeof line);
    return xstrdup(line);
}

/*
 * Loads it in a process of its own, as one that crashes or ends the program would take the list
 * with it. What comes back through the pipe is a byte 1, abi, tab and summary, or else what is
 * wrong: a reason, or the message that the child ended with.
 */
static void load_apart(struct method_entry *entry)
{
    const struct lever_method *method;
    struct text said = TEXT_EMPTY;
    char block[1024];
    const char *line;
    struct error err;
    int ends[2];
    pid_t child;
    ssize_t n;
    int state;

    if (pipe(ends) != 0 || (child = fork()) < 0) {
        entry->trouble = xasprintf("%s: cannot be looked at: %s", entry->path, strerror(errno));
        return;
    }
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        method = loader_load(entry->path, entry->name, &err);
        if (method)
            fprintf(stderr, "\1%d\t%s", method->abi, method->summary);
        else
            fputs(formatted(&err), stderr);
        _exit(0);
    }
    close(ends[1]);
    while ((n = read(ends[0], block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
        text_add(&said, block, n > 0 ? (size_t)n : 0);
    close(ends[0]);
    while (waitpid(child, &state, 0) < 0 && errno == EINTR)
        ;
    line = said.bytes ? said.bytes : "";
    if (strchr(line, '\1')) {
        size_t digits;

        line = strchr(line, '\1') + 1; /* a constructor may have said something */
        digits = strcspn(line, "\t");
        free(entry->summary);
        free(entry->abi);
        entry->abi = xstrndup(line, digits);
        entry->summary = xstrdup(line + digits + (line[digits] == '\t'));
    } else {
        n = (ssize_t)strlen(message_program_name());
        if (strncmp(line, message_program_name(), (size_t)n) == 0 && line[n] == ':')
            line += n + 2;
        entry->trouble = *line
                             ? xstrndup(line, strcspn(line, "\n"))
                             : xasprintf("%s: it ended the program as it was loaded", entry->path);
    }
    text_free(&said);
}

/* Fills in what the file says of itself; what a load says, where it is loaded. */
static void describe(struct method_entry *entry, bool load)
{
    char *name = NULL;
    struct error err;
    int found = plugin_card(&loader_sort, entry->path, &name, &entry->summary, &entry->abi, &err);

    if (found < 0) {
        entry->trouble = formatted(&err);
    } else if (load) {
        load_apart(entry);
    } else if (found && strcmp(name, entry->name) != 0) {
        entry->trouble = xasprintf("%s: it calls itself \"%s\", not \"%s\"", entry->path, name,
                                   entry->name);
    } else if (found && strtol(entry->abi, NULL, 10) != LEVER_METHOD_ABI) {
        entry->trouble = xasprintf("%s: wrong abi: it is made for %s, this is lever's %d",
                                   entry->path, entry->abi, LEVER_METHOD_ABI);
    }
    if (!entry->summary)
        entry->summary = xstrdup("external");
    if (!entry->abi)
        entry->abi = xstrdup("");
    free(name);
}

static int is_library(const struct dirent *file)
{
    const char *dot = strrchr(file->d_name, '.');

    return dot && dot != file->d_name && strcmp(dot, ".so") == 0;
}

static const struct method_entry *taken(const struct method_list *list, const char *name)
{
    size_t i;

    for (i = 0; i < list->count; i++)
        if (strcmp(list->entries[i].name, name) == 0 && !list->entries[i].trouble)
            return &list->entries[i];
    return NULL;
}

static void list_folder(struct method_list *list, const char *folder, bool load)
{
    struct dirent **files;
    int count = scandir(folder, &files, is_library, alphasort);
    int i;

    for (i = 0; i < count; i++) {
        char *name = xstrndup(files[i]->d_name, strlen(files[i]->d_name) - strlen(".so"));
        const struct method_entry *first = taken(list, name);
        char *holder = first ? xstrdup(first->path[0] ? first->path : "a built-in method") : NULL;
        struct method_entry *entry = add(list, name, xasprintf("%s/%s", folder, files[i]->d_name));

        describe(entry, load);
        if (holder && !entry->trouble)
            entry->trouble = xasprintf("%s: its name is taken by %s", entry->path, holder);
        else if (!plugin_name_valid(name) && !entry->trouble)
            entry->trouble = xasprintf("%s: \"%s\" is not a name for a method", entry->path, name);
        free(holder);
        free(name);
        free(files[i]);
    }
    if (count >= 0)
        free(files);
}

void method_list(struct method_list *list, bool load)
{
    const struct lever_method *method;
    char **folders = plugin_folders(&loader_sort, NULL);
    size_t i;

    *list = (struct method_list){ 0 };
    for (i = 0; (method = method_builtin(i)) != NULL; i++) {
        struct method_entry *entry = add(list, method->name, xstrdup(""));

        entry->summary = xstrdup(method->summary);
        entry->abi = xasprintf("%d", method->abi);
    }
    for (i = 0; folders[i]; i++)
        list_folder(list, folders[i], load);
    plugin_folders_free(folders);
}

void method_list_free(struct method_list *list)
{
    size_t i;

    for (i = 0; i < list->count; i++) {
        free(list->entries[i].name);
        free(list->entries[i].summary);
        free(list->entries[i].abi);
        free(list->entries[i].path);
        free(list->entries[i].trouble);
    }
    free(list->entries);
    *list = (struct method_list){ 0 };
}
