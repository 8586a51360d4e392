// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several sources side by side: who waits for whom. */
class SourceReaderTest {
  /** Only so that a test that fails comes to its end. */
  private static final int PATIENCE = 30;

  private static List<Inventory> read(List<Source> sources, List<FailedSource> failed) {
    return new SourceReader(
            new CollectionRequest(Set.of(), Duration.ZERO), name -> CollectionProgress.NONE)
        .read(sources, failed);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing came");
      }
    } catch (InterruptedException e) {
      throw new Cancelled(e);
    }
  }

  /** One that answers nothing before something has happened elsewhere, and then is given up. */
  private static Source silentUntil(String name, CountDownLatch happened) {
    return new Source(
        name,
        new InventoryCollector() {
          @Override
          public void reach() {
            await(happened);
            throw new Unreachable(Reason.TIMEOUT, "no answer", null);
          }

          @Override
          public Inventory collect(CollectionRequest request, CollectionProgress progress) {
            throw new AssertionError("it never answered");
          }
        });
  }

  @Tag("F1")
  @Test
  void a_healthy_one_is_read_while_any_number_of_others_answer_nothing() {
    CountDownLatch read = new CountDownLatch(1);
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sources.add(silentUntil("silent" + i, read));
    }
    sources.add(
        new Source(
            "healthy",
            (request, progress) -> {
              Inventory inventory = AnInventory.of(AVm.named("web")).build();
              read.countDown();
              return inventory;
            }));
    List<FailedSource> failed = new ArrayList<>();
    assertEquals(1, read(sources, failed).size());
    assertEquals(20, failed.size());
    assertEquals("silent0", failed.get(0).name());
    assertEquals("silent19", failed.get(19).name());
  }

  @Test
  void no_more_than_four_are_read_at_once_and_they_come_in_their_order() {
    AtomicInteger reading = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = "vc" + i;
      sources.add(
          new Source(
              name,
              (request, progress) -> {
                most.accumulateAndGet(reading.incrementAndGet(), Math::max);
                four.countDown();
                // Nobody leaves before the places are taken: more would be seen here.
                await(four);
                Inventory inventory = AnInventory.of(AVm.named(name)).build();
                reading.decrementAndGet();
                return inventory;
              }));
    }
    List<FailedSource> failed = new ArrayList<>();
    List<String> machines =
        read(sources, failed).stream().map(one -> one.virtualMachines().get(0).name()).toList();
    assertEquals(sources.stream().map(Source::name).toList(), machines);
    assertEquals(4, most.get());
    assertTrue(failed.isEmpty());
  }
}
