// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ListenSettings.Tls;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Takes a renewed certificate without a restart: when its files are others, they are read. What
 * cannot be read is said, and the old certificate stays.
 */
final class RenewedKeys implements AutoCloseable {
  private final Tls tls;
  private final SslContextFactory.Server ssl = new SslContextFactory.Server();
  private final Consumer<Text> say;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "certificate");
            thread.setDaemon(true);
            return thread;
          });
  private List<FileTime> readAt;

  private RenewedKeys(Tls tls, Consumer<Text> say) throws IOException {
    this.tls = tls;
    this.say = say;
    readAt = KeyMaterial.writtenAt(tls);
    use(ssl, KeyMaterial.read(tls));
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
  }

  /**
   * Reads them, and looks after them from then on.
   *
   * @param say told when they were read again, or could not be
   */
  static RenewedKeys watch(Tls tls, Duration every, Consumer<Text> say) throws IOException {
    RenewedKeys keys = new RenewedKeys(tls, say);
    long millis = every.toMillis();
    var unused =
        keys.clock.scheduleWithFixedDelay(keys::look, millis, millis, TimeUnit.MILLISECONDS);
    return keys;
  }

  private static void use(SslContextFactory ssl, KeyMaterial material) {
    ssl.setKeyStore(material.keys());
    ssl.setKeyStorePassword(material.password());
  }

  SslContextFactory.Server ssl() {
    return ssl;
  }

  // Whatever goes wrong: it is said, the old certificate stays, and the next look comes.
  @SuppressWarnings("CatchingUnchecked")
  private void look() {
    try {
      List<FileTime> now = KeyMaterial.writtenAt(tls);
      if (now.equals(readAt)) {
        return;
      }
      readAt = now;
      KeyMaterial material = KeyMaterial.read(tls);
      ssl.reload(factory -> use(factory, material));
      say.accept(Text.of("serve.new-keys"));
    } catch (ConfigException e) {
      e.problems().forEach(say);
    } catch (Exception e) {
      say.accept(Text.of("serve.keys-stay", String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
