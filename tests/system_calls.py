# SPDX-License-Identifier: GPL-3.0-or-later
"""Which sockets a program opens, and which files it writes, makes, renames or removes (R37): as strace tells it.

A call is kept whether it succeeds or not, unless it failed because there was nothing to do: a folder that is
there already, a file that is not.
"""
import glob
import os
import pathlib
import re
import shutil
import subprocess
from collections import namedtuple

CALLS = ("socket,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
         "unlink,unlinkat,rmdir,truncate,mknod,mknodat,chmod,fchmodat,memfd_create,chdir")
WRITING = re.compile(r"\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")
NOTHING_DONE = re.compile(r" = -1 (EEXIST|ENOENT|ENOTDIR) ")
# A folder as -y tells it, and a path below it; a path alone.
ARGUMENT = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
RESULT = re.compile(r" = \d+<([^>]*)>$")

Call = namedtuple("Call", "name path")
Allowed = namedtuple("Allowed", "label holds")


def is_possible():
    """strace is there and may trace."""
    return shutil.which("strace") is not None and subprocess.run(
        ["strace", "-f", "-qq", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def tracer(prefix, *more):
    """What stands before a command; the traces, a file a thread, begin with `prefix`. With "-D" the command has
    the process id that was begun, and the tracer outlives it by a moment."""
    return ["strace", *more, "--seccomp-bpf", "-f", "-ff", "-y", "-q", "-e", "signal=none", "-e", f"trace={CALLS}",
            "-o", str(prefix)]


def is_over(prefix):
    """Every thread that was traced has ended."""
    traces = [pathlib.Path(path) for path in glob.glob(glob.escape(str(prefix)) + ".*")]
    return bool(traces) and all(path.read_text(encoding="ascii").rstrip().endswith("+++") for path in traces)


def plain(text):
    """A string without strace's escapes."""
    return text.encode("ascii").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


def paths_of(line, cwd):
    """The paths of a call, whole."""
    return [os.path.normpath(os.path.join(plain(folder) if folder else cwd, plain(path)))
            for folder, path in ARGUMENT.findall(line)]


def calls_of(line, cwd):
    """The calls of a line that matter."""
    name = line.split("(", 1)[0]
    if not re.fullmatch(r"[a-z0-9_]+", name) or NOTHING_DONE.search(line):
        return
    if name == "socket":
        yield Call(name, re.match(r"socket\((\w+)", line).group(1))
    elif name == "memfd_create":
        yield Call(name, "memfd:" + plain(ARGUMENT.search(line).group(2)))
    elif name in ("open", "openat", "openat2"):
        if WRITING.search(line.rsplit('"', 1)[1]):
            real = RESULT.search(line)
            yield Call(name, plain(real.group(1)) if real else paths_of(line, cwd)[0])
    else:
        for path in paths_of(line, cwd):
            yield Call(name, path)


def read(prefix, cwd):
    """All calls of a run in `cwd`. A program that goes to another folder is not understood: that is a call, too."""
    calls = []
    for path in sorted(glob.glob(glob.escape(str(prefix)) + ".*")):
        with open(path, encoding="ascii") as lines:
            for line in lines:
                calls += calls_of(line.rstrip("\n"), str(cwd))
    return calls


# ---- what is allowed -----------------------------------------------------------------------------

def below(label, *folders):
    """The folders and what is in them; parents may be made on the way."""
    real = [os.path.realpath(folder) for folder in folders]
    return Allowed(label, lambda call: any(call.path == folder or call.path.startswith(folder + "/") or
                                           (call.name == "mkdir" and folder.startswith(call.path + "/"))
                                           for folder in real))


def saved(label, *files):
    """The files themselves, and the temporary ones beside them that get their names."""
    real = [os.path.realpath(file) for file in files]
    return Allowed(label, lambda call: call.path in real or any(
        os.path.dirname(call.path) == os.path.dirname(file) and
        re.fullmatch(r"\.lymphodose-[0-9a-f]{16}-\w{6}", os.path.basename(call.path)) for file in real))


DEVICES = Allowed("no file: the null device, the terminal", lambda call: call.path in (os.devnull, "/dev/tty"))
UNIX = Allowed("a socket of this machine (AF_UNIX)", lambda call: call == Call("socket", "AF_UNIX"))


def fonts(cache):
    """Fontconfig's own cache of the fonts that are installed; root's is the system's."""
    return below("the cache of fontconfig", os.path.join(cache, "fontconfig"), "/var/cache/fontconfig")


def sort(calls, allowed):
    """The paths under the label that allows them, and those that nothing allows."""
    known, strays = {}, []
    for call in calls:
        labels = [one.label for one in allowed if one.holds(call)]
        if labels:
            known.setdefault(labels[0], set()).add(call.path)
        else:
            strays.append(call)
    return known, strays
