/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/pending.h"
#include "ledger/ledger_private.h"
#include "table/writer.h"

int ledger_state(const char *file, struct error *err)
{
    struct stat info;
    int fd, status = LEDGER_WHOLE;
    char last;

    if (stat(file, &info) != 0)
        return errno == ENOENT ? LEDGER_EMPTY : error_errno(err, file, errno, "cannot open");
    if (!S_ISREG(info.st_mode))
        return error_at(err, file, 0, NULL,
                        S_ISDIR(info.st_mode) ? "is a folder: name the ledger's file"
                                              : "is no file that a ledger can be kept in");
    if (info.st_size == 0)
        return LEDGER_EMPTY;
    fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || pread(fd, &last, 1, info.st_size - 1) != 1)
        status = error_errno(err, file, errno, "cannot read");
    else if (last != '\n')
        status = LEDGER_TORN;
    if (fd >= 0)
        close(fd);
    return status;
}

/* The folder of a path, cut off in place. */
static void cut_to_folder(char *path)
{
    char *slash = strrchr(path, '/');

    if (!slash)
        strcpy(path, ".");
    else
        slash[slash == path ? 1 : 0] = '\0';
}

int ledger_check_writable(const char *file, struct error *err)
{
    char *path = realpath(file, NULL);
    char *folder = xasprintf("%s ", path ? path : file); /* room for "." */
    bool there = path != NULL;
    int status = 0;

    folder[strlen(folder) - 1] = '\0';
    cut_to_folder(folder);
    if (there && access(file, W_OK) != 0)
        status = error_errno(err, file, errno, "the ledger cannot be written, no look can be kept");
    else if (access(folder, W_OK | X_OK) != 0)
        status = error_errno(err, file, errno,
                             "the ledger cannot be written, as its folder cannot be");
    free(folder);
    free(path);
    return status;
}

/* Has the name led to another file since it was opened? */
static bool was_replaced(int fd, const char *path)
{
    struct stat mine, now;

    return fstat(fd, &mine) != 0 || stat(path, &now) != 0 || mine.st_dev != now.st_dev ||
           mine.st_ino != now.st_ino;
}

/* Opens the file, made where there is none. */
static int open_file(struct ledger_lock *lock, const char *file)
{
    int fd = open(file, O_RDWR | O_CLOEXEC);

    if (fd < 0 && errno == ENOENT) {
        fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        lock->made = fd >= 0;
        if (fd < 0 && errno == EEXIST)
            fd = open(file, O_RDWR | O_CLOEXEC); /* another run was first */
    }
    return fd;
}

/* Waits for the lock until the time is up: 0, or the number of what went wrong. */
static int wait_for(int fd, const struct timespec *until)
{
    const struct timespec pause = { 0, 20000000 };
    struct timespec now;

    for (;;) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return 0;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return errno;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec > until->tv_sec ||
            (now.tv_sec == until->tv_sec && now.tv_nsec >= until->tv_nsec))
            return EWOULDBLOCK;
        nanosleep(&pause, NULL);
    }
}

int ledger_lock(struct ledger_lock *lock, const char *file, struct error *err)
{
    struct timespec until;
    int number;

    *lock = (struct ledger_lock){ .fd = -1 };
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LEDGER_PATIENCE;
    for (;;) {
        lock->fd = open_file(lock, file);
        if (lock->fd < 0)
            return error_errno(err, file, errno,
                               "the ledger cannot be written, no look can be kept");
        number = wait_for(lock->fd, &until);
        if (number == 0 && !was_replaced(lock->fd, file))
            break;
        close(lock->fd);
        lock->fd = -1;
        if (number == EWOULDBLOCK)
            return error_at(err, file, 0, NULL,
                            "the ledger is in use: another run, or program, has held it for %d "
                            "seconds. Nothing was added; run again when it has ended",
                            LEDGER_PATIENCE);
        if (number != 0)
            return error_errno(err, file, number, "the ledger cannot be locked");
    }
    lock->path = realpath(file, NULL);
    if (lock->path)
        return 0;
    number = errno;
    ledger_unlock(lock);
    return error_errno(err, file, number, "the ledger cannot be locked");
}

void ledger_unlock(struct ledger_lock *lock)
{
    struct stat info;

    if (lock->fd >= 0) {
        if (lock->made && lock->path && fstat(lock->fd, &info) == 0 && info.st_size == 0 &&
            !was_replaced(lock->fd, lock->path))
            unlink(lock->path);
        close(lock->fd);
    }
    free(lock->path);
    *lock = (struct ledger_lock){ .fd = -1 };
}

/* Copies the ledger as it is, byte for byte. */
static int copy_bytes(int fd, const char *file, struct writer *writer, struct error *err)
{
    char block[65536];
    off_t at = 0;
    ssize_t n;

    while ((n = pread(fd, block, sizeof block, at)) > 0) {
        writer_raw(writer, block, (size_t)n);
        at += n;
    }
    return n < 0 ? error_errno(err, file, errno, "cannot read") : 0;
}

/* So that the new name outlives a failing power supply. What cannot be done is left: the file is
 * there. */
static void flush_folder(const char *path)
{
    char *folder = xasprintf("%s ", path);
    int fd;

    folder[strlen(folder) - 1] = '\0';
    cut_to_folder(folder);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

int ledger_add(const struct ledger_lock *lock, const struct ledger *ledger,
               const struct looks_row *rows, size_t count, struct error *err)
{
    const struct dialect dialect = { .shown = ledger->file };
    uint64_t seal = ledger->seal;
    struct writer *writer = writer_open(lock->path, &dialect, err);
    bool hold;
    size_t i;
    int bad;

    if (!writer)
        return -1;
    if (!ledger->there)
        result_header(writer, &result_looks, RESULT_ALWAYS);
    else if (copy_bytes(lock->fd, ledger->file, writer, err) != 0) {
        writer_abandon(writer);
        return -1;
    }
    for (i = 0; i < count; i++) {
        struct looks_row row = rows[i];
        char *sealed = ledger_sealed(&row, i + 1, count, &seal);

        row.data_sum = sealed;
        result_row(writer, &result_looks, RESULT_ALWAYS, &row);
        free(sealed);
    }
    /* At once, while the lock is held: another run reads it next. */
    hold = pending_hold(false);
    bad = writer_close(writer, err);
    pending_hold(hold);
    if (bad != 0)
        return -1;
    flush_folder(lock->path);
    return 0;
}
