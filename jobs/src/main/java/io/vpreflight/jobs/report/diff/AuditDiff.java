// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.diff;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.diff.PastAudit.Answer;
import io.vpreflight.jobs.report.diff.PastAudit.Question;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one audit to another. What one of the two did not look at is neither new nor
 * resolved: it is told apart, with the reason. Cannot change.
 *
 * @param findings worst first, then by path
 * @param verdicts that are another one, by path
 * @param appeared machines that the first did not see and should have, by path
 * @param gone machines that the second did not see and should have, by path
 */
public record AuditDiff(
    PastAudit from,
    PastAudit to,
    List<Changed> findings,
    List<Verdict> verdicts,
    List<ObjectRef> appeared,
    List<ObjectRef> gone) {

  private static final Comparator<ObjectRef> BY_PLACE =
      Comparator.comparing(ObjectRef::path)
          .thenComparing(ObjectRef::name)
          .thenComparing(object -> object.ref().moId());

  /** How a finding differs. */
  public enum Change {
    /** It was looked for before, and was not there. */
    NEW,
    /** It is there; the first audit did not look. */
    SEEN_FIRST,
    /** More severe than it was. */
    WORSE,
    /** Less severe than it was. */
    BETTER,
    /** It was looked for, and is not there any more. */
    RESOLVED,
    /** It was there; the second audit did not look. */
    NOT_LOOKED
  }

  /** Why one of the audits says nothing about a finding of the other. */
  public enum Silence {
    /** Its vCenter was not read. */
    VCENTER,
    /** The check did not run, or broke. */
    CHECK,
    /** It could not be known. */
    UNDETERMINED,
    /** It is there, and somebody accepted it. */
    WAIVED,
    /** The audit was not whole, and the object is not among what it saw. */
    NOT_SEEN
  }

  /**
   * A finding that differs.
   *
   * @param question with the names of the second audit, or of the first if that alone has it
   * @param answer likewise
   * @param was severity before; null unless it has another one now
   * @param silence why one of them did not look; null unless one did not
   */
  public record Changed(
      Change change,
      Question question,
      Answer answer,
      @Nullable Severity was,
      @Nullable Silence silence) {}

  /**
   * A verdict that differs.
   *
   * @param was as in the report: {@code eligible} ...
   */
  public record Verdict(ObjectRef object, String was, String now) {}

  public AuditDiff {
    findings = List.copyOf(findings);
    verdicts = List.copyOf(verdicts);
    appeared = List.copyOf(appeared);
    gone = List.copyOf(gone);
  }

  /** Compares. */
  public static AuditDiff of(PastAudit from, PastAudit to) {
    List<Changed> changed = new ArrayList<>();
    to.findings()
        .forEach(
            (question, now) -> {
              Answer before = from.findings().get(question);
              if (before == null) {
                Silence why = silence(from, question);
                changed.add(
                    new Changed(
                        why == null ? Change.NEW : Change.SEEN_FIRST, question, now, null, why));
              } else if (before.severity() != now.severity()) {
                boolean worse = now.severity().compareTo(before.severity()) > 0;
                changed.add(
                    new Changed(
                        worse ? Change.WORSE : Change.BETTER,
                        question,
                        now,
                        before.severity(),
                        null));
              }
            });
    from.findings()
        .forEach(
            (question, before) -> {
              if (!to.findings().containsKey(question)) {
                Silence why = silence(to, question);
                changed.add(
                    new Changed(
                        why == null ? Change.RESOLVED : Change.NOT_LOOKED,
                        question,
                        before,
                        null,
                        why));
              }
            });
    changed.sort(
        Comparator.comparing((Changed one) -> one.answer().severity())
            .reversed()
            .thenComparing(one -> one.question().object(), BY_PLACE)
            .thenComparing(one -> one.question().check())
            .thenComparing(one -> one.question().key()));
    return new AuditDiff(
        from, to, changed, verdicts(from, to), missing(to, from), missing(from, to));
  }

  /** How many findings changed like that. */
  public long count(Change change) {
    return findings.stream().filter(one -> one.change() == change).count();
  }

  private static @Nullable Silence silence(PastAudit audit, Question question) {
    ObjectRef object = question.object();
    if (!audit.vcenters().contains(object.vcenter())) {
      return Silence.VCENTER;
    }
    if (!audit.checks().contains(question.check())) {
      return Silence.CHECK;
    }
    if (audit.waived().contains(question)) {
      return Silence.WAIVED;
    }
    // What cannot be known of a whole object cannot be known of a part of it.
    if (audit.undetermined().contains(question)
        || audit.undetermined().contains(new Question(question.check(), object, ""))) {
      return Silence.UNDETERMINED;
    }
    return audit.complete() || audit.machines().contains(object) ? null : Silence.NOT_SEEN;
  }

  private static List<Verdict> verdicts(PastAudit from, PastAudit to) {
    List<Verdict> changed = new ArrayList<>();
    if (from.profile().equals(to.profile())) {
      to.verdicts()
          .forEach(
              (vm, now) -> {
                String was = from.verdicts().get(vm);
                if (was != null && !was.equals(now)) {
                  changed.add(new Verdict(vm, was, now));
                }
              });
    }
    changed.sort(Comparator.comparing(Verdict::object, BY_PLACE));
    return changed;
  }

  /** Machines of one audit that the other would have seen if they had been there. */
  private static List<ObjectRef> missing(PastAudit has, PastAudit other) {
    return has.machines().stream()
        .filter(vm -> !other.machines().contains(vm))
        .filter(vm -> other.complete() && other.vcenters().contains(vm.vcenter()))
        .sorted(BY_PLACE)
        .toList();
  }
}
