// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Has something done when the process is sent SIGHUP, until it is closed. By reflection: the
 * compiler warns of {@code sun.misc.Signal} in a way that cannot be switched off, and no warning
 * passes our build; Java has no other way to a signal than this one, which every JDK exports
 * ({@code jdk.unsupported}).
 */
final class Hangup implements AutoCloseable {
  private static final String NAME = "HUP";

  private final @Nullable Object before;

  private Hangup(@Nullable Object before) {
    this.before = before;
  }

  /** Where there is no such signal, nothing comes of it. */
  static Hangup on(Runnable work) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  begin(work);
                  return null;
                }
                return switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> Hangup.class.getName();
                };
              });
      return new Hangup(handle(ours));
    } catch (ReflectiveOperationException e) {
      return new Hangup(null);
    }
  }

  /** The thread that brings signals has no class loader, by which libraries find their classes. */
  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "hangup");
    thread.setContextClassLoader(Hangup.class.getClassLoader());
    thread.setDaemon(true);
    thread.start();
  }

  private static @Nullable Object handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handlers = Class.forName("sun.misc.SignalHandler");
    Object hangup = signal.getConstructor(String.class).newInstance(NAME);
    Method handle = signal.getMethod("handle", signal, handlers);
    return handle.invoke(null, hangup, handler);
  }

  @Override
  public void close() {
    if (before == null) {
      return;
    }
    try {
      handle(before);
    } catch (ReflectiveOperationException e) {
      // It could be set, so that it can be set back.
    }
  }
}
