/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is made of a command line as a whole: its files held against each other, and its trail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command/file_checks.h"
#include "command/provenance.h"
#include "test-folder.h"

struct settings {
    struct common common;
    const char *extra; /* a second file that is written */
    const char *read;
    long depth;
    bool loud;
};
#define AT(member) .offset = offsetof(struct settings, member)

static const struct option options[] = {
    { .name = "extra", .kind = OPTION_WRITTEN, AT(extra), .argument = "FILE", .help = "write" },
    { .name = "read", .kind = OPTION_FILENAME, AT(read), .argument = "FILE", .help = "read" },
    { .name = "depth",
      .kind = OPTION_INTEGER,
      AT(depth),
      .argument = "N",
      .help = "how deep",
      .preset = "3" },
    { .name = "loud", .kind = OPTION_FLAG, AT(loud), .help = "how loud" },
    { .name = NULL },
};

static const struct filter filter = {
    .name = "try",
    .common = TAKES(PLAN) | TAKES(OUT) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 9,
};

/* ---- its files ---- */

static char *operand[] = { (char[]){ "data.csv" } };
static const struct parsed parsed = { .operands = operand, .count = 1 };

static void files_are(const struct settings *settings, const char *refusal)
{
    struct error err = { .what = "" };
    int status = file_checks(&filter, settings, &parsed, &err);

    if (!refusal) {
        if (status != 0)
            fail_msg("refused: %s", err.what);
        return;
    }
    assert_int_equal(status, -1);
    assert_int_equal(err.status, 2);
    assert_string_equal(err.what, refusal);
}

static void what_is_read_is_not_replaced(void **state)
{
    (void)state;
    test_file("data.csv", "");
    test_file("plan.csv", "");
    files_are(&(struct settings){ .common.out = "new.csv" }, NULL);
    files_are(&(struct settings){ .common.out = "data.csv" },
              "--out: data.csv is read for the result; name another file");
    files_are(&(struct settings){ .common.out = "plan.csv", .common.plan = "plan.csv" },
              "--out: plan.csv is read for the result; name another file");
    files_are(&(struct settings){ .common.out = "new.csv",
                                  .extra = "./plan.csv",
                                  .read = "plan.csv" },
              "--extra: ./plan.csv is read for the result; name another file");
    files_are(&(struct settings){ .common.out = "new.csv", .common.trail = "data.csv" },
              "--trail: data.csv is read for the result; name another file");
}

static void two_options_do_not_write_one_file(void **state)
{
    (void)state;
    files_are(&(struct settings){ .common.out = "a.csv",
                                  .extra = "b.csv",
                                  .common.trail = "c.csv" },
              NULL);
    files_are(&(struct settings){ .common.out = "a.csv", .extra = "./a.csv" },
              "--extra and --out are the same file: ./a.csv");
    files_are(&(struct settings){ .common.out = "a.csv",
                                  .extra = "b.csv",
                                  .common.trail = "b.csv" },
              "--extra and --trail are the same file: b.csv");
}

static void standard_output_has_room_for_one(void **state)
{
    (void)state;
    files_are(&(struct settings){ .common.out = "a.csv", .extra = "-" }, NULL);
    files_are(&(struct settings){ .extra = "-" },
              "--extra: standard output is for the table; name a file, or one for the table with "
              "--out");
    files_are(&(struct settings){ .common.out = "-", .extra = "-" },
              "--extra: standard output is for the table; name a file, or one for the table with "
              "--out");
}

/* ---- its trail ---- */

static void a_trail_is_added_to(void **state)
{
    struct settings settings = {
        .common.trail = "trail.csv", .common.plan = "far/away/plan.csv", .depth = 4, .loud = true
    };
    struct error err;

    (void)state;
    assert_int_equal(provenance_begin(&filter, &settings, &parsed, &err), 0);
    provenance_set("season", "%d, \"weeks\"", 52);
    assert_null(test_content("trail.csv"));
    assert_int_equal(provenance_end(0, &err), 0);
    assert_string_equal(test_content("trail.csv"),
                        "step,setting,value\n"
                        "lever,version," PACKAGE_VERSION "\n"
                        "try,command,lever try --depth 4 --loud --plan plan.csv data.csv\n"
                        "try,season,\"52, \"\"weeks\"\"\"\n");
    settings = (struct settings){ .common.trail = "trail.csv", .depth = 3 };
    assert_int_equal(provenance_begin(&filter, &settings, &parsed, &err), 0);
    assert_int_equal(provenance_end(3, &err), 0); /* --assert is no failure */
    assert_non_null(strstr(test_content("trail.csv"), "\"\n"
                                                      "try,command,lever try data.csv\n"));
    assert_null(strstr(strchr(test_content("trail.csv"), '\n'), "step,"));
}

static void one_that_failed_adds_nothing(void **state)
{
    struct settings settings = { .common.trail = "trail.csv" };
    struct error err;

    (void)state;
    assert_int_equal(provenance_begin(&filter, &settings, &parsed, &err), 0);
    assert_int_equal(provenance_end(1, &err), 0);
    provenance_set("late", "nothing is kept any more");
    assert_int_equal(provenance_end(0, &err), 0);
    assert_int_equal(test_folder_count(), 0);
    settings.common.trail = NULL;
    assert_int_equal(provenance_begin(&filter, &settings, &parsed, &err), 0);
    assert_int_equal(provenance_end(0, &err), 0);
    assert_int_equal(test_folder_count(), 0);
}

static void one_that_cannot_be_kept(void **state)
{
    struct settings settings = { .common.trail = "-" };
    struct error err;

    (void)state;
    assert_int_equal(provenance_begin(&filter, &settings, &parsed, &err), -1);
    assert_int_equal(err.status, 2);
    settings.common.trail = "none/trail.csv";
    assert_int_equal(provenance_begin(&filter, &settings, &parsed, &err), 0);
    assert_int_equal(provenance_end(0, &err), -1);
    assert_string_equal(err.file, "none/trail.csv");
    assert_int_equal(access("/dev/full", F_OK), 0);
    settings.common.trail = "/dev/full";
    assert_int_equal(provenance_begin(&filter, &settings, &parsed, &err), 0);
    assert_int_equal(provenance_end(0, &err), -1);
    assert_non_null(strstr(err.what, "No space left"));
}

static bool depth_or_read(const struct option *row)
{
    return strcmp(row->name, "depth") == 0 || strcmp(row->name, "read") == 0;
}

static void a_command_says_what_counts(void **state)
{
    struct settings settings = { .common.out = "o.csv",
                                 .common.quiet = true,
                                 .common.trail = "t",
                                 .read = "a folder/with a space.csv",
                                 .depth = 5 };
    static const char *const operands[] = { "one.csv", "x/it's.csv" };
    char *command = provenance_command(&filter, &settings, 2, operands, NULL);

    (void)state;
    /* no --quiet and no --trail: the result does not depend on them */
    assert_string_equal(command,
                        "lever try --read 'with a space.csv' --depth 5 --out o.csv one.csv "
                        "'it'\\''s.csv'");
    free(command);
    command = provenance_command(&filter, &settings, 0, NULL, depth_or_read);
    assert_string_equal(command, "lever try --out o.csv");
    free(command);
}

#define FILES(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES(what_is_read_is_not_replaced),     FILES(two_options_do_not_write_one_file),
        FILES(standard_output_has_room_for_one), FILES(a_trail_is_added_to),
        FILES(one_that_failed_adds_nothing),     FILES(one_that_cannot_be_kept),
        FILES(a_command_says_what_counts),
    };

    return cmocka_run_group_tests_name("command-line", tests, NULL, NULL);
}
