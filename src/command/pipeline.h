/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Built-in filters run one after the other, for a filter that is made of others.
 *
 * Each command is the command line that a user could type: it is run by
 * filter_main in a process of its own, so its messages, its exit status and its
 * results are the filter's. What passes between commands are files in one folder.
 * The same list can be shown as a shell script instead.
 */
#ifndef LEVER_COMMAND_PIPELINE_H
#define LEVER_COMMAND_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "command/filter.h"

struct command;

/* Files of the folder that become one of the user's, under the header of the first. */
struct pipeline_gathered {
    const char *file; /* the user's; borrowed; NULL = there are none */
    char **names;     /* owned */
    size_t count;
    size_t capacity;
};

struct pipeline_name {
    char *file;
    char *shown;
};

struct pipeline_written {
    char *file;
    char *bytes;
};

struct pipeline_kept {
    char *file;
    char *name; /* in the user's folder */
};

struct pipeline {
    const char *folder;   /* of the files in between; borrowed; NULL when only shown */
    const char *keeps_in; /* the user's folder, made where it is not there, for the files that are
                             kept; borrowed; NULL = none are */
    const char *trail;    /* a file of the folder: every command that keeps a trail (provenance.h)
                                  keeps it there; borrowed; NULL = none does */
    void (*after)(const char *line, const void *data); /* an error of a command is followed by
                                  what this says (message.h); NULL = by nothing */
    const void *after_data;                            /* borrowed */
    size_t chain; /* which the commands now added belong to; 0 = they need all before them. Where
                     one fails, the others of its chain are left out, and other chains run yet, for
                     what they have to say */
    struct pipeline_gathered gathered;
    struct command **commands; /* owned, in the order in which they run */
    size_t count;
    size_t capacity;
    struct pipeline_name *names; /* owned */
    size_t name_count;
    size_t name_capacity;
    struct pipeline_written *written; /* owned */
    size_t written_count;
    size_t written_capacity;
    struct pipeline_kept *kept; /* owned */
    size_t kept_count;
    size_t kept_capacity;
};

/*
 * Adds a command of that built-in filter; it belongs to the pipeline. `inside`: it reads and
 * writes files of the folder above all, and runs there, so that its messages name them
 * briefly.
 */
struct command *pipeline_add(struct pipeline *pipeline, const char *filter, bool inside);
/* Takes the command that was added last away. */
void pipeline_drop(struct pipeline *pipeline);
/*
 * How messages shall call a file of the folder, which the user does not know: "calls.csv
 * (rolled)". Files of the user's are always called as the user did.
 */
void pipeline_call(struct pipeline *pipeline, const char *name, const char *shown);
/*
 * Where all commands did what they should, the files so named, which have one header, are put
 * together in the order of the calls, as the user's `file`, the same in all calls.
 */
void pipeline_gather(struct pipeline *pipeline, const char *name, const char *file);
/* For the run, the script and the end of a pipeline (pipeline_gather.c). */
int pipeline_gather_all(const struct pipeline *pipeline);
void pipeline_gather_show(const struct pipeline *pipeline, FILE *out);
void pipeline_gather_free(struct pipeline *pipeline);
/* That file of the folder is there, with this text, before the first command; both are copied. */
void pipeline_write(struct pipeline *pipeline, const char *name, const char *text);
/* For the run, the script and the end of a pipeline (pipeline_written.c). */
int pipeline_write_all(const struct pipeline *pipeline);
void pipeline_write_show(const struct pipeline *pipeline, FILE *out);
void pipeline_write_free(struct pipeline *pipeline);
/* The user gets that file of the folder, if a command has made it, under that name (keeps_in). */
void pipeline_keep(struct pipeline *pipeline, const char *name, const char *as);
/* Refuses (status 2) to keep a file in place of that input; option: what named keeps_in. */
int pipeline_refuse_input(const struct pipeline *pipeline, const char *option, const char *input,
                          struct error *err);
/* Frees the commands and the names, not the pipeline. */
void pipeline_free(struct pipeline *pipeline);

/* Add to the command line. All text is copied. */
void command_word(struct command *command, const char *word);
/* It reads nothing that another makes: it runs, for what it has to say, even where its chain failed. */
void command_alone(struct command *command);
void command_option(struct command *command, const char *option, const char *value);
void command_inside(struct command *command, const char *name);  /* a file of the folder */
void command_outside(struct command *command, const char *path); /* a file of the user's */
/* An operand that is left out where no command has made that file of the folder. It stands last. */
void command_inside_if_made(struct command *command, const char *name);
/* Likewise an option with its file, which stands anywhere; option is borrowed. Of what a command
 * makes, its first file. */
void command_option_if_made(struct command *command, const char *option, const char *name);
/* Without that file of the folder the command is not run. */
void command_needs(struct command *command, const char *name);
/* A failure of the command does not stop the others; its file `name` of the folder is then not
 * there. */
void command_may_fail(struct command *command, const char *name);
/* Of such a command: it makes this file of the folder, too. */
void command_makes_besides(struct command *command, const char *name);
/*
 * Where a column stands that the command is to use: a complaint that there is none such is then
 * of `asker` and names that place. file is borrowed until the pipeline is freed, text is copied.
 */
void command_asked(struct command *command, const char *asker, const char *word, const char *file,
                   unsigned long line, const char *column);
/*
 * Hands on what was said to the filter that is made of others: each of its options that the
 * command's filter has too, by that name, and that does not just say the latter's preset. What
 * is on the command line already stands, so what goes elsewhere or is another's is added first.
 * How the result is to be spelt (option.h: form) is not handed on, as tables
 * pass between commands as they are.
 */
void command_pass(struct command *command, const struct filter *from, const void *settings);
/* Hands on just that; false where nothing was said of it. */
bool command_pass_output(struct command *command, const struct filter *from, const void *settings);

/*
 * Runs the commands until one fails that may not, and then what is left of other chains; where none
 * failed, it gives the user the files that are kept, each
 * whole or not at all. Returns the status of the first that failed, else 3 if one said 3 (--assert),
 * else 0. Of a failure everything has been said then. *without: the status of the last command
 * that was allowed to fail and did, else 0.
 */
int pipeline_run(const struct pipeline *pipeline, int *without);

/* Writes the commands as a shell script that does the same, puts the files that are kept where
 * they belong, and ends by writing the file `result` of the folder to standard output. */
void pipeline_show(const struct pipeline *pipeline, const char *result, FILE *out);

#endif
