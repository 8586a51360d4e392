// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.access.Account;
import io.vpreflight.plugin.access.AccountAnswer;
import io.vpreflight.plugin.access.Feature;
import io.vpreflight.plugin.access.FeatureAccess;
import io.vpreflight.plugin.access.FeatureAccess.State;
import io.vpreflight.plugin.access.Features;
import io.vpreflight.plugin.access.Role;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.soap.SoapSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code privileges}: what an account lacks, object by object, and the least role. Without a
 * vCenter it shows the role alone.
 */
@Command(name = "privileges", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class PrivilegesCommand implements Callable<Integer> {
  private final App app;

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Option(
      names = "--for",
      paramLabel = "FEATURE",
      split = ",",
      defaultValue = Features.DEFAULT,
      descriptionKey = "privilegesFor")
  private List<String> features = new ArrayList<>();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  /** The command, with its outside. */
  public PrivilegesCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    List<Feature> wanted = wanted();
    Role role = Role.of(wanted);
    List<AccountAnswer> answers = isAnyVcenterNamed() ? ask(wanted) : List.of();
    if (form == ShortForm.JSON) {
      new PrivilegesJson(app).print(wanted, role, answers);
    } else {
      new PrivilegesText(app.console()).print(role, answers);
    }
    return exitCode(answers);
  }

  private List<AccountAnswer> ask(List<Feature> wanted) {
    AuditPlan plan = CheckedFlags.of(app, connection, new AuditFlags());
    List<AccountAnswer> answers = new ArrayList<>();
    try (Connections connections = plan.connections();
        Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      for (VCenterSettings settings : plan.vcenters()) {
        answers.add(ask(connections, settings, wanted));
      }
    }
    return answers;
  }

  private static AccountAnswer ask(
      Connections connections, VCenterSettings settings, List<Feature> wanted) {
    String name = settings.endpoint().name();
    try (SoapSession session = connections.open(settings)) {
      Account account = Account.of(session);
      List<FeatureAccess> features = account.access(session, wanted);
      return AccountAnswer.of(name, account, features, account.paths(session, features));
    } catch (VSphereException e) {
      return AccountAnswer.failed(name, Problems.of(name, e));
    }
  }

  /** What could not be found out is stronger than what lacks. */
  private static int exitCode(List<AccountAnswer> answers) {
    boolean lacking = false;
    for (AccountAnswer answer : answers) {
      if (answer.problem() != null
          || answer.features().stream().anyMatch(f -> f.state() == State.UNDETERMINED)) {
        return Exit.INCOMPLETE;
      }
      lacking |= answer.features().stream().anyMatch(f -> f.state() == State.LACKING);
    }
    return lacking ? Exit.FINDINGS : Exit.OK;
  }

  private boolean isAnyVcenterNamed() {
    return !connection.draft().vcenters.isEmpty()
        || connection.config != null
        || app.environment().get("GOVC_URL") != null;
  }

  private List<Feature> wanted() {
    List<String> known = Features.all().stream().map(Feature::id).toList();
    List<Text> problems = new ArrayList<>();
    for (String id : features) {
      if (!known.contains(id)) {
        String near = NearestName.of(id, known);
        problems.add(
            near == null
                ? Text.of("config.unknown-feature", "--for", id, String.join(", ", known))
                : Text.of("config.unknown-feature.near", "--for", id, near));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return Features.of(features);
  }
}
