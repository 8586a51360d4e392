// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.ArrayList;
import java.util.List;

/**
 * The agents of a host that serve NFC use nearly all the memory that they may. A trend, not the NFC
 * buffers themselves: those no counter shows.
 */
public final class AgentMemoryHigh implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.nfc.agent-memory", "high", "full")
          .requires(VCenterFact.HOST_AGENT_MEMORY)
          .seedRows("002-42")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    List<Outcome> outcomes = new ArrayList<>(0);
    boolean measured = false;
    boolean limited = false;
    for (AgentMemory agent : scene.inventory().history().agentMemory()) {
      String name = agent.instance().substring(agent.instance().lastIndexOf('/') + 1);
      if (!agent.host().equals(host.ref()) || !(name.equals("hostd") || name.equals("nfcd"))) {
        continue;
      }
      measured = true;
      Long limit = agent.limitKB();
      if (limit == null || limit <= 0) {
        continue;
      }
      limited = true;
      long percent = Math.round(100.0 * agent.consumedKB() / limit);
      if (percent >= scene.limits().number("nfc.agent.warning.percent")) {
        boolean full = percent >= scene.limits().number("nfc.agent.critical.percent");
        outcomes.add(
            Outcome.hit(full ? "full" : "high")
                .key(name)
                .with(name, percent, new Bytes(agent.consumedKB() * 1024), new Bytes(limit * 1024))
                .evidence("sys.resourceMemConsumed.latest", agent.consumedKB())
                .evidence("sys.resourceMemAllocMax.latest", limit)
                .evidence("instance", agent.instance())
                .build());
      }
    }
    if (!measured) {
      return Outcome.undetermined("reason.nfc.not-measured");
    }
    return limited ? outcomes : Outcome.undetermined("reason.nfc.no-limit");
  }
}
