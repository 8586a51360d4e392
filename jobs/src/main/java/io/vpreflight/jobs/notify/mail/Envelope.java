// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import java.util.List;

/**
 * From whom, and to whom.
 *
 * @param from an address, as the file has it
 * @param to at least one address
 */
public record Envelope(String from, List<String> to) {
  public Envelope {
    to = List.copyOf(to);
  }
}
