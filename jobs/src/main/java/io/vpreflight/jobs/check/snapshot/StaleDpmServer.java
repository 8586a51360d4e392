// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import java.util.Map;

/**
 * Azure Backup Server or DPM has written its name on the machine, and another server will not offer
 * it for protection while the name stands there. Whether that server still lives cannot be seen
 * here.
 */
public final class StaleDpmServer implements ObjectCheck<VirtualMachine> {
  private static final String ATTRIBUTE = "DPMServer";
  private static final CheckInfo INFO =
      CheckInfo.of("vm.attribute.stale-dpm-server", "claimed")
          .requires(VmProperty.CUSTOM_VALUE, VCenterFact.CUSTOM_FIELDS)
          .judgesStale()
          .seedRows("004-49", "004-50")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    for (Map.Entry<String, String> value : vm.customValues().entrySet()) {
      if (value.getKey().equalsIgnoreCase(ATTRIBUTE) && !value.getValue().isBlank()) {
        return Outcome.hit("claimed")
            .with(value.getValue())
            .evidence("customValue[\"" + value.getKey() + "\"]", value.getValue())
            .only();
      }
    }
    return List.of();
  }
}
