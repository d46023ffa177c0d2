# SPDX-License-Identifier: GPL-3.0-or-later
#
# awk -f sheet.awk TABLE.csv: the table (plain cells, none in quotes) as what stands within
# <worksheet> for makezip --book: numbers as numbers, days as numbers shown as days, 12% as a share of 100, the
# rest as text.
BEGIN { FS = ","; printf "<sheetData>" }
function day(text,    part, y, m) {
    split(text, part, "-")
    y = part[1] - (part[2] < 3)
    m = (part[2] + 9) % 12
    return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m + 2) / 5) + part[3] - 1 - 693899
}
{
    sub(/\r$/, "")
    printf "<row>"
    for (i = 1; i <= NF; i++) {
        gsub(/&/, "\\&amp;", $i)
        gsub(/</, "\\&lt;", $i)
        if ($i == "") printf "<c/>"
        else if ($i ~ /^-?[0-9]+(\.[0-9]+)?$/) printf "<c><v>%s</v></c>", $i
        else if ($i ~ /^[0-9][0-9]?%$/) printf "<c s=\"5\"><v>%.17g</v></c>", $i / 100
        else if ($i ~ /^[0-9]+-[0-9]+-[0-9]+$/) printf "<c s=\"1\"><v>%d</v></c>", day($i)
        else printf "<c t=\"inlineStr\"><is><t>%s</t></is></c>", $i
    }
    printf "</row>"
}
END { printf "</sheetData>" }
