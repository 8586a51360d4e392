// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.service.TokenBook;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.demo.DemoFolder;
import io.vpreflight.plugin.demo.DemoVCenter;
import io.vpreflight.plugin.serve.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * {@code serve --demo}: a vCenter of the demo company in this process, and a file that has it
 * audited every minute. All that is written goes into a folder of its own.
 */
final class ServeDemo implements Service.Company {
  static final String SCHEDULE = "every-minute";

  private final App app;
  private final DemoFolder folder;
  private final DemoVCenter vcenter;

  private ServeDemo(App app, DemoFolder folder, DemoVCenter vcenter) {
    this.app = app;
    this.folder = folder;
    this.vcenter = vcenter;
  }

  /** Starts the vCenter and writes the file. */
  static ServeDemo start(App app) throws IOException {
    DemoFolder folder = DemoFolder.in(Path.of(""));
    DemoVCenter vcenter = null;
    try {
      vcenter = DemoVCenter.start(folder, Duration.ZERO, 0);
      Files.writeString(
          folder.service(),
          Files.readString(folder.config())
              + "schedules:\n"
              + ("  " + SCHEDULE + ":\n")
              + "    cron: \"0 * * * * ?\"\n"
              + "    profile: cbt-health\n"
              + "notify:\n"
              + "  mailbox:\n"
              + "    type: mail\n"
              + ("    folder: '" + folder.mail() + "'\n")
              + "    from: vpreflight@valombre.example\n"
              + "    to: operations@valombre.example\n");
      ServeDemo demo = new ServeDemo(app, folder, vcenter);
      vcenter = null;
      return demo;
    } finally {
      if (vcenter != null) {
        vcenter.close();
      }
    }
  }

  /** For {@code --config}. */
  Path config() {
    return folder.service();
  }

  /** For {@code --state-dir}. */
  Path state() {
    return folder.state();
  }

  /** Makes a token, and says what to type. */
  @Override
  public void greet(Store store, String url) {
    String token =
        new TokenBook(store.tokens(), app.clock())
            .create("demo", Set.of(Scope.ADMIN), null)
            .orElseThrow()
            .secret();
    PrintWriter out = app.console().out();
    String curl = "    curl -H 'Authorization: Bearer " + token + "' ";
    out.println(
        app.console().texts().say("serve.demo.head", vcenter.version(), vcenter.machines()));
    out.println(app.console().texts().say("serve.demo.token", token));
    out.println(app.console().texts().say("serve.demo.try"));
    out.println("    curl " + url + "/health");
    out.println(curl + url + "/api/v1/audits");
    out.println(curl + "'" + url + "/api/v1/findings?severity=critical'");
    out.println(curl + url + "/metrics");
    out.println(curl + "-X POST " + url + "/api/v1/schedules/" + SCHEDULE + "/run");
    out.println("    " + Typed.itself() + " schedules --state-dir " + folder.state());
    out.println(app.console().texts().say("serve.demo.mail", folder.mail().toString()));
    out.println(app.console().texts().say("serve.demo.end", folder.path().toString()));
    out.flush();
  }

  @Override
  public void close() {
    vcenter.close();
    try {
      folder.remove();
    } catch (IOException e) {
      app.console().say("demo.live.left", folder.path().toString());
    }
  }
}
