// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileException;
import io.vpreflight.jobs.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A profile of the user's own, which is called what its file is called. */
final class ProfileFile {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  private ProfileFile() {}

  /** True for what names a file and not a profile that comes with the product. */
  static boolean isFile(String said) {
    return said.contains("/") || said.contains("\\") || ENDINGS.stream().anyMatch(said::endsWith);
  }

  /**
   * Reads a profile and holds it against the checks.
   *
   * @throws ProfileException with everything that is wrong
   * @throws IOException if it cannot be read
   */
  static Profile read(Path file) throws IOException {
    String id = String.valueOf(file.getFileName());
    for (String ending : ENDINGS) {
      id = id.endsWith(ending) ? id.substring(0, id.length() - ending.length()) : id;
    }
    if (ProfileReader.BUILT_IN.contains(id)) {
      throw new ProfileException(
          List.of(Text.of("profile.problem.name-taken", file.toString(), id)));
    }
    return ProfileReader.read(
        id,
        file.toString(),
        Files.readString(file),
        Checks.all().stream().map(Check::info).toList());
  }
}
