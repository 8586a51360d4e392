#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long vpreflight needs, beside clients that only read. Prints the tables of docs/benchmark.md; see there.

    ./mvnw -DskipTests package && python3 plugin/src/bench/bench.py [--vms 10000] [--rounds 3] [replayed|live|growth|checks|memory|start|scale|updates ...]

Needs a JDK, Go and Python, some 6 GB of memory (12 for "scale"), and 40 minutes on two cores. Writes below plugin/target/bench only, and
ends what it started. Every client is a whole process, its start and login included: wall time by the clock, CPU time and
memory from the operating system. Compare the figures of one run with each other, not those of two.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True  # nothing is written beside the sources

import service
from tools import ROOT, WORK, call, dump, measured, numbers, ours, say

GO = os.path.join(ROOT, "plugin", "src", "test", "go", "vcsim")
SIXTEEN = (
    "name config.instanceUuid config.uuid config.changeTrackingEnabled config.hardware.device config.extraConfig "
    "runtime.host runtime.powerState runtime.connectionState runtime.consolidationNeeded guest.net guest.ipAddress "
    "guest.toolsRunningStatus snapshot layoutEx summary.storage"
).split()
SECTIONS = ["replayed", "live", "growth", "checks", "memory", "start", "scale", "updates"]


def prepare():
    for tool in ("java", "go"):
        if not shutil.which(tool):
            raise SystemExit(f"{tool} is not on the PATH")
    os.makedirs(WORK, exist_ok=True)
    say("building the server and the other clients")
    call(["go", "build", "-o", WORK + "/", ".", "./peer"], cwd=GO)
    python = os.path.join(WORK, "venv", "bin", "python")
    if not os.path.exists(python):
        call([sys.executable, "-m", "venv", os.path.join(WORK, "venv")])
        call([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "pyvmomi==9.1.1.0"])
    with open(os.path.join(WORK, "password"), "w", opener=lambda f, flags: os.open(f, flags, 0o600)) as f:
        f.write("pass\n")
    ours("--version")  # builds what is not built, and makes the class-data archive
    return python


class Server:
    """vcsim with a dump; replaying: it answers a question from memory when it was asked before."""

    def __init__(self, folder, replay):
        argv = [os.path.join(WORK, "vcsim"), "-load", folder] + (["-replay"] if replay else [])
        self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.url, self.sha256 = ready["url"], ready["sha256"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def environment(self):
        return dict(os.environ, GOVC_URL=self.url, GOVC_USERNAME="user", GOVC_PASSWORD="pass")

    def flags(self):
        return ["--vcenter", self.url, "--thumbprint", self.sha256] + self.login()

    def login(self):
        return ["--username", "user", "--password-file", os.path.join(WORK, "password")]


def machine():
    model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
    java = subprocess.run(["java", "-version"], stderr=subprocess.PIPE, text=True).stderr.splitlines()[0]
    go = call(["go", "version"]).split()[2]
    return f"{os.cpu_count()} x {model.group(1) if model else '?'}, {java}, {go}, Python {sys.version.split()[0]}"


def clients(python, server, live):
    """Name to what is run, in the order of the table."""
    peer = os.path.join(WORK, "peer")
    report = os.path.join(WORK, "report.json")
    audit = [os.path.join(ROOT, "vpreflight"), "audit", *server.flags(), "--format", "json", "--out", report]
    read = [os.path.join(ROOT, "vpreflight"), "bench", *server.flags(), "--read", "all", "--repeat", "1"]
    return {
        "raw download, pages of 500": [peer, "-client", "raw", *SIXTEEN],
        "raw download, 100 objects a call, 2 in flight": [peer, "-client", "raw", "-refs", "100", *SIXTEEN],
        "govmomi 0.56.0, a mere read": [peer, "-client", "govmomi", *SIXTEEN],
        "pyVmomi 9.1.1, a mere read": [python, os.path.join(os.path.dirname(__file__), "pyvmomi_read.py"), *SIXTEEN],
        "**vpreflight audit**, all checks and the report": audit,
        "vpreflight, with all the properties that the others read": read,
    }


def compare(python, machines, rounds, live):
    with Server(dump(machines), not live) as server:
        rows = clients(python, server, live)
        runs = {name: [] for name in rows}
        for number in range(rounds + (0 if live else 1)):  # a first replayed round is what fills the memory
            for name, argv in rows.items():
                say("live" if live else "replayed", "round", number, name)
                result = measured(argv, env=server.environment(), accept=(0, 1, 3))
                counted = numbers(result["out"])
                if counted.get("vms", machines) != machines or counted.get("disks", 3 * machines) != 3 * machines:
                    raise SystemExit(f"{name}: {counted}, but there are {machines} machines with 3 disks each")
                if live or number > 0:
                    runs[name].append(result)
        middle = {n: {k: statistics.median(r[k] for r in rs) for k in ("wall", "cpu", "rss")} for n, rs in runs.items()}
        floor, peer, python_peer = list(middle.values())[1:4]
        print(f"\n## {'Live' if live else 'Replayed'}: {machines:,} machines, median of {rounds}\n")
        print("| client | wall s | CPU s | memory MB | wall : raw | wall : govmomi | CPU : govmomi | wall : pyVmomi |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        for name, m in middle.items():
            print(
                f"| {name} | {m['wall']:.2f} | {m['cpu']:.2f} | {m['rss']:.0f} | {m['wall'] / floor['wall']:.2f} "
                f"| {m['wall'] / peer['wall']:.2f} | {m['cpu'] / peer['cpu']:.2f} | {m['wall'] / python_peer['wall']:.3f} |"
            )
        if not live:
            repeated(server, peer, python_peer, "audit")
            repeated(server, peer, python_peer, "all")


def repeated(server, peer, python_peer, read):
    say("the same process again and again:", read)
    env = dict(os.environ, VPREFLIGHT_JAVA_OPTS="-Xmx512m")
    result = ours("bench", *server.flags(), "--read", read, "--repeat", "12", env=env)
    rounds = [numbers(line) for line in result["out"].splitlines() if line.startswith("round=")][6:]
    last = {k: statistics.median(r[k] for r in rounds) for k in rounds[0]}
    what = "what the checks need" if read == "audit" else "all the properties that the others read"
    print(
        f"\nRepeated in one process ({what}; median of rounds 7 to 12): wall {last['wall_s']:.2f} s, CPU {last['cpu_s']:.2f} s = "
        f"{last['cpu_s'] / peer['cpu']:.3f} of govmomi's, {last['cpu_s'] / python_peer['cpu']:.3f} of pyVmomi's; allocated "
        f"{last['alloc_mb'] * 1e6 / last['bytes']:.2f} bytes for each of {last['bytes'] / 1e6:.0f} MB of XML; kept "
        f"{numbers(result['out'])['retained_kb_per_vm']:.2f} KB for each machine as long as the inventory is kept."
    )


def growth(sizes):
    print("\n## Growth\n\n| machines | cold audit, wall s | ms a machine | CPU s | memory MB | kept KB a machine |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        with Server(dump(size), True) as server:
            report = ["--format", "json", "--out", os.path.join(WORK, "report.json")]
            cold = [ours("audit", *server.flags(), *report) for _ in range(4)][1:]
            kept = numbers(ours("bench", *server.flags(), "--repeat", "2")["out"])["retained_kb_per_vm"]
        wall, cpu, rss = (statistics.median(r[k] for r in cold) for k in ("wall", "cpu", "rss"))
        print(f"| {size:,} | {wall:.2f} | {1e3 * wall / size:.2f} | {cpu:.2f} | {rss:.0f} | {kept:.2f} |", flush=True)


def checks():
    """Ten vCenters of 10,000 machines, out of captures that are read once, so that every round is checks and report."""
    files = []
    for seed in range(1, 11):
        file = os.path.join(WORK, f"capture-{seed}.vpf")
        if not os.path.exists(file):
            folder = dump(10_000, seed)
            ours("capture", "--from", folder, "--out", file, accept=(0,))
            if seed > 1:
                shutil.rmtree(folder)
                os.remove(folder + ".done")
        files += ["--from", file]
    env = dict(os.environ, VPREFLIGHT_JAVA_OPTS="-Xmx3g")
    print("\n## All checks on 100,000 machines\n")
    for profile in ("discovery-audit", "cbt-health", "azure-migrate-agentless"):
        out = ours("bench", *files, "--profile", profile, "--repeat", "6", env=env)["out"]
        rounds = [numbers(line) for line in out.splitlines() if line.startswith("round=")]
        print(
            f"- {profile}: {rounds[0]['judge_s']:.2f} s ({rounds[0]['judge_cpu_s']:.2f} CPU s) the first time in a process, "
            f"{rounds[-1]['judge_s']:.2f} s ({rounds[-1]['judge_cpu_s']:.2f} CPU s) the sixth time "
            f"({rounds[0]['findings']:.0f} findings)",
            flush=True,
        )


def memory(machines):
    with Server(dump(machines), True) as server:
        env = dict(os.environ, VPREFLIGHT_JAVA_OPTS="-Xmx96m")
        out = os.path.join(WORK, "report.html")
        result = ours("audit", *server.flags(), "--format", "html", "--out", out, env=env)
    print(f"\n## Memory\n\nThe audit of {machines:,} machines with a heap of 96 MB: {result['wall']:.2f} s, {result['rss']:.0f} MB in all.")


def start():
    runs = [ours("--help") for _ in range(11)]
    wall, cpu = (statistics.median(run[k] for run in runs) for k in ("wall", "cpu"))
    print(f"\n## Start\n\n`vpreflight --help`: {wall:.2f} s, {cpu:.2f} CPU s (medians of 11).")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", choices=[[], *SECTIONS], default=[])
    parser.add_argument("--vms", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", type=int, nargs="+", default=[1_000, 3_000, 10_000, 30_000])
    parser.add_argument("--followed", type=int, nargs="+", default=[1_000, 3_000])
    parser.add_argument("--vcenters", type=int, nargs="+", default=[4, 12, 40])
    options = parser.parse_args()
    wanted = options.sections or SECTIONS
    python = prepare()
    print("Machine:", machine())
    if "replayed" in wanted:
        compare(python, options.vms, options.rounds, live=False)
    if "live" in wanted:
        compare(python, options.vms, options.rounds, live=True)
    if "growth" in wanted:
        growth(options.growth)
    if "checks" in wanted:
        checks()
    if "memory" in wanted:
        memory(options.vms)
    if "start" in wanted:
        start()
    if "scale" in wanted:
        service.scale(options.vcenters)
    if "updates" in wanted:
        service.updates(python, options.followed)


if __name__ == "__main__":
    main()
