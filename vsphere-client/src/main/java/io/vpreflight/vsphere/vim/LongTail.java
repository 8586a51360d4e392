// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of a vCenter besides the properties of its objects: few calls, many types. */
public interface LongTail {
  /** What is below the root folder; their subtypes are meant as well, and not known everywhere. */
  List<String> ENTITIES =
      List.of(
          "Folder",
          "Datacenter",
          "ComputeResource",
          "ResourcePool",
          "HostSystem",
          "VirtualMachine",
          "Datastore",
          "Network");

  /** Every managed entity below the root folder that this account sees; the root folder first. */
  List<MoRef> references();

  /**
   * Names of the custom attributes, by their key. Never throws: without them the numbers are shown.
   */
  Map<Integer, String> customFields();

  /**
   * Tasks, events, alarms and counters, as far as the request wants them. What cannot be had is
   * named in the history, never thrown: what was read before must not be lost with it.
   *
   * @param now the clock of vCenter
   * @param hosts those of the inventory
   */
  History history(CollectionRequest request, Instant now, List<Host> hosts);

  /** Whether the account may read the root folder and everything below. Never throws. */
  Sight sight();

  /**
   * What ended the asking for good, such as a lost session; from then on nothing was asked. Null
   * when nothing did.
   */
  default @Nullable VSphereException stopped() {
    return null;
  }

  /**
   * What the account sees.
   *
   * @param view as far as privileges tell
   * @param evidence what that rests on
   */
  record Sight(Coverage.View view, Map<String, String> evidence) {}
}
