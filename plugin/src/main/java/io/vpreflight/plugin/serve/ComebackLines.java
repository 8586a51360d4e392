// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.service.Comebacks;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What the log says of plans that go on by themselves, or do not.
 *
 * @param folder of the store, for the command that goes on
 */
record ComebackLines(ServiceLog log, Path folder) implements Comebacks.Telling {
  @Override
  public void goesOn(PlanFile plan) {
    log.say(Text.of("serve.goes-on", plan.shortDigest()));
  }

  @Override
  public void later(PlanFile plan, Text why, Instant nextAt) {
    log.say(Text.of("serve.goes-on-later", plan.shortDigest(), why, nextAt));
  }

  @Override
  public void left(PlanFile plan, Text why) {
    log.say(Text.of("serve.left", plan.shortDigest(), why, folder.toString(), plan.digest()));
  }
}
