/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that grows, and the few questions we ask of UTF-8.
 *
 * A struct text owns its bytes: start it as TEXT_EMPTY, end it with text_free.
 * `bytes` is always NUL-terminated once anything was added (and may hold NULs of
 * its own: `length` counts); before that it is NULL.
 */
#ifndef LEVER_BASE_TEXT_H
#define LEVER_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    char *bytes;
    size_t length;
    size_t capacity;
};
/* clang-format off */
#define TEXT_EMPTY { NULL, 0, 0 }
/* clang-format on */

void text_add(struct text *text, const char *bytes, size_t length);
void text_adds(struct text *text, const char *string);
void text_addc(struct text *text, char c);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for so many bytes behind its end, and a NUL; who writes there adds to `length`. */
char *text_room(struct text *text, size_t bytes);
void text_clear(struct text *text); /* keeps the memory */
void text_free(struct text *text);
/* A word as a shell takes it, in quotes where it needs them. */
void text_add_word(struct text *text, const char *word);
/* Hands the bytes over to the caller (never NULL), and leaves the text empty. */
char *text_take(struct text *text) __attribute__((warn_unused_result));

/* Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates
 * and values above U+10FFFF count as invalid); length if all of it is. */
size_t utf8_valid(const char *bytes, size_t length);
/* Whether the character steers a terminal: a control, a turn of the direction, a break of the line. */
bool code_steers(uint32_t code);
bool text_steers(const char *string); /* whether any in it does */
/* Bytes of the character at bytes (1 where it is invalid); *code gets its value (U+FFFD). */
size_t utf8_next(const char *bytes, size_t length, uint32_t *code);
/*
 * Columns that the text takes on a terminal: wide characters 2, combining ones 0; a flag, a
 * picture with a colour of skin, or one joined of several is one wide character, as Unicode
 * (UTS #51) means it. Old terminals show the parts of such pictures side by side.
 */
size_t utf8_width(const char *bytes, size_t length);
/* Bytes of the first such character with all that belongs to it; *width gets its columns. */
size_t utf8_cluster(const char *bytes, size_t length, size_t *width);

/* Letters of any script, whatever the locale: for names that programs hold equal so. */
bool same_in_any_case(const char *a, const char *b);
/* Adds text in the letters by which that holds: two are the same where these are. */
void text_add_folded(struct text *text, const char *bytes, size_t length);
/* ASCII only, whatever the locale. */
bool same_ignoring_case(const char *a, const char *b);

/*
 * The index of the candidate nearest to `name` by edit distance (insertions,
 * deletions, changes and swaps of neighbours; case is ignored), or -1 where none
 * is near enough to be what was meant (more than a third of the letters differ).
 */
long nearest_name(const char *name, const char *const *candidates, size_t count);

#endif
