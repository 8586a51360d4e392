// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import io.vpreflight.plugin.cli.Shell;
import java.nio.file.Path;
import java.util.Arrays;

/** A command in a process of its own, where waiting is soon over: the home, then the words. */
final class Apart {
  private Apart() {}

  /** Runs it and ends with its exit code, unless something ends the process before. */
  public static void main(String[] args) {
    Shell shell = new Shell(Path.of(args[0])).hurrying();
    if (args[1].equals("serve")) {
      shell.aloud();
    }
    Shell.Result result = shell.run(Arrays.copyOfRange(args, 1, args.length));
    System.out.println(result);
    System.exit(result.code());
  }
}
