// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanEntry;
import io.vpreflight.jobs.service.PlanJson;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.vsphere.VSphereException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** {@code /api/v1/plans}: made, read and approved. Nothing here changes anything in a vCenter. */
final class PlanResources {
  private static final int USUAL = 20;
  private static final int MOST = 500;
  private static final String STATES = "open, all";

  private final RepairParts parts;
  private final Plannings plannings;

  PlanResources(RepairParts parts, Clock clock) {
    this.parts = parts;
    plannings = new Plannings(clock);
  }

  Answer list(Call call) throws IOException {
    call.only("state", "limit", "after");
    String state = call.query("state");
    if (!state.isEmpty() && !state.equals("open") && !state.equals("all")) {
      throw new Problem(400, Text.of("http.not-one-of", "state", STATES));
    }
    int limit = call.limit(USUAL, MOST);
    Page<PlanEntry> page =
        parts.plans().list(state.equals("all"), call.queryOrNull("after"), limit);
    return Answer.json(200, out -> PlanJson.plans(page, out));
  }

  /** The bytes of the plan, so that their SHA-256 is its digest. */
  Answer show(Call call) {
    call.only();
    return Answer.text(200, Answer.JSON, file(call).json());
  }

  Answer create(Call call) throws IOException {
    call.only();
    JsonObject wish = Bodies.object(call.body());
    String key = call.header().apply("Idempotency-Key");
    if (key == null) {
      throw new Problem(400, Text.of("http.key-wanted"));
    }
    Once.check(key);
    try {
      Optional<PlanFile> made =
          plannings.ask(
              call.caller().name() + " " + key,
              call.body(),
              () -> parts.maker().make(wish, call.caller()));
      if (made.isEmpty()) {
        return Answer.json(202, PlanJson::underWay).with("Retry-After", "5");
      }
      PlanFile plan = made.get();
      return Answer.text(201, Answer.JSON, plan.json())
          .with("Location", Api.ROOT + "/plans/" + plan.digest());
    } catch (ConfigException e) {
      throw Problem.of(e.isAfterReading() ? 422 : 400, e.problems());
    } catch (VSphereException e) {
      throw Problem.of(e);
    }
  }

  Answer approve(Call call) throws IOException {
    call.only();
    PlanFile plan = file(call);
    String reason = Bodies.reason(call.body());
    if (reason.isEmpty()) {
      throw new Problem(400, Text.of("http.reason-wanted"));
    }
    Text objection = PlanDesk.objection(plan, call.caller());
    if (objection != null) {
      throw new Problem(403, objection);
    }
    try {
      Approval approval = parts.plans().approve(plan, call.caller(), reason);
      return Answer.json(201, out -> PlanJson.approved(approval, plan.plan().expiresAt(), out));
    } catch (PlanException e) {
      throw new Problem(409, e.problem());
    }
  }

  private PlanFile file(Call call) {
    return file(parts, call);
  }

  /**
   * The plan that a path names by its whole digest: what is approved or run is never guessed.
   *
   * @throws Problem 404 when there is none
   */
  static PlanFile file(RepairParts parts, Call call) {
    String digest = call.part("digest");
    if (!digest.matches("[0-9a-f]{64}")) {
      throw Problem.notFound();
    }
    PlanEntry entry = parts.plans().entry(digest).orElseThrow(Problem::notFound);
    try {
      return PlanDesk.file(entry.plan());
    } catch (PlanException e) {
      throw new Problem(409, e.problem());
    }
  }
}
