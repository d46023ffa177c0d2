/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of a result table that lever does not know, and of tables that only look like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "book/book.h"
#include "result-moods.h"

#define MOODS_HEADER "who,verdict,when,count,size,share,chance,note"
#define VERDICTS_HEADER                                                                            \
    "output,outcome,verdict,evidence,lag,effect,effect_low,effect_high,r,r_low,r_high,p,p_adj,"    \
    "naive_effect,naive_r,naive_p,n,n_eff,lags_tried,links_tried,adjusted_for,mde,more_periods,"   \
    "note,entity"
#define VERDICTS_ROW                                                                               \
    "calls,sales,moves,lagged,2,.5,.4,.6,.7,.6,.8,.001,.002,.5,.7,.001,100,95,9,"                  \
    "1,trend,.1,,A sentence.,"

static char folder[] = P_tmpdir "/lever-results.XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 && system("command -v unzip >/dev/null") == 0 ? 0
                                                                                               : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return system("rm -f ./*.csv book.xlsx") == 0 && chdir("/") == 0 ? rmdir(folder) : -1;
}

static const char *file(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");

    assert_non_null(out);
    fputs(text, out);
    fclose(out);
    return name;
}

/* A part of the workbook, or several by a pattern. The caller frees. */
static char *part(const char *name)
{
    char *command = xasprintf("unzip -p book.xlsx '%s'", name);
    FILE *in = popen(command, "r");
    struct text out = TEXT_EMPTY;
    char block[4096];
    size_t n;

    assert_non_null(in);
    while ((n = fread(block, 1, sizeof block, in)) > 0)
        text_add(&out, block, n);
    pclose(in);
    free(command);
    return text_take(&out);
}

static void make(const char *first, const char *second)
{
    const char *files[] = { first, second };
    struct book_options options = { .created = 1767225600, .dialect = { .delimiter = ',' } };
    struct text notes = TEXT_EMPTY;
    struct error err = { 0 };
    int status = book_write(files, second ? 2 : 1, "book.xlsx", &options, &notes, &err);

    if (status != 0)
        print_error("%s\n", err.what);
    assert_int_equal(status, 0);
    text_free(&notes);
}

static void has(const char *name, const char *text)
{
    char *bytes = part(name);

    if (!strstr(bytes, text))
        print_error("%s: no \"%s\"\n", name, text);
    assert_non_null(strstr(bytes, text));
    free(bytes);
}

static void lacks(const char *name, const char *text)
{
    char *bytes = part(name);

    assert_null(strstr(bytes, text));
    free(bytes);
}

/* The texts stand in the part one behind the other; ended by NULL. */
static void in_order(const char *name, const char *const *texts)
{
    char *bytes = part(name);
    const char *at = bytes;

    for (; *texts; texts++) {
        at = strstr(at, *texts);
        if (!at)
            print_error("%s: \"%s\" is not there, or too early\n", name, *texts);
        assert_non_null(at);
    }
    free(bytes);
}

static const char *const days = MOODS_HEADER ",aside,hidden,later\n"
                                             "Ann,glad,2024-W01,3,1.5,.25,.001,Well done.,,7,new\n"
                                             "Ben,cannot-tell,2024-W02,,,,,Wait.,,8,\n";

static void a_described_table_has_its_sheet(void **state)
{
    static const char *const columns[] = { "name=\"In one sentence\"",
                                           "name=\"Who\"",
                                           "name=\"Mood\"",
                                           "name=\"When\"",
                                           "name=\"How many\"",
                                           "name=\"Size [note 1]\"",
                                           "name=\"Share [note 2]\"",
                                           "name=\"Chance\"",
                                           "name=\"later\"",
                                           NULL };

    (void)state;
    make(file("days.csv", days), NULL);
    has("xl/workbook.xml", "name=\"Moods\"");
    lacks("xl/workbook.xml", "name=\"days\"");
    in_order("xl/tables/*.xml", columns);
    lacks("xl/tables/*.xml", "name=\"hidden\""); /* has no header */
    lacks("xl/tables/*.xml", "name=\"Aside\"");  /* rare, and empty */
    has("xl/sharedStrings.xml", "Moods: how the days went");
    has("xl/sharedStrings.xml", "One row is one day.");
    has("xl/sharedStrings.xml", "<t>[z]</t>"); /* Ben's share */
    has("xl/sharedStrings.xml", "<t>[x]</t>"); /* and size */
}

static void its_notes_are_numbered_and_its_words_explained(void **state)
{
    static const char *const notes[] = { "<t>[note 1]</t>",
                                         "How large it is.",
                                         "<t>[note 2]</t>",
                                         "How often it is.",
                                         "One of unusable, glad, flat, "
                                         "cannot-tell.",
                                         "<t>flat</t>",
                                         "Nothing came of it.",
                                         NULL };

    (void)state;
    make(file("days.csv", days), NULL);
    has("xl/workbook.xml", "name=\"Notes\"");
    in_order("xl/sharedStrings.xml", notes);
    lacks("xl/sharedStrings.xml", "[note 3]");
    lacks("xl/sharedStrings.xml", "bootstrap"); /* a note of other tables */
}

static void its_answer_is_on_the_cover(void **state)
{
    (void)state;
    make(file("days.csv", days), NULL);
    has("xl/sharedStrings.xml", "2 days: 1 is glad; 1 cannot be told.");
    has("xl/sharedStrings.xml", ": glad. Well done.");
}

static void beside_verdicts_its_notes_count_on(void **state)
{
    (void)state;
    make(file("days.csv", days), file("v.csv", VERDICTS_HEADER "\n" VERDICTS_ROW "\n"));
    has("xl/tables/*.xml", "name=\"Size [note 9]\"");
    has("xl/tables/*.xml", "name=\"p, corrected for the lags searched [note 1]\"");
    has("xl/sharedStrings.xml", "<t>unusable (verdicts)</t>");
    has("xl/sharedStrings.xml", "<t>unusable (moods)</t>");
}

static void stays_data(const char *header, const char *row)
{
    char *text = xasprintf("%s\n%s\n", header, row);

    make(file("looks.csv", text), NULL);
    has("xl/workbook.xml", "name=\"looks\"");
    lacks("xl/workbook.xml", "name=\"Notes\"");
    free(text);
}

static void what_resembles_a_result_stays_data(void **state)
{
    (void)state;
    stays_data("who,verdict,when,count,size,share,note", "a,glad,1,2,3,4,n");
    stays_data("verdict,who,when,count,size,share,chance,note", "glad,a,1,2,3,4,5,n");
    stays_data("output,outcome,verdict,effect,p", "calls,sales,moves,1,.01");
    stays_data("output,outcome,lag,r,low,high", "calls,sales,1,.5,.1,.9");
    stays_data("output,outcome,period,x,y,x_white,y_white", "a,b,2024-W01,1,2,3,4");
    stays_data("id," VERDICTS_HEADER, "1," VERDICTS_ROW);
    stays_data("x,y,method,n,r,low,high,p", "a,b,pearson,9,.5,.1,.9,.1"); /* has no sheet */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_described_table_has_its_sheet),
        cmocka_unit_test(its_notes_are_numbered_and_its_words_explained),
        cmocka_unit_test(its_answer_is_on_the_cover),
        cmocka_unit_test(beside_verdicts_its_notes_count_on),
        cmocka_unit_test(what_resembles_a_result_stays_data),
    };

    if (system("command -v unzip >/dev/null") != 0) {
        print_message("1..0 # SKIP unzip is not installed\n");
        return 0;
    }
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
