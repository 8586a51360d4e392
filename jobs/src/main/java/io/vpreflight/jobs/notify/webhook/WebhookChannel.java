// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages in some form to some address. A signature, when there is a key for it, is the
 * HMAC-SHA256 of the time, a point and the body: neither can be changed, nor the message be sent
 * again later, without the receiver seeing it.
 */
public final class WebhookChannel implements Channel {
  private static final String HMAC = "HmacSHA256";

  private final Rules rules;
  private final Form form;
  private final Wire wire;
  private final @Nullable Secret key;
  private final Clock clock;

  /**
   * To that address.
   *
   * @param key of the signature; null for none
   * @param secrets others that the form puts in
   * @param agent name and version of this program
   */
  public WebhookChannel(
      Rules rules,
      Endpoint endpoint,
      Form form,
      @Nullable Secret key,
      List<Secret> secrets,
      String agent,
      Clock clock) {
    this.rules = rules;
    this.form = form;
    this.key = key;
    this.clock = clock;
    List<Secret> all = new ArrayList<>(secrets);
    if (key != null) {
      all.add(key);
    }
    wire = new Wire(endpoint, all, agent);
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public void send(Notice notice) throws NotSentException {
    int number = 0;
    for (String body : form.bodies(notice)) {
      Headers.Builder headers = new Headers.Builder();
      headers.add("Idempotency-Key", number == 0 ? notice.id() : notice.id() + "-" + number);
      if (key != null) {
        String at = String.valueOf(clock.instant().getEpochSecond());
        headers.add("X-Vpreflight-Timestamp", at);
        headers.add("X-Vpreflight-Signature", "sha256=" + signature(key.reveal(), at + "." + body));
      }
      wire.post(body, form.contentType(), headers.build());
      number++;
    }
  }

  private static String signature(String key, String signed) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
