# SPDX-License-Identifier: GPL-3.0-or-later

# The reader against libcsv under libFuzzer: `make fuzz` runs it for a minute, or
# for FUZZ_SECONDS. Needs clang; not a part of check, whose property test runs the
# same comparison on random bytes.
FUZZ_CC = clang
FUZZ_SECONDS = 60
FUZZ_FILES = tests/fuzz/fuzz-reader.c tests/fuzz/differ.c \
	src/table/batch.c src/table/reader.c src/table/scan.c \
	src/base/error.c src/base/memory.c src/base/text.c

EXTRA_DIST += tests/fuzz/fuzz-reader.c tests/fuzz/reader.dict
CLEANFILES += tests/fuzz/fuzz-reader

tests/fuzz/fuzz-reader: $(FUZZ_FILES) tests/fuzz/differ.h
	$(AM_V_CC)$(MKDIR_P) tests/fuzz && cd $(srcdir) && \
	$(FUZZ_CC) -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	  -include $(abs_builddir)/config.h -Isrc $(FUZZ_FILES) -o $(abs_builddir)/$@ -lcsv -lpthread

.PHONY: fuzz
fuzz: tests/fuzz/fuzz-reader
	$(MKDIR_P) tests/fuzz/corpus
	tests/fuzz/fuzz-reader -dict=$(srcdir)/tests/fuzz/reader.dict -max_len=1200 \
	  -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 tests/fuzz/corpus
