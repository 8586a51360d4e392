// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
  @TempDir Path temp;

  @BeforeEach
  void where_files_have_owners() {
    assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
  }

  @Test
  void a_credential_of_systemd_may_look_as_if_its_group_could_read_it() throws IOException {
    Path file = file("r--r-----");
    assertNull(problem(file, temp.toString()));
    assertEquals("config.password-file-open", key(problem(file, null)));
    assertEquals("config.password-file-open", key(problem(file, "")));
    assertEquals("config.password-file-open", key(problem(file, temp + "/elsewhere")));
  }

  @Test
  void a_credential_that_others_can_read_or_its_group_change_is_refused() throws IOException {
    assertNotNull(problem(file("r--r--r--"), temp.toString()));
    assertNotNull(problem(file("rw-rw----"), temp.toString()));
  }

  private static @Nullable Text problem(Path file, @Nullable String credentials) {
    return PasswordFile.problem(file, "v.yaml:3", credentials);
  }

  private static String key(@Nullable Text problem) {
    return problem == null ? "" : problem.key();
  }

  private Path file(String rights) throws IOException {
    Path file = Files.createTempFile(temp, "vc", "");
    Files.writeString(file, "secret");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }
}
