// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code guest.net}. The plain list of addresses counts only where there is no better one.
 */
final class GuestReader {
  private GuestReader() {}

  static GuestNic nic(XmlCursor cursor, ObjectBuilder owner) {
    String network = null;
    String macAddress = null;
    Boolean connected = null;
    Integer deviceConfigId = null;
    List<GuestIp> plain = new ArrayList<>(2);
    List<GuestIp> detailed = new ArrayList<>(2);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "network" -> network = cursor.word();
        case "ipAddress" -> plain.add(new GuestIp(cursor.text(), null, null, null));
        case "macAddress" -> macAddress = cursor.word();
        case "connected" -> connected = cursor.bool();
        case "deviceConfigId" -> deviceConfigId = cursor.integer();
        case "ipConfig" -> {
          int inside = cursor.enter();
          while (cursor.next(inside)) {
            if (cursor.name().equals("ipAddress")) {
              detailed.add(ip(cursor, owner));
            }
          }
        }
        default -> {}
      }
    }
    return new GuestNic(
        network,
        macAddress,
        connected,
        deviceConfigId == null ? -1 : deviceConfigId,
        detailed.isEmpty() ? plain : detailed);
  }

  private static GuestIp ip(XmlCursor cursor, ObjectBuilder owner) {
    String address = "";
    Integer prefix = null;
    String state = null;
    String origin = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "ipAddress" -> address = cursor.text();
        case "prefixLength" -> prefix = cursor.integer();
        case "state" -> state = owner.known(Known.ADDRESS_STATE, GuestIp.STATE, cursor);
        case "origin" -> origin = cursor.word();
        default -> {}
      }
    }
    return new GuestIp(address, prefix, state, origin);
  }
}
