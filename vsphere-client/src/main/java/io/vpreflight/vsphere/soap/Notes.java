// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what looks like a password in texts that people write, English and French, before anything
 * else sees it. It rather masks a harmless word than lets a secret pass; what a password looks like
 * to nobody, it cannot know either.
 */
public final class Notes {
  private static final String MASK = "***";
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  /** A line may be long, but nobody writes that much between a word and its colon. */
  private static final String BETWEEN = "[^:=：\\r\\n]{0,40}?";

  /** The French set a space before the colon, and word processors make it a narrow one. */
  private static final String SPACE = "[ \\t\\u00a0\\u2007\\u202f]";

  private static final String WORD =
      "(?<![\\p{L}\\p{N}])(?:"
          + "pass(?:[ _-]?(?:word|wd|phrase|code))?s?|passwort|kennwort|psk|pwd?s?|p/w|psw|pin(?:[ -]?code)?"
          + "|mots?"
          + SPACE
          + "+de"
          + SPACE
          + "+passe|mdps?|code(?:"
          + SPACE
          + "+(?:d['’]acc[eè]s|secret|pin))|identifiants?|credentials?|creds?"
          + "|secrets?|tokens?|jetons?|cl(?:é|e|ef)s?(?:"
          + SPACE
          + "+(?:api|secr[eè]te|priv[ée]e|d['’]acc[eè]s|de"
          + SPACE
          + "+licence))?|(?:api|(?:shared[ _-]?)?access|account|secret|private|(?:pre[ _-]?)?shared|sas|storage|master"
          + "|recovery|encryption|wifi|wpa2?|licen[sc]e|product|serial)[ _-]?keys?"
          + "|community|communauté"
          + ")(?![\\p{L}\\p{N}])";

  private static final String QUOTED =
      "\"[^\"\\r\\n]*\"?|“[^”\\r\\n]*”?|«[^»\\r\\n]*»?|'[^'\\r\\n]*'";

  /**
   * {@code password for root: x}, {@code mot de passe est x}, {@code pw=x}, on the next line too.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "("
              + WORD
              + "(?:"
              + BETWEEN
              + "[:=：>]+|"
              + SPACE
              + "+(?:is|are|was|est|c['’]est|sont|->|→)(?![\\p{L}\\p{N}]))"
              + SPACE
              + "*(?:\\r?\\n"
              + SPACE
              + "*)?)(?:"
              + QUOTED
              + "|\\S+(?:"
              + SPACE
              + "*/"
              + SPACE
              + "*\\S+)?)",
          FLAGS);

  /**
   * {@code root pw VMware1!}, {@code mdp root VMware1!}: no colon, but what follows is no word of a
   * sentence.
   */
  private static final Pattern FOLLOWED =
      Pattern.compile(
          "("
              + WORD
              + SPACE
              + "+(?:[\\p{L}]{1,20}"
              + SPACE
              + "+)?)(?=\\S*[\\p{N}!@#$%^&*?+~§€£])(?=\\S*[\\p{L}])(\\S{4,})",
          FLAGS);

  /** {@code root / VMware1!}. */
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "((?<![\\p{L}\\p{N}/\\\\.-])(?:root|admin|administrator|administrateur|sa|vpxuser|dcui)"
              + SPACE
              + "*(?:[/|]|:(?=\\S|"
              + SPACE
              + "*\\S*[\\p{N}!@#$%^&*?+]))"
              + SPACE
              + "*)(?![/\\s])\\S+",
          FLAGS);

  /** {@code login: backup / VMware1!}, {@code user=bob/VMware1!}. */
  private static final Pattern LOGIN =
      Pattern.compile(
          "((?<![\\p{L}\\p{N}])(?:log[ -]?[io]n|user(?:[ _-]?name)?|utilisateur|compte|account|benutzer)"
              + SPACE
              + "*[:=：]"
              + SPACE
              + "*[^\\s/|]{1,100}"
              + SPACE
              + "*[/|]"
              + SPACE
              + "*)[^\\s/|]\\S*",
          FLAGS);

  private static final Pattern IN_URL =
      Pattern.compile("(\\w{2,20}://[^\\s/:@]{1,100}:)[^\\s/@]{1,200}(?=@)");

  private static final Pattern BLOCK =
      Pattern.compile(
          "(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)",
          Pattern.DOTALL);

  /** Secrets that give themselves away: of AWS, GitHub, Slack, and signed tokens. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}"
              + "|eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*)");

  private static final Pattern NAME = Pattern.compile(WORD, FLAGS);

  private Notes() {}

  /** The text with stars for whatever looks like a secret in it. */
  public static String masked(String text) {
    if (text.length() < 4) {
      return text;
    }
    String masked = replace(BLOCK, text, "$1" + MASK + "$2");
    masked = replace(IN_URL, masked, "$1" + MASK);
    masked = replace(NAMED, masked, "$1" + MASK);
    masked = replace(FOLLOWED, masked, "$1" + MASK);
    masked = replace(ACCOUNT, masked, "$1" + MASK);
    masked = replace(LOGIN, masked, "$1" + MASK);
    return replace(TOKEN, masked, MASK);
  }

  /**
   * The value of an attribute, which is a secret as a whole when the attribute is called so.
   *
   * @param name of the attribute
   */
  public static String masked(String name, String value) {
    return !value.isEmpty() && NAME.matcher(name).find() ? MASK : masked(value);
  }

  private static String replace(Pattern pattern, String text, String by) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.replaceAll(by) : text;
  }
}
