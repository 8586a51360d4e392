// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A bug of ESXi that makes change tracking lie: one row of {@code known-bugs.properties}.
 *
 * @param id also the kind of the finding
 * @param versions host versions, or their beginnings
 * @param fromBuild first build affected; null when every one is
 * @param fixedBuild first build that is not; null when none is known
 * @param fixedIn what the vendor calls that build; empty when it is not known
 * @param condition what makes it strike
 * @param verified false when it is only believed
 * @param reference article of the vendor; empty when there is none
 * @param source where the row comes from
 */
public record KnownBug(
    String id,
    List<String> versions,
    @Nullable Long fromBuild,
    @Nullable Long fixedBuild,
    String fixedIn,
    BugCondition condition,
    boolean verified,
    String reference,
    String source) {

  private static final List<KnownBug> ALL = read();

  public KnownBug {
    versions = List.copyOf(versions);
  }

  /** Every row, sorted by id. */
  public static List<KnownBug> all() {
    return ALL;
  }

  /** True for that version, whatever its build. */
  boolean isOfVersion(String version) {
    for (String known : versions) {
      boolean more = version.length() > known.length() && version.charAt(known.length()) == '.';
      if (version.startsWith(known) && (more || version.length() == known.length())) {
        return true;
      }
    }
    return false;
  }

  /** True when a build of that version has it; a build that is no number is taken to. */
  boolean isInBuild(@Nullable String build) {
    long number = number(build);
    if (number < 0) {
      return true;
    }
    return (fromBuild == null || number >= fromBuild)
        && (fixedBuild == null || number < fixedBuild);
  }

  /** By hand: every machine asks. Below 0 for what is not 1 to 18 digits. */
  private static long number(@Nullable String build) {
    int length = build == null ? 0 : build.length();
    long number = length == 0 || length > 18 ? -1 : 0;
    for (int i = 0; build != null && i < length && number >= 0; i++) {
      char digit = build.charAt(i);
      number = digit < '0' || digit > '9' ? -1 : 10 * number + digit - '0';
    }
    return number;
  }

  private static List<KnownBug> read() {
    Properties rows = new Properties();
    try (InputStream in = KnownBug.class.getResourceAsStream("known-bugs.properties")) {
      if (in == null) {
        throw new IllegalStateException("no known-bugs.properties");
      }
      rows.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read known-bugs.properties", e);
    }
    List<KnownBug> bugs = new ArrayList<>();
    for (String name : new TreeSet<>(rows.stringPropertyNames())) {
      if (name.endsWith(".versions")) {
        bugs.add(row(rows, name.substring(0, name.lastIndexOf('.'))));
      }
    }
    return List.copyOf(bugs);
  }

  private static KnownBug row(Properties rows, String id) {
    String confidence = required(rows, id + ".confidence");
    if (!confidence.equals("verified") && !confidence.equals("unverified")) {
      throw new IllegalStateException(id + ": no such confidence: " + confidence);
    }
    return new KnownBug(
        id,
        List.of(required(rows, id + ".versions").split(",", -1)),
        number(rows, id + ".from-build"),
        number(rows, id + ".fixed-build"),
        required(rows, id + ".fixed-in"),
        BugCondition.of(required(rows, id + ".condition")),
        confidence.equals("verified"),
        required(rows, id + ".reference"),
        required(rows, id + ".source"));
  }

  private static String required(Properties rows, String key) {
    String value = rows.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("known-bugs.properties lacks " + key);
    }
    return value;
  }

  private static @Nullable Long number(Properties rows, String key) {
    String value = rows.getProperty(key);
    return value == null ? null : Long.valueOf(value);
  }
}
