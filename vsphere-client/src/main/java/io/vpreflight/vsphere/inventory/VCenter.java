// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The server that an inventory was read from, and when.
 *
 * @param instanceUuid identity in the estate: {@code about.instanceUuid}, or the hardware UUID of a
 *     stand-alone ESXi
 * @param name as the admin names it: host name of the URL; of a dump, what the server calls itself,
 *     or else the name of the file
 * @param about what it says of itself
 * @param collectedAt by the clock of vCenter ({@code CurrentTime}); ages are measured against it
 * @param clockOffset clock of vCenter minus ours at the start; zero for a file
 * @param userName account that read; null for a file
 * @param apiVersion the version that was spoken
 * @param certificateNotAfter until when the TLS certificate that it showed is valid; null for a
 *     file
 */
public record VCenter(
    String instanceUuid,
    String name,
    About about,
    Instant collectedAt,
    Duration clockOffset,
    @Nullable String userName,
    String apiVersion,
    @Nullable Instant certificateNotAfter) {

  /** True when both are one server, whatever they are called. */
  public boolean isSameAs(VCenter other) {
    return instanceUuid.equals(other.instanceUuid);
  }
}
