// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.InventoryUpdates;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One vCenter that is followed, lost, and read anew. */
@Timeout(600)
class LiveWatchTest {
  private static final Inventory INVENTORY = AnInventory.of(AVm.named("app")).build();

  private final LiveEstate estate = new LiveEstate(Clock.systemUTC(), List.of("vc1", "vc2"));
  private final BlockingQueue<Text> log = new LinkedBlockingQueue<>();
  private final Semaphore reading = new Semaphore(1);

  private static Pace pace(Duration rereading, Duration whole) {
    return new Pace(
        Duration.ofMillis(1), rereading, whole, Duration.ofMillis(5), Duration.ofMillis(20));
  }

  private LiveWatch watch(String vcenter, Line.Opener opener, Pace pace) {
    return LiveWatch.start(vcenter, opener, estate, reading, pace, Clock.systemUTC(), log::add);
  }

  /** Says the same after each wait; is cancelled by its latch. */
  private static class ALine implements Line, InventoryUpdates {
    final CountDownLatch cancelled = new CountDownLatch(1);
    final AtomicInteger rereads = new AtomicInteger();

    @Override
    public InventoryUpdates updates() {
      return this;
    }

    @Override
    public Inventory begin(CollectionProgress progress) {
      return INVENTORY;
    }

    @Override
    public @Nullable Inventory next(Duration atMost) {
      await(Duration.ofMillis(5));
      return null;
    }

    @Override
    public Inventory reread() {
      rereads.incrementAndGet();
      return INVENTORY;
    }

    final void await(Duration time) {
      try {
        if (cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new Cancelled(null);
        }
      } catch (InterruptedException e) {
        throw new Cancelled(e);
      }
    }

    @Override
    public void cancel() {
      cancelled.countDown();
    }

    @Override
    public void close() {}
  }

  private LiveState state(String vcenter) {
    return estate.states().stream()
        .filter(one -> one.vcenter().equals(vcenter))
        .findFirst()
        .orElseThrow();
  }

  @Tag("F13")
  @Test
  void whatever_is_lost_is_read_as_a_whole_again() throws InterruptedException {
    Line.Opener opener =
        () ->
            new ALine() {
              @Override
              public @Nullable Inventory next(Duration atMost) {
                throw new Unreachable(Reason.BROKEN, "cut", null);
              }
            };
    try (LiveWatch watch = watch("vc1", opener, pace(Duration.ofHours(1), Duration.ofHours(1)))) {
      while (state("vc1").wholes() < 3) {
        Thread.sleep(5);
      }
      assertEquals("live.follows", log.take().key());
      assertEquals("live.lost", log.take().key());
    }
  }

  @Tag("F1")
  @Test
  void one_that_never_answers_holds_up_no_other_and_no_end() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    ALine silent =
        new ALine() {
          @Override
          public Inventory begin(CollectionProgress progress) {
            asked.countDown();
            await(Duration.ofHours(1));
            return INVENTORY;
          }
        };
    reading.release();
    Pace pace = pace(Duration.ofHours(1), Duration.ofHours(1));
    try (LiveWatch dead = watch("vc1", () -> silent, pace);
        LiveWatch other = watch("vc2", ALine::new, pace)) {
      asked.await();
      while (!state("vc2").following()) {
        Thread.sleep(5);
      }
      assertFalse(state("vc1").following());
    }
    assertEquals(2, reading.availablePermits());
  }

  @Test
  void what_is_not_announced_is_looked_at_and_everything_now_and_then()
      throws InterruptedException {
    BlockingQueue<ALine> lines = new LinkedBlockingQueue<>();
    Line.Opener opener =
        () -> {
          ALine line = new ALine();
          lines.add(line);
          return line;
        };
    Pace pace = pace(Duration.ofMillis(20), Duration.ofMillis(300));
    try (LiveWatch watch = watch("vc1", opener, pace)) {
      ALine first = lines.take();
      lines.take();
      assertTrue(first.rereads.get() > 0);
      assertTrue(first.rereads.get() < 20, first.rereads + " looks in 300 ms");
    }
  }

  @Test
  void who_is_lost_again_and_again_is_left_alone_for_longer_each_time() {
    assertEquals(Duration.ofSeconds(1), Pace.DEFAULT.pause(0));
    assertEquals(Duration.ofSeconds(8), Pace.DEFAULT.pause(3));
    assertEquals(Duration.ofMinutes(5), Pace.DEFAULT.pause(9));
    assertEquals(Duration.ofMinutes(5), Pace.DEFAULT.pause(Integer.MAX_VALUE));
    assertEquals(
        Duration.ofSeconds(90), Pace.after(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    assertEquals(Duration.ofSeconds(10), Pace.after(Duration.ofSeconds(10), Duration.ZERO));
  }
}
