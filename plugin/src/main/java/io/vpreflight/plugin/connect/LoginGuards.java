// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.LoginFile;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.StateFolder;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.LoginMemory;
import io.vpreflight.vsphere.LoginWatch;
import io.vpreflight.vsphere.soap.LoginGuard;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keep wrong passwords from locking accounts, one guard for each account, whatever vCenter it is
 * used for and whichever process uses it. Safe for several threads.
 */
public final class LoginGuards {
  /** An account at the Automation API: what that refuses alone must not keep audits out. */
  private static final String REST = "rest ";

  private final Map<String, LoginGuard> made = new ConcurrentHashMap<>();
  private final Function<String, LoginGuard> making;

  private LoginGuards(Function<String, LoginGuard> making) {
    this.making = making;
  }

  /**
   * For what a user types: whoever types it again is told when that may help. It is kept in the
   * folder of the user, whatever store a command uses: the account is the same.
   */
  public static LoginGuards ofUser(Environment environment, Console console, Clock clock) {
    LoginMemory memory =
        new LoginFile(
            StateFolder.of(null, environment),
            LoginGuard.WINDOW,
            clock,
            text -> say(console, text));
    return new LoginGuards(
        account ->
            LoginGuard.remembering(
                clock, account, memory, new Told(account, text -> say(console, text), false)));
  }

  /** For a service, which does not begin again with a password that was wrong twice. */
  public static LoginGuards ofService(LoginMemory logins, Clock clock, Consumer<Text> log) {
    return new LoginGuards(
        account ->
            LoginGuard.untilTheSecretChanges(clock, account, logins, new Told(account, log, true)));
  }

  private static void say(Console console, Text text) {
    synchronized (console) {
      console.say(text);
    }
  }

  /**
   * That of an account.
   *
   * @param account its name in lower case
   */
  public LoginGuard of(String account) {
    return made.computeIfAbsent(account, making);
  }

  /**
   * That of an account at the Automation API. Two wrong ones by each door are four, and five lock
   * an account.
   */
  LoginGuard ofRest(String account) {
    return of(REST + account);
  }

  /** Holds nothing against any secret any more; see {@link LoginGuard#tryAgain}. */
  public void tryAgain() {
    made.values().forEach(LoginGuard::tryAgain);
  }

  /** Nobody waits for another login any more. */
  public void stop() {
    made.values().forEach(LoginGuard::stop);
  }

  /** What people call an account by the name under which it is kept. */
  public static String named(String account) {
    return account.startsWith(REST) ? account.substring(REST.length()) + " (REST)" : account;
  }

  /** Says it in words. */
  private record Told(String account, Consumer<Text> log, boolean isService) implements LoginWatch {
    @Override
    public void stopped(List<String> servers) {
      // A command says it with what it was asked to do.
      if (isService) {
        log.accept(Text.of("serve.login-stopped", named(account), String.join(", ", servers)));
      }
    }

    @Override
    public void forgets(LoginMemory.Unusable why) {
      log.accept(Text.of("cli.login-forgets", why.place(), why.reason()));
    }
  }
}
