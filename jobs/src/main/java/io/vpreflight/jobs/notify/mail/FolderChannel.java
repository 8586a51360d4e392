// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Rules;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Mail that goes no further than a folder of this machine, one {@code .eml} file a message, whole
 * or not at all: to try things, or for another program to send.
 */
public final class FolderChannel implements Channel {
  private final Rules rules;
  private final Path folder;
  private final MailWriter writer;

  /** Into that folder, which is made when there is none. */
  public FolderChannel(Rules rules, Path folder, Envelope envelope) {
    this.rules = rules;
    this.folder = folder;
    writer = new MailWriter(envelope, rules);
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public void send(Notice notice) throws NotSentException {
    try {
      Files.createDirectories(folder);
      // Readable by its owner only, as temporary files are.
      Path begun = Files.createTempFile(folder, ".", ".part");
      try {
        try (OutputStream out = Files.newOutputStream(begun)) {
          writer.mail(notice, null).writeTo(out);
        }
        Files.move(
            begun,
            folder.resolve(notice.id() + ".eml"),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(begun);
      }
    } catch (IOException | MessagingException e) {
      throw NotSentException.forNow(
          folder + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
