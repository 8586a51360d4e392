// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The processes of one test, and what they say, in the order in which it is heard. */
public final class Nodes implements AutoCloseable {
  private final List<StoreProcess> all = new ArrayList<>();
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final List<Said> heard = new ArrayList<>();

  /** A line, and the node that said it. */
  record Said(StoreProcess node, String line) {}

  /** How many there were so far. */
  public int count() {
    return all.size();
  }

  /** Listens to one more. */
  public StoreProcess add(StoreProcess node) {
    all.add(node);
    Thread reader =
        new Thread(
            () -> {
              try {
                for (String line = node.says(); line != null; line = node.says()) {
                  said.add(new Said(node, line));
                }
              } catch (IOException e) {
                // It was killed.
              }
            });
    reader.setDaemon(true);
    reader.start();
    return node;
  }

  /** The next thing that any of them says. */
  Said next() throws InterruptedException {
    Said next = said.poll(180, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nobody says anything any more; the last was " + heard);
    }
    heard.add(next);
    return next;
  }

  /** Whoever says that next. */
  public StoreProcess whoSays(String line) throws InterruptedException {
    Said next = next();
    while (!next.line().equals(line)) {
      next = next();
    }
    return next.node();
  }

  /** True when that one has said it by now. */
  boolean hasSaid(StoreProcess node, String line) {
    return heard.contains(new Said(node, line));
  }

  /** Such as {@code STOP} and {@code CONT}. */
  public static void signal(String signal, StoreProcess node)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(node.process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("no signal for " + node.process);
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (StoreProcess node : all) {
      node.close();
    }
  }
}
