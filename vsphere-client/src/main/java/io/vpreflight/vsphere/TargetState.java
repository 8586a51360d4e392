// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a repair works on, as it sees it before and after every step. */
public sealed interface TargetState permits VmState, HostState {
  /** Reference inside its vCenter. */
  MoRef ref();

  /** As stored, with {@code %2f} for a slash. */
  String name();

  /** Changes with every reconfiguration; null for what has no such number. */
  @Nullable String changeVersion();

  /** Tasks of it: open and just ended. */
  List<MoRef> recentTasks();

  /** What it refuses at present. */
  Set<String> disabledMethods();
}
