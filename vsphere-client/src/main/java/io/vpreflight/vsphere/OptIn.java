// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

/** A repair that no session may send until an administrator has switched it on by name. */
public enum OptIn {
  /** Moves a virtual machine to another host: {@code RelocateVM_Task}. */
  MOVE_VM("RelocateVM_Task"),
  /** Wakes a host that stands by: {@code PowerUpHostFromStandBy_Task}. */
  POWER_UP_HOST("PowerUpHostFromStandBy_Task"),
  /** Connects a host again: {@code ReconnectHost_Task}. */
  RECONNECT_HOST("ReconnectHost_Task"),
  /** Gives the copy of a virtual machine an instance UUID of its own: {@code ReconfigVM_Task}. */
  NEW_INSTANCE_UUID("ReconfigVM_Task"),
  /** Powers a virtual machine on: {@code PowerOnVM_Task}. */
  POWER_ON_VM("PowerOnVM_Task");

  private final String method;

  OptIn(String method) {
    this.method = method;
  }

  /** The method of vim25 that it sends. */
  public String method() {
    return method;
  }
}
