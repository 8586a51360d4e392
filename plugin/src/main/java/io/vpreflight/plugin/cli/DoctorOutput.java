// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.doctor.Step;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.io.IOException;

/** Where {@code doctor} tells what it finds, in the order in which it finds it. */
interface DoctorOutput {
  void begin() throws IOException;

  /** What follows is about this machine. */
  void local() throws IOException;

  /** What follows is about that vCenter. */
  void vcenter(VCenterEndpoint endpoint) throws IOException;

  void step(Step step) throws IOException;

  /**
   * Nothing follows.
   *
   * @param well when nothing is broken
   * @param undetermined number of steps that could not be found out
   */
  void end(boolean well, int undetermined) throws IOException;
}
