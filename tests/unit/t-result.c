/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "result-moods.h"
#include "words/verdicts.h"

static const struct moods_row full = {
    .who = "a, b",
    .verdict = "glad",
    .when = { "2024-W01", 0 },
    .count = 3,
    .size = 1e6 + .5,
    .share = .25,
    .chance = 1e-9,
    .note = "Well.",
    .aside = "x",
    .hidden = 7,
    .method = "m",
};
static const struct moods_row empty = {
    .when = { NULL, 12 },
    .count = NAN,
    .size = INFINITY,
    .share = NAN,
    .chance = NAN,
    .hidden = NAN,
};

static void writes(bool json, unsigned groups, const struct moods_row *row, const char *expected)
{
    struct dialect dialect = { .delimiter = ',', .decimal = '.', .json = json };
    struct text out = TEXT_EMPTY;
    struct writer *writer = writer_memory(&out, &dialect);

    result_header(writer, &result_moods, groups);
    result_row(writer, &result_moods, groups, row);
    writer_flush(writer);
    assert_string_equal(out.bytes, expected);
    writer_abandon(writer);
    text_free(&out);
}

static void rows_as_csv(void **state)
{
    (void)state;
    writes(false, RESULT_ALWAYS, &full,
           "who,verdict,when,count,size,share,chance,note,aside,hidden\n"
           "\"a, b\",glad,2024-W01,3,1000000.5,0.25,1e-9,Well.,x,7\n");
    writes(false, RESULT_METHOD, &full,
           "who,verdict,when,count,size,share,chance,note,aside,hidden,method\n"
           "\"a, b\",glad,2024-W01,3,1000000.5,0.25,1e-9,Well.,x,7,m\n");
}

static void what_is_missing_is_empty(void **state)
{
    (void)state;
    writes(false, RESULT_PLACEBO, &empty,
           "who,verdict,when,count,size,share,chance,note,aside,hidden\n,,12,,,,,,,\n");
}

static void rows_as_json(void **state)
{
    (void)state;
    writes(true, RESULT_ALWAYS, &full,
           "{\"who\":\"a, b\",\"verdict\":\"glad\",\"when\":\"2024-W01\",\"count\":3,"
           "\"size\":1000000.5,\"share\":0.25,\"chance\":1e-9,\"note\":\"Well.\","
           "\"aside\":\"x\",\"hidden\":7}\n");
    writes(true, RESULT_ALWAYS, &empty,
           "{\"who\":\"\",\"verdict\":\"\",\"when\":12,\"count\":null,\"size\":null,"
           "\"share\":null,\"chance\":null,\"note\":\"\",\"aside\":\"\",\"hidden\":null}\n");
}

/* The table that a header of words divided by commas is. */
static const struct result_table *table_of(const char *header)
{
    const char *names[64];
    char *words = xstrdup(header);
    char *rest = words;
    const struct result_table *table;
    size_t count = 0;
    char *name;

    while ((name = strsep(&rest, ",")) != NULL)
        names[count++] = name;
    table = result_table_of(names, count);
    free(words);
    return table;
}

static void a_file_is_known_by_its_first_columns(void **state)
{
    (void)state;
    assert_ptr_equal(table_of("who,verdict,when,count,size,share,chance,note,aside,hidden"),
                     &result_moods);
    assert_ptr_equal(table_of("who,verdict,when,count,size,share,chance,note"), &result_moods);
    assert_ptr_equal(table_of("who,verdict,when,count,size,share,chance,note,of,later"),
                     &result_moods);
    assert_null(table_of("who,verdict,when,count,size,share,chance"));
    assert_null(table_of("verdict,who,when,count,size,share,chance,note"));
    assert_null(table_of("who,verdict,when,count,more,size,share,chance,note"));
    assert_null(table_of("Who,verdict,when,count,size,share,chance,note"));
    assert_null(table_of("x,who,verdict,when,count,size,share,chance,note"));
    assert_null(table_of(""));
}

/* The names of a table's columns; the caller frees. */
static const char **names_of(const struct result_table *table, size_t without, size_t *count)
{
    const char **names = xcalloc(table->count, sizeof *names);
    size_t i;

    for (*count = i = 0; i < table->count; i++)
        if (i != without)
            names[(*count)++] = table->columns[i].name;
    return names;
}

static void every_table_knows_its_own(void **state)
{
    const struct result_table *const *any;
    size_t count, i;

    (void)state;
    for (any = result_tables; *any; any++) {
        const char **names = names_of(*any, SIZE_MAX, &count);

        assert_ptr_equal(result_table_of(names, count), *any);
        free(names);
        for (i = 0; i < (*any)->known_by; i++) { /* one column less, and it is none */
            names = names_of(*any, i, &count);
            assert_null(result_table_of(names, count));
            free(names);
        }
    }
}

static void every_table_is_well_described(void **state)
{
    const struct result_table *const *any;
    size_t i, k;

    (void)state;
    for (any = result_tables; *any; any++) {
        const struct result_table *table = *any;

        assert_true(table->known_by > 0 && table->known_by <= table->count);
        for (i = 0; i < table->count; i++) {
            const struct result_column *column = &table->columns[i];

            assert_ptr_equal(result_column(table, column->name), column); /* names differ */
            if (i < table->known_by)
                assert_int_equal(column->group, RESULT_ALWAYS);
            if (i > 0 && column->group == RESULT_ALWAYS) /* groups come behind */
                assert_int_equal(column[-1].group, RESULT_ALWAYS);
            for (k = 0; k < i; k++)
                assert_true(column->view == 0 || column->view != table->columns[k].view);
            if (column->words)
                assert_true(column->words->count <= 64 && column->shape == RESULT_TEXT);
        }
        for (i = 0; table->words && i < table->words->count; i++) {
            assert_non_null(table->words->words[i].meaning);
            assert_int_equal(vocabulary_find(table->words, table->words->words[i].name), i);
        }
    }
}

static void shows(size_t without, bool narrow, const char *expected)
{
    size_t count;
    const char **names = names_of(&result_moods, without, &count);
    struct text out = TEXT_EMPTY;

    result_view(&result_moods, names, count, narrow, &out);
    assert_string_equal(out.bytes, expected);
    text_free(&out);
    free(names);
}

static void view_is_told_what_matters(void **state)
{
    (void)state;
    shows(SIZE_MAX, false, "verdict,who,size,aside,note");
    shows(SIZE_MAX, true, "verdict,who,aside,note");
    shows(8, false, "verdict,who,size,note"); /* a file without that column */
}

static void a_word_is_that_of_its_table(void **state)
{
    (void)state;
    assert_string_equal(result_word(&result_moods, "verdict", "unusable")->color, "35");
    assert_string_equal(result_word(&result_verdicts, "verdict", "unusable")->color, "2");
    assert_non_null(result_word(NULL, "verdict", "glad"));
    assert_null(result_word(&result_verdicts, "verdict", "glad"));
    assert_null(result_word(&result_moods, "note", "glad"));
    assert_null(result_word(NULL, "other", "glad"));
}

static void named(const char *list, uint64_t expected)
{
    uint64_t found = 99;
    struct error err;

    assert_int_equal(vocabulary_parse(&mood_words, list, &found, &err), 0);
    assert_int_equal(found, expected);
}

static void refused(const char *list, const char *message)
{
    uint64_t found;
    struct error err;

    assert_int_equal(vocabulary_parse(&mood_words, list, &found, &err), -1);
    assert_string_equal(err.what, message);
}

static void words_are_asserted(void **state)
{
    (void)state;
    named(NULL, 0);
    named("glad", 1 << MOOD_GLAD);
    named("flat, glad", 1 << MOOD_GLAD | 1 << MOOD_FLAT);
    refused("flad", "--assert: \"flad\" is not a mood; did you mean \"glad\"?");
    refused("moves", "--assert: \"moves\" is not a mood");
    refused(" ", "--assert: no mood is named");
}

static void sums_up(const struct vocabulary *words, const size_t *counts, bool timed,
                    const char *expected)
{
    struct text out = TEXT_EMPTY;

    vocabulary_summary(words, counts, timed, &out);
    assert_string_equal(out.bytes, expected);
    text_free(&out);
}

static void words_are_summed_up(void **state)
{
    struct vocabulary led = mood_words;
    const size_t counts[MOODS] = { 2, 1, 0, 3 };
    const size_t one[MOODS] = { 0, 0, 1, 0 };

    (void)state;
    sums_up(&mood_words, counts, true, "6 days: 1 is glad; 3 cannot be told; 2 could not be read.");
    sums_up(&mood_words, one, true, "1 day: 1 is flat.");
    led.lead = MOOD_GLAD;
    sums_up(&led, counts, true, "1 of 6 days is glad; 3 cannot be told; 2 could not be read.");
    sums_up(&led, one, true, "0 of 1 day is glad; 1 is flat.");
}

static void evidence_goes_from_weak_to_strong(void **state)
{
    struct text out = TEXT_EMPTY;

    (void)state;
    vocabulary_list(&evidence_words, &out);
    assert_string_equal(out.bytes, "association, lagged, before-after, experiment");
    text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_as_csv),
        cmocka_unit_test(what_is_missing_is_empty),
        cmocka_unit_test(rows_as_json),
        cmocka_unit_test(a_file_is_known_by_its_first_columns),
        cmocka_unit_test(every_table_knows_its_own),
        cmocka_unit_test(every_table_is_well_described),
        cmocka_unit_test(view_is_told_what_matters),
        cmocka_unit_test(a_word_is_that_of_its_table),
        cmocka_unit_test(words_are_asserted),
        cmocka_unit_test(words_are_summed_up),
        cmocka_unit_test(evidence_goes_from_weak_to_strong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
