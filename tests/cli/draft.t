#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Of the plan that is drafted, some columns; and the questions about a measure, a line each.
squeezed() {
    "$LEVER" view -q --columns "$1" --width 0 "$2" | sed '2d; s/ *$//; s/  */ /g'
}
cells() { # COLUMNS FILE ...
    columns=$1
    shift
    "$LEVER" draft -q "$@" >drafted.csv && squeezed "$columns" drafted.csv
}
asks() { # MEASURE FILE ...
    measure=$1
    shift
    "$LEVER" draft -q "$@" | "$LEVER" calc -q --where "measure=\"$measure\"" |
        "$LEVER" view -q --columns ask --width 0 --layout long |
        sed '1d; s/^ *ask *//' | tr '|' '\n' | sed 's/^ //; s/ *$//'
}

# ---- figures a period ----

cat >week.csv <<'EOF'
Week,Calls made,Churn rate,Revenue,Note
2026-W01,31,1.2 %,€100.50,a
2026-W02,28,1.4 %,€99.00,b
2026-W03,30,1.1 %,€120.25,c
2026-W04,35,1.0 %,€101.00,d
EOF
t 'measures, roles, units, aggregates, dates and period' -o \
'measure role unit agg source column date period
Calls made output sum week.csv Calls made Week week
Churn rate outcome % mean week.csv Churn rate Week
Revenue outcome € sum week.csv Revenue Week' -- \
    cells measure,role,unit,agg,source,column,date,period week.csv
t 'delimiter and decimal mark as found, on the first row of a source' -o \
'measure decimal delimiter
Calls made . ,
Churn rate
Revenue' -- cells measure,decimal,delimiter week.csv
t 'what no row speaks of is listed, and what a person has to say asked for' -o \
'role: output, by its name: is it?
not used: Note (text, 4 values: who a row is about, or what to choose by?)
period: week, as week.csv is no finer: or a coarser one?' -- asks 'Calls made' week.csv
t '... which way is better, too' -o \
'role: outcome, by its name: is it?
better: up or down?' -- asks Revenue week.csv
t 'the plan is read back once roles are there' -m '^Calls made,Revenue,' -- sh -c \
    '"$LEVER" draft -q week.csv >plan.csv && "$LEVER" report -q plan.csv'
t 'how many rows there are is said' -e '^lever draft: week.csv: 4 rows in 1 file$' -- \
    lever draft week.csv

# ---- events ----

awk 'BEGIN {
    print "Ticket;Eröffnet;Geschlossen;Kanal;Antwort (min);Bewertung;Dauer"
    for (i = 0; i < 300; i++)
        printf "%d;%02d.%02d.2025;%02d.%02d.2025;%s;%d,%d;%s;%d:%02d\n", 1000 + i,
            i * 7 % 27 + 1, i % 9 + 1, i * 7 % 27 + 2, i % 9 + 1, i % 3 ? "Web" : i % 2 ? "Fon" : "Mail",
            i % 40 + 5, i % 10, i % 5 ? "Gut" : "Schlecht", i % 30, i % 60
}' | iconv -t WINDOWS-1252 >tickets.csv
t 'rows are counted, by each date; one of two values has a share; durations are hours' -o \
'measure role unit agg column date formula
tickets output count Eröffnet
tickets Geschlossen output count Geschlossen
Antwort output min mean Antwort (min) Eröffnet
Bewertung Gut outcome % mean Eröffnet IF('"'Bewertung'"'="Gut",100,0)
Dauer hours mean Eröffnet 24*VALUE('"'Dauer'"')' -- \
    cells measure,role,unit,agg,column,date,formula tickets.csv
t 'an encoding that is none of UTF-8 is tried, and asked about with a word' -o \
'role: output, by its name: is it?
how many rows: does one stand for one of them?
fill: some periods have no row and count as 0: does the file list all there was?
encoding: not UTF-8, so WINDOWS-1252 was tried: is it right in "Eröffnet"?
date: Eröffnet; Geschlossen holds dates, too: by which do rows go?
not used: Ticket (numbers that seem to be names), Kanal (text, 3 values: who a row is about, or what to choose by?)
period: week, as the days are many: day, or a coarser one?' -- asks tickets tickets.csv
t '... and may be said' -o 'measure encoding
tickets ISO-8859-15
tickets Geschlossen
Antwort
Bewertung Gut
Dauer' -- cells measure,encoding --encoding ISO-8859-15 tickets.csv
printf 'release,date\nv1,2025-01-10\nv2,2025-04-02\nv3,2025-09-30\n' >releases.csv
t 'a list of rare events is 0 between them, which is asked' -o \
'measure role agg date fill
releases output count date 0' -- cells measure,role,agg,date,fill releases.csv
t 'one that ends long before the others is asked about' -m 'so do [0-9]* periods at an end of the file' -- sh -c '
    printf "date,x\n" >days.csv; awk "BEGIN { for (i = 0; i < 672; i++) printf \"%d-%02d-%02d,%d\\n\", 2025 + int(i / 336), int(i / 28) % 12 + 1, i % 28 + 1, i % 9 }" >>days.csv
    "$LEVER" draft -q releases.csv days.csv'
t '... and 0 throughout' -m '^releases .*0 throughout$' -- cells measure,fill releases.csv days.csv
t '... and may be events' -m 'or are these changes whose effect is asked for' -- \
    asks releases releases.csv

# ---- who rows are about ----

awk 'BEGIN {
    print "month,service,Completion rate,Cost per case"
    for (m = 1; m <= 12; m++) {
        for (s = 1; s <= 4; s++)
            printf "2025-%02d,service %d,%d.5%%,£%d.20\n", m, s, 60 + m + s, 4 + s
        printf "2025-%02d,All services,%d%%,£6\n", m, 65 + m
    }
}' >kpis.csv
t 'entities that all sources have; rows of all of them are left out' -o \
"measure by where
Completion rate service 'service'<>\"All services\"
Cost per case service 'service'<>\"All services\"" -- cells measure,by,where kpis.csv
t '... both are asked' -o 'by: all sources have service: is it who a row is about?
where: rows of service "All services" are left out, as they repeat the others: right?' -- sh -c \
    '"$LEVER" draft -q kpis.csv | tr "|" "\n" | grep -o "\(by: all\|where: rows\).*" | sed "s/\"\"/\"/g; s/[ \"]*$//" | sort'
t 'with a source that has none, by is empty' -o 'measure by
Completion rate
Cost per case
Calls made
Churn rate
Revenue' -- cells measure,by kpis.csv week.csv

# ---- several files ----

sed 's/2025/2024/g' tickets.csv >tickets-2024.csv
sed 's/Antwort/Reaktion/; s/^1/2/' tickets.csv >tickets-2025.csv
t 'files of one kind are one source; a header that differs is renamed, and asked' -o \
'measure source rename
tickets tickets-202*.csv Antwort (min)=Reaktion (min)
tickets Geschlossen tickets-202*.csv
Antwort tickets-202*.csv
Bewertung Gut tickets-202*.csv
Dauer tickets-202*.csv' -- cells measure,source,rename tickets-2024.csv tickets-2025.csv
t '... and that they are one kind' -m '2 files are taken for one kind' -- \
    asks tickets tickets-2024.csv tickets-2025.csv
t '... by name where a pattern would meet others' -o 'measure source
tickets tickets-2024.csv; tickets.csv
tickets Geschlossen tickets-2024.csv; tickets.csv' -- sh -c \
    "\"\$LEVER\" draft -q tickets-2024.csv tickets.csv | \"\$LEVER\" view -q --rows 2 --columns measure,source --width 0 - | grep -v more | sed 's/ *$//; s/  */ /g' | sed '/^[^mt]/d; /^$/d'"
cp week.csv other.csv
t 'the same header under another name is asked about' -m \
    'other.csv has the same columns: if both are of one kind' -- asks 'Calls made' week.csv other.csv
{ cat tickets-2024.csv; sed 1d tickets-2025.csv | head -3; } >overlap-2024.csv
cp tickets-2025.csv overlap-2025.csv
sed 's/Reaktion/Antwort/' overlap-2025.csv >overlap-2026.csv
t 'rows that two files have are dropped, and asked about' -m 'overlap: overlap-2026.csv:2: this row is in overlap-2024.csv, too' -- \
    asks overlap overlap-2024.csv overlap-2026.csv
t '... which the plan says' -m '^overlap drop$' -- cells measure,overlap overlap-2024.csv overlap-2026.csv
mkdir plans
t 'sources are named as seen from the plan' -- lever draft -q -o plans/plan.csv week.csv
t '... that is written elsewhere' -m "$(pwd)/week.csv" -- cat plans/plan.csv
t '... and found from there' -m '^Calls made,Revenue,' -- lever report -q plans/plan.csv
t 'a plan in the way, and what goes with one, is passed over' -o 'measure
Calls made
Churn rate
Revenue' -- sh -c 'printf "measure,role\nx,output\n" >old.csv; printf "goal\nmore\n" >goals.csv
    "$LEVER" draft -q -o new.csv old.csv week.csv goals.csv && "$LEVER" view -q --columns measure new.csv | sed "2d; s/ *$//"'
t '... which is said' -e '^lever draft: old.csv has a plan: it is none of the exports$' -- \
    lever draft old.csv week.csv
t 'so is the file that the plan goes to' -m '^Calls made' -- sh -c \
    '"$LEVER" draft week.csv there.csv >there.csv && cat there.csv'

# ---- what is open ----

printf 'day,x\n03/04/2026,"1,234"\n05/04/2026,"5,678"\n' >open.csv
t 'a date that can be read in two ways is asked about, with the value' -o \
'role: output, outcome, guardrail or context?
agg: mean, as it has fractions: sum, mean or another?
decimal: is 1,234 a thousand or a fraction? . or , here
date_format: "03/04/2026" does not say which is the day and which the month, nor does any other value: --date-format %d/%m/%Y or %m/%d/%Y
period: day, week, month, quarter or year?' -- asks x open.csv
awk 'BEGIN { print "Month,x"; split("Jan Feb Mar Apr May Jun", m, " "); for (i = 1; i <= 6; i++) print m[i] "-23," i }' >short.csv
t 'a month and a year are taken so, and asked' -m 'date_format: "Jan-23" is taken for a month and a year' -- \
    asks x short.csv
t '... in the plan' -m '^x %b-%y$' -- cells measure,date_format short.csv
printf 'at,x\n2026-01-05T23:30:00Z,1\n2026-01-06T10:00:00Z,2\n2026-01-06T11:00:00Z,2\n' >zone.csv
t 'times with a zone' -m '^x written$' -- cells measure,tz zone.csv
printf 'team,x\na,1\nb,2\nTotal,3\n' >totals.csv
t 'rows of totals, and no dates' -m '^x drop$' -- cells measure,totals totals.csv
t '... are asked about' -o 'role: output, outcome, guardrail or context?
agg: sum, as it is whole: sum, mean or another?
totals: 1 row looks like totals and is left out: right?
date: no column holds dates: which one says when?
not used: team (text, 2 values: who a row is about, or what to choose by?)
period: day, week, month, quarter or year?' -- asks x totals.csv
printf 'a,b\n1,2,7\n3,4,7\n' >two.csv
t 'a file that cannot be read has a row that says why' -m 'could not be read' -- \
    asks two two.csv week.csv
t '... and a warning' -e '^lever draft: warning: two.csv' -- lever draft two.csv week.csv
printf 'Objective,Owner\nMore,Kim\n' >text.csv
t 'a list without dates and figures is left out, and that is said' \
    -e '^lever draft: text.csv has neither dates nor figures and is left out$' -- \
    lever draft text.csv week.csv
t '... alone it is refused' -s 1 -o '' -e 'text.csv: has neither dates nor figures' -- \
    lever draft text.csv
t 'where none can be read there is no plan' -s 1 -o '' -e '^lever draft: two.csv' -- lever draft two.csv
printf 'day,calls\n2026-01-05,1\n2026-01-06,2\n\nday,sales\n2026-01-05,3\n2026-01-06,4\n' >both1.csv
sed 's/01-05/01-07/; s/01-06/01-08/' both1.csv | gzip >both2.csv.gz
t 'of a file with several tables each is a source, of one kind with its like' -o 'measure source column table
calls both* calls 1
sales both* sales 2' -- cells measure,source,column,table both1.csv both2.csv.gz
t '... and the plan is taken' -m '^2026-01-07,1,3$' -- sh -c \
    '"$LEVER" draft -q both1.csv both2.csv.gz | sed "s/^sales,output/sales,outcome/" >tables-plan.csv
    "$LEVER" report -q --ends keep --tables out tables-plan.csv >/dev/null; cat out/data.csv'
{ echo day,n,kind; seq 300 | sed 's/.*/2026-01-05,&,a/'; } | sed '9s/,8,/,8 apples,/' >apples.csv
t 'what is odd in a file is said' -e \
    '^lever draft: warning: apples.csv: column "n" stays text: "8 apples" on line 9 is no number' -- \
    lever draft apples.csv
t '... and in the plan' -m 'apples.csv: column ""n"" stays text: ""8 apples""' -- lever draft -q apples.csv
printf 'day,x\n2026-01-05,1\n2026-01-06,2\n' >h2.csv
t 'a name of digits alone' -o 'measure source
x h2.csv' -- cells measure,source h2.csv
t 'no file' -s 2 -o '' -e 'which exports' -- lever draft
t 'a file that is not there' -s 1 -o '' -e 'none.csv: cannot open' -- lever draft week.csv none.csv
t 'a pipe has no name' -s 2 -o '' -e 'put what comes out of it into a file' -- lever draft -

finish
