// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.InstallationAnswers;
import io.vpreflight.jobs.report.vm.VmFinder;
import io.vpreflight.jobs.report.vm.VmSubject;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the virtual machines and hosts that an admin means; whatever names none, or several, is
 * refused.
 */
public final class PlanTargets {
  private static final String VM = "VirtualMachine";

  private final Scene scene;
  private final VmFinder finder;
  private final List<Text> problems = new ArrayList<>();

  /** Of one vCenter, as it was read. */
  public PlanTargets(Scene scene) {
    this.scene = scene;
    finder = new VmFinder(new Estate(List.of(scene)));
  }

  /** The machine of that name; null when there is not exactly one, which is a problem. */
  @Nullable MoRef one(String name) {
    List<VmSubject> found = finder.find(name);
    if (found.size() == 1) {
      return found.get(0).vm().ref();
    }
    String near = found.isEmpty() ? finder.nearest(name) : null;
    if (!found.isEmpty()) {
      problems.add(Text.of("why.ambiguous", name, found.size()));
    } else if (near == null) {
      problems.add(Text.of("why.no-such-vm", name));
    } else {
      problems.add(Text.of("why.no-such-vm.near", name, near));
    }
    return null;
  }

  /** The machines of these names. */
  public Set<MoRef> all(List<String> names) {
    Set<MoRef> found = new LinkedHashSet<>();
    for (String name : names) {
      MoRef ref = one(name);
      if (ref != null) {
        found.add(ref);
      }
    }
    return found;
  }

  /** The hosts of these names or moIds. */
  Set<MoRef> hosts(List<String> names) {
    Set<MoRef> found = new LinkedHashSet<>();
    for (String name : names) {
      MoRef ref = host(name);
      if (ref != null) {
        found.add(ref);
      }
    }
    return found;
  }

  private @Nullable MoRef host(String name) {
    List<MoRef> found =
        scene.inventory().hosts().stream()
            .filter(host -> host.name().equalsIgnoreCase(name) || host.ref().moId().equals(name))
            .map(Host::ref)
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    problems.add(Text.of("config.no-such-host", name, found.size()));
    return null;
  }

  /** {@code ID=NAME}, as ids by machine, or by host; not of what names no machine. */
  Map<MoRef, Set<String>> acknowledged(List<String> said, boolean hosts) {
    Map<MoRef, Set<String>> acknowledged = new HashMap<>();
    for (String each : said) {
      if (InstallationAnswers.isOne(each)) {
        continue;
      }
      int equals = each.indexOf('=');
      String name = each.substring(equals + 1);
      MoRef ref = hosts ? host(name) : one(name);
      if (ref != null) {
        acknowledged.computeIfAbsent(ref, r -> new HashSet<>()).add(each.substring(0, equals));
      }
    }
    return acknowledged;
  }

  /** {@code NAME=VM,VM}, as machines by cluster. */
  Map<String, Set<MoRef>> clusters(List<String> said) {
    Map<String, Set<MoRef>> clusters = new HashMap<>();
    for (String each : said) {
      int equals = each.indexOf('=');
      clusters.put(
          each.substring(0, equals), all(List.of(each.substring(equals + 1).split(",", -1))));
    }
    return clusters;
  }

  /** The machines that an audit has found something on. */
  Set<MoRef> of(Audit audit) {
    Set<MoRef> found = new LinkedHashSet<>();
    audit
        .findings()
        .forEach(
            finding -> {
              if (finding.object().ref().type().equals(VM)) {
                found.add(finding.object().ref());
              }
            });
    return found;
  }

  /** The machines that an earlier audit found something on, of this vCenter. */
  Set<MoRef> of(FromAudit audit) {
    Set<MoRef> found = new LinkedHashSet<>();
    for (String moId : audit.in(scene.inventory().vcenter().instanceUuid())) {
      MoRef ref = new MoRef(VM, moId);
      if (scene.locations().virtualMachine(ref) == null) {
        problems.add(Text.of("why.no-such-vm", moId));
      }
      found.add(ref);
    }
    return found;
  }

  /** Throws when anything was wrong, or nothing is meant. */
  public void check(Set<MoRef> targets) {
    if (targets.isEmpty() && problems.isEmpty()) {
      problems.add(Text.of("config.no-target"));
    }
    check();
  }

  /** Throws when anything was wrong. */
  void check() {
    if (!problems.isEmpty()) {
      throw ConfigException.afterReading(problems);
    }
  }
}
