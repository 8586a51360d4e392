// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.move;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.ClusterRules.Rule;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the rules of a cluster let a virtual machine be on a host. A rule that only should be
 * kept counts as one that must be; one that nobody understands lets nothing through. Pure.
 */
public final class MoveRules {
  private static final String FULLY_AUTOMATED = "fullyAutomated";
  private static final Set<String> KNOWN_BEHAVIOR =
      Set.of(ClusterRules.OFF, "manual", "partiallyAutomated");

  private MoveRules() {}

  /** Why DRS, and not somebody else, decides where it is; null when it does not. */
  public static @Nullable Objection automation(ClusterRules rules, MoRef vm) {
    String behavior = rules.behaviorOf(vm);
    if (behavior != null && KNOWN_BEHAVIOR.contains(behavior)) {
      return null;
    }
    return FULLY_AUTOMATED.equals(behavior)
        ? Objection.against(Text.of("repair.move.drs-automated"))
        : Objection.unknown(Text.of("repair.move.drs-unknown", String.valueOf(behavior)));
  }

  /**
   * What speaks against that host.
   *
   * @param hostOf the host of another virtual machine; null when that is not known
   * @return null for nothing
   */
  public static @Nullable Objection against(
      ClusterRules rules, MoRef vm, MoRef host, Function<MoRef, @Nullable MoRef> hostOf) {
    for (Rule rule : rules.rules()) {
      Objection objection =
          Boolean.FALSE.equals(rule.enabled()) ? null : against(rule, rules, vm, host, hostOf);
      if (objection != null) {
        return objection;
      }
    }
    return null;
  }

  private static @Nullable Objection against(
      Rule rule,
      ClusterRules rules,
      MoRef vm,
      MoRef host,
      Function<MoRef, @Nullable MoRef> hostOf) {
    return switch (rule.type()) {
      case "ClusterAffinityRuleSpec" -> others(rule, vm, host, hostOf, true);
      case "ClusterAntiAffinityRuleSpec" -> others(rule, vm, host, hostOf, false);
      case "ClusterVmHostRuleInfo" -> hosts(rule, rules, vm, host);
      // The order in which machines start says nothing about where they are.
      case "ClusterDependencyRuleInfo" -> null;
      default -> Objection.unknown(Text.of("repair.move.rule-unknown", rule.name(), rule.type()));
    };
  }

  private static @Nullable Objection others(
      Rule rule, MoRef vm, MoRef host, Function<MoRef, @Nullable MoRef> hostOf, boolean together) {
    if (!rule.vms().contains(vm)) {
      return null;
    }
    for (MoRef other : rule.vms()) {
      MoRef at = other.equals(vm) ? null : hostOf.apply(other);
      if (at == null && !other.equals(vm)) {
        return Objection.unknown(Text.of("repair.move.other-unknown", rule.name(), other.moId()));
      }
      if (at != null && Objects.equals(at, host) != together) {
        return Objection.against(
            Text.of(together ? "repair.move.together" : "repair.move.apart", rule.name()));
      }
    }
    return null;
  }

  private static @Nullable Objection hosts(Rule rule, ClusterRules rules, MoRef vm, MoRef host) {
    Set<MoRef> vms = rule.vmGroup() == null ? null : rules.vmGroups().get(rule.vmGroup());
    if (vms == null) {
      return Objection.unknown(Text.of("repair.move.rule-unknown", rule.name(), rule.type()));
    }
    if (!vms.contains(vm)) {
      return null;
    }
    boolean only = rule.affineHostGroup() != null;
    String group = only ? rule.affineHostGroup() : rule.antiAffineHostGroup();
    Set<MoRef> hosts = group == null ? null : rules.hostGroups().get(group);
    if (hosts == null) {
      return Objection.unknown(Text.of("repair.move.rule-unknown", rule.name(), rule.type()));
    }
    return hosts.contains(host) == only
        ? null
        : Objection.against(Text.of("repair.move.host-rule", rule.name()));
  }
}
