/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/foreign.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "clean/rows.h"
#include "clean/words.h"

/* How many pieces a row has by some measure; 0 = it does not count. */
typedef size_t measure(const struct clean_sample_row *row, char mark);

/* Four rows of five have as many pieces, and how many: 0 where they do not agree. */
static size_t agreed(const struct clean_sample *sample, measure *pieces, char mark)
{
    size_t rows = 0;
    size_t tried = 0;
    size_t i;
    size_t j;

    for (i = 0; i < sample->count; i++)
        rows += sample->rows[i].filled > 0 && !row_is_comment(&sample->rows[i]);
    for (i = 0; i < sample->count; i++) {
        size_t wanted = pieces(&sample->rows[i], mark);
        size_t same = 0;

        if (wanted < 2 || row_is_comment(&sample->rows[i]) || tried++ * 5 > rows)
            continue;
        for (j = 0; j < sample->count; j++)
            same += pieces(&sample->rows[j], mark) == wanted && !row_is_comment(&sample->rows[j]);
        if (same >= 2 && same * 5 >= rows * 4)
            return wanted;
    }
    return 0;
}

static size_t by_mark(const struct clean_sample_row *row, char mark)
{
    const struct cell *cell = &row->cells[0];
    size_t count = 1;
    uint32_t i;

    for (i = 0; i < cell->length; i++)
        count += cell->text[i] == mark;
    return row->filled ? count : 0;
}

/* Cells of a row that stands in quotes as a whole, as the mark divides them. */
static size_t in_quotes(const struct clean_sample_row *row, char mark)
{
    return row->count == 1 && row->cells[0].quoted
               ? cells_divided(row->cells[0].text, row->cells[0].length, mark)
               : 0;
}

/* Pieces with runs of two blanks or more between them. */
static size_t by_runs(const struct clean_sample_row *row, char mark)
{
    const struct cell *cell = &row->cells[0];
    size_t count = 1;
    uint32_t i;

    for (i = 1; i + 1 < cell->length; i++)
        count += cell->text[i] == mark && cell->text[i - 1] == mark && cell->text[i + 1] != mark;
    return row->filled ? count : 0;
}

/* A line of groups of dashes with blanks between: it rules columns of a fixed width. */
static bool is_column_rule(const struct clean_sample_row *row)
{
    const char *p = row->raw;
    size_t groups = 0;

    for (; *p; groups++) {
        size_t dashes = strspn(p, "-=");

        if (dashes < 2)
            return false;
        p += dashes;
        p += strspn(p, " ");
    }
    return groups > 1;
}

enum { BLANK_LINES = 200, BLANK_PIECES = 64 };

/* A line cut at its blanks, what stands in quotes in one piece. */
struct blank_line {
    size_t count;
    uint64_t typed; /* pieces that are numbers or dates, a bit each */
    bool whole;     /* the line as it is is a number or a date */
};

static struct blank_line cut_at_blanks(const char *p, const char *end)
{
    struct blank_line line = { 0 };
    struct cell whole = { .text = p, .length = (uint32_t)(end - p), .mask = CELL_DIGIT };

    line.whole = cell_is_typed(&whole);
    while (p < end) {
        struct cell piece = { .text = p, .mask = CELL_DIGIT };
        const char *stop;

        if (*p == ' ') {
            p++;
            continue;
        }
        stop = *p == '"' ? memchr(p + 1, '"', (size_t)(end - p - 1)) : NULL;
        stop = stop ? stop + 1 : memchr(p, ' ', (size_t)(end - p));
        if (!stop)
            stop = end;
        piece.text += *p == '"';
        piece.length = (uint32_t)(stop - p - (*p == '"' ? 2 * (stop - p >= 2) : 0));
        if (line.count < BLANK_PIECES && cell_is_typed(&piece))
            line.typed |= UINT64_C(1) << line.count;
        line.count++;
        p = stop;
    }
    return line;
}

/*
 * Lines that blanks divide: below the first one, four of five have as many pieces, one of
 * which is a number or a date in all of them. The first line has names: as many, or one
 * fewer (R writes no name above its row names).
 */
static bool divided_by_blanks(const struct clean_sample *sample)
{
    const char *p = sample->head;
    const char *end = p + sample->head_length;
    struct blank_line head = { 0 };
    uint64_t typed = ~UINT64_C(0);
    size_t pieces = 0;
    size_t lines = 0;
    size_t same = 0;

    while (p < end && lines < BLANK_LINES) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        const char *start = p;
        struct blank_line line;

        stop = stop ? stop : end;
        line = cut_at_blanks(p, stop > p && stop[-1] == '\r' ? stop - 1 : stop);
        p = stop + 1;
        if (line.count == 0 || line.whole || start[0] == '#')
            continue;
        if (head.count == 0) {
            head = line;
            continue;
        }
        pieces = pieces ? pieces : line.count;
        lines++;
        if (line.count != pieces)
            continue;
        same++;
        typed &= line.typed;
    }
    typed &= (pieces < BLANK_PIECES ? UINT64_C(1) << pieces : 0) - 1;
    /* without names, two such pieces at least */
    return lines > 0 && pieces > 1 && same * 5 >= lines * 4 && head.count > 1 &&
           (head.count == pieces || head.count + 1 == pieces) &&
           (head.typed == 0 ? typed != 0 : (typed & (typed - 1)) != 0);
}

static int refuse_one_column(const struct clean_sample *sample, const char *file, struct error *err)
{
    static const char marks[] = "^~!*&\001\002\007\036\037";
    static const char candidates[] = ",;\t|";
    unsigned long line = sample->rows[0].line;
    bool aligned = false;
    size_t i;

    for (i = 0; candidates[i]; i++)
        if (agreed(sample, in_quotes, candidates[i]))
            return error_at(err, file, line, NULL,
                            "each row is one quoted cell with %s in it: the quotes belong around "
                            "the cells, not the rows (-d , where it is one column)",
                            delimiter_name(candidates[i]));
    for (i = 0; marks[i]; i++) {
        size_t pieces = agreed(sample, by_mark, marks[i]);

        if (pieces && isprint((unsigned char)marks[i]))
            return error_at(err, file, line, NULL,
                            "one column, but all rows have as many \"%c\" (%zu): -d \"%c\" where "
                            "it divides, -d , where it does not",
                            marks[i], pieces - 1, marks[i]);
        if (pieces)
            return error_at(err, file, line, NULL,
                            "one column, but all rows have as many characters \\%03o (%zu): "
                            "-d \"$(printf '\\%03o')\" where it divides, -d , where it does not",
                            (unsigned)marks[i], pieces - 1, (unsigned)marks[i]);
    }
    for (i = 0; i < sample->count; i++)
        aligned |= is_column_rule(&sample->rows[i]);
    if (aligned || agreed(sample, by_runs, ' '))
        return error_at(err, file, line, NULL,
                        "one column, but its rows are aligned by blanks, which is no CSV: "
                        "tr -s ' ' '\\t' makes tabs of them; -d , where it is one column");
    if (divided_by_blanks(sample))
        return error_at(err, file, line, NULL,
                        "one column, but blanks divide its rows into as many pieces: -d ' ' where "
                        "they divide cells, -d , where they do not");
    return 0;
}

static bool in_apostrophes(const struct cell *cell)
{
    return cell->length >= 2 && cell->text[0] == '\'' && cell->text[cell->length - 1] == '\'';
}

/* All cells that are neither numbers nor dates stand in apostrophes. */
static bool apostrophes_quote(const struct clean_sample *sample)
{
    size_t rows = 0;
    size_t i;
    size_t j;

    for (i = 0; i < sample->count; i++) {
        const struct clean_sample_row *row = &sample->rows[i];
        size_t quoted = 0;

        for (j = 0; j < row->count; j++) {
            const struct cell *cell = &row->cells[j];

            if (in_apostrophes(cell))
                quoted++;
            else if (!cell_is_neutral(cell) && !cell_is_typed(cell))
                return false;
        }
        rows += quoted > 0;
    }
    return rows >= 2;
}

static bool is_sql(const struct clean_sample_row *row)
{
    static const char *const words[] = { "insert into ", "create table ", "copy " };
    size_t i;

    for (i = 0; i < 3; i++)
        if (strncasecmp(row->raw, words[i], strlen(words[i])) == 0)
            return i < 2 || strstr(row->raw, " FROM stdin") != NULL;
    return false;
}

int refuse_foreign(const struct clean_sample *sample, size_t width, const char *file,
                   struct error *err)
{
    size_t i;

    for (i = 0; i < sample->count; i++)
        if (is_sql(&sample->rows[i]))
            return error_at(err, file, sample->rows[i].line, NULL,
                            "is SQL, not CSV: let the database write the table as CSV");
    if (apostrophes_quote(sample))
        return error_at(err, file, sample->rows[0].line, NULL,
                        "the cells stand in apostrophes, which do not quote in CSV (-d %s where "
                        "they belong to the text)",
                        sample->delimiter == '\t'  ? "'\\t'"
                        : sample->delimiter == ';' ? "';'"
                        : sample->delimiter == '|' ? "'|'"
                                                   : ",");
    return width == 1 ? refuse_one_column(sample, file, err) : 0;
}
