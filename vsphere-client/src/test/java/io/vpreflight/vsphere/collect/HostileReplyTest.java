// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that somebody, or the line, has tampered with. The same seed does the same harm. */
class HostileReplyTest {
  private static final int ROUNDS = 600;
  private static final ReplyLimits LIMITS = new ReplyLimits(1 << 20, 40, 5_000, 20_000);

  /** What is put somewhere into a reply. */
  private static final List<String> HOSTILE =
      List.of(
          "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
          "&x;",
          "&#0;",
          "<![CDATA[",
          "]]>",
          "<!--",
          "<?xml version='1.0' encoding='UTF-16'?>",
          " xsi:type=\"NobodyKnowsThis\"",
          "<propSet><name>config</name><val xsi:type=\"xsd:string\">x</val></propSet>",
          "<propSet/>",
          "<name/>",
          "-99999999999999999999",
          "\u0000",
          "x".repeat(30_000),
          "<a>".repeat(60),
          "<device/>".repeat(6_000));

  @Tag("F8")
  @ParameterizedTest
  @ValueSource(strings = {"vm.xml", "host.xml"})
  void whatever_is_done_to_a_reply_it_is_read_or_refused(String name) {
    byte[] whole = Projection.resource(name).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20261121);
    int read = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] harmed = harmed(whole, random);
      try {
        read(harmed, name.startsWith("vm"));
        read++;
      } catch (VSphereException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("round " + round + " of " + name, e);
      }
    }
    assertTrue(read > ROUNDS / 30 && refused > ROUNDS / 4, read + " read, " + refused + " refused");
  }

  private static void read(byte[] reply, boolean vm) {
    SchemaNotes notes = new SchemaNotes();
    new ObjectContents(
            ref -> vm ? new VmBuilder(ref, notes, Projection.FIELDS) : new HostBuilder(ref, notes),
            notes)
        .read(new XmlCursor(new ByteArrayInputStream(reply), LIMITS));
  }

  private static byte[] harmed(byte[] whole, Random random) {
    byte[] harmed = whole.clone();
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(harmed.length);
      switch (random.nextInt(8)) {
        case 0 -> harmed[at] = (byte) random.nextInt(256);
        case 1 -> harmed = Arrays.copyOf(harmed, Math.max(1, at));
        case 2 -> harmed = without(harmed, at, at + random.nextInt(200));
        case 3 -> harmed = twice(harmed, at, at + random.nextInt(2_000));
        case 4, 5 -> harmed[at] = (byte) '7';
        default -> {
          String what = HOSTILE.get(random.nextInt(HOSTILE.size()));
          harmed = with(harmed, at, what.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return harmed;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    int end = Math.min(to, bytes.length);
    byte[] less = Arrays.copyOf(bytes, bytes.length - (end - from));
    System.arraycopy(bytes, end, less, from, bytes.length - end);
    return less.length == 0 ? new byte[1] : less;
  }

  private static byte[] twice(byte[] bytes, int from, int to) {
    return with(bytes, from, Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length)));
  }

  private static byte[] with(byte[] bytes, int at, byte[] more) {
    byte[] made = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, made, at, more.length);
    System.arraycopy(bytes, at, made, at + more.length, bytes.length - at);
    return made;
  }
}
