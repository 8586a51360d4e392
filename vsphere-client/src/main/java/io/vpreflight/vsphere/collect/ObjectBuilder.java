// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VimConstant;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the properties of one object as they arrive, in whatever order and number of replies.
 */
abstract class ObjectBuilder {
  final MoRef ref;
  @Nullable String name;
  @Nullable MoRef parent;
  private final SchemaNotes notes;
  private @Nullable Map<String, String> faults;

  ObjectBuilder(MoRef ref, SchemaNotes notes) {
    this.ref = ref;
    this.notes = notes;
  }

  /** Reads one property; the cursor stands on {@code <val>}. False when nobody wants it. */
  abstract boolean read(String path, XmlCursor cursor);

  /** The property was asked for and not given. */
  void missing(String path, String faultClass) {
    if (faults == null) {
      faults = new HashMap<>();
    }
    faults.put(path, faultClass);
  }

  /** The property came after all, in a later reply. */
  void given(String path) {
    if (faults != null) {
      faults.remove(path);
    }
  }

  String nameOrMoId() {
    return name == null || name.isEmpty() ? ref.moId() : name;
  }

  Unreadable unreadable() {
    return faults == null || faults.isEmpty() ? Unreadable.NONE : new Unreadable(faults);
  }

  SchemaNotes notes() {
    return notes;
  }

  /** The constant of that name; one that we do not know makes the property unreadable. */
  <E extends Enum<E> & VimConstant> @Nullable E constant(E[] known, String path, XmlCursor cursor) {
    String word = cursor.word();
    for (E candidate : known) {
      if (candidate.vim().equals(word)) {
        return candidate;
      }
    }
    unknown(known[0].getDeclaringClass().getSimpleName(), path, word);
    return null;
  }

  /** The word, as far as we know it; another one makes the property unreadable, and is null. */
  @Nullable String known(Known known, String path, XmlCursor cursor) {
    return known(known, path, cursor.word());
  }

  /** The word, as far as we know it; another one makes the property unreadable, and is null. */
  @Nullable String known(Known known, String path, String word) {
    if (known.has(word)) {
      return word;
    }
    unknown(known.type(), path, word);
    return null;
  }

  private void unknown(String type, String path, String word) {
    missing(path, Unreadable.UNKNOWN + notes.unknown(type, word));
  }
}
