// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.time.Duration;

/**
 * Is told of the requests to vCenters and of our sessions there, for whoever measures them. Called
 * by the thread that asked; comes back at once and throws nothing. Safe for several threads.
 */
public interface CallWatch {
  /** Nobody measures. */
  CallWatch NOBODY =
      new CallWatch() {
        @Override
        public void answered(
            VCenterEndpoint vcenter, Api api, String method, Outcome outcome, Duration took) {}

        @Override
        public void sessionBegan(VCenterEndpoint vcenter, Api api) {}

        @Override
        public void sessionEnded(VCenterEndpoint vcenter, Api api) {}
      };

  /** The doors of a vCenter. */
  enum Api {
    /** vim25. */
    SOAP,
    /** The Automation API. */
    REST
  }

  /** What came of a request. */
  enum Outcome {
    /** An answer. */
    OK,
    /** A fault: the vCenter understood, and refused or could not. */
    FAULT,
    /** No answer, or none that could be read. */
    FAILED
  }

  /**
   * A request has come back, or will not. Those that we dropped ourselves are not told, nor those
   * that were never sent.
   *
   * @param method of vim25, or what the transport calls a request that is none
   * @param took until the last of the answer was read, a connection that had to be made included
   */
  void answered(VCenterEndpoint vcenter, Api api, String method, Outcome outcome, Duration took);

  /** A login made a session. */
  void sessionBegan(VCenterEndpoint vcenter, Api api);

  /** A session was logged out, or the vCenter said that it is gone. Once for each that began. */
  void sessionEnded(VCenterEndpoint vcenter, Api api);
}
