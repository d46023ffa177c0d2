# SPDX-License-Identifier: GPL-3.0-or-later

# Formulas, held against what spreadsheet programs make of them.
CALC_TOPICS = alone calendar comma dates edges gaps headers numbers teams texts ties words
CALC_TESTS = tests/calc/agree.t tests/calc/check.t tests/calc/habits.t tests/calc/live.t

TESTS += $(CALC_TESTS)
EXTRA_DIST += $(CALC_TESTS) tests/calc/README.md tests/calc/sheets.py $(CALC_TOPICS:%=tests/calc/%.csv) \
	$(CALC_TOPICS:%=tests/calc/%.cases) $(CALC_TOPICS:%=tests/calc/%.agreed)
