# SPDX-License-Identifier: GPL-3.0-or-later

# make fuzz: builds the targets with clang's libFuzzer, address and undefined behaviour
# sanitizers, and runs each for FUZZ_SECONDS (60). FUZZ_CORPUS keeps what was found.
EXTRA_DIST += tests/fuzz/fuzz-reader.c tests/fuzz/fuzz-cells.c tests/fuzz/fuzz-clean.c tests/fuzz/run.sh \
	tests/fuzz/formula.dict tests/fuzz/fuzz-formula.c tests/fuzz/fuzz-sheet.c \
	tests/fuzz/fuzz-zip.c
fuzz: all tests/unpack/makezip$(EXEEXT)
	$(SHELL) $(top_srcdir)/tests/fuzz/run.sh $(top_srcdir) $(abs_builddir)
.PHONY: fuzz
