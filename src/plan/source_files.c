/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/source_files.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"

#define MARKS "*?["

bool source_files_is_plain(const char *name)
{
    return !strpbrk(name, MARKS ";");
}

static void add(struct source_files *files, const char *path)
{
    size_t capacity = files->count;
    size_t i;

    for (i = 0; i < files->count; i++)
        if (strcmp(files->paths[i], path) == 0)
            return;
    files->paths = xgrow(files->paths, files->count, &capacity, sizeof *files->paths);
    files->paths[files->count++] = xstrdup(path);
}

/* The plan's folder, with its slash; "" = here. Of an absolute source nothing. */
static char *folder_of(const struct plan *plan, const char *item)
{
    const char *slash = strrchr(plan->file, '/');

    return *item == '/' || !slash ? xstrdup("")
                                  : xstrndup(plan->file, (size_t)(slash - plan->file) + 1);
}

/* The name in the same folder that is nearest to the path's own; NULL = none. The caller frees it. */
static char *nearest_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char *folder = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
    DIR *directory = opendir(folder);
    char **names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    char *nearest = NULL;
    const struct dirent *entry;
    long at;

    while (directory && count < 10000 && (entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        names = xgrow(names, count, &capacity, sizeof *names);
        names[count++] = xstrdup(entry->d_name);
    }
    if (directory)
        closedir(directory);
    at = nearest_name(name, (const char *const *)names, count);
    if (at >= 0)
        nearest = xasprintf("%.*s%s", (int)(name - path), path, names[at]);
    while (count > 0)
        free(names[--count]);
    free(names);
    free(folder);
    return nearest;
}

static int refuse(const char *path, const char *what, const char *why, struct error *err)
{
    char *nearest = nearest_file(path);

    error_set(err, "%s \"%.200s\"%s%s", what, path, *why ? ": " : "", why);
    if (nearest)
        error_set(err, "%s \"%.200s\"%s%s; did you mean \"%.200s\"?", what, path, *why ? ": " : "",
                  why, nearest);
    free(nearest);
    return -1;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folder is no pattern, whatever it is called. */
static char *pattern_of(const char *folder, const char *item)
{
    struct text pattern = TEXT_EMPTY;

    for (; *folder; folder++) {
        if (strchr(MARKS "\\", *folder))
            text_addc(&pattern, '\\');
        text_addc(&pattern, *folder);
    }
    text_adds(&pattern, item);
    return text_take(&pattern);
}

static int add_pattern(const char *folder, const char *item, struct source_files *files,
                       struct error *err)
{
    char *pattern = pattern_of(folder, item);
    char *path = xasprintf("%s%s", folder, item);
    size_t met = 0;
    struct stat info;
    glob_t found;
    size_t i;
    int status = glob(pattern, GLOB_NOSORT, NULL, &found);

    if (status == 0)
        qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, compare_paths);
    for (i = 0; status == 0 && i < found.gl_pathc; i++)
        if (stat(found.gl_pathv[i], &info) != 0 || !S_ISDIR(info.st_mode)) {
            add(files, found.gl_pathv[i]);
            met++;
        }
    if (status == 0)
        globfree(&found);
    status = met ? 0 : refuse(path, "no file is met by", "", err);
    free(pattern);
    free(path);
    return status;
}

static int add_item(const struct plan *plan, const char *item, struct source_files *files,
                    struct error *err)
{
    char *folder = folder_of(plan, item);
    char *path = xasprintf("%s%s", folder, item);
    int status = 0;

    if (access(path, R_OK) == 0)
        add(files, path);
    else if (errno == ENOENT && strpbrk(item, MARKS))
        status = add_pattern(folder, item, files, err);
    else
        status = refuse(path, "cannot read", strerror(errno), err);
    free(folder);
    free(path);
    return status;
}

int source_files_find(const struct plan *plan, const struct measure *measure,
                      struct source_files *files, struct error *err)
{
    const char *at = measure->source;
    int status = 0;

    *files = (struct source_files){ .count = 0 };
    if (access(measure->path, F_OK) == 0 || !strchr(at, ';'))
        return add_item(plan, measure->source, files, err);
    while (*at && status == 0) {
        size_t length = strcspn(at, ";");
        char *item = written_trim(at, length);

        if (*item)
            status = add_item(plan, item, files, err);
        free(item);
        at += length + (at[length] == ';');
    }
    if (status == 0 && files->count == 0)
        status = error_set(err, "\"%.200s\" names no file", measure->source);
    return status;
}

void source_files_free(struct source_files *files)
{
    while (files->count > 0)
        free(files->paths[--files->count]);
    free(files->paths);
    files->paths = NULL;
}
