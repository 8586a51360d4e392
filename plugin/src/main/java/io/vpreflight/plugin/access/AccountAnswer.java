// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Coverage.View;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the account of one vCenter.
 *
 * @param vcenter its name
 * @param userName as vCenter knows it; null when nobody got in
 * @param view whether the account sees the whole tree
 * @param viewEvidence what that rests on
 * @param features the answer for each feature that was asked about
 * @param paths of the first objects where something is missing
 * @param problem why nothing could be found out, or null
 */
public record AccountAnswer(
    String vcenter,
    @Nullable String userName,
    View view,
    Map<String, String> viewEvidence,
    List<FeatureAccess> features,
    Map<MoRef, String> paths,
    @Nullable Text problem) {
  public AccountAnswer {
    viewEvidence = Map.copyOf(viewEvidence);
    features = List.copyOf(features);
    paths = Map.copyOf(paths);
  }

  /** An account that was asked about. */
  public static AccountAnswer of(
      String vcenter, Account account, List<FeatureAccess> features, Map<MoRef, String> paths) {
    return new AccountAnswer(
        vcenter,
        account.userName(),
        account.sight().view(),
        account.sight().evidence(),
        features,
        paths,
        null);
  }

  /** A vCenter that nobody got into. */
  public static AccountAnswer failed(String vcenter, Text problem) {
    return new AccountAnswer(
        vcenter, null, View.NOT_VERIFIED, Map.of(), List.of(), Map.of(), problem);
  }
}
