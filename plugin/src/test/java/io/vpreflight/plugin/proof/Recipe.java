// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.EntityScenario;

/** Puts an object, and whatever it needs around it, into a datacenter of its own. */
@FunctionalInterface
interface Recipe {
  /**
   * Returns the object that is judged; the root folder stands for the vCenter itself. Its name is
   * what the page calls the case, so it says in words what is the matter.
   */
  EntityScenario<?> make(Place place);
}
