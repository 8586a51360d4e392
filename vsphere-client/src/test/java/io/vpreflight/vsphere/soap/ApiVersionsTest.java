// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.vsphere.inventory.ApiVersion;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ApiVersionsTest {
  @Test
  void the_versions_of_vim25_are_read_and_internal_names_are_not() {
    assertEquals(
        versions("8.0.3.0", "8.0.2.0", "7.0.3.2", "6.0"),
        read(
            """
            <namespaces version="1.0">
              <namespace><name>urn:vpxd1</name><version>9.9</version></namespace>
              <namespace>
                <name>urn:vim25</name>
                <version>8.0.3.0</version>
                <priorVersions>
                  <version>8.0.2.0</version>
                  <version>u1vcs-internal</version>
                  <version>7.0.3.2</version>
                  <version>dev</version>
                  <version>6.0</version>
                </priorVersions>
              </namespace>
              <namespace><name>urn:vsan</name><version>9.0</version></namespace>
            </namespaces>
            """));
  }

  @Test
  void the_name_may_come_after_its_versions() {
    assertEquals(
        versions("7.0"),
        read(
            "<namespaces><namespace><version>7.0</version><name>urn:vim25</name></namespace>"
                + "<namespace><version>8.0</version><name>urn:other</name></namespace>"
                + "</namespaces>"));
  }

  @Tag("F17")
  @Test
  void the_newest_is_chosen_by_number_and_not_by_spelling() {
    assertEquals("8.0.10.0", choose("8.0.2.0", "8.0.10.0", "8.0.9.0"));
    assertEquals("9.1.0.0", choose("8.0.3.0", "9.1.0.0", "9.0.0.0"));
  }

  @Tag("F17")
  @Test
  void a_line_of_the_future_is_not_spoken_while_an_older_one_is_offered() {
    assertEquals("9.0.0.0", choose("11.0", "10.0.0.0", "9.0.0.0"));
    assertEquals("6.0", choose("11.0"));
  }

  @Tag("F17")
  @Test
  void whatever_is_older_than_we_know_is_spoken_to_in_6_0() {
    assertEquals("6.0", choose("5.5", "5.1"));
    assertEquals("6.0", ApiVersions.choose(null, "").text());
    assertEquals("6.0", ApiVersions.choose(List.of(), "build-17").text());
  }

  @Tag("F17")
  @Test
  void without_a_list_the_server_is_believed_what_it_says_of_itself() {
    assertEquals("7.0.3.0", ApiVersions.choose(null, "7.0.3.0").text());
    assertEquals("6.0", ApiVersions.choose(null, "12.0").text());
  }

  private static String choose(String... offered) {
    return ApiVersions.choose(versions(offered), "").text();
  }

  private static List<ApiVersion> versions(String... texts) {
    return Stream.of(texts).map(ApiVersion::new).toList();
  }

  private static List<ApiVersion> read(String document) {
    return ApiVersions.read(
        new XmlCursor(new ByteArrayInputStream(document.getBytes(UTF_8)), ReplyLimits.DEFAULT));
  }
}
