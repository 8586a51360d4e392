# SPDX-License-Identifier: Apache-2.0
"""What the parts of the benchmark share: where things are, how a process is measured, the dumps."""

import glob
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
WORK = os.path.join(ROOT, "plugin", "target", "bench")


def say(*words):
    print("==", *words, file=sys.stderr, flush=True)


def call(argv, **options):
    result = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if result.returncode:
        raise SystemExit(f"{' '.join(argv)}: exit {result.returncode}\n{result.stdout[-3000:]}")
    return result.stdout


def classpath(*modules):
    """Our modules for tests, which are in no release, and the libraries of the release."""
    jars = glob.glob(os.path.join(ROOT, "plugin/target/vpreflight-*/vpreflight-*/lib/*.jar"))
    for module in modules:
        jars += glob.glob(os.path.join(ROOT, f"vsphere-client/{module}/target/vsphere-{module}-*[0-9T].jar"))
    if not jars:
        raise SystemExit("not built: run ./mvnw -DskipTests package")
    return ":".join(jars)


def dump(machines, seed=1):
    """A folder with the objects of a vCenter with so many machines."""
    folder = os.path.join(WORK, f"dump-{machines}-{seed}")
    if not os.path.exists(folder + ".done"):
        say("writing a vCenter with", machines, "machines")
        shutil.rmtree(folder, ignore_errors=True)
        main = ["io.vpreflight.scenario.BigInventory", folder, str(machines), str(seed)]
        call(["java", "-cp", classpath("scenario")] + main)
        open(folder + ".done", "w").close()
    return folder


def ours(*arguments, accept=(0, 1, 3), **options):
    return measured([os.path.join(ROOT, "vpreflight"), *arguments], accept=accept, **options)


def measured(argv, env=None, accept=(0,)):
    """Runs a process to its end: seconds, CPU seconds, most MB of memory, and what it printed."""
    begin = time.monotonic()
    process = subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        raise SystemExit(f"{' '.join(argv)}: exit {process.returncode}\n{out[-2000:]}\n{err[-2000:]}")
    wall = time.monotonic() - begin
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss / 1024, "out": out}


def numbers(text):
    """The last value of every name=number."""
    return {name: float(value) for name, value in re.findall(r"\b(\w+)=(-?[\d.]+)", text)}
