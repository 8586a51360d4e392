// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

/**
 * Part of a command that a person may paste: said as it is, however long, because a name may be cut
 * and a command may not.
 *
 * @param words already quoted for the shell
 */
public record ShellWords(String words) {}
