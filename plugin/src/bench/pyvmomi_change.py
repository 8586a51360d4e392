# SPDX-License-Identifier: Apache-2.0
"""Changes the annotation of as many machines as the second argument says, and prints how many it changed."""

import os
import ssl
import sys
import time
from urllib.parse import urlsplit

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim

url, wanted = urlsplit(sys.argv[1]), int(sys.argv[2])
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
    machines = view.view[:wanted]
    note = f"changed at {time.time()}"
    tasks = [machine.ReconfigVM_Task(vim.vm.ConfigSpec(annotation=note)) for machine in machines]
    for task in tasks:
        while task.info.state in ("queued", "running"):
            time.sleep(0.05)
        if task.info.state != "success":
            raise SystemExit(f"not changed: {task.info.error}")
    print(f"changed={len(tasks)}")
finally:
    Disconnect(session)
