// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A version of the API such as {@code 6.7.3} or {@code 8.0.3.0}; missing numbers count as 0. */
public final class ApiVersion implements Comparable<ApiVersion> {
  private final String text;
  private final int[] numbers;

  /** Of digits and dots. */
  public ApiVersion(String text) {
    this.text = text;
    this.numbers = Stream.of(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** As it was given. */
  public String text() {
    return text;
  }

  /** True when this is that version or a newer one. */
  public boolean atLeast(ApiVersion other) {
    return compareTo(other) >= 0;
  }

  /** Its first so many numbers, with zeros where it has fewer. */
  public String first(int count) {
    return Arrays.stream(Arrays.copyOf(numbers, count))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("."));
  }

  @Override
  public int compareTo(ApiVersion other) {
    int length = Math.max(numbers.length, other.numbers.length);
    return Arrays.compare(Arrays.copyOf(numbers, length), Arrays.copyOf(other.numbers, length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiVersion that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    int length = numbers.length;
    while (length > 0 && numbers[length - 1] == 0) {
      length--;
    }
    return Arrays.hashCode(Arrays.copyOf(numbers, length));
  }

  @Override
  public String toString() {
    return text;
  }
}
