/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that wait for their names, and files that shall not outlive the program.
 *
 * One table, shared by a program and the commands that it runs as children (fork without exec), so
 * that whoever ends last can clean up behind whoever was killed. A file is remembered (removed
 * should the program be interrupted) or held: it is whole, and gets its name when all that the run
 * writes can be had (pending_commit). What comes from a child is held until the parent commits, but
 * for files of the folder that is between them.
 *
 * Signals: SIGINT, SIGTERM and SIGHUP remove what is remembered and held, in a parent after its child
 * has ended, and end with 128 + the signal; SIGPIPE does the same and ends as it always does.
 */
#ifndef LEVER_BASE_PENDING_H
#define LEVER_BASE_PENDING_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

/* Once, at the start of the program: the table is made, signals are caught. */
void pending_begin(void);

/* A handle, or -1 where there is no room: the file is then on its own. */
int pending_add(const char *path);
void pending_forget(int handle); /* -1 is fine */
/* From here on a file that is whole waits for pending_commit. Off until the first call. Returns
 * what held before. */
bool pending_hold(bool hold);
/* Holds the file for that name, if files are held and it may wait; false: whoever asks renames it. */
bool pending_keep(int handle, const char *target);
/* Gives names to all that is held; -1 where one could not be given. */
int pending_commit(struct error *err);
/* Removes what is remembered and held (in a child: by itself) and the temporary folder. */
void pending_discard(void);

/* This folder of plain files goes with the rest, at the end of the process that names it. */
void pending_folder(const char *path);
/* The folder that this process has already named; NULL = none. */
const char *pending_folder_named(void);
/* Removes that folder alone: for a process that ends without exit. */
void pending_leave(void);

/*
 * The child that this process waits for; 0 = none any more. Between fork and this call signals are
 * held back by pending_block(true); the child, too, ends that by pending_block(false).
 */
void pending_child(pid_t child);
void pending_block(bool block);

#endif
