// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vCenter as flags or a file name it, before anything is checked. Filled once, by one thread. */
public final class VCenterDraft {
  public @Nullable Setting url;
  public @Nullable Setting username;
  public @Nullable Setting passwordFile;
  public @Nullable Setting caFile;
  public @Nullable Setting proxy;
  public @Nullable Setting repairUsername;
  public @Nullable Setting repairPasswordFile;
  public @Nullable WriteBackDraft writeBack;
  public final List<Setting> thumbprints = new ArrayList<>();

  /** Takes from the other what is not said here. */
  void inherit(VCenterDraft other) {
    username = username != null ? username : other.username;
    passwordFile = passwordFile != null ? passwordFile : other.passwordFile;
    proxy = proxy != null ? proxy : other.proxy;
    repairUsername = repairUsername != null ? repairUsername : other.repairUsername;
    repairPasswordFile = repairPasswordFile != null ? repairPasswordFile : other.repairPasswordFile;
    writeBack = writeBack != null ? writeBack : other.writeBack;
    if (caFile == null && thumbprints.isEmpty()) {
      caFile = other.caFile;
      thumbprints.addAll(other.thumbprints);
    }
  }
}
