/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/number.h"
#include "base/output.h"

/*
 * Letters, digits, and marks that mean nothing to gnuplot anywhere. All else is written by its code:
 * between double quotes a backslash, a backquote and an @ would still be looked at, and between
 * single ones gnuplot (5.4) takes a quote that comes first for the end.
 */
static bool is_harmless(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || (c && strchr(" ()+,-./:;<=>?_", c));
}

void gnuplot_quoted(struct text *script, const char *string)
{
    bool coded = false; /* a digit behind a code would be read as part of it */

    text_addc(script, '"');
    for (; *string; string++) {
        unsigned char c = (unsigned char)*string;

        if (c < 0x20 || c == 0x7F)
            c = ' ';
        coded = !is_harmless(c) || (coded && c >= '0' && c <= '9');
        if (coded)
            text_addf(script, "\\%03o", c);
        else
            text_addc(script, (char)c);
    }
    text_addc(script, '"');
}

void gnuplot_number(struct text *script, double value)
{
    char number[NUMBER_SIZE];

    text_adds(script, number_format(value, number) ? number : "NaN");
}

/* Becomes gnuplot; where that does not happen, its reason goes up the other pipe. */
static void become_gnuplot(int script, int picture, int reason)
{
    int number;

    if (dup2(script, STDIN_FILENO) >= 0 && dup2(picture, STDOUT_FILENO) >= 0)
        execlp("gnuplot", "gnuplot", "--default-settings", "-", (char *)NULL);
    number = errno;
    if (write(reason, &number, sizeof number) < 0)
        _exit(126);
    _exit(127);
}

static bool read_all(int fd, struct text *all)
{
    char block[16384];
    ssize_t n;

    while ((n = read(fd, block, sizeof block)) != 0) {
        if (n > 0)
            text_add(all, block, (size_t)n);
        else if (errno != EINTR)
            return false;
    }
    return true;
}

static int explain(int status, int reason, struct error *err)
{
    int number;

    if (read(reason, &number, sizeof number) == (ssize_t)sizeof number)
        return number == ENOENT ? error_set(err, "gnuplot is not installed (Debian: gnuplot-nox)")
                                : error_errno(err, "", number, "cannot start gnuplot");
    if (WIFSIGNALED(status))
        return error_set(err, "gnuplot was ended by signal %d", WTERMSIG(status));
    return error_set(err, "gnuplot failed (status %d): does \"gnuplot --version\" run?",
                     WEXITSTATUS(status));
}

/* The child's status, or -1 with err where there is no child. */
static int converse(FILE *script, struct text *picture, struct error *err)
{
    int ends[2] = { -1, -1 };
    int reasons[2] = { -1, -1 };
    bool good = pipe2(ends, O_CLOEXEC) == 0 && pipe2(reasons, O_CLOEXEC) == 0;
    pid_t child = good ? fork() : -1;
    int result = child < 0 ? error_errno(err, "", errno, "cannot start gnuplot") : 0;
    int status = 0;

    if (child == 0)
        become_gnuplot(fileno(script), ends[1], reasons[1]);
    if (ends[1] >= 0)
        close(ends[1]);
    if (reasons[1] >= 0)
        close(reasons[1]);
    if (child > 0 && !read_all(ends[0], picture))
        result = error_errno(err, "", errno, "cannot read the picture from gnuplot");
    if (ends[0] >= 0)
        close(ends[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (result == 0 && status != 0)
        result = explain(status, reasons[0], err);
    if (reasons[0] >= 0)
        close(reasons[0]);
    return result;
}

/* The line behind a picture of text, which has no end of its own. */
#define TEXT_END "end of the picture"
static const char png_end[] = "IEND\xae\x42\x60\x82";

/* Whether the picture has its end; that of text is taken off. */
static bool take_end(struct text *drawn, bool text)
{
    bool png = drawn->length > 4 && memcmp(drawn->bytes, "\x89PNG", 4) == 0;
    const char *end = text ? TEXT_END "\n" : png ? png_end : "</svg>";
    size_t length = drawn->length;
    size_t n = strlen(end);

    while (!text && !png && length > 0 && strchr(" \r\n", drawn->bytes[length - 1]))
        length--;
    if (length < n || memcmp(drawn->bytes + length - n, end, n) != 0)
        return false;
    if (text)
        drawn->length -= n;
    return true;
}

/* Takes the spaces off that fill lines up, and the blank lines around the picture. */
static void trim(const struct text *drawn, struct text *picture)
{
    const char *at = drawn->bytes;
    const char *end = at + drawn->length;
    size_t blank = 0;
    bool begun = false;

    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *last = stop = stop ? stop : end;

        while (last > at && strchr(" \f", last[-1]))
            last--;
        blank += last == at;
        if (last > at) {
            for (; begun && blank > 0; blank--)
                text_addc(picture, '\n');
            blank = 0;
            begun = true;
            text_add(picture, at, (size_t)(last - at));
            text_addc(picture, '\n');
        }
        at = stop + 1;
    }
}

int gnuplot_run(const struct text *script, bool text, struct text *picture, struct error *err)
{
    struct text drawn = TEXT_EMPTY;
    FILE *input = temporary_file(err);
    int status;

    if (!input)
        return -1;
    fwrite(script->bytes, 1, script->length, input);
    if (text)
        fputs("\nset print '-'\nprint '" TEXT_END "'\n", input);
    if (ferror(input) || fflush(input) != 0) {
        status = error_errno(err, "", errno, "cannot write the script for gnuplot (see TMPDIR)");
    } else {
        rewind(input);
        status = converse(input, &drawn, err);
    }
    fclose(input);
    if (status == 0 && !take_end(&drawn, text))
        status = error_set(err, "gnuplot left off in the midst of the picture");
    if (status == 0 && text)
        trim(&drawn, picture);
    else if (status == 0)
        text_add(picture, drawn.bytes, drawn.length);
    text_free(&drawn);
    return status;
}
