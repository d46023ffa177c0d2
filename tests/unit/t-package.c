/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook's file: what is damaged is seen, and never gets the name that was asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "book/book_private.h"
#include "book/verify.h"
#include "test-folder.h"

struct bytes {
    unsigned char *at;
    size_t count;
};

static struct bytes load(const char *name)
{
    FILE *in = fopen(name, "r");
    struct stat info;
    struct bytes bytes;

    assert_non_null(in);
    assert_int_equal(fstat(fileno(in), &info), 0);
    bytes.count = (size_t)info.st_size;
    bytes.at = xmalloc(bytes.count);
    assert_int_equal(fread(bytes.at, 1, bytes.count, in), bytes.count);
    fclose(in);
    return bytes;
}

static void store(const char *name, const struct bytes *bytes, size_t count)
{
    FILE *out = fopen(name, "w");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes->at, 1, count, out), count);
    assert_int_equal(fclose(out), 0);
}

/* A workbook of a table, as book writes it. */
static struct bytes workbook(void)
{
    const char *files[] = { test_file("data.csv", "x,y\n1,2\n3,4\n") };
    struct book_options options = { .created = 1767225600, .dialect = { .delimiter = ',' } };
    struct text notes = TEXT_EMPTY;
    struct error err;

    assert_int_equal(book_write(files, 1, "good.xlsx", &options, &notes, &err), 0);
    text_free(&notes);
    return load("good.xlsx");
}

static unsigned number(const unsigned char *bytes, int count)
{
    unsigned value = 0;

    while (count-- > 0)
        value = value << 8 | bytes[count];
    return value;
}

static void a_whole_one_is_good(void **state)
{
    struct bytes good = workbook();
    struct error err;

    (void)state;
    assert_int_equal(verify_workbook("good.xlsx", &err), 0);
    free(good.at);
}

static void one_that_breaks_off_is_not(void **state)
{
    struct bytes good = workbook();
    struct error err;
    size_t left;

    (void)state;
    for (left = 0; left < good.count; left += 97) {
        store("cut.xlsx", &good, left);
        assert_int_equal(verify_workbook("cut.xlsx", &err), -1);
        assert_non_null(strstr(err.what, "the workbook came out damaged"));
    }
    free(good.at);
}

/* In the middle of each part, a byte is another one. */
static void each_part_is_looked_at(void **state)
{
    struct bytes good = workbook();
    size_t entry = number(good.at + good.count - 22 + 16, 4);
    unsigned count = number(good.at + good.count - 22 + 10, 2);
    struct error err;
    unsigned i;

    (void)state;
    assert_true(count >= 8);
    for (i = 0; i < count; i++) {
        const unsigned char *head = good.at + entry;
        size_t local = number(head + 42, 4);
        size_t packed = number(head + 20, 4);
        size_t at = local + 30 + number(good.at + local + 26, 2) + number(good.at + local + 28, 2) +
                    packed / 2;
        char name[256];

        snprintf(name, sizeof name, "(%.*s)", (int)number(head + 28, 2), (const char *)head + 46);
        good.at[at] ^= 0x20;
        store("bad.xlsx", &good, good.count);
        good.at[at] ^= 0x20;
        assert_int_equal(verify_workbook("bad.xlsx", &err), -1);
        assert_non_null(strstr(err.what, name));
        entry += 46 + number(head + 28, 2) + number(head + 30, 2) + number(head + 32, 2);
    }
    free(good.at);
}

static void one_that_is_not_there(void **state)
{
    struct error err;

    (void)state;
    assert_int_equal(verify_workbook("none.xlsx", &err), -1);
    assert_string_equal(err.file, "none.xlsx");
    assert_non_null(strstr(err.what, "cannot read"));
}

static void a_good_one_gets_its_name(void **state)
{
    struct bytes good = workbook();
    struct package package;
    struct error err;

    (void)state;
    assert_int_equal(package_open(&package, "new.xlsx", &err), 0);
    store(package.temporary, &good, good.count);
    assert_null(test_content("new.xlsx"));
    assert_int_equal(package_close(&package, &err), 0);
    assert_int_equal(verify_workbook("new.xlsx", &err), 0);
    assert_int_equal(test_folder_count(), 3); /* data, good, new */
    free(good.at);
}

static void a_damaged_one_does_not(void **state)
{
    struct bytes good = workbook();
    struct package package;
    struct error err;

    (void)state;
    test_file("old.xlsx", "old");
    assert_int_equal(package_open(&package, "old.xlsx", &err), 0);
    store(package.temporary, &good, good.count / 2);
    assert_int_equal(package_close(&package, &err), -1);
    assert_string_equal(test_content("old.xlsx"), "old");
    assert_int_equal(test_folder_count(), 3);
    assert_int_equal(package_open(&package, "old.xlsx", &err), 0);
    package_abandon(&package);
    assert_string_equal(test_content("old.xlsx"), "old");
    assert_int_equal(test_folder_count(), 3);
    free(good.at);
}

/* What is no file is given the bytes of a temporary one. */
static void a_device_gets_a_copy(void **state)
{
    struct bytes good = workbook();
    struct package package;
    struct error err;
    struct stat info;

    (void)state;
    if (stat("/dev/full", &info) != 0)
        skip();
    setenv("TMPDIR", test_folder, 1);
    assert_int_equal(package_open(&package, "/dev/full", &err), 0);
    assert_int_equal(strncmp(package.temporary, test_folder, strlen(test_folder)), 0);
    store(package.temporary, &good, good.count);
    assert_int_equal(package_close(&package, &err), -1);
    assert_string_equal(err.file, "/dev/full");
    assert_int_equal(test_folder_count(), 2);
    assert_int_equal(package_open(&package, "/dev/null", &err), 0);
    store(package.temporary, &good, good.count);
    assert_int_equal(package_close(&package, &err), 0);
    assert_int_equal(test_folder_count(), 2);
    setenv("TMPDIR", "/nowhere", 1);
    assert_int_equal(package_open(&package, "/dev/null", &err), -1);
    assert_non_null(strstr(err.what, "cannot make a temporary file"));
    unsetenv("TMPDIR");
    free(good.at);
}

#define FILES(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES(a_whole_one_is_good),      FILES(one_that_breaks_off_is_not),
        FILES(each_part_is_looked_at),   FILES(one_that_is_not_there),
        FILES(a_good_one_gets_its_name), FILES(a_damaged_one_does_not),
        FILES(a_device_gets_a_copy),
    };

    return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
