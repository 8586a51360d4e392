// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far back a server keeps its events: what it does not keep, nobody has seen. */
final class EventRetention {
  private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

  private final VimClient client;
  private final Instant begin;

  /** For who asks that far back. */
  EventRetention(VimClient client, Instant begin) {
    this.client = client;
    this.begin = begin;
  }

  /** Since when this server keeps events; null when that is no later than what was asked for. */
  @Nullable Instant earliest(Instant now) {
    try {
      if (client.session().content().about().isVirtualCenter()) {
        return Duration.between(begin, now).compareTo(SHORTEST_RETENTION) > 0
            ? now.minus(retention())
            : null;
      }
      return client.reading(this::oldest);
    } catch (Fault e) {
      // Who may not read the settings goes by the default of thirty days, as the rest of us.
      return null;
    }
  }

  private Duration retention() {
    MoRef settings = client.session().content().manager("setting");
    Duration retention = Duration.ofDays(10_000);
    if (settings == null) {
      return retention;
    }
    OptionValue[] options =
        client.reading(
            () ->
                client.send(
                    "QueryOptions",
                    OptionValue[].class,
                    VimClient.self(settings),
                    VimClient.argument("name", "event.maxAge")));
    boolean enabled = true;
    if (options != null) {
      for (OptionValue option : options) {
        if ("event.maxAgeEnabled".equals(option.key)) {
          enabled = !"false".equals(String.valueOf(option.value));
        } else if ("event.maxAge".equals(option.key)
            && option.value instanceof Integer days
            && days > 0) {
          retention = Duration.ofDays(days);
        }
      }
    }
    return enabled ? retention : Duration.ofDays(10_000);
  }

  /** A host keeps the last few hundred events in memory: its oldest tells how far back that is. */
  private @Nullable Instant oldest() {
    ManagedObjectReference collector =
        client.send(
            "CreateCollectorForEvents",
            ManagedObjectReference.class,
            VimClient.self(client.session().content().require("eventManager")),
            VimClient.argument("filter", new EventFilterSpec()));
    MoRef ref = Vim.ref(collector);
    if (ref == null) {
      return null;
    }
    try {
      Event[] first =
          client.send(
              "ReadNextEvents",
              Event[].class,
              VimClient.self(ref),
              VimClient.argument("maxCount", 1));
      return first == null || first.length == 0 ? null : Vim.instant(first[0].createdTime);
    } finally {
      try {
        client.send("DestroyCollector", void.class, VimClient.self(ref));
      } catch (VSphereException e) {
        // It ends with the session at the latest.
      }
    }
  }
}
