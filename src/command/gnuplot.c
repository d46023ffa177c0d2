/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/gnuplot.h"

#include <errno.h>
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

int gnuplot_run(const struct text *script, FILE *picture, struct error *err)
{
    FILE *input = temporary_file(err);
    pid_t child;
    int status = 0;

    if (!input)
        return -1;
    if (fwrite(script->bytes, 1, script->length, input) != script->length || fflush(input) != 0) {
        fclose(input);
        return error_errno(err, "", errno, "cannot write the script for gnuplot");
    }
    rewind(input);
    child = fork();
    if (child == 0) {
        dup2(fileno(input), STDIN_FILENO);
        dup2(fileno(picture), STDOUT_FILENO);
        execlp("gnuplot", "gnuplot", "-", (char *)NULL);
        _exit(127);
    }
    fclose(input);
    if (child < 0)
        return error_errno(err, "", errno, "cannot start gnuplot");
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return error_set(err, "gnuplot is not installed (Debian: gnuplot-nox)");
    if (status != 0)
        return error_set(err, "gnuplot failed");
    return 0;
}

static int copy_bytes(FILE *picture, FILE *stream, struct error *err)
{
    char block[16384];
    size_t n;

    rewind(picture);
    while ((n = fread(block, 1, sizeof block, picture)) > 0)
        if (fwrite(block, 1, n, stream) != n)
            return error_errno(err, "", errno, "cannot write the picture");
    return 0;
}

static int copy_text(FILE *picture, FILE *stream, struct error *err)
{
    char *line = NULL;
    size_t capacity = 0;
    size_t blank = 0;
    bool begun = false;
    ssize_t n;

    rewind(picture);
    while ((n = getline(&line, &capacity, picture)) >= 0) {
        while (n > 0 && strchr(" \n\f", line[n - 1]))
            line[--n] = '\0';
        blank += n == 0;
        if (n == 0)
            continue;
        for (; begun && blank > 0; blank--)
            putc('\n', stream);
        blank = 0;
        begun = true;
        fprintf(stream, "%s\n", line);
    }
    free(line);
    return ferror(stream) ? error_errno(err, "", errno, "cannot write the picture") : 0;
}

int gnuplot_copy(FILE *picture, bool text, FILE *stream, struct error *err)
{
    return (text ? copy_text : copy_bytes)(picture, stream, err);
}
