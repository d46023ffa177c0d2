/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"
#include "unpack/choose.h"
#include "unpack/stream.h"
#include "unpack/tell.h"

/* HEAD tells what a file is, INNER what is packed in it (a tar archive only then). */
enum { HEAD = 16, INNER = 512, TAR_MARK = 257 };

struct unpack {
    char *path;
    int fd;
    bool plain;    /* nothing is unpacked, */
    bool anywhere; /* and the file can be read anywhere */
    FILE *spool;   /* of an archive that came through a pipe */
    struct stream *stream;
    struct zip zip;
    struct xlsx book;
    struct stream *sheet; /* the same as stream, where it is one */
    const char *sheet_name;
    bool told;
    bool asked; /* for a sheet */
    struct text notes;
};

enum packing { PLAIN, GZIP, ZSTD, ZIP, OLE, REFUSED };

/* What the first bytes say; *why is set where it is refused. */
static enum packing packing_of(const char *head, size_t length, const char **why)
{
    static const struct {
        const char *magic;
        size_t length;
        enum packing packing;
        const char *why;
    } kinds[] = {
        { "\037\213", 2, GZIP, NULL },
        { "(\265/\375", 4, ZSTD, NULL },
        { "PK\003\004", 4, ZIP, NULL },
        { "PK\005\006", 4, ZIP, NULL }, /* an archive without members */
        { "PK\007\010", 4, REFUSED,
          "is a part of an archive in several files: join them first (zip -s 0)" },
        { "\320\317\021\340\241\261\032\341", 8, OLE,
          "is an old workbook (.xls): save it as .xlsx, or the sheet as CSV" },
        { "BZh", 3, REFUSED, "is compressed (bzip2): bunzip2 it first" },
        { "\3757zXZ", 6, REFUSED, "is compressed (xz): unxz it first" },
        { "7z\274\257\047\034", 6, REFUSED, "is compressed (7z): 7z x FILE it first" },
        { "Rar!\032\007", 6, REFUSED, "is compressed (rar): unrar it first" },
        { "\004\042\115\030", 4, REFUSED, "is compressed (lz4): unlz4 it first" },
        { "\037\235", 2, REFUSED, "is compressed (compress): uncompress it first" },
        { "%PDF-", 5, REFUSED, "is a PDF" },
        { "PAR1", 4, REFUSED, "is a Parquet file: let its program write it as CSV" },
        { "SQLite format 3", 16, REFUSED,
          "is an SQLite database: let it write the table as CSV (sqlite3 -csv -header)" },
    };
    size_t i;

    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (length >= kinds[i].length && memcmp(head, kinds[i].magic, kinds[i].length) == 0) {
            /* BZh is followed by the size of its blocks: a text may begin so */
            if (kinds[i].magic[0] == 'B' && (length < 10 || memcmp(head + 4, "1AY&SY", 6) != 0))
                continue;
            *why = kinds[i].why;
            return kinds[i].packing;
        }
    return PLAIN;
}

static int refuse(const struct unpack *unpack, const char *why, struct error *err)
{
    return error_at(err, unpack->path, 0, NULL, "%s", why);
}

/* What comes out of one packing is not packed again. */
static int look_inside(struct unpack *unpack, struct error *err)
{
    char head[INNER];
    ssize_t n = stream_fill(unpack->stream, head, sizeof head, err);
    const char *why = NULL;
    enum packing packing;

    if (n < 0)
        return -1;
    unpack->stream = stream_behind(head, (size_t)n, unpack->stream);
    packing = packing_of(head, (size_t)n, &why);
    if (packing == REFUSED || packing == OLE)
        return error_at(err, unpack->path, 0, NULL, "is packed, and what is in it %s", why);
    if (packing != PLAIN)
        return refuse(unpack,
                      "is packed, and what is in it is packed again (an archive, a workbook): "
                      "unpack it once",
                      err);
    if (n >= TAR_MARK + 5 && memcmp(head + TAR_MARK, "ustar", 5) == 0)
        return refuse(unpack, "holds a tar archive: unpack it (tar -xf FILE) and name a file", err);
    return 0;
}

/* ---- archives ---- */

/* The archive can be read at any place then. */
static int spool(struct unpack *unpack, struct error *err)
{
    char *block = xmalloc(1 << 16);
    ssize_t n = 0;

    unpack->spool = temporary_file(err);
    if (!unpack->spool) {
        free(block);
        return -1;
    }
    while ((n = stream_read(unpack->stream, block, 1 << 16, err)) > 0)
        if (fwrite(block, 1, (size_t)n, unpack->spool) != (size_t)n)
            break;
    free(block);
    stream_close(unpack->stream);
    unpack->stream = NULL;
    if (n < 0)
        return -1;
    if (n > 0 || fflush(unpack->spool) != 0)
        return error_errno(err, "", errno, "cannot write a temporary file");
    return 0;
}

static int open_sheet(struct unpack *unpack, const struct unpack_ask *ask, struct error *err)
{
    const struct sheet_spelling spelling = { .delimiter = ask->delimiter ? ask->delimiter : ',',
                                             .decimal = ask->decimal ? ask->decimal : '.',
                                             .percent = ask->percent,
                                             .currency = ask->currency };
    const struct xlsx_sheet *sheet;

    if (xlsx_open(&unpack->book, &unpack->zip, err) != 0)
        return -1;
    sheet = choose_sheet(&unpack->book, ask, &unpack->notes, err);
    if (!sheet)
        return -1;
    /* what was looked at to choose does not count */
    unpack->zip.meter.packed = unpack->zip.meter.unpacked = 0;
    if (xlsx_strings(&unpack->book, err) != 0)
        return -1;
    unpack->sheet = unpack->stream = sheet_open(&unpack->book, sheet, &spelling, err);
    unpack->sheet_name = sheet->name;
    return unpack->stream ? 0 : -1;
}

static int open_archive(struct unpack *unpack, const struct unpack_ask *ask, struct error *err)
{
    const struct meter meter = { .name = unpack->path, .most = ask->most };
    const struct zip_member *member;
    const char *other;
    struct stat info;
    int fd = unpack->fd;

    if (!unpack->anywhere) {
        if (spool(unpack, err) != 0)
            return -1;
        fd = fileno(unpack->spool);
    } else {
        stream_close(unpack->stream);
        unpack->stream = NULL;
    }
    if (fstat(fd, &info) != 0)
        return error_errno(err, unpack->path, errno, "cannot read");
    if (zip_open(&unpack->zip, fd, info.st_size, &meter, err) != 0)
        return -1;
    if (xlsx_is_in(&unpack->zip, &other))
        return open_sheet(unpack, ask, err);
    if (other)
        return refuse(unpack, other, err);
    member = choose_member(&unpack->zip, err);
    unpack->stream = member ? zip_read(&unpack->zip, member, err) : NULL;
    return unpack->stream ? look_inside(unpack, err) : -1;
}

/* ---- opening ---- */

/* A workbook with a password is a compound file, as the old ones are, that has a part called
 * EncryptedPackage. Names are in UTF-16, and stand near the beginning or the end. */
static bool has_password(const struct unpack *unpack)
{
    enum { LOOKED = 1 << 20 };
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    char *bytes = xmalloc(LOOKED);
    struct error ignored;
    ssize_t n = stream_fill(unpack->stream, bytes, LOOKED, &ignored);
    bool found = n > 0 && memmem(bytes, (size_t)n, name, sizeof name - 1);
    struct stat info;

    if (!found && n == LOOKED && unpack->anywhere && fstat(unpack->fd, &info) == 0 &&
        (n = pread(unpack->fd, bytes, LOOKED, info.st_size - LOOKED)) > 0)
        found = memmem(bytes, (size_t)n, name, sizeof name - 1) != NULL;
    free(bytes);
    return found;
}

static int open_it(struct unpack *unpack, const struct unpack_ask *ask, struct error *err)
{
    const struct meter meter = { .name = unpack->path, .most = ask->most };
    const char *why = NULL;
    char head[HEAD];
    struct stat info;
    enum packing packing;
    ssize_t n;

    if (fstat(unpack->fd, &info) != 0)
        return error_errno(err, unpack->path, errno, "cannot open");
    if (S_ISDIR(info.st_mode))
        return refuse(unpack, "is a folder", err);
    unpack->anywhere = S_ISREG(info.st_mode) && lseek(unpack->fd, 0, SEEK_CUR) == 0;
    unpack->stream = stream_of_file(unpack->fd, unpack->path);
    n = stream_fill(unpack->stream, head, sizeof head, err);
    if (n < 0)
        return -1;
    if (unpack->anywhere)
        lseek(unpack->fd, 0, SEEK_SET);
    else
        unpack->stream = stream_behind(head, (size_t)n, unpack->stream);
    packing = packing_of(head, (size_t)n, &why);
    switch (packing) {
    case PLAIN:
        unpack->plain = true;
        return 0;
    case GZIP:
        unpack->stream = stream_gunzip(unpack->stream, &meter);
        return look_inside(unpack, err);
    case ZSTD:
        unpack->stream = stream_unzstd(unpack->stream, &meter);
        return look_inside(unpack, err);
    case ZIP:
        return open_archive(unpack, ask, err);
    case OLE:
        if (has_password(unpack))
            why = "is a workbook with a password: open it and save it without one (as .xlsx), or "
                  "save the sheet as CSV";
        break;
    case REFUSED:
        break;
    }
    return refuse(unpack, why, err);
}

struct unpack *unpack_at(int fd, const char *path, const struct unpack_ask *ask, struct error *err)
{
    struct unpack *unpack = xcalloc(1, sizeof *unpack);

    unpack->path = xstrdup(ask->shown ? ask->shown : path);
    unpack->fd = fd;
    unpack->asked = ask->sheet != NULL;
    if (open_it(unpack, ask, err) == 0)
        return unpack;
    unpack_close(unpack);
    return NULL;
}

struct unpack *unpack_open(const char *path, const struct unpack_ask *ask, struct error *err)
{
    int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        error_errno(err, path, errno, "cannot open");
        return NULL;
    }
    return unpack_at(fd, path, ask, err);
}

void unpack_close(struct unpack *unpack)
{
    if (!unpack)
        return;
    stream_close(unpack->stream);
    if (unpack->book.zip)
        xlsx_close(&unpack->book);
    zip_close(&unpack->zip);
    text_free(&unpack->notes);
    if (unpack->spool)
        fclose(unpack->spool);
    if (unpack->fd > STDIN_FILENO)
        close(unpack->fd);
    free(unpack->path);
    free(unpack);
}

ssize_t unpack_read(struct unpack *unpack, char *bytes, size_t length, struct error *err)
{
    return stream_read(unpack->stream, bytes, length, err);
}

int unpack_plain_file(const struct unpack *unpack)
{
    return unpack->plain && unpack->anywhere ? unpack->fd : -1;
}

bool unpack_is_sheet(const struct unpack *unpack)
{
    return unpack->sheet != NULL;
}

const char *unpack_sheet(const struct unpack *unpack)
{
    return unpack->sheet_name;
}

size_t unpack_columns(const struct unpack *unpack)
{
    return unpack->sheet ? sheet_found(unpack->sheet)->column_count : 0;
}

bool unpack_is_text(const struct unpack *unpack, size_t column)
{
    const struct sheet_found *found = unpack->sheet ? sheet_found(unpack->sheet) : NULL;

    return found && column < found->column_count && found->columns[column].likes > 0 &&
           found->columns[column].numbers == 0;
}

void unpack_tell(struct unpack *unpack, struct text *notes, struct text *warnings)
{
    if (unpack->told)
        return;
    unpack->told = true;
    if (!unpack->sheet && unpack->asked)
        text_adds(notes, "is no workbook, so --sheet says nothing of it\n");
    if (!unpack->sheet)
        return;
    if (unpack->notes.length > 0)
        text_add(notes, unpack->notes.bytes, unpack->notes.length);
    tell_sheet(sheet_found(unpack->sheet), unpack->book.from_1904, notes, warnings);
}

/* Of an archive that is open. */
static bool has_table(struct zip *zip, void *with)
{
    const char *name = with;
    struct xlsx book;
    struct sheet_size size = { 0 };
    const char *other;
    struct error ignored;
    size_t i;

    if (!xlsx_is_in(zip, &other))
        return false;
    if (xlsx_open(&book, zip, &ignored) == 0)
        for (i = 0; i < book.count && size.rows == 0; i++)
            if (same_in_any_case(book.sheets[i].name, name))
                (void)!sheet_measure(&book, &book.sheets[i], true, &size, &ignored);
    xlsx_close(&book);
    return size.rows >= 2;
}

/* A workbook as it may be; false where the file is none. `use` gets it, and what is to be filled. */
static bool use_zip(const char *path, bool (*use)(struct zip *zip, void *with), void *with)
{
    const struct meter meter = { .name = path };
    struct zip zip;
    struct error ignored;
    struct stat info;
    char head[4];
    bool found = false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return false;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && pread(fd, head, 4, 0) == 4 &&
        memcmp(head, "PK\003\004", 4) == 0) {
        if (zip_open(&zip, fd, info.st_size, &meter, &ignored) == 0)
            found = use(&zip, with);
        zip_close(&zip);
    }
    close(fd);
    return found;
}

bool unpack_has_table(const char *path, const char *sheet)
{
    return use_zip(path, has_table, (void *)(uintptr_t)sheet);
}

struct tables {
    char **names;
    size_t count;
};

/* False where a sheet cannot be read. */
static bool take_tables(struct zip *zip, void *with)
{
    struct tables *tables = with;
    struct xlsx book;
    const char *other;
    struct error ignored;
    bool read = false;
    size_t i;

    if (!xlsx_is_in(zip, &other))
        return false;
    if (xlsx_open(&book, zip, &ignored) == 0) {
        tables->names = xcalloc(book.count + 1, sizeof *tables->names);
        read = true;
        for (i = 0; i < book.count && read; i++) {
            struct sheet_size size;

            read = sheet_measure(&book, &book.sheets[i], true, &size, &ignored) == 0;
            if (read && size.table && !book.sheets[i].hidden)
                tables->names[tables->count++] = xstrdup(book.sheets[i].name);
        }
    }
    xlsx_close(&book);
    return read;
}

char **unpack_tables(const char *path, size_t *count)
{
    struct tables tables = { .count = 0 };
    bool read = use_zip(path, take_tables, &tables);

    *count = tables.count;
    if (read && tables.count > 1)
        return tables.names;
    while (tables.count)
        free(tables.names[--tables.count]);
    free(tables.names);
    *count = 0;
    return NULL;
}
