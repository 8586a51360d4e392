// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.ServiceContent;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Collects the service instance of a dump. */
final class ServiceBuilder extends ObjectBuilder {
  private @Nullable ServiceContent content;
  private @Nullable Instant serverClock;

  ServiceBuilder(MoRef ref, SchemaNotes notes) {
    super(ref, notes);
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    switch (path) {
      case "content" -> content = ServiceContent.read(cursor);
      case "serverClock" -> serverClock = cursor.instant();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The managers and what the server says of itself; null when the dump lacks them. */
  @Nullable ServiceContent content() {
    return content;
  }

  /** The clock of the server when it was saved; govc leaves it out. */
  @Nullable Instant serverClock() {
    return serverClock;
  }
}
