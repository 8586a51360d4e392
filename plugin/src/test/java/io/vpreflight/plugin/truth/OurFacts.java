// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimConstant;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we read, as facts: every component of every record, by reflection, so that nothing that is
 * added to the inventory escapes the comparison.
 */
final class OurFacts {
  private final Facts facts = new Facts();

  private OurFacts() {}

  static Facts of(Inventory inventory) {
    OurFacts ours = new OurFacts();
    ours.add("about", "", inventory.vcenter().about());
    inventory.virtualMachines().forEach(vm -> ours.add(vm.ref().moId(), "", vm));
    inventory.snapshots().forEach(s -> ours.add(s.ref().moId(), "", s));
    inventory.hosts().forEach(h -> ours.add(h.ref().moId(), "", h));
    inventory.clusters().forEach(c -> ours.add(c.ref().moId(), "", c));
    inventory.datastores().forEach(d -> ours.add(d.ref().moId(), "", d));
    inventory.networks().forEach(n -> ours.add(n.ref().moId(), "", n));
    inventory.containers().forEach(c -> ours.add(c.ref().moId(), "", c));
    inventory.history().tasks().forEach(t -> ours.add("task " + t.key(), "", t));
    inventory.history().events().forEach(e -> ours.add("event " + e.key(), "", e));
    inventory
        .history()
        .alarms()
        .forEach(a -> ours.add("alarm " + a.entity().moId() + "/" + a.alarm(), "", a));
    return ours.facts;
  }

  private void add(String object, String path, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (value instanceof VimConstant constant) {
      facts.put(object, path, constant.vim());
    } else if (value instanceof Record record && !(value instanceof MoRef)) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        String name = component.getName();
        // The reference is the object itself.
        if (!path.isEmpty() || !name.equals("ref")) {
          add(object, path.isEmpty() ? name : path + "." + name, get(component, record));
        }
      }
    } else if (value instanceof List<?> list) {
      facts.put(object, path + ".size", String.valueOf(list.size()));
      for (int i = 0; i < list.size(); i++) {
        add(object, path + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> add(object, path + "[" + key + "]", each));
    } else {
      facts.put(object, path, value.toString());
    }
  }

  private static @Nullable Object get(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component + " cannot be read", e);
    }
  }
}
