/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/chain_paths.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "question/roles.h"

static void add_path(struct chain_paths *paths, const char *const *nodes, size_t count)
{
    struct text text = TEXT_EMPTY;
    struct chain_path *path;
    size_t i;

    paths->items = xrearray(paths->items, paths->count + 1, sizeof *paths->items);
    path = &paths->items[paths->count++];
    path->count = count;
    path->node = xarray(count, sizeof *path->node);
    for (i = 0; i < count; i++) {
        path->node[i] = xstrdup(nodes[i]);
        text_addf(&text, "%s%s", i > 0 ? " > " : "", nodes[i]);
    }
    path->text = text_take(&text);
}

void chain_paths_free(struct chain_paths *paths)
{
    size_t i, k;

    for (i = 0; i < paths->count; i++) {
        for (k = 0; k < paths->items[i].count; k++)
            free(paths->items[i].node[k]);
        free(paths->items[i].node);
        free(paths->items[i].text);
    }
    free(paths->items);
    *paths = (struct chain_paths){ NULL, 0 };
}

static char *trimmed(const char *from, size_t length)
{
    while (length > 0 && (*from == ' ' || *from == '\t')) {
        from++;
        length--;
    }
    while (length > 0 && (from[length - 1] == ' ' || from[length - 1] == '\t'))
        length--;
    return xstrndup(from, length);
}

static int check_nodes(char *const *nodes, size_t count, const char *text, struct error *err)
{
    size_t i, k;

    if (count < 2)
        return error_usage(err,
                           "\"%.100s\" is no chain: name its columns in order, as in "
                           "'calls > leads > revenue'",
                           text);
    for (i = 0; i < count; i++) {
        if (*nodes[i] == '\0')
            return error_usage(err, "\"%.100s\": a column is missing beside a >", text);
        for (k = 0; k < i; k++)
            if (strcmp(nodes[i], nodes[k]) == 0)
                return error_usage(err,
                                   "\"%.60s\" stands twice in the chain: it would go round; end it "
                                   "before, or name the earlier one by another column",
                                   nodes[i]);
    }
    return 0;
}

int chain_paths_parse(const char *text, struct chain_paths *paths, struct error *err)
{
    char *nodes[CHAIN_NODES_MOST];
    const char *at = text;
    size_t count = 0;
    bool more = true;
    int status = 0;

    *paths = (struct chain_paths){ NULL, 0 };
    while (more && status == 0) {
        size_t length = strcspn(at, ">");

        more = at[length] == '>';
        if (count == CHAIN_NODES_MOST)
            status = error_usage(err, "a chain has at most %d columns: take it in two",
                                 CHAIN_NODES_MOST);
        else
            nodes[count++] = trimmed(at, length);
        at += length + more;
    }
    if (status == 0)
        status = check_nodes(nodes, count, text, err);
    if (status == 0)
        add_path(paths, (const char *const *)nodes, count);
    while (count > 0)
        free(nodes[--count]);
    return status;
}

/* ---- of links ---- */

struct walk {
    const struct links *links;
    struct chain_paths *paths;
    const char *nodes[CHAIN_NODES_MOST];
    size_t count;
};

static bool begins(const struct links *links, const char *name)
{
    size_t i;

    for (i = 0; i < links->count; i++)
        if (strcmp(links->items[i].output, name) == 0)
            return true;
    return false;
}

static bool ends(const struct links *links, const char *name)
{
    size_t i;

    for (i = 0; i < links->count; i++)
        if (strcmp(links->items[i].outcome, name) == 0)
            return true;
    return false;
}

static int go_round(const struct walk *walk, const char *name, unsigned long line,
                    struct error *err)
{
    return error_at(
        err, walk->links->file, line, "outcome",
        "\"%.80s\" leads back to itself by these links: a chain has an end; leave one out", name);
}

static int follow(struct walk *walk, const char *name, unsigned long line, struct error *err)
{
    size_t i;

    for (i = 0; i < walk->count; i++)
        if (strcmp(walk->nodes[i], name) == 0)
            return go_round(walk, name, line, err);
    if (walk->count == CHAIN_NODES_MOST)
        return error_at(err, walk->links->file, line, "outcome",
                        "more than %d measures in a chain: take it in two", CHAIN_NODES_MOST);
    walk->nodes[walk->count++] = name;
    for (i = 0; i < walk->links->count; i++)
        if (strcmp(walk->links->items[i].output, name) == 0 &&
            follow(walk, walk->links->items[i].outcome, walk->links->items[i].line, err) != 0)
            return -1;
    if (!begins(walk->links, name) && walk->count > 2) {
        if (walk->paths->count == CHAINS_MOST)
            return error_at(err, walk->links->file, line, "outcome",
                            "the links form more than %d chains: name one, as in 'calls > leads > "
                            "revenue'",
                            CHAINS_MOST);
        add_path(walk->paths, walk->nodes, walk->count);
    }
    walk->count--;
    return 0;
}

int chain_paths_find(const struct links *links, struct chain_paths *paths, struct error *err)
{
    size_t i, k;
    bool entered = false;

    *paths = (struct chain_paths){ NULL, 0 };
    for (i = 0; i < links->count; i++) {
        struct walk walk = { .links = links, .paths = paths };
        const char *name = links->items[i].output;

        for (k = 0; k < i && strcmp(links->items[k].output, name) != 0; k++)
            ;
        if (k < i || ends(links, name))
            continue;
        entered = true;
        if (follow(&walk, name, links->items[i].line, err) != 0)
            return -1;
    }
    if (!entered && links->count > 0) {
        struct walk walk = { .links = links, .paths = paths };

        return go_round(&walk, links->items[0].output, links->items[0].line, err);
    }
    return 0;
}

int chain_paths_operands(size_t count, char **operands, const char **text, const char **file,
                         struct error *err)
{
    size_t i;

    *text = NULL;
    *file = "-";
    for (i = 0; i < count; i++)
        if (!*text && strchr(operands[i], '>'))
            *text = operands[i];
        else
            *file = operands[i];
    if (count < 2 || *text)
        return 0;
    return error_usage(err,
                       "\"%.100s\" is no chain: name its columns in order, as in 'calls > leads > "
                       "revenue'",
                       operands[0]);
}

int chain_paths_ask(const struct common *common, const char *text, struct chain_paths *paths,
                    struct error *err)
{
    struct plan *plan;
    struct links *links;
    int status;

    if (text)
        return chain_paths_parse(text, paths, err);
    if (!common->links)
        return error_usage(err,
                           "which chain? Name its columns, as in 'calls > leads > revenue', or "
                           "the links with --links");
    if (roles_read(common->plan, common->links, false, &plan, &links, err) != 0)
        return -1;
    status = chain_paths_find(links, paths, err);
    if (status == 0 && paths->count == 0)
        status = error_at(err, common->links, 0, NULL,
                          "no link begins where another ends: there is no chain");
    links_free(links);
    plan_free(plan);
    return status;
}
