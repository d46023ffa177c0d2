/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quick ways of reading against the slow ones: where blocks end, what cells there are, what
 * numbers say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "clean/cell.h"
#include "clean/column.h"
#include "table/cut.h"
#include "table/scan.h"

static uint32_t state = 1;

static unsigned below(unsigned limit)
{
    state = state * 1664525u + 1013904223u;
    return (unsigned)((uint64_t)(state >> 8) * limit >> 24);
}

/* Cells as exports have them; one in `odd` of them is none of these (0 = never). */
static size_t make_cell(char *bytes, char delimiter, unsigned odd)
{
    static const char *const cells[] = { "",
                                         "1",
                                         "12,5",
                                         "1.234,56",
                                         "\"1.234.567,8\"",
                                         "\"a;b,c\td|e\"",
                                         "\"\"",
                                         "\"a\nb\"",
                                         "\"a\r\nb\"",
                                         "Z\xC3\xBCrich",
                                         " x ",
                                         "\" y\"",
                                         "2024-01",
                                         "\"a\"\"b\"",
                                         "=1+2",
                                         "n/a",
                                         "\"\"\"\"",
                                         "03.04.2024 10:20",
                                         "-5",
                                         "a b/c:d" };
    static const char *const others[] = { "a\"b", " \"a\"", "\"a\" ", "\"a\"b", "\"a\"\r", "\r" };
    const char *cell = odd && below(odd) == 0 ? others[below(sizeof others / sizeof *others)]
                                              : cells[below(sizeof cells / sizeof *cells)];
    size_t length = strlen(cell);

    if (*cell != '"' && memchr(cell, delimiter, length))
        cell = "7", length = 1;
    memcpy(bytes, cell, length);
    return length;
}

/* Lines of such cells; ends with a line end. SCAN_PADDING bytes are left over. */
static size_t make_lines(char *bytes, size_t most, char delimiter, unsigned odd)
{
    static const char *const ends[] = { "\n", "\r\n", "\r" };
    const char *end = ends[below(3)];
    size_t length = 0;

    while (length + 40 < most) {
        length += make_cell(bytes + length, delimiter, odd);
        if (below(5) == 0) {
            memcpy(bytes + length, end, strlen(end));
            length += strlen(end);
        } else {
            bytes[length++] = delimiter;
        }
    }
    bytes[length++] = '\n';
    memset(bytes + length, '"', SCAN_PADDING); /* what lies there counts for nothing */
    return length;
}

static const char delimiters[] = ",;\t|";
static const char *const kernels[] = { "avx2", "sse2", "plain" };

static void blocks_are_cut_where_records_end(void **unused)
{
    char *bytes = xmalloc(12000 + SCAN_PADDING);
    int ordinary = 0;
    int i;

    (void)unused;
    for (i = 0; i < 30000; i++) {
        char delimiter = delimiters[below(4)];
        unsigned odd = below(2) ? 0 : 200;
        size_t length = make_lines(bytes, below(30) ? 60 + below(400) : 12000, delimiter, odd);
        struct cut cut;

        length -= below(60) % length; /* anywhere */
        scan_choose(kernels[below(3)]);
        if (!cut_records(bytes, length, delimiter, &cut))
            continue;
        assert_int_equal(cut.end, records_end(bytes, length, delimiter, false));
        assert_int_equal(cut.lines, count_lines(bytes, cut.end));
        ordinary++;
    }
    assert_true(ordinary > 15000);
    scan_choose(NULL);
    free(bytes);
}

static void same_cell(const struct cell *a, const struct cell *b)
{
    assert_int_equal(a->length, b->length);
    assert_int_equal(a->raw_length, b->raw_length);
    assert_ptr_equal(a->raw, b->raw);
    assert_memory_equal(a->text, b->text, a->length);
    assert_int_equal(a->mask, b->mask);
    assert_int_equal(a->quoted, b->quoted);
    assert_int_equal(a->spaced, b->spaced);
    assert_int_equal(a->stray, b->stray);
    assert_int_equal(a->guarded, b->guarded);
}

/* Points and commas are where the shape says, and nowhere else. */
static void has_its_shape(const struct cell *cell)
{
    uint32_t i;

    if (!cell->shaped) {
        assert_int_equal(cell->points | cell->commas, 0);
        return;
    }
    assert_true(cell->length <= 16 && !cell->spaced && !cell->guarded);
    for (i = 0; i < 16; i++) {
        assert_int_equal(cell->points >> i & 1, i < cell->length && cell->text[i] == '.');
        assert_int_equal(cell->commas >> i & 1, i < cell->length && cell->text[i] == ',');
    }
}

static size_t same_records(const char *bytes, size_t length, char delimiter)
{
    struct splitter *slow = splitter_new(delimiter, false);
    struct splitter *quick = splitter_new(delimiter, false);
    const struct clean_record *a;
    const struct clean_record *b;
    size_t shaped = 0;
    size_t i;

    splitter_feed(slow, bytes, length, 3);
    splitter_feed_padded(quick, bytes, length, 3);
    while ((a = splitter_next(slow)) != NULL) {
        b = splitter_next(quick);
        assert_non_null(b);
        assert_int_equal(a->count, b->count);
        assert_int_equal(a->filled, b->filled);
        assert_int_equal(a->stray, b->stray);
        assert_int_equal(a->line, b->line);
        assert_ptr_equal(a->raw, b->raw);
        assert_int_equal(a->raw_length, b->raw_length);
        assert_ptr_equal(splitter_at(slow), splitter_at(quick));
        assert_int_equal(splitter_line(slow), splitter_line(quick));
        for (i = 0; i < a->count; i++) {
            same_cell(&a->cells[i], &b->cells[i]);
            assert_false(a->cells[i].shaped);
            has_its_shape(&b->cells[i]);
            shaped += b->cells[i].shaped;
        }
    }
    assert_null(splitter_next(quick));
    splitter_free(slow);
    splitter_free(quick);
    return shaped;
}

static void records_are_the_same(void **unused)
{
    char *bytes = xmalloc(12000 + SCAN_PADDING);
    size_t shaped = 0;
    int i;

    (void)unused;
    for (i = 0; i < 20000; i++) {
        char delimiter = delimiters[below(4)];
        size_t length = make_lines(bytes, below(30) ? 60 + below(400) : 12000, delimiter,
                                   below(2) ? 0 : 100);
        size_t at;

        scan_choose(kernels[below(3)]);
        if (!records_open(bytes, length, delimiter, &at))
            shaped += same_records(bytes, length, delimiter);
    }
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        assert_true(shaped > 100000);
#endif
    scan_choose(NULL);
    free(bytes);
}

/* Every byte has its class, wherever it stands. */
static void bytes_have_their_class(void **unused)
{
    char bytes[64 + SCAN_PADDING];
    int place, c;

    (void)unused;
    for (c = 1; c < 256; c++)
        for (place = 0; place < 40; place++) {
            if (c == '"')
                continue;
            memset(bytes, '1', sizeof bytes);
            bytes[0] = '"';
            bytes[1 + place] = (char)c;
            memcpy(bytes + 45, "\",x\n", 4);
            same_records(bytes, 49, ',');
            memmove(bytes + 1, bytes + 20, 29); /* a short one */
            same_records(bytes, 30, ',');
        }
}

/* ---- numbers ---- */

static size_t make_number(char *out)
{
    static const char marks[] = ".,";
    size_t length = 0;
    unsigned parts = 1 + below(4);

    if (below(12) == 0)
        out[length++] = '-';
    for (; parts > 0; parts--) {
        unsigned digits = below(4) ? 3 : 1 + below(5);

        for (; digits > 0; digits--)
            out[length++] = (char)('0' + (below(6) ? below(10) : 0));
        if (parts > 1 || below(30) == 0)
            out[length++] = marks[below(2)];
    }
    return length;
}

static void same_evidence(const struct column_evidence *a, const struct column_evidence *b)
{
    assert_memory_equal(a->count, b->count, sizeof a->count);
    assert_int_equal(a->forms, b->forms);
    assert_int_equal(a->looked, b->looked);
    assert_int_equal(a->orders, b->orders);
    assert_int_equal(a->clocks, b->clocks);
    assert_int_equal(a->first_date, b->first_date);
    assert_memory_equal(a->said, b->said, sizeof a->said);
}

/* A column of one cell a row, by cells with a shape and without. */
static void gather(struct column_evidence *evidence, const char *bytes, size_t length, bool index,
                   const char *format)
{
    struct splitter *splitter = splitter_new(';', false);
    const struct clean_record *record;

    memset(evidence, 0, sizeof *evidence);
    evidence_start(evidence);
    if (index)
        splitter_feed_padded(splitter, bytes, length, 1);
    else
        splitter_feed(splitter, bytes, length, 1);
    while ((record = splitter_next(splitter)) != NULL)
        evidence_add(evidence, &record->cells[0], record->line, format);
    splitter_free(splitter);
}

static void numbers_say_the_same(void **unused)
{
    enum { ROWS = 400 };
    char *bytes = xmalloc(ROWS * 40 + SCAN_PADDING);
    int i, row;

    (void)unused;
    for (i = 0; i < 1500; i++) {
        struct column_evidence slow, quick;
        const char *format = below(3) ? NULL : "%d/%m/%Y";
        size_t length = 0;

        for (row = 0; row < ROWS; row++) {
            if (below(40) == 0) {
                length += make_cell(bytes + length, ';', 0);
            } else {
                length += make_number(bytes + length);
            }
            bytes[length++] = '\n';
        }
        memset(bytes + length, '9', SCAN_PADDING);
        gather(&slow, bytes, length, false, format);
        gather(&quick, bytes, length, true, format);
        same_evidence(&slow, &quick);
        evidence_free(&slow);
        evidence_free(&quick);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_cut_where_records_end),
        cmocka_unit_test(records_are_the_same),
        cmocka_unit_test(bytes_have_their_class),
        cmocka_unit_test(numbers_say_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
