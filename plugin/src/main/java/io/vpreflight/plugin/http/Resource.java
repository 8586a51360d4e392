// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import java.io.IOException;

/** Something that is asked for under an address. Called by several threads. */
@FunctionalInterface
interface Resource {
  /**
   * The answer.
   *
   * @throws Problem when it cannot be given
   */
  Answer answer(Call call) throws IOException;
}
