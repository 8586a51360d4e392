// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a wrong password from locking the account: vCenter single sign-on locks at five failures in
 * 180 seconds, so that the same secret is tried at most twice in that time. One for each account;
 * safe for several threads.
 */
public final class LoginGuard {
  private static final int TRIES = 2;
  private static final Duration WINDOW = Duration.ofMinutes(3);

  private final Clock clock;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private @Nullable Secret failed;

  /** A guard that has seen nothing yet. */
  public LoginGuard(Clock clock) {
    this.clock = clock;
  }

  /**
   * Asks whether a login may be tried.
   *
   * @throws LoginRefused when the same secret has failed too often
   */
  synchronized void beforeLogin(Secret secret) {
    if (failed == null || !failed.sameAs(secret)) {
      return;
    }
    Instant now = clock.instant();
    failures.removeIf(at -> at.plus(WINDOW).isBefore(now));
    if (failures.size() >= TRIES) {
      throw new LoginRefused(
          "this password has failed " + TRIES + " times within " + WINDOW.toSeconds() + " s");
    }
  }

  /** Remembers that vCenter did not take it. */
  synchronized void onWrongPassword(Secret secret) {
    if (failed == null || !failed.sameAs(secret)) {
      failures.clear();
      failed = new Secret(secret.reveal().clone());
    }
    failures.addLast(clock.instant());
  }
}
