#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What is packed or in a workbook is read as if it were plain; what cannot be read is refused by name.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
makezip() { "$BUILD/tests/unpack/makezip" "$@"; }
row() { printf '<row r="%s">%s</row>' "$1" "$2"; }

printf 'week,calls\n2026-W01,5\n2026-W02,7\n' >plain.csv
table='week,calls
2026-W01,5
2026-W02,7'

# ---- packed, from files and pipes, in every reader ----

gzip <plain.csv >gz
makezip calls.csv=plain.csv >zip
makezip --stored --streamed calls.csv=plain.csv >stored
makezip --streamed calls.csv=plain.csv >streamed
makezip --wide calls.csv=plain.csv >wide
makezip folder/=/dev/null folder/calls.csv=plain.csv __MACOSX/folder/._calls.csv=gz \
    folder/.DS_Store=gz >macos
kinds='gz zip stored streamed wide macos'
if command -v zstd >/dev/null; then
    zstd -q <plain.csv >zst
    kinds="$kinds zst"
else
    skip 'zst' 'zstd is not installed'
fi
for kind in $kinds; do
    t "clean reads $kind" -q -o "$table" -- lever clean "$kind"
    t "clean reads $kind from a pipe" -q -o "$table" -- sh -c "cat $kind | \"\$LEVER\" clean"
    t "calc reads $kind" -q -o "$table" -- lever calc "$kind"
    t "calc reads $kind from a pipe, as standard input" -o "$table" -- \
        sh -c "cat $kind | \"\$LEVER\" calc -q -"
    t "view reads $kind" -q -m '2026-W02 +7' -- lever view "$kind"
    t "roll reads $kind" -m '^2026-W02,7' -- lever roll -t week --sum calls "$kind"
done
t 'calc reads it several times' -q -o 'week,calls,m
2026-W01,5,12
2026-W02,7,12' -- lever calc -q 'm=COLSUM(calls)' gz
t 'join reads one beside another' -q -o 'period,n,calls
2026-W01,5,5
2026-W02,7,7' -- sh -c '"$LEVER" roll -q -t week --sum n=calls zip | "$LEVER" join -q - gz -t week'
t 'several members of gzip are one' -q -o "$table" -- \
    sh -c '{ head -n 2 plain.csv | gzip; tail -n 1 plain.csv | gzip; head -c 100 /dev/zero; } | "$LEVER" clean'
t 'another encoding within' -q -o 'a,b
é,1' -- sh -c 'printf "a,b\n\351,1\n" | gzip | "$LEVER" clean -q --encoding ISO-8859-1'
awk 'BEGIN { print "day,a,b"; for (m = 1; m <= 6; m++) for (i = 1; i <= 28; i++) printf "2026-%02d-%02d,%d,%d\n", m, i, (m + i) * i % 11, (i * i + m) * m % 13 }' >days.csv
printf 'date,name\n2026-02-03,Feast\n2026-02-11,Fair\n' | gzip >cal.gz
t 'a calendar may be packed' -m '; holidays;' -- lever test -q -t day -x a -y b --calendar cal.gz --resamples 99 days.csv

# ---- what is wrong with them ----

head -c 30 gz >cut.gz
t 'gzip that is cut off' -s 1 -o '' -e '^lever view: cut.gz: is cut off: what gzip packed ends' -- lever view cut.gz
{ head -c 12 gz; printf XXXXXXXXXX; tail -c 20 gz; } >bad.gz
t 'gzip that is damaged' -s 1 -o '' -e '^lever clean: bad.gz: is damaged: what gzip packed' -- lever clean bad.gz
{ cat gz; printf more; } >more.gz
t 'something behind gzip' -s 1 -e 'more.gz: is damaged' -- lever clean more.gz
if command -v zstd >/dev/null; then
    head -c 20 zst >cut.zst
    head -c 3000000 /dev/zero | zstd -q --ultra --long=28 --zstd=wlog=28 >long.zst
    t 'zstd with a window that is too long' -s 1 -e 'long.zst: looks back further than 128 MiB .*zstd -d --long=31 it first' -- lever view long.zst
    t 'zstd that is cut off' -s 1 -o '' -e '^lever view: cut.zst: is cut off: what zstd packed' -- lever view cut.zst
fi
head -c 60 zip >cut.zip
t 'a truncated zip' -s 1 -o '' -e '^lever clean: cut.zip: is cut off: the end of the archive' -- lever clean cut.zip
t '... in a pipe' -s 1 -o '' -e '^lever view: \(stdin\): is cut off' -- sh -c '"$LEVER" view <cut.zip'
makezip --wrong-crc calls.csv=plain.csv >crc.zip
t 'a wrong CRC' -s 1 -e '^lever clean: crc.zip: is damaged: "calls.csv" in it has a wrong checksum' -- lever clean crc.zip
makezip --stored --short calls.csv=plain.csv >short.zip
t 'a size that is wrong' -s 1 -e 'short.zip: is damaged: "calls.csv" in it is longer than' -- lever clean short.zip
makezip --encrypted calls.csv=plain.csv >locked.zip
t 'an encrypted zip' -s 1 -o '' -e '^lever view: locked.zip: is encrypted: "calls.csv" in it wants a password; unzip' -- lever view locked.zip
makezip --method calls.csv=plain.csv >method.zip
t 'a method nobody knows' -s 1 -o '' -e 'method.zip: packs "calls.csv" by method 77.*unzip it first' -- lever view method.zip
makezip a.csv=plain.csv b.csv=plain.csv >two.zip
t 'two files in a zip are listed' -s 1 -o '' \
    -e '^lever view: two.zip: is a zip archive of 2 files, .* a.csv \(33 bytes\), b.csv \(33 bytes\)$' -- lever view two.zip
makezip "$(printf 'a\033[31m')=plain.csv" b.csv=plain.csv >names.zip
t '... without what their names would do to a terminal' -s 1 -e ' a\?\[31m \(33 bytes\)' -- lever view names.zip
makezip >none.zip
t 'no file in a zip' -s 1 -o '' -e 'none.zip: is a zip archive without a file' -- lever view none.zip
makezip a.csv=plain.csv a.csv=plain.csv >twice.zip
t 'a file twice in a zip' -s 1 -o '' -e 'twice.zip: is damaged: the archive has "a.csv" twice' -- lever view twice.zip
gzip <zip >twice.gz
t 'packed twice' -s 1 -o '' -e 'twice.gz: is packed, and what is in it is packed again' -- lever view twice.gz
tar -cf tar plain.csv && gzip <tar >tar.gz
t 'a tar archive' -s 1 -o '' -e 'tar.gz: holds a tar archive: unpack it \(tar -xf FILE\)' -- lever view tar.gz
makezip big.csv=zeros:2147483648 >zeros.zip
t '2 GB of zeros: the ratio' -s 1 -o '' \
    -e '^lever clean: zeros.zip: unpacks to over 250 times its size .*--max-unpacked BYTES$' -- lever clean zeros.zip
t '... the bytes' -s 1 -o '' \
    -e 'unpacks to more than 100000 bytes: where that is right, give --max-unpacked more' -- lever clean --max-unpacked 100000 zeros.zip
t '... a table never gets so far' -s 1 -o '' -e 'zeros.zip:1: a NUL byte' -- lever calc zeros.zip
head -c 300000000 /dev/zero | tr '\0' '\n' | gzip >lines.gz
t 'the same of gzip' -s 1 -o '' -e 'lines.gz: unpacks to over 250 times its size' -- lever clean lines.gz
t '... unless it is said' -s 1 -o '' -e 'nothing but blank lines' -- lever clean --max-unpacked 400000000 lines.gz
for kind in 'BZh91AY&SY=bzip2' '\3757zXZ\0=xz' '7z\274\257\047\034=7z' 'Rar!\032\007=rar' \
    '\320\317\021\340\241\261\032\341=old workbook' \
    '\320\317\021\340\241\261\032\341E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0=password' 'PAR1=Parquet' '%%PDF-1.4=PDF' 'SQLite format 3\0=SQLite'; do
    # shellcheck disable=SC2059
    { printf "${kind%=*}"; printf '%032d\n' 0; } >"kind"
    t "refused by name: ${kind#*=}" -s 1 -o '' -e "^lever view: kind: is .*${kind#*=}" -- lever view kind
    t "... by clean" -s 1 -o '' -e "^lever clean: kind: is .*${kind#*=}" -- lever clean kind
done
for kind in content.xml=ods xl/workbook.bin=xlsb word/document.xml=docx Index/Document.iwa=Numbers; do
    makezip "${kind%=*}=plain.csv" >kind
    t "refused by name: ${kind#*=}" -s 1 -o '' -e "^lever view: kind: is .*${kind#*=}" -- lever view kind
done
t 'a text that begins like bzip2 is one' -q -o 'BZh,b
1,2' -- sh -c 'printf "BZh,b\n1,2\n" | "$LEVER" clean'

# ---- a workbook ----

{
    printf '<cols><col min="3" max="4" hidden="1"/></cols><sheetData>'
    row 1 '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>rate</t></is></c><c r="D1" t="str"><v>note</v></c>'
    row 2 '<c r="A2" s="1"><v>46027</v></c><c r="B2"><v>5</v></c><c r="C2" s="5"><v>4.8099999999999997E-2</v></c><c r="D2" t="s"><v>2</v></c>'
    printf '<row r="4" hidden="1"><c r="A4" s="1"><v>46034</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C4" s="5"><v>0</v></c><c r="D4" t="s"><v>3</v></c></row>'
    row 5 '<c r="A5" s="1"><v>46041</v></c><c r="B5"><f>SUM(B2:B4)</f><v>5.5</v></c><c r="C5" s="5"><v>1</v></c><c r="D5" t="s"><v>4</v></c>'
    printf '</sheetData><mergeCells count="1"><mergeCell ref="F1:G1"/></mergeCells>'
} >calls.xml
makezip --book Calls=calls.xml >book.xlsx
printf 'week,calls,rate,note\n2026-01-05,5,0.0481,two runs\n2026-01-12,,0,007\n2026-01-19,5.5,1,"a & b\r, ""c"""\n' >rows.csv
sed 's/5\.5,1,/5.5,1.00,/' rows.csv >clean.csv # 100% to clean
t 'types, formats, shared and inline text, cached values' -O clean.csv -- lever clean -q book.xlsx
t '... as they stand' -O rows.csv -- lever calc -q book.xlsx
t '... from a pipe' -O rows.csv -- sh -c '"$LEVER" calc -q <book.xlsx'
t '... with a compressor that writes into a pipe' -O rows.csv -- sh -c \
    '"$BUILD/tests/unpack/makezip" --book --streamed Calls=calls.xml | "$LEVER" calc -q'
t 'errors are told' -e '^lever calc: warning: book.xlsx: 1 cell holds an error \(first B4: #DIV/0!\), which counts as missing$' \
    -O rows.csv -- lever calc book.xlsx
t 'text that looks like a number is told' -e 'looks like numbers stays text: column D \(1, first D4\); clean --number NAME' -O rows.csv -- lever calc book.xlsx
t 'merged cells are told' -e '1 merged area \(first F1:G1\)' -O rows.csv -- lever calc book.xlsx
t 'hidden rows are told' -e '1 hidden row \(first row 4\) is read' -O rows.csv -- lever calc book.xlsx
t 'hidden columns are told' -e '2 hidden columns \(first column C\) are read' -O rows.csv -- lever calc book.xlsx
t '-q: notes are not, warnings are' -q -O rows.csv -- sh -c '"$LEVER" calc -q book.xlsx 2>&1 | grep -v "holds an error"'
t 'shares of 100 stay so' -q -m '^2026-01-05,5,4.81,' -- sh -c '"$LEVER" clean -q --percent rate book.xlsx 2>/dev/null'
t 'other marks' -q -m '^2026-01-19;5,5;1;' -- sh -c '"$LEVER" calc -q -d ";" --decimal , --out-delimiter ";" --out-decimal , book.xlsx 2>/dev/null'
t 'a comma for both' -q -m '^2026-01-19;"?5,5"?;1;' -- sh -c '"$LEVER" calc -q --decimal , --out-delimiter ";" --out-decimal , "calls=calls+0" --replace book.xlsx 2>/dev/null'
t 'a line is a row of the sheet' -s 1 -o '' -e '^lever roll: book.xlsx:2: column "note": not a number' -- \
    lever roll -q -t week --sum note book.xlsx

{ printf '<sheetData>'; row 1 '<c t="inlineStr"><is><t>a&#10;b</t></is></c><c t="inlineStr"><is><t>n</t></is></c>'
  row 2 '<c t="inlineStr"><is><t>x
y</t></is></c><c><v>1</v></c>'; row 3 '<c t="inlineStr"><is><t>z</t></is></c><c t="inlineStr"><is><t>bad</t></is></c>'
  printf '</sheetData>'; } >lines.xml
makezip --book S=lines.xml >lines.xlsx
t '... whatever lines its cells have' -s 1 -o '' -e '^lever corr: lines.xlsx:3: column "n": not a number: "bad"' -- \
    lever corr -q -x n -y n lines.xlsx
t '... in clean, too' -s 1 -o '' -e '^lever clean: lines.xlsx:3: column "n": .*bad' -- lever clean -q --number n lines.xlsx

# days, of both systems
{ printf '<sheetData>'
  row 1 '<c t="inlineStr"><is><t>serial</t></is></c><c t="inlineStr"><is><t>day</t></is></c><c t="inlineStr"><is><t>both</t></is></c><c t="inlineStr"><is><t>time</t></is></c><c t="inlineStr"><is><t>span</t></is></c><c t="inlineStr"><is><t>own</t></is></c><c t="inlineStr"><is><t>words</t></is></c>'
  n=1
  for serial in 1 59 60 61 366 36526 45000.604166666664 2958465 2958466 0.25 1.5 0; do
      n=$((n + 1))
      row $n "<c><v>$serial</v></c><c s=\"1\"><v>$serial</v></c><c s=\"2\"><v>$serial</v></c><c s=\"3\"><v>$serial</v></c><c s=\"4\"><v>$serial</v></c><c s=\"7\"><v>$serial</v></c><c s=\"8\"><v>$serial</v></c>"
  done
  printf '</sheetData>'; } >days.xml
makezip --book Days=days.xml >days.xlsx
makezip --book --1904 Days=days.xml >days1904.xlsx
t 'days from 1900, with the one that never was' -e '11 cells \(first B4\) are shown as a day that there is not' -o 'serial,day,both,time,span,own,words
1,1900-01-01,1900-01-01T00:00:00,1900-01-01T00:00:00,24:00:00,1900-01-01,1
59,1900-02-28,1900-02-28T00:00:00,1900-02-28T00:00:00,1416:00:00,1900-02-28,59
60,,,,1440:00:00,,60
61,1900-03-01,1900-03-01T00:00:00,1900-03-01T00:00:00,1464:00:00,1900-03-01,61
366,1900-12-31,1900-12-31T00:00:00,1900-12-31T00:00:00,8784:00:00,1900-12-31,366
36526,2000-01-01,2000-01-01T00:00:00,2000-01-01T00:00:00,876624:00:00,2000-01-01,36526
45000.604166666664,2023-03-15T14:30:00,2023-03-15T14:30:00,2023-03-15T14:30:00,1080014:30:00,2023-03-15T14:30:00,45000.604166666664
2958465,9999-12-31,9999-12-31T00:00:00,9999-12-31T00:00:00,71003160:00:00,9999-12-31,2958465
2958466,,,,71003184:00:00,,2958466
0.25,06:00:00,06:00:00,06:00:00,06:00:00,06:00:00,0.25
1.5,1900-01-01T12:00:00,1900-01-01T12:00:00,1900-01-01T12:00:00,36:00:00,1900-01-01T12:00:00,1.5
0,,,00:00:00,00:00:00,,0' -- lever calc days.xlsx
t 'days from 1904' -e 'days are counted from 1904' -m '^36526,2004-01-02,2004-01-02T00:00:00,' -- lever calc days1904.xlsx
t '... its first one' -m '^0,1904-01-01,1904-01-01T00:00:00,00:00:00,00:00:00,1904-01-01,0$' -- lever calc -q days1904.xlsx

# numbers and texts
{ printf '<sheetData>'; row 1 '<c t="inlineStr"><is><t>v</t></is></c><c t="inlineStr"><is><t>w</t></is></c>'
  n=1
  for v in 0.10000000000000001 1E-3 -0 1.50 100000000000000000000 -12.25 007 .5 123456789012345678; do
      n=$((n + 1)); row $n "<c><v>$v</v></c><c t=\"inlineStr\"><is><t xml:space=\"preserve\">$v</t></is></c>"
  done
  row 11 '<c t="b"><v>1</v></c><c t="b"><v>0</v></c>'
  row 12 '<c t="d"><v>2026-03-01T00:00:00</v></c><c t="d"><v>2026-03-01T10:30:00</v></c>'
  row 13 '<c/><c t="inlineStr"><is><t xml:space="preserve"> x_x0041_ &lt;&#228;&#x20AC;&gt; </t><phoneticPr/></is></c>'
  printf '</sheetData>'; } >values.xml
makezip --book V=values.xml >values.xlsx
t 'numbers in their shortest digits, text as it is' -o 'v,w
0.1,0.10000000000000001
0.001,1E-3
0,-0
1.5,1.50
100000000000000000000,100000000000000000000
-12.25,-12.25
7,007
0.5,.5
123456789012345680,123456789012345678
TRUE,FALSE
2026-03-01,2026-03-01T10:30:00
, xA <ä€> ' -- lever calc -q values.xlsx
{ printf '<sheetData>'; row 1 '<c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>mixed</t></is></c><c t="inlineStr"><is><t>n</t></is></c>'
  row 2 '<c t="inlineStr"><is><t>1.234,5</t></is></c><c><v>1.234</v></c><c><v>1.234</v></c>'
  row 3 '<c t="inlineStr"><is><t>1,5</t></is></c><c t="inlineStr"><is><t>12</t></is></c><c><v>2.345</v></c>'
  printf '</sheetData>'; } >ids.xml
makezip --book Ids=ids.xml >ids.xlsx
t 'clean leaves text that looks like numbers, and knows what a number is' -o 'id,mixed,n
"1.234,5",1.234,1.234
"1,5",12,2.345' -e 'text that looks like numbers stays text: column A \(2, first A2\)' -- lever clean ids.xlsx
t '... text among numbers is warned of' -o 'id,mixed,n
"1.234,5",1.234,1.234
"1,5",12,2.345' -e 'warning: ids.xlsx: 1 cell beside numbers holds text that looks like a number, and stays as written: column B \(1, first B3\)' -- lever clean ids.xlsx
t '... unless it is stated' -q -o 'id,mixed,n
1234.5,1.234,1.234
1.5,12,2.345' -- sh -c '"$LEVER" clean -q --number id --decimal , ids.xlsx 2>/dev/null'

# currencies, and days as text
{ printf '<sheetData>'; row 1 '<c t="str"><v>day</v></c><c t="str"><v>revenue</v></c><c t="str"><v>cost</v></c>'
  for n in 2 3 4; do
      row $n "<c t=\"str\"><v>1$n.03.2026</v></c><c s=\"9\"><v>$n.5</v></c><c s=\"10\"><v>-$n</v></c>"
  done
  printf '</sheetData>'; } >money.xml
makezip --book M=money.xml >money.xlsx
t 'clean takes the currency of a format for one in the cell' -e 'amounts with a currency: 6' -o 'day,revenue,cost
2026-03-12,2.5,-2
2026-03-13,3.5,-3
2026-03-14,4.5,-4' -- lever clean money.xlsx
t '... and refuses another than the unit' -s 1 -o '' -e '^lever clean: money.xlsx:2: column "revenue": "2.5 €" has a currency that is not the unit, "USD"' -- \
    lever clean -q --unit revenue=USD money.xlsx
t '... others do not see it' -q -m '^12.03.2026,2.5,-2$' -- lever calc -q money.xlsx
sed 's/s="10"><v>-3/s="9"><v>-3/' money.xml >mixed.xml
makezip --book M=mixed.xml >mixed.xlsx
t '... and refuses two in a column' -s 1 -o '' -e '^lever clean: mixed.xlsx:3: column "cost": "-3 €" is in another currency' -- lever clean -q mixed.xlsx

{ printf '<sheetData>'; row 1 '<c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c>'
  row 2 '<c><v>1</v></c><c><f>A2*2</f></c>'; row 3 '<c><v>1</v></c><c><f>A3*2</f><v></v></c>'; printf '</sheetData>'; } >open.xml
makezip --book F=open.xml >open.xlsx
t 'formulas that were never worked out' -o 'a,b
1,
1,' -e 'warning: open.xlsx: 2 formulas \(first B2\) were never worked out, so their values are missing: open and save' -- lever calc open.xlsx

{ printf '<sheetData>'; row 1 '<c t="inlineStr"><is><t>a</t></is></c>'
  row 2 '<c><v>INF</v></c>'; row 3 '<c><v>1.8E+308</v></c>'; row 4 '<c><v>1</v></c>'; printf '</sheetData>'; } >inf.xml
makezip --book I=inf.xml >inf.xlsx
t 'numbers beyond all' -o 'a


1' -e 'warning: inf.xlsx: 2 cells \(first A2\) are too large to be a number' -- lever calc inf.xlsx

# ---- which sheet ----

{ printf '<sheetData>'; row 1 '<c t="inlineStr"><is><t>How to read this</t></is></c>'; printf '</sheetData>'; } >notes.xml
makezip --book Notes=notes.xml Calls=calls.xml >notes.xlsx
t 'the only sheet with a table' -O rows.csv -e 'the sheet "Calls" is read; no table is on "Notes"' -- lever calc notes.xlsx
makezip --book .Old=ids.xml Calls=calls.xml >hidden.xlsx
t 'hidden sheets are passed over' -O rows.csv -e 'the sheet "Calls" is read; hidden ones are passed over: "Old"' -- lever calc hidden.xlsx
t '... unless they are named' -m '^"1,5",12,2.345' -- lever calc -q --sheet old hidden.xlsx
makezip --book Calls=calls.xml Tickets=ids.xml Notes=notes.xml >several.xlsx
t 'several sheets, none named' -s 1 -o '' -e '^lever view: several.xlsx: has several sheets with a table: --sheet NAME reads one of them .*: 1 "Calls" \(5 rows of 4 columns\); 2 "Tickets" \(3 rows of 3 columns\); 3 "Notes" \(1 row of 1 column\)$' -- lever view several.xlsx
t '... in clean' -s 1 -o '' -e '^lever clean: several.xlsx: has several sheets' -- lever clean several.xlsx
t 'by name' -O rows.csv -- lever calc -q --sheet Calls several.xlsx
t 'by name in any case' -O clean.csv -- lever clean -q --sheet cALLS several.xlsx
t 'by number' -m '^"1,5",12,2.345' -- lever calc -q --sheet 2 several.xlsx
t 'a sheet that is not there: the nearest' -s 1 -o '' -e 'several.xlsx: has no sheet "Ticket"; did you mean "Tickets"\? It has: 1 "Calls"' -- lever view --sheet Ticket several.xlsx
t '... none is near' -s 1 -o '' -e 'has no sheet "9"\. It has: 1 "Calls"' -- lever view --sheet 9 several.xlsx
t '--sheet of a file that has none' -o "$table" -e 'plain.csv: is no workbook, so --sheet says nothing of it' -- lever clean --sheet x plain.csv
makezip --book --wrong-crc S=calls.xml >crc.xlsx
t 'a workbook with a wrong CRC' -s 1 -e 'crc.xlsx: is damaged: "xl/worksheets/sheet1.xml" in it has a wrong checksum' -- lever clean crc.xlsx
t 'an empty sheet' -s 1 -o '' -e 'empty.xlsx: the sheet "E" is empty' -- sh -c 'echo "<sheetData/>" >e; "$BUILD/tests/unpack/makezip" --book E=e >empty.xlsx; "$LEVER" clean empty.xlsx'

awk 'BEGIN { printf "<sheetData>"; for (i = 1; i <= 20000; i++) printf "<row><c><v>1</v></c>%s</row>", i == 5 ? "<c r=\"XFD5\"><v>1</v></c>" : ""; print "</sheetData>" }' >far.xml
makezip --book F=far.xml >far.xlsx
t 'rows that a stray cell makes long' -s 1 -o '' -e 'far.xlsx: the sheet "F" becomes more than [0-9]+ bytes, as its rows are filled up to column XFD: delete .* --max-unpacked BYTES' -- \
    lever corr -q -x A -y A far.xlsx

t 'columns of a sheet are completed' -q -m '^revenue' -- sh -c '"$LEVER" --complete 5 roll --sheet M money.xlsx --sum rev'
t '... and of what is packed' -q -m '^calls' -- lever --complete 3 roll gz --sum ca
t '... without a word where there are several' -q -s 0 -- lever --complete 3 roll several.xlsx --sum ca

# ---- what workbooks should not be ----

bad() { # NAME PATTERN: the sheet's part is on standard input
    makezip --book --raw S=- >bad.xlsx
    t "$1" -s 1 -o '' -e "^lever view: bad.xlsx: is damaged: the sheet \"S\", byte [0-9]+: .*$2" -- lever view bad.xlsx
}
awk 'BEGIN { printf "<worksheet><sheetData>"; for (i = 0; i < 10000; i++) printf "<a>"; for (i = 0; i < 10000; i++) printf "</a>"; print "</sheetData></worksheet>" }' >in.xml
bad '10,000 levels' 'more than 64 elements within each other' <in.xml
bad 'an external entity' 'declares a document type, and with it entities' <<END
<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>
END
bad 'entities of entities' 'declares a document type' <<END
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>
END
bad 'an entity nobody declared' '"&e;" stands for something that is not known' <<END
<worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>
END
echo '<worksheet><sheetData><row><c><v>1</v></c></row>' >in.xml
bad 'a sheet that is cut off' 'it ends in the midst' <in.xml
echo '<worksheet><sheetData><row><c><v>1</c></v></row></sheetData></worksheet>' >in.xml
bad 'tags that do not fit' '</c> closes what is not open' <in.xml
echo '<worksheet><sheetData><row><c><v>x</v></c></row></sheetData></worksheet>' >in.xml
bad 'a number that is none' '"x" in row 1 is no number' <in.xml
echo '<worksheet><sheetData><row><c t="s"><v>99</v></c></row></sheetData></worksheet>' >in.xml
bad 'a shared text that is not there' 'the text number "99"' <in.xml
echo '<worksheet><sheetData><row r="2"><c r="B3"><v>1</v></c></row></sheetData></worksheet>' >in.xml
bad 'a cell of another row' '"B3" is no cell of row 2' <in.xml
echo '<worksheet><sheetData><row><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>' >in.xml
bad 'a column beyond the last' '"XFE1" is no cell of row 1' <in.xml
echo '<worksheet><sheetData><row r="5"/><row r="5"/></sheetData></worksheet>' >in.xml
bad 'a row twice' 'row 5 stands behind row 5' <in.xml
echo '<worksheet><sheetData><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData></worksheet>' >in.xml
bad 'a cell twice' 'row 1 has a cell twice' <in.xml
echo '<worksheet/>' >in.xml
bad 'no rows at all' 'it has no rows' <in.xml
printf '\377\376<\0w\0' >in.xml
bad 'UTF-16' 'it is not in UTF-8' <in.xml
echo '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><sheetData/></worksheet>' >in.xml
bad 'another encoding' 'it is in ISO-8859-1, not in UTF-8' <in.xml
head -c 20000000 /dev/zero | tr '\0' 'x' | { printf '<worksheet><sheetData><row><c t="str"><v>'; cat; printf '</v></c></row></sheetData></worksheet>'; } >in.xml
bad 'a text without an end' 'a tag or text is longer than 16777216 bytes' <in.xml
makezip --book S=calls.xml | head -c 900 >cut.xlsx
t 'a truncated workbook' -s 1 -o '' -e '^lever view: cut.xlsx: is cut off' -- lever view cut.xlsx
makezip _rels/.rels=/dev/null '[Content_Types].xml=plain.csv' xl/workbook.xml=plain.csv >bare.xlsx
t 'a workbook without its parts' -s 1 -o '' -e '^lever view: bare.xlsx: is damaged: _rels/.rels, byte 0: it ends' -- lever view bare.xlsx
makezip xl/workbook.xml=plain.csv >bare.xlsx
t '... and without what names them' -s 1 -o '' -e '^lever view: bare.xlsx: is damaged: it lacks xl/_rels/workbook.xml.rels' -- lever view bare.xlsx
printf '<worksheet><x:sheetData xmlns:x="u"><x:row r="1"><x:c r="B1" t="str"><x:v>b</x:v></x:c><x:c r="A1" t="str"><x:v><![CDATA[<a>]]></x:v></x:c></x:row><!-- no --><?no?><x:row r="2"><x:c><x:v>1</x:v></x:c><x:c/><x:c><x:f>9</x:f><x:v>3</x:v></x:c></x:row></x:sheetData></worksheet>' >odd.xml
makezip --book --raw S=odd.xml >odd.xlsx
t 'prefixes, CDATA, comments, cells in no order, a wider row' -o '<a>,b,
1,,3' -- lever calc -q odd.xlsx

finish
