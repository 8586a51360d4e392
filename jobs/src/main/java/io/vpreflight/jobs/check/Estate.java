// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import java.util.List;

/**
 * Every vCenter in scope, each with its newest inventory.
 *
 * @param scenes what was read now; no two of one vCenter
 * @param remembered vCenters that could not be read, or are read at other times, as they were last:
 *     their machines are not judged, but others are compared with them; none that is among the
 *     scenes
 */
public record Estate(List<Scene> scenes, List<Scene> remembered) {
  public Estate {
    scenes = List.copyOf(scenes);
    remembered = List.copyOf(remembered);
  }

  /** All of them were read. */
  public Estate(List<Scene> scenes) {
    this(scenes, List.of());
  }
}
