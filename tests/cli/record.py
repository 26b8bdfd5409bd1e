#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records: calc --format xml, record show, record check (R29, R30, R37). All patients are synthetic."""
import os
import pathlib
import random
import re
import shutil
import signal
import stat
import subprocess
import time

from harness import (ANSWER, DATA, DOCUMENT, DONE, INPUT, OUTPUT, PROGRAM, USAGE, case, contains,
                     environment, equal, fail, folder, lacks, main, run, settings, true)

AT = "2026-11-24T08:30:00Z"
SAMPLES = pathlib.Path(os.environ["G_TEST_SRCDIR"]) / "records"
RANGE = {"regimen": "eu-yescarta", "guidance": "eu-smpc", "sex": "F", "age_years": "68",
         "height_cm": "160", "weight_kg": "62", "creatinine_mg_dl": "1.10",
         "bilirubin_mg_dl": "0.6"}


def write(path, *more, base=None, status=DONE, env=None, **changes):
    return run("calc", *settings(base, **changes), "--format", "xml", "-o", path, "--at", AT,
               "--by", "A. Example", *more, env=env).exits(status)


def copy_data(place):
    """The documents, to be changed."""
    data = pathlib.Path(place) / "data"
    for kind in ("regimens", "guidance", "formulary"):
        shutil.copytree(DATA / kind, data / kind)
    return data


@case("calc writes a record that checks and shows")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        result = write(path)
        equal(result.out, "", "standard output")
        equal(stat.S_IMODE(path.stat().st_mode), 0o600, "permissions")
        equal(len(os.listdir(place)), 1, "files")
        checked = run("record", "check", path).exits(DONE)
        contains(checked.out, "every seal intact", "same")
        shown = run("record", "show", path).exits(DONE)
        contains(shown.out, AT, "A. Example")


@case("the bytes do not depend on locale, time or place")
def _():
    with folder() as place:
        one, other = pathlib.Path(place) / "1.xml", pathlib.Path(place) / "2.xml"
        write(one)
        write(other, env=environment(LC_ALL="C.UTF-8", LANGUAGE="", TZ="Asia/Tokyo"))
        equal(one.read_bytes(), other.read_bytes(), "record")
        printed = run("calc", *settings(), "--format", "xml", "--at", AT, "--by", "A. Example")
        equal(printed.exits(DONE).raw, one.read_bytes(), "on standard output")


@case("without --at it is now, in UTC")
def _():
    before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    text = run("calc", *settings(), "--format", "xml").exits(DONE).out
    after = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    at = re.search(r'<entry kind="created" at="([^"]*)">', text).group(1)
    true(before <= at <= after, f"{at} is not between {before} and {after}")


@case("inputs stand as they were entered, columns as batch writes them")
def _():
    text = run("calc", *settings(weight_kg="048.0", case_id=' <a> & "b" '), "--format",
               "xml").exits(DONE).out
    contains(text, '<input name="weight_kg" text="048.0"/>',
             '<input name="case_id" text=" &lt;a&gt; &amp; &quot;b&quot; "/>',
             '<value name="fludarabine_mg_per_day" text="27"/>',
             '<value name="crcl_ml_min" text="40.6969697"/>')


@case("a plan that is not final makes a record too, without a dose")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        write(path, base=RANGE, status=ANSWER)
        contains(path.read_text(), '<value name="status" text="decision"/>',
                 '<value name="fludarabine_mg_per_day" text=""/>')
        run("record", "check", path).exits(DONE)


@case("what a record cannot be is refused, and no file is left")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        write(path, "--at", "24.11.2026", status=INPUT)
        write(path, "--by", "  ", status=INPUT)
        write(path, case_id="a\x01b", status=INPUT)
        write(path, weight_kg="-1", status=INPUT)
        write(path, "--guidance", "us-label", "--guidance", "eu-smpc", status=USAGE)
        write(path, regimen="no-such", status=DOCUMENT)
        equal(os.listdir(place), [], "files")


@case("usage")
def _():
    with folder() as place:
        for arguments in ([], ["show"], ["check"], ["delete", "x"], ["check", "a", "b"],
                          ["check", "--all", "a"]):
            run("record", *arguments).exits(USAGE)
        run("record", "--help").exits(DONE)
        for action in ("show", "check"):
            run("record", action, pathlib.Path(place) / "missing.xml").exits(INPUT)
            run("record", action, place).exits(INPUT)
            run("record", action, DATA / "guidance" / "us-label-1.0.xml").exits(INPUT)
            empty = pathlib.Path(place) / "empty.xml"
            empty.write_bytes(b"")
            run("record", action, empty).exits(INPUT)


@case("a changed byte anywhere: exit status 3, and nothing is shown")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        write(path)
        whole = path.read_bytes()
        places = list(range(0, len(whole), len(whole) // 60)) + list(range(len(whole) - 90, len(whole)))
        for at in places:
            changed = bytearray(whole)
            changed[at] ^= 1 << (at % 8)
            path.write_bytes(changed)
            result = run("record", "check" if at % 2 else "show", path).exits(INPUT)
            equal(result.out, "", f"output with byte {at} changed")


@case("a document is missing: exit status 4, and what there is is shown")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        data = copy_data(place)
        write(path)
        (data / "regimens" / "us-yescarta-1.0.xml").unlink()
        env = environment(LYMPHODOSE_DATA=str(data))
        checked = run("record", "check", path, env=env).exits(DOCUMENT)
        contains(checked.out, "us-yescarta@1.0")
        shown = run("record", "show", path, env=env).exits(DONE)
        contains(shown.out, "fludarabine_mg_per_day", "27")


@case("other bytes of a document, or another result: exit status 1 with both values")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        data = copy_data(place)
        write(path)
        env = environment(LYMPHODOSE_DATA=str(data))
        document = data / "regimens" / "us-yescarta-1.0.xml"
        text = document.read_text()
        document.write_text(text + "\n")
        checked = run("record", "check", path, env=env).exits(ANSWER)
        contains(checked.out, "us-yescarta@1.0")
        lacks(checked.out, "fludarabine_mg_per_day")
        document.write_text(text.replace('amount="30"', 'amount="25"'))
        checked = run("record", "check", path, env=env).exits(ANSWER)
        contains(checked.out, "fludarabine_mg_per_day: 27", "22")


@case("a record is made again over itself, but not over what people signed")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        path.write_text("an older text\n")
        write(path)
        write(path, weight_kg="50")
        contains(path.read_text(), 'name="weight_kg" text="50"')
        shutil.copy(SAMPLES / "format-1-signed.xml", path)
        before = path.read_bytes()
        contains(write(path, status=OUTPUT).err, "signed")
        equal(path.read_bytes(), before, "the signed record")
        path.write_bytes(b"x" * (4 * 1024 * 1024 + 1))
        contains(write(path, status=OUTPUT).err, "another name")
        path.write_bytes(b"")
        write(path)
        path.write_bytes(before[:-1])
        write(path, status=OUTPUT)
        equal(path.read_bytes(), before[:-1], "the broken record")


@case("records of every format still load")
def _():
    samples = sorted(SAMPLES.glob("*.xml"))
    true(len(samples) >= 4, "samples are missing")
    for sample in samples:
        contains(run("record", "show", sample).exits(DONE).out, "2026-11-24")
        result = run("record", "check", sample)
        true(result.status in (DONE, ANSWER, DOCUMENT), f"{sample}: {result.status}\n{result.err}")


@case("what is no regular file is not replaced")
def _():
    with folder() as place:
        pipe = pathlib.Path(place) / "pipe"
        os.mkfifo(pipe)
        for path in ("/dev/full", "/dev/null", place, pipe, pathlib.Path(place) / "no" / "such"):
            write(path, status=OUTPUT)
        true(stat.S_ISCHR(os.stat("/dev/null").st_mode), "/dev/null is gone")


@case("a full disk: exit status 5, and the old record is intact")
def _():
    with folder() as place:
        disk = pathlib.Path(place) / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "lymphodose-test", str(disk)]
        mounted = subprocess.run(mount, stderr=subprocess.DEVNULL, check=False).returncode == 0
        try:
            path = disk / "record.xml"
            write(path)
            before = path.read_bytes()
            if not mounted:
                print("# no file system can be mounted here; a limit on the size of files instead")
                write_limited(path, len(before) // 2)
            else:
                with open(disk / "filler", "wb", buffering=0) as filler:
                    try:
                        while filler.write(b"\0" * 1024):
                            pass
                    except OSError:
                        pass
                result = write(path, weight_kg="50", status=OUTPUT)
                contains(result.err, "record.xml", "not saved")
            equal(path.read_bytes(), before, "the old record")
            true(not list(disk.glob(".lymphodose-*")), "a temporary file is left")
            run("record", "check", path).exits(DONE)
        finally:
            if mounted:
                subprocess.run(["umount", str(disk)], check=True)


def write_limited(path, size):
    import resource

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    process = subprocess.run(
        [PROGRAM, "calc", *settings(weight_kg="50"), "--format", "xml", "-o", str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit, check=False)
    equal(process.returncode, OUTPUT, "exit status")
    true(process.stderr, "no message")


@case("a limit on the size of files: exit status 5, and the old record is intact")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        write(path)
        before = path.read_bytes()
        write_limited(path, len(before) // 2)
        equal(path.read_bytes(), before, "the old record")
        equal(os.listdir(place), ["record.xml"], "files")


@case("a folder that cannot be written: exit status 5, and the old record is intact")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        write(path)
        path.chmod(0o644)
        before = path.read_bytes()
        os.chmod(place, 0o555)

        def somebody():
            if os.getuid() == 0:        # root may write everywhere
                os.setresuid(65534, 65534, 65534)
        try:
            if os.getuid() == 0 and not os.access(PROGRAM, os.X_OK):
                fail("the program cannot be run")
            process = subprocess.run(
                [PROGRAM, "calc", *settings(), "--format", "xml", "-o", str(path)],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=somebody, check=False)
        except PermissionError:
            print("# somebody else may not run the program here; not tried")
            return
        finally:
            os.chmod(place, 0o700)
        equal(process.returncode, OUTPUT, "exit status")
        equal(path.read_bytes(), before, "the old record")
        equal(os.listdir(place), ["record.xml"], "files")


@case("kill -9 at any moment: the old record or the new one")
def _():
    with folder() as place:
        path = pathlib.Path(place) / "record.xml"
        write(path)
        whole = {path.read_bytes()}
        write(path, weight_kg="50")
        whole.add(path.read_bytes())
        started = time.monotonic()
        write(path)
        usual = time.monotonic() - started
        for i in range(80):
            process = subprocess.Popen(
                [PROGRAM, "calc", *settings(weight_kg="50" if i % 2 else "48"), "--format", "xml",
                 "-o", str(path), "--at", AT, "--by", "A. Example"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0, 1.2 * usual))
            process.kill()
            process.wait()
            true(path.read_bytes() in whole, f"after {i + 1} kills the record is neither")


main()
