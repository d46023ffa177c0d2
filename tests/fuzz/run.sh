#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh TOP BUILD: what `make fuzz` does. TARGETS (reader cells clean formula) and FUZZ_SECONDS (60)
# choose what runs and how long; FUZZ_CORPUS is a folder that keeps the inputs found.
set -eu

top=$1 build=$2
seconds=${FUZZ_SECONDS:-60}
compiler=${FUZZ_CC:-clang}
corpus=${FUZZ_CORPUS:-$build/fuzz-corpus}

command -v "$compiler" >/dev/null || { echo "fuzz: $compiler is not installed" >&2; exit 1; }
for target in ${TARGETS:-reader cells clean formula}; do
    program=$build/fuzz-$target
    # The rooms of src/ that the target stands on, beside base and table.
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
    esac
    for room in $rooms; do
        more="$(echo "$top/src/$room"/*.c) $more"
    done
    # shellcheck disable=SC2086
    "$compiler" -std=gnu11 -g -O1 -D_GNU_SOURCE -DHAVE_CONFIG_H -include "$build/config.h" \
        -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
        -I"$build" -I"$top/src" -I"$build/src" -I"$top/tests/fuzz" \
        -DLEVER_FUNCTION_DIR='"/nonexistent"' -DLEVER_METHOD_DIR='"/nonexistent"' -o "$program" \
        "$top/tests/fuzz/fuzz-$target.c" $more "$top"/src/base/*.c "$top"/src/table/*.c -lcsv -lunistring -lm -lpthread
    mkdir -p "$corpus/$target"
    printf '"' >"$corpus/$target/quote"
    printf 'ab1;2,5\n01/02/2024;"x"\n' >"$corpus/$target/export"
    # shellcheck disable=SC2086
    "$program" $options -max_total_time="$seconds" -max_len=4096 -timeout=20 -print_final_stats=1 \
        -artifact_prefix="$build/fuzz-$target-" "$corpus/$target" >"$program.log" 2>&1 ||
        { tail -n 40 "$program.log" >&2; exit 1; }
    sed -n "s/^stat::number_of_executed_units: */fuzz-$target, executions: /p" "$program.log"
done
