// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what the machine is that this process runs on, as far as it may. */
public final class LocalMachine {
  private static final Path FIRMWARE = Path.of("/sys/class/dmi/id");
  private static final List<Path> OF_CONTAINERS =
      List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

  private LocalMachine() {}

  /**
   * Looks.
   *
   * @param vcenter whose own machine must be known again
   * @param named virtual machines that the admin names as ours
   * @param settled true when the admin says that there are no others
   */
  public static Here look(VCenterEndpoint vcenter, Set<MoRef> named, boolean settled) {
    String maker = line(FIRMWARE.resolve("sys_vendor"));
    String uuid = line(FIRMWARE.resolve("product_uuid"));
    return new Here(
        uuid == null ? null : uuid.toLowerCase(Locale.ROOT),
        macs(),
        maker != null && !maker.toLowerCase(Locale.ROOT).contains("vmware"),
        OF_CONTAINERS.stream().anyMatch(Files::exists),
        addresses(vcenter),
        named,
        settled);
  }

  private static @Nullable String line(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? null : text;
    } catch (IOException e) {
      // Not there on another system, and not to be read by everybody.
      return null;
    }
  }

  private static Set<String> macs() {
    Set<String> macs = new HashSet<>();
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        byte[] address = each.getHardwareAddress();
        if (address != null && address.length == 6) {
          macs.add(HexFormat.ofDelimiter(":").formatHex(address));
        }
      }
    } catch (SocketException e) {
      return Set.of();
    }
    return macs;
  }

  private static Set<String> addresses(VCenterEndpoint vcenter) {
    String host = vcenter.sdk().getHost();
    Set<String> addresses = new HashSet<>(Set.of(host.toLowerCase(Locale.ROOT)));
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        addresses.add(address.getHostAddress().toLowerCase(Locale.ROOT));
        addresses.add(address.getCanonicalHostName().toLowerCase(Locale.ROOT));
      }
    } catch (UnknownHostException e) {
      // A proxy may know the name that this machine does not.
      return addresses;
    }
    return addresses;
  }
}
