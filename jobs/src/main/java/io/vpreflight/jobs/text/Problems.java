// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadFile;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Broken;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.VSphereException.NotSent;
import io.vpreflight.vsphere.VSphereException.SameVCenter;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Untrusted;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what went wrong between us and a vCenter, and what to do about it. */
public final class Problems {
  private Problems() {}

  /** The problem with a vCenter of that name. */
  public static Text of(String vcenter, VSphereException problem) {
    if (problem instanceof NotSent before) {
      return of(vcenter, before.reason());
    }
    String message = String.valueOf(problem.getMessage());
    if (problem instanceof Unreachable unreachable) {
      String reason = unreachable.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return Text.of("problem.unreachable." + reason, vcenter, message);
    }
    if (problem instanceof Untrusted untrusted) {
      ServerCertificate shown = untrusted.certificate();
      return shown == null
          ? Text.of("problem.tls", vcenter, message)
          : Text.of(
              "problem.untrusted", vcenter, shown.subject(), shown.notAfter(), shown.sha256());
    }
    if (problem instanceof Fault fault) {
      String name = fault.fault().faultClass();
      return switch (name) {
        case "InvalidLogin" -> Text.of("problem.invalid-login", vcenter);
        case "NotAuthenticated" -> Text.of("problem.session-lost", vcenter);
        case "NoPermission" -> Text.of("problem.no-permission", vcenter, fault.method());
        default -> Text.of("problem.fault", vcenter, fault.method(), name, text(fault));
      };
    }
    if (problem instanceof BadReply bad) {
      String key = bad.isTooLarge() ? "problem.too-large" : "problem.bad-reply";
      return Text.of(key, vcenter, message);
    }
    if (problem instanceof BadFile file) {
      String key = file.problem().name().toLowerCase(Locale.ROOT).replace('_', '-');
      String place = file.place().isEmpty() ? "" : " (" + file.place() + ")";
      return Text.of("problem.file." + key, file.file(), place);
    }
    if (problem instanceof Broken) {
      return Text.of("problem.broken", vcenter, message);
    }
    if (problem instanceof LoginRefused refused) {
      return of(vcenter, refused);
    }
    if (problem instanceof SameVCenter twin) {
      return Text.of("problem.same-vcenter", vcenter, twin.other(), twin.instanceUuid());
    }
    return problem instanceof Cancelled
        ? Text.of("problem.cancelled", vcenter)
        : Text.of("problem.fault", vcenter, "", "", message);
  }

  private static Text of(String vcenter, LoginRefused refused) {
    Instant again = again(refused);
    if (again == null) {
      return Text.of("problem.login-refused", vcenter);
    }
    String key =
        switch (refused.why()) {
          case WRONG -> "problem.login-refused.until";
          case UNKNOWN -> "problem.login-unknown";
        };
    return Text.of(key, vcenter, again);
  }

  /**
   * When it may be tried again, as people are told times: the first whole minute at which it is
   * true.
   *
   * @return null for not before the password is another one
   */
  public static @Nullable Instant again(LoginRefused refused) {
    Instant until = refused.until();
    return until == null ? null : until.plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
  }

  private static String text(Fault fault) {
    String message = fault.fault().message();
    return message == null ? "" : message;
  }
}
