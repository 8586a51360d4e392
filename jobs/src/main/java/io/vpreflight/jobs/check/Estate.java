// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import java.util.List;

/**
 * Every vCenter in scope, each with its newest inventory.
 *
 * @param scenes no two of one vCenter
 */
public record Estate(List<Scene> scenes) {
  public Estate {
    scenes = List.copyOf(scenes);
  }
}
