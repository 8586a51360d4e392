// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whatever went wrong between us and a vCenter. The message is for the log; people are told by
 * kind.
 */
public abstract sealed class VSphereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VSphereException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What is to be done about it. */
  public abstract FaultKind kind();

  /**
   * Whether the call that failed may have been executed nevertheless: what counts for a call that
   * changes something.
   */
  public Execution execution() {
    return Execution.UNKNOWN;
  }

  /** vCenter answered with a fault. */
  public static final class Fault extends VSphereException {
    private static final long serialVersionUID = 1L;
    private final String method;
    private final transient VimFault fault;
    private final transient @Nullable MoRef object;
    private final @Nullable String property;

    /**
     * The method that was called and the fault that it met.
     *
     * @param object the object that the fault names, if any
     * @param property the property that the fault names, if any
     */
    public Fault(String method, VimFault fault, @Nullable MoRef object, @Nullable String property) {
      super(method + ": " + fault.faultClass() + ": " + fault.message(), null);
      this.method = method;
      this.fault = fault;
      this.object = object;
      this.property = property;
    }

    /** The object that the fault names, such as the one that is gone; or null. */
    public @Nullable MoRef object() {
      return object;
    }

    /** The property that the fault names, such as one that this version does not know; or null. */
    public @Nullable String property() {
      return property;
    }

    /** The task that is in the way ({@code TaskInProgress}), where the fault names it; or null. */
    public @Nullable MoRef task() {
      return object != null && object.type().equals("Task") ? object : null;
    }

    /** The method that was called. */
    public String method() {
      return method;
    }

    /** The fault, known by its class. */
    public VimFault fault() {
      return fault;
    }

    @Override
    public FaultKind kind() {
      return FaultKinds.of(fault);
    }

    @Override
    public Execution execution() {
      return FaultKinds.execution(fault);
    }
  }

  /**
   * No connection, or a connection that broke or took too long. Whether a call that was on its way
   * was executed is unknown.
   */
  public static final class Unreachable extends VSphereException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    /** Why a server cannot be reached. */
    public enum Reason {
      /** The name has no address. */
      UNKNOWN_HOST,
      /** Nobody listens there. */
      REFUSED,
      /** It took too long. */
      TIMEOUT,
      /** The connection broke. */
      BROKEN,
      /** The proxy would not let us through. */
      PROXY,
      /** Something answers, but vCenter behind it is down or still starting. */
      UNAVAILABLE,
      /** It had no room for a session a short while ago, and is left alone; nothing was sent. */
      RESTING
    }

    /** The reason, and what Java said. */
    public Unreachable(Reason reason, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
      return reason;
    }

    @Override
    public FaultKind kind() {
      return FaultKind.RETRY;
    }
  }

  /** The certificate of the server is not one that we trust; nothing secret was sent. */
  public static final class Untrusted extends VSphereException {
    private static final long serialVersionUID = 1L;
    private final transient @Nullable ServerCertificate certificate;

    /** What was shown, or null when the handshake ended before. */
    public Untrusted(
        String message, @Nullable ServerCertificate certificate, @Nullable Throwable cause) {
      super(message, cause);
      this.certificate = certificate;
    }

    /** The certificate that the server showed, or null when there was none. */
    public @Nullable ServerCertificate certificate() {
      return certificate;
    }

    @Override
    public FaultKind kind() {
      return FaultKind.ASK_HUMAN;
    }
  }

  /**
   * The answer is not one that a vCenter gives: HTML, cut off, too long, not XML, a document type.
   */
  public static final class BadReply extends VSphereException {
    private static final long serialVersionUID = 1L;
    private final boolean malformed;
    private final boolean tooLarge;

    /**
     * What was wrong.
     *
     * @param malformed true when the XML itself cannot be read, so that asking for fewer objects
     *     may help
     */
    public BadReply(String message, boolean malformed, @Nullable Throwable cause) {
      this(message, malformed, false, cause);
    }

    private BadReply(
        String message, boolean malformed, boolean tooLarge, @Nullable Throwable cause) {
      super(message, cause);
      this.malformed = malformed;
      this.tooLarge = tooLarge;
    }

    /** More came than is read of one reply: bytes, elements, depth, or the length of a text. */
    public static BadReply tooLarge(String message, @Nullable Throwable cause) {
      return new BadReply(message, false, true, cause);
    }

    /** True when more came than is read, so that asking for fewer objects may help. */
    public boolean isTooLarge() {
      return tooLarge;
    }

    /** True when the XML itself cannot be read, so that asking for fewer objects may help. */
    public boolean isMalformed() {
      return malformed;
    }

    @Override
    public FaultKind kind() {
      return FaultKind.GIVE_UP;
    }
  }

  /** We were told to stop. */
  public static final class Cancelled extends VSphereException {
    private static final long serialVersionUID = 1L;

    /** The call was on its way, or about to be. */
    public Cancelled(@Nullable Throwable cause) {
      super("cancelled", cause);
    }

    @Override
    public FaultKind kind() {
      return FaultKind.GIVE_UP;
    }
  }

  /** A fault of ours while one vCenter was read: the others are none the worse for it. */
  public static final class Broken extends VSphereException {
    private static final long serialVersionUID = 1L;

    /** Says what it is and where, which is what a report of it needs. */
    public Broken(RuntimeException fault) {
      super(
          fault + (fault.getStackTrace().length == 0 ? "" : " at " + fault.getStackTrace()[0]),
          fault);
    }

    @Override
    public FaultKind kind() {
      return FaultKind.GIVE_UP;
    }
  }

  /** It has the identity of another one that was read: the same under another name, or a copy. */
  public static final class SameVCenter extends VSphereException {
    private static final long serialVersionUID = 1L;
    private final String other;
    private final String instanceUuid;

    /**
     * Which one.
     *
     * @param other the name of the one that was read
     * @param instanceUuid of both
     */
    public SameVCenter(String other, String instanceUuid) {
      super("the same instance UUID as " + other + ": " + instanceUuid, null);
      this.other = other;
      this.instanceUuid = instanceUuid;
    }

    /** The name of the one that was read. */
    public String other() {
      return other;
    }

    /** The identity of both. */
    public String instanceUuid() {
      return instanceUuid;
    }

    @Override
    public FaultKind kind() {
      return FaultKind.ASK_HUMAN;
    }
  }

  /** A login that we do not even try: too many wrong passwords lock the account. */
  public static final class LoginRefused extends VSphereException {
    private static final long serialVersionUID = 1L;

    /** Why it is not tried. */
    public enum Why {
      /** The same secret was refused too often. */
      WRONG,
      /** Others log in with the account, or began to and nobody knows how that ended. */
      UNKNOWN
    }

    private final Why why;
    private final @Nullable Instant until;

    /**
     * Why it is not tried.
     *
     * @param until when it may be tried again, by our clock; null for not before it is another one
     */
    public LoginRefused(String message, Why why, @Nullable Instant until) {
      super(message, null);
      this.why = why;
      this.until = until;
    }

    /** Why it is not tried. */
    public Why why() {
      return why;
    }

    /** When it may be tried again, by our clock; null for not before it is another one. */
    public @Nullable Instant until() {
      return until;
    }

    @Override
    public FaultKind kind() {
      return FaultKind.ASK_HUMAN;
    }

    @Override
    public Execution execution() {
      return Execution.CERTAINLY_NOT;
    }
  }

  /** A call that changes something was not sent, because something else went wrong before. */
  public static final class NotSent extends VSphereException {
    private static final long serialVersionUID = 1L;
    private final VSphereException reason;

    /** What went wrong before: no connection, no login, the session was lost. */
    public NotSent(String method, VSphereException reason) {
      super(method + " was not sent: " + reason.getMessage(), reason);
      this.reason = reason;
    }

    /** What went wrong before. */
    public VSphereException reason() {
      return reason;
    }

    @Override
    public FaultKind kind() {
      return reason.kind();
    }

    @Override
    public Execution execution() {
      return Execution.CERTAINLY_NOT;
    }
  }

  /** A capture or a dump that cannot be used; nothing of it was taken over. */
  public static final class BadFile extends VSphereException {
    private static final long serialVersionUID = 1L;

    private final FileProblem problem;
    private final String file;
    private final String place;

    /**
     * The file and what is wrong with it.
     *
     * @param place where in the file: an entry, a JSON path; empty for the file as a whole
     * @param detail what was found there
     */
    public BadFile(
        FileProblem problem, String file, String place, String detail, @Nullable Throwable cause) {
      super(
          file + (place.isEmpty() ? "" : ", " + place) + ": " + detail + "; " + problem.remedy(),
          cause);
      this.problem = problem;
      this.file = file;
      this.place = place;
    }

    /** What is wrong with it. */
    public FileProblem problem() {
      return problem;
    }

    /** The file as it was named. */
    public String file() {
      return file;
    }

    /** Where in the file: an entry, a JSON path; empty for the file as a whole. */
    public String place() {
      return place;
    }

    @Override
    public FaultKind kind() {
      return FaultKind.ASK_HUMAN;
    }
  }
}
