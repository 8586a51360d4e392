// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is stronger: a flag, then VPREFLIGHT_*, then the file, then GOVC_*. */
class VCenterResolverTest {
  private static final String PIN = "AB".repeat(32);

  @TempDir Path temp;
  private final Map<String, String> variables = new HashMap<>();
  private final List<Text> problems = new ArrayList<>();
  private Path secret = Path.of("secret");

  @BeforeEach
  void a_password_file() throws IOException {
    secret = temp.resolve("secret");
    Files.writeString(secret, "pass\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private static AuditDraft draft(VCenterDraft... vcenters) {
    AuditDraft draft = new AuditDraft();
    draft.vcenters.addAll(List.of(vcenters));
    return draft;
  }

  private static VCenterDraft vcenter(String url, String origin) {
    VCenterDraft vcenter = new VCenterDraft();
    vcenter.url = new Setting(url, origin);
    return vcenter;
  }

  private List<VCenterSettings> resolve(AuditDraft flags, @Nullable AuditDraft file) {
    return new VCenterResolver(new Environment(variables), problems).resolve(flags, file);
  }

  private static List<String> names(List<VCenterSettings> settings) {
    return settings.stream().map(vcenter -> vcenter.endpoint().name()).toList();
  }

  @Test
  void vcenters_of_flags_win_over_the_file_and_the_file_over_govc() {
    variables.put("GOVC_URL", "govc.example.org");
    AuditDraft file = draft(vcenter("file.example.org", "f:1"));
    AuditDraft flags = draft(vcenter("flag.example.org", "--vcenter"));
    assertEquals(List.of("flag.example.org"), names(resolve(flags, file)));
    assertEquals(List.of("file.example.org"), names(resolve(new AuditDraft(), file)));
    assertEquals(List.of("govc.example.org"), names(resolve(new AuditDraft(), null)));
    assertEquals(List.of(), problems);
  }

  @Test
  void what_the_file_says_of_a_vcenter_holds_when_a_flag_names_it_however_it_is_written() {
    VCenterDraft inFile = vcenter("https://VC.example.org/sdk", "f:1");
    inFile.username = new Setting("file", "f:2");
    inFile.passwordFile = new Setting(secret.toString(), "f:3");
    inFile.thumbprints.add(new Setting(PIN, "f:4"));
    AuditDraft file = draft(vcenter("other.example.org", "f:0"), inFile);
    VCenterSettings one = resolve(draft(vcenter("vc.example.org", "--vcenter")), file).get(0);
    assertEquals("file", one.username());
    assertEquals(List.of("AB" + ":AB".repeat(31)), one.trust().sha256Pins());
    assertTrue(one.password() instanceof PasswordSource.FromFile);
    VCenterDraft named = vcenter("vc.example.org", "--vcenter");
    named.username = new Setting("flag", "--username");
    assertEquals("flag", resolve(draft(named), file).get(0).username());
    assertNull(resolve(draft(vcenter("third.example.org", "--vcenter")), file).get(0).username());
  }

  @Test
  void a_user_name_comes_from_the_strongest() {
    variables.put("GOVC_URL", "https://inurl:x@vc.example.org");
    assertEquals("inurl", resolve(new AuditDraft(), null).get(0).username());
    variables.put("GOVC_USERNAME", "govc");
    assertEquals("govc", resolve(new AuditDraft(), null).get(0).username());
    VCenterDraft inFile = vcenter("vc.example.org", "f:1");
    inFile.username = new Setting("file", "f:2");
    assertEquals("file", resolve(new AuditDraft(), draft(inFile)).get(0).username());
    variables.put("VPREFLIGHT_USERNAME", "variable");
    assertEquals("variable", resolve(new AuditDraft(), draft(inFile)).get(0).username());
    assertEquals("variable", resolve(new AuditDraft(), null).get(0).username());
    AuditDraft flags = new AuditDraft();
    flags.common.username = new Setting("flag", "--username");
    assertEquals("flag", resolve(flags, draft(inFile)).get(0).username());
    assertEquals("flag", resolve(flags, null).get(0).username());
  }

  @Test
  void govc_variables_mean_nothing_to_a_vcenter_that_was_named() {
    variables.put("GOVC_USERNAME", "govc");
    variables.put("GOVC_PASSWORD", "govc");
    AuditDraft flags = draft(vcenter("flag.example.org", "--vcenter"));
    VCenterSettings settings = resolve(flags, null).get(0);
    assertNull(settings.username());
    assertEquals(new PasswordSource.Ask(), settings.password());
  }

  @Test
  void a_password_comes_from_the_strongest() {
    VCenterDraft inFile = vcenter("vc.example.org", "f:1");
    assertEquals(
        new PasswordSource.Ask(), resolve(new AuditDraft(), draft(inFile)).get(0).password());
    inFile.passwordFile = new Setting(secret.toString(), "f:2");
    assertEquals(
        new PasswordSource.FromFile(new SecretFile(secret), "f:2"),
        resolve(new AuditDraft(), draft(inFile)).get(0).password());
    variables.put("VPREFLIGHT_PASSWORD", "x");
    assertEquals(
        new PasswordSource.FromEnvironment("VPREFLIGHT_PASSWORD"),
        resolve(new AuditDraft(), draft(inFile)).get(0).password());
    AuditDraft flags = new AuditDraft();
    flags.common.passwordFile = new Setting(secret.toString(), "--password-file");
    assertEquals(
        new PasswordSource.FromFile(new SecretFile(secret), "--password-file"),
        resolve(flags, draft(inFile)).get(0).password());
  }

  @Test
  void the_password_of_govc_may_stand_in_its_url_whoever_the_user_is() {
    variables.put("GOVC_URL", "https://administrator@vsphere.local:secret@vc.example.org");
    assertEquals(
        new PasswordSource.FromGovcUrl(), resolve(new AuditDraft(), null).get(0).password());
    variables.put("GOVC_PASSWORD", "stronger");
    assertEquals(
        new PasswordSource.FromEnvironment("GOVC_PASSWORD"),
        resolve(new AuditDraft(), null).get(0).password());
  }

  @Test
  void what_is_said_before_the_first_vcenter_is_for_all_that_say_nothing_themselves() {
    VCenterDraft one = vcenter("one.example.org", "--vcenter");
    VCenterDraft two = vcenter("two.example.org", "--vcenter");
    two.username = new Setting("two", "--username");
    two.thumbprints.add(new Setting("CD".repeat(32), "--thumbprint"));
    AuditDraft flags = draft(one, two);
    flags.common.username = new Setting("all", "--username");
    flags.common.thumbprints.add(new Setting(PIN, "--thumbprint"));
    flags.common.proxy = new Setting("proxy.example.org:3128", "--proxy");
    List<VCenterSettings> settings = resolve(flags, null);
    assertEquals("all", settings.get(0).username());
    assertEquals("two", settings.get(1).username());
    assertTrue(settings.get(0).trust().sha256Pins().get(0).startsWith("AB:AB"));
    assertEquals(1, settings.get(1).trust().sha256Pins().size());
    assertTrue(settings.get(1).trust().sha256Pins().get(0).startsWith("CD:CD"));
    assertEquals(
        InetSocketAddress.createUnresolved("proxy.example.org", 3128), settings.get(1).proxy());
  }

  @Tag("F44")
  @Test
  void everything_that_is_wrong_with_all_vcenters_is_told() throws IOException {
    Path open = Files.writeString(temp.resolve("open"), "pass");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    VCenterDraft one = vcenter("http://one.example.org", "--vcenter");
    one.thumbprints.add(new Setting("AB:CD", "--thumbprint"));
    one.caFile = new Setting(temp.resolve("none.pem").toString(), "--ca-file");
    VCenterDraft two = vcenter("two.example.org", "--vcenter");
    two.proxy = new Setting("proxy", "--proxy");
    two.passwordFile = new Setting(open.toString(), "--password-file");
    VCenterDraft three = vcenter("three.example.org", "--vcenter");
    three.passwordFile = new Setting(temp.resolve("none").toString(), "--password-file");
    resolve(draft(one, two, three), null);
    assertEquals(
        List.of(
            "config.bad-value",
            "config.bad-value",
            "config.unreadable",
            "config.bad-proxy",
            "config.password-file-open",
            "config.unreadable"),
        problems.stream().map(Text::key).toList());
  }
}
