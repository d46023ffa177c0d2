/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A library to be preloaded: one call of a program fails, the others do not.
 *
 *   INJECT=KIND:N   the Nth call of that kind fails, once: alloc read write fsync rename open;
 *                   short: every Nth read and write is of one byte; intr: every Nth read and write
 *                   is interrupted before it begins
 *   INJECT_SAYS     a file to which a byte is added where a call fails, so that who counts knows
 *
 * Counted are the calls of lever and its libraries, in each process anew; threads count together.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const char *kind;
static long wanted;
static atomic_long counted;
static bool begun;

__attribute__((constructor)) static void begin(void)
{
    const char *set = getenv("INJECT");
    const char *colon = set ? strchr(set, ':') : NULL;

    /* What gnuplot makes of a failure of its own is not looked at here. */
    if (colon && strncmp(program_invocation_short_name, "lever", 5) == 0) {
        kind = set;
        wanted = strtol(colon + 1, NULL, 10);
        begun = wanted > 0;
    }
}

static void say(void)
{
    const char *file = getenv("INJECT_SAYS");
    long fd = file ? syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND | O_CREAT, 0666) : -1;

    if (fd >= 0) {
        syscall(SYS_write, fd, "x", 1);
        syscall(SYS_close, fd);
    }
}

/* Whether this call is the one. */
static bool fails(const char *name)
{
    size_t length = strlen(name);
    bool one;

    if (!begun || strncmp(kind, name, length) != 0 || kind[length] != ':')
        return false;
    one = atomic_fetch_add(&counted, 1) + 1 == wanted;
    if (one)
        say();
    return one;
}

static bool every(const char *name)
{
    size_t length = strlen(name);
    bool one;

    if (!begun || strncmp(kind, name, length) != 0 || kind[length] != ':')
        return false;
    one = (atomic_fetch_add(&counted, 1) + 1) % wanted == 0;
    if (one)
        say();
    return one;
}

#define THEIRS(name)                                                                               \
    static __typeof__(&name) theirs;                                                               \
    if (!theirs)                                                                                   \
    *(void **)&theirs = dlsym(RTLD_NEXT, #name)

void *malloc(size_t size)
{
    THEIRS(malloc);
    if (fails("alloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return theirs(size);
}

void *calloc(size_t count, size_t size)
{
    THEIRS(calloc);
    if (fails("alloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return theirs(count, size);
}

void *realloc(void *old, size_t size)
{
    THEIRS(realloc);
    if (fails("alloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return theirs(old, size);
}

ssize_t read(int fd, void *bytes, size_t size)
{
    THEIRS(read);
    if (fails("read")) {
        errno = EIO;
        return -1;
    }
    if (every("intr")) {
        errno = EINTR;
        return -1;
    }
    return theirs(fd, bytes, size > 1 && every("short") ? 1 : size);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    THEIRS(write);
    if (fd != STDERR_FILENO && fails("write")) {
        errno = ENOSPC;
        return -1;
    }
    return theirs(fd, bytes, size > 1 && every("short") ? 1 : size);
}

int fsync(int fd)
{
    THEIRS(fsync);
    if (fails("fsync")) {
        errno = EIO;
        return -1;
    }
    return theirs(fd);
}

int rename(const char *old, const char *new)
{
    THEIRS(rename);
    if (fails("rename")) {
        errno = EACCES;
        return -1;
    }
    return theirs(old, new);
}

int open(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;
    THEIRS(open);

    va_start(args, flags);
    mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (fails("open")) {
        errno = EMFILE;
        return -1;
    }
    return theirs(path, flags, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    THEIRS(fopen);
    if (fails("open")) {
        errno = EMFILE;
        return NULL;
    }
    return theirs(path, mode);
}
