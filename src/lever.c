/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lever: finds the filter and runs it.
 *
 * `lever NAME ...` and `lever-NAME ...` are the same. A name is looked for among
 * the built-in filters first (nothing shadows those), then as the executable
 * lever-NAME on LEVER_EXEC_PATH, in the package's own folder, and on PATH.
 *
 * `lever --complete` (command/completion.h), `lever --list-filters`,
 * `lever --list-options NAME` and `lever --list-results` (words/result.h) are for
 * completion and for the check of the manual: fields divided by tabs.
 */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/plugin.h"
#include "base/text.h"
#include "command/completion.h"
#include "command/external.h"
#include "command/filter.h"
#include "command/manual.h"
#include "words/result.h"

static void usage(FILE *out)
{
    const struct filter *const *filter;

    fputs("lever - says which outputs move which outcomes\n\n"
          "usage: lever FILTER [OPTION ...] [FILE ...]\n"
          "       lever help [FILTER|PAGE]\n"
          "       lever --version\n",
          out);
    for (filter = filters; *filter; filter++) {
        if (filter == filters || (*filter)->heading != filter[-1]->heading)
            fprintf(out, "\n%s:\n", heading_name((*filter)->heading));
        fprintf(out, "  %-8s %s\n", (*filter)->name, (*filter)->summary);
    }
    fputs("\nlever FILTER --help lists a filter's options.\n", out);
}

/* Name, summary, heading. */
static void list_filters(void)
{
    const struct filter *const *filter;
    struct external_list externals;
    size_t i;

    for (filter = filters; *filter; filter++)
        printf("%s\t%s\t%s\n", (*filter)->name, (*filter)->summary,
               heading_name((*filter)->heading));
    external_list(&externals);
    for (i = 0; i < externals.count; i++)
        printf("%s\texternal\t\n", externals.items[i].name);
    external_list_free(&externals);
}

static int list_options(const char *name)
{
    const struct filter *filter = name ? filter_find(name) : NULL;
    const struct option **rows;

    if (!filter)
        return 1;
    rows = filter_rows(filter);
    option_list(rows, stdout);
    free(rows);
    return 0;
}

/* Fills the error for a name that is no filter (nor, for help, a page), with the nearest. */
static int unknown(const char *name, bool pages)
{
    const char *kind = pages ? "filter or page" : "filter";
    struct external_list externals;
    struct text said = TEXT_EMPTY;
    const char **names;
    char **refused;
    struct error err;
    size_t count = 0;
    long nearest;
    size_t i;

    if (external_blocked(name, &err) != 0)
        return message_error(&err);
    external_list(&externals);
    for (i = 0; filters[i]; i++)
        count++;
    for (i = 0; manual_topics[i]; i++)
        count++;
    names = xarray(count + externals.count + 1, sizeof *names);
    count = 0;
    for (i = 0; filters[i]; i++)
        names[count++] = filters[i]->name;
    for (i = 0; i < externals.count; i++)
        names[count++] = externals.items[i].name;
    if (!pages)
        names[count++] = "help";
    for (i = 0; pages && manual_topics[i]; i++)
        names[count++] = manual_topics[i];
    nearest = nearest_name(name, names, count);
    text_addf(&said, "no %s \"%.80s\"", kind, name);
    if (nearest >= 0)
        text_addf(&said, "; did you mean \"%s\"?", names[nearest]);
    else
        text_adds(&said, pages ? "; lever --help lists the filters" : "; lever filters lists them");
    refused = external_refused();
    for (i = 0; refused[i]; i++)
        text_addf(&said, "%s\"%s\"", i ? ", " : " (not looked for in ", refused[i]);
    if (i)
        text_adds(&said, ": LEVER_EXEC_PATH takes absolute folders only)");
    plugin_folders_free(refused);
    error_usage(&err, "%s", said.bytes);
    text_free(&said);
    free(names);
    external_list_free(&externals);
    return message_error(&err);
}

/* known: how many of the two there are. */
static int unknown_option(const char *given, size_t known)
{
    static const char *const names[] = { "help", "version" };
    long nearest = strncmp(given, "--", 2) == 0 ? nearest_name(given + 2, names, known) : -1;
    struct error err;

    if (nearest >= 0)
        error_usage(&err, "no option %s; did you mean --%s?", given, names[nearest]);
    else
        error_usage(&err, "no option %s", given);
    return message_error(&err);
}

static bool is_topic(const char *name)
{
    size_t i;

    for (i = 0; manual_topics[i]; i++)
        if (strcmp(manual_topics[i], name) == 0)
            return true;
    return false;
}

/* Copies what man says of the page: man itself does not look whether it can be written. */
static bool copy_page(const char *file)
{
    int ends[2];
    char block[4096];
    ssize_t n;
    int state = 0;
    pid_t child;

    if (pipe(ends) != 0)
        return false;
    child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("man", "man", "--local-file", file, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    while (child > 0 && (n = read(ends[0], block, sizeof block)) != 0)
        if (n > 0)
            fwrite(block, 1, (size_t)n, stdout); /* checked at the end of main */
        else if (errno != EINTR)
            break;
    close(ends[0]);
    while (child > 0 && waitpid(child, &state, 0) < 0 && errno == EINTR)
        ;
    return child > 0 && WIFEXITED(state) && WEXITSTATUS(state) == 0;
}

/* Shows that page of the manual: on a terminal by becoming man. False where there is no
 * such page, or no man. */
static bool show_page(const char *page, const char *program)
{
    char *file = manual_find(page, program);
    bool shown = false;

    fflush(stdout);
    if (file && isatty(STDOUT_FILENO))
        execlp("man", "man", "--local-file", file, (char *)NULL);
    else if (file)
        shown = copy_page(file);
    free(file);
    return shown;
}

/* The page of a filter or a topic, or lever's own where none is named. What is no name
 * of ours never gets to man; a filter without a page shows its --help instead. */
static int help(const char *name)
{
    char *asks[] = { "lever", "--help", NULL };
    const struct filter *filter;
    char *external;
    char *page;
    struct error err;
    int status = 0;

    if (!name || strcmp(name, "lever") == 0 || strcmp(name, "help") == 0) {
        if (!show_page("lever", NULL))
            usage(stdout);
        return 0;
    }
    if (strncmp(name, "lever-", 6) == 0)
        name += 6;
    filter = filter_find(name);
    external = filter ? NULL : external_find(name);
    page = xasprintf("lever-%s", name);
    if (filter) {
        if (!show_page(page, NULL))
            filter_help(filter, stdout);
    } else if (external) {
        asks[0] = page;
        if (!show_page(page, external) && external_run(name, asks, &err) != 0)
            status = message_error(&err);
    } else if (is_topic(name) && !show_page(page, NULL)) {
        error_set(&err, "cannot show the page %s: it is not installed, or man is not", page);
        status = message_error(&err);
    } else if (!is_topic(name)) {
        status = unknown(name, true);
    }
    free(page);
    free(external);
    return status;
}

static void help_usage(void)
{
    size_t i;

    fputs("help - shows a page of the manual\n\n"
          "usage: lever help [FILTER|PAGE]\n\n"
          "The page of a filter (lever --help lists them), or one of these:\n",
          stdout);
    for (i = 0; manual_topics[i]; i++)
        printf("  %s\n", manual_topics[i]);
    fputs("Without a name, lever's own.\n", stdout);
}

/* lever help: count operands and options. */
static int run_help(int count, char **given)
{
    struct error err;

    if (count > 0 && (strcmp(given[0], "--help") == 0 || strcmp(given[0], "-h") == 0)) {
        help_usage();
        return 0;
    }
    if (count > 0 && given[0][0] == '-')
        return unknown_option(given[0], 1);
    if (count > 1) {
        error_usage(&err, "one operand too many: \"%s\"", given[1]);
        return message_error(&err);
    }
    return help(count > 0 ? given[0] : NULL);
}

static int run(const char *name, const char *called, int argc, char **argv)
{
    const struct filter *filter = filter_find(name);
    struct error err;

    if (filter)
        return filter_main(filter, called, argc, argv);
    if (external_run(name, argv, &err) != 0)
        return message_error(&err);
    return unknown(name, false);
}

int main(int argc, char **argv)
{
    /* What is printed here fits: it is written once, at the end, where a failure has its reason. */
    static char printed[1 << 16];
    const char *self = argc > 0 && argv[0] ? argv[0] : "lever";
    struct output standard = { .stream = stdout };
    struct error err;
    char *called;
    int status;

    if (strrchr(self, '/'))
        self = strrchr(self, '/') + 1;
    gsl_set_error_handler_off();
    output_hold_streams();
    output_catch_signals();
    if (!isatty(STDOUT_FILENO))
        setvbuf(stdout, printed, _IOFBF, sizeof printed);
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
        if ((status = run_help(argc - 2, argv + 2)) != 0)
            return status;
    } else if (strcmp(argv[1], "--list-filters") == 0) {
        list_filters();
    } else if (strcmp(argv[1], "--list-options") == 0) {
        if (list_options(argc > 2 ? argv[2] : NULL) != 0)
            return 1;
    } else if (strcmp(argv[1], "--list-results") == 0) {
        result_list(stdout);
    } else if (strcmp(argv[1], "--complete") == 0 && argc > 3) {
        if (completion(strtoul(argv[2], NULL, 10), (size_t)argc - 3, argv + 3) != 0)
            return 1;
    } else if (argv[1][0] == '-') {
        return unknown_option(argv[1], 2);
    } else {
        called = xasprintf("lever %s", argv[1]);
        status = run(argv[1], called, argc - 1, argv + 1);
        message_program("lever");
        free(called);
        return status;
    }
    return output_close(&standard, &err) != 0 ? message_error(&err) : 0;
}
