#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""install.py ROOT BUILD: an installation below DESTDIR runs from there with every file found; nothing is left of it."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import tap

BUILD = pathlib.Path(sys.argv[2])
PLACE = pathlib.Path(tempfile.mkdtemp(prefix="lymphodose-install-"))
# As a user has it: nothing of the build tree.
PLAIN = {name: value for name, value in os.environ.items()
         if not name.startswith(("LYMPHODOSE_", "TEST_", "XDG_", "LOCPATH", "LD_"))}
PLAIN.update(HOME=str(PLACE), LC_ALL="C.UTF-8", DESTDIR=str(PLACE / "root"))
EXPECTED = ["bin/lymphodose", "share/man/man1/lymphodose.1", "share/bash-completion/completions/lymphodose*",
            "share/lymphodose/manifest.sha256", "share/lymphodose/quality-dossier.md",
            "share/lymphodose/guidance/us-label-1.0.xml", "share/lymphodose/suites/limits.csv",
            "share/gettext/its/lymphodose-rules.its"]
OF_THE_APP = ["share/applications/*.desktop", "share/metainfo/*.metainfo.xml", "share/mime/packages/*.xml",
              "share/glib-2.0/schemas/*.gschema.xml", "share/icons/hicolor/scalable/apps/*.svg",
              "share/icons/hicolor/symbolic/apps/*.svg"]


def call(*command, **more):
    return subprocess.run([str(part) for part in command], env=PLAIN, capture_output=True, text=True, check=False,
                          timeout=240, **more)


def prefix():
    return next((PLACE / "root").rglob("bin/lymphodose")).parents[1]


def installs():
    result = call("meson", "install", "--no-rebuild", "-C", BUILD)
    if result.returncode != 0:
        yield result.stdout[-2000:] + result.stderr
        return
    has_app = (prefix() / "bin" / "lymphodose-gtk").exists()
    for pattern in EXPECTED + (OF_THE_APP if has_app else []):
        if not list(prefix().glob(pattern)):
            yield f"{pattern} is not there"


def finds_its_files():
    program = prefix() / "bin" / "lymphodose"
    result = call(program, "selfcheck", cwd=PLACE)
    if result.returncode != 0 or not result.stdout.rstrip().endswith(" 0 bad"):
        yield result.stdout + result.stderr
    for command in (["selfcheck", "--dossier"], ["guidance", "show", "us-label"]):
        if call(program, *command, cwd=PLACE).returncode != 0:
            yield f"{command} fails"


def app_starts():
    app = prefix() / "bin" / "lymphodose-gtk"
    if not app.exists() or shutil.which("Xvfb") is None or shutil.which("dbus-run-session") is None:
        return
    # A screen and a message bus of its own: where neither stands, it is GTK that warns, not the app.
    screen, bus = (pathlib.Path(sys.argv[1]) / "tests" / "gui" / name for name in ("run-xvfb", "run-bus"))
    started = call(screen, bus, "timeout", "5", app, cwd=PLACE)
    if started.returncode != 124:     # still there after five seconds
        yield f"the app ended with {started.returncode}: {started.stderr}"


def leaves_nothing():
    result = call("ninja", "-C", BUILD, "uninstall")
    if result.returncode != 0:
        yield result.stdout + result.stderr
    left = [str(path) for path in (PLACE / "root").rglob("*")] if (PLACE / "root").exists() else []
    yield from left


try:
    tap.run([
        ("an installation below DESTDIR is whole", installs),
        ("it runs from there, and every file is found", finds_its_files),
        ("the app starts from there", app_starts),
        ("uninstalling leaves nothing", leaves_nothing),
    ])
finally:
    shutil.rmtree(PLACE, ignore_errors=True)
