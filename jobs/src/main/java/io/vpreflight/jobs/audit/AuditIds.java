// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Makes ids of audits: the second they began, and what keeps two of one second apart. */
final class AuditIds {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private AuditIds() {}

  static String of(Instant startedAt) {
    byte[] apart = new byte[3];
    new SecureRandom().nextBytes(apart);
    return SECOND.format(startedAt) + "-" + HexFormat.of().formatHex(apart);
  }
}
