// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.AlarmState;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.vim.VimRecords.TriggeredAlarm;
import java.util.List;
import java.util.Map;

/** Reads the triggered alarms of everything, which the root folder inherits, and their names. */
final class AlarmHistory {
  private final VimClient client;
  private final VimProperties properties;

  AlarmHistory(VimClient client, VimProperties properties) {
    this.client = client;
    this.properties = properties;
  }

  List<AlarmRecord> read() {
    MoRef root = client.session().content().require("rootFolder");
    return client.reading(
        () -> {
          List<TriggeredAlarm> alarms =
              properties.one(root, "triggeredAlarmState") instanceof AlarmState[] states
                  ? VimRecords.triggeredAlarms(states)
                  : List.of();
          Map<MoRef, Object> names = names(alarms);
          return alarms.stream()
              .map(alarm -> alarm.named(names.get(alarm.alarm()) instanceof String s ? s : null))
              .toList();
        });
  }

  /** An alarm whose definition is gone, or may not be read, is still an alarm. */
  private Map<MoRef, Object> names(List<TriggeredAlarm> alarms) {
    List<MoRef> definitions = alarms.stream().map(TriggeredAlarm::alarm).distinct().toList();
    try {
      return properties.each(definitions, "info.name");
    } catch (Fault e) {
      if (VimLongTail.isLost(e)) {
        throw e;
      }
      return Map.of();
    }
  }
}
