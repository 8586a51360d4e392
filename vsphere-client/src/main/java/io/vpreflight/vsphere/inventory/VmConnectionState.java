// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * Whether vCenter can manage the virtual machine. Source: vim25 {@code
 * VirtualMachineConnectionState}.
 */
public enum VmConnectionState implements VimConstant {
  CONNECTED("connected"),
  DISCONNECTED("disconnected"),
  ORPHANED("orphaned"),
  INACCESSIBLE("inaccessible"),
  INVALID("invalid");

  private final String vim;

  VmConnectionState(String vim) {
    this.vim = vim;
  }

  @Override
  public String vim() {
    return vim;
  }
}
