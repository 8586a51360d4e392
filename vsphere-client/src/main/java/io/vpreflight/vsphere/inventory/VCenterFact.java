// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the vCenter as a whole; each constant stands for a method, not for a property
 * path.
 */
public enum VCenterFact implements Property {
  /** Recent, running and failed tasks of the time window: {@code TaskHistoryCollector}. */
  TASKS("taskManager.tasks"),
  /** The relevant events of the time window: {@code EventHistoryCollector}. */
  EVENTS("eventManager.events"),
  /** {@code triggeredAlarmState} of the root folder, which inherits from everything below. */
  ALARMS("rootFolder.triggeredAlarmState"),
  /** Names of the custom attributes: {@code CustomFieldsManager.field}. */
  CUSTOM_FIELDS("customFieldsManager.field"),
  /** Real-time memory counters of the management agents of at most 50 hosts: {@code QueryPerf}. */
  HOST_AGENT_MEMORY("perfManager.hostAgentMemory"),
  /** The end of the hostd log; only when asked for, needs {@code Global.Diagnostics}. */
  HOST_LOG("diagnosticManager.hostd");

  private final String path;

  VCenterFact(String path) {
    this.path = path;
  }

  @Override
  public String type() {
    return "ServiceInstance";
  }

  @Override
  public List<String> paths() {
    return List.of(path);
  }

  @Override
  public @Nullable ApiVersion since() {
    return null;
  }
}
