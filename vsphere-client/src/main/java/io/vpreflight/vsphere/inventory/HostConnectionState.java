// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/** Whether vCenter reaches the host. Source: vim25 {@code HostSystemConnectionState}. */
public enum HostConnectionState implements VimConstant {
  CONNECTED("connected"),
  NOT_RESPONDING("notResponding"),
  DISCONNECTED("disconnected");

  private final String vim;

  HostConnectionState(String vim) {
    this.vim = vim;
  }

  @Override
  public String vim() {
    return vim;
  }
}
