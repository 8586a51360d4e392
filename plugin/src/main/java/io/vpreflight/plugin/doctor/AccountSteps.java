// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.plugin.access.Account;
import io.vpreflight.plugin.access.FeatureAccess;
import io.vpreflight.plugin.access.FeatureAccess.State;
import io.vpreflight.plugin.access.Features;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapSession.CurrentTime;
import io.vpreflight.vsphere.vim.VimLogins;
import io.vpreflight.vsphere.vim.VimSessions;
import io.vpreflight.vsphere.vim.VimSessions.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What can be asked once somebody is logged in, up to the logout. */
final class AccountSteps {
  /** Sessions of one user that make somebody look for a program that never logs out. */
  private static final int MANY_SESSIONS = 50;

  private final Visit visit;
  private final SoapSession session;
  private final Limits limits;
  private final OwnInstallation own;

  AccountSteps(Visit visit, SoapSession session, Limits limits, OwnInstallation own) {
    this.visit = visit;
    this.session = session;
    this.limits = limits;
    this.own = own;
  }

  /** Logs in, once. */
  static Step login(SoapSession session) {
    try {
      SoapSession.UserSession user = session.user();
      return Step.of("login", Status.OK, "done", user.userName()).fact("user", user.userName());
    } catch (LoginRefused e) {
      String why = e.why() == LoginRefused.Why.WRONG ? "not-tried" : "not-known";
      Instant again = Problems.again(e);
      Step step = Step.of("login", Status.PROBLEM, why).fact("again", again);
      return again == null ? step : step.remedy(why, again);
    } catch (Fault e) {
      String fault = e.fault().faultClass();
      String what =
          switch (fault) {
            case "InvalidLogin" -> "wrong";
            case "NoPermission" -> "no-permission";
            case "PasswordExpired" -> "expired";
            default -> "";
          };
      if (what.isEmpty()) {
        throw e;
      }
      return Step.of("login", Status.PROBLEM, what).remedy(what).fact("fault", fault);
    }
  }

  void take() {
    visit.take("clock", () -> clock(session.currentTime(), limits));
    visit.take("sessions", this::sessions);
    Account[] seen = new Account[1];
    visit.take(
        "inventory",
        () -> {
          Account account = Account.of(session);
          seen[0] = account;
          return inventory(account);
        });
    if (seen[0] != null) {
      Account containers = seen[0].containersOnly();
      visit.take("privileges", () -> privileges(containers.access(session, Features.reading())));
    } else {
      visit.tell(
          Step.told(
              "privileges",
              Status.SKIPPED,
              Text.of("doctor.skipped", Text.of("doctor.inventory"))));
    }
    visit.take("installations", () -> own.step(new VimLogins(session, new SchemaNotes())::read));
    visit.take(
        "logout",
        () -> {
          session.logout();
          return Step.of("logout", Status.OK, "done");
        });
  }

  static Step clock(CurrentTime time, Limits limits) {
    Duration offset = time.offset();
    Duration distance = offset.abs();
    String side = offset.isNegative() ? "behind" : "ahead";
    Step step;
    if (distance.compareTo(limits.duration("clock.offset.critical")) >= 0) {
      step = Step.of("clock", Status.PROBLEM, side, distance).remedy("off");
    } else if (distance.compareTo(limits.duration("clock.offset.warning")) >= 0) {
      step = Step.of("clock", Status.WARNING, side, distance).remedy("off");
    } else {
      step = Step.of("clock", Status.OK, "same", distance);
    }
    return step.fact("offsetSeconds", offset.toMillis() / 1000.0).fact("there", time.now());
  }

  private Step sessions() {
    Counts counts;
    try {
      counts = new VimSessions(session, new SchemaNotes()).count();
    } catch (Fault e) {
      if (!e.fault().faultClass().equals("NoPermission")) {
        throw e;
      }
      return Step.of("sessions", Status.SKIPPED, "hidden").fact("fault", "NoPermission");
    }
    return counted(counts);
  }

  static Step counted(Counts counts) {
    Step step;
    if (counts.all() == 0) {
      // This session is one: a list without it is no list.
      step = Step.of("sessions", Status.UNDETERMINED, "empty");
    } else if (counts.ours() >= MANY_SESSIONS) {
      step =
          Step.of("sessions", Status.WARNING, "many", counts.ours(), counts.all()).remedy("many");
    } else {
      step = Step.of("sessions", Status.OK, "counted", counts.ours(), counts.all());
    }
    return step.fact("ofThisUser", counts.ours()).fact("all", counts.all());
  }

  static Step inventory(Account account) {
    int vms = account.count("VirtualMachine");
    int hosts = account.count("HostSystem");
    Object[] args = {vms, hosts, account.objects().size()};
    Step step =
        switch (account.sight().view()) {
          case FULL ->
              vms + hosts == 0
                  ? Step.of("inventory", Status.WARNING, "empty", args).remedy("empty")
                  : Step.of("inventory", Status.OK, "whole", args);
          case PARTIAL -> Step.of("inventory", Status.PROBLEM, "partial", args).remedy("partial");
          case NOT_VERIFIED ->
              Step.of("inventory", Status.UNDETERMINED, "not-verified", args)
                  .remedy("not-verified");
        };
    return step.fact("virtualMachines", vms)
        .fact("hosts", hosts)
        .fact("objects", account.objects().size())
        .fact("view", account.sight().view().name())
        .fact(
            "evidence",
            account.sight().evidence().entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .sorted()
                .toList());
  }

  /** What an audit needs decides; what only a flag asks for is told. */
  static Step privileges(List<FeatureAccess> answers) {
    FeatureAccess audit =
        answers.stream()
            .filter(a -> a.feature().equals(Features.DEFAULT))
            .findFirst()
            .orElseThrow();
    String granted = named(answers, State.GRANTED);
    String lacking = named(answers, State.LACKING);
    Step step;
    if (audit.state() == State.LACKING) {
      step = Step.of("privileges", Status.PROBLEM, "lacking", missing(audit)).remedy("lacking");
    } else if (audit.state() == State.UNDETERMINED) {
      Text reason = java.util.Objects.requireNonNull(audit.reason());
      step =
          Step.of("privileges", Status.UNDETERMINED, "undetermined", reason).remedy("undetermined");
    } else if (lacking.isEmpty()) {
      step = Step.of("privileges", Status.OK, "all", granted);
    } else {
      step = Step.of("privileges", Status.OK, "some", granted, lacking).remedy("some");
    }
    for (FeatureAccess answer : answers) {
      step = step.fact(answer.feature(), answer.state().name());
    }
    return step;
  }

  private static String named(List<FeatureAccess> answers, State state) {
    return answers.stream()
        .filter(a -> a.state() == state)
        .map(FeatureAccess::feature)
        .collect(Collectors.joining(", "));
  }

  private static String missing(FeatureAccess answer) {
    return answer.lacks().stream()
        .map(l -> l.privilege() + " (" + l.objects().size() + "/" + l.of() + ")")
        .collect(Collectors.joining(", "));
  }
}
