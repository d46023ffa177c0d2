/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/clean_layout.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "table/clean_date.h"
#include "table/clean_number.h"
#include "table/clean_sample.h"
#include "table/select.h"

static void drop(struct layout *layout, const struct sample_row *row, enum repair kind)
{
    layout->dropped = xgrow(layout->dropped, layout->dropped_count, &layout->dropped_capacity,
                            sizeof *layout->dropped);
    layout->dropped[layout->dropped_count++] =
        (struct dropped_row){ row->line, kind, xstrdup(row->raw) };
}

/*
 * The width by which the rows have the most cells: that of a table rather than of
 * the notes around it. One row alone does not make a width where others agree.
 */
static size_t usual_width(const struct sample *sample, size_t from, size_t to)
{
    size_t best = 1;
    size_t best_cells = 0;
    bool agreed = false;
    size_t i;
    size_t j;

    for (i = from; i < to; i++) {
        size_t rows = 0;
        size_t cells;

        if (sample->rows[i].filled == 0 || (sample->rows[i].count == best && best_cells))
            continue;
        for (j = from; j < to; j++)
            rows += sample->rows[j].filled > 0 && sample->rows[j].count == sample->rows[i].count;
        cells = rows * sample->rows[i].count;
        if (rows > 1 ? !agreed || cells > best_cells : !agreed && cells > best_cells) {
            best = sample->rows[i].count;
            best_cells = cells;
            agreed = rows > 1;
        }
        if (rows * 2 > to - from)
            return sample->rows[i].count;
    }
    return best;
}

static bool is_comment(const struct sample_row *row)
{
    const struct cell *first = &row->cells[0];

    return first->length > 0 && first->text[0] == '#' &&
           (row->filled == 1 || (first->length > 1 && strchr(" -#=*", first->text[1])));
}

bool is_rule(const struct cell *cells, size_t count)
{
    size_t marks = 0;
    size_t i;
    uint32_t j;

    for (i = 0; i < count; i++)
        for (j = 0; j < cells[i].length; j++) {
            if (!strchr("-=+_*:~| ", cells[i].text[j]))
                return false;
            marks++;
        }
    return marks >= 2 && marks >= 2 * count - 2;
}

bool cell_is_typed(const struct cell *cell)
{
    struct number_look number;
    struct date_look date;

    if (!(cell->mask & CELL_DIGIT))
        return false;
    return number_look(cell->text, cell->length, &number) ||
           date_look(cell->text, cell->length, &date) != DATE_NONE;
}

bool cell_is_neutral(const struct cell *cell)
{
    static const char *const words[] = { "NA",   "N/A",  "n/a", "na",  "null", "NULL", "Null",
                                         "NaN",  "nan",  "-",   "--",  ".",    "..",   "None",
                                         "none", "\\N",  "#N/A", "?",  "n.a.", "*" };
    size_t i;

    if (cell->length == 0)
        return true;
    for (i = 0; cell->length <= 4 && i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == cell->length && memcmp(words[i], cell->text, cell->length) == 0)
            return true;
    return false;
}

bool is_total_word(const char *text, size_t length)
{
    static const char *const words[] = {
        "total",      "totals",     "grand total",  "subtotal",   "sub-total",  "sub total",
        "sum",        "summe",      "gesamt",       "gesamtsumme", "insgesamt", "gesamtergebnis",
        "endsumme",   "zwischensumme", "totaal",    "subtotaal",  "totale",     "totales",
        "total general", "total g\xC3\xA9n\xC3\xA9ral", "ensemble", "somme",    "suma",
        "overall total", "report total", "all",
    };
    char lower[40];
    size_t i;

    while (length > 0 && strchr(": .=", text[length - 1]))
        length--;
    if (length < 3 || length >= sizeof lower)
        return false;
    for (i = 0; i < length; i++)
        lower[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 32 : text[i]);
    lower[length] = '\0';
    for (i = 0; i + 1 < sizeof words / sizeof *words; i++) /* "all" is a group's name as well */
        if (strcmp(words[i], lower) == 0)
            return true;
    return strncmp(lower, "total for ", 10) == 0 || strncmp(lower, "subtotal ", 9) == 0 ||
           strncmp(lower, "total (", 7) == 0 || strncmp(lower, "grand total ", 12) == 0;
}

bool row_is_total(const struct cell *cells, size_t count)
{
    bool word = false;
    bool number = false;
    size_t i;

    for (i = 0; i < count && !word; i++) {
        if (cells[i].length == 0)
            continue;
        if (!(cells[i].mask & CELL_LETTER) || !is_total_word(cells[i].text, cells[i].length)) {
            /* a running number may stand before the word */
            if (i > 0 || cells[i].mask & ~(unsigned)CELL_DIGIT)
                return false;
            continue;
        }
        word = true;
    }
    for (; i < count && !number; i++)
        number = cells[i].mask & CELL_DIGIT && !(cells[i].mask & CELL_LETTER);
    return word && number;
}

static size_t fullest(const struct sample *sample, size_t from, size_t to, size_t width)
{
    size_t most = 0;
    size_t i;

    for (i = from; i < to; i++)
        if (sample->rows[i].count == width && sample->rows[i].filled > most)
            most = sample->rows[i].filled;
    return most;
}

/* Is the row one of the table's data, so that its cells tell the columns' kinds? A row
 * with one cell filled is, only where there are no others. */
static bool is_data(const struct sample_row *row, size_t width, size_t most)
{
    return row->count == width && row->filled >= (most > 1 ? 2u : 1u) &&
           !row_is_total(row->cells, row->count) && !is_rule(row->cells, row->count);
}

/* The columns all of whose cells are numbers or dates; how many there are. */
static size_t find_typed(const struct sample *sample, size_t from, size_t to, size_t width,
                         bool *typed)
{
    size_t most = fullest(sample, from, to, width);
    size_t count = 0;
    size_t i;
    size_t j;

    for (j = 0; j < width; j++) {
        bool any = false;

        typed[j] = true;
        for (i = from; i < to && typed[j]; i++) {
            const struct sample_row *row = &sample->rows[i];

            if (!is_data(row, width, most) || cell_is_neutral(&row->cells[j]))
                continue;
            any = true;
            typed[j] = cell_is_typed(&row->cells[j]);
        }
        typed[j] &= any;
        count += typed[j];
    }
    return count;
}

/* A row of names: text wherever the columns are numbers or dates (and some there). */
static bool is_names(const struct sample_row *row, const bool *typed, size_t width)
{
    bool any = false;
    size_t j;

    for (j = 0; j < width && j < row->count; j++) {
        if (!typed[j] || row->cells[j].length == 0)
            continue;
        if (cell_is_neutral(&row->cells[j]) || cell_is_typed(&row->cells[j]))
            return false;
        any = true;
    }
    return any;
}

/* Names that are periods: all the numbers and dates of the row grow from left to right. */
static bool is_periods(const struct sample_row *row, const struct sample *sample, size_t next,
                       size_t to)
{
    long last = 0;
    size_t years = 0;
    size_t first = row->count;
    size_t j;

    for (j = 0; j < row->count; j++) {
        const struct cell *cell = &row->cells[j];
        long year;

        if (!cell_is_typed(cell))
            continue;
        if (cell->length != 4 || cell->mask != CELL_DIGIT)
            return false;
        year = strtol(cell->text, NULL, 10);
        if (year < 1500 || year > 2500 || year <= last)
            return false;
        if (first == row->count)
            first = j;
        last = year;
        years++;
    }
    /* and the row below does not look the same */
    return years >= 2 && (next >= to || sample->rows[next].count <= first ||
                          sample->rows[next].cells[first].length != 4 ||
                          !is_periods(&sample->rows[next], sample, to, to));
}

static bool is_unit(const struct cell *cell)
{
    static const char *const words[] = {
        "eur", "usd", "gbp", "chf", "%", "percent", "prozent", "kg", "g", "t", "km", "m", "cm",
        "mm", "h", "hours", "stunden", "min", "minutes", "s", "sec", "seconds", "ms", "days",
        "tage", "pcs", "pieces", "st\xC3\xBC" "ck", "stk", "count", "number", "anzahl", "units", "n",
        "\xE2\x82\xAC", "$", "\xC2\xA3", "\xC2\xB0" "C", "kwh", "mwh", "l", "litres", "tsd. eur", "k eur",
        "mio. eur", "text", "date", "yyyy-mm-dd", "dd.mm.yyyy", "string", "m/s", "km/h", "hpa",
        "mm/h", "db", "ppm", "bytes", "mb", "gb", "score", "index", "id",
    };
    size_t i;

    if (cell->length == 0)
        return true;
    if (cell->length > 2 && ((cell->text[0] == '(' && cell->text[cell->length - 1] == ')') ||
                             (cell->text[0] == '[' && cell->text[cell->length - 1] == ']')))
        return cell->length <= 24;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == cell->length && strncasecmp(words[i], cell->text, cell->length) == 0)
            return true;
    return false;
}

static bool is_units(const struct sample_row *row)
{
    size_t j;

    for (j = 0; j < row->count; j++)
        if (!is_unit(&row->cells[j]))
            return false;
    return row->filled > 0;
}

static bool is_blank(const struct sample_row *row)
{
    return row->filled == 0;
}

/* Of pairs of a word and a value: are the values below the first row all numbers, or
 * the words dates or numbers too? Otherwise they are notes: an account, a from, a to. */
static bool pairs_are_table(const struct sample *sample, size_t from, size_t to)
{
    struct number_look look;
    bool numbers = to - from > 2;
    bool keys = true;
    size_t i;

    for (i = from + 1; i < to; i++) {
        const struct cell *cells = sample->rows[i].cells;

        numbers &= number_look(cells[1].text, cells[1].length, &look) &&
                   cells[0].text[cells[0].length - 1] != ':';
        keys &= cell_is_typed(&cells[0]) && cell_is_typed(&cells[1]);
    }
    return numbers || keys;
}

/*
 * Rows from .. to: are they a table of their own, in front of the main one? A
 * header of text, and below it rows of the same width that hold numbers or dates
 * in one and the same column.
 */
static bool is_table(const struct sample *sample, size_t from, size_t to)
{
    const struct sample_row *head = &sample->rows[from];
    bool *typed;
    bool table;
    size_t i;

    if (to - from < 2 || head->count < 2 || head->filled < head->count || is_comment(head))
        return false;
    for (i = from; i < to; i++)
        if (sample->rows[i].count != head->count || sample->rows[i].filled < 2)
            return false;
    typed = xcalloc(head->count, sizeof *typed);
    table = find_typed(sample, from + 1, to, head->count, typed) > 0 &&
            is_names(head, typed, head->count) &&
            (head->count > 2 || pairs_are_table(sample, from, to));
    free(typed);
    return table;
}

struct search {
    const struct clean_input *input;
    const struct layout_options *options;
    const struct sample *sample;
    struct layout *layout;
    struct error *err;
    size_t from; /* rows of the sample that are looked at */
    size_t to;
};

static int refuse_table(const struct search *search, size_t row)
{
    return error_at(search->err, search->input->name, search->sample->rows[row].line, NULL,
                    "two tables in one file, of %zu columns here and %zu below: --table 1 or "
                    "--table 2",
                    search->sample->rows[row].count, search->layout->width);
}

/* Tables in front of the main one, divided from it by blank rows: chooses among them. */
static int choose_table(struct search *search, size_t *header)
{
    const struct sample *sample = search->sample;
    size_t start = search->from;
    size_t i;

    for (i = search->from; i < *header; i++) {
        if (!is_blank(&sample->rows[i]))
            continue;
        if (i > start && is_table(sample, start, i)) {
            search->layout->tables_before++;
            if (search->options->table == 0)
                return refuse_table(search, start);
            if (search->options->table == search->layout->tables_before) {
                search->layout->limit = sample->rows[i].line;
                search->layout->tables_before--;
                search->from = *header = start;
                search->to = i;
                search->layout->width = sample->rows[start].count;
                return 0;
            }
        }
        start = i + 1;
    }
    return 0;
}

static size_t block_end(const struct search *search, size_t row)
{
    while (row < search->to && !is_blank(&search->sample->rows[row]))
        row++;
    return row;
}

/* Do names stand on this row, and numbers or dates below them? */
static bool heads_values(const struct search *search, size_t row)
{
    const struct sample *sample = search->sample;
    size_t width = search->layout->width;
    bool *typed;
    bool heads;

    if (row >= search->to || sample->rows[row].count != width)
        return false;
    typed = xcalloc(width, sizeof *typed);
    heads = find_typed(sample, row + 1, block_end(search, row), width, typed) > 0 &&
            is_names(&sample->rows[row], typed, width);
    free(typed);
    return heads;
}

/* A column of row numbers often has no name; all others have one. */
static bool lacks_first_name(const struct sample_row *row)
{
    return row->count > 1 && row->cells[0].length == 0 && row->filled + 1 == row->count;
}

/*
 * The first row that has the table's width and is neither nearly empty nor a
 * comment. A block of such rows that is no table itself (words and values) gives
 * way to one behind a blank row that is.
 */
static size_t first_full(const struct search *search)
{
    const struct sample *sample = search->sample;
    size_t width = search->layout->width;
    size_t most = fullest(sample, search->from, search->to, width);
    size_t i;

    for (i = search->from; i < search->to; i++) {
        const struct sample_row *row = &sample->rows[i];
        size_t end;
        size_t next;

        if (row->count != width || is_comment(row) || is_rule(row->cells, row->count) ||
            (row->filled * 2 <= most && !lacks_first_name(row)))
            continue;
        end = block_end(search, i);
        for (next = end; next < search->to && is_blank(&sample->rows[next]); next++)
            ;
        if (width == 1 || is_table(sample, i, end) || !heads_values(search, next))
            break;
        i = next - 1;
    }
    return i;
}

/* R writes no name above the column of row names: 1, 2, 3, ... */
static bool lacks_row_names(const struct search *search, size_t header)
{
    const struct sample *sample = search->sample;
    size_t i;

    if (sample->rows[header].count + 1 != search->layout->width)
        return false;
    for (i = header + 1; i < search->to; i++) {
        char number[24];
        const struct cell *first = &sample->rows[i].cells[0];
        int n = snprintf(number, sizeof number, "%zu", i - header);

        if (is_blank(&sample->rows[i]))
            continue;
        if (first->length != (uint32_t)n || memcmp(first->text, number, (size_t)n) != 0)
            return false;
    }
    return true;
}

/* Do the rows have nothing in the columns from `column` on? */
static bool empty_behind(const struct search *search, size_t first, size_t column)
{
    const struct sample *sample = search->sample;
    size_t i;
    size_t j;

    for (i = first; i < search->to; i++)
        for (j = column; j < sample->rows[i].count; j++)
            if (sample->rows[i].cells[j].length > 0)
                return false;
    return true;
}

/* Is the header above `first` too narrow or too wide, and `first` a row of data? */
static int check_width(struct search *search, size_t *first)
{
    const struct sample *sample = search->sample;
    const struct sample_row *above;
    const struct sample_row *row = &sample->rows[*first];
    size_t j;
    size_t text = 0;

    if (*first == search->from)
        return 0;
    above = row - 1;
    if (is_blank(above) || above->count < 2 || is_comment(above) ||
        is_rule(above->cells, above->count) || above->filled * 2 <= above->count)
        return 0;
    for (j = 0; j < row->count; j++)
        text += !cell_is_typed(&row->cells[j]) && !cell_is_neutral(&row->cells[j]);
    for (j = 0; j < above->count; j++)
        if (cell_is_typed(&above->cells[j]))
            return 0;
    if (text == row->count)
        return 0;
    if (lacks_row_names(search, *first - 1)) {
        --*first;
        return 0;
    }
    if (above->count < row->count && empty_behind(search, *first, above->count)) {
        /* delimiters at the end of the rows, but not of the header */
        search->layout->width = above->count;
        --*first;
        return 0;
    }
    return error_at(search->err, search->input->name, above->line, NULL,
                    "the header has %zu names, but the rows have %zu cells: did decimal commas "
                    "become column breaks? (-d, or --header-line)",
                    above->count, row->count);
}

/* Is the row that should be the header one of data? */
static int check_header(struct search *search, size_t header, bool *typed)
{
    const struct sample *sample = search->sample;
    const struct sample_row *row = &sample->rows[header];
    size_t width = search->layout->width;
    size_t texts = 0;
    size_t values = 0;
    size_t j;

    find_typed(sample, header + 1, search->to, width, typed);
    for (j = 0; j < row->count; j++) {
        if (cell_is_neutral(&row->cells[j]))
            continue;
        if (cell_is_typed(&row->cells[j]))
            values += typed[j] || header + 1 == search->to;
        else
            texts += typed[j];
    }
    if (values > 0 && texts == 0 && !is_periods(row, sample, header + 1, search->to))
        return error_at(search->err, search->input->name, row->line, NULL,
                        "this row looks like data, not like a header: --no-headers, or "
                        "--header-line %lu where it is one",
                        row->line);
    if (header + 1 < search->to) {
        size_t same = 0;
        size_t rows = 0;
        size_t i;

        for (i = header + 1; i < search->to; i++) {
            rows += !is_blank(&sample->rows[i]);
            same += strcmp(sample->rows[i].raw, row->raw) == 0;
        }
        if (same == rows && rows > 0)
            return error_at(search->err, search->input->name, row->line, NULL,
                            "all rows are the same: there is no header (--no-headers)");
    }
    return 0;
}

/* Rows above the header: all right where something tells them from the table. */
static int check_preamble(struct search *search, size_t header, const bool *typed)
{
    const struct sample *sample = search->sample;
    bool certain = false;
    size_t i;
    size_t j;

    for (j = 0; j < search->layout->width; j++)
        certain |= typed[j];
    for (i = search->from; i < header && !certain; i++) {
        const struct sample_row *row = &sample->rows[i];

        certain = is_blank(row) && i > search->from;
        if (!certain && !is_blank(row) && !is_comment(row) && i + 1 == header)
            return error_at(search->err, search->input->name, row->line, NULL,
                            "this row has %zu cell%s, later rows have %zu: --header-line %lu where "
                            "it is a title, -d where the delimiter is another",
                            row->count, row->count == 1 ? "" : "s", search->layout->width,
                            sample->rows[header].line);
    }
    return 0;
}

/* How many rows below the header are more names, or units. */
static int check_below(struct search *search, size_t header, size_t *rows, size_t *units)
{
    const struct sample *sample = search->sample;
    size_t width = search->layout->width;
    bool *typed = xcalloc(width, sizeof *typed);
    size_t depth;
    size_t below = 0;
    int status = 0;

    *units = search->to;
    for (depth = 4; depth > 0; depth--) {
        size_t i;

        if (header + 1 + 2 * depth > search->to ||
            find_typed(sample, header + 1 + depth, search->to, width, typed) == 0)
            continue;
        for (i = header + 1, below = 0; i < search->to && below < depth; i++) {
            if (is_rule(sample->rows[i].cells, sample->rows[i].count))
                continue;
            if (sample->rows[i].count > width || sample->rows[i].filled < 1 ||
                !is_names(&sample->rows[i], typed, width))
                break;
            below++;
        }
        if (below > 0)
            break;
    }
    free(typed);
    if (below == 1 && is_units(&sample->rows[header + 1]))
        *units = header + 1;
    else if (below > 0)
        status = error_at(search->err, search->input->name, sample->rows[header + 1].line, NULL,
                          "below the header, %s more row%s of text where the columns hold numbers "
                          "or dates: --header-rows %zu where they belong to the header",
                          below == 1 ? "one" : "several", below == 1 ? "" : "s", below + 1);
    *rows = 1;
    return status;
}

/* Names over groups of columns, as merged cells are exported: gaps between them. */
static bool is_upper(const struct sample_row *row, size_t width)
{
    size_t last = 0;
    size_t j;

    if (row->count != width || row->filled < 2)
        return false;
    for (j = 0; j < width; j++)
        if (row->cells[j].length > 0)
            last = j;
    return last >= row->filled;
}

/*
 * Where a header of several rows begins, of which `header` is the first full one:
 * there, or above it where the rows below hold values already.
 */
static void climb(struct search *search, size_t *header)
{
    const struct sample *sample = search->sample;
    size_t rows = search->options->header_rows;
    size_t width = search->layout->width;
    bool *typed = xcalloc(width, sizeof *typed);
    size_t names = 1;

    find_typed(sample, *header + rows, search->to, width, typed);
    while (names < rows && *header + names < search->to &&
           is_names(&sample->rows[*header + names], typed, width))
        names++;
    free(typed);
    for (; names < rows && *header > search->from; names++) {
        if (is_blank(&sample->rows[*header - 1]) || sample->rows[*header - 1].count != width)
            break;
        --*header;
    }
}

/* The header's names out of its rows; an upper row's name reaches over the empty
 * cells to its right, as merged cells are exported. */
static void take_names(struct search *search, size_t header, size_t rows, size_t shift)
{
    const struct sample *sample = search->sample;
    struct layout *layout = search->layout;
    struct text name = TEXT_EMPTY;
    size_t j;
    size_t i;

    layout->written = xcalloc(layout->width, sizeof *layout->written);
    for (j = 0; j < layout->width; j++) {
        text_clear(&name);
        for (i = header; i < header + rows && i < search->to; i++) {
            const struct sample_row *row = &sample->rows[i];
            size_t k = j - shift;

            if (j < shift)
                continue;
            if (i + 1 < header + rows && k < sample->rows[header + rows - 1].count &&
                sample->rows[header + rows - 1].cells[k].length > 0)
                while (k > 0 && k < row->count && row->cells[k].length == 0)
                    k--;
            if (k >= row->count || row->cells[k].length == 0)
                continue;
            if (name.length)
                text_addc(&name, ' ');
            text_add(&name, row->cells[k].text, row->cells[k].length);
        }
        layout->written[j] = text_take(&name);
    }
}

/* Every column gets a name, and no two the same. */
static void make_names(struct layout *layout, bool no_headers)
{
    size_t i;
    size_t j;

    layout->names = xcalloc(layout->width, sizeof *layout->names);
    for (j = 0; j < layout->width; j++) {
        char letters[8];
        char *name = layout->written[j][0] ? xstrdup(layout->written[j])
                     : no_headers          ? xstrdup(column_letters(j, letters))
                                           : xasprintf("column_%zu", j + 1);
        char *at;
        size_t number = 1;

        for (at = name; *at; at++)
            if (*at == '\n' || *at == '\r' || *at == '\t')
                *at = ' ';
        layout->names[j] = name;
        for (i = 0; i < layout->width; i++) {
            const char *other = i < j ? layout->names[i] : layout->written[i];

            /* a name is taken where it stands before, or where a number made it */
            if (i == j || strcmp(other, layout->names[j]) != 0 || (i > j && number == 1))
                continue;
            if (layout->names[j] != name)
                free(layout->names[j]);
            layout->names[j] = xasprintf("%s_%zu", name, ++number);
            i = (size_t)-1;
        }
        if (layout->names[j] != name)
            free(name);
    }
}

static void drop_above(struct search *search, size_t first)
{
    const struct sample *sample = search->sample;
    size_t i;

    for (i = 0; i < first; i++) {
        const struct sample_row *row = &sample->rows[i];

        drop(search->layout, row,
             is_blank(row)                          ? REPAIR_BLANK
             : i < search->from                     ? REPAIR_TABLE
             : is_rule(row->cells, row->count)      ? REPAIR_RULE
                                                    : REPAIR_PREAMBLE);
    }
}

/* Data begin behind row `last`, rules and units apart. */
static void begin_data(struct search *search, size_t last, size_t units)
{
    const struct sample *sample = search->sample;
    size_t next = last + 1;

    for (; next < search->to; next++) {
        const struct sample_row *row = &sample->rows[next];

        if (next == units)
            drop(search->layout, row, REPAIR_UNITS);
        else if (!is_blank(row) && is_rule(row->cells, row->count))
            drop(search->layout, row, REPAIR_RULE);
        else
            break;
    }
    search->layout->data_offset = sample->rows[next - 1].end;
    search->layout->data_line = sample->rows[next - 1].next_line;
}

static int find_header(struct search *search)
{
    const struct layout_options *options = search->options;
    const struct sample *sample = search->sample;
    struct layout *layout = search->layout;
    size_t header = 0;
    size_t rows = options->header_rows ? options->header_rows : 1;
    size_t units = search->to;
    size_t i;
    int status = 0;

    if (options->header_line) {
        for (header = 0; header < search->to && sample->rows[header].line < options->header_line;)
            header++;
        if (header == search->to)
            return error_usage(search->err, "--header-line: there is no row on line %lu (or it is "
                                            "too far down)", options->header_line);
        layout->width = usual_width(sample, header, search->to);
        if (sample->rows[header].count > layout->width)
            layout->width = sample->rows[header].count;
    } else {
        header = first_full(search);
        if (choose_table(search, &header) != 0)
            return -1;
    }
    layout->typed = xcalloc(layout->width, sizeof *layout->typed);
    if (options->no_headers) {
        find_typed(sample, header, search->to, layout->width, layout->typed);
        drop_above(search, header);
        layout->written = xcalloc(layout->width, sizeof *layout->written);
        for (i = 0; i < layout->width; i++)
            layout->written[i] = xstrdup("");
        layout->data_offset = header ? sample->rows[header - 1].end : sample->offset;
        layout->data_line = header ? sample->rows[header - 1].next_line : sample->line;
        make_names(layout, true);
        return 0;
    }
    if (!options->header_line && options->header_rows > 1) {
        climb(search, &header);
    } else if (!options->header_line && layout->width > 1) {
        status = check_width(search, &header);
        if (status == 0 && sample->rows[header].count == layout->width)
            status = check_header(search, header, layout->typed);
        if (status == 0)
            status = check_preamble(search, header, layout->typed);
        if (status == 0 && !options->header_rows && header > search->from &&
            is_upper(&sample->rows[header - 1], layout->width))
            status = error_at(search->err, search->input->name, sample->rows[header - 1].line,
                              NULL,
                              "this row looks like a part of the header below: --header-rows 2 "
                              "where it is, --header-line %lu where it is not",
                              sample->rows[header].line);
    } else if (!options->header_line) {
        status = check_header(search, header, layout->typed);
    }
    if (status == 0 && options->header_rows == 0)
        status = check_below(search, header, &rows, &units);
    if (status != 0)
        return -1;
    layout->header_line = sample->rows[header].line;
    layout->header_rows = rows;
    drop_above(search, header);
    take_names(search, header, rows, sample->rows[header].count + 1 == layout->width &&
                                             lacks_row_names(search, header)
                                         ? 1
                                         : 0);
    make_names(layout, false);
    if (header + rows > search->to)
        rows = search->to - header;
    begin_data(search, header + rows - 1, units);
    find_typed(sample, header + rows, search->to, layout->width, layout->typed);
    return 0;
}

int clean_layout_find(const struct clean_input *input, off_t offset, unsigned long line,
                const struct layout_options *options, struct layout *layout, struct text *notes,
                struct error *err)
{
    struct sample sample;
    struct search search = { input, options, &sample, layout, err, 0, 0 };
    int status;

    *layout = (struct layout){ 0 };
    if (clean_sample_read(&sample, input, offset, line, options->delimiter, err) != 0) {
        clean_sample_free(&sample);
        return -1;
    }
    layout->delimiter = sample.delimiter;
    layout->stated = sample.separator || options->delimiter;
    if (sample.separator)
        layout->dropped_separator = true;
    search.to = sample.count;
    layout->width = usual_width(&sample, 0, sample.count);
    status = find_header(&search);
    if (status == 0 && !layout->stated && sample.delimiter != ',')
        text_addf(notes, "the delimiter is %s\n", delimiter_name(sample.delimiter));
    clean_sample_free(&sample);
    return status;
}

void clean_layout_free(struct layout *layout)
{
    size_t i;

    for (i = 0; i < layout->width; i++) {
        if (layout->names)
            free(layout->names[i]);
        if (layout->written)
            free(layout->written[i]);
    }
    for (i = 0; i < layout->dropped_count; i++)
        free(layout->dropped[i].raw);
    free(layout->dropped);
    free(layout->names);
    free(layout->written);
    free(layout->typed);
    *layout = (struct layout){ 0 };
}
