# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/track/forecast.c src/track/forecast.h \
	src/track/forecast_paths.c src/track/forecast_private.h \
	src/track/dots.c src/track/dots.h \
	src/track/goal.c src/track/goal.h \
	src/track/goal_ahead.c src/track/goal_private.h
