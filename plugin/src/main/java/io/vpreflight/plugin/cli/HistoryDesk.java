// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.JournalPages;
import io.vpreflight.jobs.service.KeptAudits;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.JournalLine;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.Verification;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What schedules and repairs have left behind: through the service that is named or has the folder,
 * else out of the store, of which a copy is looked at. Both say the same of the same.
 */
interface HistoryDesk extends AutoCloseable {
  /** Audits; see {@link History#audits}. */
  Page<Audits.Entry> audits(String schedule, @Nullable String after, int atMost);

  /** All findings that are wanted. */
  Page<HeldFinding> findings(FindingQuery wanted);

  /** What changed between two audits, by their ids. */
  AuditDiff diff(String from, String to) throws IOException;

  /** What changed between the last two of a schedule. */
  AuditDiff newest(String schedule) throws IOException;

  /** An audit, by its id. */
  PastAudit audit(String id) throws IOException;

  /** Whether the journal can be trusted. */
  Verification verify();

  /**
   * Lets an operation pass of which the journal has a line, and an empty one, which means all.
   *
   * @throws ConfigException for any other, with the one that may be meant
   */
  void requireOperation(String operation);

  /**
   * Gives every line of the journal in turn, oldest first.
   *
   * @param operation only of this one; empty for all
   */
  void lines(String operation, Consumer<JournalLine> reader);

  @Override
  void close();

  /** The one or the other. */
  static HistoryDesk of(App app, DeskFlags flags) throws IOException {
    ServiceClient service = flags.find(app).orElse(null);
    return service == null
        ? new Here(Store.look(flags.place(app.environment())))
        : new HistoryElsewhere(service);
  }

  /** In the store. */
  record Here(Store store) implements HistoryDesk {
    @Override
    public Page<Audits.Entry> audits(String schedule, @Nullable String after, int atMost) {
      require(history().problem(schedule));
      return history().audits(schedule, after, atMost);
    }

    @Override
    public Page<HeldFinding> findings(FindingQuery wanted) {
      require(history().problem(wanted));
      return history().findings(wanted, null, History.ALL);
    }

    @Override
    public AuditDiff diff(String from, String to) throws IOException {
      return new KeptAudits(history()).diff(from, to);
    }

    @Override
    public AuditDiff newest(String schedule) throws IOException {
      return new KeptAudits(history()).newest(schedule);
    }

    @Override
    public PastAudit audit(String id) throws IOException {
      return new KeptAudits(history()).audit(id);
    }

    @Override
    public Verification verify() {
      return store.journal().verify();
    }

    @Override
    public void requireOperation(String operation) {
      require(new JournalPages(store.journal()).problem(operation));
    }

    @Override
    public void lines(String operation, Consumer<JournalLine> reader) {
      store
          .journal()
          .each(
              line -> {
                if (operation.isEmpty() || operation.equals(line.entry().operationId())) {
                  reader.accept(line);
                }
              });
    }

    @Override
    public void close() {
      store.close();
    }

    private History history() {
      return new History(store);
    }

    private static void require(@Nullable Text problem) {
      if (problem != null) {
        throw new ConfigException(List.of(problem));
      }
    }
  }
}
