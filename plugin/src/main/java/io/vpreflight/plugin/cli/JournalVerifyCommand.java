// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.Verification;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code journal verify}: whether every line is as it was written, and none is missing. */
@Command(name = "verify", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class JournalVerifyCommand implements Callable<Integer> {
  private final App app;

  @Mixin private final StoreFlags state = new StoreFlags();

  @Option(names = "--server", paramLabel = "URL", descriptionKey = "verifyServer")
  private @Nullable URI server;

  @Option(names = "--token-file", paramLabel = "FILE", descriptionKey = "tokenFile")
  private @Nullable Path tokenFile;

  @Option(names = "--server-ca", paramLabel = "FILE", descriptionKey = "serverCa")
  private @Nullable Path caFile;

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  JournalVerifyCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    Verification verification = verify();
    if (form == ShortForm.JSON) {
      new JournalJson(app).verification(verification);
    } else {
      tell(verification);
    }
    return verification.good() ? Exit.OK : Exit.FINDINGS;
  }

  /**
   * A service that is named answers for its own. On its machine the files are looked at, whoever
   * has them: what the process holds in memory is not what is to be verified.
   */
  private Verification verify() throws IOException {
    ServiceClient service = ServiceFlags.named(server, tokenFile, caFile, app).orElse(null);
    if (service != null) {
      return new HistoryElsewhere(service).verify();
    }
    try (Store store = Store.look(state.place(app.environment()))) {
      return store.journal().verify();
    } catch (StoreException e) {
      if (e.problem().key().equals("store.none")) {
        throw e; // nothing was looked at, so that nothing is said of it
      }
      return new Verification(0, "", 0, e.problem());
    }
  }

  private void tell(Verification verification) {
    Text problem = verification.problem();
    String said =
        problem == null
            ? app.console().texts().say("journal.good", verification.lines(), verification.head())
            : app.console().texts().say("journal.bad", problem);
    app.console().out().println(said);
    app.console().out().flush();
  }
}
