// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param rows in their order
 * @param next what to ask the next page with; null when this is the last
 */
public record Page<T>(List<T> rows, @Nullable String next) {
  public Page {
    rows = List.copyOf(rows);
  }
}
