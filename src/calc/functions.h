/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions by name: the built-in ones, then plugins.
 *
 * A family of functions is a file functions_NAME.c with one table; the tables stand
 * in one list in functions.c. Everything that is said about functions, messages,
 * `lever calc --functions`, completion, and the test of the manual, comes out of them.
 *
 * Plugins are looked for by name, in lower case, in the folders of
 * LEVER_FUNCTION_PATH and then the package's own (base/plugin.h); a plugin cannot take
 * the name of a built-in function.
 */
#ifndef LEVER_CALC_FUNCTIONS_H
#define LEVER_CALC_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "lever-function.h"

/* The built-in functions in their order, operators first; NULL beyond the last. */
const struct lever_function *function_builtin(size_t index);
/* "+" and its like, which no formula calls by name. */
bool function_is_operator(const struct lever_function *function);

/* The function of that name, whatever its case; loads a plugin where it has to. NULL
 * after filling err: there is none (with the nearest name), or none that can be used. */
const struct lever_function *function_find(const char *name, size_t length, struct error *err);
/* A built-in one or NULL. */
const struct lever_function *function_known(const char *name, size_t length);

/* The fewest and the most arguments it takes (SIZE_MAX = any number), in steps of `step`. */
void function_arguments(const struct lever_function *function, size_t *least, size_t *most,
                        size_t *step);
/* The kind of argument `index`: a letter. */
char function_kind(const struct lever_function *function, size_t index);

/*
 * Functions of which an argument may be passed over: what goes wrong there, in rows for
 * which it is not the result, did not happen. The host works them out itself, by choosing.
 */
enum function_choice { CHOICE_NONE, CHOICE_IF, CHOICE_IFS, CHOICE_IFERROR };
enum function_choice function_choice(const struct lever_function *function);
/* = <> < <= > >=, whose two sides are taken as one kind. */
bool function_compares(const struct lever_function *function);
/* Whether it matters in which order an entity's rows are, which it does not where Excel's form
 * says that the function looks at all of them alike. */
bool function_is_ordered(const struct lever_function *function);

/* What is installed, without loading any of it; the caller frees with function_list_free. */
struct function_entry {
    char *name;
    char *arguments; /* "" where the file does not tell */
    char *summary;
    char *path; /* "" for a built-in function */
};
struct function_list {
    struct function_entry *entries;
    size_t count;
    size_t capacity;
};
void function_list(struct function_list *list);
void function_list_free(struct function_list *list);

#endif
