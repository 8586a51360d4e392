// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster says about where its virtual machines may be. Source: vim25 {@code
 * ClusterConfigInfoEx}.
 *
 * @param ref reference; of a host that stands alone, its compute resource
 * @param drsEnabled DRS; null when vCenter does not say
 * @param defaultBehavior {@code fullyAutomated}, {@code partiallyAutomated} or {@code manual}; null
 *     when vCenter does not say
 * @param overridesAllowed whether single virtual machines may behave otherwise
 * @param overrides behaviour of those; {@link #OFF} where DRS leaves it alone
 * @param rules in the order of vCenter
 * @param vmGroups groups of virtual machines, by name
 * @param hostGroups groups of hosts, by name
 */
public record ClusterRules(
    MoRef ref,
    @Nullable Boolean drsEnabled,
    @Nullable String defaultBehavior,
    @Nullable Boolean overridesAllowed,
    Map<MoRef, String> overrides,
    List<Rule> rules,
    Map<String, Set<MoRef>> vmGroups,
    Map<String, Set<MoRef>> hostGroups) {
  /** DRS does nothing to it. */
  public static final String OFF = "off";

  public ClusterRules {
    overrides = Map.copyOf(overrides);
    rules = List.copyOf(rules);
    vmGroups = Map.copyOf(vmGroups);
    hostGroups = Map.copyOf(hostGroups);
  }

  /**
   * One rule. Source: vim25 {@code ClusterRuleInfo} and what extends it.
   *
   * @param type vim25 class
   * @param name as the administrator called it
   * @param enabled false when it is switched off; null when vCenter does not say
   * @param vms virtual machines of a rule that keeps them together or apart
   * @param vmGroup virtual machines of a rule about hosts
   * @param affineHostGroup hosts where these should be; null for none
   * @param antiAffineHostGroup hosts where these should not be; null for none
   */
  public record Rule(
      String type,
      String name,
      @Nullable Boolean enabled,
      Set<MoRef> vms,
      @Nullable String vmGroup,
      @Nullable String affineHostGroup,
      @Nullable String antiAffineHostGroup) {
    public Rule {
      vms = Set.copyOf(vms);
    }
  }

  /** How DRS treats a virtual machine; null when vCenter does not say. */
  public @Nullable String behaviorOf(MoRef vm) {
    if (drsEnabled == null) {
      return null;
    }
    if (!drsEnabled) {
      return OFF;
    }
    String own = overrides.get(vm);
    if (own == null || Boolean.FALSE.equals(overridesAllowed)) {
      return defaultBehavior;
    }
    return overridesAllowed == null ? null : own;
  }
}
