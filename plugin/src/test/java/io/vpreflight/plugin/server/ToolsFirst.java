// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where no test may be left out for want of a server, what has to be built is built before the
 * first test begins: a slow machine would otherwise build in the time that the test has.
 */
public final class ToolsFirst implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    if (TestServers.areRequired()) {
      TestServers.prepare();
    }
  }
}
