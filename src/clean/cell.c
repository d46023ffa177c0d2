/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/cell.h"

#include <stdlib.h>
#include <string.h>

#include "clean/splitter.h"

static void fill_classes(uint16_t classes[256], char delimiter)
{
    int c;

    for (c = 0; c < 256; c++)
        classes[c] = c >= 128                                           ? CELL_HIGH
                     : c >= '0' && c <= '9'                             ? CELL_DIGIT
                     : (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? CELL_LETTER
                                                                        : CELL_OTHER;
    classes['+'] = classes['-'] = CELL_SIGN;
    classes['.'] = CELL_POINT;
    classes[','] = CELL_COMMA;
    classes[' '] = classes['\t'] = classes['\f'] = classes['\v'] = CELL_SPACE;
    classes['/'] = CELL_SLASH;
    classes[':'] = CELL_COLON;
    classes['"'] = CELL_QUOTE | CELL_STOP;
    classes['\n'] = classes['\r'] = CELL_LINE | CELL_STOP;
    classes[(unsigned char)delimiter] |= CELL_STOP;
}

struct splitter *splitter_new(char delimiter, bool rows)
{
    struct splitter *splitter = xcalloc(1, sizeof *splitter);

    fill_classes(splitter->classes, delimiter);
    splitter->delimiter = delimiter;
    splitter->rows = rows;
    if (csv_init(&splitter->parser, 0) != 0)
        abort(); /* it fails only for a null pointer */
    csv_set_delim(&splitter->parser, (unsigned char)delimiter);
    return splitter;
}

void splitter_free(struct splitter *splitter)
{
    if (!splitter)
        return;
    csv_free(&splitter->parser);
    text_free(&splitter->text);
    free(splitter->ends);
    cut_marks_free(&splitter->marks);
    free(splitter->record.cells);
    free(splitter);
}

void splitter_feed(struct splitter *splitter, const char *block, size_t length, unsigned long line)
{
    splitter->block = block;
    splitter->at = block;
    splitter->end = block + length;
    splitter->line = line;
    splitter->indexed = false;
}

void splitter_feed_padded(struct splitter *splitter, const char *block, size_t length,
                          unsigned long line)
{
    splitter_feed(splitter, block, length, line);
    splitter->next_mark = 0;
    splitter->indexed = splitter_can_index() &&
                        cut_cells(block, length, splitter->delimiter, &splitter->marks);
}

/* Bytes of the blank character that text begins with; 0 = none. */
static size_t blank_ahead(const char *text, size_t length)
{
    const unsigned char *p = (const unsigned char *)text;

    if (length >= 1 && (p[0] == ' ' || p[0] == '\t' || p[0] == '\f' || p[0] == '\v'))
        return 1;
    if (length >= 2 && p[0] == 0xC2 && p[1] == 0xA0)
        return 2; /* no-break space */
    /* narrow no-break space; zero width ones and marks of direction */
    if (length >= 3 && p[0] == 0xE2 && p[1] == 0x80 &&
        ((p[2] >= 0x8B && p[2] <= 0x8F) || (p[2] >= 0xAA && p[2] <= 0xAF)))
        return 3;
    if (length >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF)
        return 3; /* byte order mark */
    return 0;
}

static size_t blank_behind(const char *text, size_t length)
{
    size_t n;

    for (n = 1; n <= 3 && n <= length; n++)
        if (blank_ahead(text + length - n, n) == n)
            return n;
    return 0;
}

static void trim(struct cell *cell)
{
    size_t n;

    while ((n = blank_ahead(cell->text, cell->length)) > 0) {
        cell->text += n;
        cell->length -= (uint32_t)n;
        cell->spaced = true;
    }
    while ((n = blank_behind(cell->text, cell->length)) > 0) {
        cell->length -= (uint32_t)n;
        cell->spaced = true;
    }
}

static uint16_t mask_of(const struct splitter *splitter, const struct cell *cell)
{
    uint16_t mask = 0;
    uint32_t i;

    for (i = 0; i < cell->length; i++)
        mask |= splitter->classes[(unsigned char)cell->text[i]];
    return mask & (uint16_t)~CELL_STOP;
}

/* Whether a blank or a guard can stand at the ends: most often not. */
static bool may_lose_ends(const struct cell *cell)
{
    unsigned char first = (unsigned char)cell->text[0];
    unsigned char last = (unsigned char)cell->text[cell->length - 1];

    return first <= ' ' || last <= ' ' || first >= 0x80 || last >= 0x80 || first == '=';
}

void splitter_finish(const struct splitter *splitter, struct cell *cell, unsigned mask)
{
    cell->mask = (uint16_t)mask;
    if (cell->length == 0 || !may_lose_ends(cell))
        return;
    trim(cell);
    if (cell->length >= 3 && cell->text[0] == '=' && cell->text[1] == '"' &&
        cell->text[cell->length - 1] == '"' && !memchr(cell->text + 2, '"', cell->length - 3)) {
        cell->text += 2;
        cell->length -= 3;
        cell->guarded = true;
        cell->stray = false;
    }
    cell->mask = mask_of(splitter, cell);
}

static void take_field(void *field, size_t length, void *context)
{
    struct splitter *splitter = context;

    text_add(&splitter->text, field ? field : "", length);
    splitter->ends = xgrow(splitter->ends, splitter->end_count, &splitter->end_capacity,
                           sizeof *splitter->ends);
    splitter->ends[splitter->end_count++] = splitter->text.length;
}

static void take_end(int c, void *context)
{
    (void)c;
    ((struct splitter *)context)->ended = true;
}

/*
 * The way of libcsv's parser through a record, without the cells: it finds where
 * records and cells end as written, which libcsv itself does not tell.
 */
enum cell_state { CELL_AHEAD, CELL_BARE, CELL_QUOTED, CELL_CLOSED };

static enum cell_state step(enum cell_state place, char c, char delimiter, bool *spaces)
{
    bool blank = (c == ' ' || c == '\t') && c != delimiter;

    switch (place) {
    case CELL_AHEAD:
        return blank || c == delimiter ? CELL_AHEAD : c == '"' ? CELL_QUOTED : CELL_BARE;
    case CELL_BARE:
        return c == delimiter ? CELL_AHEAD : CELL_BARE;
    case CELL_QUOTED:
        *spaces = false;
        return c == '"' ? CELL_CLOSED : CELL_QUOTED;
    case CELL_CLOSED:
        if (c == delimiter)
            return CELL_AHEAD;
        if (blank) {
            *spaces = true;
            return CELL_CLOSED;
        }
        if (c == '"' && *spaces) {
            *spaces = false;
            return CELL_CLOSED;
        }
        return CELL_QUOTED;
    }
    return place;
}

/* We walk along. */
void splitter_quoted(struct splitter *splitter)
{
    struct clean_record *record = &splitter->record;
    const char *start = splitter->at;
    const char *p = start;
    const char *cell_start = start;
    enum cell_state place = CELL_AHEAD;
    bool spaces = false;
    bool stray = false;
    bool quoted = false;
    size_t i;
    size_t from = 0;

    record->count = 0;
    for (;; p++) {
        bool over = p == splitter->end || (line_end(*p) && place != CELL_QUOTED);
        enum cell_state next = over ? CELL_AHEAD : step(place, *p, splitter->delimiter, &spaces);

        if (over || (next == CELL_AHEAD && *p == splitter->delimiter)) {
            struct cell *cell = add_cell(splitter, cell_start, (size_t)(p - cell_start));

            cell->quoted = quoted;
            cell->stray = stray;
            record->stray |= stray;
            cell_start = p + 1;
            quoted = stray = false;
            if (over)
                break;
        } else if (place == CELL_AHEAD && next == CELL_QUOTED) {
            quoted = true;
        } else if ((place == CELL_BARE && *p == '"') ||
                   (place == CELL_CLOSED && next == CELL_QUOTED && *p != '"')) {
            stray = true;
        }
        place = next;
    }
    record->raw_length = (size_t)(p - start);
    text_clear(&splitter->text);
    splitter->end_count = 0;
    splitter->ended = false;
    csv_parse(&splitter->parser, start, record->raw_length, take_field, take_end, splitter);
    csv_fini(&splitter->parser, take_field, take_end, splitter);
    /* A line of nothing but blanks is no record to libcsv; to us it is one cell. */
    if (splitter->end_count == record->count)
        for (i = 0; i < record->count; i++) {
            struct cell *cell = &record->cells[i];
            const char *raw = cell->text;
            size_t raw_length = cell->length;

            cell->spaced = raw_length > 0 &&
                           (blank_ahead(raw, raw_length) || blank_behind(raw, raw_length));
            cell->text = splitter->text.bytes + from;
            cell->length = (uint32_t)(splitter->ends[i] - from);
            from = splitter->ends[i];
            splitter_finish(splitter, cell, mask_of(splitter, cell));
        }
    if (!splitter->rows)
        splitter->line += count_lines(start, record->raw_length);
    splitter->at = p;
}

/*
 * A cell in quotes without a quote inside, as most are: what libcsv makes of it needs
 * no parser. Returns what follows, a delimiter or a line end; NULL where the cell is
 * of another kind.
 */
static const char *quoted_cell(struct splitter *splitter, const char *p)
{
    const char *text = p + 1;
    const char *close = memchr(text, '"', (size_t)(splitter->end - text));
    const char *at;
    struct cell *cell;
    unsigned mask = 0;

    if (!close || close + 1 == splitter->end ||
        (close[1] != splitter->delimiter && !line_end(close[1])))
        return NULL;
    for (at = text; at < close; at++)
        mask |= splitter->classes[(unsigned char)*at];
    mask &= ~(unsigned)CELL_STOP;
    cell = add_cell(splitter, p, (size_t)(close + 1 - p));
    cell->text = text;
    cell->length = (uint32_t)(close - text);
    cell->quoted = true;
    splitter_finish(splitter, cell, mask);
    if (mask & CELL_LINE && !splitter->rows)
        splitter->line += count_lines(text, (size_t)(close - text));
    return close + 1;
}

const struct clean_record *splitter_next(struct splitter *splitter)
{
    struct clean_record *record = &splitter->record;
    const uint16_t *classes = splitter->classes;
    const char *p = splitter->at;
    size_t i;

    if (p >= splitter->end)
        return NULL;
    if (splitter->indexed)
        return splitter_next_indexed(splitter);
    record->line = splitter->line;
    record->raw = p;
    record->count = 0;
    record->stray = false;
    for (;;) {
        const char *start = p;
        unsigned mask = 0;
        unsigned class;
        struct cell *cell;

        while (!((class = classes[(unsigned char)*p]) & CELL_STOP)) {
            mask |= class;
            p++;
        }
        if (class & CELL_QUOTE) {
            const char *after = p == start ? quoted_cell(splitter, p) : NULL;

            if (!after) {
                splitter->at = record->raw;
                splitter->line = record->line;
                splitter_quoted(splitter);
                break;
            }
            if (line_end(*after)) {
                record->raw_length = (size_t)(after - record->raw);
                splitter->at = after;
                break;
            }
            p = after + 1;
            continue;
        }
        cell = add_cell(splitter, start, (size_t)(p - start));
        cell->mask = (uint16_t)mask;
        if (mask & (CELL_SPACE | CELL_HIGH))
            splitter_finish(splitter, cell, mask);
        if (class & CELL_LINE) {
            record->raw_length = (size_t)(p - record->raw);
            splitter->at = p;
            break;
        }
        p++;
    }
    splitter_end_line(splitter);
    record->filled = 0;
    for (i = 0; i < record->count; i++)
        record->filled += record->cells[i].length > 0;
    return record;
}

const char *splitter_at(const struct splitter *splitter)
{
    return splitter->at;
}

unsigned long splitter_line(const struct splitter *splitter)
{
    return splitter->line;
}

size_t records_end(const char *bytes, size_t length, char delimiter, bool last)
{
    enum cell_state place = CELL_AHEAD;
    bool spaces = false;
    size_t end = 0;
    size_t i;

    if (!memchr(bytes, '"', length)) {
        for (end = length; end > 0 && !line_end(bytes[end - 1]); end--)
            ;
        if (end == length && end > 0 && bytes[end - 1] == '\r' && !last)
            for (end--; end > 0 && !line_end(bytes[end - 1]); end--)
                ;
        return end;
    }
    for (i = 0; i < length; i++) {
        /* a whole cell in quotes at a time, where it is an ordinary one */
        if (place == CELL_AHEAD && bytes[i] == '"') {
            const char *close = memchr(bytes + i + 1, '"', length - i - 1);
            size_t after = close ? (size_t)(close - bytes) + 1 : length;

            if (after == length)
                break; /* a quote at the very end may be the first of two */
            if (bytes[after] == delimiter) {
                i = after;
                continue;
            }
            if (line_end(bytes[after]))
                i = after;
        }
        if (line_end(bytes[i]) && place != CELL_QUOTED) {
            if (bytes[i] == '\r' && i + 1 == length && !last)
                break;
            if (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n')
                i++;
            end = i + 1;
            place = CELL_AHEAD;
        } else {
            place = step(place, bytes[i], delimiter, &spaces);
        }
    }
    return end;
}

bool records_open(const char *bytes, size_t length, char delimiter, size_t *at)
{
    enum cell_state place = CELL_AHEAD;
    bool spaces = false;
    size_t i;

    for (i = 0; i < length; i++) {
        enum cell_state next = line_end(bytes[i]) && place != CELL_QUOTED
                                   ? CELL_AHEAD
                                   : step(place, bytes[i], delimiter, &spaces);

        if (place == CELL_AHEAD && next == CELL_QUOTED)
            *at = i;
        place = next;
    }
    return place == CELL_QUOTED;
}

size_t cells_divided(const char *text, size_t length, char delimiter)
{
    enum cell_state place = CELL_AHEAD;
    bool spaces = false;
    size_t count = 1;
    size_t i;

    for (i = 0; i < length; i++) {
        if (text[i] == delimiter && place != CELL_QUOTED)
            count++;
        if (line_end(text[i]) && place != CELL_QUOTED)
            return 0;
        place = step(place, text[i], delimiter, &spaces);
    }
    return place == CELL_QUOTED ? 0 : count;
}

/* How many bytes are c, eight at a time. */
static size_t count_bytes(const char *bytes, size_t length, char c)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    const uint64_t wanted = UINT64_C(0x0101010101010101) * (unsigned char)c;
    size_t count = 0;
    size_t i = 0;

    for (; i + 8 <= length; i += 8) {
        uint64_t eight;

        memcpy(&eight, bytes + i, 8);
        eight ^= wanted; /* the bytes sought are zero now; nothing carries over */
        eight = ~(((eight & low) + low) | eight | low);
        count += (size_t)((eight >> 7) * UINT64_C(0x0101010101010101) >> 56);
    }
    for (; i < length; i++)
        count += bytes[i] == c;
    return count;
}

size_t count_lines(const char *bytes, size_t length)
{
    size_t count = count_bytes(bytes, length, '\n');
    const char *at = bytes;
    const char *end = bytes + length;

    while ((at = memchr(at, '\r', (size_t)(end - at))) != NULL) {
        at++;
        count += !(at < end && *at == '\n');
    }
    return count;
}

size_t count_rows(const char *bytes, size_t length)
{
    const char *end = bytes + length;
    size_t count = 0;

    while (bytes < end) {
        const char *quote = memchr(bytes, '"', (size_t)(end - bytes));

        count += count_bytes(bytes, (size_t)((quote ? quote : end) - bytes), '\n');
        if (!quote)
            break;
        bytes = memchr(quote + 1, '"', (size_t)(end - quote - 1));
        if (!bytes)
            break;
        bytes++;
    }
    return count;
}
