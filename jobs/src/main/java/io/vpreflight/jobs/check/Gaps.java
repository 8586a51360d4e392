// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a property is not known, which is something else than a value that vCenter has not set.
 * The engine asks this for what a check of one object requires; a check that looks at several
 * objects at once asks for itself.
 */
public final class Gaps {
  private Gaps() {}

  /**
   * Why one of these properties is not known of any object of a vCenter: nobody asked for it, this
   * vCenter is too old to have it, or the fact could not be had.
   *
   * @return null when all were asked for
   */
  public static @Nullable Text uncollected(Collection<? extends Property> properties, Scene scene) {
    for (Property property : properties) {
      if (property instanceof VCenterFact) {
        Text refused = unreadable(property, scene.inventory().history().unreadable());
        if (refused != null) {
          return refused;
        }
      }
      if (!scene.inventory().coverage().isCollected(property)) {
        ApiVersion since = property.since();
        ApiVersion spoken = new ApiVersion(scene.inventory().vcenter().apiVersion());
        return since != null && !spoken.atLeast(since)
            ? Text.of("reason.api-too-old", property.path(), since.text(), spoken.text())
            : Text.of("reason.not-collected", property.path());
      }
    }
    return null;
  }

  /**
   * Why one of these properties is not known of one object: vCenter would not give it.
   *
   * @return null when none was refused
   */
  public static @Nullable Text unreadable(
      Collection<? extends Property> properties, Unreadable unreadable) {
    if (!unreadable.isEmpty()) {
      for (Property property : properties) {
        Text refused = unreadable(property, unreadable);
        if (refused != null) {
          return refused;
        }
      }
    }
    return null;
  }

  /** Why that property is not known of one object, or null when it was not refused. */
  public static @Nullable Text unreadable(Property property, Unreadable unreadable) {
    String fault = unreadable.fault(property);
    return fault == null ? null : Text.of("reason.unreadable", property.path(), fault);
  }
}
