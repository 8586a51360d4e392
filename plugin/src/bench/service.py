# SPDX-License-Identifier: Apache-2.0
"""What the service costs: with many vCenters, and between two audits while it follows one."""

import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import time

from tools import ROOT, WORK, call, classpath, dump, numbers, ours, say


EACH = 2_500  # machines of each of many vCenters
CHANGES = [1, 10, 100, 1_000]
WINDOW = 30  # seconds in which a change is seen, read, judged and kept


class Estate:
    """Our simulator with many vCenters, in a JVM of its own."""

    def __init__(self, vcenters, each):
        folders = [dump(each, seed) for seed in range(1, vcenters + 1)]
        say("starting", vcenters, "vCenters")
        loads = [word for folder in folders for word in ("--load", folder)]
        argv = ["java", "-Xms11g", "-Xmx11g", "-XX:+UseParallelGC", "-XX:StringTableSize=1000003", "-cp", classpath("scenario", "simulator")]
        self.process = subprocess.Popen(
            argv + ["io.vpreflight.simulator.SimulatorMain", *loads, "--now", "--stdin"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.servers = [json.loads(self.process.stdout.readline()) for _ in folders]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


class Service:
    """The service with the vCenters of an estate, in a state folder of its own."""

    def __init__(self, servers, options, more=""):
        self.folder = os.path.join(WORK, "service")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        password = os.path.join(WORK, "simulated")
        with open(password, "w", opener=lambda f, flags: os.open(f, flags, 0o600)) as f:
            f.write("simulated\n")
        config = os.path.join(self.folder, "vpreflight.yaml")
        with open(config, "w") as f:
            f.write("vcenters:\n")
            for server in servers:
                f.write(f"  - url: {server['url']}\n    thumbprints: {server['sha256']}\n")
                f.write(f"    username: administrator@vsphere.local\n    passwordFile: {password}\n")
            f.write('schedules:\n  all:\n    cron: "0 0 0 1 1 ? 2099"\n    formats: json\n' + more)
        self.where = ["--state-dir", self.folder]
        self.log = open(os.path.join(self.folder, "log"), "w")
        argv = [os.path.join(ROOT, "vpreflight"), "serve", "--config", config, *self.where, "--now", "all"]
        env = dict(os.environ, VPREFLIGHT_JAVA_OPTS=options)
        self.process = subprocess.Popen(argv, env=env, stdout=self.log, stderr=subprocess.STDOUT)

    def audit(self, number):
        """The report of the audit of that number, as soon as it is kept."""
        while True:
            if self.process.poll() is not None:
                raise SystemExit("the service has ended:\n" + open(self.log.name).read()[-3000:])
            time.sleep(2)
            listed = ours("audits", *self.where, "--format", "json", accept=(0, 1, 2, 3))["out"]
            audits = json.loads(listed)["audits"] if listed.startswith("{") else []
            if len(audits) >= number:
                return audits[0], json.load(open(os.path.join(audits[0]["report"], "report.json")))

    def again(self):
        ours("schedules", "run", "all", *self.where, accept=(0,))

    def follow(self):
        """Waits until the vCenter tells what changes, and the first audit is kept."""
        self.audit(1)
        while "followed from now on" not in open(self.log.name).read():
            time.sleep(1)

    def read(self):
        """Bytes that this process has read so far, those of vCenter among them."""
        return int(re.search(r"rchar: (\d+)", open(f"/proc/{self.process.pid}/io").read()).group(1))

    def cost(self):
        """CPU seconds so far, and the most MB that were in memory."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        peak = re.search(r"VmHWM:\s*(\d+)", open(f"/proc/{self.process.pid}/status").read())
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK"), int(peak.group(1)) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def seconds(duration):
    hours, minutes, rest = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", duration).groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest or 0)


def scale(sizes):
    print("\n## Many vCenters: 2,500 machines each, one service, a heap of 1,536 MB\n")
    print(
        "| vCenters | machines | audit | wall s | ms a machine | CPU s | most memory MB "
        "| a vCenter: median s | slowest s | slowest : median |"
    )
    print("|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|")
    for vcenters in sizes:
        machines = vcenters * EACH
        with Estate(vcenters, EACH) as estate, Service(estate.servers, "-Xmx1536m") as service:
            before = 0
            for number, name in enumerate(("first", "with a baseline"), 1):
                if number > 1:
                    service.again()
                audit, report = service.audit(number)
                cpu, peak = service.cost()
                begun, ended = (datetime.datetime.fromisoformat(audit[k].replace("Z", "+00:00")) for k in ("startedAt", "finishedAt"))
                wall = (ended - begun).total_seconds()
                read = sorted(seconds(vcenter["elapsed"]) for vcenter in report["audit"]["vcenters"])
                counted = audit["virtualMachines"]
                if len(read) != vcenters or not audit["complete"] or counted != machines:
                    raise SystemExit(f"not whole: {len(read)} vCenters, {counted} machines, {audit}")
                middle = statistics.median(read)
                print(
                    f"| {vcenters} | {machines:,} | {name} | {wall:.1f} | {1e3 * wall / machines:.2f} | {cpu - before:.1f} | {peak:.0f} "
                    f"| {middle:.2f} | {read[-1]:.2f} | {read[-1] / middle:.2f} |",
                    flush=True,
                )
                before = cpu


def spent(follower, change):
    """CPU seconds and bytes of the service from a change to the end of its window."""
    cpu, read = follower.cost()[0], follower.read()
    end = time.monotonic() + WINDOW
    change()
    time.sleep(max(0, end - time.monotonic()))
    return follower.cost()[0] - cpu, follower.read() - read


def updates(python, sizes):
    """What a change costs who follows a vCenter: machines of the vCenter against machines that change at once."""
    change = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pyvmomi_change.py")
    env = dict(os.environ, GOVC_USERNAME="administrator@vsphere.local", GOVC_PASSWORD="simulated")
    print("\n## Following a vCenter\n\n| machines | changed at once | KB read | CPU s | of these nothing changed |")
    print("|---:|---:|---:|---:|---:|")
    for size in sizes:
        with Estate(1, size) as estate, Service(estate.servers, "-Xmx1536m", "    live: true\n") as follower:
            follower.follow()

            def several(count):
                found = numbers(call([python, change, estate.servers[0]["url"], str(count)], env=env))
                if found["changed"] != min(count, size):
                    raise SystemExit(f"{count} were to be changed, {found}")

            for _ in range(4):  # until what is done again and again is compiled
                spent(follower, lambda: several(min(100, size)))
            idle = statistics.median(spent(follower, lambda: None)[0] for _ in range(3))
            for count in CHANGES:
                rounds = [spent(follower, lambda: several(count)) for _ in range(3)]
                cpu, read = (statistics.median(one[i] for one in rounds) for i in (0, 1))
                print(f"| {size:,} | {count:,} | {read / 1000:.0f} | {cpu:.2f} | {idle:.2f} |", flush=True)
