/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/look_name.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const char *const kinds[LOOK_KINDS] = {
    [LOOK_LINK] = "", [LOOK_IMPACT] = "impact", [LOOK_DRIFT] = "drift", [LOOK_TRACK] = "track"
};

static void add_name(struct text *out, const char *name)
{
    if (*name && !strpbrk(name, ">@:\"") && *name != ' ' && name[strlen(name) - 1] != ' ') {
        text_adds(out, name);
        return;
    }
    text_addc(out, '"');
    for (; *name; name++) {
        if (*name == '"')
            text_addc(out, '"');
        text_addc(out, *name);
    }
    text_addc(out, '"');
}

char *look_name_make(enum look_kind kind, const char *from, const char *to, const char *entity)
{
    struct text out = TEXT_EMPTY;

    if (kind != LOOK_LINK)
        text_addf(&out, "%s: ", kinds[kind]);
    if (kind != LOOK_TRACK) {
        add_name(&out, from ? from : "");
        text_adds(&out, " > ");
    }
    add_name(&out, to);
    if (entity && *entity) {
        text_adds(&out, " @ ");
        add_name(&out, entity);
    }
    return text_take(&out);
}

/* A name from *at on, which is moved behind it; NULL where there is none. */
static char *take_name(const char **at)
{
    struct text out = TEXT_EMPTY;
    const char *c = *at;

    text_adds(&out, "");
    if (*c != '"') {
        size_t n = strcspn(c, ">@:\"");

        *at = c + n;
        while (n > 0 && c[n - 1] == ' ')
            n--;
        text_add(&out, c, n);
        if (n > 0)
            return text_take(&out);
        text_free(&out);
        return NULL;
    }
    for (c++; *c && (*c != '"' || c[1] == '"'); c++) {
        c += *c == '"';
        text_addc(&out, *c);
    }
    if (*c != '"') {
        text_free(&out);
        return NULL;
    }
    for (c++; *c == ' '; c++)
        ;
    *at = c;
    return text_take(&out);
}

/* Is this mark next? Moves behind it. */
static bool take_mark(const char **at, char mark)
{
    if (**at != mark)
        return false;
    for (++*at; **at == ' '; ++*at)
        ;
    return true;
}

bool look_name_read(const char *cell, struct look_name *name)
{
    const char *at = cell;
    int kind;

    *name = (struct look_name){ .kind = LOOK_LINK };
    for (kind = 1; kind < LOOK_KINDS; kind++) {
        size_t n = strlen(kinds[kind]);

        if (strncmp(cell, kinds[kind], n) == 0 && cell[n] == ':' && cell[n + 1] == ' ') {
            name->kind = (enum look_kind)kind;
            at = cell + n + 2;
        }
    }
    if (name->kind == LOOK_TRACK)
        name->from = xstrdup("");
    else if (!(name->from = take_name(&at)) || !take_mark(&at, '>'))
        return false;
    name->to = take_name(&at);
    if (!name->to)
        return false;
    name->entity = take_mark(&at, '@') ? take_name(&at) : xstrdup("");
    return name->entity && *at == '\0';
}

void look_name_free(struct look_name *name)
{
    free(name->from);
    free(name->to);
    free(name->entity);
}
