/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/external.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

static bool executable(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

/* Looks along a path of folders divided by colons. An empty or a relative folder
 * would be the working directory's: those are passed over. */
static char *search(const char *folders, const char *name)
{
    while (folders && *folders) {
        size_t length = strcspn(folders, ":");

        if (folders[0] == '/') {
            char *path = xasprintf("%.*s/lever-%s", (int)length, folders, name);

            if (executable(path))
                return path;
            free(path);
        }
        folders += length;
        folders += *folders == ':';
    }
    return NULL;
}

char *external_find(const char *name)
{
    char *path;

    if (strchr(name, '/') || name[0] == '\0')
        return NULL;
    path = search(getenv("LEVER_EXEC_PATH"), name);
    if (!path)
        path = search(LEVER_FILTER_DIR, name);
    if (!path)
        path = search(getenv("PATH"), name);
    return path;
}

int external_run(const char *name, char **argv, struct error *err)
{
    char *path = external_find(name);

    if (!path)
        return 0;
    setenv("LEVER_VERSION", PACKAGE_VERSION, 1);
    setenv("LEVER_EXEC_PATH", "", 0);
    execv(path, argv);
    error_errno(err, path, errno, "cannot run");
    free(path);
    return -1;
}

char *external_man_page(const char *page)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    /* src/lever in the source tree, or in a build folder inside it */
    static const char *const places[] = { "..", "../.." };
    char *slash;
    size_t i;

    if (n <= 0)
        return NULL;
    self[n] = '\0';
    slash = strrchr(self, '/');
    *slash = '\0';
    for (i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = xasprintf("%s/%s/man/%s.1", self, places[i], page);

        if (access(path, R_OK) == 0)
            return path;
        free(path);
    }
    return NULL;
}
