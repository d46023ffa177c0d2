# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += samples/plugins/dcor.c samples/plugins/lever-index samples/plugins/lever-zscore
