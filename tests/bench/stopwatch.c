/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stopwatch COMMAND [ARGUMENT ...]: runs a command with its output thrown away and
 * prints the wall-clock seconds, the largest resident set (MiB) and the processor's
 * seconds, of all its threads and children, that it took.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

int main(int argc, char **argv)
{
    struct timespec start;
    struct timespec end;
    struct rusage used;
    pid_t child;
    int status;

    if (argc < 2)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &start);
    child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);

        dup2(null, STDOUT_FILENO);
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0 || status != 0) {
        fprintf(stderr, "stopwatch: %s failed\n", argv[1]);
        return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.4f %ld %.4f\n",
           (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec),
           used.ru_maxrss / 1024, seconds(used.ru_utime) + seconds(used.ru_stime));
    return 0;
}
