/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file that clean reads, as UTF-8 that can be read twice, and blocks of it.
 *
 * A regular file is read where it lies. A pipe is spooled to an unlinked temporary
 * file, and so is what was packed, a sheet of a workbook (unpack/unpack.h), and what comes out of
 * iconv where the file is in another encoding.
 * The encoding is what --encoding says, else what a byte order mark says, else
 * UTF-16 where every second byte is zero, else UTF-8; it is never guessed from
 * letters. That the bytes are UTF-8 is checked by whoever reads the blocks.
 *
 * What is no table (a web page, JSON) is refused by name.
 */
#ifndef LEVER_CLEAN_INPUT_H
#define LEVER_CLEAN_INPUT_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>
#include <time.h>

#include "base/error.h"
#include "base/text.h"
#include "unpack/unpack.h"

struct clean_input {
    char *name;
    int fd;
    FILE *spool;              /* NULL where the file itself is read */
    off_t start;              /* of the text, behind a byte order mark */
    off_t size;               /* end of the text */
    struct timespec modified; /* what the file's clock said when it was opened */
    bool bom;                 /* there was one */
    const char *encoding;     /* it was read from this one; NULL = UTF-8. Borrowed */
    bool sheet;               /* of a workbook: commas divide, a line is a row of it, */
    bool *texts;              /* these columns of it hold text that looks like numbers */
    size_t text_count;
    char *sheet_name;
    struct text notes; /* what should be said of it, a line a sentence */
    struct text warnings;
};

/* path "-" is standard input; encoding and ask may be NULL; of a sheet, shares of 100 keep their sign, and
 * commas divide. Close with clean_input_close. */
int clean_input_open(struct clean_input *input, const char *path, const char *encoding,
                     const struct unpack_ask *ask, struct error *err);
void clean_input_close(struct clean_input *input);
bool encoding_known(const char *name);
/* Line ends in the bytes; of a sheet, those that end rows. */
unsigned long input_lines(const struct clean_input *input, const char *bytes, size_t length);
enum { INPUT_SAME, INPUT_LONGER, INPUT_CHANGED };
/* What became of the file since it was opened; INPUT_LONGER: something was added. */
int clean_input_changed(const struct clean_input *input);

/* What is said of a byte that is not UTF-8; it takes the byte. */
#define NOT_UTF8                                                                                   \
    "not valid UTF-8 (byte 0x%02X): --encoding WINDOWS-1252, or the one it was written in"

/* What is said of a record beyond the limit, which it takes. */
#define RECORD_TOO_LONG "a record is longer than %zu bytes: is a quote never closed?"

/* Blocks of whole records, read one after another. */
struct block {
    char *bytes; /* ends with a line end, added where the file's last line has none */
    size_t length;
    size_t capacity;
    off_t offset;       /* in the input */
    unsigned long line; /* of its first line */
    bool after_blank;   /* the record before it has nothing in it */
};

struct block_reader {
    const struct clean_input *input;
    char delimiter;
    size_t max_record;
    off_t offset; /* the next block begins here */
    unsigned long line;
    bool after_blank;
};

void block_reader_start(struct block_reader *reader, const struct clean_input *input,
                        char delimiter, size_t max_record, off_t offset, unsigned long line);
/* 1 and the next block, 0 at the end, -1: a record too long, an open quote. The
 * block's memory is reused; free(block->bytes) at the end. */
int block_read(struct block_reader *reader, struct block *block, struct error *err);

#endif
