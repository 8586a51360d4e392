// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.http;

import io.vpreflight.simulator.fault.WireFault;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent back.
 *
 * @param status of HTTP
 * @param body text of the answer
 * @param cookie to be set; null for none
 * @param broken how the answer is to be spoilt; null for not at all
 */
record Answer(int status, String body, @Nullable String cookie, @Nullable WireFault broken) {
  static Answer of(int status, String body) {
    return new Answer(status, body, null, null);
  }

  Answer broken(@Nullable WireFault how) {
    return new Answer(status, body, cookie, how);
  }
}
