// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.session;

import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.SimulatedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions, by the simulated clock: idle ones end, there is a cap, and a name that was
 * tried too often with a wrong password is locked for a while. Guarded by the lock of the world.
 */
public final class Sessions {
  private final Access access;
  private final SimulatedClock clock;
  private final Rules rules;
  private final Map<String, Session> byCookie = new LinkedHashMap<>();
  private final Map<String, List<Instant>> failures = new HashMap<>();
  private final Map<String, Instant> lockedUntil = new HashMap<>();

  /**
   * What vCenter has settings for.
   *
   * @param idle after which a session that was not used ends
   * @param most sessions at a time
   * @param attempts wrong passwords after which a name is locked
   * @param within that time
   * @param locked for so long
   */
  public record Rules(Duration idle, int most, int attempts, Duration within, Duration locked) {
    /** As a vCenter has them when nobody has changed them. */
    public static final Rules DEFAULT =
        new Rules(Duration.ofMinutes(30), 500, 5, Duration.ofMinutes(3), Duration.ofMinutes(5));

    /** With another time after which a session that was not used ends. */
    public Rules idle(Duration time) {
      return new Rules(time, most, attempts, within, locked);
    }

    /** With another number of sessions at a time. */
    public Rules most(int sessions) {
      return new Rules(idle, sessions, attempts, within, locked);
    }

    /** With another lock-out. */
    public Rules lockOut(int wrong, Duration time) {
      return new Rules(idle, most, wrong, within, time);
    }
  }

  /** No session yet. */
  public Sessions(Access access, SimulatedClock clock, Rules rules) {
    this.access = access;
    this.clock = clock;
    this.rules = rules;
  }

  /** The session behind a cookie, or one without a user; it counts as used now. */
  public Session of(@Nullable String cookie, String address, String userAgent) {
    expire();
    Session found = cookie == null ? null : byCookie.get(cookie);
    if (found == null) {
      return new Session(access, "", address, userAgent, clock.now());
    }
    found.used(clock.now());
    return found;
  }

  /** True when there is no room for one more. */
  public boolean isFull() {
    expire();
    return byCookie.size() >= rules.most();
  }

  /**
   * A new session for who knows the password.
   *
   * @throws Fault {@code InvalidLogin}, also while the name is locked
   */
  public Session login(String name, String password, Session from) {
    String canonical = Access.canonical(name);
    Instant now = clock.now();
    Instant locked = lockedUntil.get(canonical);
    User user = access.user(name);
    boolean isLocked = locked != null && now.isBefore(locked);
    if (isLocked || user == null || !user.password().equals(password)) {
      if (!isLocked) {
        failed(canonical, now);
      }
      throw Fault.of(
          "InvalidLogin", "Cannot complete login due to an incorrect user name or password.");
    }
    failures.remove(canonical);
    Session session = new Session(access, user.name(), from.address(), from.userAgent(), now);
    byCookie.put(session.cookie(), session);
    return session;
  }

  private void failed(String name, Instant now) {
    List<Instant> times = failures.computeIfAbsent(name, n -> new ArrayList<>());
    times.add(now);
    times.removeIf(time -> time.isBefore(now.minus(rules.within())));
    if (times.size() >= rules.attempts()) {
      lockedUntil.put(name, now.plus(rules.locked()));
      times.clear();
    }
  }

  /** Ends a session; true when there was one. */
  public boolean end(Session session) {
    return byCookie.remove(session.cookie()) != null;
  }

  /** Ends all of them. */
  public void endAll() {
    byCookie.clear();
  }

  /** True while it was not ended. */
  public boolean isOpen(Session session) {
    return byCookie.get(session.cookie()) == session;
  }

  /** Those that are open. */
  public Collection<Session> open() {
    expire();
    return List.copyOf(byCookie.values());
  }

  private void expire() {
    Instant oldest = clock.now().minus(rules.idle());
    byCookie.values().removeIf(session -> session.lastActive().isBefore(oldest));
  }
}
