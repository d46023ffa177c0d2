# SPDX-License-Identifier: GPL-3.0-or-later

# make torture: every call that can fail fails once (TORTURE_EVERY=1), and 500 runs are ended at some
# moment (TORTURE_KILLS); about an hour. A sample is part of the suite.
EXTRA_DIST += tests/torture/inject.c tests/torture/torture tests/torture/torture.t
TESTS += tests/torture/torture.t
TORTURE_EVERY = 1
TORTURE_KILLS = 500
torture: all
	$(CC) $(CFLAGS) -shared -fPIC -o tests/torture/inject.so $(srcdir)/tests/torture/inject.c -ldl
	$(SHELL) $(srcdir)/tests/torture/torture $(abs_builddir)/src/lever \
	  $(abs_builddir)/tests/torture/inject.so $(TORTURE_EVERY) $(TORTURE_KILLS)
CLEANFILES += tests/torture/inject.so
.PHONY: torture
