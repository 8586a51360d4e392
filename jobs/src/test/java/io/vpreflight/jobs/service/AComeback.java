// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what is told of plans that go on by themselves, or do not. */
final class AComeback implements Comebacks.Telling {
  final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Override
  public void goesOn(PlanFile plan) {
    told.add("goes on");
  }

  @Override
  public void later(PlanFile plan, Text why, Instant nextAt) {
    told.add("later: " + why.key());
  }

  @Override
  public void left(PlanFile plan, Text why) {
    told.add("left: " + why.key());
  }
}
