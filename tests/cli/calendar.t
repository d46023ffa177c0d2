#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# --calendar: countries and files, as context of what is tested.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Two series of weeks that share what German holidays leave of five days, and nothing else.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN {
        s = 5; print "week,team,calls,tickets,odd"
        n = split("14 15 18 20 22 40 52 52 53 65 66 70 71 73 92 104 104", off)
        for (i = 1; i <= n; i++) lost[off[i]]++
        for (w = 1; w <= 104; w++)
            printf "%d-W%02d,a,%d,%d,%d\n", 2023 + int(w / 53), (w - 1) % 52 + 1,
                (5 - lost[w]) * (36 + 8 * u()), (5 - lost[w]) * (18 + 4 * u()), lost[w] + 0
    }' >weeks.csv
asked() { lever test weeks.csv -q -t week -x calls -y tickets --resamples 199 "$@" >out.csv 2>err || return; cut -d, -f1-3,21 out.csv; cat err; }

t 'shared holidays look like a link, and are named' -m '^calls,tickets,moves-together,trend; season' -- asked
t '... with the weeks and the way out' \
    -m 'warning: "calls" and "tickets" are both far off on holidays \(Christmas Day: 2023-W52, 2024-W52\): take them out with --calendar COUNTRY$' \
    -- asked
t 'the calendar takes them out' -o 'output,outcome,verdict,adjusted_for
calls,tickets,cannot-tell,trend; holidays; month_end' -- asked --calendar DE
cp out.csv upper.csv
t 'what a country leaves out is said' -m . \
    -e '^lever test: holidays of Germany, without Epiphany, .* and Repentance Day, which are days of some Länder$' -- \
    lever test weeks.csv -t week -x calls -y tickets --resamples 199 --calendar DE
t 'a country in any case' -o '' -- sh -c '"$LEVER" test weeks.csv -t week -x calls -y tickets --resamples 199 --calendar de -q |
    cmp - upper.csv'
t 'a column that has it already: the calendar does not stand there twice, and nobody is warned' \
    -o 'output,outcome,verdict,adjusted_for
calls,tickets,cannot-tell,trend; odd; month_end' -- asked --calendar DE -z odd
t '... nor without a calendar' -o 'output,outcome,verdict,adjusted_for
calls,tickets,cannot-tell,trend; odd' -- asked -z odd

# Forty unrelated pairs of such weeks: persistence .5, a standard deviation of 8 %, and as much noise
# as counts have. How many look like a link (p under .05)?
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function normal() { return sqrt(-2 * log(u())) * cos(6.283185307 * u()) }
    BEGIN {
        s = 11; pairs = 40
        n = split("14 15 18 20 22 40 52 52 53 65 66 70 71 73 92 104 104", off)
        for (i = 1; i <= n; i++) lost[off[i]]++
        for (c = 1; c <= 2 * pairs; c++) {
            level = 150 + 250 * u(); e = 0.08 * normal()
            for (w = 1; w <= 104; w++) {
                e = .5 * e + .08 * sqrt(.75) * normal()
                mean = level * (5 - lost[w]) / 5
                cell[w, c] = mean * exp(e) + sqrt(mean) * normal()
            }
        }
        printf "week"
        for (c = 1; c <= 2 * pairs; c++) printf ",%s", (c > pairs ? "y" c - pairs : "x" c)
        for (w = 1; w <= 104; w++) {
            printf "\n%d-W%02d", 2023 + int(w / 53), (w - 1) % 52 + 1
            for (c = 1; c <= 2 * pairs; c++) printf ",%.2f", cell[w, c]
        }
        print ""
    }' >pairs.csv
awk 'BEGIN { print "output,outcome"; for (i = 1; i <= 40; i++) printf "x%d,y%d\n", i, i }' >pairs-links.csv
look_alike() {
    lever test pairs.csv -t week --links pairs-links.csv --adjust none --resamples 199 -q "$@" 2>/dev/null |
        awk -F, 'NR > 1 && $12 < .05 { n++ } END { print (n >= 32 ? "nearly all" : n <= 6 ? "few" : n + 0) }'
}
t 'unrelated pairs with holidays in common look like links' -o 'nearly all' -- look_alike
t '... and do not beside the calendar' -o few -- look_alike --calendar DE

# A file of the same days.
cat >days.csv <<'END'
Datum;Feiertag
07.04.2023;Karfreitag
10.04.2023;Ostermontag
01.05.2023;Tag der Arbeit
18.05.2023;Himmelfahrt
29.05.2023;Pfingstmontag
03.10.2023;Einheit
25.12.2023;Weihnachten
26.12.2023;Weihnachten
01.01.2024;Neujahr
29.03.2024;Karfreitag
01.04.2024;Ostermontag
01.05.2024;Tag der Arbeit
09.05.2024;Himmelfahrt
20.05.2024;Pfingstmontag
03.10.2024;Einheit
25.12.2024;Weihnachten
26.12.2024;Weihnachten
END
t 'a file in CSV gives the same bytes as the country' -o '' -q -- sh -c \
    '"$LEVER" test weeks.csv -t week -x calls -y tickets --resamples 199 --calendar days.csv | cmp - upper.csv'
awk -F'[.;]' 'BEGIN { printf "BEGIN:VCALENDAR\r\n" }
    NR > 1 { printf "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:%s%s%s\r\nSUMMARY:%s\r\nEND:VEVENT\r\n", $3, $2, $1, $4 }
    END { printf "END:VCALENDAR\r\n" }' days.csv >days.txt
t 'a file in iCalendar, whatever it is called' -o '' -q -- sh -c \
    '"$LEVER" test weeks.csv -t week -x calls -y tickets --resamples 199 --calendar days.txt | cmp - upper.csv'
head -n 9 days.csv >short.csv
t 'a file that ends before the data: said' -e '^lever test: short.csv ends in 2023, the data in 2024: after that there are no holidays$' -m . -- \
    lever test weeks.csv -t week -x calls -y tickets --resamples 199 --calendar short.csv

t 'lags, power and plot take it too' -m '^calls,tickets,0,104,-?0\.[01]' -- \
    lever lags weeks.csv -t week -x calls -y tickets --resamples 199 --calendar DE
t '... power' -m '^calls,tickets,' -- lever power weeks.csv -t week -x calls -y tickets --calendar DE

# What is refused.
t 'neither a country nor a file' -s 2 -o '' \
    -e '^lever test: calendar "BE": neither a country nor a file; countries are AT CH DE ES FR GB IE IT NL PL SE US, and for any other a file of dates does, in CSV or iCalendar$' \
    -- lever test weeks.csv -t week -x calls -y tickets --calendar BE
t 'a country by its name: what to write' -s 2 -o '' -e '^lever test: calendar "germany": write DE$' -- \
    lever test weeks.csv -t week -x calls -y tickets --calendar germany
printf 'date\n2023-04-07\n2023-04-31\n' >bad.csv
t 'a date that is none: file, line, value, way out' -s 1 -o '' \
    -e '^lever test: bad.csv:3: "2023-04-31" is no date, or not written as those before it: write dates as 2025-12-25$' \
    -- lever test weeks.csv -t week -x calls -y tickets --calendar bad.csv
t 'rows without a time' -s 2 -o '' -e '^lever test: --calendar: rows without a time have no calendar; name it with -t$' -- \
    lever test weeks.csv -x calls -y tickets --calendar DE
t 'plain numbers for periods' -s 2 -o '' -e '^lever test: calendar "DE": the periods are plain numbers, and have no days' -- \
    sh -c 'awk -F, -v OFS=, "NR > 1 { \$1 = NR } 1" weeks.csv | "$LEVER" test -t week -x calls -y tickets --calendar DE'
t 'a result over the calendar' -s 2 -o '' -e 'days\.csv' -- \
    lever test weeks.csv -t week -x calls -y tickets --calendar days.csv -o days.csv
t '... which is still there' -m '^26.12.2024' -- cat days.csv

t 'a panel needs none, and that is said' -m '^calls,tickets,.*entities; periods; [^,]*,' \
    -e '^lever test: the calendar adds nothing to a panel: what all entities share in a period is taken out already$' -- sh -c '
    awk -F, -v OFS=, "{ print } NR > 1 { for (i = 1; i < 4; i++) { \$2 = \"b\" i; \$3 += (NR * 37 * i) % 11; \$4 += (NR * 13 * i) % 7; print } }" weeks.csv |
        "$LEVER" test -t week -b team -x calls -y tickets --lags 0..2 --resamples 199 --calendar DE'
t '... but each entity has one' -m '^calls,tickets,.*holidays; month_end.*,a,' -- \
    lever test weeks.csv -t week -b team --each -x calls -y tickets --resamples 199 --calendar DE

# Days have their neighbours.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN {
        s = 9; print "day,x,y"; split("31 29 31 30 31 30", days)
        for (m = 1; m <= 6; m++)
            for (d = 1; d <= days[m]; d++) printf "2024-%02d-%02d,%.4f,%.4f\n", m, d, u(), u()
    }' >half.csv
t 'days: before and after' -m '; holidays; working_days; month_end; before_holiday; after_holiday' -- \
    lever test half.csv -t day -x x -y y --lags 0..1 --season none --resamples 199 --calendar IT

# The plan's own.
cat >plan.csv <<'END'
measure,role,calendar
calls,output,DE
tickets,outcome,
END
t 'the plan says which' -m '^calls,tickets,cannot-tell,.*trend; holidays; month_end,' -q -- \
    lever test weeks.csv -t week -p plan.csv --resamples 199 -q
t '... the option goes before it' -m 'trend; holidays; working' -- sh -c '
    awk -F, -v OFS=, "NR == 1 || NR % 4 == 0 { \$1 = NR == 1 ? \"month\" : sprintf(\"%d-%02d\", 2020 + int(NR / 48), NR / 4 % 12 + 1); print }" weeks.csv |
        "$LEVER" test -t month -p plan.csv --lags 0..1 --season none --resamples 199 --calendar US'
mkdir -p there && cp days.csv there/ && sed 's/,DE/,days.csv/' plan.csv >there/plan.csv
t '... a file beside the plan' -m 'trend; holidays; month_end,' -q -- \
    lever test weeks.csv -t week -p there/plan.csv --resamples 199
sed 's/,DE/,XX/' plan.csv >wrong.csv
t '... a word that is neither: where' -s 1 -o '' -e '^lever test: wrong.csv:2: column "calendar": calendar "XX": neither' -- \
    lever test weeks.csv -t week -p wrong.csv
printf 'measure,role,calendar\ncalls,output,\ntickets,outcome,DE\n' >late.csv
t '... only on the first row' -s 1 -o '' -e "^lever test: late.csv:3: column \"calendar\": \"DE\" belongs on the first measure's row \(line 2\)" -- \
    lever test weeks.csv -t week -p late.csv
printf 'measure,role,calendar\ncalls,output,AT\ntickets,outcome,DE\n' >two.csv
t '... or the same again' -s 1 -o '' -e '^lever test: two.csv:3: column "calendar": "DE" differs from "AT" on line 2: a report has one calendar' -- \
    lever test weeks.csv -t week -p two.csv

# A report hands it on, and finds a file from wherever it works.
mkdir report && cp weeks.csv days.csv report/
printf 'measure,role,agg,source,date\ncalls,output,sum,weeks.csv,week\ntickets,outcome,sum,weeks.csv,week\n' >report/plan.csv
t 'report: a country' -m '^calls,tickets,cannot-tell,.*trend; holidays; month_end' -- \
    lever report report/plan.csv --resamples 199 --calendar DE
t '... a file from here' -m '^calls,tickets,cannot-tell,.*trend; holidays; month_end' -- \
    lever report report/plan.csv --resamples 199 --calendar report/days.csv
printf 'measure,role,agg,source,date,calendar\ncalls,output,sum,weeks.csv,week,days.csv\ntickets,outcome,sum,weeks.csv,week,\n' >report/plan2.csv
t '... a file of the plan' -m '^calls,tickets,cannot-tell,.*trend; holidays; month_end' -- \
    lever report report/plan2.csv --resamples 199

# The manual names every country, and completion offers it.
lever --complete 2 test --calendar '' | tail -n +2 | cut -f1 >codes
t 'completion offers the countries' -o 'AT CH DE ES FR GB IE IT NL PL SE US' -- sh -c 'paste -s -d " " codes'
sed -n 's/^\.It Cm \([A-Z][A-Z]\)$/\1/p' "$TOP/man/lever-calendar.5" >described
t 'the manual describes each of them' -o '' -- cmp codes described
t 'completion by what was typed: a country' -o "words	
SE	Sweden" -- lever --complete 2 test --calendar S
t '... else a file' -o 'files	' -- lever --complete 2 test --calendar day

finish
