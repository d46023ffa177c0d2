/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/pipeline.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/pending.h"
#include "base/text.h"

enum argument_place { PLACE_NONE, PLACE_INSIDE, PLACE_IF_MADE, PLACE_OUTSIDE };

struct argument {
    char *text;
    enum argument_place place; /* what the text is a file of */
    const char *option; /* of a file that may not be made: what names it; NULL = an operand */
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
    char *needs;       /* the file without which it is not run, or NULL */
    char *dispensable; /* the file that others do without where the command fails, or NULL */
    char *besides;     /* another such file, or NULL */
    struct argument *arguments;
    size_t count;
    size_t capacity;
    bool alone; /* it needs nothing of those before it, and runs where they failed */
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
    free(command->dispensable);
    free(command->needs);
    free(command->besides);
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

void pipeline_keep(struct pipeline *pipeline, const char *name, const char *as)
{
    pipeline->kept = xgrow(pipeline->kept, pipeline->kept_count, &pipeline->kept_capacity,
                           sizeof *pipeline->kept);
    pipeline->kept[pipeline->kept_count++] = (struct pipeline_kept){ xstrdup(name), xstrdup(as) };
}

int pipeline_refuse_input(const struct pipeline *pipeline, const char *option, const char *input,
                          struct error *err)
{
    int status = 0;
    size_t i;

    for (i = 0; pipeline->keeps_in && status == 0 && i < pipeline->kept_count; i++) {
        char *path = xasprintf("%s/%s", pipeline->keeps_in, pipeline->kept[i].name);

        status = output_refuse_input(option, path, input, err);
        free(path);
    }
    return status;
}

void pipeline_free(struct pipeline *pipeline)
{
    size_t i;

    pipeline_gather_free(pipeline);
    for (i = 0; i < pipeline->kept_count; i++) {
        free(pipeline->kept[i].file);
        free(pipeline->kept[i].name);
    }
    free(pipeline->kept);
    pipeline_write_free(pipeline);

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
    command->arguments[command->count++] = (struct argument){ xstrdup(text), place, NULL };
}

void command_alone(struct command *command)
{
    command->alone = true;
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

void command_inside_if_made(struct command *command, const char *name)
{
    add(command, name, PLACE_IF_MADE);
}

void command_option_if_made(struct command *command, const char *option, const char *name)
{
    add(command, name, PLACE_IF_MADE);
    command->arguments[command->count - 1].option = option;
}

void command_needs(struct command *command, const char *name)
{
    command->needs = xstrdup(name);
}

void command_may_fail(struct command *command, const char *name)
{
    command->dispensable = xstrdup(name);
}

void command_makes_besides(struct command *command, const char *name)
{
    command->besides = xstrdup(name);
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
        /* Words of one table are none of another. */
        bool foreign = row && row->holds == HOLDS_VERDICTS &&
                       from->result != command->filter->result;

        if (value && !foreign && given[i]->form == form && !has(command, option) &&
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

static bool is_inside(const struct argument *argument)
{
    return argument->place == PLACE_INSIDE || argument->place == PLACE_IF_MADE;
}

/* The argument as the command gets it in the folder where it runs; the caller frees it. */
static char *placed(const struct pipeline *pipeline, const struct command *command,
                    const struct argument *argument, const char *here)
{
    const char *text = argument->text;

    if (is_inside(argument) && !command->inside)
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
    for (i = 0; is_inside(argument) && i < pipeline->name_count; i++)
        if (strcmp(pipeline->names[i].file, argument->text) == 0)
            called_set(given, CALLED_BY_PEOPLE, pipeline->names[i].shown);
}

/* In the child: becomes the command, never comes back. */
static void run_here(const struct pipeline *pipeline, const struct command *command)
{
    char *called = xasprintf("lever %s", command->filter->name);
    char **argv = xcalloc(2 * command->count + 2, sizeof *argv);
    char *here = getcwd(NULL, 0);
    struct error err;
    size_t count = 1;
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
        const struct argument *argument = &command->arguments[i];
        char *text = placed(pipeline, command, argument, here);

        if (argument->place == PLACE_IF_MADE && access(text, F_OK) != 0) {
            free(text);
            continue;
        }
        call(pipeline, argument, text);
        if (argument->option)
            argv[count++] = xstrdup(argument->option);
        argv[count++] = text;
    }
    for (i = 0; i < command->asked_count; i++)
        message_asked(command->asked[i].word, command->asked[i].asker, &command->asked[i].place);
    message_after(pipeline->after, pipeline->after_data);
    status = filter_main(command->filter, called, (int)count, argv);
    called_forget(CALLED_BY_PEOPLE);
    message_asked(NULL, NULL, NULL);
    message_after(NULL, NULL);
    for (i = 0; argv[i]; i++)
        free(argv[i]);
    free(argv);
    free(here);
    fflush(NULL);
    if (status != 0 && status != 3)
        pending_discard();
    pending_leave();
    /* Not exit: what the parent wants done at its end is the parent's. */
    _exit(status);
}

static int run_command(const struct pipeline *pipeline, const struct command *command)
{
    struct error err;
    int state;
    pid_t child;

    fflush(NULL);
    pending_block(true);
    child = fork();
    pending_child(child > 0 ? child : 0);
    pending_block(false);
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
    pending_child(0);
    if (WIFEXITED(state))
        return WEXITSTATUS(state);
    error_set(&err, "lever %s was ended by signal %d", command->filter->name, WTERMSIG(state));
    return message_error(&err);
}

static bool is_made(const struct pipeline *pipeline, const char *name)
{
    char *path = xasprintf("%s/%s", pipeline->folder, name);
    bool made = access(path, F_OK) == 0;

    free(path);
    return made;
}

/* Copies a file of the folder to where the user gets it. */
static int keep(const char *from, const char *path, struct error *err)
{
    FILE *in = fopen(from, "r");
    struct output out = { 0 };
    char block[8192];
    size_t n;
    int status = 0;

    if (!in)
        return error_errno(err, path, errno, "cannot read what it is made of");
    status = output_open(&out, path, err);
    while (status == 0 && (n = fread(block, 1, sizeof block, in)) > 0)
        if (fwrite(block, 1, n, out.stream) != n)
            status = error_errno(err, path, errno, "cannot write");
    if (status == 0 && ferror(in))
        status = error_errno(err, path, errno, "cannot read what it is made of");
    fclose(in);
    if (status == 0)
        return output_close(&out, err);
    output_abandon(&out);
    return status;
}

static int keep_all(const struct pipeline *pipeline)
{
    struct error err;
    int status = 0;
    size_t i;

    for (i = 0; pipeline->keeps_in && status == 0 && i < pipeline->kept_count; i++) {
        const struct pipeline_kept *kept = &pipeline->kept[i];
        char *from = xasprintf("%s/%s", pipeline->folder, kept->file);
        char *path = xasprintf("%s/%s", pipeline->keeps_in, kept->name);

        if (is_made(pipeline, kept->file))
            status = keep(from, path, &err);
        free(from);
        free(path);
    }
    return status == 0 ? 0 : message_error(&err);
}

/* Before anything is done that would be lost without it. */
static int make_folder(const char *path)
{
    struct stat found;
    struct error err;

    if (!path || mkdir(path, 0777) == 0 ||
        (errno == EEXIST && stat(path, &found) == 0 && S_ISDIR(found.st_mode)))
        return 0;
    if (errno == EEXIST)
        error_at(&err, path, 0, NULL, "this is a file, but a folder is needed here");
    else
        error_errno(&err, path, errno, "cannot make this folder");
    return message_error(&err);
}

int pipeline_run(const struct pipeline *pipeline, int *without)
{
    int result = 0;
    int kept = make_folder(pipeline->keeps_in);
    int failed = 0;
    size_t lost = 0; /* the chain that failed last */
    size_t i;

    *without = 0;
    if (kept == 0)
        kept = pipeline_write_all(pipeline);
    if (kept != 0)
        return kept;
    for (i = 0; i < pipeline->count; i++) {
        const struct command *command = pipeline->commands[i];
        int status = 0;

        if (failed && !command->alone && (command->chain == 0 || command->chain == lost))
            continue;
        if (!command->needs || is_made(pipeline, command->needs))
            status = run_command(pipeline, command);

        if (status == 3) {
            result = 3;
        } else if (status != 0 && command->dispensable) {
            *without = status;
        } else if (status != 0) {
            failed = failed ? failed : status;
            lost = command->chain;
        }
    }
    if (failed == 0)
        failed = pipeline_gather_all(pipeline);
    if (failed)
        return failed;
    kept = keep_all(pipeline);
    return kept ? kept : result;
}

static void show_word(const char *word, FILE *out)
{
    struct text text = TEXT_EMPTY;

    text_add_word(&text, word);
    fputs(text.bytes, out);
    text_free(&text);
}

/* A path of the user's as a word that is no option. */
static void show_path(const char *path, FILE *out)
{
    if (*path == '-')
        fputs("./", out);
    show_word(path, out);
}

/* The variable that says that a file has been made. */
static void show_made(const char *file, FILE *out)
{
    fprintf(out, "made_%.*s", (int)strcspn(file, "."), file);
}

static void show_argument(const struct argument *argument, FILE *out)
{
    if (argument->place == PLACE_IF_MADE && argument->option) {
        fputs(" ${", out);
        show_made(argument->text, out);
        fprintf(out, ":+%s \"$work\"/%s}", argument->option, argument->text);
    }
    if (argument->place == PLACE_IF_MADE)
        return; /* of an operand, "$@" has it */
    fputc(' ', out);
    if (argument->place == PLACE_INSIDE)
        fputs("\"$work\"/", out);
    if (argument->place == PLACE_OUTSIDE)
        show_path(argument->text, out);
    else
        show_word(argument->text, out);
}

/* The command, with how it may end without stopping the others. Returns whether it may say 3. */
static bool show_command(const struct command *command, FILE *out)
{
    bool any_made = false;
    size_t i;

    fprintf(out, "lever %s", command->filter->name);
    for (i = 0; i < command->count; i++) {
        show_argument(&command->arguments[i], out);
        any_made |= command->arguments[i].place == PLACE_IF_MADE && !command->arguments[i].option;
    }
    if (any_made)
        fputs(" \"$@\"", out);
    if (command->dispensable) {
        fputs(" &&\n    set -- \"$@\" \"$work\"/", out);
        show_word(command->dispensable, out);
        if (command->besides) {
            fputs(" \"$work\"/", out);
            show_word(command->besides, out);
        }
        fputs(" && ", out);
        show_made(command->dispensable, out);
        fputs("=yes || without=$?", out);
    }
    /* It says 3 of its own accord, which does not stop the others. */
    if (has(command, "--assert"))
        fputs(" && status=0 || status=$?\n[ \"$status\" = 0 ] || [ \"$status\" = 3 ]", out);
    fputc('\n', out);
    return has(command, "--assert");
}

static void show_kept(const struct pipeline *pipeline, FILE *out)
{
    size_t i;

    for (i = 0; pipeline->keeps_in && i < pipeline->kept_count; i++) {
        const struct pipeline_kept *kept = &pipeline->kept[i];

        fputs("[ ! -e \"$work\"/", out);
        show_word(kept->file, out);
        fputs(" ] || cp \"$work\"/", out);
        show_word(kept->file, out);
        fputc(' ', out);
        show_path(pipeline->keeps_in, out);
        fputc('/', out);
        show_word(kept->name, out);
        fputc('\n', out);
    }
}

void pipeline_show(const struct pipeline *pipeline, const char *result, FILE *out)
{
    bool asserted = false, dispensable = false;
    size_t i;

    fputs("set -e\nwork=$(mktemp -d)\ntrap 'rm -rf \"$work\"' EXIT\n", out);
    for (i = 0; i < pipeline->count; i++)
        dispensable |= pipeline->commands[i]->dispensable != NULL;
    if (dispensable)
        fputs("without=0\nset --\n", out);
    if (pipeline->keeps_in) {
        fputs("mkdir -p ", out);
        show_path(pipeline->keeps_in, out);
        fputc('\n', out);
    }
    pipeline_write_show(pipeline, out);
    for (i = 0; i < pipeline->count; i++)
        asserted |= show_command(pipeline->commands[i], out);
    show_kept(pipeline, out);
    pipeline_gather_show(pipeline, out);
    fputs("cat \"$work\"/", out);
    show_word(result, out);
    fputc('\n', out);
    if (dispensable)
        fputs("[ \"$without\" = 0 ] || exit \"$without\"\n", out);
    if (asserted)
        fputs("exit \"$status\"\n", out);
}
