# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += \
	samples/insurance/README.md \
	samples/insurance/insurance.csv \
	samples/insurance/links.csv \
	samples/insurance/plan.csv \
	samples/plugins/dcor.c \
	samples/plugins/lever-index \
	samples/plugins/lever-zscore \
	samples/support-desk/README.md \
	samples/support-desk/calls.csv \
	samples/support-desk/generate.awk \
	samples/support-desk/links.csv \
	samples/support-desk/plan.csv \
	samples/support-desk/tickets.csv \
	samples/support-desk/truth.csv \
	samples/support-desk/weekly.csv

# What the support desk's numbers say: verdicts on the terminal, a workbook beside them.
desk = $(srcdir)/samples/support-desk
demo: all
	@$(MKDIR_P) demo
	src/lever report $(desk)/plan.csv --links $(desk)/links.csv --out demo/report.xlsx >demo/verdicts.csv
	@echo
	@src/lever view --layout table --digits 3 \
	  --columns output,outcome,verdict,lag,effect,p_adj,naive_p demo/verdicts.csv
	@echo
	@src/lever view --layout table --width 0 --columns note demo/verdicts.csv | sed 1,2d
	@echo
	@echo "The workbook: demo/report.xlsx; all columns of the verdicts: demo/verdicts.csv"
.PHONY: demo
CLEANFILES += demo/report.xlsx demo/verdicts.csv
