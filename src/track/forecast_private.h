/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What forecast.c (candidates) and forecast_paths.c (paths) share; internal to them. */
#ifndef LEVER_TRACK_FORECAST_PRIVATE_H
#define LEVER_TRACK_FORECAST_PRIVATE_H

#include "stats/random.h"
#include "track/forecast.h"

enum trend_kind { TREND_NONE, TREND_STRAIGHT, TREND_BENDING, TREND_HINGE, TRENDS };

enum { FORECAST_COLUMNS = 3 + SEASON_COLUMNS, FORECAST_CANDIDATES = TRENDS * SEASON_CANDIDATES };
/* Rows that a simulated series forgets its start in. */
enum { FORECAST_BURN = 50, TABLE = 12, TABLE_LEAST = 39, TABLE_MOST = 199 };

/* Constant, trend, season; what does not depend on the values. */
struct design {
    enum trend_kind trend;
    size_t columns;
    double *x;     /* columns x (n + horizon) */
    double *basis; /* orthonormal on the rows that are there, 0 elsewhere: basis_columns x n */
    size_t basis_columns;
    double table[TABLE]; /* medians of what is found of a coefficient of order 1 */
};

/* A design fitted to a series. */
struct fitted {
    struct ar_fit ar;
    double beta[FORECAST_COLUMNS];
};

struct track_model {
    size_t n, horizon, rows, max_order;
    const bool *present; /* n */
    struct design design[FORECAST_CANDIDATES];
    size_t count;
};

/* What one worker needs. */
struct track_space {
    double *y, *left, *work, *noise, *ahead;
};

void track_space_start(struct track_space *space, const struct track_model *model);
void track_space_free(struct track_space *space);

void track_model_start(struct track_model *model, size_t n, size_t horizon, const bool *present,
                       const struct season_request *request);
void track_model_free(struct track_model *model);

/* AICc of candidate m on y (0 where not present), its autoregression as it is found in fit->ar. */
double track_model_judge(const struct track_model *model, size_t m, const double *y,
                         struct track_space *space, struct fitted *fit);
/* Goes on from there: frees the autoregression of its bias, and finds the coefficients. */
void track_model_refit(const struct track_model *model, size_t m, const double *y,
                       struct fitted *fit);
/* What the coefficients say of row t (0 .. n + horizon - 1). */
double track_model_value(const struct track_model *model, size_t m, const struct fitted *fit,
                         size_t t);
/* Its innovations on y, centred and scaled: returns how many; pool has room for n. */
size_t track_model_pool(const struct track_model *model, size_t m, const double *y,
                        const struct fitted *fit, struct track_space *space, double *pool);

#endif
