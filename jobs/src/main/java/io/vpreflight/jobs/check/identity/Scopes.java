// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which servers of an estate have machines of their own. */
final class Scopes {
  private Scopes() {}

  /**
   * All but the ESXi hosts that were read by themselves and through their vCenter too: the same
   * machines seen twice are no duplicates.
   */
  static List<Scene> apart(Estate estate) {
    return apart(estate, estate.scenes());
  }

  /** The same of those that were not read now. */
  static List<Scene> remembered(Estate estate) {
    return apart(estate, estate.remembered());
  }

  private static List<Scene> apart(Estate estate, List<Scene> scenes) {
    Set<String> managed = new HashSet<>();
    Stream.concat(estate.scenes().stream(), estate.remembered().stream())
        .filter(scene -> scene.inventory().vcenter().about().isVirtualCenter())
        .flatMap(scene -> scene.inventory().hosts().stream())
        .map(host -> host.summary().uuid())
        .filter(Objects::nonNull)
        .forEach(uuid -> managed.add(uuid.toLowerCase(Locale.ROOT)));
    return scenes.stream()
        .filter(
            scene ->
                scene.inventory().vcenter().about().isVirtualCenter()
                    || !managed.contains(
                        scene.inventory().vcenter().instanceUuid().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
