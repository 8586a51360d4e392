// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a vCenter (or a stand-alone ESXi) listens.
 *
 * @param sdk the address of the SOAP service, always with scheme and {@code /sdk}
 */
public record VCenterEndpoint(URI sdk) {
  /**
   * Reads what an admin writes: {@code vc.example.org}, {@code https://vc.example.org:8443}, {@code
   * https://vc.example.org/sdk}.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong; plain http is refused
   *     except on the loopback address, and a password in the address always
   */
  public static VCenterEndpoint parse(String text) {
    String full = text.contains("://") ? text.strip() : "https://" + text.strip();
    URI uri;
    try {
      uri = new URI(full);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException("an address must not hold a user or a password");
    }
    if (host == null || host.isEmpty()) {
      throw new IllegalArgumentException("no host name in: " + text);
    }
    boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
      throw new IllegalArgumentException("only https is spoken: " + text);
    }
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
    if (!path.isEmpty() && !path.equals("/sdk")) {
      throw new IllegalArgumentException("only /sdk may follow the host name: " + text);
    }
    try {
      return new VCenterEndpoint(new URI(scheme, null, host, uri.getPort(), "/sdk", null, null));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }

  /** Host name, with the port when it is not the usual one: what an admin calls the vCenter. */
  public String name() {
    return sdk.getPort() < 0 || sdk.getPort() == 443
        ? sdk.getHost()
        : sdk.getHost() + ":" + sdk.getPort();
  }
}
