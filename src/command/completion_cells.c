/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/completion_cells.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/text.h"
#include "table/keys.h"
#include "table/select.h"
#include "table/table.h"

enum { CELLS_MOST = 500, MEGABYTES_MOST = 50 };

static void tell(const struct table *table, const struct selection *selection, const char *typed,
                 void (*found)(const char *word, const char *about, const char *typed))
{
    struct keys keys = KEYS_EMPTY;
    struct text key = TEXT_EMPTY;
    size_t i, k;

    for (i = 0; i < table->height && keys.count < CELLS_MOST; i++) {
        size_t before = keys.count, length;

        text_clear(&key);
        for (k = 0; k < selection->count; k++) {
            const char *cell = table->columns[selection->columns[k]].texts[i];

            key_add(&key, cell, strlen(cell));
        }
        length = key.length;
        if (length > selection->count && keys_number(&keys, key.bytes, length) == before) {
            char *label = key_label(key.bytes, length), *quoted = list_quote(label);

            found(quoted, "", typed);
            free(quoted);
            free(label);
        }
    }
    text_free(&key);
    keys_free(&keys);
}

void completion_cells(const char *path, const struct dialect *dialect, const char *columns,
                      const char *typed,
                      void (*found)(const char *word, const char *about, const char *typed))
{
    struct selection selection = { NULL, 0 };
    struct stat info;
    struct error err;
    struct table *table;
    size_t i;

    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) ||
        info.st_size > (off_t)MEGABYTES_MOST * 1000000)
        return;
    table = table_open(path, dialect, &err);
    if (table && select_columns(table_names(table), table->width, columns, path, NULL, &selection,
                                &err) == 0) {
        for (i = 0; i < selection.count; i++)
            table_want(table, selection.columns[i], COLUMN_TEXT);
        if (table_load(table, 1, &err) == 0)
            tell(table, &selection, typed, found);
    }
    selection_free(&selection);
    table_free(table);
}

char *completion_quote(const char *name)
{
    struct text text = TEXT_EMPTY;
    bool word = !(name[0] >= '0' && name[0] <= '9');
    const char *p;

    for (p = name; *p && word; p++)
        word = (*p & 0x80) || (*p >= '0' && *p <= '9') || strchr("_.", *p) ||
               ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z');
    if (word)
        return xstrdup(name);
    text_addc(&text, '\'');
    for (; *name; name++) {
        if (*name == '\'')
            text_addc(&text, '\'');
        text_addc(&text, *name);
    }
    text_addc(&text, '\'');
    return text_take(&text);
}
