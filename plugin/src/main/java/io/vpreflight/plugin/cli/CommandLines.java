// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.AuditRefused;
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
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The command line as a whole: every command, and what is said when one fails. */
public final class CommandLines {
  private CommandLines() {}

  /** Does what the arguments say; gives the exit code (see {@link Exit}). */
  public static int run(App app, String... args) {
    return of(app).execute(args);
  }

  /** Every command, with its outside. */
  static CommandLine of(App app) {
    CommandLine line = new CommandLine(new RootCommand(app));
    line.addSubcommand(new AuditCommand(app));
    line.addSubcommand(new AuditsCommand(app));
    line.addSubcommand(new BackupCommand(app));
    line.addSubcommand(new CaptureCommand(app));
    line.addSubcommand(new ChecksCommand(app));
    line.addSubcommand(ConfigCommand.line(app));
    line.addSubcommand(new DemoCommand(app));
    line.addSubcommand(new DoctorCommand(app));
    line.addSubcommand(new FindingsCommand(app));
    line.addSubcommand(JournalCommand.line(app));
    line.addSubcommand(NotifyCommand.line(app));
    line.addSubcommand(new PrivilegesCommand(app));
    line.addSubcommand(RepairCommand.line(app));
    line.addSubcommand(SchedulesCommand.line(app));
    line.addSubcommand(new ServeCommand(app));
    line.addSubcommand(TokenCommand.line(app));
    line.addSubcommand(new WhyCommand(app));
    line.addSubcommand(new BenchCommand(app));
    line.addSubcommand(new AutoComplete.GenerateCompletion());
    line.setOut(app.console().out());
    line.setErr(app.console().err());
    line.setExecutionExceptionHandler((problem, command, parsed) -> say(problem, app.console()));
    line.setParameterExceptionHandler(
        (problem, args) -> {
          Text wrong = WrongUsage.of(problem);
          if (wrong == null) {
            app.console().err().println(problem.getMessage());
          } else {
            app.console().say(wrong);
          }
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
    console.say(
        "cli.broken",
        problem.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        String.valueOf(problem.getMessage()));
    problem.printStackTrace(console.err());
    return Exit.BROKEN;
  }
}
