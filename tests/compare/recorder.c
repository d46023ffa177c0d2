/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stands in for lever in the tests: runs the build that is to be recorded, passes everything
 * through, and notes what went in and what came out.
 *
 *     COMPARE_LEVER   the program that is run; it is given the name that this one was called by
 *     COMPARE_FOLDER  gets records/TEST, a line a call, and store/HASH, what the hashes are of
 *     COMPARE_TEST    the name of the test file
 *     COMPARE_ROOT    the files below are watched: those that a call changes are noted
 *
 * A line is: arguments, standard input, standard output, standard error, status, files written
 * (PATH=HASH, or PATH=gone), divided by tabs. What is read from or written to a file stays as it
 * is, and is read afterwards. Pipes are relayed. A terminal and /dev/full are left alone ("device");
 * so is a pipe on standard input: what the program leaves in it is somebody else's to read.
 * A pipe that somebody closed early is "cut": how much went through it is chance. Beside a pipe,
 * other commands may be writing files at the same time: only those named in the arguments count.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HASH_SIZE = 40, CHUNK = 1 << 16 };

static void die(const char *what)
{
    dprintf(2, "recorder: %s: %s\n", what, strerror(errno));
    _exit(125);
}

static const char *setting(const char *name)
{
    const char *value = getenv(name);

    errno = EINVAL;
    if (!value)
        die(name);
    return value;
}

struct bytes {
    char *at;
    size_t length, room;
};

static void add(struct bytes *bytes, const char *at, size_t length)
{
    if (bytes->length + length + 1 > bytes->room) {
        bytes->room = 2 * (bytes->length + length + 1);
        bytes->at = realloc(bytes->at, bytes->room);
        if (!bytes->at)
            die("memory");
    }
    memcpy(bytes->at + bytes->length, at, length);
    bytes->length += length;
    bytes->at[bytes->length] = '\0';
}

/* Text of a field: no tab, no line end. */
static void add_field(struct bytes *line, const char *text)
{
    char code[5];

    for (; *text; text++) {
        if ((unsigned char)*text >= ' ' && *text != '\\') {
            add(line, text, 1);
            continue;
        }
        snprintf(code, sizeof code, "\\%03o", (unsigned char)*text);
        add(line, code, 4);
    }
}

/* Puts the bytes into the store, under their hash (FNV-1a, 64 bit) and length. */
static void keep(const struct bytes *bytes, char hash[HASH_SIZE])
{
    char path[4096], made[4200];
    uint64_t h = 14695981039346656037u;
    size_t i, done = 0;
    int fd;

    for (i = 0; i < bytes->length; i++)
        h = (h ^ (unsigned char)bytes->at[i]) * 1099511628211u;
    snprintf(hash, HASH_SIZE, "%016llx-%zu", (unsigned long long)h, bytes->length);
    snprintf(path, sizeof path, "%s/store/%s", setting("COMPARE_FOLDER"), hash);
    if (access(path, F_OK) == 0)
        return;
    snprintf(made, sizeof made, "%s.%ld", path, (long)getpid());
    fd = open(made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    while (fd >= 0 && done < bytes->length) {
        ssize_t n = write(fd, bytes->at + done, bytes->length - done);

        if (n < 0)
            die(made);
        done += (size_t)n;
    }
    if (fd < 0 || close(fd) || rename(made, path))
        die(made);
}

/* What the file has from there on; the offset of the descriptor stays. */
static bool read_from(int fd, off_t at, struct bytes *bytes)
{
    char chunk[CHUNK];
    ssize_t n;

    while ((n = pread(fd, chunk, sizeof chunk, at)) > 0) {
        add(bytes, chunk, (size_t)n);
        at += n;
    }
    return n == 0;
}

/* ---- One stream of the three ---- */

struct stream {
    enum { ALONE, DEVICE, ON_FILE, PIPED, SAME } kind;
    int fd;        /* ours: 0, 1, 2 */
    int given;     /* what the program gets instead, or -1 */
    int relay;     /* our end of its pipe, or -1 */
    off_t at;      /* in a file: where it began */
    char path[64]; /* of the file, by /proc, to read what it may only write */
    struct bytes seen;
    bool piped, ended, cut;
};

static void look_at(struct stream *stream, int fd, bool closed)
{
    struct stat status;
    int both[2];

    *stream = (struct stream){ .fd = fd, .given = -1, .relay = -1 };
    if (closed || fstat(fd, &status)) {
        stream->kind = ALONE;
        return;
    }
    stream->kind = DEVICE;
    if (S_ISREG(status.st_mode)) {
        stream->kind = ON_FILE;
        stream->at = fcntl(fd, F_GETFL) & O_APPEND ? status.st_size : lseek(fd, 0, SEEK_CUR);
        snprintf(stream->path, sizeof stream->path, "/proc/self/fd/%d", fd);
    } else if (fd == 0) {
        stream->piped = S_ISFIFO(status.st_mode);
    } else if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) ||
               status.st_rdev == makedev(1, 3)) {
        stream->kind = PIPED;
        stream->piped = !S_ISCHR(status.st_mode);
        if (pipe2(both, O_CLOEXEC))
            die("pipe");
        stream->given = both[1];
        stream->relay = both[0];
    }
}

/* 2>&1: both go the same way, in their order. */
static void join_streams(struct stream *out, struct stream *err)
{
    struct stat first, second;

    if (fstat(1, &first) || fstat(2, &second) || first.st_dev != second.st_dev ||
        first.st_ino != second.st_ino || err->kind == DEVICE || err->kind == ALONE)
        return;
    if (err->kind == PIPED && first.st_rdev == makedev(1, 3))
        return; /* both to /dev/null */
    if (err->kind == PIPED) {
        close(err->given);
        close(err->relay);
        err->relay = -1;
        err->given = out->given;
    }
    err->kind = SAME;
}

static void note(struct stream *stream, struct bytes *line)
{
    char hash[HASH_SIZE];
    int fd = stream->fd;

    add(line, "\t", 1);
    if (stream->kind == ALONE || stream->kind == DEVICE || stream->kind == SAME) {
        const char *words[] = { [ALONE] = "closed", [DEVICE] = "device", [SAME] = "same" };

        add_field(line, words[stream->kind]);
        return;
    }
    if (stream->kind == PIPED && (stream->cut || !stream->ended)) {
        add_field(line, "cut");
        return;
    }
    if (stream->kind == ON_FILE) {
        fd = open(stream->path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || !read_from(fd, stream->at, &stream->seen)) {
            add_field(line, "unreadable");
            return;
        }
        close(fd);
    }
    keep(&stream->seen, hash);
    add_field(line, hash);
}

/* ---- Files of the working folder ---- */

struct file {
    char *path;
    struct stat status;
};

static struct file *files;
static size_t file_count, file_room;
static struct stat skipped[2]; /* where standard output and error go */

static int note_file(const char *path, const struct stat *status, int type, struct FTW *where)
{
    /* What `t` of tap.sh writes beside a pipeline that this is part of. */
    const char *name = path + where->base;

    if (type != FTW_F || !S_ISREG(status->st_mode) || !strcmp(name, ".out") ||
        !strcmp(name, ".err") ||
        (status->st_ino == skipped[0].st_ino && status->st_dev == skipped[0].st_dev) ||
        (status->st_ino == skipped[1].st_ino && status->st_dev == skipped[1].st_dev))
        return 0;
    if (file_count == file_room) {
        file_room = 2 * file_room + 64;
        files = realloc(files, file_room * sizeof *files);
        if (!files)
            die("memory");
    }
    files[file_count++] = (struct file){ strdup(path), *status };
    return 0;
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const struct file *)left)->path, ((const struct file *)right)->path);
}

/* All files below the root, by path. */
static struct file *watch(size_t *count)
{
    struct file *found;

    files = NULL;
    file_count = file_room = 0;
    nftw(setting("COMPARE_ROOT"), note_file, 32, FTW_PHYS);
    found = files;
    *count = file_count;
    if (found)
        qsort(found, *count, sizeof *found, by_path);
    return found;
}

static void note_change(struct bytes *line, const struct file *file, bool gone)
{
    struct bytes bytes = { 0 };
    char hash[HASH_SIZE] = "gone";
    int fd = gone ? -1 : open(file->path, O_RDONLY | O_CLOEXEC);

    if (fd >= 0 && read_from(fd, 0, &bytes))
        keep(&bytes, hash);
    if (fd >= 0)
        close(fd);
    add(line, " ", 1);
    add_field(line, file->path + strlen(setting("COMPARE_ROOT")));
    add(line, "=", 1);
    add_field(line, hash);
    free(bytes.at);
}

static bool is_changed(const struct stat *a, const struct stat *b)
{
    return a->st_ino != b->st_ino || a->st_size != b->st_size ||
           a->st_mtim.tv_sec != b->st_mtim.tv_sec || a->st_mtim.tv_nsec != b->st_mtim.tv_nsec;
}

/* Whether a file may be this call's: see the head. */
static bool is_ours(const struct file *file, const struct stream streams[3], char **argv)
{
    const char *name = strrchr(file->path, '/') + 1;

    if (!streams[0].piped && !streams[1].piped && !streams[2].piped)
        return true;
    while (*++argv)
        if (strstr(*argv, name))
            return true;
    return false;
}

static void note_changes(struct bytes *line, const struct file *before, size_t n,
                         const struct stream streams[3], char **argv)
{
    size_t m, i = 0, j = 0;
    const struct file *after = watch(&m);

    add(line, "\t", 1);
    while (i < n || j < m) {
        int order = i == n ? 1 : j == m ? -1 : strcmp(before[i].path, after[j].path);
        const struct file *file = order < 0 ? &before[i] : &after[j];
        bool changed = order || is_changed(&before[i].status, &after[j].status);

        if (changed && is_ours(file, streams, argv))
            note_change(line, file, order < 0);
        i += order <= 0;
        j += order >= 0;
    }
}

/* ---- The run ---- */

static volatile sig_atomic_t child;
static int awake[2]; /* written to when the program has ended */

static void on_signal(int number)
{
    int kept = errno;

    if (number == SIGCHLD) {
        if (write(awake[1], "", 1) < 0) { /* full: then it is readable too */
        }
    } else if (child > 0) {
        kill(child, number);
    }
    errno = kept;
}

static void start(struct stream streams[3], char **argv)
{
    int i;

    child = fork();
    if (child < 0)
        die("fork");
    if (child > 0)
        return;
    for (i = 0; i < 3; i++)
        if (streams[i].given >= 0)
            dup2(streams[i].given, i);
    signal(SIGPIPE, SIG_DFL);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 0); /* the clock stands still */
    execv(setting("COMPARE_LEVER"), argv);
    die(setting("COMPARE_LEVER"));
}

static bool write_all(int fd, const char *at, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, at, length);

        if (n < 0 && errno != EINTR)
            return false;
        at += n > 0 ? n : 0;
        length -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

static void close_relay(struct stream *stream, bool ended, bool cut)
{
    close(stream->relay);
    stream->relay = -1;
    stream->ended = ended;
    stream->cut = cut;
}

/* From the program to where its output goes. */
static void relay_out(struct stream *stream)
{
    char chunk[CHUNK];
    ssize_t n = read(stream->relay, chunk, sizeof chunk);

    if (n < 0 && errno == EINTR)
        return;
    if (n <= 0) {
        close_relay(stream, true, false);
        return;
    }
    add(&stream->seen, chunk, (size_t)n);
    if (!write_all(stream->fd, chunk, (size_t)n))
        close_relay(stream, false, true);
}

/* Until the program has ended and all that it wrote is through. */
static int relay(struct stream streams[3])
{
    bool running = true;
    int status = 0;

    while (running || streams[1].relay >= 0 || streams[2].relay >= 0) {
        struct pollfd polls[3] = {
            { .fd = running ? awake[0] : -1, .events = POLLIN },
            { .fd = streams[1].relay, .events = POLLIN },
            { .fd = streams[2].relay, .events = POLLIN },
        };

        if (poll(polls, 3, -1) < 0 && errno != EINTR)
            die("poll");
        if (polls[1].revents)
            relay_out(&streams[1]);
        if (polls[2].revents)
            relay_out(&streams[2]);
        if (running && waitpid(child, &status, WNOHANG) == child)
            running = false;
    }
    return status;
}

static void write_record(const struct bytes *line)
{
    char path[4096];
    int fd;

    snprintf(path, sizeof path, "%s/records/%s", setting("COMPARE_FOLDER"),
             setting("COMPARE_TEST"));
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0 || !write_all(fd, line->at, line->length) || close(fd))
        die(path);
}

int main(int argc, char **argv)
{
    static const int forwarded[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD };
    bool closed[3] = { false };
    struct stream streams[3];
    struct bytes line = { 0 };
    char number[16];
    size_t count, i;
    struct file *before;
    int status;

    /* One that is closed stays so for the program; here, nothing else may take its number. */
    for (i = 0; i < 3; i++)
        if (fcntl((int)i, F_GETFD) < 0) {
            closed[i] = true;
            open("/dev/null", O_RDWR | O_CLOEXEC);
        }
    if (pipe2(awake, O_CLOEXEC | O_NONBLOCK))
        die("pipe");
    for (i = 0; i < 3; i++)
        look_at(&streams[i], (int)i, closed[i]);
    join_streams(&streams[1], &streams[2]);
    fstat(1, &skipped[0]);
    fstat(2, &skipped[1]);
    before = watch(&count);
    signal(SIGPIPE, SIG_IGN);
    for (i = 0; i < sizeof forwarded / sizeof *forwarded; i++) {
        struct sigaction had;

        /* What is ignored stays ignored. */
        if (!sigaction(forwarded[i], NULL, &had) && had.sa_handler != SIG_IGN)
            sigaction(forwarded[i], &(struct sigaction){ .sa_handler = on_signal }, NULL);
    }
    start(streams, argv);
    for (i = 0; i < 3; i++)
        if (streams[i].given >= 0 && streams[i].kind != SAME)
            close(streams[i].given);
    status = relay(streams);

    for (i = 0; i < (size_t)argc; i++) {
        const char *word = i > 0                   ? argv[i]
                           : strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1
                                                   : argv[0];

        add(&line, i > 0 ? " '" : "", i > 0 ? 2 : 0);
        add_field(&line, word);
        add(&line, "'", i > 0 ? 1 : 0);
    }
    for (i = 0; i < 3; i++)
        note(&streams[i], &line);
    snprintf(number, sizeof number, "\t%d",
             WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    add(&line, number, strlen(number));
    note_changes(&line, before, count, streams, argv);
    add(&line, "\n", 1);
    write_record(&line);
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    return WEXITSTATUS(status);
}
