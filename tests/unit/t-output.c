/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/output.h"
#include "test-folder.h"

static void it_appears_whole(void **state)
{
    struct output output;
    struct error err;

    (void)state;
    assert_int_equal(output_open(&output, "new.csv", &err), 0);
    fputs("a\n1\n", output.stream);
    fflush(output.stream);
    assert_null(test_content("new.csv"));
    assert_string_equal(test_content(output.temporary), "a\n1\n");
    assert_int_equal(output_close(&output, &err), 0);
    assert_string_equal(test_content("new.csv"), "a\n1\n");
    assert_int_equal(test_folder_count(), 1);
}

static void the_old_one_stays_until_then(void **state)
{
    struct output output;
    struct error err;
    struct stat info;

    (void)state;
    test_file("old.csv", "old\n");
    assert_int_equal(chmod("old.csv", 0640), 0);
    assert_int_equal(output_open(&output, "old.csv", &err), 0);
    fputs("given up\n", output.stream);
    output_abandon(&output);
    output_abandon(&output); /* harmless */
    assert_string_equal(test_content("old.csv"), "old\n");
    assert_int_equal(test_folder_count(), 1);
    assert_int_equal(output_open(&output, "old.csv", &err), 0);
    fputs("new\n", output.stream);
    assert_string_equal(test_content("old.csv"), "old\n");
    assert_int_equal(output_close(&output, &err), 0);
    assert_string_equal(test_content("old.csv"), "new\n");
    assert_int_equal(stat("old.csv", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static void a_new_file_has_the_usual_mode(void **state)
{
    mode_t before = umask(027);
    struct output output;
    struct error err;
    struct stat info;

    (void)state;
    assert_int_equal(output_open(&output, "new.csv", &err), 0);
    assert_int_equal(output_close(&output, &err), 0);
    umask(before);
    assert_int_equal(stat("new.csv", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

/* As a disk that is full in the middle. */
static void a_full_disk_leaves_the_old_one(void **state)
{
    struct rlimit before, little;
    struct output output;
    struct error err;
    int status;
    int i;

    (void)state;
    test_file("old.csv", "old\n");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little = before;
    little.rlim_cur = 4096;
    assert_int_equal(output_open(&output, "old.csv", &err), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    for (i = 0; i < 20000; i++)
        fputc('x', output.stream);
    status = output_close(&output, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, -1);
    assert_int_equal(err.status, 1);
    assert_string_equal(err.file, "old.csv");
    assert_non_null(strstr(err.what, "cannot write: "));
    assert_string_equal(test_content("old.csv"), "old\n");
    assert_int_equal(test_folder_count(), 1);
    assert_null(output.stream);
}

static void a_device_is_written_to_directly(void **state)
{
    struct output output;
    struct error err;
    struct stat info;

    (void)state;
    if (stat("/dev/full", &info) != 0)
        skip();
    assert_int_equal(output_open(&output, "/dev/full", &err), 0);
    assert_null(output.temporary);
    fputs("lost\n", output.stream);
    assert_int_equal(output_close(&output, &err), -1);
    assert_string_equal(err.file, "/dev/full");
    assert_non_null(strstr(err.what, "No space left"));
    assert_int_equal(stat("/dev/full", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
}

static void a_pipe_is_no_file_to_be_replaced(void **state)
{
    struct output output;
    struct error err;
    struct stat info;
    char read_back[8] = "";
    int pipe_end;

    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    pipe_end = open("pipe", O_RDONLY | O_NONBLOCK);
    assert_true(pipe_end >= 0);
    assert_int_equal(output_open(&output, "pipe", &err), 0);
    fputs("through", output.stream);
    assert_int_equal(output_close(&output, &err), 0);
    assert_int_equal(read(pipe_end, read_back, 7), 7);
    close(pipe_end);
    assert_string_equal(read_back, "through");
    assert_int_equal(lstat("pipe", &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
}

static void where_nothing_can_be_written(void **state)
{
    struct output output;
    struct error err;

    (void)state;
    assert_int_equal(output_open(&output, "none/new.csv", &err), -1);
    assert_string_equal(err.file, "none/new.csv");
    assert_non_null(strstr(err.what, "cannot write: No such file"));
    assert_null(output.stream);
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(output_open(&output, "folder", &err), -1);
    assert_string_equal(err.what, "is a folder");
    test_file("file", "");
    assert_int_equal(output_open(&output, "file/new.csv", &err), -1);
    assert_int_equal(output_close(&output, &err), 0); /* nothing is open */
}

static void a_folder_that_may_not_be_written(void **state)
{
    struct output output;
    struct error err;
    int status;

    (void)state;
    if (geteuid() == 0)
        skip(); /* root may write anywhere */
    assert_int_equal(mkdir("folder", 0500), 0);
    status = output_open(&output, "folder/new.csv", &err);
    assert_int_equal(status, -1);
    assert_non_null(strstr(err.what, "cannot write: Permission denied"));
}

/* A child that is interrupted while it writes; its status. */
static int interrupted(int number, bool ignored)
{
    pid_t child;
    int status = 0;

    fflush(NULL);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct output output;
        struct error err;

        if (ignored)
            signal(number, SIG_IGN);
        output_catch_signals();
        if (output_open(&output, "half.csv", &err) != 0 || !temporary_folder(&err))
            _exit(99);
        fputs("half\n", output.stream);
        fflush(output.stream);
        raise(number);
        output_close(&output, &err);
        output_discard();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void nothing_is_left_by_a_signal(void **state)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    size_t i;

    (void)state;
    setenv("TMPDIR", test_folder, 1);
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_int_equal(interrupted(numbers[i], false), 128 + numbers[i]);
        assert_int_equal(test_folder_count(), 0);
    }
    /* Who was started so that it does not count goes on. */
    assert_int_equal(interrupted(SIGHUP, true), 0);
    assert_string_equal(test_content("half.csv"), "half\n");
    assert_int_equal(test_folder_count(), 1);
    unsetenv("TMPDIR");
}

static void a_temporary_folder_goes_with_the_program(void **state)
{
    pid_t child;
    int status = 0;

    (void)state;
    setenv("TMPDIR", test_folder, 1);
    fflush(NULL);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct error err;
        char *made = temporary_folder(&err);
        bool good = made && chdir(made) == 0;

        free(made);
        if (good)
            fclose(fopen("inside", "w"));
        good = good && test_folder_count() == 1;
        output_discard();
        _exit(good && test_folder_count() == 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    setenv("TMPDIR", "/nowhere", 1);
    {
        struct error err;

        assert_null(temporary_folder(&err));
        assert_string_equal(err.file, "/nowhere");
        assert_null(temporary_file(&err));
        assert_non_null(strstr(err.what, "cannot make a temporary file: "));
    }
    unsetenv("TMPDIR");
}

static void one_file_by_two_names(void **state)
{
    (void)state;
    test_file("a.csv", "");
    test_file("b.csv", "");
    assert_int_equal(link("a.csv", "hard.csv"), 0);
    assert_int_equal(symlink("a.csv", "soft.csv"), 0);
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_true(output_same("a.csv", "./a.csv"));
    assert_true(output_same("a.csv", "hard.csv"));
    assert_true(output_same("soft.csv", "a.csv"));
    assert_false(output_same("a.csv", "b.csv"));
    assert_false(output_same("a.csv", "none.csv"));
    assert_false(output_same("none.csv", "a.csv"));
    assert_true(output_same("none.csv", "folder/../none.csv")); /* neither is there yet */
    assert_false(output_same("none.csv", "folder/none.csv"));
    assert_false(output_same("folder", "folder"));
    assert_false(output_same("/dev/null", "/dev/null"));
}

static void its_own_input_is_refused(void **state)
{
    struct error err;

    (void)state;
    test_file("a.csv", "");
    assert_int_equal(output_refuse_input("out", "./a.csv", "a.csv", &err), -1);
    assert_int_equal(err.status, 2);
    assert_string_equal(err.what, "--out: ./a.csv is read for the result; name another file");
    assert_int_equal(output_refuse_input("out", "b.csv", "a.csv", &err), 0);
    assert_int_equal(output_refuse_input("out", "-", "a.csv", &err), 0);
    assert_int_equal(output_refuse_input("out", NULL, "a.csv", &err), 0);
    assert_int_equal(output_refuse_input("out", "a.csv", NULL, &err), 0);
}

#define FILES(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES(it_appears_whole),
        FILES(the_old_one_stays_until_then),
        FILES(a_new_file_has_the_usual_mode),
        FILES(a_full_disk_leaves_the_old_one),
        FILES(a_device_is_written_to_directly),
        FILES(a_pipe_is_no_file_to_be_replaced),
        FILES(where_nothing_can_be_written),
        FILES(a_folder_that_may_not_be_written),
        FILES(nothing_is_left_by_a_signal),
        FILES(a_temporary_folder_goes_with_the_program),
        FILES(one_file_by_two_names),
        FILES(its_own_input_is_refused),
    };

    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
