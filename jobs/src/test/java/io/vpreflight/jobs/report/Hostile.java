// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import java.util.List;

/** Names that somebody who may create a virtual machine can give it, to harm whoever reads them. */
public final class Hostile {
  /** One name for each way of doing harm. */
  public static final List<String> NAMES =
      List.of(
          "=cmd|'/C calc'!A0",
          "+1+1",
          "-2+3",
          "@SUM(1)",
          "\t=1",
          "\r=1",
          "\n=1",
          "＝1+1",
          " =1",
          "\u200b=1",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</style></title><h1>x",
          "<!-- -->",
          "x\r\n2026-11-20 INFO approved",
          "\u001b[2J\u001b[31mred\u0007",
          "\u0000nul\u0085next\u2028line",
          "\u202egnp.exe\u2066x",
          "x".repeat(4096),
          "💾 база 数据库 قاعدة",
          "a%2fb%5c%25c",
          "{{7*7}}",
          "${jndi:ldap://x}",
          "{0}{1,choice}'",
          "a;b,\"c\"");

  private Hostile() {}
}
