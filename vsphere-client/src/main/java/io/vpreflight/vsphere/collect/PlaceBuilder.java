// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Container;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects whatever else the inventory is made of: clusters, datastores, networks, and the folders
 * and pools between them. Few properties each, and no two of one name that differ.
 */
final class PlaceBuilder extends ObjectBuilder {
  private static final PropertyTree<PlaceBuilder> TREE =
      new PropertyTree<PlaceBuilder>()
          .leaf("name", (b, c) -> b.name = c.text())
          .leaf("parent", (b, c) -> b.parent = c.moRef())
          .each("host", b -> b.host.clear(), PlaceBuilder::addHost)
          .leaf("summary.usageSummary.totalVmCount", (b, c) -> b.totalVmCount = c.integer())
          .leaf("configurationEx.drsConfig.enabled", (b, c) -> b.drsEnabled = c.bool())
          .leaf("configurationEx.drsConfig.defaultVmBehavior", (b, c) -> b.drsBehavior = c.word())
          .leaf("configurationEx.dpmConfigInfo.enabled", (b, c) -> b.dpmEnabled = c.bool())
          .leaf("configurationEx.dasConfig.enabled", (b, c) -> b.dasEnabled = c.bool())
          .leaf("summary.type", (b, c) -> b.type = b.known(Known.FILE_SYSTEM, "summary.type", c))
          .leaf("summary.capacity", (b, c) -> b.capacity = c.longValue())
          .leaf("summary.freeSpace", (b, c) -> b.freeSpace = c.longValue())
          .leaf("summary.uncommitted", (b, c) -> b.uncommitted = c.longValue())
          .leaf("summary.accessible", (b, c) -> b.accessible = c.bool())
          .leaf(
              "summary.maintenanceMode",
              (b, c) ->
                  b.maintenanceMode = b.known(Known.DATASTORE_MODE, "summary.maintenanceMode", c))
          .leaf("summary.url", (b, c) -> b.url = c.text())
          .leaf("info.maxFileSize", (b, c) -> b.maxFileSize = c.longValue())
          .leaf(
              "config.backingType",
              (b, c) -> b.backingType = b.known(Known.PORT_GROUP, "config.backingType", c))
          .leaf("key", (b, c) -> b.key = c.text());

  private final List<MoRef> host = new ArrayList<>(0);
  private @Nullable Integer totalVmCount;
  private @Nullable Boolean drsEnabled;
  private @Nullable String drsBehavior;
  private @Nullable Boolean dpmEnabled;
  private @Nullable Boolean dasEnabled;
  private @Nullable String type;
  private @Nullable Long capacity;
  private @Nullable Long freeSpace;
  private @Nullable Long uncommitted;
  private @Nullable Boolean accessible;
  private @Nullable String maintenanceMode;
  private @Nullable String url;
  private @Nullable Long maxFileSize;
  private @Nullable String key;
  private @Nullable String backingType;

  PlaceBuilder(MoRef ref, SchemaNotes notes) {
    super(ref, notes);
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    return TREE.read(this, path, cursor);
  }

  Container container() {
    return new Container(ref, nameOrMoId(), parent);
  }

  Cluster cluster() {
    return new Cluster(
        ref,
        nameOrMoId(),
        parent,
        host,
        drsEnabled,
        drsBehavior,
        dpmEnabled,
        dasEnabled,
        totalVmCount,
        unreadable());
  }

  Datastore datastore() {
    return new Datastore(
        ref,
        nameOrMoId(),
        parent,
        type,
        capacity,
        freeSpace,
        uncommitted,
        accessible,
        maintenanceMode,
        url,
        maxFileSize,
        unreadable());
  }

  Network network() {
    return new Network(ref, nameOrMoId(), parent, accessible, key, backingType, unreadable());
  }

  private void addHost(XmlCursor cursor) {
    MoRef ref = cursor.moRef();
    if (ref != null) {
      host.add(ref);
    }
  }
}
