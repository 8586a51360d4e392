// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.Baselines;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.vsphere.capture.CaptureFile;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final String COMMAND = "baseline export";

  private final App app;

  @Parameters(index = "0", paramLabel = "SCHEDULE", descriptionKey = "baselineSchedule")
  private String schedule = "";

  @Option(names = "--vcenter", paramLabel = "NAME|UUID", descriptionKey = "baselineVCenter")
  private @Nullable String vcenter;

  @Option(names = "--out", paramLabel = "FILE", required = true, descriptionKey = "captureOut")
  private @Nullable Path out;

  @Mixin private final ServiceFlags service = new ServiceFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  BaselineExportCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    Path target = Objects.requireNonNull(out);
    CaptureFile.write(target, service.isNamed() ? there(service.need(app)) : here());
    app.console().say("cli.written", target.toString());
    return Exit.OK;
  }

  /** In the state folder, whoever has its store. */
  private Inventory here() throws IOException {
    List<Text> problems = new ArrayList<>();
    Setting said = new Setting(AuditResolver.STORED + schedule, COMMAND);
    List<Path> files = Baselines.in(service.folder(app.environment())).named(said, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    List<Kept> all = new ArrayList<>();
    Inventory wanted = null;
    for (Path file : files) {
      Inventory read = Baselines.read(file);
      Kept kept = new Kept(read.vcenter().name(), read.vcenter().instanceUuid());
      all.add(kept);
      wanted = isMeant(kept) ? read : wanted;
    }
    one(all);
    return Objects.requireNonNull(wanted);
  }

  /** Through the service that was named. */
  private Inventory there(ServiceClient client) throws IOException {
    HistoryElsewhere elsewhere = new HistoryElsewhere(client);
    List<Kept> all =
        elsewhere.baselines(schedule).rows().stream()
            .filter(row -> row.schedule().equals(schedule))
            .map(row -> new Kept(row.vcenter(), row.instanceUuid()))
            .toList();
    if (all.isEmpty()) {
      throw new ConfigException(
          List.of(Text.of("config.no-baseline", COMMAND, schedule, client.toString())));
    }
    Kept wanted = one(all);
    // Nobody else may read it: it names every machine.
    Path copy = Files.createTempFile("vpreflight-", BaselineBook.SUFFIX);
    try {
      elsewhere.baseline(schedule, wanted.uuid(), copy);
      return Baselines.read(copy);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** One of which something is kept. */
  private record Kept(String name, String uuid) {}

  /** The one that is meant: a capture is of one vCenter. */
  private Kept one(List<Kept> all) {
    List<Kept> meant = all.stream().filter(this::isMeant).toList();
    List<String> names = all.stream().map(Kept::name).toList();
    if (meant.size() > 1) {
      throw problem("config.several-baselines", schedule, names);
    }
    if (meant.isEmpty()) {
      throw problem("config.no-baseline-vcenter", String.valueOf(vcenter), names);
    }
    return meant.get(0);
  }

  private boolean isMeant(Kept kept) {
    String said = vcenter;
    return said == null
        || said.toLowerCase(Locale.ROOT).equals(kept.name().toLowerCase(Locale.ROOT))
        || said.equals(kept.uuid());
  }

  private static ConfigException problem(String key, String what, List<String> names) {
    return new ConfigException(List.of(Text.of(key, what, String.join(", ", names))));
  }
}
