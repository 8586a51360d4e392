// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps {@code summary} of a machine in step with what it sums up; stateless. */
final class Summary {
  private static final List<String> CONFIG =
      List.of("name", "template", "uuid", "instanceUuid", "guestId", "guestFullName", "annotation");

  private Summary() {}

  static void refresh(ManagedObject vm) {
    Element old = vm.get("summary");
    if (old == null) {
      return;
    }
    Element summary = old.copy();
    Element runtime = vm.get("runtime");
    if (runtime != null) {
      summary.put(runtime.copy("runtime").type(null));
    }
    Element config = vm.get("config");
    Element brief = summary.child("config");
    if (config != null && brief != null) {
      for (String name : CONFIG) {
        String text = config.textAt(name);
        if (text != null) {
          brief.put(name, text);
        }
      }
      putIfKnown(brief, "vmPathName", config.textAt("files", "vmPathName"));
      putIfKnown(brief, "numCpu", config.textAt("hardware", "numCPU"));
      putIfKnown(brief, "memorySizeMB", config.textAt("hardware", "memoryMB"));
      brief.put("numVirtualDisks", Disk.in(config).size());
    }
    vm.set("summary", summary);
  }

  private static void putIfKnown(Element element, String name, @Nullable String text) {
    if (text != null) {
      element.put(name, text);
    }
  }
}
