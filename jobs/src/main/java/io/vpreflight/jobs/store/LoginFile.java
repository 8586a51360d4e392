// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.LoginMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What became of the logins of a user's commands in the last minutes: one small file of the state
 * folder, which is there only while there is something to know. Commands that write it at once do
 * so one after the other. A file that cannot be understood is begun anew: whatever it said would
 * have counted for minutes only, and nobody shall have to look for a file at night to get in again.
 */
public final class LoginFile implements LoginMemory {
  /** Its name, and that of the file whose lock is held meanwhile. */
  static final String NAME = "logins.json";

  static final String LOCK = "logins.lock";

  private static final int VERSION = 1;

  /** Others hold it for as long as it takes to compare a digest. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final Path folder;
  private final Duration length;
  private final Clock clock;
  private final Consumer<Text> warnings;

  /**
   * The file of a state folder.
   *
   * @param length after which a line counts no more, whoever it is of
   * @param warnings gets what is to be told to the user
   */
  public LoginFile(Path folder, Duration length, Clock clock, Consumer<Text> warnings) {
    this.folder = folder;
    this.length = length;
    this.clock = clock;
    this.warnings = warnings;
  }

  @Override
  public List<Tried> replace(String account, UnaryOperator<List<Tried>> next) {
    // Java closes a file under the hands of a thread that is interrupted; but that a login ended is
    // to be known also when everything ends.
    boolean interrupted = Thread.interrupted();
    try {
      // A process loses the locks of a file as soon as it closes it anywhere.
      synchronized (LoginFile.class) {
        return locked(account, next);
      }
    } catch (IOException e) {
      throw new Unusable(file().toString(), Database.reason(e), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Tried> locked(String account, UnaryOperator<List<Tried>> next) throws IOException {
    Folders.make(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      Map<String, List<Tried>> all = read();
      Map<String, List<Tried>> before = new TreeMap<>(all);
      List<Tried> after = List.copyOf(next.apply(all.getOrDefault(account, List.of())));
      all.put(account, after);
      all.values().removeIf(List::isEmpty);
      if (all.isEmpty()) {
        Files.deleteIfExists(file());
      } else if (!all.equals(before)) {
        Folders.write(file(), text(all));
      }
      return after;
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    long began = System.nanoTime();
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - began > PATIENCE) {
        throw new IOException(LOCK + " is held by another process");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private Map<String, List<Tried>> read() throws IOException {
    Map<String, List<Tried>> all = new TreeMap<>();
    if (!Files.exists(file())) {
      return all;
    }
    String problem = null;
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file())).getAsJsonObject();
      int version = json.get("version").getAsInt();
      if (version == VERSION) {
        json.getAsJsonObject("accounts")
            .entrySet()
            .forEach(one -> all.put(one.getKey(), lines(one.getValue().getAsJsonArray())));
      } else {
        problem = "version " + version;
      }
    } catch (JsonParseException
        | IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException
        | NullPointerException
        | ClassCastException
        | DateTimeException
        | CharacterCodingException e) {
      problem = Database.reason(e);
    }
    if (problem != null) {
      all.clear();
      warnings.accept(Text.of("store.logins-damaged", file().toString(), problem));
    }
    return all;
  }

  private List<Tried> lines(JsonArray array) {
    List<Tried> lines = new ArrayList<>();
    Instant now = clock.instant();
    for (JsonElement element : array) {
      JsonObject json = element.getAsJsonObject();
      JsonElement digest = json.get("digest");
      Tried one =
          new Tried(
              json.get("id").getAsString(),
              json.get("server").getAsString(),
              Outcome.valueOf(json.get("outcome").getAsString()),
              Instant.parse(json.get("at").getAsString()),
              digest == null ? null : digest.getAsString());
      if (Duration.between(one.at(), now).abs().compareTo(length) <= 0) {
        lines.add(one);
      }
    }
    return lines;
  }

  private static String text(Map<String, List<Tried>> all) {
    JsonObject accounts = new JsonObject();
    all.forEach(
        (account, lines) -> {
          JsonArray array = new JsonArray();
          lines.forEach(line -> array.add(json(line)));
          accounts.add(account, array);
        });
    JsonObject json = new JsonObject();
    json.addProperty("version", VERSION);
    json.add("accounts", accounts);
    return json.toString();
  }

  private static JsonObject json(Tried one) {
    JsonObject json = new JsonObject();
    json.addProperty("id", one.id());
    json.addProperty("server", one.server());
    json.addProperty("outcome", one.outcome().name());
    json.addProperty("at", one.at().toString());
    String digest = one.digest();
    if (digest != null) {
      json.addProperty("digest", digest);
    }
    return json;
  }

  private Path file() {
    return folder.resolve(NAME);
  }
}
