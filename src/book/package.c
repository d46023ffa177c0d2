/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file a workbook becomes. libxlsxwriter writes to a name, so it is given a
 * temporary one: the output's own, beside the target; or, where the output is a
 * pipe or a device, one of ours whose bytes are then copied.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "book/book_private.h"
#include "book/verify.h"

static char *own_temporary(struct error *err)
{
    const char *root = getenv("TMPDIR");
    char *path = xasprintf("%s/lever.XXXXXX", root && root[0] ? root : "/tmp");
    int fd = mkstemp(path);

    if (fd < 0) {
        error_errno(err, path, errno, "cannot make a temporary file");
        free(path);
        return NULL;
    }
    close(fd);
    return path;
}

int package_open(struct package *package, const char *out, struct error *err)
{
    *package = (struct package){ .handle = -1 };
    if (output_open(&package->output, out, err) != 0)
        return -1;
    if (package->output.temporary) {
        package->temporary = xstrdup(package->output.temporary);
        return 0;
    }
    package->temporary = own_temporary(err);
    if (!package->temporary) {
        output_abandon(&package->output);
        return -1;
    }
    package->handle = output_remember(package->temporary);
    return 0;
}

static int copy(const char *from, FILE *to, const char *name, struct error *err)
{
    FILE *in = fopen(from, "re");
    char buffer[1 << 16];
    size_t n;
    int status = 0;

    if (!in)
        return error_errno(err, from, errno, "cannot read");
    /* Should the reader of a pipe go away, the next line is the last that runs. */
    unlink(from);
    while (status == 0 && (n = fread(buffer, 1, sizeof buffer, in)) > 0)
        if (fwrite(buffer, 1, n, to) != n)
            status = error_errno(err, name ? name : "", errno, "cannot write");
    if (ferror(in))
        status = error_errno(err, from, errno, "cannot read");
    fclose(in);
    return status;
}

static void release(struct package *package)
{
    if (package->temporary && !package->output.temporary)
        unlink(package->temporary);
    output_forget(package->handle);
    free(package->temporary);
    package->temporary = NULL;
    package->handle = -1;
}

int package_close(struct package *package, struct error *err)
{
    int status = verify_workbook(package->temporary, err);

    if (status == 0 && !package->output.temporary)
        status = copy(package->temporary, package->output.stream, package->output.path, err);
    if (status != 0) {
        package_abandon(package);
        return -1;
    }
    release(package);
    return output_close(&package->output, err);
}

void package_abandon(struct package *package)
{
    release(package);
    output_abandon(&package->output);
}
