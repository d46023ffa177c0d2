# SPDX-License-Identifier: GPL-3.0-or-later
# sieve.R TABLE.csv RESAMPLES: the primary test of one link as an analyst would write
# it in R: trend out, AR by Burg and AICc, filter, largest |t| over lags 0..8, and all
# of it again on simulated outcomes. For its running time, beside lever's.
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1])
resamples <- as.integer(arguments[2])
set.seed(1)
lags <- 0:8

fit_ar <- function(e) {
  n <- length(e)
  most <- min(8, n %/% 6)
  fits <- lapply(0:most, function(p)
    ar.burg(e, aic = FALSE, order.max = max(p, 1), demean = FALSE))
  score <- sapply(0:most, function(p) {
    v <- if (p == 0) mean(e^2) else fits[[p + 1]]$var.pred
    k <- p + 3
    n * log(v) + 2 * k * n / (n - k - 1)
  })
  p <- which.min(score) - 1
  if (p == 0) numeric(0) else as.vector(fits[[p + 1]]$ar)
}

statistic <- function(y, x) {
  n <- length(y)
  time <- seq_len(n)
  phi <- fit_ar(lm.fit(cbind(1, time), y)$residuals)
  p <- length(phi)
  whiten <- function(v) as.vector(stats::filter(v, c(1, -phi), sides = 1))
  rows <- (max(lags) + p + 1):n
  controls <- cbind(whiten(rep(1, n)), whiten(time))[rows, ]
  wy <- whiten(y)[rows]
  wx <- whiten(x)
  max(sapply(lags, function(l) {
    fit <- lm.fit(cbind(controls, wx[rows - l]), wy)
    s2 <- sum(fit$residuals^2) / (length(rows) - 3)
    abs(fit$coefficients[3]) / sqrt(s2 * chol2inv(fit$qr$qr)[3, 3])
  }))
}

x <- data$x1
y <- data$y1
n <- length(y)
observed <- statistic(y, x)
trend <- lm.fit(cbind(1, seq_len(n)), y)
phi <- fit_ar(trend$residuals)
innovations <- na.omit(as.vector(stats::filter(trend$residuals, c(1, -phi), sides = 1)))
simulated <- replicate(resamples, {
  e <- sample(innovations, n + 100, replace = TRUE)
  if (length(phi)) e <- as.vector(stats::filter(e, phi, method = "recursive"))
  statistic(trend$fitted.values + e[101:(n + 100)], x)
})
cat((1 + sum(simulated >= observed)) / (resamples + 1), "\n")
