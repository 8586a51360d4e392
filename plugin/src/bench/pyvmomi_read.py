# SPDX-License-Identifier: Apache-2.0
"""Reads properties of every machine with pyVmomi, pages of 500, and prints how many machines and disks it found."""

import os
import ssl
import sys
from urllib.parse import urlsplit

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim, vmodl

PC = vmodl.query.PropertyCollector

url = urlsplit(os.environ["GOVC_URL"])
# The certificate is made at every start of a server on this machine.
session = SmartConnect(
    host=url.hostname,
    port=url.port,
    user=os.environ["GOVC_USERNAME"],
    pwd=os.environ["GOVC_PASSWORD"],
    sslContext=ssl._create_unverified_context(),
)
try:
    content = session.RetrieveContent()
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
    walk = PC.TraversalSpec(name="view", type=vim.view.ContainerView, path="view", skip=False)
    asked = PC.FilterSpec(
        objectSet=[PC.ObjectSpec(obj=view, skip=True, selectSet=[walk])],
        propSet=[PC.PropertySpec(type=vim.VirtualMachine, pathSet=sys.argv[1:])],
    )
    vms = disks = 0
    page = content.propertyCollector.RetrievePropertiesEx([asked], PC.RetrieveOptions(maxObjects=500))
    while page:
        for machine in page.objects:
            vms += 1
            for prop in machine.propSet:
                if prop.name == "config.hardware.device":
                    disks += sum(isinstance(device, vim.vm.device.VirtualDisk) for device in prop.val)
        page = page.token and content.propertyCollector.ContinueRetrievePropertiesEx(page.token)
    view.Destroy()
    print(f"vms={vms} disks={disks}")
finally:
    Disconnect(session)
