// SPDX-License-Identifier: Apache-2.0

/**
 * The proof that every check works on a server that we did not write.
 *
 * <p>One {@code *ProofTest} a room of checks says, check by check, what is put into a vCenter and
 * what must come of it; the rest is the framework. {@code docs/proof.md} is made of it.
 */
@NullMarked
package io.vpreflight.plugin.proof;

import org.jspecify.annotations.NullMarked;
