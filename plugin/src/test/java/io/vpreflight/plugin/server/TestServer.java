// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.net.URI;
import java.nio.file.Path;

/** A vCenter that is none, with what a client needs to log in. */
public interface TestServer extends AutoCloseable {
  /** {@code https://127.0.0.1:PORT/sdk}. */
  URI url();

  String username();

  String password();

  /** SHA-256 of the certificate, {@code AA:BB:...}. */
  String thumbprint();

  /** The certificate as PEM, fit for a CA bundle. */
  Path certificate();

  @Override
  void close();
}
