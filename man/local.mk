# SPDX-License-Identifier: GPL-3.0-or-later
dist_man1_MANS += man/lever.1 $(FILTER_MANS)
