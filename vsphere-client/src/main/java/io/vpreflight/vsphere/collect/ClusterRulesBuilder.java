// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.ClusterRules.Rule;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the rules of a cluster, which only a repair asks for. */
final class ClusterRulesBuilder extends ObjectBuilder {
  /** What is asked of a cluster. */
  static final List<String> PATHS =
      List.of(
          "name",
          "configurationEx.drsConfig",
          "configurationEx.drsVmConfig",
          "configurationEx.rule",
          "configurationEx.group");

  private static final PropertyTree<ClusterRulesBuilder> TREE =
      new PropertyTree<ClusterRulesBuilder>()
          .leaf("name", (b, c) -> b.name = c.text())
          .leaf("configurationEx.drsConfig.enabled", (b, c) -> b.drsEnabled = c.bool())
          .leaf(
              "configurationEx.drsConfig.enableVmBehaviorOverrides",
              (b, c) -> b.overridesAllowed = c.bool())
          .leaf("configurationEx.drsConfig.defaultVmBehavior", (b, c) -> b.behavior = c.word())
          .each(
              "configurationEx.drsVmConfig",
              b -> b.overrides.clear(),
              ClusterRulesBuilder::override)
          .each("configurationEx.rule", b -> b.rules.clear(), ClusterRulesBuilder::rule)
          .each(
              "configurationEx.group",
              b -> {
                b.vmGroups.clear();
                b.hostGroups.clear();
              },
              ClusterRulesBuilder::group);

  private @Nullable Boolean drsEnabled;
  private @Nullable Boolean overridesAllowed;
  private @Nullable String behavior;
  private final Map<MoRef, String> overrides = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Set<MoRef>> vmGroups = new HashMap<>();
  private final Map<String, Set<MoRef>> hostGroups = new HashMap<>();

  ClusterRulesBuilder(MoRef ref, SchemaNotes notes) {
    super(ref, notes);
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    return TREE.read(this, path, cursor);
  }

  ClusterRules build() {
    return new ClusterRules(
        ref, drsEnabled, behavior, overridesAllowed, overrides, rules, vmGroups, hostGroups);
  }

  private void override(XmlCursor cursor) {
    MoRef vm = null;
    Boolean enabled = null;
    String own = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> vm = cursor.moRef();
        case "enabled" -> enabled = cursor.bool();
        case "behavior" -> own = cursor.word();
        default -> {}
      }
    }
    if (vm != null && Boolean.FALSE.equals(enabled)) {
      overrides.put(vm, ClusterRules.OFF);
    } else if (vm != null && own != null) {
      overrides.put(vm, own);
    }
  }

  private void rule(XmlCursor cursor) {
    String type = cursor.type();
    String called = "";
    Boolean enabled = null;
    Set<MoRef> vms = new HashSet<>();
    String vmGroup = null;
    String affine = null;
    String antiAffine = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "name" -> called = cursor.text();
        case "enabled" -> enabled = cursor.bool();
        case "vm" -> add(vms, cursor.moRef());
        case "vmGroupName" -> vmGroup = cursor.text();
        case "affineHostGroupName" -> affine = cursor.text();
        case "antiAffineHostGroupName" -> antiAffine = cursor.text();
        default -> {}
      }
    }
    rules.add(
        new Rule(
            type == null ? "ClusterRuleInfo" : type,
            called,
            enabled,
            vms,
            vmGroup,
            affine,
            antiAffine));
  }

  private void group(XmlCursor cursor) {
    String called = "";
    Set<MoRef> vms = new HashSet<>();
    Set<MoRef> hosts = new HashSet<>();
    boolean ofHosts = "ClusterHostGroup".equals(cursor.type());
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "name" -> called = cursor.text();
        case "vm" -> add(vms, cursor.moRef());
        case "host" -> add(hosts, cursor.moRef());
        default -> {}
      }
    }
    if (ofHosts) {
      hostGroups.put(called, hosts);
    } else {
      vmGroups.put(called, vms);
    }
  }

  private static void add(Set<MoRef> refs, @Nullable MoRef ref) {
    if (ref != null) {
      refs.add(ref);
    }
  }
}
