#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh TOP BUILD: what `make fuzz` does. TARGETS (reader cells clean formula zip sheet) and FUZZ_SECONDS (60)
# choose what runs and how long; FUZZ_CORPUS is a folder that keeps the inputs found.
set -eu

top=$1 build=$2
seconds=${FUZZ_SECONDS:-60}
compiler=${FUZZ_CC:-clang}
corpus=${FUZZ_CORPUS:-$build/fuzz-corpus}

# seed TARGET FOLDER: inputs to begin with that chance would hardly come upon.
seed() {
    sheet='<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1"
t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="3" hidden="1"><c r="A3" s="1"><v>45000.5</v></c><c
r="B3" s="5"><v>0.0481</v></c><c r="C3" t="inlineStr"><is><r><t>a &amp; "b"</t></r></is></c><c r="D3"
t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c><c r="F3" t="str"><f>A1</f><v>x,y</v></c><c><f>1</f></c></row><row/></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    case $1 in
    sheet)
        printf ' <?xml version="1.0" encoding="UTF-8"?>%s' "$sheet" >"$2/sheet"
        printf '%s' " <x:worksheet><!-- --><x:sheetData><x:row><x:c t='d'><x:v>2026-01-01T00:00:00</x:v></x:c><x:c s='4'><x:v><![CDATA[1.5]]></x:v></x:c></x:row></x:sheetData></x:worksheet>" >"$2/prefix"
        ;;
    zip)
        printf '%s' "$sheet" >"$build/fuzz-sheet.xml"
        for flaw in --stored --streamed --wide; do
            { printf ' ' && "$build/tests/unpack/makezip" --book --raw $flaw Sheet1="$build/fuzz-sheet.xml"; } >"$2/book$flaw"
            { printf ' ' && printf 'a,b\n1,2\n' | "$build/tests/unpack/makezip" $flaw a.csv=-; } >"$2/archive$flaw"
        done
        { printf ' ' && printf 'a,b\n1,2\n' | gzip; } >"$2/gzip"
        ! command -v zstd >/dev/null || { printf ' ' && printf 'a,b\n1,2\n' | zstd -q; } >"$2/zstd"
        ;;
    esac
}

command -v "$compiler" >/dev/null || { echo "fuzz: $compiler is not installed" >&2; exit 1; }
for target in ${TARGETS:-reader cells clean formula zip sheet}; do
    program=$build/fuzz-$target
    # The rooms of src/ that the target stands on, beside base, unpack and table.
    more='' options='' rooms=''
    case $target in
    reader) more=$top/tests/fuzz/differ.c ;;
    cells | clean)
        rooms='stats period clean'
        more='-lgsl -lgslcblas'
        ;;
    formula)
        rooms='stats period link calc calc/functions calc/excel'
        more='-lgsl -lgslcblas'
        # A checkout's parser is made in the build's folder, a tarball's came with it.
        [ -e "$top/src/calc/grammar.c" ] || more="$build/src/calc/grammar.c $more"
        options=-dict=$top/tests/fuzz/formula.dict
        ;;
    # checksums would keep nearly all inputs out
    zip) more=-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION ;;
    sheet) more=$top/tests/unpack/zipper.c ;;
    esac
    for room in $rooms; do
        more="$(echo "$top/src/$room"/*.c) $more"
    done
    # shellcheck disable=SC2086
    "$compiler" -std=gnu11 -g -O1 -D_GNU_SOURCE -DHAVE_CONFIG_H -include "$build/config.h" \
        -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
        -I"$build" -I"$top/src" -I"$build/src" -I"$top/tests/fuzz" \
        -I"$top/tests/unpack" \
        -DLEVER_FUNCTION_DIR='"/nonexistent"' -DLEVER_METHOD_DIR='"/nonexistent"' -o "$program" \
        "$top/tests/fuzz/fuzz-$target.c" $more "$top"/src/base/*.c "$top"/src/unpack/*.c "$top"/src/table/*.c -lcsv -lz -lzstd -lunistring \
        -lm -lpthread
    mkdir -p "$corpus/$target"
    printf '"' >"$corpus/$target/quote"
    printf 'ab1;2,5\n01/02/2024;"x"\n' >"$corpus/$target/export"
    seed "$target" "$corpus/$target"
    # shellcheck disable=SC2086
    "$program" $options -max_total_time="$seconds" -max_len=4096 -timeout=20 -print_final_stats=1 \
        -artifact_prefix="$build/fuzz-$target-" "$corpus/$target" >"$program.log" 2>&1 ||
        { tail -n 40 "$program.log" >&2; exit 1; }
    sed -n "s/^stat::number_of_executed_units: */fuzz-$target, executions: /p" "$program.log"
done
