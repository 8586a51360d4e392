// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.NetworkScenario;
import io.vpreflight.scenario.VmScenario;

/** Virtual machines that one cannot tell apart. */
class IdentityProofTest extends Room {
  @Override
  void declare() {
    instanceUuid();
    biosUuid();
    mac();
    conflicts();
  }

  private void instanceUuid() {
    proof("vm.identity.duplicate-instance-uuid")
        .found("same-vcenter", place -> sharing(place, place.vm("restored copy")))
        .found(
            "across-vcenters",
            place ->
                place.second().vm("copied to the second vCenter").instanceUuid(original(place)))
        .found(
            "replica",
            place ->
                sharing(place, place.vm("placeholder"))
                    .managedBy("com.vmware.vcDr", "placeholderVm"))
        .found("template", place -> sharing(place, place.vm("template")).template())
        .found(
            "stale-record",
            place -> sharing(place, place.vm("orphaned")).connectionState("orphaned"))
        .found(
            "fault-tolerance",
            place -> {
              VmScenario secondary = place.vm("secondary");
              VmScenario primary = place.vm("primary").faultTolerantWith(secondary);
              return primary.instanceUuid(secondary.instanceUuid());
            })
        .silent(place -> place.vm("unlike all others"))
        .undetermined("config.instanceUuid", place -> place.vm("unlike all others"));
  }

  private static String original(Place place) {
    return place.vm("original").instanceUuid();
  }

  private static VmScenario sharing(Place place, VmScenario vm) {
    return vm.instanceUuid(original(place));
  }

  private void biosUuid() {
    proof("vm.identity.duplicate-bios-uuid")
        .found("same-vcenter", place -> place.vm("copy").biosUuid(place.vm("original").biosUuid()))
        .found(
            "across-vcenters",
            place ->
                place
                    .second()
                    .vm("copied to the second vCenter")
                    .biosUuid(place.vm("original").biosUuid()))
        .found(
            "template",
            place -> place.vm("template").template().biosUuid(place.vm("original").biosUuid()))
        .found(
            "replica",
            place ->
                place
                    .vm("placeholder")
                    .managedBy("com.vmware.vcDr", "placeholderVm")
                    .biosUuid(place.vm("original").biosUuid()))
        .found(
            "stale-record",
            place ->
                place
                    .vm("orphaned")
                    .connectionState("orphaned")
                    .biosUuid(place.vm("original").biosUuid()))
        .silent(
            place -> {
              VmScenario secondary = place.vm("fault tolerant pair");
              place.vm("primary").faultTolerantWith(secondary);
              return secondary;
            })
        .undetermined("config.uuid", place -> place.vm("unlike all others"));
  }

  private void mac() {
    proof("vm.identity.duplicate-mac")
        .found(
            "same-network",
            place -> {
              NetworkScenario network = place.network("VLAN 7");
              plugged(place, "first", network, "00:50:56:00:07:01");
              return plugged(place, "second, same network", network, "00:50:56:00:07:01");
            })
        .found(
            "across-vcenters",
            place -> {
              plugged(place, "first", place.network("VLAN 7"), "00:50:56:81:07:02");
              NetworkScenario there = place.second().network("VLAN 7");
              return plugged(place.second(), "in the second vCenter", there, "00:50:56:81:07:02");
            })
        .silent(
            place -> {
              plugged(place, "first", place.network("VLAN 7"), "00:50:56:00:07:03");
              NetworkScenario other = place.network("VLAN 8");
              return plugged(place, "second, other network", other, "00:50:56:00:07:03");
            })
        .undetermined("config.hardware.device", place -> place.vm("devices not sent"));
  }

  private static VmScenario plugged(Place place, String name, NetworkScenario network, String mac) {
    return place.vm(name).adapter(adapter -> adapter.on(network).macAddress(mac));
  }

  private void conflicts() {
    proof("vm.identity.conflict-event")
        .found(
            "instance-uuid",
            place -> conflict(place, place.vm("conflict over the instance UUID"), false))
        .found(
            "bios-uuid",
            place -> {
              VmScenario other = place.vm("other");
              VmScenario copy = place.vm("conflict over the BIOS UUID").biosUuid(other.biosUuid());
              return conflict(place, copy, "VmUuidConflictEvent", other, "uuid", other.biosUuid());
            })
        .found(
            "mac-address",
            place -> {
              String mac = "00:50:56:00:07:09";
              VmScenario other = place.vm("other").adapter(adapter -> adapter.macAddress(mac));
              VmScenario copy =
                  place.vm("conflict over a MAC").adapter(adapter -> adapter.macAddress(mac));
              return conflict(place, copy, "VmMacConflictEvent", other, "mac", mac);
            })
        .found("resolved", place -> conflict(place, place.vm("conflict that is over"), true))
        .silent(place -> place.vm("no event"));
    proof("vm.identity.conflict-event")
        .alone()
        .undetermined(
            place -> {
              place.refuse("CreateCollectorForEvents");
              return place.datacenter().vcenter().rootFolder();
            });
  }

  private static VmScenario conflict(Place place, VmScenario copy, boolean over) {
    VmScenario other = place.vm("other");
    String shared = other.instanceUuid();
    if (!over) {
      copy.instanceUuid(shared);
    }
    String event = "VmInstanceUuidConflictEvent";
    return conflict(place, copy, event, other, "instanceUuid", shared);
  }

  private static VmScenario conflict(
      Place place, VmScenario copy, String event, VmScenario other, String field, String shared) {
    return copy.event(
        event, place.hoursAgo(7), filled -> filled.user("").conflictsWith(other, field, shared));
  }
}
