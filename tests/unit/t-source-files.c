/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources that are several files: which files they are, and the plan's columns about them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/memory.h"
#include "plan-file.h"
#include "plan/source_files.h"

static char folder[] = P_tmpdir "/lever-so[u]rce-XXXXXX"; /* whose name is no pattern */

static char *inside(const char *name)
{
    return xasprintf("%s/%s", folder, name);
}

static void touch(const char *name)
{
    char *path = inside(name);
    FILE *stream = fopen(path, "w");

    assert_non_null(stream);
    fclose(stream);
    free(path);
}

static void forget(const char *name)
{
    char *path = inside(name);

    remove(path);
    free(path);
}

/* What a source is, by commas; behind "!" why it is none. */
static char *found(const char *source)
{
    char *file = inside("plan.csv");
    char *path = inside(source);
    struct measure measure = { .source = (char *)(uintptr_t)source, .path = path };
    struct plan plan = { .file = file, .measures = &measure, .count = 1 };
    struct source_files files;
    struct text text = TEXT_EMPTY;
    struct error err;
    size_t i;

    if (source_files_find(&plan, &measure, &files, &err) != 0)
        text_addf(&text, "!%s", err.what);
    for (i = 0; i < files.count && text.bytes == NULL; i++)
        assert_true(strncmp(files.paths[i], folder, strlen(folder)) == 0);
    for (i = 0; i < files.count && (!text.bytes || text.bytes[0] != '!'); i++)
        text_addf(&text, "%s%s", i ? "," : "", files.paths[i] + strlen(folder) + 1);
    source_files_free(&files);
    free(file);
    free(path);
    return text_take(&text);
}

static void is(const char *source, const char *files)
{
    char *own = found(source);

    assert_string_equal(own, files);
    free(own);
}

static void patterns_and_lists(void **state)
{
    (void)state;
    is("b.csv", "b.csv");
    is("?.csv", "a.csv,b.csv,c.csv");
    is("b.csv; a.csv ;;?.csv", "b.csv,a.csv,c.csv");
    is("[ac].csv", "a.csv,c.csv");
    touch("[ac].csv");
    is("[ac].csv", "[ac].csv");
    forget("[ac].csv");
    touch("a.csv;b.csv");
    is("a.csv;b.csv", "a.csv;b.csv");
    forget("a.csv;b.csv");
}

static void says_why_not(const char *source, const char *before, const char *behind)
{
    char *own = found(source);
    char *want = xasprintf("!%s \"%s/%s", before, folder, behind);

    assert_string_equal(own, want);
    free(own);
    free(want);
}

static void what_is_not_there_is_said(void **state)
{
    char *sub = xasprintf("sub*\"%s", ""); /* a folder is none */
    char *near = xasprintf("export-2*.csv\"; did you mean \"%s/export-1.csv\"?", folder);

    (void)state;
    says_why_not("export-2*.csv", "no file is met by", near);
    says_why_not("zzzzzzzzzzzz*.csv", "no file is met by", "zzzzzzzzzzzz*.csv\"");
    says_why_not("b.csv;zzzzzzzzzzzzzzz", "cannot read",
                 "zzzzzzzzzzzzzzz\": No such file or directory");
    is(" ; ", "!\" ; \" names no file");
    says_why_not("sub*", "no file is met by", sub);
    free(sub);
    free(near);
}

static void finds(const char *text, const char *wanted)
{
    struct faults faults = FAULTS_NONE;
    struct text all = TEXT_EMPTY;
    const char *path = a_file(text);
    struct plan *plan = plan_read(path, &faults);
    size_t i;

    for (i = 0; i < faults.count; i++)
        text_addf(&all, "%s\n", message_of(&faults.items[i], path));
    assert_string_equal(all.bytes ? all.bytes : "", wanted);
    text_free(&all);
    faults_free(&faults);
    plan_free(plan);
    unlink(path);
}

static void columns_about_them_have_faults(void **state)
{
    (void)state;
    finds("measure,role,source,rename,overlap\na,output,x*.csv,\"x=y,\"\"p,q\"\"=z\",drop by day\n",
          "");
    finds("measure,role,source,rename,overlap\n"
          "a,output,x*.csv,y,dropp\n"
          "b,output,z*.csv,=y,keep\n",
          ":2: column \"rename\": not NEW=OLD: \"y\"\n"
          ":2: column \"overlap\": not what becomes of rows that two files have, nor drop by "
          "COLUMNS: \"dropp\"; did you mean \"drop\"? (refuse, drop, keep)\n"
          ":3: column \"rename\": not NEW=OLD: \"=y\"\n");
    finds(
        "measure,role,source,rename,overlap\n"
        "b,output,z*.csv,p=q,keep\n"
        "c,output,z*.csv,x=y,drop\n",
        ":3: column \"rename\": \"x=y\" contradicts \"p=q\" on line 2: both describe z*.csv\n"
        ":3: column \"overlap\": \"drop\" contradicts \"keep\" on line 2: both describe z*.csv\n");
}

static int set_up(void **state)
{
    char *sub;

    (void)state;
    assert_non_null(mkdtemp(folder));
    touch("c.csv");
    touch("a.csv");
    touch("b.csv");
    touch("export-1.csv");
    sub = inside("subfolder");
    assert_int_equal(mkdir(sub, 0700), 0);
    free(sub);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    forget("a.csv");
    forget("b.csv");
    forget("c.csv");
    forget("export-1.csv");
    forget("subfolder");
    rmdir(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_and_lists),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(columns_about_them_have_faults),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
