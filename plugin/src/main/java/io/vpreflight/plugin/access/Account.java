// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.access.FeatureAccess.Lack;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.LongTail.Sight;
import io.vpreflight.vsphere.vim.VimLongTail;
import io.vpreflight.vsphere.vim.VimPaths;
import io.vpreflight.vsphere.vim.VimPrivileges;
import io.vpreflight.vsphere.vim.VimPrivileges.Granted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The account of a session: what it sees, and what it may do there.
 *
 * @param userName as vCenter knows it
 * @param root the root folder
 * @param objects that it sees, the root folder among them
 * @param sight whether that is everything
 */
public record Account(String userName, MoRef root, List<MoRef> objects, Sight sight) {
  /** Below these are the many: what a folder or a host grants, it grants to them. */
  private static final Set<String> MANY =
      Set.of(
          "VirtualMachine",
          "Datastore",
          "Network",
          "DistributedVirtualPortgroup",
          "OpaqueNetwork",
          "ResourcePool",
          "VirtualApp");

  /** Paths are asked for one level of the tree at a time, and nobody reads thousands of them. */
  private static final int MOST_PATHS = 50;

  public Account {
    objects = List.copyOf(objects);
  }

  /**
   * Looks.
   *
   * @throws io.vpreflight.vsphere.VSphereException when it cannot
   */
  public static Account of(SoapSession session) {
    VimLongTail longTail = new VimLongTail(session, new SchemaNotes());
    List<MoRef> objects = longTail.references().stream().distinct().toList();
    return new Account(
        session.user().userName(),
        session.content().require("rootFolder"),
        objects,
        longTail.sight());
  }

  /** How many objects of a type it sees. */
  public int count(String type) {
    return (int) objects.stream().filter(ref -> ref.type().equals(type)).count();
  }

  /** The same without virtual machines, datastores and networks: enough for a first answer. */
  public Account containersOnly() {
    return new Account(
        userName, root, objects.stream().filter(o -> !MANY.contains(o.type())).toList(), sight);
  }

  /**
   * What the account may do. A server that cannot tell, or that says yes to everything, is no
   * reason to say yes.
   *
   * @throws io.vpreflight.vsphere.VSphereException when the connection or the session is lost
   */
  public List<FeatureAccess> access(SoapSession session, List<Feature> features) {
    Text reason;
    try {
      VimPrivileges privileges = new VimPrivileges(session, new SchemaNotes());
      if (privileges.judges()) {
        Granted granted = granted(privileges, features);
        AccessJudge judge = new AccessJudge(root, sight.view());
        return features.stream().map(f -> judge.judge(f, objects, granted)).toList();
      }
      reason = Text.of("privileges.reason.says-yes-to-all");
    } catch (Fault e) {
      if (e.kind() == FaultKind.LOG_IN_AGAIN) {
        throw e;
      }
      reason = Text.of("privileges.reason.fault", e.method(), e.fault().faultClass());
    } catch (BadReply e) {
      reason = Text.of("privileges.reason.bad-reply", String.valueOf(e.getMessage()));
    }
    Text why = reason;
    return features.stream().map(f -> AccessJudge.undetermined(f, why)).toList();
  }

  /** The paths of the first objects where something is missing. */
  public Map<MoRef, String> paths(SoapSession session, List<FeatureAccess> answers) {
    Set<MoRef> wanted = new TreeSet<>();
    for (FeatureAccess answer : answers) {
      for (Lack lack : answer.lacks()) {
        wanted.addAll(lack.objects().subList(0, Math.min(MOST_PATHS, lack.objects().size())));
      }
    }
    return wanted.isEmpty() ? Map.of() : new VimPaths(session, new SchemaNotes()).of(wanted);
  }

  /** Objects of which the same is wanted are asked about together. */
  private Granted granted(VimPrivileges privileges, List<Feature> features) {
    Map<Set<String>, List<MoRef>> questions = new LinkedHashMap<>();
    for (MoRef object : objects) {
      Set<String> wanted = new TreeSet<>();
      for (Feature feature : features) {
        feature.needs().keySet().stream()
            .filter(privilege -> feature.needs(privilege, object, root))
            .forEach(wanted::add);
      }
      if (!wanted.isEmpty()) {
        questions.computeIfAbsent(wanted, w -> new ArrayList<>()).add(object);
      }
    }
    Map<MoRef, Set<String>> granted = new HashMap<>();
    Set<String> unknown = new TreeSet<>();
    questions.forEach(
        (wanted, asked) -> {
          Granted answer = privileges.granted(asked, wanted);
          granted.putAll(answer.granted());
          unknown.addAll(answer.unknown());
        });
    return new Granted(new TreeMap<>(granted), unknown);
  }
}
