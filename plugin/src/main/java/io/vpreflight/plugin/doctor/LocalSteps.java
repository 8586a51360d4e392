// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.plugin.App;
import io.vpreflight.plugin.connect.KnownVCenters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What vpreflight finds on its own machine: Java, folders, time zones, terminal. */
public final class LocalSteps {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final App app;

  /** Looks at what the commands get from the outside. */
  public LocalSteps(App app) {
    this.app = app;
  }

  /** Every step, in the order in which they are told. */
  public List<Step> all() {
    Path known = KnownVCenters.ofUser(app.environment().variables()).file();
    return List.of(
        java(),
        folder("config-folder", parent(known), known, Status.PROBLEM),
        folder("cache-folder", cache(), null, Status.WARNING),
        timeZone(),
        terminal());
  }

  private static Step java() {
    Runtime.Version version = Runtime.version();
    long heap = Runtime.getRuntime().maxMemory();
    return Step.of(
            "java",
            Status.OK,
            "found",
            version.toString(),
            System.getProperty("java.vendor", ""),
            new io.vpreflight.jobs.check.Bytes(heap))
        .fact("version", version.toString())
        .fact("home", System.getProperty("java.home"))
        .fact("maxHeapBytes", heap);
  }

  /**
   * A folder that is there must be ours alone to change; one that is not will be made when needed.
   *
   * @param file inside of it, which is held to the same; or null
   * @param bad how bad it is when it cannot be used
   */
  private static Step folder(String id, Path folder, @Nullable Path file, Status bad) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    Step step;
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      step =
          Step.of(id, bad, "not-writable", folder.toString())
              .remedy("not-writable", String.valueOf(existing));
    } else if (!existing.equals(folder)) {
      step = Step.of(id, Status.OK, "absent", folder.toString());
    } else {
      Path open = openToOthers(folder) ? folder : file;
      if (open != null && Files.exists(open) && openToOthers(open)) {
        step =
            Step.of(id, Status.PROBLEM, "open", open.toString())
                .remedy("open", open.toString())
                .fact("mode", mode(open));
      } else if (file != null && Files.exists(file) && !Files.isReadable(file)) {
        step =
            Step.of(id, bad, "unreadable", file.toString()).remedy("unreadable", file.toString());
      } else {
        step = Step.of(id, Status.OK, "usable", folder.toString());
      }
    }
    return step.fact("path", folder.toString());
  }

  private Path cache() {
    String xdg = app.environment().get("XDG_CACHE_HOME");
    Path home = xdg == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return home.resolve("vpreflight");
  }

  private Step timeZone() {
    String said = app.environment().get("TZ");
    String rules = ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
    String zone = app.console().texts().zone().getId();
    Step step =
        said == null || isZone(said.startsWith(":") ? said.substring(1) : said)
            ? Step.of("time-zone", Status.OK, "found", zone, rules)
            : Step.of("time-zone", Status.WARNING, "unknown", said, zone).remedy("unknown");
    return step.fact("zone", zone).fact("rules", rules);
  }

  /** POSIX rules such as {@code CET-1CEST} are understood by Java, too, but not as a region. */
  private static boolean isZone(String text) {
    try {
      ZoneId.of(text, ZoneId.SHORT_IDS);
      return true;
    } catch (DateTimeException e) {
      return text.startsWith("/") || text.matches("[A-Za-z]{3,}[-+]?\\d.*");
    }
  }

  private Step terminal() {
    boolean attended = app.console().input() != null;
    boolean drawn = app.console().errIsTerminal();
    String encoding = System.getProperty("native.encoding", "");
    Step step;
    if (attended && !encoding.equalsIgnoreCase("UTF-8")) {
      step = Step.of("terminal", Status.WARNING, "encoding", encoding).remedy("encoding");
    } else {
      step = Step.of("terminal", Status.OK, attended ? "attended" : "unattended");
    }
    return step.fact("questionsCanBeAsked", attended)
        .fact("progressIsDrawn", drawn)
        .fact("encoding", encoding);
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static boolean openToOthers(Path path) {
    try {
      return isPosix(path)
          && Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable String mode(Path path) {
    try {
      return isPosix(path)
          ? PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
