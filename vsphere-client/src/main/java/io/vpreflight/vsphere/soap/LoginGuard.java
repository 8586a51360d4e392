// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a wrong password from locking the account: vCenter single sign-on locks at five failures in
 * 180 seconds, so that the same secret is tried at most twice in that time. One for each account,
 * shared by all vCenters that it logs in to, for they may have one single sign-on. One that never
 * forgets also leaves a vCenter alone for a while that had no room for a session. Safe for several
 * threads.
 */
public final class LoginGuard {
  private static final int TRIES = 2;
  private static final Duration WINDOW = Duration.ofMinutes(3);

  /** So long a vCenter without room for a session is left alone, where nobody waits for it. */
  private static final Duration REST = Duration.ofMinutes(5);

  private final Clock clock;
  private final @Nullable Duration window;
  private final List<Tries> known = new ArrayList<>();
  private final Map<String, Instant> full = new HashMap<>();

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
   * @param server by its address; null for who must not be kept waiting: a repair may have left a
   *     machine in a state that it should not stay in
   * @param login throws when it fails
   * @throws LoginRefused when the same secret has failed too often
   * @throws Unreachable when that server had no room for a session a short while ago
   */
  public <T extends @Nullable Object> T attempt(
      @Nullable String server, Secret secret, Supplier<T> login) {
    if (server != null) {
      requireRested(server);
    }
    Tries tries = begin(secret);
    boolean wrong = false;
    try {
      return login.get();
    } catch (Fault e) {
      wrong = e.fault().faultClass().equals("InvalidLogin");
      throw e;
    } catch (Unreachable e) {
      if (e.reason() == Reason.UNAVAILABLE && server != null) {
        isFull(server);
      }
      throw e;
    } finally {
      end(tries, wrong);
    }
  }

  private synchronized void requireRested(String server) {
    Instant at = window == null ? full.get(server) : null;
    if (at == null) {
      return;
    }
    Instant until = at.plus(REST);
    if (clock.instant().isBefore(until)) {
      throw new Unreachable(Reason.RESTING, until.truncatedTo(ChronoUnit.SECONDS).toString(), null);
    }
    full.remove(server);
  }

  private synchronized void isFull(String server) {
    full.put(server, clock.instant());
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
