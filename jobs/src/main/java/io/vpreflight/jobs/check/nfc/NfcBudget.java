// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The arithmetic of NFC buffers: {@code nfc-budget.properties}, read once. */
final class NfcBudget {
  private static final Properties DATA = read("nfc-budget.properties");

  private NfcBudget() {}

  /** Disks of one host that Azure Migrate reads at a time. */
  static int disksAtATime() {
    return number("azure-migrate.buffer.mib") / number("azure-migrate.disk.mib");
  }

  /** Who says so. */
  static String source() {
    return text("azure-migrate.source");
  }

  /** Streams that a host of that version serves; null when the version is not known. */
  static @Nullable Integer streams(@Nullable String version) {
    if (version == null || !version.matches("\\d+\\..*")) {
      return null;
    }
    int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
    String key = major < 6 ? "esxi-5.buffer.mib" : "esxi-6-and-newer.buffer.mib";
    return number(key) / number("esxi.stream.mib");
  }

  private static int number(String key) {
    return Integer.parseInt(text(key));
  }

  private static String text(String key) {
    return Objects.requireNonNull(DATA.getProperty(key), key);
  }

  private static Properties read(String resource) {
    try (InputStream in = Objects.requireNonNull(NfcBudget.class.getResourceAsStream(resource))) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
