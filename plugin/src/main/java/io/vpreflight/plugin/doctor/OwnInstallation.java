// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.Logins.Login;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which installation has the store of this place: without that, nobody can say whose a repair was.
 */
public final class OwnInstallation {
  private static final String STEP = "installations";

  private final @Nullable String id;
  private final Step otherwise;

  private OwnInstallation(@Nullable String id, Step otherwise) {
    this.id = id;
    this.otherwise = otherwise;
  }

  /** Looks at the store, whoever has it, and leaves it as it is. */
  public static OwnInstallation of(StorePlace place) {
    try (Store store = Store.look(place)) {
      return new OwnInstallation(store.installation(), Step.of(STEP, Status.OK, "alone"));
    } catch (StoreException e) {
      return new OwnInstallation(
          null,
          e.kind() == StoreException.Kind.MISSING
              ? Step.of(STEP, Status.SKIPPED, "no-store", named(place))
              : Step.of(STEP, Status.UNDETERMINED, "unreadable-store", e.problem()));
    }
  }

  private static String named(StorePlace place) {
    PostgresServer server = place.server();
    return server == null ? place.folder().toString() : server.name();
  }

  /**
   * Who else repairs there.
   *
   * @param logins asked only where it can be told whose a repair was
   */
  Step step(Supplier<Logins> logins) {
    return id == null ? otherwise : step(Installations.of(logins.get(), id, Set.of()));
  }

  static Step step(Installations seen) {
    if (!seen.others().isEmpty()) {
      String named =
          seen.others().stream().map(OwnInstallation::named).collect(Collectors.joining(", "));
      return Step.of(STEP, Status.WARNING, "others", named)
          .remedy("others")
          .fact("others", seen.others().stream().map(Installations.Other::id).toList());
    }
    return seen.gaps().isEmpty()
        ? Step.of(STEP, Status.OK, "alone")
        : Step.told(STEP, Status.UNDETERMINED, seen.gaps().get(0));
  }

  private static String named(Installations.Other other) {
    Login last = other.last();
    String from = last.address() == null ? "?" : last.address();
    return "%s (%s, %s, %s)".formatted(other.id(), last.user(), from, last.at());
  }
}
