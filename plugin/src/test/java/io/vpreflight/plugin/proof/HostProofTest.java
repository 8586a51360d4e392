// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** Hosts that are not there, and the machines that hang on them. */
class HostProofTest extends Room {
  @Override
  void declare() {
    proof("host.power.off")
        .found(place -> place.host("powered off").poweredOff())
        .silent(place -> place.host("runs"))
        .undetermined("runtime.powerState", place -> place.host("power state not sent"));

    proof("vm.connection.broken")
        .found("orphaned", place -> place.vm("orphaned").connectionState("orphaned"))
        .found("invalid", place -> place.vm("invalid").connectionState("invalid"))
        .silent(place -> place.vm("connected"))
        .silent(
            place ->
                place
                    .vm("disconnected with its host")
                    .on(place.host("disconnected host").disconnected())
                    .connectionState("disconnected"))
        .undetermined("runtime.connectionState", place -> place.vm("connection state not sent"));
  }
}
