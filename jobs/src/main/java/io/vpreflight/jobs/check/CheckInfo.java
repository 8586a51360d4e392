// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Property;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A check, as data. Texts are found by its id: {@code check.<id>.title}, {@code .why}, {@code
 * .remedy} and for each kind {@code check.<id>.<kind>.summary} (and {@code .remedy}, where it
 * differs).
 *
 * @param id such as {@code host.reboot.required}: lower case, dots between parts, hyphens inside
 * @param version goes up when the rule changes, so that an old finding tells which rule made it
 * @param kinds what it can find, each with a severity of its own in the profiles
 * @param required properties without which an object is undetermined; the first that is not known
 *     is the reason, so their order is kept
 * @param optional properties that it looks at when they are there
 * @param roles which virtual machines it judges; the others are counted; ignored for other objects
 * @param judgesStale true when it may judge an object whose host does not answer; otherwise such an
 *     object is undetermined
 * @param seedRows rows of the troubleshooting guides that it answers, such as {@code 000-48}
 * @param errorIds ids of other products that point here, such as {@code AzureMigrate:563}
 */
public record CheckInfo(
    String id,
    int version,
    List<String> kinds,
    Set<Property> required,
    Set<Property> optional,
    Set<VmRole> roles,
    boolean judgesStale,
    List<String> seedRows,
    List<String> errorIds) {
  public CheckInfo {
    kinds = List.copyOf(kinds);
    required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
    optional = Set.copyOf(optional);
    roles = Set.copyOf(roles);
    seedRows = List.copyOf(seedRows);
    errorIds = List.copyOf(errorIds);
  }

  /** Begins the description of a check of that id, with the kinds that it can find. */
  public static Builder of(String id, String... kinds) {
    return new Builder(id, List.of(kinds));
  }

  /** Everything that it reads. */
  public Set<Property> reads() {
    Set<Property> all = new LinkedHashSet<>(required);
    all.addAll(optional);
    return all;
  }

  /** Puts the description together. */
  public static final class Builder {
    private final String id;
    private final List<String> kinds;
    private int version = 1;
    private Set<Property> required = Set.of();
    private Set<Property> optional = Set.of();
    private Set<VmRole> roles =
        EnumSet.of(
            VmRole.ORDINARY, VmRole.LINKED_CLONE, VmRole.MANAGEMENT_APPLIANCE, VmRole.BACKUP_PROXY);
    private boolean judgesStale;
    private List<String> seedRows = List.of();
    private List<String> errorIds = List.of();

    private Builder(String id, List<String> kinds) {
      this.id = id;
      this.kinds = kinds;
    }

    /** The rule changed: 2, 3, ... */
    public Builder version(int newVersion) {
      version = newVersion;
      return this;
    }

    /** Without these an object is undetermined; said again, it takes the place of what was said. */
    public Builder requires(Property... properties) {
      required = new LinkedHashSet<>(List.of(properties));
      return this;
    }

    /** Looked at when they are there; said again, it takes the place of what was said. */
    public Builder mayRead(Property... properties) {
      optional = Set.of(properties);
      return this;
    }

    /**
     * Which virtual machines are judged; without this: ordinary ones, linked clones, proxies and
     * appliances.
     */
    public Builder roles(Set<VmRole> newRoles) {
      roles = newRoles;
      return this;
    }

    /** Every virtual machine is judged, whatever it is for. */
    public Builder allRoles() {
      return roles(EnumSet.allOf(VmRole.class));
    }

    /** Judges objects whose host does not answer. */
    public Builder judgesStale() {
      judgesStale = true;
      return this;
    }

    /** Rows of the troubleshooting guides. */
    public Builder seedRows(String... rows) {
      seedRows = List.of(rows);
      return this;
    }

    /** Ids of other products. */
    public Builder errorIds(String... ids) {
      errorIds = List.of(ids);
      return this;
    }

    /** The description. */
    public CheckInfo build() {
      return new CheckInfo(
          id, version, kinds, required, optional, roles, judgesStale, seedRows, errorIds);
    }
  }
}
