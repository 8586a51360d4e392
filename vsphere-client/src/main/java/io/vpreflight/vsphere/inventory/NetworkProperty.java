// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of a network or port group. {@code name} and {@code parent} are read always. */
public enum NetworkProperty implements Property {
  NAME(null, "name"),
  PARENT(null, "parent"),
  ACCESSIBLE(null, "summary.accessible"),
  /** Only distributed port groups have it, as the key. */
  BACKING_TYPE("7.0", "config.backingType"),
  KEY(null, "key");

  private final List<String> paths;
  private final @Nullable ApiVersion since;

  NetworkProperty(@Nullable String since, String... paths) {
    this.since = since == null ? null : new ApiVersion(since);
    this.paths = List.of(paths);
  }

  @Override
  public String type() {
    return "Network";
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public @Nullable ApiVersion since() {
    return since;
  }
}
