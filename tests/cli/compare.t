#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
samples=$TOP/samples/experiment

head='group,against,outcome,verdict,direction,evidence,design,effect,effect_low,effect_high,relative,relative_low,relative_high,p,p_adj,naive_effect,naive_p,n,n_against,units,units_against,before,after,pretrend_p,pretrend_mde,breakdown,note'

# ---- arms: 62 of 1,471 against 87 of 1,529, relative -.2593 (-.4948, -.0238), p .0310 ----
awk 'BEGIN { print "arm,sale"
    for (i = 1; i <= 1471; i++) print "treat," (i <= 62)
    for (i = 1; i <= 1529; i++) print "control," (i <= 87) }' >lift.csv
lift() { lever compare --arms arm -y sale "$@" lift.csv; }
t 'the header' -o "$head" -- sh -c "'$LEVER' compare --arms arm -y sale lift.csv | head -n 1"
t 'arms: the relative difference of a published example' \
    -m ',-0\.2592[0-9]*,-0\.4947[5-9][0-9]*,-0\.0237[6-9][0-9]*,' -- lift
t '... whose p is told, as the difference itself says less' -m 'p 0\.0310 by the delta method' -- lift
t '... Newcombe, and a p that agrees' \
    -m '^treat,control,sale,cannot-tell,,experiment,experiment,-0\.01475[0-9]*,-0\.0304[0-9]*,0\.00085[0-9]*,.*,0\.0637[0-9]*,0\.0637' -- lift
t '... and it is said that sizes were not checked' -m 'was not checked; --shares' -- lift
t '--shares that hold say nothing' -m 'than control; on average [^;]*\(' -- lift --shares treat=1,control=1
t '--shares that do not hold' -m ',not-comparable,.*do not have the sizes that were stated \(treat 1471 and control 1529' -- \
    lift --shares 'treat=2,control=1'
t '--shares of an arm that is not there' -s 1 -o '' -e 'nobody is "treet"; did you mean "treat"' -- \
    lift --shares treet=1,control=1
t '--shares without an arm' -s 2 -o '' -e 'share of "control" is missing' -- lift --shares treat=1
t '--shares that are no numbers' -s 2 -o '' -e 'is not an arm and its share' -- lift --shares treat
t '--against turns it round' -m '^control,treat,sale,.*,0\.0147' -- lift --against treat
t '... whom there is not' -s 1 -o '' -e 'did you mean "control"' -- lift --against contrl
t 'no name of a control: the first by name, and a warning' -e 'nothing says which arm is the control; "1" is taken' \
    -m '^2,1,y,' -- sh -c "awk 'BEGIN { print \"a,y\"; for (i = 0; i < 40; i++) print 1 + i % 2 \",\" i % 7 }' |
    '$LEVER' compare --arms a -y y"
t 'an arm of its own outcome' -s 2 -o '' -e 'both what is compared and who' -- \
    lever compare --arms sale -y sale lift.csv
t 'arms of one' -s 1 -o '' -e 'there is one group, "treat": nothing to hold it against' -- \
    sh -c "grep -v control lift.csv | '$LEVER' compare --arms arm -y sale"
t 'arms nobody is in' -s 1 -o '' -e 'empty: nobody is in a group' -- lever compare --arms a -y y <<'END'
a,y
,1
,2
END
t 'arms that are measures' -s 1 -o '' -e 'are no arms of an experiment' -- \
    lever compare --arms minutes -y signed_up "$samples/signups.csv"
t 'arms that only look different' -s 1 -o '' -e 'Treat' -- lever compare --arms a -y y <<'END'
a,y
treat,1
Treat,2
control,3
END

# ---- looked at before the end ----
t '--planned: a file sorted by arm is no order of arrival' -m ',sequential,.*do not stand in the order' -- \
    lift --planned 5000
sequential() { lever compare --arms arm -y minutes,signed_up -t day "$@" "$samples/signups.csv"; }
t '--planned: asymptotic of minutes, betting of 0 and 1' -m '^new,control,signed_up,cannot-tell,,experiment,sequential,' -- \
    sequential --planned 1200
t '... and it is said' -m 'however often one looks; after 600 of 1200 planned rows' -- sequential --planned 1200
t '... wider than a single look' -o yes -- sh -c "
    one=\$('$LEVER' compare --arms arm -y minutes '$samples/signups.csv' | tail -n 1 | cut -d , -f 9)
    many=\$('$LEVER' compare --arms arm -y minutes --planned 1200 '$samples/signups.csv' | tail -n 1 | cut -d , -f 9)
    awk -v a=\$one -v b=\$many 'BEGIN { print (b < a ? \"yes\" : \"no\") }'"
early() { head -n 31 "$samples/signups.csv" | lever compare --arms arm -y minutes --planned 1200 "$@"; }
t 'too early for it' -m ',unusable,.*It is too early' -- early
t '--bounds: from the first row on' -m ',cannot-tell,.*sequential' -- early --bounds 0,60
t '... that do not hold' -m ',unusable,.*lie outside the --bounds' -- early --bounds 30,60
t '... that are none' -s 2 -o '' -e 'is not two numbers' -- early --bounds 60,0
t '... without --planned' -s 2 -o '' -e '--bounds goes with --planned' -- lift --bounds 0,1

# ---- what was known before ----
t '-z takes noise away' -m 'takes 5[0-9] % of the noise' -- \
    lever compare --arms arm -y minutes -z minutes_before "$samples/signups.csv"
t '-z that was not from before' -m 'differ in a column of -z: was it known' -- \
    lever compare --arms arm -y signed_up -z minutes --against control "$samples/signups.csv"
t '-z that does not vary' -m 'nothing was taken out' -- sh -c "sed 's/\$/,1/; 1s/1\$/one/' '$samples/signups.csv' |
    '$LEVER' compare --arms arm -y minutes -z one"

# ---- arms that grew: in every stretch nothing, in all of it a lot ----
awk 'BEGIN { print "day,arm,y"
    for (d = 1; d <= 20; d++)
        for (i = 0; i < 100; i++)
            printf "2026-01-%02d,%s,%d\n", d, (i < 2 + 4 * d ? "treat" : "control"), 10 * d + i * 37 % 11 }' >ramp.csv
t 'arms that grew over time' -m ',cannot-tell,.*shares changed while it ran.*within 20 stretches' -- \
    lever compare --arms arm -y y -t day ramp.csv
t '... whose time is not said' -m ',differs,up,' -- lever compare --arms arm -y y ramp.csv
t 'values missing in one arm more' -e 'missing in one arm more' -- sh -c \
    "awk 'BEGIN { print \"arm,y\"; for (i = 0; i < 400; i++) print (i % 2 ? \"a,\" (i % 10 < 6 ? \"\" : i % 7) : \"b,\" i % 7) }' |
    '$LEVER' compare --arms arm -y y"

# ---- groups ----
awk 'BEGIN { print "team,person,calls,rare"
    for (i = 0; i < 240; i++)
        print (i % 3 == 0 ? "north" : i % 3 == 1 ? "south" : "west") "," int(i / 12) "," \
            (i * 7919) % 97 + (i % 3 == 0 ? 30 : 0) "," ((i * 31) % 10 == 0) + ((i * 17) % 13 == 0) + (i % 3 == 1 && i % 7 == 0) * 1 }' >teams.csv
t 'groups: each pair, by name' -o 'group,against,verdict
north,south,differs
north,west,differs
south,west,cannot-tell' -- sh -c "'$LEVER' compare --groups team -y calls teams.csv | cut -d , -f 1,2,4"
t '... as association, by two samples' -m ',differs,up,association,two-sample,' -- lever compare --groups team -y calls teams.csv
t '... corrected for three of them' -o yes -- sh -c "'$LEVER' compare --groups team -y calls teams.csv | awk -F , '\$1 == \"south\" { print (\$15 >= \$14 ? \"yes\" : \"no\") }'"
t '--against: each against one' -o 2 -- sh -c "'$LEVER' compare --groups team -y calls --against west teams.csv | grep -c ,west,"
t '-b: rows are not units' -m 'It rests on 20 persons against 20' -- lever compare --groups team -y calls -b person teams.csv
t '--min-change: no effect that matters' -m '^south,west,calls,no-effect,' -- lever compare --groups team -y calls --min-change 60 teams.csv
t 'one group' -s 1 -o '' -e 'there is one group, "north"' -- sh -c "grep -e team -e north teams.csv | '$LEVER' compare --groups team -y calls"
t 'an outcome that does not vary' -m ',unusable,.*does not vary within the two' -- sh -c "sed 's/\$/,5/; 1s/5\$/five/' teams.csv | '$LEVER' compare --groups team -y five"
t '-z is not for groups' -s 2 -o '' -e '-z goes with --arms, not with --groups' -- lever compare --groups team -y calls -z rare teams.csv
t 'too many groups' -s 1 -o '' -e '--against NAME holds each against one' -- sh -c "awk 'BEGIN { print \"g,y\"; for (i = 0; i < 900; i++) print i % 60 \",\" i % 7 }' | '$LEVER' compare --groups g -y y"
sed 's/$/,/; 1s/,$/,few/' teams.csv | awk -F , -v OFS=, 'NR > 1 && NR <= 6 { $1 = "tiny" } 1' >small.csv
t '--least: a small group is not shown' -o 0 -- sh -c "'$LEVER' compare --groups team -y calls small.csv 2>&1 | grep -c tiny; true"
t '... that some are not is said, not how many rows' -e 'groups of under 10 rows are not shown' -- lever compare --groups team -y calls small.csv
t '... unless fewer do' -m '^north,tiny,' -- lever compare --groups team -y calls --least 5 small.csv
t '... or nobody is left' -s 1 -o '' -e 'no two groups have the 500 rows' -- lever compare --groups team -y calls --least 500 small.csv
# 5 events in 20 rows against 0 in 20, exactly: p = 2 / 2^5.
t 'rare counts, given their sum' -m ',,,,0\.06250*[0-9]*,0\.06250*[0-9]*,' -- lever compare --groups g -y n <<'END'
g,n
a,2
a,0
a,1
a,0
a,0
a,1
a,0
a,0
a,0
a,1
a,0
a,0
a,0
a,0
a,0
a,0
a,0
a,0
a,0
a,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
b,0
END

# ---- guardrails, by a plan ----
cat >plan.csv <<'END'
measure,role,better,unit,min_change
minutes,guardrail,down,min,
signed_up,outcome,up,,.2
END
guarded() { lever compare --arms arm -p plan.csv "$@" "$samples/signups.csv"; }
t 'a guardrail that is worse' -m '^new,control,minutes,harms,worse,' -- guarded
t '... in words' -m 'Harms a guardrail: new has 1\.9 min more minutes' -- guarded
t 'nothing that matters, by the plan' -m '^new,control,signed_up,no-effect,' -- guarded
t '--assert' -s 3 -- sh -c "'$LEVER' compare --arms arm -p plan.csv --assert no-effect '$samples/signups.csv'"
t '... that holds' -- sh -c "'$LEVER' compare --arms arm -p plan.csv --assert harms,no-effect '$samples/signups.csv'"
t '... of a word that is none' -s 2 -o '' -e 'is not a verdict; did you mean "differs"' -- guarded --assert differ

# ---- treated ----
stores() { lever compare -t week -b store -y sales --treated "$1" --at "$2" "$samples/stores.csv"; }
five='store 01,store 02,store 03,store 04,store 05'
t 'five and more: whole units' -m '^store 01 and 4 others,7 others,sales,differs,up,before-after,wild-cluster,5\.85' -- stores "$five" 2024-W41
t '... a date in the week' -m ',differs,up,before-after,wild-cluster,5\.85' -- stores "$five" 2024-10-09
t '... of which naive figures are far too sure' -m ',[0-9.]*e-4[0-9],300,420,5,7,' -- stores "$five" 2024-W41
t 'two rates and two trends' -m 'Before: [0-9.]+ against [0-9.]+, going by' -- stores "$five" 2024-W41
sed '/store 0[3-9]/d; /store 1/d' "$samples/stores.csv" >two.csv
t 'one against one: one series' -m '^store 01,store 02,sales,cannot-tell,,before-after,difference-series,.*Two units cannot say more' -- \
    lever compare -t week -b store -y sales --treated 'store 01' --at 2024-W41 two.csv
t 'one against few: its rank among them' -m 'it would rank [1-9] of 8' -- sh -c "sed '/store 0[2-5]/d' '$samples/stores.csv' |
    '$LEVER' compare -t week -b store -y sales --treated 'store 01' --at 2024-W41"
awk 'BEGIN { s = 7; print "week,unit,y"
    for (w = 1; w <= 40; w++) for (u = 1; u <= 24; u++) {
        n = 0; for (i = 0; i < 12; i++) { s = s * 16807 % 2147483647; n += s / 2147483647 - .5 }
        printf "%d,u%d,%.3f\n", w, u, 20 + u + n + (u == 1 && w > 30 ? 4 : 0) + (u == 2 ? w / 5 : 0) }
    }' >many.csv
many() { lever compare -t week -b unit -y y --at 31 "$@" many.csv; }
t 'one against many: permutation' -m '^u1,23 others,y,differs,up,before-after,permutation,' -- many --treated u1
t 'coming apart already: not comparable' -m '^u2,23 others,y,not-comparable,.*coming apart already before 31' -- many --treated u2 --adjust none
t 'a sign that flips' -m 'Who is ahead has changed' -- sh -c "awk -F , 'NR == 1 || \$2 == \"u1\" || \$2 == \"u2\"' many.csv |
    awk -F , -v OFS=, '\$2 == \"u2\" { \$3 -= 3 } 1' | '$LEVER' compare -t week -b unit -y y --at 31 --treated u2"
t 'the same bytes, whatever the threads' -o "$(stores "$five" 2024-W41)" -- \
    lever compare -t week -b store -y sales --treated "$five" --at 2024-W41 --threads 3 "$samples/stores.csv"
t 'who is not there' -s 1 -o '' -e 'nobody is "store 13"; did you mean "store 03"' -- stores 'store 13' 2024-W41
t 'all are treated' -s 1 -o '' -e 'there is nobody to hold them against; lever impact' -- \
    lever compare -t week -b store -y sales --treated 'store 01,store 02' --at 2024-W41 two.csv
t 'dates that differ' -s 2 -o '' -e 'one date at a time' -- stores "$five" 2024-W41,2024-W44
t 'a date outside' -s 1 -o '' -e 'the rows go from 2024-W01 to 2025-W08, so there is nothing from that date' -- stores "$five" 2027-W01
t 'a date before all' -s 1 -o '' -e 'so there is nothing before that date' -- stores "$five" 2024-W01
t 'no date' -s 2 -o '' -e 'is no date and no week' -- stores "$five" soon
t 'a date that is missing' -s 2 -o '' -e 'since when\? --at' -- lever compare -t week -b store -y sales --treated "$five" "$samples/stores.csv"
t 'nobody a row is about' -s 2 -o '' -e '-b COL' -- lever compare -t week -y sales --treated "$five" --at 2024-W41 "$samples/stores.csv"
t 'no time' -s 2 -o '' -e '-t COL' -- lever compare -b store -y sales --treated "$five" --at 2024-W41 "$samples/stores.csv"
t 'few periods before' -m ',unusable,.*under 8 periods before' -- stores "$five" 2024-W06
t 'no common grid' -m ',unusable,.*no common grid' -- sh -c "awk -F , 'NR == 1 || (NR % 13 > 1)' '$samples/stores.csv' |
    '$LEVER' compare -t week -b store -y sales --treated 'store 01' --at 2024-W41"
t 'an outcome that is the same for all' -m ',unusable,' -- sh -c "sed 's/\$/,1/; 1s/1\$/one/' '$samples/stores.csv' |
    '$LEVER' compare -t week -b store -y one --treated 'store 01' --at 2024-W41"

# ---- a calendar ----
calendar() { lever compare -t week -y orders --schedule "$samples/calendar.csv" "$@"; }
t 'a calendar that was followed' -m '^1,0,orders,differs,up,experiment,schedule,10\.1[0-9]*,7\.0[0-9]*,13\.0[0-9]*,,,,0\.001953125,' -- \
    calendar -x mails "$samples/shop.csv"
t '... or is taken so' -m 'taken as followed; -x COL would check it' -- calendar "$samples/shop.csv"
awk -F , -v OFS=, 'NR > 1 && NR <= 6 { $2 = 1 - $2 } 1' "$samples/shop.csv" >partly.csv
t '... followed in part: an intention' -m 'In 5 of 40 cells something else was done' -- calendar -x mails partly.csv
awk -F , -v OFS=, 'NR > 1 && NR % 2 { $2 = 1 - $2 } 1' "$samples/shop.csv" >not.csv
t '... not followed' -s 1 -o '' -e 'was not followed: in 20 of 40 cells' -- calendar -x mails not.csv
t '... not finished' -m 'So far 7 of 10 pairs of blocks have run' -- sh -c "head -n 30 '$samples/shop.csv' |
    '$LEVER' compare -t week -y orders --schedule '$samples/calendar.csv'"
t '... hardly begun' -m ',unusable,.*Only 3 pairs of blocks have run' -- sh -c "head -n 13 '$samples/shop.csv' |
    '$LEVER' compare -t week -y orders --schedule '$samples/calendar.csv'"
t '... not begun' -s 1 -o '' -e 'no pair of blocks of the calendar' -- sh -c "head -n 3 '$samples/shop.csv' |
    '$LEVER' compare -t week -y orders --schedule '$samples/calendar.csv'"
sed '3s/,1,1,/,0,1,/' "$samples/calendar.csv" >changed.csv
t '... changed after it was drawn' -s 1 -o '' -e 'changed.csv:[0-9]+: column "level".*changed after it was drawn' -- \
    lever compare -t week -y orders --schedule changed.csv "$samples/shop.csv"
t '... that is none' -s 1 -o '' -e 'no column "period": that is no calendar' -- \
    lever compare -t week -y orders --schedule "$samples/shop.csv" "$samples/shop.csv"
t '... of weeks beside days' -s 1 -o '' -e 'the table has days, the calendar .* has weeks' -- \
    lever compare -t day -y minutes --schedule "$samples/calendar.csv" -q --period day <<'END'
day,minutes
2025-03-03,1
2025-03-04,2
END
t '--lags that are too many' -s 2 -o '' -e '0 to 9 at most' -- calendar --lags 0..20 "$samples/shop.csv"
lever nudge -q --from 1 --periods 16 --entities a,b,c --seed 4 -o trio.csv
awk -F , 'NR == 1 { print "week,who,y,z"; next } { s = s * 31 % 1009 + 7; printf "%s,%s,%d,5\n", $1, $2, 50 + 20 * $3 + s % 9 }' trio.csv >done.csv
t 'a calendar of three' -m '^1,0,y,differs,up,experiment,schedule,' -- lever compare -t week -b who -y y --schedule trio.csv done.csv
t '... of whom one is missing' -s 1 -o '' -e 'nobody is "c"' -- sh -c "grep -v ,c, done.csv | '$LEVER' compare -t week -b who -y y --schedule trio.csv"
t '... without -b' -s 2 -o '' -e 'which column says who' -- sh -c "grep -v -e ,c, -e ,b, done.csv | '$LEVER' compare -t week -y y --schedule trio.csv"
t '... of an outcome that does not vary' -m ',unusable,.*does not vary' -- lever compare -t week -b who -y z --schedule trio.csv done.csv

# ---- what is said agrees ----
# By a generator of the smallest kind, so that the series are the same wherever they are drawn.
awk 'function noise() { s = (s * 16807) % 2147483647; return s / 2147483647 - .5 }
BEGIN { print "week,team,y"; s = 31
    for (i = 1; i <= 52; i++) {
        a = a * .6 + 6 * noise(); b = b * .6 + 6 * noise()
        printf "2024-W%02d,a,%.3f\n2024-W%02d,b,%.3f\n", i, a + (i == 36) * 9 - (i > 40) * 2, i, b } }' >spike.csv
lever compare -q -t week -b team -y y --treated a --at 02.09.2024 spike.csv >spiked.csv
t 'a date as people write it, and p agrees with the interval' -o 'cannot-tell yes' -- \
    awk -F , 'NR == 2 { print $4, ((($14 < .05) == ($9 > 0 || $10 < 0)) ? "yes" : "no") }' spiked.csv
t '... which says what p did not' -m 'It changed at that date .p 0.0.*but on average since it may be 0' -- cat spiked.csv
awk -F , -v OFS=, 'NR == 1 { print "week,team,y"; next } { print $1, "n", 3 + NR % 7; print $1, "s", 9 + NR * 5 % 11
    print $1, "both", 12 + NR % 7 + NR * 5 % 11 }' "$TOP/samples/release/release.csv" >sums.csv
t 'a total among those who are compared' -m '^n,' -e 'column "team": "both" is the sum of the others in all periods: a total is not one of them' -- \
    lever compare -t week -b team -y y --treated n --at 2024-W09 --resamples 99 sums.csv
t '... by its name' -m '^n,' -e '"All teams" is a word for all' -- sh -c "sed 's/both,./All teams,/' sums.csv |
    '$LEVER' compare -t week -b team -y y --treated n --at 2024-W09 --resamples 99"
t 'groups that differ in case, named whole' -s 1 -o '' -e 'column "g": "one" and "One" differ only in case' -- sh -c \
    "printf '%s\n' g,y one,1 two,2 One,3 | '$LEVER' compare --groups g -y y --least 1"
awk 'BEGIN { print "arm,y"; for (i = 0; i < 200; i++) print (i % 2 ? "new," : "old,") i * 7 % 11 }' >worse.csv
t 'unusable: counts and no figure' -m '^new,old,y,unusable,,,sequential,,,,,,,,,,,100,100,' -- \
    lever compare --arms arm --against old -y y --bounds 0,1 --planned 400 worse.csv
printf '%s\n' measure,role,better,min_change y,guardrail,up,1 >guard.csv
awk 'BEGIN { print "arm,y"; for (i = 0; i < 80; i++) print (i % 2 ? "new," : "old,") i * 7 % 11 + (i % 2) * 1.2 }' >guarded.csv
t 'a guardrail is no worse; how much better is open' -m 'no-effect,.*If y is worse with new than with old, then by less than the 1 that would matter' -- \
    lever compare --arms arm --against old -p guard.csv guarded.csv

t 'no-effect: by the interval that it goes by' -m 'no-effect,.*under the 9 that would matter \(-?[0-9.]+ to [0-9.]+ at 90 %\)' -- \
    lever compare --arms arm --against old -y y --min-change 9 guarded.csv
t 'more rows than were planned' -m '80 rows are more than the 60 planned' -- \
    lever compare --arms arm --against old -y y --planned 60 guarded.csv

# ---- which question ----
t 'no question' -s 2 -o '' -e 'who is compared\?' -- lever compare -y sale lift.csv
t 'two questions' -s 2 -o '' -e 'are two questions' -- lever compare --arms arm --groups arm -y sale lift.csv
t 'an option of another question' -s 2 -o '' -e '--planned goes with --arms, not with --groups' -- \
    lever compare --groups arm -y sale --planned 100 lift.csv
t 'no outcome' -s 2 -o '' -e '-y' -- lever compare --groups arm lift.csv
t 'JSON lines' -m '"verdict":"cannot-tell"' -- lift --json
finish
