#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locales that the tests run in are really there: without them half of the tests would prove nothing."""
import os
import subprocess

import tap

SIGNS = {"de_DE": ",", "fr_FR": ",", "pl_PL": ",", "sv_SE": ",", "tr_TR": ",", "el_GR": ",", "he_IL": "."}
SCRIPT = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"


def decimal_signs():
    for name, sign in SIGNS.items():
        environment = dict(os.environ, LC_ALL=f"{name}.UTF-8", LOCPATH=os.environ["TEST_LOCALES"])
        result = subprocess.run(["/usr/bin/python3", "-c", SCRIPT], env=environment, capture_output=True,
                                text=True, check=False)
        if result.stdout.strip() != sign:
            yield (f"{name}.UTF-8 in {os.environ['TEST_LOCALES']}: expected '{sign}': "
                   f"{(result.stdout + result.stderr).strip()}; Debian's package locales is needed")


tap.run([("R05, R27: the tests' locales are there, with their decimal signs", decimal_signs)])
