#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion, as lever answers it and as a real interactive bash and zsh use it.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

printf 'week,calls,"calls, all",won rate,"say ""x"""\n1,2,3,4,5\n' >data.csv
printf 'week;only here\n1;2\n' >semicolon.csv
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
t 'no file, no names' -q -o "list$tab" -- lever --complete 2 test -x ''
t 'a file that cannot be read: no names, no noise' -q -o "list$tab" \
    -- lever --complete 3 test gone.csv -x ''
t 'choices' -q -o "words$tab
holm$tab
bh$tab
none$tab" -- lever --complete 2 test --adjust ''
t 'an attached value' -q -o "words--adjust=
holm$tab" -- sh -c '"$LEVER" --complete 1 test --adjust=ho | sed "1s/\t//"'
t 'roles of the plan' -q -m "^@guardrail$tab" -- lever --complete 3 test data.csv -x @g
t 'verdicts for --assert' -q -o "list${tab}moves,
no-effect$tab" -- lever --complete 2 test --assert moves,no
t 'options of the filter and common ones' -q -o "words$tab
--out${tab}write here, whole or not at all
--out-delimiter${tab}what divides the fields written
--out-decimal${tab}the decimal mark of the numbers written" -- lever --complete 1 filters --out
t 'files where a file is wanted' -q -o "files$tab" -- lever --complete 2 test --plan ''
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
lever test data.csv -x '"c<TAB>|lever test data.csv -x '"calls, all"'|zsh:lever test data.csv -x '"calls, all",
lever test data.csv -x week,@outp<TAB>|lever test data.csv -x week,@output|,
lever test data.csv -t we<TAB>|lever test data.csv -t week |
lever test -x we data.csv<LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><LEFT><TAB>|lever test -x week data.csv|zsh:lever test -x week, data.csv
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
