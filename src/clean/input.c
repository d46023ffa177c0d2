/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/input.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"
#include "base/progress.h"
#include "clean/cell.h"
#include "table/cut.h"
#include "table/scan.h"

enum { CHUNK = 1 << 16, BLOCK = 1 << 20 };

static int write_all(FILE *spool, const char *bytes, size_t length, struct error *err)
{
    if (fwrite(bytes, 1, length, spool) == length)
        return 0;
    return error_errno(err, "", errno, "cannot write a temporary file");
}

static ssize_t read_some(int fd, char *bytes, size_t length, off_t offset)
{
    ssize_t n;

    do
        n = offset < 0 ? read(fd, bytes, length) : pread(fd, bytes, length, offset);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Takes the place of the file that was read so far. */
static int adopt(struct clean_input *input, FILE *spool, struct error *err)
{
    struct stat info;

    if (fflush(spool) != 0 || fstat(fileno(spool), &info) != 0) {
        error_errno(err, "", errno, "cannot write a temporary file");
        fclose(spool);
        return -1;
    }
    if (input->spool)
        fclose(input->spool);
    else if (input->fd > STDIN_FILENO)
        close(input->fd);
    input->spool = spool;
    input->fd = fileno(spool);
    input->start = 0;
    input->size = info.st_size;
    input->modified = info.st_mtim;
    return 0;
}

/* What is read on as it comes, in a temporary file. */
static int spool_all(struct clean_input *input, struct unpack *unpack, struct error *err)
{
    FILE *spool = temporary_file(err);
    char *chunk = xmalloc(CHUNK);
    ssize_t n = 0;
    int status = spool ? 0 : -1;

    progress_begin("unpacking", 0);
    while (status == 0 && (n = unpack_read(unpack, chunk, CHUNK, err)) > 0) {
        status = write_all(spool, chunk, (size_t)n, err);
        progress_step((size_t)n);
    }
    progress_end();
    free(chunk);
    if (status != 0 || n < 0) {
        if (spool)
            fclose(spool);
        return -1;
    }
    return adopt(input, spool, err);
}

/* What a workbook says of its sheet, once it was read. */
static void take_sheet(struct clean_input *input, struct unpack *unpack)
{
    size_t j;

    input->sheet = unpack_is_sheet(unpack);
    unpack_tell(unpack, &input->notes, &input->warnings);
    if (!input->sheet)
        return;
    input->sheet_name = xstrdup(unpack_sheet(unpack));
    input->text_count = unpack_columns(unpack);
    input->texts = xcalloc(input->text_count, sizeof *input->texts);
    for (j = 0; j < input->text_count; j++)
        input->texts[j] = unpack_is_text(unpack, j);
}

unsigned long input_lines(const struct clean_input *input, const char *bytes, size_t length)
{
    return input->sheet ? count_rows(bytes, length) : count_lines(bytes, length);
}

bool encoding_known(const char *name)
{
    iconv_t cd = iconv_open("UTF-8", name);

    if (cd == (iconv_t)-1)
        return false;
    iconv_close(cd);
    return true;
}

/* Through iconv into a temporary file. */
static int transcode(struct clean_input *input, const char *encoding, struct error *err)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    FILE *spool;
    char *in = NULL;
    char *out = NULL;
    size_t kept = 0;
    off_t at = input->start;
    unsigned long line = 1;
    int status = 0;

    if (cd == (iconv_t)-1)
        return error_usage(err,
                           "--encoding: \"%s\" is no encoding known here (iconv -l lists them)",
                           encoding);
    spool = temporary_file(err);
    if (!spool) {
        iconv_close(cd);
        return -1;
    }
    in = xmalloc(CHUNK);
    out = xmalloc(4 * CHUNK);
    while (status == 0) {
        ssize_t n = read_some(input->fd, in + kept, CHUNK - kept, at);
        char *from = in;
        size_t left;
        char *to = out;
        size_t room = 4 * CHUNK;
        size_t result;
        int number;

        if (n < 0) {
            status = error_errno(err, input->name, errno, "cannot read");
            break;
        }
        at += n;
        left = kept + (size_t)n;
        if (left == 0)
            break;
        result = iconv(cd, &from, &left, &to, &room);
        number = errno;
        line += count_lines(out, (size_t)(to - out));
        if (result == (size_t)-1 && (number == EILSEQ || (number == EINVAL && n == 0)))
            status = error_at(err, input->name, line, NULL, "is not valid %s", encoding);
        else
            status = write_all(spool, out, (size_t)(to - out), err);
        memmove(in, from, left);
        kept = left;
    }
    free(in);
    free(out);
    iconv_close(cd);
    if (status != 0) {
        fclose(spool);
        return -1;
    }
    input->encoding = encoding;
    return adopt(input, spool, err);
}

/* UTF-16 without a mark: text in it has a zero in every second byte. */
static const char *sixteen_bits(const unsigned char *head, size_t length)
{
    size_t even = 0;
    size_t odd = 0;
    size_t i;

    for (i = 0; i + 1 < length; i += 2) {
        even += head[i] == 0;
        odd += head[i + 1] == 0;
    }
    if (length < 8)
        return NULL;
    if (odd * 10 >= length / 2 * 7 && even == 0)
        return "UTF-16LE";
    if (even * 10 >= length / 2 * 7 && odd == 0)
        return "UTF-16BE";
    return NULL;
}

/* [{ or {" with any blanks between. */
static bool is_json(const unsigned char *head, size_t length)
{
    static const char blanks[] = " \t\r\n";
    unsigned char seen[2] = { 0, 0 };
    size_t count = 0;
    size_t i;

    for (i = 0; i < length && count < 2; i++)
        if (!head[i] || !strchr(blanks, head[i]))
            seen[count++] = head[i];
    return (seen[0] == '[' && (seen[1] == '{' || seen[1] == '[')) ||
           (seen[0] == '{' && seen[1] == '"');
}

/* What the first bytes say the file is, where that is no text; NULL = text. */
static const char *not_text(const unsigned char *head, size_t length)
{
    static const struct {
        const char *magic;
        unsigned char length;
        const char *what;
    } kinds[] = {
        { "<!DOCTYPE", 9, "is a web page, not CSV" },
        { "<html", 5, "is a web page, not CSV" },
        { "<?xml", 5, "is XML, not CSV" },
        { "{\\rtf", 5, "is rich text, not CSV" },
    };
    size_t i;

    if (length >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0) {
        head += 3;
        length -= 3;
    }
    if (is_json(head, length))
        return "is JSON, not CSV";
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (length >= kinds[i].length &&
            strncasecmp((const char *)head, kinds[i].magic, kinds[i].length) == 0)
            return kinds[i].what;
    return NULL;
}

static int find_encoding(struct clean_input *input, const char *stated, struct error *err)
{
    static const struct {
        const char *mark;
        unsigned char length;
        const char *encoding;
    } marks[] = {
        { "\xFF\xFE\0\0", 4, "UTF-32LE" }, { "\0\0\xFE\xFF", 4, "UTF-32BE" },
        { "\xEF\xBB\xBF", 3, NULL },       { "\xFF\xFE", 2, "UTF-16LE" },
        { "\xFE\xFF", 2, "UTF-16BE" },
    };
    unsigned char head[4096];
    ssize_t n = read_some(input->fd, (char *)head, sizeof head, 0);
    const char *encoding = NULL;
    const char *what;
    size_t i;

    if (n < 0)
        return error_errno(err, input->name, errno, "cannot read");
    if (n == 0)
        return error_at(err, input->name, 0, NULL, "is empty");
    what = not_text(head, (size_t)n);
    if (what)
        return error_at(err, input->name, 0, NULL, "%s", what);
    for (i = 0; i < sizeof marks / sizeof *marks && !input->bom; i++)
        if ((size_t)n >= marks[i].length && memcmp(head, marks[i].mark, marks[i].length) == 0) {
            input->bom = true;
            input->start = marks[i].length;
            encoding = marks[i].encoding;
        }
    if (!input->bom)
        encoding = stated ? stated : sixteen_bits(head, (size_t)n);
    if (encoding && strcasecmp(encoding, "UTF-8") != 0 && strcasecmp(encoding, "UTF8") != 0)
        return transcode(input, encoding, err);
    return 0;
}

/* The file where it lies, or a copy of what is read of it. */
static int open_unpacked(struct clean_input *input, const struct unpack_ask *ask, struct error *err)
{
    struct unpack *unpack = unpack_open(input->name, ask, err);
    struct stat info;
    int status = 0;

    if (!unpack)
        return -1;
    if (unpack_plain_file(unpack) < 0) {
        status = spool_all(input, unpack, err);
    } else {
        input->fd = dup(unpack_plain_file(unpack));
        if (input->fd < 0 || fstat(input->fd, &info) != 0) {
            status = error_errno(err, input->name, errno, "cannot open");
        } else {
            input->size = info.st_size;
            input->modified = info.st_mtim;
        }
    }
    if (status == 0)
        take_sheet(input, unpack);
    unpack_close(unpack);
    return status;
}

int clean_input_open(struct clean_input *input, const char *path, const char *encoding,
                     const struct unpack_ask *ask, struct error *err)
{
    struct unpack_ask as_written = ask ? *ask : (struct unpack_ask){ .sheet = NULL };

    *input = (struct clean_input){ .name = xstrdup(path), .fd = -1 };
    as_written.delimiter = ',';
    as_written.percent = true;
    if (open_unpacked(input, &as_written, err) != 0 ||
        (input->sheet && input->size == 0
             ? error_at(err, path, 0, NULL, "the sheet \"%s\" is empty", input->sheet_name)
         : input->sheet ? 0
                        : find_encoding(input, encoding, err)) != 0) {
        clean_input_close(input);
        return -1;
    }
    return 0;
}

void clean_input_close(struct clean_input *input)
{
    if (input->spool)
        fclose(input->spool);
    else if (input->fd > STDIN_FILENO)
        close(input->fd);
    free(input->name);
    free(input->texts);
    free(input->sheet_name);
    text_free(&input->notes);
    text_free(&input->warnings);
    *input = (struct clean_input){ .fd = -1 };
}

int clean_input_changed(const struct clean_input *input)
{
    struct stat info;

    if (fstat(input->fd, &info) != 0)
        return INPUT_CHANGED;
    if (info.st_size > input->size)
        return INPUT_LONGER;
    return info.st_size == input->size && info.st_mtim.tv_sec == input->modified.tv_sec &&
                   info.st_mtim.tv_nsec == input->modified.tv_nsec
               ? INPUT_SAME
               : INPUT_CHANGED;
}

void block_reader_start(struct block_reader *reader, const struct clean_input *input,
                        char delimiter, size_t max_record, off_t offset, unsigned long line)
{
    *reader = (struct block_reader){ input, delimiter, max_record, offset, line, false };
}

/* Does the last record of the bytes hold nothing? */
static bool ends_blank(const char *bytes, size_t length, char delimiter)
{
    size_t i = length;

    if (i > 0 && bytes[i - 1] == '\n')
        i--;
    if (i > 0 && bytes[i - 1] == '\r')
        i--;
    while (i > 0 && bytes[i - 1] != '\n' && bytes[i - 1] != '\r') {
        char c = bytes[--i];

        if (c != delimiter && c != ' ' && c != '\t' && c != '"')
            return false;
    }
    return true;
}

static int open_quote(const struct block_reader *reader, const struct block *block,
                      struct error *err)
{
    size_t at = 0;

    if (!records_open(block->bytes, block->length, reader->delimiter, &at))
        return 0;
    return error_at(err, reader->input->name,
                    reader->line + input_lines(reader->input, block->bytes, at), NULL,
                    "a quote is opened here and never closed");
}

/* Where the records of bytes that do not end the file end, and how many lines they take. */
static struct cut cut_block(const struct block_reader *reader, const struct block *block)
{
    struct cut cut;

    if (!cut_records(block->bytes, block->length, reader->delimiter, &cut)) {
        cut.end = records_end(block->bytes, block->length, reader->delimiter, false);
        cut.lines = count_lines(block->bytes, cut.end);
    }
    return cut;
}

/* All of the bytes: the last of the file, which may lack a line end. */
static int take_last(const struct block_reader *reader, struct block *block, struct cut *cut,
                     struct error *err)
{
    char last = block->bytes[block->length - 1];

    if (open_quote(reader, block, err) != 0)
        return -1;
    if (last != '\n' && last != '\r')
        block->bytes[block->length++] = '\n';
    cut->end = block->length;
    cut->lines = count_lines(block->bytes, block->length);
    return 0;
}

int block_read(struct block_reader *reader, struct block *block, struct error *err)
{
    off_t left = reader->input->size - reader->offset;
    size_t want = BLOCK;
    struct cut cut;

    if (left <= 0)
        return 0;
    for (;;) {
        if ((off_t)want > left)
            want = (size_t)left;
        if (block->capacity < want + SCAN_PADDING) {
            block->capacity = want + SCAN_PADDING;
            block->bytes = xrearray(block->bytes, block->capacity, 1);
        }
        for (block->length = 0; block->length < want;) {
            ssize_t n = read_some(reader->input->fd, block->bytes + block->length,
                                  want - block->length, reader->offset + (off_t)block->length);

            if (n < 0)
                return error_errno(err, reader->input->name, errno, "cannot read");
            if (n == 0)
                return error_at(err, reader->input->name, 0, NULL,
                                "has become shorter while it was read");
            block->length += (size_t)n;
        }
        if ((off_t)want < left)
            cut = cut_block(reader, block);
        else if (take_last(reader, block, &cut, err) != 0)
            return -1;
        if (cut.end > 0)
            break;
        if (want >= reader->max_record)
            return error_at(err, reader->input->name, reader->line, NULL, RECORD_TOO_LONG,
                            reader->max_record);
        want *= 2;
    }
    block->length = cut.end;
    block->offset = reader->offset;
    block->line = reader->line;
    block->after_blank = reader->after_blank;
    reader->after_blank = ends_blank(block->bytes, block->length, reader->delimiter);
    reader->line += reader->input->sheet ? input_lines(reader->input, block->bytes, block->length)
                                         : cut.lines;
    reader->offset += (off_t)block->length;
    progress_step(block->length);
    return 1;
}
