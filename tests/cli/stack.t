#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# ---- files of one kind, each in a form of its own ----

printf 'Datum;Antwort;Gr\366\337e\r\n03.01.2024;1,5;gro\337\r\n30.01.2024;2,5;"klein\nfein"\r\n' >a.csv
printf '\357\273\277Größe,Datum,Antwort\ngroß,2024-02-01,3.25\n' >b.csv
printf 'Antwort\tDatum\tGröße\n4.5\t2024-03-31\tgroß\n' >c.csv
printf 'Datum;Antwort;Größe\n2024-04-01;5,5;groß\n' | iconv -t UTF-16 >d.csv

t 'encodings, delimiters, marks, dates and orders of columns may differ' -q -o \
'Datum,Antwort,Größe
2024-01-03,1.5,groß
2024-01-30,2.5,"klein
fein"
2024-02-01,3.25,groß
2024-03-31,4.5,groß
2024-04-01,5.5,groß' -- lever stack -q --encoding WINDOWS-1252 a.csv b.csv c.csv d.csv
t 'without --encoding the file that needs one is refused' -s 1 -o '' \
    -e '^lever stack: a.csv:1: not valid UTF-8 .*--encoding WINDOWS-1252' -- lever stack b.csv a.csv
t 'what was settled is said of each file' -e '^lever stack: a.csv: the decimal mark is a comma$' -- \
    lever stack --encoding WINDOWS-1252 a.csv b.csv
t 'how many there are is said' -e '^lever stack: 2 files, 3 rows$' -- \
    lever stack --encoding WINDOWS-1252 a.csv b.csv
t 'the file that a row is from' -o 'Größe,Datum,Antwort,file
groß,2024-02-01,3.25,b.csv
groß,2024-03-31,4.5,./c.csv' -- lever stack --source file b.csv ./c.csv
t '... in a column that is there' -s 2 -o '' -e 'there is a column "Datum" already' -- \
    lever stack --source Datum b.csv c.csv
t '... without a name' -s 2 -e 'the name is empty' -- lever stack --source '' b.csv c.csv
t 'one file alone' -o 'Größe,Datum,Antwort
groß,2024-02-01,3.25' -- lever stack b.csv
t 'standard input is a file like others' -o 'Größe,Datum,Antwort
groß,2024-02-01,3.25
groß,2024-03-31,4.5' -- lever stack b.csv - <c.csv
t 'so is a named pipe' -o 'Größe,Datum,Antwort
groß,2024-02-01,3.25
groß,2024-03-31,4.5' -- sh -c 'mkfifo pipe; cat c.csv >pipe & "$LEVER" stack -q b.csv pipe'
t 'the mark of the numbers written' -o 'Größe;Datum;Antwort
groß;2024-02-01;3,25
groß;2024-03-31;4,5' -- lever stack --out-decimal , --out-delimiter ';' b.csv c.csv
t 'repairs of all files, each with its file' -- \
    lever stack --encoding WINDOWS-1252 --log log.csv a.csv b.csv
t '... are in the log under one header' -o 'file,line,column,kind,before,after
a.csv,2,Antwort,decimal,"1,5",1.5
a.csv,3,Antwort,decimal,"2,5",2.5
b.csv,1,,bom,,' -- grep -E '^file,|decimal|bom' log.csv
t 'no file' -s 2 -e 'None is named' -- lever stack
t 'a file twice' -s 2 -e '"b.csv" and "./b.csv" are one file' -- lever stack b.csv ./b.csv
t 'a file that is not there' -s 1 -o '' -e 'lever stack: none.csv: cannot open' -- \
    lever stack b.csv none.csv
t 'the result replaces no file that is read' -s 2 -e 'b.csv' -- lever stack -o b.csv b.csv c.csv

# ---- columns ----

printf 'date,team,First reply (min)\n2024-01-01,a,1\n' >h1.csv
printf 'date,team,First response (min)\n2024-02-01,a,2\n' >h2.csv
printf 'date,team,First reply (min),score\n2024-03-01,a,3,9\n' >h3.csv
printf 'date,Zeit,team\n2024-04-01,4,a\n' >h4.csv
t 'a header that differs is named with the nearest and what to type' -s 1 -o '' -e \
'^lever stack: h2.csv:1: no column "First reply \(min\)", which h1.csv has; the nearest here is "First response \(min\)": if it is the same, --rename "First reply \(min\)=First response \(min\)"; else --columns all or shared$' -- \
    lever stack h1.csv h2.csv
t '... all of them in one run' -s 1 -o '' -e \
'^lever stack: h3.csv:1: column "score" is not in h1.csv: --columns all' -- \
    lever stack h1.csv h2.csv h3.csv h4.csv
t '... and where nothing is near, what only that file has' -s 1 -o '' -e \
'^lever stack: h4.csv:1: .*the nearest here is "Zeit"' -- lever stack h1.csv h2.csv h3.csv h4.csv
t 'renamed as it says' -o 'date,team,First reply (min)
2024-01-01,a,1
2024-02-01,a,2' -- lever stack --rename 'First reply (min)=First response (min)' h1.csv h2.csv
t 'options go by the new name' -s 1 -o '' -e \
    '^lever stack: bad.csv:2: column "First response \(min\)": "x" is not a number' -- sh -c \
    'printf "date,team,First response (min)\n2024-02-01,a,x\n" >bad.csv
    "$LEVER" stack --number "First reply (min)" --rename "First reply (min)=First response (min)" h1.csv bad.csv'
t 'a renaming of nothing' -s 2 -o '' -e \
    'no file has a column "First respnse \(min\)"; did you mean "First response \(min\)"\?' -- \
    lever stack --rename 'x=First respnse (min)' h1.csv h2.csv
t 'a renaming that makes two of one name' -s 1 -o '' -e \
    'h1.csv:1: column "team": cannot be called "date": there is such a column here already' -- \
    lever stack --rename date=team h1.csv h3.csv
t 'a renaming without a sign' -s 2 -e 'NEW=OLD is wanted' -- lever stack --rename x h1.csv h2.csv
t 'a renaming to nothing' -s 2 -e 'a name is empty' -- lever stack --rename =x h1.csv h2.csv
t 'all columns, empty where a file has none' -o 'date,team,First reply (min),score,Zeit
2024-01-01,a,1,,
2024-03-01,a,3,9,
2024-04-01,a,,,4' -- lever stack --columns all h1.csv h3.csv h4.csv
t 'only shared ones' -o 'date,team
2024-01-01,a
2024-02-01,a
2024-03-01,a
2024-04-01,a' -- lever stack --columns shared h1.csv h2.csv h3.csv h4.csv
printf 'p,q\n1,2\n' >h5.csv
t 'no shared one' -s 1 -o '' -e 'h5.csv:1: has no column that all files have' -- \
    lever stack --columns shared h1.csv h5.csv
printf 'date,team,First reply (min)\n2024-05-01,a,n/v\n' >h6.csv
t 'numbers here and text there are warned of' -e \
    '^lever stack: warning: h6.csv:2: column "First reply \(min\)" holds text here \("n/v"\) and numbers in h1.csv' -- \
    lever stack h1.csv h6.csv
t '... and can be missing' -q -o 'date,team,First reply (min)
2024-01-01,a,1
2024-05-01,a,' -- lever stack -q --missing n/v h1.csv h6.csv

# ---- rows that two files have ----

printf 'date,team,x\n2024-01-30,a,1\n2024-01-31,a,2\n2024-01-31,a,2\n2024-01-31,b,3\n' >o1.csv
printf 'title\n\ndate;team;x\n2024-01-31;a;2\n2024-01-31;b;3\n2024-02-01;a;4\n' >o2.csv
t 'they are refused, with examples' -s 1 -o '' -e \
'^lever stack: o2.csv:4: this row is in o1.csv, too, on line 3 \(2024-01-31,a,2\), as is 1 more row \(line 5\): --overlap drop takes them once, --overlap keep takes all$' -- \
    lever stack o1.csv o2.csv
t '... or written once; what is alike in one file stays' -o 'date,team,x
2024-01-30,a,1
2024-01-31,a,2
2024-01-31,a,2
2024-01-31,b,3
2024-02-01,a,4' -e '^lever stack: 2 rows that two files have left out once$' -- \
    lever stack --overlap drop o1.csv o2.csv
t '... or kept' -m '^2024-01-31,b,3' -e '2 files, 7 rows' -- lever stack --overlap keep o1.csv o2.csv
t 'by key the last file counts' -o 'date,team,x
2024-01-30,a,1
2024-01-31,a,2
2024-01-31,b,3
2024-02-01,a,4' -e "3 rows that two files have left out: the last file's stay" -- \
    lever stack --overlap drop --key date,team o1.csv o2.csv
t 'by key they are refused, too' -s 1 -o '' -e \
'^lever stack: o1.csv:3: what this row is about is in o2.csv, too, on line 4 \(2024-01-31,a\), as are 2 more rows \(lines? 4, 5\)' -- \
    lever stack --key date,team o1.csv o2.csv
t 'a key that is no column' -s 1 -o '' -e 'no column "tema".*did you mean "team"' -- \
    lever stack --key date,tema o1.csv o2.csv
printf 'date,team,x\n2024-01-30,a,1\n2024-01-31,a,2\n' >n1.csv
printf 'date,team,x\n2024-01-31,a,5\n2024-02-01,a,4\n' >n2.csv
t 'figures of one day in two files, which differ' -s 1 -o '' -e \
'^lever stack: n2.csv:2: what this row is about is in n1.csv, too, on line 3, with other figures \(2024-01-31,a\): --overlap drop --key "date,team" takes the last file.s, --overlap keep takes all$' -- \
    lever stack n1.csv n2.csv
t '... as it says' -q -o 'date,team,x
2024-01-30,a,1
2024-01-31,a,5
2024-02-01,a,4' -- lever stack -q --overlap drop --key date,team n1.csv n2.csv
printf 'date,team,x\n2024-01-31,a,5\n2024-01-31,a,6\n' >n3.csv
t 'events of one day are several anyway' -m '2024-01-31,a,6' -- lever stack n1.csv n3.csv
printf 'team,x\na,1\n' >m1.csv
printf 'team,x\na,2\n' >m2.csv
t 'without dates nobody can tell' -o 'team,x,month
a,1,m1.csv
a,2,m2.csv' -- lever stack --source month m1.csv m2.csv

# ---- files that are plain already ----

t 'plain files are read as they are' -q -o 'date,team,x
2024-01-30,a,1
2024-01-31,a,2
2024-01-31,a,5
2024-02-01,a,4' -- lever stack -q --plain --overlap keep n1.csv n2.csv
t '... twice, which a pipe cannot' -s 2 -e 'name one instead of -' -- lever stack --plain n1.csv -
printf 'date,team,x\n2024-01-31,a\n' >ragged.csv
t '... with all their cells' -s 1 -o '' -e '^lever stack: ragged.csv:2: 2 cells, where the header has 3' -- \
    lever stack --plain n1.csv ragged.csv
t 'totals are totals' -s 1 -o '' -e 'total' -- sh -c \
    'printf "team,x\na,1\nb,2\nTotal,3\n" >tot.csv; "$LEVER" stack m1.csv tot.csv'
t '... and can be left out' -o 'team,x
a,1
a,1
b,2' -- lever stack -q --overlap keep --drop-totals m1.csv tot.csv
{ echo date,x; seq 200 | sed 's/.*/2026-01-01,&/'; } >p1.csv
sed '5s/$/,7/; 9s/$/,7/; s/2026-01/2026-02/' p1.csv >q1.csv
sed '8s/$/,7/; s/2026-01/2026-03/' p1.csv >q2.csv
t 'rows that cannot be placed are told of all files' -s 1 -o '' -e \
'q2.csv: one row of 200 cannot be placed' -- lever stack q1.csv q2.csv
t '... and set aside, counted' -e '^lever stack: q1.csv: rows set aside: 2$' -m '^2026-03-01,200$' -- \
    lever stack --overlap keep --set-aside aside.csv q1.csv q2.csv
t '... with their files' -o 'q1.csv 5
q1.csv 9
q2.csv 8' -- sh -c "sed 1d aside.csv | sed 's/^\([^,]*\),\([0-9]*\),.*/\1 \2/'"
t '... up to a share' -s 1 -o '' -e 'q1.csv: 2 of 200 rows cannot be placed, which is more than --at-most 0.1 %' -- \
    lever stack --set-aside aside.csv --at-most 0.1% q1.csv q2.csv
printf 'day,calls\n2026-01-01,1\n2026-01-02,2\n\nday,mails\n2026-01-01,3\n2026-01-02,4\n' >two1.csv
sed 's/2026-01/2026-02/' two1.csv >two2.csv
t 'of several tables in each file, one' -o 'day,mails
2026-01-01,3
2026-01-02,4
2026-02-01,3
2026-02-02,4' -- lever stack -q --table 2 two1.csv two2.csv
t 'not both' -s 2 -e 'exclude each other' -- lever stack --drop-totals --keep-totals m1.csv m2.csv

finish
