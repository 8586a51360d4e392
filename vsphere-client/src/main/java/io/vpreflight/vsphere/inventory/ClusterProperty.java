// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a cluster or of the compute resource of a stand-alone host. {@code name} and
 * {@code parent} are read always.
 */
public enum ClusterProperty implements Property {
  NAME(null, "name"),
  PARENT(null, "parent"),
  HOST(null, "host"),
  SUMMARY(null, "summary"),
  CONFIGURATION(null, "configurationEx");

  private final List<String> paths;
  private final @Nullable ApiVersion since;

  ClusterProperty(@Nullable String since, String... paths) {
    this.since = since == null ? null : new ApiVersion(since);
    this.paths = List.of(paths);
  }

  @Override
  public String type() {
    return "ComputeResource";
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
