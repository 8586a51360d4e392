// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.access.FeatureAccess.Lack;
import io.vpreflight.plugin.access.FeatureAccess.State;
import io.vpreflight.vsphere.inventory.Coverage.View;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.vim.VimPrivileges.Granted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Holds what is granted against what features need. Pure; never takes silence for a yes. */
public final class AccessJudge {
  private final MoRef root;
  private final View view;

  /**
   * Judges for one vCenter.
   *
   * @param root its root folder
   * @param view whether the account sees the whole tree
   */
  public AccessJudge(MoRef root, View view) {
    this.root = root;
    this.view = view;
  }

  /**
   * The answer for one feature.
   *
   * @param objects that the account sees
   */
  public FeatureAccess judge(Feature feature, Collection<MoRef> objects, Granted granted) {
    List<Lack> lacks = new ArrayList<>();
    int asked = 0;
    for (String privilege : feature.needs().keySet()) {
      List<MoRef> there =
          objects.stream().filter(o -> feature.needs(privilege, o, root)).sorted().toList();
      asked = Math.max(asked, there.size());
      if (there.isEmpty()) {
        continue;
      }
      if (granted.unknown().contains(privilege)) {
        return undetermined(feature, Text.of("privileges.reason.unknown", privilege));
      }
      List<MoRef> missing =
          there.stream().filter(o -> !granted.missing(o, List.of(privilege)).isEmpty()).toList();
      if (!missing.isEmpty()) {
        lacks.add(new Lack(privilege, missing, there.size()));
      }
    }
    if (asked == 0) {
      return undetermined(feature, Text.of("privileges.reason.nothing-seen"));
    }
    // To a session that it does not know vCenter grants nothing, yet it shows that one nothing.
    if (objects.size() > 1 && granted.granted().values().stream().allMatch(g -> g.isEmpty())) {
      return undetermined(feature, Text.of("privileges.reason.contradiction", objects.size()));
    }
    if (!lacks.isEmpty()) {
      return new FeatureAccess(feature.id(), State.LACKING, lacks, asked, null);
    }
    if (feature.needsEverything() && view != View.FULL) {
      return undetermined(
          feature,
          Text.of(
              view == View.PARTIAL
                  ? "privileges.reason.partial"
                  : "privileges.reason.not-verified"));
    }
    return new FeatureAccess(feature.id(), State.GRANTED, List.of(), asked, null);
  }

  /** The answer when the question could not be asked. */
  static FeatureAccess undetermined(Feature feature, Text reason) {
    return new FeatureAccess(feature.id(), State.UNDETERMINED, List.of(), 0, reason);
  }
}
