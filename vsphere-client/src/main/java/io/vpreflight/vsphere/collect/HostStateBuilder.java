// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.HostState;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Collects a host as a repair looks at it: what the inventory knows, its tasks and its locks. */
final class HostStateBuilder extends ObjectBuilder {
  /** What is asked for. */
  static final List<String> PATHS =
      Stream.concat(
              Stream.of(
                      HostProperty.NAME,
                      HostProperty.PARENT,
                      HostProperty.CONNECTION_STATE,
                      HostProperty.POWER_STATE,
                      HostProperty.STANDBY_MODE,
                      HostProperty.IN_MAINTENANCE_MODE,
                      HostProperty.HARDWARE,
                      HostProperty.MEMORY_USAGE)
                  .flatMap(property -> property.paths().stream()),
              Stream.of("recentTask", "disabledMethod"))
          .toList();

  private static final PropertyTree<HostStateBuilder> TREE =
      new PropertyTree<HostStateBuilder>()
          .each(
              "recentTask",
              b -> b.recentTasks.clear(),
              (b, c) -> b.recentTasks.add(Objects.requireNonNull(c.moRef())))
          .each(
              "disabledMethod",
              b -> b.disabledMethods.clear(),
              (b, c) -> b.disabledMethods.add(c.word()));

  private final HostBuilder known;
  private final List<MoRef> recentTasks = new ArrayList<>(1);
  private final Set<String> disabledMethods = new HashSet<>();

  HostStateBuilder(MoRef ref, SchemaNotes notes) {
    super(ref, notes);
    known = new HostBuilder(ref, notes);
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    return TREE.read(this, path, cursor) || known.read(path, cursor);
  }

  /** What may not be read, or has a value that nobody knows. */
  Unreadable all() {
    Map<String, String> faults = new HashMap<>(known.unreadable().faults());
    faults.putAll(unreadable().faults());
    return faults.isEmpty() ? Unreadable.NONE : new Unreadable(faults);
  }

  HostState build() {
    Host host = known.build();
    return new HostState(
        ref,
        host.name(),
        host.parent(),
        host.summary().uuid(),
        new HostState.RuntimeInfo(
            host.runtime().connectionState(),
            host.runtime().powerState(),
            host.runtime().standbyMode(),
            host.runtime().inMaintenanceMode()),
        new HostState.Memory(
            host.summary().memorySizeBytes(), host.summary().overallMemoryUsageMB()),
        recentTasks,
        disabledMethods);
  }
}
