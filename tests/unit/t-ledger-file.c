/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger's file: what is written is read, what was spoiled is refused, two at once, a kill. */
#include "../digits.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

#include "base/memory.h"
#include "ledger/ledger.h"
#include "ledger/look_name.h"
#include "stats/random.h"
#include "test-folder.h"

static void names_there_and_back(void **state)
{
    static const char *const names[] = { "calls", "a > b", "\"",     "a \"b\" c", "x: y",
                                         "r @ d", " led",  "trail ", "",          "Größe" };
    enum { NAMES = sizeof names / sizeof *names };
    struct look_name name;
    char *cell;

    (void)state;
    for (size_t i = 0; i < NAMES * NAMES * NAMES * LOOK_KINDS; i++) {
        enum look_kind kind = (enum look_kind)(i % LOOK_KINDS);
        const char *from = kind == LOOK_TRACK ? "" : names[i / LOOK_KINDS % NAMES];
        const char *to = names[i / LOOK_KINDS / NAMES % NAMES];
        const char *entity = names[i / LOOK_KINDS / NAMES / NAMES];

        cell = look_name_make(kind, from, to, entity);
        assert_true(look_name_read(cell, &name));
        assert_int_equal(name.kind, kind);
        assert_string_equal(name.from, from);
        assert_string_equal(name.to, to);
        assert_string_equal(name.entity, entity);
        look_name_free(&name);
        free(cell);
    }
    cell = look_name_make(LOOK_LINK, "calls", "revenue", "North");
    assert_string_equal(cell, "calls > revenue @ North");
    free(cell);
    cell = look_name_make(LOOK_IMPACT, "Search v2", "users", NULL);
    assert_string_equal(cell, "impact: Search v2 > users");
    free(cell);
    assert_false(look_name_read("calls", &name));
    look_name_free(&name);
    assert_false(look_name_read("calls > \"a", &name));
    look_name_free(&name);
}

static struct looks_row a_row(const char *link)
{
    return (struct looks_row){ .link = link,
                               .looked = "2026-11-22T10:00:00Z",
                               .data_to = "2026-W40",
                               .information = 100.25,
                               .verdict = "cannot-tell",
                               .effect = -.1,
                               .effect_low = -1,
                               .effect_high = 1,
                               .p = .3,
                               .alpha_spent = .001,
                               .bound = .001,
                               .plan_sum = "plan=00000000 lags=0..8 | sign up",
                               .data_sum = "x=1 y=2 at=1 found=0",
                               .version = PACKAGE_VERSION,
                               .seed = 1,
                               .because = "a, \"b\"\nand c" };
}

static void add_rows(const char *file, const struct looks_row *rows, size_t count)
{
    struct ledger_lock lock;
    struct ledger ledger;
    struct error err;

    if (ledger_lock(&lock, file, &err) != 0 || ledger_read(&ledger, file, &err) != 0 ||
        ledger_add(&lock, &ledger, rows, count, &err) != 0) {
        print_error("%s\n", err.what);
        abort();
    }
    ledger_free(&ledger);
    ledger_unlock(&lock);
}

static size_t count_rows(const char *file)
{
    struct ledger ledger;
    struct error err;
    size_t count;
    int status = ledger_read(&ledger, file, &err);

    if (status != 0)
        print_error("line %lu: %s\n", err.line, err.what);
    assert_int_equal(status, 0);
    count = ledger.count;
    ledger_free(&ledger);
    return count;
}

static void what_is_written_is_read(void **state)
{
    struct looks_row rows[2] = { a_row("a > b"), a_row("\"c > d\" > e") };
    struct ledger ledger;
    struct error err;

    (void)state;
    rows[1].p = NAN;
    rows[1].because = NULL;
    add_rows("l.csv", rows, 2);
    add_rows("l.csv", rows, 1);
    assert_int_equal(ledger_read(&ledger, "l.csv", &err), 0);
    assert_int_equal(ledger.count, 3);
    assert_int_equal(ledger.looks[1].run, 0);
    assert_int_equal(ledger.looks[2].run, 1);
    assert_string_equal(ledger.looks[1].row.link, rows[1].link);
    assert_string_equal(ledger.looks[0].row.because, rows[0].because);
    assert_string_equal(ledger.looks[1].row.because, "");
    assert_true(ledger.looks[0].row.information == 100.25 && isnan(ledger.looks[1].row.p));
    ledger_free(&ledger);
    assert_int_equal(test_folder_count(), 1); /* nothing is left beside it */
    unlink("l.csv");
}

static char *bytes_of(const char *file, size_t *length)
{
    FILE *in = fopen(file, "r");
    char *bytes = xmalloc(20000);

    assert_non_null(in);
    *length = fread(bytes, 1, 20000, in);
    fclose(in);
    return bytes;
}

static int read_bytes(const char *bytes, size_t length)
{
    FILE *out = fopen("spoiled.csv", "w");
    struct ledger ledger;
    struct error err;
    int status;

    assert_non_null(out);
    fwrite(bytes, 1, length, out);
    fclose(out);
    status = ledger_read(&ledger, "spoiled.csv", &err);
    assert_true(status == 0 || (err.what[0] && err.status == 1));
    status = status == 0 ? (int)ledger.count : -1;
    ledger_free(&ledger);
    return status;
}

/* Whatever byte is changed, and wherever it is cut, it is refused; but for whole looks cut off. */
static void spoiled_in_any_way(void **state)
{
    struct looks_row rows[2] = { a_row("a > b"), a_row("c > d") };
    size_t length, first, i;
    char *bytes;

    (void)state;
    add_rows("l.csv", rows, 2);
    free(bytes_of("l.csv", &first));
    add_rows("l.csv", rows, 1);
    bytes = bytes_of("l.csv", &length);
    assert_int_equal(read_bytes(bytes, length), 3);
    for (i = 0; i < length; i++) {
        char was = bytes[i];

        bytes[i] = was == '7' ? '8' : '7';
        assert_int_equal(read_bytes(bytes, length), -1);
        bytes[i] = was;
        assert_int_equal(read_bytes(bytes, i), i == 0 ? 0 : i == first ? 2 : -1);
    }
    free(bytes);
    unlink("spoiled.csv");
    unlink("l.csv");
}

/* ---- many at once ---- */

enum { TIMES = 200 };

static void add_many(char letter)
{
    char link[20];
    int i;

    for (i = 0; i < TIMES; i++) {
        struct looks_row row = a_row(link);

        snprintf(link, sizeof link, "%c%d > y", letter, i);
        add_rows("l.csv", &row, 1);
    }
    _exit(0);
}

static void two_processes_at_once(void **state)
{
    struct ledger ledger;
    struct error err;
    int seen[2][TIMES] = { { 0 } }, status;
    pid_t child[2];
    size_t i;

    (void)state;
    for (i = 0; i < 2; i++) {
        child[i] = fork();
        if (child[i] == 0)
            add_many("ab"[i]);
    }
    for (i = 0; i < 2; i++) {
        assert_int_equal(waitpid(child[i], &status, 0), child[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(ledger_read(&ledger, "l.csv", &err), 0);
    assert_int_equal(ledger.count, 2 * TIMES);
    for (i = 0; i < ledger.count; i++)
        seen[ledger.looks[i].row.link[0] - 'a'][atoi(ledger.looks[i].row.link + 1)]++;
    for (i = 0; i < TIMES; i++)
        assert_true(seen[0][i] == 1 && seen[1][i] == 1);
    ledger_free(&ledger);
    unlink("l.csv");
}

/* Killed at any moment, it leaves the ledger of before or of after. */
static void killed_while_it_adds(void **state)
{
    struct random random;
    size_t before = 0;
    int round;

    (void)state;
    random_start(&random, 3, 3);
    for (round = 0; round < 30; round++) {
        struct timespec pause = { 0, (long)(1e6 + 2e7 * random_unit(&random)) };
        pid_t child = fork();
        size_t now;

        if (child == 0)
            add_many('a');
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        now = count_rows("l.csv");
        assert_true(now >= before);
        before = now;
    }
    assert_true(before > 0);
}

static void a_failed_look_leaves_no_file(void **state)
{
    struct ledger_lock lock;
    struct error err;

    (void)state;
    assert_int_equal(ledger_lock(&lock, "new.csv", &err), 0);
    assert_int_equal(access("new.csv", F_OK), 0);
    ledger_unlock(&lock);
    assert_int_not_equal(access("new.csv", F_OK), 0);
    ledger_unlock(&lock);
    assert_int_equal(ledger_lock(&lock, "absent/new.csv", &err), -1);
    assert_int_equal(err.status, 1);
    ledger_unlock(&lock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_there_and_back),
        cmocka_unit_test_setup_teardown(what_is_written_is_read, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(spoiled_in_any_way, test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(two_processes_at_once, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(killed_while_it_adds, test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(a_failed_look_leaves_no_file, test_folder_make,
                                        test_folder_remove),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
