// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.session;

import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which user has which privilege on which object: the nearest grant on the way to the root. */
public final class Access {
  /** What the role <em>read-only</em> has. */
  public static final Set<String> READ_ONLY =
      Set.of("System.Anonymous", "System.Read", "System.View");

  /** Role without any privilege. */
  public static final int NO_ACCESS = -5;

  /** Role with {@link #READ_ONLY}. */
  public static final int READ = -2;

  /** Role with every privilege. */
  public static final int ADMINISTRATOR = -1;

  private final World world;
  private final Ref root;
  private final Map<String, User> users = new ConcurrentHashMap<>();

  /** Nobody may do anything yet. */
  public Access(World world, Ref root) {
    this.world = world;
    this.root = root;
  }

  /**
   * What {@code AuthorizationManager} shows of a grant.
   *
   * @param entity where it was given
   * @param roleId negative for the roles that every server has
   */
  public record Permission(
      Ref entity, String principal, int roleId, boolean propagate, Set<String> privileges) {}

  /** Adds a user, or replaces what one of that name may do, at once for open sessions too. */
  public void put(User user) {
    users.put(canonical(user.name()), user);
  }

  /** The user of that name, whatever the case, as {@code user@domain} or {@code DOMAIN\\user}. */
  public @Nullable User user(String name) {
    return users.get(canonical(name));
  }

  /** True when that user has that privilege on that object. */
  public boolean may(String userName, String privilege, Ref object) {
    Set<String> privileges = privileges(userName, object);
    return privileges.contains(User.ALL) || privileges.contains(privilege);
  }

  /** True when that user sees everything, so that nothing has to be filtered. */
  public boolean mayAll(String userName) {
    User user = user(userName);
    return user != null
        && user.grants().size() == 1
        && user.grants().get(0).on() == null
        && user.grants().get(0).propagates()
        && (user.grants().get(0).privileges().contains(User.ALL)
            || user.grants().get(0).privileges().containsAll(READ_ONLY));
  }

  /** All that a user may do on an object; {@link User#ALL} stands for everything. */
  public Set<String> privileges(String userName, Ref object) {
    User user = user(userName);
    if (user == null) {
      return Set.of();
    }
    if (user.mayEverything()) {
      return Set.of(User.ALL);
    }
    Ref here = entity(object);
    boolean above = false;
    while (true) {
      User.Grant found = null;
      for (User.Grant grant : user.grants()) {
        Ref on = grant.on() == null ? root : grant.on();
        if (on.equals(here) && (!above || grant.propagates())) {
          found = grant;
        }
      }
      if (found != null) {
        return found.privileges();
      }
      if (here.equals(root)) {
        return Set.of();
      }
      here = parent(here);
      above = true;
    }
  }

  /** All grants, as permissions; on one object only when it is not null. */
  public List<Permission> permissions(@Nullable Ref on) {
    List<Permission> permissions = new ArrayList<>();
    for (User user :
        users.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList()) {
      for (User.Grant grant : user.grants()) {
        Ref entity = grant.on() == null ? root : grant.on();
        if (on == null || on.equals(entity)) {
          permissions.add(
              new Permission(
                  entity, user.name(), role(user, grant), grant.propagates(), grant.privileges()));
        }
      }
    }
    return permissions;
  }

  /** The entity above, up to the root folder. */
  public Ref parent(Ref entity) {
    ManagedObject object = world.find(entity);
    if (object != null && !entity.equals(root)) {
      for (String name : List.of("parent", "parentVApp")) {
        var value = object.get(name);
        if (value != null && value.ref() != null) {
          return value.ref();
        }
      }
    }
    return root;
  }

  private static int role(User user, User.Grant grant) {
    if (grant.privileges().isEmpty()) {
      return NO_ACCESS;
    }
    if (grant.privileges().contains(User.ALL)) {
      return ADMINISTRATOR;
    }
    if (grant.privileges().equals(READ_ONLY)) {
      return READ;
    }
    return 1000
        + Math.floorMod(canonical(user.name()).hashCode(), 9000) * 10
        + user.grants().indexOf(grant);
  }

  /** A snapshot is judged by its virtual machine, a manager by the root folder. */
  private Ref entity(Ref object) {
    if (object.type().equals("VirtualMachineSnapshot")) {
      ManagedObject snapshot = world.find(object);
      var vm = snapshot == null ? null : snapshot.get("vm");
      Ref owner = vm == null ? null : vm.ref();
      return owner == null ? owner(object) : owner;
    }
    return object;
  }

  /** The virtual machine in whose tree it is; a dump need not say it at the snapshot. */
  private Ref owner(Ref snapshot) {
    for (ManagedObject vm : world.ofType("VirtualMachine")) {
      var tree = vm.get("snapshot");
      if (tree != null && tree.toString().contains(">" + snapshot.id() + "<")) {
        return vm.ref();
      }
    }
    return root;
  }

  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int slash = lower.indexOf('\\');
    return slash < 0 ? lower : lower.substring(slash + 1) + "@" + lower.substring(0, slash);
  }
}
