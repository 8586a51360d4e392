// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts what was read again in its place; what was not stays the very same record. */
final class Merged {
  private Merged() {}

  /**
   * The records as they are now, in their order; new ones at the end.
   *
   * @param asked those that were read again, or are gone: without a new record there is none
   */
  static <T> List<T> records(
      List<T> before, Function<T, MoRef> ref, Collection<MoRef> asked, List<T> read) {
    if (read.isEmpty() && before.stream().map(ref).noneMatch(asked::contains)) {
      return before;
    }
    Map<MoRef, T> fresh = new HashMap<>();
    read.forEach(record -> fresh.put(ref.apply(record), record));
    List<T> now = new ArrayList<>(before.size() + read.size());
    for (T record : before) {
      T other = fresh.remove(ref.apply(record));
      if (other != null) {
        now.add(other);
      } else if (!asked.contains(ref.apply(record))) {
        now.add(record);
      }
    }
    read.stream().filter(record -> fresh.containsKey(ref.apply(record))).forEach(now::add);
    return now;
  }

  /**
   * How much is seen now. What a whole reading could not account for stays unaccounted for.
   *
   * @param asked as in {@link #records}
   * @param unparsed of those that were read again
   * @param methods calls of this update
   * @param bytes of this update
   */
  static Coverage coverage(
      Inventory before,
      int records,
      Set<MoRef> asked,
      List<UnparsedObject> unparsed,
      Map<String, Integer> methods,
      long bytes) {
    Coverage coverage = before.coverage();
    List<UnparsedObject> open =
        Stream.concat(
                coverage.unparsed().stream().filter(one -> !asked.contains(one.ref())),
                unparsed.stream())
            .toList();
    int lost = Math.max(0, coverage.missing() - coverage.unparsed().size());
    return new Coverage(
        coverage.view(),
        coverage.viewEvidence(),
        records + open.size() + lost,
        records,
        0,
        open,
        methods.values().stream().mapToInt(Integer::intValue).sum(),
        bytes,
        methods,
        coverage.unknownSchema(),
        coverage.collected());
  }
}
