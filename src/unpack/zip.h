/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A zip archive (PKWARE APPNOTE 6.3.10), read by its list of members at the end.
 *
 * Members may be stored or deflated, with sizes behind their bytes (as who writes into a pipe
 * does), and beyond 4 GiB (zip64). Each is checked: its bytes lie in the archive, it unpacks to the size and the CRC-32
 * that the list states. A name that is there twice is refused, as readers would not agree which
 * one counts. What is encrypted or packed by another method is refused where it is opened.
 */
#ifndef LEVER_UNPACK_ZIP_H
#define LEVER_UNPACK_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"
#include "unpack/stream.h"

struct zip_member {
    char *name;  /* as the archive has it; UTF-8 or not */
    uint64_t at; /* of its local header */
    uint64_t packed;
    uint64_t size;
    uint32_t crc;
    unsigned method;
    bool encrypted;
};

struct zip {
    const char *name; /* of the file; borrowed */
    int fd;           /* the caller's, read by pread */
    uint64_t size;    /* of the archive's part that holds members */
    struct zip_member *members;
    size_t count;
    struct meter meter; /* what all members that are opened may unpack to */
};

/* An archive may have so many members, and a list of so many bytes. */
enum { ZIP_MEMBERS = 65536, ZIP_LIST = 1 << 26 };

/* -1: it is none, or is cut off or damaged. The caller ends it with zip_close, on failure too. */
int zip_open(struct zip *zip, int fd, off_t size, const struct meter *meter, struct error *err);
void zip_close(struct zip *zip);

/* The member of that name (whatever the case of its letters, as in workbooks); NULL = none. */
const struct zip_member *zip_find(const struct zip *zip, const char *name);
/* The bytes of a member, for as long as the archive is open; NULL on failure. */
struct stream *zip_read(struct zip *zip, const struct zip_member *member, struct error *err);

#endif
