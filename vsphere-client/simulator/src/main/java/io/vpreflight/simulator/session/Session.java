// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.session;

import io.vpreflight.simulator.model.Caller;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session and what lives and dies with it: views, collectors, filters and pages. Guarded by the
 * lock of the world.
 */
public final class Session implements Caller {
  private final Access access;
  private final String cookie;
  private final String key;
  private final String user;
  private final String address;
  private final String userAgent;
  private final Instant loginTime;
  private final Map<Ref, Owned> owned = new LinkedHashMap<>();
  private final Map<Class<?>, Object> rooms = new HashMap<>();
  private Instant lastActive;
  private int calls;

  /** Something that belongs to a session and can be read as an object. */
  @FunctionalInterface
  public interface Owned {
    /** What it looks like now. */
    ManagedObject look();
  }

  Session(Access access, String user, String address, String userAgent, Instant now) {
    this.access = access;
    this.user = user;
    this.address = address;
    this.userAgent = userAgent;
    this.cookie = user.isEmpty() ? "" : UUID.randomUUID().toString().replace("-", "");
    this.key = user.isEmpty() ? "" : UUID.randomUUID().toString();
    this.loginTime = now;
    this.lastActive = now;
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String session() {
    return key;
  }

  @Override
  public boolean may(String privilege, Ref object) {
    return privilege.equals("System.Anonymous")
        || (!user.isEmpty() && access.may(user, privilege, object));
  }

  /** False before a login. */
  public boolean isLoggedIn() {
    return !user.isEmpty();
  }

  /** True when this user sees everything there is. */
  public boolean seesAll() {
    return isLoggedIn() && access.mayAll(user);
  }

  /** Value of the cookie that stands for it. */
  public String cookie() {
    return cookie;
  }

  public String address() {
    return address;
  }

  public String userAgent() {
    return userAgent;
  }

  public Instant loginTime() {
    return loginTime;
  }

  public Instant lastActive() {
    return lastActive;
  }

  /** Calls so far. */
  public int calls() {
    return calls;
  }

  void used(Instant now) {
    lastActive = now;
    calls++;
  }

  /** Makes something belong to this session, under a new reference. */
  public Ref own(String type, Function<Ref, Owned> make) {
    Ref ref = new Ref(type, "session[" + key + "]" + UUID.randomUUID());
    owned.put(ref, make.apply(ref));
    return ref;
  }

  /** What belongs to this session under that reference, or null. */
  public @Nullable Owned owned(Ref ref) {
    return owned.get(ref);
  }

  /** References of that type that belong to this session. */
  public List<Ref> owned(String type) {
    return owned.keySet().stream().filter(ref -> ref.type().equals(type)).toList();
  }

  /** Lets go of it; true when it was there. */
  public boolean disown(Ref ref) {
    return owned.remove(ref) != null;
  }

  /** Something of which a session has one, made when it is first asked for. */
  public <T> T room(Class<T> type, Supplier<T> make) {
    return type.cast(rooms.computeIfAbsent(type, t -> make.get()));
  }
}
