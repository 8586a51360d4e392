// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A way to tell people, as the file has it, before anything is checked. */
public final class ChannelDraft {
  /** Its name, and where it stands. */
  public final Setting name;

  /** Single values by key. */
  public final Map<String, Setting> values = new LinkedHashMap<>();

  /** Lists by key. */
  public final Map<String, List<Setting>> lists = new LinkedHashMap<>();

  ChannelDraft(Setting name) {
    this.name = name;
  }

  /** The list of a key, empty when there is none. */
  List<Setting> list(String key) {
    return lists.getOrDefault(key, List.of());
  }
}
