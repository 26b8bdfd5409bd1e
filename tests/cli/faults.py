#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong around the program: system calls that fail or are interrupted, documents that are missing,
broken or replaced meanwhile, a locale that is not there, a clock that jumps. Each has its message and its
exit status; none has another number. What saving a record survives stands in test-file-save.c and record.py;
pipes, full disks and interrupts of batch in streams.py."""
import os
import pathlib
import re
import resource
import shutil
import stat
import subprocess
import time

from harness import (ANSWER, DATA, DOCUMENT, DONE, EXAMPLE, INPUT, OUTPUT, PROGRAM, case, contains, csv_rows,
                     csv_text, environment, equal, fail, folder, main, run, settings, true)

STRACE = shutil.which("strace")


def traced(inject, *arguments, stdin=b"", env=None, paths=()):
    """The program with system calls that fail as `inject` says; None where they cannot be made to."""
    if STRACE is None:
        print("# strace is not here: not tried")
        return None
    watched = [part for path in paths for part in ("-P", str(path))]
    # leaks are looked for by ptrace, which strace has taken
    values = environment(ASAN_OPTIONS="detect_leaks=0", **(env or {}))
    command = [STRACE, "-f", "-qq", "-o", os.devnull, *watched, "-e", f"inject={inject}", PROGRAM, *map(str, arguments)]
    process = subprocess.run(command, input=stdin, capture_output=True, env=values, timeout=120, check=False)
    for word in (b"runtime error:", b"AddressSanitizer", b"CRITICAL", b"Bail out!"):
        if word in process.stderr:
            fail(process.stderr.decode())
    return process


def copy_data(place):
    data = pathlib.Path(place) / "data"
    for kind in ("regimens", "guidance", "formulary"):
        shutil.copytree(DATA / kind, data / kind)
    return data


def many(n, **changes):
    head, row = csv_text([dict(EXAMPLE, **changes)]).splitlines(keepends=True)
    return (head + row * n).encode()


# ---- system calls -------------------------------------------------------------------------------

@case("EINTR: an interrupted call is made again, with the same bytes")
def _():
    text = many(3000)
    with folder() as name:
        path, out = pathlib.Path(name, "in.csv"), pathlib.Path(name, "out.csv")
        path.write_bytes(text)
        expected = run("batch", path).exits(DONE).raw
        for call in ("write", "read"):
            for jobs in ("1", "2"):
                process = traced(f"{call}:error=EINTR:when=1+2", "batch", "--jobs", jobs, path, "-o", out,
                                 paths=[path, out])
                if process is None:
                    return
                equal(process.returncode, DONE, f"exit status, {call}, {jobs} jobs: {process.stderr.decode()}")
                equal(out.read_bytes(), expected, f"{call}, {jobs} jobs")


@case("5: ENOSPC and EIO in the midst of the output: told by name, and what is there are whole lines")
def _():
    with folder() as name:
        path, out = pathlib.Path(name, "in.csv"), pathlib.Path(name, "out.csv")
        path.write_bytes(many(20000))
        for error, words in (("ENOSPC", "No space left on device"), ("EIO", "Input/output error")):
            for jobs in ("1", "2"):
                process = traced(f"write:error={error}:when=2+", "batch", "--jobs", jobs, path, "-o", out, paths=[out])
                if process is None:
                    return
                equal(process.returncode, OUTPUT, f"exit status, {error}, {jobs} jobs: {process.stderr.decode()}")
                contains(process.stderr.decode(), words)
                left = out.read_bytes()
                true(not left or left.endswith(b"\n"), f"{error}: the last line is cut: {left[-60:]!r}")


@case("5: calc and reports: a full disk is an error, never a quiet loss")
def _():
    with open("/dev/full", "wb") as full:
        contains(run("calc", *settings(), stdout=full).exits(OUTPUT).err, "No space left on device")
    with open("/dev/full", "wb") as full:
        run("calc", *settings(), "--format", "json", stdout=full).exits(OUTPUT)
    for form in ((), ("--format", "json"), ("--format", "xml")):
        run("calc", *settings(), *form, "-o", "/dev/full").exits(OUTPUT)
    true(stat.S_ISCHR(os.stat("/dev/full").st_mode), "the device was replaced by a file")


@case("-o to a pipe writes into it; to a link, into what it leads to; neither is replaced")
def _():
    plain = run("calc", *settings()).exits(DONE).raw
    with folder() as name:
        pipe, link, file = (pathlib.Path(name, word) for word in ("pipe", "link", "file"))
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
        run("calc", *settings(), "-o", pipe).exits(DONE)
        equal(reader.communicate(timeout=30)[0], plain, "through the pipe")
        true(pipe.is_fifo(), "the pipe was replaced by a file")
        file.write_text("before")
        link.symlink_to(file)
        run("calc", *settings(), "-o", link).exits(DONE)
        true(link.is_symlink(), "the link was replaced by a file")
        equal(file.read_bytes(), plain, "where the link leads")
        equal(sorted(os.listdir(name)), ["file", "link", "pipe"], "files")


@case("5: a folder that is not there, or a file in place of a folder")
def _():
    with folder() as name:
        place = pathlib.Path(name)
        (place / "file").write_text("")
        for path in (place / "none" / "out", place / "file" / "out", place):
            for command in (("calc", *settings()), ("calc", *settings(), "--format", "xml")):
                contains(run(*command, "-o", path).exits(OUTPUT).err, str(path))
        equal(os.listdir(name), ["file"], "files")


@case("3: EIO while cases are read; 4: while a document is read")
def _():
    with folder() as name:
        path, data = pathlib.Path(name, "in.csv"), copy_data(name)
        path.write_bytes(many(10))
        process = traced("read:error=EIO:when=1+", "batch", path, paths=[path])
        if process is None:
            return
        equal(process.returncode, INPUT, f"exit status: {process.stderr.decode()}")
        contains(process.stderr.decode(), str(path), "Input/output error")
        document = data / "guidance" / "us-label-1.0.xml"
        process = traced("read:error=EIO:when=1+", "calc", *settings(), env={"LYMPHODOSE_DATA": str(data)},
                         paths=[document])
        equal(process.returncode, DOCUMENT, f"exit status: {process.stderr.decode()}")
        contains(process.stderr.decode(), "Input/output error")
        equal(process.stdout, b"", "standard output")


@case("a document that cannot be opened is told as such, not as unknown to the patient")
def _():
    with folder() as name:
        data = copy_data(name)
        process = traced("openat:error=EACCES:when=1+", "calc", *settings(), env={"LYMPHODOSE_DATA": str(data)},
                         paths=[data / "guidance" / "us-label-1.0.xml"])
        if process is None:
            return
        equal(process.returncode, DOCUMENT, f"exit status: {process.stderr.decode()}")
        contains(process.stderr.decode(), "Permission denied")


@case("4: a list of the site that may not be looked at is not one that is not there")
def _():
    with folder() as name:
        system = pathlib.Path(name, "system")
        system.mkdir()
        (system / "adopted.xml").write_text("decides about every document")
        env = {"LYMPHODOSE_SITE": str(system), "XDG_CONFIG_HOME": str(pathlib.Path(name, "user"))}
        names = ("--by", "A. Example", "--checked-by", "B. Sample")
        for command in (("calc", *settings()), ("calc", *settings(), "--require-adopted"),
                        ("guidance", "adopt", "us-label@1.0", *names),
                        ("guidance", "adopt", "us-label@1.0", *names, "--system")):
            process = traced("%file:error=EACCES", *command, env=env, paths=[system / "adopted.xml"])
            if process is None:
                return
            equal(process.returncode, DOCUMENT, f"exit status, {command}: {process.stderr.decode()}")
            contains(process.stderr.decode(), str(system / "adopted.xml"), "Permission denied")
            equal(process.stdout, b"", "standard output")
            equal(os.listdir(name), ["system"], "files")


# ---- memory -------------------------------------------------------------------------------------

KIB, MIB = 1 << 10, 1 << 20


def limited(size, *arguments):
    """The program with so much address space and no more."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (size, size))

    # a heap for each thread is asked for again and again where there is no room for it
    return subprocess.run([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                          env=environment(MALLOC_ARENA_MAX="1"), timeout=120, check=False, preexec_fn=limit)


def starved_and_fed(*arguments):
    """The program with ever closer to as much memory as it needs, so that it dies early and late in its work."""
    starved, fed = 0, 2048 * MIB
    while fed - starved > 64 * KIB:
        size = (starved + fed) // 2
        process = limited(size, *arguments)
        yield process, f"with {size // KIB} KiB"
        if process.returncode == DONE:
            fed = size
        else:
            starved = size


@case("memory runs out: the program dies, and a record is the old one or the new one, batch has whole lines")
def _():
    if limited(2048 * MIB, "--version").returncode != DONE:
        print("# a sanitizer takes all of the address space: not tried")
        return
    at = ("--at", "2026-11-24T08:30:00Z")
    with folder() as name:
        record, old = pathlib.Path(name, "plan.lymphodose"), pathlib.Path(name, "old.lymphodose")
        run("calc", *settings(weight_kg="62.5"), "--format", "xml", "-o", old, *at).exits(DONE)
        run("calc", *settings(), "--format", "xml", "-o", record, *at).exits(DONE)
        before, after = old.read_bytes(), record.read_bytes()
        for process, how in starved_and_fed("calc", *settings(), "--format", "xml", "-o", record, *at):
            equal(record.read_bytes(), after if process.returncode == DONE else before, f"the record {how}")
            shutil.copy(old, record)
        path, out = pathlib.Path(name, "in.csv"), pathlib.Path(name, "out.csv")
        path.write_bytes(many(400))
        whole = run("batch", path).exits(DONE).raw
        for jobs in ("1", "2"):
            for process, how in starved_and_fed("batch", "--jobs", jobs, path, "-o", out):
                left = out.read_bytes() if out.exists() else b""
                true(whole.startswith(left) and (not left or left.endswith(b"\n")), f"{how}: {left[-60:]!r}")
                equal(process.returncode == DONE, left == whole, f"said and done {how}")
                out.unlink(missing_ok=True)


# ---- documents ----------------------------------------------------------------------------------

@case("4: no documents at all, an empty folder, one of three missing")
def _():
    with folder() as name:
        empty = pathlib.Path(name, "empty")
        empty.mkdir()
        for place in (empty, pathlib.Path(name, "none")):
            result = run("calc", *settings(), env=environment(LYMPHODOSE_DATA=str(place))).exits(DOCUMENT)
            contains(result.err, "us-yescarta", str(place))
            equal(result.out, "", "standard output")
        for kind, file, word in (("regimens", "us-yescarta-1.0.xml", "regimen"),
                                 ("guidance", "us-label-1.0.xml", "guidance"),
                                 ("formulary", "as-published-1.0.xml", "formulary"),
                                 ("guidance", "general-findings-1.0.xml", "general-findings")):
            data = copy_data(pathlib.Path(name, file))
            (data / kind / file).unlink()
            result = run("calc", *settings(), env=environment(LYMPHODOSE_DATA=str(data))).exits(DOCUMENT)
            contains(result.err, word)
            equal(result.out, "", "standard output")


@case("batch goes on where documents are missing: every row is refused and none has a dose")
def _():
    with folder() as name:
        result = run("batch", stdin=many(5), env=environment(LYMPHODOSE_DATA=name)).exits(ANSWER)
        for row in csv_rows(result.out):
            equal((row["error"], row["fludarabine_mg_per_day"]), ("unknown:regimen", ""), "row")


def answered_after(change):
    """What batch answers to the same case before and after documents are changed under it."""
    with folder() as name:
        data = copy_data(name)
        out = pathlib.Path(name, "out.csv")
        process = subprocess.Popen([PROGRAM, "batch", "-o", out], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   env=environment(LYMPHODOSE_DATA=str(data)))
        text = many(4000)
        process.stdin.write(text)
        process.stdin.flush()
        deadline = time.monotonic() + 60
        while not (out.exists() and out.stat().st_size > 0) and time.monotonic() < deadline:
            time.sleep(0.01)
        true(out.stat().st_size > 0, "no answer before the end of the input")
        change(data)
        process.stdin.write(text.split(b"\n", 1)[1])
        process.stdin.close()
        equal(process.wait(timeout=60), DONE, "exit status")
        return csv_rows(out.read_text(encoding="utf-8"))


@case("a document replaced while it is loaded: one run keeps to what it read, all its rows agree")
def _():
    def replace(data):
        path = data / "guidance" / "us-label-1.0.xml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"0.8"', '"0.5"').replace("0.75", "0.5"), encoding="utf-8")

    def break_off(data):
        for path in (data / "guidance").iterdir():
            path.write_bytes(path.read_bytes()[:100])

    def remove(data):
        shutil.rmtree(data)

    for change in (replace, break_off, remove):
        rows = answered_after(change)
        equal(len(rows), 8000, f"rows, {change.__name__}")
        equal(len({tuple(row.values()) for row in rows}), 1, f"different rows, {change.__name__}")
        true(float(rows[0]["fludarabine_mg_per_day"]) > 0, "no dose")


# ---- surroundings -------------------------------------------------------------------------------

@case("a locale that is not there: English with a decimal point, and a plan as before")
def _():
    plain = run("calc", *settings(), env=environment(LC_ALL="C", LANGUAGE=None)).exits(DONE).out
    for name in ("xx_XX.UTF-8", "de_DE@none", "", "/etc/passwd", "C" * 300):
        equal(run("calc", *settings(), env=environment(LC_ALL=name, LANG=None, LANGUAGE=None)).exits(DONE).out, plain,
              f"LC_ALL={name[:20]}")
    result = run("calc", *settings(), env=environment(LYMPHODOSE_LOCALES="/nonexistent", LC_ALL="C.UTF-8"))
    contains(result.exits(DONE).out, "Dose calculated")


@case("a home that is not there changes no plan; one that may not be read could hold a list of documents")
def _():
    plain = run("calc", *settings()).exits(DONE).out

    def at_home(home):
        return run("calc", *settings(), env=environment(HOME=home, XDG_CONFIG_HOME=None, XDG_DATA_HOME=None,
                                                        XDG_STATE_HOME=None))

    for home in ("/nonexistent", "/dev/null"):
        equal(at_home(home).exits(DONE).out, plain, home)
    if not os.access("/proc/1/root", os.X_OK):
        refused = at_home("/proc/1/root").exits(DOCUMENT)
        contains(refused.err, "/proc/1/root", "Permission denied")
        equal(refused.out, "", "standard output")


@case("R07: a clock that jumps changes no plan; a record says the time that it was given")
def _():
    times = ("1970-01-01T00:00:00Z", "2026-11-24T08:30:00Z", "2199-12-31T23:59:59Z")
    with folder() as name:
        path = pathlib.Path(name, "record.xml")
        seen = set()
        for at in times:
            run("calc", *settings(), "--format", "xml", "-o", path, "--at", at).exits(DONE)
            shown = run("record", "show", path).exits(DONE).out
            contains(shown, at)
            seen.add(re.sub(r"[0-9a-f]{64}", "", shown.replace(at, "")))      # the seal covers the time
        equal(len(seen), 1, "records but for their time")
        before = path.read_bytes()
        result = run("calc", *settings(), "--format", "xml", "-o", path, "--at", "1899-12-31T23:59:59Z")
        contains(result.exits(INPUT).err, "1899-12-31T23:59:59Z")
        equal(path.read_bytes(), before, "the record")


main()
