// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rule for files that hold a password: nobody but their owner can read or change them. */
public final class PasswordFile {
  private static final Set<PosixFilePermission> TOO_OPEN =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private PasswordFile() {}

  /**
   * What is wrong with a file, or null. Where the file system knows no owners, only whether it can
   * be read is asked.
   *
   * @param origin who named it
   */
  public static @Nullable Text problem(Path file, String origin) {
    return problem(file, origin, System.getenv("CREDENTIALS_DIRECTORY"));
  }

  /**
   * The same.
   *
   * @param credentials the folder in which systemd lays the credentials of a service, or null
   */
  static @Nullable Text problem(Path file, String origin, @Nullable String credentials) {
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      return Text.of("config.unreadable", origin, file.toString());
    }
    try {
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      if (posix && isTooOpen(Files.getPosixFilePermissions(file), isIn(credentials, file))) {
        return Text.of("config.password-file-open", file.toString());
      }
      // Two bytes may be the end of an empty line; what is longer is a password, or not UTF-8.
      boolean empty = Files.size(file) <= 2 && Files.readString(file, ISO_8859_1).isBlank();
      return empty ? Text.of("config.password-file-empty", file.toString()) : null;
    } catch (IOException e) {
      return Text.of("config.unreadable", origin, file.toString());
    }
  }

  /**
   * Systemd lets the user of a service read its credentials by an access control list, the mask of
   * which looks like a right of the group.
   */
  private static boolean isTooOpen(Set<PosixFilePermission> given, boolean isCredential) {
    return given.stream()
        .filter(right -> !isCredential || right != PosixFilePermission.GROUP_READ)
        .anyMatch(TOO_OPEN::contains);
  }

  private static boolean isIn(@Nullable String folder, Path file) {
    return folder != null
        && !folder.isBlank()
        && file.toAbsolutePath().normalize().startsWith(Path.of(folder).toAbsolutePath());
  }
}
