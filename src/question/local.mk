# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/question/changes.h \
	src/question/changes_ask.c \
	src/question/changes_run.c \
	src/question/collinearity.c src/question/collinearity.h \
	src/question/context_gaps.c src/question/context_gaps.h \
	src/question/decision.c src/question/decision.h \
	src/question/drifts.c src/question/drifts.h \
	src/question/frame.c src/question/frame.h \
	src/question/holiday_warning.c src/question/holiday_warning.h \
	src/question/impact_row.c src/question/impact_row.h \
	src/question/joint.c src/question/joint.h \
	src/question/link_tests.c src/question/link_tests.h \
	src/question/looking.c src/question/looking.h \
	src/question/track_looks.c src/question/track_looks.h \
	src/question/percent_check.c src/question/percent_check.h \
	src/question/placebo.c src/question/placebo.h \
	src/question/profile.c src/question/profile.h \
	src/question/question.c src/question/question.h \
	src/question/roles.c src/question/roles.h \
	src/question/tracks.c src/question/tracks.h \
	src/question/verdict_row.c src/question/verdict_row.h \
	src/question/when.c src/question/when.h
