// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;

/**
 * Somebody's wish that an operation stops at its next legal state.
 *
 * @param operationId which operation
 * @param by who asked
 * @param reason why, in their words; may be empty
 * @param at when they asked
 */
public record CancelRequest(String operationId, String by, String reason, Instant at) {}
