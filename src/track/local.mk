# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/track/forecast.c src/track/forecast.h \
	src/track/forecast_paths.c src/track/forecast_private.h
