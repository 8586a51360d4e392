// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.AuditRefused;
import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceException;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.VSphereException;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as a whole: every command, and what is said when one fails. */
public final class CommandLines {
  /** By name, in the order of the help. */
  private static final Map<String, Function<App, CommandLine>> COMMANDS = commands();

  private static final String COMPLETION = "generate-completion";

  private CommandLines() {}

  private static Map<String, Function<App, CommandLine>> commands() {
    Map<String, Function<App, CommandLine>> made = new LinkedHashMap<>();
    made.put("audit", app -> new CommandLine(new AuditCommand(app)));
    made.put("audits", app -> new CommandLine(new AuditsCommand(app)));
    made.put("backup", app -> new CommandLine(new BackupCommand(app)));
    made.put("baseline", BaselineCommand::line);
    made.put("capture", app -> new CommandLine(new CaptureCommand(app)));
    made.put("checks", app -> new CommandLine(new ChecksCommand(app)));
    made.put("config", ConfigCommand::line);
    made.put("demo", app -> new CommandLine(new DemoCommand(app)));
    made.put("diff", app -> new CommandLine(new DiffCommand(app)));
    made.put("doctor", app -> new CommandLine(new DoctorCommand(app)));
    made.put("findings", app -> new CommandLine(new FindingsCommand(app)));
    made.put("journal", JournalCommand::line);
    made.put("notify", NotifyCommand::line);
    made.put("privileges", app -> new CommandLine(new PrivilegesCommand(app)));
    made.put("repair", RepairCommand::line);
    made.put("restore", app -> new CommandLine(new RestoreCommand(app)));
    made.put("schedules", SchedulesCommand::line);
    made.put("serve", app -> new CommandLine(new ServeCommand(app)));
    made.put("service", ServiceCommand::line);
    made.put("token", TokenCommand::line);
    made.put("why", app -> new CommandLine(new WhyCommand(app)));
    made.put("write-back", WriteBackCommand::line);
    made.put("bench", app -> new CommandLine(new BenchCommand(app)));
    return made;
  }

  /** Does what the arguments say; gives the exit code (see {@link Exit}). */
  public static int run(App app, String... args) {
    Set<String> named = new HashSet<>(List.of(args));
    try {
      return of(app, named.contains(COMPLETION) ? COMMANDS.keySet() : named).execute(args);
    } catch (OutOfMemoryError e) {
      app.console().say("cli.memory", new Bytes(Runtime.getRuntime().maxMemory()));
      return Exit.BROKEN;
    } catch (Error e) {
      return broken(e, app.console());
    }
  }

  /** Every command, with its outside. */
  static CommandLine of(App app) {
    return of(app, COMMANDS.keySet());
  }

  /**
   * To set up every command takes longer than most of them: one that is not named is only listed.
   */
  private static CommandLine of(App app, Set<String> named) {
    CommandLine line = new CommandLine(new RootCommand(app));
    COMMANDS.forEach(
        (name, made) ->
            line.addSubcommand(name, named.contains(name) ? made.apply(app) : listed(name)));
    line.addSubcommand(new AutoComplete.GenerateCompletion());
    line.setOut(app.console().out());
    line.setErr(app.console().err());
    line.setExecutionExceptionHandler((problem, command, parsed) -> say(problem, app.console()));
    line.setParameterExceptionHandler(
        (problem, args) -> {
          List<Text> wrong = WrongUsage.of(problem);
          if (wrong.isEmpty()) {
            app.console().err().println(problem.getMessage());
          }
          wrong.forEach(app.console()::say);
          app.console().say("cli.usage", problem.getCommandLine().getCommandSpec().qualifiedName());
          return Exit.USAGE;
        });
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            app.console().style() == io.vpreflight.jobs.report.Style.COLOR
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    return line;
  }

  /** A command that the help can list, and nothing more. */
  private static CommandLine listed(String name) {
    CommandSpec spec = CommandSpec.create().name(name);
    return new CommandLine(spec.resourceBundleBaseName(Usage.BUNDLE));
  }

  private static int say(Exception problem, Console console) {
    if (problem instanceof ConfigException config) {
      console.say(
          config.isAfterReading() ? "cli.config.read" : "cli.config", config.problems().size());
      for (Text one : config.problems()) {
        console.err().println("  - " + console.texts().say(one));
      }
      console.err().flush();
      return Exit.USAGE;
    }
    if (problem instanceof AuditRefused refused) {
      console.say(refused.reason());
      return Exit.USAGE;
    }
    if (problem instanceof VSphereException known) {
      console.say(Problems.of("vCenter", known));
      return Exit.INCOMPLETE;
    }
    if (problem instanceof PlanException plan) {
      console.say(plan.problem());
      return Exit.USAGE;
    }
    if (problem instanceof StoreException store) {
      console.say(store.problem());
      return Exit.USAGE;
    }
    if (problem instanceof ServiceException service) {
      console.say(service.problem());
      return service.reached() ? Exit.USAGE : Exit.INCOMPLETE;
    }
    if (problem instanceof IOException io) {
      console.say("cli.io", String.valueOf(io.getMessage()));
      return Exit.USAGE;
    }
    return broken(problem, console);
  }

  private static int broken(Throwable problem, Console console) {
    console.say(
        "cli.broken",
        problem.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        String.valueOf(problem.getMessage()));
    problem.printStackTrace(console.err());
    return Exit.BROKEN;
  }
}
