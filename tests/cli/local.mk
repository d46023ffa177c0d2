# SPDX-License-Identifier: GPL-3.0-or-later

# Each filter has its test file; what belongs to no single filter stands here.
CLI_TESTS = $(FILTER_TESTS) \
	tests/cli/report-table.t \
	tests/cli/calendar.t \
	tests/cli/common.t \
	tests/cli/completion.t \
	tests/cli/dist.t \
	tests/cli/book-formulas.t tests/cli/exports.t \
	tests/cli/faults.t \
	tests/cli/guardrail.t \
	tests/cli/hacking.t \
	tests/cli/house.t \
	tests/cli/install.t \
	tests/cli/interrupt.t \
	tests/cli/joint.t \
	tests/cli/lever.t \
	tests/cli/locale.t \
	tests/cli/manual.t \
	tests/cli/nasty.t \
	tests/cli/packaging.t \
	tests/cli/panel.t \
	tests/cli/percent.t \
	tests/cli/plans.t \
	tests/cli/plugins.t \
	tests/cli/rare.t \
	tests/cli/readme.t \
	tests/cli/report-analyses.t \
	tests/cli/run.t \
	tests/cli/scripts.t \
	tests/cli/sources.t \
	tests/cli/weeks.t

TESTS += $(CLI_TESTS)
TESTS += tests/cli/format.t
EXTRA_DIST += tests/cli/format.t
EXTRA_DIST += tests/cli/json-csv.awk
EXTRA_DIST += tests/cli/floors.awk tests/cli/lengths.awk tests/cli/mutable.awk
EXTRA_DIST += $(CLI_TESTS) tests/cli/dirty tests/cli/tap.sh tests/cli/complete.zsh \
	tests/cli/examples.sh tests/cli/examples.awk tests/cli/readme.awk tests/cli/match.awk
