// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.plugin.config.ConfigException;
import java.util.List;

/** Has the service read its file again. Safe for several threads. */
public interface Reloading {
  /**
   * Reads it; all of it is in force then.
   *
   * @return the keys of which another value holds now; nothing secret
   * @throws ConfigException with everything that is wrong; the old one stays in force then
   */
  List<String> reload();
}
