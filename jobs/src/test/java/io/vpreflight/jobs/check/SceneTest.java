// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vpreflight.jobs.testing.AnInventory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneTest {
  private static final Limits NONE = new Limits(Map.of());

  @Test
  void ages_are_measured_by_the_clock_of_vcenter_and_are_never_negative() {
    Scene scene = new Scene(new AnInventory().build(), NONE, null);
    assertEquals(Duration.ofHours(2), scene.age(AnInventory.NOW.minus(Duration.ofHours(2))));
    assertEquals(Duration.ZERO, scene.age(AnInventory.NOW.plus(Duration.ofHours(2))));
  }

  @Test
  void what_is_derived_is_made_once_even_when_it_derives_something_itself() {
    Scene scene = new Scene(new AnInventory().build(), NONE, null);
    StringBuilder made =
        scene.derived(
            StringBuilder.class, s -> new StringBuilder(s.derived(String.class, t -> "inner")));
    assertEquals("inner", made.toString());
    assertSame(made, scene.derived(StringBuilder.class, s -> new StringBuilder("again")));
  }

  @Test
  void what_several_threads_ask_for_at_once_is_made_once() {
    Scene scene = new Scene(new AnInventory().build(), NONE, null);
    AtomicInteger made = new AtomicInteger();
    IntStream.range(0, 64)
        .parallel()
        .forEach(
            i ->
                scene.derived(
                    Integer.class,
                    s -> {
                      Thread.onSpinWait();
                      return made.incrementAndGet();
                    }));
    assertEquals(1, made.get());
  }

  @Test
  void the_first_audit_has_no_baseline() {
    assertNull(new Scene(new AnInventory().build(), NONE, null).baseline());
    Scene second = new Scene(new AnInventory().build(), NONE, new AnInventory().build());
    assertNotNull(second.baseline());
    assertNull(second.baseline().baseline());
  }
}
