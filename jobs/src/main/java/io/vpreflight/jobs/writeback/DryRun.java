// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.TagOperations;
import io.vpreflight.vsphere.WriteBack;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads as the real ones do, and tells what they would have written. The sessions below it cannot
 * write anyway. One thread.
 */
public final class DryRun implements WriteBack, TagOperations {
  private static final int TOLD = 200;

  private final WriteBack machines;
  private final TagOperations tags;
  private final Map<MoRef, String> names;
  private final Consumer<Text> told;
  private final Map<String, String> tagNames = new HashMap<>();
  private int count;

  /**
   * Tells.
   *
   * @param names of the machines, as far as they are known
   * @param told one line each, at most 200
   */
  public DryRun(
      WriteBack machines, TagOperations tags, Map<MoRef, String> names, Consumer<Text> told) {
    this.machines = machines;
    this.tags = tags;
    this.names = names;
    this.told = told;
  }

  private void tell(String key, Object... args) {
    if (count++ < TOLD) {
      told.accept(new Text(key, List.of(args)));
    } else if (count == TOLD + 1) {
      told.accept(Text.of("writeback.dry.more"));
    }
  }

  private String name(MoRef vm) {
    String known = names.get(vm);
    return known == null ? vm.moId() : known + " (" + vm.moId() + ")";
  }

  private String tag(String id) {
    return tagNames.getOrDefault(id, id);
  }

  @Override
  public String vcenter() {
    return machines.vcenter();
  }

  @Override
  public Machines machines(String attribute) {
    return machines.machines(attribute);
  }

  @Override
  public int addAttribute(String name) {
    tell("writeback.dry.attribute", name);
    return -1;
  }

  @Override
  public void setValue(MoRef vm, int attribute, String value) {
    if (value.isEmpty()) {
      tell("writeback.dry.clear", name(vm));
    } else {
      tell("writeback.dry.set", name(vm), value);
    }
  }

  @Override
  public void post(Note note) {
    MoRef vm = note.vm();
    tell("writeback.dry.event", vm == null ? "-" : name(vm), note.type(), note.message());
  }

  @Override
  public @Nullable String category(String name) {
    return tags.category(name);
  }

  @Override
  public Map<String, String> tags(String category) {
    Map<String, String> found = tags.tags(category);
    found.forEach((name, id) -> tagNames.put(id, name));
    return found;
  }

  @Override
  public String addCategory(String name, String description) {
    tell("writeback.dry.category", name);
    return name;
  }

  @Override
  public String addTag(String category, String name, String description) {
    tell("writeback.dry.tag", name);
    return name;
  }

  @Override
  public Map<String, Set<MoRef>> attached(Collection<String> ids) {
    return tags.attached(ids);
  }

  @Override
  public List<String> attach(String tag, List<MoRef> vms) {
    vms.forEach(vm -> tell("writeback.dry.attach", name(vm), tag(tag)));
    return List.of();
  }

  @Override
  public void detach(String tag, MoRef vm) {
    tell("writeback.dry.detach", name(vm), tag(tag));
  }

  @Override
  public void removeTag(String tag) {
    tell("writeback.dry.remove-tag", tag(tag));
  }

  @Override
  public void removeCategory(String category) {
    tell("writeback.dry.remove-category", Mark.NAME);
  }

  @Override
  public void close() {
    tags.close();
  }
}
