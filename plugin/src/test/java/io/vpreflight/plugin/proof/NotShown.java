// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** What no test of the fault matrix shows, and why. */
final class NotShown {
  static final String TEXT =
      """
      ## What is not shown here

      - F1: what is done again after 1, 2, 4, 8 and 10 minutes are repairs; an audit is done again \
      at its next time.
      - F6: no server that sends a byte a second for minutes, only some that are slower than what \
      they were given.
      - F8: the limits of the reader are smaller in the test than in the product, and no process \
      runs in a small heap; the corpus is made anew from one seed.
      - F15: a command is over before five minutes are; only the service leaves a vCenter alone, \
      and a repair never does.
      - F19: the machines are copies of five hundred; how long it takes is measured by the \
      benchmark.
      - F20: a command forgets at its end what it learnt of the limit of counters.
      - F33: nobody waits the 90 seconds that systemd gives.
      - F34: no library is made to break; the errors are thrown in threads of Quartz, and in one \
      that nobody of ours looks after.
      - F35, F38: a file system of one's own is only mounted where the build may do so; elsewhere a \
      limit on the size of files stands for it. That a rename has reached the disk.
      - F39: the clock is that of a process, moved by a library; a message that could not be sent \
      is given up too early when the clock is set a day ahead. Nodes whose clocks differ.
      - F40: five hundred schedules do nothing but be counted; with `missed: skip`, one that cannot \
      begin within a minute because others are at it is left out, and told.
      - F42: a vCenter that shows the event of a login later than it lets somebody in. Two copies of \
      one store that are used at the same time cannot be told apart.
      - F43: a version of the product that does not exist yet is a file with a greater number. \
      An older one was never released.
      - F44: a file that is read again while it is being written is whatever it is at that moment.
      """;

  private NotShown() {}
}
