// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.time.Instant;

/**
 * Somebody's word that a plan may be run.
 *
 * @param digest of the plan
 * @param approver who: the user of the operating system
 * @param authenticated false on the command line: nobody checked who the approver is
 * @param reason why, in the words of the approver
 * @param approvedAt when, by our clock; whole seconds
 * @param publicKey X.509 encoding of the Ed25519 key, in Base64
 * @param signature over all of the above, in Base64
 */
public record Approval(
    String digest,
    String approver,
    boolean authenticated,
    String reason,
    Instant approvedAt,
    String publicKey,
    String signature) {}
