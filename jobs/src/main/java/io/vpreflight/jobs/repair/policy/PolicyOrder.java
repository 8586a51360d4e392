// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.policy;

import io.vpreflight.jobs.check.Text;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A policy, and by what it is known again.
 *
 * @param policy as it was read
 * @param file where it stands
 * @param sha256 of the bytes that were read, in lower case hexadecimal digits
 * @param owner who owns the file, as the operating system says; {@code ?} when it does not
 * @param withdrawn looks at the file again: why it no longer holds, or null while it does. Safe for
 *     several threads
 * @param until its approvals hold no longer than until then; null when nothing but the plan ends
 *     them
 */
public record PolicyOrder(
    RepairPolicy policy,
    String file,
    String sha256,
    String owner,
    Supplier<@Nullable Text> withdrawn,
    @Nullable Instant until) {
  /** Detail of the line that says that a plan was approved: until when that holds. */
  public static final String UNTIL = "until";

  /** Detail of lines about a plan of a policy: the file of the policy. */
  public static final String FILE = "policyFile";

  /** Detail likewise: {@link #sha256}. */
  public static final String SHA256 = "policySha256";

  /** One whose approvals hold as long as their plans. */
  public PolicyOrder(
      RepairPolicy policy,
      String file,
      String sha256,
      String owner,
      Supplier<@Nullable Text> withdrawn) {
    this(policy, file, sha256, owner, withdrawn, null);
  }

  /**
   * The same order, which besides holds only while there is no such reason against it.
   *
   * @param end of the window in which it holds; null when none is open
   */
  public PolicyOrder within(Supplier<@Nullable Text> closed, @Nullable Instant end) {
    return new PolicyOrder(
        policy,
        file,
        sha256,
        owner,
        () -> {
          Text why = withdrawn.get();
          return why == null ? closed.get() : why;
        },
        end);
  }

  /** How approvals call it. */
  String approver() {
    return "policy " + policy.name();
  }

  /** Why, as an approval says it: the same words in every language, for they are signed. */
  String reason() {
    return "policy " + policy.name() + ", SHA-256 " + sha256 + ", " + file + " of " + owner;
  }

  /** As lines of the journal say it. */
  Map<String, String> details() {
    return new TreeMap<>(
        Map.of(PolicyPast.POLICY, policy.name(), SHA256, sha256, FILE, file, "policyOwner", owner));
  }
}
