// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/** Power state of a virtual machine. Source: vim25 {@code VirtualMachinePowerState}. */
public enum VmPowerState implements VimConstant {
  POWERED_OFF("poweredOff"),
  POWERED_ON("poweredOn"),
  SUSPENDED("suspended");

  private final String vim;

  VmPowerState(String vim) {
    this.vim = vim;
  }

  @Override
  public String vim() {
    return vim;
  }
}
