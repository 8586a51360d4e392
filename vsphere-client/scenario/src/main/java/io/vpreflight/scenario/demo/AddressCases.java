// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.hoursAgo;

/** Machines without a usable address, one for each cause, and two that only look so; stateless. */
final class AddressCases {
  private static final String FOLDER = "Web/Extranet";

  private AddressCases() {}

  static void addTo(Site paris) {
    paris.vm(FOLDER, "srv-par-ext01").poweredOff();
    paris.vm(FOLDER, "srv-par-ext02").toolsNotInstalled();
    paris.vm(FOLDER, "srv-par-ext03").tools("guestToolsNotRunning", "guestToolsCurrent");
    paris
        .vm(FOLDER, "srv-par-ext04")
        .poweredOn(hoursAgo(0.08))
        .tools("guestToolsNotRunning", "guestToolsCurrent");
    paris
        .vm(FOLDER, "srv-par-ext05")
        .adapter(adapter -> adapter.address("169.254.31.7", 16, "linklayer", "preferred"));
    paris
        .vm(FOLDER, "srv-par-ext06")
        .adapter(
            adapter -> adapter.address("fe80::250:56ff:fe81:77a2", 64, "linklayer", "preferred"))
        .ipAddress(null);
    paris
        .vm(FOLDER, "srv-par-ext07")
        .adapter(
            adapter ->
                adapter
                    .address("2001:db8:110::47", 64)
                    .address("fe80::250:56ff:fe81:19c4", 64, "linklayer", "preferred"));
    paris.vm(FOLDER, "srv-par-ext08").adapter(adapter -> adapter.connected(false).noAddress());
    paris.vm(FOLDER, "srv-par-ext09").adapter(adapter -> adapter.withoutNetwork().noAddress());
    paris
        .vm(FOLDER, "srv-par-ext10")
        .adapter(adapter -> adapter.address("10.20.1.33", 24, "dhcp", "duplicate"));
    paris.vm(FOLDER, "srv-par-ext11").adapter(adapter -> adapter.noAddress());
    paris.vm(FOLDER, "srv-par-ext12").noAdapters();

    paris
        .vm("Bases/Grappe", "srv-par-grappe01")
        .adapter(adapter -> {})
        .adapter(adapter -> adapter.address("169.254.1.120", 16, "linklayer", "preferred"));
    paris
        .vm("Bases/Grappe", "srv-par-double01")
        .adapter(adapter -> adapter.connected(false).noAddress())
        .adapter(adapter -> {});
  }
}
