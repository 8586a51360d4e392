// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connected network adapter.
 *
 * @param mac its address in lower case
 */
record Plug(Holder holder, EthernetCard adapter, String mac) {

  /** The connected adapters of a machine. */
  static List<Plug> of(Holder holder) {
    Hardware hardware = holder.vm().config().hardware();
    List<Plug> plugs = new ArrayList<>(2);
    if (hardware != null) {
      for (EthernetCard adapter : hardware.adapters()) {
        String mac = adapter.macAddress();
        if (mac != null && !mac.isEmpty() && Boolean.TRUE.equals(adapter.connected())) {
          plugs.add(new Plug(holder, adapter, mac.toLowerCase(Locale.ROOT)));
        }
      }
    }
    return plugs;
  }

  /** Adapters of one vCenter with equal answers can meet; null when that is not known. */
  @Nullable String network() {
    NetworkBacking backing = adapter.backing();
    if (backing.portgroupKey() != null) {
      return backing.portgroupKey();
    }
    return backing.network() != null ? backing.network().moId() : backing.opaqueNetworkId();
  }

  /** vCenter chose the address, from a range that its own id gives it. */
  boolean isAssigned() {
    return "assigned".equals(adapter.addressType());
  }

  /** Why nobody can say who chose the address; null when that is known. */
  @Nullable Text doubt() {
    return Unknowns.at(Unknowns.path(adapter.key(), ".addressType"), holder.vm().unreadable());
  }
}
