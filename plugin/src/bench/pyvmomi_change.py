# SPDX-License-Identifier: Apache-2.0
"""Changes the annotation of as many machines as the second argument says, and prints how many it changed."""

import sys
import time

sys.dont_write_bytecode = True  # nothing is written beside the sources

from pyVmomi import vim
from pyvmomi_session import content

with content(sys.argv[1]) as there:
    view = there.viewManager.CreateContainerView(there.rootFolder, [vim.VirtualMachine], True)
    machines = view.view[: int(sys.argv[2])]
    note = f"changed at {time.time()}"
    tasks = [machine.ReconfigVM_Task(vim.vm.ConfigSpec(annotation=note)) for machine in machines]
    for task in tasks:
        while task.info.state in ("queued", "running"):
            time.sleep(0.05)
        if task.info.state != "success":
            raise SystemExit(f"not changed: {task.info.error}")
    print(f"changed={len(tasks)}")
