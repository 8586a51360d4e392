// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.HardwareUpgrade;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.ToolsConfig;
import io.vpreflight.vsphere.inventory.VmQuestion;
import io.vpreflight.vsphere.soap.SoapFaults;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the small objects inside {@code config} and {@code runtime}. */
final class VmDetails {
  private static final String UPGRADE = "config.scheduledHardwareUpgradeInfo";

  private VmDetails() {}

  static ManagedBy managedBy(XmlCursor cursor) {
    String extensionKey = "";
    String type = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "extensionKey" -> extensionKey = cursor.word();
        case "type" -> type = cursor.word();
        default -> {}
      }
    }
    return new ManagedBy(extensionKey, type);
  }

  static FaultToleranceInfo faultTolerance(XmlCursor cursor) {
    Integer role = null;
    List<String> uuids = new ArrayList<>(2);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "role" -> role = cursor.integer();
        case "instanceUuids" -> uuids.add(cursor.text());
        default -> {}
      }
    }
    return new FaultToleranceInfo(role == null ? 1 : role, uuids);
  }

  static HardwareUpgrade hardwareUpgrade(XmlCursor cursor, ObjectBuilder owner) {
    String policy = null;
    String versionKey = null;
    String status = null;
    String fault = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "upgradePolicy" -> policy = owner.known(Known.UPGRADE_POLICY, UPGRADE, cursor);
        case "versionKey" -> versionKey = cursor.word();
        case "scheduledHardwareUpgradeStatus" ->
            status = owner.known(Known.UPGRADE_STATUS, UPGRADE, cursor);
        case "fault" -> fault = SoapFaults.localizedFault(cursor).faultClass();
        default -> {}
      }
    }
    return cursor.same(new HardwareUpgrade(policy, versionKey, status, fault));
  }

  static ToolsConfig tools(XmlCursor cursor) {
    String policy = null;
    String customization = null;
    Boolean syncTime = null;
    String lastFault = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "toolsUpgradePolicy" -> policy = cursor.word();
        case "pendingCustomization" -> customization = emptyIsUnset(cursor.text());
        case "syncTimeWithHost" -> syncTime = cursor.bool();
        case "lastInstallInfo" -> lastFault = lastInstallFault(cursor);
        default -> {}
      }
    }
    return cursor.same(new ToolsConfig(policy, customization, syncTime, lastFault));
  }

  static VmQuestion question(XmlCursor cursor) {
    String id = "";
    String text = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "id" -> id = cursor.text();
        case "text" -> text = cursor.text();
        default -> {}
      }
    }
    return new VmQuestion(id, text);
  }

  private static @Nullable String lastInstallFault(XmlCursor cursor) {
    String fault = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("fault")) {
        fault = SoapFaults.localizedFault(cursor).faultClass();
      }
    }
    return fault;
  }

  private static @Nullable String emptyIsUnset(String text) {
    return text.isEmpty() ? null : text;
  }
}
