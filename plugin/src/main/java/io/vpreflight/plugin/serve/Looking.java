// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.plugin.connect.Connections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who only looks at a vCenter for the service is cancelled at its end. For several threads. */
final class Looking {
  private final ServiceConnections connections;
  private final Set<Connections> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  Looking(ServiceConnections connections) {
    this.connections = connections;
  }

  /** New connections, to be closed by whoever looks. */
  Look open() {
    return new Look(connections.open());
  }

  /** One of them. */
  final class Look implements AutoCloseable {
    private final Connections opened;

    private Look(Connections opened) {
      this.opened = opened;
      open.add(opened);
      if (stopped) {
        opened.cancel();
      }
    }

    Connections connections() {
      return opened;
    }

    @Override
    public void close() {
      open.remove(opened);
      opened.close();
    }
  }

  /** Whoever looks, or will, is cancelled. */
  void stop() {
    stopped = true;
    connections.stop();
    open.forEach(Connections::cancel);
  }
}
