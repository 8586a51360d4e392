// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.util.List;

/** Is told what people should know of the logins of one account. Safe for several threads. */
public interface LoginWatch {
  /** Nobody is told. */
  LoginWatch NOBODY =
      new LoginWatch() {
        @Override
        public void stopped(List<String> servers) {}

        @Override
        public void forgets(LoginMemory.Unusable why) {}
      };

  /**
   * A secret is not tried any more; told once, until it is tried again.
   *
   * @param servers which refused it, as {@code host:port}
   */
  void stopped(List<String> servers);

  /**
   * A secret was refused, and only this process knows it; or something is kept that nobody here
   * understands. Told once.
   */
  void forgets(LoginMemory.Unusable why);
}
