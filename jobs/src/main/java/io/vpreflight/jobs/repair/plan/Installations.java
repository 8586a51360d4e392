// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.Logins.Login;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which other installations of this program repair in a vCenter, as far as its logins tell. An
 * installation is a store: its nodes are one, and so is what a backup was put back to. Immutable.
 *
 * @param others those that have logged in to repair, by id
 * @param answered ids of those that a person answers for
 * @param gaps what could not be found out: there may be others
 */
public record Installations(List<Other> others, Set<String> answered, List<Text> gaps) {
  /** Id of the refusal that is made for each of them. */
  public static final String REFUSAL = "other-installation";

  /** Nobody was asked. */
  public static final Installations NOT_ASKED = new Installations(List.of(), Set.of(), List.of());

  public Installations {
    others = List.copyOf(others);
    answered = Set.copyOf(answered);
    gaps = List.copyOf(gaps);
  }

  /**
   * Another one.
   *
   * @param id of its store
   * @param last its last login to repair
   */
  public record Other(String id, Login last) {
    /** What a text says of it: id, account, address, time. */
    public Object[] args() {
      String address = last.address();
      return new Object[] {
        id,
        last.user().isEmpty() ? Text.of("installation.no-account") : last.user(),
        address == null ? Text.of("installation.no-address") : address,
        last.at()
      };
    }
  }

  /**
   * What these logins tell.
   *
   * @param own id of this installation
   * @param answered ids of those that a person answers for
   */
  public static Installations of(Logins logins, String own, Set<String> answered) {
    Map<String, Login> last = new TreeMap<>();
    Login odd = null;
    int nameless = 0;
    for (Login login : logins.all()) {
      String agent = login.userAgent();
      if (agent == null) {
        nameless++;
        continue;
      }
      String id = RepairMark.installation(agent);
      if (id == null) {
        odd = RepairMark.isOdd(agent) ? later(odd, login) : odd;
      } else if (!id.equals(own)) {
        last.merge(id, login, Installations::later);
      }
    }
    List<Other> others = new ArrayList<>();
    last.forEach((id, login) -> others.add(new Other(id, login)));
    return new Installations(others, answered, gaps(logins, odd, nameless));
  }

  private static Login later(@Nullable Login one, Login other) {
    return one == null || one.at().isBefore(other.at()) ? other : one;
  }

  private static List<Text> gaps(Logins logins, @Nullable Login odd, int nameless) {
    if (logins.unreadable() != null) {
      return List.of(Text.of("installation.unreadable", logins.unreadable()));
    }
    if (logins.all().isEmpty()) {
      // Whoever asks has logged in a moment ago: a list without that is no list.
      return List.of(Text.of("installation.none"));
    }
    List<Text> gaps = new ArrayList<>();
    if (logins.isCut()) {
      gaps.add(Text.of("installation.cut", logins.since()));
    }
    if (nameless > 0) {
      gaps.add(Text.of("installation.nameless", nameless));
    }
    if (odd != null) {
      gaps.add(Text.of("installation.odd", String.valueOf(odd.userAgent()), odd.user(), odd.at()));
    }
    return gaps;
  }

  /** The one of those that nobody answers for that was there last; null when there is none. */
  public @Nullable Other unanswered() {
    return others.stream()
        .filter(other -> !answered.contains(other.id()))
        .max(Comparator.comparing((Other other) -> other.last().at()).thenComparing(Other::id))
        .orElse(null);
  }
}
