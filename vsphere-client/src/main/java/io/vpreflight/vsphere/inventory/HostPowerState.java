// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * Power state of a host; a host that lost power is {@code unknown}, hardly ever {@code poweredOff}.
 * Source: vim25 {@code HostSystemPowerState}.
 */
public enum HostPowerState implements VimConstant {
  POWERED_ON("poweredOn"),
  POWERED_OFF("poweredOff"),
  STAND_BY("standBy"),
  UNKNOWN("unknown");

  private final String vim;

  HostPowerState(String vim) {
    this.vim = vim;
  }

  @Override
  public String vim() {
    return vim;
  }
}
