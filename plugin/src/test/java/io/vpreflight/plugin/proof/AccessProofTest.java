// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.EntityScenario;

/** What the account does not see. */
class AccessProofTest extends Room {
  @Override
  void declare() {
    proof("vcenter.view.partial")
        .alone()
        .found(
            "hidden-vms",
            place -> {
              place.note("a cluster counts 9 machines where none is seen");
              place
                  .cluster("counts 9 machines")
                  .property("summary.usageSummary.totalVmCount", 9)
                  .host("host of the cluster");
              return everything(place);
            })
        .silent(AccessProofTest::everything)
        .undetermined(
            place -> {
              place.refuse("HasPrivilegeOnEntities");
              return everything(place);
            });
  }

  private static EntityScenario<?> everything(Place place) {
    return place.datacenter().vcenter().rootFolder();
  }
}
