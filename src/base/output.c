/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/pending.h"

int output_remember(const char *path)
{
    return pending_add(path);
}

void output_forget(int handle)
{
    pending_forget(handle);
}

void output_discard(void)
{
    pending_discard();
}

void output_hold_streams(void)
{
    static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY }; /* the other way round */
    int fd;

    /* open takes the lowest number that is free */
    for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) < 0)
            return;
}

void output_catch_signals(void)
{
    pending_begin();
}

/* The folder of a path and what it is called there. */
static const char *split_path(const char *path, char directory[PATH_MAX])
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        strcpy(directory, ".");
    else
        snprintf(directory, PATH_MAX, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    return slash ? slash + 1 : path;
}

bool output_same(const char *path, const char *other)
{
    char folders[2][PATH_MAX];
    struct stat a;
    struct stat b;

    if (stat(path, &a) == 0)
        return S_ISREG(a.st_mode) && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
               a.st_ino == b.st_ino;
    if (stat(other, &b) == 0 ||
        strcmp(split_path(path, folders[0]), split_path(other, folders[1])) != 0)
        return false;
    return stat(folders[0], &a) == 0 && stat(folders[1], &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

bool output_is_stream(const char *path, int fd)
{
    struct stat a;
    struct stat b;

    return stat(path, &a) == 0 && fstat(fd, &b) == 0 && !S_ISCHR(a.st_mode) &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int output_refuse_input(const char *option, const char *path, const char *input, struct error *err)
{
    struct stat info;

    if (!path || !input || strcmp(path, "-") == 0)
        return 0;
    if (strcmp(input, "-") == 0 ? stat(path, &info) != 0 || !S_ISREG(info.st_mode) ||
                                      !output_is_stream(path, STDIN_FILENO)
                                : !output_same(path, input))
        return 0;
    return error_usage(err, "--%s: %s is read for the result; name another file", option,
                       file_shown(path));
}

/* A name beside the path, as long as names may be, with room for six letters of mkstemp. */
static char *name_beside(const char *path)
{
    const char *name = strrchr(path, '/');
    size_t before;

    name = name ? name + 1 : path;
    before = (size_t)(name - path);
    return strlen(name) + sizeof ".XXXXXX" <= NAME_MAX
               ? xasprintf("%s.XXXXXX", path)
               : xasprintf("%.*s.lever.XXXXXX", (int)before, path);
}

/* mkstemp makes it private; a result has the mode and, as far as may be, the owner and the group of
 * the file that it replaces, or the mode any new file has. */
static int take_mode(int fd, const struct stat *old)
{
    mode_t mask = umask(0);

    umask(mask);
    if (!old)
        return fchmod(fd, 0666 & ~mask);
    if (fchown(fd, old->st_uid, old->st_gid) != 0 && fchown(fd, (uid_t)-1, old->st_gid) != 0)
        return fchmod(fd, old->st_mode & 0777);
    return fchmod(fd, old->st_mode & 07777);
}

/* Opens a file under a name of its own beside the path. */
static int open_beside(struct output *output, const struct stat *old)
{
    int fd;

    if (old && access(output->target, W_OK) != 0)
        return -1;
    output->temporary = name_beside(output->target);
    fd = mkostemp(output->temporary, O_CLOEXEC);
    if (fd < 0) {
        free(output->temporary);
        output->temporary = NULL;
        return -1;
    }
    output->handle = pending_add(output->temporary) + 1;
    take_mode(fd, old);
    output->stream = fdopen(fd, "w");
    if (!output->stream)
        close(fd);
    return output->stream ? 0 : -1;
}

int output_open(struct output *output, const char *path, struct error *err)
{
    struct stat info;
    bool there;

    *output = (struct output){ 0 };
    if (!path || strcmp(path, "-") == 0) {
        output->stream = stdout;
        return 0;
    }
    there = stat(path, &info) == 0;
    if (there && S_ISDIR(info.st_mode))
        return error_at(err, path, 0, NULL, "is a folder");
    /* What a symbolic link leads to is replaced, not the link. */
    output->target = there && S_ISREG(info.st_mode) ? realpath(path, NULL) : NULL;
    if (!output->target)
        output->target = xstrdup(path);
    output->path = xstrdup(path);
    if (there && !S_ISREG(info.st_mode))
        output->stream = fopen(path, "we");
    else
        open_beside(output, there ? &info : NULL);
    if (!output->stream) {
        error_errno(err, path, errno, "cannot write");
        output_abandon(output);
        return -1;
    }
    return 0;
}

static void release(struct output *output)
{
    free(output->temporary);
    free(output->target);
    free(output->path);
    *output = (struct output){ 0 };
}

/* Standard output is flushed and checked, not closed. */
static int close_standard(FILE *stream, struct error *err)
{
    errno = 0;
    if (fflush(stream) == 0 && !ferror(stream))
        return 0;
    error_errno(err, "", errno ? errno : EIO, "cannot write standard output");
    clearerr(stream);
    return -1;
}

int output_close(struct output *output, struct error *err)
{
    FILE *stream = output->stream;
    bool bad;
    int number;

    if (!stream)
        return 0;
    output->stream = NULL;
    if (!output->path)
        return close_standard(stream, err);
    errno = 0;
    bad = fflush(stream) != 0 || ferror(stream) ||
          (output->temporary && fsync(fileno(stream)) != 0);
    number = errno;
    if (fclose(stream) != 0 && !bad) {
        bad = true;
        number = errno;
    }
    if (!bad && output->temporary && pending_keep(output->handle - 1, output->target)) {
        release(output);
        return 0;
    }
    if (!bad && output->temporary && rename(output->temporary, output->target) != 0) {
        bad = true;
        number = errno;
    }
    if (bad) {
        error_errno(err, output->path, number ? number : EIO, "cannot write");
        output_abandon(output);
        return -1;
    }
    pending_forget(output->handle - 1);
    release(output);
    return 0;
}

void output_abandon(struct output *output)
{
    if (output->stream && output->path)
        fclose(output->stream);
    if (output->temporary)
        unlink(output->temporary);
    pending_forget(output->handle - 1);
    release(output);
}

int output_finish(struct error *err)
{
    struct output standard = { .stream = stdout };

    return output_close(&standard, err) != 0 ? -1 : pending_commit(err);
}

static const char *temporary_root(void)
{
    const char *root = getenv("TMPDIR");

    return root && root[0] ? root : "/tmp";
}

char *temporary_folder(struct error *err)
{
    char *path;

    if (pending_folder_named())
        return xstrdup(pending_folder_named());
    path = xasprintf("%s/lever.XXXXXX", temporary_root());
    if (!mkdtemp(path)) {
        error_errno(err, temporary_root(), errno, "cannot make a temporary folder");
        free(path);
        return NULL;
    }
    pending_folder(path);
    return path;
}

FILE *temporary_file(struct error *err)
{
    char *path = xasprintf("%s/lever.XXXXXX", temporary_root());
    int fd = mkostemp(path, O_CLOEXEC);
    FILE *stream = NULL;

    if (fd >= 0) {
        unlink(path);
        stream = fdopen(fd, "w+");
    }
    if (!stream) {
        error_errno(err, temporary_root(), errno, "cannot make a temporary file");
        if (fd >= 0)
            close(fd);
    }
    free(path);
    return stream;
}
