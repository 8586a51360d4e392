// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.service.NotBegun;
import io.vpreflight.jobs.service.PlanEntry;
import io.vpreflight.jobs.service.PlanJson;
import io.vpreflight.jobs.service.RunJson;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.jobs.store.Journal;
import java.io.IOException;
import java.util.Locale;

/**
 * {@code /api/v1/plans/{digest}/run}, {@code /resumption}, {@code /cancellation}: has approved
 * plans carried out and stopped, and tells how they stand.
 */
final class RunResources {
  private final RepairParts parts;
  private final Journal journal;

  RunResources(RepairParts parts, Journal journal) {
    this.parts = parts;
    this.journal = journal;
  }

  /** How something is asked of {@code RunDesk}. */
  private interface Wish {
    void say() throws IOException, InterruptedException;
  }

  Answer run(Call call) throws IOException {
    call.only();
    PlanFile plan = PlanResources.file(parts, call);
    RunWish wish = RunWish.read(call.body(), true);
    return accepted(
        plan, () -> parts.runs().run(plan, call.caller(), wish.reason(), wish.patience()));
  }

  Answer resume(Call call) throws IOException {
    call.only();
    PlanFile plan = PlanResources.file(parts, call);
    RunWish wish = RunWish.read(call.body(), false);
    return accepted(
        plan, () -> parts.runs().resume(plan, call.caller(), wish.patience(), wish.answered()));
  }

  /** The same however often it is asked. */
  private static Answer accepted(PlanFile plan, Wish wish) throws IOException {
    try {
      wish.say();
    } catch (PlanException e) {
      throw new Problem(409, e.problem());
    } catch (NotBegun e) {
      throw new Problem(502, e.problem());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(503, Text.of("http.busy"));
    }
    String where = Api.ROOT + "/plans/" + plan.digest() + "/run";
    return Answer.json(202, out -> PlanJson.accepted(plan, where, out)).with("Location", where);
  }

  Answer state(Call call) throws IOException {
    call.only();
    PlanFile plan = PlanResources.file(parts, call);
    PlanEntry entry = parts.plans().entry(plan.digest()).orElseThrow(Problem::notFound);
    return Answer.json(
        200,
        out ->
            RunJson.state(
                entry,
                plan,
                journal,
                parts.runs().live(plan.digest()).orElse(null),
                parts.plans().transcript(plan).orElse(null),
                call.texts(),
                out));
  }

  Answer cancel(Call call) throws IOException {
    call.only();
    PlanFile plan = PlanResources.file(parts, call);
    String reason = Bodies.reason(call.body());
    PlanEntry entry = parts.plans().entry(plan.digest()).orElseThrow(Problem::notFound);
    if (entry.state().equals(PlanState.FINISHED.name().toLowerCase(Locale.ROOT))) {
      throw new Problem(409, Text.of("http.plan-finished"));
    }
    CancelRequest asked = parts.plans().cancel(plan.digest(), call.caller(), reason);
    return Answer.json(202, out -> PlanJson.cancelled(asked, out));
  }
}
