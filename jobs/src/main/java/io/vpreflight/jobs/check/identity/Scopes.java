// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Host;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which servers of an estate have machines of their own. */
final class Scopes {
  private Scopes() {}

  /**
   * All but the ESXi hosts that were read by themselves and through their vCenter too: the same
   * machines seen twice are no duplicates.
   */
  static List<Scene> apart(Estate estate) {
    Set<String> managed = new HashSet<>();
    for (Scene scene : estate.scenes()) {
      if (scene.inventory().vcenter().about().isVirtualCenter()) {
        for (Host host : scene.inventory().hosts()) {
          String uuid = host.summary().uuid();
          if (uuid != null) {
            managed.add(uuid.toLowerCase(Locale.ROOT));
          }
        }
      }
    }
    return estate.scenes().stream()
        .filter(
            scene ->
                scene.inventory().vcenter().about().isVirtualCenter()
                    || !managed.contains(
                        scene.inventory().vcenter().instanceUuid().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
