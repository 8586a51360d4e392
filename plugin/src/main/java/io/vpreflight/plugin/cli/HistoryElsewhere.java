// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.DiffJson;
import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.report.diff.PastAudits;
import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.KeptAudits;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.JournalLine;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.store.Verification;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.http.ServiceException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a service that runs has left behind, as the commands ask for it: over its API. What it
 * answers is read back, so that it is written as what the store would have given.
 */
final class HistoryElsewhere implements HistoryDesk {
  private static final String ROOT = "/api/v1";
  private static final int PAGE = 500;

  private final ServiceClient service;

  HistoryElsewhere(ServiceClient service) {
    this.service = service;
  }

  @Override
  public Page<Audits.Entry> audits(String schedule, @Nullable String after, int atMost) {
    Query query = new Query(ROOT + "/audits").with("schedule", schedule);
    List<Audits.Entry> rows = new ArrayList<>();
    // Of no rows at all the service gives no page; one row tells whether the question is right.
    int wanted = Math.max(1, atMost);
    String next = paged(query, "audits", after, wanted, HistoryElsewhere::audit, rows::add);
    return atMost == 0 ? new Page<>(List.of(), null) : new Page<>(rows, next);
  }

  @Override
  public Page<HeldFinding> findings(FindingQuery wanted) {
    Query query =
        new Query(ROOT + "/findings")
            .with("schedule", wanted.schedule())
            .with("state", wanted.state().name().toLowerCase(Locale.ROOT))
            .with("severity", wanted.severity().toLowerCase(Locale.ROOT))
            .with("check", wanted.check())
            .with("vm", wanted.vm());
    List<HeldFinding> rows = new ArrayList<>();
    String next = paged(query, "findings", null, History.ALL, HistoryElsewhere::finding, rows::add);
    return new Page<>(rows, next);
  }

  @Override
  public AuditDiff diff(String from, String to) {
    return diff(new Query(ROOT + "/diff").with("from", from).with("to", to));
  }

  @Override
  public AuditDiff newest(String schedule) {
    return diff(new Query(ROOT + "/diff").with("schedule", schedule));
  }

  private AuditDiff diff(Query query) {
    AuditDiff diff = DiffJson.read(get(query.path()));
    if (diff == null) {
      throw strange();
    }
    return diff;
  }

  @Override
  public PastAudit audit(String id) {
    String path = ROOT + "/audits/" + ServiceClient.part(id);
    String known = had(() -> get(path), Text.of("history.no-such-audit", id));
    Path folder = parsed(() -> Path.of(text(object(known), "report")));
    Text none = Text.of("history.no-report", folder.resolve(KeptAudits.REPORT).toString());
    String report = had(() -> get(path + "/reports/" + KeptAudits.REPORT), none);
    PastAudit audit = PastAudits.read(new StringReader(report));
    if (audit == null) {
      throw strange();
    }
    return audit;
  }

  @Override
  public Verification verify() {
    return parsed(
        () -> {
          JsonObject said = object(get(ROOT + "/journal/verification"));
          String problem = textOrNull(said, "problem");
          return new Verification(
              said.get("lines").getAsLong(),
              text(said, "head"),
              said.get("firstBad").isJsonNull() ? 0 : said.get("firstBad").getAsLong(),
              problem == null ? null : said(problem));
        });
  }

  @Override
  public void requireOperation(String operation) {
    if (!operation.isEmpty()) {
      get(new Query(ROOT + "/journal").with("operation", operation).with("limit", "1").path());
    }
  }

  @Override
  public void lines(String operation, Consumer<JournalLine> reader) {
    Query query = new Query(ROOT + "/journal").with("operation", operation);
    paged(query, "lines", null, History.ALL, HistoryElsewhere::line, reader);
  }

  /**
   * What the last whole audits have read.
   *
   * @param schedule only of this one; empty for all
   */
  BaselineBook.Kept baselines(String schedule) {
    return parsed(
        () -> {
          JsonObject said =
              object(get(new Query(ROOT + "/baselines").with("schedule", schedule).path()));
          List<BaselineBook.Row> rows = new ArrayList<>();
          for (JsonElement each : said.getAsJsonArray("baselines")) {
            JsonObject one = each.getAsJsonObject();
            rows.add(
                new BaselineBook.Row(
                    text(one, "schedule"),
                    text(one, "vcenter"),
                    text(one, "instanceUuid"),
                    time(one, "collectedAt"),
                    one.get("virtualMachines").getAsInt(),
                    text(one, "file")));
          }
          List<String> unreadable = new ArrayList<>();
          said.getAsJsonArray("unreadable").forEach(file -> unreadable.add(file.getAsString()));
          return new BaselineBook.Kept(rows, unreadable);
        });
  }

  /** Writes a copy of one of them, by its schedule and the vCenter, into a file. */
  void baseline(String schedule, String uuid, Path file) throws IOException {
    service.download(
        ROOT + "/baselines/" + ServiceClient.part(schedule) + "/" + ServiceClient.part(uuid), file);
  }

  /** Nothing is held open. */
  @Override
  public void close() {}

  /** An address with parameters; those that are empty are left out. */
  private record Query(String path) {
    Query with(String name, String value) {
      return value.isEmpty()
          ? this
          : new Query(
              path + (path.contains("?") ? "&" : "?") + name + "=" + ServiceClient.part(value));
    }
  }

  /**
   * Gives the rows of as many pages as it takes.
   *
   * @return what the page after them is asked with; null when there is none
   */
  private <T> @Nullable String paged(
      Query query,
      String list,
      @Nullable String after,
      int atMost,
      Function<JsonObject, T> row,
      Consumer<T> reader) {
    String next = after;
    int count = 0;
    do {
      Query page = query.with("limit", String.valueOf(Math.min(PAGE, atMost - count)));
      String path = (next == null ? page : page.with("after", next)).path();
      Page<T> read = parsed(() -> page(object(get(path)), list, row));
      read.rows().forEach(reader);
      count += read.rows().size();
      next = read.next();
    } while (next != null && count < atMost);
    return next;
  }

  private static <T> Page<T> page(JsonObject said, String list, Function<JsonObject, T> row) {
    List<T> rows = new ArrayList<>();
    for (JsonElement one : said.getAsJsonArray(list)) {
      rows.add(row.apply(one.getAsJsonObject()));
    }
    return new Page<>(rows, textOrNull(said, "next"));
  }

  private static Audits.Entry audit(JsonObject said) {
    return new Audits.Entry(
        new StoredAudit(
            text(said, "id"),
            text(said, "schedule"),
            text(said, "profile"),
            time(said, "startedAt"),
            time(said, "finishedAt"),
            said.get("complete").getAsBoolean(),
            incomplete(said),
            new StoredAudit.Counts(
                number(said, "virtualMachines"),
                number(said, "critical"),
                number(said, "error"),
                number(said, "warning"),
                number(said, "info"),
                number(said, "undetermined")),
            text(said, "report")),
        number(said, "newFindings"),
        number(said, "resolvedFindings"));
  }

  /** A service of an earlier version does not tell. */
  private static List<StoredAudit.Reason> incomplete(JsonObject said) {
    List<StoredAudit.Reason> reasons = new ArrayList<>();
    if (said.has("incomplete")) {
      for (JsonElement each : said.getAsJsonArray("incomplete")) {
        JsonObject one = each.getAsJsonObject();
        reasons.add(new StoredAudit.Reason(text(one, "cause"), said(text(one, "text"))));
      }
    }
    return reasons;
  }

  private static HeldFinding finding(JsonObject said) {
    SeenFinding finding =
        new SeenFinding(
            text(said, "check"),
            text(said, "vcenter"),
            text(said, "object"),
            text(said, "key"),
            text(said, "name"),
            text(said, "severity"),
            textOrNull(said, "path"));
    return new HeldFinding(
        text(said, "schedule"),
        new FindingHistory(
            finding,
            time(said, "firstSeenAt"),
            time(said, "lastSeenAt"),
            timeOrNull(said, "resolvedAt"),
            number(said, "timesBack")),
        textOrNull(said, "vcenterName"),
        timeOrNull(said, "notCheckedSince"));
  }

  private static JournalLine line(JsonObject said) {
    Map<String, String> details = new LinkedHashMap<>();
    said.getAsJsonObject("details")
        .entrySet()
        .forEach(detail -> details.put(detail.getKey(), detail.getValue().getAsString()));
    JournalEntry entry =
        new JournalEntry(
            said.get("number").getAsLong(),
            time(said, "at"),
            text(said, "operationId"),
            text(said, "planDigest"),
            said.get("fencingNumber").getAsLong(),
            JournalEvent.valueOf(text(said, "event")),
            text(said, "vcenter"),
            text(said, "object"),
            text(said, "step"),
            details);
    return new JournalLine(entry, text(said, "previousHash"), text(said, "hash"));
  }

  /** What is wrong with what was asked is said as it is where there is no service. */
  private String get(String path) {
    try {
      return service.get(path);
    } catch (ServiceException e) {
      throw e.wrong().isEmpty() ? e : new ConfigException(List.of(said(e.wrong())));
    }
  }

  private static String had(Supplier<String> answer, Text none) {
    try {
      return answer.get();
    } catch (ServiceException e) {
      throw e.missing() ? new ConfigException(List.of(none)) : e;
    }
  }

  /** A whole sentence of the service. */
  private static Text said(String sentence) {
    return Text.of("service.said", new ShellWords(sentence));
  }

  /** A newer service may know of what this version has no word for, such as another event. */
  private <T> T parsed(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NullPointerException
        | DateTimeException e) {
      throw strange();
    }
  }

  private ConfigException strange() {
    return new ConfigException(List.of(Text.of("service.strange", service.toString())));
  }

  private static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static String text(JsonObject said, String key) {
    return said.get(key).getAsString();
  }

  private static @Nullable String textOrNull(JsonObject said, String key) {
    JsonElement value = said.get(key);
    return value.isJsonNull() ? null : value.getAsString();
  }

  private static int number(JsonObject said, String key) {
    return said.get(key).getAsInt();
  }

  private static Instant time(JsonObject said, String key) {
    return Instant.parse(text(said, key));
  }

  private static @Nullable Instant timeOrNull(JsonObject said, String key) {
    String at = textOrNull(said, key);
    return at == null ? null : Instant.parse(at);
  }
}
