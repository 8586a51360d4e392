// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes on with a virtual machine right now.
 *
 * @param disabledMethod {@code disabledMethod}; a healthy one lists more than twenty
 * @param recentTask {@code recentTask}
 */
public record VmActivity(@Nullable List<String> disabledMethod, List<MoRef> recentTask) {
  public VmActivity {
    disabledMethod = disabledMethod == null ? null : List.copyOf(disabledMethod);
    recentTask = List.copyOf(recentTask);
  }
}
