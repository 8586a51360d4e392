// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.Collection;
import java.util.List;
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
   * What a check found, or that it cannot know when it found nothing in a history that was cut off.
   *
   * @param found empty when nothing was found in what was read
   */
  public static List<Outcome> orTruncated(List<Outcome> found, Reach reach) {
    return found.isEmpty() && reach.truncated() && reach.since() != null
        ? Outcome.undetermined("reason.tasks-truncated", reach.since())
        : found;
  }

  /**
   * Why one of these properties is not known of one object: vCenter would not give it. Those of
   * other types of object are left out: {@code summary} is a path of hosts and of datastores.
   *
   * @param of whose properties the object has
   * @return null when none was refused
   */
  public static @Nullable Text unreadable(
      Class<? extends Property> of,
      Collection<? extends Property> properties,
      Unreadable unreadable) {
    if (!unreadable.isEmpty()) {
      for (Property property : properties) {
        Text refused = of.isInstance(property) ? unreadable(property, unreadable) : null;
        if (refused != null) {
          return refused;
        }
      }
    }
    return null;
  }

  /** Why that property of one object is not known of it, or null when it was not refused. */
  public static @Nullable Text unreadable(Property property, Unreadable unreadable) {
    String fault = unreadable.fault(property);
    return fault == null ? null : refused(property.path(), fault);
  }

  /** That something was asked for and not given, or given in a way that nobody here knows. */
  public static Text refused(String path, String fault) {
    String unknown = Unreadable.unknown(fault);
    return unknown == null
        ? Text.of("reason.unreadable", path, fault)
        : Text.of("reason.unknown-constant", path, unknown);
  }

  /** Why there is no value at that path of an object: not given, or vCenter has none. */
  public static Text missing(String path, Unreadable unreadable) {
    String fault = unreadable.fault(path);
    return fault == null ? Text.of("reason.unset", path) : refused(path, fault);
  }
}
