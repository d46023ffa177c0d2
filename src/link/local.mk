# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/link/cochrane_orcutt.c src/link/cochrane_orcutt.h \
	src/link/drift.c src/link/drift.h src/link/drift_fit.c src/link/drift_private.h \
	src/link/drift_scan.c src/link/drift_scan.h \
	src/link/detectable.c src/link/detectable.h \
	src/link/interval.c src/link/interval.h \
	src/link/lag_scan.c src/link/lag_scan.h \
	src/link/link.c src/link/link.h \
	src/link/link_method.c src/link/link_method.h \
	src/link/link_private.h \
	src/link/link_result.c src/link/link_report.c \
	src/link/mean_lag.c src/link/mean_lag.h \
	src/link/null_model.c src/link/null_model.h \
	src/link/panel_bridge.c src/link/panel_bridge.h \
	src/link/panel_link.c src/link/panel_link.h \
	src/link/panel_null.c src/link/panel_null.h \
	src/link/panel_own.c src/link/panel_own.h \
	src/link/panel_periods.c src/link/panel_periods.h \
	src/link/panel_rests.c src/link/panel_rests.h \
	src/link/panel_season.c src/link/panel_season.h \
	src/link/panel_shared.c src/link/panel_shared.h \
	src/link/placebo.c src/link/placebo.h \
	src/link/sieve.c src/link/sieve.h \
	src/link/trade.c src/link/trade.h \
	src/link/verdict.c src/link/verdict.h src/link/verdict_list.h \
	src/link/whiten.c src/link/whiten.h \
	src/link/wild.c src/link/wild.h \
	src/link/wild_periods.c \
	src/link/wild_private.h \
	src/link/wild_slice.c
