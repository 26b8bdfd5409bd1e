# SPDX-License-Identifier: GPL-3.0-or-later
# Thin targets; what they do stands in tools/.
.PHONY: demo check bench endurance oracle mutate sanitize fuzz coverage lint pictures pot flatpak clean

# How long each fuzz target runs.
SECONDS = 60

demo:
	@tools/demo

check:
	@tools/check

bench:
	@tools/bench

endurance:
	@tools/endurance

oracle:
	@tools/oracle

mutate:
	@tools/mutate

sanitize:
	@tools/set-up check
	@tools/sanitize

fuzz:
	@tools/fuzz $(SECONDS)

coverage:
	@tools/coverage

lint:
	@tools/lint

pictures:
	@tools/pictures

pot:
	@tools/pot

flatpak:
	@tools/flatpak

clean:
	rm -rf build build-*
