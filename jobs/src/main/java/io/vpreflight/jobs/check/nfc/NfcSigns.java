// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.vsphere.inventory.VimFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a failure of NFC shows itself: {@code nfc-signs.tsv}, read once. */
final class NfcSigns {
  static final String MEMORY = "memory";
  static final String OTHER = "other";
  private static final List<Sign> SIGNS = read("nfc-signs.tsv");

  private NfcSigns() {}

  private record Sign(String meaning, boolean inText, Pattern pattern) {}

  /** What a fault says of NFC; null when nothing. Exhausted memory goes first. */
  static @Nullable String meaning(VimFault fault) {
    for (Sign sign : SIGNS) {
      boolean found =
          sign.inText()
              ? fault.message() != null && sign.pattern().matcher(fault.message()).find()
              : sign.pattern().matcher(fault.faultClass()).find()
                  || fault.messageKeys().stream()
                      .anyMatch(key -> sign.pattern().matcher(key).find());
      if (found) {
        return sign.meaning();
      }
    }
    return null;
  }

  /** What a text or a line of a log says of NFC; null when nothing. */
  static @Nullable String meaning(String text) {
    for (Sign sign : SIGNS) {
      if (sign.inText() && sign.pattern().matcher(text).find()) {
        return sign.meaning();
      }
    }
    return null;
  }

  private static List<Sign> read(String resource) {
    InputStream in = Objects.requireNonNull(NfcSigns.class.getResourceAsStream(resource));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<Sign> signs = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] f = line.split("\t", -1);
          Pattern pattern = Pattern.compile(f[2], Pattern.CASE_INSENSITIVE);
          signs.add(new Sign(f[0], f[1].equals("text"), pattern));
        }
      }
      return List.copyOf(signs);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
