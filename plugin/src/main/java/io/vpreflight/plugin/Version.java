// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which version this is, as the build wrote it. */
final class Version {
  private Version() {}

  static String text() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
