// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.session;

import io.vpreflight.simulator.model.Ref;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A user that may log in.
 *
 * @param name with its domain, such as {@code audit@vsphere.local}
 * @param grants what it may do and where; on one object the last one counts
 */
public record User(String name, String password, List<Grant> grants) {
  /** Stands for every privilege there is. */
  public static final String ALL = "*";

  public User {
    grants = List.copyOf(grants);
  }

  /**
   * Privileges on an object, in place of those that come from above.
   *
   * @param on object; null for the root folder
   * @param privileges ids, {@link #ALL} among them for all; empty for no access
   * @param propagates also to everything below
   */
  public record Grant(@Nullable Ref on, Set<String> privileges, boolean propagates) {
    public Grant {
      privileges = Set.copyOf(privileges);
    }
  }

  /** True for one whose only grant is everything, everywhere. */
  boolean mayEverything() {
    return grants.size() == 1
        && grants.get(0).on() == null
        && grants.get(0).propagates()
        && grants.get(0).privileges().contains(ALL);
  }

  /** One who may do everything. */
  public static User administrator(String name, String password) {
    return new User(name, password, List.of(new Grant(null, Set.of(ALL), true)));
  }

  /** One with these privileges, and those that reading needs, on the root folder and below. */
  public static User with(String name, String password, String... privileges) {
    Set<String> all = new TreeSet<>(Access.READ_ONLY);
    all.addAll(List.of(privileges));
    return new User(name, password, List.of(new Grant(null, all, true)));
  }
}
