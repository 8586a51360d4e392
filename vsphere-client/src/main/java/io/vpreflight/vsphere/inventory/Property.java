// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a check can read and that the collector can ask for. Checks name these, the
 * collector asks for the union: there is no list to be kept by hand.
 */
public sealed interface Property
    permits VmProperty,
        SnapshotProperty,
        HostProperty,
        ClusterProperty,
        DatastoreProperty,
        NetworkProperty,
        VCenterFact {
  /** The vim25 type that has the property, such as {@code VirtualMachine}. */
  String type();

  /** What is asked on the wire: one path, or several keyed ones for {@code config.extraConfig}. */
  List<String> paths();

  /** The first API version that knows the property, or null when 6.0 did. */
  @Nullable ApiVersion since();

  /** The path that a reader would look up, such as {@code config.changeTrackingEnabled}. */
  default String path() {
    return paths().get(0);
  }
}
