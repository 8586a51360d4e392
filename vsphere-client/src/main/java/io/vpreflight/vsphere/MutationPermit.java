// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leave to send one mutating call: one method, to one object, once. Whoever makes one has written
 * the intent down before; nobody but the repairs makes them. Safe for several threads.
 */
public final class MutationPermit {
  private final String operationId;
  private final String planDigest;
  private final long fencingNumber;
  private final String method;
  private final MoRef target;
  private final Runnable stillValid;
  private final Runnable onItsWay;
  private final AtomicBoolean spent = new AtomicBoolean();

  /**
   * Leave for one call.
   *
   * @param operationId goes with the call as the operation id in the logs of vCenter; printable
   *     ASCII
   * @param planDigest of the approved plan
   * @param fencingNumber of the lease, as it stands in the intent
   * @param method of vim25, such as {@code ReconfigVM_Task}
   * @param target the object that the method is called on: {@code _this}; for a method of a manager
   *     (custom attributes) the entity that it changes
   * @param stillValid is run right before the first byte; throws an unchecked exception when the
   *     lease or the approval is gone
   */
  public MutationPermit(
      String operationId,
      String planDigest,
      long fencingNumber,
      String method,
      MoRef target,
      Runnable stillValid) {
    this(operationId, planDigest, fencingNumber, method, target, stillValid, () -> {});
  }

  /**
   * The same, for who wants to know when the call has left.
   *
   * @param onItsWay is run once when the last byte was handed to the network, before anything of
   *     the reply is read; must not throw
   */
  public MutationPermit(
      String operationId,
      String planDigest,
      long fencingNumber,
      String method,
      MoRef target,
      Runnable stillValid,
      Runnable onItsWay) {
    if (operationId.isBlank() || operationId.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("an operation id is printable ASCII: " + operationId);
    }
    this.operationId = operationId;
    this.planDigest = planDigest;
    this.fencingNumber = fencingNumber;
    this.method = method;
    this.target = target;
    this.stillValid = stillValid;
    this.onItsWay = onItsWay;
  }

  /** Goes with the call as the operation id in the logs of vCenter. */
  public String operationId() {
    return operationId;
  }

  /** Digest of the approved plan. */
  public String planDigest() {
    return planDigest;
  }

  /** Fencing number of the lease, as it stands in the intent. */
  public long fencingNumber() {
    return fencingNumber;
  }

  /** The method of vim25 that may be called. */
  public String method() {
    return method;
  }

  /** The object that it may be called on. */
  public MoRef target() {
    return target;
  }

  /** True once a call was about to be written with it, whatever became of that. */
  public boolean isSpent() {
    return spent.get();
  }

  /**
   * Uses it up. Called by the transport alone, when the connection stands and before the first byte
   * of the call: an exception means that nothing was sent.
   *
   * @throws IllegalStateException if it is for another method or object, or was used before
   * @throws RuntimeException whatever says that the lease or the approval is gone
   */
  public void spend(String calledMethod, MoRef calledTarget) {
    require(calledMethod, calledTarget);
    if (!spent.compareAndSet(false, true)) {
      throw used();
    }
    stillValid.run();
  }

  /**
   * The call has left: its last byte was handed to the network and nothing of the reply was read.
   * Called by the transport alone, after {@link #spend}.
   *
   * @throws IllegalStateException if it was not spent
   */
  public void sent() {
    if (!spent.get()) {
      throw new IllegalStateException("leave for " + method + " on " + target + " was not used");
    }
    onItsWay.run();
  }

  /**
   * Looks whether it fits, before anything is done for the sake of the call.
   *
   * @throws IllegalStateException if it is for another method or object, or was used before
   */
  public void require(String calledMethod, MoRef calledTarget) {
    if (!method.equals(calledMethod) || !target.equals(calledTarget)) {
      throw new IllegalStateException(
          "leave for "
              + method
              + " on "
              + target
              + ", not for "
              + calledMethod
              + " on "
              + calledTarget);
    }
    if (spent.get()) {
      throw used();
    }
  }

  private IllegalStateException used() {
    return new IllegalStateException(
        "leave for " + method + " on " + target + " was used already: " + operationId);
  }

  @Override
  public String toString() {
    return operationId + ": " + method + " on " + target;
  }
}
