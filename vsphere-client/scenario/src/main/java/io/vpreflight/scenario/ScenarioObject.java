// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One managed object of a scenario; mutable, for one thread.
 *
 * @param <S> the class that the fluent methods return
 */
public abstract class ScenarioObject<S extends ScenarioObject<S>> {
  private final VCenterScenario vcenter;
  private final String type;
  private String moId;
  private final List<Change> changes = new ArrayList<>(0);

  private record Change(String path, @Nullable Object value) {}

  ScenarioObject(VCenterScenario vcenter, Reference reference) {
    this.vcenter = vcenter;
    this.type = reference.type();
    this.moId = reference.moId();
  }

  abstract S self();

  /** Sets every property that the object has. */
  abstract void describe(ObjectXml xml, Links links);

  /** Returns the vCenter that this object lives in. */
  public VCenterScenario vcenter() {
    return vcenter;
  }

  /** Returns the object's current reference. */
  public Reference reference() {
    return new Reference(type, moId);
  }

  /** Replaces the generated id; the caller answers for its being unique in the vCenter. */
  public S moId(String newMoId) {
    moId = newMoId;
    return self();
  }

  /**
   * Sets any property by its path, after everything else; the value is a boolean, number, text,
   * {@link java.time.Instant}, {@link Reference} or {@link XmlElement}. A path may go through list
   * elements by their key ({@code config.hardware.device[2000].capacityInBytes}) or, where they
   * have no key, by position from 0.
   */
  public S property(String path, Object value) {
    changes.add(new Change(path, value));
    return self();
  }

  /** Leaves out a property or a part of one, as a vCenter does that has no value for it. */
  public S unset(String path) {
    changes.add(new Change(path, null));
    return self();
  }

  ObjectXml toXml(Links links) {
    ObjectXml xml = new ObjectXml(reference());
    describe(xml, links);
    apply(xml, path -> true);
    return xml;
  }

  void apply(ObjectXml xml, Predicate<String> paths) {
    for (Change change : changes) {
      if (!paths.test(change.path())) {
        continue;
      }
      if (change.value() == null) {
        xml.remove(change.path());
      } else {
        xml.override(change.path(), change.value());
      }
    }
  }
}
