/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where results go: standard output, or a file that appears whole or not at all.
 *
 * A file is written under a temporary name in its own folder, flushed to disk
 * and renamed when it is complete; until then the old file stays as it was. Within a filter that
 * is at the end of the run, when standard output is written too: all that a run writes appears, or
 * nothing. A symbolic link is followed. Mode, owner and group of an old file stay where they may; one
 * that is not writable is refused.
 * Temporary files are removed when the program ends in any way it can see,
 * SIGINT, SIGTERM and SIGHUP included (the status is then 128 + the signal).
 */
#ifndef LEVER_BASE_OUTPUT_H
#define LEVER_BASE_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

struct output {
    FILE *stream;    /* write here; stdout itself where path is NULL or "-" */
    char *path;      /* the file's final name; NULL for standard output */
    char *target;    /* the same where a symbolic link is followed; NULL likewise */
    char *temporary; /* the name it has until output_close; NULL likewise */
    int handle;      /* for output.c: of pending.h, + 1 */
};

/* Opens path for writing (NULL or "-": standard output). A path that exists and
 * is not a regular file (/dev/full, a pipe) is written to directly. */
int output_open(struct output *output, const char *path, struct error *err);
/* Finishes: everything is written, checked, and the file has its name. On failure
 * nothing is left behind. Standard output is flushed and checked, not closed. */
int output_close(struct output *output, struct error *err);
/* Flushes standard output, then gives all files that are closed their names. */
int output_finish(struct error *err);
/* Gives up: the temporary file is removed, the old one untouched. Safe to call on
 * an output that is closed already or never opened (all zero). */
void output_abandon(struct output *output);

/* Do both name one ordinary file, be it there or not yet? */
bool output_same(const char *path, const char *other);
/* Is it the file or the pipe (no terminal, no /dev/null) that the open number fd leads to? */
bool output_is_stream(const char *path, int fd);
/*
 * Refuses (status 2) a result that would replace what it is made from: path, given
 * by the option, and input are the same file. Either may be NULL; path may be "-", and an
 * input "-" is the file that standard input comes from.
 */
int output_refuse_input(const char *option, const char *path, const char *input, struct error *err);

/*
 * Makes an empty folder for intermediate files (under TMPDIR or /tmp) that is
 * removed with all that is in it at the end of the program; one a process. Returns its path,
 * which the caller frees, or NULL.
 */
char *temporary_folder(struct error *err);
/* An unlinked temporary file, open for reading and writing; NULL on failure. */
FILE *temporary_file(struct error *err);

/* Names a file to be removed should the program be interrupted; returns a handle
 * for output_forget (-1 where there is no room: the file is then on its own). */
int output_remember(const char *path);
void output_forget(int handle);
/* Removes those files and the temporary folder: for a program that ends without exit. */
void output_discard(void);
/*
 * Where standard input, output or error is closed, keeps its number from going to the next file
 * that is opened, into which messages would then be written. Reading and writing fails as before.
 */
void output_hold_streams(void);
/* Catches the signals above; once, at the start of the program. */
void output_catch_signals(void);

#endif
