# SPDX-License-Identifier: GPL-3.0-or-later

# The samples go with the README, which points at them; plugins can be run where they are.
sampledir = $(docdir)
nobase_dist_sample_DATA = \
	samples/experiment/README.md \
	samples/experiment/calendar.csv \
	samples/experiment/generate.awk \
	samples/experiment/shop.csv \
	samples/experiment/signups.csv \
	samples/experiment/stores.csv \
	samples/incidents/README.md \
	samples/incidents/generate.awk \
	samples/incidents/incidents.csv \
	samples/incidents/links.csv \
	samples/incidents/plan.csv \
	samples/incidents/truth.csv \
	samples/incidents/weekly.csv \
	samples/insurance/README.md \
	samples/insurance/insurance.csv \
	samples/insurance/links.csv \
	samples/insurance/plan.csv \
	samples/okr/README.md \
	samples/okr/generate.awk \
	samples/okr/goals.txt \
	samples/okr/plan.csv \
	samples/okr/truth.csv \
	samples/okr/weekly.csv \
	samples/plugins/dcor.c \
	samples/plugins/gini.c \
	samples/release/README.md \
	samples/release/events.csv \
	samples/release/generate.awk \
	samples/release/plan.csv \
	samples/release/release.csv \
	samples/support-desk/README.md \
	samples/support-desk/calls.csv \
	samples/support-desk/generate.awk \
	samples/support-desk/links.csv \
	samples/support-desk/plan.csv \
	samples/support-desk/tickets.csv \
	samples/support-desk/truth.csv \
	samples/support-desk/weekly.csv
nobase_dist_sample_SCRIPTS = samples/plugins/lever-index samples/plugins/lever-zscore

# Nor do their folders stay behind.
.PHONY: uninstall-samples
uninstall-samples:
	-@cd "$(DESTDIR)$(sampledir)" 2>/dev/null && \
	  rmdir samples/*/ samples "$(DESTDIR)$(sampledir)" 2>/dev/null; :

# What the support desk's numbers say: verdicts on the terminal, a workbook beside them.
desk = $(srcdir)/samples/support-desk
demo: all
	@$(MKDIR_P) demo
	src/lever report $(desk)/plan.csv --links $(desk)/links.csv --out demo/report.xlsx >demo/verdicts.csv
	@echo
	@src/lever view --layout table --digits 2 \
	  --columns output,outcome,verdict,lag,naive_p,p_adj,note demo/verdicts.csv
	@echo
	@echo "The workbook: demo/report.xlsx; all columns of the verdicts: demo/verdicts.csv"
.PHONY: demo
CLEANFILES += demo/report.xlsx demo/verdicts.csv
