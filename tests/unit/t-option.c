/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/option.h"
#include "command/filter.h"

enum shade { SHADE_LIGHT, SHADE_DARK, SHADE_NONE };

struct settings {
    bool flag;
    bool other;
    const char *text;
    const char *file;
    const char *written;
    const char *columns;
    const char *method;
    long whole;
    long open;
    double number;
    int shade;
    char mark;
    struct range range;
    struct each items;
};

#define AT(member) offsetof(struct settings, member)

/* Not in the order of the enum: the words follow it all the same. */
static const char *const shade_words[] = {
    [SHADE_DARK] = "dark", [SHADE_LIGHT] = "light", [SHADE_NONE] = "none", NULL
};

/* clang-format off */
static const struct option table[] = {
    { .letter = 'f', .name = "flag", .kind = OPTION_FLAG, .offset = AT(flag), .help = "a flag" },
    { .letter = 'g', .name = "other", .kind = OPTION_FLAG, .offset = AT(other), .help = "one more" },
    { .letter = 't', .name = "text", .kind = OPTION_TEXT, .offset = AT(text), .argument = "N|auto",
      .help = "a text", .preset = "auto" },
    { .name = "file", .kind = OPTION_FILENAME, .offset = AT(file), .argument = "FILE",
      .help = "a file" },
    { .name = "written", .kind = OPTION_WRITTEN, .offset = AT(written), .argument = "FILE",
      .help = "a file that is written" },
    { .letter = 'x', .name = "columns", .kind = OPTION_COLUMNS, .offset = AT(columns),
      .argument = "COLS", .help = "columns", .preset = "1" },
    { .name = "method", .kind = OPTION_METHOD, .offset = AT(method), .argument = "NAME",
      .help = "a method" },
    { .letter = 'w', .name = "whole", .kind = OPTION_INTEGER, .offset = AT(whole), .argument = "N",
      .help = "a whole number", .preset = "5", .least = 1, .most = 1000000000000.0 },
    { .name = "open", .kind = OPTION_INTEGER, .offset = AT(open), .argument = "N",
      .help = "one without limits" },
    { .name = "number", .kind = OPTION_NUMBER, .offset = AT(number), .argument = "E",
      .help = "a number", .least = -1, .most = 0.5 },
    { .name = "shade", .kind = OPTION_CHOICE, .offset = AT(shade), .words = shade_words,
      .help = "a choice", .preset = "dark" },
    { .letter = 'd', .name = "mark", .kind = OPTION_CHARACTER, .offset = AT(mark), .argument = "C",
      .help = "a mark", .holds = HOLDS_DELIMITER },
    { .name = "range", .kind = OPTION_RANGE, .offset = AT(range), .argument = "A..B",
      .help = "a range", .preset = "0..8", .least = -10, .most = 10 },
    { .name = "sum", .kind = OPTION_EACH, .offset = AT(items), .argument = "COLS", .help = "adds" },
    { .letter = 'm', .name = "mean", .kind = OPTION_EACH, .offset = AT(items), .argument = "COLS",
      .help = "averages" },
    { .name = "read", .kind = OPTION_EACH, .offset = AT(items), .argument = "FILE",
      .help = "reads each", .holds = HOLDS_FILE },
};
/* clang-format on */
enum { ROWS = sizeof table / sizeof *table };

static struct settings settings;
static struct parsed parsed;
static struct error err;

static const struct option *const *rows(void)
{
    static const struct option *list[ROWS + 1];
    size_t i;

    for (i = 0; i < ROWS; i++)
        list[i] = &table[i];
    return list;
}

/* Parses a line, whose words are divided by single spaces, into settings. */
static int parse(const char *line)
{
    static char copy[500];
    static char *words[40];
    int count = 1;
    char *word;

    parsed_free(&parsed);
    memset(&settings, 0, sizeof settings);
    snprintf(copy, sizeof copy, "%s", line);
    words[0] = copy;
    for (word = strtok(copy, " "); word; word = strtok(NULL, " "))
        words[count++] = word;
    words[count] = NULL;
    return option_parse(rows(), &settings, count, words, &parsed, &err);
}

static void refuses(const char *line, const char *message)
{
    assert_int_equal(parse(line), -1);
    assert_int_equal(err.status, 2);
    assert_string_equal(err.what, message);
}

static const struct option *row(const char *name)
{
    return option_named(rows(), name);
}

static void starts_from_presets(void **state)
{
    (void)state;
    assert_int_equal(parse(""), 0);
    assert_false(settings.flag);
    assert_string_equal(settings.text, "auto");
    assert_null(settings.file);
    assert_string_equal(settings.columns, "1");
    assert_int_equal(settings.whole, 5);
    assert_int_equal(settings.open, 0);
    assert_int_equal(settings.shade, SHADE_DARK);
    assert_int_equal(settings.mark, 0);
    assert_int_equal(settings.range.first, 0);
    assert_int_equal(settings.range.last, 8);
    assert_int_equal(settings.items.count, 0);
    assert_int_equal(parsed.count, 0);
}

static void takes_every_kind(void **state)
{
    (void)state;
    assert_int_equal(parse(
                         "-f --text a=b --file in.csv --written=out.csv --method kendall --whole 7"
                         " --open=-3 --number .25 --shade none --mark tab --range -2..3"),
                     0);
    assert_true(settings.flag);
    assert_string_equal(settings.text, "a=b");
    assert_string_equal(settings.file, "in.csv");
    assert_string_equal(settings.written, "out.csv");
    assert_string_equal(settings.method, "kendall");
    assert_int_equal(settings.whole, 7);
    assert_int_equal(settings.open, -3);
    assert_true(settings.number == 0.25);
    assert_int_equal(settings.shade, SHADE_NONE);
    assert_int_equal(settings.mark, '\t');
    assert_int_equal(settings.range.first, -2);
    assert_int_equal(settings.range.last, 3);
}

static void takes_values_in_every_place(void **state)
{
    (void)state;
    assert_int_equal(parse("--text=a --text b"), 0);
    assert_string_equal(settings.text, "b");
    assert_int_equal(parse("-ta"), 0);
    assert_string_equal(settings.text, "a");
    assert_int_equal(parse("-t --flag"), 0); /* what follows is the value, whatever it looks like */
    assert_string_equal(settings.text, "--flag");
    assert_false(settings.flag);
    assert_int_equal(parse("--text="), 0);
    assert_string_equal(settings.text, "");
}

static void takes_clusters_of_letters(void **state)
{
    (void)state;
    assert_int_equal(parse("-fgw12 -gt f"), 0);
    assert_true(settings.flag && settings.other);
    assert_int_equal(settings.whole, 12);
    assert_string_equal(settings.text, "f");
    refuses("-fz", "no option -z");
    refuses("-fw", "-w needs a value: N");
}

static void tells_operands_from_options(void **state)
{
    (void)state;
    assert_int_equal(parse("a.csv -f - b.csv -- -g --text --"), 0);
    assert_int_equal(parsed.count, 6);
    assert_string_equal(parsed.operands[0], "a.csv");
    assert_string_equal(parsed.operands[1], "-");
    assert_string_equal(parsed.operands[2], "b.csv");
    assert_string_equal(parsed.operands[3], "-g");
    assert_string_equal(parsed.operands[4], "--text");
    assert_string_equal(parsed.operands[5], "--");
    assert_true(settings.flag);
    assert_false(settings.other);
}

static void joins_columns_and_keeps_each(void **state)
{
    (void)state;
    assert_int_equal(parse("-x a --columns=b,c -x d"), 0);
    assert_string_equal(settings.columns, "a,b,c,d"); /* the preset gives way */
    assert_int_equal(parse("--sum a -m b --sum new=c"), 0);
    assert_int_equal(settings.items.count, 3);
    assert_string_equal(settings.items.items[0].option, "sum");
    assert_string_equal(settings.items.items[0].value, "a");
    assert_string_equal(settings.items.items[1].option, "mean");
    assert_string_equal(settings.items.items[2].value, "new=c");
}

static void refuses_what_it_does_not_know(void **state)
{
    (void)state;
    refuses("--wole 3", "no option --wole; did you mean --whole?");
    refuses("--qqqqqqqq", "no option --qqqqqqqq");
    refuses("--flagg=1", "no option --flagg; did you mean --flag?");
    refuses("-z", "no option -z");
    refuses("--fla", "no option --fla; did you mean --flag?"); /* beginnings are no names */
}

static void refuses_values_that_are_none(void **state)
{
    (void)state;
    refuses("--flag=1", "--flag takes no value");
    refuses("--text", "--text needs a value: N|auto");
    refuses("--shade", "--shade needs a value: light|dark|none");
    refuses("--shade drak", "--shade: \"drak\" is not one of light, dark, none");
    refuses("--shade dar", "--shade: \"dar\" is not one of light, dark, none");
    refuses("--shade light|dark", "--shade: \"light|dark\" is not one of light, dark, none");
    refuses("--whole 1.5", "--whole: \"1.5\" is not a whole number");
    refuses("--whole=", "--whole: \"\" is not a whole number");
    refuses("--whole 99999999999999999999",
            "--whole: \"99999999999999999999\" is not a whole number");
    refuses("--number 1e", "--number: \"1e\" is not a number");
    refuses("--number nan", "--number: \"nan\" is not a number");
    refuses("--number inf", "--number: \"inf\" is not a number");
    refuses("--mark ab", "--mark: \"ab\" is not a single ASCII character");
    refuses("--mark=", "--mark: \"\" is not a single ASCII character");
    refuses("--range 1..", "--range: \"1..\" is not a range such as 0..8");
    refuses("--range a..b", "--range: \"a..b\" is not a range such as 0..8");
    refuses("--range 3..1", "--range: 3..1 runs backwards: write 1..3");
}

static void holds_limits(void **state)
{
    (void)state;
    refuses("--whole 0", "--whole: 0 is not in 1..1000000000000");
    assert_int_equal(parse("--whole 1000000000000"), 0);
    refuses("--whole 1000000000001", "--whole: 1000000000001 is not in 1..1000000000000");
    assert_int_equal(parse("--number -1"), 0);
    assert_int_equal(parse("--number .5"), 0);
    refuses("--number .51", "--number: .51 is not in -1..0.5");
    assert_int_equal(parse("--range -10..10"), 0);
    refuses("--range -11..0", "--range: -11..0 goes beyond -10..10");
    assert_int_equal(parse("--range 3"), 0);
    assert_int_equal(settings.range.first, 3);
    assert_int_equal(settings.range.last, 3);
    assert_int_equal(parse("--open -999999999"), 0); /* without limits */
}

static void knows_words_for_marks(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; option_marks[i].word; i++) {
        char line[40];

        snprintf(line, sizeof line, "--mark %s", option_marks[i].word);
        assert_int_equal(parse(line), 0);
        assert_int_equal(settings.mark, option_marks[i].mark);
    }
    assert_true(i > 5);
    assert_int_equal(parse("-d;"), 0);
    assert_int_equal(settings.mark, ';');
}

/* What is typed comes out as it would be typed, and means the same again. */
static void types_values_back(void **state)
{
    static const struct {
        const char *name, *value;
    } given[] = {
        { "flag", "" },           { "text", "12" },     { "file", "in.csv" },
        { "written", "out.csv" }, { "columns", "a,b" }, { "method", "spearman" },
        { "whole", "12" },        { "open", "-4" },     { "number", "0.10000000000000001" },
        { "shade", "light" },     { "mark", ";" },      { "range", "-1..4" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof given / sizeof *given; i++) {
        char line[80];
        char *typed;

        snprintf(line, sizeof line, "--%s%s%s", given[i].name, *given[i].value ? "=" : "",
                 given[i].value);
        assert_int_equal(parse(line), 0);
        typed = option_typed(row(given[i].name), &settings);
        assert_string_equal(typed, given[i].value);
        free(typed);
    }
    assert_int_equal(parse(""), 0);
    assert_null(option_typed(row("flag"), &settings));
    assert_null(option_typed(row("file"), &settings));
    assert_null(option_typed(row("open"), &settings));
    assert_null(option_typed(row("number"), &settings));
    assert_null(option_typed(row("mark"), &settings));
    assert_null(option_typed(row("sum"), &settings));
}

static void says_what_a_value_is(void **state)
{
    char *argument = option_argument(row("shade"));

    (void)state;
    assert_string_equal(argument, "light|dark|none");
    free(argument);
    assert_null(option_argument(row("flag")));
    assert_int_equal(option_holds(row("columns")), HOLDS_COLUMNS);
    assert_int_equal(option_holds(row("sum")), HOLDS_COLUMNS);
    assert_int_equal(option_holds(row("method")), HOLDS_METHOD);
    assert_int_equal(option_holds(row("mark")), HOLDS_DELIMITER);
    assert_int_equal(option_holds(row("text")), HOLDS_BY_KIND);
    assert_true(option_is_file(row("file")) && option_is_file(row("written")));
    assert_true(option_is_file(row("read")));
    assert_false(option_is_file(row("sum")) || option_is_file(row("text")));
    assert_null(row("none"));
}

/* Writes rows by `write` and compares. */
static void writes(void (*write)(const struct option *const *rows, FILE *out), size_t first,
                   size_t count, const char *want)
{
    const struct option *some[ROWS + 1] = { NULL };
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    memcpy(some, rows() + first, count * sizeof *some);
    write(some, out);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, want);
    free(text);
}

static void helps(void **state)
{
    (void)state;
    writes(option_help, 0, 1, "  -f, --flag                  a flag\n");
    writes(option_help, 10, 1,
           "      --shade light|dark|none\n"
           "                              a choice (dark)\n");
    writes(option_list, 0, 1, "f\tflag\tflag\t\t\ta flag\t\n");
    writes(option_list, 10, 2,
           "\tshade\tchoice\tlight|dark|none\tlight|dark|none\ta choice\t\n"
           "d\tmark\tcharacter\tC\t\ta mark\t\n");
    writes(option_list, 15, 1, "\tread\tfile\tFILE\t\treads each\t\n");
}

/* No two options of a filter share a name or a letter but a shared one that it has replaced by
 * its own; presets are good values; each shared option is of a group that some filter takes. */
static void rows_of_filters_fit(void **state)
{
    uint64_t taken = TAKES(ALWAYS);
    size_t f, i, k;

    (void)state;
    parsed_free(&parsed);
    for (f = 0; filters[f]; f++) {
        const struct option **of = filter_rows(filters[f]);
        void *values = calloc(1, filters[f]->settings);
        char *nothing[] = { (char *)(uintptr_t) "lever", NULL };

        assert_non_null(values);
        taken |= filters[f]->common;
        assert_int_equal(option_parse(of, values, 1, nothing, &parsed, &err), 0);
        for (i = 0; of[i]; i++) {
            assert_true(of[i]->help && *of[i]->help);
            assert_true((of[i]->kind == OPTION_CHOICE) == (of[i]->words != NULL));
            assert_true((of[i]->kind == OPTION_FLAG || of[i]->kind == OPTION_CHOICE) ==
                        (of[i]->argument == NULL));
            for (k = 0; k < i; k++) {
                assert_true(strcmp(of[i]->name, of[k]->name) != 0);
                assert_true(!of[i]->letter || of[i]->letter != of[k]->letter);
            }
        }
        parsed_free(&parsed);
        free(values);
        free(of);
    }
    for (i = 0; i < common_count; i++)
        assert_true(common_options[i].groups & taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_from_presets),
        cmocka_unit_test(takes_every_kind),
        cmocka_unit_test(takes_values_in_every_place),
        cmocka_unit_test(takes_clusters_of_letters),
        cmocka_unit_test(tells_operands_from_options),
        cmocka_unit_test(joins_columns_and_keeps_each),
        cmocka_unit_test(refuses_what_it_does_not_know),
        cmocka_unit_test(refuses_values_that_are_none),
        cmocka_unit_test(holds_limits),
        cmocka_unit_test(knows_words_for_marks),
        cmocka_unit_test(types_values_back),
        cmocka_unit_test(says_what_a_value_is),
        cmocka_unit_test(helps),
        cmocka_unit_test(rows_of_filters_fit),
    };
    int status = cmocka_run_group_tests_name("option", tests, NULL, NULL);

    parsed_free(&parsed);
    return status;
}
