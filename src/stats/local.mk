# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/stats/adjust.c src/stats/adjust.h \
	src/stats/ar.c src/stats/ar.h \
	src/stats/ar_bias.c src/stats/ar_bias.h \
	src/stats/ar_median.c src/stats/ar_median.h \
	src/stats/blocks.c src/stats/blocks.h \
	src/stats/cluster.c src/stats/cluster.h \
	src/stats/collinear.c src/stats/collinear.h \
	src/stats/correlation.c src/stats/correlation.h \
	src/stats/correlation_matrix.c src/stats/correlation_matrix.h \
	src/stats/correlation_stream.c src/stats/correlation_stream.h \
	src/stats/correlation_stream_block.c \
	src/stats/correlation_stream_private.h \
	src/stats/counts.c src/stats/counts.h \
	src/stats/cross_products.c src/stats/cross_products.h \
	src/stats/decompose.c src/stats/decompose.h \
	src/stats/effective_n.c src/stats/effective_n.h \
	src/stats/funnel.c src/stats/funnel.h \
	src/stats/granger.c src/stats/granger.h \
	src/stats/influence.c src/stats/influence.h \
	src/stats/linear.c src/stats/linear.h \
	src/stats/mix.c src/stats/mix.h \
	src/stats/moments.c src/stats/moments.h \
	src/stats/naive.c src/stats/naive.h \
	src/stats/outlier.c src/stats/outlier.h \
	src/stats/panel.c src/stats/panel.h \
	src/stats/project.c src/stats/project.h \
	src/stats/qr.c src/stats/qr.h \
	src/stats/random.c src/stats/random.h \
	src/stats/rank_sets.c src/stats/rank_sets.h \
	src/stats/ranked.c src/stats/ranked.h \
	src/stats/ranks.c src/stats/ranks.h \
	src/stats/recurrence.c src/stats/recurrence.h \
	src/stats/season.c src/stats/season.h \
	src/stats/sequential.c src/stats/sequential.h \
	src/stats/sequence.c src/stats/sequence.h \
	src/stats/series.c src/stats/series.h \
	src/stats/shares.c src/stats/shares.h \
	src/stats/status.c src/stats/status.h \
	src/stats/student.c src/stats/student.h \
	src/stats/sum.h \
	src/stats/trend_test.c src/stats/trend_test.h \
	src/stats/welch.c src/stats/welch.h
