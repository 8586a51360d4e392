// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every thread of this process that ends because there is no memory or no stack left, be
 * it one of a library: what it was there for is not done any more, and nobody else would notice.
 */
final class ThreadDeaths implements AutoCloseable {
  private final @Nullable UncaughtExceptionHandler before;

  private ThreadDeaths(@Nullable UncaughtExceptionHandler before) {
    this.before = before;
  }

  /** From now on, until it is closed; what else nobody caught is printed as ever. */
  static ThreadDeaths on(Consumer<VirtualMachineError> told) {
    UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, problem) -> {
          if (problem instanceof VirtualMachineError error) {
            told.accept(error);
          }
          if (before == null) {
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            problem.printStackTrace();
          } else {
            before.uncaughtException(thread, problem);
          }
        });
    return new ThreadDeaths(before);
  }

  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
