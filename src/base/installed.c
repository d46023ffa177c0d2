/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/installed.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

/* How long the folder is in which both are: up to the last slash that they share. */
static size_t shared(const char *a, const char *b)
{
    size_t length = 0;
    size_t i;

    for (i = 0; a[i] && a[i] == b[i]; i++)
        if (a[i] == '/')
            length = i;
    return length;
}

char *installed_beside(const char *folder, const char *bin, const char *program)
{
    const char *slash = strrchr(program, '/');
    size_t length = slash ? (size_t)(slash - program) : 0;
    size_t above = shared(folder, bin);
    size_t end = strlen(bin + above); /* of "/bin" */

    if (folder[0] != '/' || bin[0] != '/' || program[0] != '/' || length < end ||
        memcmp(program + length - end, bin + above, end) != 0)
        return NULL;
    return xasprintf("%.*s%s", (int)(length - end), program, folder + above);
}

char *installed_folder(const char *folder)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    char *beside;

    self[length > 0 ? length : 0] = '\0';
    beside = installed_beside(folder, LEVER_BIN_DIR, self);
    if (beside && access(beside, F_OK) == 0)
        return beside;
    free(beside);
    return xstrdup(folder);
}
