// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Objects that are not as they were. For one thread. */
final class Changes {
  private final Set<MoRef> changed = new LinkedHashSet<>();
  private final Set<MoRef> left = new LinkedHashSet<>();

  /** It is new, or something of it is. */
  void changed(MoRef ref) {
    left.remove(ref);
    changed.add(ref);
  }

  /** They are not as they were. */
  void changed(Collection<MoRef> refs) {
    refs.forEach(this::changed);
  }

  /** It is gone, or no longer seen. */
  void left(MoRef ref) {
    changed.remove(ref);
    left.add(ref);
  }

  /** Objects to be read again. */
  Set<MoRef> changed() {
    return Collections.unmodifiableSet(changed);
  }

  /** Objects to be forgotten. */
  Set<MoRef> left() {
    return Collections.unmodifiableSet(left);
  }

  boolean isEmpty() {
    return changed.isEmpty() && left.isEmpty();
  }
}
