/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pending.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The state is written last, so that the handler never sees half a name. */
enum state { FREE, REMEMBERED, HELD };
struct slot {
    volatile sig_atomic_t state;
    pid_t owner;
    char path[PATH_MAX];
    char target[PATH_MAX];
};

enum { SLOTS = 64 };
static struct slot own[SLOTS]; /* where there is no shared table */
static struct slot *slots = own;
static pid_t root; /* the program itself, not a command that it runs */
static bool holding;
static char folder[PATH_MAX]; /* this process's own, if it is the owner's */
static char outer[PATH_MAX];  /* the parent's */
static pid_t folder_owner;
static volatile pid_t child;

/* A child that its parent has left behind cleans up for both. */
static bool is_last(void)
{
    return root == 0 || getpid() == root || getppid() != root;
}

static bool absolute(const char *path, char whole[PATH_MAX])
{
    char here[PATH_MAX];

    if (path[0] == '/')
        return snprintf(whole, PATH_MAX, "%s", path) < PATH_MAX;
    return getcwd(here, sizeof here) && snprintf(whole, PATH_MAX, "%s/%s", here, path) < PATH_MAX;
}

int pending_add(const char *path)
{
    int i;

    for (i = 0; i < SLOTS; i++) {
        if (slots[i].state != FREE)
            continue;
        if (!absolute(path, slots[i].path))
            return -1;
        slots[i].owner = getpid();
        slots[i].state = REMEMBERED;
        return i;
    }
    return -1;
}

void pending_forget(int handle)
{
    if (handle >= 0)
        slots[handle].state = FREE;
}

bool pending_hold(bool hold)
{
    bool before = holding;

    holding = hold;
    return before;
}

/* Whether the file stands in that folder. */
static bool stands_in(const char *path, const char *where)
{
    char its[PATH_MAX];
    char *slash;
    struct stat a;
    struct stat b;

    if (!where[0] || !absolute(path, its))
        return false;
    slash = strrchr(its, '/');
    slash[slash == its] = '\0';
    return stat(its, &a) == 0 && stat(where, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

bool pending_keep(int handle, const char *target)
{
    if (!holding || handle < 0 || stands_in(target, folder) || stands_in(target, outer) ||
        !absolute(target, slots[handle].target))
        return false;
    slots[handle].state = HELD;
    return true;
}

int pending_commit(struct error *err)
{
    int status = 0;
    int i;

    /* What a child made is for the parent to name, when it knows how all has ended. */
    for (i = 0; i < SLOTS && (root == 0 || getpid() == root); i++) {
        struct slot *slot = &slots[i];

        if (slot->state != HELD)
            continue;
        if (rename(slot->path, slot->target) != 0) {
            status = error_errno(err, slot->target, errno, "cannot write");
            unlink(slot->path);
        }
        slot->state = FREE;
    }
    return status;
}

static void remove_folder(void)
{
    const char *where = folder_owner == getpid() || is_last() ? folder : "";
    char path[PATH_MAX + NAME_MAX + 2];
    struct dirent *entry;
    DIR *dir = where[0] ? opendir(where) : NULL;

    while (dir && (entry = readdir(dir)) != NULL) {
        snprintf(path, sizeof path, "%s/%s", where, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlink(path);
    }
    if (dir)
        closedir(dir);
    if (where[0])
        rmdir(where);
    folder[0] = where[0] ? '\0' : folder[0];
}

void pending_discard(void)
{
    bool all = is_last();
    int i;

    for (i = 0; i < SLOTS; i++) {
        if (slots[i].state == FREE || (!all && slots[i].owner != getpid()))
            continue;
        unlink(slots[i].path);
        slots[i].state = FREE;
    }
    remove_folder();
}

const char *pending_folder_named(void)
{
    return folder[0] && folder_owner == getpid() ? folder : NULL;
}

void pending_leave(void)
{
    if (pending_folder_named())
        remove_folder();
}

void pending_folder(const char *path)
{
    atexit(pending_leave);
    if (folder[0] && folder_owner != getpid())
        memcpy(outer, folder, sizeof outer);
    if (!absolute(path, folder))
        folder[0] = '\0';
    folder_owner = getpid();
}

void pending_child(pid_t number)
{
    child = number;
}

static void caught_signals(sigset_t *set)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
    size_t i;

    sigemptyset(set);
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaddset(set, numbers[i]);
}

void pending_block(bool block)
{
    sigset_t set;

    caught_signals(&set);
    sigprocmask(block ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

/* Not all here is among the functions POSIX calls safe in a handler, but the folder is private and
 * the process ends with it whatever happens. */
static void interrupted(int number)
{
    sigset_t set;

    if (child > 0) {
        kill(child, SIGTERM);
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    pending_discard();
    if (number != SIGPIPE)
        _exit(128 + number);
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(SIGPIPE);
}

static void at_end(void)
{
    if (getpid() == root)
        pending_discard();
}

void pending_begin(void)
{
    struct sigaction action = { .sa_handler = interrupted };
    struct sigaction old;
    void *shared = mmap(NULL, SLOTS * sizeof *slots, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int number;
    sigset_t set;

    if (shared != MAP_FAILED)
        slots = shared;
    root = getpid();
    atexit(at_end);
    caught_signals(&set);
    sigfillset(&action.sa_mask);
    for (number = 1; number < NSIG; number++)
        if (sigismember(&set, number) == 1 && sigaction(number, NULL, &old) == 0 &&
            old.sa_handler != SIG_IGN)
            sigaction(number, &action, NULL);
    /* Past a limit on the size of files, writing shall fail as on a full disk. */
    signal(SIGXFSZ, SIG_IGN);
}
