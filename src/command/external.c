/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/external.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/installed.h"
#include "base/memory.h"
#include "base/plugin.h"
#include "command/filter.h"

#define PREFIX "lever-"

static bool is_file(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static bool executable(const char *path)
{
    return is_file(path) && access(path, X_OK) == 0;
}

/* Whether lever NAME may be a program at all. */
static bool is_free(const char *name)
{
    return plugin_name_valid(name) && strcmp(name, "help") != 0 && !filter_find(name);
}

/* folder/lever-NAME if it can be run, else NULL; the caller frees it. */
static char *candidate(const char *folder, const char *name)
{
    char *path = xasprintf("%s/" PREFIX "%s", folder, name);

    if (executable(path))
        return path;
    free(path);
    return NULL;
}

/* Calls visit for each absolute folder in their order, until it says that it is done. */
static void each_folder(bool (*visit)(const char *folder, void *context), void *context)
{
    char *own = installed_folder(LEVER_FILTER_DIR);
    const char *const paths[] = { getenv("LEVER_EXEC_PATH"), own, getenv("PATH") };
    bool done = false;
    size_t i;

    for (i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *at = paths[i];

        while (at && *at && !done) {
            size_t length = strcspn(at, ":");

            if (at[0] == '/') {
                char *folder = xstrndup(at, length);

                done = visit(folder, context);
                free(folder);
            }
            at += length;
            at += *at == ':';
        }
    }
    free(own);
}

struct search {
    const char *name;
    char *path;
};

static bool find_in(const char *folder, void *context)
{
    struct search *search = context;

    search->path = candidate(folder, search->name);
    return search->path != NULL;
}

char *external_find(const char *name)
{
    struct search search = { name, NULL };

    if (is_free(name))
        each_folder(find_in, &search);
    return search.path;
}

static bool find_file(const char *folder, void *context)
{
    struct search *search = context;
    char *path = xasprintf("%s/" PREFIX "%s", folder, search->name);

    if (is_file(path))
        search->path = path;
    else
        free(path);
    return search->path != NULL;
}

int external_blocked(const char *name, struct error *err)
{
    struct search search = { name, NULL };
    int status = 0;

    if (is_free(name))
        each_folder(find_file, &search);
    if (search.path && !executable(search.path))
        status = error_usage(err, "no filter \"%s\": %s is there but is not executable", name,
                             search.path);
    free(search.path);
    return status;
}

char **external_refused(void)
{
    static const struct plugin_sort sort = { .environment = "LEVER_EXEC_PATH",
                                             .folder = LEVER_FILTER_DIR };
    char **refused;

    plugin_folders_free(plugin_folders(&sort, &refused));
    return refused;
}

static bool known(const struct external_list *list, const char *name)
{
    size_t i;

    for (i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, name) == 0)
            return true;
    return !is_free(name);
}

static bool list_folder(const char *folder, void *context)
{
    struct external_list *list = context;
    DIR *directory = opendir(folder);
    struct dirent *file;

    while (directory && (file = readdir(directory)) != NULL) {
        const char *name = file->d_name + strlen(PREFIX);
        char *path;

        if (strncmp(file->d_name, PREFIX, strlen(PREFIX)) != 0 || known(list, name))
            continue;
        path = candidate(folder, name);
        if (path) {
            list->items = xgrow(list->items, list->count, &list->capacity, sizeof *list->items);
            list->items[list->count++] = (struct external){ xstrdup(name), path };
        }
    }
    if (directory)
        closedir(directory);
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct external *)a)->name, ((const struct external *)b)->name);
}

void external_list(struct external_list *list)
{
    *list = (struct external_list){ 0 };
    each_folder(list_folder, list);
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_name);
}

void external_list_free(struct external_list *list)
{
    size_t i;

    for (i = 0; i < list->count; i++) {
        free(list->items[i].name);
        free(list->items[i].path);
    }
    free(list->items);
    *list = (struct external_list){ 0 };
}

static void set_environment(void)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

    if (n > 0) {
        self[n] = '\0';
        setenv("LEVER", self, 1);
    }
    setenv("LEVER_VERSION", PACKAGE_VERSION, 1);
    setenv("LEVER_EXEC_PATH", "", 0);
}

/* Why execv did not take a file that is there. */
static int explain(const char *path, int number, struct error *err)
{
    char begin[2] = { 0 };
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool script = file >= 0 && read(file, begin, 2) == 2 && memcmp(begin, "#!", 2) == 0;

    if (file >= 0)
        close(file);
    if (number == ENOEXEC)
        return error_at(err, path, 0, NULL, "cannot run: it has no #! line");
    if (number == ENOENT && script)
        return error_at(err, path, 0, NULL,
                        "cannot run: the interpreter on its #! line is not there");
    return error_errno(err, path, number, "cannot run");
}

int external_run(const char *name, char **argv, struct error *err)
{
    char *path = external_find(name);

    if (!path)
        return 0;
    set_environment();
    execv(path, argv);
    explain(path, errno, err);
    free(path);
    return -1;
}
