#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""keyboard.py PROGRAM [TRACER…]: five tasks in the real program by keyboard alone: a new plan, a decision, a second
check, a comparison, a PDF. Keys come from xdotool, no pointer event ever; what is on screen and where the
focus stands is read from the accessibility bus, as a screen reader does. At the end nothing stands on
standard error. Runs on an X server and a message bus of its own: run-xvfb run-bus keyboard.py PROGRAM. A
tracer is a command that runs the program under its own process id (system-calls.py)."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import warnings

try:
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as missing:
    print(f"1..0 # SKIP {missing}")
    sys.exit(0)
if shutil.which("xdotool") is None:
    print("1..0 # SKIP no xdotool")
    sys.exit(0)

SETTLED = 0.06      # seconds without a word from the program
PATIENCE = 20.0     # seconds that anything may take on a busy machine


class Failure(Exception):
    pass


class Program:
    def __init__(self, command, home):
        self.errors = pathlib.Path(home, "standard-error")
        environment = dict(os.environ, XDG_DATA_HOME=home, XDG_STATE_HOME=home, XDG_CONFIG_HOME=home,
                           HOME=home, G_DEBUG="fatal-warnings,gc-friendly")
        environment.pop("GTK_A11Y", None)       # it would hide the program from the bus
        self.focus = ""
        self.heard = time.monotonic()
        self.listener = Atspi.EventListener.new(self.on_event)
        for event in ("object:state-changed:focused", "object:text-changed", "window"):
            self.listener.register(event)
        self.process = subprocess.Popen(command, cwd=home, env=environment, stderr=self.errors.open("wb"))
        self.wait(lambda: self.root() is not None, "the program on the accessibility bus")
        self.wait(self.visible_windows, "window")
        self.window = self.visible_windows()[0]
        self.give_keyboard(self.window)

    # ---- the bus

    def on_event(self, event):
        self.heard = time.monotonic()
        if event.type.startswith("object:state-changed:focused") and event.detail1:
            try:
                event.source.clear_cache()      # names change: a drop-down's tells what is chosen
                self.focus = event.source.get_name() or ""
            except GLib.Error:
                self.focus = ""

    @staticmethod
    def listen(seconds):
        """Lets events come in for a while."""
        context = GLib.MainContext.default()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not context.iteration(False):
                time.sleep(0.003)

    def settle(self):
        self.heard = time.monotonic()
        while time.monotonic() - self.heard < SETTLED:
            self.listen(SETTLED / 2)

    def wait(self, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if condition():
                    return
            except GLib.Error:                  # an object went away meanwhile
                pass
            self.listen(0.03)
        raise Failure(f"no {what}; the focus is on “{self.focus}”")

    def root(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    # ---- windows and keys

    def visible_windows(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True, check=False)
        return found.stdout.split()

    def give_keyboard(self, window):
        """As a window manager would."""
        subprocess.run(["xdotool", "windowfocus", "--sync", window], check=False, timeout=PATIENCE)
        self.settle()

    def new_window(self, known):
        """A window opens beside the known ones: it gets the keyboard."""
        self.wait(lambda: set(self.visible_windows()) - set(known), "new window")
        self.give_keyboard([window for window in self.visible_windows() if window not in known][-1])

    def back_to_first(self):
        """Every other window is closed, by itself or by Escape."""
        self.listen(0.3)
        for window in reversed(self.visible_windows()):
            if window != self.window:
                self.give_keyboard(window)
                self.press("Escape")
        self.wait(lambda: self.visible_windows() == [self.window], "closing of the second window")
        self.give_keyboard(self.window)

    def press(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)
            self.settle()

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "3", text], check=True)
        self.settle()

    def go_to(self, part, key="Tab", most=60):
        """Presses a key until the focus is on what has these words in its name."""
        for _ in range(most):
            if part in self.focus:
                return
            self.press(key)
        raise Failure(f"“{part}” is not reached by {key}; the focus is on “{self.focus}”")

    def on(self, beginning):
        self.wait(lambda: self.focus.startswith(beginning), f"focus on “{beginning}”")

    # ---- what is on screen

    def texts(self):
        """The texts of labels, the form aside."""
        out = []

        def walk(node, depth):
            if node is None or not node.get_state_set().contains(Atspi.StateType.VISIBLE):
                return
            role = node.get_role()
            if role == Atspi.Role.LABEL:
                out.append(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)))
                return
            n = node.get_child_count()
            form = node.get_name() == "LdoseTwoPanes"
            for i in range(1 if form else 0, n):
                walk(node.get_child_at_index(i), depth + 1)

        walk_root = self.root()
        for i in range(walk_root.get_child_count()):
            walk(walk_root.get_child_at_index(i), 0)
        return out

    def shows(self, *parts):
        def there():
            texts = self.texts()
            return all(any(part in text for text in texts) for part in parts)
        self.wait(there, f"text {parts}")

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(10)


# ---- deeds of a pharmacist ----------------------------------------------------------------------

def choose_document(program, access_key, name, search):
    program.press(access_key)
    program.on("Search documents")
    program.type(search)
    program.press("Return")
    program.wait(lambda: not program.focus.startswith("Search"), f"{name} chosen")


def enter(program, access_key, name, text):
    program.press(access_key)
    program.on(name)
    program.type(text)


def choose_unit(program, name):
    """From the entry before it: mg/dL."""
    program.press("Tab")
    program.on(f"Unit of “{name}”")
    program.press("space")
    program.wait(lambda: program.focus in ("Unit …", "mg/dL", "µmol/L"), "list of units")
    program.press("Home")
    program.go_to("mg/dL", key="Down", most=3)
    program.press("Return")
    program.on(f"Unit of “{name}”: mg/dL")


def enter_case(program, product, age, height, weight, creatinine, bilirubin):
    choose_document(program, "alt+r", "Product", product)
    choose_document(program, "alt+t", "Site policy", "adult-oncology")
    enter(program, "alt+f", "Date of infusion", "2026-12-12")
    enter(program, "alt+e", "Age", age)
    program.go_to("Sex: female", most=3)
    program.press("space")
    enter(program, "alt+h", "Height", height)
    enter(program, "alt+w", "Weight", weight)
    enter(program, "alt+c", "Creatinine", creatinine)
    choose_unit(program, "Creatinine")
    program.press("alt+i")
    program.on("Dialysis: none")
    program.press("space")
    enter(program, "alt+b", "Bilirubin", bilirubin)
    choose_unit(program, "Bilirubin")


# A woman of 61 years, light, with impaired kidneys; and one of 68 under the European label. Both synthetic.
FIRST = ("us-yescarta", "61", "165", "48", "1.1", "0.6")
SECOND = ("eu-yescarta", "68", "160", "62", "1.10", "0.6")


def begin(program):
    """An empty case, and the focus on its first field."""
    program.press("ctrl+n", "Tab", "alt+l")
    program.on("Case")


def new_plan(program, _home):
    begin(program)
    program.type("T-1")
    enter_case(program, *FIRST)
    program.shows("Dose calculated", "Clear: nothing to acknowledge", "27 mg", "740 mg")


def compare(program, _home):
    program.press("ctrl+3")
    program.shows("Guidances for this patient", "✓ us-label 1.0 (in use)", "Clearances")
    program.press("ctrl+1")
    program.shows("Dose calculated")


def save_as(program, path, known):
    """In the dialog that opens beside the known windows."""
    program.new_window(known)
    program.press("ctrl+a")
    program.type(str(path))
    program.press("Return")
    program.wait(lambda: path.exists() and path.stat().st_size > 0, f"file {path}")
    program.back_to_first()


def export_pdf(program, home):
    path = pathlib.Path(home, "chart.pdf")
    known = program.visible_windows()
    program.press("ctrl+p")
    program.new_window(known)
    known = program.visible_windows()
    program.press("alt+x")
    save_as(program, path, known)
    content = path.read_bytes()
    if content[:5] != b"%PDF-" or content.strip()[-5:] != b"%%EOF":
        raise Failure(f"{path} is no whole PDF")


def second_check(program, home):
    path = pathlib.Path(home, "case.lymphodose")
    program.press("ctrl+shift+k", "Tab", "alt+l")
    program.on("Case")
    program.type("T-1")
    enter_case(program, *FIRST)
    enter(program, "alt+y", "Worked out by", "Anna Example")
    enter(program, "alt+k", "Checked by", "Berta Sample")
    program.press("alt+m")
    program.shows("values are equal")
    program.go_to("Finish the second check", most=12)
    known = program.visible_windows()
    program.press("space")
    save_as(program, path, known)
    program.shows("Second check by Berta Sample")
    if b"Berta Sample" not in path.read_bytes():
        raise Failure(f"{path} does not say who checked")


def decision(program, _home):
    begin(program)
    program.type("T-2")
    enter_case(program, *SECOND)
    program.shows("Choose", "The source gives a range")
    program.press("ctrl+1")
    program.go_to("50 % of the standard dose", most=12)
    program.press("space")
    program.shows("Dose calculated", "25 mg", "830 mg")


TASKS = [("a new plan", new_plan), ("a comparison", compare), ("a PDF", export_pdf),
         ("a second check", second_check), ("a decision", decision)]


def run(command, home):
    bad = 0
    print(f"1..{len(TASKS) + 1}", flush=True)
    program = Program(command, home)
    try:
        for number, (name, task) in enumerate(TASKS, 1):
            begin = time.monotonic()
            try:
                task(program, home)
                print(f"ok {number} {name}", flush=True)
            except Exception as error:          # a broken task is a failed one, and the next begins anew
                bad += 1
                print(f"not ok {number} {name}", flush=True)
                why = str(error) if isinstance(error, Failure) else traceback.format_exc()
                print(f"# {why}", file=sys.stderr, flush=True)
            print(f"# {time.monotonic() - begin:.1f} s", flush=True)
    finally:
        program.end()
    said = program.errors.read_text(encoding="utf-8", errors="replace")
    print(f"{'ok' if not said else 'not ok'} {len(TASKS) + 1} nothing on standard error")
    if said:
        print(said, file=sys.stderr)
    return 1 if bad or said else 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    Atspi.init()
    with tempfile.TemporaryDirectory(prefix="lymphodose-keyboard-") as folder:
        sys.exit(run([*sys.argv[2:], os.path.abspath(sys.argv[1])], folder))
