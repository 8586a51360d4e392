// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.CallWatch;
import io.vpreflight.vsphere.CallWatch.Api;
import io.vpreflight.vsphere.CallWatch.Outcome;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One door of one vCenter, for whoever measures what goes through. Safe for several threads. */
public final class Watched {
  private final VCenterEndpoint vcenter;
  private final Api api;
  private final CallWatch watch;
  private boolean sessionStands;

  /** There is no session yet. */
  public Watched(VCenterEndpoint vcenter, Api api, CallWatch watch) {
    this.vcenter = vcenter;
    this.api = api;
    this.watch = watch;
  }

  /** Does a request, and tells of it unless it was dropped or refused here. */
  public <T extends @Nullable Object> T told(String method, Supplier<T> request) {
    long start = System.nanoTime();
    try {
      T answer = request.get();
      tell(method, Outcome.OK, start);
      return answer;
    } catch (VSphereException.Fault e) {
      tell(method, Outcome.FAULT, start);
      throw e;
    } catch (VSphereException.Cancelled e) {
      throw e;
    } catch (VSphereException e) {
      tell(method, Outcome.FAILED, start);
      throw e;
    }
  }

  private void tell(String method, Outcome outcome, long start) {
    watch.answered(vcenter, api, method, outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  /** A login is done. */
  public synchronized void sessionBegan() {
    if (!sessionStands) {
      sessionStands = true;
      watch.sessionBegan(vcenter, api);
    }
  }

  /** There is no session any more, if there was one. */
  public synchronized void sessionEnded() {
    if (sessionStands) {
      sessionStands = false;
      watch.sessionEnded(vcenter, api);
    }
  }
}
