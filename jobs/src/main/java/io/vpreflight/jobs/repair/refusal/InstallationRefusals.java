// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.Installations.Other;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.Refusal.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another installation that repairs in this vCenter: neither knows the leases and the journal of
 * the other. One refusal for each, so that who answers for one has not answered for the next.
 */
final class InstallationRefusals {
  private InstallationRefusals() {}

  static List<Refusal> of(RepairSubject subject) {
    Installations seen = subject.request().computed().installations();
    List<Refusal> refusals = new ArrayList<>();
    for (Other other : seen.others()) {
      refusals.add(
          new Refusal(
              Installations.REFUSAL,
              new Text("refusal." + Installations.REFUSAL, List.of(other.args())),
              Map.of(Refusal.INSTALLATION, other.id()),
              seen.answered().contains(other.id())
                  ? Answer.ACKNOWLEDGED
                  : Answer.CAN_BE_ACKNOWLEDGED));
    }
    return refusals;
  }
}
