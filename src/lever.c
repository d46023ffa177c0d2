/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lever: finds the filter and runs it.
 *
 * `lever NAME ...` and `lever-NAME ...` are the same. A name is looked for among
 * the built-in filters first (nothing shadows those), then as the executable
 * lever-NAME on LEVER_EXEC_PATH, in the package's own folder, and on PATH.
 */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "filters/external.h"
#include "filters/filter.h"

static void usage(FILE *out)
{
    const struct filter *const *filter;

    fputs("lever - says which outputs move which outcomes\n\n"
          "usage: lever FILTER [OPTION ...] [FILE ...]\n"
          "       lever help [FILTER]\n"
          "       lever --version\n\n"
          "filters:\n", out);
    for (filter = filters; *filter; filter++)
        fprintf(out, "  %-8s %s\n", (*filter)->name, (*filter)->summary);
    fputs("\nlever FILTER --help lists a filter's options.\n", out);
}

/* Shows the manual page; comes back only where man cannot be run. */
static int help(const char *name)
{
    char *page = name ? xasprintf("lever-%s", name) : xstrdup("lever");
    const struct filter *filter = name ? filter_find(name) : NULL;
    char *local = external_man_page(page);

    fflush(stdout);
    if (local)
        execlp("man", "man", "-l", local, (char *)NULL);
    else
        execlp("man", "man", page, (char *)NULL);
    /* Without man, --help is the next best thing. */
    if (filter)
        filter_help(filter, stdout);
    else
        usage(stdout);
    free(local);
    free(page);
    return 0;
}

static int unknown(const char *name)
{
    const char *names[64];
    struct error err;
    size_t count = 0;
    long nearest;

    for (; filters[count] && count < sizeof names / sizeof *names; count++)
        names[count] = filters[count]->name;
    nearest = nearest_name(name, names, count);
    if (nearest >= 0)
        error_usage(&err, "no filter \"%s\"; did you mean \"%s\"?", name, names[nearest]);
    else
        error_usage(&err, "no filter \"%s\"; lever --help lists them", name);
    return message_error(&err);
}

static int run(const char *name, const char *called, int argc, char **argv)
{
    const struct filter *filter = filter_find(name);
    struct error err;

    if (filter)
        return filter_main(filter, called, argc, argv);
    if (external_run(name, argv, &err) != 0)
        return message_error(&err);
    return unknown(name);
}

int main(int argc, char **argv)
{
    const char *self = argc > 0 && argv[0] ? argv[0] : "lever";
    struct output standard = { .stream = stdout };
    struct error err;
    char *called;
    int status;

    if (strrchr(self, '/'))
        self = strrchr(self, '/') + 1;
    gsl_set_error_handler_off();
    output_catch_signals();
    if (strncmp(self, "lever-", 6) == 0)
        return run(self + 6, self, argc, argv);
    message_program("lever");
    if (argc < 2) {
        usage(stderr);
        return 2;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("lever %s\n", PACKAGE_VERSION);
    } else if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        usage(stdout);
    } else if (strcmp(argv[1], "help") == 0) {
        return help(argc > 2 ? argv[2] : NULL);
    } else if (argv[1][0] == '-') {
        error_usage(&err, "no option %s", argv[1]);
        return message_error(&err);
    } else {
        called = xasprintf("lever %s", argv[1]);
        status = run(argv[1], called, argc - 1, argv + 1);
        message_program("lever");
        free(called);
        return status;
    }
    return output_close(&standard, &err) != 0 ? message_error(&err) : 0;
}
