// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.AdapterScenario;
import io.vpreflight.scenario.VmScenario;
import java.time.Duration;
import java.util.function.Consumer;

/** Machines without an address, or with somebody else's. */
class NetworkProofTest extends Room {
  private static final String CURRENT = "guestToolsCurrent";

  @Override
  void declare() {
    addresses();
    proof("vm.network.duplicate-address")
        .found(
            place ->
                place
                    .vm("its guest found its address taken")
                    .adapter(adapter -> adapter.address("10.0.0.9", 24, "dhcp", "duplicate")))
        .silent(place -> place.vm("address of its own"))
        .silent(
            place ->
                place
                    .vm("only a container's is taken")
                    .adapter(adapter -> {})
                    .adapter(
                        adapter ->
                            adapter
                                .guestDeviceKey(-1)
                                .address("172.17.0.1", 16, "manual", "duplicate")))
        .undetermined("guest.net", place -> place.vm("address of its own"));

    proof("vm.network.adapter-disconnected")
        .found("disconnected", place -> one(place, "unplugged", a -> a.connected(false)))
        .found(
            "left-disconnected",
            place -> one(place, "never plugged", a -> a.connected(false).startConnected(false)))
        .found(
            "not-at-power-on",
            place -> one(place, "unplugged at power on", a -> a.startConnected(false)))
        .silent(place -> place.vm("plugged"))
        .silent(place -> one(place, "unplugged and off", a -> a.connected(false)).poweredOff())
        .undetermined(
            "config.hardware.device[4000].connectable.connected", place -> place.vm("plugged"));
  }

  private void addresses() {
    proof("vm.network.no-ip")
        .found("powered-off", place -> place.vm("off").poweredOff())
        .found("tools-not-installed", place -> place.vm("no Tools").toolsNotInstalled())
        .found(
            "tools-not-running",
            place -> place.vm("Tools do not run").tools("guestToolsNotRunning", CURRENT))
        .found("apipa-only", place -> one(place, "169.254 only", a -> a.address("169.254.3.7", 16)))
        .found(
            "link-local-only",
            place -> one(place, "fe80 only", a -> a.address("fe80::1", 64)).ipAddress(null))
        .found("ipv6-only", place -> one(place, "IPv6 only", a -> a.address("2001:db8::7", 64)))
        .found("no-adapter", place -> place.vm("no adapter").noAdapters())
        .found(
            "adapter-disconnected",
            place -> one(place, "unplugged", a -> a.connected(false).noAddress()))
        .found("no-network", place -> one(place, "no network", a -> a.withoutNetwork().noAddress()))
        .found("no-address", place -> one(place, "no lease", AdapterScenario::noAddress))
        .silent(place -> place.vm("has an address"))
        .silent(
            place ->
                one(place, "cluster node with 169.254 too", a -> {})
                    .adapter(adapter -> adapter.address("169.254.1.120", 16)))
        .undetermined("runtime.powerState", place -> place.vm("has an address"))
        .undetermined(
            place ->
                place
                    .vm("booted 2 minutes ago")
                    .poweredOn(place.ago(Duration.ofMinutes(2)))
                    .tools("guestToolsNotRunning", CURRENT));
  }

  private static VmScenario one(Place place, String name, Consumer<AdapterScenario> adapter) {
    return place.vm(name).adapter(adapter);
  }
}
