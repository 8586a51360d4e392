// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import io.vpreflight.vsphere.CallWatch;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts requests and sessions since the service began. However many methods there are, only some
 * have series of their own. Safe for several threads.
 */
public final class RequestTally implements CallWatch {
  /** Up to how many seconds, for each bucket but the last. */
  static final List<Double> BOUNDS = List.of(0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

  /** All other methods together. */
  static final String OTHER = "other";

  /** Whatever is asked of the Automation API. */
  static final String REST = "rest";

  /** The methods of which audits and live mode are made. */
  private static final Set<String> METHODS =
      Set.of(
          "CreateContainerView",
          "Login",
          "Logout",
          "ReadNextEvents",
          "ReadPreviousTasks",
          "RetrievePropertiesEx",
          "RetrieveServiceContent",
          "WaitForUpdatesEx");

  private final TreeMap<Requests, Took> took = new TreeMap<>();
  private final TreeMap<Sessions, Integer> sessions = new TreeMap<>();

  /**
   * Requests of one kind.
   *
   * @param vcenter its name in the configuration
   * @param method of vim25, or one of the words above
   * @param outcome {@code ok}, {@code fault} or {@code failed}
   */
  public record Requests(String vcenter, String method, String outcome)
      implements Comparable<Requests> {
    @Override
    public int compareTo(Requests other) {
      int byVCenter = vcenter.compareTo(other.vcenter);
      int byMethod = method.compareTo(other.method);
      int first = byVCenter != 0 ? byVCenter : byMethod;
      return first != 0 ? first : outcome.compareTo(other.outcome);
    }
  }

  /**
   * Sessions of one kind.
   *
   * @param api {@code soap} or {@code rest}
   */
  public record Sessions(String vcenter, String api) implements Comparable<Sessions> {
    @Override
    public int compareTo(Sessions other) {
      int byVCenter = vcenter.compareTo(other.vcenter);
      return byVCenter != 0 ? byVCenter : api.compareTo(other.api);
    }
  }

  /**
   * How long requests took.
   *
   * @param buckets how many took as long as each of the bounds and longer than the one before; one
   *     more for those that took longer than all
   * @param sum of all
   */
  public record Took(List<Long> buckets, Duration sum) {
    private static final Took NONE =
        new Took(Collections.nCopies(BOUNDS.size() + 1, 0L), Duration.ZERO);

    public Took {
      buckets = List.copyOf(buckets);
    }

    private Took plus(Duration one) {
      int bucket = 0;
      while (bucket < BOUNDS.size() && one.toNanos() / 1e9 > BOUNDS.get(bucket)) {
        bucket++;
      }
      List<Long> more = new ArrayList<>(buckets);
      more.set(bucket, more.get(bucket) + 1);
      return new Took(more, sum.plus(one));
    }
  }

  /**
   * What is counted.
   *
   * @param took by kind of request
   * @param sessions that stand now, as far as anybody here knows
   */
  public record Counts(Map<Requests, Took> took, Map<Sessions, Integer> sessions) {
    /** Nothing was asked. */
    public static final Counts NONE = new Counts(Map.of(), Map.of());
  }

  @Override
  public synchronized void answered(
      VCenterEndpoint vcenter, Api api, String method, Outcome outcome, Duration span) {
    String word = METHODS.contains(method) ? method : OTHER;
    Requests kind = new Requests(vcenter.name(), api == Api.REST ? REST : word, label(outcome));
    took.put(kind, took.getOrDefault(kind, Took.NONE).plus(span));
  }

  @Override
  public void sessionBegan(VCenterEndpoint vcenter, Api api) {
    sessions(vcenter, api, 1);
  }

  @Override
  public void sessionEnded(VCenterEndpoint vcenter, Api api) {
    sessions(vcenter, api, -1);
  }

  private synchronized void sessions(VCenterEndpoint vcenter, Api api, int more) {
    sessions.merge(new Sessions(vcenter.name(), label(api)), more, Integer::sum);
  }

  private static String label(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /**
   * As it stands now.
   *
   * @param vcenters names of those that there are; each has a number of sessions, be it 0
   */
  public synchronized Counts counts(List<String> vcenters) {
    TreeMap<Requests, Took> requests = new TreeMap<>(took);
    requests.keySet().removeIf(kind -> !vcenters.contains(kind.vcenter()));
    TreeMap<Sessions, Integer> standing = new TreeMap<>(sessions);
    standing.keySet().removeIf(kind -> !vcenters.contains(kind.vcenter()));
    vcenters.forEach(name -> standing.putIfAbsent(new Sessions(name, label(Api.SOAP)), 0));
    return new Counts(requests, standing);
  }
}
