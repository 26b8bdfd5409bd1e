#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""requirements.py ROOT: no requirement of this version without a test, and no test of an unknown one."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
result = subprocess.run(["/usr/bin/python3", str(ROOT / "tools" / "requirements.py")], capture_output=True,
                        text=True, check=False)
print("1..1")
for line in (result.stdout + result.stderr).splitlines():
    print(f"# {line}")
print("ok 1 requirements and their tests" if result.returncode == 0 else "not ok 1 requirements and their tests")
sys.exit(result.returncode)
