// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a check says of one object, or of one part of it. No outcome means that all is well. */
public sealed interface Outcome {

  /**
   * The condition is there.
   *
   * @param kind which of the kinds that the check declares
   * @param key which part of the object (a disk key, a snapshot id), empty for the object as a
   *     whole; check, object and key together are the identity of a finding over time
   * @param args what is filled into the summary
   * @param evidence property path as vim25 names it, to its value; in the order given
   */
  record Hit(String kind, String key, List<Object> args, Map<String, Object> evidence)
      implements Outcome {
    public Hit {
      args = List.copyOf(args);
      evidence = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** The same with one more piece of evidence. */
    public Hit and(String path, Object value) {
      Map<String, Object> more = new LinkedHashMap<>(evidence);
      more.put(path, value);
      return new Hit(kind, key, args, more);
    }
  }

  /**
   * It cannot be known whether the condition is there.
   *
   * @param key which part of the object, empty for the object as a whole
   * @param reason why
   */
  record Undetermined(String key, Text reason) implements Outcome {}

  /**
   * No vCenter can show it, whoever asks.
   *
   * @param reason why, and what would make it observable
   */
  record NotObservable(Text reason) implements Outcome {}

  /** Begins a hit of that kind. */
  static HitBuilder hit(String kind) {
    return new HitBuilder(kind);
  }

  /** A single outcome: vCenter has no value for a property that is needed. */
  static List<Outcome> unset(Property property) {
    return List.of(new Undetermined("", Text.of("reason.unset", property.path())));
  }

  /** A single outcome: it cannot be known, for that reason. */
  static List<Outcome> undetermined(String reasonKey, Object... args) {
    return List.of(new Undetermined("", Text.of(reasonKey, args)));
  }

  /** Puts a hit together. */
  final class HitBuilder {
    private final String kind;
    private String key = "";
    private final List<Object> args = new ArrayList<>();
    private final Map<String, Object> evidence = new LinkedHashMap<>();

    private HitBuilder(String kind) {
      this.kind = kind;
    }

    /** The part of the object that is meant. */
    public HitBuilder key(Object part) {
      key = String.valueOf(part);
      return this;
    }

    /** What is filled into the summary, in the order of its places. */
    public HitBuilder with(Object... values) {
      args.addAll(List.of(values));
      return this;
    }

    /** A property and its value; a value of null is shown as unset. */
    public HitBuilder evidence(String path, @Nullable Object value) {
      evidence.put(
          path, value == null ? "unset" : value instanceof Duration d ? d.toString() : value);
      return this;
    }

    /** A property and its value. */
    public HitBuilder evidence(Property property, @Nullable Object value) {
      return evidence(property.path(), value);
    }

    /** The hit. */
    public Hit build() {
      return new Hit(kind, key, args, evidence);
    }

    /** The hit as the only outcome. */
    public List<Outcome> only() {
      return List.of(build());
    }
  }
}
