# SPDX-License-Identifier: GPL-3.0-or-later
dist_bashcompletion_DATA = completion/lever.bash
dist_zshcompletion_DATA = completion/_lever

# bash looks for a file of each command's own name.
install-data-hook:
	for name in $(FILTER_NAMES); do \
	  (cd "$(DESTDIR)$(bashcompletiondir)" && rm -f lever-$$name.bash && \
	   $(LN_S) lever.bash lever-$$name.bash) || exit 1; \
	done
