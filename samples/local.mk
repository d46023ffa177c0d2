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
