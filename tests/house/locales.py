#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locales that the tests run in are really there: without them half of the tests would prove nothing."""
import os
import pathlib
import subprocess
import sys

import tap

SIGNS = {"de_DE": ",", "fr_FR": ",", "es_ES": ",", "it_IT": ",", "nl_NL": ",", "pl_PL": ",", "pt_PT": ",",
         "cs_CZ": ",", "sv_SE": ",", "el_GR": ",", "tr_TR": ",", "he_IL": "."}
LANGUAGES = pathlib.Path(sys.argv[1]) / "po" / "LINGUAS"
SCRIPT = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"


def decimal_signs():
    for name, sign in SIGNS.items():
        environment = dict(os.environ, LC_ALL=f"{name}.UTF-8", LOCPATH=os.environ["TEST_LOCALES"])
        result = subprocess.run(["/usr/bin/python3", "-c", SCRIPT], env=environment, capture_output=True,
                                text=True, check=False)
        if result.stdout.strip() != sign:
            yield (f"{name}.UTF-8 in {os.environ['TEST_LOCALES']}: expected '{sign}': "
                   f"{(result.stdout + result.stderr).strip()}; Debian's package locales is needed")


def languages():
    lines = LANGUAGES.read_text(encoding="utf-8").splitlines()
    listed = " ".join(line for line in lines if not line.startswith("#")).split()
    yield from (f"{language}: no locale of this language is in SIGNS" for language in listed
                if language not in {name.partition("_")[0] for name in SIGNS})


tap.run([("R05, R27: the tests' locales are there, with their decimal signs", decimal_signs),
         ("R05: every language of po/LINGUAS has its locale", languages)])
