// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.vsphere.VSphereException;
import java.io.IOException;

/** Makes plans for whoever asks over HTTP. Called by several threads. */
@FunctionalInterface
public interface PlanMaker {
  /**
   * Reads the vCenter, and makes and keeps the plan; changes nothing there. Takes as long as an
   * audit.
   *
   * @param wish as {@code docs/openapi.yaml} has it
   * @throws ConfigException when something is wrong with the wish, or nothing is meant by it
   * @throws VSphereException when the vCenter cannot be read
   */
  PlanFile make(JsonObject wish, Identity planner) throws IOException;
}
