// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.VSphereException.BadFile;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * A capture: one inventory in one file, JSON packed with gzip, readable by this version and by
 * newer ones. Equal inventories give equal files. It holds names and addresses; see {@link
 * Redactor}.
 */
public final class CaptureFile {
  /** The format that is written, and the newest that can be read. */
  public static final int VERSION = 1;

  private static final String FORMAT = "vpreflight-capture";
  private static final int BUFFER = 64 << 10;
  private static final int DEEPEST = 1000;

  private CaptureFile() {}

  /** True for a file that is packed as a capture is. */
  public static boolean isCapture(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes a capture that only its owner may read. Whoever looks sees the old file or the whole new
   * one; a failure leaves the old one as it was.
   */
  public static void write(Path file, Inventory inventory) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "is a folder");
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(folder), null, "no such folder");
    }
    Path beside = Files.createTempFile(folder, ".capture-", ".tmp", ownerOnly(folder));
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        // Closing the text would close the channel before it is on the disk.
        write(Channels.newOutputStream(channel), inventory);
        channel.force(true);
      }
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Writes a capture; the stream stays open. */
  private static void write(OutputStream out, Inventory inventory) throws IOException {
    GZIPOutputStream zip = new GZIPOutputStream(out, BUFFER);
    Writer text = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), BUFFER);
    JsonWriter json = new JsonWriter(text);
    json.setStrictness(Strictness.STRICT);
    json.beginObject();
    json.name("format").value(FORMAT);
    json.name("version").value(VERSION);
    json.name("inventory");
    new CaptureWriter(json).record(inventory);
    json.endObject();
    json.flush();
    zip.finish();
  }

  /**
   * Reads a capture.
   *
   * @throws BadFile when it is none, was cut off or damaged, is hostile, or was written by a newer
   *     version
   */
  public static Inventory read(Path file) {
    if (!Files.exists(file)) {
      throw new BadFile(FileProblem.MISSING, file.toString(), "", "no such file", null);
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new BadFile(FileProblem.UNREADABLE, file.toString(), "", "not a readable file", null);
    }
    if (!isCapture(file)) {
      throw new BadFile(FileProblem.WRONG_KIND, file.toString(), "", "not a capture", null);
    }
    try (Counter packed = new Counter(Files.newInputStream(file));
        InputStream unpacked = new GZIPInputStream(packed, BUFFER);
        InputStreamReader text =
            new InputStreamReader(
                unpacked,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT));
        JsonReader json = new JsonReader(new CaptureLimits(text, packed::count))) {
      return read(file, json);
    } catch (EOFException | ZipException e) {
      throw new BadFile(
          FileProblem.CORRUPT, file.toString(), "", "cut off or damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadFile(
          FileProblem.UNREADABLE, file.toString(), "", String.valueOf(e.getMessage()), e);
    }
  }

  private static Inventory read(Path file, JsonReader json) throws IOException {
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(DEEPEST);
    try {
      json.beginObject();
      if (!json.nextName().equals("format") || !json.nextString().equals(FORMAT)) {
        throw new BadFile(FileProblem.WRONG_KIND, file.toString(), "", "not a capture", null);
      }
      int version = json.nextName().equals("version") ? json.nextInt() : 0;
      if (version > VERSION) {
        String detail = "format " + version + ", and this vpreflight knows " + VERSION;
        throw new BadFile(FileProblem.NEWER, file.toString(), "", detail, null);
      }
      Inventory inventory = null;
      while (json.hasNext()) {
        if (json.nextName().equals("inventory") && inventory == null && version == VERSION) {
          inventory = (Inventory) new CaptureReader(json).record(Inventory.class);
        } else {
          json.skipValue();
        }
      }
      json.endObject();
      // Reads the check sum at the end of the file, too.
      if (inventory == null || json.peek() != JsonToken.END_DOCUMENT) {
        throw new CaptureReader.Unexpected("no inventory, or something after it");
      }
      return inventory;
    } catch (CaptureLimits.TooLarge e) {
      throw bad(FileProblem.TOO_LARGE, file, json, e);
    } catch (MalformedJsonException
        | CharacterCodingException
        | CaptureReader.Unexpected
        | IllegalStateException
        | NumberFormatException e) {
      throw bad(FileProblem.CORRUPT, file, json, e);
    } catch (EOFException | ZipException e) {
      throw bad(FileProblem.CORRUPT, file, json, e);
    }
  }

  private static BadFile bad(FileProblem problem, Path file, JsonReader json, Exception e) {
    return new BadFile(problem, file.toString(), json.getPath(), String.valueOf(e.getMessage()), e);
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Without this the new name may be lost with the power; not every system can do it. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; it keeps its names itself.
    }
  }

  /** Counts the bytes of the file that were read. */
  private static final class Counter extends FilterInputStream {
    private long count;

    Counter(InputStream in) {
      super(in);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      count += Math.max(0, n);
      return n;
    }
  }
}
