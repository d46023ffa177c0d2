# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/stats/adjust.c src/stats/adjust.h \
	src/stats/ar.c src/stats/ar.h \
	src/stats/ar_bias.c src/stats/ar_bias.h \
	src/stats/cluster.c src/stats/cluster.h \
	src/stats/collinear.c src/stats/collinear.h \
	src/stats/cormatrix.c src/stats/cormatrix.h \
	src/stats/costream.c src/stats/costream_block.c src/stats/costream.h \
	src/stats/costream_private.h \
	src/stats/correlation.c src/stats/correlation.h \
	src/stats/effective_n.c src/stats/effective_n.h \
	src/stats/given.c src/stats/given.h \
	src/stats/granger.c src/stats/granger.h \
	src/stats/hac.c src/stats/hac.h \
	src/stats/interval.c src/stats/interval.h \
	src/stats/linear.c src/stats/linear.h \
	src/stats/link.c src/stats/link.h \
	src/stats/link_method.c src/stats/link_method.h \
	src/stats/link_report.c src/stats/trial.h \
	src/stats/sample.c src/stats/sample.h \
	src/stats/moments.c src/stats/moments.h \
	src/stats/orthogonal.c src/stats/orthogonal.h \
	src/stats/null_model.c src/stats/null_model.h \
	src/stats/outlier.c src/stats/outlier.h \
	src/stats/panel.c src/stats/panel.h \
	src/stats/panel_bridge.c src/stats/panel_bridge.h src/stats/panel_link.c src/stats/panel_link.h src/stats/panel_null.c src/stats/panel_null.h src/stats/panel_own.c src/stats/panel_own.h src/stats/panel_periods.c src/stats/panel_periods.h src/stats/panel_season.c src/stats/panel_season.h src/stats/panel_shared.c src/stats/panel_shared.h \
	src/stats/wild.c src/stats/wild.h src/stats/wild_periods.c src/stats/wild_trial.h \
	src/stats/placebo.c src/stats/placebo.h \
	src/stats/plain.c src/stats/plain.h \
	src/stats/portmanteau.c src/stats/portmanteau.h \
	src/stats/product.c src/stats/product.h \
	src/stats/project.c src/stats/project.h \
	src/stats/random.c src/stats/random.h \
	src/stats/ranked.c src/stats/ranked.h \
	src/stats/ranks.c src/stats/ranks.h \
	src/stats/season.c src/stats/season.h \
	src/stats/series.c src/stats/series.h \
	src/stats/sieve.c src/stats/sieve.h \
	src/stats/shape.c src/stats/shape.h \
	src/stats/status.c src/stats/status.h \
	src/stats/student.c src/stats/student.h \
	src/stats/sum.h \
	src/stats/verdict.c src/stats/verdict.h \
	src/stats/window.c src/stats/window.h \
	src/stats/welch.c src/stats/welch.h
