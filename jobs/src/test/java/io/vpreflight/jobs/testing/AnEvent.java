// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of an hour ago. Fields are public: a test sets what it is about. */
public final class AnEvent {
  public final String type;
  public int key = 1;
  public Instant createdTime = AnInventory.NOW.minus(Duration.ofHours(1));
  public @Nullable String userName;
  public @Nullable MoRef vm;
  public @Nullable MoRef host;
  public final Map<String, String> details = new HashMap<>();

  private AnEvent(String type) {
    this.type = type;
  }

  /** An event of that class. */
  public static AnEvent of(String type) {
    return new AnEvent(type);
  }

  /** About that machine. */
  public AnEvent about(AVm machine) {
    vm = machine.ref;
    return this;
  }

  /** About that host. */
  public AnEvent about(AHost ofHost) {
    host = ofHost.ref;
    return this;
  }

  /** That long ago. */
  public AnEvent ago(Duration age) {
    createdTime = AnInventory.NOW.minus(age);
    return this;
  }

  /** With a field of its class. */
  public AnEvent with(String detail, String value) {
    details.put(detail, value);
    return this;
  }

  /** The event. */
  public EventRecord build() {
    return new EventRecord(key, type, createdTime, userName, vm, host, null, null, details);
  }
}
