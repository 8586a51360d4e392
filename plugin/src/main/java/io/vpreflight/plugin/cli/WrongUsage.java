// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the language of the reader: picocli knows only its own. */
final class WrongUsage {
  private WrongUsage() {}

  /** What is wrong; nothing for what only picocli can tell. */
  static List<Text> of(ParameterException problem) {
    if (problem instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      List<String> names = missing.getMissing().stream().map(WrongUsage::whole).toList();
      return List.of(Text.of("cli.missing", String.join(", ", names)));
    }
    if (problem instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknown(unmatched.getUnmatched(), unmatched.getCommandLine());
    }
    Text value = wrongValue(problem);
    return value == null ? List.of() : List.of(value);
  }

  private static @Nullable Text wrongValue(ParameterException problem) {
    ArgSpec argument = problem.getArgSpec();
    String value = problem.getValue();
    if (argument == null || value == null) {
      return null;
    }
    Object[] allowed = argument.type().getEnumConstants();
    return allowed == null
        ? Text.of("cli.bad-value", name(argument), value)
        : Text.of("cli.bad-word", name(argument), value, words(allowed));
  }

  /** Of options that are not known, the values are not known either: those are not told. */
  private static List<Text> unknown(List<String> said, CommandLine line) {
    List<String> options = said.stream().filter(one -> one.startsWith("-")).distinct().toList();
    List<String> told = options.isEmpty() ? said.subList(0, 1) : options;
    return told.stream().map(one -> unknown(one, line)).toList();
  }

  private static Text unknown(String said, CommandLine line) {
    List<String> known = new ArrayList<>();
    if (said.startsWith("-")) {
      line.getCommandSpec()
          .options()
          .forEach(option -> known.addAll(Arrays.asList(option.names())));
    } else {
      known.addAll(line.getSubcommands().keySet());
    }
    String near = NearestName.of(said, known);
    return near == null ? Text.of("cli.unknown", said) : Text.of("cli.unknown.near", said, near);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** With the value that belongs to it. */
  private static String whole(ArgSpec argument) {
    return argument instanceof OptionSpec && argument.arity().max() > 0
        ? name(argument) + " " + argument.paramLabel()
        : name(argument);
  }

  private static String words(Object[] constants) {
    return String.join(", ", Arrays.stream(constants).map(String::valueOf).toList());
  }
}
