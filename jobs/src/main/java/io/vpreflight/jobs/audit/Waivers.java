// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a finding of every waiver whose time is over: somebody meant to look again, and has not.
 */
final class Waivers {
  /** The pseudo-check under which an expired waiver is found. */
  static final String EXPIRED = "audit.waiver.expired";

  private Waivers() {}

  static List<Finding> expired(List<Waiver> waivers, LocalDate today, Estate estate) {
    List<Finding> findings = new ArrayList<>();
    ObjectRef anywhere =
        estate.scenes().isEmpty()
            ? new ObjectRef("", new MoRef("ServiceInstance", "ServiceInstance"), "", "")
            : estate.scenes().get(0).locations().refOfVCenter();
    for (Waiver waiver : waivers) {
      if (waiver.isExpired(today)) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("waiver.check", waiver.check());
        evidence.put("waiver.object", waiver.object().toString());
        evidence.put("waiver.owner", waiver.owner());
        evidence.put("waiver.until", waiver.until().toString());
        List<Object> args =
            List.of(
                waiver.check(),
                waiver.object().toString(),
                waiver.owner(),
                waiver.until().toString());
        findings.add(
            new Finding(
                EXPIRED,
                1,
                "expired",
                Severity.WARNING,
                anywhere,
                waiver.check() + " " + waiver.object(),
                new Text("check." + EXPIRED + ".expired.summary", args),
                evidence,
                new Text("check." + EXPIRED + ".expired.remedy", args),
                List.of()));
      }
    }
    return findings;
  }
}
