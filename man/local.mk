# SPDX-License-Identifier: GPL-3.0-or-later
dist_man1_MANS += man/lever.1 $(FILTER_MANS)
dist_man7_MANS += man/lever-statistics.7
