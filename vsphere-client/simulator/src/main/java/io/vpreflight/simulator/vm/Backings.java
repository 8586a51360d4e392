// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes backings out of backings; stateless, and what it is given stays as it is. */
final class Backings {
  private static final String FLAT = "VirtualDiskFlatVer2BackingInfo";
  private static final Set<String> BEFORE_PARENT =
      Set.of(
          "fileName",
          "datastore",
          "backingObjectId",
          "diskMode",
          "split",
          "writeThrough",
          "thinProvisioned",
          "eagerlyScrub",
          "uuid",
          "contentId");
  private static final Set<String> OF_THE_BASE =
      Set.of(
          "changeId",
          "parent",
          "deltaDiskFormat",
          "lunUuid",
          "deviceName",
          "compatibilityMode",
          "spaceUsedInKB");

  private Backings() {}

  /** A delta that stands on what was written to before. */
  static Element onTopOf(Element below, String delta, boolean sparse) {
    Element backing = Element.typed("backing", FLAT);
    for (Element field : below.children()) {
      if (BEFORE_PARENT.contains(field.name())) {
        backing.add(field.copy());
      }
    }
    backing.put("fileName", delta);
    if (backing.child("contentId") != null) {
      backing.put("contentId", contentId(delta));
    }
    if (backing.child("thinProvisioned") != null) {
      backing.put("thinProvisioned", true);
    }
    if (backing.child("eagerlyScrub") != null) {
      backing.put("eagerlyScrub", false);
    }
    Element parent = below.copy("parent");
    parent.removeAll("changeId");
    backing.add(parent);
    backing.add("deltaDiskFormat", sparse ? "seSparseFormat" : "redoLogFormat");
    for (Element field : below.children()) {
      if (!BEFORE_PARENT.contains(field.name()) && !OF_THE_BASE.contains(field.name())) {
        backing.add(field.copy());
      }
    }
    return backing;
  }

  private static String contentId(String path) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
    }
    return String.format(Locale.ROOT, "%016x%016x", hash, hash * 0x9e3779b97f4a7c15L);
  }

  /** The same chain without a file whose data the one below it has taken. */
  static Element without(Element backing, String gone) {
    Element parent = backing.child("parent");
    if (gone.equals(backing.textAt("fileName")) && parent != null) {
      Element taker = parent.copy(backing.name());
      String changeId = backing.textAt("changeId");
      if (changeId != null) {
        taker.put("changeId", changeId);
      }
      return taker;
    }
    Element copy = backing.copy();
    if (parent != null) {
      copy.put(without(parent, gone));
    }
    return copy;
  }

  /** The same chain with other paths and on other datastores. */
  static Element moved(Element backing, UnaryOperator<Element> move) {
    Element copy = move.apply(backing.copy());
    Element parent = copy.child("parent");
    if (parent != null) {
      copy.put(moved(parent, move));
    }
    return copy;
  }
}
