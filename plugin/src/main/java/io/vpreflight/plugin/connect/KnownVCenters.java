// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The certificates that the admin has accepted, as {@code known_hosts} of ssh: one line {@code
 * host[:port] SHA256-thumbprint} each, in the XDG configuration folder. Several lines for one host
 * are the old and the new certificate.
 */
public final class KnownVCenters {
  private final Path file;

  /** Reads and writes that file, which need not exist. */
  public KnownVCenters(Path file) {
    this.file = file;
  }

  /** The file in the configuration folder of the user. */
  public static KnownVCenters ofUser(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
    return new KnownVCenters(folder.resolve("vpreflight").resolve("known_vcenters"));
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /**
   * Thumbprints accepted for a vCenter; empty when it is not known.
   *
   * @throws IOException if the file is there and cannot be read
   */
  public List<String> thumbprints(VCenterEndpoint endpoint) throws IOException {
    List<String> found = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.strip().split("\\s+", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase(endpoint.name())) {
          try {
            found.add(ServerTrust.normalize(parts[1]));
          } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
          }
        }
      }
    }
    return found;
  }

  /**
   * Remembers a certificate.
   *
   * @throws IOException if it cannot be written; nothing is half written then
   */
  public void accept(VCenterEndpoint endpoint, String thumbprint) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder for " + file);
    }
    Files.createDirectories(folder);
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : new ArrayList<>();
    List<String> all = new ArrayList<>(lines);
    all.add(endpoint.name() + " " + thumbprint);
    Path fresh = Files.createTempFile(folder, "known_vcenters", ".new");
    Files.write(fresh, all, StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
