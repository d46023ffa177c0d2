/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv-spectrum (max-mapper/csv-spectrum, BSD-2-Clause): twelve files and what they
 * say, in JSON. The files are looked for in ../shared/data beside the project.
 *
 * location_coordinates holds quotes inside a field that has none around it: the
 * reader refuses it, as libcsv does in its strict mode (lever clean reads it). Its
 * JSON has another telephone number than its CSV.
 */
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
#include "table/reader.h"

static char *folder(void)
{
    const char *top = getenv("TOP");

    return xasprintf("%s/../shared/data/dirty/csv-spectrum", top ? top : ".");
}

/* The strings of an array of flat objects, a row an object: "key=value" a line,
 * rows divided by an empty line; line breaks inside a value as \n, \r. */
static void json_strings(const char *p, struct text *out)
{
    bool key = true;

    for (; *p; p++) {
        if (*p == '{')
            key = true;
        if (*p == '}')
            text_addc(out, '\n');
        if (*p != '"')
            continue;
        for (p++; *p != '"'; p++) {
            if (*p == '\\' && p[1] != 'n' && p[1] != 'r')
                p++;
            text_addc(out, *p);
        }
        text_addc(out, key ? '=' : '\n');
        key = !key;
    }
}

static void add_escaped(struct text *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\n' || *text == '\r')
            text_adds(out, *text == '\n' ? "\\n" : "\\r");
        else
            text_addc(out, *text);
    }
}

static int csv_strings(const char *path, struct text *out, struct error *err)
{
    static const struct dialect dialect;
    struct reader *reader = reader_open(path, &dialect, err);
    const struct field *fields;
    char *names[16];
    size_t width;
    size_t count;
    size_t i;
    int got;

    assert_non_null(reader);
    assert_int_equal(reader_next(reader, &fields, &width, err), 1);
    assert_in_range(width, 1, 16);
    for (i = 0; i < width; i++)
        names[i] = xstrdup(fields[i].text);
    while ((got = reader_next(reader, &fields, &count, err)) > 0) {
        assert_int_equal(count, width);
        for (i = 0; i < count; i++) {
            text_adds(out, names[i]);
            text_addc(out, '=');
            add_escaped(out, fields[i].text);
            text_addc(out, '\n');
        }
        text_addc(out, '\n');
    }
    for (i = 0; i < width; i++)
        free(names[i]);
    reader_close(reader);
    return got;
}

static void says_what_its_json_says(void **state)
{
    const char *name = *state;
    char *base = folder();
    char *csv = xasprintf("%s/csvs/%s.csv", base, name);
    char *json = xasprintf("%s/json/%s.json", base, name);
    struct text wanted = TEXT_EMPTY;
    struct text got = TEXT_EMPTY;
    char bytes[8192];
    struct error err;
    FILE *file = fopen(json, "r");
    bool there = file != NULL;

    if (there) {
        bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
        fclose(file);
        json_strings(bytes, &wanted);
        if (strcmp(name, "location_coordinates") == 0) {
            assert_int_equal(csv_strings(csv, &got, &err), -1);
            assert_int_equal(err.line, 2);
            assert_string_equal(err.what, "a quote inside a field that does not begin with one");
        } else {
            assert_int_equal(csv_strings(csv, &got, &err), 0);
            assert_string_equal(got.bytes, wanted.bytes);
        }
    }
    text_free(&wanted);
    text_free(&got);
    free(json);
    free(csv);
    free(base);
    if (!there)
        skip();
}

#define SPECTRUM(name) { name, says_what_its_json_says, NULL, NULL, (void *)(uintptr_t)name }

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPECTRUM("comma_in_quotes"), SPECTRUM("empty"),
        SPECTRUM("empty_crlf"),      SPECTRUM("escaped_quotes"),
        SPECTRUM("json"),            SPECTRUM("location_coordinates"),
        SPECTRUM("newlines"),        SPECTRUM("newlines_crlf"),
        SPECTRUM("quotes_and_newlines"), SPECTRUM("simple"),
        SPECTRUM("simple_crlf"),     SPECTRUM("utf8"),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
