// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
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
      UNAVAILABLE
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

    /**
     * What was wrong.
     *
     * @param malformed true when the XML itself cannot be read, so that asking for fewer objects
     *     may help
     */
    public BadReply(String message, boolean malformed, @Nullable Throwable cause) {
      super(message, cause);
      this.malformed = malformed;
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

  /** A login that we do not even try: too many wrong passwords lock the account. */
  public static final class LoginRefused extends VSphereException {
    private static final long serialVersionUID = 1L;

    /** Why it is not tried. */
    public LoginRefused(String message) {
      super(message, null);
    }

    @Override
    public FaultKind kind() {
      return FaultKind.ASK_HUMAN;
    }
  }
}
