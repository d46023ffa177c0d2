/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/pipeline.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"

enum argument_place { PLACE_NONE, PLACE_INSIDE, PLACE_OUTSIDE };

struct argument {
    char *text;
    enum argument_place place; /* what the text is a file of */
};

struct asked {
    char *word;
    const char *asker;
    struct error place;
};

struct command {
    const struct filter *filter;
    struct asked *asked;
    size_t asked_count;
    size_t asked_capacity;
    bool inside;
    size_t chain;
    struct argument *arguments;
    size_t count;
    size_t capacity;
};

struct command *pipeline_add(struct pipeline *pipeline, const char *filter, bool inside)
{
    struct command *command = xcalloc(1, sizeof *command);

    command->filter = filter_find(filter);
    command->inside = inside;
    command->chain = pipeline->chain;
    pipeline->commands = xgrow(pipeline->commands, pipeline->count, &pipeline->capacity,
                               sizeof *pipeline->commands);
    pipeline->commands[pipeline->count++] = command;
    if (pipeline->trail && (command->filter->common & TAKES(TRAIL))) {
        command_word(command, "--trail");
        command_inside(command, pipeline->trail);
    }
    return command;
}

static void command_free(struct command *command)
{
    while (command->count)
        free(command->arguments[--command->count].text);
    while (command->asked_count)
        free(command->asked[--command->asked_count].word);
    free(command->asked);
    free(command->arguments);
    free(command);
}

void pipeline_drop(struct pipeline *pipeline)
{
    command_free(pipeline->commands[--pipeline->count]);
}

void pipeline_call(struct pipeline *pipeline, const char *name, const char *shown)
{
    pipeline->names = xgrow(pipeline->names, pipeline->name_count, &pipeline->name_capacity,
                            sizeof *pipeline->names);
    pipeline->names[pipeline->name_count++] = (struct pipeline_name){ xstrdup(name),
                                                                      xstrdup(shown) };
}

void pipeline_gather(struct pipeline *pipeline, const char *name, const char *file)
{
    struct pipeline_gathered *gathered = &pipeline->gathered;

    gathered->file = file;
    gathered->names = xgrow(gathered->names, gathered->count, &gathered->capacity,
                            sizeof *gathered->names);
    gathered->names[gathered->count++] = xstrdup(name);
}

void pipeline_free(struct pipeline *pipeline)
{
    size_t i;

    for (i = 0; i < pipeline->gathered.count; i++)
        free(pipeline->gathered.names[i]);
    free(pipeline->gathered.names);

    for (i = 0; i < pipeline->name_count; i++) {
        free(pipeline->names[i].file);
        free(pipeline->names[i].shown);
    }
    free(pipeline->names);
    while (pipeline->count)
        pipeline_drop(pipeline);
    free(pipeline->commands);
}

static void add(struct command *command, const char *text, enum argument_place place)
{
    command->arguments = xgrow(command->arguments, command->count, &command->capacity,
                               sizeof *command->arguments);
    command->arguments[command->count++] = (struct argument){ xstrdup(text), place };
}

void command_word(struct command *command, const char *word)
{
    add(command, word, PLACE_NONE);
}

void command_option(struct command *command, const char *option, const char *value)
{
    command_word(command, option);
    command_word(command, value);
}

void command_inside(struct command *command, const char *name)
{
    add(command, name, PLACE_INSIDE);
}

void command_outside(struct command *command, const char *path)
{
    add(command, path, PLACE_OUTSIDE);
}

void command_asked(struct command *command, const char *asker, const char *word, const char *file,
                   unsigned long line, const char *column)
{
    struct asked asked = { .word = xstrdup(word), .asker = asker };

    error_at(&asked.place, file, line, column, "%s", "");
    command->asked = xgrow(command->asked, command->asked_count, &command->asked_capacity,
                           sizeof *command->asked);
    command->asked[command->asked_count++] = asked;
}

static bool has(const struct command *command, const char *word)
{
    size_t i;

    for (i = 0; i < command->count; i++)
        if (strcmp(command->arguments[i].text, word) == 0)
            return true;
    return false;
}

/* Hands on those options that say how the result is spelt, or the others; whether there are any. */
static bool pass(struct command *command, const struct filter *from, const void *settings,
                 bool form)
{
    const struct option **given = filter_rows(from);
    const struct option **taken = filter_rows(command->filter);
    bool any = false;
    size_t i;

    for (i = 0; given[i]; i++) {
        const struct option *row = option_named(taken, given[i]->name);
        char *value = row ? option_typed(given[i], settings) : NULL;
        char *option = xasprintf("--%s", given[i]->name);

        if (value && given[i]->form == form && !has(command, option) &&
            !(row->preset && strcmp(row->preset, value) == 0)) {
            any = true;
            command_word(command, option);
            if (row->kind != OPTION_FLAG)
                add(command, value, common_is_file(row, value) ? PLACE_OUTSIDE : PLACE_NONE);
        }
        free(option);
        free(value);
    }
    free(given);
    free(taken);
    return any;
}

void command_pass(struct command *command, const struct filter *from, const void *settings)
{
    pass(command, from, settings, false);
}

bool command_pass_output(struct command *command, const struct filter *from, const void *settings)
{
    return pass(command, from, settings, true);
}

/* The argument as the command gets it in the folder where it runs; the caller frees it. */
static char *placed(const struct pipeline *pipeline, const struct command *command,
                    const struct argument *argument, const char *here)
{
    const char *text = argument->text;

    if (argument->place == PLACE_INSIDE && !command->inside)
        return xasprintf("%s/%s", pipeline->folder, text);
    if (argument->place == PLACE_OUTSIDE && command->inside && *text != '/')
        return xasprintf("%s/%s", here, text);
    if (argument->place == PLACE_OUTSIDE && *text == '-')
        return xasprintf("./%s", text);
    return xstrdup(text);
}

/* Messages call a file as the user would, not as the command does. */
static void call(const struct pipeline *pipeline, const struct argument *argument,
                 const char *given)
{
    size_t i;

    if (argument->place == PLACE_OUTSIDE)
        called_set(given, CALLED_BY_PEOPLE, argument->text);
    for (i = 0; argument->place == PLACE_INSIDE && i < pipeline->name_count; i++)
        if (strcmp(pipeline->names[i].file, argument->text) == 0)
            called_set(given, CALLED_BY_PEOPLE, pipeline->names[i].shown);
}

/* In the child: becomes the command, never comes back. */
static void run_here(const struct pipeline *pipeline, const struct command *command)
{
    char *called = xasprintf("lever %s", command->filter->name);
    char **argv = xcalloc(command->count + 2, sizeof *argv);
    char *here = getcwd(NULL, 0);
    struct error err;
    size_t i;
    int status;

#ifdef __linux__
    /* Whoever ends the parent by its number means all of it. */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    if (!here || (command->inside && chdir(pipeline->folder) != 0)) {
        error_errno(&err, pipeline->folder, errno, "cannot change to this folder");
        _exit(message_error(&err));
    }
    argv[0] = called;
    for (i = 0; i < command->count; i++) {
        argv[i + 1] = placed(pipeline, command, &command->arguments[i], here);
        call(pipeline, &command->arguments[i], argv[i + 1]);
    }
    for (i = 0; i < command->asked_count; i++)
        message_asked(command->asked[i].word, command->asked[i].asker, &command->asked[i].place);
    message_after(pipeline->after, pipeline->after_data);
    status = filter_main(command->filter, called, (int)command->count + 1, argv);
    called_forget(CALLED_BY_PEOPLE);
    message_asked(NULL, NULL, NULL);
    message_after(NULL, NULL);
    for (i = 0; argv[i]; i++)
        free(argv[i]);
    free(argv);
    free(here);
    fflush(NULL);
    /* Not exit: what the parent wants done at its end is the parent's. */
    _exit(status);
}

static int run_command(const struct pipeline *pipeline, const struct command *command)
{
    struct error err;
    int state;
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child == 0)
        run_here(pipeline, command);
    if (child < 0) {
        error_errno(&err, NULL, errno, "cannot start lever %s", command->filter->name);
        return message_error(&err);
    }
    while (waitpid(child, &state, 0) < 0)
        if (errno != EINTR) {
            error_errno(&err, NULL, errno, "lost lever %s", command->filter->name);
            return message_error(&err);
        }
    if (WIFEXITED(state))
        return WEXITSTATUS(state);
    error_set(&err, "lever %s was ended by signal %d", command->filter->name, WTERMSIG(state));
    return message_error(&err);
}

/* Copies a file of the folder behind what is there, its header left out where there is one. */
static int append(const struct pipeline *pipeline, const char *name, bool headed, FILE *out,
                  struct error *err)
{
    char *path = xasprintf("%s/%s", pipeline->folder, name);
    FILE *in = fopen(path, "re");
    int status = in ? 0 : error_errno(err, path, errno, "cannot open");
    int c = 0;

    while (in && headed && c != '\n' && c != EOF)
        c = getc(in);
    while (in && (c = getc(in)) != EOF)
        putc(c, out);
    if (in && ferror(in))
        status = error_errno(err, path, errno, "cannot read");
    if (in)
        fclose(in);
    free(path);
    return status;
}

static int gather(const struct pipeline *pipeline)
{
    const struct pipeline_gathered *gathered = &pipeline->gathered;
    struct output out;
    struct error err;
    int status;
    size_t i;

    if (!gathered->file)
        return 0;
    status = output_open(&out, gathered->file, &err);
    for (i = 0; status == 0 && i < gathered->count; i++)
        status = append(pipeline, gathered->names[i], i > 0, out.stream, &err);
    if (status == 0)
        return output_close(&out, &err) != 0 ? message_error(&err) : 0;
    output_abandon(&out);
    return message_error(&err);
}

int pipeline_run(const struct pipeline *pipeline)
{
    int result = 0;
    int failed = 0;
    size_t lost = 0; /* the chain that failed last */
    int status;
    size_t i;

    for (i = 0; i < pipeline->count; i++) {
        const struct command *command = pipeline->commands[i];

        if (failed && (command->chain == 0 || command->chain == lost))
            continue;
        status = run_command(pipeline, command);
        if (status == 3)
            result = 3;
        else if (status != 0) {
            failed = failed ? failed : status;
            lost = command->chain;
        }
    }
    if (!failed)
        failed = gather(pipeline);
    return failed ? failed : result;
}

static void show_word(const char *word, FILE *out)
{
    struct text text = TEXT_EMPTY;

    text_add_word(&text, word);
    fputs(text.bytes, out);
    text_free(&text);
}

static void show_argument(const struct argument *argument, FILE *out)
{
    fputc(' ', out);
    if (argument->place == PLACE_INSIDE)
        fputs("\"$work\"/", out);
    else if (argument->place == PLACE_OUTSIDE && *argument->text == '-')
        fputs("./", out);
    show_word(argument->text, out);
}

void pipeline_show(const struct pipeline *pipeline, const char *result, FILE *out)
{
    bool asserted = false;
    size_t i, j;

    fputs("set -e\nwork=$(mktemp -d)\ntrap 'rm -rf \"$work\"' EXIT\n", out);
    for (i = 0; i < pipeline->count; i++) {
        const struct command *command = pipeline->commands[i];

        fprintf(out, "lever %s", command->filter->name);
        for (j = 0; j < command->count; j++)
            show_argument(&command->arguments[j], out);
        /* It says 3 of its own accord, which does not stop the others. */
        if (has(command, "--assert")) {
            fputs(" && status=0 || status=$?\n[ \"$status\" = 0 ] || [ \"$status\" = 3 ]", out);
            asserted = true;
        }
        fputc('\n', out);
    }
    for (i = 0; i < pipeline->gathered.count; i++) {
        fputs(i ? " \"$work\"/" : "awk 'NR == 1 || FNR > 1' \"$work\"/", out);
        show_word(pipeline->gathered.names[i], out);
    }
    if (i) {
        fputs(" >", out);
        show_word(pipeline->gathered.file, out);
        fputc('\n', out);
    }
    fputs("cat \"$work\"/", out);
    show_word(result, out);
    fputs(asserted ? "\nexit \"$status\"\n" : "\n", out);
}
