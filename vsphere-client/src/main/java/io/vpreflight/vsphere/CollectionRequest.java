// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.Property;
import java.time.Duration;
import java.util.Set;

/**
 * What is to be read.
 *
 * @param properties the union of what the enabled checks read; names and parents are read always
 * @param history how far back tasks and events are asked for
 */
public record CollectionRequest(Set<Property> properties, Duration history) {
  public CollectionRequest {
    properties = Set.copyOf(properties);
  }
}
