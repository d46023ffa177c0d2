/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables beside the verdicts of track: every period, and the record. */
#ifndef LEVER_FILTERS_TRACK_TABLES_H
#define LEVER_FILTERS_TRACK_TABLES_H

#include "question/tracks.h"

/* Writes those whose file is not NULL. */
int track_tables(struct tracks *tracks, const struct common *common, const char *path,
                 const char *record, struct error *err);

#endif
