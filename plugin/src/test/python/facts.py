# SPDX-License-Identifier: Apache-2.0
"""Prints as JSON what pyVmomi, a client that is not ours, reads of a vCenter: to be held against what we read.

The server comes from VC_URL, VC_USER, VC_PASSWORD and, for TLS, VC_CAFILE. Every fact is asked for by its own property
path. A property without a value is null; one that could not be read is null too and named in "missing".
"""

import json
import os
import ssl
import sys
from datetime import timezone
from urllib.parse import urlsplit

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim, vmodl

PAGE = 200

ENTITY = ["name", "parent"]
VM_PLAIN = [
    "name",
    "config.instanceUuid",
    "config.uuid",
    "config.template",
    "config.changeTrackingEnabled",
    "config.version",
    "config.guestId",
    "config.hardware.memoryMB",
    "config.hardware.numCPU",
    "runtime.powerState",
    "runtime.connectionState",
    "runtime.consolidationNeeded",
    "guest.ipAddress",
    "guest.hostName",
    "guest.toolsRunningStatus",
    "guest.toolsVersionStatus2",
]
VM = VM_PLAIN + [
    "parent",
    "parentVApp",
    "config.extraConfig",
    "config.hardware.device",
    "runtime.host",
    "guest.net",
    "snapshot",
]
HOST = ENTITY + [
    "runtime.connectionState",
    "runtime.powerState",
    "runtime.inMaintenanceMode",
    "summary.rebootRequired",
    "summary.config.product.version",
    "summary.config.product.build",
    "summary.hardware.uuid",
    "summary.hardware.memorySize",
]
DATASTORE = ENTITY + [
    "summary.capacity",
    "summary.freeSpace",
    "summary.accessible",
    "summary.type",
    "summary.maintenanceMode",
]
CLUSTER = ENTITY + ["host"]


def connect():
    url = urlsplit(os.environ["VC_URL"])
    context = None
    if url.scheme == "https":
        context = ssl.create_default_context(cafile=os.environ["VC_CAFILE"])
    return SmartConnect(
        protocol=url.scheme,
        host=url.hostname,
        port=url.port or 443,
        user=os.environ["VC_USER"],
        pwd=os.environ["VC_PASSWORD"],
        sslContext=context,
    )


def collect(content, kind, paths, missing):
    """All objects of a type: moId to {path: value}, sorted, as the order of a view is the server's affair."""
    pc = vmodl.query.PropertyCollector
    view = content.viewManager.CreateContainerView(content.rootFolder, [kind], True)
    spec = pc.FilterSpec(
        propSet=[pc.PropertySpec(type=kind, pathSet=paths)],
        objectSet=[
            pc.ObjectSpec(
                obj=view,
                skip=True,
                selectSet=[pc.TraversalSpec(type=type(view), path="view", skip=False)],
            )
        ],
    )
    found = {}
    try:
        collector = content.propertyCollector
        page = collector.RetrievePropertiesEx([spec], pc.RetrieveOptions(maxObjects=PAGE))
        while page:
            for o in page.objects:
                found[o.obj._moId] = {p.name: p.val for p in o.propSet}
                for m in o.missingSet:
                    missing.append([type_name(o.obj), o.obj._moId, m.path, type_name(m.fault)])
            page = collector.ContinueRetrievePropertiesEx(page.token) if page.token else None
    finally:
        view.Destroy()
    return dict(sorted(found.items()))


def type_name(obj):
    """The name on the wire: pyVmomi's own differ (FlatVer2BackingInfo)."""
    return type(obj)._wsdlName


def ref(obj):
    return None if obj is None else obj._moId


def when(t):
    if t is None:
        return None
    return t.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def disks(devices):
    by_key = {d.key: d for d in devices}
    for d in devices:
        if isinstance(d, vim.vm.device.VirtualDisk):
            controller = by_key.get(d.controllerKey)
            backing = d.backing
            yield {
                "key": d.key,
                "label": d.deviceInfo.label if d.deviceInfo else None,
                "capacityInBytes": d.capacityInBytes,
                "capacityInKB": d.capacityInKB,
                "backing": type_name(backing) if backing else None,
                "fileName": getattr(backing, "fileName", None),
                "diskMode": getattr(backing, "diskMode", None),
                "changeId": getattr(backing, "changeId", None),
                "uuid": getattr(backing, "uuid", None),
                "sharing": getattr(backing, "sharing", None),
                "controller": type_name(controller) if controller else None,
                "controllerKey": d.controllerKey,
                "busNumber": getattr(controller, "busNumber", None),
                "unitNumber": d.unitNumber,
            }


def nics(devices):
    for d in devices:
        if isinstance(d, vim.vm.device.VirtualEthernetCard):
            yield {
                "key": d.key,
                "type": type_name(d),
                "mac": d.macAddress,
                "connected": d.connectable.connected if d.connectable else None,
                "startConnected": d.connectable.startConnected if d.connectable else None,
                "backing": type_name(d.backing) if d.backing else None,
            }


def tree(snapshots):
    return [
        {
            "moId": s.snapshot._moId,
            "id": s.id,
            "name": s.name,
            "createTime": when(s.createTime),
            "state": s.state,
            "quiesced": s.quiesced,
            "children": tree(s.childSnapshotList),
        }
        for s in snapshots
    ]


def path_of(entity, entities, root):
    """Names from below the root folder down, as govc writes them."""
    names = []
    while entity is not None and entity != root:
        known = entities.get(entity)
        if known is None:
            return None
        names.append(known.get("name") or "")
        entity = ref(known.get("parent"))
    return "/" + "/".join(reversed(names))


def vm_facts(moid, p, entities, root):
    get = p.get
    devices = get("config.hardware.device") or []
    snapshot = get("snapshot")
    parent = ref(get("parent") or get("parentVApp"))
    return {
        "moId": moid,
        **{k: get(k) for k in VM_PLAIN},
        "runtime.host": ref(get("runtime.host")),
        "folder": parent,
        "folderPath": None if parent is None else path_of(parent, entities, root),
        "guest.net": [
            {
                "mac": n.macAddress,
                "connected": n.connected,
                "deviceConfigId": n.deviceConfigId,
                "network": n.network,
                "ips": list(n.ipAddress),
            }
            for n in get("guest.net") or []
        ],
        "disks": list(disks(devices)),
        "nics": list(nics(devices)),
        "currentSnapshot": ref(snapshot.currentSnapshot) if snapshot else None,
        "snapshots": tree(snapshot.rootSnapshotList) if snapshot else [],
        "ctk": {o.key: o.value for o in get("config.extraConfig") or [] if "ctkenabled" in o.key.lower()},
        "extraConfigCount": len(get("config.extraConfig") or []),
    }


def plain(moid, p, paths):
    values = {k: p.get(k) for k in paths if k not in ("parent", "host")}
    return {"moId": moid, "parent": ref(p.get("parent")), **values}


def main():
    service = connect()
    try:
        content = service.RetrieveContent()
        missing = []
        entities = collect(content, vim.ManagedEntity, ENTITY, [])
        root = content.rootFolder._moId
        vms = collect(content, vim.VirtualMachine, VM, missing)
        hosts = collect(content, vim.HostSystem, HOST, missing)
        datastores = collect(content, vim.Datastore, DATASTORE, missing)
        clusters = collect(content, vim.ComputeResource, CLUSTER, missing)
        about = ("name", "version", "build", "apiType", "apiVersion", "instanceUuid")
        facts = {
            "about": {k: getattr(content.about, k) for k in about},
            "vms": [vm_facts(i, p, entities, root) for i, p in vms.items()],
            "hosts": [plain(i, p, HOST) for i, p in hosts.items()],
            "datastores": [plain(i, p, DATASTORE) for i, p in datastores.items()],
            "clusters": [
                {**plain(i, p, CLUSTER), "hosts": [ref(h) for h in p.get("host") or []]}
                for i, p in clusters.items()
            ],
            "missing": missing,
        }
        json.dump(facts, sys.stdout, indent=1)
        print()
    finally:
        Disconnect(service)


if __name__ == "__main__":
    main()
