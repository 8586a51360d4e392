# SPDX-License-Identifier: Apache-2.0
"""Prints as JSON whole properties as pyVmomi, a client that is not ours, understood them.

The argument is a JSON object: type to property paths. The answer has every object of these types with every property that
it has, nested as vim25 nests them and under vim25's names; "_type" is the class, "_moId" a reference. What has no value is
left out. Events and tasks are all that the server keeps.
"""

import json
import sys
from datetime import datetime

from pyVim.connect import Disconnect
from pyVmomi import VmomiSupport, vim, vmodl

from facts import collect, connect, type_name

SNAPSHOT = ["config.hardware.device"]


def plain(value):
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, type):
        return VmomiSupport.GetWsdlName(value)
    if isinstance(value, VmomiSupport.ManagedMethod):
        info = getattr(value, "info", None)
        return info.wsdlName if info else None
    if isinstance(value, VmomiSupport.ManagedObject):
        return {"_type": type_name(value), "_moId": value._moId}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, vmodl.MethodFault):
        # pyVmomi makes one of a fault and of the LocalizedMethodFault around it.
        wrapped = {"_type": "LocalizedMethodFault", "fault": fields(value)}
        return wrapped if value.msg is None else {**wrapped, "localizedMessage": value.msg}
    return fields(value) if isinstance(value, vmodl.DynamicData) else str(value)


def fields(value):
    found = {"_type": type_name(value)}
    for each in value._GetPropertyList():
        part = plain(getattr(value, each.name))
        if part is not None and part != []:
            found[each.name] = part
    return found


def objects(content, kind, paths, missing):
    found = collect(content, getattr(vim, kind), paths, missing)
    return {moid: {path: plain(v) for path, v in p.items()} for moid, p in found.items()}


def of_references(content, references, paths):
    """The same of objects that no view lists."""
    pc = vmodl.query.PropertyCollector
    if not references:
        return {}
    spec = pc.FilterSpec(
        propSet=[pc.PropertySpec(type=vim.vm.Snapshot, pathSet=paths)],
        objectSet=[pc.ObjectSpec(obj=r) for r in references],
    )
    return {
        o.obj._moId: {p.name: plain(p.val) for p in o.propSet}
        for o in content.propertyCollector.RetrieveContents([spec])
    }


def references(tree):
    for node in tree:
        yield node.snapshot
        yield from references(node.childSnapshotList)


def snapshots(content):
    vms = collect(content, vim.VirtualMachine, ["snapshot"], [])
    trees = [p["snapshot"].rootSnapshotList for p in vms.values() if p.get("snapshot")]
    return [s for tree in trees for s in references(tree)]


def history(collector, read):
    """All that a history collector has: its latest page, then page by page what was before."""
    found = {}
    try:
        collector.SetCollectorPageSize(1000)
        page = collector.latestPage
        collector.ResetCollector()
        while page:
            found.update((each.key, each) for each in page)
            page = read(collector)
    finally:
        collector.DestroyCollector()
    return plain(list(found.values()))


def main():
    wanted = json.loads(sys.argv[1])
    service = connect()
    try:
        content = service.RetrieveContent()
        missing = []
        before = service.CurrentTime()
        answer = {
            "before": plain(before),
            "about": plain(content.about),
            "customFields": plain(content.customFieldsManager.field if content.customFieldsManager else []),
            "alarms": plain(content.rootFolder.triggeredAlarmState),
            "objects": {k: objects(content, k, paths, missing) for k, paths in wanted.items()},
            "snapshots": of_references(content, snapshots(content), SNAPSHOT),
            "events": history(
                content.eventManager.CreateCollectorForEvents(vim.event.EventFilterSpec()),
                lambda c: c.ReadPreviousEvents(500),
            ),
            "tasks": history(
                content.taskManager.CreateCollectorForTasks(vim.TaskFilterSpec()),
                lambda c: c.ReadPreviousTasks(500),
            ),
            "missing": missing,
        }
        answer["alarmNames"] = {a["alarm"]["_moId"]: None for a in answer["alarms"]}
        for moid in answer["alarmNames"]:
            answer["alarmNames"][moid] = vim.alarm.Alarm(moid, service._stub).info.name
        answer["after"] = plain(service.CurrentTime())
        json.dump(answer, sys.stdout)
        print()
    finally:
        Disconnect(service)


if __name__ == "__main__":
    main()
