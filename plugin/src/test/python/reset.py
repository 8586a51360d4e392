# SPDX-License-Identifier: Apache-2.0
"""Resets change tracking of one VM with pyVmomi, as scripts in the field do, and prints as JSON what it saw.

The server comes from VC_URL, VC_USER, VC_PASSWORD and VC_CAFILE; the argument is the name of the VM.
"""

import json
import sys

from pyVim.connect import Disconnect
from pyVim.task import WaitForTask
from pyVmomi import vim

from facts import connect


def find(content, name):
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
    try:
        return next(vm for vm in view.view if vm.name == name)
    finally:
        view.Destroy()


def switch(vm, on):
    spec = vim.vm.ConfigSpec(changeTrackingEnabled=on, changeVersion=vm.config.changeVersion)
    WaitForTask(vm.ReconfigVM_Task(spec=spec))


def stun(vm, name):
    WaitForTask(vm.CreateSnapshot_Task(name=name, memory=False, quiesce=False))
    snapshot = vm.snapshot.currentSnapshot
    disks = [d for d in snapshot.config.hardware.device if isinstance(d, vim.vm.device.VirtualDisk)]
    change_ids = [disk.backing.changeId for disk in disks]
    WaitForTask(snapshot.RemoveSnapshot_Task(removeChildren=False, consolidate=True))
    return change_ids


def ctk_files(vm):
    spec = vim.host.DatastoreBrowser.SearchSpec(matchPattern=["*-ctk.vmdk"])
    folder = vm.config.files.vmPathName.rsplit("/", 1)[0]
    task = vm.datastore[0].browser.SearchDatastoreSubFolders_Task(datastorePath=folder, searchSpec=spec)
    WaitForTask(task)
    return [found.path for result in task.info.result for found in result.file]


def main():
    instance = connect()
    try:
        vm = find(instance.RetrieveContent(), sys.argv[1])
        seen = {"before": stun(vm, "before")}
        switch(vm, False)
        seen["off"] = stun(vm, "A")
        seen["files while off"] = ctk_files(vm)
        switch(vm, True)
        seen["on"] = stun(vm, "B")
        seen["files"] = ctk_files(vm)
        seen["flag"] = vm.config.changeTrackingEnabled
        seen["snapshots left"] = vm.snapshot is not None
        seen["consolidation needed"] = vm.runtime.consolidationNeeded
        seen["tasks"] = [task.info.descriptionId for task in vm.recentTask]
        print(json.dumps(seen))
    finally:
        Disconnect(instance)


if __name__ == "__main__":
    main()
