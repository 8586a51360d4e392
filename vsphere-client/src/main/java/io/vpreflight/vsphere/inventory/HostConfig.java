// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a host.
 *
 * @param ntpServers {@code config.dateTimeInfo.ntpConfig.server}; null when unset
 * @param services {@code config.service.service}; null when unset or not collected
 */
public record HostConfig(@Nullable List<String> ntpServers, @Nullable List<HostService> services) {
  public HostConfig {
    ntpServers = ntpServers == null ? null : List.copyOf(ntpServers);
    services = services == null ? null : List.copyOf(services);
  }

  /** The service with that key, or null. */
  public @Nullable HostService service(String key) {
    if (services != null) {
      for (HostService service : services) {
        if (service.key().equals(key)) {
          return service;
        }
      }
    }
    return null;
  }
}
