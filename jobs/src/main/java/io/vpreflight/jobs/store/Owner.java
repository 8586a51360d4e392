// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to be the only one who changes a store: a lock of the operating system, gone with the
 * process however it ends, and a file beside it that tells who has it.
 */
final class Owner implements AutoCloseable {
  /**
   * The locks of this process. On POSIX systems a process loses its lock when it closes the file a
   * second time, so that it must not even be opened twice.
   */
  private static final Set<Path> TAKEN = new HashSet<>();

  private final Path lockFile;
  private final FileChannel channel;

  private Owner(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Takes the store of that folder.
   *
   * @throws StoreException when somebody has it, with who that is
   */
  static Owner take(Path folder, String command) throws IOException {
    Path lockFile = folder.toRealPath().resolve("store.lock");
    Path told = folder.resolve("store.owner");
    synchronized (TAKEN) {
      if (!TAKEN.add(lockFile)) {
        throw inUse(folder, told, null);
      }
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(folder, told, null);
      }
      tell(told, command);
      Owner owner = new Owner(lockFile, channel);
      channel = null;
      return owner;
    } catch (OverlappingFileLockException e) {
      throw inUse(folder, told, e);
    } finally {
      if (channel != null) {
        channel.close();
        forget(lockFile);
      }
    }
  }

  /** True when the process that told its name last is there and is not a younger one. */
  static boolean lives(Path folder) {
    try {
      JsonObject json =
          JsonParser.parseString(Files.readString(folder.resolve("store.owner"))).getAsJsonObject();
      Instant since = Instant.parse(json.get("since").getAsString());
      return ProcessHandle.of(json.get("pid").getAsLong())
          .flatMap(process -> process.info().startInstant())
          // Both are cut to the second or less.
          .filter(start -> !start.isAfter(since.plusSeconds(1)))
          .isPresent();
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | NullPointerException
        | DateTimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    } finally {
      forget(lockFile);
    }
  }

  private static void forget(Path lockFile) {
    synchronized (TAKEN) {
      TAKEN.remove(lockFile);
    }
  }

  private static void tell(Path file, String command) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("pid", ProcessHandle.current().pid());
    json.addProperty(
        "since", Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    json.addProperty("command", command);
    Folders.write(file, json.toString());
  }

  private static StoreException inUse(Path folder, Path told, @Nullable Throwable cause) {
    Text text;
    try {
      JsonObject json = JsonParser.parseString(Files.readString(told)).getAsJsonObject();
      text =
          Text.of(
              "store.in-use",
              folder.toString(),
              String.valueOf(json.get("pid").getAsLong()),
              Instant.parse(json.get("since").getAsString()),
              json.get("command").getAsString());
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | NullPointerException
        | DateTimeException e) {
      text = Text.of("store.in-use.unknown", folder.toString());
    }
    return new StoreException(StoreException.Kind.IN_USE, text, cause);
  }
}
