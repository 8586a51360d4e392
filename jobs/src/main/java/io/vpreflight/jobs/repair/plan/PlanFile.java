// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.StoredPlan;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A plan as bytes: canonical JSON in UTF-8, and their SHA-256, which is what {@code sha256sum} of
 * the file prints.
 *
 * @param plan what the bytes say
 * @param json the bytes, as text
 * @param digest SHA-256 of the bytes, in lower case hexadecimal digits
 */
public record PlanFile(RepairPlan plan, String json, String digest) {
  /** Fewer digits of a digest are no name for a plan that somebody approves. */
  public static final int SHORTEST_DIGEST = 12;

  /** The bytes of a plan. */
  public static PlanFile of(RepairPlan plan) {
    String json = CanonicalJson.of(PlanWriter.plan(plan));
    return new PlanFile(plan, json, digest(json.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a plan.
   *
   * @throws PlanException when it is no plan, or not in its canonical form: then somebody changed
   *     it, or another version wrote it
   */
  public static PlanFile read(byte[] bytes) {
    String json;
    try {
      json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new PlanException(Text.of("plan.problem.not-utf8"));
    }
    PlanFile file = of(PlanReader.plan(json));
    if (!file.json().equals(json)) {
      throw new PlanException(Text.of("plan.problem.not-canonical"));
    }
    return file;
  }

  /**
   * Reads a plan that is to be approved or run.
   *
   * @param expected its digest, or at least {@link #SHORTEST_DIGEST} digits of its beginning
   * @throws PlanException when it is no plan, another one, or too old
   */
  public static PlanFile read(byte[] bytes, String expected, Instant now) {
    PlanFile file = read(bytes);
    file.require(expected);
    if (file.plan().isExpired(now)) {
      throw new PlanException(Text.of("plan.problem.expired", file.plan().expiresAt()));
    }
    return file;
  }

  private void require(String expected) {
    String said = expected.strip().toLowerCase(Locale.ROOT);
    if (said.length() < SHORTEST_DIGEST) {
      throw new PlanException(Text.of("plan.problem.digest-short", SHORTEST_DIGEST));
    }
    if (!digest.startsWith(said)) {
      throw new PlanException(Text.of("plan.problem.digest", digest, expected));
    }
  }

  /** The beginning of its digest, which is name enough. */
  public String shortDigest() {
    return shortened(digest);
  }

  /** The beginning of a digest, which is name enough. */
  public static String shortened(String digest) {
    return digest.substring(0, Math.min(digest.length(), SHORTEST_DIGEST));
  }

  /** The plan as it is kept when it has just been made. */
  public StoredPlan made() {
    return new StoredPlan(
        digest,
        plan.kind().label(),
        json,
        plan.planner(),
        plan.createdAt(),
        plan.expiresAt(),
        PlanState.PLANNED.name());
  }

  /** The bytes. */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
