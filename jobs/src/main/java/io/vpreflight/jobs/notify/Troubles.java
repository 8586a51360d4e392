// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.store.Audits.Trouble;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What makes a trouble the same as that of the audit before: its kind, and whom it concerns. */
public final class Troubles {
  private static final int LONGEST = 1000;
  private static final String SCOPE = of(Incompleteness.Cause.SCOPE, "").cause();

  private Troubles() {}

  /** Why an audit is not whole. */
  public static Set<Trouble> of(Audit audit) {
    Set<Trouble> troubles = new LinkedHashSet<>();
    audit.incomplete().forEach(one -> troubles.add(of(one)));
    return troubles;
  }

  /** An audit did not come about. */
  public static Trouble ofFailure() {
    return new Trouble("failed", "");
  }

  /** Something other than an audit was not done. */
  public static Trouble ofJob() {
    return new Trouble("job-failed", "");
  }

  /**
   * Something comes to its end.
   *
   * @param name by which it is known again
   */
  public static Trouble ofExpiry(String name) {
    return new Trouble("expiring", cut(name));
  }

  /** Repairs of a plan came to no end. */
  public static Trouble ofUnfinished(String plan) {
    return new Trouble("unfinished", plan);
  }

  /**
   * True for what is the same whichever schedule finds it. What concerns a schedule as a whole, or
   * names what its own lines of the file say, is its own.
   */
  static boolean isShared(Trouble trouble) {
    return !trouble.name().isEmpty() && !trouble.cause().equals(SCOPE);
  }

  static Trouble of(Incompleteness one) {
    boolean ofAll = one.cause() == Incompleteness.Cause.UNREADABLE || one.text().args().isEmpty();
    return of(one.cause(), ofAll ? "" : String.valueOf(one.text().args().get(0)));
  }

  static Trouble of(Incompleteness.Cause cause, String name) {
    return new Trouble(cause.name().toLowerCase(Locale.ROOT).replace('_', '-'), cut(name));
  }

  private static String cut(String name) {
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }
}
