// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the certificate of one vCenter is judged. There is no way to trust everything.
 *
 * <p>With pins the certificate of the server must be one of them, and its name does not matter;
 * with a CA file its chain must end there and its name must fit; with both, both must hold; with
 * neither, the certificate authorities of the Java runtime decide.
 *
 * @param caFile PEM certificates of the authorities, or null
 * @param sha256Pins thumbprints {@code AA:BB:...} of server certificates; several, so that the old
 *     and the new one can overlap
 */
public record ServerTrust(@Nullable Path caFile, List<String> sha256Pins) {
  /** The certificate authorities of the Java runtime. */
  public static final ServerTrust SYSTEM = new ServerTrust(null, List.of());

  public ServerTrust {
    sha256Pins = sha256Pins.stream().map(ServerTrust::normalize).toList();
  }

  /**
   * Brings a thumbprint to the form {@code AA:BB:...}.
   *
   * @throws IllegalArgumentException if it is not 32 bytes of hexadecimal, with or without colons;
   *     a SHA-1 thumbprint is told so
   */
  public static String normalize(String thumbprint) {
    String hex = thumbprint.strip().replaceAll("(?i)^sha-?256[:= ]+(fingerprint=)?", "");
    hex = hex.replaceAll("[:\\s-]", "").toUpperCase(Locale.ROOT);
    if (hex.matches("[0-9A-F]{40}")) {
      throw new IllegalArgumentException("a SHA-1 thumbprint; SHA-256 is needed: " + thumbprint);
    }
    if (!hex.matches("[0-9A-F]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 thumbprint: " + thumbprint);
    }
    return hex.replaceAll("(..)(?!$)", "$1:");
  }
}
