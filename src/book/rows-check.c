/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built and run by configure: does libxlsxwriter still work in the way that rows.c needs? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>
#include <zlib.h>

/* The part of that name, inflated; it is packed as one stream behind a local header. */
static char *part(const char *file, long length, const char *name)
{
    static char out[1 << 16];
    z_stream stream;
    long i;

    for (i = 0; i + 30 + (long)strlen(name) < length; i++) {
        const unsigned char *head = (const unsigned char *)file + i;
        size_t named = (size_t)head[26] | (size_t)head[27] << 8;
        size_t extra = (size_t)head[28] | (size_t)head[29] << 8;

        if (memcmp(head, "PK\003\004", 4) || named != strlen(name) ||
            memcmp(head + 30, name, named))
            continue;
        memset(&stream, 0, sizeof stream);
        stream.next_in = (Bytef *)(head + 30 + named + extra);
        stream.avail_in = (uInt)(length - i - 30);
        stream.next_out = (Bytef *)out;
        stream.avail_out = sizeof out - 1;
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK || inflate(&stream, Z_FINISH) != Z_STREAM_END)
            return NULL;
        inflateEnd(&stream);
        return out;
    }
    return NULL;
}

static int has(const char *file, long length, const char *name, const char *text)
{
    const char *xml = part(file, length, name);

    return xml && strstr(xml, text);
}

int main(void)
{
    static char file[1 << 16];
    lxw_workbook *workbook = workbook_new("conftest.xlsx");
    lxw_worksheet *first, *second, *third;
    lxw_format *format = workbook_add_format(workbook);
    FILE *in;
    long length;

    format_set_bold(format);
    first = workbook_add_worksheet(workbook, NULL);
    workbook->options.constant_memory = 1;
    second = workbook_add_worksheet(workbook, NULL);
    workbook->options.constant_memory = 0;
    third = workbook_add_worksheet(workbook, NULL);
    /* What is not in that mode takes cells in any order. */
    worksheet_write_number(first, 1, 0, 11, NULL);
    worksheet_write_number(third, 1, 0, 31, NULL);
    worksheet_write_number(second, 0, 0, 21, format);
    lxw_worksheet_write_single_row(second);
    fprintf(second->optimize_tmpfile, "<row r=\"2\"><c r=\"B2\" s=\"%d\"><v>22</v></c></row>",
            lxw_format_get_xf_index(format));
    second->dim_rowmax = 1;
    worksheet_write_number(first, 0, 0, 10, NULL);
    worksheet_write_number(third, 0, 0, 30, NULL);
    if (workbook_close(workbook) != LXW_NO_ERROR)
        return 1;

    in = fopen("conftest.xlsx", "rb");
    if (!in)
        return 1;
    length = (long)fread(file, 1, sizeof file, in);
    fclose(in);
    return !(has(file, length, "xl/worksheets/sheet1.xml", "<c r=\"A1\"><v>10</v></c>") &&
             has(file, length, "xl/worksheets/sheet1.xml", "<c r=\"A2\"><v>11</v></c>") &&
             has(file, length, "xl/worksheets/sheet2.xml",
                 "<c r=\"A1\" s=\"1\"><v>21</v></c></row>"
                 "<row r=\"2\"><c r=\"B2\" s=\"1\"><v>22</v></c></row></sheetData>") &&
             has(file, length, "xl/worksheets/sheet2.xml", "<dimension ref=\"A1:A2\"/>") &&
             has(file, length, "xl/worksheets/sheet3.xml", "<c r=\"A1\"><v>30</v></c>"));
}
