/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* Files to remove on a signal. A slot is in use while its first byte is not 0,
 * and that byte is written last, so the handler never sees half a name. */
enum { slots = 32 };
static char pending[slots][PATH_MAX];
static char folder[PATH_MAX];
static pid_t folder_owner;

int output_remember(const char *path)
{
    int i;

    if (strlen(path) >= PATH_MAX)
        return -1;
    for (i = 0; i < slots; i++) {
        if (pending[i][0] == '\0') {
            strcpy(pending[i] + 1, path + 1);
            pending[i][0] = path[0];
            return i;
        }
    }
    return -1;
}

void output_forget(int handle)
{
    if (handle >= 0)
        pending[handle][0] = '\0';
}

static void forget_path(const char *path)
{
    int i;

    for (i = 0; i < slots; i++)
        if (strcmp(pending[i], path) == 0)
            output_forget(i);
}

/* Our temporary folders hold plain files only. */
static void remove_folder(void)
{
    DIR *dir;
    struct dirent *entry;
    char path[PATH_MAX + NAME_MAX + 2];

    if (folder[0] == '\0' || folder_owner != getpid())
        return;
    dir = opendir(folder);
    while (dir && (entry = readdir(dir)) != NULL) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
    folder[0] = '\0';
}

void output_discard(void)
{
    int i;

    for (i = 0; i < slots; i++)
        if (pending[i][0])
            unlink(pending[i]);
    remove_folder();
}

static void interrupted(int number)
{
    /* Not all among the functions POSIX calls safe here, but the folder is private
     * and the process ends with the next line whatever happens. */
    output_discard();
    _exit(128 + number);
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
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = interrupted };
    struct sigaction old;
    size_t i;

    sigfillset(&action.sa_mask);
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    /* Past a limit on the size of files, writing shall fail as on a full disk. */
    signal(SIGXFSZ, SIG_IGN);
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

int output_open(struct output *output, const char *path, struct error *err)
{
    struct stat info;
    mode_t mask;
    int fd;

    *output = (struct output){ 0 };
    if (!path || strcmp(path, "-") == 0) {
        output->stream = stdout;
        return 0;
    }
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return error_at(err, path, 0, NULL, "is a folder");
    output->path = xstrdup(path);
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
        output->stream = fopen(path, "we");
    } else {
        output->temporary = xasprintf("%s.XXXXXX", path);
        fd = mkstemp(output->temporary);
        if (fd >= 0) {
            /* mkstemp makes it private; a result has the mode any new file has,
             * or the one the file it replaces had. */
            mask = umask(0);
            umask(mask);
            fchmod(fd, stat(path, &info) == 0 ? info.st_mode & 07777 : 0666 & ~mask);
            output_remember(output->temporary);
            output->stream = fdopen(fd, "w");
        }
    }
    if (!output->stream) {
        error_errno(err, path, errno, "cannot write");
        output_abandon(output);
        return -1;
    }
    return 0;
}

static void release(struct output *output)
{
    if (output->temporary)
        forget_path(output->temporary);
    free(output->temporary);
    free(output->path);
    *output = (struct output){ 0 };
}

int output_close(struct output *output, struct error *err)
{
    FILE *stream = output->stream;
    bool bad;
    int number;

    if (!stream)
        return 0;
    errno = 0;
    bad = fflush(stream) != 0 || ferror(stream);
    number = errno;
    if (!output->path) {
        output->stream = NULL;
        if (!bad)
            return 0;
        clearerr(stream);
        return error_errno(err, "", number ? number : EIO, "cannot write standard output");
    }
    if (!bad && output->temporary && fsync(fileno(stream)) != 0) {
        bad = true;
        number = errno;
    }
    if (fclose(stream) != 0 && !bad) {
        bad = true;
        number = errno;
    }
    output->stream = NULL;
    if (!bad && output->temporary && rename(output->temporary, output->path) != 0) {
        bad = true;
        number = errno;
    }
    if (bad) {
        error_errno(err, output->path, number ? number : EIO, "cannot write");
        output_abandon(output);
        return -1;
    }
    release(output);
    return 0;
}

void output_abandon(struct output *output)
{
    if (output->stream && output->path)
        fclose(output->stream);
    if (output->temporary)
        unlink(output->temporary);
    release(output);
}

static const char *temporary_root(void)
{
    const char *root = getenv("TMPDIR");

    return root && root[0] ? root : "/tmp";
}

char *temporary_folder(struct error *err)
{
    if (snprintf(folder, sizeof folder, "%s/lever.XXXXXX", temporary_root()) >=
            (int)sizeof folder ||
        !mkdtemp(folder)) {
        error_errno(err, temporary_root(), errno, "cannot make a temporary folder");
        folder[0] = '\0';
        return NULL;
    }
    folder_owner = getpid();
    atexit(remove_folder);
    return xstrdup(folder);
}

FILE *temporary_file(struct error *err)
{
    char *path = xasprintf("%s/lever.XXXXXX", temporary_root());
    int fd = mkstemp(path);
    FILE *stream = NULL;

    if (fd >= 0) {
        unlink(path);
        stream = fdopen(fd, "w+");
    }
    if (!stream)
        error_errno(err, temporary_root(), errno, "cannot make a temporary file");
    free(path);
    return stream;
}
