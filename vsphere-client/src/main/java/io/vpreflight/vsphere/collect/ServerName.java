// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server of a dump calls itself: a vCenter by its setting {@code
 * VirtualCenter.InstanceName}, a stand-alone ESXi by the name of its only host.
 */
final class ServerName {
  private static final String SETTING = "VirtualCenter.InstanceName";

  private @Nullable String found;

  private ServerName() {}

  /** The name, or null when the dump does not tell. */
  static @Nullable String of(
      About about, List<Host> hosts, DumpFiles files, DumpReader reader, SchemaNotes notes) {
    if (!about.isVirtualCenter()) {
      String name = hosts.size() == 1 ? hosts.get(0).name() : "";
      return name.isEmpty() || name.startsWith("localhost") ? null : name;
    }
    ServerName name = new ServerName();
    for (DumpFiles.ObjectFile file : files.of("OptionManager")) {
      reader.object(file, ref -> new HistoryBuilder(ref, notes, "setting", name::settings));
    }
    return name.found;
  }

  private void settings(XmlCursor cursor) {
    int here = cursor.enter();
    while (cursor.next(here)) {
      setting(cursor);
    }
  }

  private void setting(XmlCursor cursor) {
    String key = "";
    String value = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = cursor.text();
        case "value" -> value = cursor.text();
        default -> {}
      }
    }
    if (key.equals(SETTING) && !value.isBlank()) {
      found = value.strip();
    }
  }
}
