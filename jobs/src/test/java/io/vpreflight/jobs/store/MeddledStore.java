// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A store in a file whose connections are slow, break, or are all taken, as a test says. */
public final class MeddledStore {

  /** What happens to connections; nothing, unless it is said. */
  public interface Meddling {
    /** A connection is opened. */
    default void onConnect() throws SQLException {}

    /** What throws here was not committed. */
    default void beforeCommit() throws SQLException {}

    /** What throws here was. */
    default void afterCommit() throws SQLException {}
  }

  private MeddledStore() {}

  /** Opens the store of that folder, and makes it when there is none. */
  public static Store open(Path folder, Meddling meddling) {
    return open(folder, meddling, Duration.ofSeconds(10));
  }

  /** The same, where nobody waits longer than that for a connection. */
  public static Store open(Path folder, Meddling meddling, Duration wait) {
    Store.open(folder, "test").close();
    H2 h2 = new H2(folder, "");
    Database database =
        Database.open(
            h2, () -> proxy(DataSource.class, source(h2, meddling)), wait.toMillis(), true);
    Store store = new Store(database, HeadFile.owned(folder), folder, () -> {});
    store.begin();
    return store;
  }

  /** Closes all connections of the pool, so that it has to open others. */
  static void evict(Store store) {
    ((HikariDataSource) store.connections()).getHikariPoolMXBean().softEvictConnections();
  }

  /** Takes all connections but so many, to be closed by the caller. */
  public static List<Connection> exhaust(Store store, int leaving) throws SQLException {
    List<Connection> taken = new ArrayList<>();
    for (int i = 0; i < Database.CONNECTIONS - leaving; i++) {
      taken.add(store.connections().getConnection());
    }
    return taken;
  }

  private static InvocationHandler source(H2 h2, Meddling meddling) {
    DataSource real = h2.connections();
    return (proxy, method, args) -> {
      if (!method.getName().equals("getConnection")) {
        return call(() -> method.invoke(real, args));
      }
      meddling.onConnect();
      return proxy(Connection.class, connection(real.getConnection(), meddling));
    };
  }

  private static InvocationHandler connection(Connection real, Meddling meddling) {
    return (proxy, method, args) -> {
      if (!method.getName().equals("commit")) {
        return call(() -> method.invoke(real, args));
      }
      meddling.beforeCommit();
      real.commit();
      meddling.afterCommit();
      return null;
    };
  }

  private interface Call {
    Object make() throws InvocationTargetException, IllegalAccessException;
  }

  private static Object call(Call call) throws Throwable {
    try {
      return call.make();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            MeddledStore.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
