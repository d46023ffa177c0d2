/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `lever compare` was asked; shared by its files. */
#ifndef LEVER_FILTERS_COMPARE_SETTINGS_H
#define LEVER_FILTERS_COMPARE_SETTINGS_H

#include "command/common.h"

struct compare_settings {
    struct common common;
    const char *treated; /* exactly one of these four */
    const char *groups;
    const char *arms;
    const char *schedule;
    const char *at;      /* of treated */
    const char *against; /* of groups and arms: who the others are held against; NULL = chosen */
    const char *shares;  /* of arms */
    const char *bounds;
    double planned;
    double min_change; /* 0 = what the plan says */
};

#endif
