// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.AuthorizationPrivilege;
import com.vmware.vim25.EntityPrivilege;
import com.vmware.vim25.PrivilegeAvailability;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells which privileges our own session has, object by object. Safe for several threads. */
public final class VimPrivileges {
  private static final int BATCH = 100;

  /** A session that no server has: what it is granted is granted to anybody. */
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private final VimClient client;
  private final VimProperties properties;
  private volatile @Nullable Set<String> known;

  /** Asks through a session, which stays the caller's. */
  public VimPrivileges(SoapSession session, SchemaNotes notes) {
    this(new VimClient(session, notes));
  }

  VimPrivileges(VimClient client) {
    this.client = client;
    this.properties = new VimProperties(client);
  }

  /**
   * What the session may do.
   *
   * @param granted of those that were asked for, by entity; an entity without any has an empty set
   * @param unknown ids that this server does not have: neither granted nor missing
   */
  public record Granted(Map<MoRef, Set<String>> granted, Set<String> unknown) {
    public Granted {
      granted = Map.copyOf(granted);
      unknown = Set.copyOf(unknown);
    }

    /** Privileges of the server that were asked for and are not granted there. */
    public Set<String> missing(MoRef entity, Collection<String> wanted) {
      Set<String> missing = new TreeSet<>(wanted);
      missing.removeAll(unknown);
      missing.removeAll(granted.getOrDefault(entity, Set.of()));
      return missing;
    }
  }

  /**
   * Asks for each of the entities which of the privileges the session has there.
   *
   * @param privileges ids such as {@code VirtualMachine.State.CreateSnapshot}; those that the
   *     server does not know are not sent, because older ones answer them oddly
   * @throws io.vpreflight.vsphere.VSphereException when it could not be found out
   */
  public Granted granted(List<MoRef> entities, Collection<String> privileges) {
    Set<String> asked = new LinkedHashSet<>(privileges);
    Set<String> all = known();
    if (!all.isEmpty()) {
      asked.retainAll(all);
    }
    Set<String> unknown = new HashSet<>(privileges);
    unknown.removeAll(asked);
    Map<MoRef, Set<String>> granted = new LinkedHashMap<>();
    entities.forEach(entity -> granted.put(entity, Set.of()));
    if (!asked.isEmpty()) {
      for (int from = 0; from < entities.size(); from += BATCH) {
        granted.putAll(ask(entities.subList(from, Math.min(entities.size(), from + BATCH)), asked));
      }
    }
    return new Granted(granted, unknown);
  }

  /**
   * True when the server judges at all. Simulators and proxies may answer every such question with
   * yes; vCenter grants nothing to a session that it does not know.
   *
   * @throws io.vpreflight.vsphere.VSphereException when it could not be found out
   */
  public boolean judges() {
    MoRef root = client.session().content().require("rootFolder");
    try {
      return ask(List.of(root), List.of("System.Read"), () -> NOBODY)
          .getOrDefault(root, Set.of())
          .isEmpty();
    } catch (Fault e) {
      if (VimLongTail.isLost(e)) {
        throw e;
      }
      // A server that refuses the question about nobody does not say yes to everything.
      return true;
    }
  }

  /**
   * Asks without a look at the list of privileges: for those that every server has, such as {@code
   * System.Read}.
   */
  Map<MoRef, Set<String>> ask(List<MoRef> entities, Collection<String> privileges) {
    // Asked for anew each time: to a key that it does not know vCenter grants nothing, without a
    // fault.
    return ask(entities, privileges, () -> client.session().user().key());
  }

  private Map<MoRef, Set<String>> ask(
      List<MoRef> entities, Collection<String> privileges, Supplier<String> sessionKey) {
    MoRef manager = client.session().content().require("authorizationManager");
    EntityPrivilege[] answers =
        client.reading(
            () ->
                client.send(
                    "HasPrivilegeOnEntities",
                    EntityPrivilege[].class,
                    VimClient.self(manager),
                    new Argument("entity", "ManagedObjectReference[]", Vim.references(entities)),
                    VimClient.argument("sessionId", sessionKey.get()),
                    new Argument("privId", "String[]", privileges.toArray(String[]::new))));
    return answers == null ? Map.of() : granted(answers);
  }

  /** The privileges of a server do not change while it is asked. */
  private Set<String> known() {
    Set<String> found = known;
    if (found == null) {
      found = list();
      known = found;
    }
    return found;
  }

  private Set<String> list() {
    MoRef manager = client.session().content().require("authorizationManager");
    Object list = client.reading(() -> properties.one(manager, "privilegeList"));
    Set<String> ids = new HashSet<>();
    if (list instanceof AuthorizationPrivilege[] found) {
      for (AuthorizationPrivilege privilege : found) {
        ids.add(privilege.privId);
      }
    }
    return ids;
  }

  private static Map<MoRef, Set<String>> granted(EntityPrivilege[] answers) {
    Map<MoRef, Set<String>> granted = new LinkedHashMap<>();
    for (EntityPrivilege answer : answers) {
      MoRef entity = Vim.ref(answer.entity);
      if (entity != null) {
        Set<String> ids = new HashSet<>();
        if (answer.privAvailability != null) {
          for (PrivilegeAvailability each : answer.privAvailability) {
            if (each.isGranted && each.privId != null) {
              ids.add(each.privId);
            }
          }
        }
        granted.put(entity, ids);
      }
    }
    return granted;
  }
}
