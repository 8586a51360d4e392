// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.plugin.proof.FaultMatrixTest.Row;
import java.util.Map;

/**
 * Rows of the fault matrix about what an audit meets on the way to a vCenter and in its answers.
 */
final class FaultsOfReading {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          Map.entry(
              "F1",
              new Row(
                  "The name is unknown, the port is closed, the accept queue is" + " full",
                  "That vCenter is named as unreachable and the others of the run"
                      + " finish; its findings stay, with since when nobody looked; told once, not at"
                      + " every audit")),
          Map.entry(
              "F2",
              new Row(
                  "The certificate is of another name or authority, expired, or"
                      + " not the one that is pinned; the server speaks an older TLS;"
                      + " nothing comes after the connection",
                  "Nothing is sent, least of all a login; what to do is said")),
          Map.entry(
              "F6",
              new Row(
                  "A server takes its time, falls silent in the middle, or never" + " answers",
                  "Ended with the time that was given; what was read is kept, and"
                      + " that it is not whole is said")),
          Map.entry(
              "F7",
              new Row(
                  "301 to 308, 401, 407, 408, 421, 429, 500 to 504, with and"
                      + " without `Retry-After`; HTML, nothing, text, or XML in the"
                      + " wrong clothes",
                  "Told apart; never followed, never sent again, never parsed")),
          Map.entry(
              "F8",
              new Row(
                  "XML that is none, is cut off, has a document type, unknown"
                      + " types and constants, no end in length, depth or number; 1,200"
                      + " replies harmed by one seed",
                  "Read or refused with its reason; a thing that is not"
                      + " understood costs itself alone; no file and no address is"
                      + " opened")),
          Map.entry(
              "F9",
              new Row(
                  "Pages are shorter than asked for, come twice, or never end;"
                      + " tokens are of a dead session",
                  "What was asked for is read, missing or gone, and counted;"
                      + " never fewer findings")),
          Map.entry(
              "F10",
              new Row(
                  "Objects vanish between list and reading, or come twice; a"
                      + " reference means another machine",
                  "Gone is no failure; one object is judged once; two machines of"
                      + " one identity are told, not merged; another machine"
                      + " gets no repair")),
          Map.entry(
              "F11",
              new Row(
                  "Properties are missing as not authenticated, not permitted, or"
                      + " not known to that version",
                  "One new session; undetermined with its reason, never well")),
          Map.entry(
              "F12",
              new Row(
                  "A host does not answer; one object makes a whole call fail",
                  "It is found, its objects are undetermined, and no others")),
          Map.entry(
              "F13",
              new Row(
                  "The session ends between any two calls, again and again, or in"
                      + " the middle of pages",
                  "One new login, nothing missing and nothing twice; given up"
                      + " when it happens again and again")),
          Map.entry(
              "F14",
              new Row(
                  "The password is wrong, empty, or wrong for many vCenters at once; over"
                      + " restarts, nodes, and commands at once; a process ends in the middle"
                      + " of a login",
                  "Two tries in three minutes, then none until it is another, or somebody"
                      + " says that it is right now; no empty one is sent, and none is kept")),
          Map.entry(
              "F15",
              new Row(
                  "vCenter has no room for a session, each time that it is time",
                  "Told; asked once in five minutes; nothing is left behind")),
          Map.entry(
              "F17",
              new Row(
                  "vCenter speaks 6.0, 6.5, 6.7, 7.0, 8.0 or 9.0, or a version of" + " the future",
                  "Audited whole in the newest version that both know; what it"
                      + " does not have is not taken for well")),
          Map.entry(
              "F18",
              new Row(
                  "The clock of vCenter is an hour ahead or behind",
                  "The same findings, by its own clock; told")),
          Map.entry(
              "F19",
              new Row(
                  "10,000 machines on 500 hosts, as many findings, 5,000 open tasks and 200,000"
                      + " events",
                  "Read, reported, kept and listed in pages with 512 MB; batches of a hundred,"
                      + " two calls at once; what is more than is read is told")),
          Map.entry(
              "F20",
              new Row(
                  "vCenter lets few counters be asked for at once, or none",
                  "Asked in smaller parts, at the next audits of a service at once; a limit"
                      + " that was raised is found; what cannot be had costs nothing but itself")));

  private FaultsOfReading() {}
}
