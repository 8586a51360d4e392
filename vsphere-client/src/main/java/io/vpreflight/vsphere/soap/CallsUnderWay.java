// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;

/**
 * The calls of one transport that are on their way, so that they can be dropped together. Those
 * that make or end a session are not cut off with the others: the server would keep a session that
 * nobody knows of. Safe for several threads.
 */
public final class CallsUnderWay {
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Set<Call> uses = ConcurrentHashMap.newKeySet();
  private final Set<Call> logins = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /** What a call does to the session. */
  public enum Part {
    LOGIN,
    USE,
    LOGOUT
  }

  /** A call is about to be sent; after {@link #cancel} only a logout goes out. */
  public void begin(Call call, Part part) {
    if (part == Part.LOGOUT) {
      // Nobody waits longer for a farewell; a session without one ends by itself.
      call.timeout().timeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    (part == Part.LOGIN ? logins : uses).add(call);
    if (cancelled) {
      call.cancel();
    }
  }

  /** A call has come back. */
  public void end(Call call) {
    uses.remove(call);
    logins.remove(call);
  }

  /** Drops what is on its way: a login only when it has not come back for ten seconds. */
  public void cancel() {
    cancelled = true;
    uses.forEach(Call::cancel);
    if (!logins.isEmpty()) {
      CompletableFuture.delayedExecutor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> logins.forEach(Call::cancel));
    }
  }

  /** True when nothing new is to be sent. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** True when that call failed because it was dropped. */
  public boolean isCancelled(Call call) {
    return cancelled && call.isCanceled();
  }
}
