// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.service.History;
import io.vpreflight.plugin.audit.KeptReports;
import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The virtual machines that an audit has found something on.
 *
 * @param machines moIds, by the instance UUID of their vCenter
 */
public record FromAudit(Map<String, SortedSet<String>> machines) {
  /**
   * Those of a report that is a file, or of an audit of the service.
   *
   * @throws io.vpreflight.plugin.config.ConfigException when there is no such report
   */
  public static FromAudit read(String said, History history) throws IOException {
    return KeptReports.isFile(said) ? ofFile(said) : ofAudit(said, history);
  }

  /** Those of a report that is a file. */
  public static FromAudit ofFile(String said) throws IOException {
    return new FromAudit(KeptReports.read(said).machinesFound());
  }

  /** Those of an audit of the service: whoever names a file elsewhere names none here. */
  public static FromAudit ofAudit(String id, History history) throws IOException {
    return new FromAudit(KeptReports.of(history, id).machinesFound());
  }

  /** Those of one vCenter. */
  SortedSet<String> in(String vcenter) {
    SortedSet<String> found = machines.get(vcenter);
    return found == null ? new TreeSet<>() : found;
  }
}
