// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.plugin.proof.FaultMatrixTest.Row;
import java.util.Map;

/** Rows of the fault matrix about the process, its store, its clock and its files. */
final class FaultsOfTheService {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          Map.entry(
              "F34",
              new Row(
                  "No memory, no stack, a check or a reading that breaks, a schedule"
                      + " that throws, a thread of a library that dies, an end without"
                      + " warning",
                  "The process ends with 70; no half-written report; what else"
                      + " there was to do is done")),
          Map.entry(
              "F36",
              new Row(
                  "The database is cut, garbage, older, newer, missing, or a copy"
                      + " of last week",
                  "Refused with the way out and left as it is; before an upgrade"
                      + " a copy is made; what is kept of refused logins alone counts no"
                      + " more then, and that is told")),
          Map.entry(
              "F38",
              new Row(
                  "The disk is full, the place of a report is taken, the process"
                      + " is killed while writing",
                  "The old report stays")),
          Map.entry(
              "F39",
              new Row(
                  "Clocks change both ways; somebody sets the clock an hour ahead, an"
                      + " hour back or a day back, in a repair, in a lease, in a process"
                      + " that waits, while a message waits; a lease ran out; an approval"
                      + " comes from another clock",
                  "Done once on every day, at the first moment after when the time is"
                      + " skipped; no time is done twice; what is waited for goes by no"
                      + " clock that can be set, leases by that of the database; what ran"
                      + " out is not renewed")),
          Map.entry(
              "F40",
              new Row(
                  "The service was down for a weekend and 200 times of a schedule; 500"
                      + " schedules are due at once; more wait for their jitter than are"
                      + " done at a time",
                  "Caught up once, or not at all, as the schedule says; each done once,"
                      + " four at a time; a jitter is in nobody's way and outlives a"
                      + " restart")),
          Map.entry(
              "F42",
              new Row(
                  "Two installations, or three, repair in one vCenter; the events of"
                      + " its logins cannot be read, or do not say which program it was",
                  "Each is told which other one, by whom and when, and nothing is sent until"
                      + " a person answers for that one; what is not known is said")),
          Map.entry(
              "F43",
              new Row(
                  "A file or a store of an older or newer version",
                  "The older is read; the newer is refused and left as it is")),
          Map.entry(
              "F44",
              new Row(
                  "Unknown keys, wrong values, no cron expression, no time zone,"
                      + " tabs, another encoding, one vCenter twice, a secret that"
                      + " others can read; all of it again while the service runs",
                  "Everything at once with its line and the nearest name; nothing"
                      + " is sent and nothing is made; what is in force stays in force")),
          Map.entry(
              "F49",
              new Row(
                  "The journal is changed in any column, cut, reordered, written"
                      + " anew, or replaced by an older copy",
                  "`journal verify` names the first bad line")),
          Map.entry(
              "F50",
              new Row(
                  "Secrets of every kind that a service knows, whose text is searched"
                      + " for afterwards",
                  "In no log, no report, no database, no message, no answer of the API"
                      + " and no command line")));

  private FaultsOfTheService() {}
}
