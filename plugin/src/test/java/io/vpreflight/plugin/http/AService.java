// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.metrics.RequestTally;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.schedule.Reminders;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.jobs.service.Comebacks;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.LiveRun;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanRun;
import io.vpreflight.jobs.service.PlanRuns;
import io.vpreflight.jobs.service.RunDesk;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.service.TokenBook;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.config.ListenSettings;
import io.vpreflight.vsphere.CallWatch;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A service that answers, on a store with two audits, whose one schedule does nothing. */
final class AService implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-20T01:00:00Z");

  final Store store;
  final Timetable timetable;
  private final Reminders reminders;
  final HttpService http;
  final ServiceParts parts;
  final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  final BlockingQueue<Text> said = new LinkedBlockingQueue<>();
  final BlockingQueue<PlanFile> made = new LinkedBlockingQueue<>();

  /** What keeps a plan from being made; null when nothing does. */
  volatile @Nullable RuntimeException fails;

  /** Until when a vCenter is read. */
  volatile CountDownLatch reading = new CountDownLatch(0);

  private final Texts texts = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Contract contract;

  AService(Path folder, @Nullable ListenSettings listen) throws IOException {
    contract = new Contract();
    store = Store.open(folder, "test");
    Schedule schedule =
        new Schedule(
            "nightly", "0 0 0 1 1 ? 2099", ZoneOffset.UTC, Schedule.Missed.SKIP, Duration.ZERO);
    timetable =
        Timetable.start(
            store,
            List.of(schedule),
            new Timetable.Work() {
              @Override
              public void run(Schedule one, Instant dueAt) {
                done.add(one.name());
              }

              @Override
              public void stop() {}
            });
    Clock clock = Clock.systemUTC();
    PlanDesk plans = new PlanDesk(store, folder, clock);
    reminders = Reminders.of(store);
    RunDesk runs =
        new RunDesk(
            plans,
            new PlanRuns(store, folder, clock),
            new NoRoad(),
            new Comebacks(store, reminders, clock, new Untold()));
    RepairParts repairs = new RepairParts(plans, runs, (wish, planner) -> made(plans, planner));
    parts =
        new ServiceParts(
            "1.0",
            () -> List.of("vc1", "vc2"),
            store,
            timetable,
            clock,
            repairs,
            List::of,
            requests(),
            () -> List.of("schedules.nightly.cron"),
            new BaselineBook(folder));
    http =
        HttpService.start(
            parts,
            listen,
            texts,
            new HttpService.Journal() {
              @Override
              public void accept(Text text) {
                said.add(text);
              }

              @Override
              public void broke(Exception problem) {
                problem.printStackTrace();
              }
            });
  }

  private static RequestTally requests() {
    RequestTally requests = new RequestTally();
    VCenterEndpoint vc1 = VCenterEndpoint.parse("vc1");
    requests.sessionBegan(vc1, CallWatch.Api.SOAP);
    requests.answered(
        vc1, CallWatch.Api.SOAP, "Login", CallWatch.Outcome.OK, Duration.ofMillis(300));
    requests.answered(
        vc1, CallWatch.Api.SOAP, "Login", CallWatch.Outcome.FAULT, Duration.ofMillis(90));
    return requests;
  }

  /** Two audits with findings, the second with a report. */
  AService withAudits(Path reports) throws IOException {
    Files.createDirectories(reports);
    Files.writeString(reports.resolve("report.json"), "{\"a\":1}");
    Files.writeString(reports.resolve("report.html"), "<p>a</p>");
    for (int hour = 0; hour < 2; hour++) {
      Instant at = START.plusSeconds(3_600L * hour);
      List<SeenFinding> seen =
          List.of(
              new SeenFinding(
                  "vm.cbt.off", "uuid-1", "VirtualMachine:vm-7", "", "srv", "critical", "/Paris"),
              new SeenFinding("host.off", "uuid-1", "HostSystem:host-1", "", "esx", "warning"));
      StoredAudit audit =
          new StoredAudit(
              "2026112" + hour,
              "nightly",
              "cbt-health",
              at,
              at.plusSeconds(9),
              true,
              new StoredAudit.Counts(10, 1, 0, 1, 0, 0),
              hour == 0 ? "" : reports.toString());
      store.audits().record(audit, seen.subList(0, 2 - hour), Set.of(), Set.of("host.off"));
      store
          .readings()
          .keep(
              List.of(
                  new Reading(
                      "vc1", "nightly", audit.id(), at, true, "uuid-1", "8.0", 2, 10, null)));
    }
    return this;
  }

  private PlanFile made(PlanDesk plans, Identity planner) {
    RuntimeException why = fails;
    if (why != null) {
      throw why;
    }
    try {
      reading.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    PlanFile plan = APlan.of("vm-" + (made.size() + 1), planner.name());
    plans.keep(plan);
    made.add(plan);
    return plan;
  }

  /** No plan goes on by itself here. */
  private static final class Untold implements Comebacks.Telling {
    @Override
    public void goesOn(PlanFile plan) {
      throw new AssertionError("it goes on");
    }

    @Override
    public void later(PlanFile plan, Text why, Instant nextAt) {
      throw new AssertionError("it goes on");
    }

    @Override
    public void left(PlanFile plan, Text why) {
      throw new AssertionError("it was left");
    }
  }

  /** No plan gets to its vCenter. */
  private static final class NoRoad implements RunDesk.Road {
    @Override
    public Text refusal(PlanFile plan) {
      return Text.of("http.plan-finished");
    }

    @Override
    public @Nullable Text withdrawn(PlanFile plan) {
      return null;
    }

    @Override
    public LiveRun.@Nullable Trouble drive(PlanRun run, RunProgress progress) {
      throw new AssertionError("it was refused");
    }
  }

  /** A new token. */
  String token(Scope... scopes) {
    return new TokenBook(store.tokens(), parts.clock())
        .create("t" + store.tokens().list().size(), Set.of(scopes), null)
        .orElseThrow()
        .secret();
  }

  /** All that it answers to. */
  List<Route> routes() {
    return Api.routes(parts, false);
  }

  String url() {
    return http.local().url();
  }

  /** Asks, and holds what is answered to the contract. */
  HttpResponse<String> call(String method, String path, @Nullable String token, String... headers)
      throws IOException, InterruptedException {
    return send(method, path, token, HttpRequest.BodyPublishers.noBody(), headers);
  }

  /** The same with a body. */
  HttpResponse<String> post(String path, String token, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, token, HttpRequest.BodyPublishers.ofString(body), headers);
  }

  private HttpResponse<String> send(
      String method,
      String path,
      @Nullable String token,
      HttpRequest.BodyPublisher body,
      String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path)).method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String plain = path.split("\\?", 2)[0];
    for (Route route : routes()) {
      if (route.method().equals(method) && route.match(plain) != null) {
        String type = response.headers().firstValue("Content-Type").orElse(null);
        contract.check(method, route.template(), response.statusCode(), type, response.body());
      }
    }
    return response;
  }

  @Override
  public void close() {
    http.close();
    timetable.close();
    reminders.close();
    store.close();
  }
}
