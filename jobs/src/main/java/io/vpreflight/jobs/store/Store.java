// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Everything that is kept between two runs: plans, approvals, leases, the journal, and what the
 * schedules have done. In a file of a folder, which one process owns at a time, while others may
 * look; or in PostgreSQL, for several nodes at once. Safe for several threads.
 */
public final class Store implements AutoCloseable {
  private final Database database;
  private final JournalTable journal;
  private final LeaseTable leases;
  private final PlanTable plans;
  private final AuditTable audits;
  private final OutboxTable outbox;
  private final AuditPages pages;
  private final TokenTable tokens;
  private final ReadingTable readings;
  private final MachineTable machines;
  private final ChangeIdTable changeIds;
  private final JobTable jobs;
  private final LoginTable logins;
  private final ReminderTimes reminders;
  private final CancelRequests cancels;
  private final Path folder;
  private final AutoCloseable behind;

  Store(Database database, HeadFile head, Path folder, AutoCloseable behind) {
    this.database = database;
    this.folder = folder;
    journal = new JournalTable(database, head);
    leases = new LeaseTable(database);
    plans = new PlanTable(database);
    audits = new AuditTable(database);
    outbox = new OutboxTable(database);
    pages = new AuditPages(database);
    tokens = new TokenTable(database);
    readings = new ReadingTable(database);
    machines = new MachineTable(database);
    changeIds = new ChangeIdTable(database);
    jobs = new JobTable(database);
    logins = new LoginTable(database);
    reminders = new ReminderTimes(database);
    cancels = database.isShared() ? new CancelTable(database) : new CancelFiles(folder);
    this.behind = behind;
  }

  /**
   * Opens a store to change it: takes the one of the folder, or joins the nodes that use the one in
   * PostgreSQL.
   *
   * @param command what this process was asked to do, shown to whoever finds the store taken
   * @throws StoreException with the way out, when the store cannot be trusted, written or had
   */
  public static Store open(StorePlace place, String command) {
    PostgresServer server = place.server();
    return server == null
        ? open(place.folder(), command)
        : SharedStore.join(place.folder(), server);
  }

  /**
   * Looks at a store as it is now, whoever owns it; nothing of it is changed. Everything that
   * writes is refused.
   *
   * @throws StoreException when there is no store, or none that can be read
   */
  public static Store look(StorePlace place) {
    PostgresServer server = place.server();
    return server == null ? look(place.folder()) : SharedStore.look(place.folder(), server);
  }

  /**
   * Opens a store for what may be done beside whoever has it: to look, and to wish that something
   * stops.
   *
   * @throws StoreException when there is no store, or none that can be read
   */
  public static Store beside(StorePlace place, String command) {
    return place.isShared() ? open(place, command) : look(place);
  }

  /**
   * Takes the store of that folder, and makes it when there is none. The whole journal is verified
   * first: nothing can be changed through a store whose journal is not as it was written. Leases of
   * whoever had the store before are ended: that process is gone.
   *
   * @param folder made with access for its owner only
   * @param command what this process was asked to do, shown to whoever finds the store taken
   * @throws StoreException with the way out, when the store cannot be trusted, written or had alone
   */
  public static Store open(Path folder, String command) {
    return open(folder, command, Schema.STEPS);
  }

  /** The same with the tables of another version. */
  static Store open(Path folder, String command, String... steps) {
    Path place = checked(folder);
    Owner owner = null;
    Database database = null;
    try {
      Folders.make(place);
      owner = Owner.take(place, command);
      requireInFile(place);
      boolean isNew = requireBothOrNeither(place);
      database = Database.open(place);
      Schema schema = new Schema(database, steps);
      String old = schema.toUpgrade();
      if (old != null) {
        database.close();
        Copies.make(place, old, Clock.systemUTC().instant());
        database = Database.open(place);
        schema = new Schema(database, steps);
      }
      schema.upgrade();
      Store store = new Store(database, HeadFile.owned(place), place, owner);
      store.journal.begin();
      Restore.forget(place, store.reminders);
      if (isNew) {
        Folders.sync(place);
      }
      store.leases.endAll();
      owner = null;
      database = null;
      return store;
    } catch (IOException e) {
      throw unusable(place, e);
    } finally {
      if (database != null) {
        database.close();
      }
      if (owner != null) {
        owner.close();
      }
    }
  }

  /**
   * Looks at the store of that folder as it is now, whoever owns it and in whatever state it is;
   * nothing of it is changed. Everything that writes is refused.
   *
   * @throws StoreException when there is no store, or none that can be read
   */
  public static Store look(Path folder) {
    Path place = checked(folder);
    LookedAt copy = LookedAt.of(place);
    Database database = null;
    try {
      database = Database.look(copy.folder());
      Schema schema = new Schema(database, Schema.STEPS);
      String old = schema.toUpgrade();
      if (old != null) {
        throw new StoreException(
            StoreException.Kind.DAMAGED, Text.of("store.older", place.toString(), old), null);
      }
      Store store = new Store(database, HeadFile.copied(copy.folder(), copy.atMost()), place, copy);
      database = null;
      copy = null;
      return store;
    } finally {
      if (database != null) {
        database.close();
      }
      if (copy != null) {
        copy.close();
      }
    }
  }

  /** True when others may have opened it to change it at the same time. */
  public boolean isShared() {
    return database.isShared();
  }

  /**
   * To be called before anything is repaired: with several nodes, one of them repairs at a time.
   *
   * @param holder who we are, for people on other nodes
   * @param length for how long after the last sign of life no other one may begin
   * @return who may work on what, for as long as it is our turn; the caller closes it
   * @throws StoreException when another one does, with who that is
   */
  public Turn beginRepairs(String holder, Duration length) {
    return leases.begin(holder, length);
  }

  /**
   * True when whoever was repairing last seems to be at it still: the owner of the folder lives on
   * this machine, or a node holds its lease. For people only.
   */
  public boolean isSomebodyRepairing() {
    return isShared() ? leases.isRepairing() : Owner.lives(folder);
  }

  /** True while another node repairs; never where one process has the store. */
  public boolean isRepairedElsewhere() {
    return isShared() && leases.isRepairingElsewhere();
  }

  /** Wishes to stop. */
  public CancelRequests cancels() {
    return cancels;
  }

  /** What was done. */
  public Journal journal() {
    return journal;
  }

  /** Plans and approvals. */
  public Plans plans() {
    return plans;
  }

  /** What the schedules have done. */
  public Audits audits() {
    return audits;
  }

  /**
   * Keeps several things in one step, all of them or none: audits and their letters, readings,
   * changeIds and runs of jobs, as far as this thread writes them. Who else keeps some waits.
   *
   * @param steps done again from the beginning when another one was at the same; whatever else they
   *     do must bear that
   * @throws StoreException when nothing of it is kept
   */
  public <T> T together(Supplier<T> steps) {
    return database.together(steps);
  }

  /**
   * To be asked when a file beside the store could not be written.
   *
   * @return false when the folder is full or read-only, so that the store itself is at its end
   */
  public boolean hasRoom() {
    return Files.isWritable(folder) && journal.hasRoom();
  }

  /**
   * To be asked from time to time by whoever lives on the store: a disk that is full or read-only
   * need not be found by a write of ours, and the scheduler tries its own again in silence. A
   * server comes back by itself, and is not asked.
   *
   * @throws StoreException when a file cannot be written
   */
  public void requireWritable() {
    if (!isShared()) {
      database.write(InstallationTable::touch);
    }
  }

  /** What people are to be told. */
  public Outbox outbox() {
    return outbox;
  }

  /** What the schedules have done, page by page. */
  public AuditPages pages() {
    return pages;
  }

  /** Who may speak to the service. */
  public Tokens tokens() {
    return tokens;
  }

  /** How the last reading of each vCenter went. */
  public Readings readings() {
    return readings;
  }

  /** What the last audits saw of single machines. */
  public MachineStates machines() {
    return machines;
  }

  /** Which changeIds of disks were seen. */
  public ChangeIds changeIds() {
    return changeIds;
  }

  /** How the last run of each schedule went that is no audit. */
  public JobRuns jobs() {
    return jobs;
  }

  /** When plans are looked after that a service carries out. */
  public ReminderTimes reminders() {
    return reminders;
  }

  /** What became of logins that were refused. */
  public KeptLogins logins() {
    return logins;
  }

  /**
   * Which installation this is: twelve letters and digits, made with the store and never changed.
   * Its nodes are one, and so is a copy that was put back; two copies that are used at the same
   * time cannot be told apart.
   */
  public String installation() {
    return database.read(InstallationTable::id);
  }

  /** Connections for the scheduler, which brings its own SQL; closed with the store. */
  public DataSource connections() {
    return database.source();
  }

  /** Verifies the whole journal, and makes ready to append to it. */
  void begin() {
    journal.begin();
  }

  /** Gives the store back. */
  @Override
  public void close() {
    try (AutoCloseable last = behind;
        Database first = database) {
      leases.end();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Half a store is worse than none: somebody took the other half away. */
  private static boolean requireBothOrNeither(Path folder) throws IOException {
    boolean database = Files.exists(Database.file(folder));
    boolean head = Files.exists(HeadFile.in(folder));
    if (head && !database) {
      throw missing(folder);
    }
    return !database;
  }

  /** A folder belongs to one store: its node must not begin another one beside it. */
  static void requireInFile(Path folder) {
    if (Files.exists(HeadFile.seenIn(folder))) {
      throw new StoreException(
          StoreException.Kind.MISSING, Text.of("store.elsewhere", folder.toString()), null);
    }
  }

  /** Says which file is not there, and what to do. */
  static StoreException missing(Path folder) {
    return new StoreException(
        StoreException.Kind.MISSING,
        Text.of("store.missing", Database.file(folder).toString(), folder.toString()),
        null);
  }

  /** Says which folder cannot be used, and why. */
  static StoreException unusable(Path folder, IOException why) {
    return new StoreException(
        StoreException.Kind.FOLDER,
        Text.of("store.folder", folder.toString(), Database.reason(why)),
        why);
  }

  /** H2 takes what follows a semicolon for a setting. */
  static Path checked(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    if (place.toString().indexOf(';') >= 0) {
      throw new StoreException(
          StoreException.Kind.FOLDER, Text.of("store.semicolon", place.toString()), null);
    }
    return place;
  }
}
