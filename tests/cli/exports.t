#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Real exports, where they are at hand (../shared/data): each gives the right table, or
# a refusal that names the reason. And what clean does to files and streams.
#
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
data=$TOP/../shared/data
messy=$data/dirty/messytables
air=$data/dirty/decimal_comma/airquality

# table NAME ROWS HEADER ROW FILE OPTION...: so many rows, this header, this row among them.
table() {
    title=$1 rows=$2 header=$3 row=$4 file=$5
    shift 5
    [ -f "$file" ] || { skip "$title" 'no shared data here'; return; }
    if ! "$LEVER" clean -q "$@" "$file" >got.csv 2>err; then
        fail "$title" "$(cat err)"
    elif [ "$(head -n 1 got.csv)" != "$header" ]; then
        fail "$title" "the header is $(head -n 1 got.csv)"
    elif ! grep -Fqx -- "$row" got.csv; then
        fail "$title" "no such row: $row
$(head -n 5 got.csv)"
    elif [ "$(($(wc -l <got.csv) - 1))" != "$rows" ]; then
        fail "$title" "lines below the header: $(($(wc -l <got.csv) - 1)), expected $rows"
    else
        pass "$title"
        # --no-headers made the header, --header-rows made it one row
        "$LEVER" clean -q --keep-totals got.csv >twice.csv 2>err
        if cmp -s got.csv twice.csv; then
            pass "$title: cleaned twice is cleaned once"
        else
            fail "$title: cleaned twice is cleaned once" "$(cat err; diff got.csv twice.csv | head -n 5)"
        fi
    fi
}

# refused NAME PATTERN FILE OPTION...
refused() {
    title=$1 pattern=$2 file=$3
    shift 3
    if [ -f "$file" ]; then
        t "$title" -s 1 -o '' -e "$pattern" -- lever clean "$@" "$file"
    else
        skip "$title" 'no shared data here'
    fi
}

# same NAME FILE: plain already.
same() {
    if [ -f "$2" ]; then
        t "$1" -O "$2" -q -- lever clean "$2"
    else
        skip "$1" 'no shared data here'
    fi
}

# csv-spectrum: the values of each file are those of its JSON. (Of location_coordinates
# the collection's own two files have different telephone numbers; the CSV's is right.)
# Its quotes inside an unquoted field are what only clean reads: the strict reader says so.
for json in "$data"/dirty/csv-spectrum/json/*.json; do
    name=$(basename "$json" .json)
    [ -f "$json" ] || { skip "csv-spectrum" 'no shared data here'; continue; }
    awk -f "$TOP/tests/cli/json-csv.awk" "$json" >want.csv
    [ "$name" != location_coordinates ] || {
        sed 's/^1234567890,/2095257564,/' want.csv >its.csv
        mv its.csv want.csv
        t "csv-spectrum: $name, read strictly" -s 1 -o '' \
            -e ':2: a quote inside a field that does not begin with one \(see lever clean\)$' -- \
            lever pivot --long Cities "$data/dirty/csv-spectrum/csvs/$name.csv"
    }
    t "csv-spectrum: $name" -O want.csv -- lever clean "$data/dirty/csv-spectrum/csvs/$name.csv"
done

refused 'begrotingsanalyse: four header rows' ':5: below the header, .* --header-rows 4' \
    "$messy/begrotingsanalyse-2011.csv"
refused 'begrotingsanalyse: subtotals' '"Totaal" looks like a row of totals' \
    "$messy/begrotingsanalyse-2011.csv" --header-rows 4
table 'begrotingsanalyse: as stated' 33 \
    'NR.,Cluster,provincie A Groningen,provincie B Friesland,provincie C Drenthe,provincie D Overijssel,provincie E Gelderland,provincie F Utrecht,provincie G Noord-Holland,provincie H Zuid-Holland,provincie I Zeeland,provincie J Noord-Brabant,provincie K Limburg,provincie L Flevoland' \
    '34,Aantal inwoners,566216,626948,491524,1130345,1993022,913665,1901627,2412118,381409,2444594,1122701,387881' \
    "$messy/begrotingsanalyse-2011.csv" --header-rows 4 --drop-totals
refused 'characters: another encoding' ':[12]: not valid UTF-8' "$messy/characters.csv"
if [ -f "$messy/characters.csv" ]; then
    t 'characters: as stated' -m '^v_382,C1_395000000A_000382,' -- \
        lever clean --encoding BIG5 "$messy/characters.csv"
else
    skip 'characters: as stated' 'no shared data here'
fi
table 'complex' 3 'date,another date,temperature,place' '2011-01-03,,6000000,Galway' \
    "$messy/complex.csv"
table 'example.tsv' 140 \
    'hour,expr1_0_imp,expr1_1_imp,ctrl1_0_imp,ctrl1_1_imp,expr1_0_hist,expr1_1_hist,ctrl1_0_hist,ctrl1_1_hist,expr1_0_ts,expr1_1_ts,expr1_0_hist_ctr,expr1_1_hist_ctr,ctrl1_0_hist_ctr,ctrl1_1_hist_ctr,expr1_0_ts_ctr,expr1_1_ts_ctr' \
    '2012-06-22 03:00:00,15662,149,15651,145,9,1,6,0,3,0,0.0006,0.0067,0.0004,0.0000,0.0002,0.0000' \
    "$messy/example.tsv"
refused 'excel_pasting: a total' ':21: "Total" looks like a row of totals' "$messy/excel_pasting.csv"
refused 'excel_pasting: thousands or fractions' '"2,666" could be thousands or a fraction' \
    "$messy/excel_pasting.csv" --drop-totals
table 'excel_pasting: as stated' 16 'Year,2000,2001,2002,2003,2004,2005,2006,2007' \
    'Timber,2666,2274,1877,1999,2055,1632,1687,1751' \
    "$messy/excel_pasting.csv" --drop-totals --decimal .
refused 'long: no header' 'all rows are the same' "$messy/long.csv"
table 'mixedGLB: CR only' 133 'Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,J-D,D-N,DJF,MAM,JJA,SON' \
    '2012,34,38,46,55,61,,,,,,,,,,39,54,,' "$messy/mixedGLB.csv" --missing '****,*****'
refused 'null: no header' 'looks like data, not like a header' "$messy/null.csv"
table 'null: as stated' 10 'A,B,C,D' '2,0,0,' "$messy/null.csv" --no-headers --missing null
same 'simple.csv' "$messy/simple.csv"
table 'simple.psv' 28 \
    'Year,New dwellings,Other dwellings,All dwellings,First time buyers,Former owner occupiers' \
    '2012,231000,247000,246000,182000,283000' "$messy/simple.psv"
table 'simple.ssv' 6 'date,temperature,place' '2011-01-02,8,Berkeley' "$messy/simple.ssv"
refused 'simple.unknown: empty' 'is empty' "$messy/simple.unknown"
table 'skip_initials' 2 'field1,field2' 'hello,goodbye' "$messy/skip_initials.csv"
refused 'small: a header only' 'has a header, but no rows' "$messy/small.csv"
refused 'spanish_chars: another encoding' ':1: not valid UTF-8' "$messy/spanish_chars.csv"
table 'spanish_chars: as stated' 114 'GF_ID,FN_ID,SF_ID,GF,F,SF,Gasto total 2011,Descripción' \
    ',1,,,Seguridad Nacional,,62753.50,Administración de los Asuntos Militares y Servicios Inherentes; así como de Seguridad Nacional.' \
    "$messy/spanish_chars.csv" --encoding LATIN1
refused 'sparse_with_column_errors: another encoding' 'not valid UTF-8' \
    "$messy/sparse_with_column_errors.csv"
table 'sparse_with_column_errors: as stated' 2200 'LP,Bezeichnung,Kapitel/Titel,column_4' \
    'A100,Grundfinanzierung MPG,300368540,' "$messy/sparse_with_column_errors.csv" --encoding LATIN1
refused 'utf-16le_encoded: thousands or fractions' '"1,338" could be thousands or a fraction' \
    "$messy/utf-16le_encoded.csv"
if [ -f "$messy/utf-16le_encoded.csv" ]; then
    t 'utf-16le_encoded: as stated' \
        -m '^5CN,Herefordshire PCT,NHS Facilities,2010-11,69,0,0,69,455,0,524,' -- \
        lever clean --decimal . "$messy/utf-16le_encoded.csv"
else
    skip 'utf-16le_encoded: as stated' 'no shared data here'
fi
refused 'utf8bom: a header only' 'has a header, but no rows' "$messy/utf8bom.csv"
refused 'weird_head_padding: thousands or fractions' '"1.613" could be thousands or a fraction' \
    "$messy/weird_head_padding.csv"
table 'weird_head_padding: as stated' 60 'column_1,1985,1993,2000,2005,2006,2007,2008,2009,2010' \
    'Unfallchirurgie,.,1613,2003,2221,2279,2369,2466,2535,2590' \
    "$messy/weird_head_padding.csv" --decimal ,

refused 'air quality: which is the day' '"03/04/2005" does not say which is the day' \
    "${air}_original_semicolon_decimalcomma_tail.csv"
table 'air quality: as stated' 23 \
    'Date,Time,CO(GT),PT08.S1(CO),NMHC(GT),C6H6(GT),PT08.S2(NMHC),NOx(GT),PT08.S3(NOx),NO2(GT),PT08.S4(NO2),PT08.S5(O3),T,RH,AH' \
    '2005-04-04,04.00.00,,864,,0.8,478,52,1116,43,958,489,11.8,56.0,0.7743' \
    "${air}_original_semicolon_decimalcomma_tail.csv" --date-format %d/%m/%Y --missing -200
split=${air}_BROKEN_decimalcomma_split_into_columns_tail.csv
refused 'air quality, split: no header' 'looks like data, not like a header' "$split"
if [ -f "$split" ]; then
    t 'air quality, split: warned about' \
        -e 'warning: .*: columns C and D look like one number .* column break' -- \
        lever clean --no-headers --date-format %d/%m/%Y "$split"
    (echo Date,Time,CO,PT08; cat "$split") >headed.csv
    t 'air quality, split, with the header it had: refused' -s 1 -o '' \
        -e 'decimal commas' -- lever clean headed.csv
else
    skip 'air quality, split: warned about' 'no shared data here'
fi
refused 'two tables' ':5: another table begins here: .* 1 from line 1 on, 2 rows of 11 columns .* 2 from line 5 on, 2 rows of 2' \
    "$data/dirty/analytics_exports/ga_keyword_two_tables_excerpt.csv"
table 'two tables: the first' 2 \
    'Keyword,Clicks,Cost,CPC,Users,Sessions,Bounce Rate,Pages / Session,Ecommerce Conversion Rate,Transactions,Revenue' \
    'onsip,16,114.43,7.15,29,55,0.2909,1.16,0.00,0,0.00' \
    "$data/dirty/analytics_exports/ga_keyword_two_tables_excerpt.csv" --table 1
refused 'two tables: the total of the second' ':7: column "Day Index": the last row has no value' \
    "$data/dirty/analytics_exports/ga_keyword_two_tables_excerpt.csv" --table 2
table 'a preamble' 8 'Hour Index,Sessions' '7,0' \
    "$data/dirty/analytics_exports/ga_hour_index_excerpt.csv"

for name in charity_mailings/charity driving_laws/driving insurance_tv/insurance \
    insurance_tv/insurance_fpp3_dated jtrain_grants/jtrain traffic2_california/traffic2; do
    same "$name" "$data/$name.csv"
done
table 'robyn' 208 \
    'DATE,revenue,tv_S,ooh_S,print_S,facebook_I,search_clicks_P,search_S,competitor_sales_B,facebook_S,events,newsletter' \
    '2015-11-30,2584276.66666667,28613.4533333333,0,0,5527033.1817753,9837.2384857852,4133.33333333333,7901549,1141.95245035415,na,14791' \
    "$data/robyn_weekly/dt_simulated_weekly.csv"
table 'bank marketing' 4119 \
    'age,job,marital,education,default,housing,loan,contact,month,day_of_week,duration,campaign,pdays,previous,poutcome,emp.var.rate,cons.price.idx,cons.conf.idx,euribor3m,nr.employed,y' \
    '30,blue-collar,married,basic.9y,no,yes,no,cellular,may,fri,487,2,999,0,nonexistent,-1.8,92.893,-46.2,1.313,5099.1,no' \
    "$data/bank_marketing_calls/bank-additional.csv"

# Files and streams.
printf 'a;b\n1;2,5\n3;4,5\n' >in.csv
printf 'old\n' >old.csv
printf 'a,b\n1,"open\n' >bad.csv
t 'a refusal leaves --out as it was' -s 1 -o '' -- lever clean --out old.csv bad.csv
t '... quite' -o old -- cat old.csv
t 'a full disk' -s 1 -e 'No space left' -- sh -c '"$LEVER" clean -q in.csv >/dev/full'
t 'a full disk under the log' -s 1 -e '/dev/full: cannot write' -- \
    lever clean -q --log /dev/full --out out.csv in.csv
t '... leaves no table' -s 2 -- ls out.csv
t 'a file that is not there' -s 1 -e 'none.csv: cannot open: No such file' -- lever clean none.csv
t 'a folder' -s 1 -e 'is a folder' -- lever clean .
t 'an encoding that is none' -s 2 -e '--encoding: "KLINGON"' -- lever clean --encoding KLINGON in.csv
t 'a column that is not there' -s 1 -e 'no column "c"|"c"' -- lever clean --number c in.csv
t 'both kinds of totals' -s 2 -e 'exclude each other' -- \
    lever clean --drop-totals --keep-totals in.csv
t 'a format that is none' -s 2 -e '--date-format' -- lever clean --date-format %Q in.csv
# The log accounts for every row: those read are those written and those dropped.
printf 'Title\n\na,b\n1,2\n,\n3,4\na,b\nTotal,6\n\nNote\n' >rows.csv
"$LEVER" clean -q --drop-totals --log log.csv rows.csv >out.csv
t 'the log' -o 'file,line,column,kind,before,after
rows.csv,1,,preamble,Title,
rows.csv,2,,blank,,
rows.csv,5,,blank,",",
rows.csv,7,,header,"a,b",
rows.csv,8,,total,"Total,6",
rows.csv,9,,blank,,
rows.csv,10,,footer,Note,' -- cat log.csv
t 'the log is plain CSV' -O log.csv -- lever clean -q log.csv

# Rows that cannot be placed: all are listed in one run, or set aside with their reasons.
awk 'BEGIN { print "id,name,n"; for (i = 1; i <= 3000; i++)
    print i % 100 == 7 ? i ",Kiel" (i % 200 == 7 ? ",4,5" : "") : i ",Ann," i % 9 }' >placed.csv
sed 's/^\(7,Kiel\),4,5$/7;Kiel;4/; s/^\(107\),Kiel$/Bob,5/' placed.csv >bad.csv
t 'bad rows: the first are listed' -s 1 -o '' \
    -e '^lever clean: bad.csv:8: this row is divided by a semicolon, the table by a comma$' -- \
    lever clean bad.csv
t '... with their number' -s 1 -o '' \
    -e 'bad.csv: 16 of 3000 rows cannot be placed: --set-aside FILE leaves them out$' -- lever clean bad.csv
t '... twenty of them' -o 20 -- sh -c \
    'sed "s/,Ann,3$/,Ann,3,x/" bad.csv >more.csv; "$LEVER" clean more.csv 2>&1 | grep -c "this row"'
t '... of how many' -s 1 -o '' -e '34[0-9] of 3000 rows cannot be placed, of which these are the first:' -- \
    lever clean more.csv
t 'bad rows are set aside' -e 'bad.csv: rows set aside: 16' -m '^3000,Ann,3$' -- \
    lever clean --set-aside aside.csv bad.csv
t '... with their reasons' -o 'file,line,reason,row
bad.csv,8,"this row is divided by a semicolon, the table by a comma",7;Kiel;4
bad.csv,108,"this row has 2 cells, the header 3 names, and ""Bob"" stands in column ""id"", which holds numbers or dates: is a cell missing before it?","Bob,5"' -- \
    sed -n 1,3p aside.csv
t '... one a row' -o 17 -- sh -c 'wc -l <aside.csv | tr -d " "'
t '... and stand in the log' -o 16 -- sh -c \
    '"$LEVER" clean -q --set-aside aside.csv --log log.csv bad.csv >/dev/null && grep -c ,aside, log.csv'
t '... whatever the threads' -O aside.csv -- sh -c \
    '"$LEVER" clean -q --threads 5 --set-aside a5.csv bad.csv >/dev/null; cat a5.csv'
t '... but not more than --at-most' -s 1 -o '' \
    -e 'bad.csv: 16 of 3000 rows cannot be placed, which is more than --at-most 0.5 %' -- \
    lever clean --set-aside none.csv --at-most 0.5% bad.csv
t '... which leaves no file' -s 2 -- ls none.csv
t '... as a share' -m '^1,Ann,1$' -- lever clean --set-aside aside.csv --at-most .01 bad.csv
t 'a share that is none' -s 2 -e '--at-most: "5" is no share' -- \
    lever clean --set-aside aside.csv --at-most 5 bad.csv
t 'none set aside: an empty list' -o 'file,line,reason,row' -- sh -c \
    '"$LEVER" clean -q --set-aside aside.csv in.csv >/dev/null; cat aside.csv'
t 'a full disk under what is set aside' -s 1 -e '/dev/full: cannot write' -- \
    lever clean -q --set-aside /dev/full --out out.csv bad.csv

# Two tables of any length: the second is found, and has its rows.
awk 'BEGIN { print "day,calls"; for (i = 0; i < 200000; i++)
        printf "20%02d-%02d-%02d,%d\n", i % 99, i % 12 + 1, i % 28 + 1, i % 7
    print "region,mails,posts"; for (i = 0; i < 100000; i++) print "R" i "," i % 5 "," i % 3 }' >long.csv
t 'two long tables' -s 1 -o '' \
    -e ':200002: another table begins here: --table N reads one of them: 1 from line 1 on, 200000 rows of 2 columns \(day,calls\); 2 from line 200002 on, 100000 rows of 3 columns' -- \
    lever clean long.csv
t '... the second' -o '100001 region,mails,posts' -- sh -c \
    '"$LEVER" clean -q --table 2 --threads 3 long.csv >out.csv; echo $(wc -l <out.csv) $(head -n 1 out.csv)'
t '... the first' -o '200001 day,calls' -- sh -c \
    '"$LEVER" clean -q --table 1 long.csv >out.csv; echo $(wc -l <out.csv) $(head -n 1 out.csv)'
t '... no third' -s 2 -e '--table 3: the file has 2' -- lever clean --table 3 long.csv

# Many columns: no step grows faster than they do.
awk 'BEGIN { for (j = 0; j < 20000; j++) printf "%sa", j ? "," : ""; print ""
    for (i = 0; i < 3; i++) { for (j = 0; j < 20000; j++) printf "%s%d", j ? "," : "", i + j; print "" } }' >wide.csv
t '20,000 columns of one name' -m '^a,a_2,a_3,.*,a_20000$' -- \
    sh -c 'timeout 20 "$LEVER" clean -q wide.csv | head -n 1'

# Odd rows without end are the table's: none is lost, and they are not all kept in memory.
awk 'BEGIN { print "a,b,c"; for (i = 0; i < 5000; i++) print i ",x,2"
    for (; i < 140001; i++) print i ",x" }' >short.csv
"$LEVER" clean -q --log log.csv short.csv >out.csv
t 'short rows without end' -o '140001 135001' -- sh -c \
    'echo $(($(wc -l <out.csv) - 1)) $(grep -c ,short, log.csv)'

finish
