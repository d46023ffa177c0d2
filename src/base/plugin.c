/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/plugin.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/installed.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/object.h"
#include "base/output.h"

enum { NAME_MAX_LENGTH = 64 };

struct name_list {
    char **items;
    size_t count;
    size_t capacity;
};

static void list_add(struct name_list *list, char *item)
{
    list->items = xgrow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count] = item;
    list->count += item != NULL;
}

char **plugin_folders(const struct plugin_sort *sort, char ***refused)
{
    const char *path = getenv(sort->environment);
    struct name_list good = { 0 };
    struct name_list bad = { 0 };

    while (path && *path) {
        size_t length = strcspn(path, ":");
        char *folder = xstrndup(path, length);

        if (folder[0] == '/')
            list_add(&good, folder);
        else if (refused)
            list_add(&bad, folder);
        else
            free(folder);
        path += length;
        path += *path == ':';
    }
    list_add(&good, installed_folder(sort->folder));
    list_add(&good, NULL);
    if (refused) {
        list_add(&bad, NULL);
        *refused = bad.items;
    }
    return good.items;
}

void plugin_folders_free(char **folders)
{
    size_t i;

    for (i = 0; folders && folders[i]; i++)
        free(folders[i]);
    free(folders);
}

bool plugin_name_valid(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");

    return length > 0 && name[length] == '\0' && length <= NAME_MAX_LENGTH;
}

/* abi and size come first in every table: only they say that the rest can be read. */
static int check_head(const struct plugin_sort *sort, const void *table, const char *path,
                      struct error *err)
{
    const struct plugin_table *head = table;

    if (!head)
        return error_at(err, path, 0, NULL, "%s returns no table", sort->symbol);
    if (head->abi != sort->abi)
        return error_at(err, path, 0, NULL, "wrong abi: it is made for %d, this is lever's %d",
                        head->abi, sort->abi);
    if (head->size < sort->size)
        return error_at(err, path, 0, NULL, "its table is too short: %zu bytes of %zu", head->size,
                        sort->size);
    return 0;
}

bool plugin_present(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

/* What a thread is in. exit runs the functions of atexit in the thread that calls it. */
static _Thread_local struct {
    const char *kind;
    const char *name;
} inside;

static void ended(void)
{
    struct error err;

    if (!inside.kind)
        return;
    error_set(&err, "%s \"%.300s\" ended the program", inside.kind, inside.name);
    message_error(&err);
    output_discard();
    _exit(1);
}

static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
static struct sigaction before[sizeof faults / sizeof *faults];

/* The thread at fault is the one that gets the signal. Of what may be called here, which is
 * little, as anything may be broken. */
static void crashed(int number)
{
    char line[600];
    size_t i;
    int length;

    if (!inside.kind) { /* lever's own fault: as if nobody had looked */
        for (i = 0; i < sizeof faults / sizeof *faults; i++)
            if (faults[i] == number)
                sigaction(number, &before[i], NULL);
        raise(number);
        return;
    }
    length = snprintf(line, sizeof line, "%.100s: %s \"%.300s\" crashed (signal %d)\n",
                      message_program_name(), inside.kind, inside.name, number);
    if (write(STDERR_FILENO, line, (size_t)length) < 0)
        _exit(1);
    output_discard();
    _exit(1);
}

static void watch(void)
{
    struct sigaction action = { .sa_handler = crashed, .sa_flags = SA_NODEFER };
    size_t i;

    atexit(ended);
    sigemptyset(&action.sa_mask);
    for (i = 0; i < sizeof faults / sizeof *faults; i++)
        sigaction(faults[i], &action, &before[i]);
}

void plugin_enter(const char *kind, const char *name)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, watch);
    inside.kind = kind;
    inside.name = name;
}

void plugin_leave(void)
{
    inside.kind = inside.name = NULL;
}

const void *plugin_load(const struct plugin_sort *sort, const char *path, void **handle,
                        struct error *err)
{
    const void *(*function)(void);
    const void *table;
    const char *reason;
    void *symbol;

    if (object_check(path, err) != 0)
        return NULL;
    plugin_enter("plugin", path);
    *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    plugin_leave();
    if (!*handle) {
        reason = dlerror();
        /* The reason mostly begins with the path, which the message names anyway. */
        if (strncmp(reason, path, strlen(path)) == 0 && reason[strlen(path)] == ':')
            reason += strlen(path) + 1 + strspn(reason + strlen(path) + 1, " ");
        error_at(err, path, 0, NULL, "cannot be loaded: %s", reason);
        return NULL;
    }
    symbol = dlsym(*handle, sort->symbol);
    if (!symbol) {
        error_at(err, path, 0, NULL, "it does not export %s", sort->symbol);
        dlclose(*handle);
        return NULL;
    }
    memcpy(&function, &symbol, sizeof function); /* ISO C knows no cast for this */
    plugin_enter("plugin", path);
    table = function();
    plugin_leave();
    if (check_head(sort, table, path, err) != 0) {
        dlclose(*handle);
        return NULL;
    }
    return table;
}

void plugin_unload(void *handle)
{
    dlclose(handle);
}

/* What stands up to the next tab or the end; NULL where it does not end, or is no text. */
static char *card_field(const char **at, const char *end, char stop)
{
    const char *begin = *at;
    const char *p;

    for (p = begin; p < end && *p != stop; p++)
        if ((unsigned char)*p < ' ' || p - begin > 1000)
            return NULL;
    if (p == end)
        return NULL;
    *at = p + 1;
    return xstrndup(begin, (size_t)(p - begin));
}

static int read_card(const char *mark, const char *bytes, size_t length, char **name,
                     char **summary, char **abi)
{
    const char *end = bytes + length;
    const char *at = bytes;

    while ((at = memmem(at, (size_t)(end - at), mark, strlen(mark))) != NULL) {
        at += strlen(mark);
        *abi = card_field(&at, end, '\t');
        *name = *abi ? card_field(&at, end, '\t') : NULL;
        *summary = *name ? card_field(&at, end, '\0') : NULL;
        if (*summary)
            return 1;
        free(*abi);
        free(*name);
    }
    *name = *summary = *abi = NULL;
    return 0;
}

int plugin_card(const struct plugin_sort *sort, const char *path, char **name, char **summary,
                char **abi, struct error *err)
{
    struct stat info;
    void *bytes;
    int found;
    int file;

    if (object_check(path, err) != 0)
        return -1;
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &info) != 0) {
        error_errno(err, path, errno, "cannot open");
        if (file >= 0)
            close(file);
        return -1;
    }
    bytes = info.st_size > 0 ? mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0)
                             : MAP_FAILED;
    close(file);
    if (bytes == MAP_FAILED)
        return error_errno(err, path, errno, "cannot read");
    found = read_card(sort->mark, bytes, (size_t)info.st_size, name, summary, abi);
    munmap(bytes, (size_t)info.st_size);
    return found;
}
