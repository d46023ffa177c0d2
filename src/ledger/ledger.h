/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file: looks at links, a row a link and look, to which is only ever added.
 *
 * It is CSV (words/looks.h has its columns, lever-ledger(5) tells people). A run adds the rows of all its links
 * at once. data_sum ends with `row=I/N`, the row's number among those of its run, and `seal=S`, a
 * checksum of all cells of the row and of the seal before it: a file that was cut, sorted, or edited
 * does not hold together, and is refused with the line. What was cut off at the end of a run cannot
 * be noticed.
 *
 * Reading needs no lock. Adding does: ledger_lock takes flock(2) on the file itself, made empty where
 * there is none, and waits for whoever has it, LEDGER_PATIENCE seconds at most. Rows are added by writing the file
 * anew under another name, flushing it to disk, and renaming it, so that there is the old ledger or
 * the new one whatever happens in between; a lock on a file that was replaced meanwhile is given
 * back and taken again. Whoever has the lock reads the file again before adding to it. On NFS the lock is the
 * server's, if both ends are told to have one; two machines without one could lose a look.
 *
 * Functions return 0, or -1 and err (status 1). A file that is not there, or is empty, is a ledger
 * without looks.
 */
#ifndef LEVER_LEDGER_LEDGER_H
#define LEVER_LEDGER_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "words/looks.h"

enum { LEDGER_PATIENCE = 10 };

/* A row that was read. */
struct ledger_look {
    struct looks_row row; /* texts are the ledger's; a number that is empty is NaN */
    unsigned long line;
    size_t run; /* 0, 1, …: rows of one run follow each other */
};

struct ledger {
    char *file; /* as the user named it */
    struct ledger_look *looks;
    size_t count;
    uint64_t seal; /* of the last row */
    bool there;    /* the file is there and not empty */
    char **kept;   /* texts */
    size_t kept_count, kept_capacity;
};

/* Reads and checks; ledger_free frees, also after a failure. Refused: what is no regular file or no
 * ledger, a newer version's, one cut short, one that was changed. */
int ledger_read(struct ledger *ledger, const char *file, struct error *err);
void ledger_free(struct ledger *ledger);

/* Refuses early what ledger_lock and ledger_add would refuse after all the work: a ledger that
 * cannot be written. */
int ledger_check_writable(const char *file, struct error *err);

/* A lock on the file. */
struct ledger_lock {
    int fd;     /* -1 = none */
    char *path; /* without symbolic links */
    bool made;  /* the file was made for the lock */
};
int ledger_lock(struct ledger_lock *lock, const char *file, struct error *err);
/* Takes the file away again that was made for the lock and is empty still. Safe on fd -1. */
void ledger_unlock(struct ledger_lock *lock);

/*
 * Adds a run: its rows, whose data_sum ends before `row=`. The lock is held, the ledger was read since.
 * What was added is not in `ledger`.
 */
int ledger_add(const struct ledger_lock *lock, const struct ledger *ledger,
               const struct looks_row *rows, size_t count, struct error *err);

/* The value of `key=` in a text of such, divided by spaces, into out; false where it is not there or
 * does not fit. */
bool ledger_value(const char *text, const char *key, char *out, size_t size);

#endif
