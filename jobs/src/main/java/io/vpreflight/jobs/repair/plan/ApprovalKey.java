// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Approval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The key of this installation, with which approvals are signed and held against: Ed25519, in the
 * state folder, for its owner only. It shows that an approval was given here and not changed since;
 * it does not show who typed. Immutable.
 */
public final class ApprovalKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String FILE = "approval-key";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final PrivateKey secret;
  private final PublicKey open;

  private ApprovalKey(PrivateKey secret, PublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  /**
   * The key of a state folder, which is made when there is none.
   *
   * @throws PlanException when others may read it, or it is no key
   * @throws IOException when it cannot be read or written
   */
  public static ApprovalKey in(Path stateFolder) throws IOException {
    Path file = stateFolder.resolve(FILE);
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      try {
        write(file);
      } catch (FileAlreadyExistsException another) {
        // Another process was quicker.
      }
      return read(file);
    }
  }

  private static void write(Path file) throws IOException {
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Base64.Encoder base64 = Base64.getEncoder();
    String text =
        base64.encodeToString(pair.getPrivate().getEncoded())
            + "\n"
            + base64.encodeToString(pair.getPublic().getEncoded())
            + "\n";
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileAttribute<?>[] access =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    // Made whole beside it and then linked under its name: nobody ever reads half a key.
    Path whole = Files.createTempFile(folder, FILE, ".new", access);
    try {
      Files.writeString(whole, text, StandardOpenOption.SYNC);
      Files.createLink(file, whole);
    } catch (UnsupportedOperationException e) {
      Files.copy(whole, file);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static ApprovalKey read(Path file) throws IOException {
    String[] lines = Files.readString(file, StandardCharsets.US_ASCII).strip().split("\n", -1);
    if (isPosix()) {
      EnumSet<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      others.removeAll(OWNER_ONLY);
      if (!others.isEmpty()) {
        throw new PlanException(Text.of("approval.problem.key-open", file.toString()));
      }
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
      if (lines.length != 2) {
        throw new PlanException(Text.of("approval.problem.key", file.toString()));
      }
      ApprovalKey key =
          new ApprovalKey(
              keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines[0].strip()))),
              keys.generatePublic(new X509EncodedKeySpec(base64.decode(lines[1].strip()))));
      key.proveItself();
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new PlanException(Text.of("approval.problem.key", file.toString()));
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  /** Both halves belong together. */
  private void proveItself() throws GeneralSecurityException {
    byte[] word = ALGORITHM.getBytes(StandardCharsets.US_ASCII);
    if (!isSigned(word, sign(word))) {
      throw new GeneralSecurityException("two halves of different keys");
    }
  }

  /**
   * Approves a plan.
   *
   * @param approver the user of the operating system, whom nobody authenticated
   * @throws PlanException when the plan is too old, has nothing to do, or no reason is given
   */
  public Approval approve(PlanFile plan, String approver, String reason, Instant now) {
    return approve(plan, approver, false, reason, now);
  }

  /**
   * Approves a plan.
   *
   * @param authenticated true when the approver is not only said to be who they are
   * @throws PlanException when the plan is too old, has nothing to do, or no reason is given
   */
  public Approval approve(
      PlanFile plan, String approver, boolean authenticated, String reason, Instant now) {
    if (plan.plan().isExpired(now)) {
      throw new PlanException(Text.of("plan.problem.expired", plan.plan().expiresAt()));
    }
    if (plan.plan().repaired().isEmpty()) {
      throw new PlanException(Text.of("approval.problem.nothing"));
    }
    if (reason.isBlank()) {
      throw new PlanException(Text.of("approval.problem.no-reason"));
    }
    Instant at = now.truncatedTo(ChronoUnit.SECONDS);
    Base64.Encoder base64 = Base64.getEncoder();
    Approval bare =
        new Approval(
            plan.digest(),
            approver,
            authenticated,
            reason.strip(),
            at,
            base64.encodeToString(open.getEncoded()),
            "");
    try {
      return new Approval(
          bare.planDigest(),
          bare.approver(),
          bare.authenticated(),
          bare.reason(),
          bare.at(),
          bare.publicKey(),
          base64.encodeToString(sign(words(bare))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Holds an approval against this key and a plan: to be done again before each run.
   *
   * @throws PlanException when it is of another plan or another key, was changed, or is too old
   */
  public void verify(Approval approval, PlanFile plan, Instant now) {
    if (!approval.planDigest().equals(plan.digest())) {
      throw new PlanException(
          Text.of("approval.problem.other-plan", approval.planDigest(), plan.digest()));
    }
    String ours = Base64.getEncoder().encodeToString(open.getEncoded());
    if (!approval.publicKey().equals(ours)) {
      throw new PlanException(Text.of("approval.problem.other-key"));
    }
    boolean signed;
    try {
      signed = isSigned(words(approval), Base64.getDecoder().decode(approval.signature()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      signed = false;
    }
    if (!signed) {
      throw new PlanException(Text.of("approval.problem.signature"));
    }
    if (plan.plan().isExpired(now)) {
      throw new PlanException(Text.of("plan.problem.expired", plan.plan().expiresAt()));
    }
    if (approval.at().isBefore(plan.plan().createdAt())) {
      throw new PlanException(Text.of("approval.problem.before-plan", approval.at()));
    }
  }

  /** What is signed: everything that the approval says, in canonical form. */
  static byte[] words(Approval approval) {
    return CanonicalJson.of(
            Map.of(
                "approvedAt", approval.at().toString(),
                "approver", approval.approver(),
                "authenticated", approval.authenticated(),
                "digest", approval.planDigest(),
                "format", PlanWriter.FORMAT,
                "publicKey", approval.publicKey(),
                "reason", approval.reason()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] sign(byte[] words) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(secret);
    signature.update(words);
    return signature.sign();
  }

  private boolean isSigned(byte[] words, byte[] sign) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initVerify(open);
    signature.update(words);
    return signature.verify(sign);
  }
}
