// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.vsphere.LoginMemory;
import io.vpreflight.vsphere.LoginWatch;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.soap.LoginGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Logins of one account at servers that know one password each, and what people were told. */
final class Attempts implements LoginWatch {
  static final String ACCOUNT = "audit@vsphere.local";
  static final String IN = "in";
  static final String WRONG = "wrong";
  static final String NOT_TRIED = "not tried";
  static final String NOT_KNOWN = "not known";

  /** A clock that is set by hand, or goes on a step at every look. */
  static final class Hand extends Clock {
    volatile Instant now = Instant.parse("2026-11-22T02:00:00Z");
    volatile Duration step = Duration.ZERO;

    void passes(Duration time) {
      now = now.plus(time);
    }

    @Override
    public synchronized Instant instant() {
      now = now.plus(step);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Map<String, String> passwords = new HashMap<>();
  final AtomicInteger sent = new AtomicInteger();
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  final Hand clock = new Hand();
  @Nullable LoginRefused refusal;

  /** From now on, that server wants that password. */
  Attempts server(String server, String password) {
    passwords.put(server, password);
    return this;
  }

  LoginGuard command(LoginMemory memory) {
    return LoginGuard.remembering(clock, ACCOUNT, memory, this);
  }

  LoginGuard service(LoginMemory memory) {
    return LoginGuard.untilTheSecretChanges(clock, ACCOUNT, memory, this);
  }

  /** One login, as a process does it; what came of it. */
  String login(LoginGuard guard, String server, String password) {
    try {
      return guard.attempt(
          server,
          true,
          new Secret(password.toCharArray()),
          () -> {
            sent.incrementAndGet();
            if (!password.equals(passwords.get(server))) {
              throw new Fault("Login", new VimFault("InvalidLogin", List.of(), null), null, null);
            }
            return IN;
          });
    } catch (Fault e) {
      return WRONG;
    } catch (LoginRefused e) {
      refusal = e;
      return e.why() == LoginRefused.Why.WRONG ? NOT_TRIED : NOT_KNOWN;
    }
  }

  @Override
  public void stopped(List<String> servers) {
    told.add("stopped " + servers);
  }

  @Override
  public void forgets(LoginMemory.Unusable why) {
    told.add("forgets " + why.reason());
  }
}
