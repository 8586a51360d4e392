// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.io.InputStream;
import java.net.URL;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The client that the library asks for, over our own session: what may be sent, how certificates
 * are judged, and which version is spoken is decided there and cannot be changed here. Faults are
 * ours ({@link io.vpreflight.vsphere.VSphereException}), not the library's. Safe for several
 * threads.
 */
final class VimClient implements Client {
  private final SoapSession session;
  private final VimReader reader;

  VimClient(SoapSession session, SchemaNotes notes) {
    this.session = session;
    this.reader = new VimReader(notes);
  }

  SoapSession session() {
    return session;
  }

  VimReader reader() {
    return reader;
  }

  /**
   * Calls a method as one of several that belong together, such as those around a view: inside of
   * {@link #reading}, which logs in and begins anew when the session is lost.
   *
   * @param returns {@code void.class} for nothing
   * @return null when nothing was returned; never null for an array
   */
  <T> @Nullable T send(String method, Class<T> returns, Argument... arguments) {
    return session
        .transport()
        .call(
            method,
            body -> new VimWriter(body).arguments(arguments),
            cursor -> returns == void.class ? null : returns.cast(reader.result(cursor, returns)));
  }

  /**
   * Does something of several calls that only read. It is done once more from its beginning when
   * the session or the connection was lost in between: views and collectors live no longer than the
   * session that made them, whoever renewed it.
   */
  <T extends @Nullable Object> T reading(Supplier<T> work) {
    session.user();
    int before = session.generation();
    for (boolean again = false; ; again = true) {
      try {
        return session.reading(work);
      } catch (Fault e) {
        if (again || e.kind() != FaultKind.GONE || session.generation() == before) {
          throw e;
        }
      } catch (Unreachable e) {
        if (again || e.reason() != Unreachable.Reason.BROKEN) {
          throw e;
        }
      }
    }
  }

  /** {@code _this}. */
  static Argument self(MoRef ref) {
    return argument("_this", ref);
  }

  static Argument argument(String name, MoRef ref) {
    return new Argument(name, "ManagedObjectReference", Vim.reference(ref));
  }

  static Argument argument(String name, int value) {
    return new Argument(name, "int", value);
  }

  static Argument argument(String name, boolean value) {
    return new Argument(name, "boolean", value);
  }

  static Argument argument(String name, String value) {
    return new Argument(name, "String", value);
  }

  static Argument argument(String name, Object data) {
    return new Argument(name, data.getClass().getSimpleName(), data);
  }

  /** A single call; logs in before, and once more when the session is lost. */
  @Override
  public @Nullable Object invoke(
      String method, Argument @Nullable [] arguments, @Nullable String returnType) {
    return session.read(
        method,
        body -> new VimWriter(body).arguments(arguments),
        cursor ->
            returnType == null ? null : reader.result(cursor, VimTypes.signature(returnType)));
  }

  @Override
  public URL getBaseUrl() {
    throw decided("address");
  }

  @Override
  public void setBaseUrl(URL url) {
    throw decided("address");
  }

  @Override
  public String getCookie() {
    throw decided("session cookie");
  }

  @Override
  public void setCookie(String cookie) {
    throw decided("session cookie");
  }

  @Override
  public String getVimNameSpace() {
    return "urn:vim25";
  }

  @Override
  public void setVimNameSpace(String namespace) {
    throw decided("name space");
  }

  @Override
  public int getConnectTimeout() {
    throw decided("time to connect");
  }

  @Override
  public void setConnectTimeout(int milliseconds) {
    throw decided("time to connect");
  }

  @Override
  public int getReadTimeout() {
    throw decided("time to read");
  }

  @Override
  public void setReadTimeout(int milliseconds) {
    throw decided("time to read");
  }

  @Override
  public TrustManager getTrustManager() {
    throw decided("trust");
  }

  @Override
  public void setSoapActionOnApiVersion(String version) {
    throw decided("version of the API");
  }

  @Override
  public StringBuffer invokeAsString(String method, Argument[] arguments) {
    throw raw();
  }

  @Override
  public String marshall(String method, Argument[] arguments) {
    throw raw();
  }

  @Override
  public Object unMarshall(String returnType, InputStream reply) {
    throw raw();
  }

  @Override
  public StringBuffer readStream(InputStream reply) {
    throw raw();
  }

  private static UnsupportedOperationException decided(String what) {
    return new UnsupportedOperationException(
        "the " + what + " is decided by the session, not by the library");
  }

  private static UnsupportedOperationException raw() {
    return new UnsupportedOperationException("raw XML is neither given nor taken");
  }
}
