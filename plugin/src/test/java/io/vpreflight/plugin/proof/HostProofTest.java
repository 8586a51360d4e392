// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.HostScenario;

/** Hosts that are not there, and the machines that hang on them. */
class HostProofTest extends Room {
  @Override
  void declare() {
    power();
    connection();
    maintenance();
    machines();
  }

  private void power() {
    proof("host.power.off")
        .found(place -> place.host("powered off").poweredOff())
        .silent(place -> place.host("runs"))
        .silent(place -> place.host("lost its power").notResponding())
        .undetermined("runtime.powerState", place -> place.host("runs"));

    proof("host.power.standby")
        .found(
            "dpm", place -> place.cluster("saves power").dpm(true).host("asleep, DPM on").standby())
        .found("standby", place -> place.cluster("no DPM").host("asleep, DPM off").standby())
        .silent(place -> place.host("waking up").powerState("standBy").standbyMode("exiting"))
        .undetermined("runtime.powerState", place -> place.host("runs"));
  }

  private void connection() {
    proof("host.connection.not-responding")
        .found(place -> place.host("lost its power").notResponding())
        .silent(place -> place.host("powered off").poweredOff())
        .silent(place -> place.host("asleep").standby())
        .undetermined("runtime.connectionState", place -> place.host("runs"));

    proof("host.connection.disconnected")
        .found("by-user", place -> disconnected(place, "userRequest", "EXAMPLE\\jane"))
        .found("by-vcenter", place -> disconnected(place, "insufficientLicenses", ""))
        .found("cause-unknown", place -> place.host("disconnected, no event").disconnected())
        .silent(place -> place.host("runs"))
        .undetermined("runtime.connectionState", place -> place.host("runs"));
  }

  private static HostScenario disconnected(Place place, String reason, String user) {
    return place
        .host("disconnected, says the event: " + reason)
        .disconnected()
        .event(
            "HostDisconnectedEvent",
            place.hoursAgo(3),
            event -> event.user(user).field("reason", reason));
  }

  private void maintenance() {
    String entered = "EnteredMaintenanceModeEvent";
    proof("host.maintenance.mode")
        .found(
            "recent",
            place ->
                place
                    .host("in maintenance for 5 hours")
                    .inMaintenanceMode(true)
                    .event(entered, place.hoursAgo(5)))
        .found("at-least", place -> place.host("in maintenance, no event").inMaintenanceMode(true))
        .silent(
            place -> place.host("came out of maintenance unseen").event(entered, place.hoursAgo(5)))
        .undetermined("runtime.inMaintenanceMode", place -> place.host("runs"));
    proof("host.maintenance.mode")
        .alone()
        .found(
            "unknown-since",
            place -> {
              place.refuse("CreateCollectorForEvents");
              return place.host("in maintenance").inMaintenanceMode(true);
            });
  }

  private void machines() {
    proof("vm.connection.broken")
        .found("orphaned", place -> place.vm("orphaned").connectionState("orphaned"))
        .found("inaccessible", place -> place.vm("inaccessible").connectionState("inaccessible"))
        .found("invalid", place -> place.vm("invalid").connectionState("invalid"))
        .found(
            "disconnected",
            place -> place.vm("disconnected, its host is not").connectionState("disconnected"))
        .silent(place -> place.vm("connected"))
        .silent(
            place ->
                place.vm("disconnected with its host").on(place.host("host away").disconnected()))
        .undetermined("runtime.connectionState", place -> place.vm("connected"));

    proof("vm.host.unavailable")
        .found("host-off", place -> place.vm("host off").on(place.host("off").poweredOff()))
        .found(
            "host-not-responding",
            place -> place.vm("host dead").on(place.host("dead").notResponding()))
        .found(
            "host-disconnected",
            place -> place.vm("host cut off").on(place.host("cut off").disconnected()))
        .found("host-standby", place -> place.vm("host asleep").on(place.host("b").standby()))
        .found(
            "host-maintenance",
            place -> place.vm("runs in maintenance").on(place.host("m").inMaintenanceMode(true)))
        .silent(place -> place.vm("host runs"))
        .silent(
            place ->
                place
                    .vm("off, and DPM wakes its host")
                    .poweredOff()
                    .on(place.cluster("saves power").dpm(true).host("asleep").standby()))
        .undetermined("runtime.host", place -> place.vm("of no host"))
        .undetermined(
            place -> {
              HostScenario host = place.host("says nothing");
              place.unset(host, "runtime.connectionState");
              return place.vm("its host says nothing").on(host);
            });
  }
}
