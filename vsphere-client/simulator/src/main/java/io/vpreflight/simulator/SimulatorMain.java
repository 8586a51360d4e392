// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.session.User;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a simulator as a process of its own, or several when several dumps are named. It prints one
 * line of JSON for each when it answers, and ends when it is killed, or when its standard input
 * does if it was started with {@code --stdin}.
 */
public final class SimulatorMain {
  private static final String USAGE =
      "usage: --load DUMP [--load DUMP ...] [--listen ADDRESS] [--port N] [--user NAME] [--password TEXT]"
          + " [--pace 20s] [--log FILE] [--api-version 8.0.3.0] [--certificate FILE] [--now]"
          + " [--stdin]";
  private static final Set<String> SWITCHES = Set.of("--now", "--stdin");
  private static final Set<String> VALUES =
      Set.of(
          "--listen",
          "--port",
          "--user",
          "--password",
          "--pace",
          "--log",
          "--api-version",
          "--certificate");

  /** Two servers would take these from each other. */
  private static final Set<String> OF_ONE =
      new TreeSet<>(List.of("--certificate", "--log", "--port"));

  private static final Pattern PACE = Pattern.compile("(\\d{1,7})(ms|s|m)");

  private SimulatorMain() {}

  /**
   * Starts it and waits.
   *
   * @throws IOException when the dump cannot be read or the port is taken
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Path> dumps = new ArrayList<>();
    Map<String, String> options;
    try {
      options = options(arguments, dumps);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Simulator> running = new ArrayList<>();
    for (Path dump : dumps) {
      Simulator simulator = start(dump, options);
      running.add(simulator);
      out.println(
          "{\"url\":"
              + Json.text(simulator.url().toString())
              + ",\"sha256\":"
              + Json.text(simulator.thumbprint())
              + ",\"pid\":"
              + ProcessHandle.current().pid()
              + "}");
    }
    if (options.containsKey("--stdin")) {
      while (System.in.read() >= 0) {
        // Whoever started it holds the other end.
      }
      running.forEach(Simulator::close);
    } else {
      new CountDownLatch(1).await();
    }
  }

  private static Simulator start(Path dump, Map<String, String> options) throws IOException {
    SimulatorBuilder builder = Simulator.load(dump);
    builder.user(
        User.administrator(
            options.getOrDefault("--user", SimulatorBuilder.USER),
            options.getOrDefault("--password", SimulatorBuilder.PASSWORD)));
    options.forEach(
        (name, value) -> {
          switch (name) {
            case "--port" -> builder.port(Integer.parseInt(value));
            case "--pace" -> builder.pace(pace(value));
            case "--log" -> builder.log(Path.of(value));
            case "--api-version" -> builder.apiVersion(value);
            case "--now" -> builder.shiftedToNow();
            default -> {}
          }
        });
    if (options.containsKey("--listen")) {
      builder.address(InetAddress.getByName(options.get("--listen")));
    }
    Simulator simulator = builder.start();
    if (options.containsKey("--certificate")) {
      Files.writeString(Path.of(options.get("--certificate") + ""), simulator.certificate());
    }
    return simulator;
  }

  private static Map<String, String> options(String[] arguments, List<Path> dumps) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (name.equals("--load") && i + 1 < arguments.length) {
        dumps.add(Path.of(arguments[++i]));
      } else if (SWITCHES.contains(name)) {
        options.put(name, "");
      } else if (VALUES.contains(name) && i + 1 < arguments.length) {
        options.put(name, arguments[++i]);
      } else {
        throw new IllegalArgumentException("not understood: " + name);
      }
    }
    if (dumps.isEmpty()) {
      throw new IllegalArgumentException("--load is missing");
    }
    if (dumps.size() > 1 && options.keySet().stream().anyMatch(OF_ONE::contains)) {
      throw new IllegalArgumentException("only for one dump: " + String.join(", ", OF_ONE));
    }
    pace(options.getOrDefault("--pace", "0s"));
    return options;
  }

  private static Duration pace(String text) {
    Matcher matcher = PACE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a time such as 20s: " + text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }
}
