// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.vsphere.capture.CaptureFile;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VCenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baseline export}: a copy of what a schedule compares with, as a capture. */
@Command(name = "export", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class BaselineExportCommand implements Callable<Integer> {
  private final App app;

  @Parameters(index = "0", paramLabel = "SCHEDULE", descriptionKey = "baselineSchedule")
  private String schedule = "";

  @Option(names = "--vcenter", paramLabel = "NAME|UUID", descriptionKey = "baselineVCenter")
  private @Nullable String vcenter;

  @Option(names = "--out", paramLabel = "FILE", required = true, descriptionKey = "captureOut")
  private @Nullable Path out;

  @Mixin private final StateFlags state = new StateFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  BaselineExportCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    List<Text> problems = new ArrayList<>();
    Setting said = new Setting(AuditResolver.STORED + schedule, "baseline export");
    List<Path> files = Baselines.in(state.folder(app.environment())).named(said, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    List<String> seen = new ArrayList<>();
    Inventory wanted = null;
    boolean several = false;
    for (Path file : files) {
      Inventory read = Baselines.read(file);
      seen.add(read.vcenter().name());
      if (isMeant(read.vcenter())) {
        several = wanted != null;
        wanted = read;
      }
    }
    if (several) {
      // A capture is of one vCenter.
      throw problem("config.several-baselines", schedule, seen);
    }
    if (wanted == null) {
      throw problem("config.no-baseline-vcenter", String.valueOf(vcenter), seen);
    }
    Path target = Objects.requireNonNull(out);
    CaptureFile.write(target, wanted);
    app.console().say("cli.written", target.toString());
    return Exit.OK;
  }

  private boolean isMeant(VCenter read) {
    String name = vcenter;
    return name == null
        || name.toLowerCase(Locale.ROOT).equals(read.name().toLowerCase(Locale.ROOT))
        || name.equals(read.instanceUuid());
  }

  private static ConfigException problem(String key, String what, List<String> names) {
    return new ConfigException(List.of(Text.of(key, what, String.join(", ", names))));
  }
}
