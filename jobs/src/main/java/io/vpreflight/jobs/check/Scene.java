// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Locations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One vCenter as a check sees it: its inventory, an earlier one of the same vCenter if there is
 * one, and the limits of the profile. Immutable but for what is derived once and kept; safe for
 * several threads.
 */
public final class Scene {
  private final Inventory inventory;
  private final Locations locations;
  private final Limits limits;
  private final @Nullable Scene baseline;
  private final List<ShownChangeId> shownBefore;
  private final Map<Class<?>, Once> derived = new ConcurrentHashMap<>();

  /**
   * A vCenter.
   *
   * @param baseline an earlier inventory of the same vCenter, or null at the first run
   */
  public Scene(Inventory inventory, Limits limits, @Nullable Inventory baseline) {
    this(inventory, limits, baseline, List.of());
  }

  /**
   * A vCenter of which more is remembered than one earlier inventory.
   *
   * @param baseline an earlier inventory of the same vCenter, or null at the first run
   * @param shownBefore changeIds that were seen in it at any time before
   */
  public Scene(
      Inventory inventory,
      Limits limits,
      @Nullable Inventory baseline,
      List<ShownChangeId> shownBefore) {
    this.inventory = inventory;
    this.locations = new Locations(inventory);
    this.limits = limits;
    this.baseline = baseline == null ? null : new Scene(baseline, limits, null);
    this.shownBefore = List.copyOf(shownBefore);
  }

  /** What was read. */
  public Inventory inventory() {
    return inventory;
  }

  /** Finds objects of it, and their paths. */
  public Locations locations() {
    return locations;
  }

  /** The limits of the profile. */
  public Limits limits() {
    return limits;
  }

  /** The earlier inventory of this vCenter, or null when this is the first. */
  public @Nullable Scene baseline() {
    return baseline;
  }

  /** ChangeIds that were seen in it at any time before; empty when nobody remembers. */
  public List<ShownChangeId> shownBefore() {
    return shownBefore;
  }

  /** The clock of vCenter when the inventory was read: the only now that a check knows. */
  public Instant now() {
    return inventory.vcenter().collectedAt();
  }

  /** How long ago that was, never negative. */
  public Duration age(Instant since) {
    Duration age = Duration.between(since, now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * Something that several checks need, made once for this scene.
   *
   * @param type its class, which is its name as well
   */
  public <T> T derived(Class<T> type, Function<Scene, T> make) {
    // Not computeIfAbsent with the work inside: what is made may itself ask for something derived.
    return type.cast(derived.computeIfAbsent(type, t -> new Once()).get(this, make));
  }

  /** Makes something when it is first asked for, once for all threads. */
  private static final class Once {
    private volatile @Nullable Object made;

    Object get(Scene scene, Function<Scene, ?> make) {
      Object known = made;
      return known != null ? known : make(scene, make);
    }

    private synchronized Object make(Scene scene, Function<Scene, ?> make) {
      Object known = made;
      if (known == null) {
        known = make.apply(scene);
        made = known;
      }
      return known;
    }
  }
}
