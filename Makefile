# SPDX-License-Identifier: GPL-3.0-or-later
# Thin targets; what they do stands in tools/.
.PHONY: demo check bench oracle mutate sanitize pot flatpak clean

demo:
	@tools/demo

check:
	@tools/check

bench:
	@tools/bench

oracle:
	@tools/oracle

mutate:
	@tools/mutate

sanitize:
	@tools/set-up check
	@tools/sanitize

pot:
	@tools/pot

flatpak:
	@tools/flatpak

clean:
	rm -rf build build-*
