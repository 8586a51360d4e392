// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.Permission;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.Coverage.View;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.vim.LongTail.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds out whether the account sees everything: a folder that it may not read is never listed, so
 * that what is inside would pass for healthy. {@code System.Read} on the root folder, propagating,
 * and no <em>no access</em> below. Groups are not resolved: where only that would tell, nothing is
 * claimed.
 */
final class AccountSight {
  private static final String READ = "System.Read";
  private static final int NO_ACCESS = -5;

  private final VimClient client;
  private final VimPrivileges privileges;
  private final Map<String, String> evidence = new TreeMap<>();

  AccountSight(VimClient client, VimPrivileges privileges) {
    this.client = client;
    this.privileges = privileges;
  }

  Sight read() {
    MoRef root = client.session().content().require("rootFolder");
    View view;
    try {
      boolean granted =
          privileges.ask(List.of(root), List.of(READ)).getOrDefault(root, Set.of()).contains(READ);
      evidence.put("HasPrivilegeOnEntities", READ + (granted ? " granted" : " not granted"));
      view = granted ? propagation(root) : View.PARTIAL;
      if (view != View.PARTIAL) {
        View below = below();
        view = below == View.FULL ? view : below;
      }
    } catch (Fault e) {
      if (VimLongTail.isLost(e)) {
        throw e;
      }
      evidence.put(e.method(), e.fault().faultClass());
      view = View.NOT_VERIFIED;
    }
    return new Sight(view, evidence);
  }

  /** A permission of the user itself counts before those of its groups. */
  private View propagation(MoRef root) {
    List<Permission> permissions =
        permissions(
            "RetrieveEntityPermissions",
            VimClient.argument("entity", root),
            VimClient.argument("inherited", true));
    List<Permission> own = permissions.stream().filter(this::isOurs).toList();
    List<Permission> groups = permissions.stream().filter(p -> p.group).toList();
    List<Permission> deciding = own.isEmpty() ? groups : own;
    long propagating = deciding.stream().filter(p -> p.propagate).count();
    evidence.put(
        "RetrieveEntityPermissions",
        propagating
            + " of "
            + deciding.size()
            + (own.isEmpty() ? " permissions of groups" : " permissions of this user")
            + " propagate");
    if (deciding.isEmpty()) {
      return View.NOT_VERIFIED;
    }
    if (propagating == deciding.size()) {
      return View.FULL;
    }
    return propagating == 0 ? View.PARTIAL : View.NOT_VERIFIED;
  }

  private View below() {
    List<Permission> denied =
        permissions("RetrieveAllPermissions").stream().filter(p -> p.roleId == NO_ACCESS).toList();
    long ours = denied.stream().filter(this::isOurs).count();
    long groups = denied.stream().filter(p -> p.group).count();
    evidence.put(
        "RetrieveAllPermissions",
        "no access: " + ours + " times this user, " + groups + " times a group");
    if (ours > 0) {
      return View.PARTIAL;
    }
    return groups > 0 ? View.NOT_VERIFIED : View.FULL;
  }

  private List<Permission> permissions(String method, Argument... arguments) {
    MoRef manager = client.session().content().require("authorizationManager");
    List<Argument> all = new ArrayList<>();
    all.add(VimClient.self(manager));
    all.addAll(List.of(arguments));
    Permission[] found =
        client.reading(() -> client.send(method, Permission[].class, all.toArray(Argument[]::new)));
    return found == null ? List.of() : List.of(found);
  }

  private boolean isOurs(Permission permission) {
    return !permission.group
        && permission.principal != null
        && VimSessions.canonical(permission.principal)
            .equals(VimSessions.canonical(client.session().user().userName()));
  }
}
