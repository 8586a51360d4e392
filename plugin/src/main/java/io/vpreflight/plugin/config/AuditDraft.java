// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audit is told, by flags or by a file, before anything is checked: both fill the same.
 * Filled once, by one thread.
 */
public final class AuditDraft {
  /** Said before the first vCenter, for all of them. */
  public final VCenterDraft common = new VCenterDraft();

  /** In the order given. */
  public final List<VCenterDraft> vcenters = new ArrayList<>();

  /** Single values by key, such as {@code profile} or {@code failOn}. */
  public final Map<String, Setting> values = new LinkedHashMap<>();

  /** Lists by key, such as {@code include}. */
  public final Map<String, List<Setting>> lists = new LinkedHashMap<>();

  /** Repairs that are switched on by name. */
  public final List<Setting> enabled = new ArrayList<>();

  /** What repairs may do besides, by the keys of {@code repair}. */
  public final Map<String, Setting> repair = new LinkedHashMap<>();

  /** Where the service answers over HTTP, by the keys of {@code listen}. */
  public final Map<String, Setting> listen = new LinkedHashMap<>();

  /** Where the store is, by the keys of {@code store}. */
  public final Map<String, Setting> store = new LinkedHashMap<>();

  /** The key store whose entries secrets may be, by the keys of {@code secrets}. */
  public final Map<String, Setting> secrets = new LinkedHashMap<>();

  /** In the order of the file. */
  public final List<ScheduleDraft> schedules = new ArrayList<>();

  /** Who is told, in the order of the file. */
  public final List<ChannelDraft> channels = new ArrayList<>();

  /** Puts a list, unless nothing was said. */
  public void say(String key, String origin, List<String> said) {
    if (!said.isEmpty()) {
      lists.put(key, said.stream().map(value -> new Setting(value, origin)).toList());
    }
  }

  /** The value of a key, or null. */
  public @Nullable Setting value(String key) {
    return values.get(key);
  }

  /** The list of a key, empty when there is none. */
  public List<Setting> list(String key) {
    return lists.getOrDefault(key, List.of());
  }

  /**
   * Takes from a weaker source what is not said here. vCenters are taken all or none, repairs that
   * are switched on are added up.
   */
  public AuditDraft over(AuditDraft weaker) {
    weaker.values.forEach(values::putIfAbsent);
    weaker.lists.forEach((key, list) -> lists.computeIfAbsent(key, k -> list));
    common.inherit(weaker.common);
    enabled.addAll(weaker.enabled);
    if (vcenters.isEmpty()) {
      vcenters.addAll(weaker.vcenters);
    }
    return this;
  }

  /** Takes what is looked for from a weaker source, but not where the report goes. */
  void inheritPurpose(AuditDraft weaker) {
    weaker.values.forEach(
        (key, value) -> {
          if (!key.equals("format") && !key.equals("out")) {
            values.putIfAbsent(key, value);
          }
        });
    weaker.lists.forEach(lists::putIfAbsent);
  }
}
