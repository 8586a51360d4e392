// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.jobs.store.JournalEvent;
import org.jspecify.annotations.Nullable;

/**
 * Consent that ends with the window for what has not sent anything yet: an operation may wait for
 * hours behind the task of somebody else. What has begun is finished or undone, whatever the hour.
 */
record Within(Window window, Consent consent, RunTools tools) implements Consent {
  @Override
  public @Nullable Text refusal() {
    return consent.refusal();
  }

  @Override
  public @Nullable Text stop(String operationId) {
    Text stop = consent.stop(operationId);
    if (stop != null || window.isOnDemand() || window.isOpen(tools.time().now())) {
      return stop;
    }
    boolean sent =
        tools.journal().of(operationId).stream()
            .anyMatch(line -> line.event() == JournalEvent.INTENT);
    return sent ? null : Text.of("repair.reason.window-closed");
  }
}
