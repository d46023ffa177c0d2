/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/manual.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/installed.h"
#include "base/memory.h"
#include "base/text.h"

const char *const manual_topics[] = { "tutorial", "verdict",    "plan",     "calendar",
                                      "csv",      "statistics", "accuracy", "method",
                                      "function", "filter",     NULL };

/* The page that was built with this program, beside src/lever. */
static char *page_in_tree(const char *page)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    int section;

    if (n <= 0)
        return NULL;
    self[n] = '\0';
    *strrchr(self, '/') = '\0';
    for (section = 1; section <= 8; section++) {
        char *path = xasprintf("%s/../man/pages/%s.%d", self, page, section);

        if (access(path, R_OK) == 0)
            return path;
        free(path);
    }
    return NULL;
}

/* Takes escapes out of a line: \- is a hyphen, \fB and \& are nothing, \e a backslash. */
static void add_plain(struct text *text, const char *line)
{
    while (*line && *line != '\n') {
        if (*line != '\\') {
            text_addc(text, *line++);
        } else if (line[1] == 'f' && line[2]) {
            line += 3;
        } else if (line[1] == '-' || line[1] == 'e') {
            text_addc(text, line[1] == 'e' ? '\\' : '-');
            line += 2;
        } else {
            line += 1 + (line[1] == '&');
        }
    }
}

/* The NAME section: mdoc says .Nd SUMMARY, man says NAME \- SUMMARY on plain lines. */
static char *read_summary(gzFile file)
{
    struct text plain = TEXT_EMPTY;
    char line[1024];
    bool inside = false;
    char *found = NULL;

    while (!found && gzgets(file, line, sizeof line)) {
        if (strncmp(line, ".SH", 3) == 0 || strncmp(line, ".Sh", 3) == 0) {
            if (inside)
                break;
            inside = strstr(line, "NAME") != NULL;
        } else if (inside && strncmp(line, ".Nd ", 4) == 0) {
            text_clear(&plain);
            add_plain(&plain, line + 4);
            found = xstrdup(plain.bytes ? plain.bytes : "");
        } else if (inside && line[0] != '.') {
            if (plain.length)
                text_addc(&plain, ' ');
            add_plain(&plain, line);
        }
    }
    if (!found && plain.bytes && strstr(plain.bytes, " - "))
        found = xstrdup(strstr(plain.bytes, " - ") + 3);
    text_free(&plain);
    if (found && !*found) {
        free(found);
        found = NULL;
    }
    return found;
}

/* The page below a folder of pages, of a section from 1 to `most`; NULL where there is none. */
static char *page_under(const char *folder, size_t length, const char *page, int most)
{
    static const char *const endings[] = { "", ".gz" };
    size_t i;
    int section;

    for (section = 1; section <= most; section++) {
        for (i = 0; i < sizeof endings / sizeof *endings; i++) {
            char *path = xasprintf("%.*s/man%d/%s.%d%s", (int)length, folder, section, page,
                                   section, endings[i]);

            if (access(path, R_OK) == 0)
                return path;
            free(path);
        }
    }
    return NULL;
}

static char *page_installed(const char *page, const char *program, int most)
{
    const char *path = getenv("MANPATH");
    const char *slash = strrchr(program, '/');
    char *beside = xasprintf("%.*s/../share/man", slash ? (int)(slash - program) : 0, program);
    char *own = installed_folder(LEVER_MAN_DIR);
    const char *const places[] = { beside, own, "/usr/local/share/man", "/usr/share/man" };
    char *found = NULL;
    size_t i;

    while (path && *path && !found) {
        size_t length = strcspn(path, ":");

        if (path[0] == '/')
            found = page_under(path, length, page, most);
        path += length;
        path += *path == ':';
    }
    for (i = 0; i < sizeof places / sizeof *places && !found; i++)
        found = page_under(places[i], strlen(places[i]), page, most);
    free(beside);
    free(own);
    return found;
}

char *manual_find(const char *page, const char *program)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    char *found = page_in_tree(page);

    self[n > 0 ? n : 0] = '\0';
    return found ? found : page_installed(page, program ? program : self, 8);
}

char *manual_summary(const char *page, const char *program)
{
    char *path = page_installed(page, program, 1);
    gzFile file = path ? gzopen(path, "rb") : NULL;
    char *found = NULL;

    if (file) {
        found = read_summary(file);
        gzclose(file);
    }
    free(path);
    return found;
}
