// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.jobs.repair.plan.WindowText;
import io.vpreflight.jobs.repair.policy.PolicyLimits;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.RepairPolicy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Reads the policy of an automatic repair. Whoever may write the file orders repairs: it is refused
 * when others than its owner may. Everything but {@code limits} must be said.
 */
public final class PolicyFile {
  private static final String ORIGIN = "--policy";
  private static final List<String> WANTED =
      List.of("name", "enabled", "kind", "check", "scope", "window", "zone");
  private static final List<String> KEYS =
      List.of("name", "enabled", "kind", "check", "scope", "window", "zone", "limits");
  private static final List<String> SCOPE = List.of("vcenter", "include", "exclude");
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,79}";
  private static final Set<PosixFilePermission> TOO_OPEN =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final YamlFile yaml;
  private final Map<String, NodeTuple> entries;

  private PolicyFile(YamlFile yaml, Map<String, NodeTuple> entries) {
    this.yaml = yaml;
    this.entries = entries;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static PolicyOrder read(Path file) {
    List<Text> problems = new ArrayList<>();
    byte[] bytes = {};
    RepairPolicy policy = null;
    String owner = "?";
    try {
      bytes = Files.readAllBytes(file);
      owner = owner(file);
      if (isPosix(file)
          && Files.getPosixFilePermissions(file).stream().anyMatch(TOO_OPEN::contains)) {
        problems.add(Text.of("config.policy-open", file.toString()));
      }
      policy = policy(file, text(bytes), problems);
    } catch (CharacterCodingException e) {
      problems.add(Text.of("config.not-yaml", file.toString(), "not UTF-8"));
    } catch (IOException e) {
      problems.add(Text.of("config.unreadable", ORIGIN, file.toString()));
    }
    if (policy == null || !problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    String name = policy.name();
    String sha256 = sha256(bytes);
    Path place = file.toAbsolutePath().normalize();
    return new PolicyOrder(
        policy, place.toString(), sha256, owner, () -> withdrawn(place, name, sha256));
  }

  /** The bytes are compared: what was approved is what was read, not what it says now. */
  private static @Nullable Text withdrawn(Path file, String name, String sha256) {
    byte[] now;
    try {
      now = Files.readAllBytes(file);
    } catch (IOException e) {
      return Text.of("policy.gone", name);
    }
    if (sha256(now).equals(sha256)) {
      return null;
    }
    try {
      RepairPolicy policy = policy(file, text(now), new ArrayList<>());
      return policy != null && !policy.enabled()
          ? Text.of("policy.off", name)
          : Text.of("policy.changed", name);
    } catch (CharacterCodingException e) {
      return Text.of("policy.changed", name);
    }
  }

  private static @Nullable RepairPolicy policy(Path file, String text, List<Text> problems) {
    YamlFile yaml = new YamlFile(file, problems);
    Node root = yaml.compose(text).orElse(null);
    if (!(root instanceof MappingNode mapping)) {
      if (problems.isEmpty()) {
        problems.add(Text.of("config.not-a-map", file.toString()));
      }
      return null;
    }
    return new PolicyFile(yaml, yaml.entries(mapping)).policy(mapping, problems);
  }

  private @Nullable RepairPolicy policy(MappingNode root, List<Text> problems) {
    entries.forEach(
        (key, entry) -> {
          if (!KEYS.contains(key)) {
            yaml.unknownKey(entry.getKeyNode(), key, KEYS);
          }
        });
    for (String key : WANTED) {
      if (!entries.containsKey(key)) {
        yaml.problem("config.policy-wants", root, key);
      }
    }
    String name = name();
    boolean enabled = enabled();
    RepairKind kind = kind();
    String check = check();
    Window window = window();
    List<Pattern> vcenters = new ArrayList<>();
    Scope scope = scope(vcenters);
    PolicyLimits limits = limits();
    return problems.isEmpty()
        ? new RepairPolicy(
            Objects.requireNonNull(name),
            enabled,
            Objects.requireNonNull(kind),
            Objects.requireNonNull(check),
            vcenters,
            scope,
            Objects.requireNonNull(window),
            limits)
        : null;
  }

  private @Nullable Setting value(String key) {
    NodeTuple entry = entries.get(key);
    return entry == null ? null : yaml.value(entry.getValueNode()).orElse(null);
  }

  private @Nullable String name() {
    Setting name = value("name");
    if (name != null && !name.value().matches(NAME)) {
      yaml.problem("config.policy-name", name);
    }
    return name == null ? null : name.value();
  }

  /** Anything that is neither is no yes. */
  private boolean enabled() {
    Setting enabled = value("enabled");
    if (enabled != null && !List.of("true", "false").contains(enabled.value())) {
      yaml.problem("config.policy-enabled", enabled);
    }
    return enabled != null && enabled.value().equals("true");
  }

  private @Nullable RepairKind kind() {
    Setting said = value("kind");
    if (said == null) {
      return null;
    }
    RepairKind kind = RepairKind.of(said.value());
    if (kind == null) {
      yaml.unknown(
          "config.policy-kind",
          said,
          RepairPolicy.ALLOWED.stream().map(RepairKind::label).sorted().toList());
    } else if (!RepairPolicy.ALLOWED.contains(kind)) {
      yaml.problem("config.policy-never", said);
    }
    return kind;
  }

  private @Nullable String check() {
    Setting said = value("check");
    if (said == null) {
      return null;
    }
    List<String> known =
        Checks.all().stream()
            .map(check -> check.info().id())
            .filter(id -> id.startsWith("vm."))
            .toList();
    if (!known.contains(said.value())) {
      yaml.unknown("config.policy-check", said, known);
    }
    return said.value();
  }

  private @Nullable Window window() {
    Setting window = value("window");
    Setting zone = value("zone");
    if (window == null || zone == null) {
      return null;
    }
    try {
      return WindowText.read(window.value(), zone.value());
    } catch (PlanException e) {
      yaml.problem(e.problem().key().endsWith("zone") ? zone : window, e.problem());
      return null;
    }
  }

  /** What is not said is not meant: everything is {@code include: "*"}. */
  private Scope scope(List<Pattern> vcenters) {
    NodeTuple entry = entries.get("scope");
    if (entry == null) {
      return Scope.ALL;
    }
    if (!(entry.getValueNode() instanceof MappingNode mapping)) {
      yaml.problem("config.not-a-map", entry.getValueNode());
      return Scope.ALL;
    }
    Map<String, NodeTuple> said = yaml.entries(mapping);
    said.forEach(
        (key, each) -> {
          if (!SCOPE.contains(key)) {
            yaml.unknownKey(each.getKeyNode(), key, SCOPE);
          }
        });
    for (String key : List.of("vcenter", "include")) {
      if (!said.containsKey(key)) {
        yaml.problem("config.policy-wants", mapping, "scope: " + key);
      }
    }
    vcenters.addAll(patterns(said.get("vcenter")));
    return new Scope(patterns(said.get("include")), patterns(said.get("exclude")));
  }

  private List<Pattern> patterns(@Nullable NodeTuple entry) {
    return entry == null
        ? List.of()
        : yaml.values(entry.getValueNode()).stream().map(s -> Pattern.of(s.value())).toList();
  }

  private PolicyLimits limits() {
    NodeTuple entry = entries.get("limits");
    if (entry == null) {
      return PolicyLimits.DEFAULT;
    }
    if (!(entry.getValueNode() instanceof MappingNode mapping)) {
      yaml.problem("config.not-a-map", entry.getValueNode());
      return PolicyLimits.DEFAULT;
    }
    List<Limit> limits = Arrays.asList(Limit.values());
    int[] numbers = limits.stream().mapToInt(limit -> limit.normally).toArray();
    List<String> known = limits.stream().map(limit -> limit.key).toList();
    yaml.entries(mapping)
        .forEach(
            (key, each) -> {
              int at = known.indexOf(key);
              if (at < 0) {
                yaml.unknownKey(each.getKeyNode(), key, known);
              } else {
                numbers[at] = number(each.getValueNode(), limits.get(at));
              }
            });
    return new PolicyLimits(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
  }

  private int number(Node node, Limit limit) {
    String said = yaml.value(node).map(Setting::value).orElse("");
    if (said.matches("[1-9][0-9]{0,3}") && Integer.parseInt(said) <= limit.most) {
      return Integer.parseInt(said);
    }
    if (!said.isEmpty()) {
      yaml.problem("config.policy-limit", node, limit.key, limit.most, said);
    }
    return limit.normally;
  }

  /** The limits, in the order of the record. */
  private enum Limit {
    PER_RUN("perRun", PolicyLimits.DEFAULT.perRun(), PolicyLimits.MOST.perRun()),
    PER_DAY("perDay", PolicyLimits.DEFAULT.perDay(), PolicyLimits.MOST.perDay()),
    PER_HOST("perHost", PolicyLimits.DEFAULT.perHost(), PolicyLimits.MOST.perHost()),
    PER_DATASTORE(
        "perDatastore", PolicyLimits.DEFAULT.perDatastore(), PolicyLimits.MOST.perDatastore()),
    PER_VCENTER("perVCenter", PolicyLimits.DEFAULT.perVCenter(), PolicyLimits.MOST.perVCenter()),
    STOP_AFTER(
        "stopAfterFailures",
        PolicyLimits.DEFAULT.stopAfterFailures(),
        PolicyLimits.MOST.stopAfterFailures());

    private final String key;
    private final int normally;
    private final int most;

    Limit(String key, int normally, int most) {
      this.key = key;
      this.normally = normally;
      this.most = most;
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String owner(Path file) throws IOException {
    try {
      return Files.getOwner(file).getName();
    } catch (UnsupportedOperationException e) {
      return "?";
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
