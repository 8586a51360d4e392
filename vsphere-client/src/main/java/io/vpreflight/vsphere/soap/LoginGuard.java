// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a wrong password from locking the account: vCenter single sign-on locks at five failures in
 * 180 seconds, so that the same secret is tried at most twice in that time. One for each account,
 * shared by all vCenters that it logs in to, for they may have one single sign-on; safe for several
 * threads.
 */
public final class LoginGuard {
  private static final int TRIES = 2;
  private static final Duration WINDOW = Duration.ofMinutes(3);

  private final Clock clock;
  private final @Nullable Duration window;
  private final List<Tries> known = new ArrayList<>();

  /** What became of one secret. */
  private static final class Tries {
    final Secret secret;
    final Deque<Instant> failures = new ArrayDeque<>();
    int underWay;

    Tries(Secret secret) {
      this.secret = secret;
    }
  }

  /** A guard that has seen nothing yet. */
  public LoginGuard(Clock clock) {
    this(clock, WINDOW);
  }

  private LoginGuard(Clock clock, @Nullable Duration window) {
    this.clock = clock;
    this.window = window;
  }

  /**
   * One that never forgets: for what logs in by itself, day and night, and must not begin again
   * with a secret that was wrong twice before somebody has changed it.
   */
  public static LoginGuard untilTheSecretChanges(Clock clock) {
    return new LoginGuard(clock, null);
  }

  /**
   * Does a login, or waits until others with the same secret have shown what it is worth.
   *
   * @param login throws when it fails
   * @throws LoginRefused when the same secret has failed too often
   */
  public <T extends @Nullable Object> T attempt(Secret secret, Supplier<T> login) {
    Tries tries = begin(secret);
    boolean wrong = false;
    try {
      return login.get();
    } catch (Fault e) {
      wrong = e.fault().faultClass().equals("InvalidLogin");
      throw e;
    } finally {
      end(tries, wrong);
    }
  }

  private synchronized Tries begin(Secret secret) {
    Tries tries = triesOf(secret);
    while (true) {
      Instant now = clock.instant();
      Duration forget = window;
      if (forget != null) {
        tries.failures.removeIf(at -> at.plus(forget).isBefore(now));
      }
      if (tries.failures.size() >= TRIES) {
        throw new LoginRefused(
            "this password has failed "
                + TRIES
                + " times"
                + (forget == null
                    ? "; it is not tried again until it is another one"
                    : " within " + forget.toSeconds() + " s"));
      }
      if (tries.failures.size() + tries.underWay < TRIES) {
        tries.underWay++;
        return tries;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Cancelled(e);
      }
    }
  }

  private synchronized void end(Tries tries, boolean wrong) {
    tries.underWay--;
    if (wrong) {
      tries.failures.addLast(clock.instant());
    }
    notifyAll();
  }

  private Tries triesOf(Secret secret) {
    for (Tries tries : known) {
      if (tries.secret.sameAs(secret)) {
        return tries;
      }
    }
    Tries tries = new Tries(new Secret(secret.reveal().clone()));
    known.add(tries);
    return tries;
  }
}
