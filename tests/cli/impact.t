#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
sample=$TOP/samples/release
release=$sample/release.csv
quick='--resamples 999'

# A column of a table, by name.
column() { lever view --columns "$1" --width 0 --layout csv "$2" | tail -n +2; }
# words FILE: event, outcome and verdict, a row each.
words() { awk -F , 'NR > 1 { print $1 "," $2 "," $3 }' "$1"; }

# ---- what is true of the sample is said of it ----
lever impact -q -t week -p "$sample/plan.csv" --events "$sample/events.csv" "$release" >all.csv
t 'kept, two weeks only, nothing' -o 'dark mode,weekly_users,no-effect
dark mode,sessions,no-effect
dark mode,rating,no-effect
search v2,weekly_users,lasts
search v2,sessions,no-effect
search v2,rating,no-effect
banner,weekly_users,no-effect
banner,sessions,back-to-baseline
banner,rating,no-effect' -- words all.csv
t 'the header' -o 'event,outcome,verdict,direction,evidence,shape,date,end,effect,effect_low,effect_high,early,late,late_low,late_high,half_life,half_life_low,half_life_high,total,total_low,total_high,p,p_adj,naive_effect,naive_p,n_before,n_after,adjusted_for,mde,more_periods,dates_rank,dates_n,note,entity' -- \
    head -n 1 all.csv
t 'better where the plan says what is' -m '^search v2,weekly_users,lasts,better,before-after,step,2024-W09,,' -- cat all.csv
t 'the sentence' -m 'Search v2, 2024-W09: 2,000 more weekly users since \(1,[0-9]00 to 2,[0-9]00\), and it lasts\.' -- cat all.csv
t 'never a NaN' -s 1 -o '' -- grep -i -e nan -e inf all.csv

# shellcheck disable=SC2086
{
    t 'one date' -m '^2024-02-28,weekly_users,lasts,up,before-after,step,2024-W09,,' -- \
        lever impact -t week -y weekly_users --at 2024-02-28 $quick "$release"
    t 'a date and an end' -m '^2024-W24,sessions,[a-z-]+,up,before-after,[a-z-]+,2024-W24,2024-W25,2[0-9]' -- \
        lever impact -t week -y sessions --at 2024-W24,2024-W25 $quick "$release"
    t '--min-change in place of the plan' -m ',rating,cannot-tell,' -- \
        lever impact -t week -y rating --at 2024-W09 --min-change .001 $quick "$release"
    t '... which needs so many more' -m 'one of 0\.050 (needs [0-9]+ weeks more|is out of reach)' -- \
        lever impact -t week -y rating --at 2024-W09 --min-change .05 $quick "$release"
    t 'direction of a guardrail that gets worse' -m ',worse,.*must not get worse, and it got worse' -- \
        sh -c "awk -F , -v OFS=, 'NR > 61 { \$4 -= .8 } 1' '$release' >worse.csv &&
            $LEVER impact -t week -p '$sample/plan.csv' -y rating --at 2024-W09 $quick worse.csv"
    lever impact -q -t week -y weekly_users,sessions --at 2024-W09 $quick "$release" --working path.csv >one.csv
    t '--working: a row a period' -o 'event,outcome,entity,period,actual,without,without_low,without_high,effect,effect_low,effect_high,band_low,band_high
209' -- sh -c 'head -n 1 path.csv; wc -l <path.csv | tr -d " "'
    t '... before the date nothing is taken off' -m '^2024-W09,weekly_users,,2024-W08,([0-9.]+),\1,,,,,,,$' -- cat path.csv
    t '... from it on the change is' -m '^2024-W09,weekly_users,,2024-W09,[0-9.]+,[0-9.]+,[0-9.]+,' -- cat path.csv
    t 'the same on any number of threads' -O one.csv -- \
        lever impact -q -t week -y weekly_users,sessions --at 2024-W09 $quick --threads 3 "$release"
    t 'alone as beside others' -o "$(sed -n 2p one.csv | cut -d , -f 9-22)" -- \
        sh -c "$LEVER impact -q -t week -y weekly_users --at 2024-W09 $quick '$release' | sed -n 2p | cut -d , -f 9-22"
    t '--assert' -s 3 -m lasts -- \
        lever impact -t week -y weekly_users --at 2024-W09 $quick --assert no-effect "$release"
    t '... of a word that is none' -s 2 -o '' -e 'did you mean "lasts"' -- \
        lever impact -t week -y weekly_users --at 2024-W09 --assert last "$release"
    t '--json' -m '"event":"2024-W09","outcome":"weekly_users","verdict":"lasts"' -- \
        lever impact -t week -y weekly_users --at 2024-W09 $quick --json "$release"
}

# ---- each entity ----
awk -F , 'NR == 1 { print "week,team,users"; next }
    { print $1 ",north," $2; print $1 ",south," (NR > 61 ? $2 - 2000 : $2) }' "$release" >teams.csv
t '--by with --each' -m '^2024-W09,users,lasts,.*,north$' -- \
    lever impact -t week -b team --each -y users --at 2024-W09 --resamples 999 teams.csv
t '... and the other team' -m '^2024-W09,users,cannot-tell,.*,south$' -- \
    lever impact -t week -b team --each -y users --at 2024-W09 --resamples 999 teams.csv
t '--by alone' -s 2 -o '' -e 'Add --each' -- \
    lever impact -t week -b team -y users --at 2024-W09 teams.csv

# ---- what was not the event ----
awk -F , -v OFS=, 'NR == 1 { print $1, "users,market"; next }
    { s = NR > 61 ? 4000 : 0; print $1, $2 + s, 100 * $3 + 2 * ($2 + s) }' "$release" >shock.csv
t '--unaffected that did the same' -m '^2024-W09,users,shared-shock,.*so did market, which it cannot have moved' -- \
    lever impact -t week -y users --unaffected market --at 2024-W09 --resamples 999 shock.csv
t '--unaffected that did nothing' -m '^2024-W09,weekly_users,lasts,' -- \
    lever impact -t week -y weekly_users --unaffected sessions --at 2024-W09 --resamples 999 "$release"
awk -F , -v OFS=, 'NR > 54 { d = NR - 54; $3 += d > 20 ? 160 : 8 * d } 1' "$release" >moving.csv
t 'it had begun before' -m '^2024-W09,sessions,already-moving,.*had begun to move' -- \
    lever impact -t week -y sessions --at 2024-W09 --resamples 999 moving.csv
awk -F , -v OFS=, 'NR >= 59 && NR <= 61 { $3 -= 8 } NR > 61 { $3 += 9 } 1' "$release" >trigger.csv
t 'a change made because of bad weeks' -m 'a return to the usual looks like this, too' -- \
    lever impact -t week -y sessions --at 2024-W09 --resamples 999 trigger.csv
t '--triggered leaves them out' -m '^2024-W09,sessions,lasts,.*,57,44,' -- \
    lever impact -t week -y sessions --at 2024-W09 --resamples 999 --triggered trigger.csv

# ---- few rows after ----
head -n 64 "$release" >three.csv
t 'three rows after, and many windows before' -m '^2024-W09,weekly_users,changed,up,.*,60,3,' -- \
    lever impact -t week -y weekly_users --at 2024-W09 --resamples 999 three.csv
awk 'NR == 1 || NR > 47' three.csv >short.csv
t '... and few' -m '^2024-W09,weekly_users,unusable,.*from 4 on a change can be tested' -- \
    lever impact -t week -y weekly_users --at 2024-W09 --resamples 999 short.csv

# ---- events ----
events() { printf '%s\n' event,date,end,outcome "$@" >events.csv; }
run() { lever impact -t week -y weekly_users --events events.csv --resamples 999 "$@" "$release"; }
events 'a,2024-W09,,' 'b,2024-W09,,'
t 'two on one day' -m '^a,weekly_users,unusable,.*from b, which was in the same week: make one event of the two' -- run
events 'a,2020-01-01,,'
t 'outside the data' -m '^a,weekly_users,unusable,' -- run
events 'a,2030-01-01,,'
t '... behind them' -m '^a,weekly_users,unusable,,,,2030-W01,.*no week from this date on; its last one is 2024-W52' -- run
events 'a,2023-W06,,'
t 'too few rows before' -m '^a,weekly_users,unusable,.*5 weeks of weekly_users lie before it, and 12 are needed' -- run
events 'a,2024-W09,2024-W01,'
t 'an end before the date' -s 1 -o '' -e 'events.csv:2: column "end": "2024-W01" lies before the date' -- run
events 'a,tomorrow,,'
t 'no date' -s 1 -o '' -e 'events.csv:2: column "date"' -- run
events 'a,2024-W09,,weekly_user'
t 'an outcome that is none' -s 1 -o '' -e 'events.csv:2: column "outcome".*did you mean "weekly_users"' -- run
events 'a,2024-W09,,sessions' 'b,2023-W40,,weekly_users'
t 'each event its outcomes' -o 'a,sessions
b,weekly_users' -- sh -c "$LEVER impact -q -t week --events events.csv --resamples 99 '$release' |
    tail -n +2 | cut -d , -f 1-2"
t 'no events' -s 1 -o '' -e 'has a header but no events' -- \
    sh -c "echo event,date >none.csv; $LEVER impact -t week -y sessions --events none.csv '$release'"

# ---- bad input ----
t 'neither events nor date' -s 2 -o '' -e 'exactly one of --events FILE and --at' -- \
    lever impact -t week -y sessions "$release"
t 'both' -s 2 -o '' -e 'exactly one of' -- \
    lever impact -t week -y sessions --at 2024-W09 --events events.csv "$release"
t 'no time' -s 2 -o '' -e 'name it with -t' -- lever impact -y sessions --at 2024-W09 "$release"
t 'no outcome' -s 2 -o '' -e 'Name the columns with -y' -- \
    lever impact -t week --at 2024-W09 "$release"
t 'a column that is none' -s 1 -o '' -e 'did you mean "sessions"' -- \
    lever impact -t week -y session --at 2024-W09 "$release"
t 'a date of another kind' -s 2 -o '' -e 'the rows are weeks' -- \
    lever impact -t week -y sessions --at 2024-02 "$release"
t 'a date without an end behind the comma' -s 2 -o '' -e 'DATE or DATE,END' -- \
    lever impact -t week -y sessions --at 2024-W09, "$release"
t 'an outcome that is context' -s 2 -o '' -e 'would explain itself' -- \
    lever impact -t week -y sessions -z sessions --at 2024-W09 "$release"
awk -F , -v OFS=, 'NR > 1 && NR < 62 { $3 = 50 } 1' "$release" >flat.csv
t 'constant before' -m '^2024-W09,sessions,unusable,.*is 50 throughout before it' -- \
    lever impact -t week -y sessions --at 2024-W09 flat.csv
awk -F , -v OFS=, 'NR > 1 { $3 = 50 } 1' "$release" >flat.csv
t 'constant' -m '^2024-W09,sessions,unusable,.*is 50 throughout' -- \
    lever impact -t week -y sessions --at 2024-W09 flat.csv
awk -F , -v OFS=, 'NR > 1 { $3 = NR * .37 + 3 } 1' "$release" >line.csv
t 'a straight line: what is left of it is rounding' -m '^2024-W09,sessions,unusable,,,,2024-W09,,,,,,.*leave nothing of sessions' -- \
    lever impact -t week -y sessions --at 2024-W09 line.csv
awk -F , -v OFS=, 'NR > 1 { $3 = (NR % 2 ? -1 : 1) * (1 + NR * 7 % 11 / 20) "e308" } 1' "$release" >huge.csv
t 'beyond what numbers hold: no figure but the plain means' \
    -m '^2024-W09,sessions,unusable,,,,2024-W09,,,,,,,,,,,,,,,,,[^,]*,[^,]*,60,44,,,,,,' -- \
    lever impact -t week -y sessions --at 2024-W09 --resamples 99 huge.csv
t 'less than matters from the beginning' -m 'back-to-baseline,.*, less than the 9,000 that would matter' -- \
    lever impact -t week -y weekly_users --at 2024-W09 --min-change 9000 --resamples 999 "$release"
t 'all unaffected' -s 2 -o '' -e 'what should have changed' -- \
    lever impact -t week -y sessions --unaffected sessions --at 2024-W09 "$release"
head -n 3 "$release" >two.csv
t 'one row before' -m '1 week of sessions lies before it' -- lever impact -t week -y sessions --at 2023-W02 two.csv
awk -F , -v OFS=, 'NR > 1 && NR % 3 == 0 { $3 = "" } 1' "$release" >gaps.csv
t 'a third missing' -m '^2024-W09,sessions,unusable,.*33 % of sessions is missing' -- \
    lever impact -t week -y sessions --at 2024-W09 gaps.csv
awk -F , -v OFS=, 'NR > 1 && NR % 9 == 0 { $2 = "" } 1' "$release" >gaps.csv
t 'a few missing' -m '^2024-W09,weekly_users,lasts,' -- \
    lever impact -t week -y weekly_users --at 2024-W09 --resamples 999 gaps.csv
t 'few resamples for many rows' -e 'no p_adj can fall below .05' -m unusable\|tell\|effect -- \
    lever impact -t week -y weekly_users,sessions,rating --events "$sample/events.csv" --resamples 99 "$release"

# ---- in a workbook ----
awk 'BEGIN { print "week,calls,sales"
    for (i = 1; i <= 52; i++) {
        s = (s * 48271 + 11) % 65537; x = s % 21
        printf "2024-W%02d,%d,%d\n", i, 40 + x, 500 + 5 * x + s % 13 + (i >= 30) * 90 } }' >shop.csv
printf '%s\n' event,date 'new shelf,2024-W30' 'sale,2024-W45' >shelf.csv
printf '%s\n' measure,role,source,date,period,agg calls,output,shop.csv,week,week,sum \
    sales,outcome,shop.csv,week,,sum >shop-plan.csv
lever report -q shop-plan.csv --lags 0..0 --resamples 999 --events shelf.csv -o shop.xlsx >verdicts.csv
t 'event dates are named in the charts of a link' -m 'Named on the line: new shelf in 2024-W30, sale in 2024-W45' -- \
    unzip -p shop.xlsx 'xl/drawings/drawing*.xml'
t '... at their points' -m '<c:idx val="2[0-9]"/><c:layout/>.{0,300}<a:t>new shelf<.*<c:idx val="4[0-9]"/><c:layout/>.{0,300}<a:t>sale<' -- \
    unzip -p shop.xlsx 'xl/charts/chart*.xml'

awk -F , -v OFS=, 'NR == 1 { print "team", $0; next } { print "north", $0; print "south", $0 }' shop.csv >teams.csv
t '--each: the note says of whom' -m ',"?2024-W30 .north.: .*,north$' -- \
    lever impact -t week -b team --each -y sales --at 2024-W30 --resamples 99 teams.csv

# ---- public data with known answers, where they are at hand ----
data=$TOP/../shared/data
if [ -d "$data" ]; then
    # Lopez Bernal, Cummins & Gasparrini 2017: rate ratio .894, no change of slope, plain means that rise.
    awk -F , 'NR == 1 { print "month,rate" }
        NR > 1 { printf "%d-%02d,%.6f\n", $1, $2, 1e5 * $3 / $7 }' "$data/sicily_smoking_ban/sicily.csv" >sicily.csv
    lever impact -q -t month -y rate --at 2005-01 --resamples 999 sicily.csv >ban.csv
    t 'Sicily: it fell although the means rise, and all shapes tried it may be chance' -o 'cannot-tell fell rose' -- \
        awk -F , 'NR == 2 { print $3, ($9 < -10 && $9 > -40 ? "fell" : "?"), ($24 > 0 ? "rose" : "?") }' ban.csv
    # McCarthy 1994 by Wooldridge: belt law +.095 (.014), speed law -.054 (.013) by least squares.
    awk -F , 'NR == 1 { print "month,accidents" }
        NR > 1 { printf "%d-%02d,%s\n", 1981 + int((NR - 2) / 12), (NR - 2) % 12 + 1, $35 }' \
        "$data/traffic2_california/traffic2.csv" >traffic.csv
    printf '%s\n' event,date 'belt law,1986-01' 'speed law,1987-05' >laws.csv
    lever impact -q -t month -y accidents --events laws.csv --resamples 999 traffic.csv >laws-out.csv
    t 'traffic: both laws have the known sign and their figures in the interval' -o 'belt law up yes
speed law down yes' -- awk -F , 'NR > 1 { known = $1 == "belt law" ? .095 : -.054
            print $1, ($9 > 0 ? "up" : "down"), ($10 < known && known < $11 ? "yes" : "no") }' laws-out.csv
else
    skip 'Sicily' 'no public data at hand'
    skip 'traffic' 'no public data at hand'
fi

finish
