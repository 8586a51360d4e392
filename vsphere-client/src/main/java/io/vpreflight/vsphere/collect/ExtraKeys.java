// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

/** Which keys of {@code config.extraConfig} are kept. */
final class ExtraKeys {
  private static final String[] ENDINGS = {
    "ctkEnabled", "ctkDisallowed", "HDCS.agent", "vmx.reboot.PowerCycle", ".sharing"
  };

  private ExtraKeys() {}

  /** True for a key that some check reads. */
  static boolean matters(String key) {
    for (String ending : ENDINGS) {
      int at = key.length() - ending.length();
      if (at >= 0 && key.regionMatches(true, at, ending, 0, ending.length())) {
        return true;
      }
    }
    return false;
  }
}
