// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Instant;

/**
 * Where every scenario begins. A scenario describes servers in Java and writes them as object
 * dumps, in the layout of {@code govc object.save}; the same calls with the same seed write the
 * same bytes.
 */
public final class Scenario {
  private Scenario() {}

  /** Starts a vCenter 8.0.3 whose present is {@code now}; the seed follows from the name. */
  public static VCenterScenario vcenter(String name, Instant now) {
    return new VCenterScenario(name, now, false);
  }

  /**
   * Starts a stand-alone ESXi 8.0.3 whose present is {@code now}; the seed follows from the name.
   */
  public static EsxiScenario esxi(String name, Instant now) {
    return new EsxiScenario(new VCenterScenario(name, now, true));
  }
}
