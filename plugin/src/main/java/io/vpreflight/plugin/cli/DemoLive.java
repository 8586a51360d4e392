// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.text.Names;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.demo.DemoFolder;
import io.vpreflight.plugin.demo.DemoVCenter;
import io.vpreflight.plugin.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * {@code demo --live}: a vCenter of the demo company to try plan, approval, run and resume on. It
 * says how to get in and what to type, tells of everything that is changed in it, and stays until
 * it is interrupted.
 */
final class DemoLive {
  private static final String UNTRACKED = "srv-par-suivi03";
  private static final String EXTENDED = "srv-par-suivi13";
  private static final String SAME_BUILD = "srv-par-suivi14";
  private static final int LABEL = 14;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Console console;
  private final PrintWriter out;

  DemoLive(App app) {
    console = app.console();
    out = console.out();
  }

  /**
   * Starts it and waits for Ctrl-C.
   *
   * @param pace how long each task takes
   * @param port 0 for any that is free
   */
  int run(Duration pace, int port) throws IOException {
    DemoFolder folder = DemoFolder.in(Path.of(""));
    DemoVCenter vcenter;
    try {
      vcenter = DemoVCenter.start(folder, pace, port);
    } catch (IOException e) {
      folder.remove();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(vcenter, folder), "demo-end"));
    entrance(vcenter, folder, pace);
    new Words(folder).say();
    out.println(console.texts().say("demo.live.end", folder.path().toString()));
    out.flush();
    vcenter.changes(this::changed);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Exit.OK;
  }

  private void entrance(DemoVCenter vcenter, DemoFolder folder, Duration pace) {
    out.println(console.texts().say("demo.live.head", vcenter.version(), vcenter.machines()));
    line("demo.live.url", vcenter.url());
    line("demo.live.user", vcenter.user());
    line("demo.live.password", console.texts().say("demo.live.in", folder.password().toString()));
    line("demo.live.thumbprint", vcenter.thumbprint());
    line("demo.live.config", console.texts().say("demo.live.config-for", folder.config()));
    line("demo.live.pace", console.texts().say("demo.live.each-task", pace));
  }

  private void line(String label, String value) {
    String name = console.texts().say(label);
    out.println("  " + name + " ".repeat(Math.max(1, LABEL - name.length())) + value);
  }

  private void changed(DemoVCenter.Change change) {
    String time = TIME.withZone(ZoneId.systemDefault()).format(change.at());
    String line =
        String.format(
            Locale.ROOT,
            "%s  %-19s  %-24s  %s",
            time,
            change.method(),
            Names.shown(change.object()),
            Names.shown(change.outcome()));
    console.err().println(line.stripTrailing());
    console.err().flush();
  }

  private void end(DemoVCenter vcenter, DemoFolder folder) {
    vcenter.close();
    try {
      folder.remove();
      console.say("demo.live.ended", folder.path().toString());
    } catch (IOException e) {
      console.say("demo.live.left", folder.path().toString());
    }
  }

  /** What to type, in the order in which to type it. */
  private final class Words {
    private static final String DIGEST = "DIGEST";

    private final DemoFolder folder;

    Words(DemoFolder folder) {
      this.folder = folder;
    }

    void say() {
      String config = "--config " + quoted(folder.config());
      String state = "--state-dir " + quoted(folder.state());
      String plan = quoted(folder.plan());
      String reason = "--reason \"" + console.texts().say("demo.live.reason") + "\"";
      title("demo.live.elsewhere");
      out.println("    cd " + quoted(Path.of("").toAbsolutePath()));
      title("demo.live.audit");
      command("audit " + config + " --profile cbt-health");
      title("demo.live.plan", UNTRACKED, EXTENDED, SAME_BUILD);
      command(
          "repair plan",
          config + " " + state,
          "--kind reset-cbt --own-vm none --out " + plan,
          "--vm " + UNTRACKED + " --vm " + EXTENDED + " --vm " + SAME_BUILD,
          "--acknowledge not-rehearsed=" + EXTENDED,
          "--acknowledge datastore-crowded=" + EXTENDED);
      title("demo.live.approve", DIGEST);
      command("repair approve " + plan + " " + state, "--digest " + DIGEST + " " + reason);
      title("demo.live.run");
      command("repair run " + plan, config + " " + state, "--now " + reason);
      title("demo.live.resume");
      command("repair status " + state);
      command("repair resume " + plan, config + " " + state);
      title("demo.live.verify");
      command("repair history " + state);
      command("journal verify " + state);
      out.println();
    }

    private void title(String key, Object... args) {
      out.println();
      out.println(console.texts().say(key, args));
    }

    private void command(String first, String... more) {
      String join = Typed.IS_WINDOWS ? " " : " \\\n        ";
      String rest = more.length == 0 ? "" : join + String.join(join, List.of(more));
      out.println("    " + Typed.itself() + " " + first + rest);
    }

    private String quoted(Path path) {
      return Typed.quoted(path.toString());
    }
  }
}
