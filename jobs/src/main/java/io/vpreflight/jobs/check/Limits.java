// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.ApiVersion;
import java.time.Duration;
import java.util.Map;

/**
 * Thresholds, by name. They come from the profile; a check that asks for one that no profile has is
 * a fault of ours and breaks.
 *
 * @param values name to a {@code Duration}, a number, {@code Bytes} or an {@code ApiVersion}
 */
public record Limits(Map<String, Object> values) {
  public Limits {
    values = Map.copyOf(values);
  }

  /** A span of time, such as {@code snapshot.age.warning}. */
  public Duration duration(String name) {
    return get(name, Duration.class);
  }

  /** A number, such as {@code snapshot.depth.warning}. */
  public int number(String name) {
    return get(name, Number.class).intValue();
  }

  /** A size, such as {@code disk.data.max}. */
  public Bytes size(String name) {
    return get(name, Bytes.class);
  }

  /** A version, such as {@code vsphere.version.oldest}. */
  public ApiVersion version(String name) {
    return get(name, ApiVersion.class);
  }

  private <T> T get(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalStateException("no limit " + name + " of type " + type.getSimpleName());
    }
    return type.cast(value);
  }
}
