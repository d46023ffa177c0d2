/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/choose.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- sheets ---- */

static const struct xlsx_sheet *by_name(const struct xlsx *book, const char *name)
{
    size_t i;

    for (i = 0; i < book->count; i++)
        if (strcmp(book->sheets[i].name, name) == 0)
            return &book->sheets[i];
    for (i = 0; i < book->count; i++)
        if (same_in_any_case(book->sheets[i].name, name))
            return &book->sheets[i];
    return NULL;
}

/* "2" where no sheet is called so. */
static const struct xlsx_sheet *by_number(const struct xlsx *book, const char *text)
{
    size_t length = strlen(text);
    unsigned long number;

    if (length == 0 || length > 6 || strspn(text, "0123456789") != length)
        return NULL;
    number = strtoul(text, NULL, 10);
    return number >= 1 && number <= book->count ? &book->sheets[number - 1] : NULL;
}

enum { LISTED = 12 };

/* " 1 "Calls" (105 rows of 8 columns); 2 ..." */
static int list_sheets(struct xlsx *book, struct text *list, struct error *err)
{
    size_t i;

    for (i = 0; i < book->count && i < LISTED && list->length < 330; i++) {
        const struct xlsx_sheet *sheet = &book->sheets[i];
        struct sheet_size size;

        if (sheet_measure(book, sheet, false, &size, err) != 0)
            return -1;
        text_addf(list, "%s %zu \"%.60s\" (", i ? ";" : "", i + 1, sheet->name);
        if (size.rows == 0)
            text_adds(list, "empty");
        else
            text_addf(list, "%lu row%s of %lu column%s", size.rows, size.rows == 1 ? "" : "s",
                      size.columns, size.columns == 1 ? "" : "s");
        text_addf(list, "%s)", sheet->hidden ? ", hidden" : "");
    }
    if (i < book->count)
        text_addf(list, "; and %zu more", book->count - i);
    return 0;
}

static const struct xlsx_sheet *refuse_name(struct xlsx *book, const char *name, struct error *err)
{
    const char **names = xarray(book->count, sizeof *names);
    struct text list = TEXT_EMPTY;
    long nearest;
    size_t i;

    for (i = 0; i < book->count; i++)
        names[i] = book->sheets[i].name;
    nearest = nearest_name(name, names, book->count);
    if (list_sheets(book, &list, err) == 0) {
        if (nearest >= 0)
            error_at(err, book->zip->name, 0, NULL,
                     "has no sheet \"%.60s\"; did you mean \"%.60s\"? It has:%s", name,
                     names[nearest], list.bytes);
        else
            error_at(err, book->zip->name, 0, NULL, "has no sheet \"%.60s\". It has:%s", name,
                     list.bytes);
    }
    text_free(&list);
    free(names);
    return NULL;
}

static const struct xlsx_sheet *refuse_several(struct xlsx *book, const char *usual,
                                               struct error *err)
{
    struct text list = TEXT_EMPTY;
    bool listed = list_sheets(book, &list, err) == 0;

    if (listed && usual)
        error_at(err, book->zip->name, 0, NULL,
                 "has several sheets with a table, and none is called \"%s\":%s", usual,
                 list.bytes);
    else if (listed)
        error_at(err, book->zip->name, 0, NULL,
                 "has several sheets with a table: --sheet NAME reads one of them (in a plan, its "
                 "column sheet):%s",
                 list.bytes);
    text_free(&list);
    return NULL;
}

/* What was found of each sheet. */
struct look {
    struct sheet_size *sizes;
    size_t shown;  /* tables on sheets that are shown */
    size_t tables; /* those that are hidden too */
    size_t filled; /* sheets with a value at least */
};

/* The only sheet that will do; NULL = there are several. */
static const struct xlsx_sheet *only_one(const struct xlsx *book, const struct look *look)
{
    size_t i;

    for (i = 0; i < book->count; i++) {
        const struct xlsx_sheet *sheet = &book->sheets[i];
        const struct sheet_size *size = &look->sizes[i];

        if (look->tables == 0 ? look->filled <= 1 && (size->rows > 0 || look->filled == 0)
            : look->shown > 0 ? look->shown == 1 && size->table && !sheet->hidden
                              : look->tables == 1 && size->table)
            return sheet;
    }
    return NULL;
}

static void say_others(const struct xlsx *book, const struct look *look,
                       const struct xlsx_sheet *taken, struct text *notes)
{
    struct text hidden = TEXT_EMPTY;
    struct text other = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < book->count; i++) {
        const struct xlsx_sheet *sheet = &book->sheets[i];
        struct text *list = look->sizes[i].table ? &hidden : &other;

        if (sheet != taken && look->sizes[i].rows > 0 && list->length < 200)
            text_addf(list, "%s\"%.60s\"", list->length ? ", " : "", sheet->name);
    }
    if (hidden.length > 0)
        text_addf(notes, "the sheet \"%.60s\" is read; hidden ones are passed over: %s\n",
                  taken->name, hidden.bytes);
    if (other.length > 0)
        text_addf(notes, "the sheet \"%.60s\" is read; no table is on %s\n", taken->name,
                  other.bytes);
    text_free(&hidden);
    text_free(&other);
}

static const struct xlsx_sheet *the_only(struct xlsx *book, const struct unpack_ask *ask,
                                         struct text *notes, struct error *err)
{
    struct look look = { .sizes = xcalloc(book->count, sizeof *look.sizes) };
    const struct xlsx_sheet *sheet = NULL;
    int status = 0;
    size_t i;

    for (i = 0; i < book->count && status == 0; i++) {
        status = sheet_measure(book, &book->sheets[i], true, &look.sizes[i], err);
        look.filled += look.sizes[i].rows > 0;
        look.tables += look.sizes[i].table;
        look.shown += look.sizes[i].table && !book->sheets[i].hidden;
    }
    if (status == 0) {
        sheet = only_one(book, &look);
        if (sheet)
            say_others(book, &look, sheet, notes);
        else
            refuse_several(book, ask->usual, err);
    }
    free(look.sizes);
    return sheet;
}

const struct xlsx_sheet *choose_sheet(struct xlsx *book, const struct unpack_ask *ask,
                                      struct text *notes, struct error *err)
{
    const struct xlsx_sheet *sheet;

    if (ask->sheet) {
        sheet = by_name(book, ask->sheet);
        if (!sheet)
            sheet = by_number(book, ask->sheet);
        return sheet ? sheet : refuse_name(book, ask->sheet, err);
    }
    sheet = ask->usual ? by_name(book, ask->usual) : NULL;
    if (sheet || book->count == 1)
        return sheet ? sheet : book->sheets;
    return the_only(book, ask, notes, err);
}

/* ---- files of an archive ---- */

static bool is_aside(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;

    return *base == '\0' || strncmp(name, "__MACOSX/", 9) == 0 || strncmp(base, "._", 2) == 0 ||
           strcmp(base, ".DS_Store") == 0 || strcmp(base, "Thumbs.db") == 0 ||
           strcmp(base, "desktop.ini") == 0;
}

const struct zip_member *choose_member(const struct zip *zip, struct error *err)
{
    const struct zip_member *member = NULL;
    struct text list = TEXT_EMPTY;
    size_t files = 0;
    size_t i;

    for (i = 0; i < zip->count; i++) {
        if (is_aside(zip->members[i].name))
            continue;
        member = &zip->members[i];
        if (files++ < LISTED && list.length < 330)
            text_addf(&list, "%s %.80s (%llu bytes)", files > 1 ? "," : "", member->name,
                      (unsigned long long)member->size);
        else if (files == LISTED + 1)
            text_adds(&list, ", ...");
    }
    if (files == 0)
        error_at(err, zip->name, 0, NULL, "is a zip archive without a file in it");
    else if (files > 1)
        error_at(err, zip->name, 0, NULL,
                 "is a zip archive of %zu files, and one is read: unzip it and name one, or unzip "
                 "-p ARCHIVE FILE into a pipe:%s",
                 files, list.bytes);
    text_free(&list);
    return files == 1 ? member : NULL;
}
