// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of a vCenter was seen: what was asked for, what came, and whether the account sees
 * everything.
 *
 * @param view whether the account sees the whole tree
 * @param viewEvidence what {@code view} rests on
 * @param asked references listed
 * @param got objects read, in whole or in part
 * @param gone objects that vanished between listing and reading
 * @param unparsed objects whose reply could not be understood
 * @param calls SOAP calls
 * @param bytes bytes of XML read, after gunzip
 * @param methods SOAP methods with their number of calls
 * @param unknownSchema unknown types, constants and fields, with their number
 * @param collected {@code Type:path} of every property that was asked for
 * @param stopped why the reading ended before it was whole: {@code cancelled}, {@code
 *     session-lost}, {@code bad-reply}, {@code too-large}, {@code unreachable.} with the reason of
 *     that, or a fault class; null when it came to its end
 * @param took how long the reading took, login included, by our clock; null when it was read from a
 *     file, or bit by bit
 */
public record Coverage(
    View view,
    Map<String, String> viewEvidence,
    int asked,
    int got,
    int gone,
    List<UnparsedObject> unparsed,
    int calls,
    long bytes,
    Map<String, Integer> methods,
    Map<String, Integer> unknownSchema,
    Set<String> collected,
    @Nullable String stopped,
    @Nullable Duration took) {
  public Coverage {
    viewEvidence = Map.copyOf(viewEvidence);
    unparsed = List.copyOf(unparsed);
    methods = Map.copyOf(methods);
    unknownSchema = Map.copyOf(unknownSchema);
    collected = Set.copyOf(collected);
  }

  /** What came to its end, and was no single reading. */
  public Coverage(
      View view,
      Map<String, String> viewEvidence,
      int asked,
      int got,
      int gone,
      List<UnparsedObject> unparsed,
      int calls,
      long bytes,
      Map<String, Integer> methods,
      Map<String, Integer> unknownSchema,
      Set<String> collected) {
    this(
        view,
        viewEvidence,
        asked,
        got,
        gone,
        unparsed,
        calls,
        bytes,
        methods,
        unknownSchema,
        collected,
        null,
        null);
  }

  /** Whether the account sees everything below the root folder. */
  public enum View {
    /** System.Read that propagates at the root folder, and nothing speaks against it. */
    FULL,
    /** Part of the tree is hidden: what is not seen cannot be called healthy. */
    PARTIAL,
    /** Could not be found out, as with a file that somebody else wrote. */
    NOT_VERIFIED
  }

  /** The same as somebody sees it who is found to see that much. */
  public Coverage withView(View otherView, Map<String, String> evidence) {
    return new Coverage(
        otherView,
        evidence,
        asked,
        got,
        gone,
        unparsed,
        calls,
        bytes,
        methods,
        unknownSchema,
        collected,
        stopped,
        took);
  }

  /** References that were listed and for which nothing came. */
  public int missing() {
    return asked - got - gone;
  }

  /** The key of a property in {@link #collected}. */
  public static String key(Property property) {
    return property.type() + ":" + property.path();
  }

  /** True when the property was asked for. */
  public boolean isCollected(Property property) {
    return collected.contains(key(property));
  }
}
