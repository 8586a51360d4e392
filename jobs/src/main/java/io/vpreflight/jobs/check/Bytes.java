// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

/**
 * A size to be said to a person, who reads it as KiB, MiB, GiB or TiB.
 *
 * @param count bytes
 */
public record Bytes(long count) {}
