// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event. Source: vim25 {@code Event}.
 *
 * @param key number of the event
 * @param type class of the event, or {@code eventTypeId} of an {@code EventEx}
 * @param createdTime by the clock of vCenter
 * @param userName who caused it
 * @param vm virtual machine
 * @param host host
 * @param datastore datastore
 * @param message formatted text, for people only
 * @param details fields of the class that matter, under their vim25 names, such as {@code
 *     instanceUuid} or {@code configSpec.changeTrackingEnabled}
 */
public record EventRecord(
    int key,
    String type,
    Instant createdTime,
    @Nullable String userName,
    @Nullable MoRef vm,
    @Nullable MoRef host,
    @Nullable MoRef datastore,
    @Nullable String message,
    Map<String, String> details) {
  public EventRecord {
    details = Map.copyOf(details);
  }
}
