# SPDX-License-Identifier: GPL-3.0-or-later

# The filter list: a filter is a line here, its source, man/lever-NAME.1 and
# tests/cli/NAME.t. The table in C is made from this list, whose order is that of
# --help: by heading (command/filter.h), and below it as the work goes.
FILTER_SOURCES = \
	src/filters/draft.c \
	src/filters/clean.c \
	src/filters/stack.c \
	src/filters/calc.c \
	src/filters/roll.c \
	src/filters/join.c \
	src/filters/pivot.c \
	src/filters/test.c \
	src/filters/lags.c \
	src/filters/power.c \
	src/filters/corr.c \
	src/filters/impact.c \
	src/filters/compare.c \
	src/filters/nudge.c \
	src/filters/drift.c \
	src/filters/chain.c \
	src/filters/lint.c \
	src/filters/track.c \
	src/filters/rank.c \
	src/filters/ledger.c \
	src/filters/view.c \
	src/filters/plot.c \
	src/filters/book.c \
	src/filters/report.c \
	src/filters/filters.c \
	src/filters/methods.c

src_liblever_a_SOURCES += $(FILTER_SOURCES) \
	src/filters/draft_kinds.c src/filters/draft_kinds.h \
	src/filters/draft_report.c \
	src/filters/draft_rows.c src/filters/draft_rows.h \
	src/filters/draft_source.c src/filters/draft_source.h \
	src/filters/draft_words.c src/filters/draft_words.h \
	src/filters/compare_answers.c src/filters/compare_answers.h \
	src/filters/compare_arms.c \
	src/filters/compare_panel.c \
	src/filters/compare_rows.c src/filters/compare_rows.h \
	src/filters/compare_schedule.c src/filters/compare_schedule.h \
	src/filters/compare_schedule_read.c \
	src/filters/compare_series.c src/filters/compare_series.h \
	src/filters/compare_settings.h \
	src/filters/compare_treated.c src/filters/compare_treated.h \
	src/filters/power_arms.c src/filters/power_arms.h \
	src/filters/lint_verdicts.c src/filters/lint_verdicts.h \
	src/filters/plot_dots.c src/filters/plot_dots.h \
	src/filters/plot_picture.c src/filters/plot_picture.h \
	src/filters/report_analyses.c src/filters/report_analyses.h \
	src/filters/report_exports.c src/filters/report_exports.h \
	src/filters/report_columns.c \
	src/filters/plot_chain.c src/filters/plot_chain.h \
	src/filters/plot_fit.c src/filters/plot_fit.h \
	src/filters/plot_impact.c src/filters/plot_impact.h \
	src/filters/power_change.c src/filters/power_change.h \
	src/filters/chain_note.c src/filters/chain_paths.c src/filters/chain_paths.h \
	src/filters/chain_test.c src/filters/chain_test.h \
	src/filters/drift_counter.c src/filters/drift_mix.c src/filters/drift_rows.h \
	src/filters/rank_rows.c src/filters/rank_rows.h \
	src/filters/report_chain.c src/filters/report_drift.c src/filters/report_rank.c \
	src/filters/report_join.c \
	src/filters/report_laying.c src/filters/report_laying.h \
	src/filters/report_private.h src/filters/report_steps.c \
	src/filters/report_table.c src/filters/report_table.h \
	src/filters/report_table_say.c src/filters/report_table_say.h \
	src/filters/report_sources.c src/filters/report_sources.h \
	src/filters/report_ways.c src/filters/report_ways.h \
	src/filters/roll_items.c src/filters/roll_items.h \
	src/filters/stack_files.c src/filters/stack_files.h \
	src/filters/test_switch.c src/filters/test_switch.h \
	src/filters/track_tables.c src/filters/track_tables.h

src/command/filter.$(OBJEXT): src/command/list.h
CLEANFILES += src/command/list.h
src/command/list.h: $(srcdir)/src/filters/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/command && \
	for name in $(FILTER_NAMES); do echo "FILTER($$name)"; done > $@.tmp && mv $@.tmp $@
