// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.Operation;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.repair.run.StoredConsent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A plan that this process carries out, or did: what the journal does not tell. Safe for several
 * threads.
 */
public final class LiveRun implements RunProgress {
  private final PlanFile plan;
  private final StoredConsent consent;
  private final CountDownLatch decided = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<String, At> at = new ConcurrentHashMap<>();
  private volatile boolean begun;
  private volatile RepairRunner.@Nullable Result result;
  private volatile @Nullable Trouble trouble;

  LiveRun(PlanFile plan, StoredConsent consent) {
    this.plan = plan;
    this.consent = consent;
  }

  /**
   * Where one object is.
   *
   * @param step id of its step, such as {@code M3}
   * @param percent of its task, where vCenter tells
   * @param note more about it, or null
   */
  public record At(String step, Phase phase, @Nullable Integer percent, @Nullable Text note) {}

  /**
   * Why it came to no end of its own.
   *
   * @param ofVCenter true when it lies with the vCenter and not with us
   * @param passes true when the same plan may go on later, here or on another node, without anybody
   *     having decided anything
   */
  public record Trouble(Text text, boolean ofVCenter, boolean passes) {
    /** One of the vCenter, which passes, or of the plan, which does not. */
    public Trouble(Text text, boolean ofVCenter) {
      this(text, ofVCenter, ofVCenter);
    }
  }

  /** True until it has come to an end, whatever it is. */
  public boolean isUnderWay() {
    return ended.getCount() > 0;
  }

  /** True when it came to its end, and nothing that it touched waits for anybody. */
  public boolean isGood() {
    RepairRunner.Result known = result;
    return !isUnderWay()
        && trouble == null
        && known != null
        && known.endings().values().stream()
            .map(Ending::outcome)
            .allMatch(one -> one.isGood() || one == RepairOutcome.UNTOUCHED);
  }

  /** How many were repaired, as far as is known. */
  public int repaired() {
    RepairRunner.Result known = result;
    return known == null
        ? 0
        : (int) known.endings().values().stream().filter(end -> end.outcome().isGood()).count();
  }

  /** Why not everything was begun; null when it was, or is not known yet. */
  public @Nullable Text stopped() {
    RepairRunner.Result known = result;
    return known == null ? null : known.stopped();
  }

  /** How the repair of that object ended; empty when that is not known yet. */
  public Optional<Map.Entry<Operation, Ending>> ending(String object) {
    RepairRunner.Result known = result;
    return known == null
        ? Optional.empty()
        : known.endings().entrySet().stream()
            .filter(one -> one.getKey().object().toString().equals(object))
            .findFirst();
  }

  /** Why it broke off; null when it did not. */
  public @Nullable Trouble trouble() {
    return trouble;
  }

  /** Where that object is; empty before its first step, and after its end. */
  public Optional<At> at(String object) {
    return Optional.ofNullable(at.get(object));
  }

  String digest() {
    return plan.digest();
  }

  String vcenter() {
    return plan.plan().vcenter().instanceUuid();
  }

  void begun() {
    begun = true;
    decided.countDown();
  }

  void told(RepairRunner.Result end) {
    result = end;
  }

  void ended(@Nullable Trouble why) {
    trouble = why;
    at.clear();
    ended.countDown();
    decided.countDown();
  }

  /** It is to stop at its next legal state. */
  void stop() {
    consent.end();
  }

  /** Waits until it has begun, or will not; gives why it will not, as far as that is known. */
  @Nullable Trouble whenDecided(Duration atMost) throws InterruptedException {
    boolean known = decided.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    return known && !begun ? trouble : null;
  }

  boolean whenEnded(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void step(
      Operation operation,
      PlanStep step,
      Phase phase,
      @Nullable Integer percent,
      @Nullable Text note) {
    at.put(operation.object().toString(), new At(step.id(), phase, percent, note));
  }

  @Override
  public void goingBack(Operation operation, Text reason) {
    // The journal tells.
  }

  @Override
  public void noted(Operation operation, Text note) {
    // It changes nothing.
  }

  @Override
  public void ended(Operation operation, Ending ending) {
    at.remove(operation.object().toString());
  }
}
