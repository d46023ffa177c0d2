#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion, as lever answers it and as a real interactive bash and zsh use it.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

printf 'week,calls,"calls, all",won rate,"say ""x"""\n1,2,3,4,5\n' >data.csv
printf 'week;only here\n1;2\n' >semicolon.csv
printf 'Gr\303\266\303\237e,"it'\''s",a$b,back`tick,semi;colon,"x,y z",sl\\ash,day: first,-neg\n1,2,3,4,5,6,7,8,9\n' >odd.csv
printf 'measure,role,source\ndesk calls,output,data.csv\nsold,outcome,odd.csv\n' >plan.csv
cp data.csv 'my data.csv'
mkdir folder bin plugins
ln -s "$LEVER" bin/lever
ln -s lever bin/lever-test
export PATH="$work/bin:$PATH"
tab=$(printf '\t')

# What lever answers: KIND<tab>PREFIX, then the candidates.
t 'column names out of the header, quoted as a list wants them' -q -o "list$tab
week$tab
calls$tab
\"calls, all\"$tab
won rate$tab
\"say \"\"x\"\"\"$tab" -- lever --complete 3 test data.csv -x ''
t 'of a file that stands behind the cursor' -q -o "list$tab
week$tab" -- lever --complete 2 test -x we data.csv
t 'in a list, after a comma outside quotes' -q -o "list${tab}\"calls, all\",!
week$tab
won rate$tab" -- lever --complete 3 test data.csv -x '"calls, all",!w'
t 'with the delimiter on the line' -q -o "list$tab
only here$tab" -- lever --complete 5 test -d ';' semicolon.csv -x on
printf 'week,team,arm\n1,north,new\n1,"south, old",control\n2,north,new\n' >teams.csv
printf 'week,y\n2024-W09,1\n2024-W11,2\n' >when.csv
t 'names of who is in the column of another option' -q -o "list${tab}north,
\"south, old\"$tab" -- lever --complete 5 compare teams.csv -b team --treated 'north,"so'
t '... the dates that a file has' -q -o "list${tab}--at=2024-W09,
2024-W11$tab" -- lever --complete 3 impact -t week --at=2024-W09,2024-W1 when.csv
t '... the arms of an experiment' -q -o "list$tab
new$tab
control$tab" -- lever --complete 5 compare teams.csv --arms arm --against ''
t '... no column, no names' -q -o "list$tab" -- lever --complete 3 compare teams.csv --treated ''
t 'no file, no names' -q -o "list$tab" -- lever --complete 2 test -x ''
t 'a file that cannot be read: no names, no noise' -q -o "list$tab" \
    -- lever --complete 3 test gone.csv -x ''
t 'choices' -q -o "words$tab
holm$tab
bh$tab
none$tab" -- lever --complete 2 test --adjust ''
t 'an attached value' -q -o "words--adjust=
holm$tab" -- sh -c '"$LEVER" --complete 1 test --adjust=ho | sed "1s/\t//"'
t 'measures of a plan that is the operand, and the columns of its sources' -q -o "list$tab
desk calls$tab
sold$tab
list$tab
week$tab" -- sh -c '"$LEVER" --complete 3 report plan.csv -x ""; "$LEVER" --complete 3 report plan.csv -b we'
t 'an option that is not finished does not hide the columns' -q -o "list$tab
week$tab" -- lever --complete 3 test data.csv -x we --lags
t 'roles of the plan' -q -m "^@guardrail$tab" -- lever --complete 3 test data.csv -x @g
t 'verdicts for --assert' -q -o "list${tab}moves,
no-effect$tab" -- lever --complete 2 test --assert moves,no
t 'options of the filter and common ones' -q -o "words$tab
--out${tab}write here, whole or not at all
--out-delimiter${tab}what divides the fields written
--out-decimal${tab}the decimal mark of the numbers written" -- lever --complete 1 filters --out
t 'files where a file is wanted' -q -o "files$tab" -- lever --complete 2 test --plan ''
t 'a renaming: the column behind its new name' -q -o "list${tab}new=
calls$tab" -- lever --complete 3 roll data.csv --sum new=ca
t 'a name that is to be made up: no columns' -q -o "list$tab" -- sh -c \
    '"$LEVER" --complete 3 roll data.csv --count "" | sed "s/^words/list/"'

t 'a file, though the option may be given several times' -q -o "files$tab" \
    -- lever --complete 2 calc -f ''
t 'a delimiter: marks that may divide' -q -o "words$tab
comma$tab
semicolon$tab
tab$tab
pipe$tab
space$tab" -- lever --complete 2 test --delimiter ''
t 'a decimal mark: the two there are' -q -o "words$tab
comma$tab
point$tab" -- lever --complete 2 test --out-decimal ''

# Every fixed word that --help shows for an option's value is offered for it.
for filter in $(lever --list-filters | cut -f 1); do
    lever --list-options "$filter" | awk -F '\t' '$3 != "flag" && $4 ~ /[|]/ && $4 !~ /^[A-Z|]+$/ { print $2, $4 }'
done | sort -u >fixed
while read -r option words; do
    for filter in $(lever --list-filters | cut -f 1); do
        if lever --list-options "$filter" | cut -f 2,4 | grep -qxF "$option$tab$words"; then
            break
        fi
    done
    echo "$words" | tr '|' '\n' | grep -v '^[A-Z]' >want
    t "--$option offers $words" -q -O want -- sh -c \
        '"$LEVER" --complete 2 "$1" "--$2" "" | sed 1d | cut -f 1' sh "$filter" "$option"
done <fixed
t 'there are many such' -- test "$(wc -l <fixed)" -ge 10
t 'periods' -q -o 'day week month quarter year integer' -- sh -c \
    'echo $("$LEVER" --complete 2 roll --period "" | sed 1d | cut -f 1)'
t 'a formula: functions' -q -o "list${tab}a=
MOVMEDIAN(${tab}its median over the last periods" -- lever --complete 1 calc a=MOVM data.csv
t 'a formula: columns' -q -o "list${tab}a=1+
calls$tab" -- lever --complete 1 calc a=1+cal data.csv
t 'a formula: a column whose name is no word' -q -o "list${tab}a=1+
'calls, all'$tab" -- lever --complete 1 calc "a=1+'c" data.csv
t 'files for an operand, also after --' -q -o "files$tab" -- lever --complete 2 test -- -x
t 'filters by name' -q -o "words$tab
methods${tab}lists the measures of association there are, built in and plugins" \
    -- lever --complete 0 meth
t 'an index beyond the words' -s 1 -o '' -- lever --complete 7 test

# What is typed, what has to stand there afterwards in bash, and in zsh where it
# differs (zsh adds the comma or the space of what comes next).
cat >cases <<'END'
lever tes<TAB>|lever test |
lever help tes<TAB>|lever help test |
lever test --adj<TAB>|lever test --adjust |
lever test --adjust h<TAB>|lever test --adjust holm |
lever test data.csv -x we<TAB>|lever test data.csv -x week|,
lever test data.csv -x won<TAB>|lever test data.csv -x won\ rate|,
lever test data.csv --outputs=calls,we<TAB>|lever test data.csv --outputs=calls,week|,
lever test data.csv -x \"c<TAB>|lever test data.csv -x \"calls\,\ all\"|zsh:lever test data.csv -x \"calls,\ all\",
lever test data.csv -x '"c<TAB>|lever test data.csv -x '"calls, all"'|zsh:lever test data.csv -x '"calls, all"' 
lever test data.csv -x week,@outp<TAB>|lever test data.csv -x week,@output|,
lever test data.csv -t we<TAB>|lever test data.csv -t week |
lever test data.csv -x week,won<TAB>|lever test data.csv -x week,won\ rate|,
lever test data.csv -x "won<TAB>|lever test data.csv -x "won rate"|zsh:lever test data.csv -x "won rate" 
lever test data.csv -x "won rate,we<TAB>|lever test data.csv -x "won rate,week"|zsh:lever test data.csv -x "won rate,week" 
lever test data.csv -x "won rate",we<TAB>|lever test data.csv -x "won rate",week|zsh:lever test data.csv -x "won rate,week" 
lever test data.csv -x won\ rate,we<TAB>|lever test data.csv -x won\ rate,week|,
lever test data.csv -x '"calls, all",we<TAB>|lever test data.csv -x '"calls, all",week'|zsh:lever test data.csv -x '"calls, all",week' 
lever test odd.csv -x Gr<TAB>|lever test odd.csv -x Größe|,
lever test odd.csv -x it<TAB>|lever test odd.csv -x it\'s|,
lever test odd.csv -x "a<TAB>|lever test odd.csv -x "a\$b"|zsh:lever test odd.csv -x "a\$b" 
lever test odd.csv -x ba<TAB>|lever test odd.csv -x back\`tick|,
lever test odd.csv -x se<TAB>|lever test odd.csv -x semi\;colon|,
lever test odd.csv -x sl<TAB>|lever test odd.csv -x sl\\ash|,
lever test odd.csv -x "sl<TAB>|lever test odd.csv -x "sl\\ash"|zsh:lever test odd.csv -x "sl\\ash" 
lever test odd.csv -x day<TAB>|lever test odd.csv -x day:\ first|,
lever test odd.csv --outputs=day:<TAB>|lever test odd.csv --outputs=day:\ first|,
lever test odd.csv -x -n<TAB>|lever test odd.csv -x -neg|,
lever test data.csv -x \!we<TAB>|lever test data.csv -x \!week|,
lever test data.csv -x week,\!won<TAB>|lever test data.csv -x week,\!won\ rate|,
lever test my\ data.csv -x we<TAB>|lever test my\ data.csv -x week|,
lever test "my d<TAB>|lever test "my data.csv" |
lever report plan.csv -x de<TAB>|lever report plan.csv -x desk\ calls|,
lever test -p plan.csv -y so<TAB>|lever test -p plan.csv -y sold|,
lever join data.csv my\ data.csv -t we<TAB>|lever join data.csv my\ data.csv -t week |
lever test -q --q<TAB>|lever test -q --q|
lever test data.csv --lags 0..2 --la<TAB>|lever test data.csv --lags 0..2 --la|
lever test data.csv -x week --outp<TAB>|lever test data.csv -x week --outputs |
lever help tut<TAB>|lever help tutorial |
lever test odd.csv -x '"x<TAB>|lever test odd.csv -x '"x,y z"'|zsh:lever test odd.csv -x '"x,y z"' 
lever roll data.csv --sum total=ca<TAB>|lever roll data.csv --sum total=calls|,
lever roll --period qu<TAB>|lever roll --period quarter |
lever test --season au<TAB>|lever test --season auto |
lever roll --tz wr<TAB>|lever roll --tz written |
lever corr --method sp<TAB>|lever corr --method spearman |
lever test --assert moves,no<TAB>|lever test --assert moves,no-effect|,
lever view --color al<TAB>|lever view --color always |
lever test -x we data.csv<LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><TAB>|lever test -x week data.csv|zsh:lever test -x week, data.csv
lever test <data.csv -x we<TAB>|lever test <data.csv -x week|,
lever test -q < data.csv -t we<TAB>|lever test -q < data.csv -t week |
lever roll <odd.csv | lever test <data.csv -x we<TAB>|lever roll <odd.csv | lever test <data.csv -x week|,
lever test <dat<TAB>|lever test <data.csv |
lever test dat<TAB>|lever test data.csv |
lever test --plan=dat<TAB>|lever test --plan=data.csv |
lever test fol<TAB>|lever test folder/|
cat data.csv | lever tes<TAB>|cat data.csv | lever test |
lever-test data.csv -t we<TAB>|lever-test data.csv -t week |
END
# The bar divides the columns, but not in a pipeline.
sed 's/ | / ! /g; s/|.*//; s/ ! / | /g' cases >lines

expected() {
    sed 's/ | / ! /g' cases | awk -F '|' -v shell="$1" '{
        want = $2
        if (shell == "zsh")
            want = $3 ~ /^zsh:/ ? substr($3, 5) : $2 $3
        gsub(/ ! /, " | ", want)
        print want
    }'
}

for shell in bash zsh; do
    if ! command -v zsh >/dev/null || ! command -v "$shell" >/dev/null; then
        skip "$shell" 'zsh drives both shells, and is not installed'
        continue
    fi
    expected "$shell" >want
    status=0
    zsh -f "$TOP/tests/cli/complete.zsh" "$shell" lines >got 2>&1 || status=$?
    if [ "$status" = 77 ]; then
        skip "$shell" 'there is no pseudo-terminal here'
        continue
    fi
    number=0
    while IFS= read -r line; do
        number=$((number + 1))
        want=$(sed -n "${number}p" want)
        got=$(sed -n "${number}p" got)
        if [ "$want" = "$got" ]; then
            pass "$shell: $line"
        else
            fail "$shell: $line" "wanted: <$want>
got:    <$got>"
        fi
    done <lines
done

finish
