# SPDX-License-Identifier: GPL-3.0-or-later

# A page is its source here, and is assembled from it: the options that filters share are
# described once, in options.mdoc, and the list of filters comes from the filters.
MAN_PAGES = man/lever.1 $(FILTER_MANS) \
	man/lever-function.3 man/lever-method.3 \
	man/lever-calendar.5 man/lever-csv.5 man/lever-ledger.5 man/lever-plan.5 man/lever-verdict.5 \
	man/lever-filter.7 man/lever-accuracy.7 man/lever-statistics.7 man/lever-tutorial.7
MAN_PARTS = man/assemble man/assemble.awk man/options.mdoc
EXTRA_DIST += $(MAN_PAGES) $(MAN_PARTS) man/readme.awk

man1_MANS = $(filter %.1,$(MAN_BUILT))
man3_MANS = $(filter %.3,$(MAN_BUILT))
man5_MANS = $(filter %.5,$(MAN_BUILT))
man7_MANS = $(filter %.7,$(MAN_BUILT))
CLEAN_FOLDERS += man/pages

man/pages/%: man/% $(MAN_PARTS) $(LEVER_HERE)
	$(AM_V_GEN)$(MKDIR_P) man/pages && \
	$(SHELL) $(srcdir)/man/assemble $(LEVER_HERE) $(srcdir)/man $< > $@.tmp && mv $@.tmp $@

# The README's table of filters, from the filters. A test holds it against them.
readme: src/lever$(EXEEXT)
	$(LEVER_HERE) --list-filters | awk -f $(srcdir)/man/readme.awk - $(srcdir)/README.md > README.tmp
	cp README.tmp $(srcdir)/README.md && rm README.tmp
.PHONY: readme
