// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.LoginMemory;
import io.vpreflight.vsphere.LoginMemory.Outcome;
import io.vpreflight.vsphere.LoginWatch;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a wrong password from locking the account: vCenter single sign-on locks at five failures in
 * 180 seconds, so that the same secret is tried at most twice in that time, by this process and
 * whoever shares its memory. One for each account, shared by all vCenters that it logs in to, for
 * they may have one single sign-on. One that never forgets also leaves a vCenter alone for a while
 * that had no room for a session. Safe for several threads.
 */
public final class LoginGuard {
  /** So long what was refused counts, for a person who may try again. */
  public static final Duration WINDOW = LoginTries.WINDOW;

  /** So long a vCenter without room for a session is left alone, where nobody waits for it. */
  private static final Duration REST = Duration.ofMinutes(5);

  private final Clock clock;
  private final boolean forgets;
  private final LoginTries tries;
  private final Map<String, Instant> full = new HashMap<>();

  /** A guard that has seen nothing yet, and whose knowledge ends with it. */
  public LoginGuard(Clock clock) {
    this(clock, WINDOW, "", null, LoginWatch.NOBODY);
  }

  private LoginGuard(
      Clock clock,
      @Nullable Duration window,
      String account,
      @Nullable LoginMemory memory,
      LoginWatch watch) {
    this.clock = clock;
    this.forgets = window != null;
    tries = new LoginTries(account, clock, window, memory, watch);
  }

  /** The same for an account, with a memory that outlives it. */
  public static LoginGuard remembering(
      Clock clock, String account, LoginMemory memory, LoginWatch watch) {
    return new LoginGuard(clock, WINDOW, account, memory, watch);
  }

  /**
   * One that never forgets: for what logs in by itself, day and night, and must not begin again
   * with a secret that was wrong twice before somebody has changed it.
   */
  public static LoginGuard untilTheSecretChanges(
      Clock clock, String account, LoginMemory memory, LoginWatch watch) {
    return new LoginGuard(clock, null, account, memory, watch);
  }

  /** The same, but its knowledge ends with it. */
  public static LoginGuard untilTheSecretChanges(Clock clock) {
    return new LoginGuard(clock, null, "", null, LoginWatch.NOBODY);
  }

  /**
   * Has secrets tried again that were refused, as soon as a vCenter no longer counts that: somebody
   * says that they are right now.
   */
  public void tryAgain() {
    tries.tryAgain();
  }

  /** A login that would have to wait for others is given up from now on. */
  public void stop() {
    tries.stop();
  }

  /**
   * Does a login, or waits until others with the same secret have shown what it is worth.
   *
   * @param server by its address, {@code host:port}
   * @param mayRest false for who must not be kept waiting by a server that had no room: a repair
   *     may have left a machine in a state that it should not stay in
   * @param login throws when it fails
   * @throws LoginRefused when the same secret has failed too often
   * @throws Unreachable when that server had no room for a session a short while ago
   */
  public <T extends @Nullable Object> T attempt(
      String server, boolean mayRest, Secret secret, Supplier<T> login) {
    if (mayRest) {
      requireRested(server);
    }
    LoginTries.Begun begun = tries.begin(server, secret);
    Outcome outcome = null;
    try {
      T made = login.get();
      outcome = Outcome.ACCEPTED;
      return made;
    } catch (Fault e) {
      outcome = e.fault().faultClass().equals("InvalidLogin") ? Outcome.REFUSED : null;
      throw e;
    } catch (Unreachable e) {
      if (e.reason() == Reason.UNAVAILABLE && mayRest) {
        isFull(server);
      }
      throw e;
    } finally {
      tries.end(begun, outcome);
    }
  }

  private synchronized void requireRested(String server) {
    Instant at = forgets ? null : full.get(server);
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
}
