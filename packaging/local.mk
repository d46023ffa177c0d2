# SPDX-License-Identifier: GPL-3.0-or-later

# Debian packages, out of the tarball; packaging/README.md.
EXTRA_DIST += packaging/README.md packaging/again packaging/build packaging/debian packaging/foreign \
	packaging/needs packaging/try
CLEAN_FOLDERS += deb foreign

deb:
	$(SHELL) $(srcdir)/packaging/needs xz-utils
	$(MAKE) $(AM_MAKEFLAGS) dist
	$(SHELL) $(srcdir)/packaging/build $(distdir).tar.xz deb
deb-again:
	@test -e deb/lever_$(VERSION).orig.tar.xz || $(MAKE) $(AM_MAKEFLAGS) deb
	$(SHELL) $(srcdir)/packaging/again deb/lever_$(VERSION).orig.tar.xz deb
deb-try:
	@test -e deb/lever_$(VERSION).orig.tar.xz || $(MAKE) $(AM_MAKEFLAGS) deb
	$(SHELL) $(srcdir)/packaging/try deb
.PHONY: deb deb-again deb-try

# Other processors; `make foreign ARCH=i386` is the other one that is tried.
ARCH = s390x
foreign:
	$(SHELL) $(srcdir)/packaging/needs xz-utils
	$(MAKE) $(AM_MAKEFLAGS) all dist
	$(SHELL) $(srcdir)/packaging/foreign $(ARCH) $(distdir).tar.xz src/lever foreign/$(ARCH)
.PHONY: foreign
