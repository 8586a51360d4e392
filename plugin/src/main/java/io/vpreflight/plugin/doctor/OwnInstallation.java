// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.store.KeptLogins;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.connect.LoginGuards;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.Logins.Login;
import java.util.List;
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
  private final List<KeptLogins.Refused> refused;

  private OwnInstallation(@Nullable String id, Step otherwise, List<KeptLogins.Refused> refused) {
    this.id = id;
    this.otherwise = otherwise;
    this.refused = refused;
  }

  /** Looks at the store, whoever has it, and leaves it as it is. */
  public static OwnInstallation of(StorePlace place) {
    try (Store store = Store.look(place)) {
      return new OwnInstallation(
          store.installation(), Step.of(STEP, Status.OK, "alone"), store.logins().refused());
    } catch (StoreException e) {
      return new OwnInstallation(
          null,
          e.kind() == StoreException.Kind.MISSING
              ? Step.of(STEP, Status.SKIPPED, "no-store", named(place))
              : Step.of(STEP, Status.UNDETERMINED, "unreadable-store", e.problem()),
          List.of());
    }
  }

  /** The accounts whose password was refused to the service; nothing when there are none. */
  public List<Step> refused() {
    if (refused.isEmpty()) {
      return List.of();
    }
    String named =
        refused.stream()
            .map(
                one ->
                    LoginGuards.named(one.account())
                        + " ("
                        + String.join(", ", one.servers())
                        + ")")
            .collect(Collectors.joining(", "));
    return List.of(
        Step.of("service-logins", Status.WARNING, "refused", named)
            .remedy("refused")
            .fact("accounts", refused.stream().map(KeptLogins.Refused::account).toList()));
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
