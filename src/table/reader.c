/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/reader.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "unpack/unpack.h"

enum { BLOCK = 256 * 1024, MAX_RECORD = 16 * 1024 * 1024 };
/* Offsets in a batch are 32 bits wide. */
#define MOST_RECORD ((size_t)1 << 30)

struct reader {
    char *path;
    struct unpack *file;
    void (*tell)(const char *file, const char *sentence, bool warning);
    char delimiter;
    size_t max_record;
    size_t size;
    size_t block;      /* bytes to read at a time */
    struct batch *own; /* what reader_next reads from */

    pthread_mutex_t lock; /* of what follows */
    struct text tail;     /* the part of a record behind the last batch */
    unsigned long line;   /* where the tail begins */
    bool of_sheet;        /* a line is a row of it */
    bool after_cr;        /* the byte before the tail was a CR that ended a line */
    bool one_column;      /* blank lines are records */
    bool started;         /* the first record was seen */
    bool ended;           /* nothing comes any more */
    size_t taken;         /* bytes */
    size_t batches;
    size_t rows;
};

static char delimiter_of(const struct dialect *dialect)
{
    return dialect->delimiter ? dialect->delimiter : ',';
}

static struct unpack_ask ask_of(const struct dialect *dialect)
{
    return (struct unpack_ask){ .shown = dialect->shown,
                                .sheet = dialect->sheet,
                                .most = dialect->max_unpacked,
                                .delimiter = delimiter_of(dialect),
                                .decimal = dialect->decimal };
}

static int check_delimiter(const struct dialect *dialect, struct error *err)
{
    char delimiter = delimiter_of(dialect);

    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r' || (delimiter & 0x80))
        return error_usage(err,
                           "the delimiter cannot be a quote, a line end or a part of a character");
    return 0;
}

/* file becomes the reader's; NULL is passed on. */
static struct reader *reader_of(struct unpack *file, const char *path,
                                const struct dialect *dialect)
{
    struct reader *reader;
    struct stat info;

    if (!file)
        return NULL;
    reader = xcalloc(1, sizeof *reader);
    reader->path = xstrdup(dialect->shown ? dialect->shown : path);
    reader->file = file;
    reader->tell = dialect->tell;
    reader->delimiter = delimiter_of(dialect);
    reader->max_record = dialect->max_record ? dialect->max_record : MAX_RECORD;
    if (reader->max_record > MOST_RECORD)
        reader->max_record = MOST_RECORD;
    if (unpack_plain_file(file) >= 0 && fstat(unpack_plain_file(file), &info) == 0)
        reader->size = (size_t)info.st_size;
    reader->line = 1;
    reader->of_sheet = dialect->rows || unpack_is_sheet(file);
    reader->block = BLOCK;
    reader->own = batch_new();
    pthread_mutex_init(&reader->lock, NULL);
    return reader;
}

struct reader *reader_open(const char *path, const struct dialect *dialect, struct error *err)
{
    struct unpack_ask ask = ask_of(dialect);

    return check_delimiter(dialect, err) == 0
               ? reader_of(unpack_open(path, &ask, err), path, dialect)
               : NULL;
}

struct reader *reader_open_at(int fd, const char *path, const struct dialect *dialect,
                              struct error *err)
{
    struct unpack_ask ask = ask_of(dialect);

    if (check_delimiter(dialect, err) == 0)
        return reader_of(unpack_at(fd, path, &ask, err), path, dialect);
    if (fd > 0)
        close(fd);
    return NULL;
}

static void say(const struct reader *reader, const struct text *lines, bool warning)
{
    const char *line = lines->bytes;
    const char *end;

    for (; line && (end = strchr(line, '\n')) != NULL; line = end + 1) {
        char *sentence = xstrndup(line, (size_t)(end - line));

        reader->tell(reader->path, sentence, warning);
        free(sentence);
    }
}

void reader_tell(struct reader *reader)
{
    struct text notes = TEXT_EMPTY;
    struct text warnings = TEXT_EMPTY;

    if (!reader->tell)
        return;
    unpack_tell(reader->file, &notes, &warnings);
    say(reader, &warnings, true);
    say(reader, &notes, false);
    text_free(&notes);
    text_free(&warnings);
}

void reader_close(struct reader *reader)
{
    if (!reader)
        return;
    reader_tell(reader);
    unpack_close(reader->file);
    batch_free(reader->own);
    text_free(&reader->tail);
    pthread_mutex_destroy(&reader->lock);
    free(reader->path);
    free(reader);
}

const char *reader_name(const struct reader *reader)
{
    return reader->path;
}

size_t reader_size(const struct reader *reader)
{
    return reader->size;
}

size_t reader_rows(const struct reader *reader)
{
    return reader->rows;
}

size_t reader_taken(struct reader *reader)
{
    size_t taken;

    pthread_mutex_lock(&reader->lock);
    taken = reader->taken;
    pthread_mutex_unlock(&reader->lock);
    return taken;
}

void reader_set_block(struct reader *reader, size_t bytes)
{
    reader->block = bytes < 16 ? 16 : bytes;
}

/* The error stands behind the batch's records, and nothing comes after it. */
static void fail(struct reader *reader, struct batch *batch)
{
    batch->failed = true;
    reader->ended = true;
}

static void make_room(struct batch *batch, size_t bytes)
{
    if (batch->capacity < bytes + SCAN_PADDING) {
        batch->capacity = bytes + SCAN_PADDING;
        batch->bytes = xrearray(batch->bytes, batch->capacity, 1);
    }
}

/* At its end: whether the file has become shorter since it was opened, so that rows are missing. */
static bool was_cut(const struct reader *reader, struct error *err)
{
    struct stat info;

    if (reader->size == 0 || unpack_plain_file(reader->file) < 0 ||
        fstat(unpack_plain_file(reader->file), &info) != 0 || (size_t)info.st_size >= reader->size)
        return false;
    error_at(
        err, reader->path, 0, NULL,
        "was cut while it was read, from %zu bytes to %zu: run this again when nobody writes to "
        "it",
        reader->size, (size_t)info.st_size);
    return true;
}

/* Reads on until the batch has `want` bytes. Returns false at the end of the file. */
static bool read_up_to(struct reader *reader, struct batch *batch, size_t want)
{
    make_room(batch, want);
    while (batch->length < want) {
        ssize_t n = unpack_read(reader->file, batch->bytes + batch->length, want - batch->length,
                                &batch->failure);

        if (n < 0)
            fail(reader, batch);
        if (n == 0 && was_cut(reader, &batch->failure))
            fail(reader, batch);
        if (n <= 0)
            return false;
        batch->length += (size_t)n;
        reader->taken += (size_t)n;
    }
    return true;
}

/* At the very start of the file: the length of the byte order mark, or -1. */
static long byte_order_mark(struct reader *reader, struct batch *batch)
{
    const unsigned char *p = (const unsigned char *)batch->bytes;

    if (batch->length >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) {
        error_at(&batch->failure, reader->path, 0, NULL,
                 "is UTF-16, not UTF-8 (lever clean reads it)");
        fail(reader, batch);
        return -1;
    }
    return batch->length >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF ? 3 : 0;
}

/* Offset of the first byte that must not be there, or the batch's length. */
static size_t bad_byte(const struct batch *batch, size_t from, size_t end)
{
    size_t bad = batch->length;

    if (batch->scan.has_nul) {
        const char *nul = memchr(batch->bytes + from, '\0', batch->length - from);

        if (nul)
            bad = (size_t)(nul - batch->bytes);
    }
    if (batch->scan.has_high) {
        size_t valid = from + utf8_valid(batch->bytes + from, end - from);

        if (valid < end && valid < bad)
            bad = valid;
    }
    return bad;
}

static size_t record_end(const struct batch *batch, size_t index)
{
    const struct record *record = &batch->scan.records[index];

    return batch->scan.marks[record->first + record->fields - 1];
}

/* Says what is wrong with the bytes of the batch, if anything is; the records
 * from there on are taken out of it. */
static void check(struct reader *reader, struct batch *batch, size_t from, bool last)
{
    struct scan *scan = &batch->scan;
    unsigned long line = batch->first_line;
    bool stuck = last ? scan->end < batch->length : batch->length - scan->end > reader->max_record;
    size_t bad = bad_byte(batch, from, stuck ? batch->length : scan->end);
    size_t count = scan->count;
    size_t i = 0;

    if (bad < batch->length)
        while (count > 0 && record_end(batch, count - 1) > bad)
            count--;
    if (reader->max_record < batch->length)
        for (i = 0; i < count; i++)
            if (record_end(batch, i) - scan->records[i].start > reader->max_record)
                break;
    if (reader->max_record < batch->length && i < count) {
        error_at(&batch->failure, reader->path, line + scan->records[i].line, NULL,
                 "the record is longer than %zu bytes", reader->max_record);
        count = i;
    } else if (bad < batch->length) {
        line += scan_lines(batch->bytes, bad);
        if (batch->bytes[bad] == '\0')
            error_at(&batch->failure, reader->path, line, NULL,
                     "a NUL byte: not text, or not in UTF-8 (see lever clean)");
        else
            error_at(&batch->failure, reader->path, line, NULL,
                     "byte 0x%02X is not UTF-8 (see lever clean --encoding)",
                     (unsigned char)batch->bytes[bad]);
    } else if (stuck && scan->open) {
        batch_explain(batch, scan->end, batch->length, line + scan->lines, last, &batch->failure);
    } else if (stuck) {
        error_at(&batch->failure, reader->path, line + scan->lines, NULL,
                 "the record is longer than %zu bytes", reader->max_record);
    } else {
        return;
    }
    scan->count = count;
    fail(reader, batch);
}

/* Finds the records in bytes[from ..) of the batch; returns where the first may
 * begin, which is `from` but for the blank lines that begin a file of one column. */
static size_t find_records(struct reader *reader, struct batch *batch, size_t from, bool last)
{
    struct scan *scan = &batch->scan;

    scan->after_cr = reader->after_cr;
    scan->rows = reader->of_sheet;
    scan_bytes(scan, batch->bytes, from, batch->length, reader->delimiter, reader->one_column,
               last);
    if (reader->started || scan->count == 0)
        return from;
    /* The first record says how many columns there are; in a file of one, the blank
     * lines behind it are records. */
    reader->started = true;
    if (scan->records[0].fields > 1)
        return from;
    reader->one_column = true;
    from = scan->records[0].start;
    batch->first_line += scan->records[0].line;
    batch->length -= from;
    memmove(batch->bytes, batch->bytes + from, batch->length);
    scan->after_cr = false;
    scan_bytes(scan, batch->bytes, 0, batch->length, reader->delimiter, true, last);
    return 0;
}

/* Starts the batch with what was left over of the one before. */
static void begin(struct reader *reader, struct batch *batch)
{
    batch->number = reader->batches++;
    batch->file = reader->path;
    batch->delimiter = reader->delimiter;
    batch->first_line = reader->line;
    make_room(batch, reader->tail.length);
    if (reader->tail.length > 0)
        memcpy(batch->bytes, reader->tail.bytes, reader->tail.length);
    batch->length = reader->tail.length;
    batch->scan.end = 0;
}

/* Fills the batch with whole records; false where there are none and no error. */
static bool fill(struct reader *reader, struct batch *batch)
{
    size_t want = reader->block;
    bool last;
    long from = 0;

    batch->failed = false;
    batch->next = 0;
    batch->scan.count = 0;
    if (reader->ended)
        return false;
    begin(reader, batch);
    while (want < batch->length + reader->block / 2)
        want *= 2;
    for (;; want *= 2) {
        last = !read_up_to(reader, batch, want);
        if (batch->number == 0)
            from = byte_order_mark(reader, batch);
        if (from < 0)
            return true;
        from = (long)find_records(reader, batch, (size_t)from, last && !batch->failed);
        if (last || batch->scan.count > 0 || batch->length > reader->max_record)
            break;
    }
    if (!batch->failed)
        check(reader, batch, (size_t)from, last);
    reader->ended |= last;
    text_clear(&reader->tail);
    text_add(&reader->tail, batch->bytes + batch->scan.end, batch->length - batch->scan.end);
    reader->line = batch->first_line + batch->scan.lines;
    reader->after_cr = batch->scan.after_cr;
    return batch->scan.count > 0 || batch->failed;
}

bool reader_batch(struct reader *reader, struct batch *batch)
{
    bool filled;

    pthread_mutex_lock(&reader->lock);
    if (reader->own->next < reader->own->scan.count || reader->own->failed) {
        /* What is behind the header in its own block comes first. */
        struct batch swap = *batch;

        *batch = *reader->own;
        *reader->own = swap;
        reader->own->failed = false;
        reader->own->next = reader->own->scan.count = 0;
        filled = true;
    } else {
        filled = fill(reader, batch);
    }
    batch->first_row = reader->rows;
    reader->rows += batch_rows(batch);
    pthread_mutex_unlock(&reader->lock);
    return filled;
}

int reader_next(struct reader *reader, const struct field **fields, size_t *count,
                struct error *err)
{
    for (;;) {
        int got = batch_next(reader->own, fields, count, err);

        if (got != 0 || !fill(reader, reader->own))
            return got;
    }
}

void reader_back(struct reader *reader)
{
    reader->own->next--;
}

unsigned long reader_line(const struct reader *reader)
{
    return batch_line(reader->own);
}
