// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.LoginMemory;
import io.vpreflight.vsphere.LoginMemory.Outcome;
import io.vpreflight.vsphere.LoginMemory.Tried;
import io.vpreflight.vsphere.LoginMemory.Unusable;
import io.vpreflight.vsphere.LoginWatch;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.VSphereException.LoginRefused.Why;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one account, counted by secret over all vCenters, here and by whoever shares the
 * memory.
 *
 * <p>A try is kept as open before a byte of it is sent, and closed when its outcome is known. A
 * process that ends in between leaves an open one. It is counted as refused, for the vCenter may
 * have counted it; but for no longer than a vCenter does, for it may as well have been accepted,
 * and a right secret must not be locked out for ever by two crashes. It is without a digest, and so
 * counts against every secret: that errs on the same side, costs nothing where logins succeed, and
 * keeps what is right out of the memory.
 *
 * <p>What cannot be kept is counted here all the same, as long as this process lives.
 */
final class LoginTries {
  private static final int MOST = 2;

  /** As long as single sign-on counts. */
  static final Duration WINDOW = Duration.ofMinutes(3);

  /** So long a person waits for other processes that log in just now. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long FIRST_POLL = 100;
  private static final long LAST_POLL = 2000;

  private final String account;
  private final Clock clock;
  private final @Nullable Duration forget;
  private final @Nullable LoginMemory memory;
  private final LoginWatch watch;
  private final List<Known> secrets = new ArrayList<>();
  private final Map<String, Known> ours = new HashMap<>();
  private List<Tried> kept = List.of();
  private @Nullable Unusable unkept;
  private boolean toldOfMemory;
  private boolean stopped;

  /** A secret that was used here, and what is known of it. */
  private static final class Known {
    final Secret secret;
    final Map<String, Boolean> digests = new HashMap<>();
    boolean toldOf;

    Known(Secret secret) {
      this.secret = secret;
    }

    boolean is(@Nullable String digest) {
      return digest != null
          && digests.computeIfAbsent(digest, one -> SecretDigest.matches(one, secret));
    }

    /** One that was seen or made here already, else a new one. */
    String digest() {
      Optional<String> seen =
          digests.entrySet().stream()
              .filter(Map.Entry::getValue)
              .map(Map.Entry::getKey)
              .findFirst();
      return seen.orElseGet(
          () -> {
            String made = SecretDigest.of(secret);
            digests.put(made, true);
            return made;
          });
    }
  }

  /** A try that has begun. */
  record Begun(String id, String server, Secret secret) {}

  /** What stands in the way of a try. */
  private record Obstacles(List<Tried> refused, List<Tried> open) {
    boolean isFree() {
      return refused.size() + open.size() < MOST;
    }

    boolean isRefused() {
      return refused.size() >= MOST;
    }
  }

  /**
   * Counts.
   *
   * @param forget after which what was refused counts no more; null for never
   * @param memory null to keep nothing longer than this process lives
   */
  LoginTries(
      String account,
      Clock clock,
      @Nullable Duration forget,
      @Nullable LoginMemory memory,
      LoginWatch watch) {
    this.account = account;
    this.clock = clock;
    this.forget = forget;
    this.memory = memory;
    this.watch = watch;
  }

  /**
   * Begins a try, or waits until others have shown what the secret is worth.
   *
   * @throws LoginRefused when it must not be tried
   */
  synchronized Begun begin(String server, Secret secret) {
    Known known = known(secret);
    Begun begun = new Begun(UUID.randomUUID().toString(), server, secret);
    Instant since = clock.instant();
    long poll = FIRST_POLL;
    while (true) {
      Instant now = clock.instant();
      Tried open = new Tried(begun.id(), server, Outcome.OPEN, now, null);
      update(
          all -> {
            List<Tried> next = fresh(all, now);
            if (obstacles(next, server, known).isFree()) {
              next.add(open);
            }
            return next;
          });
      if (kept.stream().anyMatch(one -> one.id().equals(begun.id()))) {
        ours.put(begun.id(), known);
        known.toldOf = false;
        return begun;
      }
      Obstacles obstacles = obstacles(kept, server, known);
      if (obstacles.isRefused()) {
        throw refused(obstacles.refused(), known);
      }
      // Those of this process end; of others nobody knows whether they live.
      boolean foreign = obstacles.open().stream().noneMatch(one -> ours.containsKey(one.id()));
      if (foreign && forget != null && now.isAfter(since.plus(PATIENCE))) {
        throw new LoginRefused(
            "other logins of this account are not known to have ended",
            Why.UNKNOWN,
            end(obstacles.open(), WINDOW));
      }
      if (stopped) {
        throw new Cancelled(null);
      }
      try {
        wait(poll);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Cancelled(e);
      }
      poll = Math.min(LAST_POLL, poll * 2);
    }
  }

  /** Nobody waits for others any more: everything is coming to its end. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /**
   * Ends a try.
   *
   * @param outcome null when it says nothing about the secret
   */
  synchronized void end(Begun begun, @Nullable Outcome outcome) {
    Instant now = clock.instant();
    Known known = Objects.requireNonNull(ours.remove(begun.id()));
    String digest = outcome == Outcome.REFUSED ? known.digest() : null;
    update(
        all -> {
          List<Tried> next = fresh(all, now);
          next.removeIf(one -> one.id().equals(begun.id()));
          if (outcome == Outcome.REFUSED) {
            next.add(new Tried(begun.id(), begun.server(), outcome, now, digest));
          } else if (outcome == Outcome.ACCEPTED) {
            accepted(next, begun, known, now);
          }
          return next;
        });
    if (outcome == Outcome.REFUSED) {
      if (unkept != null) {
        tell(unkept);
      }
      Obstacles obstacles = obstacles(kept, begun.server(), known);
      if (obstacles.isRefused()) {
        tell(obstacles.refused(), known);
      }
    }
    notifyAll();
  }

  /**
   * Holds nothing against a secret any more but for as long as a vCenter does: somebody says that
   * it is right now.
   */
  synchronized void tryAgain() {
    update(
        all ->
            all.stream()
                .filter(one -> one.outcome() != Outcome.ACCEPTED)
                .map(LoginTries::open)
                .toList());
    notifyAll();
  }

  /**
   * What was refused elsewhere before a vCenter accepted the same secret says nothing of that
   * vCenter: one of forty that has another password must not take the others with it. What was
   * refused after that does, for they may have one single sign-on, where it was changed meanwhile.
   */
  private Obstacles obstacles(List<Tried> all, String server, Known known) {
    Instant accepted =
        all.stream()
            .filter(one -> one.outcome() == Outcome.ACCEPTED && one.server().equals(server))
            .filter(one -> known.is(one.digest()))
            .map(Tried::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    List<Tried> refused = new ArrayList<>();
    List<Tried> open = new ArrayList<>();
    for (Tried one : all) {
      switch (one.outcome()) {
        case OPEN -> {
          if (one.digest() == null) {
            if (ours.getOrDefault(one.id(), known) == known) {
              open.add(one);
            }
          } else if (known.is(one.digest())) {
            // It was refused once. Nobody waits in vain before a command for what is known; a
            // service has the time, and somebody who said that it is right now.
            (forget == null ? open : refused).add(one);
          }
        }
        case REFUSED -> {
          if (one.at().isAfter(accepted) && known.is(one.digest())) {
            refused.add(one);
          }
        }
        case ACCEPTED -> {}
      }
    }
    return new Obstacles(refused, open);
  }

  private static void accepted(List<Tried> all, Begun begun, Known known, Instant now) {
    Instant old = now.minus(WINDOW);
    Predicate<Tried> here = one -> one.server().equals(begun.server());
    all.removeIf(here.and(one -> known.is(one.digest()) || one.at().isBefore(old)));
    // Another secret holds here now, but two that take turns must not be tried without end.
    all.replaceAll(one -> here.test(one) && one.outcome() == Outcome.REFUSED ? open(one) : one);
    Predicate<Tried> refused = one -> one.outcome() == Outcome.REFUSED;
    all.stream()
        .filter(refused.and(one -> known.is(one.digest())))
        .findFirst()
        .map(one -> new Tried(begun.id(), begun.server(), Outcome.ACCEPTED, now, one.digest()))
        .ifPresent(all::add);
    Set<@Nullable String> held =
        all.stream().filter(refused).map(Tried::digest).collect(Collectors.toSet());
    all.removeIf(one -> one.outcome() == Outcome.ACCEPTED && !held.contains(one.digest()));
  }

  /** It counts for as long as a vCenter counts, and then no more. */
  private static Tried open(Tried one) {
    return new Tried(one.id(), one.server(), Outcome.OPEN, one.at(), one.digest());
  }

  /** Without what counts no more; a clock that was set back must not make it count for days. */
  private List<Tried> fresh(List<Tried> all, Instant now) {
    List<Tried> next = new ArrayList<>();
    for (Tried one : all) {
      Duration counts = one.outcome() == Outcome.OPEN ? WINDOW : forget;
      boolean isOurs = ours.containsKey(one.id());
      Duration age = Duration.between(one.at(), now).abs();
      if (isOurs || counts == null || age.compareTo(counts) <= 0) {
        next.add(one);
      }
    }
    return next;
  }

  /** Whatever is kept, and here at least. */
  private void update(UnaryOperator<List<Tried>> next) {
    LoginMemory shared = memory;
    if (shared == null) {
      kept = next.apply(kept);
      return;
    }
    List<Tried> before = kept;
    boolean wasUnkept = unkept != null;
    try {
      kept = shared.replace(account, all -> next.apply(wasUnkept ? together(all, before) : all));
      unkept = null;
      kept.stream()
          .map(Tried::digest)
          .filter(digest -> digest != null && !SecretDigest.isUnderstood(digest))
          .findAny()
          .ifPresent(digest -> tell(new Unusable(account, "not understood", null)));
    } catch (Unusable e) {
      unkept = e;
      kept = next.apply(before);
    }
  }

  /** With what could not be kept before. */
  private List<Tried> together(List<Tried> all, List<Tried> here) {
    Set<String> ids = all.stream().map(Tried::id).collect(Collectors.toSet());
    List<Tried> both = new ArrayList<>(all);
    here.stream()
        .filter(one -> one.outcome() == Outcome.REFUSED || ours.containsKey(one.id()))
        .filter(one -> !ids.contains(one.id()))
        .forEach(both::add);
    return both;
  }

  private LoginRefused refused(List<Tried> refused, Known known) {
    tell(refused, known);
    return forget == null
        ? new LoginRefused(
            "this password has failed "
                + MOST
                + " times; it is not tried again until it is another one",
            Why.WRONG,
            null)
        : new LoginRefused(
            "this password has failed " + MOST + " times within " + forget.toSeconds() + " s",
            Why.WRONG,
            end(refused, forget));
  }

  private void tell(List<Tried> refused, Known known) {
    if (!known.toldOf) {
      known.toldOf = true;
      watch.stopped(refused.stream().map(Tried::server).distinct().sorted().toList());
    }
  }

  private void tell(Unusable why) {
    if (!toldOfMemory) {
      toldOfMemory = true;
      watch.forgets(why);
    }
  }

  /** The first second at which fewer than the most of them count. */
  private static Instant end(List<Tried> counting, Duration length) {
    List<Instant> newest =
        counting.stream().map(Tried::at).sorted(Comparator.reverseOrder()).toList();
    Instant last = newest.get(Math.min(newest.size(), MOST) - 1).plus(length);
    return last.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  private Known known(Secret secret) {
    for (Known one : secrets) {
      if (one.secret.sameAs(secret)) {
        return one;
      }
    }
    Known made = new Known(new Secret(secret.reveal().clone()));
    secrets.add(made);
    return made;
  }
}
