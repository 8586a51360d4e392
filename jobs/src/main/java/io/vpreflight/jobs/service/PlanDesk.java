// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans as somebody makes, reads, approves or stops them, at the command line or over HTTP. Nothing
 * here speaks to a vCenter. Safe for several threads.
 */
public final class PlanDesk {
  private static final Set<String> BEGUN =
      Set.of(PlanState.RUNNING.name(), PlanState.PARKED.name());

  private final Store store;
  private final Path folder;
  private final Clock clock;

  /**
   * Of that store.
   *
   * @param folder of the store, where the key lies that approvals are signed with
   */
  public PlanDesk(Store store, Path folder, Clock clock) {
    this.store = store;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The plan of that digest, or of the only digest that begins so.
   *
   * @throws PlanException when there is none
   */
  public StoredPlan need(String digestOrPrefix) {
    return store
        .plans()
        .find(digestOrPrefix)
        .orElseThrow(() -> new PlanException(Text.of("repair.no-such-plan", digestOrPrefix)));
  }

  /**
   * The plan itself.
   *
   * @throws PlanException when another version wrote it
   */
  public static PlanFile file(StoredPlan plan) {
    return PlanFile.read(plan.json().getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps a plan that was made, and writes down that it was. */
  public void keep(PlanFile file) {
    keep(file, Map.of());
  }

  /**
   * Keeps the plan of a rehearsal: when it has been carried out, its transcript is kept.
   *
   * @param versions on which it is tried, {@code vCenter/ESXi}
   */
  public void keepRehearsal(PlanFile file, String versions) {
    keep(file, Map.of(Rehearsals.VERSIONS, versions));
  }

  private void keep(PlanFile file, Map<String, String> more) {
    RepairPlan plan = file.plan();
    Map<String, String> details = new HashMap<>(more);
    details.put("kind", plan.kind().label());
    details.put("planner", plan.planner());
    details.put("targets", Integer.toString(plan.repaired().size()));
    details.put("refused", Integer.toString(plan.refused().size()));
    store.plans().save(file.made());
    store.journal().append(line(file, clock.instant(), JournalEvent.PLANNED, details));
  }

  /** Where the transcript of that plan lies; empty unless it is a rehearsal that was tried. */
  public Optional<Path> transcript(PlanFile file) {
    return new Rehearsals(folder).of(store.journal(), file.digest());
  }

  /**
   * Why that one may not approve it; null when they may. A token that made a plan does not approve
   * it. Whom nobody authenticated is not held to that: the approval says so.
   */
  public static @Nullable Text objection(PlanFile file, Identity approver) {
    return approver.authenticated() && approver.name().equals(file.plan().planner())
        ? Text.of("repair.own-plan", approver.name())
        : null;
  }

  /**
   * Approves a plan, and writes down who did. One that a policy approved for a window that is over
   * may be approved anew.
   *
   * @throws PlanException when it may not be approved, with the reason
   * @throws IOException when the key cannot be read or made
   */
  public Approval approve(PlanFile file, Identity approver, String reason) throws IOException {
    Text objection = objection(file, approver);
    if (objection != null) {
      throw new PlanException(objection);
    }
    if (store.plans().find(file.digest()).isEmpty()) {
      throw new PlanException(Text.of("repair.plan-unknown", file.digest()));
    }
    Approval approval =
        ApprovalKey.in(folder)
            .approve(file, approver.name(), approver.authenticated(), reason, clock.instant());
    // The record comes first: an approval that nobody wrote down is none.
    if (!isFirst(approval) && !isAnew(file, approval)) {
      throw new PlanException(Text.of("repair.approved-already", file.digest()));
    }
    store.plans().change(file.digest(), PlanState.PLANNED.name(), PlanState.APPROVED.name());
    store
        .journal()
        .append(
            line(
                file,
                approval.at(),
                JournalEvent.APPROVED,
                Map.of(
                    "approver", approval.approver(),
                    "authenticated", Boolean.toString(approval.authenticated()),
                    "reason", approval.reason())));
    return approval;
  }

  private boolean isFirst(Approval approval) {
    return store.plans().approval(approval.planDigest()).isEmpty()
        && store.plans().saveApproval(approval);
  }

  private boolean isAnew(PlanFile file, Approval approval) {
    Optional<Approval> before = store.plans().approval(file.digest());
    return before.isPresent()
        && ApprovedUntil.of(store.journal(), file).over(clock.instant()) != null
        && store.plans().replaceApproval(before.get(), approval);
  }

  /** Leaves a wish beside the store, which whoever runs the plan reads before every step. */
  public CancelRequest cancel(String digest, Identity by, String reason) {
    CancelRequest request = new CancelRequest(digest, by.name(), reason, clock.instant());
    store.cancels().ask(request);
    return request;
  }

  /**
   * Plans, the newest first.
   *
   * @param all false for those from which something may still come
   * @param after what the page before gave; null for the first
   * @param atMost that many, 0 to {@link History#ALL}
   * @throws BadCursor when no page gave that
   */
  public Page<PlanEntry> list(boolean all, @Nullable String after, int atMost) {
    List<StoredPlan> rows =
        store.plans().list().stream()
            .filter(plan -> all || isOpen(plan))
            .filter(Cursors.plansAfter(after))
            .limit(atMost + 1L)
            .toList();
    Page<StoredPlan> page = History.page(rows, atMost, Cursors::of);
    return new Page<>(page.rows().stream().map(this::entry).toList(), page.next());
  }

  /** That plan as it stands; empty when it is not there. */
  public Optional<PlanEntry> entry(String digest) {
    return store.plans().find(digest).map(this::entry);
  }

  private PlanEntry entry(StoredPlan plan) {
    return new PlanEntry(
        plan,
        state(plan),
        store.plans().approval(plan.digest()).orElse(null),
        operations(plan.digest()),
        goesOnAt(plan));
  }

  /** What somebody wished to stop goes on only when somebody says so. */
  private @Nullable Instant goesOnAt(StoredPlan plan) {
    return BEGUN.contains(plan.state()) && store.cancels().find(plan.digest()).isEmpty()
        ? store.reminders().all().get(plan.digest())
        : null;
  }

  private boolean isOpen(StoredPlan plan) {
    return BEGUN.contains(plan.state())
        || (!plan.state().equals(PlanState.FINISHED.name())
            && clock.instant().isBefore(plan.expiresAt()));
  }

  /** A plan that was never begun and is too old has a state of its own. */
  private String state(StoredPlan plan) {
    boolean waits =
        plan.state().equals(PlanState.PLANNED.name())
            || plan.state().equals(PlanState.APPROVED.name());
    return waits && !clock.instant().isBefore(plan.expiresAt())
        ? "expired"
        : plan.state().toLowerCase(Locale.ROOT);
  }

  private Map<String, JournalEntry> operations(String digest) {
    Map<String, JournalEntry> last = new LinkedHashMap<>();
    for (JournalEntry line : store.journal().ofPlan(digest)) {
      if (!line.operationId().isEmpty()) {
        last.put(line.operationId(), line);
      }
    }
    return Collections.unmodifiableMap(last);
  }

  /** A line about a plan as a whole. */
  static JournalEntry line(
      PlanFile file, Instant at, JournalEvent event, Map<String, String> details) {
    return new JournalEntry(
        0, at, "", file.digest(), 0, event, file.plan().vcenter().instanceUuid(), "", "", details);
  }
}
