// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.util.Map;

/**
 * What a {@link Vcsim} was asked since it was started.
 *
 * @param calls SOAP method to how often it was sent, refused calls included
 * @param faults SOAP method to how often the answer was a fault
 * @param endedSessions how many {@link VcsimOptions#expireAfter} ended
 * @param mostInFlight the most calls that were under way at the same time
 * @param mostReferences the most objects that one property collector call named
 * @param bytesSent the bodies of all SOAP answers
 * @param userAgents User-Agent header to number of calls
 * @param rest verb, path without ids, and action of the REST API to how often it was asked
 */
public record VcsimStats(
    Map<String, Integer> calls,
    Map<String, Integer> faults,
    int logins,
    int refusedLogins,
    int logouts,
    int openSessions,
    int endedSessions,
    int inFlight,
    int mostInFlight,
    int mostReferences,
    long bytesSent,
    Map<String, Integer> userAgents,
    Map<String, Integer> rest) {

  /** How often a SOAP method was sent. */
  public int calls(String method) {
    return calls.getOrDefault(method, 0);
  }
}
