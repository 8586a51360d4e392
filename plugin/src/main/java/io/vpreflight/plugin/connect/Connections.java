// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Untrusted;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.vim.CounterLimits;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions that only read, unless it is asked for one that may repair, after the certificate
 * has been judged, and closes every one of them again, however the program ends. Safe for several
 * threads.
 */
public final class Connections implements AutoCloseable {
  private final Console console;
  private final KnownVCenters known;
  private final Passwords passwords;
  private final Environment environment;
  private final Transports transports;
  private final LoginGuards guards;
  private final CounterLimits limits;
  private final Set<SoapTransport> probing = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;
  private final Queue<SoapSession> open = new ConcurrentLinkedQueue<>();
  private volatile Runnable farewell = () -> {};
  private final Thread hook = new Thread(this::end, "logout");

  /** Nothing is opened yet. */
  public Connections(
      Console console,
      KnownVCenters known,
      Environment environment,
      ConnectionOptions options,
      String userAgent) {
    this(
        console,
        known,
        environment,
        options,
        userAgent,
        LoginGuards.ofUser(environment, console, Clock.systemUTC()),
        new CounterLimits());
  }

  /** The same, with guards and with what was learnt of vCenters, both of which outlive it. */
  public Connections(
      Console console,
      KnownVCenters known,
      Environment environment,
      ConnectionOptions options,
      String userAgent,
      LoginGuards guards,
      CounterLimits limits) {
    this.guards = guards;
    this.limits = limits;
    this.console = console;
    this.known = known;
    this.passwords = new Passwords(environment, console);
    this.environment = environment;
    this.transports = new Transports(options, userAgent);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Who is to log in where.
   *
   * @param settings of the vCenter
   * @param password null when somebody is to be asked for it
   */
  public record Access(VCenterSettings settings, @Nullable Secret password) {}

  /**
   * Prepares a session: judges the certificate, then asks for the password if need be. The login
   * itself happens when something is first asked.
   *
   * @throws VSphereException if the server cannot be reached or is not trusted
   * @throws ConfigException if there is nobody to log in as
   */
  public SoapSession open(VCenterSettings settings) {
    Access access = prepare(List.of(settings)).get(0);
    return open(access, probe(settings));
  }

  /**
   * The same for a plan, which may ask vCenter to compute something besides ({@code
   * Operations.PLAN_READ}).
   *
   * @throws VSphereException as {@link #open(VCenterSettings)}
   */
  public SoapSession openForPlan(VCenterSettings settings) {
    Access access = prepare(List.of(settings)).get(0);
    ServerTrust trust = trust(settings, probe(settings));
    return session(access, transports.plans(settings, trust));
  }

  /**
   * What is done first when the process is told to end, before the sessions are closed; must come
   * back soon.
   */
  public void beforeEnd(Runnable work) {
    farewell = work;
  }

  /**
   * Prepares a session with a server whose certificate has been judged already.
   *
   * @throws ConfigException if there is nobody to log in as
   */
  public SoapSession open(VCenterSettings settings, ServerTrust trust) {
    return session(prepare(List.of(settings)).get(0), trust);
  }

  /**
   * Looks at whatever needs no server; not a byte is sent.
   *
   * @throws ConfigException with all that is wrong for any of them
   */
  public List<Access> prepare(List<VCenterSettings> all) {
    List<Text> problems = new ArrayList<>();
    List<Access> ready = new ArrayList<>();
    for (VCenterSettings settings : all) {
      String name = settings.username();
      if (name == null ? console.input() == null : name.isBlank()) {
        problems.add(Text.of("config.no-username", settings.endpoint().name()));
      }
      try {
        ready.add(new Access(settings, passwords.kept(settings)));
      } catch (ConfigException e) {
        e.problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return ready;
  }

  /**
   * Shakes hands, so that the certificate can be judged; asks nobody. Safe to be done for several
   * at once.
   *
   * @return what went wrong, or null
   */
  public @Nullable VSphereException probe(VCenterSettings settings) {
    try (SoapTransport probe = transport(settings, expected(settings))) {
      probing.add(probe);
      try {
        if (cancelled) {
          probe.cancel();
        }
        probe.probe();
        return null;
      } finally {
        probing.remove(probe);
      }
    } catch (VSphereException e) {
      return e;
    }
  }

  /** What was learnt of vCenters. */
  CounterLimits limits() {
    return limits;
  }

  /** True when somebody may be asked before that session can be had: a name, a secret, a trust. */
  boolean mayAsk(Access access) {
    VCenterSettings settings = access.settings();
    boolean known = isSaid(settings) || !accepted(settings).isEmpty();
    return console.input() != null
        && (settings.username() == null || access.password() == null || !known);
  }

  /**
   * Tells of a certificate that nobody can be asked about any more.
   *
   * @throws VSphereException that problem
   */
  void refuse(VCenterSettings settings, Untrusted problem) {
    trust(settings, problem);
    throw problem;
  }

  /**
   * Makes a session of what was prepared and probed; asks what is still open.
   *
   * @param problem what came of {@link #probe}
   * @throws VSphereException that problem, unless somebody trusts the certificate now
   * @throws ConfigException if there is nobody to log in as
   */
  public SoapSession open(Access access, @Nullable VSphereException problem) {
    return session(access, trust(access.settings(), problem));
  }

  /**
   * Makes a session that may repair of what was prepared and probed; asks what is still open. To be
   * made while an approved plan runs, and at no other time.
   *
   * @param problem what came of {@link #probe}
   * @param optIns what an administrator has switched on
   * @param installation which one repairs; vCenter shows it to the others with the login
   * @throws VSphereException that problem, unless somebody trusts the certificate now
   * @throws ConfigException if there is nobody to log in as
   */
  public SoapSession openForRepairs(
      Access access, @Nullable VSphereException problem, Set<OptIn> optIns, String installation) {
    VCenterSettings settings = access.settings();
    ServerTrust trust = trust(settings, problem);
    return session(access, transports.repairs(settings, trust, optIns, installation));
  }

  private SoapSession session(Access access, ServerTrust trust) {
    return session(access, transport(access.settings(), trust));
  }

  private SoapSession session(Access access, SoapTransport transport) {
    VCenterSettings settings = access.settings();
    String username = username(settings);
    Secret password = access.password();
    if (password == null) {
      password = passwords.asked(settings, username);
    }
    Clock clock = Clock.systemUTC();
    // Several vCenters may share one directory, and with it the count of wrong passwords.
    LoginGuard guard = guards.of(username.toLowerCase(Locale.ROOT));
    SoapSession session =
        new SoapSession(transport, new Credentials(username, password), guard, clock);
    open.add(session);
    if (cancelled) {
      session.transport().cancel();
    }
    return session;
  }

  /**
   * How the certificate of a vCenter is judged: what was said counts; else what was accepted
   * before; else the authorities of the Java runtime.
   *
   * @throws ConfigException if what was accepted before cannot be read
   */
  public ServerTrust expected(VCenterSettings settings) {
    return isSaid(settings) ? settings.trust() : new ServerTrust(null, accepted(settings));
  }

  /** What was accepted before. */
  public KnownVCenters known() {
    return known;
  }

  /**
   * Prepares to ask a server for what needs no login; the caller closes it.
   *
   * @throws ConfigException if the CA file cannot be used
   */
  public SoapTransport unauthenticated(VCenterSettings settings, ServerTrust trust) {
    return transport(settings, trust);
  }

  /** Drops whatever is on its way; sessions are still logged out by {@link #close}. */
  public void cancel() {
    cancelled = true;
    probing.forEach(SoapTransport::cancel);
    open.forEach(session -> session.transport().cancel());
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook itself is what closes.
    }
  }

  private void end() {
    farewell.run();
    closeAll();
  }

  /** All at once: one that does not answer must not keep the others waiting. */
  private void closeAll() {
    cancel();
    List<Thread> farewells = new ArrayList<>();
    for (SoapSession session = open.poll(); session != null; session = open.poll()) {
      Thread farewell = new Thread(session::close, "farewell");
      farewell.start();
      farewells.add(farewell);
    }
    for (Thread farewell : farewells) {
      try {
        farewell.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private SoapTransport transport(VCenterSettings settings, ServerTrust trust) {
    return transports.reads(settings, trust);
  }

  private String username(VCenterSettings settings) {
    String name = settings.username();
    if (name == null) {
      name = console.ask(Text.of("cli.ask.username", settings.endpoint().name()));
    }
    if (name == null || name.isBlank()) {
      throw new ConfigException(List.of(Text.of("config.no-username", settings.endpoint().name())));
    }
    return name.strip();
  }

  private static boolean isSaid(VCenterSettings settings) {
    return settings.trust().caFile() != null || !settings.trust().sha256Pins().isEmpty();
  }

  /** What is known, or the answer to a question. */
  private ServerTrust trust(VCenterSettings settings, @Nullable VSphereException problem) {
    if (problem == null) {
      return expected(settings);
    }
    if (!(problem instanceof Untrusted e) || e.certificate() == null) {
      throw problem;
    }
    ServerCertificate shown = e.certificate();
    List<String> expected = expected(settings).sha256Pins();
    if (!expected.isEmpty()) {
      console.say(
          isSaid(settings) ? "cli.trust.other" : "cli.trust.changed",
          settings.endpoint().name(),
          String.join(", ", expected),
          shown.sha256(),
          known.file().toString());
    }
    if (isSaid(settings) || !expected.isEmpty()) {
      throw e;
    }
    return new ServerTrust(null, List.of(question(settings, shown, e)));
  }

  private List<String> accepted(VCenterSettings settings) {
    try {
      return known.thumbprints(settings.endpoint());
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              Text.of(
                  "config.unreadable", known.file().toString(), String.valueOf(e.getMessage()))));
    }
  }

  /** Shows the certificate and asks, as ssh does. */
  private String question(VCenterSettings settings, ServerCertificate shown, Untrusted cause) {
    if (environment.isSet("GOVC_INSECURE")) {
      console.say("cli.trust.govc-insecure");
    }
    if (console.input() == null) {
      throw cause;
    }
    CertificateText.show(console, settings.endpoint(), shown);
    @Nullable String answer = console.ask(Text.of("cli.trust.ask"));
    String word = answer == null ? "" : answer.strip();
    if (!word.equalsIgnoreCase(console.texts().say("cli.trust.yes"))) {
      throw cause;
    }
    try {
      known.accept(settings.endpoint(), shown.sha256());
      console.say("cli.trust.remembered", known.file().toString());
    } catch (IOException e) {
      console.say("cli.trust.not-remembered", String.valueOf(e.getMessage()));
    }
    return shown.sha256();
  }
}
