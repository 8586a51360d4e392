// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.vsphere.TagOperations;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of ours in a vCenter: four names in one category. One thread. */
final class OurTags {
  private static final String DESCRIPTION =
      "Kept by vpreflight: the worst that it finds on a virtual machine";

  private final TagOperations tags;
  private @Nullable String category;
  private Map<String, String> ids = new HashMap<>();

  OurTags(TagOperations tags) {
    this.tags = tags;
  }

  /** Which machines have which; the tags of others in the same category are not looked at. */
  Map<Severity, Set<MoRef>> read() {
    String found = tags.category(Mark.NAME);
    category = found;
    ids = found == null ? new HashMap<>() : new HashMap<>(tags.tags(found));
    Map<Severity, String> ours = ours();
    Map<String, Set<MoRef>> attached = tags.attached(ours.values());
    Map<Severity, Set<MoRef>> have = new EnumMap<>(Severity.class);
    ours.forEach((severity, id) -> have.put(severity, attached.getOrDefault(id, Set.of())));
    return have;
  }

  private Map<Severity, String> ours() {
    Map<Severity, String> ours = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      String id = ids.get(Mark.tag(severity));
      if (id != null) {
        ours.put(severity, id);
      }
    }
    return ours;
  }

  /** What the tables say has to be done. */
  void send(Differences.Tags changes, Tally tally) {
    changes
        .detach()
        .forEach(
            (severity, vms) -> {
              String tag = id(severity);
              for (MoRef vm : vms) {
                tally.untagged += tally.one(() -> tags.detach(tag, vm)) ? 1 : 0;
              }
            });
    changes.attach().forEach((severity, vms) -> attach(id(severity), vms, tally));
  }

  private void attach(String tag, List<MoRef> vms, Tally tally) {
    for (int from = 0; from < vms.size(); from += TagOperations.MOST_AT_ONCE) {
      List<MoRef> some = vms.subList(from, Math.min(vms.size(), from + TagOperations.MOST_AT_ONCE));
      List<String> refused = tags.attach(tag, some);
      refused.forEach(tally::refused);
      tally.tagged += Math.max(0, some.size() - refused.size());
    }
  }

  /** Makes what is missing. */
  private String id(Severity severity) {
    String name = Mark.tag(severity);
    String id = ids.get(name);
    if (id == null) {
      String in = category;
      if (in == null) {
        in = tags.addCategory(Mark.NAME, DESCRIPTION);
        category = in;
      }
      id = tags.addTag(in, name, DESCRIPTION);
      ids.put(name, id);
    }
    return id;
  }

  /**
   * Removes our tags themselves, and their category when nobody else has a tag in it.
   *
   * @return false when there are tags of others
   */
  boolean removeDefinitions() {
    ours().values().forEach(tags::removeTag);
    ours().keySet().forEach(severity -> ids.remove(Mark.tag(severity)));
    if (category != null && ids.isEmpty()) {
      tags.removeCategory(category);
      category = null;
    }
    return ids.isEmpty();
  }
}
