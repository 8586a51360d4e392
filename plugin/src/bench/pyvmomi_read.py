# SPDX-License-Identifier: Apache-2.0
"""Reads properties of every machine with pyVmomi, pages of 500, and prints how many machines and disks it found."""

import os
import sys

sys.dont_write_bytecode = True  # nothing is written beside the sources

from pyVmomi import vim, vmodl
from pyvmomi_session import content

PC = vmodl.query.PropertyCollector

with content(os.environ["GOVC_URL"]) as there:
    view = there.viewManager.CreateContainerView(there.rootFolder, [vim.VirtualMachine], True)
    walk = PC.TraversalSpec(name="view", type=vim.view.ContainerView, path="view", skip=False)
    asked = PC.FilterSpec(
        objectSet=[PC.ObjectSpec(obj=view, skip=True, selectSet=[walk])],
        propSet=[PC.PropertySpec(type=vim.VirtualMachine, pathSet=sys.argv[1:])],
    )
    vms = disks = 0
    page = there.propertyCollector.RetrievePropertiesEx([asked], PC.RetrieveOptions(maxObjects=500))
    while page:
        for machine in page.objects:
            vms += 1
            for prop in machine.propSet:
                if prop.name == "config.hardware.device":
                    disks += sum(isinstance(device, vim.vm.device.VirtualDisk) for device in prop.val)
        page = page.token and there.propertyCollector.ContinueRetrievePropertiesEx(page.token)
    view.Destroy()
    print(f"vms={vms} disks={disks}")
