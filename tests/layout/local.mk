# SPDX-License-Identifier: GPL-3.0-or-later

# How exports are laid out: inputs with their answers, and many made at random.
TESTS += tests/layout/layout.t
EXTRA_DIST += tests/layout/layout.t tests/layout/kinds.py tests/layout/two_tables.py
layouts: src/lever$(EXEEXT)
	@python3 $(srcdir)/tests/layout/kinds.py $(abs_builddir)/src/lever
	@python3 $(srcdir)/tests/layout/two_tables.py $(abs_builddir)/src/lever 2000 3000
.PHONY: layouts
