// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/**
 * An answer that the server cannot be brought to give cause for.
 *
 * @param answer which one
 * @param why in a few words
 * @param test the test on records that covers it, {@code Class.method} of the module jobs
 */
record Elsewhere(Answer answer, String why, String test) {}
