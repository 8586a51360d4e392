// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.function.Consumer;

/** Gives one property of an object to somebody who understands it. */
final class HistoryBuilder extends ObjectBuilder {
  private final String wanted;
  private final Consumer<XmlCursor> reader;
  private boolean given;

  HistoryBuilder(MoRef ref, SchemaNotes notes, String wanted, Consumer<XmlCursor> reader) {
    super(ref, notes);
    this.wanted = wanted;
    this.reader = reader;
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    if (!path.equals(wanted)) {
      return false;
    }
    given = true;
    reader.accept(cursor);
    return true;
  }

  /** True when the property was there. */
  boolean isGiven() {
    return given;
  }
}
