/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/object.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* The header of the program itself, which the linker names: what a plugin's must agree with. */
extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

struct object {
    const char *path;
    int file;
    uint64_t size;
    ElfW(Ehdr) head;
    ElfW(Phdr) *segments; /* head.e_phnum */
};

static int refuse(const struct object *object, const char *reason, struct error *err)
{
    return error_at(err, object->path, 0, NULL, "%s", reason);
}

static int cut(const struct object *object, struct error *err)
{
    return refuse(object, "it is cut short", err);
}

static int damaged(const struct object *object, struct error *err)
{
    return refuse(object, "it is damaged", err);
}

static bool inside(const struct object *object, uint64_t offset, uint64_t length)
{
    return offset <= object->size && length <= object->size - offset;
}

static bool get(const struct object *object, void *to, uint64_t offset, size_t length)
{
    return pread(object->file, to, length, (off_t)offset) == (ssize_t)length;
}

static int check_head(struct object *object, struct error *err)
{
    const ElfW(Ehdr) *own = &__ehdr_start;
    const ElfW(Ehdr) *head = &object->head;

    if (object->size < SELFMAG || !get(object, &object->head, 0, SELFMAG) ||
        memcmp(head->e_ident, ELFMAG, SELFMAG) != 0)
        return refuse(object, "not a shared object", err);
    if (!inside(object, 0, sizeof(Elf32_Ehdr)) || !get(object, &object->head, 0, EI_NIDENT))
        return cut(object, err);
    if (head->e_ident[EI_CLASS] != own->e_ident[EI_CLASS] ||
        head->e_ident[EI_DATA] != own->e_ident[EI_DATA])
        return refuse(object, "it is made for another machine", err);
    if (!inside(object, 0, sizeof *head) || !get(object, &object->head, 0, sizeof *head))
        return cut(object, err);
    if (head->e_machine != own->e_machine)
        return refuse(object, "it is made for another machine", err);
    if (head->e_type != ET_DYN)
        return refuse(object, "not a shared object", err);
    if (head->e_phnum == 0 || head->e_phentsize != sizeof(ElfW(Phdr)) ||
        (head->e_shnum > 0 && head->e_shentsize != sizeof(ElfW(Shdr))))
        return damaged(object, err);
    return 0;
}

/* They stand at the very end as a rule, so this notices most of what a copy left out. */
static int check_sections(const struct object *object, struct error *err)
{
    const ElfW(Ehdr) *head = &object->head;
    ElfW(Shdr) names;

    if (head->e_shnum == 0)
        return 0;
    if (!inside(object, head->e_shoff, (uint64_t)head->e_shnum * sizeof names))
        return cut(object, err);
    if (head->e_shstrndx == SHN_UNDEF || head->e_shstrndx >= head->e_shnum)
        return 0;
    if (!get(object, &names, head->e_shoff + head->e_shstrndx * sizeof names, sizeof names) ||
        names.sh_type != SHT_STRTAB)
        return damaged(object, err);
    return 0;
}

static bool mapped(const struct object *object, uint64_t address)
{
    size_t i;

    for (i = 0; i < object->head.e_phnum; i++) {
        const ElfW(Phdr) *segment = &object->segments[i];

        if (segment->p_type == PT_LOAD && address >= segment->p_vaddr &&
            address - segment->p_vaddr < segment->p_filesz)
            return true;
    }
    return false;
}

/* The loader follows these without a look: names, symbols, and a table to find them by. */
static bool dynamic_good(const struct object *object, const ElfW(Dyn) *entry, size_t count)
{
    bool names = false, symbols = false, table = false;
    size_t i;

    for (i = 0; i < count && entry[i].d_tag != DT_NULL; i++) {
        bool *which = entry[i].d_tag == DT_STRTAB                                  ? &names
                      : entry[i].d_tag == DT_SYMTAB                                ? &symbols
                      : entry[i].d_tag == DT_HASH || entry[i].d_tag == DT_GNU_HASH ? &table
                                                                                   : NULL;

        if (which && !mapped(object, entry[i].d_un.d_ptr))
            return false;
        if (which)
            *which = true;
    }
    return i < count && names && symbols && table;
}

static int check_dynamic(const struct object *object, const ElfW(Phdr) *segment, struct error *err)
{
    size_t count = (size_t)segment->p_filesz / sizeof(ElfW(Dyn));
    ElfW(Dyn) *entries = xarray(count + 1, sizeof *entries);
    bool good = get(object, entries, segment->p_offset, count * sizeof *entries) &&
                dynamic_good(object, entries, count);

    free(entries);
    return good ? 0 : damaged(object, err);
}

static int check_segments(struct object *object, struct error *err)
{
    const ElfW(Ehdr) *head = &object->head;
    const ElfW(Phdr) *dynamic = NULL;
    bool loaded = false;
    size_t i;

    if (!inside(object, head->e_phoff, (uint64_t)head->e_phnum * sizeof *object->segments))
        return cut(object, err);
    object->segments = xarray(head->e_phnum, sizeof *object->segments);
    if (!get(object, object->segments, head->e_phoff, head->e_phnum * sizeof *object->segments))
        return damaged(object, err);
    for (i = 0; i < head->e_phnum; i++) {
        const ElfW(Phdr) *segment = &object->segments[i];

        if (segment->p_type != PT_LOAD && segment->p_type != PT_DYNAMIC)
            continue;
        if (!inside(object, segment->p_offset, segment->p_filesz))
            return cut(object, err);
        if (segment->p_type == PT_DYNAMIC)
            dynamic = segment;
        else
            loaded = true;
    }
    return dynamic && loaded ? check_dynamic(object, dynamic, err) : damaged(object, err);
}

int object_check(const char *path, struct error *err)
{
    struct object object = { .path = path };
    struct stat info;
    int status;

    /* Opening a fifo or a device, as dlopen would, may wait for ever. */
    if (stat(path, &info) != 0)
        return error_errno(err, path, errno, "cannot open");
    if (!S_ISREG(info.st_mode))
        return error_at(err, path, 0, NULL, "not a file");
    object.file = open(path, O_RDONLY | O_CLOEXEC);
    if (object.file < 0)
        return error_errno(err, path, errno, "cannot open");
    object.size = (uint64_t)info.st_size;
    status = check_head(&object, err);
    if (status == 0)
        status = check_segments(&object, err);
    if (status == 0)
        status = check_sections(&object, err);
    free(object.segments);
    close(object.file);
    return status;
}
