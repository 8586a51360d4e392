// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.ToolsConfig;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guest customization waits for a boot. An old one was most likely never cleared. */
public final class CustomizationPending implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.customization.pending", "pending")
          .requires(VmProperty.TOOLS_CONFIG)
          .mayRead(VmProperty.CREATE_DATE)
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
    ToolsConfig tools = vm.config().tools();
    if (tools == null) {
      return Outcome.unset(VmProperty.TOOLS_CONFIG);
    }
    String pending = tools.pendingCustomization();
    if (pending == null || pending.isEmpty()) {
      return List.of();
    }
    Boolean recent = isRecent(vm, pending, scene);
    if (recent == null) {
      return Outcome.undetermined("reason.reboot.customization-age", relevant(scene));
    }
    return recent
        ? Outcome.hit("pending")
            .evidence(VmProperty.TOOLS_CONFIG.path() + ".pendingCustomization", pending)
            .evidence(VmProperty.CREATE_DATE, vm.config().origin().createDate())
            .only()
        : List.of();
  }

  private static Duration relevant(Scene scene) {
    return scene.limits().duration("customization.relevant");
  }

  /** It is no older than its machine, and than an earlier look that did not see it. */
  private static @Nullable Boolean isRecent(VirtualMachine vm, String pending, Scene scene) {
    Instant created = vm.config().origin().createDate();
    if (created != null && scene.age(created).compareTo(relevant(scene)) < 0) {
      return true;
    }
    Scene earlier = scene.baseline();
    VirtualMachine before = earlier == null ? null : earlier.locations().virtualMachine(vm.ref());
    ToolsConfig tools = before == null ? null : before.config().tools();
    if (earlier == null || tools == null) {
      return null;
    }
    boolean seen = pending.equals(tools.pendingCustomization());
    boolean longAgo = scene.age(earlier.now()).compareTo(relevant(scene)) >= 0;
    if (seen && longAgo) {
      return Boolean.FALSE;
    }
    boolean cameSince = !seen && !longAgo;
    return cameSince ? Boolean.TRUE : null;
  }
}
