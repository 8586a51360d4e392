// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VCenter;
import java.util.HashMap;
import java.util.Map;

/** Says where objects are; the vCenter only when there are several. */
final class Places {
  private final Map<String, String> vcenters = new HashMap<>();

  Places(Estate estate) {
    estate
        .scenes()
        .forEach(
            scene -> {
              VCenter vcenter = scene.inventory().vcenter();
              vcenters.put(vcenter.instanceUuid(), Names.shown(vcenter.name()));
            });
  }

  Place of(ObjectRef object, String key) {
    String vcenter = vcenters.size() > 1 ? vcenters.getOrDefault(object.vcenter(), "") : "";
    return new Place(
        Names.shown(object.name()),
        Names.shown(object.path()),
        vcenter,
        Names.shown(object.ref().moId()),
        Names.shown(key));
  }
}
