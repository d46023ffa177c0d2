# SPDX-License-Identifier: GPL-3.0-or-later
dist_man1_MANS += man/lever.1 $(FILTER_MANS)
dist_man7_MANS += man/lever-statistics.7
dist_man3_MANS += man/lever-function.3 man/lever-method.3
dist_man5_MANS += man/lever-csv.5 man/lever-plan.5 man/lever-verdict.5
dist_man7_MANS += man/lever-filter.7 man/lever-tutorial.7
