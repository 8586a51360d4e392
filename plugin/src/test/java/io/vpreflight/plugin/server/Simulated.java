// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Our own simulator, as the other clients see it. */
public final class Simulated implements TestServer {
  private final Simulator simulator;
  private final Path certificate;

  private Simulated(Simulator simulator, Path certificate) {
    this.simulator = simulator;
    this.certificate = certificate;
  }

  /**
   * Starts one.
   *
   * @param builder with the user that there is when none is named
   * @param folder where its certificate is written
   */
  public static Simulated start(SimulatorBuilder builder, Path folder) throws IOException {
    Simulator simulator = builder.start();
    Path certificate = folder.resolve("simulator.pem");
    Files.writeString(certificate, simulator.certificate());
    return new Simulated(simulator, certificate);
  }

  /** What is behind it. */
  public Simulator simulator() {
    return simulator;
  }

  @Override
  public URI url() {
    return simulator.url();
  }

  @Override
  public String username() {
    return SimulatorBuilder.USER;
  }

  @Override
  public String password() {
    return SimulatorBuilder.PASSWORD;
  }

  @Override
  public String thumbprint() {
    return simulator.thumbprint();
  }

  @Override
  public Path certificate() {
    return certificate;
  }

  @Override
  public void close() {
    simulator.close();
  }
}
