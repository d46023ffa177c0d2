/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder for a test of files: it is made, the test stands in it, and it is removed with the files
 * in it.
 */
#ifndef LEVER_TESTS_TEST_FOLDER_H
#define LEVER_TESTS_TEST_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char test_folder[64];

static inline int test_folder_make(void **state)
{
    (void)state;
    strcpy(test_folder, P_tmpdir "/lever-unit.XXXXXX");
    return mkdtemp(test_folder) && chdir(test_folder) == 0 ? 0 : -1;
}

/* How many files are in it. */
static inline int test_folder_count(void)
{
    DIR *dir = opendir(test_folder);
    struct dirent *entry;
    int count = 0;

    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL)
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static inline int test_folder_remove(void **state)
{
    DIR *dir = opendir(test_folder);
    struct dirent *entry;

    (void)state;
    while (dir && (entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.' && unlink(entry->d_name) != 0)
            rmdir(entry->d_name);
    if (dir)
        closedir(dir);
    return chdir("/") == 0 ? rmdir(test_folder) : -1;
}

static inline const char *test_file(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");

    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
    return name;
}

/* What a file holds, up to 4,095 bytes, in static memory; NULL where there is none. */
static inline const char *test_content(const char *name)
{
    static char bytes[4096];
    FILE *in = fopen(name, "r");

    if (!in)
        return NULL;
    bytes[fread(bytes, 1, sizeof bytes - 1, in)] = '\0';
    fclose(in);
    return bytes;
}

#endif
