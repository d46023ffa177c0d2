/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Methods by name: the built-in ones, then plugins.
 *
 * Every method is a struct lever_method (lever-method.h), the built-in ones too;
 * a plugin cannot take the name of one. Tables live as long as the program: a
 * plugin that was loaded stays loaded. Call from one thread only (method_estimate
 * from any).
 */
#ifndef LEVER_METHODS_METHOD_H
#define LEVER_METHODS_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "lever-method.h"
#include "link/link.h"
#include "stats/correlation.h"

/* The built-in methods in their order; NULL beyond the last. */
const struct lever_method *method_builtin(size_t index);

/*
 * The method of that name; loads a plugin where it has to. NULL: there is none
 * (the nearest name is given), or none that can be used (with the reasons of all
 * candidates on the path).
 */
const struct lever_method *method_find(const char *name, struct error *err);

/* Whether stats/correlation.h knows it, with interval and nominal p; and as what. */
bool method_correlation(const struct lever_method *method, enum correlation_method *which);

/*
 * Calls the method on n finite pairs. The estimate is NaN where the method says
 * that there is none for these data. -1: it failed, or gave a value that is not
 * finite.
 */
int method_estimate(const struct lever_method *method, const double *x, const double *y, size_t n,
                    double *estimate, struct error *err);

/*
 * The method as link_test takes it; its `estimate` is NULL for pearson, which the test looks at
 * anyway: t decides on it, over lags of different length, too.
 */
struct link_method method_for_links(const struct lever_method *method);

/*
 * The slope, in outcome units per unit of x, that the method would have found significant four
 * times in five had the whitened columns been normal, from the critical value of its own
 * resamples (result->critical_method): the correlation that its estimate stands for there (Pearson
 * 1907, "On further methods of determining correlation", for spearman; Greiner 1909 for kendall),
 * by Fisher's z and the standard error of correlation.h. NaN for a plugin, whose scale nobody
 * knows, and for a result without that value.
 */
double method_mde(const struct lever_method *method, const struct link_result *result);

/* What is installed, without loading any of it. */
struct method_entry {
    char *name;
    char *summary; /* "external" where the file does not tell */
    char *abi;     /* a number; "" where the file does not tell */
    char *path;    /* "" for a built-in method */
    char *trouble; /* why it could not be used; NULL = nothing known against it */
};
struct method_list {
    struct method_entry *entries;
    size_t count;
    size_t capacity;
};
/* Built-in methods first, then plugins in the order of the path, by name in a folder. With
 * `load`, plugins are loaded, and summary, abi and trouble are the truth. */
void method_list(struct method_list *list, bool load);
void method_list_free(struct method_list *list);

#endif
